"""The Evaluate page: the rating sheet, the result always in sight, and what to look at again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import ipywidgets

from fesgrade.apps.evaluate.evidence import EvidencePart
from fesgrade.apps.keep.fields import Work
from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.keep.statement import evidence_of
from fesgrade.apps.keep.words import position_html
from fesgrade.apps.parts.findings import findings_html
from fesgrade.apps.parts.html import esc
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.rating.rating import Rating
from fesgrade.apps.rating.state import State, page_at, query_of
from fesgrade.apps.rating.words import progress_html, result_html
from fesgrade.documents import evidence as skills
from fesgrade.documents.statement import Statement, StatementError, kind_fault
from fesgrade.evaluation import Finding, progress, rate
from fesgrade.levels import read_levels
from fesgrade.pictures.rows import ladder_rows, profile_params, profile_rows
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.base import box
from fesgrade.widgets.picture import Picture, picture_html
from fesgrade.widgets.region import Region, guard


class Page:
    """The widgets of the page and what happens between them; all rules are in :mod:`fesgrade.evaluation`."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.findings = Region(role="region", label="To check", name="fg-card")
        self.heading = Region(name="fg-position")
        self.ladder = Picture(
            "ladder",
            [],
            title="Where it stands among the grades",
            description="All grade ranges on the points scale. No total yet.",
            columns=(("name", "Grade"), ("low", "From"), ("high", "To"), ("place", "Place")),
            table=[],
        )
        self.profile = Picture(
            "profile",
            [],
            title="Against typical levels around the grade",
            description="No level chosen yet.",
            columns=(("name", "Factor"), ("position", "This position")),
            table=[],
        )
        self.rating = Rating(tables, self.show)
        self.evidence = EvidencePart(self.rating, self._show_record)
        self.keep = KeepPart("evaluate", tables, self.take, self.extra, self.recall, self._show_heading)
        self.settled = False
        for ready in (self.rating.address, self.keep.record):
            ready.observe(guard(lambda _: self.settle(), clears=False), "ready")
        self.rating.show()

    def widgets(self) -> list[ipywidgets.Widget]:
        stuck = box(self.result, self.findings, name="fg-stack fg-stuck")
        side = box(stuck, box(self.ladder, self.profile, name="fg-stack"), name="fg-side fg-sticky")
        rating = self.rating
        return [
            rating.controls,
            rating.about,
            rating.case_note,
            self.keep.offering,
            self.heading,
            box(rating.sheet, side, name="fg-columns fg-rating"),
            *self.evidence.widgets,
            *self.keep.widgets,
            rating.address,
        ]

    def show(self) -> None:
        """Show what follows from the rating as it stands."""
        standard, kind, chosen = self.rating.standard, self.rating.kind, self.rating.chosen
        so_far = progress(chosen, standard)
        if so_far.missing:
            total, grade, found = None, None, tuple[Finding, ...]()
            self.result.html = progress_html(so_far, standard)
        else:
            result = rate(read_levels(chosen, standard), standard, kind, self.tables)
            total, grade, found = result.total, standard.grade_of(result.total), result.findings
            self.result.html = result_html(result, standard)
        what_if = page_at("what_if.ipynb", self.rating.state, standard)
        self.findings.html = findings_html(found) + f'<p><a href="{esc(what_if)}">What would change this grade?</a></p>'
        self._show_ladder(total)
        self._show_profile(chosen, kind, grade.grade if grade else None)
        self.evidence.show()
        self._show_record()

    def _show_ladder(self, total: int | None) -> None:
        standard = self.rating.standard
        rows = ladder_rows(standard.grades, standard.highest_total, total)
        here = "No total yet."
        if total is not None:
            grade = standard.grade_of(total)
            here = f"The total of {total:,} lies in {grade.name}, {grade.points}."
        words = {"this": "this position", "neighbor": "next to it"}
        with self.ladder.hold_sync():
            self.ladder.rows = rows
            self.ladder.table = [
                {
                    "name": row["name"],
                    "low": row["low"],
                    "high": row["high"] or "and up",
                    "place": words.get(row["role"], ""),
                }
                for row in rows
                if row["role"] != "total"
            ]
            self.ladder.description = f"All grade ranges on the points scale. {here}"

    def _show_profile(self, chosen: Mapping[str, str], kind: str, grade: int | None) -> None:
        standard = self.rating.standard
        neighbors = self.tables.typical_neighbors(kind, grade) if grade is not None else ()
        rows = profile_rows(standard.factors, chosen, {g: self.tables.typical[kind, g] for g in neighbors}, grade)
        headings = [(f"GS-{g}", f"GS-{g} typical") for g in neighbors]
        table = []
        for factor in standard.factors:
            row = {"name": f"{factor.id} {factor.short_name}", "position": chosen.get(factor.id, "–")}
            for g in neighbors:
                numbers = self.tables.typical[kind, g][factor.id]
                row[f"GS-{g}"] = " or ".join(f"{factor.id}-{number}" for number in numbers)
            table.append(row)
        with self.profile.hold_sync():
            self.profile.columns = [["name", "Factor"], ["position", "This position"], *map(list, headings)]
            self.profile.rows, self.profile.table = rows, table
            grades = {row["role"]: row["typical"] for row in rows if row["typical"]}
            self.profile.params = profile_params(grades)
            self.profile.caption = "Levels of this position and typical levels" + (
                f" ({self.tables.typical_source[kind]}; examples only)" if neighbors else ""
            )
            self.profile.description = _profile_text(standard, kind if neighbors else "", chosen)

    # The record ------------------------------------------------------------------------------------

    def _show_heading(self) -> None:
        self.heading.html = position_html(self.keep.values)

    def _show_record(self) -> None:
        """Hand on what the record rests on: the result with its evidence, and where it stands in the address."""
        standard, chosen = self.rating.standard, self.rating.chosen
        missing = [factor.short_name.lower() for factor in standard.factors if factor.id not in chosen]
        whole = self.evidence.argued()
        said = whole.findings if whole and whole.evidence else ()
        self.keep.show(
            Work(
                standard,
                chosen,
                whole.evaluation if whole else None,
                f"The statement follows when every factor has a level. Missing: {', '.join(missing)}.",
                findings=tuple(one for one in said if one.code != "no-evidence"),
                evidence=self.evidence.pieces,
                address=urlencode(query_of(self.rating.state, standard)),
            )
        )

    def take(self, statement: Statement) -> None:
        """Put the evaluation of a statement on the sheet; nothing changes when it does not belong on this page."""
        state = state_of(statement, self.tables, self.rating.state)
        plain = evidence_of(statement)
        skills.read_evidence(plain, self.tables.standards[state.standard])
        self.rating.go(state)
        self.evidence.restore(plain)

    def extra(self) -> dict[str, Any]:
        """Return what is kept beside the record."""
        query = query_of(self.rating.state, self.rating.standard)
        return {"query": query, "evidence": self.evidence.as_list(), "lines": self.evidence.written}

    def recall(self, extra: Mapping[str, Any]) -> None:
        """Take back what was kept beside the record; what can be read comes back beside evidence that cannot."""
        query = extra.get("query", {})
        if query and query != query_of(self.rating.state, self.rating.standard):
            self.rating.open_query(query)
        self.evidence.paste(str(extra.get("lines", "")))
        self.evidence.restore(extra.get("evidence", []))

    def settle(self) -> None:
        """Bring back what this browser kept, once it has told that and the address."""
        if not self.settled and self.keep.record.ready and self.rating.address.ready:
            self.settled = True
            self.keep.settle(query_of(self.rating.state, self.rating.standard))


def state_of(statement: Statement, tables: Catalog, now: State) -> State:
    """Return the rating of a statement; a ``ValueError`` of fesgrade when it cannot stand on the sheet."""
    if statement.address.startswith("state="):
        raise StatementError(["It is a statement of supervisory work; open it on the Supervisory page."])
    standard = tables.standards.get(statement.standard)
    if standard is None:
        raise StatementError([f"Its standard, {statement.standard}, is not at hand."])
    if fault := kind_fault(statement.kind_of_work, standard):
        raise StatementError([fault])
    levels = read_levels(" ".join(statement.levels), standard)
    codes = {factor: level.code for factor, level in levels.items()}
    kind = statement.kind_of_work or standard.kind_of_work
    return State(standard.id, kind, scenarios=now.scenarios, levels=now.levels).with_levels(standard, codes)


def _profile_text(standard: Standard, kind: str, chosen: Mapping[str, str]) -> str:
    rated = ", ".join(chosen[factor.id] for factor in standard.factors if factor.id in chosen) or "no level yet"
    return f"This position: {rated}. " + ("The table below also lists the typical levels." if kind else "")


def first_html(tables: Catalog) -> str:
    """Return what stands on the page before any widget arrives: the empty result and the ladder."""
    standard = tables.standards[State().standard]
    result = progress_html(progress({}, standard), standard)
    return f'<div class="fg-card fg-result" role="group" aria-label="Result">{result}</div>' + picture_html(
        "ladder", "Where it stands among the grades", "All grade ranges on the points scale."
    )


def show() -> None:
    """Show the page."""
    tables = catalog()
    page(*Page(tables).widgets(), first=first_html(tables))
