"""Two factors at once: the grade over every pair of their levels, as a table of cells of which one is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from fesgrade import whatif
from fesgrade.evaluation import Evaluation, evaluate
from fesgrade.levels import Levels, LevelsError
from fesgrade.results import Result
from fesgrade.shown import View
from fesgrade.standards import Standard
from fesgrade.whatif import Cell, Grid, no_factor
from fesgrade.widgets.base import Style, script
from fesgrade.widgets.graded import Graded
from fesgrade.widgets.region import guard
from fesgrade.widgets.still import Still, table_view


class PairGrid(Still, anywidget.AnyWidget):
    """The grade and total over every pair of levels of two factors, the others held; a click or Enter takes a cell.

    Parameters
    ----------
    evaluation : Evaluation or SupervisoryEvaluation, optional
        The position, whose own cell is framed; also a trait, so that it can follow a sheet:
        ``traitlets.dlink((sheet, "evaluation"), (grid, "evaluation"))``. Grades of supervisory work are those of the
        points.
    rows, columns : int or str, optional
        Two factors: ``1``, ``"4A"``. Without them the two with the most points between their levels.

    Attributes
    ----------
    levels : dict
        The code of each factor's level, by factor: those of the position, and those of a cell when one is taken. Link
        it to a sheet: ``traitlets.dlink((grid, "levels"), (sheet, "levels"))``.
    evaluation : Evaluation, SupervisoryEvaluation or None
        The position; that of the cell when one is taken, unless the work is supervisory, whose grade rests on more.
    rows, columns : str
        The ids of the factors; may be set as well.

    Raises
    ------
    LevelsError
        For anything else than an evaluation, for an unknown factor, or for the same one twice.

    Examples
    --------
    >>> import fesgrade as fg
    >>> grid = fg.widgets.PairGrid(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"), 1, 4)
    >>> grid.label
    'Grade and total over 1 Knowledge by 4 Complexity'
    >>> [cell["grade"] for line in grid.lines for cell in line["cells"] if cell["current"]]
    ['GS-11']
    """

    _esm = script("grid.js")
    _css = Style("grid.css")

    _shows = ("lines",)

    evaluation = Graded()
    rows = traitlets.CUnicode()
    columns = traitlets.CUnicode()
    levels = traitlets.Dict()

    label = traitlets.Unicode("Grade and total over two factors").tag(sync=True)
    corner = traitlets.Unicode().tag(sync=True)
    #: The codes over the cells, and a dict with ``code`` and ``cells`` for each line, highest first.
    heads = traitlets.List(traitlets.Unicode()).tag(sync=True)
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(
        self, evaluation: Result | None = None, rows: int | str = "", columns: int | str = "", **kwargs: Any
    ) -> None:
        super().__init__(rows=rows, columns=columns, **kwargs)
        self.on_msg(self._taken)
        self.evaluation = evaluation

    @traitlets.validate("rows", "columns")
    def _known(self, proposal: Any) -> str:
        name = str(proposal["value"]).upper()
        if name and self.evaluation is not None and name not in self.evaluation.graded_by.by_factor:
            raise LevelsError([no_factor(name, self.evaluation.graded_by)])
        return name

    @traitlets.observe("rows", "columns")
    def _other_factor(self, change: Any) -> None:
        if self.rows and self.rows == self.columns:  # the same factor twice: the two change places
            setattr(self, "columns" if change["name"] == "rows" else "rows", change["old"])
        elif self.evaluation is not None:
            self.show_pairs(self.evaluation.levels, self.evaluation.graded_by, self.rows, self.columns)

    @traitlets.observe("evaluation")
    def _follow(self, change: Any) -> None:
        result, before = change["new"], change["old"]
        if result is None:
            self.heads, self.lines, self.levels = [], [], {}
            return
        if before is not None and before.graded_by.method != result.graded_by.method:
            self.rows = self.columns = ""  # another method numbers other factors alike
        self.show_pairs(result.levels, result.graded_by, self.rows, self.columns)
        self.levels = dict(result.levels)

    def show_pairs(self, levels: Levels, standard: Standard, rows: str, columns: str) -> Grid:
        """Show the grades around these levels, and return them; the widest two factors where one is not named."""
        if not rows or not columns:
            rows, columns = widest(standard)
        found = whatif.grid(levels, standard, rows, columns)
        names = [found.rows.label, found.columns.label]
        with self.hold_sync():
            self.label = f"Grade and total over {names[0]} by {names[1]}"
            self.corner = f"{names[0]} down, {names[1]} across"
            self.heads = [level.code for level in found.columns.levels]
            self.lines = [
                {"code": line[0].row, "cells": [cell_of(cell) for cell in line]} for line in reversed(found.cells)
            ]
        return found

    def on_take(self, callback: Callable[[str], object]) -> None:
        """Call ``callback`` with both codes of the cell that was taken, as ``"1-8 4-5"``."""
        self.on_msg(guard(lambda _, content, __: callback(str(content.get("take", "")))))

    def _taken(self, _: object, content: dict[str, Any], __: object) -> None:
        result, codes = self.evaluation, str(content.get("take", "")).split()
        if result is None or not all(code in result.graded_by.by_code for code in codes):
            return  # a click that comes after the position is another one
        taken = {**result.levels, **{result.graded_by.by_code[code].factor: code for code in codes}}
        if isinstance(result, Evaluation):
            self.evaluation = evaluate(taken, result.graded_by, kind_of_work=result.kind_of_work)
        self.levels = taken

    def _view(self) -> View:
        rows = [(line["code"], *(_words(cell) for cell in line["cells"])) for line in self.lines]
        return table_view(self.label, ("", *self.heads), rows, self.corner)


def _words(cell: dict[str, Any]) -> str:
    """Return a cell on paper, where no frame stands around the position's own."""
    return f"{cell['grade']} {cell['total']:,}{' (now)' if cell['current'] else ''}"


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
