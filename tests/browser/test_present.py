"""The pages on a projector of 1024 by 768: one part a screen, the result in view, and the whole of it by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import FindViolations, OpenPage, TakeScreenshot

pytestmark = pytest.mark.browser

CASE = "?case=hr-officer"
#: Whether what is on the stage fits into the window, and into its own frame; what does not, by name.
CLIPPED = """() => [...document.querySelectorAll("[data-stage]")].filter((one) => {
  const { top, bottom, left, right } = one.getBoundingClientRect();
  return top < -1 || bottom > innerHeight + 1 || left < -1 || right > innerWidth + 1;
}).map((one) => one.className)"""
#: By how many pixels what is on the screen is longer than it.
LONGER = "([one] = document.querySelectorAll('[data-stage=screen]')) => one.scrollHeight - one.clientHeight"

SCROLLED = "() => document.querySelector('[data-stage=screen]').scrollTop"
#: Whether the button says that there is more of the same, when there is.
TOLD = f"""() => {{
  const left = ({LONGER})() - ({SCROLLED})();
  return document.querySelector(".fg-present .fg-button-primary").textContent === (left > 8 ? "More" : "Next");
}}"""


def place(page: Page) -> Locator:
    return page.locator(".fg-present-bar [role=status]")


def screen(page: Page) -> Locator:
    return page.locator("[data-stage=screen]")


def on_stage(page: Page) -> None:
    """Nothing but the stage is to be seen, and all of it is in the window."""
    for name in (".fg-header", ".fg-prose p", ".fg-footer", ".fg-find"):
        expect(page.locator(name).filter(visible=True)).to_have_count(0)
    expect(page.locator(".fg-result")).to_be_in_viewport(ratio=1)
    page.wait_for_function(f"() => ({CLIPPED})().length === 0")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 18


def test_evaluate_factor_by_factor(open_page: OpenPage, axe: FindViolations, screenshot: TakeScreenshot) -> None:
    page = open_page("evaluate", query=CASE, width=1024, height=768)
    start = page.get_by_role("button", name="Present")
    start.focus()
    page.keyboard.press("Enter")
    expect(place(page)).to_contain_text("1 of 10 · Human Resources Officer")
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    assert page.url.endswith("#present")
    on_stage(page)
    expect(page.locator(".fg-scale svg")).to_be_in_viewport(ratio=1)
    expect(page.locator(".fg-factor").filter(visible=True)).to_have_count(1)
    screenshot(page, "present-evaluate-1024")
    assert axe(page) == []
    page.emulate_media(forced_colors="active")  # the words of the main button are seen, too
    expect(page.get_by_role("button", name="Next")).to_have_css("forced-color-adjust", "none")
    page.emulate_media(forced_colors="none")

    # Arrows still choose levels, and the class sees the grade move.
    page.get_by_role("radio", name="1-7, 1,250 points").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".fg-result")).to_contain_text("2,735 points")
    page.keyboard.press("PageDown")
    expect(place(page)).to_contain_text("2 of 10")
    expect(screen(page)).to_be_focused()
    page.keyboard.press("PageUp")
    expect(place(page)).to_contain_text("1 of 10")
    for number in range(2, 11):
        page.wait_for_function(f"() => ({LONGER})() <= 1")
        page.keyboard.press("PageDown")
        expect(place(page)).to_contain_text(f"{number} of 10")
        on_stage(page)
    expect(page.get_by_role("button", name="Next")).to_be_disabled()

    page.emulate_media(media="print")
    expect(page.locator(".fg-factor").filter(visible=True)).to_have_count(8)  # paper has the whole page
    page.emulate_media(media="screen", forced_colors="active")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
    page.set_viewport_size({"width": 1024, "height": 768})
    page.keyboard.press("Escape")
    expect(start).to_be_focused()
    expect(page.locator(".fg-header")).to_be_visible()
    assert "#" not in page.url


def test_what_if_question_by_question_from_a_link(open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("what_if", query=f"{CASE}#present", width=1024, height=768)
    expect(place(page)).to_contain_text("1 of 7 · Human Resources Officer")
    expect(screen(page)).to_contain_text("320 points more")
    on_stage(page)
    # What is longer than the screen is gone through before the next question.
    page.get_by_role("button", name="More").click()
    expect(place(page)).to_contain_text("1 of 7")
    page.wait_for_function("() => document.querySelector('[data-stage=screen]').scrollTop > 100")
    page.get_by_role("button", name="Leave").click()
    expect(page.locator(".fg-tool").filter(visible=True)).to_have_count(7)


def test_casebook_step_by_step(open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("casebook", query="#present", width=1024, height=768)
    expect(place(page)).to_contain_text("step 1 of 18")
    on_stage(page)
    expect(page.locator(".fg-scale svg")).to_be_in_viewport(ratio=1)
    for number in (2, 3, 4):
        page.wait_for_function(TOLD)
        while page.get_by_role("button", name="More").is_visible():
            before = page.evaluate(SCROLLED)
            page.keyboard.press("PageDown")
            page.wait_for_function(f"(before) => ({SCROLLED})() > before", arg=before)
            page.wait_for_function(TOLD)
        page.keyboard.press("PageDown")
        expect(place(page)).to_contain_text(f"step {number} of 18")
    expect(screen(page)).to_contain_text("Which series?")
    assert axe(page) == []
    page.keyboard.press("PageUp")
    expect(place(page)).to_contain_text("step 3 of 18")


def test_class_results_one_factor_a_screen(open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("panel", width=1024, height=768)
    page.get_by_role("button", name="Open an example class").click()
    page.get_by_role("button", name="Present").click()
    expect(place(page)).to_contain_text("1 of 9 · Budget Analyst, before the discussion")
    expect(screen(page)).to_contain_text("5 raters, from 1-5 to 1-7.")
    expect(screen(page)).to_contain_text("1-6, Ana: A few years of experience")
    on_stage(page)
    expect(page.locator(".fg-scale svg")).to_be_in_viewport(ratio=1)
    # The key comes on demand, and then factor by factor.
    expect(page.get_by_text("Show the key of this factor")).to_have_count(0)
    page.get_by_role("checkbox", name="Show the key").check()
    key = screen(page).get_by_text("What decides it:")
    expect(screen(page).get_by_text("Show the key of this factor")).to_be_visible()
    expect(key).to_be_hidden()
    screen(page).get_by_text("Show the key of this factor").click()
    expect(key).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("PageDown")
    expect(place(page)).to_contain_text("2 of 9")
    expect(screen(page)).to_contain_text("5 raters, from 2-3 to 2-4.")
