"""Compare: up to four named scenarios side by side, what differs, and the way from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipywidgets

from fesgrade.apps.parts.html import alert
from fesgrade.apps.rating.position import factor_words
from fesgrade.apps.rating.rating import Rating
from fesgrade.apps.rating.state import State, levels_of
from fesgrade.apps.what_if.compare_words import comparison_html, differs_html, examples_html, no_way_html
from fesgrade.apps.what_if.kept import LONGEST_NAME
from fesgrade.apps.what_if.tool import Tool
from fesgrade.compare import MOST_SCENARIOS, Bar, Scenario, compare, waterfall
from fesgrade.pictures.rows import waterfall_rows
from fesgrade.shares import signed
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.hint import field
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Answer, Region, guard
from fesgrade.widgets.select import Select

#: The rating on the sheet stands beside the kept ones under this name.
SHEET = "On the sheet"
SUGGESTED = ("Agency's", "Appellant's", "Decided", "Mine")
#: Worked examples: the case for the sheet, and the scenarios, each a case or a grade alone.
EXAMPLES: Mapping[str, tuple[str, tuple[tuple[str, str | int], ...]]] = {
    "subordinate": ("hr-officer", (("Officer", "hr-officer"), ("Staffing specialist", "hr-officer-subordinate"))),
    "assigned": ("hr-assistant-military", (("Agency's", 7), ("Decided", "hr-assistant-military"))),
}


class CompareTool(Tool):
    """Scenarios kept under names, their table, and a waterfall between two of them."""

    slug = "compare"
    title = "Compare positions"
    about = "Keep ratings under names (agency's, appellant's, decided, mine): what differs, and the way between two."
    needs_every_factor = False

    def __init__(self, rating: Rating) -> None:
        self.rating = rating

    def widgets(self) -> list[ipywidgets.Widget]:
        self.examples = Answer(examples_html(self.now.tables), "region", "Worked examples")
        self.examples.on_pick(self._example)
        self.name = ipywidgets.Combobox(options=SUGGESTED, ensure_option=False, continuous_update=False)
        self.what = Select()
        self.keep = ipywidgets.Button(description="Keep it")
        self.keep.on_click(guard(lambda _: self._keep()))
        self.fault = Region(role="alert", name="fg-alerts")
        self.table = Answer(role="region", label="Scenarios side by side")
        self.table.on_pick(self._pick)
        self.start, self.end = Select(), Select()
        for choice in (self.start, self.end):
            choice.on_choice(lambda _: self._way())
        self.ends = box(field(self.start, "From"), field(self.end, "To"), name="fg-bar")
        self.differs = Region(role="status", label="What differs")
        heads = ("Change", "Points", "Total after it", "Grade")
        self.picture = Picture("waterfall", title="The way from one to the other", heads=heads)
        self.way = box(name="fg-stack")
        keeping = box(field(self.what, "Keep"), field(self.name, "Under the name"), self.keep, name="fg-bar")
        return [self.examples, keeping, self.fault, self.table, self.ends, self.differs, self.way]

    @property
    def kept(self) -> tuple[Scenario, ...]:
        """The scenarios kept for this method."""
        return self.rating.state.scenarios.get(self.now.standard.method, ())

    # Changes ---------------------------------------------------------------------------------------

    def _store(self, scenarios: tuple[Scenario, ...], state: State | None = None) -> None:
        state = state or self.rating.state
        method = self.now.tables.standards[state.standard].method
        self.rating.go(replace(state, scenarios={**state.scenarios, method: scenarios}))

    def _keep(self) -> None:
        name = self.name.value.strip()
        names = [scenario.name for scenario in self.kept]
        faults = []
        if not name or len(name) > LONGEST_NAME or name == SHEET:
            faults.append(f"Give the scenario a name of its own, up to {LONGEST_NAME} characters.")
        if not self.what.value and self.now.missing:
            faults.append("Rate every factor before you keep the rating.")
        if name not in names and len(names) >= MOST_SCENARIOS:
            faults.append(f"{MOST_SCENARIOS} scenarios are kept already; remove one first, or use one of their names.")
        self.fault.html = alert("error", " ".join(faults)) if faults else ""
        if faults:
            return
        if not self.what.value:
            scenario = Scenario(name, dict(self.now.codes))
        else:
            scenario = Scenario(name, None, self.what.value)
        self._store(
            tuple(scenario if each.name == name else each for each in self.kept)
            if name in names
            else (*self.kept, scenario)
        )
        self.name.value = ""

    def _pick(self, pick: str) -> None:
        action, _, at = pick.partition(":")
        scenario = self.kept[int(at)]
        if action == "remove":
            self._store(tuple(each for each in self.kept if each is not scenario))
        elif isinstance(scenario.levels, Mapping):
            self.rating.rate({str(factor): str(code) for factor, code in scenario.levels.items()})

    def _example(self, pick: str) -> None:
        case, parts = EXAMPLES[pick]
        cases = self.now.tables.cases
        scenarios = tuple(
            Scenario(name, None, of) if isinstance(of, int) else Scenario(name, levels_of(cases[of], self.now.tables))
            for name, of in parts
        )
        self._store(scenarios, self.rating.state.with_case(case, self.now.tables))
        known = [scenario.name for scenario in scenarios if scenario.levels is not None]
        self._from_to(known[0], known[-1])
        self._way()

    def _from_to(self, start: str | None, end: str | None) -> None:
        self.start.put(start)
        self.end.put(end)

    # What is shown ---------------------------------------------------------------------------------

    def show(self) -> None:
        grades = [(f"Only the grade {grade.name}", grade.grade) for grade in self.now.standard.grades]
        self.what.offer([("The rating on the sheet", 0), *grades], 0)
        scenarios = self._shown()
        compared = compare(scenarios, self.now.standard) if scenarios else None
        self.table.html = comparison_html(compared, len(self.kept), self.now)
        names = [scenario.name for scenario in scenarios if scenario.levels is not None]
        if SHEET not in names and not self.now.missing:
            names.append(SHEET)
        options = [(name, name) for name in names]
        first, second = (names[0], names[min(1, len(names) - 1)]) if names else (None, None)
        for choice, usual in ((self.start, first), (self.end, second)):
            choice.offer(options, usual)
        if self.start.value == self.end.value:
            self._from_to(first, second)
        self._way()

    def _shown(self) -> list[Scenario]:
        """Return the kept scenarios, and the rating on the sheet where there is room and it is not one of them."""
        sheet = Scenario(SHEET, dict(self.now.codes))
        known = [scenario.levels for scenario in self.kept]
        if self.now.missing or sheet.levels in known or len(self.kept) >= MOST_SCENARIOS:
            return list(self.kept)
        return [*self.kept, sheet]

    def _way(self) -> None:
        now = self.now
        by_name: dict[str, Any] = {scenario.name: scenario.levels for scenario in self.kept if scenario.levels}
        if not now.missing:
            by_name[SHEET] = now.codes
        start, end = self.start.value, self.end.value
        ready = start in by_name and end in by_name and by_name[start] != by_name[end]
        show_only(self.ends, len(by_name) > 1)
        self.way.children = [self.picture] if ready else []
        if not ready:
            self.differs.html = no_way_html(self.kept, len(by_name), start, end)
            return
        bars = waterfall(by_name[start], by_name[end], now.standard)
        self.differs.html = differs_html(bars, start, end, now)
        rows = waterfall_rows(bars=bars, factors=now.standard.factors, grades=now.standard.grades, start=start, end=end)
        table = [
            (start, "", bars[0].after, bars[0].grade),
            *map(self._row, bars[1:-1]),
            (end, "", bars[-1].after, bars[-1].grade),
        ]
        about = (
            f"From {start}, {bars[0].after:,} points, {bars[0].grade}, to {end}, {bars[-1].after:,} points, "
            f"{bars[-1].grade}, in {len(bars) - 2} changes."
        )
        self.picture.put(rows, table, about)

    def _row(self, bar: Bar) -> tuple[str, str, int, str]:
        assert bar.change is not None
        words = f"{factor_words(self.now, bar.change.factor)}, {bar.change.start} to {bar.change.end}"
        return words, signed(bar.change.points), bar.after, bar.grade
