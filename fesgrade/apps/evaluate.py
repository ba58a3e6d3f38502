"""The Evaluate page: the rating sheet, the result always in sight, and what to look at again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import anywidget
import ipywidgets
import traitlets

from fesgrade.apps.components import STATIC, Address, Picture, Region, box, catalog, esc, guard, page, picture_html
from fesgrade.apps.components import field as labelled
from fesgrade.charts import ladder_rows, profile_names, profile_rows
from fesgrade.evaluation import Evaluation, Finding, LevelsError, Progress, progress, rate, read_levels
from fesgrade.sources import data_dir
from fesgrade.standards import PURPOSES, Catalog, Standard

#: The first words of a finding; its sentence follows.
FINDINGS = {
    "primary-alone": "Primary Standard alone",
    "outside-standard": "Level outside the standard",
    "unconfirmed-level": "Level not confirmed",
    "unlikely-contacts": "Unlikely contacts",
    "even-grade": "Even grade",
    "outside-grades": "Grade outside the standard",
    "unconfirmed-range": "Grade range not confirmed",
    "no-adjustment": "Before adjustment",
    "borderline": "Borderline total",
    "atypical-factor": "Not the typical pattern",
}
#: Findings that explain; the others ask for a decision.
CALM = {"borderline", "no-adjustment", "unconfirmed-range"}
CONTACTS = (("1", "Own unit"), ("2", "Agency, public"), ("3", "Outside, unstructured"), ("4", "High officials"))
PURPOSE_LABELS = (("a", "Facts"), ("b", "Coordinate"), ("c", "Persuade"), ("d", "Settle"))
KINDS = {
    "professional": "Professional work, two-grade interval",
    "administrative": "Administrative work, two-grade interval",
    "technical": "Technical work, one-grade interval",
    "assistance": "Clerical and assistance work, one-grade interval",
}
#: The worked case that the address asks for, or the state it holds, under these names.
CASE, STANDARD, LEVELS, KIND, TABLES = "case", "standard", "levels", "work", "tables"


class Sheet(anywidget.AnyWidget):
    """The rating sheet: ``chosen`` maps a factor's id to the code of its level and changes on both sides."""

    _esm = STATIC / "sheet.js"
    _css = STATIC / "sheet.css"

    factors = traitlets.List(traitlets.Dict()).tag(sync=True)
    chart = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)


@dataclass(frozen=True, slots=True)
class State:
    """What undo brings back. The levels of the two methods are kept apart, so that a look at another loses nothing."""

    standard: str = "gs-0201"
    kind: str = "administrative"
    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    case: str = ""

    def of(self, standard: Standard) -> Mapping[str, str]:
        return self.levels.get(standard.method, {})

    def with_levels(self, standard: Standard, levels: Mapping[str, str]) -> State:
        return replace(self, levels={**self.levels, standard.method: dict(levels)}, case="")


def sheet_of(standard: Standard) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the factors of a standard and its contacts chart, if it has one, as the sheet shows them."""
    factors = [
        {
            "id": factor.id,
            "title": factor.title,
            "name": factor.name,
            "asks": factor.asks,
            "source": factor.source,
            "levels": [
                {
                    "code": level.code,
                    "points": level.points,
                    "status": level.status,
                    "synopsis": level.synopsis,
                    "next_needs": level.next_needs,
                    "source": level.source,
                }
                for level in factor.levels
            ],
        }
        for factor in standard.factors
    ]
    return factors, _chart_of(standard) if standard.chart else {}


def _chart_of(standard: Standard) -> dict[str, Any]:
    cells = {}
    for six in standard.by_factor["6"].levels:
        for seven in standard.by_factor["7"].levels:
            states = {six.status, seven.status}
            cells[f"{six.number}{PURPOSES[seven.number - 1]}"] = {
                "codes": [six.code, seven.code],
                "points": six.points + seven.points,
                "unlikely": (six.number, seven.number) in standard.unlikely,
                "status": "outside" if "outside" in states else "unknown" if "unknown" in states else "described",
            }
    sources = ", ".join(sorted(set(standard.unlikely.values())))
    note = "Both factors rest on the same contacts (Introduction p. 53)."
    if sources:
        note += f" * An unlikely combination ({sources})."
    return {"contacts": CONTACTS, "purposes": PURPOSE_LABELS, "cells": cells, "note": note}


# What the page says --------------------------------------------------------------------------------


def result_html(result: Evaluation, standard: Standard) -> str:
    """Return the result of a whole evaluation: grade, total, range, distances and how much there is to check."""
    grade = standard.grade_of(result.total)
    span = (grade.high or max(result.total, grade.low + 1)) - grade.low
    share = min(100, round(100 * result.above_floor / span))
    after = "the highest grade" if result.to_next is None else f"{esc(result.to_next)} to GS-{grade.grade + 1}"
    names = dict.fromkeys(FINDINGS.get(finding.code, finding.code) for finding in result.findings)
    check = f'<a href="#fg-to-check">To check</a>: {esc(", ".join(names))}' if names else "Nothing to check"
    return (
        f'<p class="fg-grade">{esc(result.grade)}</p>'
        f'<p class="fg-total"><b>{esc(result.total)} points</b> '
        f'<span class="fg-range">{esc(result.grade)} runs from {esc(grade.points)}</span></p>'
        f'<div class="fg-meter" aria-hidden="true"><div style="width:{share}%"></div></div>'
        f'<p class="fg-distances"><span>{esc(result.above_floor)} above the floor</span> '
        f"<span>{after}</span></p>"
        f'<p class="fg-count">{check}</p>'
    )


def progress_html(so_far: Progress, standard: Standard) -> str:
    """Return what is known before every factor has a level: the points so far, what is missing, what is possible."""
    low, high = so_far.lowest.name, so_far.highest.name
    possible = low if low == high else f"{low} to {high}"
    names = [standard.by_factor[factor].short_name.lower() for factor in so_far.missing]
    missing = "every factor" if len(names) == len(standard.factors) else ", ".join(names)
    points = sum(credit.points for credit in so_far.credits)
    return (
        f'<p class="fg-grade fg-grade-open">{esc(possible)}</p>'
        f'<p class="fg-total"><b>{esc(points)} points so far</b> '
        f'<span class="fg-range">still possible: {esc(so_far.low)} to {esc(so_far.high)}</span></p>'
        f'<p class="fg-missing">Missing: {esc(missing)}</p>'
    )


def findings_html(findings: Sequence[Finding]) -> str:
    """Return what to look at again, each with its source."""
    if not findings:
        return '<h2 id="fg-to-check">To check</h2><p class="fg-hint">Nothing so far.</p>'
    items = "".join(
        f'<li class="fg-finding{"" if finding.code in CALM else " fg-finding-warning"}">'
        f"<strong>{esc(FINDINGS.get(finding.code, 'To check'))}.</strong> {esc(finding.message)} "
        f'<span class="fg-source">{esc(finding.source)}</span></li>'
        for finding in findings
    )
    return f'<h2 id="fg-to-check">To check</h2><ul class="fg-findings">{items}</ul>'


def standard_html(standard: Standard, catalog: Catalog) -> str:
    """Return what the user must know about a standard: its limits, and the series it is for."""
    parts = [f"<b>{esc(standard.title)}</b>, {esc(standard.edition)}. {esc(standard.note)}"]
    series = catalog.series.get(standard.series)
    if series:
        parts.append(
            f"<b>Series {esc(series.id)}, {esc(series.title)}:</b> {esc(series.definition)} Basic title: "
            f'{esc(series.basic_title)}. <span class="fg-source">{esc(series.source)}</span>'
        )
    note = "".join(f"<p>{part}</p>" for part in parts)
    if standard.complete:
        return f"<details><summary>About this standard and its series</summary>{note}</details>"
    return (
        f'<div class="fg-alert fg-alert-warning"><b>{esc(standard.short_title)} is known in part.</b> Dashed levels '
        "are not confirmed for it; their points are those of the Primary Standard. "
        f"<details><summary>What is known, and its series</summary>{note}</details></div>"
    )


def _profile_text(standard: Standard, kind: str, chosen: Mapping[str, str]) -> str:
    rated = ", ".join(chosen[factor.id] for factor in standard.factors if factor.id in chosen) or "no level yet"
    return f"This position: {rated}. " + ("The table below also lists the typical levels." if kind else "")


# The page ------------------------------------------------------------------------------------------


class Page:
    """The widgets of the page and what happens between them; all rules are in :mod:`fesgrade.evaluation`."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.history = [State()]
        self.at = 0
        self._made()
        self._watch()
        self.show_state()

    @property
    def state(self) -> State:
        return self.history[self.at]

    @property
    def standard(self) -> Standard:
        return self.tables.standards[self.state.standard]

    def _made(self) -> None:
        standards = self.tables.standards.values()
        self.choose_standard = ipywidgets.Dropdown(options=[(f"{s.title}, {s.edition}", s.id) for s in standards])
        by_kind = {kind: [s for s in self.tables.series.values() if s.kind_of_work == kind] for kind in KINDS}
        self.choose_kind = ipywidgets.Dropdown(
            options=[("Not chosen", "")]
            + [
                (", ".join([words, *(f"as {s.id} {s.title}" for s in by_kind[kind])]), kind)
                for kind, words in KINDS.items()
            ]
        )
        cases = self.tables.cases.values()
        self.choose_case = ipywidgets.Dropdown(
            options=[("Load a worked case…", "")] + [(case.title, case.id) for case in cases]
        )
        self.undo, self.redo, self.reset = (ipywidgets.Button(description=word) for word in ("Undo", "Redo", "Reset"))
        self.sheet = Sheet()
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.findings = Region(role="region", label="To check", name="fg-card")
        self.about = Region(name="fg-about")
        self.case_note = Region(name="fg-case")
        self.texts = {name: ipywidgets.Text() for name in ("Position title", "Organization", "Position number")}
        self.heading = Region(name="fg-position")
        self.address = Address()
        self.ladder = Picture(
            "ladder",
            ladder_rows(self.standard.grades, self.standard.highest_total),
            title="Where it stands among the grades",
            description="All grade ranges on the points scale. No total yet.",
            columns=(("name", "Grade"), ("low", "From"), ("high", "To"), ("place", "Place")),
            table=[],
        )
        self.profile = Picture(
            "profile",
            [],
            title="Against typical levels of the neighboring grades",
            description="No level chosen yet.",
            columns=(("name", "Factor"), ("position", "This position")),
            table=[],
        )

    def _watch(self) -> None:
        self.choose_standard.observe(guard(self._standard_chosen), "value")
        self.choose_kind.observe(guard(lambda change: self.go(replace(self.state, kind=change["new"]))), "value")
        self.choose_case.observe(guard(lambda change: self.load_case(change["new"])), "value")
        self.sheet.observe(guard(lambda change: self.rate(change["new"])), "chosen")
        self.undo.on_click(guard(lambda _: self.move(-1)))
        self.redo.on_click(guard(lambda _: self.move(1)))
        self.reset.on_click(guard(lambda _: self.go(replace(self.state, levels={}, case=""))))
        for text in self.texts.values():
            text.continuous_update = False
            text.observe(guard(lambda _: self._show_heading()), "value")
        self.address.observe(guard(lambda _: self.open_address()), "ready")

    def widgets(self) -> list[ipywidgets.Widget]:
        bar = box(
            labelled(self.choose_standard, "Standard"),
            labelled(self.choose_kind, "Series and kind of work"),
            labelled(self.choose_case, "Worked case"),
            box(self.undo, self.redo, self.reset, name="fg-bar"),
            name="fg-bar",
        )
        record = box(
            Region("<h2>For the record (optional)</h2>"),
            box(*(labelled(text, name) for name, text in self.texts.items()), name="fg-bar"),
            name="fg-card fg-stack",
        )
        side = box(
            self.result, box(self.findings, self.ladder, self.profile, name="fg-stack"), name="fg-side fg-sticky"
        )
        return [
            bar,
            self.about,
            self.case_note,
            self.heading,
            box(self.sheet, side, name="fg-columns fg-rating"),
            record,
            self.address,
        ]

    # Changes ---------------------------------------------------------------------------------------

    def go(self, state: State) -> None:
        """Take a new state; what was undone before is forgotten."""
        if state != self.state:
            self.history[self.at + 1 :] = [state]
            self.at += 1
        self.show_state()

    def move(self, by: int) -> None:
        """Undo (-1) or redo (1)."""
        self.at = min(max(self.at + by, 0), len(self.history) - 1)
        self.show_state()

    def _standard_chosen(self, change: Mapping[str, Any]) -> None:
        standard = self.tables.standards[change["new"]]
        if standard.id != self.state.standard:
            self.go(replace(self.state, standard=standard.id, kind=standard.kind_of_work or self.state.kind, case=""))

    def rate(self, chosen: Mapping[str, str]) -> None:
        if dict(chosen) != dict(self.state.of(self.standard)):
            self.go(self.state.with_levels(self.standard, chosen))

    def load_case(self, name: str) -> None:
        """Show a worked case; it stays named until a level or the standard changes."""
        if name == self.state.case or not name:
            return
        case = self.tables.cases.get(name)
        if case is None:
            raise LevelsError([f"There is no worked case {name!r}; choose one from the list."])
        standard = self.tables.standards[case.standard]
        levels = {factor: level.code for factor, level in read_levels(case.levels, standard).items()}
        state = State(case.standard, case.kind_of_work, self.state.levels).with_levels(standard, levels)
        self.go(replace(state, case=name))

    def open_address(self) -> None:
        """Take over what the address holds: a worked case, or a standard with levels."""
        query = self.address.query
        if query.get(CASE):
            self.load_case(query[CASE])
            return
        if not query.get(LEVELS) and not query.get(STANDARD):
            return
        wanted = query.get(STANDARD, State().standard)
        if wanted not in self.tables.standards:
            raise LevelsError([f"The link names the standard {wanted!r}, which is not at hand; nothing was loaded."])
        standard = self.tables.standards[wanted]
        try:
            levels = read_levels(query.get(LEVELS, "").replace("_", " "), standard, partial=True)
        except LevelsError as error:
            raise LevelsError(["The link is damaged and nothing was loaded.", *error.faults]) from None
        kind = query.get(KIND, standard.kind_of_work)
        state = State(wanted, kind if kind in KINDS else "")
        self.go(state.with_levels(standard, {factor: level.code for factor, level in levels.items()}))
        if query.get(TABLES, edition()) != edition():
            self.case_note.html = (
                '<p class="fg-alert fg-alert-warning">This link was made with the tables of '
                f"{esc(query[TABLES])}; these are of {esc(edition())}: check the result.</p>"
            )

    # What is shown ---------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Bring every widget in line with the state."""
        standard, chosen = self.standard, dict(self.state.of(self.standard))
        self.choose_standard.value = standard.id
        self.choose_kind.value = self.state.kind
        self.choose_kind.disabled = standard.method != "fes"
        self.undo.disabled, self.redo.disabled = self.at == 0, self.at == len(self.history) - 1
        factors, chart = sheet_of(standard)
        if factors != self.sheet.factors:
            with self.sheet.hold_sync():
                self.sheet.chart, self.sheet.factors, self.sheet.chosen = chart, factors, chosen
        self.sheet.chosen = chosen
        self.about.html = standard_html(standard, self.tables)
        self._show_case()
        self._show_result(chosen)
        self._show_address(chosen)

    def _show_result(self, chosen: Mapping[str, str]) -> None:
        standard, kind = self.standard, self.state.kind if self.standard.method == "fes" else ""
        so_far = progress(chosen, standard)
        if so_far.missing:
            total, grade, found = None, None, tuple[Finding, ...]()
            self.result.html = progress_html(so_far, standard)
        else:
            result = rate(read_levels(chosen, standard), standard, kind, self.tables)
            total, grade, found = result.total, standard.grade_of(result.total), result.findings
            self.result.html = result_html(result, standard)
        self.findings.html = findings_html(found)
        self._show_ladder(total)
        self._show_profile(chosen, kind, grade.grade if grade else None)

    def _show_ladder(self, total: int | None) -> None:
        standard = self.standard
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
        standard = self.standard
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
            self.profile.params = {
                "names": profile_names({row["role"]: row["typical"] for row in rows if row["typical"]})
            }
            self.profile.caption = "Levels of this position and typical levels" + (
                f" ({self.tables.typical_source[kind]}; examples only)" if neighbors else ""
            )
            self.profile.description = _profile_text(standard, kind if neighbors else "", chosen)

    def _show_case(self) -> None:
        """Say what the worked case is that stands on the sheet, or nothing."""
        case = self.tables.cases.get(self.state.case)
        self.choose_case.value = self.state.case
        if case is None:
            self.case_note.html = ""
            return
        self.case_note.html = (
            f'<div class="fg-alert"><p><b>{esc(case.title)}</b>: {esc(case.note)} It comes to {esc(case.total)} '
            f"points, {esc(case.grade)}. A decision is an example, never a precedent: positions are compared with "
            "standards, not with each other (5 U.S.C. 5107). "
            f'<span class="fg-source">{esc(case.source)}</span></p></div>'
        )

    def _show_heading(self) -> None:
        self.heading.html = " · ".join(esc(text.value) for text in self.texts.values() if text.value)

    def _show_address(self, chosen: Mapping[str, str]) -> None:
        if not self.address.ready:
            return
        codes = "_".join(chosen[factor.id] for factor in self.standard.factors if factor.id in chosen)
        query = {STANDARD: self.state.standard, LEVELS: codes, KIND: self.state.kind, TABLES: edition()}
        self.address.query = {name: value for name, value in query.items() if value} if codes else {}


@cache
def edition() -> str:
    """Return the edition of the shipped tables."""
    descriptor = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    return str(descriptor["version"])


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
