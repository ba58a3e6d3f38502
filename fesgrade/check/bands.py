"""Numbers and grade bands as other tools write them, and whether the bands of a file follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fesgrade.shares import read_whole
from fesgrade.standards import GRID

#: Marks that send to a footnote, behind a number: a star is put to pairs of contacts that are not likely.
FOOTNOTES = "*†‡"
_UNITS = ("points", "point", "pts.", "pts", "pt.", "pt")
#: What stands for an end that there is not.
OPEN = {"", "and up", "up", "+", "inf", "infinity", "∞", "none", "null", "no limit", "and above", "and over", "above",
        "over", "or more", "n/a", "na", "max", "-", "--", "---", "…", "..."}  # fmt: skip


def number_of(value: object) -> int | None:
    """Return a whole number however it is written, without unit and footnote: ``1 550``, ``130*``, ``275 points``."""
    if isinstance(value, bool | int):
        return read_whole(value)
    text = str(value).strip().strip(FOOTNOTES).strip()
    unit = next((unit for unit in _UNITS if text.lower().endswith(unit)), "")
    return read_whole(text[: len(text) - len(unit)].rstrip() if unit else text)


def is_starred(value: object) -> bool:
    """Return whether a number has the mark of a footnote."""
    return isinstance(value, str) and value.strip().strip(FOOTNOTES) != value.strip() and number_of(value) is not None


@dataclass(frozen=True, slots=True)
class Band:
    """The points of one grade as a file gives them; ``high`` is ``None`` for an open end."""

    name: str
    grade: int
    low: int
    high: int | None


def faults_of(bands: Sequence[Band]) -> Iterator[str]:
    """Say which bands overlap, which points between two of them are in neither, and whether they are in no order.

    All totals are multiples of 5, so that points between two of these are no hole.
    """
    grades = [band.grade for band in bands]
    if grades != sorted(grades) and grades != sorted(grades, reverse=True):
        first, second = next(pair for pair in pairwise(bands) if pair[0].grade > pair[1].grade)
        yield f"The ranges are out of order: {first.name} stands before {second.name}."
    for band in bands:
        if band.high is not None and band.high < band.low:
            yield f"The range of {band.name} ends at {band.high:,} points, before it begins at {band.low:,}."
    right = sorted((band for band in bands if band.high is None or band.high >= band.low), key=lambda band: band.low)
    for first, second in pairwise(right):
        if first.high is None:
            yield f"{first.name} has no end, but {second.name} begins above it, at {second.low:,} points."
        elif first.high >= second.low:
            end = first.high if second.high is None else min(first.high, second.high)
            both = f"{second.low:,} to {end:,} points are" if end > second.low else f"{end:,} points are"
            yield f"{first.name} and {second.name} overlap: {both} in both."
        elif second.low - first.high > GRID:
            lost = f"{first.high + 1:,} to {second.low - 1:,} points"
            yield f"There is a gap between {first.name} and {second.name}: {lost} are in neither."
