"""What a rating comes to, as a widget that follows a sheet."""

from __future__ import annotations

from typing import Any

import traitlets
from markupsafe import Markup

from fesgrade.results import Result as Position
from fesgrade.shown import View, html
from fesgrade.widgets.graded import Graded
from fesgrade.widgets.html import tag
from fesgrade.widgets.region import Region
from fesgrade.widgets.still import Still

#: What stands there before every factor has a level.
OPEN_WORDS = "The grade follows when every factor has a level."


class Result(Still, Region):
    """Grade, total, levels and findings of a position; screen readers hear a change.

    Parameters
    ----------
    evaluation : Evaluation or SupervisoryEvaluation, optional
        The position to show; also a trait, so that it can follow a sheet:
        ``traitlets.dlink((sheet, "evaluation"), (result, "evaluation"))``.

    Raises
    ------
    LevelsError
        For anything else than an evaluation.

    Examples
    --------
    >>> import fesgrade as fg
    >>> result = fg.widgets.Result(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> "2,435 points" in result.html
    True
    """

    _shows = ("evaluation",)

    evaluation = Graded()

    def __init__(self, evaluation: Position | None = None, **kwargs: Any) -> None:
        super().__init__(tag("p", OPEN_WORDS), role="status", label="Result", **kwargs)
        if evaluation is not None:
            self.evaluation = evaluation

    @traitlets.observe("evaluation")
    def _follow(self, change: Any) -> None:
        self.html = tag("p", OPEN_WORDS) if change["new"] is None else Markup(html(change["new"].view()))

    def _view(self) -> View:
        return View(OPEN_WORDS) if self.evaluation is None else self.evaluation.view()
