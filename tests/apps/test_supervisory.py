"""The Supervisory page without a browser: one fact is changed, and what follows is told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from fesgrade import mixed
from fesgrade.apps.parts.link import edition
from fesgrade.apps.supervisory.controls import work_columns
from fesgrade.apps.supervisory.follow import follow, linked, percent
from fesgrade.apps.supervisory.link import MOST, from_link, link_of, read, write
from fesgrade.apps.supervisory.page import Page, first_html
from fesgrade.apps.supervisory.state import (
    ABOVE,
    ALIGNMENT,
    BLANK_KIND,
    BLANK_WORK,
    HALF,
    NONE,
    State,
    cells,
    example,
    worked_cases,
)
from fesgrade.documents.compose import compose
from fesgrade.files.schema import faults_of
from fesgrade.levels import LevelsError
from fesgrade.supervisory.base import EXCLUDED, KINDS
from fesgrade.supervisory.cases import load as load_cases
from fesgrade.supervisory.checklist_tables import load as load_checklists
from fesgrade.supervisory.coverage import EXCLUSIONS
from fesgrade.supervisory.grade import evaluate
from fesgrade.tables import load
from fesgrade.widgets import region as regions
from fesgrade.widgets.rows import Rows

from .clicks import Trace, click
from .test_components import records

CATALOG = load()
GUIDE = CATALOG.standards["gssg"]
CASE = "hr-officer-supervision"
OFFICER = example(CASE, CATALOG)
#: 1,740 points with level 5-5, GS-8.
LEAST = {"1": "1-1", "2": "2-1", "3": "3-2", "4A": "4A-1", "4B": "4B-1", "6": "6-1"}


@pytest.fixture
def page() -> Page:
    regions.alert("")
    return Page(CATALOG)


@pytest.fixture
def officer(page: Page) -> Page:
    page.choose_case.value = CASE
    return page


def said() -> str:
    return regions.alerts().html


def work(*rows: tuple[str, int | str, str | int]) -> list[dict[str, str]]:
    return [{**BLANK_WORK, "name": name, "grade": str(grade), "share": str(share)} for name, grade, share in rows]


def set_row(table: Rows, at: int, **cells: str | bool) -> None:
    table.rows = [{**row, **cells} if i == at else row for i, row in enumerate(table.rows)]


# The second decision ----------------------------------------------------------------------------


def test_the_second_decision_is_replayed(officer: Page) -> None:
    assert ">GS-11<" in officer.result.html
    assert "2,650 points" in officer.result.html
    assert "Not covered</b> by the guide" in officer.result.html
    assert "Whole position:</b> GS-11, by Own work" in officer.result.html
    assert "Supervision takes 15 percent of the time, less than 25" in officer.coverage.outcome.html
    assert "Base grade GS-9" in officer.directed.base.html
    assert "level 5-5, 650 points" in officer.directed.base.html
    assert "None are met, so 6-3 stays." in officer.conditions.added.html
    assert "never a precedent" in officer.case_note.html
    assert "The decision prints no shares" in officer.case_note.html
    assert "fg-stands" in officer.argument.html
    assert "fg-stands" not in officer.mixed.outcome.html
    assert [row["low"] for row in officer.ladder.rows if row["role"] == "total"] == [2650]
    assert not said()


def test_every_step_stands_there_with_its_answer_and_page(officer: Page) -> None:
    follows = follow(OFFICER, CATALOG)
    html = officer.argument.html
    assert follows.result is not None
    assert html.count('<li class="fg-step">') == len(follows.result.steps) == 13
    assert html.count(">Yes<") == sum(step.met is True for step in follows.result.steps)
    assert html.count(">No<") == sum(step.met is False for step in follows.result.steps)
    for step in follows.result.steps:
        assert escape(step.asked) in html
        assert escape(step.outcome) in html
        assert escape(step.source) in html


def test_why_the_other_work_does_not_control(officer: Page) -> None:
    html = officer.mixed.outcome.html
    assert "GS-11:</b> Own work controls" in html
    assert "<b>Command projects</b>, GS-12. It takes 20 percent of the time, less than 25." in html
    assert "<b>Supervision</b>, GS-11." in html
    assert [row["role"] for row in officer.mixed.picture.rows] == ["other", "controls", "barred"]
    assert [row["Percent of the time"] for row in records(officer.mixed.picture)] == [20, 65, 15]
    assert "25 and 50 percent" in officer.mixed.picture.description


@pytest.mark.parametrize(("time", "projects"), [("10", "15"), ("15", "20"), ("10", "20"), ("15", "15")])
@pytest.mark.parametrize("assumed", [1, 5, 8])
def test_the_assumptions_of_the_example_change_nothing(time: str, projects: str, assumed: int) -> None:
    """The decision prints ranges of time and no grades for three people; every such value leads to its results."""
    rows = tuple({**row, "grade": str(assumed)} if row["grade"] == "5" else row for row in OFFICER.work)
    own = 100 - int(time) - int(projects)
    shares = {"Own work": str(own), "Command projects": projects, "Supervision": time}
    kinds = tuple({**row, "share": shares[row["name"]]} for row in OFFICER.kinds)
    follows = follow(replace(OFFICER, time=time, work=rows, kinds=kinds), CATALOG)
    assert follows.base is not None and follows.result is not None and follows.mixed is not None
    assert (follows.base.grade, follows.result.total, follows.result.grade) == (9, 2650, "GS-11")
    assert (follows.covered.covered, follows.mixed.grade, follows.mixed.controlling) == (False, "GS-11", ("Own work",))


def test_every_example_is_a_case_with_its_assumptions() -> None:
    assert worked_cases(CATALOG).keys() == load_cases().keys() == {CASE}
    for name, facts in worked_cases(CATALOG).items():
        assert facts.assumed
        follows = follow(example(name, CATALOG), CATALOG)
        case = CATALOG.cases[name]
        assert follows.result is not None
        assert (follows.result.total, follows.result.grade) == (case.total, case.grade)
        assert follows.levels["5"] in case.levels


# One fact, and what follows ---------------------------------------------------------------------


@pytest.mark.parametrize(("time", "covered"), [("24", False), ("24.9", False), ("25", True), ("25 %", True)])
def test_a_quarter_of_the_time_covers_the_work_and_changes_the_controlling_work(
    officer: Page, time: str, covered: bool
) -> None:
    officer.mixed.rows.rows = officer.mixed.rows.rows[1:]
    officer.coverage.time.value = time
    assert ("Covered." in officer.coverage.outcome.html) is covered
    assert ("Not covered" in officer.result.html) is not covered
    assert [row["share"] for row in officer.mixed.rows.rows if row["grade"] == ABOVE] == [time]
    assert ("Whole position:</b> GS-11, by Supervision" in officer.result.html) is covered


@pytest.mark.parametrize(("share", "base", "total"), [("24", "GS-9", "2,650"), ("25", "GS-11", "2,800")])
def test_a_quarter_of_the_workload_moves_the_base_and_the_total(
    officer: Page, share: str, base: str, total: str
) -> None:
    officer.directed.work.rows = work(("Analysts", 11, share), ("Assistants", 9, 75))
    assert f"Base grade {base}" in officer.directed.base.html
    assert f"{total} points" in officer.result.html


def test_the_third_special_situation_adds_a_level(officer: Page) -> None:
    officer.conditions.situations.chosen = ["1", "4"]
    assert "2 are met" in officer.conditions.added.html
    assert "2,650 points" in officer.result.html
    officer.conditions.situations.chosen = ["1", "4", "8"]
    assert "6-3 becomes 6-4, 1,120 points" in officer.conditions.added.html
    assert "2,795 points" in officer.result.html
    assert ">GS-12<" in officer.result.html
    officer.factors.sheets[("6",)].chosen = {"6": "6-4"}
    assert "add nothing" in officer.conditions.added.html
    assert "2,795 points" in officer.result.html


def test_one_above_the_base_and_the_floor_of_a_gs_9_base(page: Page) -> None:
    for ids, sheet in page.factors.sheets.items():
        sheet.chosen = {factor: LEAST[factor] for factor in ids}

    page.directed.work.rows = work(("Analysts", 9, 100))
    assert "1,740 points" in page.result.html
    assert ">GS-11<" in page.result.html
    assert "The points convert to GS-8. The steps make it GS-11." in page.result.html
    page.directed.work.rows = work(("Analysts", 10, 100))
    assert ">GS-11<" in page.result.html
    assert "becomes GS-11, one above the base" in page.argument.html
    page.directed.work.rows = work(("Analysts", 7, 100))
    assert ">GS-8<" in page.result.html
    assert "becomes GS-8, one above the base" in page.argument.html


def test_what_is_still_possible_counts_the_base_the_situations_and_the_deputy(page: Page) -> None:
    assert ">GS-6 to GS-15<" in page.result.html
    for ids, sheet in page.factors.sheets.items():
        sheet.chosen = {factor: LEAST[factor] for factor in ids if factor != "1"}
    assert ">GS-6 to GS-15<" in page.result.html  # a base above the points would lift the grade
    page.directed.work.rows = work(("Analysts", 9, 100))
    assert ">GS-11<" in page.result.html and "1,740 to 2,465" in page.result.html
    page.directed.work.rows = work(("Analysts", 12, 100))
    assert ">GS-13<" in page.result.html
    page.conditions.deputy.chosen = ["deputy"]
    assert ">GS-12<" in page.result.html
    page.conditions.situations.chosen = ["1", "2", "3"]
    assert "still possible: 2,285 to 3,010" in page.result.html


def test_a_deputy_is_one_grade_below_the_chief(officer: Page) -> None:
    officer.conditions.deputy.chosen = ["deputy"]
    assert ">GS-10<" in officer.result.html
    assert "normally one grade lower, GS-10" in officer.argument.html
    assert "GS-10, from the evaluation above." in officer.mixed.rows.notes[2]


def test_the_50_percent_alternative_asks_for_the_supervisors_time(officer: Page) -> None:
    assert "own" not in [column["key"] for column in officer.directed.work.columns]
    officer.directed.second.chosen = [HALF]
    assert "own" in [column["key"] for column in officer.directed.work.columns]
    assert "needs the supervisor&#39;s own time" in officer.directed.base.html
    assert "fg-alert-error" not in officer.directed.base.html
    officer.directed.work.rows = [
        {**row, "own": own} for row, own in zip(work(("a", 12, 20), ("b", 9, 80)), ("50", "40"), strict=True)
    ]
    assert "Base grade GS-9" in officer.directed.base.html
    assert "sound alignment with other supervisors is not shown" in officer.argument.html
    officer.directed.second.chosen = [HALF, ALIGNMENT]
    assert "Base grade GS-12</b>, by the supervisor&#39;s own time: level 5-7" in officer.directed.base.html
    assert "Base below 25 percent" in officer.findings.html


def test_trainees_and_work_left_out(officer: Page) -> None:
    set_row(officer.directed.work, 0, excluded="supervisory")
    set_row(officer.directed.work, 1, grade="5", full="11")
    assert "Base grade GS-7" in officer.directed.base.html
    assert "left out" in officer.directed.base.html
    assert "full performance level" in officer.directed.base.html
    set_row(officer.directed.work, 1, share="25", grade="5", full="11")
    set_row(officer.directed.work, 3, share="25")
    assert "Base grade GS-11" in officer.directed.base.html


def test_work_graded_for_research_counts_at_its_adjusted_grade(officer: Page) -> None:
    officer.directed.work.rows = work(("Scientist", 14, 50), ("Analysts", 9, 50))
    set_row(officer.directed.work, 0, excluded="research", adjusted="12")
    assert "Base grade GS-12" in officer.directed.base.html
    set_row(officer.directed.work, 0, excluded="leader")  # an adjusted grade means nothing for work of leaders
    assert "Base grade GS-9" in officer.directed.base.html
    assert not said()


def test_authority_is_asked_and_does_not_follow_from_a_level(officer: Page) -> None:
    """3-2b is oversight of contracted work: it may stand beside an authority that the guide does not cover."""
    officer.coverage.authority.value = "no"
    assert officer.factors.sheets[("3",)].chosen == {"3": "3-2"}
    assert "Not covered</b> by the guide" in officer.result.html
    assert "other standards or guides grade the work" in officer.coverage.outcome.html
    officer.coverage.authority.value = ""
    pick(officer, "3-3")
    assert officer.coverage.authority.value == ""
    assert "2,975 points" in officer.result.html


def pick(page: Page, code: str) -> None:
    """Choose a level by hand, as a click does."""
    factor = code.rpartition("-")[0]
    sheet = next(sheet for ids, sheet in page.factors.sheets.items() if factor in ids)
    sheet.chosen = {**sheet.chosen, factor: code}


def kept_in_mind(page: Page) -> dict[str, str]:
    """Return the words of what to keep in mind, by factor."""
    sheets = {factor: rules for sheet in page.factors.sheets.values() for factor, rules in sheet.rules.items()}
    found = {factor: " ".join(rule["text"] for rule in rules) for factor, rules in sheets.items()}
    return found | ({"5": page.directed.rules.html} if page.directed.rules.html else {})


def test_what_goes_together_stands_at_the_level_just_chosen(officer: Page) -> None:
    assert kept_in_mind(officer) == {}  # a case is no choice
    pick(officer, "4B-4")
    assert kept_in_mind(officer) == {}
    pick(officer, "4A-1")
    assert kept_in_mind(officer).keys() == {"4A"} and "same contacts" in kept_in_mind(officer)["4A"]
    pick(officer, "6-6")
    assert kept_in_mind(officer).keys() == {"6"}
    officer.coverage.time.value = "40"  # no level changes: it stays
    assert kept_in_mind(officer).keys() == {"6"}
    officer.directed.work.rows = work(("Clerks", 4, 100))
    assert kept_in_mind(officer).keys() == {"5"}


@pytest.mark.parametrize("code", EXCLUSIONS)
def test_each_exclusion_says_why_the_work_is_not_covered(officer: Page, code: str) -> None:
    officer.coverage.time.value = "60"
    officer.coverage.exclusions.chosen = [code]
    assert "Not covered." in officer.coverage.outcome.html
    assert escape(EXCLUSIONS[code][0]) in officer.coverage.outcome.html
    assert EXCLUSIONS[code][1] in officer.coverage.outcome.html


def test_exclusions_nobody_looked_at_are_said(officer: Page) -> None:
    officer.coverage.time.value = "60"
    assert "check them" not in officer.coverage.outcome.html
    officer.coverage.exclusions.chosen = []
    assert "Covered." in officer.coverage.outcome.html
    assert "check them" in officer.coverage.outcome.html


# The check lists --------------------------------------------------------------------------------

LISTS = load_checklists("gssg")
MET = st.dictionaries(
    st.sampled_from(["3-2c", "1-3-scope", "installation-complex"]), st.sampled_from([(1,), (1, 3)])
).map(lambda met: {name: met[name] for name in LISTS.lists if name in met})


def checks(page: Page, factor: str, **boxes: str) -> None:
    """Check boxes as the browser does: the values of each group with spaces between them."""
    lists = next(lists for ids, lists in page.factors.lists.items() if factor in ids)
    groups = {name.replace("_", "-").removeprefix("l"): values.split() for name, values in boxes.items()}
    lists.lists.chosen = {**lists.lists.chosen, **groups}


def says(page: Page, factor: str) -> str:
    found: str = next(lists for ids, lists in page.factors.lists.items() if factor in ids).says.html
    return found


def test_the_second_decision_from_its_check_lists(page: Page) -> None:
    checks(page, "1", l1_2_scope="1 2", l1_2_effect="1")
    checks(page, "2", l2_boss="1")
    checks(page, "3", below="none", l3_2c="1 2 3 4 5 6 7 8 9 10")
    checks(page, "6", l6_3a_work="1", l6_3a_coordination="1")
    pick(page, "4A-2")
    pick(page, "4B-2")
    page.factors.contacts.value = "yes"
    page.directed.work.rows = work(("Staff", 9, 34), ("Assistants", 5, 66))
    assert page.state.levels == {"4A": "4A-2", "4B": "4B-2"}
    assert [page.follows.levels[factor] for factor in GUIDE.by_factor] == [
        "1-2", "2-1", "3-2", "4A-2", "4B-2", "5-5", "6-3",
    ]  # fmt: skip
    assert "2,650 points" in page.result.html
    assert page.factors.sheets[("3",)].chosen == {"3": "3-2"}
    assert "The items checked lead to 3-2c." in says(page, "3")
    assert "<b>3-3b: </b>3-3b, further supervisory authorities: 8 more of 1, 2" in says(page, "3")
    assert page.factors.lists[("3",)].lists.status == "3-2 by the lists"
    assert "3-2c, first-line authorities: 10 of 10; they lead to 3-2" in page.argument.html
    assert "4A-2 and 4B-2 rest on the same people." in page.argument.html


def test_a_level_by_hand_stands_against_the_list_until_the_list_decides_again(page: Page) -> None:
    checks(page, "3", l3_2c="1 2 3 4 5 6")
    pick(page, "3-4")
    assert page.state.levels == {"3": "3-4"}
    assert "3-4 is chosen, but the items checked lead to 3-2." in says(page, "3")
    assert page.factors.lists[("3",)].lists.status == "3-2 by the lists, 3-4 chosen"
    page.take_from_list("3")
    assert page.state.levels == {} and page.follows.levels["3"] == "3-2"
    pick(page, "3-4")
    pick(page, "3-2")  # what the list leads to follows the list from then on
    assert page.state.levels == {}
    checks(page, "3", l3_2c="1 2 3 4 5 6 7 8 9 10", l3_3b="2 4 7 9 10 11 13 14")
    assert page.follows.levels["3"] == "3-3"
    assert not said()


def test_a_level_by_hand_is_kept_when_items_are_checked(officer: Page) -> None:
    checks(officer, "3", l3_2c="1 2")
    assert officer.follows.levels["3"] == "3-2" and "2,650 points" in officer.result.html
    assert "Against the check list" in officer.findings.html
    assert "3-2 is chosen, but the items checked meet no level of factor 3." in says(officer, "3")


def test_who_is_under_the_position_decides_what_counts(page: Page) -> None:
    checks(page, "3", l3_2c="1 2 3 4 5 6 7 8 9 10", l3_3b="1 2 3 4 5 6 7 8")
    assert page.follows.levels["3"] == "3-3"
    checks(page, "3", below="none")
    assert page.follows.levels["3"] == "3-2"
    assert "Not counted, because nobody is under the position for it: 3-3b 1, 3-3b 3" in says(page, "3")


def test_the_boxes_come_when_they_are_wanted_and_hold_every_item_question_and_term(page: Page) -> None:
    assert all(lists.lists.groups == [] for lists in page.factors.lists.values())
    for lists in page.factors.lists.values():
        click(lists.lists, wanted=True)
    groups = [group for lists in page.factors.lists.values() for group in lists.lists.groups]
    shown = {(group["id"], option["value"]) for group in groups for option in group["options"]}
    assert shown >= {(each.id, str(item.number)) for each in LISTS.lists.values() for item in each.items}
    assert shown >= {("yes", one.id) for one in LISTS.questions if one.id != "4B.1"}  # that is asked for itself
    assert shown >= {("below", word) for word in (*LISTS.below, "none")}
    terms = {term["name"] for group in groups for term in group["terms"]}
    assert terms == {term.name for term in LISTS.terms.values() if term.factors}
    one = page.factors.lists[("1",)].lists.groups
    assert [group["part"] for group in one if group["part"]] == ["Scope", "Effect", "Terms that a count decides"]
    three = str(page.factors.lists[("3",)].lists.groups)
    assert "Counts only with supervisors under the position." in three
    assert "Does not count: you said that no supervisors are under the position." in three


def test_a_question_answered_with_yes_says_what_follows(page: Page) -> None:
    checks(page, "2", yes="2.1")
    checks(page, "3", yes="3.1")
    assert page.state.yes == ("2.1", "3.1")
    assert "Count as if reporting to the chief." in says(page, "2")
    assert "Count as if reporting to the chief." in page.argument.html


def test_the_lists_go_into_the_address_the_file_and_the_statement(officer: Page) -> None:
    visited(officer)
    checks(officer, "3", below="supervisors", yes="3.1", l3_2c="1 2 3 4 5 6", l3_3b="6")
    officer.factors.contacts.value = "yes"
    query = officer.address.query
    assert (query["met"], query["below"], query["yes"]) == ("3-2c*1.2.3.4.5.6_3-3b*6", "supervisors", "3.1")
    assert query["contacts"] == "yes"
    other = visited(Page(CATALOG), **query)
    assert (other.state.met, other.state.below) == (officer.state.met, ("supervisors",))
    officer.keep.open()
    statement = officer.keep.statement()
    (checked,) = [one for one in statement.reasoning if one.title == "What was checked for the levels"]
    assert checked.steps[0].text.startswith("3-2c, first-line authorities: (1) Plans what subordinates do")
    assert checked.steps[1].text == f"3-3b, further supervisory authorities: (6) {LISTS.lists['3-3b'].items[5].text}"
    third = visited(Page(CATALOG))
    third.keep.open_file("saved.json", officer.keep.file("json").content)
    assert third.state == officer.state
    officer.keeper.undo.click()
    assert officer.factors.contacts.value == ""


# A guide of one's own ---------------------------------------------------------------------------

AGENCY = replace(GUIDE, id="agency-guide", edition="Agency edition")
WITH_AGENCY = replace(CATALOG, standards={**CATALOG.standards, AGENCY.id: AGENCY})


def test_a_guide_of_ones_own_is_offered_and_does_all_that_the_shipped_one_does(officer: Page) -> None:
    assert officer.guide_field.layout.display == "none"
    page = visited(Page(WITH_AGENCY))
    assert page.guide_field.layout.display is None
    page.choose_case.value = CASE
    page.choose_guide.value = "agency-guide"
    assert page.state == replace(OFFICER, standard="agency-guide", case="")
    for one, other in zip(officer.sections, page.sections, strict=True):
        texts = [part.html for part in vars(one).values() if isinstance(part, regions.Region)]
        assert texts == [part.html for part in vars(other).values() if isinstance(part, regions.Region)]
    assert page.result.html == officer.result.html
    assert page.address.query["standard"] == "agency-guide"
    other = visited(Page(WITH_AGENCY), **page.address.query)
    assert "2,650 points" in other.result.html and other.choose_guide.value == "agency-guide"
    page.keep.open()
    assert page.keep.statement().further[0].standard == "agency-guide"
    other.keep.open_file("saved.json", page.keep.file("json").content)
    assert other.state == page.state
    refused = visited(Page(CATALOG), **page.address.query)
    assert "The link is damaged" in said() and refused.state == State()
    page.reset.click()
    assert page.state == State(standard="agency-guide")


def test_one_click_works_everything_out_once_and_sends_nothing_twice(
    officer: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited(officer)
    trace = Trace(monkeypatch, follow, evaluate, mixed.evaluate, link_of, compose, faults_of)
    for opened, code in enumerate(("2-2", "2-3")):
        trace.start()
        click(officer.factors.sheets[("2",)], chosen={"2": code})
        # The grade of the supervisory and of the mixed work: both functions are called evaluate.
        assert trace.calls == {"follow": 1, "evaluate": 2, "link_of": 1}
        assert trace.messages <= 13 + opened and trace.sends_nothing_twice()
        assert code in officer.address.query["levels"]
        officer.keep.open()


# Mixed work -------------------------------------------------------------------------------------


def test_projects_that_reach_a_quarter_control(officer: Page) -> None:
    set_row(officer.mixed.rows, 0, share="60")
    set_row(officer.mixed.rows, 1, share="24")
    assert "GS-11, by Own work" in officer.result.html
    assert "1 percent of the time is in no row" in officer.mixed.outcome.html
    assert "Time not accounted for" in officer.findings.html
    assert officer.mixed.picture.rows[-1]["role"] == "none"
    set_row(officer.mixed.rows, 1, share="25")
    assert "Whole position:</b> GS-12, by Command projects" in officer.result.html
    set_row(officer.mixed.rows, 1, share="25", recruiting=False)
    assert "GS-11, by Own work" in officer.result.html
    assert "would not be asked for in recruiting" in officer.mixed.outcome.html
    assert "generally not efficient" not in officer.findings.html


def test_a_kind_of_work_is_graded_by_its_own_factor_levels(officer: Page) -> None:
    row = officer.mixed.rows.rows[0]
    assert (row["grade"], row["levels"]) == ("gs-0201", "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    note = "2,435 points by GS-0201, GS-11. This work controls the grade."
    assert officer.mixed.rows.notes[0] == note
    set_row(officer.mixed.rows, 0, levels="1-8 2-5 3-3 4-4 5-3 2b 8-1 9-1")
    assert "2,935 points by GS-0201, GS-12." in officer.mixed.rows.notes[0]
    assert "Whole position:</b> GS-12" in officer.result.html
    set_row(officer.mixed.rows, 0, grade="9")  # what was typed as levels is kept, and does not count
    assert "Whole position:</b> GS-9" in officer.result.html
    offered = [value for value, _ in next(c for c in officer.mixed.rows.columns if c["key"] == "grade")["options"]]
    assert {"gs-0201", "gs-0203", "fes-primary", ABOVE, "15"} < set(offered) and "gssg" not in offered


def test_factor_levels_that_cannot_be_read_are_told_by_row(officer: Page) -> None:
    set_row(officer.mixed.rows, 0, levels="1-10 2-4 <b>")
    for words in ("Row 1 (Own work): &#39;1-10&#39; is not a level", "&lt;b&gt;", "Factor 3, Guidelines, is missing"):
        assert words in officer.mixed.outcome.html
    assert "<b>&#39;" not in officer.mixed.outcome.html
    assert "Whole position" not in officer.result.html
    set_row(officer.mixed.rows, 0, levels="")
    assert "Row 1 still needs its factor levels" in officer.mixed.outcome.html
    assert not said()


@pytest.mark.parametrize("bar", mixed.BARS)
def test_each_bar_keeps_work_from_controlling(officer: Page, bar: str) -> None:
    set_row(officer.mixed.rows, 1, share="20", **{bar: True})
    assert mixed.BARS[bar] in officer.mixed.outcome.html
    assert officer.mixed.picture.rows[0]["role"] == "barred"


def test_the_first_row_offered_is_the_supervision_and_takes_its_share(page: Page) -> None:
    page.coverage.time.value = "30"
    assert (page.mixed.rows.blank["grade"], page.mixed.rows.blank["share"]) == (ABOVE, "30")
    page.mixed.rows.rows = [dict(page.mixed.rows.blank)]
    assert page.mixed.rows.blank == BLANK_KIND
    assert "has none yet" in page.mixed.outcome.html
    assert page.mixed.picture.layout.display == "none"


def test_the_share_of_supervision_is_one_fact_on_two_places(officer: Page) -> None:
    set_row(officer.mixed.rows, 2, share="40")
    assert officer.coverage.time.value == "40"
    assert "Covered." in officer.coverage.outcome.html
    officer.coverage.time.value = "12"
    assert officer.mixed.rows.rows[2]["share"] == "12"
    set_row(officer.mixed.rows, 0, grade=ABOVE)
    assert officer.coverage.time.value == "12"
    assert "Rows 1 and 3 take the grade of the same supervisory work" in officer.mixed.outcome.html
    assert "Whole position" not in officer.result.html


@given(st.text("0123456789./%abc", max_size=8), st.text("0123456789", max_size=3), st.booleans())
def test_linked_facts_agree_whatever_was_changed(one: str, other: str, by_row: bool) -> None:
    old = replace(OFFICER, time=other, kinds=tuple({**row, "share": other} for row in OFFICER.kinds))
    in_row = (*old.kinds[:2], {**old.kinds[2], "share": one})
    new = replace(old, kinds=in_row) if by_row else replace(old, time=one)
    result = linked(old, new)
    assert result.time == result.kinds[2]["share"] == one
    assert linked(old, result) == result


# Unfinished, wrong and hostile ------------------------------------------------------------------


def test_an_empty_page_says_what_is_missing(page: Page) -> None:
    assert "Missing: every factor" in page.result.html
    assert "Row 1 still needs a name, a grade and a share." in page.directed.base.html
    assert "Not decided yet." in page.coverage.outcome.html
    assert "0 of 8 met" in page.conditions.added.html
    assert "when every factor has a level" in page.argument.html
    page.directed.work.rows = []
    assert "Add a row" in page.directed.base.html


@pytest.mark.parametrize("share", ["abc", "1/0", "1e999999999", "-5", "101", "nan"])
def test_what_is_no_share_is_told_where_it_was_typed(officer: Page, share: str) -> None:
    officer.coverage.time.value = share
    set_row(officer.directed.work, 0, share=share)
    set_row(officer.mixed.rows, 0, share=share)
    for region in (officer.coverage.outcome, officer.directed.base, officer.mixed.outcome):
        assert "give the percent" in region.html
    assert "cannot all be read" in officer.result.html
    assert "Missing: " in officer.result.html  # the work directed
    set_row(officer.directed.work, 0, share="17")
    assert "the grade follows when the share of time can be read" in officer.result.html
    assert "Missing: " not in officer.result.html
    set_row(officer.directed.work, 0, share=share)
    assert "Not covered" not in officer.result.html
    assert "points</b>" not in officer.result.html
    assert not said()
    officer.coverage.time.value = "15"
    set_row(officer.directed.work, 0, share="17")
    assert "give the percent" in officer.mixed.outcome.html
    assert officer.mixed.picture.layout.display == "none"
    assert "2,650 points" in officer.result.html


def test_every_slip_is_told_at_once(officer: Page) -> None:
    officer.directed.work.rows = work(("Analysts", "", "abc"), ("", 9, "1.2.3"))
    for words in ("still needs a grade", "(Analysts): &#39;abc&#39; is not a share", "Row 2: &#39;1.2.3&#39;"):
        assert words in officer.directed.base.html
    set_row(officer.mixed.rows, 1, share="x")
    assert "has none yet" in officer.mixed.outcome.html
    assert "Row 2 (Command projects): &#39;x&#39; is not a share" in officer.mixed.outcome.html


def test_more_than_the_whole_is_told(officer: Page) -> None:
    set_row(officer.directed.work, 0, share="18")
    assert "add up to 101 percent" in officer.directed.base.html
    set_row(officer.mixed.rows, 0, share="66")
    officer.keeper.undo.click()
    officer.keeper.undo.click()
    set_row(officer.mixed.rows, 0, share="66")
    assert "add up to 101 percent" in officer.mixed.outcome.html


@pytest.mark.parametrize(
    ("text", "share"),
    [("16", 16), ("16.7", Fraction("16.7")), ("16,7", Fraction("16.7")), ("25 %", 25), ("100/6", Fraction(100, 6))],
)
def test_shares_are_read_exactly(text: str, share: int | Fraction) -> None:
    assert percent(text) == share


def test_names_cannot_become_html(officer: Page) -> None:
    set_row(officer.directed.work, 0, name="<b>x</b>", excluded="leader")
    set_row(officer.mixed.rows, 0, name="<img src=x>")
    for region in (officer.directed.base, officer.argument, officer.mixed.outcome, officer.result, officer.findings):
        assert "<img" not in region.html
        assert "<b>x" not in region.html
    assert "&lt;img src=x&gt;" in officer.result.html


def test_the_columns_offer_every_kind_and_every_reason() -> None:
    columns = {column["key"]: column for column in work_columns(True)}
    assert [code for code, _ in columns["kind"]["options"]] == list(KINDS)
    assert [code for code, _ in columns["excluded"]["options"]] == ["", *EXCLUDED]
    assert columns.keys() | {"name"} == BLANK_WORK.keys()


# Undo, keeping, addresses -----------------------------------------------------------------------


def test_undo_redo_and_reset_cover_the_whole_page(officer: Page) -> None:
    before = officer.state
    officer.coverage.time.value = "30"
    pick(officer, "1-3")
    officer.conditions.situations.chosen = ["2"]
    officer.conditions.deputy.chosen = ["deputy"]
    set_row(officer.directed.work, 0, share="10")
    set_row(officer.mixed.rows, 1, training=True)
    assert officer.choose_case.value == ""
    for _ in range(6):
        officer.keeper.undo.click()
    assert officer.state == before
    assert officer.choose_case.value == CASE
    assert "2,650 points" in officer.result.html
    assert (officer.conditions.situations.chosen, officer.conditions.deputy.chosen) == ([], [])
    for _ in range(9):
        officer.keeper.redo.click()
    assert officer.keeper.redo.disabled
    assert officer.mixed.rows.rows[1]["training"] is True
    officer.reset.click()
    assert officer.state == State()
    assert officer.directed.work.rows == [BLANK_WORK]
    officer.keeper.undo.click()
    assert officer.directed.work.rows[0]["share"] == "10"


def visited(page: Page, kept: str = "", **query: str) -> Page:
    """Let the browser say what it has kept, and the address."""
    page.address.query = query
    page.address.ready = True
    page.keep.record.kept = kept
    page.keep.record.ready = True
    return page


def kept_by(page: Page) -> str:
    """Return what the browser then keeps (see record.js)."""
    return json.dumps({"values": page.keep.values, "extra": page.keep.record.extra})


def test_the_browser_keeps_the_work_and_gives_it_back(officer: Page) -> None:
    visited(officer)
    officer.choose_case.value = CASE
    officer.directed.work.rows = work(("Analysts", 11, "100/2"), ("Assistants", 9, 50))
    assert "Analysts" not in str(officer.address.query)
    other = visited(Page(CATALOG), kept_by(officer), **officer.address.query)
    assert other.state == officer.state
    officer.reset.click()
    assert officer.keep.record.extra == {}


def test_what_was_kept_is_offered_where_the_address_says_something_else(officer: Page) -> None:
    officer.directed.work.rows = work(("Analysts", 11, 100))
    visited(officer)
    other = visited(Page(CATALOG), kept_by(officer), time="30")
    assert other.coverage.time.value == "30" and other.directed.work.rows == [BLANK_WORK]
    assert other.keep.offer.widget.layout.display is None
    other.keep.offer.bring.click()
    assert other.state == officer.state
    assert other.keep.offer.widget.layout.display == "none"


def test_clearing_takes_the_names_out_and_leaves_the_facts(officer: Page) -> None:
    visited(officer)
    officer.directed.work.rows = work(("Analysts", 11, 100))
    assert officer.keep.record.extra
    officer.keep.clear()
    assert [row["name"] for row in officer.directed.work.rows] == ["Work 1"]
    assert officer.directed.work.rows[0]["share"] == "100" and officer.keep.record.extra == {}


@pytest.mark.parametrize(
    "facts",
    [
        "{", [1], {"time": 1}, {"levels": "1-9"}, {"standard": "gs-0201"}, {"work": "1*2*3*4*5*6*7*8"},
        {"work": "9*25", "work-names": "a_b"}, {"kinds": "9*25**whim"}, {"authority": "maybe"},
    ],
)  # fmt: skip
def test_damaged_facts_that_were_kept_are_refused_with_a_sentence(
    page: Page, facts: str | list[int] | dict[str, int | str]
) -> None:
    visited(page, json.dumps({"values": {}, "extra": {"query": {}, "facts": facts}}))
    assert "could not be read; it was left out" in said()
    assert page.state == State()


@pytest.mark.parametrize("text", ["[" * 100_000, json.dumps(asdict(OFFICER))])
def test_a_link_of_an_older_writing_is_refused_with_a_sentence(page: Page, text: str) -> None:
    page.address.query = {"state": text}
    page.address.ready = True
    assert "The link is damaged" in said() and page.state == State()


def test_a_worked_case_is_named_only_where_the_facts_are_its_own(page: Page) -> None:
    assert read(write(OFFICER, CATALOG), CATALOG) == OFFICER
    for state in (replace(OFFICER, time="20"), replace(OFFICER, case="nowhere"), State(case="nowhere")):
        assert read(write(state, CATALOG), CATALOG) == replace(state, case="")
    page.address.query = write(replace(OFFICER, case="nowhere"), CATALOG)
    page.address.ready = True
    assert "2,650 points" in page.result.html and page.case_note.html == "" and not said()


def test_a_table_that_no_link_can_hold_stays_in_the_browser(page: Page) -> None:
    rows = tuple({**BLANK_WORK, "name": "", "grade": "9", "share": "1"} for _ in range(MOST + 1))
    visited(page, "")
    page.coverage.time.value = "30"
    page.directed.work.rows = list(map(dict, rows))
    assert not said() and "work" not in page.address.query and page.address.query["time"] == "30"
    extra = page.keep.record.extra
    assert read(extra["facts"], CATALOG) == page.state
    other = visited(Page(CATALOG), json.dumps({"values": page.keep.values, "extra": extra}),
                    **page.address.query)  # fmt: skip
    assert other.state == page.state and not said()
    page.directed.work.rows = list(map(dict, rows[:MOST]))
    assert page.address.query["work"].count("_") == MOST - 1


@pytest.mark.parametrize("grade", ["16", "a*b_c", "<b>", "gs-0201*"])
def test_what_no_link_can_hold_breaks_no_link(grade: str) -> None:
    state = replace(OFFICER, work=({**BLANK_WORK, "name": "x", "grade": grade, "share": "1"},), case="")
    assert "work" not in link_of(state, CATALOG)
    from_link(link_of(state, CATALOG), CATALOG)


@given(
    st.builds(
        State,
        time=st.text(max_size=5),
        authority=st.sampled_from(["", "yes"]),
        exclusions=st.sampled_from([(), (NONE,), ("trades", "projects")]),
        levels=st.dictionaries(st.sampled_from(["1", "2", "3", "4A"]), st.just(""), max_size=2).map(
            lambda chosen: {factor: GUIDE.by_factor[factor].levels[0].code for factor in sorted(chosen)}
        ),
        work=st.lists(st.text(max_size=3), max_size=3).map(
            lambda names: tuple({**BLANK_WORK, "name": name} for name in names)
        ),
        met=MET,
        below=st.sampled_from([(), (NONE,), ("supervisors",)]),
        yes=st.sampled_from([(), ("1.1",), ("2.1", "2.4")]),
        contacts=st.sampled_from(["", "yes", "no"]),
        situations=st.sampled_from([(), ("1",), ("2", "8")]),
        deputy=st.booleans(),
    )
)
def test_a_state_survives_being_kept(state: State) -> None:
    assert read(write(state, CATALOG), CATALOG) == state
    assert bool(write(state, CATALOG)) is (state != State())


def test_the_address_opens_the_case_and_forgets_it_with_the_first_change(page: Page) -> None:
    page.address.query = {"case": CASE}
    page.address.ready = True
    assert "2,650 points" in page.result.html
    assert page.address.query == {"case": CASE, "tables": edition()}
    page.coverage.time.value = "30"
    assert "case" not in page.address.query and page.address.query["time"] == "30"


def test_the_address_opens_what_another_page_hands_on(page: Page) -> None:
    kinds = cells(
        [{"name": "Own work", "share": "60", "grade": "11"}, {"name": "Lead", "share": "40", "grade": ABOVE}],
        BLANK_KIND,
    )
    levels = dict(OFFICER.levels)
    work = cells([{"name": "Staff", "grade": "9", "share": "25"}], BLANK_WORK)
    handed = State(time="40", authority="yes", levels=levels, work=work, situations=("1", "2", "3"), kinds=kinds)
    page.address.query = write(handed, CATALOG)
    page.address.ready = True
    assert "2,795 points" in page.result.html
    assert page.mixed.rows.rows[0]["regular"] is True
    assert page.address.query == link_of(page.state, CATALOG)
    assert not any(name in str(page.address.query) for name in ("Own work", "Lead", "Staff"))
    assert not said()


def test_a_link_of_another_edition_says_so(page: Page) -> None:
    page.address.query = {"time": "30", "tables": "2019.01"}
    page.address.ready = True
    assert page.coverage.time.value == "30" and "made with the tables of 2019.01" in page.older.html
    page.conditions.deputy.chosen = ["deputy"]
    assert "made with the tables of 2019.01" in page.older.html  # it is still true of the rest
    page.reset.click()
    assert page.older.html == ""


@pytest.mark.parametrize(
    "query",
    [
        {"time": "a lot"}, {"authority": "<b>"}, {"exclusions": "none.x"}, {"levels": "1-2_1-9"}, {"second": "x"},
        {"met": "3-2c"}, {"met": "3-2c*11"}, {"met": "3-2c*1*2"}, {"met": "3-9*1"}, {"met": "-"}, {"below": "robots"},
        {"yes": "2.9"}, {"contacts": "maybe"},
        {"situations": "1.9"}, {"deputy": "true"}, {"work": "16"}, {"work": "9*x"}, {"work": "9*25*gs*9**9*9*9"},
        {"work": "9*25*x"}, {"kinds": "gs-0201*40*1-99"}, {"kinds": "11*40*1-7"}, {"kinds": "11*40**whim"},
        {"kinds": "1*50*2"}, {"kinds": "_".join(["11"] * 101)},
    ],
)  # fmt: skip
def test_damaged_facts_are_refused_with_a_sentence_and_a_usable_page(page: Page, query: dict[str, str]) -> None:
    page.address.query = query
    page.address.ready = True
    assert "The link is damaged and nothing was loaded." in said()
    assert page.state == State()
    page.choose_case.value = CASE
    assert "2,650 points" in page.result.html


def unnamed(state: State) -> State:
    """What a link can bring back: rows that say something are named by their number."""

    def rows(given: tuple[Mapping[str, Any], ...], blank: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        named = []
        for at, row in enumerate(given, start=1):
            bare = {**row, "name": ""}
            named.append(bare if bare == blank else {**row, "name": f"Work {at}"})
        return tuple(named)

    return replace(state, work=rows(state.work, BLANK_WORK), kinds=rows(state.kinds, BLANK_KIND))


GRADES_OF = st.sampled_from(["", "1", "9", "15"])
SHARES = st.sampled_from(["", "25", "16.7", "16,7 %", "100/6"])
NAMES_OF = st.sampled_from(["", "Secret"])
WORK_ROWS = st.builds(
    lambda **cells: {**BLANK_WORK, **cells},
    name=NAMES_OF, grade=GRADES_OF, share=SHARES, kind=st.sampled_from(list(KINDS)), full=GRADES_OF,
    excluded=st.sampled_from(["", *EXCLUDED]), adjusted=GRADES_OF, own=SHARES,
)  # fmt: skip
KIND_ROWS = st.builds(
    lambda graded, **cells: {**BLANK_KIND, **cells, "grade": graded[0], "levels": graded[1]},
    st.sampled_from([("", ""), ("12", ""), (ABOVE, ""), ("gs-0201", ""), ("gs-0201", "1-7 2-4"), ("gs-0203", "1-4")]),
    name=NAMES_OF, share=SHARES,
    **{key: st.booleans() for key, value in BLANK_KIND.items() if isinstance(value, bool)},
)  # fmt: skip


@given(
    st.builds(
        State,
        time=SHARES,
        authority=st.sampled_from(["", "yes", "no"]),
        met=MET,
        below=st.sampled_from([(), (NONE,), ("contractors", "supervisors")]),
        yes=st.sampled_from([(), ("2.1", "2.4"), ("6.2",)]),
        contacts=st.sampled_from(["", "yes", "no"]),
        exclusions=st.sampled_from([(), (NONE,), ("trades", "projects")]),
        levels=st.sampled_from([{}, LEAST, {"2": "2-1", "4B": "4B-3"}]),
        work=st.lists(WORK_ROWS, max_size=3).map(tuple),
        second=st.sampled_from([(), (HALF,), (HALF, ALIGNMENT)]),
        situations=st.sampled_from([(), ("1",), ("2", "8")]),
        deputy=st.booleans(),
        kinds=st.lists(KIND_ROWS, max_size=3).map(tuple),
    )
)
def test_a_link_holds_every_fact_and_no_name(state: State) -> None:
    query = link_of(state, CATALOG)
    assert "Secret" not in str(query)
    assert all(re.fullmatch(r"[-A-Za-z0-9_.*/, %]+", value) for value in query.values())
    assert from_link(query, CATALOG) == unnamed(state)


@pytest.mark.parametrize("text", ["x", "{}", '{"time": 5}'])
def test_a_damaged_link_is_refused_with_a_sentence(page: Page, text: str) -> None:
    page.address.query = {"state": text}
    page.address.ready = True
    assert "The link is damaged and nothing was loaded." in said()
    assert page.state == State()


def test_an_unknown_case_is_refused_with_a_sentence(page: Page) -> None:
    page.address.query = {"case": "<nobody>"}
    page.address.ready = True
    assert "There is no worked case &#39;&lt;nobody&gt;&#39;" in said()
    with pytest.raises(LevelsError):
        example("hr-officer", CATALOG)


def test_the_first_answer_holds_result_and_picture_without_a_widget() -> None:
    html = first_html(CATALOG)
    assert "GS-6 to GS-15" in html
    assert "<svg role=" in html
