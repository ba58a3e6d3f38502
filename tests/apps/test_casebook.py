"""The Casebook without a browser: every step told with its figures, other answers, links that hand the state on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from fesgrade.apps.casebook.links import links_html
from fesgrade.apps.casebook.page import Page, first_html
from fesgrade.apps.casebook.words import figure_words
from fesgrade.apps.evaluate import page as evaluate
from fesgrade.apps.parts.link import edition
from fesgrade.apps.supervisory import page as supervisory
from fesgrade.apps.supervisory.follow import follow
from fesgrade.casebook.replay import replay
from fesgrade.casebook.tables import load
from fesgrade.supervisory.grade import SupervisoryEvaluation
from fesgrade.widgets import region

from .test_components import plain

BOOK = load()
ASSISTANT, OFFICER = "hr-assistant-military", "hr-officer"


@pytest.fixture
def page() -> Page:
    region.alert("")
    return Page(BOOK)


def said() -> str:
    return region.alerts().html


@pytest.mark.parametrize("case", BOOK.decisions)
def test_a_decision_told_from_the_first_question_to_the_last_consequence_with_every_figure(
    page: Page, case: str
) -> None:
    page.choose.value = case
    decision = BOOK.decision(case)
    for number, step in enumerate(decision.steps, start=1):
        assert f"Step {number} of {len(decision.steps)}" in plain(page.place.html)
        told = plain(page.passage.html)
        assert step.heading in told
        assert step.source in told
        for figure in step.figures:
            assert f"{figure.name} {figure_words(figure.value, figure.unit)}" in told
        for argument in step.arguments:
            assert argument.said in told
            assert argument.answer in told
        assert "With your answers" not in told
        assert "As decided" in page.result.html
        assert "never precedents" in page.about.html
        assert page.next.disabled == (number == len(decision.steps))
        assert page.back.disabled == (number == 1)
        page.next.click()
    page.go(next(step.number for step in decision.steps if step.kind == "outcome"))
    made = replay(BOOK, case)
    assert made.certificate in plain(page.passage.html)
    assert f"{made.points:,} points" in plain(page.passage.html)
    assert not said()


def test_previous_next_and_the_list_lead_to_the_same_steps(page: Page) -> None:
    assert page.back.disabled
    page.next.click()
    page.onward.click()
    assert page.step.id == page.steps.current == "description"
    page.back.click()
    assert page.step.id == "work"
    page.steps.current = "own-1"
    assert "Factor 1, Knowledge Required by the Position" in page.passage.html
    assert page.onward.description == "Next: Factor 2, Supervisory Controls"
    page.go(999)
    assert page.next.disabled
    assert page.onward.layout.display == "none"


@pytest.mark.parametrize(
    ("step", "words"),
    [("question", "tells what was asked"), ("method", "tells what was asked"), ("own-total", "follows from the others"),
     ("mixed", "follows from the others"), ("outcome", "follows from the others")],
)  # fmt: skip
def test_a_step_that_decides_nothing_says_so(page: Page, step: str, words: str) -> None:
    page.open(OFFICER)
    page.steps.current = step
    assert page.answering.widget.children == (page.answering.ask,)
    assert words in page.answering.ask.html
    page.steps.current = "own-1"
    assert page.answering.sheet in page.answering.widget.children


def test_another_level_moves_total_grade_and_the_steps_after_it(page: Page) -> None:
    page.steps.current = "own-1"
    assert page.answering.sheet.chosen == {"1": "1-4"}
    assert [factor["id"] for factor in page.answering.sheet.factors] == ["1"]
    assert page.answering.as_decided.disabled
    page.answering.sheet.chosen = {"1": "1-5"}
    assert "GS-7" in page.result.html
    assert "1,385 points" in page.result.html
    assert "1 answer of yours; 3 more steps change; decided was GS-6" in plain(page.result.html)
    marks = {item["id"]: item["mark"] for item in page.steps.items if item["mark"]}
    assert marks == {"own-1": "your answer", "own-total": "changed", "outcome": "changed", "lower": "changed"}
    assert "1,185 points → 1,385 points" in plain(page.follows.html)
    assert "Level credited 1-4 1-5" in plain(page.passage.html)
    assert page.picture.table[-1][0] == "Your answers"
    assert page.picture.rows[-1]["low"] == 1385
    page.steps.current = "lower"
    assert "would not apply" in page.passage.html
    page.steps.current = "outcome"
    assert "Human Resources Assistant (Military), GS-203-7" in plain(page.passage.html)
    assert "What your answers would have led to" in page.passage.html
    page.steps.current = "own-1"
    page.answering.as_decided.click()
    assert page.answering.sheet.chosen == {"1": "1-4"}
    assert "As decided" in page.result.html


def test_contacts_are_one_step_with_the_chart(page: Page) -> None:
    page.choose.value = OFFICER
    page.steps.current = "own-67"
    assert page.answering.sheet.chart["cells"]["2b"]["points"] == 75
    page.answering.sheet.chosen = {"6": "6-3", "7": "7-2"}
    assert page.answers == {"own-67": "6-3 7-2"}
    page.steps.current = "staffing"
    assert page.answering.sheet.chart == {}
    assert page.answering.sheet.chosen == {"1": "1-6", "4": "4-3"}


def test_other_facts_are_a_choice_and_come_back_with_the_decision(page: Page) -> None:
    page.choose.value = OFFICER
    page.steps.current = "projects"
    assert page.answering.radios.chosen == ["20"]
    assert [option["value"] for option in page.answering.radios.options] == ["20", "24", "25", "25-gs-11"]
    page.answering.radios.chosen = ["24"]
    assert "GS-11" in page.result.html
    page.answering.radios.chosen = ["25"]
    assert "Human Resources Officer, GS-201-12" in page.result.html
    assert "grade assumed, no points" in page.result.html
    page.steps.current = "base"
    page.answering.radios.chosen = ["gs-11"]
    assert page.answers == {"projects": "25", "base": "gs-11"}
    assert "2,650 points → 2,800 points" in plain(page.follows.html)
    page.restore.click()
    assert page.answers == {}
    assert page.answering.radios.chosen == ["staffing"]
    assert page.restore.disabled
    assert "As decided" in page.result.html


def test_undo_and_redo_bring_back_answers_and_the_case_they_belong_to(page: Page) -> None:
    assert page.undo.disabled and page.redo.disabled
    page.steps.current = "own-1"
    page.answering.sheet.chosen = {"1": "1-5"}
    page.choose.value = OFFICER
    page.steps.current = "coverage"
    page.answering.radios.chosen = ["25"]
    page.restore.click()
    page.undo.click()
    assert page.answers == {"coverage": "25"}
    page.undo.click()
    page.undo.click()
    assert page.state.case == ASSISTANT
    assert "As decided" in page.result.html
    assert page.undo.disabled
    page.redo.click()
    assert page.answers == {"own-1": "1-5"}
    page.redo.click()
    assert (page.state.case, page.answers) == (OFFICER, {"coverage": "25"})


def test_another_series_says_which_steps_to_judge_again(page: Page) -> None:
    page.steps.current = "series"
    page.answering.radios.chosen = ["0201"]
    assert "GS-201, no grade certified: the levels were judged by GS-0203" in page.result.html
    assert "Steps 7 to 14: judge the factors again" in plain(page.follows.html)
    page.steps.current = "own-1"
    assert "The series is another one" in page.passage.html
    assert "Level outside the standard" in page.passage.html
    assert [level["status"] for level in page.answering.sheet.factors[0]["levels"]][3] == "outside"


def test_answers_to_a_case_stay_while_another_is_open(page: Page) -> None:
    page.steps.current = "own-1"
    page.answering.sheet.chosen = {"1": "1-5"}
    page.choose.value = OFFICER
    assert "As decided" in page.result.html
    page.choose.value = ASSISTANT
    assert page.step.id == "own-1"
    assert "1,385 points" in page.result.html


def test_the_address_holds_case_step_and_answers_and_opens_them(page: Page) -> None:
    page.address.ready = True
    page.choose.value = OFFICER
    page.steps.current = "coverage"
    page.answering.radios.chosen = ["25"]
    query = dict(page.address.query)
    assert query == {"case": OFFICER, "step": "coverage", "coverage": "25", "tables": edition()}
    other = Page(BOOK)
    other.address.query = query
    other.address.ready = True
    assert (other.state.case, other.step.id, other.answers) == (OFFICER, "coverage", {"coverage": "25"})
    assert other.choose.value == OFFICER


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"case": "nobody"}, "is not a decided case"),
        ({"case": OFFICER, "step": "nothing"}, "is not a step of hr-officer"),
        ({"case": OFFICER, "coverage": "<b>"}, "is not a choice of"),
        ({"case": OFFICER, "own-1": "1-99"}, "is not a level of Factor 1"),
    ],
)
def test_a_damaged_link_is_refused_with_a_sentence_and_a_usable_page(
    page: Page, query: dict[str, str], sentence: str
) -> None:
    page.address.query = query
    page.address.ready = True
    assert sentence in said()
    assert "<b>" not in said().replace("<p", "")
    assert (page.state.case, page.step.id) == (ASSISTANT, "question")
    page.next.click()
    assert page.step.id == "work"
    assert not said()


def queries(html: str, slug: str) -> list[dict[str, str]]:
    found = re.findall(rf'href="{slug}\.ipynb\?([^"]*)"', html)
    return [{name: values[0] for name, values in parse_qs(unescape(query)).items()} for query in found]


@pytest.mark.parametrize(
    ("case", "answers"),
    [
        (ASSISTANT, {}),
        (OFFICER, {}),
        (OFFICER, {"own-2": "2-5", "staffing": "1-7 4-4"}),
        (ASSISTANT, {"series": "0201"}),
    ],
)
def test_every_graded_work_opens_on_the_evaluate_and_what_if_pages(case: str, answers: dict[str, str]) -> None:
    now = replay(BOOK, case, answers)
    html = links_html(now, BOOK.catalog)
    graded = [now.results[work.id] for work in now.decision.works if work.id in now.results]
    assert queries(html, "what_if") == queries(html, "evaluate")
    for query, result in zip(queries(html, "evaluate"), graded, strict=True):
        there = evaluate.Page(BOOK.catalog)
        there.rating.address.query = query
        there.rating.address.ready = True
        assert there.rating.standard.id == result.standard
        assert f"{result.total:,} points" in there.result.html


@pytest.mark.parametrize(
    ("answers", "grade"),
    [
        ({}, "GS-11"),
        ({"coverage": "25", "base": "gs-11"}, "GS-12"),
        ({"situations": "3"}, "GS-11"),
        ({"projects": "25"}, "GS-12"),
        ({"own-1": "1-8", "own-2": "2-5"}, "GS-12"),
    ],
)
def test_the_supervisory_work_opens_on_its_page_with_the_whole_position(answers: dict[str, str], grade: str) -> None:
    region.alert("")
    now = replay(BOOK, OFFICER, answers)
    (query,) = queries(links_html(now, BOOK.catalog), "supervisory")
    there = supervisory.Page(BOOK.catalog)
    there.address.query = query
    there.address.ready = True
    assert not said()
    follows = follow(there.state, BOOK.catalog)
    result = now.results["supervision"]
    assert follows.result is not None and follows.mixed is not None
    assert isinstance(result, SupervisoryEvaluation)
    assert (follows.result.total, follows.result.grade) == (result.total, result.grade)
    assert follows.result.covered == result.covered
    assert follows.mixed.grade == now.grade == grade
    assert follows.rated[1].total == now.results["own"].total  # the own work brings its levels, not just its grade


def test_situations_known_by_their_count_are_not_passed_off_as_named() -> None:
    assert "special situations" not in links_html(replay(BOOK, OFFICER), BOOK.catalog)
    html = links_html(replay(BOOK, OFFICER, {"situations": "3"}), BOOK.catalog)
    assert "Which 3 special situations are met is not said here" in html


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("2435", "points", "2,435 points"),
        ("2355-2750", "points", "2,355 to 2,750 points"),
        ("10-15", "percent", "10 to 15 percent"),
        ("4000", "people", "4,000 people"),
        ("1998", "", "1998"),
        ("0201", "", "0201"),
        ("10-11", "", "10-11"),
        ("2017-03-20", "", "March 20, 2017"),
        ("351 432 536 752", "", "351, 432, 536, 752"),
        ("Human Resources Officer, GS-201-11", "", "Human Resources Officer, GS-201-11"),
        ("", "", ""),
    ],
)
def test_figures_are_written_as_they_are_read(value: str, unit: str, words: str) -> None:
    assert figure_words(value, unit) == words


def test_the_first_answer_holds_a_whole_step_result_and_picture() -> None:
    html = first_html(BOOK)
    assert "What was asked" in html
    assert "1,185 points" in html
    assert "never precedents" in html
    assert "<svg role=" in html


def test_a_link_of_another_edition_says_so(page: Page) -> None:
    page.address.query = {"case": "hr-officer", "tables": "2019.01"}
    page.address.ready = True
    assert "made with the tables of 2019.01" in page.about.html


def test_a_link_that_names_no_decision_is_refused(page: Page) -> None:
    page.address.query = {"step": "question"}
    page.address.ready = True
    assert "it names no decision" in said()
