"""One position being rated: standard, kind of work, worked case, levels, undo and redo, and the address that keeps it.

The Evaluate and What-if pages both stand on it; each adds what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import ipywidgets

from fesgrade import combinations
from fesgrade.apps.parts.keeper import Keeper
from fesgrade.apps.parts.link import older_html
from fesgrade.apps.rating.position import Position, position_of
from fesgrade.apps.rating.state import (
    State,
    address_of,
    kind_options,
    read_query,
    series_options,
    standard_options,
)
from fesgrade.apps.rating.words import case_html, example_html, standard_html
from fesgrade.levels import Levels, find_standard, read_levels
from fesgrade.sources import own_data
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.select import Select
from fesgrade.widgets.sheet import Sheet, rules_of, sheet_of


class Rating:
    """The controls and the sheet of one rating; ``changed`` is called with the position whenever that is another one.

    Show ``choices``, ``steps``, ``about``, ``case_note``, ``sheet`` and ``address``.
    """

    def __init__(self, tables: Catalog, changed: Callable[[Position], None]) -> None:
        self.tables = tables
        self.changed = changed
        self.position = position_of(State(), tables)
        self.combinations = combinations.load(own_data())
        self.keeper = Keeper(
            State(),
            write=lambda state: address_of(state, self.position.query),
            read=lambda query, now: read_query(query, now, tables),
            show=self._show,
        )
        self.go, self.undo, self.redo = self.keeper.go, self.keeper.undo, self.keeper.redo
        self.address = self.keeper.address
        self._made()
        self._watch()

    @property
    def state(self) -> State:
        return self.keeper.now

    @property
    def standard(self) -> Standard:
        return self.tables.standards[self.state.standard]

    @property
    def chosen(self) -> dict[str, str]:
        """The code of the level chosen for each factor that has one."""
        return dict(self.state.of(self.standard))

    def _made(self) -> None:
        self.choose_standard = ipywidgets.Dropdown(options=standard_options(self.tables))
        self.choose_series = Select()
        self.series = labelled(self.choose_series, "Series")
        self.choose_kind = ipywidgets.Dropdown(options=kind_options(self.tables))
        cases = self.tables.cases.values()
        self.choose_case = ipywidgets.Dropdown(
            options=[("Load a worked case…", "")] + [(case.title, case.id) for case in cases]
        )
        self.reset = ipywidgets.Button(description="Clear")
        self.sheet = Sheet()
        self.sheet_of = ""  # the standard whose factors are on the sheet
        self.about_of = ("", "")  # the standard and series that the page tells about
        self.about = Region(name="fg-about")
        self.case_note = Region(name="fg-case")
        self.choices = box(
            labelled(self.choose_standard, "Standard"),
            self.series,
            labelled(self.choose_kind, "Series and kind of work"),
            labelled(self.choose_case, "Worked case"),
            name="fg-choices",
        )
        self.steps = box(self.undo, self.redo, self.reset, name="fg-bar")

    def _watch(self) -> None:
        watch, standards = self.keeper.watch, self.tables.standards
        watch(self.choose_standard, "value", lambda name: self.state.with_standard(standards[name]))
        watch(self.choose_series, "value", lambda series: replace(self.state, series=series))
        watch(self.choose_kind, "value", lambda kind: replace(self.state, kind=kind))
        watch(self.sheet, "chosen", lambda codes: self.state.with_levels(self.standard, codes))
        self.choose_case.observe(guard(lambda change: self.load_case(change["new"])), "value")
        self.reset.on_click(guard(lambda _: self.go(self.state.cleared())))

    def begin(self, standard: Standard | str | None, levels: Levels) -> None:
        """Begin with a standard and with levels in any usual notation; :class:`LevelsError` for what does not exist."""
        if standard is None and not levels:
            return
        name = standard.id if isinstance(standard, Standard) else standard
        chosen = self.standard if name is None else find_standard(name, self.tables)
        codes = {factor: level.code for factor, level in read_levels(levels, chosen, partial=True).items()}
        self.go(self.state.with_standard(chosen).with_levels(chosen, codes))

    def show_example(self, case: str) -> None:
        """Show a worked case until the visitor chooses something; that is no step to undo."""
        self.keeper.amend(lambda state: replace(state.with_case(case, self.tables), example=True))

    # Changes ---------------------------------------------------------------------------------------

    def rate(self, codes: Mapping[str, str]) -> None:
        """Put these levels on the sheet, by factor."""
        if dict(codes) != self.chosen:
            self.go(self.state.with_levels(self.standard, codes))

    def take(self, codes: str) -> None:
        """Put one or more levels on the sheet, written as ``"1-8 2-5"``; the other factors stay."""
        levels = read_levels(codes, self.standard, partial=True)
        self.rate({**self.chosen, **{factor: level.code for factor, level in levels.items()}})

    def load_case(self, name: str) -> None:
        """Show a worked case; it stays named until a level or the standard changes."""
        if name and name != self.state.case:
            self.go(self.state.with_case(name, self.tables))

    # What is shown ---------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """Bring every widget in line with the state."""
        now = self.position = position_of(state, self.tables)
        self.choose_standard.value = now.standard.id
        self.choose_kind.value = state.kind
        self.choose_kind.disabled = now.standard.is_supervisory or bool(now.standard.kind_of_work)
        offered = series_options(now.standard, self.tables)
        self.choose_series.offer(offered, "" if offered else None)
        self.choose_series.put(state.series if offered else None)
        show_only(self.series, bool(offered))
        self.choose_case.value = state.case
        with self.sheet.hold_sync():
            if self.sheet_of != now.standard.id:
                self.sheet_of = now.standard.id
                self.sheet.factors, self.sheet.chart = sheet_of(now.standard)
            self.sheet.chosen = dict(now.codes)
            self.sheet.rules = self._rules(state.last)
        if self.about_of != (now.standard.id, now.series):
            self.about_of = now.standard.id, now.series
            self.about.html = standard_html(now.standard, self.tables, now.series)
        older = older_html(state.made_with) if now.levels else ""
        case = self.tables.cases.get(state.case)
        self.case_note.html = example_html(case) if case and state.example else case_html(case) + older
        self.changed(now)

    def _rules(self, last: tuple[str, ...]) -> dict[str, list[dict[str, str]]]:
        """Return by factor what to keep in mind about the level chosen last, in all at most two rules."""
        now = self.position
        numbers = {factor: level.number for factor, level in now.levels.items()}
        return rules_of(
            combinations.bearing_on_each(self.combinations, now.standard, numbers, last, kind_of_work=now.kind)
        )
