"""XLSX files, in and out: rows of text from the first worksheet, and a worksheet in which nothing runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO

from fesgrade.files.formulas import defused, restored
from fesgrade.sources import FaultsError

#: The most that a file may unpack to, in bytes.
MAX_UNPACKED = 1_000 * 2**20
#: The most rows below the headings, read or written; they take many times as long as those of CSV.
MAX_ROWS = 50_000
#: The most different texts of a file, which are all held in memory before its first row is read.
MAX_TEXTS = 500_000
#: The longest text that a cell can hold, in characters.
MAX_CELL = 32_767
#: How an entry of the list of texts begins.
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
#: A character as a spreadsheet codes it where XML has no place for it.
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
#: What must be coded: such characters, and a text that looks like a code already.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class SheetError(FaultsError):
    """A file that cannot be read or written as a table: each fault names the file, and the row where it has one."""


def size_words(count: int) -> str:
    """Return a number of bytes in words."""
    return f"{count / 2**20:,.0f} MB" if count >= 2**20 else f"{count:,} bytes"


# Reading ------------------------------------------------------------------------------------------


def read_rows(name: str, content: bytes, max_unpacked: int = MAX_UNPACKED) -> Iterator[list[str]]:
    """Yield the rows of the first worksheet as text, formulas with the values that they last had.

    Raises :class:`SheetError` for a file that is damaged or unpacks to too much.
    """
    import openpyxl  # only here, because few pages read XLSX

    damaged = SheetError([f"{name} cannot be read as XLSX; it is damaged, cut short, or another kind of file."])
    # Where a file is damaged, zipfile and openpyxl let errors of every kind through.
    try:
        _refuse_large(name, content, max_unpacked)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = page.iter_rows(values_only=True)
    except SheetError:
        raise
    except Exception:
        raise damaged from None
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception:
            raise damaged from None
        yield [restored(_as_text(cell)) for cell in cells]


def _refuse_large(name: str, content: bytes, max_unpacked: int) -> None:
    """Refuse a file that would take too much memory, before openpyxl unpacks it."""
    how = "save it as CSV UTF-8, or split it into several files"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > max_unpacked:
            limit = size_words(max_unpacked)
            raise SheetError([f"{name} unpacks to {size_words(unpacked)}, more than the {limit} that are read; {how}."])
        texts = 0
        for entry in archive.infolist():
            if "worksheets/" in entry.filename:  # is read row by row
                continue
            with archive.open(entry) as part:
                while chunk := part.read(2**20):
                    texts += len(_TEXT.findall(chunk))
                    if texts > MAX_TEXTS:
                        most = f"{MAX_TEXTS:,} different texts, the most that are read of XLSX"
                        raise SheetError([f"{name} holds more than {most}; {how}."])


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _CODED.sub(_decode, value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _decode(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return "\ufffd" if number == 0 or 0xD800 <= number <= 0xDFFF else chr(number)  # no text can hold those


# Writing ------------------------------------------------------------------------------------------


def write(out: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table to an open binary file: whole numbers, blank cells for ``None``, and texts that never run.

    Raises :class:`SheetError` for more than :data:`MAX_ROWS` rows or a text longer than :data:`MAX_CELL`.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
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
