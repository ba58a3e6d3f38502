"""The grammar of a line that holds a level: ``[factor] [its name] [Level] level [points] [rest]``.

Factor 1, Knowledge Required by the Position - FL 1-4, 550 points
6. & 7. Personal Contacts and Purpose of Contacts | 2-b | 75
Level 1-6 950 Points
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import LEVEL_WORDS, POINT_WORDS, PURPOSES, Form, Points, Written, level_at, points_at
from fesgrade.reading.names import row_name_at
from fesgrade.reading.tokens import Kind, Token

FACTOR_WORDS = ("factor", "factors", "subfactor", "subfactors", "element", "fac")
#: Signs that part the pieces of a row and say nothing.
_SIGNS = ".,:;()[]=*#_>/&+\\•·●▪◦\"'“”‘’~{}"
#: Words with a colon that may stand before a level or its points, and those between the two.
_LABELS = ("assigned", "credited", "rating", "evaluation", "evaluated", "awarded", "combined", "credit", "score")
_CREDITED = ("assigned", "credited", "awarded", "granted")
#: Words between a level and its points.
_LINKS = ("and", "for", "at", "worth", "with", "or", "is")


@dataclass(frozen=True, slots=True)
class Item:
    """A level with the points beside it, and the cell of the row in which it stands."""

    level: Written | None
    points: Points | None
    cell: int


@dataclass(slots=True)
class Row:
    """A line as the grammar reads it: factors named before the level, items, and where the rest begins."""

    factors: tuple[str, ...] = ()
    method: str = ""
    named: bool = False
    items: list[Item] = field(default_factory=list)
    last: int = 0
    cells: int = 1


def row_at(tokens: Sequence[Token], at: int = 0, *, tail: bool = False, table: bool = False) -> Row:
    """Read as much of a line as the grammar knows, from ``at`` on; ``tail`` allows the end of a name to come first.

    With ``table`` a cell that is no part of a row is a comment and passed over.
    """
    row = Row(last=at)
    factors: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        if token.kind is Kind.CELL:
            row.cells += 1
            at += 1
            continue
        if token.kind is Kind.DASH or token.is_sign(_SIGNS):
            at += 1
            continue
        if factors and not row.items and token.is_word("and") and _lead_at(tokens, at + 1):
            at += 1
            continue
        if not row.items and token.is_word(*_LABELS) and at + 1 < len(tokens) and tokens[at + 1].is_sign(":"):
            at += 2
            continue
        again = bool(factors) and token.kind is Kind.NUMBER and not tokens[at - 1].is_word("and")
        if not row.items and not again and (lead := _lead_at(tokens, at)):
            more, method, named, at = lead
            factors += [factor for factor in more if factor not in factors]
            row.method, row.named = row.method or method, row.named or named
            row.last = at
            continue
        stop = _item_at(tokens, at, row, tuple(factors))
        if stop is None and tail and not row.items and token.kind is Kind.WORD and token.plain in vocabulary.TAILS:
            stop = at + 1
        if stop is None and table:
            stop = _next_cell(tokens, at)
        elif stop is not None:
            if table and _is_remark(tokens, stop, row):
                row.items.pop()
                stop = _next_cell(tokens, stop) or len(tokens)
            row.last = stop
        if stop is None:
            break
        at = stop
    row.factors = tuple(_settled(factors, row))
    return row


def _is_remark(tokens: Sequence[Token], at: int, row: Row) -> bool:
    """Say whether the level just read is the start of a remark in a cell of its own, behind the row's level."""
    if len(row.items) < 2 or at >= len(tokens) or tokens[at].kind is not Kind.WORD:
        return False
    return row.items[-1].level is not None and not tokens[at].is_word(*_LINKS)


def _settled(factors: list[str], row: Row) -> list[str]:
    """A number printed before a name decides: "4. Personal Contacts" of the guide is no factor 6."""
    if row.named and len(factors) == 2 and not {"6", "7"} >= set(factors):
        return ["4A"] if factors == ["4", "6"] and row.method == "gssg" else factors[:1]
    return factors


def _next_cell(tokens: Sequence[Token], at: int) -> int | None:
    while at < len(tokens) and tokens[at].kind is not Kind.CELL:
        at += 1
    return at if at < len(tokens) else None


# What comes before a level ------------------------------------------------------------------------


def _lead_at(tokens: Sequence[Token], at: int) -> tuple[list[str], str, bool, int] | None:
    """Read a factor by its number or its name: the factors, the method of the name, whether by name, the end."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    name = row_name_at(tokens, at)
    if name:
        return [name[0]], name[1], True, name[2]
    short = token.is_word("f") and at + 1 < len(tokens) and tokens[at + 1].glued  # F1
    by_word = token.is_word(*FACTOR_WORDS) or short
    start = at + 1 if by_word else at
    if by_word and start < len(tokens) and tokens[start].is_word(*LEVEL_WORDS):
        return None
    while by_word and start < len(tokens) and tokens[start].is_sign("#.:"):
        start += 1
    plural = by_word and token.plain.endswith("s")
    factors, last = _numbers_at(tokens, start, plural)
    if not factors or (not by_word and not _opens(tokens, at, last, factors)):
        return None
    return factors, "gssg" if factors[0] in ("4A", "4B") else "", False, last


def _numbers_at(tokens: Sequence[Token], at: int, plural: bool) -> tuple[list[str], int]:
    """Read factor numbers: ``1``, ``4A``, ``6 and 7``, ``6. & 7.``, ``6/7``; a level such as ``1-7`` is none."""
    factors: list[str] = []
    last = at
    while (
        at < len(tokens) and tokens[at].kind is Kind.NUMBER and len(tokens[at].plain) == 1 and tokens[at].plain != "0"
    ):
        level = None if _is_subfactor(tokens, at) else level_at(tokens, at)
        joined = (
            level is not None
            and level.form is Form.CODE
            and (level.factor, level.number) == ("6", 7)
            and not level.letter
        )
        if joined:  # Factors 6-7: there is no level 6-7
            return ["6", "7"], at + 3
        if level is not None and level.form in (Form.CODE, Form.CELL) and not plural and not _is_named(tokens, at):
            break
        factor = tokens[at].plain
        at += 1
        letter = at + 1 if factor == "4" and at < len(tokens) and tokens[at].kind is Kind.DASH else at
        if factor == "4" and letter < len(tokens) and tokens[letter].is_word("a", "b") and tokens[letter].glued:
            factor += tokens[letter].plain.upper()
            at = letter + 1
        factors.append(factor)
        last = at
        while at < len(tokens) and (tokens[at].is_sign("./&,)") or tokens[at].is_word("and", "or", "factor")):
            at += 1
        if at == last or not _joins(tokens[last:at]):
            break
    return factors, last


def _is_subfactor(tokens: Sequence[Token], at: int) -> bool:
    """Say whether ``4A`` or ``4-A`` is a subfactor, by the word before it or its name after it, and no cell."""
    if tokens[at].plain != "4":
        return False
    letter = at + 2 if at + 1 < len(tokens) and tokens[at + 1].kind is Kind.DASH else at + 1
    if letter >= len(tokens) or not tokens[letter].is_word("a", "b") or not tokens[letter].glued:
        return False
    after = tokens[letter + 1] if letter + 1 < len(tokens) else None
    if (
        after is not None
        and after.kind is Kind.DASH
        and letter + 2 < len(tokens)
        and tokens[letter + 2].kind is Kind.NUMBER
    ):
        return False  # 4A-2
    return (at > 0 and tokens[at - 1].is_word(*FACTOR_WORDS)) or _is_named_after(tokens, letter + 1)


def _is_named_after(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and (tokens[at].is_sign(".,:") or tokens[at].kind in (Kind.DASH, Kind.CELL)):
        at += 1
    return row_name_at(tokens, at) is not None


def _joins(between: Sequence[Token]) -> bool:
    return any(token.is_sign("/&") or token.is_word("and") for token in between) or all(
        token.is_sign(",") for token in between
    )


def _is_named(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number with a dash stands before a name: ``1- Knowledge`` or ``4 - Complexity``."""
    return at + 2 < len(tokens) and row_name_at(tokens, at + 2) is not None


def _opens(tokens: Sequence[Token], at: int, last: int, factors: Sequence[str]) -> bool:
    """Say whether a bare number is a factor: at the start of its line or cell, and a name, sign or cell after it."""
    if (
        at
        and not tokens[at - 1].is_word("and")
        and tokens[at - 1].kind is not Kind.CELL
        and not all(token.is_sign(_SIGNS) or token.kind in (Kind.CELL, Kind.DASH) for token in tokens[:at])
    ):
        return False
    if last >= len(tokens):
        return False
    if tokens[last].is_word(*LEVEL_WORDS):
        return True
    after = last
    while after < len(tokens) and (tokens[after].is_sign(".,;):*_\\") or tokens[after].kind in (Kind.CELL, Kind.DASH)):
        after += 1
    if row_name_at(tokens, after) is not None or len(factors) == 2:
        return True
    parted = any(token.kind is Kind.CELL or token.is_sign(".,;:)\\") for token in tokens[last:after])
    return ((parted or after == last) and level_at(tokens, after) is not None) or (
        parted and after < len(tokens) and tokens[after].kind is Kind.NUMBER and tokens[after].value >= 1
    )


# Levels and points --------------------------------------------------------------------------------


def _item_at(tokens: Sequence[Token], at: int, row: Row, factors: tuple[str, ...]) -> int | None:
    """Read a level or points at ``at`` into the row and return where they end; ``None`` for anything else."""
    token = tokens[at]
    level = level_at(tokens, at) or (_by_cell(tokens, at) if factors and not row.items else None)
    if level is not None:
        row.items.append(Item(level, None, row.cells))
        if len(row.items) > 1 and row.items[-2].level is None:  # the points stood before the level
            before = row.items.pop(-2)
            row.items[-1] = Item(level, before.points, row.cells)
        return level.last
    if token.is_word(*_LINKS) and row.items:
        if token.is_word("and") and level_at(tokens, at + 1):
            return at + 1
        points = points_at(tokens, at + 1)
        return at + 1 if points and points.worded else None
    if row.items and token.is_word(*_CREDITED, *POINT_WORDS):
        after = at + 1
        while after < len(tokens) and (tokens[after].kind is Kind.DASH or tokens[after].is_sign(_SIGNS)):
            after += 1
        points = points_at(tokens, after)
        if after == len(tokens) or (points is not None and points.worded):
            return after
    points = points_at(tokens, at)
    if token.is_word("points", "pts", "point", "score"):
        after = at + 1
        while after < len(tokens) and (tokens[after].is_sign(":=(") or tokens[after].kind is Kind.CELL):
            after += 1
        points = points_at(tokens, after)
        points = replace(points, worded=True) if points else None
    if points is None or not (points.worded or ((row.items or factors) and _may_be_points(tokens, points))):
        return None
    if row.items and row.items[-1].points is None:
        row.items[-1] = Item(row.items[-1].level, points, row.items[-1].cell)
    elif row.items and not points.worded:
        return None
    else:
        row.items.append(Item(None, points, row.cells))
    return points.last


def _may_be_points(tokens: Sequence[Token], points: Points) -> bool:
    """Say whether a number without the word can be points; a page, a year or the number of the next factor cannot."""
    after = tokens[points.last] if points.last < len(tokens) else None
    if after is not None and (
        after.is_sign("%") or after.is_word("percent") or (after.kind is Kind.DASH and after.glued)
    ):
        return False
    return (points.value % 5 == 0 and 5 <= points.value <= 1850) or 100 <= points.value < 1850


def _by_cell(tokens: Sequence[Token], at: int) -> Written | None:
    """Read a cell that holds only the number or letter of a level, in the row of a factor."""
    token = tokens[at]
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    opened = before is not None and (before.kind is Kind.CELL or before.is_sign(":="))
    closed = after is None or after.kind is Kind.CELL or points_at(tokens, at + 1) is not None
    if not opened or not closed:
        return None
    if token.kind is Kind.NUMBER and len(token.plain) == 1 and token.plain != "0":
        return Written(Form.NUMBER, "", token.value, "", at, at + 1)
    if token.kind is Kind.WORD and token.plain in PURPOSES:
        return Written(Form.LETTER, "", 0, token.plain, at, at + 1)
    return None
