"""What the fields of a saved evaluation may hold, as pieces of its schema."""

from __future__ import annotations

from typing import Any

from fesgrade.files.schema import Schema, list_of, number_of, text_of

#: The longest single line and the longest text, in characters; the most entries of a list; the most lines to sign.
LONGEST_LINE, LONGEST_TEXT, MOST, MOST_SIGNATURES = 500, 100_000, 2_000, 20
NUMBER = number_of(0, 1_000_000)


def line(about: str, *, filled: bool = False) -> dict[str, Any]:
    """Return the schema of a line, which may be blank unless it is to be ``filled``."""
    return text_of(about, filled=filled, longest=LONGEST_LINE)


def text(about: str, *, filled: bool = False) -> dict[str, Any]:
    """Return the schema of a text of several lines, which may be blank unless it is to be ``filled``."""
    return text_of(about, filled=filled, longest=LONGEST_TEXT)


def many(items: Schema, *, least: int = 0, most: int = MOST) -> dict[str, Any]:
    """Return the schema of a list with ``least`` to ``most`` entries."""
    return list_of(items, least=least, most=most)


def grade(about: str) -> dict[str, Any]:
    return _coded(about, "^GS-([1-9]|1[0-5])$", "a grade such as GS-11")


def factor(about: str) -> dict[str, Any]:
    return _coded(about, "^[1-9][AB]?$", "a factor such as 1 or 4A")


def level(about: str, *, blank: bool = False) -> dict[str, Any]:
    if blank:
        return _coded(about, "^([1-9][AB]?-[0-9]{1,2})?$", "a level such as 1-7, or blank")
    return _coded(about, "^[1-9][AB]?-[0-9]{1,2}$", "a level such as 1-7")


def id_of(about: str) -> dict[str, Any]:
    return _coded(about, "^[a-z0-9]+(-[a-z0-9]+)*$", "an id such as gs-0201")


def date(about: str) -> dict[str, Any]:
    form = _coded(about, "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", "a date such as 2026-03-31, or blank")
    return form | {"format": "date"}


def _coded(about: str, pattern: str, looks: str) -> dict[str, Any]:
    return text_of(about, pattern=pattern, looks=looks, longest=LONGEST_LINE)
