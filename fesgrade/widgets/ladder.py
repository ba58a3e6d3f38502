"""The picture of all grades on the points scale, with the place of a total among them."""

from __future__ import annotations

from typing import Any

import traitlets

from fesgrade.pictures.rows import ladder_rows
from fesgrade.results import Result
from fesgrade.standards import PRIMARY, Standard
from fesgrade.tables import load
from fesgrade.widgets.base import on_our_pages
from fesgrade.widgets.graded import Graded
from fesgrade.widgets.still import StillPicture

#: What a screen reader hears first, and what without a total.
ABOUT, NO_TOTAL = "All grade ranges on the points scale.", "No total yet."


class Ladder(StillPicture):
    """The grades of a standard on the points scale, with the place of a total among them.

    Parameters
    ----------
    evaluation : Evaluation or SupervisoryEvaluation, optional
        The position to show; also a trait, so that it can follow a sheet:
        ``traitlets.dlink((sheet, "evaluation"), (ladder, "evaluation"))``. With ``None`` no total is marked.
    title : str
        The heading.

    Raises
    ------
    LevelsError
        For anything else than an evaluation.

    Examples
    --------
    >>> import fesgrade as fg
    >>> ladder = fg.widgets.Ladder(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> ladder.description
    'All grade ranges on the points scale. The total of 2,435 lies in GS-11, 2,355 to 2,750.'
    """

    evaluation = Graded()

    def __init__(
        self, evaluation: Result | None = None, *, title: str = "Where it stands among the grades", **kwargs: Any
    ) -> None:
        super().__init__("ladder", title=title, heads=("Grade", "From", "To", "Place"), description=ABOUT, **kwargs)
        self._standard = load().standards[PRIMARY]
        if evaluation is not None:
            self.evaluation = evaluation
        elif not on_our_pages():  # a page shows its own standard at once
            self._follow()

    @traitlets.observe("evaluation")
    def _follow(self, _: Any = None) -> None:
        result = self.evaluation
        if result is None:
            self.show_total(self._standard, None, NO_TOTAL, "")
            return
        self._standard = result.graded_by
        grade = self._standard.grade_of(result.total)
        words = f"The total of {result.total:,} lies in {grade.name}, {grade.points}."
        self.show_total(self._standard, result.total, words, "this position")

    def show_total(self, standard: Standard, total: int | None, where: str, this: str) -> None:
        """Mark the grade of a total, named ``this`` in the table; ``where`` says in a sentence where the total lies."""
        rows = ladder_rows(standard.grades, standard.highest_total, total)
        places = {"this": this, "neighbor": "next to it"}
        table = [
            (row["name"], row["low"], row["high"] or "and up", places.get(row["role"], ""))
            for row in rows
            if row["role"] != "total"
        ]
        self.put(rows, table, f"{ABOUT} {where}")
