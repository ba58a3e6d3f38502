"""What a rating comes to, as a widget that follows a sheet."""

from __future__ import annotations

from typing import Any

import traitlets
from markupsafe import Markup

from fesgrade.results import Result as Position
from fesgrade.shown import html
from fesgrade.widgets.graded import Graded
from fesgrade.widgets.region import Region

#: What stands there before every factor has a level.
OPEN = Markup("<p>The grade follows when every factor has a level.</p>")


class Result(Region):
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

    evaluation = Graded()

    def __init__(self, evaluation: Position | None = None, **kwargs: Any) -> None:
        super().__init__(OPEN, role="status", label="Result", **kwargs)
        if evaluation is not None:
            self.evaluation = evaluation

    @traitlets.observe("evaluation")
    def _follow(self, change: Any) -> None:
        self.html = OPEN if change["new"] is None else Markup(html(change["new"].view()))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget and, for where there is no kernel, what it shows."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle:
            data = bundle[0] if isinstance(bundle, tuple) else bundle
            data |= {"text/html": str(self.html)}
        return bundle
