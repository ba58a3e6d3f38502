"""One position being rated: standard, kind of work, worked case, levels, undo and redo, and the address that keeps it.

The Evaluate and What-if pages both stand on it; each adds what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import ipywidgets

from fesgrade.apps.parts.history import History
from fesgrade.apps.parts.html import esc
from fesgrade.apps.parts.link import CASE, DAMAGED, KIND, LEVELS, STANDARD, TABLES, edition, older_html
from fesgrade.apps.rating.position import Position, position_of
from fesgrade.apps.rating.state import State, asked, kind_options, levels_of, standard_options
from fesgrade.apps.rating.words import standard_html
from fesgrade.compare import Scenario
from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.sheet import Sheet, sheet_of


class Rating:
    """The controls and the sheet of one rating; ``changed`` is called with the position whenever that is another one.

    Show ``controls`` (or its parts, ``choices`` and ``steps``), ``about``, ``case_note``, ``sheet`` and ``address``.
    """

    def __init__(self, tables: Catalog, changed: Callable[[Position], None]) -> None:
        self.tables = tables
        self.changed = changed
        self.history = History(State())
        self.position = position_of(self.state, tables)
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

    def _made(self) -> None:
        self.choose_standard = ipywidgets.Dropdown(options=standard_options(self.tables))
        self.choose_kind = ipywidgets.Dropdown(options=kind_options(self.tables))
        cases = self.tables.cases.values()
        self.choose_case = ipywidgets.Dropdown(
            options=[("Load a worked case…", "")] + [(case.title, case.id) for case in cases]
        )
        self.undo, self.redo, self.reset = (ipywidgets.Button(description=word) for word in ("Undo", "Redo", "Reset"))
        self.sheet = Sheet()
        self.sheet_of = ""  # the standard whose factors are on the sheet
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
        now = self.position = position_of(self.state, self.tables)
        self.choose_standard.value = now.standard.id
        self.choose_kind.value = self.state.kind
        self.choose_kind.disabled = now.standard.is_supervisory or bool(now.standard.series)
        self.undo.disabled, self.redo.disabled = not self.history.past, not self.history.future
        with self.sheet.hold_sync():
            if self.sheet_of != now.standard.id:
                self.sheet_of = now.standard.id
                self.sheet.factors, self.sheet.chart = sheet_of(now.standard)
                self.about.html = standard_html(now.standard, self.tables)
            self.sheet.chosen = dict(now.codes)
        self._show_case()
        self.changed(now)
        if self.address.ready:
            self.address.query = dict(now.query)

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
