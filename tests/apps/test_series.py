"""The Series and title page without a browser: questions in turn, every title, what is not known, the address."""

from __future__ import annotations

import pytest
from markupsafe import escape

from fesgrade.apps.parts.link import edition
from fesgrade.apps.series import Page, first_html
from fesgrade.questions import load
from fesgrade.widgets import region

TITLES = load()


@pytest.fixture
def page() -> Page:
    region.alert("")
    return Page(TITLES)


def said() -> str:
    return region.alerts().html


def shown(page: Page) -> list[str]:
    return [name for name, card in page.cards.items() if card.layout.display is None]


def test_the_title_of_the_first_decision(page: Page) -> None:
    assert "Answer the first question" in page.result.html
    assert shown(page) == ["work"]
    page.radios["work"].chosen = ["support"]
    assert shown(page) == ["work", "specialties", "role"]
    page.specialties.chosen = ["Military"]
    page.radios["role"].chosen = ["none"]
    assert "Human Resources Assistant (Military)" in page.result.html
    assert "Series 0203" in page.result.html
    assert "one-grade interval" in page.result.html
    assert "Introduction p. 9" in page.why.html
    assert 'href="evaluate.ipynb?standard=gs-0203"' in page.why.html
    assert page.criteria.layout.display == "none"


def test_the_title_of_the_second_decision(page: Page) -> None:
    page.radios["work"].chosen = ["specialist"]
    page.radios["role"].chosen = ["officer"]
    assert "Human Resources Officer" in page.result.html
    assert "two-grade interval" in page.result.html
    assert "GS-0201 standard p. 5" in page.why.html


def test_answers_that_fit_both_series_show_both_and_what_tells_them_apart(page: Page) -> None:
    page.radios["work"].chosen = ["both"]
    assert "2 titles fit your answers" in page.result.html
    assert "Human Resources Assistant" in page.result.html
    assert "Human Resources Specialist" in page.result.html
    assert page.criteria.layout.display is None
    for criterion in TITLES.criteria:
        assert escape(criterion.name) in page.criteria.html
    assert "never a precedent" in page.criteria.html
    page.radios["work"].chosen = ["support"]
    assert page.criteria.html == ""


def test_several_specialties_ask_how_to_name_them(page: Page) -> None:
    page.radios["work"].chosen = ["specialist"]
    page.specialties.chosen = ["Recruitment", "Placement"]
    assert "naming" not in shown(page)  # one specialty with two functions
    page.specialties.chosen = ["Classification", "Recruitment", "Placement"]
    assert "naming" in shown(page)
    assert "2 titles fit" in page.result.html
    page.radios["naming"].chosen = ["all"]
    assert "Human Resources Specialist (Classification/Recruitment &amp; Placement)" in page.result.html
    page.radios["naming"].chosen = ["none"]
    assert "(" not in page.result.html


def test_ticks_stay_when_the_series_changes_and_come_from_its_own_list(page: Page) -> None:
    page.radios["work"].chosen = ["specialist"]
    page.specialties.chosen = ["Military", "Compensation"]
    page.radios["work"].chosen = ["support"]
    assert "Compensation" not in [option["value"] for option in page.specialties.options]
    assert page.specialties.chosen == ["Military"]
    page.radios["work"].chosen = ["specialist"]
    assert page.specialties.chosen == ["Military", "Compensation"]


def test_what_is_not_known_is_said(page: Page) -> None:
    page.radios["work"].chosen = ["support"]
    page.radios["role"].chosen = ["officer"]
    assert "The tables hold no title of series 0203" in page.why.html
    assert "Series 0201 has Human Resources Officer" in page.why.html


def test_the_address_holds_the_answers_and_opens_them(page: Page) -> None:
    page.address.ready = True
    page.radios["work"].chosen = ["specialist"]
    page.specialties.chosen = ["Recruitment", "Placement"]
    page.radios["role"].chosen = ["lead"]
    query = dict(page.address.query)
    answers = {"work": "specialist", "specialties": "Recruitment|Placement", "role": "lead"}
    assert query == {**answers, "tables": edition()}
    other = Page(TITLES)
    other.address.query = query
    other.address.ready = True
    assert other.result.html == page.result.html
    assert other.radios["role"].chosen == ["lead"]
    assert other.specialties.chosen == ["Recruitment", "Placement"]


@pytest.mark.parametrize("query", [{"work": "<b>"}, {"hobby": "chess"}, {"specialties": "Juggling"}])
def test_a_damaged_link_is_refused_with_a_sentence_and_a_usable_page(page: Page, query: dict[str, str]) -> None:
    page.address.query = query
    page.address.ready = True
    assert " is not a" in said()
    assert "<b>" not in said()
    page.radios["work"].chosen = ["support"]
    assert "Human Resources Assistant" in page.result.html
    assert not said()


def test_the_first_answer_holds_the_question_and_the_result() -> None:
    html = first_html(TITLES)
    assert "What does the work call for?" in html
    assert "No series yet" in html


def test_a_link_of_another_edition_says_so(page: Page) -> None:
    page.address.query = {"work": "specialist", "tables": "2019.01"}
    page.address.ready = True
    assert "made with the tables of 2019.01" in page.note.html
    assert page.radios["work"].chosen == ["specialist"]


def test_what_a_series_leaves_to_others_and_work_of_several_series(page: Page) -> None:
    assert page.others.layout.display == "none"
    page.answer("work", "specialist")
    assert page.others.layout.display is None
    html = page.others.html
    assert "What series 0201 leaves to others" in html and "GS-0343, Management and Program Analysis" in html
    assert "GS-0201 standard p. 13" in html and "Handbook p. 33-34" in html
    assert html.count("<details") == 2
    page.answer("work", "support")
    assert "leaves to others" not in page.others.html and "Reason for existence" in page.others.html
