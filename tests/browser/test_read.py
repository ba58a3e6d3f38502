"""The page that reads a document, in a browser: opened, found, corrected, and ended as a statement."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from fesgrade.apps.parts.link import edition
from tests.reading.made import docx as made_docx

from .actions import open_file, pick, result, tab_to
from .conftest import CheckLooks, Look, OpenPage

pytestmark = pytest.mark.browser

DOCUMENTS = Path(__file__).parent.parent / "reading" / "documents"


def found(page: Page, words: str) -> None:
    expect(page.get_by_role("status", name="What was found")).to_contain_text(words)


def save_report(page: Page, path: Path) -> str:
    """Write the statement, save its report for Word, and return its text."""
    page.get_by_role("button", name="Write the evaluation statement").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Report for Word (DOCX)").click()
    saving.value.save_as(path)
    made = docx.Document(str(path))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def test_a_decision_with_three_evaluations_ends_as_a_statement(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("read")
    open_file(page, DOCUMENTS / "decision-three-in-one-line.txt", "Open a document")
    found(page, "3 evaluations in decision-three-in-one-line.txt")
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_label("Evaluation", exact=True).select_option(
        label="2. Budget Officer (supervisory work): 2,650 points, GS-11"
    )
    expect(result(page)).to_contain_text("2,650 points")
    expect(page.get_by_role("link", name="Supervisory work", exact=True).last).to_have_attribute(
        "href", f"supervisory.ipynb?levels=1-2_2-1_3-2_4A-2_4B-2_5-5_6-3&tables={edition()}"
    )
    page.get_by_label("Evaluation", exact=True).select_option(index=0)
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_role("region", name="What was read").get_by_role("link").first.click()
    mark = page.locator("#fg-read-1")
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text("1-7")
    pick(page, "3-4")  # correct what was read
    expect(page.get_by_role("region", name="What was read")).to_contain_text("now 3-4")
    page.get_by_role("button", name="Undo").click()
    assert "Budget" not in page.url and "levels=1-7_2-4" in page.url
    text = save_report(page, tmp_path / "report.docx")
    assert "Budget Officer" in text and "GS-11" in text and "Supports 1-7" in text


def test_a_word_description_and_a_printed_one_are_read_and_corrected(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("read")
    (tmp_path / "description.docx").write_bytes(made_docx())
    open_file(page, tmp_path / "description.docx", "Open a document")
    found(page, "1 evaluation in description.docx")
    expect(page.get_by_role("region", name="To check in the document")).to_contain_text("Everything printed agrees")
    expect(result(page)).to_contain_text("2,435 points")
    assert "Program Analyst, GS-0343" in save_report(page, tmp_path / "first.docx")
    printer = page.context.new_page()  # a PDF as a browser prints it
    rows = (DOCUMENTS / "wrong-figures.txt").read_text().splitlines()
    cells = ["".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows if "|" in row]
    printer.set_content(f"<h1>{rows[0]}</h1><table><tr>{'</tr><tr>'.join(cells)}</tr></table>")
    printer.pdf(path=tmp_path / "printed.pdf")
    printer.close()
    open_file(page, tmp_path / "printed.pdf", "Open a document")
    found(page, "1 evaluation in printed.pdf")
    check = page.get_by_role("region", name="To check in the document")
    expect(check).to_contain_text("4-4 is printed with 252 points")
    expect(check).to_contain_text("2c has 145")
    pick(page, "7-2")
    expect(result(page)).to_contain_text("2,435 points")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save evaluation (JSON)").click()
    saved = tmp_path / "saved.json"
    saving.value.save_as(saved)
    assert "3. Guidelines" in saved.read_text("utf-8")


def test_what_cannot_be_read_is_told_and_nothing_is_lost(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("read")
    page.get_by_label("Or paste text").fill("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    page.get_by_role("button", name="Read the text").click()
    expect(result(page)).to_contain_text("2,435 points")
    (tmp_path / "empty.txt").write_bytes(b"")
    open_file(page, tmp_path / "empty.txt", "Open a document")
    expect(page.locator(".fg-alerts")).to_contain_text("empty.txt is empty")
    expect(result(page)).to_contain_text("2,435 points")


def test_by_keyboard_and_in_every_look(open_page: OpenPage, check_looks: CheckLooks) -> None:
    page = open_page("read")
    looks: tuple[Look, ...] = ((390, "light"), (390, "dark"), (1024, "light"), (1280, "light"), (1280, "dark"))
    check_looks(page, "read-start", looks[::4])
    tab_to(page, "textarea")
    page.keyboard.insert_text((DOCUMENTS / "wrong-figures.txt").read_text())
    tab_to(page, ".jupyter-button")
    page.keyboard.press("Enter")
    found(page, "1 evaluation in the pasted text")
    tab_to(page, "a[href='#fg-read-4']")
    page.keyboard.press("Enter")
    expect(page.locator("#fg-read-4")).to_be_in_viewport()
    check_looks(page, "read", looks)
