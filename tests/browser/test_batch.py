"""The Batch page in a browser: files in and out that hold what went in, bad ones, by keyboard, narrow and wide."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from fesgrade.apps.batch import example
from fesgrade.batch import columns
from fesgrade.batch import scored as batch
from fesgrade.files import sheets

from .actions import open_file, result, tab_to
from .conftest import READY, CheckLooks, Look, OpenPage, Server

pytestmark = pytest.mark.browser

HEADINGS = ["Position", "Title", "Office", "Grade", *(f"Factor {n}" for n in range(1, 10))]
OFFICER = ["1-7", "2-4", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1"]
ASSISTANT = ["1-5", "2-2", "3-1", "4-2", "5-1", "6-2", "7-1", "8-1", "9-1"]
SCRIPT = '<script>window.run=1</script><img src=x onerror="window.run=1"><svg onload="window.run=1">'


def csv_file(path: Path, *rows: list[str], headings: list[str] = HEADINGS) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    path.write_bytes(out.getvalue().encode())
    return path


def read(page: Page) -> Locator:
    return page.get_by_role("status", name="What was read")


def grade(page: Page, name: str) -> None:
    page.get_by_role("button", name="Grade every row").click()
    expect(result(page)).to_contain_text(f"{name}, by GS-0201")
    expect(page.locator(".fg-working").first).to_be_hidden()


def save(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download() as saving:
        page.get_by_role("button", name=f"Save as {kind}").click()
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    return path


def test_csv_to_page_to_xlsx_to_page_returns_exactly_what_went_in(open_page: OpenPage, tmp_path: Path) -> None:
    rows = [
        ['=HYPERLINK("http://x.test")', "+Officer", "@Office", "GS-12", *OFFICER],
        ["007", "-Clerk, “quoted”", "B\nC", "", *ASSISTANT],
        ["3", "É 1-7", "2024-01-02", "GS-11", "7", "2-4", "3", "FL 4-4", "5–3", "6-2", "b", "8-1", "9-1"],
        ["4", "Nobody", "", "GS-11", "", *OFFICER[1:]],
    ]
    source = csv_file(tmp_path / "office.csv", *rows)
    went_in = sheets.read(source)
    expected = batch.score_sheet(went_in, columns.recognize(went_in.headings), kind_of_work="administrative")

    page = open_page("batch")
    open_file(page, source)
    expect(read(page)).to_contain_text("4 rows below the headings, 13 columns.")
    expect(read(page)).to_contain_text("Every factor of GS-0201 has a column.")
    grade(page, "office.csv")
    expect(result(page)).to_contain_text("of 4 positions graded")
    expect(result(page)).to_contain_text("1 row with errors")
    book = save(page, "Excel", tmp_path)
    assert book.name == "office-graded.xlsx"

    open_file(page, book)
    expect(read(page)).to_contain_text("office-graded.xlsx")
    grade(page, "office-graded.xlsx")
    table = save(page, "CSV", tmp_path)
    assert table.name == "office-graded-graded.csv"
    open_file(page, table)
    expect(read(page)).to_contain_text("office-graded-graded.csv")
    grade(page, "office-graded-graded.csv")
    again = save(page, "CSV", tmp_path)

    first = sheets.read(book)
    for file in (first, sheets.read(table), sheets.read(again)):
        for heading in HEADINGS:
            kept = "recorded_grade" if heading == "Grade" else heading
            assert list(file.columns[kept]) == list(went_in.columns[heading])
        assert file.columns == first.columns
    for heading, values in zip(expected.frame, zip(*batch.rows(expected.frame), strict=True), strict=True):
        assert list(first.columns[heading]) == ["" if value is None else str(value) for value in values]
    # No spreadsheet runs a cell of either file.
    cells = [cell for row in csv.reader(io.StringIO(again.read_text("utf-8-sig"))) for cell in row]
    assert not any(cell.startswith(tuple("=+-@")) for cell in cells)
    assert '\'=HYPERLINK("http://x.test")' in cells


def test_bad_files_are_told_run_nothing_and_lose_nothing(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("batch")
    page.get_by_role("button", name="Open an example").click()
    grade(page, example.NAME)
    alert = page.locator(".fg-alerts")
    good = csv_file(tmp_path / "good.csv", ["1", "Officière", "A", "GS-11", *OFFICER])
    for name, content, sentence in (
        ("empty.csv", b"", "empty.csv is empty"),
        ("latin.csv", good.read_text("utf-8").encode("latin-1") + b"\x01", "latin.csv is not UTF-8 text: line 2"),
        ("cut.csv", good.read_bytes() + b'2,"Off', "the file may be cut short"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(500), "cut.xlsx cannot be read as XLSX"),
    ):
        (tmp_path / name).write_bytes(content)
        open_file(page, tmp_path / name)
        expect(alert).to_contain_text(sentence)
        expect(result(page)).to_contain_text("of 43 positions graded")
        expect(read(page)).to_contain_text(example.NAME)

    marked = csv_file(
        tmp_path / "marked.csv",
        [SCRIPT] * 4 + OFFICER,
        [SCRIPT] * 13,
        headings=[f"{heading} {SCRIPT}" for heading in HEADINGS[:4]] + HEADINGS[4:],
    )
    open_file(page, marked)
    expect(read(page)).to_contain_text("2 rows below the headings")
    expect(alert).to_be_empty()
    for label in ("Position title", "Organization", "Position number", "Recorded grade"):
        page.get_by_label(label, exact=True).select_option(index=1)
    grade(page, "marked.csv")
    expect(result(page)).to_contain_text("of 2 positions graded")
    page.get_by_label("Words in any column").fill(SCRIPT[:8])
    page.keyboard.press("Enter")
    expect(page.get_by_role("status", name="How many fit")).to_have_text("2 of 2 positions")
    expect(page.locator(".fg-picture").first).to_contain_text("<script>")
    assert page.evaluate("window.run") is None
    assert page.locator("#fg-main script:not([type]), #fg-main img, #fg-main svg[onload]").count() == 0


def test_a_file_larger_than_a_message_is_read_and_one_over_the_limit_refused(
    open_page: OpenPage, tmp_path: Path
) -> None:
    large = csv_file(tmp_path / "large.csv", *([f"{n}", "x" * 6_000, "A", "", *OFFICER] for n in range(2_000)))
    assert large.stat().st_size > 11 * 2**20
    page = open_page("batch")
    open_file(page, large)
    expect(read(page)).to_contain_text("2,000 rows below the headings")
    grade(page, "large.csv")
    saved = save(page, "CSV", tmp_path)
    assert saved.stat().st_size > large.stat().st_size
    over = tmp_path / "over.csv"
    over.write_bytes(b"x" * (25 * 2**20 + 1))
    open_file(page, over)
    expect(page.get_by_text("over.csv has 26,214,401 bytes; at most 26,214,400 are read.")).to_be_visible()
    expect(result(page)).to_contain_text("large.csv")


@pytest.mark.parametrize("target", [".fg-file button", "h1"])
def test_a_file_can_be_dropped_anywhere_and_does_not_replace_the_page(open_page: OpenPage, target: str) -> None:
    page = open_page("batch")
    content = example.example().decode("utf-8-sig")
    prevented = page.evaluate(
        """([text, target]) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
          const event = (name) => new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true });
          return ["dragover", "drop"].map((name) => !document.querySelector(target).dispatchEvent(event(name)));
        }""",
        [content, target],
    )
    assert prevented == [True, True]
    expect(read(page)).to_contain_text("dropped.csv")
    expect(read(page)).to_contain_text("43 rows below the headings")


def test_by_keyboard_only(open_page: OpenPage) -> None:
    page = open_page("batch")
    tab_to(page, "button.jupyter-button")
    expect(page.locator(":focus")).to_have_text("Open an example")
    page.keyboard.press("Enter")
    expect(read(page)).to_contain_text("Every factor of GS-0201 has a column.")
    tab_to(page, "button.mod-primary")
    expect(page.locator(":focus")).to_have_text("Grade every row")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text("of 43 positions graded")
    expect(page.locator(":focus")).to_have_text("Grade every row")
    tab_to(page, ".fg-button-primary")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    assert saving.value.suggested_filename == "example-positions-graded.csv"
    row = page.get_by_role("status", name="The row")
    expect(row).to_contain_text("Row 11: Factor 4, Complexity, is missing")
    tab_to(page, "input[type=text]")
    page.keyboard.type("4-3")
    tab_to(page, "button.jupyter-button")
    expect(page.locator(":focus")).to_have_text("Change and grade again")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text("42of 43 positions graded")
    expect(read(page)).to_contain_text("Changed here: row 11, Factor 4, from '' to '4-3'.")
    tab_to(page, "input[type=text]")
    page.keyboard.type("benefits")
    page.keyboard.press("Enter")
    fit = page.get_by_role("status", name="How many fit")
    expect(fit).to_have_text("7 of 43 positions")
    tab_to(page, "select")
    page.keyboard.type("GS-11")
    expect(fit).to_have_text("2 of 43 positions")
    expect(page.locator(".fg-lines").last).not_to_contain_text("GS-7")  # found on the way to GS-11
    tab_to(page, "th a")
    with page.expect_popup() as opening:
        page.keyboard.press("Enter")
    expect(result(opening.value)).to_contain_text("2,435 points")
    opening.value.close()
    expect(fit).to_have_text("2 of 43 positions")


def test_a_spoiled_workbook_is_read_mended_and_saved_as_statements(open_page: OpenPage, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Read me first"])
    for name, title in (("Current", "Officer"), ("Old", "Clerk")):
        sheet = book.create_sheet(name)
        for row in (["Human Resources"], [], HEADINGS, ["1", title, "A", "GS-11", date(2026, 1, 7), *OFFICER[1:]],
                    ["2", title, "A ", "WS-4701-14", "1-7", "2-9", *OFFICER[2:]], ["Total", None, "A", 2]):  # fmt: skip
            sheet.append(row)
    book.save(tmp_path / "office.xlsx")
    page = open_page("batch", width=390)
    open_file(page, tmp_path / "office.xlsx")
    expect(read(page)).to_contain_text("'Current' was read, not 'Sheet' and 'Old'.")
    expect(read(page)).to_contain_text("1 cell that Excel had turned into a date was read as a level (row 4)")
    expect(read(page)).to_contain_text("WS-4701-14 is no grade of the General Schedule but of WS, Federal Wage System")
    page.get_by_label("Worksheet").select_option(label="Old")
    expect(page.locator(".fg-preview")).to_contain_text("Clerk")
    headings = page.get_by_label("Row of the headings")
    expect(headings).to_have_value("3")
    headings.fill("150")
    headings.press("Enter")
    expect(page.locator(".fg-alerts")).to_contain_text("has no row 150 that could hold the headings")
    expect(headings).to_have_value("3")
    grade(page, "office.xlsx")
    expect(result(page)).to_contain_text("1of 2 positions graded")
    page.get_by_label("Cell").fill("2-4")
    page.get_by_role("button", name="Change and grade again").click()
    expect(result(page)).to_contain_text("2of 2 positions graded")
    for button, name in (("Save its statement (Word)", "row-5-2-clerk.docx"),
                         ("Save all statements (ZIP)", "office-statements.zip")):  # fmt: skip
        with page.expect_download() as saving:
            page.get_by_role("button", name=button).click()
        assert saving.value.suggested_filename == name
        saving.value.save_as(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "office-statements.zip") as archive:
        assert archive.namelist() == ["row-4-1-clerk.docx", "row-5-2-clerk.docx"] and archive.testzip() is None
    page.screenshot(path=tmp_path / "rows.png", full_page=True)
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")


def test_a_row_opens_in_a_new_tab_and_the_graded_file_stays(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("batch")
    page.get_by_role("button", name="Open an example").click()
    grade(page, example.NAME)
    expect(result(page)).to_contain_text("opens the rating on the Evaluate page, in a new tab")
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Row 2 (new tab)", exact=True).last.click()
    expect(result(opening.value)).to_contain_text("GS-7")
    assert opening.value.evaluate("window.opener") is None
    opening.value.close()
    expect(result(page)).to_contain_text("of 43 positions graded")
    assert save(page, "CSV", tmp_path).stat().st_size > 0
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")


def test_accessible_and_no_wider_than_the_screen(open_page: OpenPage, check_looks: CheckLooks) -> None:
    looks: tuple[Look, ...] = ((1280, "dark"), (390, "light"))
    page = open_page("batch", width=390)
    expect(page.get_by_text("How it works")).to_be_visible()
    check_looks(page, "batch-start", looks)
    page.get_by_role("button", name="Open an example").click()
    expect(read(page)).to_contain_text("Every factor of GS-0201 has a column.")
    check_looks(page, "batch-read", looks)
    grade(page, example.NAME)
    expect(page.locator(".fg-picture svg")).to_have_count(2)
    for summary in page.get_by_text("As a table").all():
        summary.click()
    check_looks(page, "batch", looks)


def test_the_first_answer_says_how_it_goes_and_the_address_keeps_the_standard(
    open_page: OpenPage, server: Server
) -> None:
    page = open_page("batch", query="?standard=fes-primary&work=technical", wait=False)
    expect(page.get_by_text("How it works").first).to_be_visible()
    page.wait_for_selector(READY)
    expect(page.locator("select").nth(0).locator("option:checked")).to_contain_text("FES Primary Standard")
    expect(page.locator("select").nth(1).locator("option:checked")).to_contain_text("Technical work")
    page.locator("select").nth(0).select_option(label="General Schedule Supervisory Guide, HRCD-5, June 1998")
    page.wait_for_url("**/batch.ipynb?standard=gssg&tables=*")
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator("select").nth(0).locator("option:checked")).to_contain_text("Supervisory Guide")


def test_a_file_in_which_each_row_names_its_standard(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("batch", width=390)
    page.get_by_label("Standard", exact=True).select_option(label="Named in a column of the file")
    page.get_by_role("button", name="Open an example").click()
    expect(read(page)).to_contain_text("Every factor has a column.")
    expect(page.get_by_label("Standard of the row").locator("option:checked")).to_have_text("Standard")
    page.get_by_role("button", name="Grade every row").click()
    expect(result(page)).to_contain_text("by the standard that each row names")
    expect(page.get_by_role("region", name="Rows with errors")).to_contain_text("given as GS-0343")
    # 8-2 is described for analysts and not for specialists of human resources.
    unusual = page.get_by_role("region", name="Unusual profiles")
    expect(unusual).to_contain_text("P-003")
    expect(unusual).not_to_contain_text("P-005")
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    saved = list(csv.DictReader(io.StringIO(save(page, "CSV", tmp_path).read_text(encoding="utf-8-sig"))))
    assert [row["grade"] for row in saved if row["Position number"] in ("P-005", "P-011")] == ["GS-9", ""]
