"""From a level as it is written to the factor and number that it means, with the row's factor and the tables.

The factor of the row or the heading decides; points confirm it. What has two meanings, or none, becomes a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from fesgrade.reading.codes import Form, Points, Written
from fesgrade.reading.statements import Place, Statement, Strength
from fesgrade.standards import GUIDE, PRIMARY, PURPOSES, Catalog, Standard

FES, GSSG = "fes", "gssg"


@dataclass(frozen=True)
class Tables:
    """The two tables that every reading is held against: the Primary Standard's and the supervisory guide's."""

    fes: Standard
    gssg: Standard

    def of(self, method: str) -> Standard:
        """Return the table of a method."""
        return self.gssg if method == GSSG else self.fes

    def points(self, factor: str, number: int, method: str = "") -> set[int]:
        """Return the points of a level, in either table where no method is given."""
        found = (self.of(each).by_code.get(f"{factor}-{number}") for each in ([method] if method else [FES, GSSG]))
        return {level.points for level in found if level}

    def methods(self, factor: str, number: int, points: int | None = None) -> set[str]:
        """Return the methods that have such a level, with these points where they are given."""
        levels = {each: self.of(each).by_code.get(f"{factor}-{number}") for each in (FES, GSSG)}
        return {each for each, level in levels.items() if level and points in (None, level.points)}


class Said(Protocol):
    """Makes a statement of a factor and a number at the place that is being read."""

    def __call__(
        self, factor: str, number: int, *, points: int | None = ..., letter: str = ..., doubt: str = ...
    ) -> Statement: ...


def tables_of(catalog: Catalog) -> Tables:
    """Return the two tables of a catalog."""
    return Tables(catalog.standards[PRIMARY], catalog.standards[GUIDE])


@dataclass(frozen=True, slots=True)
class Context:
    """The factors that a row or the heading above names, and the method that their names tell."""

    factors: tuple[str, ...] = ()
    method: str = ""

    @property
    def factor(self) -> str:
        """The only factor; blank where there is none or several."""
        return self.factors[0] if len(self.factors) == 1 else ""

    @property
    def is_pair(self) -> bool:
        """Whether factors 6 and 7 stand together."""
        return self.factors == ("6", "7")


def meant(
    level: Written | None, points: Points | None, context: Context, strength: Strength, place: Place, tables: Tables
) -> Statement | None:
    """Return what a level says of its factor; ``None`` where no factor is known and nothing is asked."""
    if points and points.joined and level and points.joined in tables.points(level.factor, level.number):
        points = replace(points, value=points.joined, broken=False)
    value = points.value if points and not points.broken else None
    doubt = (
        f"The points in “{place.text}” ({place.words}) are damaged; look them up." if points and points.broken else ""
    )

    def said(
        factor: str, number: int, *, points: int | None = value, letter: str = "", doubt: str = doubt
    ) -> Statement:
        return Statement(factor, number, strength, place, points, letter, bool(letter), doubt, context.method)

    if level is None:
        if context.factor and value is not None:
            return said(context.factor, 0)
        return None
    if level.form is Form.CELL:
        return said("6", level.number, letter=level.letter)
    if level.form in (Form.NUMBER, Form.LETTER):
        if value is None and not level.worded and _are_points(level, context, tables):
            return said(context.factor, 0, points=level.number)
        return _by_heading(level, context, said)
    if level.form is Form.DAMAGED:
        return said(level.factor, 0, points=None, doubt=_damaged(place, level.factor))
    if level.form is Form.PARTED:
        return _parted(level, context, tables, place, said)
    factor = level.factor
    if factor == "4" and context.factor in ("4A", "4B"):
        factor = context.factor
    if level.letter and factor == "6" and (context.is_pair or context.method == FES) and level.letter in PURPOSES:
        return said("6", level.number, letter=level.letter)
    own = context.factors
    if factor in ("4A", "4B") and set(own) <= {"4", "6", "7"}:  # the guide has the same names for its subfactors
        return said(factor, level.number)
    if own and factor not in own and not {factor, *own} <= {"6", "7"} and not {factor, *own} <= {"4", "4A", "4B"}:
        return _elsewhere(level, context, tables, place, said)
    return said(factor, level.number)


def _are_points(level: Written, context: Context, tables: Tables) -> bool:
    """Say whether a number alone in a row is points: no level of the factor has the number, and one has such points."""
    factor = tables.fes.by_factor.get(context.factor)
    if factor is None or level.form is not Form.NUMBER:
        return False
    return not tables.points(context.factor, level.number) and level.number in {each.points for each in factor.levels}


def _by_heading(level: Written, context: Context, said: Said) -> Statement | None:
    """Read a number or a letter by itself: the heading says which factor it is a level of."""
    if level.form is Form.LETTER:
        if "7" not in context.factors or level.letter not in PURPOSES:
            return None
        return said("7", PURPOSES.index(level.letter) + 1)
    factor = "6" if context.is_pair else context.factor
    if not factor:
        return None
    return said(factor, level.number)


def _parted(level: Written, context: Context, tables: Tables, place: Place, said: Said) -> Statement | None:
    """Read ``7- 1250``: a level's number and its points in the row of a factor; anything else asks."""
    number, points, factor = int(level.factor[0]), level.number, context.factor
    if factor in ("4A", "4B") and level.factor == factor:
        return None
    if factor and points in tables.points(factor, number):
        return said(factor, number, points=points)
    if level.worded and factor in ("", level.factor):
        return said(level.factor, 0, points=None, doubt=_damaged(place, level.factor))
    if factor and not level.worded and tables.points(factor, number):
        return said(factor, number, points=points)
    if not factor and points >= 100:
        doubt = f"“{place.text}” ({place.words}) may be a level's number and points, but names no factor; say which."
        return said("", 0, points=None, doubt=doubt)
    return None


def _elsewhere(level: Written, context: Context, tables: Tables, place: Place, said: Said) -> Statement:
    """Read a level in the row of another factor: its number and points, as ``1- 5`` for 8-1, or something to ask."""
    factor = context.factor
    if factor and level.factor.isdigit() and level.number in tables.points(factor, int(level.factor)):
        return said(factor, int(level.factor), points=level.number)
    rows = " and ".join(context.factors)
    doubt = (
        f"“{place.text}” ({place.words}) stands at factor {rows}, but {level.factor}-{level.number} is a level of "
        f"factor {level.factor}; say which is meant."
    )
    return said(context.factors[0], 0, points=None, doubt=doubt)


def _damaged(place: Place, factor: str) -> str:
    return f"“{place.text}” ({place.words}) is damaged; say which level of factor {factor} it was."


def context_of(factors: Sequence[str], method: str) -> Context:
    """Return the context of a row or heading: contacts and purpose in the order of the chart."""
    ordered = tuple(sorted(factors)) if set(factors) == {"6", "7"} else tuple(factors)
    return Context(ordered, method)
