"""What is taken for a graded position where a function asks for one."""

from __future__ import annotations

from fesgrade.evaluation import Evaluation
from fesgrade.levels import LevelsError
from fesgrade.supervisory.grade import SupervisoryEvaluation

#: A graded position of either kind.
Result = Evaluation | SupervisoryEvaluation


def as_result(value: object) -> Result:
    """Return ``value`` when it is a graded position; :class:`LevelsError` says what to give otherwise."""
    if isinstance(value, Evaluation | SupervisoryEvaluation):
        return value
    raise LevelsError([f"{given(value)}, not a graded position; give what fesgrade.evaluate returned."])


def given(value: object) -> str:
    """Return how a fault begins about a value of the wrong kind: ``A str is given``."""
    kind = type(value).__name__
    return "Nothing is given" if value is None else f"{'An' if kind[0] in 'aeiouAEIOU' else 'A'} {kind} is given"
