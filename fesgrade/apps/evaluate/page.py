"""The Evaluate page: the rating sheet, the result always in sight, and what to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.keep.fields import Work, reasons_of, written_on_sheet
from fesgrade.apps.keep.handle import StatementPage
from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.keep.words import position_html
from fesgrade.apps.parts.findings import findings_html, one_level_html
from fesgrade.apps.parts.html import result_card, tag
from fesgrade.apps.parts.link import PAGE
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.rating.handle import RatingPage
from fesgrade.apps.rating.position import Position
from fesgrade.apps.rating.rating import Rating
from fesgrade.apps.rating.state import State, page_at, series_within, standards_to_find
from fesgrade.apps.rating.words import progress_html, result_html
from fesgrade.documents.evidence import Evidence as EvidencePiece
from fesgrade.documents.evidence import check_evidence, plain_evidence, read_evidence
from fesgrade.documents.fields import LONGEST_TEXT
from fesgrade.documents.statement import Statement, StatementError, kind_fault
from fesgrade.levels import Levels, read_levels
from fesgrade.progress import progress
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.base import box
from fesgrade.widgets.evidence import Evidence
from fesgrade.widgets.find import Find
from fesgrade.widgets.ladder import ABOUT, NO_TOTAL, Ladder
from fesgrade.widgets.picture import picture_html
from fesgrade.widgets.present import Present
from fesgrade.widgets.profile import Profile
from fesgrade.widgets.region import Region, guard, quietly

#: What opens the fields for the reasons of a level.
WHY = "Write down why"
LADDER = "Where it stands among the grades"
#: What is shown one after the other on a projector.
SCREENS = ".fg-sheet > .fg-factor, .fg-to-check, .fg-profile"


class Page(RatingPage, StatementPage):
    """The widgets of the page and what happens between them; all rules are in :mod:`fesgrade.evaluation`."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.findings = Region(role="region", label="To check", name="fg-card fg-to-check")
        self.present = Present(screens=SCREENS)
        self.heading = Region(name="fg-position")
        self.ladder = Ladder(title=LADDER, _dom_classes=["fg-scale"])
        self.profile = Profile(data=tables, _dom_classes=["fg-profile"])
        self.rating = Rating(tables, self.show)
        self.find = Find(label="Find a standard or series")
        self.find.offer(standards_to_find(tables))
        self.find.on_pick(self.take_found)
        self.evidence = Evidence(on_page=True)
        self.evidence.observe(guard(lambda change: self._take_evidence(change["new"])), "pieces")
        self.evidence.observe(guard(lambda change: self._take_lines(change["new"])), "lines")
        self.keep = KeepPart(
            "evaluate", tables, self.rating.address, take=self.take, recall=self.recall, changed=self._written
        )
        self.rating.sheet.ask, self.rating.sheet.longest = WHY, LONGEST_TEXT
        self.rating.sheet.observe(guard(lambda change: self._wrote(change["new"]), clears=False), "reasons")
        self.rating.keeper.refresh()

    def widgets(self) -> list[ipywidgets.Widget]:
        told = box(self.findings, self.ladder, self.profile, name="fg-stack")
        side = box(self.result, told, name="fg-side fg-sticky")
        rating = self.rating
        return [
            box(box(self.find, *rating.choices.children, name="fg-choices"), rating.steps, self.present, name="fg-bar"),
            rating.about,
            rating.case_note,
            self.keep.offer.widget,
            self.heading,
            box(rating.sheet, side, name="fg-columns fg-rating"),
            self.evidence,
            *self.keep.widgets,
            rating.address,
        ]

    def take_found(self, found: str) -> None:
        """Take a standard of the search, and the series behind it where it is a guide; levels stay where they can."""
        name, _, series = found.partition(" ")
        state = self.rating.state.with_standard(self.tables.standards[name])
        self.rating.go(replace(state, series=series))

    def show(self, now: Position) -> None:
        """Show what follows from the rating as it stands."""
        result = now.evaluation
        self.result.html = result_html(result, now.standard) if result else progress_html(now.progress, now.standard)
        onward = tag("p", tag("a", "What would change this grade?", href=page_at("what_if.ipynb", now.query)))
        if result and not now.standard.is_supervisory:
            words = "One of several kinds of work? Weigh it with the others."
            onward += tag("p", tag("a", words, href=page_at("supervisory.ipynb", now.query) + "#fg-mixed"))
        one_level = one_level_html(result.one_level) if result else Markup()
        self.findings.html = findings_html(result.findings if result else ()) + one_level + onward
        where = f"The total of {now.total:,} lies in {now.grade.name}, {now.grade.points}." if now.grade else NO_TOTAL
        self.ladder.show_total(now.standard, now.total, where, "this position")
        grade = now.grade.grade if now.grade else None
        self.profile.show_levels(self.tables, now.standard, now.kind, now.codes, grade)
        state = self.rating.state
        pieces = state.evidence.get(now.standard.method, ())
        self.evidence.show_rating(now.standard, now.codes, result, pieces, state.lines)
        self.present.about = now.standard.short_title
        self._show_record(now)

    def _take_evidence(self, pieces: Iterable[EvidencePiece]) -> None:
        method, assigned = self.rating.standard.method, tuple(pieces)
        self.rating.keeper.amend(lambda state: replace(state, evidence={**state.evidence, method: assigned}))

    def _take_lines(self, lines: str) -> None:
        self.rating.keeper.amend(lambda state: replace(state, lines=lines))

    # The record ------------------------------------------------------------------------------------

    def _wrote(self, reasons: Mapping[str, str]) -> None:
        """Put into the record what was written beside the levels: it has the only copy."""
        standard = self.rating.standard
        self.keep.write(written_on_sheet(standard, reasons, standard.by_factor))

    def _written(self) -> None:
        self.heading.html = position_html(self.keep.values)
        self._show_reasons()

    def _show_reasons(self) -> None:
        with quietly():
            self.rating.sheet.reasons = reasons_of(self.rating.standard, self.keep.values)

    def _show_record(self, now: Position) -> None:
        """Hand on what the record rests on: the result with its evidence, and where it stands in the address."""
        self._show_reasons()
        findings = self.evidence.findings if self.evidence.pieces else ()
        self.keep.show(
            Work(
                now.standard,
                now.codes,
                now.evaluation,
                f"The statement can be written when every factor has a level. Missing: {now.missing_words}.",
                findings=tuple(one for one in findings if one.code != "no-evidence"),
                evidence=self.evidence.pieces,
                query=now.query,
                facts=now.query,
                series=now.series,
                beside={"evidence": plain_evidence(self.evidence.pieces), "lines": self.rating.state.lines},
            )
        )

    def take(self, statement: Statement) -> None:
        """Put the evaluation of a statement on the sheet; nothing changes when it does not belong on this page."""
        state = state_of(statement, self.tables, self.rating.state)
        evidence = tuple(one for factor in statement.factors for one in factor.evidence)
        check_evidence(evidence, self.tables.standards[state.standard])
        self.rating.go(state)
        self._take_evidence(evidence)

    def recall(self, extra: Mapping[str, Any]) -> None:
        """Take back what was kept beside the record; what can be read comes back beside evidence that cannot."""
        query = extra.get("query", {})
        if query and query != self.rating.position.query:
            self.rating.keeper.open(query)
        self._take_lines(str(extra.get("lines", "")))
        self._take_evidence(read_evidence(extra.get("evidence", []), self.rating.standard))


def state_of(statement: Statement, tables: Catalog, now: State) -> State:
    """Return the rating of a statement; a ``ValueError`` of fesgrade when it cannot stand on the sheet."""
    if dict(parse_qsl(statement.address)).get(PAGE) == "supervisory":
        raise StatementError(["It is a statement of supervisory work; open it on the Supervisory page."])
    standard = tables.standards.get(statement.standard)
    if standard is None:
        raise StatementError([f"Its standard, {statement.standard}, is not at hand."])
    if fault := kind_fault(statement.kind_of_work, standard):
        raise StatementError([fault])
    levels = read_levels(" ".join(statement.levels), standard)
    codes = {factor: level.code for factor, level in levels.items()}
    kind = statement.kind_of_work or standard.kind_of_work
    series = series_within(statement.series, standard, tables)
    return replace(now, standard=standard.id, kind=kind, series=series, made_with="").with_levels(standard, codes)


def first_html(tables: Catalog) -> Markup:
    """Return what stands on the page before any widget arrives: the empty result and the ladder."""
    standard = tables.standards[State().standard]
    result = result_card(progress_html(progress({}, standard), standard))
    return result + picture_html("ladder", LADDER, ABOUT)


def show(standard: Standard | str | None = None, levels: Levels = ()) -> Page:
    """Show the page, and return it: ``page.levels``, ``page.evaluation``, ``page.save("position.docx")``.

    It begins with a ``standard`` (itself or its id) and ``levels`` in any usual notation where they are given;
    :class:`~fesgrade.levels.LevelsError` for what does not exist.
    """
    tables = catalog()
    made = Page(tables)
    made.rating.begin(standard, levels)
    page(*made.widgets(), first=first_html(tables))
    return made
