"""The Batch page: where a table is, a cell mended in place, statements for Word, what was read otherwise."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import openpyxl
import pytest

from fesgrade.apps.batch import example
from fesgrade.apps.batch import row as one_row
from fesgrade.apps.batch.page import Page
from fesgrade.batch.statements import statement_of
from fesgrade.documents.statement import StatementError
from fesgrade.tables import load
from fesgrade.widgets import region

from .test_batch import HEADINGS, OFFICER, csv_file, hidden, opened
from .test_components import plain, said

CATALOG = load()


@pytest.fixture
def page() -> Iterator[Page]:
    region.alert("")
    yield Page(CATALOG)
    region.alert("")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    read_me = book.worksheets[0]
    read_me.title = "Read me"
    read_me.append(["All positions of the office"])
    for name, title in (("Current", "Officer"), ("Old", "Clerk")):
        sheet = book.create_sheet(name)
        sheet.append(["Human Resources"])
        sheet.append([])
        sheet.append(HEADINGS)
        sheet.append(["1", title, "A", "GS-11", *OFFICER])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_sheet_of_a_workbook_and_the_row_of_its_headings_can_be_chosen(page: Page) -> None:
    opened(page, workbook(), "office.xlsx")
    place = page.place
    assert (place.page.value, place.headings.value, hidden(place.page_field)) == ("Current", 3, False)
    assert "has 3 worksheets; 'Current' was read, not 'Read me' and 'Old'" in plain(page.understood.html)
    assert "Officer" in page.preview.html
    place.page.value = "Old"
    assert "Clerk" in page.preview.html and place.headings.value == 3
    page.grade.click()
    assert "1 of 1 position graded" in plain(page.result.result.html)


def test_a_choice_that_cannot_be_read_leaves_all_as_it_is(page: Page) -> None:
    opened(page, workbook(), "office.xlsx")
    before = page.preview.html
    page.place.headings.value = 150
    assert "has no row 150 that could hold the headings" in said()
    assert (page.preview.html, page.place.headings.value) == (before, 3)
    page.grade.click()
    assert "1 of 1 position graded" in plain(page.result.result.html)


def test_a_csv_has_no_worksheet_to_choose(page: Page) -> None:
    page.try_it.click()
    assert hidden(page.place.page_field) and page.place.headings.value == 1


def test_what_was_read_otherwise_is_shown_before_it_is_graded(page: Page) -> None:
    opened(page, csv_file(["1", "x", "A", "WS-4701-14", "7-Jan", *OFFICER[1:]]))
    text = plain(page.understood.html)
    assert "1 cell that Excel had turned into a date was read as a level (row 2), such as 7-Jan as 1-7." in text
    assert "WS-4701-14 is no grade of the General Schedule but of WS, Federal Wage System, supervisory" in text
    page.grade.click()
    assert "1 of 1 position graded" in plain(page.result.result.html)
    assert "WS-4701-14 is no grade" in plain(page.result.differing.html)


def test_an_organization_with_a_blank_behind_its_name_is_the_same(page: Page) -> None:
    opened(page, csv_file(*(["1", "x", name, "GS-11", *OFFICER] for name in ("Staffing", "Staffing ", " Staffing"))))
    page.grade.click()
    assert [line[0] for line in page.result.organizations.table] == ["Staffing"]


def test_a_cell_is_mended_in_place_and_graded_again(page: Page) -> None:
    rows = (["1", "x", "A", "GS-11", *OFFICER], ["2", "y", "A", "GS-11", "1-7", "2-9", *OFFICER[2:]])
    opened(page, csv_file(*rows))
    page.grade.click()
    row = page.result.row
    assert (row.row.value, row.column.value, row.text.value) == (3, "Factor 2", "2-9")
    assert "Row 3: Factor 2, Supervisory Controls, is given as 2-9" in plain(row.about.html)
    assert row.one.disabled
    row.text.value = "2-4"
    row.mend.click()
    assert "2 of 2 positions graded" in plain(page.result.result.html)
    assert "Row 3: 2,435 points, GS-11." in plain(row.about.html)
    assert "Changed here: row 3, Factor 2, from '2-9' to '2-4'." in plain(page.understood.html)
    assert not row.one.disabled and hidden(page.result.errors)
    assert b"2-9" not in page.result.file("csv").content
    page.choose_standard.value = "fes-primary"  # what was mended stays
    assert page.sheet is not None and page.sheet.columns["Factor 2"][1] == "2-4"
    opened(page, csv_file(*rows), "again.csv")  # and goes with its file
    assert page.sheet.columns["Factor 2"][1] == "2-9"


def test_any_row_and_column_can_be_chosen(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    row = page.result.row
    row.row.value, row.column.value = 2, "Organization"
    assert row.text.value == "Staffing"
    row.row.value = 1
    assert "Row 1 is not a position" in plain(row.about.html) and row.mend.disabled and row.text.value == ""


def test_the_statement_of_a_row_says_what_the_file_says(page: Page) -> None:
    headings = ["Position", "Title", "Office", "Series", "Grade", *HEADINGS[4:]]
    opened(page, csv_file(["HR 1", "Officer", "Staffing ", "201.0", "GS-11", *OFFICER], headings=headings))
    page.grade.click()
    file = page.result.row.file()
    assert (file.name, file.mime) == ("row-2-hr-1-officer.docx", one_row.WORD)
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file.content)).paragraphs)
    for said_there in ("Officer", "0201", "Staffing", "HR 1", "GS-11"):
        assert said_there in words


def test_all_statements_are_one_zip(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    told: list[str] = []
    page.result.row.working.observe(lambda change: told.append(plain(change["new"])), "html")
    file = page.result.row.files()
    assert (file.name, file.mime) == ("example-positions-statements.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None and len(names) == len(set(names)) == 41
        assert names[0] == "row-2-hr-001-human-resources-specialist-recruitment-placement.docx"
        assert "GS-7" in "".join(p.text for p in docx.Document(io.BytesIO(archive.read(names[0]))).paragraphs)
    assert any("7 of 41" in text for text in told)


def test_statements_are_refused_in_sentences(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.try_it.click()
    page.grade.click()
    monkeypatch.setattr(one_row, "MOST", 40)
    with pytest.raises(StatementError, match="41 rows have a grade; statements are made for 1 to 40 at once"):
        page.result.row.files()
    assert page.result.scored is not None
    with pytest.raises(StatementError, match="Row 1 has no grade"):
        statement_of(page.result.scored, 1)
    assert page.result.name == example.NAME
