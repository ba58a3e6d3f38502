"""Where the tables are, how a table is read, and how faults in it are told.

Every table is a CSV file in UTF-8 with a header row. A reader collects every fault of a
file before it gives up, so that one look is enough to mend it.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

#: No number in a table has more digits.
DIGITS = 6


class FaultsError(ValueError):
    """Input that was refused; ``faults`` holds one plain sentence for each thing wrong with it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class DataError(FaultsError):
    """A table or a folder of tables that cannot be used: each fault names file, row and column.

    Attributes
    ----------
    faults : tuple of str
        Every fault, each a sentence.

    Examples
    --------
    >>> import fesgrade as fg
    >>> try:
    ...     fg.evaluate("1-7", data="no/such/folder")
    ... except fg.DataError as error:
    ...     print(len(error.faults))
    1
    """


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a sentence lists them: ``1, 2 and 3``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def data_dir() -> Path:
    """Return the folder of the shipped tables: inside the package when installed, else beside the checkout."""
    installed = Path(__file__).parent / "data"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "data"


def own_data() -> str | None:
    """Return the folder of the user's own tables that the pages were started with (``fesgrade serve --data DIR``)."""
    return os.environ.get("FESGRADE_DATA") or None


def own_folder(data: Path | str, holds: str) -> Path:
    """Return the folder ``data``, which ``holds`` names the content of; :class:`DataError` when it is no folder."""
    if not isinstance(data, Path | str):
        raise DataError([f"The data folder is given as {data!r}; give the name of one that holds {holds}."])
    if not str(data):  # Path("") would be the current folder
        raise DataError([f"The name of the data folder is empty; give one that holds {holds}."])
    if not Path(data).is_dir():
        raise DataError([f"{data} is not a folder; give one that holds {holds}."])
    return Path(data)


def csv_rows(lines: Iterable[str], separator: str = ",") -> Iterator[list[str] | str]:
    """Yield the cells of each row of a CSV text; where one cannot be read, what is wrong with it, and no more.

    A quotation mark that is never closed is such a fault: else it would swallow the rows after it without a word.
    """
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _csv_fault(str(error))
            return
        yield cells


def _csv_fault(text: str) -> str:
    if "unexpected end" in text:
        return "begins a quoted cell that is never closed; the file may be cut short"
    if "field larger" in text:
        return f"holds a cell of more than {csv.field_size_limit():,} characters; shorten it"
    if "expected after" in text:
        return "goes on after a closing quote; double the quotes inside a quoted cell"
    return f"cannot be read as CSV: {text}"


Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with its place in the file; ``line`` counts the header as row 1, as a spreadsheet does."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def pick(self, *columns: str) -> dict[str, Any]:
        """Return some cells by the names of their columns."""
        return {column: self[column] for column in columns}

    def place(self, column: str) -> str:
        """Say where a cell is, as errors do."""
        return f"{self.file}, row {self.line}, column {column}"

    def record(self, kind: type[Record], /, **given: Any) -> Record:
        """Return a record of some kind: each field is ``given``, or else the column of its name.

        The field ``source`` is the column ``source_ref``.
        """
        names = {each.name for each in fields(kind)} - given.keys()  # type: ignore[arg-type]
        return kind(**{name: self["source_ref" if name == "source" else name] for name in names}, **given)


class Reader:
    """Reads tables below one folder and keeps the faults it met; ``finish`` raises them all at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []

    def table(
        self,
        path: Path,
        required: Sequence[str],
        optional: Sequence[str] = (),
        key: Sequence[str] = (),
        *,
        needs: str = "",
    ) -> list[Row]:
        """Return the rows of the CSV file at ``path``.

        ``required`` columns must be there and filled, ``optional`` ones may be blank or left out, any other column is
        a fault; the ``key`` columns together may not repeat. ``needs`` says of which rows there must be at least one.
        """
        name = path.relative_to(self.root).as_posix()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.faults.append(f"{name} is missing; it needs the columns {', '.join(required)}.")
            return []
        except OSError as error:
            self.faults.append(f"{name} cannot be read: {error.strerror or error}.")
            return []
        except UnicodeDecodeError as error:
            self.faults.append(f"{name} is not UTF-8 text at byte {error.start}; save it as CSV UTF-8.")
            return []
        rows: list[list[str]] = []
        for line, cells in enumerate(csv_rows(io.StringIO(text, newline="")), start=1):
            if isinstance(cells, str):
                self.faults.append(f"{name}, row {line} {cells}.")
                return []
            rows.append(cells)
        if needs and rows and not any(cell.strip() for cells in rows[1:] for cell in cells):
            self.faults.append(f"{name} has no row; it needs {needs}.")
        header = [cell.strip() for cell in rows[0]] if rows else []
        missing = [column for column in required if column not in header]
        known = {*required, *optional}
        faults = [f"{name}, row 1: the column {column} is missing." for column in missing]
        faults += [
            f"{name}, row 1: {column or 'a blank heading'} is not a column of this table; "
            f"the columns are {', '.join([*required, *optional])}."
            for column in header
            if column not in known
        ]
        faults += [
            f"{name}, row 1: the column {column} stands twice." for column in sorted(known) if header.count(column) > 1
        ]
        if faults:
            self.faults += faults
            return []
        return self._rows(name, header, rows[1:], required=required, key=key)

    def _rows(
        self, name: str, header: list[str], rows: list[list[str]], *, required: Sequence[str], key: Sequence[str]
    ) -> list[Row]:
        found: list[Row] = []
        seen: dict[tuple[str, ...], int] = {}
        for line, cells in enumerate(rows, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                self.faults.append(f"{name}, row {line} has {len(cells)} cells, not the {len(header)} of the header.")
                continue
            row = Row(name, line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
            blank = [column for column in required if not row[column]]
            self.faults += [f"{row.place(column)} is blank; it must be filled." for column in blank]
            identity = tuple(row[column] for column in key)
            if key and identity in seen:
                self.faults.append(
                    f"{row.place(key[-1])}: {' '.join(identity)} stands already in row {seen[identity]}; give it once."
                )
            seen.setdefault(identity, line)
            if not blank:
                found.append(row)
        return found

    def refuse(self, row: Row, column: str, why: str) -> None:
        """Note that the text of a cell is wrong, and why."""
        text = row[column]
        quoted = text if text.isascii() and text.isdigit() else repr(text)
        self.faults.append(f"{row.place(column)} is {quoted}; {why}")

    def number(self, row: Row, column: str, *, blank: bool = False) -> int | None:
        """Return the whole number in a cell, ``None`` when it is blank and may be, or is faulty."""
        text = row[column]
        if not text and blank:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
            self.faults.append(f"{row.place(column)} is {text[:40]!r}; it must be a whole number.")
            return None
        return int(text)

    def choice(self, row: Row, column: str, allowed: Sequence[str]) -> str:
        """Return the cell's text, noting a fault when it is not one of ``allowed``."""
        text = row[column]
        if text not in allowed:
            words = ", ".join(word or "blank" for word in allowed)
            self.faults.append(f"{row.place(column)} is {text!r}; it must be one of {words}.")
        return text

    def finish(self) -> None:
        """Raise :class:`DataError` with every fault met so far, if there was one."""
        if self.faults:
            raise DataError(self.faults)
