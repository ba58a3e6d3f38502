"""Rows of text from a table that somebody hands in, CSV or XLSX; :mod:`fesgrade.files.sheets` makes columns of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from fesgrade.files import xlsx
from fesgrade.files.archive import MAX_UNPACKED
from fesgrade.files.formulas import SPLITTING, restored, restored_within
from fesgrade.files.xlsx import SheetError
from fesgrade.sources import csv_rows

#: Told how much is done of how much, in any unit.
Progress = Callable[[int, int], None]


class Row(NamedTuple):
    """A row that is not blank: its number in the file, with the first row as 1, and its cells or what is wrong."""

    line: int
    cells: Sequence[str]
    fault: str = ""


def kind_of(content: bytes, name: str = "") -> str:
    """Return ``"json"``, ``"xlsx"`` or ``"csv"``, by how a file begins, or ends in its name."""
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    begins = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return "json" if name.lower().endswith(".json") or begins in (b"{", b"[") else "csv"


def read_rows(
    content: bytes,
    name: str,
    *,
    max_rows: int,
    max_unpacked: int = MAX_UNPACKED,
    progress: Progress | None = None,
    one_line: bool = False,
) -> Iterator[Row]:
    """Yield the rows that are not blank, the headings first; ``progress`` is told after every 10,000.

    CSV is UTF-8 or, with a byte order mark, UTF-16, and separated by commas, semicolons or tabs. With ``one_line`` no
    cell of it holds a line end, so that a quotation mark that is never closed spoils its own row only.

    Raises :class:`SheetError` for a file of another kind or encoding, one that is damaged, and where it has more than
    ``max_rows`` rows below the headings.
    """
    kind = kind_of(content)
    if kind == "xlsx":
        max_rows = min(max_rows, xlsx.MAX_ROWS)
        rows: Iterator[tuple[int, list[str] | str]] = xlsx.read_rows(name, content, max_unpacked)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            [f"{name} is an Excel file of the old kind (.xls) or has a password; save it as .xlsx without a password."]
        )
    else:
        rows = enumerate(_csv_cells(_utf8(name, content), progress, one_line=one_line), start=1)
    count = 0
    for line, cells in rows:
        if isinstance(cells, str):
            if not one_line:
                raise SheetError([f"{name}, row {line} {cells}."])
            yield Row(line, (), cells)
        elif any(cell.strip() for cell in cells):
            if count > max_rows:
                most = f"{max_rows:,} rows that are read of {kind.upper()}"
                raise SheetError([f"{name} has more than the {most}; split it into several files."])
            yield Row(line, cells)
            count += 1
            if progress and kind == "xlsx" and count % 10_000 == 0:
                progress(count, 0)


def _utf8(name: str, content: bytes) -> bytes:
    how = "save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8)"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16").encode()
        except UnicodeError:
            raise SheetError([f"{name} is UTF-16 text that is damaged or cut short; {how}."]) from None
    if b"\x00" in content:
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise SheetError([f"{name} is no text file: line {line} holds a zero byte; {how} or as XLSX."])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02X}"
        raise SheetError([f"{name} is not UTF-8 text: line {line} holds the byte {byte}; {how}."]) from None
    return content


def _csv_cells(content: bytes, progress: Progress | None, *, one_line: bool) -> Iterator[list[str] | str]:
    stream = io.BytesIO(content)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    separator = _separator(content)
    split = (next(csv_rows([line], separator), []) for line in text)
    is_split = any(sign.encode() + b"'" in content for sign in SPLITTING)
    for count, cells in enumerate(split if one_line else csv_rows(text, separator), start=1):
        if progress and count % 10_000 == 0:
            progress(stream.tell(), len(content))
        if isinstance(cells, str):
            yield cells
        else:
            yield [restored(restored_within(cell) if is_split else cell) for cell in cells]


def _separator(content: bytes) -> str:
    """Return the sign that stands most often between the headings."""
    first = content.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(",;\t", key=re.sub(r'"[^"]*"', "", first).count)
