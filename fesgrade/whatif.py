"""What would have to be different: level changes, ways to a grade, two factors at once, the borderline review.

The searches are exact: they look at every set of levels. Points and grades come from the
:class:`~fesgrade.standards.Standard`, so all of it works for any standard that is data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from fesgrade.evaluation import Finding
from fesgrade.levels import Levels, LevelsError, find_standard, read_levels
from fesgrade.shares import read_grade
from fesgrade.standards import Factor, GradeRange, Level, Standard
from fesgrade.tables import Tables, load


def notes(standard: Standard) -> tuple[Finding, ...]:
    """Return what must be said wherever a change of level is proposed, each with its document and page."""
    supervisory = standard.is_supervisory
    first = Finding(
        "duties-first",
        "Duties come first, not the grade: a level counts only when the work fully meets it, otherwise the next lower "
        "one does, and a position is normally graded on the work that is really done.",
        f"{'GSSG p. 8' if supervisory else 'Handbook p. 10'}; Introduction p. 13",
    )
    if not supervisory:
        return (first,)
    adjusted = "Each grade is that of the points alone, before any adjustment for the base grade of the work directed."
    return first, Finding("before-adjustment", adjusted, "GSSG p. 29-30")


# Level changes ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One factor taken from level ``start`` to level ``end``.

    ``points`` and ``levels`` are signed. ``status`` is that of ``end`` (``described``, ``outside``,
    ``unknown``). ``needs`` says in words what the levels on the way demand, one sentence each.
    """

    factor: str
    start: str
    end: str
    points: int
    levels: int
    status: str
    needs: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return ``factor``, ``from`` and ``to``, ready for JSON."""
        return {"factor": self.factor, "from": self.start, "to": self.end}


@dataclass(frozen=True, slots=True)
class Move:
    """One change by itself, with the total and grade it leads to; ``flip`` is how many grades it moves (0: none)."""

    change: Change
    total: int
    grade: str
    flip: int

    def as_dict(self) -> dict[str, Any]:
        """Return ``factor``, ``from``, ``to``, ``total`` and ``grade``, ready for JSON."""
        return self.change.as_dict() | {"total": self.total, "grade": self.grade}


@dataclass(frozen=True, slots=True)
class Short:
    """A factor that cannot cross a line by itself; ``points`` is the most it can bring, signed."""

    factor: str
    points: int


@dataclass(frozen=True, slots=True)
class Line:
    """The line to the next grade up or down.

    ``edge`` is the first total across it, ``points`` the signed change needed to get there. ``alone`` holds,
    for each factor that can cross it by itself, its smallest move that does; ``cannot`` the other factors.
    """

    grade: str
    edge: int
    points: int
    alone: tuple[Move, ...]
    cannot: tuple[Short, ...]

    @property
    def near(self) -> tuple[Move, ...]:
        """The moves of a single level that cross the line; when there is one, the total is borderline."""
        return tuple(move for move in self.alone if abs(move.change.levels) == 1)


@dataclass(frozen=True, slots=True)
class Moves:
    """Every single level change of one set; ``up`` is ``None`` in the top grade, ``down`` in the lowest."""

    standard: str
    total: int
    grade: str
    moves: tuple[Move, ...]
    up: Line | None
    down: Line | None


def moves(levels: Levels, standard: Standard | str, *, data: Tables = None) -> Moves:
    """Return every change of one factor to another of its levels, and the lines to the grades next to it.

    Those that change the grade come first; then fewest levels, fewest points, and the standard's order.
    ``levels`` is a whole set in any usual notation, ``standard`` a standard or its id, ``data`` the tables that the
    id is looked up in, as in :func:`fesgrade.evaluate`. Raises :class:`~fesgrade.levels.LevelsError` with every fault.
    """
    standard = find_standard(standard, load(data))
    chosen = read_levels(levels, standard)
    total = total_of(chosen)
    grade = standard.grade_of(total)
    found = [
        _move(change_to(standard, chosen[factor.id], level), total, grade, standard)
        for factor in standard.factors
        for level in factor.levels
        if level is not chosen[factor.id]
    ]
    found.sort(key=lambda move: (not move.flip, abs(move.change.levels), abs(move.change.points)))
    index = standard.grades.index(grade)
    up = standard.grades[index + 1] if index + 1 < len(standard.grades) else None
    down = standard.grades[index - 1] if index else None
    return Moves(
        standard.id, total, grade.name, tuple(found),
        _line(standard, found, total, up, up.low) if up else None,
        _line(standard, found, total, down, _top(down)) if down else None,
    )  # fmt: skip


def total_of(chosen: Mapping[str, Level]) -> int:
    """Return the total points of levels that have been read."""
    return sum(level.points for level in chosen.values())


def _top(grade: GradeRange) -> int:
    """Return the highest total of a grade that is not the top one."""
    assert grade.high is not None  # the reader refuses a blank high below the top grade
    return grade.high


def change_to(standard: Standard, start: Level, end: Level) -> Change:
    """Return the change of one factor from the level ``start`` to another one, ``end``."""
    levels = standard.by_factor[start.factor].levels
    first, last = levels.index(start), levels.index(end)
    return Change(
        start.factor, start.code, end.code, end.points - start.points, last - first, end.status,
        _needs(levels, first, last),
    )  # fmt: skip


def _needs(levels: tuple[Level, ...], first: int, last: int) -> tuple[str, ...]:
    """Say what each level on the way up would also need, or what the lower level is."""
    if last < first:
        return (_is(levels[last]),)
    return tuple(
        f"{upper.code} would also need {lower.next_needs}" if lower.next_needs else _is(upper)
        for lower, upper in pairwise(levels[first : last + 1])
    )


def _is(level: Level) -> str:
    return f"{level.code} is this: {level.synopsis}"


def _move(change: Change, total: int, grade: GradeRange, standard: Standard) -> Move:
    reached = standard.grade_of(total + change.points)
    return Move(change, total + change.points, reached.name, reached.grade - grade.grade)


def _line(standard: Standard, found: list[Move], total: int, grade: GradeRange, edge: int) -> Line:
    sign = 1 if edge > total else -1
    alone: list[Move] = []
    cannot: list[Short] = []
    for factor in standard.factors:
        way = [move for move in found if move.change.factor == factor.id and move.change.levels * sign > 0]
        way.sort(key=lambda move: abs(move.change.levels))
        crossing = next((move for move in way if (move.total - edge) * sign >= 0), None)
        if crossing:
            alone.append(crossing)
        else:
            cannot.append(Short(factor.id, way[-1].change.points if way else 0))
    alone.sort(key=lambda move: (abs(move.change.levels), abs(move.change.points)))
    return Line(grade.name, edge, edge - total, tuple(alone), tuple(cannot))


# Ways to a grade --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One set of changes that reaches the target; ``overshoot`` is how far past the near edge of its range."""

    changes: tuple[Change, ...]
    total: int
    overshoot: int

    @property
    def levels(self) -> int:
        """How many levels are moved in all."""
        return sum(abs(change.levels) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Ways:
    """All smallest ways from one set of levels to the grade ``target``.

    All of them change equally many factors and levels and overshoot equally far. When the set has the
    target grade already there is one way, without a change.
    """

    standard: str
    total: int
    grade: str
    target: str
    ways: tuple[Way, ...]


def wanted_grade(grade: str | int) -> int:
    """Return the number of a grade written as ``GS-12``, ``gs 12``, ``"12"`` or 12; raises :class:`LevelsError`."""
    number = read_grade(grade, range(100))  # one that there is not is read, so that what can be reached is said
    if number is None:
        raise LevelsError([f"{grade!r} is not a grade; write it as GS-12 or 12."])
    return number


def ways(
    levels: Levels,
    standard: Standard | str,
    target: str | int,
    *,
    hold: Iterable[str] = (),
    described_only: bool = False,
    data: Tables = None,
) -> Ways:
    """Return all smallest sets of level changes that lead to the grade ``target``, higher or lower.

    Smallest means fewest factors; among those fewest levels moved in all; among those least overshoot, the
    points between the total and the near edge of the target's range. The search is exact and looks at every
    set of levels. ``hold`` names factors that stay as they are; with ``described_only`` no change leads to a
    level that the standard does not describe. ``levels``, ``standard`` and ``data`` are as in :func:`moves`.

    Raises :class:`~fesgrade.levels.LevelsError` for a target that cannot be reached, naming the grades that can, and
    with every fault of the levels, the target and ``hold``.
    """
    standard = find_standard(standard, load(data))
    chosen, number, held = _read_question(levels, standard, target, hold)
    total = total_of(chosen)
    grade = standard.grade_of(total)
    options = [
        [] if factor.id in held else _others(factor, chosen[factor.id], described_only) for factor in standard.factors
    ]
    aim = next((each for each in standard.grades if each.grade == number), None)
    found = _search(standard, chosen, options, aim, rising=aim.low > total) if aim else []
    if aim is None or not found:
        raise LevelsError([_unreachable(standard, chosen, options, number, bool(held), described_only)])
    edge = total if aim is grade else aim.low if aim.low > total else _top(aim)
    result = []
    for ends in found:
        changes = tuple(change_to(standard, chosen[level.factor], level) for level in ends)
        reached = total + sum(change.points for change in changes)
        result.append(Way(changes, reached, abs(reached - edge)))
    return Ways(standard.id, total, grade.name, aim.name, tuple(result))


#: A level that a factor could change to, after how many levels away it is.
_Option = tuple[int, Level]
#: The totals that can be reached, as the bits of one integer, by (factors changed, levels moved).
_Reach = dict[tuple[int, int], int]


def _others(factor: Factor, now: Level, described_only: bool) -> list[_Option]:
    """Return the levels that a factor could change to, each with how many levels away it is."""
    at = factor.levels.index(now)
    return [
        (abs(index - at), level)
        for index, level in enumerate(factor.levels)
        if index != at and (level.status == "described" or not described_only)
    ]


def _read_question(
    levels: Levels, standard: Standard, target: str | int, hold: Iterable[str]
) -> tuple[dict[str, Level], int, set[str]]:
    faults: list[str] = []
    chosen: dict[str, Level] = {}
    number = 0
    try:
        chosen = read_levels(levels, standard)
    except LevelsError as error:
        faults += error.faults
    try:
        number = wanted_grade(target)
    except LevelsError as error:
        faults += error.faults
    held = {str(factor).upper() for factor in hold}
    faults += [_no_factor(name, standard) for name in sorted(held - standard.by_factor.keys())]
    if faults:
        raise LevelsError(faults)
    return chosen, number, held


def _no_factor(name: str, standard: Standard) -> str:
    known = ", ".join(standard.by_factor)
    return f"{name!r} is not a factor of {standard.short_title}; its factors are {known}."


def _search(
    standard: Standard, chosen: Mapping[str, Level], options: list[list[_Option]], aim: GradeRange, *, rising: bool
) -> list[list[Level]]:
    """Return every smallest set of new levels that leads into the range of ``aim``; empty when none does.

    Two passes over the factors. The first asks only how many factors must change, the second also how many
    levels; then the sets that come to the best total are read back from the second, factor by factor.

    A set of totals is one whole number, in which bit ``t`` is 1 when the total ``t`` can be reached. Shifting it
    left adds points to every total in it at once, and ``|`` joins two sets. An example: 10 and 15 points can be
    reached, ``1 << 10 | 1 << 15``. The next factor has 5 or 20 points, so what can be reached with it is
    ``totals << 5 | totals << 20``: bits 15, 20, 30 and 35. All 1,166,400 sets of levels take 0.2 ms this way.
    """
    now = [chosen[factor.id] for factor in standard.factors]
    window = _window(standard, aim)
    few = _reach(now, options, len(now), count_levels=False)[-1]
    factors = min((count for (count, _), totals in few.items() if totals & window), default=None)
    if factors is None:
        return []
    layers = _reach(now, options, factors, count_levels=True)
    levels = min(moved for (count, moved), totals in layers[-1].items() if count == factors and totals & window)
    totals = layers[-1][factors, levels] & window
    # Going up the near edge of the range is its low end, so the lowest total overshoots least.
    best = (totals & -totals).bit_length() - 1 if rising else totals.bit_length() - 1
    found = _read_back(now, options, layers, len(now), factors, levels, best)
    order = list(standard.by_factor)
    return sorted(found, key=lambda ends: [(order.index(level.factor), level.number) for level in ends])


def _window(standard: Standard, grade: GradeRange) -> int:
    """Return the totals of a grade as the bits of one integer."""
    high = standard.highest_total if grade.high is None else grade.high
    return (1 << max(high + 1, grade.low)) - (1 << grade.low)


def _reach(now: list[Level], options: list[list[_Option]], most: int, *, count_levels: bool) -> list[_Reach]:
    """Return what can be reached with the first 0, 1, 2, … factors, changing at most ``most`` of them."""
    layer: _Reach = {(0, 0): 1}
    layers = [layer]
    for level, others in zip(now, options, strict=True):
        after: _Reach = {key: totals << level.points for key, totals in layer.items()}
        for (count, moved), totals in layer.items():
            if count < most:
                for steps, other in others:
                    key = count + 1, moved + steps if count_levels else 0
                    after[key] = after.get(key, 0) | totals << other.points
        layers.append(after)
        layer = after
    return layers


def _read_back(
    now: list[Level], options: list[list[_Option]], layers: list[_Reach], size: int, count: int, moved: int, total: int
) -> Iterator[list[Level]]:
    """Yield each choice of ``count`` new levels by which the first ``size`` come to ``total``."""
    if total < 0 or not layers[size].get((count, moved), 0) >> total & 1:
        return
    if size == 0:
        yield []
        return
    yield from _read_back(now, options, layers, size - 1, count, moved, total - now[size - 1].points)
    for steps, other in options[size - 1]:
        for rest in _read_back(now, options, layers, size - 1, count - 1, moved - steps, total - other.points):
            yield [*rest, other]


def _unreachable(
    standard: Standard,
    chosen: Mapping[str, Level],
    options: list[list[_Option]],
    number: int,
    held: bool,
    described: bool,
) -> str:
    """Say that a grade cannot be reached, and which grades next to it can."""
    now = [chosen[factor.id] for factor in standard.factors]
    totals = reduce(or_, _reach(now, options, len(now), count_levels=False)[-1].values())
    can = [grade for grade in standard.grades if totals & _window(standard, grade)]
    below = [grade for grade in can if grade.grade < number]
    above = [grade for grade in can if grade.grade > number]
    within = f"{'the levels described by' if described else 'any levels of'} {standard.short_title}"
    fault = f"GS-{number} cannot be reached with {within}{' while those factors are held' if held else ''}"
    if below and above:
        return f"{fault}; next to it, {below[-1].name} and {above[0].name} can."
    if below:
        return f"{fault}; the highest grade that can is {below[-1].name}, at up to {totals.bit_length() - 1:,} points."
    low = (totals & -totals).bit_length() - 1
    return f"{fault}; the lowest grade that can is {above[0].name}, at {low:,} points or more."


# Two factors at once ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """The total and grade with two factors at the levels ``row`` and ``column`` and the others held."""

    row: str
    column: str
    total: int
    grade: str
    flip: int
    current: bool
    described: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The grade over every pair of levels of two factors; ``cells`` holds one tuple for each row, lowest first."""

    rows: Factor
    columns: Factor
    cells: tuple[tuple[Cell, ...], ...]


def grid(levels: Levels, standard: Standard | str, rows: str, columns: str, *, data: Tables = None) -> Grid:
    """Return the grade over all levels of the factors ``rows`` and ``columns``, the others held.

    ``levels``, ``standard`` and ``data`` are as in :func:`moves`. Raises :class:`~fesgrade.levels.LevelsError` for an
    unknown factor, the same one twice, or faulty levels.
    """
    standard = find_standard(standard, load(data))
    names = [str(rows).upper(), str(columns).upper()]
    faults = [_no_factor(name, standard) for name in dict.fromkeys(names) if name not in standard.by_factor]
    if not faults and names[0] == names[1]:
        faults = [f"The rows and the columns are both factor {names[0]}; choose two factors."]
    if faults:
        raise LevelsError(faults)
    chosen = read_levels(levels, standard)
    down, across = (standard.by_factor[name] for name in names)
    total = total_of(chosen)
    grade = standard.grade_of(total)
    rest = total - chosen[down.id].points - chosen[across.id].points
    return Grid(
        down,
        across,
        tuple(
            tuple(
                _cell(one, other, rest, grade, standard, one is chosen[down.id] and other is chosen[across.id])
                for other in across.levels
            )
            for one in down.levels
        ),
    )


def _cell(one: Level, other: Level, rest: int, grade: GradeRange, standard: Standard, current: bool) -> Cell:
    total = rest + one.points + other.points
    reached = standard.grade_of(total)
    described = one.status == other.status == "described"
    return Cell(one.code, other.code, total, reached.name, reached.grade - grade.grade, current, described)
