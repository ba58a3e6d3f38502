"""Rows of text from a table that somebody hands in, CSV or XLSX; :mod:`fesgrade.files.sheets` makes columns of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from fesgrade.files import xlsx
from fesgrade.files.archive import MAX_UNPACKED
from fesgrade.files.encodings import as_utf8
from fesgrade.files.formulas import SPLITTING, restored, restored_within, unwrapped
from fesgrade.files.workbook import Workbook
from fesgrade.files.xlsx import SheetError
from fesgrade.sources import csv_rows, listed

#: Told how much is done of how much, in any unit.
Progress = Callable[[int, int], None]
#: Says how much a row looks like the headings that are wanted; 0 for not at all.
Rank = Callable[[Sequence[str]], int]
#: The rank of headings that need no look at what follows them.
CERTAIN = 100
#: So many rows that are not blank are looked at for the headings, and so much of a text for what separates its cells.
PEEKED = 30
_SAMPLE = 2**16
#: What may separate cells; of two that separate as well the first is taken.
SEPARATORS = ",;\t|"


class Row(NamedTuple):
    """A row that is not blank: its number in the file, with the first row as 1, and its cells or what is wrong."""

    line: int
    cells: Sequence[str]
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """An open table: ``rows`` yields the headings first, then what stands below them.

    ``pages`` are the worksheets of a workbook that can be seen, ``page`` is the one that is read. ``notes`` say what
    was found otherwise than expected; ``encoding`` is blank for UTF-8, and ``marked`` gets the numbers of the rows in
    which a cell was written as ``="…"``.
    """

    rows: Iterator[Row]
    pages: tuple[str, ...] = ()
    page: str = ""
    notes: tuple[str, ...] = ()
    encoding: str = ""
    marked: list[int] = field(default_factory=list)


def kind_of(content: bytes, name: str = "") -> str:
    """Return ``"json"``, ``"xlsx"`` or ``"csv"``, by how a file begins, or ends in its name."""
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    begins = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return "json" if name.lower().endswith(".json") or begins in (b"{", b"[") else "csv"


def open_table(
    content: bytes,
    name: str,
    *,
    max_rows: int,
    max_unpacked: int = MAX_UNPACKED,
    progress: Progress | None = None,
    one_line: bool = False,
    page: str = "",
    headings: int = 0,
    rank: Rank | None = None,
) -> Table:
    """Open a table; its rows that are not blank come as they are asked for, ``progress`` is told after every 10,000.

    CSV is separated by commas, semicolons, tabs or vertical bars, or by what a first line ``sep=;`` says;
    :mod:`~fesgrade.files.encodings` says how it may be coded. With ``one_line`` no cell of it holds a line end, so that
    a quotation mark that is never closed spoils its own row only.

    ``page`` names the worksheet and ``headings`` the row of the headings; without them the first worksheet with the
    row of the highest ``rank`` is read, and that row heads the table. Where no row has a rank it is the first, unless
    only that has a single cell, as a title has.

    Raises :class:`SheetError` for a file of another kind or encoding, one that is damaged, and where it has more than
    ``max_rows`` rows, or no such worksheet or row.
    """
    marked: list[int] = []
    if kind_of(content) == "xlsx":
        book = xlsx.open_pages(name, content, max_unpacked)
        pages = tuple(book.sheets)
        page = _page(name, book, page, rank)
        rows = _limited(xlsx.read_rows(book, page), name, "XLSX", min(max_rows, xlsx.MAX_ROWS), progress)
        others = [repr(each) for each in pages if each != page]
        notes = [f"{name} has {len(pages)} worksheets; {page!r} was read, not {_some(others)}."] if others else []
        encoding = ""
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            [f"{name} is an Excel file of the old kind (.xls) or has a password; save it as .xlsx without a password."]
        )
    else:
        pages, page, notes = (), "", []
        content, encoding = as_utf8(name, content)
        cells = _csv_cells(content, progress, marked, one_line=one_line)
        rows = _limited(cells, name, "CSV", max_rows, one_line=one_line)
    above, rows = _from_headings(rows, name, headings, rank)
    if above:
        text = next(cell.strip() for cell in above[0].cells if cell.strip())
        ends = above[0].line, above[-1].line
        first = above[0].line if len(above) == 1 else f"{ends[0]} {'and' if len(above) == 2 else 'to'} {ends[1]}"
        head, rows = _peek(rows)
        where = f"The headings of {name} were found in row {head.line}"
        rest, are = ("row", "is") if len(above) == 1 else ("rows", "are")
        notes.append(f"{where}; {rest} {first} above them ({_short(text)!r}) {are} no part of the table.")
    return Table(rows, pages, page, tuple(notes), encoding, marked)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


def _some(names: Sequence[str]) -> str:
    return listed([*names[:5], *([f"{len(names) - 5} more"] if len(names) > 5 else [])])


def _peek(rows: Iterator[Row]) -> tuple[Row, Iterator[Row]]:
    first = next(rows)
    return first, chain([first], rows)


def _limited(
    rows: Iterable[tuple[int, list[str] | str]],
    name: str,
    kind: str,
    max_rows: int,
    progress: Progress | None = None,
    *,
    one_line: bool = False,
) -> Iterator[Row]:
    """Yield the rows that are not blank, and no more than so many; one with a fault is refused unless each is apart."""
    count = 0
    for line, cells in rows:
        if isinstance(cells, str):
            if not one_line:
                raise SheetError([f"{name}, row {line} {cells}."])
            yield Row(line, (), cells)
        elif any(cell.strip() for cell in cells):
            if count > max_rows:
                most = f"{max_rows:,} rows that are read of {kind}"
                raise SheetError([f"{name} has more than the {most}; split it into several files."])
            yield Row(line, cells)
            count += 1
            if progress and count % 10_000 == 0:
                progress(count, 0)


# Where the table begins ---------------------------------------------------------------------------


def _page(name: str, book: Workbook, wanted: str, rank: Rank | None) -> str:
    """Return the worksheet to read: the one that is wanted, or the first with the row that ranks highest."""
    pages = list(book.sheets)
    if wanted and wanted not in pages:
        raise SheetError([f"{name} has no worksheet {wanted!r}; it has {_some([repr(each) for each in pages])}."])
    if wanted or len(pages) == 1:
        return wanted or pages[0]
    first = [[cells for _, cells in islice(xlsx.read_rows(book, page), PEEKED)] for page in pages]
    ranks = [max(map(rank, rows), default=0) if rank else 0 for rows in first]
    filled = [page for page, rows in zip(pages, first, strict=True) if rows]
    return pages[ranks.index(max(ranks))] if any(ranks) else filled[0] if filled else pages[0]


def _from_headings(
    rows: Iterator[Row], name: str, headings: int, rank: Rank | None
) -> tuple[Sequence[Row], Iterator[Row]]:
    """Return what stands above the headings, and the rows from them on."""
    if headings:
        above: list[Row] = []
        for row in rows:
            if row.line == headings:
                return above, chain([row], rows)
            if row.line > headings:
                break
            above.append(row)
        raise SheetError([f"{name} has no row {headings} that could hold the headings; it is blank or not there."])
    first = list(islice(rows, PEEKED))
    at = _heading_row([row.cells for row in first], rank)
    return first[:at], chain(first[at:], rows)


def _heading_row(rows: Sequence[Sequence[str]], rank: Rank | None) -> int:
    """Return which of the first rows heads the table, 0 for the first."""
    ranks: list[int] = []
    while rank and len(ranks) < len(rows) and max(ranks, default=0) < CERTAIN:
        ranks.append(rank(rows[len(ranks)]))
    if any(ranks):
        return ranks.index(max(ranks))
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    if filled[:1] != [1]:
        return 0
    return next((at for at, count in enumerate(filled[:-1]) if count > 2 and 2 * count >= max(filled)), 0)


# CSV ----------------------------------------------------------------------------------------------


def _csv_cells(
    content: bytes, progress: Progress | None, marked: list[int], *, one_line: bool
) -> Iterator[tuple[int, list[str] | str]]:
    stream = io.BytesIO(content)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    separator, told = _separator(content)
    if told:
        text.readline()
    split = (next(csv_rows([each], separator), []) for each in text)
    is_split = any(sign.encode() + b"'" in content for sign in SPLITTING)
    has_marks, is_marked = b"'" in content, b'="' in content
    for line, cells in enumerate(split if one_line else csv_rows(text, separator), start=1 + told):
        if progress and line % 10_000 == 0:
            progress(stream.tell(), len(content))
        if isinstance(cells, str):
            yield line, cells
            continue
        if is_marked and any(unwrapped(cell) != cell for cell in cells):
            marked.append(line)
            yield line, [unwrapped(cell) for cell in cells]
        elif has_marks:
            yield line, [restored(restored_within(cell) if is_split else cell) for cell in cells]
        else:
            yield line, cells


def _separator(content: bytes) -> tuple[str, bool]:
    """Return what separates cells, and whether a first line ``sep=;`` says so.

    Of the first lines with cells in them most have the same number of separators; titles above them have none.
    """
    start = content[:_SAMPLE].decode("utf-8", "ignore").lstrip("\ufeff")
    first = start.split("\n", 1)[0].strip('\r "').lower()
    if first.startswith("sep=") and len(first) <= 5:
        return first[4:] or "\t", True
    unquoted = re.sub(r'"[^"]*(?:"|$)', "", start)
    lines = [line for line in unquoted.splitlines()[:PEEKED] if line.strip()]

    def agreeing(sign: str) -> tuple[int, int]:
        counts = [count for line in lines if (count := line.count(sign))]
        usual = max(counts, key=counts.count, default=0)
        return counts.count(usual), usual

    return max(SEPARATORS, key=agreeing), False
