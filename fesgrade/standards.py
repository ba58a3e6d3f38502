"""The standards as frozen data: factors, levels, points, contacts, grade conversion, typical levels, cases.

A standard is a folder of CSV tables (``data/README.md`` says which). Nothing here knows a
point value: all of them come from the tables, each row with the page it was read from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import Any

from fesgrade.shown import Note, Shown, Table, View

PRIMARY = "fes-primary"
#: The shipped supervisory guide.
GUIDE = "gssg"
#: How a standard grades: by the nine factors, or by the factors of the supervisory guide. Each has its own factors.
METHODS = ("fes", "gssg")
KINDS_OF_WORK = ("professional", "administrative", "technical", "assistance")
#: Kinds of work whose series normally follow the two-grade pattern (Introduction p. 8-10).
TWO_GRADE_KINDS = ("professional", "administrative")
PURPOSES = "abcd"
#: Points are multiples of 5, so the next range starts this far above the end of one (Introduction p. 56).
GRID = 5


@dataclass(frozen=True, slots=True)
class Level:
    """One factor level as a standard uses it.

    ``code`` is ``"1-7"`` (``"4A-2"`` in the supervisory guide), ``number`` its 7. ``status`` is
    ``"described"`` (the standard describes it), ``"outside"`` (it does not; the Primary Standard
    does) or ``"unknown"`` (the standard is known in part and this level is not confirmed).
    ``next_needs`` is what the next level up would also need, empty at the top.
    """

    factor: str
    code: str
    number: int
    points: int
    status: str
    synopsis: str
    next_needs: str
    source: str


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor and its levels, lowest first. ``id`` is ``"1"`` to ``"9"``, ``"4A"`` and ``"4B"``."""

    id: str
    name: str
    short_name: str
    asks: str
    source: str
    levels: tuple[Level, ...]

    @property
    def title(self) -> str:
        """The name a control carries: ``"Factor 1, Knowledge Required by the Position"``."""
        return f"{'Subfactor' if len(self.id) > 1 else 'Factor'} {self.id}, {self.name}"

    @property
    def codes(self) -> str:
        """The allowed levels in words: ``"1-1 to 1-9"``, or the only one there is."""
        first, last = self.levels[0].code, self.levels[-1].code
        return first if first == last else f"{first} to {last}"

    @property
    def points(self) -> str:
        """The points from the lowest level to the highest in words: ``"50 to 1,850"``, or the only ones there are."""
        first, last = self.levels[0].points, self.levels[-1].points
        return f"{first:,}" if first == last else f"{first:,} to {last:,}"


@dataclass(frozen=True, slots=True)
class GradeRange:
    """The points of one grade, both ends included; ``high`` is ``None`` for the top grade."""

    grade: int
    low: int
    high: int | None
    source: str
    confirmed: bool = True

    @property
    def name(self) -> str:
        return f"GS-{self.grade}"

    @property
    def points(self) -> str:
        """The range in words: ``"2,355 to 2,750"``, ``"4,055 and up"``."""
        return f"{self.low:,} and up" if self.high is None else f"{self.low:,} to {self.high:,}"

    def points_from(self, total: int) -> int:
        """Return the fewest points, signed, that would bring a total into this range; 0 when it is in it."""
        if total < self.low:
            return self.low - total
        return 0 if self.high is None else min(0, self.high - total)


@dataclass(frozen=True, slots=True)
class BaseLevel:
    """The factor level that a base grade of the work directed leads to; ``highest_grade`` is ``None`` for and up."""

    lowest_grade: int
    highest_grade: int | None
    level: str
    points: int
    source: str

    @property
    def grades(self) -> str:
        """The grades in words: ``"GS-9 or GS-10"``, ``"GS-11"``, ``"GS-13 or higher"``."""
        if self.highest_grade is None:
            return f"GS-{self.lowest_grade} or higher"
        grades = [f"GS-{grade}" for grade in range(self.lowest_grade, self.highest_grade + 1)]
        return " or ".join(grades)


@dataclass(frozen=True, slots=True)
class Situation:
    """A special situation that makes supervision harder, by its number in the guide."""

    number: int
    name: str
    synopsis: str
    source: str


@dataclass(frozen=True, repr=False)
class Standard(Shown):
    """One standard, whole: what it covers, its levels, and the table that turns points into a grade."""

    id: str
    title: str
    short_title: str
    method: str
    series: str
    edition: str
    document: str
    kind_of_work: str
    interval: str
    lowest_grade: int | None
    highest_grade: int | None
    complete: bool
    note: str
    source: str
    factors: tuple[Factor, ...]
    grades: tuple[GradeRange, ...]
    #: Cells of the contacts chart that the standard is known to print, as (contacts, purpose); empty without a chart.
    printed: frozenset[tuple[int, int]] = frozenset()
    #: Those of them that it marks as unlikely, with the source.
    unlikely: Mapping[tuple[int, int], str] = field(default_factory=dict)
    base_levels: tuple[BaseLevel, ...] = ()
    situations: tuple[Situation, ...] = ()

    @property
    def is_supervisory(self) -> bool:
        """Whether the standard grades supervisory work, with the factors of the supervisory guide."""
        return self.method == "gssg"

    @property
    def chart(self) -> bool:
        """Whether the standard combines factors 6 and 7 in a chart."""
        return bool(self.printed)

    def __repr__(self) -> str:
        return f"<Standard {self.id}>"

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy or a pickle keeps; a view on a mapping can be neither."""
        return {each.name: getattr(self, each.name) for each in fields(self)} | {"unlikely": dict(self.unlikely)}

    def view(self) -> View:
        """Return what it shows of itself: its factors with their levels, and the points of each grade."""
        note = self.note and (Note("About this standard", self.note, self.source),)
        return View(
            title=f"{self.title}, {self.edition}",
            tables=(
                Table(
                    caption="Factors",
                    heads=("Factor", "Name", "Levels", "Points"),
                    rows=tuple((one.id, one.name, one.codes, one.points) for one in self.factors),
                    sources=tuple(one.source for one in self.factors),
                ),
                Table(
                    caption="Grades",
                    heads=("Grade", "Points"),
                    rows=tuple((grade.name, grade.points) for grade in self.grades),
                    sources=tuple(grade.source for grade in self.grades),
                    folded=True,
                ),
            ),
            rest=note or (),
        )

    @cached_property
    def by_code(self) -> Mapping[str, Level]:
        """Every level by its code."""
        return MappingProxyType({level.code: level for level in self.levels()})

    @cached_property
    def by_factor(self) -> Mapping[str, Factor]:
        """Every factor by its id."""
        return MappingProxyType({factor.id: factor for factor in self.factors})

    @cached_property
    def _lows(self) -> tuple[int, ...]:
        return tuple(grade.low for grade in self.grades)

    @cached_property
    def highest_total(self) -> int:
        """The points of the highest level of every factor together."""
        return sum(factor.levels[-1].points for factor in self.factors)

    def levels(self) -> Iterator[Level]:
        """Every level, factor by factor, lowest first."""
        return (level for factor in self.factors for level in factor.levels)

    def step(self, level: Level, by: int) -> Level | None:
        """Return the level ``by`` steps above (below when negative) in its factor, ``None`` past the ends."""
        levels = self.by_factor[level.factor].levels
        index = levels.index(level) + by
        return levels[index] if 0 <= index < len(levels) else None

    def grade_of(self, total: int) -> GradeRange:
        """Return the grade range that holds ``total``; ``ValueError`` below the lowest range."""
        index = bisect_right(self._lows, total) - 1
        if index < 0:
            raise ValueError(f"{total} points are below {self.grades[0].low}, the lowest that convert to a grade.")
        return self.grades[index]


@dataclass(frozen=True, slots=True)
class Series:
    """An occupational series: what it covers in our words, its interval and its basic title."""

    id: str
    title: str
    definition: str
    interval: str
    kind_of_work: str
    basic_title: str
    source: str


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: a whole set of levels with the total and grade it must come to."""

    id: str
    title: str
    standard: str
    series: str
    kind_of_work: str
    levels: tuple[str, ...]
    total: int
    grade: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class NearMeasure:
    """How many points from the line to another grade count as near it, and who says so."""

    points: int
    source: str


@dataclass(frozen=True, slots=True)
class UsualGrades:
    """The grades that work of an interval (``"one"``, ``"two"``) normally has, of one series or of any (blank)."""

    interval: str
    series: str
    lowest_grade: int
    highest_grade: int
    text: str
    source: str


@dataclass(frozen=True)
class Catalog:
    """All tables at hand: the shipped ones and, when asked for, those of a folder of the user's own.

    ``typical`` maps (kind of work, grade) to the level numbers that the Handbook shows per factor. ``near_lines`` holds
    by standard how near a line is near, where a folder of the user's own says so.
    """

    standards: Mapping[str, Standard]
    series: Mapping[str, Series]
    cases: Mapping[str, Case]
    typical: Mapping[tuple[str, int], Mapping[str, tuple[int, ...]]]
    typical_source: Mapping[str, str]
    near_lines: Mapping[str, NearMeasure]
    usual_grades: tuple[UsualGrades, ...]

    def usual_for(self, interval: str, series: str) -> UsualGrades | None:
        """Return the grades usual in an interval, those of the series itself where a table has them."""
        fitting = [each for each in self.usual_grades if each.interval == interval and each.series in ("", series)]
        return max(fitting, key=lambda each: each.series, default=None)

    def typical_for(self, kind_of_work: str, grade: int) -> Mapping[str, tuple[int, ...]]:
        """Return the typical level numbers per factor for a grade of a kind of work.

        A grade between two printed ones (GS-10 of administrative work) takes what either of them
        shows; a grade outside the table, or an unknown kind of work, gives nothing.
        Source: Handbook p. 14-17, tables 1 to 4, which are examples only.
        """
        grades = sorted(printed for kind, printed in self.typical if kind == kind_of_work)
        below = max((g for g in grades if g <= grade), default=None)
        above = min((g for g in grades if g >= grade), default=None)
        if below is None or above is None:
            return {}
        low, high = self.typical[kind_of_work, below], self.typical[kind_of_work, above]
        return {factor: tuple(sorted({*low[factor], *high[factor]})) for factor in low}

    def typical_neighbors(self, kind_of_work: str, grade: int) -> tuple[int, ...]:
        """Return the grades to compare with: the printed one below ``grade``, itself if printed, the one above.

        Source: Handbook p. 14-17, tables 1 to 4; nothing for a kind of work without a table.
        """
        grades = sorted(printed for kind, printed in self.typical if kind == kind_of_work)
        below = [g for g in grades if g < grade][-1:]
        above = [g for g in grades if g > grade][:1]
        return tuple(below + [grade] * (grade in grades) + above)
