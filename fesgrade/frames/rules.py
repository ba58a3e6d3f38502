"""The rules for a whole column of positions: points by level, the grade by points, and when a finding is due.

All of them come from :mod:`fesgrade.evaluation`; here they are laid out as numbers to look up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import add, or_
from typing import Any, Protocol

from fesgrade.evaluation import grade_findings, level_findings, typical_levels
from fesgrade.finding_names import OF_LEVELS
from fesgrade.standards import GRID, PRIMARY, Catalog, GradeRange, Level, Standard

#: A column as the rules take it: a numpy array or an expression, which add, subtract and compare alike.
Column = Any


@dataclass(frozen=True, slots=True)
class Rules:
    """A standard for one kind of work, as numbers to look up.

    ``points``, ``up`` and ``down`` hold for each factor and level number the points, and what one level more or less
    would add or take, nothing where there is none. ``near`` is how many points from a line count as near it, where a
    table says so. The others say when a finding is due: ``by_grade`` at which grades, ``by_level`` at which level
    numbers of a factor, ``unlikely`` and ``far`` at which pairs of two numbers (:func:`_pair`): contacts and purpose,
    the level number of a factor and the grade.
    """

    grades: Sequence[GradeRange]
    points: Mapping[str, Mapping[int, int]]
    up: Mapping[str, Mapping[int, int]]
    down: Mapping[str, Mapping[int, int]]
    near: int | None
    by_grade: Mapping[str, Sequence[int]]
    by_level: Mapping[tuple[str, str], Sequence[int]]
    unlikely: Sequence[int]
    far: Mapping[str, Sequence[int]]


def rules_of(standard: Standard, kind: str, catalog: Catalog) -> Rules:
    by_grade: dict[str, list[int]] = {}
    by_level: dict[tuple[str, str], list[int]] = {}
    far: dict[str, list[int]] = {}
    always = ["primary-alone"] if standard.id == PRIMARY else ["no-adjustment"] if standard.base_levels else []
    for grade in standard.grades:
        for code in (*always, *(finding.code for finding in grade_findings(grade, standard, kind, catalog))):
            by_grade.setdefault(code, []).append(grade.grade)
        typical = typical_levels(grade.grade, standard, kind, catalog)
        for level in standard.levels():
            if typical.is_far(level):
                far.setdefault(level.factor, []).append(_pair(level.number, grade.grade))
    for level in standard.levels():
        for finding in level_findings((level,), standard, kind):
            by_level.setdefault((finding.code, level.factor), []).append(level.number)
    factors = standard.factors
    return Rules(
        grades=standard.grades,
        points={factor.id: {level.number: level.points for level in factor.levels} for factor in factors},
        up={factor.id: _steps(factor.levels) for factor in factors},
        down={factor.id: _steps(factor.levels[::-1]) for factor in factors},
        near=catalog.near_lines[standard.id].points if standard.id in catalog.near_lines else None,
        by_grade=by_grade,
        by_level=by_level,
        unlikely=[_pair(contacts, purpose) for contacts, purpose in standard.unlikely],
        far=far,
    )


def _steps(levels: Sequence[Level]) -> dict[int, int]:
    """Return by how many points each level but the last differs from the next one in this order."""
    return {level.number: abs(after.points - level.points) for level, after in pairwise(levels)}


def _pair(one: Any, other: Any) -> Any:
    """Return two numbers below 100, or two columns of them, as one: level 3 and GS-11 as 311."""
    return one * 100 + other


class Engine(Protocol):
    """What the rules need of a kind of frame. Level numbers and grades stand in columns of numbers."""

    def look(self, column: Column, values: Mapping[int, int]) -> Column:
        """Return for each row the value of its number; nothing for a number without one."""

    def among(self, column: Column, numbers: Sequence[int]) -> Column:
        """Say for each row whether its number is one of these."""

    def grade_of(self, total: Column, grades: Sequence[GradeRange]) -> Column:
        """Return for each row the number of the grade that its total converts to."""

    def largest(self, columns: Sequence[Column]) -> Column:
        """Return for each row the largest number of several columns, of those that have one."""

    def smallest(self, columns: Sequence[Column]) -> Column:
        """Return for each row the smallest number of several columns, of those that have one."""

    def keep(self, columns: Mapping[str, Column]) -> dict[str, Column]:
        """Return columns in a form in which they are worked out once, however often they are used."""


def apply(
    several: Sequence[Rules], engine: Engine, numbers: Mapping[str, Column], which: Column | None = None
) -> tuple[dict[str, Column], dict[str, Column]]:
    """Return what follows from the level numbers of all factors, and for each finding where it is due.

    ``which`` is a column with the place of each row's rules among ``several``, from 1, where there is more than
    one: such rules share points and grades. What follows are the points of each factor, the total, the number of
    the grade, the points to its lines, and whether one level of one factor would cross them. A finding that is
    never due has no column.
    """
    look, among = engine.look, engine.among
    rules = several[0]
    found = engine.keep({f"points_{factor}": look(numbers[factor], values) for factor, values in rules.points.items()})
    # a row without rules has no total either
    known = [] if which is None else [look(which, {at: 0 for at, _ in enumerate(several, start=1)})]
    found |= engine.keep({"total": reduce(add, [*found.values(), *known])})
    found |= engine.keep({"grade_number": engine.grade_of(found["total"], rules.grades)})
    total, grade = found["total"], found["grade_number"]
    low = look(grade, {each.grade: each.low for each in rules.grades})
    after = look(grade, {each.grade: upper.low for each, upper in pairwise(rules.grades)})
    found |= engine.keep({"above_floor": total - low, "to_next": after - total})

    below_top = among(grade, [each.grade for each in rules.grades[:-1]])
    above_lowest = among(grade, [each.grade for each in rules.grades[1:]])
    sides = {
        "up": (below_top, rules.up, found["to_next"]),
        "down": (above_lowest, rules.down, found["above_floor"] + GRID),
    }
    steps: dict[str, list[Column]] = {}
    for side, (is_line, by_factor, far) in sides.items():
        steps[side] = [look(numbers[factor], some) for factor, some in by_factor.items()]
        found[f"one_level_{side}"] = is_line & (engine.largest(steps[side]) >= far)

    due: dict[str, list[Column]] = {}
    for at, each in enumerate(several, start=1):
        near = [
            is_line & (far <= each.near if each.near is not None else engine.smallest(steps[side]) >= far)
            for side, (is_line, _, far) in sides.items()
        ]
        for code, some in _due(each, engine, numbers, grade, near).items():
            column = reduce(or_, some)
            due.setdefault(code, []).append(column if which is None else among(which, [at]) & column)
    return found, {code: reduce(or_, due[code]) for code in OF_LEVELS if code in due}


def _due(
    rules: Rules, engine: Engine, numbers: Mapping[str, Column], grade: Column, near: Sequence[Column]
) -> dict[str, list[Column]]:
    """Return by finding the conditions of which one makes it due; ``near`` is where a line is near."""
    among = engine.among
    due: dict[str, list[Column]] = {"near-line": [*near]}
    for code, some in rules.by_grade.items():
        due.setdefault(code, []).append(among(grade, some))
    for (code, factor), some in rules.by_level.items():
        due.setdefault(code, []).append(among(numbers[factor], some))
    if rules.unlikely:
        due["unlikely-contacts"] = [among(_pair(numbers["6"], numbers["7"]), rules.unlikely)]
    if rules.far:
        due["atypical-factor"] = [among(_pair(numbers[factor], grade), some) for factor, some in rules.far.items()]
    return due
