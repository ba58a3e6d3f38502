"""The page that reads a document: its text beside the rating sheet, with what was found marked in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.keep.fields import Work
from fesgrade.apps.keep.handle import StatementPage
from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.parts.html import join, tag
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.parts.words import short
from fesgrade.apps.parts.working import Working
from fesgrade.apps.rating.handle import RatingPage
from fesgrade.apps.rating.position import Position
from fesgrade.apps.rating.rating import Rating
from fesgrade.apps.rating.state import page_at
from fesgrade.apps.rating.words import progress_html, result_html
from fesgrade.apps.read.words import (
    GONE,
    KEPT,
    START,
    example_text,
    faults_html,
    found_html,
    head_html,
    option,
    text_html,
)
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.excerpts import Excerpt
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.reading import files
from fesgrade.reading.held import Evaluation, standard_for
from fesgrade.reading.meaning import tables_of
from fesgrade.reading.pages import MAX_BYTES, Document, DocumentError, of_text
from fesgrade.reading.reader import Reading, read
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.select import Select

ACCEPT = ",".join(files.ENDINGS)
PASTED = "the pasted text"


class Page(RatingPage, StatementPage):
    """The widgets of the page; everything is read by :mod:`fesgrade.reading`.

    The document stays here, in the page's kernel. The address holds the levels on the sheet, as on the other pages.
    """

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.document: Document | None = None
        self.reading: Reading | None = None
        self.one: Evaluation | None = None
        self.pasted = ipywidgets.Textarea(
            rows=4, continuous_update=False, placeholder="Factor 1 - FL 1-7, 1250 points …"
        )
        self.start = ipywidgets.Button(description="Read the text")
        self.try_it = ipywidgets.Button(description="Read an example")
        self.try_it.on_click(guard(lambda _: self.read_example()))
        self.start.on_click(guard(lambda _: self.take_text(self.pasted.value)))
        self.working = Working()
        self.about = Region(START + KEPT, name="fg-card")
        self.head = Region(role="status", label="What was found", name="fg-card")
        self.which = Select()
        self.which.on_choice(lambda _: self.choose(self.which.value))
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.faults = Region(role="region", label="To check in the document")
        self.found = Region(role="region", label="What was read", name="fg-card")
        self.text = Region(role="region", label="The text", name="fg-card")
        self.onward = Region(role="region", label="Go on", name="fg-card")
        self.rating = Rating(tables, self.show)
        self.keep = KeepPart("read", tables, self.rating.address, take=self.take, recall=self.recall)
        choices = [each for each in self.rating.choices.children if self.rating.choose_case not in each.children]
        self.controls = box(box(*choices, name="fg-choices"), self.rating.steps, name="fg-bar")
        self.several = box(labelled(self.which, "Evaluation"), name="fg-choose fg-choose-wide")
        self.shown = [self.head, self.several, self.faults]
        told = box(self.found, self.onward, self.text, name="fg-stack")
        self.work = box(
            self.rating.sheet, box(self.result, told, name="fg-side fg-sticky"), name="fg-columns fg-rating"
        )
        self.body = box(self.about, name="fg-stack")
        self.rating.keeper.refresh()

    def widgets(self) -> list[ipywidgets.Widget]:
        choose = file_in(
            "Open a document", ACCEPT, self.take_file, largest=MAX_BYTES, help=f"Or drop it here. {files.limits()}"
        )
        paste = labelled(self.pasted, "Or paste text")
        start = box(self.start, self.try_it, name="fg-bar")
        return [box(choose, paste, start, name="fg-card fg-stack"), self.working, self.body, self.rating.address]

    # What comes ------------------------------------------------------------------------------------

    def take_file(self, content: Mapping[str, bytes]) -> None:
        """Read a file; one that cannot be read leaves what is shown as it is."""
        for name, some in content.items():
            with self.working.on(f"Reading {short(name)}"):
                self._read(files.open_bytes(name, some))

    def read_example(self) -> None:
        """Read a worked case as a statement would have it, with a total that is printed wrong."""
        self.pasted.value = example_text(self.tables)
        self.take_text(self.pasted.value)

    def take_text(self, text: str) -> None:
        """Read pasted text."""
        if not text.strip():
            raise DocumentError(["Nothing was read: paste some text first, or open a document."])
        with self.working.on("Reading"):
            self._read(of_text(PASTED, text))

    def _read(self, document: Document) -> None:
        reading = read(document, self.tables)
        self.document, self.reading = document, reading
        options = [(option(one, at), at - 1) for at, one in enumerate(reading.evaluations, start=1)]
        self.which.offer(options or [("None", -1)], options[0][1] if options else -1)
        self.which.put(options[0][1] if options else -1)
        show_only(self.several, len(options) > 1)
        self.choose(options[0][1] if options else -1)

    def _arrange(self) -> None:
        """Show the sheet and what goes with it, once there is a document or a level; nothing is moved that is there."""
        rating = self.rating
        if self.body.children != (self.about,) or not (self.reading or rating.chosen):
            return
        self.body.children = (
            *self.shown, self.controls, rating.about, rating.case_note, self.keep.offer.widget, self.work,
            *self.keep.widgets, self.about,
        )  # fmt: skip

    def choose(self, at: int) -> None:
        """Put one of the evaluations on the sheet."""
        assert self.reading is not None
        self.one = self.reading.evaluations[at] if at >= 0 else None
        if self.one:
            standard = self._standard(self.one)
            kind = standard.kind_of_work or self.rating.state.kind
            state = replace(self.rating.state, standard=standard.id, kind=kind, made_with="")
            self.rating.go(state.with_levels(standard, self.one.levels))
            self.keep.suggest({"title": self.one.title, "series": self.one.series})
        assert self.document is not None
        self.text.html = text_html(self.document, self.reading, self.one)
        self.show(self.rating.position)

    def _standard(self, one: Evaluation) -> Standard:
        return standard_for(one.standard, one.series, tables_of(self.tables), self.tables)

    # What is shown ---------------------------------------------------------------------------------

    def show(self, now: Position) -> None:
        """Show what follows from the sheet, and how it differs from what was read."""
        self._arrange()
        result = now.evaluation
        self.result.html = result_html(result, now.standard, page_at("evaluate.ipynb", now.query)) if result else (
            progress_html(now.progress, now.standard)
        )  # fmt: skip
        mine = self.one if self.one and self.one.standard == now.standard.method else None
        names = {factor.id: factor.short_name for factor in now.standard.factors}
        self.faults.html = faults_html(self.one) if self.one else Markup()
        self.head.html = head_html(self.reading) if self.reading else GONE
        self.found.html = found_html(mine, names, now.codes) if mine else Markup()
        show_only(self.found, mine is not None)
        self.onward.html = onward_html(now)
        evidence = tuple(self._evidence(now))
        self.keep.show(
            Work(
                now.standard,
                now.codes,
                result,
                f"The statement can be written when every factor has a level. Missing: {now.missing_words}.",
                evidence=evidence,
                series=mine.series if mine else now.standard.series,
                query=now.query,
                facts=now.query,
            )
        )

    def _evidence(self, now: Position) -> list[Evidence]:
        """Return the sentences where levels were read as evidence for those that still stand on the sheet."""
        if not self.one or self.one.standard != now.standard.method:
            return []
        return [
            Evidence(
                factor, code, "supports", Excerpt(place.text, "description", place.words, short(self._document_name()))
            )
            for factor, code in now.codes.items()
            if self.one.levels.get(factor) == code
            and (place := self.one.sentences.get(factor, self.one.places.get(factor)))
        ]

    def _document_name(self) -> str:
        return self.document.name if self.document else ""

    # The record ------------------------------------------------------------------------------------

    def take(self, statement: Statement) -> None:
        """Refuse a saved evaluation: it belongs on the page that it was made for, where all of it comes back."""
        raise StatementError(
            ["Open a saved evaluation on the Evaluate or the Supervisory page; this one reads documents."]
        )

    def recall(self, extra: Mapping[str, Any]) -> None:
        """Take back the levels of what this browser kept; the document is gone with the page."""
        query = extra.get("query", {})
        if query and query != self.rating.position.query:
            self.rating.keeper.open(query)


def onward_html(now: Position) -> Markup:
    """Return where to go on with the levels on the sheet."""
    pages = [("evaluate.ipynb", "Evaluate", "with findings and evidence")]
    if now.standard.is_supervisory:
        pages.append(("supervisory.ipynb", "Supervisory work", "with the base grade and adjustments"))
    pages.append(("what_if.ipynb", "What if", "which changes would move the grade"))
    links = [
        tag("li", tag("a", label, href=page_at(address, _query(address, now))), f": {about}")
        for address, label, about in pages
    ]
    statement = tag("li", tag("a", "The statement", href="#fg-keep"), ": below, with the sentences as evidence")
    return join(tag("h2", "Go on"), tag("ul", links, statement))


def _query(address: str, now: Position) -> Mapping[str, str]:
    """Return the query of a page: the Supervisory page knows its own guide and takes no kind of work."""
    if address != "supervisory.ipynb":
        return now.query
    return {name: value for name, value in now.query.items() if name in ("levels", "tables")}


def show() -> Page:
    """Show the page, and return it: ``page.take_text(text)``, ``page.evaluation``, ``page.save("position.docx")``."""
    made = Page(catalog())
    page(*made.widgets(), first=tag("div.fg-card", START))
    return made
