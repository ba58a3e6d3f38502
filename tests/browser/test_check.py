"""The page that checks a table, in a browser: examples, files, what is saved, by keyboard, narrow and wide."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from fesgrade.check import differences as checks
from fesgrade.tables import load

from .actions import open_file, result, tab_to
from .conftest import CheckLooks, Look, OpenPage
from .test_batch import SCRIPT

pytestmark = pytest.mark.browser

LEVELS = {level.code: level.points for level in load().standards["fes-primary"].levels()}


def test_a_table_is_opened_checked_and_the_differences_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("check")
    right, wrong = tmp_path / "right.json", tmp_path / "wrong.json"
    right.write_text(json.dumps(LEVELS), "utf-8")
    wrong.write_text(json.dumps(LEVELS | {"7-4": 200, "1-7": "=1", "5-9": 700}), "utf-8")
    open_file(page, right, "Open a table")
    expect(result(page)).to_contain_text("Nothing differs.")
    expect(result(page)).to_contain_text("right.json")
    expect(page.get_by_role("button", name="Save as CSV")).to_be_hidden()
    open_file(page, wrong, "Open a table")
    expect(result(page)).to_contain_text("values differ: 1 wrong, 1 not in the standard, 1 not readable")
    row = page.get_by_role("row").filter(has_text="7-4 (factor 7, level d)")
    expect(row).to_contain_text("200 points")
    expect(row).to_contain_text("Introduction p. 54")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as CSV").click()
    saving.value.save_as(tmp_path / "saved.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "saved.csv").read_text("utf-8-sig"))))
    found = checks.check(wrong).differences
    assert [(row["what"], row["right"], row["source"]) for row in rows] == [
        (each.what, each.right, each.source) for each in found
    ]
    page.get_by_label("Compare with").select_option(label="General Schedule Supervisory Guide, HRCD-5, June 1998")
    expect(result(page)).to_contain_text("compared with General Schedule Supervisory Guide")
    page.wait_for_url("**/check.ipynb?standard=gssg&tables=*")
    guide = tmp_path / "guide.json"
    guide.write_text(json.dumps({"gssg": {"1-1": 175}}), "utf-8")
    open_file(page, guide, "Open a table")
    expect(result(page)).to_contain_text("guide.json")
    held = load().standards["gs-0201"]
    page.get_by_label("Compare with").select_option(label=f"{held.title}, {held.edition}")
    expect(page.locator(".fg-alerts")).to_contain_text("it is about another standard")
    expect(page.get_by_label("Compare with").locator("option:checked")).to_contain_text("Supervisory Guide")


def test_bad_tables_are_told_run_nothing_and_lose_nothing(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("check")
    page.get_by_label("Files with an error to try").select_option(label="GS-12 from 1,605 points")
    expect(result(page)).to_contain_text("value differs: 1 wrong")
    for name, content, sentence in (
        ("empty.csv", b"", "empty.csv is empty"),
        ("latin.csv", "level,points\né\x01,1".encode("latin-1"), "latin.csv is not UTF-8 text: line 2"),
        ("cut.json", b'{"1-7": ', "cut.json is not JSON"),
        ("other.csv", b"name,age\nAnn,40", "other.csv holds neither points of levels nor grade ranges"),
    ):
        (tmp_path / name).write_bytes(content)
        open_file(page, tmp_path / name, "Open a table")
        expect(page.locator(".fg-alerts")).to_contain_text(sentence)
        expect(result(page)).to_contain_text("gs-12-from-1605.csv")
    marked = tmp_path / "marked.csv"
    out = io.StringIO()
    csv.writer(out).writerows([["level", "points"], [SCRIPT, SCRIPT], ["1-7", SCRIPT], ["1-8", "=2"]])
    marked.write_text(out.getvalue(), "utf-8")
    open_file(page, marked, "Open a table")
    expect(result(page)).to_contain_text("marked.csv")
    expect(page.get_by_role("region", name="Differences")).to_contain_text("<script>")
    assert page.evaluate("window.run") is None


def test_by_keyboard_only(open_page: OpenPage) -> None:
    page = open_page("check")
    tab_to(page, ".fg-file button")
    tab_to(page, "select")
    tab_to(page, "select")
    page.keyboard.type("A level 3-1")
    expect(result(page)).to_contain_text("value differs: 1 not in the standard")
    tab_to(page, ".fg-bar .fg-button")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    assert saving.value.suggested_filename == "supervisory-level-3-1-differences.csv"


def test_accessible_and_no_wider_than_the_screen(open_page: OpenPage, check_looks: CheckLooks) -> None:
    looks: tuple[Look, ...] = ((1280, "light"), (390, "dark"))
    page = open_page("check", width=390)
    expect(page.get_by_role("heading", name="What is read")).to_be_visible()
    check_looks(page, "check-start", looks)
    page.get_by_label("Files with an error to try").select_option(label="An even grade pushed up")
    expect(result(page)).to_contain_text("values differ: 1 wrong, 1 missing")
    check_looks(page, "check", looks)
