"""Tables from people: what is read, what is refused and how, and that nothing written can run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fesgrade.files import sheets, xlsx
from fesgrade.files.archive import MAX_UNPACKED
from fesgrade.files.formulas import DANGEROUS, defused
from fesgrade.files.sheets import kind_of_file, read, write
from fesgrade.files.workbook import MAX_CELL
from fesgrade.files.xlsx import SheetError


def written(kind: str, headings: list[str], rows: Iterable[Sequence[Any]], **options: Any) -> bytes:
    out = io.BytesIO()
    write(out, kind, headings, rows, **options)
    return out.getvalue()


def workbook(*rows: list[Any], pages: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for _ in range(pages - 1):
        book.create_sheet().append(["other"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faults(source: bytes | Path, name: str = "file.csv", **options: Any) -> list[str]:
    with pytest.raises(SheetError) as caught:
        read(source, name, **options)
    return list(caught.value.faults)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r", "\n", "'=1", "''=1", "' =1", "_x000D_", "__x0041_", '"', '""', ";", ",",
     "007", "1.50", "1e5", "TRUE", "#N/A", "=cmd|' /C calc'!A0", "<script>", " a ", "\x0b", "\ufffe", "é"]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    width = draw(st.integers(1, 4))
    # An apostrophe before a dangerous sign is the mark of a text, so it never is part of one that was read.
    cell = texts.map(lambda text: text[1:] if defused(text[1:]) == text else text)
    headings = [f"{' '.join(draw(cell).split())}{at}x" for at in range(width)]
    headings = [text[1:] if defused(text[1:]) == text else text for text in headings]
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=5))
    return headings, [row for row in rows if any(cell.strip() for cell in row)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(table=tables())
@settings(deadline=None, max_examples=150)
@example(table=(["=a"], [["=1+1"], ["x\r\ny"], ["a\ry"]]))
def test_what_is_written_is_read_again(kind: str, table: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = table
    if not rows:
        return
    sheet = read(written(kind, headings, rows), f"file.{kind}")
    assert list(sheet.headings) == headings
    assert [list(row) for row in zip(*sheet.columns.values(), strict=True)] == rows
    assert len(sheet) == len(rows)


@given(table=tables())
@settings(deadline=None)
def test_csv_to_xlsx_to_csv(table: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = table
    if not rows:
        return
    first = written("csv", headings, rows)
    for kind in ("xlsx", "csv"):
        sheet = read(first, "file.csv")
        again = read(written(kind, list(sheet.headings), list(zip(*sheet.columns.values(), strict=True))), f"f.{kind}")
        assert again.columns == sheet.columns
        assert written("csv", list(again.headings), list(zip(*again.columns.values(), strict=True))) == first


@pytest.mark.parametrize("sign", list(DANGEROUS))
def test_no_cell_can_run(sign: str) -> None:
    evil = [f"{sign}HYPERLINK(A1)", f"  {sign}1", f"\xa0{sign}1"]
    content = written("csv", [f"{sign}head"], [[text] for text in evil]).decode("utf-8-sig")
    for (cell,) in csv.reader(io.StringIO(content, newline="")):
        assert cell.startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", [f"{sign}head"], [[text] for text in evil])))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert len(cells) == 4
    for cell in cells:
        assert cell.data_type in ("s", "inlineStr")
        assert cell.number_format == "@"
    assert all(cell.quotePrefix for cell in cells)
    with zipfile.ZipFile(io.BytesIO(written("xlsx", ["a"], [[text] for text in evil]))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


SPLIT = st.text(st.sampled_from("ab1=+-@＝;\t\r\n\"', \xa0"), max_size=10)


@given(st.lists(st.lists(SPLIT, min_size=3, max_size=3), min_size=1, max_size=4))
@settings(deadline=None, max_examples=400)
@example([["1", "clerk;=1+1", "1-7"]])
@example([["1", 'x;"=1+1"', "a\t @b"], ["a\n- b", ";'=1", ";''=1"]])
def test_no_cell_can_run_for_a_reader_with_another_separator(rows: list[list[str]]) -> None:
    rows = [[cell[1:] if defused(cell[1:]) == cell else cell for cell in row] for row in rows]
    content = written("csv", ["a", "b", "c"], rows, mark=False)
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator):
            assert [cell for cell in row if cell.lstrip(" \xa0\t\r\n")[:1] in tuple("=+-@＝")] == []
    # A program may split at every separator at once, and may not know of quotes at all.
    for piece in re.split("[;\t\r\n]", content.decode()):
        assert piece.lstrip(" \xa0")[:1] not in tuple("=+-@＝")
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if kept:
        sheet = read(content, "f.csv")
        assert [list(row) for row in zip(*sheet.columns.values(), strict=True)] == kept


def test_a_row_with_another_separator_is_quoted_throughout() -> None:
    rows = [["1", "clerk;=1+1", 5], ["2", "plain", 6]]
    content = written("csv", ["a", "b", "c"], rows, mark=False)
    assert content == b'a,b,c\r\n"1","clerk;\'=1+1","5"\r\n2,plain,6\r\n'


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    rows = [["0012", 2435, None], ["", 0, "x"]]
    assert written("csv", ["a", "b", "c"], rows, mark=False) == b"a,b,c\r\n0012,2435,\r\n,0,x\r\n"
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", ["a", "b", "c"], rows)))
    assert [list(row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        ["0012", 2435, None],
        [None, 0, "x"],
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_usual_kinds_of_csv(separator: str, encoding: str, end: str) -> None:
    rows = [["Title", "Factor 1", "Öffice"], ['Chief, "HR"; x', "1-7", ""], [" zwei\nlines", "007", "é"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    sheet = read(out.getvalue().encode(encoding), "file.csv")
    assert list(sheet.headings) == rows[0]
    assert [list(row) for row in zip(*sheet.columns.values(), strict=True)] == rows[1:]


def test_blank_rows_go_and_short_rows_are_filled() -> None:
    sheet = read(b"\n ,\na,b,c\n1\n,,\n2,3\n\n", "file.csv")
    assert sheet.columns == {"a": ["1", "2"], "b": ["", "3"], "c": ["", ""]}
    assert list(sheet.lines) == [4, 6]
    assert read(b"a\n1\n2\n", "file.csv").lines == range(2, 4)


def test_headings_that_are_blank_or_repeated_get_a_name() -> None:
    sheet = read(b"Grade,,Grade,Grade (2)\n1,2,3,4\n", "file.csv")
    assert sheet.headings == ("Grade", "column 2", "Grade (3)", "Grade (2)")
    assert sheet.notes == (
        "Column 2 has no heading; here it is 'column 2'.",
        "Column 3 is headed 'Grade' again; here it is 'Grade (3)'.",
    )


def test_cells_of_a_spreadsheet_become_text() -> None:
    cells = [1, 7.0, 2.5, True, date(2024, 1, 7), datetime(2024, 1, 7, 8, 30), time(8, 30), "=1+1", "x", None]
    sheet = read(workbook([f"h{at}" for at in range(len(cells))], cells), "file.xlsx")
    assert [column[0] for column in sheet.columns.values()] == [
        "1", "7", "2.5", "TRUE", "2024-01-07", "2024-01-07 08:30:00", "08:30:00", "", "x", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "file.csv is empty; it needs a row of headings and a row for each position."),
        (b"\xef\xbb\xbf \r\n", "file.csv is empty; it needs a row of headings and a row for each position."),
        (b"a,b\n", "file.csv has headings but no row below them; it needs a row for each position."),
        (b",\n , \n", "file.csv has no headings; its first row must name the columns."),
        (
            "a,b\n1,é\x01\n".encode("cp1252"),
            "file.csv is not UTF-8 text: line 2 holds the byte 0xE9; save it as CSV UTF-8",
        ),
        (
            "a,b\n1,2\n".encode("utf-16")[:-1],
            "file.csv is UTF-16 text that is damaged or cut short; save it as CSV UTF-8",
        ),
        (b"a,b\n1,\x002\n", "file.csv is no text file: line 2 holds a zero byte; save it as CSV UTF-8"),
        (b'a,b\n1,"2\n3,4\n', "file.csv, row 2 begins a quoted cell that is never closed; the file may be cut short."),
        (b'a,b\n1,"2"x\n', "file.csv, row 2 goes on after a closing quote; double the quotes inside a quoted cell."),
        (b"a,b\n1,2,\n1,2,3\n4,5,6,7\n", "file.csv has 2 headings, but row 3 has 3 cells, row 4 has 4 cells; put"),
        (b"a\n" + b"x" * 40_000, "file.csv has a cell of more than 32,767 characters in row 2; shorten it."),
        (b"a\n" + b"x" * 200_000, "file.csv, row 2 holds a cell of more than 131,072 characters; shorten it."),
        (b",".join([b"a"] * 201) + b"\n1", "file.csv has more than 200 columns; keep the ones you need."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.csv is an Excel file of the old kind (.xls) or has a password;"),
        (b"PK\x03\x04 and no more", "file.csv cannot be read as XLSX; it is damaged, cut short, or another kind"),
    ],
)
def test_what_is_refused(content: bytes, fault: str) -> None:
    (sentence,) = faults(content)
    assert sentence.startswith(fault)


def test_limits_are_stated_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheets.limits() == (
        "CSV with up to 1,000,000 rows or XLSX with up to 50,000, at most 100 MB and 200 columns; "
        "one of the first rows holds the headings."
    )
    rows = b"a\n" + b"1\n" * 6
    assert len(read(rows, "f.csv", max_rows=6)) == 6
    assert faults(rows, max_rows=5) == [
        "file.csv has more than the 5 rows that are read of CSV; split it into several files."
    ]
    assert faults(rows, max_bytes=13) == [
        "file.csv has 14 bytes, more than the 13 bytes that are read; split it into several files."
    ]
    book = workbook(["a"], *([["1"]] * 6))
    assert len(read(book, "f.xlsx", max_rows=6)) == 6
    assert faults(book, "f.xlsx", max_rows=5) == [
        "f.xlsx has more than the 5 rows that are read of XLSX; split it into several files."
    ]
    monkeypatch.setattr(xlsx, "MAX_ROWS", 2)
    assert faults(book, "f.xlsx") == [
        "f.xlsx has more than the 2 rows that are read of XLSX; split it into several files."
    ]
    with pytest.raises(SheetError, match="An XLSX file is written with up to 2 rows; write CSV"):
        written("xlsx", ["a"], [["x"]] * 3)
    assert "more than the 1,000 bytes that are read. Save it" in faults(book, "f.xlsx", max_unpacked=1000)[0]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as archive, archive.open("x", "w") as entry:
        entry.write(bytes(2**20))
    # The archive only says that the entry is as big: where it says so comes before its name, in the list at the end.
    content, told = out.getvalue(), (MAX_UNPACKED + 2**20).to_bytes(4, "little")
    listed = content.rindex(b"PK\x01\x02")
    (sentence,) = faults(content[: listed + 24] + told + content[listed + 28 :], "file.xlsx")
    assert "unpacks to 1,001 MB, more than the 1,000 MB that are read" in sentence


def test_a_heading_too_long_for_a_cell_is_refused_and_none_is_cut() -> None:
    long = "x" * (MAX_CELL + 1)
    assert faults(f"a,{long}\n1,2\n".encode()) == ["file.csv has a heading of more than 32,767 characters; shorten it."]
    assert read(f"a,{long[1:]}\n1,2\n".encode(), "f.csv").headings[1] == long[1:]
    for headings, row, place in (
        ([long], ["b"], "Row 1, column 1"),
        (["a", "b"], ["c", long], "Row 2, column 2"),
        (["a"], ["\r" * 5_000], "Row 2, column 1"),  # seven characters each in the file
    ):
        with pytest.raises(SheetError, match=f"{place} has a text of more than 32,767 characters"):
            written("xlsx", headings, [row])
    assert read(written("xlsx", [long[1:]], [[long[1:]]]), "f.xlsx").columns == {long[1:]: [long[1:]]}


def test_files_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_bytes(b"a\n1\n")
    assert read(path) == read(b"a\n1\n", "positions.csv")
    assert read(str(path)).name == "positions.csv"
    assert faults(path, "", max_bytes=3) == [
        "positions.csv has 4 bytes, more than the 3 bytes that are read; split it into several files."
    ]
    assert "cannot be read: No such file" in faults(tmp_path / "none.csv")[0]
    assert "cannot be read: Is a directory" in faults(tmp_path)[0]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    content = b"a\n" + b"1\n" * 30_000
    read(content, "f.csv", progress=lambda done, whole: told.append((done, whole)))
    assert len(told) == 3
    assert all(0 < done <= whole == len(content) for done, whole in told)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=300)
@example(b'"')
@example(b'\xef\xbb\xbf"\n')
def test_any_bytes_are_read_or_refused_in_sentences(content: bytes) -> None:
    try:
        sheet = read(content, "any")
    except SheetError as error:
        assert error.faults and all(fault.startswith("any") and fault.endswith(".") for fault in error.faults)
    else:
        assert len(sheet) and all(len(column) == len(sheet) for column in sheet.columns.values())


SPREADSHEET = workbook(["a", "b"], ["1-7", 2], ["x", None])


@given(st.data())
@settings(deadline=None, max_examples=100)
def test_a_damaged_spreadsheet_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(SPREADSHEET)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(5, len(content))) :]
    try:
        read(bytes(content), "any.xlsx")
    except SheetError as error:
        assert all(fault.startswith("any.xlsx") for fault in error.faults)


def test_codes_for_characters_that_no_text_can_hold() -> None:
    sheet = read(workbook(["a"], ["_x0000__xD800__x0041_"]), "file.xlsx")
    assert sheet.columns == {"a": ["\ufffd\ufffdA"]}


def test_kinds_of_files() -> None:
    assert kind_of_file("a.CSV") == "csv"
    assert kind_of_file(Path("x/a.xlsx")) == "xlsx"
    for name in ("a.xls", "csv", "a"):
        with pytest.raises(SheetError, match=r"must end in \.csv or \.xlsx"):
            kind_of_file(name)
