"""One position being rated: standard, kind of work, worked case, levels, undo and redo, and the address that keeps it.

The Evaluate and What-if pages both stand on it; each adds what it shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

import ipywidgets

from fesgrade.apps.components import Address, Region, box, esc, guard
from fesgrade.apps.components import field as labelled
from fesgrade.apps.history import History
from fesgrade.apps.sheet import Sheet, sheet_of
from fesgrade.apps.words import standard_html
from fesgrade.compare import Scenario
from fesgrade.evaluation import LevelsError, read_levels
from fesgrade.sources import data_dir
from fesgrade.standards import Case, Catalog, Standard
from fesgrade.statement import kind_fault

KINDS = {
    "professional": "Professional work, two-grade interval",
    "administrative": "Administrative work, two-grade interval",
    "technical": "Technical work, one-grade interval",
    "assistance": "Clerical and assistance work, one-grade interval",
}
#: The worked case that the address asks for, or the state it holds, under these names.
CASE, STANDARD, LEVELS, KIND, TABLES = "case", "standard", "levels", "work", "tables"
#: What is said first of an address that cannot be understood.
DAMAGED = "The link is damaged and nothing was loaded."


@dataclass(frozen=True, slots=True)
class State:
    """What undo brings back. Levels, and scenarios to compare, are apart by method: a look at another loses nothing."""

    standard: str = "gs-0201"
    kind: str = "administrative"
    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    case: str = ""
    scenarios: Mapping[str, tuple[Scenario, ...]] = field(default_factory=dict)

    def of(self, standard: Standard) -> dict[str, str]:
        """Return the levels for the factors of ``standard``; codes that it does not have stay behind."""
        kept = self.levels.get(_factors_of(standard), {})
        return {factor: code for factor, code in kept.items() if code in standard.by_code}

    def with_levels(self, standard: Standard, levels: Mapping[str, str]) -> State:
        return replace(self, levels={**self.levels, _factors_of(standard): dict(levels)}, case="")


def _factors_of(standard: Standard) -> str:
    """Return what standards with the same factors share: the levels of one can be kept when another is chosen."""
    return " ".join(standard.by_factor)


class Rating:
    """The controls and the sheet of one rating; ``changed`` is called whenever something else must be shown.

    Show ``controls`` (or its parts, ``choices`` and ``steps``), ``about``, ``case_note``, ``sheet`` and ``address``;
    read ``standard``, ``chosen`` and ``kind``.
    """

    def __init__(self, tables: Catalog, changed: Callable[[], None]) -> None:
        self.tables = tables
        self.changed = changed
        self.history = History(State())
        self.older = ""
        self._made()
        self._watch()

    @property
    def state(self) -> State:
        return self.history.now

    @property
    def standard(self) -> Standard:
        return self.tables.standards[self.state.standard]

    @property
    def chosen(self) -> dict[str, str]:
        """The code of the level chosen for each factor that has one."""
        return dict(self.state.of(self.standard))

    @property
    def kind(self) -> str:
        """The kind of work; supervisory work has none."""
        return self.state.kind if self.standard.method == "fes" else ""

    def _made(self) -> None:
        self.choose_standard = ipywidgets.Dropdown(options=standard_options(self.tables))
        self.choose_kind = ipywidgets.Dropdown(options=kind_options(self.tables))
        cases = self.tables.cases.values()
        self.choose_case = ipywidgets.Dropdown(
            options=[("Load a worked case…", "")] + [(case.title, case.id) for case in cases]
        )
        self.undo, self.redo, self.reset = (ipywidgets.Button(description=word) for word in ("Undo", "Redo", "Reset"))
        self.sheet = Sheet()
        self.about = Region(name="fg-about")
        self.case_note = Region(name="fg-case")
        self.address = Address()
        self.choices = box(
            labelled(self.choose_standard, "Standard"),
            labelled(self.choose_kind, "Series and kind of work"),
            labelled(self.choose_case, "Worked case"),
            name="fg-bar",
        )
        self.steps = box(self.undo, self.redo, self.reset, name="fg-bar")
        self.controls = box(*self.choices.children, self.steps, name="fg-bar")

    def _watch(self) -> None:
        self.choose_standard.observe(guard(self._standard_chosen), "value")
        self.choose_kind.observe(guard(lambda change: self.go(replace(self.state, kind=change["new"]))), "value")
        self.choose_case.observe(guard(lambda change: self.load_case(change["new"])), "value")
        self.sheet.observe(guard(lambda change: self.rate(change["new"])), "chosen")
        self.undo.on_click(guard(lambda _: self.move(-1)))
        self.redo.on_click(guard(lambda _: self.move(1)))
        self.reset.on_click(guard(lambda _: self.go(replace(self.state, levels={}, case=""))))
        self.address.observe(guard(lambda _: self.open_address()), "ready")

    # Changes ---------------------------------------------------------------------------------------

    def go(self, state: State) -> None:
        """Take a new state; what was undone before is forgotten."""
        self.history = self.history.go(state)
        self.show()

    def recall(self, scenarios: Mapping[str, tuple[Scenario, ...]]) -> None:
        """Take scenarios that were kept from an earlier visit; that is no step to undo."""

        def with_them(state: State) -> State:
            return replace(state, scenarios=scenarios)

        past, future = self.history.past, self.history.future
        self.history = History(with_them(self.state), tuple(map(with_them, past)), tuple(map(with_them, future)))
        self.show()

    def move(self, by: int) -> None:
        """Undo (-1) or redo (1)."""
        self.history = self.history.move(by)
        self.show()

    def _standard_chosen(self, change: Mapping[str, Any]) -> None:
        standard = self.tables.standards[change["new"]]
        if standard.id != self.state.standard:
            self.go(replace(self.state, standard=standard.id, kind=standard.kind_of_work or self.state.kind, case=""))

    def rate(self, chosen: Mapping[str, str]) -> None:
        """Put these levels on the sheet, by factor."""
        if dict(chosen) != self.chosen:
            self.go(self.state.with_levels(self.standard, chosen))

    def take(self, codes: str) -> None:
        """Put one or more levels on the sheet, written as ``"1-8 2-5"``; the other factors stay."""
        levels = read_levels(codes, self.standard, partial=True)
        self.rate({**self.chosen, **{factor: level.code for factor, level in levels.items()}})

    def load_case(self, name: str) -> None:
        """Show a worked case; it stays named until a level or the standard changes."""
        if name and name != self.state.case:
            state = self.with_case(name)
            self.older = ""
            self.go(state)

    def with_case(self, name: str) -> State:
        """Return the state as it is, with a worked case on the sheet; :class:`LevelsError` when there is none."""
        case = self.tables.cases.get(name)
        if case is None:
            raise LevelsError([f"There is no worked case {name!r}; choose one from the list."])
        standard = self.tables.standards[case.standard]
        state = replace(self.state, standard=case.standard, kind=case.kind_of_work)
        return replace(state.with_levels(standard, levels_of(case, self.tables)), case=name)

    def open_address(self) -> None:
        """Take over what the address holds: a worked case, or a standard with levels."""
        self.open_query(self.address.query)

    def open_query(self, query: Mapping[str, str]) -> None:
        """Take over a state from a query; :class:`LevelsError` when it is damaged, and nothing is changed."""
        if query.get(CASE):
            self.load_case(query[CASE])
        elif any(query.get(name) for name in (LEVELS, STANDARD, KIND)):
            self.go(self._state_in(query))
        self.older = older_html(query.get(TABLES, edition()))
        self._show_case()

    def _state_in(self, query: Mapping[str, str]) -> State:
        standard, kind, faults = asked(query, self.tables)
        try:
            levels = read_levels(query.get(LEVELS, "").replace("_", " "), standard, partial=True)
        except LevelsError as error:
            faults += error.faults
        if faults:
            raise LevelsError([DAMAGED, *faults])
        state = State(standard.id, kind, scenarios=self.state.scenarios)
        return state.with_levels(standard, {factor: level.code for factor, level in levels.items()})

    # What is shown ---------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring every widget in line with the state."""
        standard, chosen = self.standard, self.chosen
        self.choose_standard.value = standard.id
        self.choose_kind.value = self.state.kind
        self.choose_kind.disabled = standard.method != "fes" or bool(standard.series)
        self.undo.disabled, self.redo.disabled = not self.history.past, not self.history.future
        factors, chart = sheet_of(standard)
        if factors != self.sheet.factors:
            with self.sheet.hold_sync():
                self.sheet.chart, self.sheet.factors, self.sheet.chosen = chart, factors, chosen
        self.sheet.chosen = chosen
        self.about.html = standard_html(standard, self.tables)
        self._show_case()
        self.changed()
        if self.address.ready:
            self.address.query = query_of(self.state, standard)

    def _show_case(self) -> None:
        """Say what the worked case is that stands on the sheet, or that it began with an older link, or nothing."""
        case = self.tables.cases.get(self.state.case)
        self.choose_case.value = self.state.case
        if not self.chosen:
            self.older = ""
        if case is None:
            self.case_note.html = self.older
            return
        self.case_note.html = (
            f'<div class="fg-alert"><p><b>{esc(case.title)}</b>: {esc(case.note)} It comes to {esc(case.total)} '
            f"points, {esc(case.grade)}. A decision is an example, never a precedent: positions are compared with "
            "standards, not with each other (5 U.S.C. 5107). "
            f'<span class="fg-source">{esc(case.source)}</span></p></div>{self.older}'
        )


def standard_options(tables: Catalog) -> list[tuple[str, str]]:
    """Return what a list of the standards offers, each with its edition."""
    return [(f"{each.title}, {each.edition}", each.id) for each in tables.standards.values()]


def kind_options(tables: Catalog) -> list[tuple[str, str]]:
    """Return what a list of the kinds of work offers, each with the series at hand that are of it."""
    by_kind = {kind: [s for s in tables.series.values() if s.kind_of_work == kind] for kind in KINDS}
    return [("Not chosen", "")] + [
        (", ".join([words, *(f"as {s.id} {s.title}" for s in by_kind[kind])]), kind) for kind, words in KINDS.items()
    ]


def levels_of(case: Case, tables: Catalog) -> dict[str, str]:
    """Return the level of each factor in a worked case."""
    return {factor: level.code for factor, level in read_levels(case.levels, tables.standards[case.standard]).items()}


def asked(query: Mapping[str, str], tables: Catalog) -> tuple[Standard, str, list[str]]:
    """Return the standard and the kind of work that an address names, and in sentences what is wrong with the kind.

    :class:`LevelsError` when there is no such standard.
    """
    wanted = query.get(STANDARD, State().standard)
    if wanted not in tables.standards:
        raise LevelsError([f"The link names the standard {wanted!r}, which is not at hand; nothing was loaded."])
    standard = tables.standards[wanted]
    kind = query.get(KIND, standard.kind_of_work)
    faults = []
    if kind and kind not in KINDS:
        faults.append(f"It names the kind of work {kind[:60]!r}; there are {', '.join(KINDS)}.")
    elif fault := kind_fault(kind, standard):
        faults.append(fault)
    return standard, kind, faults


def query_of(state: State, standard: Standard) -> dict[str, str]:
    """Return the address's query for a state: the levels, their standard and the edition; empty without levels."""
    chosen = state.of(standard)
    codes = "_".join(chosen[factor.id] for factor in standard.factors if factor.id in chosen)
    query = {STANDARD: state.standard, LEVELS: codes, KIND: state.kind, TABLES: edition()}
    return {name: value for name, value in query.items() if value} if codes else {}


def older_html(tables: str) -> str:
    """Return what is said of a link that was made with another edition of the tables, nothing for this one."""
    if tables == edition():
        return ""
    return (
        f'<p class="fg-alert fg-alert-warning">This link was made with the tables of {esc(tables)}; these are of '
        f"{esc(edition())}: check the result.</p>"
    )


def page_at(notebook: str, state: State, standard: Standard) -> str:
    """Return the address of another page with this rating on its sheet."""
    query = urlencode(query_of(state, standard))
    return f"{notebook}?{query}" if query else notebook


@cache
def edition() -> str:
    """Return the edition of the shipped tables."""
    descriptor = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    return str(descriptor["version"])
