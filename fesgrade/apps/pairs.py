"""Two factors at once: the grade over every pair of their levels, as a picture and as a grid to walk through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import anywidget
import ipywidgets
import traitlets

from fesgrade.apps.components import STATIC, Picture, Region, box, field, guard, script
from fesgrade.apps.tools import Position, Select, Tool, factor_words
from fesgrade.charts import heat_rows
from fesgrade.standards import Standard
from fesgrade.whatif import Cell, Grid, grid

TITLE = "The grade over two factors"


class PairGrid(anywidget.AnyWidget):
    """A grid for mouse and keyboard: arrow keys go from cell to cell, Enter takes one.

    ``columns`` holds the codes over the cells, ``rows`` a dict with ``code`` and ``cells`` for each line. ``corner``
    says what stands where, ``label`` is the accessible name. Taking a cell calls what :meth:`on_take` was given.
    """

    _esm = script("grid.js")
    _css = STATIC / "grid.css"

    label = traitlets.Unicode().tag(sync=True)
    corner = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List(traitlets.Unicode()).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)

    def on_take(self, callback: Callable[[str], object]) -> None:
        """Call ``callback`` with both codes of the cell that was taken, as ``"1-8 4-5"``."""
        self.on_msg(guard(lambda _, content, __: callback(str(content.get("take", "")))))


class PairsTool(Tool):
    """The grade over two factors, the others as they are."""

    slug = "pairs"
    title = "Two factors at once"
    about = "The grade over every pair of levels of two factors, the others as they are; take any cell."

    def __init__(self, take: Callable[[str], object]) -> None:
        self.take = take

    def widgets(self) -> list[ipywidgets.Widget]:
        self.down, self.across = Select(), Select()
        self.picture = Picture("heat", [], title=TITLE, description="", columns=())
        self.picture.add_class("fg-has-grid")
        self.cells = PairGrid()
        self.cells.on_take(self.take)
        for one, other in ((self.down, self.across), (self.across, self.down)):
            one.on_choice(partial(self._chosen, one, other))
        self.picture.observe(guard(self._clicked), "signals")
        self.choices = box(field(self.down, "Rows"), field(self.across, "Columns"), name="fg-bar")
        legend = Region(
            '<p class="fg-hint">Blue cells are higher grades, brown or yellow ones lower; the frame is the position '
            "now. Dashed: not described by this standard, or not confirmed for it.</p>"
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
        options = [(factor_words(self.now, factor.id), factor.id) for factor in self.now.standard.factors]
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
        found = grid(now.chosen, now.standard, down, across)
        names = f"{factor_words(now, down)} by {factor_words(now, across)}"
        with self.picture.hold_sync():
            self.picture.rows = heat_rows(found)
            self.picture.description = description(found, now)
        with self.cells.hold_sync():
            self.cells.label = f"Grade and total over {names}"
            self.cells.corner = f"{factor_words(now, down)} down, {factor_words(now, across)} across"
            self.cells.columns = [level.code for level in found.columns.levels]
            self.cells.rows = [
                {"code": line[0].row, "cells": [cell_of(cell) for cell in line]} for line in reversed(found.cells)
            ]


def widest(standard: Standard) -> tuple[str, str]:
    """Return the two factors with the most points between their lowest and highest level, in order."""
    span = {factor.id: factor.levels[-1].points - factor.levels[0].points for factor in standard.factors}
    first, second, *_ = sorted(span, key=lambda factor: -span[factor])
    order = list(standard.by_factor)
    return (first, second) if order.index(first) < order.index(second) else (second, first)


def cell_of(cell: Cell) -> dict[str, Any]:
    """Return a cell as the grid shows it; ``label`` is what a screen reader says."""
    remarks = ["the position now"] if cell.current else []
    remarks += [] if cell.described else ["not described by this standard"]
    return {
        "column": cell.column,
        "grade": cell.grade,
        "total": cell.total,
        "current": cell.current,
        "described": cell.described,
        "flips": bool(cell.flip),
        "label": ", ".join([f"{cell.row} and {cell.column}: {cell.grade}, {cell.total:,} points", *remarks]),
    }


def description(found: Grid, now: Position) -> str:
    """Return what the heat map shows, in words."""
    grades = [cell.grade for line in found.cells for cell in line]
    here = next(cell for line in found.cells for cell in line if cell.current)
    down, across = factor_words(now, found.rows.id), factor_words(now, found.columns.id)
    return (
        f"The grade for each level of {down} (rows) and {across} (columns), from {grades[0]} to {grades[-1]}. "
        f"The position is at {here.row} and {here.column}: {here.grade}. The grid below holds the same with the totals."
    )
