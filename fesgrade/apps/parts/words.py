"""Words that every page uses: numbers as they are written, lists in a sentence, and what stands beside each case."""

from __future__ import annotations

#: The longest text of a cell on the page.
LONG = 60


def short(text: str, most: int = LONG) -> str:
    """Return a text from a file on one line, cut where it is long."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most and len(text) <= 4 * most else f"{line[: most - 1]}…"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``"1 row"``, ``"2 rows"``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def caution(about: str = "A decision is an example, never a precedent") -> str:
    """Return the sentence that stands wherever a decided case is shown; ``about`` is how it begins."""
    return f"{about} (5 U.S.C. 5107): a position is compared with the standards, not with other positions."
