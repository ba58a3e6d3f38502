"""Levels, points, totals and classifications in a row of tokens: what is written, not yet what it means.

A level is written as ``1-7``, ``4A-2``, ``3-2c``, ``2-b``, ``2b``, ``2/b``, ``P2/c``, or after the word Level or FL as
a number or a letter by itself. ``7- 1250`` is a number with points, and ``1-7125`` is damaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from fesgrade.reading.tokens import Kind, Token

LEVEL_WORDS = ("level", "levels", "fl", "fls", "fld", "lvl")
POINT_WORDS = ("points", "point", "pts", "pt")
#: Letters of the purposes of contacts (Introduction p. 53).
PURPOSES = "abcd"
#: The highest number that any level has is 9; the most points of a level are 1,850 (Introduction p. 46).
MOST_DIGITS = 4


class Form(Enum):
    """How a level is written."""

    CODE = auto()  # 1-7, 4A-2
    NUMBER = auto()  # Level 7
    LETTER = auto()  # Level b
    CELL = auto()  # 2b
    PARTED = auto()  # 7- 1250: a number and points, or a code with a number that no level has
    DAMAGED = auto()  # 1-7125


@dataclass(frozen=True, slots=True)
class Written:
    """A level as it is written. ``factor`` is blank where only its number or letter stands.

    ``first`` and ``last`` are the first of its tokens and the one after its last. ``letter`` is the purpose, or the way
    to a level (3-2c).
    """

    form: Form
    factor: str
    number: int
    letter: str
    first: int
    last: int
    worded: bool = False


def level_at(tokens: Sequence[Token], at: int) -> Written | None:
    """Return the level that stands at ``at``, with the words Level or FL before it; ``None`` where there is none."""
    first = at
    worded = False
    if at < len(tokens) and tokens[at].is_word("factor", "subfactor"):
        at += 1
        if _is_number(tokens, at):  # Factor 1-7 (1,250 points); Factor 6-7 is two factors
            found = _numbered(tokens, first, at, True)
            return found if found and found.form is Form.CODE and (found.factor, found.number) != ("6", 7) else None
    while at < len(tokens) and tokens[at].is_word(*LEVEL_WORDS):
        worded = True
        at += 1
        while at < len(tokens) and (tokens[at].is_sign(":.=(*#_") or tokens[at].kind is Kind.DASH):
            at += 1
    if at < len(tokens) and tokens[at].kind is Kind.CELL and worded:
        at += 1
    if at < len(tokens) and tokens[at].is_word("p", "c") and _is_number(tokens, at + 1) and tokens[at + 1].glued:
        at += 1  # P2/c
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind is Kind.NUMBER and len(token.plain) == 1 and token.plain != "0":
        return _numbered(tokens, first, at, worded)
    if worded and token.kind is Kind.WORD and token.plain in PURPOSES and _stands_alone(tokens, at):
        return Written(Form.LETTER, "", 0, token.plain, first, at + 1, True)
    return None


def _numbered(tokens: Sequence[Token], first: int, at: int, worded: bool) -> Written | None:
    """Read a level that begins with the digit at ``at``."""
    digit = tokens[at].plain
    if (
        not worded
        and at
        and tokens[at].glued
        and not tokens[at - 1].is_sign("(*:=[_>,;\"'“‘")
        and tokens[at - 1].kind not in (Kind.CELL,)
        and not tokens[at - 1].is_word("p", "c")
        and not _between_codes(tokens, at - 1)
    ):
        return None  # PERS-4, GS-5, 10.1-7
    after = at + 1
    factor = digit
    if digit == "4" and _is(tokens, after, "a", "b") and tokens[after].glued and _is_dash(tokens, after + 1):
        factor = f"4{tokens[after].plain.upper()}"
        after += 1
    elif digit == "4" and _is_dash(tokens, after) and _is(tokens, after + 1, "a", "b") and _is_dash(tokens, after + 2):
        factor = f"4{tokens[after + 1].plain.upper()}"  # 4-A-2
        after += 2
    if _is_dash(tokens, after):
        found = _after_dash(tokens, first, after, factor, worded)
        if found:
            return found
    slash = after + 1 if after < len(tokens) and tokens[after].is_sign("/") else after
    if digit in "1234" and slash < len(tokens) and tokens[slash].glued and tokens[slash].plain in PURPOSES:
        if _stands_alone(tokens, slash):
            return Written(Form.CELL, "", int(digit), tokens[slash].plain, first, slash + 1, worded)
        return None
    if digit == "7" and after < len(tokens) and tokens[after].glued and tokens[after].plain in PURPOSES:
        return Written(Form.CODE, "7", PURPOSES.index(tokens[after].plain) + 1, "", first, after + 1, worded)
    return Written(Form.NUMBER, "", int(digit), "", first, after, worded) if worded else None


def _after_dash(tokens: Sequence[Token], first: int, dash: int, factor: str, worded: bool) -> Written | None:
    """Read what follows the dash of a level: its number, or the letter of a purpose."""
    at = dash + 1
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        if _goes_on(tokens, at + 1):
            return None  # 1-7-2026
        if len(token.plain) == 1:
            last = at + 1
            letter = ""
            if (
                last < len(tokens)
                and tokens[last].glued
                and tokens[last].plain in "abcd"
                and _stands_alone(tokens, last)
            ):
                letter = tokens[last].plain
                last += 1
            return Written(Form.CODE, factor, int(token.plain), letter, first, last, worded)
        if len(token.plain) > MOST_DIGITS or (len(token.plain) == 2 and not token.plain.endswith("0") and token.glued):
            return Written(Form.DAMAGED, factor, 0, "", first, at + 1, worded) if worded else None
        return Written(Form.PARTED, factor, int(token.plain), "", first, at + 1, worded)
    if token.kind is Kind.WORD and token.plain in PURPOSES and _stands_alone(tokens, at):
        if factor == "7":
            return Written(Form.CODE, "7", PURPOSES.index(token.plain) + 1, "", first, at + 1, worded)
        if factor in ("1", "2", "3", "4"):
            return Written(Form.CELL, "", int(factor), token.plain, first, at + 1, worded)
    return None


def _between_codes(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a slash or comma parts two levels, as in ``6-3/7-c``."""
    return (
        tokens[at].is_sign("/,;") and at > 0 and (tokens[at - 1].kind is Kind.NUMBER or tokens[at - 1].plain in "abcd")
    )


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number is only the start of something longer, as a date or a telephone number."""
    if at + 1 >= len(tokens) or not tokens[at].glued or not tokens[at + 1].glued:
        return False
    if at + 2 < len(tokens) and tokens[at + 2].is_word(*POINT_WORDS):
        return False  # 3-3-275 points
    return tokens[at].kind is Kind.DASH and tokens[at + 1].kind is Kind.NUMBER


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a letter is one by itself and no article, initial or part of a word."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not (after.kind is Kind.WORD or after.is_sign("'’")):
        return True
    if after.glued:
        return False
    return tokens[at].plain != "a" or tokens[at].text == "A" or tokens[at].glued


def _is(tokens: Sequence[Token], at: int, *words: str) -> bool:
    return at < len(tokens) and tokens[at].is_word(*words)


def _is_dash(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind is Kind.DASH


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind is Kind.NUMBER


# Points -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Points:
    """Points as printed; ``worded`` where the word stands beside them, ``broken`` where digits stand apart.

    ``joined`` is what broken digits would be with a blank as thousands mark; it counts only where the level has it.
    """

    value: int
    first: int
    last: int
    worded: bool
    broken: bool = False
    joined: int = 0


def points_at(tokens: Sequence[Token], at: int) -> Points | None:
    """Return the points that stand at ``at``: a number, perhaps with a star, perhaps with the word points after it."""
    if not _is_number(tokens, at) or len(tokens[at].plain) > 5:
        return None
    token = tokens[at]
    last = at + 1
    broken = False
    joined = 0
    if last + 1 < len(tokens) and tokens[last].is_sign(",") and _is_number(tokens, last + 1):
        broken = True  # 125, 0 Points
        last += 2
    elif _is_number(tokens, last) and last + 1 < len(tokens) and tokens[last + 1].is_word(*POINT_WORDS):
        broken = True  # 12 50 Points
        if len(token.plain) == 1 and len(tokens[last].plain) == 3 and tokens[last].line == token.line:
            joined = int(token.plain + tokens[last].plain)  # 1 250 Points
        last += 1
    while last < len(tokens) and tokens[last].is_sign("*"):
        last += 1
    worded = False
    if last < len(tokens) and tokens[last].kind is Kind.DASH and _is(tokens, last + 1, *POINT_WORDS):
        last += 1
    if _is(tokens, last, *POINT_WORDS):
        worded = True
        last += 1
        if last < len(tokens) and tokens[last].is_sign("."):
            last += 1 if tokens[last - 1].plain in ("pts", "pt") else 0
    return Points(token.value, at, last, worded, broken and worded, joined)


# Classifications ----------------------------------------------------------------------------------

#: Pay plans that the General Schedule's standards grade, and those they do not, by name.
GENERAL = ("gs", "gm", "gl")
OTHER_PLANS = {
    "wg": "the Federal Wage System",
    "wl": "the Federal Wage System",
    "ws": "the Federal Wage System",
    "wd": "the Federal Wage System",
    "wn": "the Federal Wage System",
    "nf": "the NAF pay bands",
    "nh": "a demonstration project's pay bands",
    "ya": "the National Security Personnel System",
}


@dataclass(frozen=True, slots=True)
class Classified:
    """A classification such as ``GS-0201-11``; series and grade may each be missing (``""``, 0)."""

    plan: str
    series: str
    grade: int
    first: int
    last: int


def classified_at(tokens: Sequence[Token], at: int) -> Classified | None:
    """Return the classification that stands at ``at``: ``GS-201-11``, ``GS 0201 11``, ``GS-11``; else ``None``."""
    token = tokens[at]
    if token.kind is not Kind.WORD or (token.plain not in GENERAL and token.plain not in OTHER_PLANS):
        return None
    if not token.text.isupper():
        return None
    numbers: list[str] = []
    last = at + 1
    while len(numbers) < 2:
        following = last
        while following < len(tokens) and (
            tokens[following].kind is Kind.DASH or (not numbers and tokens[following].is_sign("."))
            or (bool(numbers) and tokens[following].is_sign(",/"))
        ):  # fmt: skip
            following += 1
        if not _is_number(tokens, following) or len(tokens[following].plain) > 4:
            break
        text = tokens[following].plain
        if numbers and (len(text) > 2 or len(numbers[0]) < 3):
            break
        numbers.append(text)
        last = following + 1
    if not numbers or (len(numbers) == 1 and len(numbers[0]) == 2 and int(numbers[0]) > 15):
        return None
    series = numbers[0].zfill(4) if len(numbers[0]) >= 3 else ""
    grade = int(numbers[-1]) if len(numbers) == 2 or not series else 0
    if token.plain in GENERAL and grade > 15:
        return None
    return Classified(token.plain.upper(), series, grade, at, last)
