"""What would be different: every change of one factor, and two factors at once.

Points and grades come from the :class:`~fesgrade.standards.Standard`, so all of it works for any standard that is data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fesgrade.evaluation import Finding
from fesgrade.levels import Levels, LevelsError, find_standard, read_levels
from fesgrade.shares import signed
from fesgrade.shown import Head, Shown, Table, View
from fesgrade.sources import listed
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
    def words(self) -> str:
        """The line as a sentence: how far it is, and which level crosses it alone."""
        distance = f"{abs(self.points):,} points {'more' if self.points > 0 else 'fewer'} make {self.grade}"
        ends = [move.change.end for move in self.alone]
        return f"{distance}: {listed(ends, 'or')} alone does." if ends else f"{distance}, which no factor does alone."

    @property
    def by_one_level(self) -> tuple[Move, ...]:
        """The moves of a single level that cross the line."""
        return tuple(move for move in self.alone if abs(move.change.levels) == 1)


@dataclass(frozen=True, slots=True)
class Moves(Shown):
    """Every single level change of one set; ``up`` is ``None`` in the top grade, ``down`` in the lowest."""

    standard: str
    total: int
    grade: str
    moves: tuple[Move, ...]
    up: Line | None
    down: Line | None

    def view(self) -> View:
        """Return what it shows of itself: the lines up and down, and the changes that cross one."""
        lines = [line for line in (self.up, self.down) if line]
        return View(
            title=f"Changes of one factor, by {self.standard}",
            head=Head(self.grade, " ".join(line.words for line in lines), self.total),
            tables=(
                _move_table("Changes that move the grade", [move for move in self.moves if move.flip]),
                _move_table("Changes that do not", [move for move in self.moves if not move.flip], folded=True),
            ),
        )


def _move_table(caption: str, moves: Sequence[Move], *, folded: bool = False) -> Table:
    rows = tuple(
        (move.change.start, move.change.end, signed(move.change.points), move.total, move.grade) for move in moves
    )
    heads = "From", "To", "Points", "Total", "Grade"
    return Table(caption, heads, rows, numbers=(2, 3), folded=folded)


def moves(levels: Levels, standard: Standard | str, *, data: Tables = None) -> Moves:
    """Return every change of one factor to another of its levels, and the lines to the grades next to it.

    Those that change the grade come first; then fewest levels, fewest points, and the standard's order.
    ``levels`` is a whole set in any usual notation, ``standard`` a standard or its id, ``data`` the tables that the
    id is looked up in, as in :func:`fesgrade.evaluate`.

    Raises
    ------
    LevelsError
        With every fault of the levels, or for an unknown standard.
    DataError
        For a faulty ``data``.
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
        standard=standard.id,
        total=total,
        grade=grade.name,
        moves=tuple(found),
        up=_line(standard, found, total, up) if up else None,
        down=_line(standard, found, total, down) if down else None,
    )


def total_of(chosen: Mapping[str, Level]) -> int:
    """Return the total points of levels that have been read."""
    return sum(level.points for level in chosen.values())


def no_factor(name: str, standard: Standard) -> str:
    """Say that a standard has no factor of a name."""
    known = ", ".join(standard.by_factor)
    return f"{name!r} is not a factor of {standard.short_title}; its factors are {known}."


def change_to(standard: Standard, start: Level, end: Level) -> Change:
    """Return the change of one factor from the level ``start`` to another one, ``end``."""
    levels = standard.by_factor[start.factor].levels
    first, last = levels.index(start), levels.index(end)
    return Change(
        factor=start.factor,
        start=start.code,
        end=end.code,
        points=end.points - start.points,
        levels=last - first,
        status=end.status,
        needs=_needs(levels, first, last),
    )


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


def _line(standard: Standard, found: list[Move], total: int, grade: GradeRange) -> Line:
    points = grade.points_from(total)
    sign = 1 if points > 0 else -1
    alone: list[Move] = []
    cannot: list[Short] = []
    for factor in standard.factors:
        way = [move for move in found if move.change.factor == factor.id and move.change.levels * sign > 0]
        way.sort(key=lambda move: abs(move.change.levels))
        crossing = next((move for move in way if (move.change.points - points) * sign >= 0), None)
        if crossing:
            alone.append(crossing)
        else:
            cannot.append(Short(factor.id, way[-1].change.points if way else 0))
    alone.sort(key=lambda move: (abs(move.change.levels), abs(move.change.points)))
    return Line(grade=grade.name, edge=total + points, points=points, alone=tuple(alone), cannot=tuple(cannot))


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

    ``levels``, ``standard`` and ``data`` are as in :func:`moves`.

    Raises
    ------
    LevelsError
        For an unknown factor, the same one twice, faulty levels, or an unknown standard.
    DataError
        For a faulty ``data``.
    """
    standard = find_standard(standard, load(data))
    names = [str(rows).upper(), str(columns).upper()]
    faults = [no_factor(name, standard) for name in dict.fromkeys(names) if name not in standard.by_factor]
    if not faults and names[0] == names[1]:
        faults = [f"The rows and the columns are both factor {names[0]}; choose two factors."]
    if faults:
        raise LevelsError(faults)
    chosen = read_levels(levels, standard)
    down, across = (standard.by_factor[name] for name in names)
    cells = tuple(tuple(_cell(standard, chosen, one, other) for other in across.levels) for one in down.levels)
    return Grid(down, across, cells)


def _cell(standard: Standard, chosen: Mapping[str, Level], row: Level, column: Level) -> Cell:
    before = total_of(chosen)
    current = chosen[row.factor], chosen[column.factor]
    total = before + row.points + column.points - current[0].points - current[1].points
    grade = standard.grade_of(total)
    return Cell(
        row=row.code,
        column=column.code,
        total=total,
        grade=grade.name,
        flip=grade.grade - standard.grade_of(before).grade,
        current=current == (row, column),
        described=row.status == column.status == "described",
    )
