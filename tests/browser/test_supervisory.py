"""The Supervisory page in a real browser: the second decision from the first question on, its limits, its tables."""

from __future__ import annotations

import re
import urllib.request
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from fesgrade.tables import load

from .actions import result
from .conftest import CheckLooks, OpenPage, Server

pytestmark = pytest.mark.browser

LEVELS = ("1-2", "2-1", "3-2", "4A-2", "4B-2", "6-3")
STAFF = (
    ("Specialist", "GS-9", "17", "Other"),
    ("Technician", "GS-9", "17", "General Schedule"),
    ("Intern", "GS-7", "17", "General Schedule"),
    ("Two Assistants", "GS-5", "33", "Other"),
    ("Staff Sergeant", "GS-5", "16", "Assigned military"),
)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def table(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def row(group: Locator, number: int) -> Locator:
    return group.get_by_role("group", name=re.compile(f"^Row {number}"))


def pick(page: Page, code: str) -> None:
    page.get_by_role("radio", name=re.compile(rf"^{code},")).check()


def write(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Tab")


def fill(group: Locator, number: int, name: str, grade: str, share: str) -> None:
    write(group.get_by_label(f"Work of row {number}", exact=True), name)
    group.get_by_label(f"Grade of row {number}", exact=True).select_option(grade)
    write(group.get_by_label(re.compile(f"^Share of row {number}")), share)


def opened(open_page: OpenPage, **options: object) -> Page:
    page = open_page("supervisory", **options)
    result(page).wait_for()  # on a busy machine the controls come long after the page
    return page


def empty(shared_page: OpenPage, **options: object) -> Page:
    """Return the shared page without anything on it."""
    page = opened(shared_page, **options)
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(result(page)).to_contain_text("Missing: every factor")
    return page


def officer(shared_page: OpenPage, **options: object) -> Page:
    """Return the shared page with the second decision on it."""
    page = empty(shared_page, **options)
    page.get_by_label("Worked case").select_option(label=load().cases["hr-officer-supervision"].title)
    result(page).get_by_text("2,650 points", exact=True).wait_for()
    return page


def test_the_second_decision_from_the_first_question_to_the_grade(shared_page: OpenPage) -> None:
    page = empty(shared_page)
    expect(region(page, "Coverage")).to_contain_text("Not decided yet")
    write(page.get_by_label("Share of time that supervision takes"), "15")
    page.get_by_label("None of these applies").check()
    for code in LEVELS:
        pick(page, code)
    page.get_by_label("Authority over people").select_option("At least 3-2")
    expect(region(page, "Coverage")).to_contain_text("Supervision takes 15 percent of the time, less than 25")
    expect(result(page)).to_contain_text("Missing: work directed")
    work = table(page, "Work directed")
    for number, (name, grade, share, who) in enumerate(STAFF, start=1):
        if number > 1:
            work.get_by_role("button", name="Add a kind of work").click()
        fill(work, number, name, grade, share)
        work.get_by_label(f"Who does it of row {number}").select_option(who)
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-9, by 34 percent of the workload: level 5-5, 650")
    expect(result(page)).to_contain_text("GS-11")
    expect(result(page)).to_contain_text("2,650 points")
    expect(result(page)).to_contain_text("Not covered by the guide")
    expect(page.locator(".fg-picture svg").last).to_contain_text("2,650")
    kinds = table(page, "Kinds of work")
    for number, (name, grade, share) in enumerate(
        (
            ("Supervision", "From the evaluation above", "15"),
            ("Own work", "By levels, GS-0201", "65"),
            ("Projects", "GS-12", "20"),
        ),
        start=1,
    ):
        kinds.get_by_role("button", name="Add a kind of work").click()
        fill(kinds, number, name, grade, share)
    expect(region(page, "Work that controls")).to_contain_text("Row 2 still needs its factor levels")
    write(row(kinds, 2).get_by_label("Factor levels"), "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    expect(row(kinds, 2)).to_contain_text("2,435 points by GS-0201, GS-11.")
    expect(row(kinds, 3).get_by_label("Factor levels")).to_be_hidden()
    expect(region(page, "Work that controls")).to_contain_text("GS-11: Own work controls the grade")
    expect(region(page, "Work that controls")).to_contain_text("Projects, GS-12. It takes 20 percent of the time")
    expect(result(page)).to_contain_text("Whole position: GS-11, by Own work")
    time = page.locator(".fg-picture").filter(has_text="Time against grade")
    expect(time.locator("svg")).to_contain_text("25%")
    expect(time.locator("svg")).to_contain_text("GS-12 Projects: 20%")
    time.get_by_text("As a table").click()
    expect(time.get_by_role("row", name="Own work GS-11 65 controls")).to_be_visible()


def lists(page: Page, factor: str) -> Locator:
    """Open the check lists of a factor."""
    fold = page.locator("details.fg-lists").filter(has_text=re.compile(f"^Decide factor {factor} "))
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
        fold.get_by_role("checkbox").first.wait_for(state="attached")
    return fold


def meet(page: Page, factor: str, name: str, *numbers: int) -> None:
    """Check items of a list, which opens by itself where it is folded."""
    fold = lists(page, factor)
    group = fold.locator("details.fg-lists-group, fieldset").filter(has_text=re.compile(f"^{name}")).first
    if group.evaluate("e => e.tagName === 'DETAILS' && !e.open"):
        group.locator("summary").first.click()
    for number in numbers:
        group.get_by_role("checkbox", name=re.compile(rf"^{number} ")).check()


def test_the_second_decision_from_its_duties_by_check_list(open_page: OpenPage, check_looks: CheckLooks) -> None:
    page = opened(open_page)
    assert page.locator("details.fg-lists input").count() == 0  # light until somebody wants them
    meet(page, "1", "Scope of 1-2", 1, 2)
    meet(page, "1", "Effect of 1-2", 1)
    says = page.get_by_role("region", name="Check lists of factor 1")
    expect(says).to_contain_text("The items checked lead to 1-2.")
    meet(page, "2", "The position reported to", 1)
    page.get_by_label("Is the boss a deputy or full assistant chief").check()
    expect(page.get_by_role("region", name="Check lists of factor 2")).to_contain_text("as if reporting to the chief")
    meet(page, "3", "3-2c, first-line authorities", *range(1, 6))
    says = page.get_by_role("region", name="Check lists of factor 3")
    expect(says).to_contain_text("The items checked meet no level yet.")
    expect(says).to_contain_text("3-2c: 3-2c, first-line authorities: 1 more of 6, 7, 8, 9, 10 (5 met, 6 needed).")
    meet(page, "3", "3-2c, first-line authorities", 6)
    expect(says).to_contain_text("The items checked lead to 3-2c.")
    expect(page.get_by_role("radio", name=re.compile("^3-2,"))).to_be_checked()
    expect(lists(page, "3").locator("summary").first).to_contain_text("3-2 by the lists")
    pick(page, "3-3")
    expect(says).to_contain_text("3-3 is chosen, but the items checked lead to 3-2.")
    says.get_by_role("button", name="Take 3-2 from the list").click()
    expect(page.get_by_role("radio", name=re.compile("^3-2,"))).to_be_checked()
    meet(page, "6", "6-3a, the work", 1)
    meet(page, "6", "6-3a, coordination", 1)
    for code in ("4A-2", "4B-2"):
        pick(page, code)
    page.get_by_label("Do 4A and 4B rest on the same contacts?").select_option("Yes")
    fill(table(page, "Work directed"), 1, "Specialists", "GS-9", "100")
    expect(result(page)).to_contain_text("2,650 points")
    expect(region(page, "How the grade follows")).to_contain_text(
        "3-2c, first-line authorities: 6 of 10; they lead to 3-2"
    )
    check_looks(page, "supervisory-lists", ((1280, "light"), (390, "dark")))
    page.wait_for_function("location.search.includes('met=') && location.search.includes('contacts=yes')")
    page.reload()
    result(page).get_by_text("2,650 points", exact=True).wait_for()
    expect(lists(page, "3").get_by_label("1 Plans what subordinates do")).to_be_checked()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_label("1 Plans what subordinates do")).not_to_be_checked()


def test_the_check_lists_by_keyboard_on_a_phone_and_at_400_percent(
    open_page: OpenPage, check_looks: CheckLooks
) -> None:
    page = opened(open_page, width=320, height=640)
    fold = page.locator("details.fg-lists").filter(has_text="Decide factor 3")
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")
    first = fold.get_by_label("Is the authority exercised only now and then?")
    first.wait_for()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    nobody = fold.get_by_label("None of these")
    fold.get_by_label("Supervisors", exact=True).focus()
    page.keyboard.press("Space")
    nobody.focus()
    page.keyboard.press("Space")
    expect(fold.get_by_label("Supervisors", exact=True)).not_to_be_checked()
    ten = fold.locator("details.fg-lists-group").filter(has_text=re.compile("^3-2c"))
    ten.locator("summary").first.focus()
    page.keyboard.press("Enter")
    for number in range(1, 7):
        ten.get_by_role("checkbox", name=re.compile(rf"^{number} ")).focus()
        page.keyboard.press("Space")
    expect(ten.locator("summary").first).to_contain_text("6 of 10; it takes 6")
    expect(page.get_by_role("region", name="Check lists of factor 3")).to_contain_text("lead to 3-2c")
    expect(ten.get_by_role("checkbox", name=re.compile("^6 "))).to_be_focused()
    for summary in fold.locator("summary").all():
        summary.evaluate("e => { e.parentElement.open = true }")
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 320


def test_each_limit_flips_what_follows(shared_page: OpenPage) -> None:
    page = officer(shared_page)
    expect(region(page, "How the grade follows").get_by_role("listitem")).to_have_count(13)
    # the third special situation
    page.get_by_label("1 Variety of Work").check()
    page.get_by_label("4 Physical Dispersion").check()
    expect(page.get_by_text("2 are met (Variety of Work, Physical Dispersion), so 6-3 stays.").first).to_be_visible()
    expect(result(page)).to_contain_text("2,650 points")
    page.get_by_label("8 Special Hazard").check()
    expect(result(page)).to_contain_text("2,795 points")
    expect(result(page)).to_contain_text("GS-12")
    page.get_by_label("8 Special Hazard").uncheck()
    # a deputy
    page.get_by_label("The position is a full deputy").check()
    expect(result(page)).to_contain_text("The steps make it GS-10")
    page.get_by_label("The position is a full deputy").uncheck()
    expect(result(page)).not_to_contain_text("The steps make it")
    # a quarter of the workload
    work = table(page, "Work directed")
    row(work, 1).get_by_label("Grade of row 1", exact=True).select_option("GS-11")
    write(work.get_by_label("Share of row 4"), "25")
    write(work.get_by_label("Share of row 1"), "24")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-9")
    write(work.get_by_label("Share of row 1"), "25")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-11")
    expect(result(page)).to_contain_text("2,800 points")
    # one above the base
    pick(page, "6-1")
    pick(page, "1-1")
    expect(result(page)).to_contain_text("The points convert to GS-9. The steps make it GS-12.")
    expect(region(page, "How the grade follows")).to_contain_text("The grade becomes GS-12, one above the base.")
    # a quarter of the time
    write(page.get_by_label("Share of time that supervision takes"), "24")
    expect(result(page)).to_contain_text("Not covered")
    expect(table(page, "Kinds of work").get_by_label("Share of row 3")).to_have_value("24")
    write(table(page, "Kinds of work").get_by_label("Share of row 1"), "55")
    write(page.get_by_label("Share of time that supervision takes"), "25")
    expect(region(page, "Coverage")).to_contain_text("Covered.")
    expect(result(page)).to_contain_text("Whole position: GS-12, by Supervision")


def test_the_tables_by_keyboard_alone(shared_page: OpenPage) -> None:
    page = empty(shared_page)
    work = table(page, "Work directed")
    work.get_by_label("Work of row 1", exact=True).focus()
    page.keyboard.type("Analysts")
    page.keyboard.press("Tab")
    page.keyboard.type("GS-11")
    page.keyboard.press("Tab")
    page.keyboard.type("24")
    for _ in range(4):  # who does it, what is folded away, remove
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Add a kind of work":
            break
    page.keyboard.press("Enter")
    expect(work.get_by_label("Work of row 2", exact=True)).to_be_focused()
    page.keyboard.type("Clerks")
    page.keyboard.press("Tab")
    page.keyboard.type("GS-5")
    page.keyboard.press("Tab")
    page.keyboard.type("76")
    page.keyboard.press("Enter")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-5")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(work.get_by_label("Full-performance grade of row 2")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("GS-9")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-9")
    work.get_by_role("button", name="Remove row 1").focus()
    page.keyboard.press("Enter")
    expect(work.get_by_role("button", name="Remove row 1")).to_be_focused()
    expect(work.get_by_label("Work of row 1", exact=True)).to_have_value("Clerks")
    expect(work.locator("[aria-live]")).to_have_text("Row 1 removed.")
    page.get_by_label("Others' work is not directed").focus()
    page.keyboard.press("Space")
    expect(region(page, "Coverage")).to_contain_text("Not covered.")
    page.get_by_label("None of these applies").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Others' work is not directed")).not_to_be_checked()


def test_what_is_being_typed_is_not_overwritten_by_an_answer(shared_page: OpenPage) -> None:
    page = officer(shared_page)
    work = table(page, "Work directed")
    write(work.get_by_label("Share of row 1"), "10")
    name = work.get_by_label("Work of row 2", exact=True)
    name.press("End")
    name.press_sequentially(" and more", delay=40)
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-9, by 27 percent")
    expect(name).to_have_value("Training Technician and more")


def test_every_cell_has_a_name_of_its_own(shared_page: OpenPage) -> None:
    page = officer(shared_page)
    for group in (table(page, "Work directed"), table(page, "Kinds of work")):
        names = group.locator("input, select").evaluate_all("all => all.map(e => e.labels[0].textContent)")
        assert len(names) == len(set(names))
        assert all(re.search(r"row \d", name) for name in names)
    ids = page.locator(".fg-row [id], .fg-checks [id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    expect(page.get_by_role("group", name="Row 2: Training Technician")).to_be_visible()


def test_the_50_percent_alternative_and_work_left_out(shared_page: OpenPage) -> None:
    page = officer(shared_page)
    work = table(page, "Work directed")
    expect(work.get_by_label("Supervisor's own time of row 1")).to_have_count(0)
    page.get_by_label("Use the 50 percent alternative").check()
    expect(region(page, "Base grade")).to_contain_text("needs the supervisor's own time")
    work.get_by_label("Grade of row 1", exact=True).select_option("GS-12")
    write(work.get_by_label("Supervisor's own time of row 1"), "50")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-9")
    page.get_by_label("The result is in sound alignment").check()
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-12, by the supervisor's own time")
    expect(region(page, "To check")).to_contain_text("Base below 25 percent")
    row(work, 1).locator("summary").click()
    expect(work.get_by_label("Grade under normal supervision of row 1")).to_be_hidden()
    work.get_by_label("Left out of row 1").select_option("research")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-7")
    work.get_by_label("Grade under normal supervision of row 1").select_option("GS-11")
    expect(region(page, "Base grade")).to_contain_text("Base grade GS-11")
    region(page, "Base grade").get_by_text("How the work was counted").click()
    expect(region(page, "Base grade")).to_contain_text("its grade under normal supervision")


def test_undo_redo_reset_and_what_the_browser_keeps(open_page: OpenPage) -> None:
    page = opened(open_page, query="?case=hr-officer-supervision")
    result(page).get_by_text("2,650 points", exact=True).wait_for()
    page.get_by_label("The position is a full deputy").check()
    expect(result(page)).to_contain_text("The steps make it GS-10")
    table(page, "Kinds of work").get_by_role("button", name="Remove row 2").click()
    expect(region(page, "To check")).to_contain_text("Time not accounted for")
    page.get_by_role("button", name="Undo").click()
    expect(table(page, "Kinds of work").get_by_label("Work of row 2", exact=True)).to_have_value("Command projects")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("The position is a full deputy")).not_to_be_checked()
    expect(page.get_by_label("Worked case")).to_have_value("Human Resources Officer, supervisory work, GS-11")
    page.get_by_role("button", name="Redo").click()
    expect(result(page)).to_contain_text("The steps make it GS-10")
    page.wait_for_function("location.search.includes('deputy=yes')")  # the facts; names stay in this browser
    assert "Sergeant" not in page.url
    page.wait_for_function("(sessionStorage.getItem('fg:supervisory') ?? '').includes('Staff Sergeant')")
    page.reload()
    result(page).get_by_text("The steps make it GS-10").wait_for()
    expect(result(page)).to_contain_text("The steps make it GS-10")
    expect(table(page, "Work directed").get_by_label("Work of row 5", exact=True)).to_have_value("Staff Sergeant")
    page.get_by_role("button", name="Clear").click()
    expect(result(page)).to_contain_text("Missing: every factor")
    page.wait_for_function("!location.search")
    page.wait_for_function("!(sessionStorage.getItem('fg:supervisory') ?? '').includes('Staff Sergeant')")


def test_accessible_in_view_and_no_wider_than_the_screen(shared_page: OpenPage, check_looks: CheckLooks) -> None:
    page = officer(shared_page)
    expect(page.locator(".fg-picture svg")).to_have_count(2)
    result(page).evaluate("e => { window.same = e }")
    headings = ("May the guide be used?", "Other conditions", "Other work in the position", "Time against grade")
    looks: tuple[tuple[int, int, Literal["light", "dark"]], ...] = ((1280, 900, "dark"), (390, 844, "light"))
    for width, height, theme in looks:
        page.set_viewport_size({"width": width, "height": height})
        for heading in headings:
            page.get_by_role("heading", name=heading, exact=True).first.evaluate("e => e.scrollIntoView()")
            expect(result(page)).to_be_in_viewport(ratio=0.9)
        page.locator("summary").evaluate_all("all => all.forEach((e) => { e.parentElement.open = true })")
        check_looks(page, "supervisory", ((width, theme),))
        boxes = page.locator(".fg-row").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
        assert len(boxes) == 8
        assert max(boxes) <= width
        assert result(page).evaluate("e => window.same === e && e.isConnected")
        page.locator("summary").evaluate_all("all => all.forEach((e) => { e.parentElement.open = false })")
    page.locator("summary").evaluate_all("all => all.forEach((e) => { e.parentElement.open = true })")
    heights = page.locator(".fg-cell:not([hidden]) :is(input[type=text], select), .fg-remove").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44  # on a phone


def test_the_empty_page_is_accessible_and_says_what_to_do(shared_page: OpenPage, check_looks: CheckLooks) -> None:
    page = empty(shared_page)
    expect(region(page, "Base grade")).to_contain_text("Row 1 still needs a name, a grade and a share.")
    expect(page.locator(".fg-picture svg").last).to_be_visible()
    check_looks(page, "supervisory-empty", ((1280, "light"), (390, "dark")))


def test_the_first_answer_holds_heading_result_and_picture(server: Server) -> None:
    with urllib.request.urlopen(server.page("supervisory"), timeout=60) as answer:
        html = answer.read().decode()
    assert "work on six factors" in html
    assert 'aria-label="Result"' in html
    assert "GS-6 to GS-15" in html
    assert "<svg role=" in html
