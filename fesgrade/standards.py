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

from fesgrade.remarks import NOTES, Remark
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
#: How many levels away from the nearest typical one a factor counts as far.
FAR = 2
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
    def label(self) -> str:
        """The name that tools and pictures give it: ``"1 Knowledge"``."""
        return f"{self.id} {self.short_name}"

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


@dataclass(frozen=True, slots=True)
class Typical:
    """The level numbers per factor that a table shows as typical of a grade, and where it stands."""

    levels: Mapping[str, tuple[int, ...]]
    source: str

    def is_far(self, level: Level) -> bool:
        """Say whether a level is at least :data:`FAR` levels from each that is typical of its factor, if any is."""
        usual = self.levels.get(level.factor, ())
        return bool(usual) and min(abs(level.number - number) for number in usual) >= FAR


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
    notes: tuple[Remark, ...] = ()
    #: The common combinations of levels that the standard itself prints, by grade.
    typical: Mapping[int, Typical] = field(default_factory=dict)

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
        return {each.name: getattr(self, each.name) for each in fields(self)} | {
            "unlikely": dict(self.unlikely),
            "typical": dict(self.typical),
        }

    def view(self) -> View:
        """Return what it shows of itself: its factors with their levels, and the points of each grade."""
        about = [Note("About this standard", self.note, self.source)] if self.note else []
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
            rest=(*about, *(Note(NOTES[one.about], one.text, one.source) for one in self.notes)),
        )

    @property
    def below(self) -> Remark | None:
        """What the standard says of work below its lowest grade, if anything."""
        return next((note for note in self.notes if note.about == "below"), None)

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


@dataclass(frozen=True, slots=True)
class GradedBy:
    """Which standard or guide grades which work of a series that has no standard of its own."""

    series: str
    standard: str
    work: str
    source: str


@dataclass(frozen=True)
class Catalog:
    """All tables at hand: the shipped ones and, when asked for, those of a folder of the user's own.

    ``handbook`` maps (kind of work, grade) to what the Handbook shows as typical. ``near_lines`` holds by standard how
    near a line is near, where a folder of the user's own says so. ``graded_by`` are the guides that grade a series.
    """

    standards: Mapping[str, Standard]
    series: Mapping[str, Series]
    cases: Mapping[str, Case]
    handbook: Mapping[tuple[str, int], Typical]
    near_lines: Mapping[str, NearMeasure]
    usual_grades: tuple[UsualGrades, ...]
    graded_by: tuple[GradedBy, ...]

    def usual_for(self, interval: str, series: str) -> UsualGrades | None:
        """Return the grades usual in an interval, those of the series itself where a table has them."""
        fitting = [each for each in self.usual_grades if each.interval == interval and each.series in ("", series)]
        return max(fitting, key=lambda each: each.series, default=None)

    def series_of(self, standard: Standard) -> tuple[Series, ...]:
        """Return the series at hand that a standard or guide grades; none for one that is for any series."""
        named = [standard.series, *(each.series for each in self.graded_by if each.standard == standard.id)]
        return tuple(self.series[each] for each in named if each in self.series)

    def standards_of(self, series: str) -> tuple[Standard, ...]:
        """Return the standards that grade a series without supervision: its own first, then guides."""
        own = [each.id for each in self.standards.values() if each.series == series and not each.is_supervisory]
        guides = [each.standard for each in self.graded_by if each.series == series]
        return tuple(self.standards[each] for each in dict.fromkeys((*own, *guides)))

    def typical(self, kind_of_work: str, standard: Standard | None = None) -> Mapping[int, Typical]:
        """Return what is printed as typical of a kind of work, by grade, lowest first.

        What the standard prints itself goes before the Handbook, which fills the grades that it leaves out; nothing
        for an unknown kind of work. Source: Handbook p. 14-17, tables 1 to 4; all of it is examples only.
        """
        found = {grade: each for (kind, grade), each in self.handbook.items() if kind == kind_of_work}
        if standard and standard.kind_of_work == kind_of_work:
            found |= standard.typical
        return {grade: found[grade] for grade in sorted(found)}

    def typical_for(self, kind_of_work: str, grade: int, standard: Standard | None = None) -> Typical:
        """Return the typical level numbers per factor for a grade of a kind of work.

        A grade between two printed ones (GS-10 of administrative work) takes what either of them shows; a grade
        outside the tables gives nothing.
        """
        printed = self.typical(kind_of_work, standard)
        below = max((each for each in printed if each <= grade), default=None)
        above = min((each for each in printed if each >= grade), default=None)
        if below is None or above is None:
            return Typical({}, "")
        low, high = printed[below], printed[above]
        levels = {factor: tuple(sorted({*low.levels[factor], *high.levels[factor]})) for factor in low.levels}
        return Typical(levels, "; ".join(dict.fromkeys((low.source, high.source))))

    def typical_neighbors(self, kind_of_work: str, grade: int, standard: Standard | None = None) -> tuple[int, ...]:
        """Return the grades to compare with: the printed one below ``grade``, itself if printed, the one above."""
        printed = self.typical(kind_of_work, standard)
        below = [each for each in printed if each < grade][-1:]
        above = [each for each in printed if each > grade][:1]
        return tuple(below + [grade] * (grade in printed) + above)
