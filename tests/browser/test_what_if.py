"""The What-if page in a real browser: every question by mouse and by keyboard, on a phone, light and dark."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from .actions import pick, result, tab_to
from .conftest import READY, FindViolations, OpenPage, Server, TakeScreenshot
from .test_evaluate import fresh

pytestmark = pytest.mark.browser

SLUGS = ("moves", "borderline", "ways", "pairs", "unsure", "compare", "spread")
OFFICER = "?case=hr-officer"


def section(page: Page, slug: str) -> Locator:
    return page.locator(".fg-tool", has=page.locator(f"h2#{slug}"))


def open_section(page: Page, slug: str) -> Locator:
    button = page.locator(f"h2#{slug} button")
    if button.get_attribute("aria-expanded") == "false":
        button.press("Enter")
    return section(page, slug)


def drawn(part: Locator, title: str) -> Locator:
    """The drawing of a picture, once it is there."""
    picture = part.locator(".fg-picture", has=part.page.get_by_role("heading", name=title))
    expect(picture.locator(".fg-drawing[data-drawn]")).to_be_visible()
    return picture


def in_order(picture: Locator, edge: str) -> list[str]:
    """What stands on the axes of a picture, from the left or from the top."""
    labels = picture.locator(".role-axis-label text").evaluate_all(
        "(all, edge) => all.map(e => [e.getBoundingClientRect()[edge], e.textContent])", edge
    )
    return [text for _, text in sorted(labels)]


def table_of(picture: Locator) -> Locator:
    picture.get_by_text("As a table").click()
    return picture.get_by_role("table")


def test_a_move_is_tried_undone_and_told(shared_page: OpenPage) -> None:
    page = fresh(shared_page("what_if"), "hr-officer")
    part = section(page, "moves")
    expect(part).to_contain_text("320 points more (from 2,755)")
    expect(part).to_contain_text("85 points fewer (up to 2,350)")
    rows = part.get_by_role("table").first.get_by_role("row")
    expect(rows).to_have_count(17)
    row = part.get_by_role("row", name=re.compile("^1 Knowledge, 1-7 to 1-6 −300 2,135 GS-10"))
    row.get_by_text("1 Knowledge, 1-7 to 1-6").click()
    expect(row).to_contain_text("1-6 is this:")
    row.get_by_role("button", name="Try 1-7 to 1-6").click()
    expect(result(page)).to_contain_text("2,135 points")
    expect(result(page)).to_contain_text("GS-10")
    expect(part).to_contain_text("220 points more (from 2,355)")
    page.get_by_role("button", name="Undo").click()
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_role("button", name="Redo").click()
    expect(result(page)).to_contain_text("2,135 points")


def test_the_sheet_is_compact_and_shows_meanings_when_asked(shared_page: OpenPage) -> None:
    page = fresh(shared_page("what_if"), "hr-officer")
    words = page.get_by_text("1-8 would also need").and_(page.locator(".fg-sheet .fg-next, .fg-sheet .fg-next *"))
    expect(words.first).to_be_hidden()
    page.get_by_label("Show meanings").check()
    expect(words.first).to_be_visible()
    page.get_by_label("Show meanings").uncheck()
    expect(words.first).to_be_hidden()
    pick(page, "1-8")
    expect(result(page)).to_contain_text("2,735 points")


def test_ways_to_a_grade_hold_and_a_target_out_of_reach(shared_page: OpenPage) -> None:
    page = fresh(shared_page("what_if"), "hr-officer")
    part = open_section(page, "ways")
    expect(part.get_by_role("status")).to_contain_text("One smallest way leads from GS-11 to GS-12.")
    expect(part).to_contain_text("3-5 would also need")
    expect(part).to_contain_text("Duties come first, not the grade")
    part.get_by_role("group", name="Keep as it is").get_by_label("3 Guidelines").check()
    expect(part).to_contain_text("1-7 to 1-9: +600, 3,035 points, GS-12")
    part.get_by_label("Grade to reach").select_option("GS-3")
    part.get_by_label("Only levels that the standard describes").check()
    expect(part.get_by_role("status")).to_contain_text("GS-3 cannot be reached")
    expect(part.get_by_role("status")).to_contain_text("the lowest grade that can is")
    part.get_by_label("Grade to reach").select_option("GS-9")
    part.get_by_role("button", name=re.compile("^Try")).first.click()
    expect(result(page)).to_contain_text("GS-9")
    expect(part.get_by_role("status")).to_contain_text("The rating is GS-9 already")


def test_two_factors_by_grid_and_by_picture(shared_page: OpenPage) -> None:
    page = fresh(shared_page("what_if"), "hr-officer")
    page.get_by_role("button", name="Two factors at once").click()
    part = section(page, "pairs")
    picture = drawn(part, "The grade over two factors")
    grid = part.get_by_role("grid", name="Grade and total over 1 Knowledge by 2 Supervisory controls")
    expect(grid.get_by_role("gridcell", selected=True)).to_have_text("GS-112,435")
    grid.get_by_role("gridcell", name="1-8 and 2-5: GS-12, 2,935 points", exact=True).click()
    expect(result(page)).to_contain_text("2,935 points")
    expect(grid.get_by_role("gridcell", selected=True)).to_have_text("GS-122,935")
    # The rows of the picture go from 1-9 down, the columns from 2-1 up: third row, fourth cell. The grade in it is hit.
    picture.locator("svg .mark-rect path").nth(2 * 5 + 3).click(force=True)
    expect(result(page)).to_contain_text("2,435 points")
    part.get_by_role("combobox", name="Columns").select_option("1 Knowledge")
    expect(part.get_by_role("grid", name="Grade and total over 2 Supervisory controls by 1 Knowledge")).to_be_visible()
    expect(part.get_by_role("combobox", name="Rows")).to_have_value("2 Supervisory controls")


def test_unsure_ratings_and_texts_that_cannot_be_read(open_page: OpenPage) -> None:
    page = open_page("what_if", query=OFFICER)
    part = open_section(page, "unsure")
    expect(part).to_contain_text("Every factor counts as rated")
    part.get_by_role("button", name="perhaps 1-6").click()
    expect(part.get_by_role("button", name="perhaps 1-6", pressed=True)).to_be_visible()
    knowledge = part.get_by_role("textbox", name="1 Knowledge")
    expect(knowledge).to_have_value("1-7, perhaps 1-6")
    controls = part.get_by_role("textbox", name="2 Supervisory controls")
    controls.fill("2-3, perhaps 2-4")
    controls.press("Enter")
    expect(part.get_by_role("status")).to_contain_text("GS-10 with a chance of 55.6%.")
    expect(part.get_by_role("region", name="Which doubt matters most")).to_contain_text("1 Knowledge")
    grades = drawn(part, "The chance of each grade")
    expect(grades.locator("svg")).to_contain_text("56%")
    assert in_order(grades, "left") == ["9", "10", "11"]  # GS-9 was the last to come
    expect(table_of(grades).get_by_role("row", name="GS-10 55.6%")).to_be_visible()
    totals = table_of(drawn(part, "The chance of each total"))
    expect(totals.get_by_role("row", name="2,260 GS-10 44.4%")).to_be_visible()
    controls.fill("2-3 70%, 2-4 40%")
    controls.press("Enter")
    expect(part.get_by_role("status")).to_contain_text("Factor 2, Supervisory Controls: the weights add up to 1.1")
    expect(controls).to_have_attribute("aria-invalid", "true")
    expect(controls).to_have_accessible_description(re.compile("the weights add up to 1.1"))
    expect(controls).to_have_value("2-3 70%, 2-4 40%")
    expect(knowledge).to_have_value("1-7, perhaps 1-6")
    controls.fill("2-3 70%, 2-4 30%")
    controls.press("Tab")
    expect(part.get_by_role("status")).to_contain_text("All 4 combinations")
    part.get_by_role("button", name="perhaps 1-6").click()
    expect(knowledge).to_have_value("")


def test_scenarios_examples_and_the_waterfall(open_page: OpenPage) -> None:
    page = open_page("what_if")
    part = open_section(page, "compare")
    part.get_by_role("button", name=re.compile("^Officer and staffing specialist")).click()
    expect(result(page)).to_contain_text("2,435 points")
    expect(part.get_by_role("status")).to_contain_text("That is −375 points in all; GS-11 becomes GS-9.")
    way = drawn(part, "The way from one to the other")
    expect(way.locator("svg")).to_contain_text("2,060, GS-9")
    expect(table_of(way).get_by_role("row", name="4 Complexity, 4-4 to 4-3 −75 2,060 GS-9")).to_be_visible()
    sides = part.get_by_role("table", name="Side by side, with GS-0201")
    expect(sides.get_by_role("row", name="1 Knowledge differs 1-7 1,250 1-6 950 −300")).to_be_visible()
    sides.get_by_role("button", name="Load Staffing specialist onto the sheet").click()
    expect(result(page)).to_contain_text("2,060 points")
    pick(page, "1-8")
    part.get_by_label("Under the name").fill("Mine")
    part.get_by_role("button", name="Keep it").click()
    expect(sides.get_by_role("columnheader", name=re.compile("^Mine"))).to_be_visible()
    part.get_by_label("To", exact=True).select_option("Mine")
    expect(part.get_by_role("status")).to_contain_text("Officer to Mine: 2 factors differ")
    expect(way.locator("svg")).to_contain_text("Knowledge, 1-7 to 1-8")
    names = [name for name in in_order(way, "top") if re.search("[a-z]", name)]
    assert names == ["Officer", "Knowledge, 1-7 to 1-8", "Complexity, 4-4 to 4-3", "Mine"]
    sides.get_by_role("button", name="Remove Officer").click()
    expect(sides.get_by_role("columnheader")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(sides.get_by_role("columnheader", name=re.compile("^Officer"))).to_be_visible()
    part.get_by_role("button", name="Keep it").click()
    expect(part.get_by_role("alert")).to_contain_text("Give the scenario a name of its own")
    part.get_by_role("button", name="Assigned GS-7 against decided GS-6").click()
    expect(result(page)).to_contain_text("1,185 points")
    expect(part.get_by_role("row", name="Against Agency's – −170 at least")).to_be_visible()


def test_scenarios_come_back_after_a_reload_until_they_are_cleared(open_page: OpenPage) -> None:
    page = open_page("what_if", query=OFFICER)
    expect(result(page)).to_contain_text("2,435 points")
    part = open_section(page, "compare")
    part.get_by_label("Under the name").fill("Mine <i>")
    part.get_by_role("button", name="Keep it").click()
    expect(part.get_by_role("columnheader", name=re.compile("^Mine <i>"))).to_be_visible()
    page.wait_for_function("localStorage.getItem('fg:what-if')?.includes('Mine')")
    assert "Mine" not in page.url
    page.reload()
    page.wait_for_selector(READY)
    part = open_section(page, "compare")
    expect(part.get_by_role("columnheader", name=re.compile("^Mine <i>"))).to_be_visible()
    page.get_by_role("button", name="Clear scenarios and unsure ratings").click()
    expect(part.get_by_role("columnheader", name=re.compile("^Mine <i>"))).to_have_count(0)
    page.wait_for_function("!('fg:what-if' in localStorage) && !('fg:what-if' in sessionStorage)")
    expect(page.get_by_role("button", name="Clear scenarios and unsure ratings")).to_be_disabled()


def test_the_review_and_the_whole_space(open_page: OpenPage) -> None:
    page = open_page("what_if", query="?standard=gs-0201&levels=1-7_2-4_3-3_4-3_5-3_6-2_7-2_8-1_9-1")
    review = open_section(page, "borderline")
    steps = review.locator(".fg-steps > li")
    expect(steps).to_have_count(4)
    expect(steps.nth(2)).to_contain_text("Does the work fully meet 1-7? If not, it is 1-6: 2,060 points, GS-9.")
    expect(steps.nth(3)).to_contain_text("Handbook p. 12")
    space = open_section(page, "spread")
    expect(space.get_by_role("status")).to_contain_text("1,166,400 sets of levels")
    expect(
        table_of(drawn(space, "Sets of levels by grade")).get_by_role("row", name="GS-11 182,270 15.6%")
    ).to_be_visible()
    expect(
        table_of(drawn(space, "Sets of levels by total")).get_by_role("row", name=re.compile("^GS-15"))
    ).to_be_visible()
    space.get_by_label("Only levels that the standard describes").check()
    expect(space.get_by_role("status")).to_contain_text("60,000 sets of levels")


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("what_if", query=OFFICER)
    press = page.keyboard.press
    # the sheet
    tab_to(page, "input[value='5-3']")
    press("ArrowRight")
    expect(result(page)).to_contain_text("2,510 points")
    press("ArrowLeft")
    expect(result(page)).to_contain_text("2,435 points")
    # a move: opened, tried, and the focus stays in its section
    tab_to(page, "details[id='fg-move-1-6'] summary")
    press("Enter")
    expect(page.get_by_text("1-6 is this:")).to_be_visible()
    tab_to(page, "[data-pick='1-6']", 1)
    press("Enter")
    expect(result(page)).to_contain_text("2,135 points")
    assert page.evaluate("document.activeElement.closest('.fg-tool') !== null")
    # ways
    tab_to(page, "h2#ways button")
    press("Enter")
    expect(page.get_by_label("Grade to reach")).to_be_visible()
    tab_to(page, "select", 1)
    expect(page.get_by_label("Grade to reach")).to_be_focused()
    page.keyboard.type("GS-12")
    expect(section(page, "ways").get_by_role("status")).to_contain_text("to GS-12")
    # two factors: one stop, arrow keys, Enter
    tab_to(page, "h2#pairs button")
    press("Space")
    expect(page.get_by_role("grid")).to_be_visible()
    tab_to(page, "[role=gridcell]")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "1-6 and 2-4: GS-10, 2,135 points, the position now")
    press("ArrowUp")
    press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "1-7 and 2-5: GS-11, 2,635 points")
    press("Home")
    press("End")
    press("Enter")
    expect(result(page)).to_contain_text("2,635 points")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "1-7 and 2-5: GS-11, 2,635 points, the position now")
    press("Shift+Tab")
    assert not page.evaluate("document.activeElement.matches('[role=gridcell]')")
    # unsure
    tab_to(page, "h2#unsure button")
    press("Enter")
    expect(page.get_by_role("textbox", name="1 Knowledge")).to_be_visible()
    tab_to(page, ".fg-doubt input", 1)
    page.keyboard.type("1-7 or 1-8")
    press("Tab")
    expect(section(page, "unsure").get_by_role("status")).to_contain_text("All 2 combinations")
    press("Space")
    expect(page.get_by_role("textbox", name="1 Knowledge")).to_have_value("1-7, perhaps 1-6")
    # scenarios
    tab_to(page, "h2#compare button")
    press("Enter")
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()
    tab_to(page, "[data-pick=subordinate]", 1)
    press("Enter")
    expect(section(page, "compare").get_by_role("status")).to_contain_text("GS-11 becomes GS-9")
    # the whole space
    tab_to(page, "h2#spread button")
    press("Enter")
    expect(section(page, "spread").get_by_role("checkbox")).to_be_visible()
    tab_to(page, "input[type=checkbox]", 1)
    press("Space")
    expect(section(page, "spread").get_by_role("status")).to_contain_text("60,000 sets")


def test_the_result_stays_in_view_and_one_element(open_page: OpenPage) -> None:
    for width, height in ((1280, 720), (390, 844)):
        page = open_page("what_if", query=OFFICER, width=width, height=height)
        result(page).evaluate("e => { window.same = e }")
        for slug in SLUGS:
            open_section(page, slug)
            page.locator(f"h2#{slug}").evaluate("e => e.scrollIntoView({block: 'center'})")
            expect(result(page)).to_be_in_viewport(ratio=0.9)
        for title in ("The grade over two factors", "Sets of levels by grade", "Sets of levels by total"):
            drawn(page.locator("body"), title)  # the page has come to rest: nothing slips from under a click
        if width > 1000:  # the whole sheet can be reached from there, too
            pick(page, "9-2")
            expect(result(page)).to_contain_text("2,450 points")
            expect(result(page)).to_be_in_viewport(ratio=0.9)
        assert result(page).evaluate("e => window.same === e && e.isConnected")


@pytest.mark.parametrize(
    ("width", "theme", "case"), [(1280, "light", "hr-officer"), (390, "dark", "hr-officer-supervision")]
)
def test_every_section_is_accessible_and_fits(
    open_page: OpenPage, axe: FindViolations, screenshot: TakeScreenshot, width: int, theme: str, case: str
) -> None:
    phone = width < 640
    page = open_page("what_if", query=f"?case={case}", width=width, theme=theme, has_touch=phone, is_mobile=phone)
    expect(result(page)).to_contain_text("GS-11 runs from")
    for slug in SLUGS:
        open_section(page, slug)
    section(page, "unsure").get_by_role("button", name=re.compile("^perhaps 1-")).first.click()
    section(page, "unsure").get_by_role("textbox", name=re.compile("^2 ")).fill("2-1 and more")
    section(page, "unsure").get_by_role("textbox", name=re.compile("^2 ")).press("Enter")
    expect(section(page, "unsure").get_by_role("status")).to_contain_text("cannot be read")
    if not phone:
        section(page, "compare").get_by_role("button", name=re.compile("^Officer and")).click()
    page.locator("#fg-kept > summary").click()
    expect(page.locator(".fg-picture .fg-drawing[data-drawn]")).to_have_count(3 if phone else 4)
    assert axe(page) == []
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")
    screenshot(page, f"what-if-{width}-{theme}")
    if phone:
        assert small_targets(page) == []


def small_targets(page: Page) -> list[object]:
    """The controls that are lower than a finger needs."""
    found: list[object] = page.evaluate(
        """() => [...document.querySelectorAll(
            ".fg-page :is(button, select, summary, input[type=text], .fg-level, [role=gridcell])")]
            .filter((node) => node.checkVisibility())
            .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 44)"""
    )
    return found


def test_links_carry_the_rating_both_ways_and_open_a_question(open_page: OpenPage) -> None:
    page = open_page("evaluate", query=OFFICER)
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_role("link", name="What would change this grade?").click()
    page.wait_for_url("**/what_if.ipynb?*")
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("2,435 points")
    pick(page, "2-5")
    expect(result(page)).to_contain_text("2,635 points")
    page.wait_for_url("**levels=1-7_2-5_3-3**")
    page.goto(page.url + "#spread")
    expect(section(page, "spread").get_by_role("status")).to_contain_text("1,166,400")
    page.reload()
    page.wait_for_selector(READY)
    expect(section(page, "spread").get_by_role("status")).to_contain_text("1,166,400")
    expect(result(page)).to_contain_text("2,635 points")
    page.get_by_role("link", name="Open on Evaluate").click()
    page.wait_for_url("**/evaluate.ipynb?*")
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("2,635 points")


def test_a_visitor_sees_an_example_until_the_first_choice(open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("what_if")
    note = page.get_by_text("Example, not your rating")
    expect(note).to_be_visible()
    expect(section(page, "moves")).to_contain_text("320 points more")
    assert "?" not in page.url
    assert axe(page) == []
    pick(page, "2-5")
    expect(note).to_have_count(0)
    expect(result(page)).to_contain_text("2,635 points")
    page.wait_for_url("**levels=1-7_2-5_3-3**")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(result(page)).to_contain_text("Missing: every factor")


def test_the_first_answer_holds_heading_result_and_questions(server: Server) -> None:
    with urllib.request.urlopen(server.page("what_if"), timeout=60) as answer:
        html = answer.read().decode()
    assert "What if the duties were different?" in html
    assert 'aria-label="Result"' in html
    assert "Ways to a grade" in html
    assert "what_if.show" not in html
