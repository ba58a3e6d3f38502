"""A text that grows tenfold takes about ten times as long: nothing that is handed in keeps a page busy for hours."""

from __future__ import annotations

import time

import pytest

from fesgrade.reading.pages import of_text
from fesgrade.reading.reader import read
from fesgrade.tables import load

PIECES = [
    "Level 1-7 ", "Factor 1 Level 1-7 ", "and ", "1-7 ", "Knowledge ", "GS-0201-11 ", "total 2435 ", "| ", "- ", "(",
    "Level 1-7 is credited. ", "Level 1-7, 1250 points\n", "1. Knowledge | 1-7 | 1250\n", "Supervi-\n", "Total 2435\n",
    "Title: X\nFactor 1 - FL 1-7\n", "the agency credited Level 1-7 and ", "Human ",
]  # fmt: skip


def seconds(text: str) -> float:
    """Return the fastest of three readings."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        read(of_text("any", text), load())
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize("piece", PIECES, ids=[repr(piece) for piece in PIECES])
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    few = seconds(piece * 100) + 0.002
    for _ in range(3):  # a busy machine is measured again
        if seconds(piece * 1_000) < 40 * few:
            return
    raise AssertionError(f"{piece!r} takes longer than its text grows")
