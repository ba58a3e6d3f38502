"""The search over standards and series on the Evaluate page, by keyboard and by mouse, and a guide from end to end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import READY, FindViolations, OpenPage, TakeScreenshot

pytestmark = pytest.mark.browser


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name=re.compile("^Find a standard or series"))


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name=re.compile("^Find a standard or series")).get_by_role("option")


def standard(page: Page) -> str:
    chosen: str = page.get_by_label("Standard", exact=True).locator("option:checked").inner_text()
    return chosen.replace("\xa0", " ")


def test_by_keyboard_a_number_or_a_name_leads_to_standard_and_series(
    open_page: OpenPage, axe: FindViolations, screenshot: TakeScreenshot
) -> None:
    page = open_page("evaluate")
    field(page).focus()
    page.keyboard.type("0343")
    expect(options(page)).to_have_count(1)
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(options(page)).to_contain_text("0343 Management and Program Analysis")
    page.keyboard.press("Enter")  # the only one
    expect(options(page)).to_have_count(0)
    expect(page.get_by_label("Series", exact=True).locator("option:checked")).to_have_text(
        "0343 Management and Program Analysis"
    )
    assert standard(page).startswith("Administrative Analysis Grade Evaluation Guide")
    expect(page).to_have_url(re.compile("standard=aageg&series=0343"))
    expect(field(page)).to_be_focused()
    page.keyboard.type("human")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    assert field(page).get_attribute("aria-activedescendant") == options(page).nth(1).get_attribute("id")
    assert axe(page) == []
    screenshot(page, "evaluate-find")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('gs-0203')")
    expect(page.get_by_label("Series", exact=True)).to_be_hidden()
    page.keyboard.type("blacksmith")
    expect(page.get_by_text("Nothing has these words")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")


def test_by_mouse_every_standard_is_offered_and_a_guide_grades(open_page: OpenPage) -> None:
    page = open_page("evaluate", width=390)
    field(page).click()
    expect(options(page)).to_have_count(6)  # five standards, and the series that a guide grades
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    options(page).filter(has_text="0343 Management").click()
    for code in ("1-7", "2-4", "3-3", "4-4", "5-3", "2b", "8-2", "9-2"):
        name = "Factors 6 and 7, " if code[-1].isalpha() else f"Factor {code[0]}, "
        page.get_by_role("group", name=re.compile(f"^{name}")).get_by_role(
            "radio", name=re.compile(rf"^{code},")
        ).check()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,465 points")
    expect(page).to_have_url(re.compile("series=0343"))
    page.get_by_role("button", name="Write the evaluation statement").click()
    expect(page.get_by_role("textbox", name="Series", exact=True)).to_have_value("0343")


def test_a_link_opens_a_guide_and_its_series(open_page: OpenPage) -> None:
    page = open_page("evaluate", query="?standard=aageg&series=0343")
    expect(page.get_by_label("Series", exact=True).locator("option:checked")).to_contain_text("0343")
    page.get_by_text("About this standard and its series").click()
    about = page.locator(".fg-about")
    for words in ("What it covers:", "What it leaves to others:", "Below its lowest grade:", "purposes a to c"):
        expect(about).to_contain_text(words)
    page.reload()
    page.wait_for_selector(READY)
    assert standard(page).startswith("Administrative Analysis")
