"""How sure a grade is: all sets of levels counted, and the exact distribution for unsure ratings.

Everything is counted, not sampled: a chance is a whole-number count over a common denominator
(:class:`fractions.Fraction`), so the chances of a distribution add up to exactly 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fesgrade.levels import find_standard
from fesgrade.shares import percent
from fesgrade.shown import Head, Shown, Table, View
from fesgrade.standards import Catalog, Standard
from fesgrade.tables import load
from fesgrade.unsure import LevelChance, Ratings, read_ratings

# Counting over all sets -------------------------------------------------------------------------


def _count_totals(factors: Sequence[Sequence[tuple[int, int]]]) -> dict[int, int]:
    """Return how often each total comes up over all choices of one (points, weight) pair for each factor."""
    counts = {0: 1}
    for options in factors:
        after: dict[int, int] = {}
        for total, sets in counts.items():
            for points, weight in options:
                after[total + points] = after.get(total + points, 0) + sets * weight
        counts = after
    return dict(sorted(counts.items()))


def _count_grades(counts: Mapping[int, int], standard: Standard, more: int = 0) -> dict[int, int]:
    """Return the count of each grade, by its number, when ``more`` points are added to every total."""
    found = dict.fromkeys((grade.grade for grade in standard.grades), 0)
    for total, count in counts.items():
        found[standard.grade_of(total + more).grade] += count
    return found


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many sets of levels come to a grade, and their share of all."""

    grade: str
    sets: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Place:
    """Where a total stands among all sets: how many come to less, to the same, to more."""

    total: int
    below: int
    same: int
    above: int

    @property
    def share_below(self) -> Fraction:
        """The share of all sets that come to less, from 0 to 1; 0 when there is no set."""
        return Fraction(self.below, max(1, self.below + self.same + self.above))


@dataclass(frozen=True, slots=True)
class Space(Shown):
    """All sets of levels of a standard, counted by total and by grade (every grade, those with none too)."""

    standard: str
    described_only: bool
    sets: int
    totals: tuple[tuple[int, int], ...]
    grades: tuple[GradeCount, ...]

    def view(self) -> View:
        """Return what it shows of itself: how many sets of levels come to each grade."""
        rows = tuple((each.grade, each.sets, percent(each.share)) for each in self.grades)
        return View(
            title=f"All sets of levels, by {self.standard}",
            tables=(Table("Sets by grade", ("Grade", "Sets", "Share"), rows, (1, 2), ("All", self.sets, "")),),
        )

    def place(self, total: int) -> Place:
        """Say how many sets come to less than ``total``, to the same and to more."""
        below = sum(sets for each, sets in self.totals if each < total)
        same = sum(sets for each, sets in self.totals if each == total)
        return Place(total, below, same, self.sets - below - same)


def space(standard: Standard | str, *, described_only: bool = False, data: Catalog | Path | str | None = None) -> Space:
    """Count all sets of levels of a standard, or only those whose every level it describes.

    ``standard`` is a standard or its id, ``data`` the tables that the id is looked up in, as in
    :func:`fesgrade.evaluate`.

    Raises
    ------
    LevelsError
        For an unknown standard.
    DataError
        For a faulty ``data``.
    """
    standard = find_standard(standard, load(data))
    factors = [
        [(level.points, 1) for level in factor.levels if level.status == "described" or not described_only]
        for factor in standard.factors
    ]
    counts = _count_totals(factors) if all(factors) else {}
    sets = sum(counts.values())
    grades = tuple(
        GradeCount(f"GS-{grade}", count, Fraction(count, max(1, sets)))
        for grade, count in _count_grades(counts, standard).items()
    )
    return Space(
        standard=standard.id, described_only=described_only, sets=sets, totals=tuple(counts.items()), grades=grades
    )


# Unsure ratings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GradeChance:
    """The chance of one grade."""

    grade: str
    chance: Fraction

    @property
    def number(self) -> int:
        """The grade as a number: 11 for ``"GS-11"``."""
        return int(self.grade.removeprefix("GS-"))


@dataclass(frozen=True, slots=True)
class Distribution(Shown):
    """The exact distribution of the total and the grade for ``ratings``, one per factor.

    ``counts`` gives each total that can come up, lowest first, with a whole number; its chance is that number over
    ``denominator``, to which the numbers add up exactly. The chances in ``grades`` add up to exactly 1.
    """

    standard: str
    ratings: tuple[tuple[LevelChance, ...], ...]
    counts: tuple[tuple[int, int], ...]
    denominator: int
    grades: tuple[GradeChance, ...]

    def view(self) -> View:
        """Return what it shows of itself: the chance of each grade."""
        low, high = self.counts[0][0], self.counts[-1][0]
        rows = tuple((each.grade, percent(each.chance)) for each in self.grades)
        return View(
            title=f"How sure the grade is, by {self.standard}",
            head=Head(self.likeliest.grade, f"It is the likeliest grade; the totals go from {low:,} to {high:,}."),
            tables=(Table("Chance of each grade", ("Grade", "Chance"), rows, numbers=(1,)),),
        )

    @property
    def totals(self) -> tuple[tuple[int, Fraction], ...]:
        """Each total with its chance as a fraction in lowest terms, which takes time; a picture needs ``counts``."""
        return tuple((total, Fraction(count, self.denominator)) for total, count in self.counts)

    @property
    def likeliest(self) -> GradeChance:
        """The likeliest grade; of two equally likely ones the lower."""
        return max(self.grades, key=lambda grade: grade.chance)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What settling one unsure factor would do for the grade.

    ``share`` is the part of the grade's variance that goes away on average once this factor is known:
    Var(E[grade | factor]) / Var(grade), the grade taken as its number; 0 when the grade is sure anyway.
    ``right`` is the chance, on average once it is known, that the likeliest grade is the right one.
    ``levels`` gives the chance of each grade if the factor is at each of its levels.
    """

    factor: str
    share: Fraction
    right: Fraction
    levels: tuple[tuple[str, tuple[GradeChance, ...]], ...]


def distribution(
    ratings: Ratings, standard: Standard | str, *, data: Catalog | Path | str | None = None
) -> Distribution:
    """Return the exact distribution of total and grade when factors are unsure, independently of each other.

    ``ratings`` is read by :func:`fesgrade.unsure.read_ratings`; ``standard`` and ``data`` are as in :func:`space`.

    Raises
    ------
    LevelsError
        With every fault of the ratings, or for an unknown standard.
    DataError
        For a faulty ``data``.
    """
    standard = find_standard(standard, load(data))
    rated = read_ratings(ratings, standard)
    counts = _count_totals([_weights(each) for each in rated.values()])
    return Distribution(
        standard=standard.id,
        ratings=tuple(rated.values()),
        counts=tuple(counts.items()),
        denominator=sum(counts.values()),
        grades=_grade_chances(counts, standard),
    )


def doubts(unsure: Distribution, standard: Standard) -> tuple[Doubt, ...]:
    """Return the unsure factors of a distribution, the one whose doubt matters most first.

    They are ordered by ``share``, then by ``right``, then as the standard has them; see :class:`Doubt`.
    """
    found = [_doubt(index, unsure, standard) for index, rated in enumerate(unsure.ratings) if len(rated) > 1]
    return tuple(sorted(found, key=lambda doubt: (-doubt.share, -doubt.right)))


def _weights(rated: tuple[LevelChance, ...]) -> list[tuple[int, int]]:
    """Return (points, weight) pairs with whole weights in the proportion of the chances."""
    denominator = math.lcm(*(each.chance.denominator for each in rated))
    return [(each.level.points, int(each.chance * denominator)) for each in rated]


def _grade_chances(counts: Mapping[int, int], standard: Standard, more: int = 0) -> tuple[GradeChance, ...]:
    """Return the chance of each grade that can come up when ``more`` points are added to every total."""
    denominator = sum(counts.values())
    grades = _count_grades(counts, standard, more)
    return tuple(GradeChance(f"GS-{grade}", Fraction(count, denominator)) for grade, count in grades.items() if count)


def _doubt(index: int, unsure: Distribution, standard: Standard) -> Doubt:
    rated = unsure.ratings[index]
    others = unsure.ratings[:index] + unsure.ratings[index + 1 :]
    rest = _count_totals([_weights(each) for each in others])
    known = [(each, _grade_chances(rest, standard, each.level.points)) for each in rated]
    mean = _mean(unsure.grades)
    variance = sum(each.chance * (each.number - mean) ** 2 for each in unsure.grades)
    settled = sum(each.chance * (_mean(grades) - mean) ** 2 for each, grades in known)
    return Doubt(
        standard.factors[index].id,
        Fraction(settled / variance) if variance else Fraction(0),
        sum((each.chance * max(grade.chance for grade in grades) for each, grades in known), Fraction(0)),
        tuple((each.level.code, grades) for each, grades in known),
    )


def _mean(grades: Iterable[GradeChance]) -> Fraction:
    return sum((each.chance * each.number for each in grades), Fraction(0))
