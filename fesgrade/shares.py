"""Reading grades, whole numbers and percentages as people write them, and writing shares and signed points."""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal
from fractions import Fraction
from typing import SupportsFloat

#: A share in percent, from 0 to 100. Exact fractions are kept exact: ``Fraction(100, 6)``.
Percent = int | float | Fraction | Decimal


#: What people write where a hyphen is meant, for :meth:`str.translate`.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_GRADE = re.compile(
    r"(?:(?:g[sml]|grade)[\s_-]*)?"  # the pay plan
    r"(?:[0-9]{3,4}[\s-]+)?"  # the series
    r"0?([0-9]{1,2})",
    re.IGNORECASE,
)
_TYPED = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,6})|/([0-9]{1,4}))?\s*%?")


def read_grade(value: object, among: Container[int] = range(1, 16)) -> int | None:
    """Return the number of a grade when it is ``among`` those there are, ``None`` for anything else.

    A grade is written as ``9``, ``"9"``, ``"GS-9"``, ``"gs 09"``, ``"GM-9"``, ``"Grade 9"`` or ``"GS-0201-09"``.
    """
    if isinstance(value, str):
        found = _GRADE.fullmatch(value.translate(DASHES).strip())
        number = int(found[1]) if found else None
    else:
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
    return number if number in among else None


#: What stands between thousands: a comma, an apostrophe, or a blank, be it hard, narrow, thin or as wide as a figure.
_THOUSANDS = str.maketrans(dict.fromkeys(",'’\xa0\u202f\u2009\u2007", " "))


def read_whole(value: object, longest: int = 9) -> int | None:
    """Return a whole number of at most ``longest`` digits however it is written, ``None`` for anything else.

    Marks between thousands may stand where they belong only: ``1,550``, ``1 550`` with any kind of blank, ``1'550``;
    and ``1550.0`` and ``1550.00`` are whole.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or len(value) > 4 * longest:
        return None
    first, *groups = value.strip().removesuffix(".00").removesuffix(".0").translate(_THOUSANDS).split(" ")
    if groups and not (0 < len(first) <= 3 and all(len(group) == 3 for group in groups)):
        return None
    digits = "".join([first, *groups])
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= longest else None


def thousands_joined(text: str) -> str:
    """Return a text without the marks between the thousands in it: ``1-7 (1 250)`` is ``1-7 (1250)``."""
    found = list(text)
    plain = text.translate(_THOUSANDS)
    for at in range(len(text) - 4, 0, -1):
        between = plain[at] == " " and plain[at - 1].isdigit() and plain[at + 1 : at + 4].isdigit()
        if between and not plain[at + 4 : at + 5].isdigit() and _begins_number(plain[max(0, at - 12) : at]):
            found[at] = ""
    return "".join(found)


def _begins_number(text: str) -> bool:
    """Return whether a text ends in one to three figures that begin a number, and not in those of a code like 1-7."""
    digits = 0
    while digits < len(text) and text[-1 - digits].isdigit():
        digits += 1
    before = text[: len(text) - digits]
    if before.endswith("-"):  # 855-1,100 is a range
        return digits <= 3 and before[-4:-1].isdigit() and len(before) > 3
    return 0 < digits <= 3 and (not before or before[-1] in " (/;=<>$")


def read_percent(value: object) -> Fraction | None:
    """Return a share from 0 to 100 exactly as it was typed, so that shares add up; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction | Decimal):
        return None
    try:
        share = Fraction(str(value))  # 8.3 means 83/10, not the nearest binary number
    except ValueError:
        return None
    if isinstance(value, float):
        share = share.limit_denominator(1_000_000)  # and 100 / 6 means 50/3, so that six of them are 100
    return share if 0 <= share <= 100 else None


def typed_percent(text: str) -> Fraction | None:
    """Return a share as people type it (``16``, ``16.7``, ``16,7 %``, ``100/6``) exactly; ``None`` for other text.

    It may be above 100, so that :func:`read_percent` can say what is wrong with it.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None or (found[3] and not int(found[3])):
        return None
    return Fraction(f"{found[1]}.{found[2]}") if found[2] else Fraction(int(found[1]), int(found[3] or 1))


def percent_words(share: Fraction) -> str:
    """Write a share in words, rounded, but never to a whole number that it is not: 24.97 does not read 25."""
    digits = 2 if (share * 100).denominator == 1 else 1
    while (rounded := round(share, digits)).denominator == 1 and rounded != share:
        digits += 1
    return f"{float(rounded):.{digits}f}".rstrip("0").rstrip(".") + " percent"


def percent(share: SupportsFloat | None, digits: int = 1) -> str:
    """Return a share of 1 in percent, never 0 or 100 for what is only near it; "–" for no share."""
    if share is None:
        return "–"
    near, least = float(share), 0.1**digits
    if 0 < near < least / 200:
        return f"under {least:g}%"
    if 1 - least / 200 < near < 1:
        return f"over {100 - least:g}%"
    return f"{near * 100:.{digits}f}".removesuffix(".0") + "%"


def signed(points: int) -> str:
    """Return points with their sign, as text is set: ``+300``, ``−125``."""
    return f"{points:+,}".replace("-", "−")
