"""The Practice page in a real browser: nothing of a key before the commit, everything by keyboard, results kept."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fesgrade.classroom import handout, practice

from .actions import pick, result, tab_to
from .conftest import READY, CheckLooks, FindViolations, OpenPage, Server
from .wire import Wire, leaks

pytestmark = pytest.mark.browser

SET = practice.load()
CASE = SET.case("lab-budgets")
KEY = SET.key("lab-budgets")
#: Wrong in factors 1 (one off) and 4 (far off): 2,060 points, GS-9.
LEVELS = ("1-7", "2-3", "3-3", "4-1", "5-3", "6-2", "7-2", "8-1", "9-1")


def rate(page: Page, levels: Sequence[str] = LEVELS) -> None:
    for code in levels:
        pick(page, code)
    expect(result(page)).to_contain_text("9 of 9")


def commit(page: Page) -> None:
    page.get_by_role("button", name="Submit my rating").click()


def rate_by_keyboard(page: Page, levels: Sequence[str] = LEVELS) -> None:
    """From wherever the focus is above the sheet: Tab to each factor, Space, and the arrow keys."""
    for code in levels:
        first, steps = f"{code[0]}-1", int(code[2:]) - 1
        tab_to(page, f'input[value^="{first[0]}-"]')
        page.keyboard.press("Space")
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
    expect(result(page)).to_contain_text(f"{len(levels)} of {len(levels)}")


def test_nothing_of_the_key_reaches_the_browser_before_the_commit(browser: Browser, server: Server) -> None:
    """Every answer of the server and every frame: scripts, styles, the page, the kernel's messages."""
    context = browser.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    wire = Wire(page)
    page.goto(f"{server.page('practice')}?case=lab-budgets")
    page.wait_for_selector(READY)
    rate(page, ["1-8", "2-1", "3-1", "4-1", "5-1", "6-1", "7-1", "8-2", "9-2"])
    page.get_by_label("Exercise").select_option("Audit a pre-filled profile")
    expect(page.get_by_role("heading", name="Audit a pre-filled profile")).to_be_visible()
    page.get_by_label("Exercise").select_option("Rate the position yourself")
    expect(result(page)).to_contain_text("9 of 9")
    data, fixed = wire.received()
    assert CASE.paragraphs[0] in data and "Compare the levels" in data and "anywidget" in fixed  # it listens
    # The table of typical levels happens to hold the same total.
    data = re.sub(r"Columns of typical levels.*?</table>", "", data, flags=re.DOTALL)
    assert leaks(KEY, CASE.paragraphs, data, fixed) == []
    commit(page)
    expect(result(page)).to_contain_text("right: 1,885 points, GS-9")
    after = leaks(KEY, CASE.paragraphs, wire.received(static=False)[0])
    assert {entry.fact for entry in KEY.entries} <= set(after) and "1,885" in after
    assert wire.outside == []
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/practice-keys.csv", "voila/static/practice-keys.csv", "files/practice-keys.csv",
        "voila/render/practice-keys.csv", "data/practice/practice-keys.csv", "api/contents/practice-keys.csv",
        "voila/files/..%2Fdata%2Fpractice%2Fpractice-keys.csv", "voila/render/..%2Fdata%2Fpractice%2Fpractice-keys.csv",
        "static/..%2F..%2Fdata%2Fpractice%2Fpractice-keys.csv",
    ],
)  # fmt: skip
def test_no_address_gives_the_file_of_the_keys(server: Server, path: str) -> None:
    try:
        with urllib.request.urlopen(f"{server.url}{path}", timeout=60) as answer:
            body = answer.read().decode("utf-8", "ignore")
    except urllib.error.HTTPError as error:
        body = error.read().decode("utf-8", "ignore")
        assert error.code in (403, 404, 405)
    assert "why_not_higher" not in body and KEY.entries[0].why_not_higher not in body


def test_by_keyboard_alone_from_the_case_to_the_saved_file_and_back(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("practice", query="?case=lab-budgets")
    rate_by_keyboard(page)
    tab_to(page, "button")  # what is between is links and folds
    expect(page.locator(":focus")).to_have_text("Submit my rating")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text("2,060 points")
    expect(result(page)).to_contain_text("Score 15 of 18")
    expect(result(page)).to_be_focused()  # the view follows the answer
    expect(page.locator(".fg-submit")).to_have_text("Submit again")
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("What decides it")
    expect(page.get_by_role("region", name="Your progress")).to_contain_text("1 of 19 cases done")
    tab_to(page, "[aria-label='Your results'] button")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    assert leaks(KEY, CASE.paragraphs, file.read_text("utf-8")) == []
    other = open_page("practice")
    other.on("filechooser", lambda _: None)  # Playwright catches choosers from the first listener on, a moment later
    expect(other.get_by_role("region", name="Your progress")).to_contain_text("0 of 19 cases done")
    tab_to(other, ".fg-file button")
    with other.expect_file_chooser() as choosing:
        other.keyboard.press("Enter")
    choosing.value.set_files(file)
    expect(other.get_by_role("region", name="Your progress")).to_contain_text("1 of 19 cases done")
    expect(result(other)).to_contain_text("2,060 points")


def test_work_stays_in_the_browser_until_it_is_cleared(open_page: OpenPage) -> None:
    page = open_page("practice", query="?case=lab-budgets")
    rate(page)
    page.get_by_text("Write down why, factor 1").click()
    page.get_by_role("textbox", name="Factor 1: Meets 1-7 because").fill("Works alone on the yearly round")
    page.get_by_role("textbox", name="Factor 1: Does not meet 1-8 because").fill("New funding is for others")
    commit(page)
    expect(result(page)).to_contain_text("2,060 points")
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Your reason: Works alone on the yearly round")
    against = "Your reason against the next level: New funding is for others"
    expect(page.get_by_role("region", name="Feedback")).to_contain_text(against)
    page.get_by_role("button", name="Next case").click()
    expect(page.get_by_role("heading", name="Hydrologic Technician")).to_be_visible()
    page.wait_for_url("**case=stream-gauges*")
    pick(page, "1-3")
    expect(result(page)).to_contain_text("1 of 9")
    page.wait_for_function("localStorage.getItem('fg:practice')?.includes('1-3')")
    page.reload()
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("1 of 9")
    expect(page.get_by_role("region", name="Your progress")).to_contain_text("1 of 19 cases done")
    page.get_by_role("button", name="Clear what this browser keeps").click()
    expect(page.get_by_role("region", name="Your progress")).to_contain_text("0 of 19 cases done")
    page.wait_for_function("!('fg:practice' in localStorage) && !('fg:practice' in sessionStorage)")


def test_every_state_is_accessible_and_no_wider_than_the_screen(open_page: OpenPage, check_looks: CheckLooks) -> None:
    page = open_page("practice", width=390)

    def look(name: str) -> None:
        check_looks(page, f"practice-{name}", ((1280, "light"), (390, "dark")))

    expect(result(page)).to_contain_text("0 of 9")
    look("empty")
    rate(page)
    commit(page)
    expect(page.locator(".fg-picture svg")).to_contain_text("2,060")
    for summary in page.get_by_text("As a table").all() + page.get_by_text("Case by case").all():
        summary.click()
    look("feedback")
    page.get_by_role("button", name="Exercise, set of cases, round").click()
    page.get_by_label("Exercise").select_option("Audit a pre-filled profile")
    page.get_by_label(re.compile("^Factor 1 as you rate it")).select_option("1-6, rest typical of GS-7")
    expect(result(page)).to_contain_text("0 of 9")
    pick(page, "5-3")
    expect(result(page)).to_contain_text("1 of 9")
    page.get_by_role("button", name="Submit my audit").click()
    expect(result(page)).to_contain_text("What anchoring cost you")
    page.get_by_text("The columns, and the combinations").click()
    look("audit")


def test_on_a_phone_the_case_comes_to_any_factor_and_the_view_follows_the_answer(
    open_page: OpenPage, axe: FindViolations
) -> None:
    page = open_page("practice", query="?case=lab-budgets", width=390, height=844)
    controls = page.locator(".fg-page :is(select, button, input)").filter(visible=True)
    assert page.evaluate("(one) => one.offsetTop", page.locator(".fg-case-text").element_handle()) < 480
    expect(controls.nth(2)).to_have_text("Exercise, set of cases, round")
    controls.nth(2).click()
    expect(page.get_by_label("Round", exact=True)).to_be_visible()

    openers = page.get_by_role("button", name="Read the case")
    expect(openers).to_have_count(9)
    openers.last.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="The case")
    expect(drawer).to_contain_text(CASE.paragraphs[0])
    expect(drawer.get_by_role("button", name="Back to the sheet")).to_be_in_viewport(ratio=1)
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(openers.last).to_be_focused()

    page.locator(".fg-submit").click()
    expect(result(page)).to_contain_text("still to rate")
    expect(result(page)).to_be_focused()
    expect(result(page)).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(openers.first).to_be_hidden()  # the case stands beside the sheet
    expect(page.get_by_label("Round", exact=True)).to_be_visible()


def test_a_sealed_link_withholds_the_key_until_the_word(open_page: OpenPage) -> None:
    page = open_page("practice", query="?" + handout.handout_query(CASE, "Blue Heron"))
    rate(page)
    commit(page)
    expect(result(page)).to_contain_text("The key of this case is withheld.")
    expect(page.get_by_role("region", name="Feedback")).to_have_count(0)
    page.get_by_label("Password from your instructor").fill("blue heron")
    page.get_by_role("button", name="Show the key").click()
    expect(result(page)).to_contain_text("right: 1,885 points, GS-9")
    expect(page.get_by_role("region", name="Feedback")).to_be_visible()


def test_supervisory_work_has_its_own_sheet(open_page: OpenPage) -> None:
    page = open_page("practice", query="?case=records-section")
    for entry in SET.key("records-section").entries:
        pick_exactly(page, entry.factor, entry.level.code)
    commit(page)
    expect(result(page)).to_contain_text("The right grade.")


def pick_exactly(page: Page, factor: str, code: str) -> None:
    group = page.get_by_role("group", name=re.compile(rf"^(?:Factor|Subfactor) {factor}, "))
    group.get_by_role("radio", name=re.compile(rf"^{code},")).check()


def test_the_first_answer_holds_heading_and_case_and_no_key(server: Server) -> None:
    with urllib.request.urlopen(server.page("practice"), timeout=60) as answer:
        html = answer.read().decode()
    assert "<h1" in html and "Practice" in html
    first = next(iter(SET.cases.values()))
    assert first.short_text.split(":")[0] in html
    assert "practice.show" not in html
