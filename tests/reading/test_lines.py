"""Each kind of line and sentence that ``lines.csv`` lists is read as it says there, or is no evaluation.

A row needs no Python: its text, and the levels, points (``1=350 6/7=75``), total and grade that must be read. ``fault``
is a part of a sentence that must be told. A row with none of them is text that holds no evaluation.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from fesgrade.reading.pages import of_text
from fesgrade.reading.reader import read
from fesgrade.tables import load

ROWS = list(csv.DictReader(io.StringIO((Path(__file__).parent / "lines.csv").read_text(encoding="utf-8"))))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['kind']}: {row['text'][:40]}" for row in ROWS])
def test_a_line_is_read_as_its_row_says(row: dict[str, str]) -> None:
    found = read(of_text("a line", row["text"]), load()).evaluations
    wanted = [row[name] for name in ("levels", "points", "total", "grade")]
    if not any(wanted) and not row["fault"]:
        assert not found
        return
    assert len(found) == 1
    one = found[0]
    points = " ".join(f"{factor}={value}" for factor, value in one.points.items())
    total = str(one.printed_total or "")
    assert [" ".join(one.levels.values()), points, total, one.printed_grade or ""] == wanted
    assert row["fault"] in " ".join(one.faults)
    assert all(fault.endswith((".", "].")) for fault in one.faults)


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_every_place_holds_the_words_that_were_read(row: dict[str, str]) -> None:
    for one in read(of_text("a line", row["text"]), load()).evaluations:
        for factor, place in one.places.items():
            line = row["text"].splitlines()[place.line - 1]
            assert place.start < place.end <= len(line) or place.end == len(line)
            assert place.text and factor in one.levels
