"""The Series and title page in a real browser: by mouse, by keyboard, on a phone, light and dark."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from .actions import result, tab_to
from .conftest import READY, CheckLooks, OpenPage, Server

pytestmark = pytest.mark.browser


def test_the_titles_of_both_decisions(open_page: OpenPage) -> None:
    page = open_page("series")
    expect(result(page)).to_contain_text("No series yet")
    page.get_by_role("radio", name="Support of HR specialists").check()
    page.get_by_role("checkbox", name="Military").check()
    expect(result(page)).to_contain_text("Human Resources Assistant (Military)")
    expect(result(page)).to_contain_text("Series 0203")
    expect(result(page)).to_contain_text("one-grade interval")
    page.get_by_role("radio", name="HR specialist work", exact=True).check()
    page.get_by_role("radio", name="Directs a program").check()
    expect(result(page)).to_contain_text("Human Resources Officer")
    expect(result(page)).to_contain_text("Series 0201")
    expect(page.get_by_role("checkbox", name="Military")).to_be_checked()
    page.wait_for_url("**role=officer**")
    page.reload()
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("Human Resources Officer")


def test_answers_that_fit_both_series_show_both_with_the_criteria(open_page: OpenPage) -> None:
    page = open_page("series")
    criteria = page.get_by_role("region", name="What tells the series apart")
    expect(criteria).to_be_hidden()
    page.get_by_role("radio", name="Both seem to fit").check()
    expect(result(page)).to_contain_text("2 titles fit your answers")
    expect(criteria.get_by_role("row")).to_have_count(11)
    expect(criteria.get_by_role("columnheader", name="0203, Human Resources Assistance")).to_be_visible()
    for name in ("Classification", "Compensation"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("radio", name="The title should name them").check()
    expect(result(page)).to_contain_text("Human Resources Specialist (Classification/Compensation)")


def test_by_keyboard_alone_to_the_evaluate_page(open_page: OpenPage) -> None:
    page = open_page("series")

    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    expect(result(page)).to_contain_text("Human Resources Specialist")
    tab_to(page, "input[type=checkbox]")
    page.keyboard.press("Space")
    expect(result(page)).to_contain_text("Human Resources Specialist (Information Systems)")
    tab_to(page, "a[href^='evaluate.ipynb']")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    expect(page.get_by_label("Standard", exact=True)).to_have_value(re.compile("GS-0201"))


@pytest.mark.parametrize(("name", "query"), [("empty", ""), ("both", "?work=both&specialties=Military|Compensation")])
def test_no_accessibility_violation_and_nothing_wider_than_the_screen(
    open_page: OpenPage, check_looks: CheckLooks, name: str, query: str
) -> None:
    page = open_page("series", query=query, width=390)
    expect(result(page)).to_contain_text("3 titles" if query else "No series yet")
    check_looks(page, f"series-{name}", ((390, "light"), (1280, "dark")))


def test_a_damaged_link_is_told_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page("series", query="?work=art")
    expect(page.get_by_role("alert").filter(has_text="is not an answer to")).to_be_visible()
    page.get_by_role("radio", name="HR specialist work", exact=True).check()
    expect(result(page)).to_contain_text("Human Resources Specialist")


def test_the_first_answer_holds_heading_question_and_result(server: Server) -> None:
    with urllib.request.urlopen(server.page("series"), timeout=60) as answer:
        html = answer.read().decode()
    for words in ("Series and title", "What does the work call for?", 'aria-label="Result"', "No series yet"):
        assert words in html
    assert "series.show" not in html
