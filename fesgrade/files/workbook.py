"""The worksheets of an XLSX file, as rows of text that are made while the file is unpacked.

Of the whole file only five kinds of parts are opened: the lists of what belongs to what, the list of worksheets, the
texts that cells share, the formats that make a number a date, and one worksheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from fesgrade.files.archive import MAX_UNPACKED, Archive, ArchiveError, open_archive

#: The most bytes of all texts that cells share, and the most texts; they are held in memory.
MAX_TEXT_PART = 100 * 2**20
MAX_TEXTS = 500_000
#: The longest text that a cell can hold, in characters.
MAX_CELL = 32_767
#: The most rows that a worksheet can have, the most columns, and the most cells that are read, blank ones too; a tag
#: that only adorns a text counts as a cell.
MAX_LINES = 1_048_576
MAX_WIDTH = 16_384
MAX_CELLS = 12_000_000
#: The most tags before the rows (widths of columns above all).
MAX_OUTSIDE = 100_000
#: The most cell formats that a workbook can have.
MAX_FORMATS = 65_490
#: Numbers of the formats that every workbook has: dates, times, and durations (here in the second).
_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
_DURATION = 46
#: What a plain cell holds.
_IN_CELL = ("v", "f", "is", "t")
#: A character as a spreadsheet codes it where XML has no place for it.
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Workbook:
    """An open file: ``sheets`` maps the name of each worksheet that is not hidden to its part, in their order.

    ``formats`` has a letter for each cell format: ``d`` makes a number a date or a time, ``h`` a duration.
    """

    archive: Archive
    sheets: Mapping[str, str]
    texts: Sequence[str]
    formats: str
    epoch: datetime

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """Yield number and cells of each row of a worksheet that is not blank."""
        reader = _Rows(self)
        largest = MAX_UNPACKED
        for _ in self.archive.walk(self.sheets[sheet], reader.start, reader.end, reader.text, largest=largest):
            yield from reader.ready
            reader.ready.clear()
            if reader.done:
                return


def open_workbook(name: str, content: bytes, max_unpacked: int = MAX_UNPACKED) -> Workbook:
    """Open an XLSX file; :class:`~fesgrade.files.archive.ArchiveError` for one that is not, or holds too much.

    A damaged file may raise an error of :mod:`zipfile`, :mod:`zlib` or :mod:`xml.parsers.expat` as well.
    """
    archive = open_archive(name, content, max_unpacked)
    main = next((path for kind, path in archive.targets("").values() if kind == "officeDocument"), "")
    if not main.lower().endswith(".xml") or "word/" in main or "ppt/" in main or "mimetype" in archive:
        raise ArchiveError([f"{name} is no Excel workbook (.xlsx) but another kind of file; save it as .xlsx or CSV."])
    targets = archive.targets(main)
    of_kind = dict(targets.values())
    sheets: dict[str, str] = {}
    dates = [datetime(1899, 12, 30)]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr" and attributes.get("date1904", "0") in ("1", "true"):
            dates[0] = datetime(1904, 1, 1)
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, path = targets.get(reference, ("", ""))
            if kind == "worksheet":
                sheets[attributes.get("name", path)] = path

    for _ in archive.walk(main, start):
        pass
    if not sheets:
        raise ArchiveError([f"{name} has no worksheet that can be seen; show one, or save it as CSV."])
    formats = _formats(archive, of_kind["styles"]) if of_kind.get("styles", "") in archive else ""
    texts = _texts(archive, of_kind["sharedStrings"]) if of_kind.get("sharedStrings", "") in archive else []
    return Workbook(archive, sheets, texts=texts, formats=formats, epoch=dates[0])


def _formats(archive: Archive, part: str) -> str:
    """Return a letter for each cell format: ``d`` a date or time, ``h`` a duration, ``n`` anything else."""
    codes: dict[str, str] = {}
    found: list[str] = []
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "cellXfs":
            inside[0] = True
        elif tag == "numFmt" and len(codes) < MAX_FORMATS:
            codes[attributes.get("numFmtId", "")] = _letter(attributes.get("formatCode", ""))
        elif tag == "xf" and inside[0]:
            number = attributes.get("numFmtId", "0")
            standard = "d" if number in map(str, _DATES) else "h" if number == str(_DURATION) else "n"
            found.append(codes.get(number, standard))
            if len(found) > MAX_FORMATS:
                raise ArchiveError(
                    [f"{archive.name} has more than {MAX_FORMATS:,} cell formats, which Excel does not open either."]
                )

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[0] = False

    for _ in archive.walk(part, start, end):
        pass
    return "".join(found)


def _letter(code: str) -> str:
    """Return whether a format shows a date (``d``), a duration (``h``) or neither (``n``): ``d-mmm``, ``[h]:mm``."""
    plain = []
    quoted, bracket, escaped = False, "", False
    for sign in code.lower():
        if escaped:
            escaped = False
        elif quoted:
            quoted = sign != '"'
        elif bracket:
            bracket += sign
            if sign == "]":
                if bracket.strip("[]") in ("h", "hh", "m", "mm", "s", "ss"):
                    return "h"
                bracket = ""
        elif sign == ";":
            break
        elif sign in "\\_*":
            escaped = True
        elif sign == '"':
            quoted = True
        elif sign == "[":
            bracket = sign
        else:
            plain.append(sign)
    shown = "".join(plain).replace("general", "")
    return "d" if any(sign in shown for sign in "dmyhs") else "n"


def _texts(archive: Archive, part: str) -> list[str]:
    """Return the texts that cells share."""
    found: list[str] = []
    reader = _Text()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            reader.begin()
            if len(found) >= MAX_TEXTS:
                most = f"{MAX_TEXTS:,} different texts, the most that are read of XLSX"
                raise ArchiveError([f"{archive.name} holds more than {most}."])
        reader.start(tag)

    def end(tag: str) -> None:
        reader.end(tag)
        if tag == "si":
            found.append(decoded(reader.whole()))

    for _ in archive.walk(part, start, end, reader.text, largest=MAX_TEXT_PART):
        pass
    return found


class _Text:
    """Gathers the text of one cell, without how its signs are spoken; no more than is needed to see it is too long."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.taken = False
        self.spoken = False

    def start(self, tag: str) -> None:
        if tag == "rPh":
            self.spoken = True
        self.taken = tag in ("t", "v") and not self.spoken

    def end(self, tag: str) -> None:
        self.taken = False
        if tag == "rPh":
            self.spoken = False

    def text(self, text: str) -> None:
        if self.taken and self.length <= 8 * MAX_CELL:
            self.parts.append(text)
            self.length += len(text)

    def whole(self) -> str:
        return "".join(self.parts)


class _Rows:
    """Hears the tags of a worksheet and makes rows of them; ``ready`` has those that nobody took yet."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.ready: list[tuple[int, list[str]]] = []
        self.done = False
        self.inside = False
        self.line = self.rows = self.cells = self.column = self.outside = 0
        self.kind = self.format = ""
        self.row: list[str] = []
        self.content = _Text()
        self.text = self.content.text

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.inside:
            self.inside = tag == "sheetData"
            self.outside += 1
            if self.outside > MAX_OUTSIDE:
                raise ArchiveError([f"{self.book.archive.name} has too much before the rows of its worksheet."])
        elif tag == "c":
            self._count(1)
            place = attributes.get("r", "")
            self.column = _column(place) if place else self.column + 1
            self.kind, self.format = attributes.get("t", "n"), attributes.get("s", "0")
            self.content.begin()
        elif tag == "row":
            self.rows += 1
            number = attributes.get("r", "")
            self.line = max(self.line + 1, int(number) if number.isdecimal() and len(number) < 9 else 0)
            if max(self.rows, self.line) > MAX_LINES:
                raise ArchiveError([f"{self.book.archive.name} has more rows than a worksheet can have."])
            self.row = []
            self.column = 0
        else:
            if tag not in _IN_CELL:
                self._count(1)
            self.content.start(tag)

    def end(self, tag: str) -> None:
        if not self.inside:
            return
        if tag == "c":
            value = self._value()
            if value:
                if not 0 < self.column <= MAX_WIDTH:
                    raise ArchiveError([f"{self.book.archive.name} has a cell beyond the last column of a worksheet."])
                missing = self.column - len(self.row)
                if missing <= 0:  # a cell that comes again or out of order
                    self.row[self.column - 1] = value
                else:
                    self._count(missing - 1)
                    self.row += [""] * (missing - 1)
                    self.row.append(value)
        elif tag == "row":
            if self.row:
                self.ready.append((self.line, self.row))
        elif tag == "sheetData":
            self.done = True
            self.inside = False
        else:
            self.content.end(tag)

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            most = f"{MAX_CELLS:,} cells, the most that are read of XLSX, blank ones too"
            raise ArchiveError([f"{self.book.archive.name} has more than {most}."])

    def _value(self) -> str:
        text = self.content.whole()
        if not text:
            return ""
        if self.kind == "s":
            return self.book.texts[int(text)]
        if self.kind in ("inlineStr", "str"):
            return decoded(text)
        if self.kind == "b":
            return "TRUE" if text.strip() in ("1", "true") else "FALSE"
        if self.kind == "d":
            return _date_words(text)
        if self.kind == "n":
            at = int(self.format) if self.format.isdecimal() and len(self.format) < 7 else 0
            return _number(text, self.book.formats[at : at + 1], self.book.epoch)
        return text


def _column(place: str) -> int:
    """Return the number of a column, A as 1, from the place of a cell such as ``AB12``; 0 where it is none."""
    number = 0
    for sign in place[:4]:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number


def _number(text: str, letter: str, epoch: datetime) -> str:
    if letter not in ("d", "h") and text.isdecimal() and not text.startswith("0"):
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    if letter in ("d", "h"):
        with suppress(OverflowError, ValueError):
            return _duration_words(value) if letter == "h" else _moment_words(value, epoch)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)


def _moment_words(days: float, epoch: datetime) -> str:
    """Return a date, a time or both as ISO has them, from days since the first day of the workbook."""
    if 0 < days < 60 and epoch.year == 1899 and days >= 1:
        days += 1  # spreadsheets know a February 29, 1900
    moment = epoch + timedelta(milliseconds=round(days * 86_400_000))
    return moment.time().isoformat() if 0 <= days < 1 else _iso(moment)


def _duration_words(days: float) -> str:
    minutes, seconds = divmod(round(days * 86_400), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _date_words(text: str) -> str:
    try:
        return _iso(datetime.fromisoformat(text))
    except ValueError:
        return text


def _iso(moment: datetime) -> str:
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")


def decoded(text: str) -> str:
    """Return a text of a spreadsheet with the characters that it codes, such as ``_x000D_``, as they are."""
    return _CODED.sub(_decode, text) if "_x" in text else text


def _decode(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return "\ufffd" if number == 0 or 0xD800 <= number <= 0xDFFF else chr(number)  # no text can hold those
