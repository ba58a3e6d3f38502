"""Reading what people write where they are unsure of a level: "2-3, perhaps 2-4", "2-3 70%, 2-4 30%"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import Factor, Level, Standard

#: A rating of one factor: a level, words such as "2-3, perhaps 2-4", levels, or levels with weights.
Rating = str | int | Mapping[Any, Any] | Iterable[Any]
Ratings = Mapping[Any, Any] | Iterable[str | Mapping[Any, Any]] | str
#: A level given as "perhaps" counts half as much as one given outright.
OUTRIGHT, PERHAPS = 2, 1
#: How far the weights of a factor may miss 1: room for weights such as 1/3 written as decimals by a computer.
_ROUNDING = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class LevelChance:
    """One level that a factor may be at, with its chance; the chances of a factor add up to exactly 1."""

    level: Level
    chance: Fraction


def read_ratings(ratings: Ratings, standard: Standard) -> dict[str, tuple[LevelChance, ...]]:
    """Return the levels that each factor may be at, with their chances.

    ``ratings`` is a mapping from factor to rating, a list with one rating for each factor, or such a list as
    text with semicolons or line breaks between the factors. A rating is a level in any usual notation; a range
    (``2-3..2-4``, ``2-3 to 2-4``), all levels of it equally likely; levels joined by a comma or ``or``, equally
    likely too, but ``perhaps`` before one makes it half as likely as the others (``2-3, perhaps 2-4``: 2 to 1);
    or levels with weights that add up to 1 (``2-3 70%, 2-4 30%``, ``{"2-3": 0.7, "2-4": 0.3}``).

    Raises :class:`~fesgrade.levels.LevelsError` with every fault, the factor named: missing or unknown levels, and
    weights that are negative, not finite, or do not add up to 1.
    """
    rated: dict[str, tuple[LevelChance, ...]] = {}
    refused: set[str] = set()  # factors with a fault, which are not called missing as well
    faults: list[str] = []
    for factor, rating in _entries(ratings):
        try:
            read = _read_rating(factor, rating, standard)
        except LevelsError as error:
            faults += error.faults
            text = str(rating) if factor is None else f"{factor}-".replace("/", "-")
            refused |= set(re.findall("([1-9][AB]?)-", text.upper()))
            continue
        faults += [f"{standard.by_factor[name].title}, is rated twice; rate it once." for name in read if name in rated]
        rated |= read
    faults += [
        f"{factor.title}, is missing; give one or more of {factor.codes}."
        for factor in standard.factors
        if factor.id not in rated and factor.id not in refused
    ]
    if faults:
        raise LevelsError(dict.fromkeys(faults))
    return {factor.id: rated[factor.id] for factor in standard.factors}


def _entries(ratings: Ratings) -> Iterator[tuple[Any, Any]]:
    """Yield each rating with its factor, ``None`` where the rating itself tells; blank ones are left out."""
    if isinstance(ratings, Mapping):
        yield from ((key, value) for key, value in ratings.items() if value is not None and str(value).strip())
    elif not isinstance(ratings, Iterable):
        raise LevelsError([f"The ratings are given as {ratings!r}; give a mapping from factor to rating, or a text."])
    else:
        texts = re.split(r"[;\n]", ratings) if isinstance(ratings, str) else ratings
        yield from ((None, text) for text in texts if not isinstance(text, str) or text.strip())


def _read_rating(factor: Any, rating: Rating, standard: Standard) -> dict[str, tuple[LevelChance, ...]]:
    """Return the chances of one factor, or of factors 6 and 7 where a cell of the contacts chart is sure."""
    parts = _parts(rating)
    if not parts:
        name = "A rating" if factor is None else f"Factor {factor}"
        raise LevelsError([f"{name} is empty; give at least one level."])
    faults: list[str] = []
    read = [[_read_level(factor, end, standard, faults) for end in part.ends] for part in parts]
    if faults:
        raise LevelsError(faults)
    if len(parts) == 1 and len(parts[0].ends) == 1 and parts[0].weight is None:
        return {name: (LevelChance(level, Fraction(1)),) for name, level in read[0][0].items()}
    if any(len(found) > 1 for ends in read for found in ends):
        raise LevelsError(["Factors 6 and 7 can be unsure one by one only; rate each by itself, as 6-2 and 7-2."])
    levels = [[level for found in ends for level in found.values()] for ends in read]
    codes = {level.code: level.factor for ends in levels for level in ends}
    if len(set(codes.values())) > 1:
        raise LevelsError([f"{', '.join(codes)} are levels of more than one factor; give one rating for each factor."])
    about = standard.by_factor[levels[0][0].factor]
    return {about.id: _chances_of(about, parts, levels)}


def _read_level(factor: Any, text: Any, standard: Standard, faults: list[str]) -> dict[str, Level]:
    """Read one level (two for a cell of the contacts chart); none when it is refused."""
    try:
        found = read_levels([text] if factor is None else {factor: text}, standard, partial=True)
    except LevelsError as error:
        faults += error.faults
        return {}
    if not found:
        faults.append(f"{text!r} is not a factor level; write it as 1-7.")
    return found


def _chances_of(factor: Factor, parts: Sequence[_Part], levels: Sequence[Sequence[Level]]) -> tuple[LevelChance, ...]:
    """Return the chances of one factor's levels from the weights, or else the shares, of the parts of its rating."""
    weights: list[tuple[Level, Fraction]] = []
    faults: list[str] = []
    if any(part.weight is not None for part in parts):
        read = [(ends[0], part.weight, _number(part.weight)) for part, ends in zip(parts, levels, strict=True)]
        faults += _weight_faults(read)
        weights += [(level, number or Fraction(0)) for level, _, number in read]
    else:
        for part, ends in zip(parts, levels, strict=True):
            first, last = sorted(factor.levels.index(level) for level in (ends[0], ends[-1]))
            weights += [(level, Fraction(part.share)) for level in factor.levels[first : last + 1]]
    times = Counter(level.code for level, _ in weights)
    faults += [f"{code} is given twice; give it once." for code, count in times.items() if count > 1]
    if faults:
        raise LevelsError([f"{factor.title}: {fault}" for fault in faults])
    all_weights = sum(weight for _, weight in weights)
    weights.sort(key=lambda pair: pair[0].number)
    return tuple(LevelChance(level, weight / all_weights) for level, weight in weights if weight)


# The notation of ratings --------------------------------------------------------------------------

# Each pattern takes time in step with its text, once all blanks in it are single ones.
_MAYBE = r"(?:perhaps|maybe|possibly)\b"
_NEXT = re.compile(rf",|\bor\b| (?={_MAYBE})", re.IGNORECASE)
_UNSURE = re.compile(rf"{_MAYBE} ?", re.IGNORECASE)
_RANGE = re.compile(r" ?(?:\.{2,}|…) ?| to ", re.IGNORECASE)
_DIGITS = r"[-+]?(?:[0-9]+/[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"
_NUMBER = re.compile(rf"({_DIGITS}) ?(%?)")
#: A level and its weight: after a colon, an equals sign or a parenthesis, or a percentage after a blank.
_WEIGHTED = re.compile(rf"(.+?) ?(?:[:=(] ?| (?=[^ ]+ ?%))((?:{_DIGITS}|[-+]?nan|[-+]?inf) ?%?) ?\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a rating: a level or both ends of a range, the weight if one is given, the words' own share."""

    ends: tuple[Any, ...]
    weight: Any = None
    share: int = OUTRIGHT


def _parts(rating: Rating) -> list[_Part]:
    if isinstance(rating, Mapping):
        return [_Part((level,), weight) for level, weight in rating.items()]
    if isinstance(rating, str):
        return [_read_part(text.strip()) for text in _NEXT.split(" ".join(rating.split())) if text.strip()]
    return [_Part((level,)) for level in (rating if isinstance(rating, Iterable) else [rating])]


def _read_part(text: str) -> _Part:
    """Read one part of a rating written as text: ``2-3``, ``perhaps 2-4``, ``2-3..2-4``, ``2-3 70%``."""
    unsure = _UNSURE.match(text)
    bare = text[unsure.end() :] if unsure else text
    share = PERHAPS if unsure else OUTRIGHT
    weighted = _WEIGHTED.fullmatch(bare)
    if weighted:
        return _Part((weighted[1],), weighted[2], share)
    return _Part(tuple(_RANGE.split(bare, maxsplit=1)), None, share)


def _weight_faults(read: Sequence[tuple[Level, Any, Fraction | None]]) -> list[str]:
    """Say what is wrong with weights, each given with its level and as it was read."""
    faults = []
    for level, given, weight in read:
        if given is None:
            faults.append(f"{level.code} has no weight; give every level one, or none.")
        elif weight is None:
            faults.append(f"the weight of {level.code} is {given!r}; it must be a finite number from 0 to 1.")
        elif weight < 0:
            faults.append(f"the weight of {level.code} is {given}; it must not be negative.")
        elif weight > 1 + _ROUNDING:
            faults.append(f"the weight of {level.code} is {given}; it must not be more than 1, or 100%.")
    all_weights = sum((weight or Fraction(0) for *_, weight in read), Fraction(0))
    if not faults and abs(all_weights - 1) > _ROUNDING:
        faults.append(f"the weights add up to {float(all_weights):.10g}; they must add up to 1, or 100%.")
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
