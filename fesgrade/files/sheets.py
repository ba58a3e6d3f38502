"""Tables from people: CSV and XLSX in, CSV and XLSX out.

Every cell is read as text, so that position numbers keep their zeros and what went in comes out again. What is
written never runs: a text that a spreadsheet would take for a formula is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from fesgrade.files import xlsx
from fesgrade.files.archive import MAX_UNPACKED, size_words
from fesgrade.files.encodings import NAMES
from fesgrade.files.formulas import SPLITTING, defused, defused_within
from fesgrade.files.tabular import Progress, Rank, Row, Table, open_table
from fesgrade.files.workbook import MAX_CELL
from fesgrade.files.xlsx import SheetError

#: The largest file that is read, in bytes, and the most rows below the headings.
MAX_BYTES = 100 * 2**20
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
#: The columns that scoring adds, as :mod:`fesgrade.frames` calls them, and the most there can be of them.
#: A result can be read again, so they are not counted with those of the file.
_ADDED = re.compile("points_.{1,3}|total|grade|above_floor|to_next|one_level|findings|errors")
MAX_ADDED = 50
#: How many rows a fault names one by one.
SHOWN = 10


@dataclass(frozen=True)
class Sheet:
    """A table as text. ``columns`` maps each heading to its cells, all of the same length; a blank cell is ``""``.

    ``lines`` has the number of each row in the file, with its first row as 1. ``notes`` are sentences about what
    was read otherwise than it stands in the file. ``pages`` are the worksheets of a workbook, ``page`` is the one
    that was read; ``heading_line`` is the number of the row of headings.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]
    notes: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    page: str = ""
    heading_line: int = 1

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def part(self, start: int, stop: int) -> dict[str, Sequence[str]]:
        """Return the rows from ``start`` up to ``stop`` as columns."""
        return {heading: cells[start:stop] for heading, cells in self.columns.items()}

    def with_cell(self, line: int, heading: str, text: str) -> Sheet:
        """Return the sheet with another text in a cell, by the number of its row in the file; a note says so."""
        at = list(self.lines).index(line)
        cells = list(self.columns[heading])
        before, cells[at] = cells[at], text
        note = f"Changed here: row {line:,}, {heading}, from {before[:40]!r} to {text[:40]!r}."
        return replace(self, columns={**self.columns, heading: cells}, notes=(*self.notes, note))


def limits(max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS) -> str:
    """Say in a sentence what is read with these limits, for people who are about to give a file."""
    return (
        f"CSV with up to {max_rows:,} rows or XLSX with up to {min(max_rows, xlsx.MAX_ROWS):,}, at most "
        f"{size_words(max_bytes)} and {MAX_COLUMNS} columns; one of the first rows holds the headings."
    )


def read(
    source: bytes | Path | str,
    name: str = "",
    *,
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    max_unpacked: int = MAX_UNPACKED,
    progress: Progress | None = None,
    page: str = "",
    headings: int = 0,
    rank: Rank | None = None,
) -> Sheet:
    """Read a CSV or XLSX file: a path, or the bytes of a file together with its ``name``.

    :func:`~fesgrade.files.tabular.open_table` says which CSV is read, and which worksheet and row of headings where
    ``page`` and ``headings`` do not; formulas have the values that they last had. Blank rows are left out, short rows
    are filled. An apostrophe before a sign that would start a formula is the mark of a text, as :func:`write` sets it,
    and is taken off; in CSV also one after a semicolon, tab or line end within a cell.

    Raises :class:`SheetError` for a file that is missing, empty, too large, cut short, damaged, in another encoding
    or format, without headings, or with rows longer than the headings.
    """
    if isinstance(source, bytes):
        content, size = source, len(source)
    else:
        name = name or Path(source).name
        try:
            size = Path(source).stat().st_size
            content = b"" if size > max_bytes else Path(source).read_bytes()
        except OSError as error:
            raise SheetError([f"{source} cannot be read: {error.strerror or error}."]) from None
    if size > max_bytes:
        limit = size_words(max_bytes)
        raise SheetError(
            [f"{name} has {size_words(size)}, more than the {limit} that are read; split it into several files."]
        )
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SheetError([f"{name} is empty; it needs a row of headings and a row for each position."])
    table = open_table(
        content,
        name,
        max_rows=max_rows,
        max_unpacked=max_unpacked,
        progress=progress,
        page=page,
        headings=headings,
        rank=rank,
    )
    first = next(table.rows, None)
    if first is None:
        raise SheetError([f"{name} has no headings; its first row must name the columns."])
    return _sheet(name, first, table)


def _sheet(name: str, first: Row, table: Table) -> Sheet:
    """Gather rows into columns and refuse what is not a table; equal cells are kept in memory once."""
    headings, notes = _headings(name, first.cells)
    columns: list[list[str]] = [[] for _ in headings]
    lines: list[int] = []
    long: list[str] = []
    wide: list[str] = []
    known: dict[str, str] = {}
    for line, cells, _ in table.rows:
        lines.append(line)
        if any(cell.strip() for cell in cells[len(headings) :]):
            long.append(f"row {line} has {len(cells)} cells")
        if max(map(len, cells)) > MAX_CELL:
            wide.append(f"row {line}")
        for column, cell in zip(columns, cells, strict=False):
            column.append(known.setdefault(cell, cell))
        for column in columns[len(cells) :]:
            column.append("")
    faults = []
    if not lines:
        faults.append(f"{name} has headings but no row below them; it needs a row for each position.")
    if long:
        faults.append(
            f"{name} has {len(headings)} headings, but {_first(long)}; put quotes around a cell that holds a separator."
        )
    if wide:
        faults.append(f"{name} has a cell of more than {MAX_CELL:,} characters in {_first(wide)}; shorten it.")
    if faults:
        raise SheetError(faults)
    # Without blank rows between them the numbers need no memory.
    unbroken = range(lines[0], lines[0] + len(lines))
    kept = unbroken if lines[-1] == unbroken[-1] else lines
    by_heading = dict(zip(headings, columns, strict=True))
    notes = (*table.notes, *_coded(name, table.encoding, by_heading, kept), *_marked(table.marked), *notes)
    return Sheet(name, by_heading, kept, notes, pages=table.pages, page=table.page, heading_line=first.line)


def _coded(name: str, encoding: str, columns: Mapping[str, Sequence[str]], lines: Sequence[int]) -> Iterator[str]:
    """Say that a text was not in UTF-8, and which rows hold signs that depend on it."""
    if not encoding:
        return
    telling = {
        line for cells in columns.values() for line, cell in zip(lines, cells, strict=True) if not cell.isascii()
    }
    example = next((cell for cells in columns.values() for cell in cells if not cell.isascii()), "")
    check = f" Check its signs in {rows_words(sorted(telling))}, such as {example[:40]!r}." if telling else ""
    yield f"{name} is {NAMES[encoding]} and was read as such.{check}"


def _marked(lines: Sequence[int]) -> Iterator[str]:
    if lines:
        many = "One row has cells" if len(lines) == 1 else f"{len(lines):,} rows have cells"
        yield f'{many} written as ="…" to keep them texts; the texts were read ({rows_words(lines)}).'


def rows_words(lines: Sequence[int]) -> str:
    """Return ``row 3`` or ``rows 3, 4 and 12 more``, for sentences about rows of a file."""
    return f"{'row' if len(lines) == 1 else 'rows'} {_first([f'{line:,}' for line in lines])}"


def _first(places: Sequence[str]) -> str:
    more = f" and {len(places) - SHOWN:,} more" if len(places) > SHOWN else ""
    return ", ".join(places[:SHOWN]) + more


def _headings(file: str, cells: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Name every column once: a blank or repeated heading gets a name of its own, and a note says so."""
    texts = [" ".join(cell.split()) for cell in cells]
    while not texts[-1]:
        texts.pop()
    added = sum(bool(_ADDED.fullmatch(text)) for text in texts)
    if len(texts) - min(added, MAX_ADDED) > MAX_COLUMNS:
        raise SheetError([f"{file} has more than {MAX_COLUMNS} columns; keep the ones you need."])
    if max(map(len, cells)) > MAX_CELL:
        raise SheetError([f"{file} has a heading of more than {MAX_CELL:,} characters; shorten it."])
    found: list[str] = []
    notes = []
    for at, text in enumerate(texts, start=1):
        name = text or f"column {at}"
        number = 2
        while name in found or (name != text and name in texts):
            name = f"{text or f'column {at}'} ({number})"
            number += 1
        if name != text:
            notes.append(
                f"Column {at} {f'is headed {text!r} again' if text else 'has no heading'}; here it is {name!r}."
            )
        found.append(name)
    return found, tuple(notes)


# Writing ------------------------------------------------------------------------------------------


def kind_of_file(name: str | Path) -> str:
    """Return ``"csv"`` or ``"xlsx"`` from the end of a file's name; :class:`SheetError` for any other."""
    kind = Path(name).suffix.lower().removeprefix(".")
    if kind not in ("csv", "xlsx"):
        raise SheetError([f"{name} must end in .csv or .xlsx; that says how the table is written."])
    return kind


def write(
    out: BinaryIO, kind: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *, mark: bool = True
) -> None:
    """Write a table as ``kind`` ``"csv"`` or ``"xlsx"`` to an open binary file.

    Whole numbers stay numbers, ``None`` is a blank cell, everything else is text. In CSV a text that a spreadsheet
    may run gets an apostrophe in front, in XLSX it is stored as a text; both come back from :func:`read` as they
    were. A CSV row with a semicolon, tab or line end in it is quoted throughout, and what follows such a sign is
    marked where it could run, because a program set to another separator begins a cell there in spite of quotes. CSV
    begins with a byte order mark, so that Excel takes it for UTF-8, unless ``mark`` is off.
    Raises :class:`SheetError` for what XLSX cannot hold (:func:`fesgrade.files.xlsx.write`).
    """
    if kind == "xlsx":
        xlsx.write(out, headings, rows)
        return
    text = io.TextIOWrapper(out, encoding="utf-8-sig" if mark else "utf-8", newline="")
    try:
        plain, quoted = csv.writer(text), csv.writer(text, quoting=csv.QUOTE_ALL)
        for row in chain([headings], rows):
            cells = ["" if cell is None else cell if isinstance(cell, int) else defused(str(cell)) for cell in row]
            together = "".join(map(str, cells))
            if any(sign in together for sign in SPLITTING):
                quoted.writerow([defused_within(str(cell)) for cell in cells])
            else:
                plain.writerow(cells)
    finally:
        text.detach()
