"""Positions side by side: what differs, by how much, and the waterfall from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fesgrade.levels import Levels, LevelsError, find_standard, items_of, read_levels, wanted_grade
from fesgrade.shares import signed
from fesgrade.shown import Shown, Table, View
from fesgrade.standards import Factor, GradeRange, Level, Standard
from fesgrade.tables import Tables, load
from fesgrade.whatif import Change, change_to, total_of

#: How many scenarios can stand side by side.
MOST_SCENARIOS = 4


@dataclass(frozen=True, slots=True)
class Scenario:
    """One position to compare: a whole set of levels, or only the grade when its levels are not known."""

    name: str
    levels: Levels | None = None
    grade: str | int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A scenario as graded; ``levels`` is empty and ``total`` is ``None`` when only the grade is known."""

    name: str
    levels: tuple[Level, ...]
    total: int | None
    grade: GradeRange


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One factor over all scenarios; ``apart`` is the points more (or less) than in the first scenario.

    A scenario of which only the grade is known has a blank level and ``None`` points.
    """

    factor: str
    levels: tuple[str, ...]
    points: tuple[int | None, ...]
    apart: tuple[int | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison(Shown):
    """Up to four scenarios side by side.

    ``apart`` is each total less that of the first scenario. Where only a grade is known it is the fewest
    points between the other's total and that grade's range; ``None`` when neither total is known.
    """

    standard: str
    scenarios: tuple[Compared, ...]
    rows: tuple[CompareRow, ...]
    apart: tuple[int | None, ...]

    def view(self) -> View:
        """Return what it shows of itself: the levels side by side, totals and grades below."""
        names = [scenario.name for scenario in self.scenarios]
        rows = [(row.factor, *(level or "–" for level in row.levels)) for row in self.rows]
        totals = ["–" if each.total is None else f"{each.total:,}" for each in self.scenarios]
        apart = ["–" if points is None else signed(points) for points in self.apart[1:]]
        return View(
            title=f"Side by side, by {self.standard}",
            tables=(
                Table(
                    caption="Levels by factor",
                    heads=("Factor", *names),
                    rows=(*rows, ("Total", *totals), (f"Points from {names[0]}", "", *apart)),
                    foot=("Grade", *(each.grade.name for each in self.scenarios)),
                ),
            ),
        )


def compare(scenarios: Sequence[Scenario], standard: Standard | str, *, data: Tables = None) -> Comparison:
    """Set one to four scenarios side by side, factor by factor.

    ``standard`` is a standard or its id, ``data`` as in :func:`fesgrade.evaluate`.

    Raises
    ------
    LevelsError
        With every fault, the scenario named, or for an unknown standard.
    DataError
        For a faulty ``data``.
    """
    standard = find_standard(standard, load(data))
    scenarios = items_of(scenarios, Scenario, "the scenarios")
    faults: list[str] = []
    if not 1 <= len(scenarios) <= MOST_SCENARIOS:
        faults.append(f"{len(scenarios)} scenarios are given; compare 1 to {MOST_SCENARIOS}.")
    names = [scenario.name for scenario in scenarios]
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    faults += [f"Two scenarios are named {name!r}; give each a name of its own." for name in twice]
    compared: list[Compared] = []
    for scenario in scenarios:
        try:
            compared.append(_compared(scenario, standard))
        except LevelsError as error:
            faults += [f"{scenario.name}: {fault}" for fault in error.faults]
    if faults:
        raise LevelsError(faults)
    return Comparison(
        standard.id,
        tuple(compared),
        tuple(_compare_row(index, factor, compared) for index, factor in enumerate(standard.factors)),
        tuple(_apart(compared[0], other) for other in compared),
    )


def _compared(scenario: Scenario, standard: Standard) -> Compared:
    if scenario.levels is not None:
        chosen = read_levels(scenario.levels, standard)
        total = total_of(chosen)
        return Compared(
            scenario.name, tuple(chosen[factor.id] for factor in standard.factors), total, standard.grade_of(total)
        )
    if scenario.grade is None:
        raise LevelsError(["neither levels nor a grade are given; give one of them."])
    number = wanted_grade(scenario.grade)
    for grade in standard.grades:
        if grade.grade == number:
            return Compared(scenario.name, (), None, grade)
    known = f"{standard.grades[0].name} to {standard.grades[-1].name}"
    raise LevelsError([f"GS-{number} is not a grade of {standard.short_title}; its grades are {known}."])


def _compare_row(index: int, factor: Factor, compared: Sequence[Compared]) -> CompareRow:
    levels = [scenario.levels[index] if scenario.levels else None for scenario in compared]
    points = tuple(level.points if level else None for level in levels)
    first = points[0]
    known = {level.code for level in levels if level}
    return CompareRow(
        factor=factor.id,
        levels=tuple(level.code if level else "" for level in levels),
        points=points,
        apart=tuple(None if each is None or first is None else each - first for each in points),
        differs=len(known) > 1,
    )


def _apart(first: Compared, other: Compared) -> int | None:
    if first.total is not None:
        return other.grade.points_from(first.total) if other.total is None else other.total - first.total
    return 0 if other is first else None if other.total is None else -first.grade.points_from(other.total)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a waterfall: a total (``change`` is ``None``, ``before`` is 0) or one factor's change.

    ``after`` is the running total and ``grade`` what it converts to.
    """

    change: Change | None
    before: int
    after: int
    grade: str


def waterfall(start: Levels, end: Levels, standard: Standard | str, *, data: Tables = None) -> tuple[Bar, ...]:
    """Return the bars from one set of levels to another: its total, each factor that differs, the other total.

    Raises
    ------
    LevelsError
        With every fault of the levels, or for an unknown standard.
    DataError
        For a faulty ``data``.
    """
    standard = find_standard(standard, load(data))
    first, last = read_levels(start, standard), read_levels(end, standard)
    running = total_of(first)
    bars = [Bar(None, 0, running, standard.grade_of(running).name)]
    for factor in standard.factors:
        if first[factor.id] is not last[factor.id]:
            change = change_to(standard, first[factor.id], last[factor.id])
            before, running = running, running + change.points
            bars.append(Bar(change, before, running, standard.grade_of(running).name))
    return (*bars, Bar(None, 0, running, standard.grade_of(running).name))
