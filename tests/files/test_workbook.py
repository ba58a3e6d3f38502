"""XLSX files: what is read of them, and that no file takes memory or minutes, however it is packed."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Iterable, Mapping

import openpyxl
import pytest

from fesgrade.files import archive, workbook
from fesgrade.files.sheets import read, write
from fesgrade.files.xlsx import SheetError

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: The parts of a small workbook; the tests put others in their place.
PARTS = {
    "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="s1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f"""<Relationships>
        <Relationship Id="s1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>
        <Relationship Id="f" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": "<sst><si><t>a</t></si>"
    "<si><r><t>two </t></r><r><t>runs</t></r><rPh><t>x</t></rPh></si></sst>",
    "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>',
}
SHEET = "xl/worksheets/sheet1.xml"


def packed(parts: Mapping[str, str | Iterable[bytes]]) -> bytes:
    """Return a ZIP of these parts beside those of the small workbook; a part is a text or comes in pieces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for path, content in {**PARTS, **parts}.items():
            with file.open(path, "w", force_zip64=True) as part:
                for piece in [content.encode()] if isinstance(content, str) else content:
                    part.write(piece)
    return out.getvalue()


def many(piece: bytes, megabytes: int, before: bytes = b"", after: bytes = b"") -> Iterable[bytes]:
    yield before
    block = piece * (2**20 // len(piece))
    for _ in range(megabytes):
        yield block
    yield after


def sheet(rows: str, before: str = "") -> dict[str, str]:
    return {SHEET: f"<worksheet>{before}<sheetData>{rows}</sheetData></worksheet>"}


def columns(content: bytes) -> dict[str, list[str]]:
    return {heading: list(cells) for heading, cells in read(content, "f.xlsx").columns.items()}


def fault(content: bytes) -> str:
    with pytest.raises(SheetError) as caught:
        read(content, "f.xlsx")
    (sentence,) = caught.value.faults
    return sentence


ROWS = b"<worksheet><sheetData>"
BOMBS = {
    "formats": {"xl/styles.xml": many(b"<xf/>", 16, b"<styleSheet><cellXfs>")},
    "formats, large": {"xl/styles.xml": many(b'<xf numFmtId="0"/>', 64, b"<styleSheet><cellXfs>")},
    "number formats": {"xl/styles.xml": many(b'<numFmt numFmtId="1" formatCode="x"/>', 64, b"<styleSheet>")},
    "blank rows": {SHEET: many(b"<row/>", 200, ROWS)},
    "blank cells": {SHEET: many(b"<c/>", 200, ROWS + b"<row>")},
    "what stands before the rows": {SHEET: many(b'<col min="1" max="2"/>', 200, b"<worksheet><cols>")},
    "depth": {SHEET: many(b"<c>", 100, ROWS + b"<row>")},
    "one text": {SHEET: many(b"x", 300, ROWS + b'<row><c t="inlineStr"><is><t>')},
    "one tag": {SHEET: many(b"x", 300, ROWS + b'<row a="')},
    "one comment": {SHEET: many(b"x", 300, ROWS + b"<!--")},
    "long texts": {"xl/sharedStrings.xml": many(b"<si><t>" + b"x" * 4000 + b"</t></si>", 150, b"<sst>")},
    "worksheets": {"xl/workbook.xml": many(b'<sheet name="One"/>', 100, b"<workbook><sheets>")},
    "relations": {"xl/_rels/workbook.xml.rels": many(b"<Relationship/>", 100, b"<Relationships>")},
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_at_once_and_takes_no_memory(kind: str) -> None:
    content = packed(BOMBS[kind])
    assert len(content) < 5_000_000
    tracemalloc.start()
    start = time.process_time()
    assert fault(content).startswith("f.xlsx ")
    took = time.process_time() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30 * 2**20 and took < 10, (peak, took)


def test_many_columns_are_counted_where_they_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 100_000)
    rows = "".join(f'<row><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, 9))
    assert "has more than 100,000 cells, the most that are read of XLSX" in fault(packed(sheet(rows)))
    assert "beyond the last column" in fault(packed(sheet('<row><c r="XFE1"><v>1</v></c></row>')))


@pytest.mark.parametrize("bomb", ["blank rows", "one text"])
def test_limits_of_the_ratio_are_not_the_only_ones(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_RATIO", 10_000)
    monkeypatch.setattr(workbook, "MAX_LINES", 20_000)
    parts = {
        "blank rows": {SHEET: many(b"<row/>", 8, ROWS)},
        "one text": {SHEET: many(b"x", 20, ROWS + b'<row><c t="inlineStr"><is><t>')},
    }
    content = packed(parts[bomb])
    tracemalloc.start()
    sentence = fault(content)
    assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    tracemalloc.stop()
    assert sentence.startswith("f.xlsx has more rows than" if bomb == "blank rows" else "f.xlsx cannot be read as XLSX")


def test_texts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_TEXTS", 2)
    assert columns(packed({})) == {"a": ["two runs"]}
    more = fault(packed({"xl/sharedStrings.xml": "<sst>" + "<si><t>a</t></si>" * 3 + "</sst>"}))
    assert more.startswith("f.xlsx holds more than 2 different texts, the most that are read of XLSX. Save it as CSV")


def test_what_is_no_workbook_is_named() -> None:
    document = PARTS["_rels/.rels"].replace("xl/workbook.xml", "word/document.xml")
    for content in (packed({"_rels/.rels": document}), packed({"mimetype": "x"}), packed({"_rels/.rels": "<a/>"})):
        assert fault(content).startswith("f.xlsx is no Excel workbook (.xlsx) but another kind of file; save it as")
    entity = '<!DOCTYPE a [<!ENTITY b "c">]>'
    assert "holds a document type" in fault(packed({"xl/workbook.xml": entity + PARTS["xl/workbook.xml"]}))
    assert "its part xl/worksheets/sheet1.xml is missing" in fault(
        packed({"xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"], SHEET: ""}).replace(
            b"sheet1", b"sheet2"
        )
    )


def test_cells_wherever_they_stand_and_however_they_are_written() -> None:
    rows = """<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><r><t>b</t></r></is></c></row>
        <row r="4"><c r="B4" t="str"><f>A1</f><v>x</v></c><c r="A4"><v>1250</v></c></row>
        <row r="3"><c><v>1E3</v></c><c t="b"><v>1</v></c></row><x:row xmlns:x="y"><x:c><x:v>0.5</x:v></x:c></x:row>
        <row><c t="e"><v>#N/A</v></c><c t="d"><v>2024-01-07T00:00:00</v></c><c s="1"/></row>"""
    found = read(packed(sheet(rows)), "f.xlsx")
    assert {key: list(cells) for key, cells in found.columns.items()} == {
        "a": ["1250", "1000", "0.5", "#N/A"],
        "b": ["x", "TRUE", "", "2024-01-07"],
    }
    assert list(found.lines) == [4, 5, 6, 7]


FORMATS = ["m/d/yyyy", "[$-409]d-mmm;@", '0.0"days"', "0\\d", "General", "[Red]0.00", "[h]:mm", "yyyy", "#,##0", "0_d"]


def test_numbers_that_a_format_makes_a_date_are_dates_as_openpyxl_has_them() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append([f"h{at}" for at in range(len(FORMATS))])
    values = [46029, 46029, 7, 7, 46029.25, 2, 1.75, 46029.5, 1250, 3]
    page.append(values)
    for cell, code in zip(page[2], FORMATS, strict=True):
        cell.number_format = code
    out = io.BytesIO()
    book.save(out)
    assert [cells[0] for cells in columns(out.getvalue()).values()] == [
        "2026-01-07", "2026-01-07", "7", "7", "46029.25", "2", "42:00:00", "2026-01-07 12:00:00", "1250", "3",
    ]  # fmt: skip


def test_a_thousand_rows_are_read_as_they_were_written() -> None:
    out = io.BytesIO()
    headings = ["position", *(f"Factor {at}" for at in range(1, 10))]
    rows = [[f"P{at:04}", *(f"{factor}-{at % 9}" for factor in range(1, 10))] for at in range(1000)]
    write(out, "xlsx", headings, rows)
    assert [list(row) for row in zip(*columns(out.getvalue()).values(), strict=True)] == rows
