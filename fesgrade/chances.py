"""How sure a grade is: all sets of levels counted, and the exact distribution for unsure ratings.

Everything is counted, not sampled: a chance is a whole-number count over a common denominator
(:class:`fractions.Fraction`), so the chances of a distribution add up to exactly 1.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import Factor, Level, Standard

# Counting over all sets -------------------------------------------------------------------------


def _convolve(factors: Sequence[Sequence[tuple[int, int]]]) -> dict[int, int]:
    """Return how often each total comes up over all choices of one (points, weight) pair for each factor.

    The counts of all totals stand side by side in one big integer, each slot wide enough that no count runs
    over; to add points is to shift it. That is exact, and the work is done by Python's own long integers.
    """
    lows = [min(points for points, _ in options) for options in factors]
    unit = math.gcd(*(points - low for options, low in zip(factors, lows, strict=True) for points, _ in options)) or 1
    width = (math.prod(sum(weight for _, weight in options) for options in factors).bit_length() + 7) // 8
    packed = 1
    for options, low in zip(factors, lows, strict=True):
        packed = sum(weight * packed << (points - low) // unit * width * 8 for points, weight in options)
    slots = packed.to_bytes(-(-packed.bit_length() // (width * 8)) * width, "little")
    counts = (int.from_bytes(slots[start : start + width], "little") for start in range(0, len(slots), width))
    return {total: sets for total, sets in zip(itertools.count(sum(lows), unit), counts, strict=False) if sets}


class _Tally:
    """Counts by total, summed up so that the count of any grade is one subtraction."""

    def __init__(self, counts: Mapping[int, int], standard: Standard) -> None:
        self.totals = tuple(counts)
        self.sums = (0, *accumulate(counts.values()))
        self.lows = [grade.low for grade in standard.grades][1:]

    def below(self, total: int) -> int:
        return self.sums[bisect_left(self.totals, total)]

    def by_grade(self, more: int = 0) -> list[int]:
        """Return the count of each grade when ``more`` points are added to every total."""
        edges = [0, *(self.below(low - more) for low in self.lows), self.sums[-1]]
        return [high - low for low, high in pairwise(edges)]


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
class Space:
    """All sets of levels of a standard, counted by total and by grade (every grade, those with none too)."""

    standard: str
    described_only: bool
    sets: int
    totals: tuple[tuple[int, int], ...]
    grades: tuple[GradeCount, ...]

    def place(self, total: int) -> Place:
        """Say how many sets come to less than ``total``, to the same and to more."""
        below = sum(sets for each, sets in self.totals if each < total)
        same = sum(sets for each, sets in self.totals if each == total)
        return Place(total, below, same, self.sets - below - same)


def space(standard: Standard, *, described_only: bool = False) -> Space:
    """Count all sets of levels of a standard, or only those whose every level it describes."""
    factors = [
        [(level.points, 1) for level in factor.levels if level.status == "described" or not described_only]
        for factor in standard.factors
    ]
    counts = _convolve(factors) if all(factors) else {}
    sets = sum(counts.values())
    return Space(
        standard.id, described_only, sets, tuple(counts.items()),
        tuple(
            GradeCount(grade.name, mine, Fraction(mine, max(1, sets)))
            for grade, mine in zip(standard.grades, _Tally(counts, standard).by_grade(), strict=True)
        ),
    )  # fmt: skip


# Unsure ratings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rated:
    """One level that a factor may be at, with its chance; the chances of a factor add up to exactly 1."""

    level: Level
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of one grade."""

    grade: str
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Distribution:
    """The exact distribution of the total and the grade for ``ratings``, one per factor.

    ``counts`` gives each total that can come up, lowest first, with a whole number; its chance is that number
    over ``whole``, and the numbers add up to exactly ``whole``. The chances in ``grades`` add up to exactly 1.
    """

    standard: str
    ratings: tuple[tuple[Rated, ...], ...]
    counts: tuple[tuple[int, int], ...]
    whole: int
    grades: tuple[Chance, ...]

    @property
    def totals(self) -> tuple[tuple[int, Fraction], ...]:
        """Each total with its chance as a fraction in lowest terms, which takes time; a picture needs ``counts``."""
        return tuple((total, Fraction(count, self.whole)) for total, count in self.counts)

    @property
    def likeliest(self) -> Chance:
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
    levels: tuple[tuple[str, tuple[Chance, ...]], ...]


#: A rating of one factor: a level, words such as "2-3, perhaps 2-4", levels, or levels with weights.
Rating = str | int | Mapping[Any, Any] | Iterable[Any]
Ratings = Mapping[Any, Any] | Iterable[str] | str
#: A level given as "perhaps" counts half as much as one given outright.
OUTRIGHT, PERHAPS = 2, 1
#: How far the weights of a factor may miss 1: room for weights such as 1/3 written as decimals by a computer.
_ROUNDING = Fraction(1, 10**9)


def distribution(ratings: Ratings, standard: Standard) -> Distribution:
    """Return the exact distribution of total and grade when factors are unsure, independently of each other.

    ``ratings`` is read by :func:`read_ratings`. All arithmetic is on whole numbers: the chances are fractions.
    """
    rated = read_ratings(ratings, standard)
    counts = _convolve([_weights(each) for each in rated.values()])
    return Distribution(
        standard.id,
        tuple(rated.values()),
        tuple(counts.items()),
        sum(counts.values()),
        _chances(standard, _Tally(counts, standard).by_grade()),
    )


def doubts(unsure: Distribution, standard: Standard) -> tuple[Doubt, ...]:
    """Return the unsure factors of a distribution, the one whose doubt matters most first.

    They are ordered by ``share``, then by ``right``, then as the standard has them; see :class:`Doubt`.
    """
    found = [_doubt(index, unsure, standard) for index, rated in enumerate(unsure.ratings) if len(rated) > 1]
    return tuple(sorted(found, key=lambda doubt: (-doubt.share, -doubt.right)))


def _weights(rated: tuple[Rated, ...]) -> list[tuple[int, int]]:
    """Return (points, weight) pairs with whole weights in the proportion of the chances."""
    denominator = math.lcm(*(each.chance.denominator for each in rated))
    return [(each.level.points, int(each.chance * denominator)) for each in rated]


def _chances(standard: Standard, counts: Sequence[int]) -> tuple[Chance, ...]:
    whole = sum(counts)
    return tuple(
        Chance(grade.name, Fraction(mine, whole)) for grade, mine in zip(standard.grades, counts, strict=True) if mine
    )


def _doubt(index: int, unsure: Distribution, standard: Standard) -> Doubt:
    rated = unsure.ratings[index]
    others = unsure.ratings[:index] + unsure.ratings[index + 1 :]
    rest = _Tally(_convolve([_weights(each) for each in others]), standard)
    known = [(each, rest.by_grade(each.level.points)) for each in rated]
    number = {grade.name: grade.grade for grade in standard.grades}
    mean = sum(each.chance * number[each.grade] for each in unsure.grades)
    variance = sum(each.chance * (number[each.grade] - mean) ** 2 for each in unsure.grades)
    settled = sum(each.chance * (_mean(number.values(), counts) - mean) ** 2 for each, counts in known)
    return Doubt(
        standard.factors[index].id,
        Fraction(settled / variance) if variance else Fraction(0),
        sum((each.chance * Fraction(max(counts), sum(counts)) for each, counts in known), Fraction(0)),
        tuple((each.level.code, _chances(standard, counts)) for each, counts in known),
    )


def _mean(values: Iterable[int], counts: Sequence[int]) -> Fraction:
    return Fraction(sum(value * times for value, times in zip(values, counts, strict=True)), sum(counts))


def read_ratings(ratings: Ratings, standard: Standard) -> dict[str, tuple[Rated, ...]]:
    """Return the levels that each factor may be at, with their chances.

    ``ratings`` is a mapping from factor to rating, a list with one rating for each factor, or such a list as
    text with semicolons or line breaks between the factors. A rating is a level in any usual notation; a range
    (``2-3..2-4``, ``2-3 to 2-4``), all levels of it equally likely; levels joined by a comma or ``or``, equally
    likely too, but ``perhaps`` before one makes it half as likely as the others (``2-3, perhaps 2-4``: 2 to 1);
    or levels with weights that add up to 1 (``2-3 70%, 2-4 30%``, ``{"2-3": 0.7, "2-4": 0.3}``).

    Raises :class:`LevelsError` with every fault, the factor named: missing or unknown levels, and weights that
    are negative, not finite, or do not add up to 1.
    """
    reading = _Ratings(standard)
    if isinstance(ratings, Mapping):
        for key, value in ratings.items():
            if value is not None and str(value).strip():
                reading.add(key, value)
    else:
        for text in re.split(r"[;\n]", ratings) if isinstance(ratings, str) else ratings:
            if not isinstance(text, str) or text.strip():
                reading.add(None, text)
    return reading.finish()


_PERHAPS = r"(?:perhaps|maybe|possibly)\b"
_NEXT = re.compile(rf"\s*,\s*(?:or\s+)?|\s+or\s+|\s+(?={_PERHAPS})", re.IGNORECASE)
_DOUBTFUL = re.compile(rf"^{_PERHAPS}\s*", re.IGNORECASE)
_WEIGHT = re.compile(
    r"^(.+?)(?:\s*[:=]\s*|\s*\(\s*|\s+(?=\S+\s*%))([-+]?(?:\d+/\d+|\d*\.?\d+|nan|inf)\s*%?)\s*\)?$", re.IGNORECASE
)
_NUMBER = re.compile(r"([-+]?(?:\d+/\d+|\d*\.?\d+))\s*(%?)", re.ASCII)
_RANGE = re.compile(r"\s*(?:\.{2,}|…)\s*|\s+to\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a rating: a level or both ends of a range, the weight if one is given, the words' own share."""

    ends: tuple[Any, ...]
    weight: Any = None
    share: int = OUTRIGHT


class _Ratings:
    """What has been read of the ratings so far, and every fault met on the way."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.rated: dict[str, tuple[Rated, ...]] = {}
        self.given: set[str] = set()
        self.faults: dict[str, None] = {}

    def add(self, key: Any, value: Any) -> None:
        if isinstance(value, Mapping):
            parts = [_Part((level,), weight) for level, weight in value.items()]
        elif isinstance(value, str):
            parts = [_part(text) for text in _NEXT.split(value.strip()) if text]
        elif isinstance(value, Iterable):
            parts = [_Part((level,)) for level in value]
        else:
            parts = [_Part((value,))]
        if not parts:
            self.refuse(f"{'A rating' if key is None else f'Factor {key}'} is empty; give at least one level.", key)
            return
        before = len(self.faults)
        read = [[self.level(key, end) for end in part.ends] for part in parts]
        if len(self.faults) > before:
            named = [str(end).partition("-")[0] for part in parts for end in part.ends] if key is None else [key]
            self.refuse("", *named)
        elif len(parts) == 1 and len(parts[0].ends) == 1 and parts[0].weight is None:
            for level in read[0][0]:
                self.take(self.standard.by_factor[level.factor], (Rated(level, Fraction(1)),))
        elif any(len(found) != 1 for ends in read for found in ends):
            self.refuse("Factors 6 and 7 can be unsure one by one only; rate each by itself, as 6-2 and 7-2.", "6", "7")
        else:
            self.weigh(parts, [[found[0] for found in ends] for ends in read])

    def level(self, key: Any, text: Any) -> list[Level]:
        """Read one level (two for a cell of the contacts chart); none when it is refused."""
        try:
            found = list(read_levels([text] if key is None else {key: text}, self.standard, partial=True).values())
        except LevelsError as error:
            self.faults |= dict.fromkeys(error.faults)
            return []
        if not found:
            self.refuse(f"{text!r} is not a factor level; write it as 1-7.")
        return found

    def weigh(self, parts: list[_Part], read: list[list[Level]]) -> None:
        """Take the levels of one factor with their weights or shares."""
        factors = dict.fromkeys(level.factor for ends in read for level in ends)
        if len(factors) > 1:
            codes = ", ".join(level.code for ends in read for level in ends)
            self.refuse(f"{codes} are levels of more than one factor; give one rating for each factor.", *factors)
            return
        factor = self.standard.by_factor[next(iter(factors))]
        pairs: list[tuple[Level, Fraction]] = []
        faults: list[str] = []
        if any(part.weight is not None for part in parts):
            found = [(ends[0], _number(part.weight)) for part, ends in zip(parts, read, strict=True)]
            faults += _weight_faults(parts, found)
            pairs = [(level, weight or Fraction(0)) for level, weight in found]
        else:
            for part, ends in zip(parts, read, strict=True):
                first, last = sorted(factor.levels.index(level) for level in (ends[0], ends[-1]))
                pairs += [(level, Fraction(part.share)) for level in factor.levels[first : last + 1]]
        weights = {level.code: weight for level, weight in pairs}
        if len(weights) < len(pairs):
            given = [level.code for level, _ in pairs]
            twice = dict.fromkeys(code for code in given if given.count(code) > 1)
            faults += [f"{code} is given twice; give it once." for code in twice]
        if faults:
            self.refuse("", factor.id)
            self.faults |= dict.fromkeys(f"{factor.title}: {fault}" for fault in faults)
            return
        whole = sum(weights.values())
        rated = (Rated(level, weights[level.code] / whole) for level in factor.levels if weights.get(level.code))
        self.take(factor, tuple(rated))

    def take(self, factor: Factor, rated: tuple[Rated, ...]) -> None:
        if factor.id in self.given:
            self.refuse(f"{factor.title}, is rated twice; rate it once.")
        self.given.add(factor.id)
        self.rated[factor.id] = rated

    def refuse(self, message: str, *factors: Any) -> None:
        """Note a fault; the factors it is about are not called missing as well."""
        if message:
            self.faults[message] = None
        self.given |= {str(factor).upper() for factor in factors}

    def finish(self) -> dict[str, tuple[Rated, ...]]:
        for factor in self.standard.factors:
            if factor.id not in self.given:
                self.refuse(f"{factor.title}, is missing; give one or more of {factor.codes}.")
        if self.faults:
            raise LevelsError(self.faults)
        return {factor.id: self.rated[factor.id] for factor in self.standard.factors}


def _part(text: str) -> _Part:
    """Read one part of a rating written as text: ``2-3``, ``perhaps 2-4``, ``2-3..2-4``, ``2-3 70%``."""
    bare, doubtful = _DOUBTFUL.subn("", text)
    share = PERHAPS if doubtful else OUTRIGHT
    weighted = _WEIGHT.match(bare)
    if weighted:
        return _Part((weighted[1],), weighted[2], share)
    return _Part(tuple(_RANGE.split(bare, maxsplit=1)), None, share)


def _weight_faults(parts: list[_Part], found: list[tuple[Level, Fraction | None]]) -> list[str]:
    faults = []
    for part, (level, weight) in zip(parts, found, strict=True):
        if part.weight is None:
            faults.append(f"{level.code} has no weight; give every level one, or none.")
        elif weight is None:
            faults.append(f"the weight of {level.code} is {part.weight!r}; it must be a finite number from 0 to 1.")
        elif weight < 0:
            faults.append(f"the weight of {level.code} is {part.weight}; it must not be negative.")
        elif weight > 1 + _ROUNDING:
            faults.append(f"the weight of {level.code} is {part.weight}; it must not be more than 1, or 100%.")
    whole = sum((weight or Fraction(0) for _, weight in found), Fraction(0))
    if not faults and abs(whole - 1) > _ROUNDING:
        faults.append(f"the weights add up to {float(whole):.10g}; they must add up to 1, or 100%.")
    return faults


def _number(value: Any) -> Fraction | None:
    """Return a weight as an exact fraction, ``None`` when it is not a finite number.

    A float is taken as the simple fraction it stands for (0.7 is 7/10, 0.3333333333333333 is 1/3), else by its digits.
    """
    try:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | Fraction):
            return Fraction(value)
        if not isinstance(value, str):
            simple = Fraction(float(value)).limit_denominator(1000)
            return simple if float(simple) == float(value) else Fraction(str(float(value)))
        read = _NUMBER.fullmatch(value.strip())
        return Fraction(read[1]) / (100 if read[2] else 1) if read else None
    except (TypeError, ValueError, ArithmeticError):
        return None
