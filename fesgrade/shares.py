"""Reading grades and percentages as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

#: A share in percent, from 0 to 100. Exact fractions are kept exact: ``Fraction(100, 6)``.
Percent = int | float | Fraction | Decimal


# Reading what is typed --------------------------------------------------------------------------

_GRADE = re.compile(r"(?:G[SM][\s\-‐‑‒–—−]*)?(\d{1,2})", re.IGNORECASE | re.ASCII)


def read_grade(value: object) -> int | None:
    """Return the number of a grade written as ``9``, ``"9"``, ``"GS-9"`` or ``"gs 09"``; ``None`` unless 1 to 15."""
    match = None if isinstance(value, bool) else _GRADE.fullmatch(str(value).strip())
    return int(match[1]) if match and 1 <= int(match[1]) <= 15 else None


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


def percent_words(share: Fraction) -> str:
    """Write a share in words, rounded, but never to a whole number that it is not: 24.97 does not read 25."""
    digits = 2 if (share * 100).denominator == 1 else 1
    while (shown := round(share, digits)).denominator == 1 and shown != share:
        digits += 1
    return f"{float(shown):.{digits}f}".rstrip("0").rstrip(".") + " percent"
