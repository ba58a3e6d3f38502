"""The command ``fesgrade score``: a spreadsheet in, the same with points and grades out, a summary on the terminal."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from fesgrade.batch.columns import choose
from fesgrade.batch.layout import arrange, read_positions
from fesgrade.batch.reading import read_columns
from fesgrade.batch.recorded import recorded_notes
from fesgrade.batch.scored import rows, scored_parts
from fesgrade.files import sheets
from fesgrade.files.output import check_output, writing
from fesgrade.files.tabular import Progress
from fesgrade.levels import in_common
from fesgrade.tables import load


def score(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    catalog = load(arguments.data)
    source, out = Path(arguments.file), Path(arguments.output) if arguments.output else None
    kind = sheets.kind_of_file(out) if out else "csv"
    if out:
        check_output(out, reads=source, force=arguments.force)
    with _progress("Reading", "B") as progress:
        how = {"page": arguments.sheet, "headings": arguments.headings, "progress": progress}
        read = read_positions(source, "", arguments.standard, data=catalog, **how)
    standard = in_common(arguments.standard, catalog)
    sheet = arrange(read, standard, data=catalog)
    columns = choose(sheet, arguments.column, arguments.standard, data=catalog)
    levels = read_columns(sheet, columns, standard)
    for note in (*sheet.notes, *columns.notes, *levels.notes, *recorded_notes(sheet, columns)):
        print(f"fesgrade: {note}", file=sys.stderr)
    tally = Tally()
    with _progress("Scoring", " rows") as progress:
        parts = scored_parts(
            sheet, columns, arguments.standard, levels=levels, kind_of_work=arguments.kind, data=catalog
        )
        _write(out, kind, tally.counting(parts, sheet.lines, progress))
    for line in tally.lines():
        print(line, file=sys.stderr)
    return 0


@contextmanager
def _progress(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    with tqdm(desc=what, unit=unit, disable=None, unit_scale=True, leave=False) as bar:

        def show(done: int, whole: int) -> None:
            bar.total = whole or None
            bar.update(done - bar.n)

        yield show


def _write(out: Path | None, kind: str, parts: Iterable[pd.DataFrame]) -> None:
    """Write scored rows as they come: to a file, which is there only once it is whole, or to standard output."""
    remaining = iter(parts)
    first = next(remaining)
    lines = (row for part in chain([first], remaining) for row in rows(part))
    if out is None:
        sheets.write(sys.stdout.buffer, kind, list(first), lines, mark=False)
        return
    with writing(out) as file:
        sheets.write(file, kind, list(first), lines)


class Tally:
    """Counts scored rows while they pass, for the lines that a terminal shows at the end."""

    def __init__(self) -> None:
        self.positions = 0
        self.grades: Counter[str] = Counter()
        self.bad: list[tuple[int, str]] = []
        self.errors = 0

    def counting(
        self, parts: Iterable[pd.DataFrame], lines: Sequence[int], progress: Progress | None = None
    ) -> Iterator[pd.DataFrame]:
        """Pass the parts of a sheet with these ``lines`` on and count them."""
        for part in parts:
            self.grades.update(part["grade"].dropna().tolist())
            wrong = part["errors"].dropna()
            self.errors += len(wrong)
            room = sheets.SHOWN - len(self.bad)
            self.bad += [(lines[self.positions + at], text) for at, text in wrong.head(max(room, 0)).items()]
            self.positions += len(part)
            if progress:
                progress(self.positions, len(lines))
            yield part

    def lines(self) -> list[str]:
        """Say how many positions have which grade, and what is wrong with the first of the others."""
        graded = self.positions - self.errors
        noun = "position" if self.positions == 1 else "positions"
        found = [f"{self.positions:,} {noun}: {graded:,} graded, {self.errors:,} with errors."]
        order = sorted(self.grades, key=lambda name: int(name.rpartition("-")[2]))
        if order:
            found.append(", ".join(f"{name}: {self.grades[name]:,}" for name in order))
        found += [f"Row {at:,}: {text}" for at, text in self.bad]
        if self.errors > len(self.bad):
            found.append(f"and {self.errors - len(self.bad):,} more; the column errors has them all.")
        return found
