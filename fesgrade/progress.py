"""How far an evaluation has come whose factors do not all have a level yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fesgrade.evaluation import Credit, credit
from fesgrade.levels import Levels, read_levels
from fesgrade.standards import GradeRange, Level, Standard


@dataclass(frozen=True, slots=True)
class Progress:
    """An evaluation under way: what is credited, what is missing, and the totals and grades still possible."""

    credits: tuple[Credit, ...]
    missing: tuple[str, ...]
    low: int
    high: int
    lowest: GradeRange
    highest: GradeRange


def progress(levels: Levels, standard: Standard) -> Progress:
    """Say how far an evaluation has come; missing factors are allowed, any other fault raises :class:`LevelsError`."""
    return progress_of(read_levels(levels, standard, partial=True), standard)


def progress_of(levels: Mapping[str, Level], standard: Standard) -> Progress:
    """Say how far an evaluation has come whose levels have been read already; factors may be missing."""
    open_factors = [factor for factor in standard.factors if factor.id not in levels]
    sure = sum(level.points for level in levels.values())
    low = sure + sum(factor.levels[0].points for factor in open_factors)
    high = sure + sum(factor.levels[-1].points for factor in open_factors)
    return Progress(
        credits=tuple(credit(levels[factor.id]) for factor in standard.factors if factor.id in levels),
        missing=tuple(factor.id for factor in open_factors),
        low=low,
        high=high,
        lowest=standard.grade_of(low),
        highest=standard.grade_of(high),
    )
