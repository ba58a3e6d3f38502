"""A class of five goes through one case: from the link to the picture of the discussion, by keyboard, with no way out.

Five browser sessions and five saved files. In no session, file or picture is anything of the key.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fesgrade.classroom import practice

from .actions import result, tab_to
from .conftest import READY, CheckLooks, Look, OpenPage, Server
from .test_practice import rate_by_keyboard
from .wire import Wire, leaks

pytestmark = pytest.mark.browser

SET = practice.load()
CASE = SET.case("lab-budgets")
KEY = SET.key("lab-budgets")
#: What each of the five makes of it: before and after the discussion nobody has all levels of the key, nor its total.
CLASS = {
    "Ann": ("1-6", "2-3", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1"),
    "Bo": ("1-7", "2-3", "3-3", "4-2", "5-3", "6-2", "7-2", "8-1", "9-1"),
    "Cy": ("1-7", "2-4", "3-3", "4-3", "5-3", "6-2", "7-2", "8-1", "9-1"),
    "Di": ("1-5", "2-3", "3-2", "4-3", "5-3", "6-3", "7-2", "8-1", "9-1"),
    "Ed": ("1-7", "2-3", "3-3", "4-4", "5-4", "6-2", "7-3", "8-1", "9-1"),
}
WORD = "Blue Heron"


def opened(browser: Browser, address: str) -> tuple[Page, Wire]:
    context = browser.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    wire = Wire(page)
    page.on("filechooser", lambda _: None)  # Playwright catches choosers from the first listener on, a moment later
    page.goto(address)
    page.wait_for_selector(READY)
    return page, wire


def save(page: Page, folder: Path) -> Path:
    """Save the results with the Enter key, and hand back the file."""
    tab_to(page, "[aria-label='Your results'] button")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    folder.mkdir(exist_ok=True)
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    return path


def commit(page: Page) -> None:
    tab_to(page, ".fg-submit")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text("The key of this case is withheld.")
    expect(result(page)).to_be_focused()


def hand_out(page: Page) -> str:
    """As the instructor: the case from its list, a word, the link."""
    tab_to(page, "select")
    page.keyboard.type("Budget")
    tab_to(page, "input[type=text]")  # the name in the file
    tab_to(page, "input[type=text]")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    link = page.get_by_role("status", name="Link to hand out").get_by_role("link")
    expect(link).to_contain_text("seal=")
    return str(link.get_attribute("href"))


def sit(browser: Browser, address: str, name: str, folder: Path) -> None:
    """One student: rate, commit, save; after the discussion put factor 1 to 1-6, commit and save again."""
    page, wire = opened(browser, address)
    expect(page.get_by_role("heading", name=CASE.title)).to_be_visible()
    rate_by_keyboard(page, CLASS[name])
    commit(page)
    tab_to(page, "input[type=text]")  # the word, which is not told yet
    tab_to(page, "input[type=text]")
    page.keyboard.press("Control+a")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    assert save(page, folder / "before").name == f"fesgrade-{name.lower()}.json"
    tab_to(page, 'input[value^="1-"]', back=True)
    while page.evaluate("document.activeElement.value") != "1-6":
        page.keyboard.press("ArrowLeft" if page.evaluate("document.activeElement.value") > "1-6" else "ArrowRight")
    tab_to(page, "select", back=True)
    page.keyboard.type("Again")  # when you rate: after the discussion
    tab_to(page, ".fg-submit")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 ratings submitted")).to_be_visible()
    file = save(page, folder / "after")
    assert [one["round"] for one in json.loads(file.read_text("utf-8"))["attempts"]] == ["before", "after"]
    assert leaks(KEY, CASE.paragraphs, wire.received(static=False)[0]) == []
    assert leaks(KEY, CASE.paragraphs, file.read_text("utf-8")) == []
    assert wire.outside == []
    page.context.close()


def open_files(page: Page, files: list[Path]) -> None:
    # Playwright takes file choosers over in its own time; asking early keeps the browser from opening its own.
    page.on("filechooser", lambda _: None)
    tab_to(page, ".fg-file button")
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(files)


def test_a_class_of_five_from_the_link_to_the_picture_of_the_discussion(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    instructor, _ = opened(browser, server.page("practice"))
    address = hand_out(instructor)
    assert address.startswith(server.page("practice")) and leaks(KEY, CASE.paragraphs, address) == []
    instructor.context.close()

    for name in CLASS:
        sit(browser, address, name, tmp_path)

    page, wire = opened(browser, server.page("panel"))
    open_files(page, sorted((tmp_path / "before").iterdir()))
    expect(result(page)).to_contain_text("raters, 45 ratings")
    expect(result(page)).to_contain_text("1 case, 5 files")
    pictures = page.locator(".fg-picture")
    expect(pictures).to_have_count(3)
    expect(pictures.nth(0)).to_contain_text("Where the class disagrees: Budget Analyst")
    expect(pictures.nth(0).locator("svg")).to_contain_text("1 Knowledge")
    expect(page.get_by_role("region", name="Outlying ratings")).to_contain_text("1-5, 2 levels lower")
    assert leaks(KEY, CASE.paragraphs, wire.received(static=False)[0]) == []

    tab_to(page, "button:not(.fg-file button)")
    page.keyboard.press("Tab")  # past the example
    expect(page.locator(":focus")).to_have_text("Clear")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text("No files yet.")
    tab_to(page, ".fg-file button", back=True)
    page.keyboard.press("Shift+Tab")
    open_files(page, sorted((tmp_path / "after").iterdir()))
    expect(result(page)).to_contain_text("raters, 90 ratings")
    expect(pictures.nth(2)).to_contain_text("Agreement, before and after the discussion")
    expect(pictures.nth(2).locator("svg")).to_contain_text("same level before")
    page.wait_for_function(  # every line of the legend is within the picture
        """() => {
          const svg = document.querySelectorAll(".fg-picture svg")[2], top = svg.getBoundingClientRect().top;
          const lines = [...svg.querySelectorAll(".role-legend-label text")];
          return lines.length === 3 && lines.every((one) => one.getBoundingClientRect().top >= top);
        }"""
    )
    expect(page.get_by_role("region", name="What the discussion did")).to_contain_text("4 of 45 ratings changed")
    summary = pictures.nth(2).get_by_text("As a table")
    summary.focus()
    page.keyboard.press("Enter")
    row = pictures.nth(2).get_by_role("row").filter(has_text="1 Knowledge")
    expect(row).to_contain_text("100%")
    expect(row).to_contain_text("30%")
    assert leaks(KEY, CASE.paragraphs, wire.received(static=False)[0]) == []

    # Only now, and only on request, the key.
    tab_to(page, "input[type=checkbox]", back=True)
    page.keyboard.press("Space")
    expect(page.get_by_text("The red frame is the key")).to_be_visible()
    expect(pictures.nth(1).locator("svg")).to_contain_text("key 1,885")
    assert wire.outside == []
    page.context.close()


def test_the_panel_is_accessible_and_no_wider_than_the_screen(
    open_page: OpenPage, check_looks: CheckLooks, tmp_path: Path
) -> None:
    looks: tuple[Look, ...] = ((1280, "dark"), (390, "light"))
    lines = ["rater,case,factor,level,round", "Ann,nowhere,1,1-2,"]
    for name, levels in CLASS.items():
        lines += [f"{name},lab-budgets,{code[0]},{code},before" for code in levels]
        lines += [f"{name},lab-budgets,{code[0]},{code},after" for code in ("1-6", *levels[1:])]
    file = tmp_path / "ratings.csv"
    file.write_text("\n".join(lines), "utf-8")
    page = open_page("panel", width=390)
    expect(result(page)).to_contain_text("No files yet.")
    check_looks(page, "panel-start", looks)
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Open files").press("Enter")
    choosing.value.set_files(file)
    expect(result(page)).to_contain_text("raters, 90 ratings")
    expect(page.get_by_role("region", name="Left out")).to_contain_text("ratings.csv, row 2: 'nowhere' is not a case")
    page.get_by_label("Show the key").check()
    expect(page.locator(".fg-picture").nth(1).locator("svg")).to_contain_text("key 1,885")
    for summary in page.get_by_text("As a table").all() + page.get_by_text("Rater by rater").all():
        summary.click()
    check_looks(page, "panel", looks)
