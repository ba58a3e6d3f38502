"""Two factors at once: the grade over every pair of their levels, as a picture and as a grid to walk through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import ipywidgets

from fesgrade.apps.parts.html import hint
from fesgrade.apps.what_if.tool import Tool
from fesgrade.pictures.rows import heat_rows
from fesgrade.whatif import Grid
from fesgrade.widgets.base import box
from fesgrade.widgets.grid import PairGrid, widest
from fesgrade.widgets.hint import field
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.select import Select

TITLE = "The grade over two factors"


class PairsTool(Tool):
    """The grade over two factors, the others as they are."""

    slug = "pairs"
    title = "Two factors at once"
    about = "The grade over every pair of levels of two factors, the others as they are; select a cell."

    def __init__(self, take: Callable[[str], object]) -> None:
        self.take = take

    def widgets(self) -> list[ipywidgets.Widget]:
        self.down, self.across = Select(), Select()
        self.picture = Picture("heat", title=TITLE, _dom_classes=["fg-has-grid"])
        self.cells = PairGrid()
        self.cells.on_take(self.take)
        for one, other in ((self.down, self.across), (self.across, self.down)):
            one.on_choice(partial(self._chosen, one, other))
        self.picture.observe(guard(self._clicked), "signals")
        self.choices = box(field(self.down, "Rows"), field(self.across, "Columns"), name="fg-bar")
        legend = Region(
            hint(
                "Blue cells are higher grades, brown or yellow ones lower; the frame is the position now. Dashed: not "
                "described by this standard, or not confirmed for it."
            )
        )
        return [self.choices, self.picture, legend, self.cells]

    def _chosen(self, one: Select, other: Select, before: str) -> None:
        if one.value == other.value:
            other.put(before)  # the same factor twice: the two change places
        self._fill()

    def _clicked(self, change: Mapping[str, Any]) -> None:
        row = change["new"].get("click")
        if row:
            self.picture.signals = {}  # so that a second click on the same cell is heard
            self.take(f"{row['row']} {row['column']}")

    def show(self) -> None:
        options = [(factor.label, factor.id) for factor in self.now.standard.factors]
        if tuple(options) != self.down.options:
            # Another method numbers other factors alike, so nothing is kept.
            for choice, factor in zip((self.down, self.across), widest(self.now.standard), strict=True):
                choice.offer(options, factor)
                choice.put(factor)
        self._fill()

    def _fill(self) -> None:
        now, down, across = self.now, self.down.value, self.across.value
        if now.total is None:
            return
        found = self.cells.show_pairs(now.levels, now.standard, down, across)
        with self.picture.hold_sync():
            self.picture.rows = heat_rows(found)
            self.picture.description = description(found)


def description(found: Grid) -> str:
    """Return what the heat map shows, in words."""
    grades = [cell.grade for line in found.cells for cell in line]
    here = next(cell for line in found.cells for cell in line if cell.current)
    down, across = found.rows.label, found.columns.label
    return (
        f"The grade for each level of {down} (rows) and {across} (columns), from {grades[0]} to {grades[-1]}. "
        f"The position is at {here.row} and {here.column}: {here.grade}. The grid below holds the same with the totals."
    )
