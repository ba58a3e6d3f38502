"""The What-if page without a browser: what its tools answer, and what happens between them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fesgrade.apps.rating.state import State
from fesgrade.apps.what_if.compare import CompareTool
from fesgrade.apps.what_if.kept import plain
from fesgrade.apps.what_if.page import EXAMPLE, Page, first_html
from fesgrade.apps.what_if.tool import Section
from fesgrade.borderline import coach
from fesgrade.compare import Scenario
from fesgrade.evaluation import rate
from fesgrade.levels import _tidy
from fesgrade.standards import Case
from fesgrade.tables import load
from fesgrade.whatif import moves
from fesgrade.widgets import region

from .clicks import Trace, click
from .test_components import records

CATALOG = load()
OFFICER = {"1": "1-7", "2": "2-4", "3": "3-3", "4": "4-4", "5": "5-3", "6": "6-2", "7": "7-2", "8": "8-1", "9": "9-1"}
SLUGS = ["moves", "borderline", "ways", "pairs", "unsure", "compare", "spread"]


@pytest.fixture
def page() -> Iterator[Page]:
    region.alert("")
    made = Page(CATALOG)
    yield made
    assert region.alerts().html == ""


@pytest.fixture
def officer(page: Page) -> Page:
    page.rating.choose_case.value = "hr-officer"
    return page


def section_of(page: Page, slug: str) -> Section:
    return next(section for section in page.sections if section.tool.slug == slug)


def opened(page: Page, slug: str) -> Any:
    """Open a section as its button does and return its tool."""
    section = section_of(page, slug)
    section.fold.expanded = True
    return section.tool


def press(answer: region.Answer, pick: str) -> None:
    """Press a button of an answer, which must be there."""
    assert f'data-pick="{pick}"' in answer.html
    answer._handle_custom_msg({"pick": pick}, [])


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def rows(html: str) -> list[list[str]]:
    """The cells of every row of the tables in a piece of HTML."""
    return [
        [text(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?>(.*?)</tr>", html, re.DOTALL)
    ]


def keep(tool: CompareTool, name: str, grade: int = 0) -> None:
    tool.what.value = grade
    tool.name.value = name
    tool.keep.click()


# What would change the grade --------------------------------------------------------------------


def test_moves_tell_the_lines_and_list_the_flips_first(officer: Page) -> None:
    html = opened(officer, "moves").answer.html
    assert "320 points more (from 2,755)" in text(html)
    assert "85 points fewer (up to 2,350)" in text(html)
    flips, same = html.split("The other 20 changes, which leave it GS-11", 1)
    up, down = flips.split("One grade down: GS-10")
    assert re.findall(r"<li>(.*?)</li>", up) == [
        '<span class="fg-name">3 Guidelines</span> to 3-5 (+375)',
        '<span class="fg-name">1 Knowledge</span> to 1-9 (+600)',
    ]
    assert "5 Scope and effect (+300 at most)" in text(up)
    assert "7 Purpose (−30 at most)" in text(down)
    assert "8 Physical demands (at its lowest level)" in text(down)
    flipping = [row for row in rows(flips) if len(row) == 5][1:]
    assert len(flipping) == 16
    assert all(row[3] != "GS-11" for row in flipping)
    assert [row[1:4] for row in flipping if row[0].startswith("1 Knowledge , 1-7 to 1-6")] == [
        ["−300", "2,135", "GS-10"]
    ]
    kept = [row for row in rows(same) if len(row) == 5][1:]
    assert len(kept) == 20
    assert {row[3] for row in kept} == {"GS-11"}
    assert len(flipping) + len(kept) == sum(len(f.levels) - 1 for f in CATALOG.standards["gs-0201"].factors)
    assert "Duties come first, not the grade" in html
    assert "Handbook p. 10" in html


def test_trying_a_move_puts_it_on_the_sheet_and_undo_takes_it_back(officer: Page) -> None:
    tool = opened(officer, "moves")
    press(tool.answer, "1-6")
    assert officer.rating.sheet.chosen == OFFICER | {"1": "1-6"}
    assert "2,135 points" in officer.result.html
    assert "GS-10" in officer.result.html
    officer.rating.undo.click()
    assert officer.rating.sheet.chosen == OFFICER
    assert "2,435 points" in officer.result.html


def test_one_click_rates_once_reads_no_text_and_sends_nothing_twice(
    officer: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.rating.address.ready = officer.store.record.ready = True
    trace = Trace(monkeypatch, rate, moves, coach, _tidy)
    for code in ("2-5", "2-4"):  # the second with the review open, too
        trace.start()
        click(officer.rating.sheet, chosen=OFFICER | {"2": code})
        assert f"_{code}_" in officer.rating.address.query["levels"]
        assert trace.calls == {"rate": 1, "coach": 1, "moves": 2}  # the review asks for the moves itself
        assert trace.messages <= 9 and trace.sends_nothing_twice()
        for slug in ("moves", "borderline"):
            opened(officer, slug)


def test_the_teasers_follow_the_rating(officer: Page) -> None:
    teasers = {section.tool.slug: section.fold.teaser for section in officer.sections}
    assert teasers["moves"] == "320 points up to GS-12; 85 points down to GS-10."
    assert teasers["borderline"] == "Not near a line."
    officer.rating.take("5-5")
    teasers = {section.tool.slug: section.fold.teaser for section in officer.sections}
    assert teasers["moves"] == "145 points up to GS-12; 260 points down to GS-10."


def test_the_top_and_the_bottom_grade_have_one_line_only(page: Page) -> None:
    for codes, end in (
        ("1-9 2-5 3-5 4-6 5-6 6-4 7-4 8-3 9-3", "GS-15 is the highest grade."),
        ("1-1 2-1 3-1 4-1 5-1 6-1 7-1 8-1 9-1", "GS-1 is the lowest grade."),
    ):
        page.rating.take(codes)
        html = opened(page, "moves").answer.html
        assert end in html
        assert html.count("points more") + html.count("points fewer") == 1


# The borderline review --------------------------------------------------------------------------


def test_the_review_of_a_total_near_a_line_names_factors_thresholds_and_pages(officer: Page) -> None:
    officer.rating.take("4-3")
    assert officer.sections[1].fold.teaser == "Near a line: 10 points down to GS-10."
    html = opened(officer, "borderline").review.html
    assert re.findall("<h3>(.*?)</h3>", html) == [
        "See which line is near", "Compare the pattern", "Check each level again",
        "Take the grade that the points give",
    ]  # fmt: skip
    assert "2,360 points are GS-11; 10 fewer would make it GS-10." in html
    assert set(re.findall(r"<b>(\d) [A-Za-z ]+, credited", html)) == set("1234567")
    assert CATALOG.standards["gs-0201"].by_code["3-3"].synopsis[:40] in html
    assert "Does the work fully meet 1-7? If not, it is 1-6: 2,060 points, GS-9." in html
    sources = re.findall(r">(Handbook p[^<;]*)", html)
    assert sources == ["Handbook p. 11", "Handbook p. 11", "Handbook p. 10 and 12", "Handbook p. 12"]
    patterns = [row for row in rows(html) if len(row) == 4]
    assert patterns[0] == ["Factor", "This position", "GS-11 typical", "GS-10 typical"]
    assert patterns[6] == ["6 Contacts", "6-2", "6-3", "6-2 or 6-3 fits"]


def test_a_total_far_from_every_line_needs_no_review(page: Page) -> None:
    page.rating.take("1-9 2-5 3-5 4-4 5-4 6-4 7-4 8-1 9-1")
    html = opened(page, "borderline").review.html
    assert "not near a line: it is 115 points up to GS-15 and 340 points down to GS-13" in html
    assert page.sections[1].fold.teaser == "Not near a line."


# Ways to a grade --------------------------------------------------------------------------------


def test_ways_name_every_smallest_set_in_words(officer: Page) -> None:
    tool = opened(officer, "ways")
    assert tool.target.value == "GS-12"
    assert "One smallest way leads from GS-11 to GS-12." in tool.summary.html
    assert "changes one factor by 2 levels and ends 55 points inside its range" in tool.summary.html
    assert "3-4 would also need" in tool.answer.html
    assert "3-5 would also need" in tool.answer.html
    assert "Duties come first" in tool.answer.html
    tool.hold.chosen = ["3"]
    assert "<b>1-7 to 1-9</b>: +600, 3,035 points, GS-12" in tool.answer.html
    tool.hold.chosen = ["1", "3"]
    press(tool.answer, "2-5 7-4")
    assert "2,805 points" in officer.result.html
    assert "The rating is GS-12 already, with 2,805 points." in tool.summary.html
    assert tool.answer.html == ""


def test_a_grade_that_cannot_be_reached_names_the_ones_that_can(officer: Page) -> None:
    tool = opened(officer, "ways")
    tool.hold.chosen = list(OFFICER)
    assert "GS-12 cannot be reached" in tool.summary.html
    assert "the highest grade that can is GS-11, at up to 2,435 points" in tool.summary.html
    assert tool.answer.html == ""
    tool.hold.chosen = []
    tool.described.value = True
    tool.target.value = "GS-3"
    assert "GS-3 cannot be reached with the levels described by GS-0201" in tool.summary.html
    tool.described.value = False
    assert "smallest way" in tool.summary.html


def test_another_standard_offers_its_own_grades_and_factors(officer: Page) -> None:
    tool = opened(officer, "ways")
    officer.rating.choose_case.value = "hr-officer-supervision"
    assert tool.target.options == tuple((f"GS-{grade}", f"GS-{grade}") for grade in range(5, 16))
    assert [option["value"] for option in tool.hold.options] == ["1", "2", "3", "4A", "4B", "5", "6"]
    assert "before any adjustment" in tool.answer.html
    tool.target.value = "GS-5"
    assert "the lowest grade that can is GS-6, at 1,165 points or more" in tool.summary.html


# Two factors at once ----------------------------------------------------------------------------


def test_the_grid_holds_every_pair_and_takes_a_cell_by_grid_and_by_picture(officer: Page) -> None:
    tool = opened(officer, "pairs")
    assert (tool.down.value, tool.across.value) == ("1", "2")
    cells = [cell for row in tool.cells.lines for cell in row["cells"]]
    assert len(cells) == len(tool.picture.rows) == 45
    assert [cell["label"] for cell in cells if cell["current"]] == [
        "1-7 and 2-4: GS-11, 2,435 points, the position now"
    ]
    assert cells[-1]["label"] == "1-1 and 2-5: GS-7, 1,435 points, not described by this standard"
    tool.cells._handle_custom_msg({"take": "1-8 2-5"}, [])
    assert officer.rating.sheet.chosen == OFFICER | {"1": "1-8", "2": "2-5"}
    tool.picture.signals = {"click": {"row": "1-7", "column": "2-4"}}
    assert officer.rating.sheet.chosen == OFFICER
    officer.rating.take("1-8")
    tool.picture.signals = {"click": {"row": "1-7", "column": "2-4"}}
    assert officer.rating.sheet.chosen == OFFICER


def test_the_same_factor_twice_makes_the_two_change_places(officer: Page) -> None:
    tool = opened(officer, "pairs")
    tool.across.value = "1"
    assert (tool.down.value, tool.across.value) == ("2", "1")
    tool.down.value = "4"
    assert (tool.down.value, tool.across.value) == ("4", "1")
    assert tool.cells.label == "Grade and total over 4 Complexity by 1 Knowledge"
    assert tool.cells.heads == [f"1-{n}" for n in range(1, 10)]
    assert "The position is at 4-4 and 1-7: GS-11." in tool.picture.description
    officer.rating.choose_case.value = "hr-officer-supervision"
    assert tool.cells.label == "Grade and total over 5 Work directed by 6 Other conditions"
    officer.rating.choose_standard.value = "gs-0201"
    assert tool.cells.label == "Grade and total over 1 Knowledge by 2 Supervisory controls"


# Unsure ratings ---------------------------------------------------------------------------------


def test_unsure_ratings_give_the_exact_chance_of_each_grade(officer: Page) -> None:
    tool = opened(officer, "unsure")
    assert tool.pictures.children == ()
    tool.texts.texts = {"1": "1-7, perhaps 1-6", "2": "2-3, perhaps 2-4"}
    # 1-6 with 1/3, 2-3 with 2/3: 1,960 is GS-9, 2,135 and 2,260 are GS-10, 2,435 is GS-11.
    assert "GS-10 with a chance of 55.6%." in tool.summary.html
    assert "GS-9 22.2%, GS-10 55.6%, GS-11 22.2%" in tool.summary.html
    assert records(tool.totals) == [
        {"Total": 1960, "Grade": "GS-9", "Chance": "22.2%"},
        {"Total": 2135, "Grade": "GS-10", "Chance": "11.1%"},
        {"Total": 2260, "Grade": "GS-10", "Chance": "44.4%"},
        {"Total": 2435, "Grade": "GS-11", "Chance": "22.2%"},
    ]
    assert len(tool.pictures.children) == 2
    assert [row["share"] for row in tool.grades.rows] == pytest.approx([2 / 9, 5 / 9, 2 / 9])
    assert "Which doubt matters most: 1 Knowledge and 2 Supervisory controls, alike" in tool.matters.html
    tool.texts.texts = {"1": "1-7, perhaps 1-6", "9": "9-1 or 9-2"}
    assert "Which doubt matters most: 1 Knowledge<" in tool.matters.html
    tool.texts.texts = {"9": "9-1 or 9-2"}
    assert "<b>GS-11 is sure:</b>" in tool.summary.html
    assert "whatever these factors are, the grade is the same" in tool.matters.html


def test_bad_weights_are_refused_by_factor_and_nothing_is_lost(officer: Page) -> None:
    tool = opened(officer, "unsure")
    tool.texts.texts = {"1": "1-7 70%, 1-6 40%", "2": "2-3, perhaps 2-4", "4": "4-3 -0.5, 4-4 1.5", "9": "<b>"}
    faults = {field["id"]: field["fault"] for field in tool.texts.fields}
    assert "the weights add up to 1.1; they must add up to 1, or 100%." in faults["1"]
    assert faults["2"] == ""
    assert faults["4"].startswith("Factor 4, Complexity")
    assert tool.summary.html.count("<li>") == 3
    assert "3 texts cannot be read; the others are kept as they are." in tool.summary.html
    assert "<b>" not in tool.summary.html
    assert tool.pictures.children == ()
    assert tool.texts.texts["1"] == "1-7 70%, 1-6 40%"
    tool.texts.texts = {**tool.texts.texts, "1": "1-7 60%, 1-6 40%", "4": "", "9": " "}
    assert "All 4 combinations" in tool.summary.html


def test_unsure_texts_stay_with_their_method_and_need_no_whole_sheet(officer: Page) -> None:
    tool = opened(officer, "unsure")
    tool.texts.texts = {"1": "1-7 or 1-8"}
    officer.rating.choose_standard.value = "gssg"
    assert tool.texts.texts == {}
    assert "Rate these factors on the sheet or here first: 1 Scope and effect" in tool.summary.html
    officer.rating.choose_standard.value = "gs-0201"
    assert tool.texts.texts == {"1": "1-7 or 1-8"}
    officer.rating.rate({factor: code for factor, code in OFFICER.items() if factor not in ("1", "3")})
    assert "Rate these factors on the sheet or here first: 3 Guidelines." in tool.summary.html
    tool.texts.texts = {"1": "1-7 or 1-8", "3": "3-3"}
    assert "GS-11 is sure" in tool.summary.html


def test_a_text_without_the_level_on_the_sheet_is_told(officer: Page) -> None:
    tool = opened(officer, "unsure")
    tool.texts.texts = {"1": "1-8 or 1-9"}
    assert "The level on the sheet is not among those written for 1 Knowledge." in tool.summary.html


# Compare ----------------------------------------------------------------------------------------


def test_the_second_decisions_subordinate_as_a_worked_example(page: Page) -> None:
    tool = opened(page, "compare")
    press(tool.examples, "subordinate")
    assert "2,435 points" in page.result.html
    assert "2 factors differ: 1 Knowledge, 1-7 to 1-6 (−300); 4 Complexity, 4-4 to 4-3 (−75)" in tool.differs.html
    assert "That is −375 points in all; GS-11 becomes GS-9." in tool.differs.html
    assert [row["Total after it"] for row in records(tool.picture)] == [2435, 2135, 2060, 2060]
    assert [row["Change"] for row in records(tool.picture)] == [
        "Officer", "1 Knowledge, 1-7 to 1-6", "4 Complexity, 4-4 to 4-3", "Staffing specialist",
    ]  # fmt: skip
    table = rows(tool.table.html)
    assert ["1 Knowledge differs", "1-7 1,250", "1-6 950 −300"] in table
    assert ["Total", "2,435", "2,060"] in table
    assert ["Grade", "GS-11", "GS-9"] in table
    assert ["Against Officer", "–", "−375"] in table
    tool.start.value, tool.end.value = "Staffing specialist", "Officer"
    assert "GS-9 becomes GS-11" in tool.differs.html
    assert "never a precedent" in tool.examples.html


def test_the_first_decision_against_the_grade_that_was_assigned(page: Page) -> None:
    tool = opened(page, "compare")
    press(tool.examples, "assigned")
    assert "1,185 points" in page.result.html
    table = rows(tool.table.html)
    assert ["Total", "1,355 to 1,600", "1,185"] in table
    assert ["Grade", "GS-7", "GS-6"] in table
    assert ["Against Agency&#39;s", "–", "−170 at least"] in table
    assert "no way factor by factor" in tool.differs.html


def test_scenarios_are_kept_loaded_removed_and_undone(officer: Page) -> None:
    tool = opened(officer, "compare")
    keep(tool, "Decided")
    officer.rating.take("1-8")
    keep(tool, "Mine")
    officer.rating.take("2-5")
    assert rows(tool.table.html)[0] == ["Factor", "Decided Load Decided onto the sheet Remove Decided",
                                        "Mine Load Mine onto the sheet Remove Mine", "On the sheet"]  # fmt: skip
    press(tool.table, "load:0")
    assert officer.rating.sheet.chosen == OFFICER
    keep(tool, "Agency's", 9)
    keep(tool, "Appellant's", 12)
    assert [scenario.name for scenario in tool.kept] == ["Decided", "Mine", "Agency's", "Appellant's"]
    keep(tool, "One more")
    assert "4 scenarios are kept already; remove one first" in tool.fault.html
    keep(tool, "Mine")
    assert tool.fault.html == ""
    assert tool.kept[1].levels == OFFICER
    officer.rating.undo.click()
    assert tool.kept[1].levels == OFFICER | {"1": "1-8"}
    press(tool.table, "remove:2")
    assert [scenario.name for scenario in tool.kept] == ["Decided", "Mine", "Appellant's"]
    officer.rating.undo.click()
    assert [scenario.name for scenario in tool.kept] == ["Decided", "Mine", "Agency's", "Appellant's"]
    officer.rating.redo.click()
    assert len(tool.kept) == 3


def test_names_are_checked_and_escaped(officer: Page) -> None:
    tool = opened(officer, "compare")
    for name in ("", "  ", "x" * 31, "On the sheet"):
        keep(tool, name)
        assert "Give the scenario a name of its own" in tool.fault.html
    keep(tool, "<b>Mine</b>")
    assert tool.fault.html == ""
    officer.rating.take("1-8")
    assert "<b>Mine" not in tool.table.html + tool.differs.html
    assert "&lt;b&gt;Mine&lt;/b&gt; to On the sheet" in tool.differs.html
    assert "Mine" not in str(officer.rating.address.query)


def test_an_unfinished_rating_cannot_be_kept_but_a_grade_can(page: Page) -> None:
    tool = opened(page, "compare")
    assert "Nothing to compare yet" in tool.table.html
    keep(tool, "Mine")
    assert "Rate every factor before you keep the rating." in tool.fault.html
    keep(tool, "Agency's", 7)
    assert ["Grade", "GS-7"] in rows(tool.table.html)


def test_scenarios_stay_with_their_method(officer: Page) -> None:
    tool = opened(officer, "compare")
    keep(tool, "Mine")
    officer.rating.choose_case.value = "hr-officer-supervision"
    assert tool.kept == ()
    keep(tool, "Guide")
    officer.rating.choose_standard.value = "fes-primary"
    assert [scenario.name for scenario in tool.kept] == ["Mine"]
    assert "Side by side, with Primary Standard" in tool.table.html


# The whole space --------------------------------------------------------------------------------


def test_the_whole_space_and_the_place_of_the_position(officer: Page) -> None:
    tool = opened(officer, "spread")
    assert "1,166,400 sets of levels" in tool.summary.html
    assert "808,663 sets (69.3%) come to less, 2,476 to the same, 355,261 to more" in tool.summary.html
    assert sum(row["Sets of levels"] for row in records(tool.grades)) == 1_166_400
    assert sum(row["Sets of levels"] for row in records(tool.totals)) == 1_166_400
    assert next(row for row in tool.grades.rows if row["this"])["grade"] == "GS-11"
    tool.described.value = True
    assert f"{5 * 5 * 5 * 5 * 6 * 16:,} sets of levels" in tool.summary.html
    officer.rating.take("1-4")
    assert "It is not one of them itself: 1-4 is not" in tool.summary.html
    officer.rating.reset.click()
    assert "Rate every factor to see where the position lies." in tool.summary.html
    assert not any(row["this"] for row in tool.grades.rows)


# What this browser keeps ------------------------------------------------------------------------


def returned(text: str) -> Page:
    """The page of a visitor whose browser kept ``text`` of an earlier visit (see record.js)."""
    page = Page(CATALOG)
    page.rating.address.query = {"case": "hr-officer"}
    page.rating.address.ready = True
    page.store.record.kept = f'{{"values": {{}}, "extra": {text}}}'
    page.store.record.ready = True
    return page


def test_scenarios_and_unsure_ratings_come_back_until_they_are_cleared(officer: Page) -> None:
    officer.store.record.ready = True
    keep(opened(officer, "compare"), "Mine")
    keep(opened(officer, "compare"), "Agency's", 12)
    opened(officer, "unsure").texts.texts = {"1": "1-7 or 1-8"}
    page = returned(json.dumps(officer.store.record.extra))
    tool = opened(page, "compare")
    assert tool.kept == (Scenario("Mine", OFFICER), Scenario("Agency's", None, 12))
    assert opened(page, "unsure").texts.texts == {"1": "1-7 or 1-8"}
    page.rating.undo.click()  # the worked case, not what came back
    assert len(tool.kept) == 2
    page.rating.redo.click()
    assert page.store.record.extra == officer.store.record.extra
    page.store.forget.click()
    assert tool.kept == ()
    assert opened(page, "unsure").texts.texts == {}
    assert page.store.record.extra == {} and page.store.forget.disabled
    page.rating.undo.click()
    assert len(tool.kept) == 2
    assert "Agency" in str(page.store.record.extra)


SOUND = json.dumps(plain(State(scenarios={"fes": (Scenario("Mine", OFFICER),)}, unsure={"fes": {"1": "1-7 or 1-8"}})))


@pytest.mark.parametrize(
    "text",
    [
        "x", "[]", "{}", '{"scenarios": 1, "unsure": {}}', '{"scenarios": {}, "unsure": {"fes": 3}}',
        SOUND.replace("fes", "other"), SOUND.replace("1-7", "1-77"), SOUND.replace("Mine", "M" * 31),
        SOUND.replace('"grade": null', '"grad": null'), SOUND[:-5],
        '{"scenarios": {"fes": [{"name": "A", "levels": null, "grade": 99}]}, "unsure": {}}',
    ],
)  # fmt: skip
def test_what_was_kept_and_is_damaged_is_left_out_with_a_sentence(text: str) -> None:
    page = returned(text)
    assert "could not be read; it was left out" in region.alerts().html
    assert opened(page, "compare").kept == ()
    assert "2,435 points" in page.result.html
    region.alert("")


# The page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["moves", "borderline", "ways", "pairs"])
def test_before_every_factor_is_rated_a_tool_says_what_is_missing(page: Page, slug: str) -> None:
    opened(page, slug)
    section = section_of(page, slug)
    assert "Rate every factor first" in section.missing.html
    assert "guidelines" in section.missing.html
    assert section.body is None
    page.rating.choose_case.value = "hr-officer"
    assert section.missing.html == ""
    body = section_of(page, slug).body
    assert body is not None
    assert body.layout.display is None
    page.rating.reset.click()
    assert "Rate every factor first" in section.missing.html
    assert body.layout.display == "none"


def test_tools_are_made_when_they_are_opened(officer: Page) -> None:
    assert [section.tool.slug for section in officer.sections] == SLUGS
    assert [section.tool.slug for section in officer.sections if section.body] == ["moves"]
    opened(officer, "pairs")
    assert [section.tool.slug for section in officer.sections if section.body] == ["moves", "pairs"]


@pytest.mark.parametrize("case", CATALOG.cases.values(), ids=lambda case: case.id)
def test_every_tool_answers_for_every_worked_case(page: Page, case: Case) -> None:
    page.rating.choose_case.value = case.id
    for slug in SLUGS:
        opened(page, slug)
    assert f"{case.total:,} points" in page.result.html
    assert opened(page, "moves").answer.html.count("data-pick") == sum(
        len(factor.levels) - 1 for factor in CATALOG.standards[case.standard].factors
    )


def test_a_standard_of_the_users_own(tmp_path: Path) -> None:
    folder = tmp_path / "standards" / "gs-0343"
    folder.mkdir(parents=True)
    (folder / "standard.csv").write_text(
        "id,title,short_title,method,edition,document,completeness,source_ref,series,kind_of_work,interval,"
        "lowest_grade,highest_grade,note\ngs-0343,Own standard,Own,fes,2020,Own,whole,Own p. 1,0343,administrative,"
        "two,9,15,\n",
        encoding="utf-8",
    )
    (folder / "levels.csv").write_text(
        "factor,level,points,synopsis,source_ref\n1,1-7,1250,Our own words.,Own p. 9\n", encoding="utf-8"
    )
    page = Page(load(tmp_path))
    page.rating.choose_standard.value = "gs-0343"
    page.rating.take("1-6 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1")
    for slug in SLUGS:
        opened(page, slug)
    assert region.alerts().html == ""
    moves = opened(page, "moves").answer.html
    assert "1 Knowledge</span>, 1-6 to 1-7</span>" in moves
    assert "1-8 is not described by this standard." in moves
    ways = opened(page, "ways")
    ways.described.value = True
    ways.target.value = "GS-11"
    assert "1-6 to 1-7" in ways.answer.html
    spread = opened(page, "spread")
    spread.described.value = True
    assert "describes no level of some factor" in spread.summary.html


def test_links_lead_to_the_same_rating_on_evaluate(officer: Page) -> None:
    officer.rating.take("4-3")  # near a line, so that there is something to check
    links = re.findall(r'href="(evaluate[^"]*)"', officer.result.html)
    assert len(links) == 2
    for link in links:
        query = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        assert query["levels"] == ["1-7_2-4_3-3_4-3_5-3_6-2_7-2_8-1_9-1"]
        assert query["standard"] == ["gs-0201"]
    assert links[0].endswith("#fg-to-check")


def test_the_first_answer_holds_the_result_and_the_questions(page: Page) -> None:
    html = first_html(page)
    assert "GS-1 to GS-15" in html
    assert all(section.tool.title in html for section in page.sections)


def test_an_example_shows_the_page_and_is_nobodys_rating(page: Page) -> None:
    page.rating.address.ready = page.store.record.ready = True
    page.rating.show_example(EXAMPLE)
    assert "Example, not your rating" in page.rating.case_note.html and "2,435 points" in page.result.html
    assert "320 points more" in text(opened(page, "moves").answer.html)
    assert page.levels == {} and page.evaluation is None
    assert page.rating.address.query == {} and page.store.record.extra == {} and page.rating.undo.disabled
    assert "evaluate.ipynb?case=hr-officer" in page.result.html  # there it is named as a worked case, too
    click(page.rating.sheet, chosen=OFFICER | {"2": "2-5"})
    assert "Example" not in page.rating.case_note.html and page.evaluation and page.evaluation.total == 2635
    assert "2-5" in page.rating.address.query["levels"]
    page.rating.undo.click()
    assert page.rating.address.query == {}
    page.rating.choose_standard.value = "aageg"  # a choice of the visitor's, who has rated nothing
    assert page.rating.chosen == {} and "Example" not in page.rating.case_note.html
    page.rating.undo.click()
    page.rating.reset.click()
    assert page.rating.chosen == {} and page.levels == {}
