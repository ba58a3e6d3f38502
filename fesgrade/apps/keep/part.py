"""The part of a page that keeps, shares and prints an evaluation: record, files, link, statement, comparison.

It is a link and a button until it is opened, so that it costs a page little that does not use it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.keep.fields import Work, defaults, groups_of, renamed, resolution_key, values_of, written
from fesgrade.apps.keep.offer import Kept, Offer
from fesgrade.apps.keep.statement import statement_of
from fesgrade.apps.keep.words import compared_html, faults_html, opened_html, unresolved_html
from fesgrade.apps.parts.html import alert, hint
from fesgrade.apps.parts.keeper import LEFT_OUT
from fesgrade.documents import forms
from fesgrade.documents.blocks import Document, document_title
from fesgrade.documents.changes import compare
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.documents.statement_file import open_statement
from fesgrade.files.schema import map_of, read, record_of, text_of
from fesgrade.sources import FaultsError
from fesgrade.standards import Catalog
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.downloads import Downloads, File, file_name
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.link import Link
from fesgrade.widgets.paper import Paper
from fesgrade.widgets.record import Record
from fesgrade.widgets.region import Region, guard, quietly

INTRODUCTION = Markup(
    '<h2 id="fg-keep">Keep, share, print</h2><p>Write down why each level was credited, save the evaluation as a file, '
    "print the evaluation statement for signature, or hand on the levels as a link. The least that a record must hold "
    'is the points of each factor, the total, the grade and the standard used. <span class="fg-source">Handbook p. '
    "12-13</span></p>"
)
SHARED = "It holds the levels, the standard and the edition of the tables; never a name, a title or a text."
KEPT = hint(
    "What you write is kept in this browser, on this computer, until you clear it; the server keeps nothing once the "
    "page is closed. Save the evaluation as a file to have it for good."
)
FULL = alert(
    "warning",
    "This browser has no room or no leave to keep what you write: save the evaluation as a file before you go.",
)
#: What follows a file that was opened where something else stood.
BROUGHT_BACK = hint(
    "What stood here before can be brought back at the top of the page, until you write something else or leave or "
    "load this page again."
)
PARTLY = "Part of what this browser had kept of an earlier visit could not be read; that part was left out."
MIMES = {
    ".json": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".md": "text/markdown",
}
#: What each button saves: the document and the ending of its file.
FILES: dict[str, tuple[str, Document, str]] = {
    "json": ("Save evaluation (JSON)", "report", ".json"),
    "form": ("Form for Word (DOCX)", "form", ".docx"),
    "report": ("Report for Word (DOCX)", "report", ".docx"),
    "html": ("Report as web page (HTML)", "report", ".html"),
    "md": ("Report as Markdown", "report", ".md"),
}
VIEWS: dict[Document, str] = {"form": "Show the form to print it", "report": "Show the report to print it"}
ABOUT = Markup(
    "<h3>The evaluation statement</h3><p>One record makes two documents: the <b>form</b>, one page with the points, "
    "standards used, comments, total and grade, and the <b>report</b>, which argues factor by factor. A report is "
    'needed where a judgment may be questioned, and for an appeal. <span class="fg-source">Handbook p. 12-13</span></p>'
)
#: What this browser keeps: the fields, and beside them what the page says, of which ``recall`` knows the rest.
FORM = record_of(values=map_of(text_of()), extra={"type": "object", "properties": {"query": map_of(text_of())}})


class KeepPart:
    """The part for one page; call :meth:`show` with what is graded whenever it changes, and show ``widgets``.

    ``take`` puts the evaluation of a statement that was opened on the page, and raises a ``ValueError`` of fesgrade
    when it does not belong there; ``recall`` takes back what was kept beside the fields, levels and all; ``changed``
    is called when a field was changed. What this browser kept of an earlier visit comes back once it has told that and
    the ``address``; show the widget of ``offer`` near the top of the page.

    A statement is made and checked where it is saved, shown, opened or compared, and after something was typed: a
    change of a level alone does not make one.
    """

    work: Work

    def __init__(
        self,
        key: str,
        tables: Catalog,
        address: Address,
        *,
        take: Callable[[Statement], object],
        recall: Callable[[Mapping[str, Any]], object],
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        self.tables, self.take, self.recall, self.changed = tables, take, recall, changed
        self.faults: tuple[str, ...] = ()  # what kept the statement from being made
        self.suggested: dict[str, str] = {}
        self.opened = False
        self.settled = False
        self.record = Record(key=key, label="Record of the evaluation")
        self.start = ipywidgets.Button(description="Write the evaluation statement")
        self.start.add_class("mod-primary")
        self.start.on_click(guard(lambda _: self.begin()))
        self.offer = Offer(lambda kept: self._bring(kept, pressed=True), self.drop_offer)
        self.record.observe(guard(lambda _: self._typed(), clears=False), "values")
        self.record.observe(guard(lambda _: self._say_kept(), clears=False), "failed")
        for ready in (address, self.record):
            ready.observe(guard(lambda _: self._settle(address), clears=False), "ready")
        self.note = Region(role="status", label="Evaluation file")
        self.full = Region(role="status", label="Room in this browser")
        self.compared = Region(role="region", label="Comparison")
        self.rest = box(name="fg-stack")
        show_only(self.rest, False)
        # A file can be opened before anything is written.
        opening = file_in("Open an evaluation", ".json", lambda files: self.take_file(self.open_file, files, self.note))
        self.box = box(
            Region(INTRODUCTION),
            Link(hint=SHARED),
            box(self.start, opening, name="fg-bar"),
            self.note,
            self.full,
            self.record,
            self.rest,
            name="fg-card fg-stack fg-keep",
        )
        self.widgets = [self.box]

    @property
    def values(self) -> dict[str, str]:
        """The fields as they stand, by key."""
        return dict(self.record.values)

    # The controls ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the record as its button does, and go to its first field."""
        self._focus("field")
        self.open()

    def _focus(self, place: str) -> None:
        """Move the focus (see :class:`Record`); say so before the button that has it goes away."""
        self.record.send({"focus": place})

    def open(self) -> None:
        """Make the controls, the first time."""
        if not self.opened:
            self._made()
            self.opened = True
            show_only(self.start, False)
            show_only(self.rest, True)
            self._put({**defaults(self.work), **self.suggested, **self.values})

    def suggest(self, values: Mapping[str, str]) -> None:
        """Offer what a page knows for some fields: it stands there once the record is opened, over what is blank."""
        self.suggested = {key: value for key, value in values.items() if value}
        if self.opened:
            self._put({**self.values, **self.suggested})

    def write(self, values: Mapping[str, str]) -> None:
        """Put some texts into their fields, as if they had been typed there; the others stay."""
        changed = {key: text for key, text in values.items() if self.values.get(key, "") != text}
        if changed:
            self._put({**self.values, **changed})

    def rename(self, old: str, new: str) -> None:
        """Keep what was written about a kind of work when it gets another name."""
        moved = renamed(self.values, old, new)
        if moved != self.values:
            with quietly():
                self.record.values = moved

    def _put(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields."""
        with quietly():
            self.record.values = dict(values)
        self._typed()

    def _made(self) -> None:
        self.incomplete = Region(role="status", label="Statement")
        self.downloads = Downloads(
            "Save the statement", {key: words for key, (words, _, _) in FILES.items()}, self.file, primary=True
        )
        self.views = {document: ipywidgets.Button(description=words) for document, words in VIEWS.items()}
        for document, view in self.views.items():
            view.on_click(guard(lambda _, document=document: self.turn(document)))
        self.viewing: Document | None = None
        self.paper = Paper()
        other = file_in(
            "Compare with another evaluation",
            ".json",
            lambda files: self.take_file(self.compare_file, files, self.compared),
        )
        self.clearing = ipywidgets.Button(description="Clear what this browser keeps")
        self.clearing.on_click(guard(lambda _: self.clear()))
        self.rest.children = (
            Region(ABOUT),
            self.incomplete,
            self.downloads,
            box(*self.views.values(), other, name="fg-bar"),
            self.compared,
            self.paper,
            Region(KEPT),
            box(self.clearing, name="fg-bar"),
        )

    def show(self, work: Work) -> None:
        """Bring the part in line with what is graded."""
        before, self.work = self.work if self.opened else work, work
        if self.values.get("series", "") == before.series != work.series:
            self._put({**self.values, "series": work.series})
        else:
            self._show()

    def _typed(self) -> None:
        self._show(check=True)
        self.changed()

    def _show(self, *, check: bool = False) -> None:
        if self.record.ready:
            self._remember()
        if not self.opened:
            return
        self.record.groups = groups_of(self.work, self.values)
        made: Statement | None = None
        if self.work.result and (check or self.faults or self.viewing):
            try:
                made, self.faults = self.statement(), ()
            except StatementError as error:
                self.faults = tuple(error.faults)
        if self.work.result is None:
            self.incomplete.html = hint(self.work.missing)
        else:
            self.incomplete.html = faults_html(self.faults) if self.faults else unresolved_html(self._unresolved())
        self.downloads.disabled = self.work.result is None or bool(self.faults)
        for document, view in self.views.items():
            view.disabled = self.downloads.disabled
            view.description = f"Hide the {document}" if self.viewing == document else VIEWS[document]
        if made and self.viewing:
            self.paper.title = document_title(made, self.viewing)
            self.paper.html = Markup(forms.to_fragment(made, self.viewing))
        else:
            self.paper.html = ""

    def turn(self, document: Document) -> None:
        """Show a document, or hide it again."""
        self.viewing = None if self.viewing == document else document
        self._show()

    def _unresolved(self) -> list[str]:
        """Return the names of the findings of which nobody has written how they were resolved."""
        values = self.values
        return [
            f"{name}: {finding.name}" if name else finding.name
            for name, key, finding in self.work.every_finding
            if not finding.is_calm and not values.get(resolution_key(finding, key), "").strip()
        ]

    # Files -----------------------------------------------------------------------------------------

    def statement(self) -> Statement:
        """Return the statement as it stands; :class:`StatementError` while there is none."""
        return statement_of(self.work, self.values, self.tables)

    def file(self, key: str) -> File:
        """Return the statement as one of :data:`FILES`."""
        made = self.statement()
        _, document, ending = FILES[key]
        what = "evaluation" if key == "json" else f"evaluation-{document}"
        name = file_name(what, made.title or made.position_number, made.grade, ending=ending)
        return File(name, MIMES[ending], forms.render(made, ending, document))

    def take_file(self, take: Callable[[str, bytes], object], files: Mapping[str, bytes], where: Region) -> None:
        """Take a file; what is wrong with it is said beside the button, and nothing is changed."""
        for name, content in files.items():
            try:
                take(name, content)
            except FaultsError as error:
                where.html = faults_html([f"{name} was not opened, and nothing was changed.", *error.faults])

    def open_file(self, name: str, content: bytes) -> None:
        """Put the evaluation of a saved statement on the page, with everything that was written."""
        opened = open_statement(content, name, data=self.tables)
        before, something = Kept(self.values, self._extra()), self._something()
        self.take(opened.statement)
        self.offer.withdraw()
        self.open()
        self._put(values_of(opened.statement, self.work))
        changes = compare(opened.statement, self.statement())
        self.note.html = opened_html(name, opened.notes, changes) + (BROUGHT_BACK if something else "")
        if something:
            until = "It is held until you write something else or leave or load this page again."
            self.offer.make(before, "What stood here before the file was opened:", until)

    def compare_file(self, name: str, content: bytes) -> None:
        """Show what changed from a saved statement to the one on the page."""
        present = self.statement()
        opened = open_statement(content, name, data=self.tables)
        self.compared.html = compared_html(name, opened.notes, compare(opened.statement, present))

    # What this browser keeps -----------------------------------------------------------------------

    def _extra(self) -> dict[str, Any]:
        return {"query": dict(self.work.query), **self.work.beside}

    def _something(self) -> bool:
        """Return whether there is anything to keep: the address alone brings back the rest."""
        return written(self.values) or any(self.work.beside.values())

    def _remember(self) -> None:
        something = self._something()
        self.record.extra = self._extra() if something else {}
        if self.offer.kept and something:
            self.offer.withdraw()  # what is written now is kept in its place

    def _settle(self, address: Address) -> None:
        """Look once at what was kept: what belongs to the evaluation in the address comes back, the rest is offered."""
        if self.settled or not (self.record.ready and address.ready):
            return
        self.settled = True
        kept = self._kept() if self.record.kept else None
        if kept and kept.is_of(self.work.query):
            self._bring(kept)
        elif kept:
            self.offer.make(kept, "This browser keeps what was written about another evaluation:")
        else:
            self._remember()

    def _kept(self) -> Kept | None:
        """Return what an earlier visit left, ``None`` where it wrote nothing."""
        try:
            kept = Kept(**read(self.record.kept, "What this browser keeps", FORM))
        except FaultsError:
            raise FaultsError([LEFT_OUT]) from None
        something = written(kept.values) or any(value for key, value in kept.extra.items() if key != "query")
        return kept if something else None

    def _bring(self, kept: Kept, *, pressed: bool = False) -> None:
        """Take back what was kept, first what can be damaged; texts come back only where they belong."""
        damaged = False
        try:
            self.recall(kept.extra)
        except FaultsError:
            damaged = True
            if not kept.is_of(self.work.query):
                raise FaultsError([LEFT_OUT]) from None
        if pressed:
            self._focus("field" if self.opened or written(kept.values) else "start")
        self.offer.withdraw()
        self._put(kept.values)
        if written(kept.values):
            self.open()
        if damaged:
            raise FaultsError([PARTLY if self.record.extra else LEFT_OUT])

    def drop_offer(self) -> None:
        """Give up what was offered; what is on the page stays."""
        self._focus("field" if self.opened else "start")
        self.offer.withdraw()
        if not self.record.extra:
            self.record.send({"forget": True})

    def clear(self) -> None:
        """Forget what was written, on the page and in this browser; the levels stay."""
        self.offer.withdraw()
        self.recall({})
        self._put(defaults(self.work))
        self.note.html = self.compared.html = ""
        self.record.send({"forget": True})

    def _say_kept(self) -> None:
        self.full.html = FULL if self.record.failed else ""
