"""Levels that a spreadsheet took for dates: what two numbers were typed when 1-7 became January 7.

Nothing here says what a date means; it only gives back the pairs of numbers that may have been typed. Whoever knows
the factor of the column finds whether one pair, and only one, is a level of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

#: Two numbers that may have been typed, one of which may be a factor and the other the number of its level.
Pair = tuple[int, int]
#: The longest text that is looked at; no date is written longer.
LONGEST = 40
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: What stands between the numbers of a date.
_SIGNS = "-/."
_ORDINALS = ("st", "nd", "rd", "th")
#: Whole numbers that spreadsheets keep for the days from 1990 to 2099; day 1 is January 1, 1900, so to say.
SERIALS = range(32_874, 73_051)
_FIRST_DAY = date(1899, 12, 30)


def typed_as_date(text: str) -> frozenset[Pair] | None:
    """Return the pairs of numbers that a date may have been made of, ``None`` for a text that is no date.

    A date is written with or without its year, its day of the week and its time: ``7-Jan``, ``Jan-07``, ``01-07``,
    ``1/7/2026``, ``2026-01-07 00:00:00``. A date without its day has no pair. The month and the day are given in this
    order or the other, because countries differ; where the day is 1 and the year is one of 2001 to 2009, the year may
    have been typed as well (1-07 became January 2007).
    """
    if len(text) > LONGEST:
        return None
    plain = list(_words(text))
    parts = [part for word in plain for part in _parts(word)]
    words = [part for part in parts if part.isalpha()]
    numbers = [part for part in parts if part.isdigit()]
    months = [number for word in words if (number := _month(word))]
    if len(words) != len(months) or len(months) > 1 or len(numbers) + len(words) != len(parts):
        return None
    if months:
        return _with_month(months[0], numbers)
    if len(plain) != 1 or len({sign for sign in plain[0] if sign in _SIGNS}) > 1:
        return None
    if len(numbers) == 1 and len(numbers[0]) == 8 and numbers[0].startswith(("19", "20")):
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    if len(numbers) == 2 and all(len(number) == 2 for number in numbers) and any(n[0] == "0" for n in numbers):
        return _of_numbers([*numbers, "0000"])  # 01-07 and 07/01, without a year
    return _of_numbers(numbers) if len(numbers) == 3 else None


def typed_as_serial(number: int) -> frozenset[Pair] | None:
    """Return the pairs for a date that stands as a number of days, such as 46029; ``None`` for any other number."""
    return _pairs(_FIRST_DAY + timedelta(number)) if number in SERIALS else None


def _words(text: str) -> Iterator[str]:
    """Yield what blanks separate in a date, in small letters and without its time and the day of the week."""
    plain = text.lower()
    for at in range(1, len(plain) - 1):  # 2026-01-07T00:00:00
        if plain[at] == "t" and plain[at - 1].isdigit() and plain[at + 1].isdigit():
            plain = f"{plain[:at]} {plain[at + 1 :]}"
    for word in plain.split():
        bare = word.rstrip(".,")
        is_day = len(bare) > 2 and any(day.startswith(bare) for day in _DAYS)
        if not (is_day or ":" in word or bare in ("am", "pm", "a.m", "p.m")):
            yield word


def _parts(word: str) -> Iterator[str]:
    """Yield the numbers and words that signs separate, without endings such as ``th``."""
    part = ""
    for sign in f"{word}-":
        goes_on = bool(part) and sign.isalnum() and sign.isdigit() == part[-1].isdigit()
        if part and not goes_on:
            if part not in _ORDINALS:
                yield part
            part = ""
        if sign.isascii() and sign.isalnum():
            part += sign
        elif sign not in _SIGNS + ",":
            yield sign  # no part of a date


def _month(word: str) -> int:
    """Return the number of a month from three letters or more of its name, 0 for any other word."""
    fitting = [at for at, name in enumerate(_MONTHS, start=1) if len(word) > 2 and name.startswith(word)]
    return 9 if word == "sept" else fitting[0] if fitting else 0


def _with_month(month: int, numbers: list[str]) -> frozenset[Pair] | None:
    """Return the pairs for a month in letters and up to two numbers, the day and the year."""
    years = [number for number in numbers if len(number) == 4]
    others = [number for number in numbers if len(number) <= 2]
    if not numbers or len(years) + len(others) != len(numbers) or len(numbers) > 2 or len(years) > 1:
        return None
    if not others or int(others[0]) > 31:  # a month and its year
        return frozenset()
    year = int(years[0]) if years else 2000 + int(others[1]) if len(others) == 2 else 0
    return _typed(month, int(others[0]), year)


def _of_numbers(numbers: list[str]) -> frozenset[Pair] | None:
    """Return the pairs for three numbers; the year is the one of four figures, else the last."""
    long = [at for at, number in enumerate(numbers) if len(number) == 4]
    at = long[0] if long else 2
    if len(long) > 1 or at == 1 or any(len(number) > 2 for place, number in enumerate(numbers) if place != at):
        return None
    first, second = (int(number) for place, number in enumerate(numbers) if place != at)
    if not (0 < first <= 31 and 0 < second <= 31 and min(first, second) <= 12):
        return None
    year = int(numbers[at]) + (0 if long else 2000)
    return _typed(first, second, year)


def _pairs(day: date) -> frozenset[Pair]:
    return _typed(day.month, day.day, day.year)


def _typed(first: int, second: int, year: int) -> frozenset[Pair]:
    found = {(first, second), (second, first)}
    if 2001 <= year <= 2009 and 1 in (first, second):
        other = second if first == 1 else first
        found |= {(other, year - 2000)}
    return frozenset(found)
