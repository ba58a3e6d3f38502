"""The Evaluate page in a real browser: by mouse, by keyboard, on a phone, light and dark, with no way out."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from fesgrade.tables import load

from .actions import group, pick, result, tab_to
from .conftest import FONTS, READY, CheckLooks, OpenPage, Server

pytestmark = pytest.mark.browser

CASES = load().cases
OFFICER = ("1-7", "2-4", "3-3", "4-4", "5-3", "2b", "8-1", "9-1")
ASSISTANT = ("1-4", "2-3", "3-2", "4-2", "5-2", "2b", "8-1", "9-1")


def drawn(page: Page, picture: str) -> str:
    return page.locator(".fg-picture").filter(has_text=picture).locator(".fg-drawing svg").inner_html()


def fresh(page: Page, case: str = "") -> Page:
    """Bring a page that tests before have used to a worked case, or to GS-0201 without levels."""
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(result(page)).to_contain_text("Missing")
    page.get_by_label("Worked case").select_option(label=CASES[case or "hr-officer"].title)
    expect(result(page)).to_contain_text("runs from")
    if not case:
        page.get_by_role("button", name="Clear", exact=True).click()
        expect(result(page)).to_contain_text("Missing: every factor")
    return page


@pytest.mark.parametrize(
    ("standard", "levels", "grade", "total"),
    [("GS-0201", OFFICER, "GS-11", "2,435 points"), ("GS-0203", ASSISTANT, "GS-6", "1,185 points")],
)
def test_the_decisions_graded_by_hand(
    shared_page: OpenPage, standard: str, levels: tuple[str, ...], grade: str, total: str
) -> None:
    page = fresh(shared_page("evaluate"))
    options = page.get_by_label("Standard", exact=True).locator("option").all_inner_texts()
    page.get_by_label("Standard", exact=True).select_option(next(text for text in options if standard in text))
    for code in levels:
        pick(page, code)
    expect(result(page)).to_contain_text(grade)
    expect(result(page)).to_contain_text(total)
    expect(page.locator(".fg-picture").first.locator("svg")).to_contain_text(total.split()[0])


def test_a_choice_brings_what_to_keep_in_mind_where_it_was_made(shared_page: OpenPage) -> None:
    page = fresh(shared_page("evaluate"))
    pick(page, "2-1")
    pick(page, "1-7")
    expect(group(page, "1-7").get_by_role("listitem")).to_contain_text(["Knowledge counts only as far as"])
    expect(group(page, "2-1").get_by_role("listitem")).to_have_count(0)
    pick(page, "3-3")
    expect(group(page, "1-7").get_by_role("listitem")).to_have_count(0)


def test_a_change_moves_total_grade_findings_and_pictures(shared_page: OpenPage) -> None:
    page = fresh(shared_page("evaluate"), "hr-officer")
    expect(result(page)).to_contain_text("2,435 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,435")
    profile = drawn(page, "Against typical levels")
    pick(page, "1-6")
    expect(result(page)).to_contain_text("GS-10")
    expect(result(page)).to_contain_text("2,135 points")
    expect(page.get_by_role("region", name="To check")).to_contain_text("Even grade")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,135")
    expect(page.get_by_text("1-7 would also need")).to_be_visible()
    page.wait_for_function(
        "before => document.querySelectorAll('.fg-drawing svg')[1].innerHTML !== before", arg=profile
    )
    for summary in page.get_by_text("As a table").all():
        summary.click()
    ladder, typical = page.locator(".fg-picture table").all()
    expect(ladder.get_by_role("row", name="GS-10 2,105 2,350 this position")).to_be_visible()
    expect(typical.get_by_role("row", name=re.compile("^1 Knowledge 1-6"))).to_be_visible()
    assert not page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")


def test_undo_redo_reset(shared_page: OpenPage) -> None:
    page = fresh(shared_page("evaluate"), "hr-officer")
    pick(page, "2-5")
    expect(result(page)).to_contain_text("2,635 points")
    page.get_by_role("button", name="Undo").click()
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_role("button", name="Redo").click()
    expect(result(page)).to_contain_text("2,635 points")
    page.get_by_role("button", name="Clear").click()
    expect(result(page)).to_contain_text("Missing: every factor")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("evaluate")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("Skip"))

    for code, steps in (("1-1", 6), ("2-1", 3), ("3-1", 2), ("4-1", 3), ("5-1", 2)):
        tab_to(page, f'input[value="{code}"]')
        page.keyboard.press("Space")
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
    tab_to(page, 'input[value="6-1 7-1"]')
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    for code in ("8-1", "9-1"):
        tab_to(page, f'input[value="{code}"]')
        page.keyboard.press("Space")
    expect(result(page)).to_contain_text("2,435 points")
    expect(result(page)).to_contain_text("GS-11")
    page.keyboard.press("ArrowRight")
    expect(result(page)).to_contain_text("2,450 points")


def test_every_level_can_be_told_apart_by_name(shared_page: OpenPage) -> None:
    page = fresh(shared_page("evaluate"))
    names = page.get_by_role("radio").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert len(names) == len(set(names)) == 53  # 45 levels less 8 of the contacts, and 16 cells
    knowledge = page.get_by_role("group", name="Factor 1, Knowledge Required by the Position", exact=True)
    expect(knowledge.get_by_role("radio", name="1-4, 550 points, not described by this standard")).to_be_visible()
    contacts = page.get_by_role("group", name="Factors 6 and 7, Personal Contacts and Purpose of Contacts", exact=True)
    expect(contacts.get_by_role("radio", name="1c, 130 points, an unlikely combination")).to_be_visible()
    expect(contacts).to_have_attribute("aria-describedby", re.compile("-6 .*-7"))


#: Returns the words of the factors' headings that are parted by the end of a line; one may be parted at a hyphen.
PARTED = """() => {
  const range = document.createRange();
  const parted = (node, word) => {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((each) => Math.round(each.top))).size > 1;
  };
  const texts = document.createTreeWalker(document.querySelector(".fg-sheet"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.parentElement.closest("legend") || !node.parentElement.checkVisibility()) continue;
    found.push(...[...node.data.matchAll(/[^\\s-]+/g)].filter((word) => parted(node, word)).map(String));
  }
  return found;
}"""


def test_the_words_of_the_headings_are_whole_at_every_width(shared_page: OpenPage) -> None:
    page = fresh(shared_page("evaluate"), "hr-officer")
    expect(result(page)).to_contain_text("2,435 points")
    for font, style in FONTS.items():
        page.evaluate(
            "css => document.head.append(Object.assign(document.createElement('style'), { innerHTML: css }))", style
        )
        for width in (360, 390, 768, 1024, 1100, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(PARTED) == [], f"{font} font, {width} pixels"
        page.evaluate("document.head.lastElementChild.remove()")


def test_the_result_stays_in_view_and_one_element(shared_page: OpenPage) -> None:
    for width, height in ((1280, 900), (390, 844)):
        page = fresh(shared_page("evaluate", width=width, height=height), "hr-officer")
        expect(result(page)).to_contain_text("2,435 points")
        result(page).evaluate("e => { window.same = e }")
        for code in ("1-8", "5-2", "9-2"):
            pick(page, code)
            expect(result(page)).to_be_in_viewport(ratio=0.9)
            expect(result(page)).to_contain_text("runs from")
            if width == 1280:
                findings = page.get_by_role("region", name="To check")
                expect(findings).to_be_in_viewport(ratio=0.9)
                # in view, and nothing in front of it
                assert findings.evaluate(
                    "e => { const r = e.getBoundingClientRect(); "
                    "return e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + 12)) }"
                )
        assert result(page).evaluate("e => window.same === e && e.isConnected")
        assert result(page).get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("case", ["", "hr-officer", "hr-assistant-military", "hr-officer-supervision"])
def test_no_accessibility_violation_and_nothing_wider_than_the_screen(
    shared_page: OpenPage, check_looks: CheckLooks, case: str
) -> None:
    page = fresh(shared_page("evaluate", width=390), case)
    expect(page.locator(".fg-picture svg")).to_have_count(2)
    check_looks(page, f"evaluate-{case or 'empty'}")


def test_the_sheet_begins_in_the_upper_half_and_what_stands_beside_it_keeps_its_headings(shared_page: OpenPage) -> None:
    page = shared_page("evaluate", width=1280, height=800)
    fresh(page, "hr-officer")
    expect(page.locator(".fg-case")).to_contain_text("a worked case, an example only")
    page.wait_for_function("document.querySelector('.fg-sheet').getBoundingClientRect().top < 400")
    page.evaluate("scrollTo(0, 1300)")
    page.wait_for_function(
        """() => [...document.querySelectorAll(".fg-side h2")].slice(0, 2).every((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint(x + Math.min(width, 40) / 2, y + height / 2));
        })"""
    )
    page.emulate_media(forced_colors="active")
    expect(page.locator(".fg-meter")).to_have_css("border-top-style", "solid")  # the empty part has an edge
    page.emulate_media(forced_colors="none")


def test_the_address_is_kept_and_opens_the_same_page(open_page: OpenPage) -> None:
    page = open_page("evaluate", query="?case=hr-officer")
    pick(page, "2-5")
    expect(result(page)).to_contain_text("2,635 points")
    page.wait_for_url("**levels=1-7_2-5_3-3**")
    page.reload()
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("2,635 points")


def test_a_damaged_link_is_told_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page("evaluate", query="?levels=1-77_x")
    expect(page.get_by_role("alert").filter(has_text="The link is damaged")).to_be_visible()
    pick(page, "1-7")
    expect(result(page)).to_contain_text("1,250 points so far")


def test_the_first_answer_holds_heading_result_and_picture(server: Server) -> None:
    with urllib.request.urlopen(server.page("evaluate"), timeout=60) as answer:
        html = answer.read().decode()
    assert "that the work fully meets, factor by factor" in html
    assert 'aria-label="Result"' in html
    assert "GS-1 to GS-15" in html
    assert "<svg role=" in html
    assert "evaluate.show" not in html
