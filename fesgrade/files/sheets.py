"""Tables from people: CSV and XLSX in, CSV and XLSX out.

Every cell is read as text, so that position numbers keep their zeros and what went in comes out again. What is
written never runs: a text that a spreadsheet would take for a formula is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

from fesgrade.sources import FaultsError

#: The largest file that is read, in bytes.
MAX_BYTES = 100 * 2**20
#: The most that an XLSX file may unpack to, in bytes.
MAX_UNPACKED = 1_000 * 2**20
#: The most rows that are read below the headings.
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
#: The columns that scoring adds, as :mod:`fesgrade.frames` calls them, and the most there can be of them.
#: A result can be read again, so they are not counted with those of the file.
_ADDED = re.compile("points_.{1,3}|total|grade|above_floor|to_next|findings|errors")
MAX_ADDED = 50
#: The longest text that a cell of a spreadsheet can hold, in characters.
MAX_CELL = 32_767
#: The same for XLSX, read or written, which takes many times as long.
MAX_XLSX_ROWS = 50_000
#: The most different texts of an XLSX file, which are all held in memory before its first row is read.
MAX_TEXTS = 500_000
#: How many rows a fault names one by one.
SHOWN = 10
#: How a cell begins that a spreadsheet may run as a formula; the last four are the wide forms of the first.
DANGEROUS = "=+-@\t\r\n＝＋－＠"
#: Where a reader with another separator than the comma begins a new cell, within what is one cell here.
SPLITTING = ";\t\r\n"
#: The places after those signs where what follows may be run, with and without the mark that keeps it from that.
_RUNS = r"""(?=[ \xa0"']*[-=+@＝＋－＠])"""
_INNER = re.compile(rf"(?<=[{SPLITTING}]){_RUNS}")
_MARKED = re.compile(rf"(?<=[{SPLITTING}])'{_RUNS}")
#: Told how much is done of how much, in any unit.
Progress = Callable[[int, int], None]


class SheetError(FaultsError):
    """A file that cannot be read or written as a table: each fault names the file, and the row where it has one."""


@dataclass(frozen=True)
class Sheet:
    """A table as text. ``columns`` maps each heading to its cells, all of the same length; a blank cell is ``""``.

    ``lines`` has the number of each row in the file, with the headings as row 1. ``notes`` are sentences about what
    was read otherwise than it stands in the file.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]
    notes: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def part(self, start: int, stop: int) -> dict[str, Sequence[str]]:
        """Return the rows from ``start`` up to ``stop`` as columns."""
        return {heading: cells[start:stop] for heading, cells in self.columns.items()}


def limits(max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS) -> str:
    """Say in a sentence what is read with these limits, for people who are about to give a file."""
    return (
        f"CSV in UTF-8 with up to {max_rows:,} rows or XLSX with up to {min(max_rows, MAX_XLSX_ROWS):,}, at most "
        f"{_size(max_bytes)} and {MAX_COLUMNS} columns; the first row holds the headings."
    )


def read(
    source: bytes | Path | str,
    name: str = "",
    *,
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    max_unpacked: int = MAX_UNPACKED,
    progress: Progress | None = None,
) -> Sheet:
    """Read a CSV or XLSX file: a path, or the bytes of a file together with its ``name``.

    CSV is UTF-8 (with or without a byte order mark) and separated by commas, semicolons or tabs; of an XLSX file the
    first worksheet is read, with the values that formulas last had. Blank rows are left out, short rows are filled.
    An apostrophe before a sign that would start a formula is the mark of a text, as :func:`write` sets it, and is
    taken off; in CSV also one after a semicolon, tab or line end within a cell.

    Raises :class:`SheetError` for a file that is missing, empty, too large, cut short, damaged, in another encoding
    or format, without headings, or with rows longer than the headings.
    """
    if isinstance(source, bytes):
        content = source
    else:
        name = name or Path(source).name
        try:
            size = Path(source).stat().st_size
            content = b"" if size > max_bytes else Path(source).read_bytes()
        except OSError as error:
            raise SheetError([f"{source} cannot be read: {error.strerror or error}."]) from None
        if size > max_bytes:
            raise SheetError([_too_large(name, size, max_bytes)])
    if len(content) > max_bytes:
        raise SheetError([_too_large(name, len(content), max_bytes)])
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise SheetError([f"{name} is empty; it needs a row of headings and a row for each position."])
    if content.startswith(b"PK\x03\x04"):
        return _collect(name, _xlsx_rows(name, content, max_unpacked), min(max_rows, MAX_XLSX_ROWS), "XLSX", progress)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            [f"{name} is an Excel file of the old kind (.xls) or has a password; save it as .xlsx without a password."]
        )
    return _collect(name, _csv_rows(name, content, progress), max_rows, "CSV", None)


def _size(count: int) -> str:
    return f"{count / 2**20:,.0f} MB" if count >= 2**20 else f"{count:,} bytes"


def _too_large(name: str, size: int, limit: int) -> str:
    return f"{name} has {_size(size)}, more than the {_size(limit)} that are read; split it into several files."


def _collect(name: str, rows: Iterator[Sequence[str]], max_rows: int, kind: str, progress: Progress | None) -> Sheet:
    """Gather rows into columns and refuse what is not a table; equal cells are kept in memory once."""
    header: list[str] = []
    columns: list[list[str]] = []
    notes: list[str] = []
    long: list[str] = []
    wide: list[str] = []
    known: dict[str, str] = {}
    lines: list[int] = []
    for line, cells in enumerate(rows, start=1):
        if not any(cell.strip() for cell in cells):
            if line > 2 * max_rows + 1:
                break
            continue
        if not header:
            width = max(at for at, cell in enumerate(cells, start=1) if cell.strip())
            added = sum(bool(_ADDED.fullmatch(cell.strip())) for cell in cells[:width])
            if width - min(added, MAX_ADDED) > MAX_COLUMNS:
                raise SheetError([f"{name} has more than {MAX_COLUMNS} columns; keep the ones you need."])
            if max(map(len, cells)) > MAX_CELL:
                raise SheetError([f"{name} has a heading of more than {MAX_CELL:,} characters; shorten it."])
            header, notes = _headings(cells[:width])
            columns = [[] for _ in header]
            continue
        lines.append(line)
        count = len(lines)
        if count > max_rows:
            raise SheetError(
                [f"{name} has more than the {max_rows:,} rows that are read of {kind}; split it into several files."]
            )
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            long.append(f"row {line} has {len(cells)} cells")
        if max(map(len, cells)) > MAX_CELL:
            wide.append(f"row {line}")
        for column, cell in zip(columns, cells, strict=False):
            column.append(known.setdefault(cell, cell))
        for column in columns[len(cells) :]:
            column.append("")
        if progress and count % 10_000 == 0:
            progress(count, 0)
    faults = []
    if not header:
        faults.append(f"{name} has no headings; its first row must name the columns.")
    elif not lines:
        faults.append(f"{name} has headings but no row below them; it needs a row for each position.")
    if long:
        faults.append(
            f"{name} has {len(header)} headings, but {_listed(long)}; put quotes around a cell that holds a separator."
        )
    if wide:
        faults.append(f"{name} has a cell of more than {MAX_CELL:,} characters in {_listed(wide)}; shorten it.")
    if faults:
        raise SheetError(faults)
    # Without blank rows between them the numbers need no memory.
    unbroken = range(lines[0], lines[0] + len(lines))
    return Sheet(
        name, dict(zip(header, columns, strict=True)), unbroken if lines[-1] == unbroken[-1] else lines, tuple(notes)
    )


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - SHOWN:,} more" if len(items) > SHOWN else ""
    return ", ".join(items[:SHOWN]) + more


def _headings(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Name every column once: a blank or repeated heading gets a name of its own, and a note says so."""
    texts = [" ".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
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
    return found, notes


# CSV ----------------------------------------------------------------------------------------------


def _csv_rows(name: str, content: bytes, progress: Progress | None) -> Iterator[list[str]]:
    _refuse_other_encodings(name, content)
    stream = io.BytesIO(content)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    rows = csv.reader(text, delimiter=_separator(content), strict=True)
    inner = any(sign.encode() + b"'" in content for sign in SPLITTING)
    line = 0
    while True:
        line += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise SheetError([f"{name}, row {line} {_csv_fault(error)}."]) from None
        if progress and line % 10_000 == 0:
            progress(stream.tell(), len(content))
        if inner:
            cells = [_MARKED.sub("", cell) if "'" in cell else cell for cell in cells]
        yield [_unmarked(cell) for cell in cells]


def _refuse_other_encodings(name: str, content: bytes) -> None:
    how = "save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8)"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError([f"{name} is UTF-16 text; {how}."])
    if b"\x00" in content:
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise SheetError([f"{name} is no text file: line {line} holds a zero byte; {how} or as XLSX."])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SheetError(
            [f"{name} is not UTF-8 text: line {line} holds the byte 0x{content[error.start]:02X}; {how}."]
        ) from None


def _separator(content: bytes) -> str:
    first = content.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0].decode("utf-8", "replace")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


def _csv_fault(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "begins a quoted cell that is never closed; the file may be cut short"
    if "field larger" in text:
        return f"holds a cell of more than {csv.field_size_limit():,} characters; shorten it"
    if "expected after" in text:
        return "goes on after a closing quote; double the quotes inside a quoted cell"
    return f"cannot be read as CSV: {text}"


# XLSX ---------------------------------------------------------------------------------------------

#: A character as a spreadsheet codes it where XML has no place for it.
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
#: What must be coded: such characters, and a text that looks like a code already.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def _code(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _decode(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return "\ufffd" if number == 0 or 0xD800 <= number <= 0xDFFF else chr(number)  # no text can hold those


#: How an entry of the list of texts begins.
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")


def _refuse_many_texts(name: str, archive: zipfile.ZipFile) -> None:
    count = 0
    for entry in archive.infolist():
        if "worksheets/" in entry.filename:  # is read row by row
            continue
        with archive.open(entry) as part:
            while chunk := part.read(2**20):
                count += len(_TEXT.findall(chunk))
                if count > MAX_TEXTS:
                    raise SheetError(
                        [f"{name} holds more than {MAX_TEXTS:,} different texts, the most that are read of XLSX; save "
                         "it as CSV UTF-8, or split it into several files."]
                    )  # fmt: skip


def _xlsx_rows(name: str, content: bytes, max_unpacked: int) -> Iterator[list[str]]:
    damaged = SheetError([f"{name} cannot be read as XLSX; it is damaged, cut short, or another kind of file."])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > max_unpacked:
                raise SheetError(
                    [f"{name} unpacks to {_size(unpacked)}, more than the {_size(max_unpacked)} that are read; save it "
                     "as CSV UTF-8, or split it into several files."]
                )  # fmt: skip
            _refuse_many_texts(name, archive)
    except SheetError:
        raise
    except Exception:  # zipfile lets errors of several kinds through as well
        raise damaged from None
    try:
        import openpyxl
    except ImportError:
        raise SheetError(
            ["XLSX files need openpyxl; install fesgrade[batch], or save the file as CSV UTF-8."]
        ) from None
    # openpyxl lets errors of every kind through when a file is damaged, from wherever it meets the damage.
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        if not book.worksheets:
            raise damaged
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = page.iter_rows(values_only=True)
    except Exception:
        raise damaged from None
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception:
            raise damaged from None
        yield [_unmarked(_as_text(cell)) for cell in cells]


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


# Writing ------------------------------------------------------------------------------------------


def defused(text: str) -> str:
    """Return a cell so that no spreadsheet runs it: an apostrophe goes before what may start a formula."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(tuple(DANGEROUS)) else text


def _unmarked(text: str) -> str:
    return text[1:] if text.startswith("'") and defused(text[1:]) == text else text


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
    were. A CSV row with one of :data:`SPLITTING` in it is quoted throughout, and what follows such a sign is marked
    where it could run, because a program set to semicolons or tabs begins a cell there in spite of quotes. CSV begins
    with a byte order mark, so that Excel takes it for UTF-8, unless ``mark`` is off.
    Raises :class:`SheetError` for more than :data:`MAX_XLSX_ROWS` rows of XLSX, or a longer text in it than
    :data:`MAX_CELL`.
    """
    if kind == "csv":
        _write_csv(out, headings, rows, "utf-8-sig" if mark else "utf-8")
    else:
        _write_xlsx(out, headings, rows)


def _write_csv(out: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[object]], encoding: str) -> None:
    text = io.TextIOWrapper(out, encoding=encoding, newline="")
    try:
        made: list[str] = []
        plain = csv.writer(SimpleNamespace(write=made.append))
        quoted = csv.writer(text, quoting=csv.QUOTE_ALL)
        for row in chain([headings], rows):
            cells = ["" if v is None else v if isinstance(v, int) else defused(str(v)) for v in row]
            plain.writerow(cells)
            line = made.pop()
            if ";" in line or "\t" in line or line.count("\n") > 1 or line.count("\r") > 1:
                quoted.writerow([cell if isinstance(cell, int) else _INNER.sub("'", cell) for cell in cells])
            else:
                text.write(line)
    finally:
        text.detach()


def _write_xlsx(out: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ImportError:
        raise SheetError(["XLSX files need openpyxl; install fesgrade[batch], or write CSV."]) from None
    book = Workbook(write_only=True)
    page = book.create_sheet("Positions")
    page.freeze_panes = "A2"

    # openpyxl writes each cell as soon as it gets it, so three cells do for the whole table.
    heading, plain, marked = (WriteOnlyCell(page) for _ in range(3))
    heading.font = Font(bold=True)
    for text_cell in (heading, plain, marked):
        text_cell.number_format = "@"  # else a level such as 1-7 becomes a date once somebody edits it
    marked.quotePrefix = True

    def cells(line: int, values: Sequence[object], first: Any) -> Iterator[Any]:
        for at, value in enumerate(values, start=1):
            if value is None or value == "" or isinstance(value, int):
                yield None if value == "" else value
                continue
            text = str(value)
            cell = marked if defused(text) != text else first
            coded = _UNSAFE.sub(_code, text)
            if len(coded) > MAX_CELL:  # else it would be cut
                raise SheetError(
                    [f"Row {line}, column {at} has a text of more than {MAX_CELL:,} characters, the most that a cell "
                     "of XLSX holds; write CSV."]
                )  # fmt: skip
            cell.value = coded
            cell.data_type = "s"  # never a formula, whatever it begins with
            yield cell

    page.append(cells(1, headings, heading))
    for count, row in enumerate(rows, start=1):
        if count > MAX_XLSX_ROWS:
            page.close()
            raise SheetError([f"An XLSX file is written with up to {MAX_XLSX_ROWS:,} rows; write CSV."])
        page.append(cells(count + 1, row, plain))
    book.save(out)
