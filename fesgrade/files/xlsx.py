"""XLSX files, in and out: rows of text from a worksheet, and a worksheet in which nothing runs."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.parsers import expat

from fesgrade.files.archive import MAX_UNPACKED, ArchiveError
from fesgrade.files.formulas import defused, restored
from fesgrade.files.workbook import MAX_CELL, Workbook, open_workbook
from fesgrade.sources import FaultsError

#: The most rows below the headings, read or written; they take many times as long as those of CSV.
MAX_ROWS = 50_000
#: What must be coded: characters that XML has no place for, and a text that looks like a code already.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
#: What reading a damaged file may raise.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError, ValueError,
    IndexError, KeyError, OSError, struct.error,
)  # fmt: skip


class SheetError(FaultsError):
    """A file that cannot be read or written as a table: each fault names the file, and the row where it has one."""


# Reading ------------------------------------------------------------------------------------------


def open_pages(name: str, content: bytes, max_unpacked: int = MAX_UNPACKED) -> Workbook:
    """Open a workbook; :class:`SheetError` for a file that is damaged or holds too much."""
    with _telling(name):
        return open_workbook(name, content, max_unpacked)


def read_rows(book: Workbook, page: str) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row of a worksheet that is not blank, as text.

    Formulas have the values that they last had. Raises :class:`SheetError` as :func:`open_pages` does.
    """
    with _telling(book.archive.name):
        for line, cells in book.rows(page):
            yield line, [restored(cell) for cell in cells]


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Let what a damaged file raises be one sentence."""
    try:
        yield
    except ArchiveError as error:
        how = "Save it as CSV UTF-8, or split it into several files."
        raise SheetError([f"{fault} {how}" for fault in error.faults]) from None
    except _DAMAGED:
        raise SheetError(
            [f"{name} cannot be read as XLSX; it is damaged, cut short, or another kind of file."]
        ) from None


# Writing ------------------------------------------------------------------------------------------


def write(out: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table to an open binary file: whole numbers, blank cells for ``None``, and texts that never run.

    Raises :class:`SheetError` for more than :data:`MAX_ROWS` rows or a text longer than :data:`MAX_CELL`.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "fesgrade"
    page = book.create_sheet("Positions")
    page.freeze_panes = "A2"

    # openpyxl writes each cell as soon as it gets it, so three cells do for the whole table.
    heading, plain, marked = (WriteOnlyCell(page) for _ in range(3))
    heading.font = Font(bold=True)
    for cell in (heading, plain, marked):
        cell.number_format = "@"  # else a level such as 1-7 becomes a date once somebody edits it
    marked.quotePrefix = True

    def cells(line: int, values: Sequence[object], usual: Any) -> Iterator[Any]:
        for at, value in enumerate(values, start=1):
            if value is None or value == "" or isinstance(value, int):
                yield None if value == "" else value
                continue
            text = str(value)
            coded = _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
            if len(coded) > MAX_CELL:  # else it would be cut
                most = f"{MAX_CELL:,} characters, the most that a cell of XLSX holds"
                raise SheetError([f"Row {line}, column {at} has a text of more than {most}; write CSV."])
            cell = marked if defused(text) != text else usual
            cell.value = coded
            cell.data_type = "s"  # never a formula, whatever it begins with
            yield cell

    page.append(cells(1, headings, heading))
    for line, row in enumerate(rows, start=2):
        if line > MAX_ROWS + 1:
            page.close()
            raise SheetError([f"An XLSX file is written with up to {MAX_ROWS:,} rows; write CSV."])
        page.append(cells(line, row, plain))
    book.save(out)
