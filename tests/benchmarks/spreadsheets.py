"""How fast a spreadsheet of 10,000 positions is read and graded, beside a bare ``csv.reader`` of the same text.

Run by hand or by ``make bench``: ``python tests/benchmarks/spreadsheets.py [ROWS]``. All are timed in the same process,
turn by turn, and the best of several runs counts, so that a busy machine slows all alike.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fesgrade.batch.columns import recognize
from fesgrade.batch.layout import arrange, read_positions
from fesgrade.batch.scored import score_sheet
from fesgrade.tables import load

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.benchmarks.frames import best
from tests.sheets.excel import excel_shows

STANDARD = load().standards["gs-0201"]


def office(rows: int, shown: Callable[[str], str] = str) -> bytes:
    """Return a CSV of made positions, each level as ``shown`` writes it."""
    lot = random.Random(7)
    out = io.StringIO()
    table = csv.writer(out)
    heads = (f"Factor {factor.id}" for factor in STANDARD.factors)
    table.writerow(["Position number", "Position title", "Organization", "Current grade", *heads])
    for number in range(rows):
        levels = (shown(lot.choice(factor.levels).code) for factor in STANDARD.factors)
        names = [f"HR-{number:05}", f"Human Resources Specialist {number % 40}", f"Office {number % 30}"]
        table.writerow([*names, f"GS-{lot.choice((9, 11, 12))}", *levels])
    return out.getvalue().encode()


def bare(content: bytes) -> int:
    """What nobody can do without: the text split into cells."""
    return sum(map(len, csv.reader(io.StringIO(content.decode(), newline=""))))


def graded(content: bytes) -> None:
    sheet = arrange(read_positions(content, "office.csv"), STANDARD)
    score_sheet(sheet, recognize(sheet.headings))


def main(rows: int) -> None:
    plain, spoiled = office(rows), office(rows, excel_shows)
    times = best(
        partial(bare, plain), partial(read_positions, plain, "office.csv"), partial(graded, plain),
        partial(graded, spoiled),
    )  # fmt: skip
    names = ("split into cells", "read", "read and graded", "read and graded, every level a date")
    for name, seconds in zip(names, times, strict=True):
        print(f"{rows:,} rows, {name}: {seconds * 1000:,.0f} ms, {seconds / times[0]:.1f} times a bare csv.reader")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
