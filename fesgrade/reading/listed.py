"""A line that lists the levels of every factor: ``1-7, 2-4, 3-3, 4-4, 5-3, 2b, 8-1, 9-1, total 2435, so GS-11``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import Form, Points, Written, level_at, points_at
from fesgrade.reading.tokens import Token
from fesgrade.reading.totals import LEAST, total_in

#: The factors of each method in their order, as many as a list has; a cell of the contacts chart is 6 and 7.
FACTORS = {"fes": ["1", "2", "3", "4", "5", "6", "7", "8", "9"], "gssg": ["1", "2", "3", "4A", "4B", "5", "6"]}


#: With one of these a line is prose about levels.
_PROSE = vocabulary.CLAIMS | vocabulary.NOT | vocabulary.THEIRS


@dataclass(frozen=True, slots=True)
class Listed:
    """The levels of a whole list, with the method that has such factors, and the total printed behind them."""

    method: str
    levels: tuple[Written, ...]
    total: int | None


def listed_in(tokens: Sequence[Token]) -> Listed | None:
    """Return the levels of a line that lists each factor once and in order; ``None`` for any other line.

    A line that says who claims the levels, or that they are not met, is prose and left to the grammar of sentences.
    """
    if any(token.plain in _PROSE for token in tokens):
        return None
    levels: list[Written] = []
    factors: list[str] = []
    at = 0
    while at < len(tokens):
        level = level_at(tokens, at)
        if level is None or level.form not in (Form.CODE, Form.CELL):
            points = points_at(tokens, at) if level is None else None
            if points and points.worded and factors not in FACTORS.values():
                return None  # each level with its points: rows, which have their own grammar
            at += 1
            continue
        levels.append(level)
        factors += ["6", "7"] if level.form is Form.CELL else [level.factor]
        at = level.last
    method = next((name for name, order in FACTORS.items() if factors == order), "")
    return Listed(method, tuple(levels), _total(tokens, levels[-1].last)) if method else None


def _total(tokens: Sequence[Token], at: int) -> int | None:
    """Return the total behind the levels, with the word or with points beside it."""
    said = total_in(tokens[at:])
    if said is not None:
        return said.points
    found: list[Points] = [points for place in range(at, len(tokens)) if (points := points_at(tokens, place))]
    return next((points.value for points in found if points.worded and points.value >= LEAST), None)
