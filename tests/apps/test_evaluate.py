"""The Evaluate page without a browser: what happens between its widgets, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from fesgrade.apps.evaluate.page import Page, first_html
from fesgrade.apps.parts.findings import findings_html
from fesgrade.apps.parts.link import edition
from fesgrade.apps.rating.words import progress_html, result_html
from fesgrade.combinations import MOST
from fesgrade.documents.compose import compose
from fesgrade.evaluation import evaluate, rate
from fesgrade.files.schema import faults_of
from fesgrade.levels import read_levels
from fesgrade.progress import progress
from fesgrade.standards import Case
from fesgrade.tables import load
from fesgrade.widgets import region
from fesgrade.widgets.region import guard
from fesgrade.widgets.sheet import sheet_of

from .clicks import Trace, click
from .test_components import plain, records

CATALOG = load()
OFFICER = {"1": "1-7", "2": "2-4", "3": "3-3", "4": "4-4", "5": "5-3", "6": "6-2", "7": "7-2", "8": "8-1", "9": "9-1"}


@pytest.fixture
def page() -> Page:
    region.alert("")
    return Page(CATALOG)


def said() -> str:
    return region.alerts().html


def kept_in_mind(page: Page) -> list[str]:
    """Return the factors below which rules stand, once for each rule."""
    return [factor for factor, rules in page.rating.sheet.rules.items() for _ in rules]


def test_a_choice_brings_the_rules_that_bear_on_it_and_never_more_than_two(page: Page) -> None:
    page.rating.take("2-1")
    assert kept_in_mind(page) == []
    page.rating.take("1-7")  # much knowledge, closely led
    assert set(kept_in_mind(page)) == {"1"} and len(kept_in_mind(page)) <= MOST
    first = page.rating.sheet.rules["1"][0]
    assert first["text"].startswith("Knowledge counts only as far as") and first["source"].startswith("Introduction")
    page.rating.take("2-4")  # the choice that speaks of factor 1 is over
    assert "1" not in kept_in_mind(page)
    page.rating.undo.click()
    assert set(kept_in_mind(page)) == {"1"}  # as it stood


def test_a_cell_of_the_chart_is_one_choice_and_a_worked_case_is_none(page: Page) -> None:
    page.rating.take("4a")
    assert set(kept_in_mind(page)) <= {"6", "7"} and 0 < len(kept_in_mind(page)) <= MOST
    page.rating.load_case("hr-officer")
    assert kept_in_mind(page) == []
    page.rating.choose_standard.value = "gssg"
    assert kept_in_mind(page) == []


def test_an_instructor_adds_what_to_keep_in_mind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "combinations.csv").write_text(
        "rule,method,factors,when,text,source_ref\nmine,fes,8,8>=3 9<=1,Look at <b>both</b>.,Class notes p. 1\n"
    )
    monkeypatch.setenv("FESGRADE_DATA", str(tmp_path))
    page = Page(load(tmp_path))
    page.rating.take("9-1")
    page.rating.take("8-3")
    assert page.rating.sheet.rules["8"][0] == {"text": "Look at <b>both</b>.", "source": "Class notes p. 1"}


def test_picking_the_levels_of_the_second_decision(page: Page) -> None:
    chosen: dict[str, str] = {}
    for factor, code in OFFICER.items():
        assert "GS-11 runs" not in page.result.html
        chosen = {**chosen, factor: code}
        page.rating.sheet.chosen = chosen
    assert "GS-11" in page.result.html
    assert "2,435 points" in page.result.html
    assert "80 above the floor" in page.result.html
    assert "320 to GS-12" in page.result.html
    assert "1-6, 2-3 or 3-2" in page.findings.html
    assert page.ladder.rows[-1] == {
        "grade": "",
        "name": "Total",
        "low": 2435,
        "high": 2435,
        "end": 2435,
        "role": "total",
    }
    assert [row["Place"] for row in records(page.ladder) if row["Place"]] == [
        "next to it",
        "this position",
        "next to it",
    ]
    assert {row["typical"] for row in page.profile.rows} == {9, 11, 12, None}
    assert records(page.profile)[0] == {
        "Factor": "1 Knowledge", "This position": "1-7", "GS-9 typical": "1-6", "GS-11 typical": "1-7",
        "GS-12 typical": "1-7",
    }  # fmt: skip


@pytest.mark.parametrize("case", CATALOG.cases.values(), ids=lambda case: case.id)
def test_every_worked_case_shows_its_total_and_grade(page: Page, case: Case) -> None:
    page.rating.choose_case.value = case.id
    assert f"{case.total:,} points" in page.result.html
    assert f">{case.grade}<" in page.result.html
    assert page.rating.choose_standard.value == case.standard
    assert "never a precedent" in page.rating.case_note.html
    assert not said()


@pytest.mark.parametrize("opened", [False, True], ids=["keep closed", "keep open"])
@pytest.mark.parametrize("evidence", [False, True], ids=["no evidence", "evidence open"])
def test_one_click_evaluates_once_and_reads_checks_and_sends_nothing_twice(
    page: Page, monkeypatch: pytest.MonkeyPatch, opened: bool, evidence: bool
) -> None:
    page.rating.address.ready = page.keep.record.ready = True
    page.rating.load_case("hr-officer")
    if opened:
        page.keep.start.click()
    if evidence:
        page.evidence.start.click()
    trace = Trace(monkeypatch, read_levels, rate, compose, faults_of)
    for code in ("2-5", "2-4"):  # the first also takes the case's name off
        trace.start()
        click(page.rating.sheet, chosen=OFFICER | {"2": code})
        assert page.rating.address.query["levels"] == f"1-7_{code}_3-3_4-4_5-3_6-2_7-2_8-1_9-1"
        assert trace.calls == {"rate": 1}
        assert trace.messages <= 8 + opened + 2 * evidence and trace.sends_nothing_twice()
    page.keep.open()
    page.keep.views["form"].click()
    trace.start()
    click(page.rating.sheet, chosen=OFFICER | {"2": "2-5"})
    assert trace.calls == {"rate": 1, "compose": 1, "faults_of": 1}  # the statement in sight follows
    assert "2-5" in page.keep.paper.html


def test_undo_redo_and_reset_bring_back_levels_standard_and_case(page: Page) -> None:
    page.rating.choose_case.value = "hr-officer"
    page.rating.sheet.chosen = {**page.rating.sheet.chosen, "1": "1-6"}
    assert "2,135 points" in page.result.html
    assert page.rating.choose_case.value == ""
    page.rating.undo.click()
    assert "2,435 points" in page.result.html
    assert page.rating.choose_case.value == "hr-officer"
    page.rating.reset.click()
    assert page.rating.sheet.chosen == {}
    page.rating.undo.click()
    assert page.rating.sheet.chosen == OFFICER
    page.rating.undo.click()
    assert page.rating.sheet.chosen == {}
    assert page.rating.undo.disabled
    for _ in range(3):
        page.rating.redo.click()
    assert page.rating.redo.disabled
    assert page.rating.sheet.chosen == {}


def test_another_standard_keeps_the_levels_and_the_supervisory_guide_keeps_its_own(page: Page) -> None:
    page.rating.choose_case.value = "hr-officer"
    page.rating.choose_standard.value = "fes-primary"
    assert page.rating.sheet.chosen == OFFICER
    assert page.rating.sheet.chart == {}
    assert "Primary Standard alone" in page.findings.html
    page.rating.choose_standard.value = "gssg"
    assert page.rating.sheet.chosen == {}
    assert page.rating.choose_kind.disabled
    page.rating.sheet.chosen = {"1": "1-2"}
    page.rating.choose_standard.value = "gs-0201"
    assert page.rating.sheet.chosen == OFFICER
    assert page.rating.choose_kind.value == "administrative"
    page.rating.choose_standard.value = "gssg"
    assert page.rating.sheet.chosen == {"1": "1-2"}


def test_a_guide_is_chosen_with_a_series_which_stands_in_link_words_and_statement(page: Page) -> None:
    rating = page.rating
    assert [name for _, name in rating.choose_series.options] == []
    rating.choose_standard.value = "aageg"
    assert [name for _, name in rating.choose_series.options] == ["", "0343"]
    assert rating.choose_kind.value == "administrative" and rating.choose_kind.disabled
    rating.choose_series.value = "0343"
    for words in ("What it leaves to others:", "purposes a to c", "Series 0343, Management and Program Analysis:",
                  "Nonsupervisory work at GS-9 and above."):  # fmt: skip
        assert words in rating.about.html
    rating.take("1-7 2-4 3-3 4-4 5-3 2b 8-2 9-1")
    assert rating.position.query["series"] == "0343"
    page.keep.open()
    assert page.keep.values["series"] == "0343"
    kept = dict(rating.position.query)
    rating.choose_standard.value = "gs-0203"
    assert (rating.position.series, rating.state.series, rating.choose_series.value) == ("0203", "", None)
    assert page.keep.values["series"] == "0203"
    rating.keeper.open(kept)
    assert (rating.standard.id, rating.choose_series.value) == ("aageg", "0343")
    rating.undo.click()
    assert rating.standard.id == "gs-0203"


def test_a_link_may_open_a_guide_before_there_is_a_level_and_names_only_series_that_it_grades(page: Page) -> None:
    page.rating.address.query = {"standard": "aageg", "series": "0343"}
    page.rating.address.ready = True
    assert (page.rating.standard.id, page.rating.state.series) == ("aageg", "0343")
    assert page.rating.address.query == {"standard": "aageg", "series": "0343"}
    guard(page.rating.keeper.open)({"standard": "aageg", "series": "0201"})
    assert "It names the series '0201'; AAGEG grades 0343." in plain(said())
    assert page.rating.state.series == "0343"
    page.rating.load_case("analyst-what-if")
    assert page.rating.state.series == "0343" and "2,715 points" in page.result.html
    assert "AAGEG p. 5" in page.profile.caption


def test_what_is_found_by_search_is_taken_the_same_again_too(page: Page) -> None:
    found = {each["value"]: each for each in page.find.things}
    assert {*found} == {*CATALOG.standards, "aageg 0343"}
    assert "gs-343" in found["aageg 0343"]["words"] and "Management and Program Analyst" in found["aageg 0343"]["words"]
    for _ in range(2):
        page.find.picked = "aageg 0343"
        assert page.find.picked == ""
        assert (page.rating.standard.id, page.rating.state.series) == ("aageg", "0343")
        page.rating.choose_standard.value = "gs-0201"
    page.rating.load_case("hr-officer")
    page.find.picked = "aageg"
    assert page.rating.chosen == OFFICER and page.rating.state.series == ""


def test_the_kind_of_work_changes_the_comparison(page: Page) -> None:
    page.rating.choose_case.value = "hr-officer"
    assert page.rating.choose_kind.disabled  # GS-0201 is the standard of one series
    page.rating.choose_standard.value = "fes-primary"
    assert not page.rating.choose_kind.disabled
    page.rating.choose_kind.value = "professional"
    assert records(page.profile)[5]["GS-9 typical"] == "6-2 or 6-3"
    page.rating.choose_kind.value = ""
    assert {row["typical"] for row in page.profile.rows} == {None}
    assert page.profile.heads == ["Factor", "This position"]


def test_an_incomplete_evaluation_says_what_is_missing_and_what_is_possible(page: Page) -> None:
    page.rating.sheet.chosen = {factor: code for factor, code in OFFICER.items() if factor not in ("2", "8")}
    assert "GS-9 to GS-11" in page.result.html
    assert "supervisory controls" in page.result.html
    assert "physical demands" in page.result.html
    assert "2,010 to 2,680" in page.result.html


def test_gs_0203_is_said_to_be_known_in_part(page: Page) -> None:
    assert "known in part" not in page.rating.about.html
    page.rating.choose_standard.value = "gs-0203"
    assert "GS-0203 is known in part." in page.rating.about.html


def test_the_address_holds_the_state_and_opens_it(page: Page) -> None:
    page.rating.address.ready = True
    page.rating.choose_case.value = "hr-officer"
    query = dict(page.rating.address.query)
    assert query == {
        "standard": "gs-0201", "levels": "1-7_2-4_3-3_4-4_5-3_6-2_7-2_8-1_9-1", "work": "administrative",
        "tables": edition(),
    }  # fmt: skip
    other = Page(CATALOG)
    other.rating.address.query = query
    other.rating.address.ready = True
    assert other.rating.sheet.chosen == OFFICER
    assert other.rating.state.standard == "gs-0201"


def test_names_and_titles_never_reach_the_address(page: Page) -> None:
    page.rating.address.ready = True
    page.rating.choose_case.value = "hr-officer"
    page.keep.start.click()
    page.keep.record.values = dict.fromkeys(("title", "organization", "number", "remarks"), "<b>Secret</b>")
    assert not any("Secret" in value for value in page.rating.address.query.values())
    assert "&lt;b&gt;Secret&lt;/b&gt;" in page.heading.html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"case": "nobody"}, "There is no worked case &#39;nobody&#39;; choose one from the list."),
        ({"standard": "gs-1"}, "The link names the standard &#39;gs-1&#39;, which is not at hand"),
        ({"levels": "1-7_9-9"}, "The link is damaged and nothing was loaded."),
        ({"levels": "<script>"}, "The link is damaged and nothing was loaded."),
        ({"work": "bogus"}, "It names the kind of work &#39;bogus&#39;; there are professional, administrative"),
        ({"levels": "1-7", "work": "<b>"}, "It names the kind of work &#39;&lt;b&gt;&#39;"),
        ({"levels": "1-7", "work": "technical"}, "GS-0201 is for administrative work, not for technical work."),
    ],
)
def test_a_damaged_link_is_refused_with_a_sentence_and_a_usable_page(
    page: Page, query: dict[str, str], sentence: str
) -> None:
    page.rating.address.query = query
    page.rating.address.ready = True
    assert sentence in said()
    assert "<script>" not in said()
    assert page.rating.sheet.chosen == {}
    page.rating.choose_case.value = "hr-officer"
    assert "2,435 points" in page.result.html


def test_a_link_of_another_edition_says_so(page: Page) -> None:
    page.rating.address.query = {"levels": "1-7", "tables": "2019.01"}
    page.rating.address.ready = True
    assert "made with the tables of 2019.01" in page.rating.case_note.html
    assert page.rating.sheet.chosen == {"1": "1-7"}
    page.rating.take("2-4")
    assert "made with the tables of 2019.01" in page.rating.case_note.html  # the other levels still come of it
    page.rating.load_case("hr-officer")
    assert "2019.01" not in page.rating.case_note.html
    page.rating.address.query = {"case": "hr-officer", "tables": "2019.01"}
    page.rating.keeper.open(page.rating.address.query)
    assert "2019.01" in page.rating.case_note.html and "never a precedent" in page.rating.case_note.html
    page.rating.reset.click()
    assert page.rating.case_note.html == ""


def test_the_sheet_shows_every_level_and_marks_what_the_standard_does_not_describe() -> None:
    factors, chart = sheet_of(CATALOG.standards["gs-0201"])
    assert sum(len(factor["levels"]) for factor in factors) == 45
    assert [level["status"] for level in factors[0]["levels"][:5]] == ["outside"] * 4 + ["described"]
    assert len(chart["cells"]) == 16
    assert [name for name, cell in chart["cells"].items() if cell["unlikely"]] == ["1c", "1d", "4a"]
    assert chart["cells"]["2b"] == {"codes": ["6-2", "7-2"], "points": 75, "unlikely": False, "status": "described"}


def test_words_of_the_result() -> None:
    standard = CATALOG.standards["fes-primary"]
    top = result_html(evaluate("1-9 2-5 3-5 4-6 5-6 6-4 7-4 8-3 9-3", "fes-primary"), standard)
    assert "the highest grade" in top
    assert "4,055 and up" in top
    assert "Nothing so far" in findings_html(())
    nothing = progress_html(progress({}, standard), standard)
    assert "GS-1 to GS-15" in nothing
    assert "Missing: every factor" in nothing


def test_the_first_answer_holds_result_and_picture_without_a_widget() -> None:
    html = first_html(CATALOG)
    assert "GS-1 to GS-15" in html
    assert "<svg role=" in html
