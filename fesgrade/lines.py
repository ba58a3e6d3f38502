"""How a total stands to the lines between grades, in two ways that are not the same.

*Near a line*: the total is just below or above a cut-off point, where the Handbook asks to compare the pattern and to
check every factor again (p. 11-12). No source gives a number. Here a total is near when even the smallest step that any
factor can still take on that side crosses the line, so that every single step does; a folder of the user's own may
give points instead (``near-lines.csv``).

*What one level would change*: the grades that a change of one level of one factor leads to. Levels lie far apart, so
nearly every position has one; it is a fact to know and no reason to doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fesgrade.sources import listed
from fesgrade.standards import GRID, Level, NearMeasure, Standard

#: How the second is headed wherever it is shown.
ONE_LEVEL = "What one level would change"


@dataclass(frozen=True, slots=True)
class NearLine:
    """A line that a total is near to: the grade beyond it, the signed points there, and how many count as near."""

    grade: int
    points: int
    within: int


@dataclass(frozen=True, slots=True)
class OneLevel:
    """Another grade (``"GS-12"``) and the levels of which each alone, one up or down, leads to it."""

    grade: str
    levels: tuple[str, ...]


def smallest_step(levels: Mapping[str, Level], standard: Standard, by: int) -> int | None:
    """Return the fewest points that one level up (``by`` 1) or down (-1) brings or takes; ``None`` at the end."""
    others = ((level, standard.step(level, by)) for level in levels.values())
    return min((abs(other.points - level.points) for level, other in others if other), default=None)


def near_lines(levels: Mapping[str, Level], standard: Standard, measure: NearMeasure | None) -> tuple[NearLine, ...]:
    """Return the lines that the total of a whole set of levels is near to, the lower one first.

    ``measure`` gives the points that count as near; without it the smallest step on each side decides.
    """
    total = sum(level.points for level in levels.values())
    here = standard.grade_of(total)
    found = []
    for by in (-1, 1):
        beyond = next((grade for grade in standard.grades if grade.grade == here.grade + by), None)
        within = measure.points if measure else smallest_step(levels, standard, by)
        points = (beyond.low if by > 0 else here.low - GRID) - total if beyond else 0
        if beyond and within is not None and abs(points) <= within:
            found.append(NearLine(beyond.grade, points, within))
    return tuple(found)


def one_level(
    levels: Mapping[str, Level], grade: int, standard: Standard, reach: Callable[[Level, Level], int]
) -> tuple[OneLevel, ...]:
    """Return the other grades that one level of one factor leads to, the lowest first.

    ``reach`` returns the grade from the old and the new level of a factor.
    """
    found: dict[int, list[str]] = {}
    for level in levels.values():
        for other in (standard.step(level, -1), standard.step(level, 1)):
            if other:
                found.setdefault(reach(level, other), []).append(other.code)
    return tuple(OneLevel(f"GS-{reached}", tuple(found[reached])) for reached in sorted(found) if reached != grade)


def one_level_words(found: Sequence[OneLevel]) -> str:
    """Return what one level would change as a sentence: ``"GS-10 with 1-6 or 2-3; GS-12 with 1-8."``."""
    if not found:
        return "No single level of any factor leads to another grade."
    return "; ".join(f"{one.grade} with {listed(one.levels, 'or')}" for one in found) + "."
