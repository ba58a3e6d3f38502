"""What a rating is told about each factor, against the key."""

from __future__ import annotations

from dataclasses import dataclass

from fesgrade.classroom.practice import AnswerKey, Case, KeyEntry, PracticeError
from fesgrade.evaluation import Evaluation, rate
from fesgrade.levels import Levels, read_levels
from fesgrade.standards import Catalog, Level, Standard

#: Marks for a factor: the right level, one level off, farther off.
MARKS = (2, 1, 0)


# Feedback ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Threshold:
    """What lies between two neighboring levels: what ``upper`` needs beyond ``lower``."""

    lower: str
    upper: str
    needs: str
    source: str


@dataclass(frozen=True, slots=True)
class FactorFeedback:
    """What came of one factor.

    ``verdict`` is ``"right"``, ``"one off"`` or ``"far off"``; ``steps`` is how many levels too high the
    answer was (negative: too low). ``thresholds`` are those between the answer and the right level, from the
    lower one up; for a right answer the one to the next level. ``points`` is what the miss adds to the total
    or takes from it, ``total_alone`` and ``grade_alone`` what it alone would have led to.
    """

    factor: str
    name: str
    given: Level
    right: Level
    verdict: str
    steps: int
    marks: int
    thresholds: tuple[Threshold, ...]
    fact: str
    paragraph: int
    why_not_higher: str
    points: int
    total_alone: int
    grade_alone: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a whole case: every factor, and all misses together."""

    case: str
    factors: tuple[FactorFeedback, ...]
    evaluation: Evaluation
    total: int
    grade: str
    right_total: int
    right_grade: str
    grades_off: int
    source: str

    @property
    def marks(self) -> int:
        return sum(factor.marks for factor in self.factors)

    @property
    def most_marks(self) -> int:
        return MARKS[0] * len(self.factors)

    @property
    def misses(self) -> tuple[FactorFeedback, ...]:
        return tuple(factor for factor in self.factors if factor.steps)


def feedback(case: Case, key: AnswerKey, levels: Levels, catalog: Catalog) -> Feedback:
    """Compare a student's whole set of levels with the key.

    ``levels`` is anything :func:`fesgrade.evaluate` takes; :class:`~fesgrade.levels.LevelsError` says what
    is missing or wrong in it. :class:`PracticeError` when the key is another case's.
    """
    if key.case != case.id:
        raise PracticeError([f"The key is that of {key.case}, not of {case.id}."])
    standard = catalog.standards[case.standard]
    given = read_levels(levels, standard)
    factors = tuple(factor_feedback(entry, given[entry.factor], key, standard) for entry in key.entries)
    result = rate(given, standard, case.kind_of_work, catalog)
    off = standard.grade_of(result.total).grade - standard.grade_of(key.total).grade
    return Feedback(
        case=case.id,
        factors=factors,
        evaluation=result,
        total=result.total,
        grade=result.grade,
        right_total=key.total,
        right_grade=key.grade,
        grades_off=off,
        source=key.source,
    )


def factor_feedback(entry: KeyEntry, given: Level, key: AnswerKey, standard: Standard) -> FactorFeedback:
    """Compare one answer with the key, for feedback factor by factor."""
    factor = standard.by_factor[entry.factor]
    answer, right = factor.levels.index(given), factor.levels.index(entry.level)
    steps = answer - right
    low, high = sorted((answer, right))
    between = factor.levels[low : max(high, low + 1)]
    thresholds = tuple(
        Threshold(level.code, upper.code, level.next_needs, upper.source)
        for level in between
        if (upper := standard.step(level, 1)) is not None
    )
    points = given.points - entry.level.points
    alone = key.total + points
    return FactorFeedback(
        factor=factor.id,
        name=factor.name,
        given=given,
        right=entry.level,
        verdict="right" if not steps else "one off" if abs(steps) == 1 else "far off",
        steps=steps,
        marks=MARKS[min(abs(steps), 2)],
        thresholds=thresholds,
        fact=entry.fact,
        paragraph=entry.paragraph,
        why_not_higher=entry.why_not_higher,
        points=points,
        total_alone=alone,
        grade_alone=standard.grade_of(alone).name,
    )
