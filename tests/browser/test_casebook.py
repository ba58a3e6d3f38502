"""The Casebook in a real browser: both decisions from the first question to the certificate, and other answers."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from fesgrade.apps.casebook.words import figure_words
from fesgrade.casebook.replay import replay
from fesgrade.casebook.tables import load

from .actions import result, tab_to
from .conftest import READY, CheckLooks, OpenPage, Server

pytestmark = pytest.mark.browser

BOOK = load()
ASSISTANT, OFFICER = "hr-assistant-military", "hr-officer"


def told(page: Page) -> Locator:
    return page.get_by_role("region", name="This step")


def steps(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Steps")


@pytest.mark.parametrize("case", [ASSISTANT, OFFICER])
def test_a_decision_replayed_from_the_first_question_to_the_certificate_with_every_figure(
    shared_page: OpenPage, case: str
) -> None:
    decision, made = BOOK.decision(case), replay(BOOK, case)
    page = shared_page("casebook")
    page.get_by_label("Decision").select_option(label=f"{decision.title}, {decision.number}")
    following = page.get_by_role("button", name="Next", exact=True)
    for step in decision.steps:
        expect(told(page).get_by_role("heading", level=2)).to_have_text(f"{step.number}. {step.heading}")
        expect(page.get_by_role("status", name="Step")).to_contain_text(f"Step {step.number} of {len(decision.steps)}")
        text = " ".join(told(page).inner_text().split())
        for figure in step.figures:
            assert f"{figure.name} {figure_words(figure.value, figure.unit)}" in text
        if step.kind == "outcome":
            certificate = told(page).locator(".fg-certificate")
            expect(certificate).to_contain_text(made.certificate)
            expect(certificate).to_contain_text(f"{made.points:,} points")
            expect(certificate).to_contain_text("never precedents")
        if step.number < len(decision.steps):
            following.click()
    expect(following).to_be_disabled()
    expect(result(page)).to_contain_text("As decided")
    expect(page.get_by_text("never precedents").first).to_be_visible()


def test_changing_one_fact_changes_what_follows_from_it(open_page: OpenPage) -> None:
    page = open_page("casebook", query=f"?case={OFFICER}&step=projects")
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_role("radio", name="25 percent, worth GS-12").check()
    expect(result(page)).to_contain_text("GS-12")
    expect(result(page)).to_contain_text("decided was GS-11")
    expect(told(page).get_by_role("row", name="Share of the time 15 to 20 percent 25 percent")).to_be_visible()
    expect(steps(page).get_by_role("button", name="Do the command's projects count? your answer")).to_be_visible()
    expect(steps(page).get_by_role("button", name="Which work decides the grade? changed")).to_be_visible()
    expect(page.get_by_role("region", name="What would follow")).to_contain_text("Own work → Command projects")
    expect(page.locator(".fg-picture svg")).to_contain_text("Your answers: GS-12")
    steps(page).get_by_role("button", name="The outcome changed").click()
    expect(told(page).locator(".fg-certificate")).to_contain_text("Human Resources Officer, GS-201-12")
    page.get_by_role("button", name="Return to the decision as made").click()
    expect(result(page)).to_contain_text("As decided")
    expect(told(page).locator(".fg-certificate")).to_contain_text("Human Resources Officer, GS-201-11")
    expect(steps(page)).not_to_contain_text("changed")
    page.get_by_role("button", name="Undo").click()
    expect(result(page)).to_contain_text("GS-12")


def test_another_level_another_series_and_back_as_decided(open_page: OpenPage) -> None:
    page = open_page("casebook", query=f"?case={ASSISTANT}&step=own-1")
    page.get_by_role("radio", name=re.compile("^1-5,")).check()
    expect(result(page)).to_contain_text("1,385 points")
    expect(result(page)).to_contain_text("GS-7")
    page.get_by_role("button", name="Answer as decided").click()
    expect(result(page)).to_contain_text("1,185 points")
    expect(page.get_by_role("radio", name=re.compile("^1-4,"))).to_be_checked()
    steps(page).get_by_role("button", name="Which series?").click()
    page.get_by_role("radio", name="0201 Human Resources Management").check()
    expect(result(page)).to_contain_text("Human Resources Specialist (Military), GS-201, no grade certified")
    steps(page).get_by_role("button", name="Factors 6 and 7").click()
    expect(told(page)).to_contain_text("judge this factor again")
    page.get_by_role("radio", name=re.compile("^2c,")).check()
    expect(result(page)).to_contain_text("1,255 points")
    page.get_by_label("Decision").select_option(index=1)
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_label("Decision").select_option(index=0)
    expect(result(page)).to_contain_text("1,255 points")


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("casebook")

    tab_to(page, "button.jupyter-button")
    expect(page.locator(":focus")).to_have_text("Next")
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(told(page).get_by_role("heading", level=2)).to_have_text("4. Which series?")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")
    expect(result(page)).to_contain_text("GS-201, no grade certified")
    tab_to(page, "button[value=question]")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(":focus")).to_have_text(re.compile("^The outcome"))
    page.keyboard.press("Enter")
    expect(told(page).locator(".fg-certificate")).to_contain_text(
        "Human Resources Specialist (Military), GS-201, no grade certified"
    )
    expect(page.locator(":focus")).to_have_attribute("aria-current", "step")


def test_the_result_stays_in_view_and_one_element(open_page: OpenPage) -> None:
    for width, height in ((1280, 900), (390, 844)):
        page = open_page("casebook", query=f"?case={OFFICER}&step=coverage", width=width, height=height)
        expect(result(page)).to_contain_text("2,435 points")
        result(page).evaluate("e => { window.same = e }")
        page.get_by_role("radio", name="25 percent", exact=True).check()
        expect(result(page)).to_contain_text("1 answer of yours")
        expect(result(page)).to_be_in_viewport(ratio=0.9)
        page.get_by_role("button", name=re.compile("^Next: ")).click()
        expect(told(page).get_by_role("heading", level=2)).to_contain_text("Supervision: factor 1")
        expect(told(page).get_by_role("heading", level=2)).to_be_in_viewport()
        expect(result(page)).to_be_in_viewport(ratio=0.9)
        assert result(page).evaluate("e => window.same === e && e.isConnected")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("question", f"?case={ASSISTANT}"),
        ("series-changed", f"?case={ASSISTANT}&step=series&series=0201"),
        ("contacts", f"?case={OFFICER}&step=own-67"),
        ("outcome-changed", f"?case={OFFICER}&step=outcome&coverage=25&base=gs-11"),
    ],
)
def test_no_accessibility_violation_and_nothing_wider_than_the_screen(
    open_page: OpenPage, check_looks: CheckLooks, name: str, query: str
) -> None:
    page = open_page("casebook", query=query, width=390)
    expect(result(page)).to_contain_text("of yours" if "changed" in name else "As decided")
    expect(page.locator(".fg-picture svg")).to_have_count(1)
    check_looks(page, f"casebook-{name}", ((390, "light"),))
    steps(page).locator("summary").click()  # a page that opens on a wide screen shows its steps
    check_looks(page, f"casebook-{name}", ((1280, "dark"),))


def test_the_address_is_kept_and_opens_the_same_step_and_answers(open_page: OpenPage) -> None:
    page = open_page("casebook", query=f"?case={OFFICER}&step=base")
    page.get_by_role("radio", name="GS-11", exact=True).check()
    page.wait_for_url("**base=gs-11**")
    page.reload()
    page.wait_for_selector(READY)
    expect(told(page).get_by_role("heading", level=2)).to_contain_text("The base grade")
    expect(page.get_by_role("radio", name="GS-11", exact=True)).to_be_checked()
    expect(result(page)).to_contain_text("1 answer of yours")


def test_the_state_opens_on_the_other_pages(open_page: OpenPage) -> None:
    page = open_page("casebook", query=f"?case={OFFICER}&step=base&base=gs-11&coverage=25")
    ways = page.get_by_role("region", name="Open this state")
    ways.get_by_role("link", name="Supervisory").click()
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("2,800 points")
    expect(result(page)).to_contain_text("GS-12")
    page.go_back()
    page.wait_for_selector(READY)
    expect(ways.get_by_role("link", name="Supervisory")).to_be_visible()  # what the address says has come
    ways.get_by_role("link", name="Evaluate").first.click()
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("2,435 points")


def test_a_damaged_link_is_told_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page("casebook", query="?case=nobody")
    expect(page.get_by_role("alert").filter(has_text="is not a decided case")).to_be_visible()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(told(page).get_by_role("heading", level=2)).to_contain_text("2. ")


def test_the_first_answer_holds_heading_step_result_and_picture(server: Server) -> None:
    with urllib.request.urlopen(server.page("casebook"), timeout=60) as answer:
        html = answer.read().decode()
    for words in ("decided by the U.S. Office", "What was asked", "1,185 points", 'aria-label="Result"', "<svg role="):
        assert words in html
    assert "casebook.show" not in html
