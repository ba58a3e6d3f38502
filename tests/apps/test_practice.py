"""The Practice page without a browser: what may be seen before a commit, and what is told after it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import ipywidgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade.apps.parts.keeper import LEFT_OUT, Keeper
from fesgrade.apps.practice.page import Page, first_html
from fesgrade.apps.practice.saved import Saved
from fesgrade.apps.practice.state import State, cases_of
from fesgrade.apps.practice.words import case_html, leaning
from fesgrade.classroom import practice, results
from fesgrade.classroom.results import Results
from fesgrade.sources import data_dir
from fesgrade.widgets import region

from .test_components import records

SET = practice.load()
IDS = list(SET.cases)


@pytest.fixture
def page() -> Page:
    region.alert("")
    made = Page(SET)
    made.address.ready = True
    return made


def said() -> str:
    return unescape(region.alerts().html)


def right(name: str) -> dict[str, str]:
    return {entry.factor: entry.level.code for entry in SET.key(name).entries}


def wrong(name: str) -> dict[str, str]:
    """Levels that differ from the key's in every factor."""
    found = {}
    for entry in SET.key(name).entries:
        levels = SET.standard(name).by_factor[entry.factor].levels
        found[entry.factor] = next(level.code for level in levels if level is not entry.level)
    return found


def returned(page: Page, other: Page | None = None) -> Page:
    """The page of a visitor whose browser kept what a page had it keep (see record.js)."""
    other = other or Page(SET)
    other.saved.store.record.kept = json.dumps({"values": {}, "extra": page.saved.store.record.extra})
    other.saved.store.record.ready = True
    return other


def commit(page: Page) -> None:
    page.sheet.submitted += 1


def answer(page: Page, levels: dict[str, str]) -> None:
    page.sheet.chosen = dict(levels)
    commit(page)


def everything(widget: ipywidgets.Widget, seen: set[str] | None = None) -> str:
    """All that the browser can know of a widget and of those in it, as text."""
    seen = set() if seen is None else seen
    if widget.model_id in seen:
        return ""
    seen.add(widget.model_id)
    state = {name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css")}
    inner = [getattr(widget, name) for name in state if hasattr(widget, name)]
    children = [w for value in inner for w in (value if isinstance(value, list | tuple) else [value])]
    nested = "".join(everything(w, seen) for w in children if isinstance(w, ipywidgets.Widget))
    return unescape(json.dumps(state, default=str, ensure_ascii=False)) + nested


def told(name: str, text: str, *, total: bool = True) -> list[str]:
    """What of a case's key stands in ``text``, which may hold the case itself."""
    key = SET.key(name)
    for paragraph in SET.case(name).paragraphs:
        text = text.replace(paragraph, "").replace(json.dumps(paragraph, ensure_ascii=False)[1:-1], "")
    found = [words for entry in key.entries for words in (entry.fact, entry.why_not_higher) if words and words in text]
    found += re.findall(rf"\b(?:{key.total}|{key.total:,})\b", text) if total else []
    found += re.findall(".{1,30}?".join(map(re.escape, key.codes)), text)
    return found


# Nothing before the commit ----------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_nothing_of_the_key_is_in_any_widget_before_the_commit_and_it_is_after(page: Page, name: str) -> None:
    page.choice.name.value = name
    widgets = page.widgets()
    assert told(name, "".join(map(everything, widgets))) == []
    page.sheet.chosen = wrong(name)
    assert told(name, "".join(map(everything, widgets))) == []
    commit(page)
    after = told(name, "".join(map(everything, widgets)))
    key = SET.key(name)
    assert {entry.fact for entry in key.entries} <= set(after)
    assert {f"{key.total:,}"} <= set(after)


def test_the_first_answer_of_the_server_holds_a_case_and_nothing_of_its_key() -> None:
    html = unescape(first_html(SET))
    assert SET.case(IDS[0]).title in html
    assert told(IDS[0], html) == []


def test_what_arrives_together_with_the_click_is_committed(page: Page) -> None:
    """A browser sends the last change and the click in one message while the kernel is busy."""
    page.sheet.chosen = right("lab-budgets") | {"1": "1-7"}
    page.sheet.set_state({"submitted": 1, "chosen": right("lab-budgets"), "reasons": {"1": "Late"}})
    (one,) = page.saved.results.attempts
    assert dict(one.levels) == right("lab-budgets") and dict(one.reasons) == {"1": "Late"}
    assert "The right grade." in page.result.html


def test_an_answer_with_a_factor_missing_is_not_committed(page: Page) -> None:
    levels = right("lab-budgets")
    del levels["4"], levels["9"]
    answer(page, levels)
    assert "Nothing was submitted: factor 4, 9 is still to rate." in page.result.html
    assert page.saved.results.attempts == ()
    assert told("lab-budgets", page.result.html) == []
    page.sheet.chosen = levels | {"4": "4-1"}
    assert "Nothing was submitted" not in page.result.html
    assert "8 of 9" in page.result.html


# Feedback ---------------------------------------------------------------------------------------


def test_feedback_on_every_factor_with_threshold_fact_points_and_grade(page: Page) -> None:
    answer(page, right("lab-budgets") | {"1": "1-7", "4": "4-1"})
    assert "2,060 points" in page.result.html and "right: 1,885 points, GS-9" in page.result.html
    assert "Score 15 of 18: 7 right, 1 one level off, 1 farther off" in page.result.html
    html = unescape(page.answers.feedback.html)
    assert html.count("<section") == 9
    knowledge, *_ = html.split("</section>")
    assert "1 level too high. That is +300 points; alone it makes 2,185 points, GS-10 instead of GS-9." in knowledge
    assert "“does the yearly round independently” (paragraph 2)" in knowledge
    assert "1-7 would also need" in knowledge and "The case does not show that." in knowledge
    complexity = html.split("</section>")[3]
    assert "2 levels too low. That is −125 points; alone it makes 1,760 points, GS-8 instead of GS-9." in complexity
    assert complexity.count("The case meets it.") == 2
    assert page.answers.steps is not None
    assert [row["Points"] for row in records(page.answers.steps)] == ["", "+300", "−125", ""]
    assert [row["Total so far"] for row in records(page.answers.steps)] == [1885, 2185, 2060, 2060]
    assert "<mark>does the yearly round independently</mark>" in page.text.html


@pytest.mark.parametrize("name", IDS)
def test_the_right_answer_gets_every_mark_and_no_picture_of_misses(page: Page, name: str) -> None:
    page.choice.name.value = name
    answer(page, right(name))
    assert "The right grade." in page.result.html
    count = len(SET.key(name).entries)
    assert f"Score {2 * count} of {2 * count}: {count} right." in page.result.html
    assert page.rating.children[-2:] == (page.answers.feedback, page.answers.findings)
    assert page.answers.steps is None


def test_the_reason_given_stands_beside_what_decides(page: Page) -> None:
    page.sheet.reasons = {"1": "Does it <b>alone</b>"}
    answer(page, right("lab-budgets"))
    assert "<b>Your reason:</b> Does it &lt;b&gt;alone&lt;/b&gt;" in page.answers.feedback.html
    assert dict(page.saved.results.attempts[0].reasons) == {"1": "Does it <b>alone</b>"}


def test_a_change_after_the_commit_is_said_and_can_be_committed_again(page: Page) -> None:
    answer(page, right("lab-budgets"))
    page.sheet.chosen = right("lab-budgets") | {"1": "1-7"}
    assert "submit again" in page.result.html and "1,885 points" in page.result.html
    page.round.value = "after"
    commit(page)
    assert "2,185 points" in page.result.html
    assert [one.round for one in page.saved.results.attempts] == ["before", "after"]
    assert "1 of 19" in page.score.html and "18 of 18" in page.score.html  # the first answer counts


def test_facts_that_overlap_share_a_mark() -> None:
    case = SET.case("lab-budgets")
    words = case.paragraphs[0]
    html = case_html(case, SET.standard(case.id), [("1", words[:30]), ("2", words[10:40]), ("3", words[60:70])])
    assert f"<mark>{words[:40]}</mark>" in html and f"<mark>{words[60:70]}</mark>" in html
    assert "factor 1 and 2" in html


def test_a_case_says_what_it_is_and_that_it_is_no_precedent() -> None:
    for name, case in SET.cases.items():
        html = unescape(case_html(case, SET.standard(name)))
        assert "examples, never precedents (5 U.S.C. 5107)" in html
        assert ("may not by itself classify an actual position" in html) == (case.standard == "fes-primary")
        assert case.short_text in html and case.setting in html


# Score, streak and progress ---------------------------------------------------------------------


def test_score_streak_and_progress_over_a_set(page: Page) -> None:
    assert '<b class="fg-number-big">0 of 19</b> cases done' in page.score.html
    page.choice.set.value = "technical"
    assert page.case.kind_of_work == "technical"
    answer(page, right("stream-gauges"))
    assert '<b class="fg-number-big">1 of 2</b> cases done' in page.score.html
    assert '<b class="fg-number-big">1</b> right grade in a row' in page.score.html
    page.choice.next.click()
    assert page.case.id == "materials-lab"
    answer(page, wrong("materials-lab"))
    assert '<b class="fg-number-big">0</b> right grades in a row' in page.score.html
    assert "best so far 1" in page.score.html
    page.choice.set.value = "supervisory"
    assert "0 of 3" in page.score.html and page.sheet.factors[0]["name"] == "Program Scope and Effect"


def test_next_goes_to_what_is_not_done_and_comes_round(page: Page) -> None:
    page.choice.set.value = "technical"
    answer(page, right("stream-gauges"))
    page.choice.next.click()
    answer(page, right("materials-lab"))
    page.choice.next.click()
    assert page.case.id == "stream-gauges"
    assert "The right grade." in page.result.html  # done before, so it is shown again
    page.again.click()
    assert "0 of 9" in page.result.html and page.sheet.chosen == {}


def test_a_mean_of_levels_in_words() -> None:
    assert leaning(0.04) == leaning(-0.04) == "neither high nor low"
    assert leaning(0.5) == "0.5 levels too high"
    assert leaning(-1.25) == "1.2 levels too low"


# Files and the browser's store ------------------------------------------------------------------


def test_results_come_back_from_the_file_and_from_the_browser(page: Page) -> None:
    page.saved.name.value = "  Kim   L. "
    answer(page, right("lab-budgets") | {"1": "1-7"})
    page.choice.next.click()
    page.sheet.chosen = {"1": "1-3"}
    text = results.save(page.saved.results)
    assert page.saved.save.make("json") == ("fesgrade-kim-l.json", "application/json", text.encode())
    other = Page(SET)
    other.saved.open({"kim.json": text.encode()})
    assert other.saved.results == page.saved.results and other.saved.name.value == "Kim L."
    assert "2,185 points" in other.result.html
    page.saved.store.record.ready = True
    again = returned(page)
    assert again.saved.results == page.saved.results
    again.choice.next.click()
    assert again.sheet.chosen == {"1": "1-3"}
    again.saved.store.forget.click()
    assert again.saved.results.attempts == () and again.sheet.chosen == {}
    assert again.saved.store.record.extra == {} and again.saved.store.forget.disabled


def test_what_was_done_before_a_file_is_opened_is_kept_behind_it(page: Page) -> None:
    answer(page, right("lab-budgets"))
    (mine,) = page.saved.results.attempts
    theirs = results.attempt(SET.case("mail-room"), right("mail-room"), SET.catalog, at="2026-01-31")
    page.saved.open({"old.json": results.save(Results("Ann", (theirs,))).encode()})
    assert page.saved.results == Results("Ann", (theirs, mine))
    page.saved.open({"old.json": results.save(Results("Ann", (theirs,))).encode()})
    assert page.saved.results.attempts == (theirs, mine)


def test_a_damaged_file_is_refused_in_a_sentence_and_a_faulty_attempt_left_out(page: Page) -> None:
    upload = page.saved.widgets.children[4].children[0]
    assert upload.accept == ".json"

    def hand_in(text: str) -> None:
        file = {"name": "<b>.json", "type": "", "size": 1, "last_modified": datetime.now(UTC), "content": text.encode()}
        upload.value = (file,)
        assert upload.value == ()

    hand_in("{")
    assert "<b>.json is not JSON at line 1" in said() and "&lt;b&gt;" in region.alerts().html
    assert page.saved.results.attempts == ()
    plain = json.loads(results.save(Results("A", (results.attempt(SET.case("mail-room"), {}, SET.catalog),))))
    plain["attempts"].append({"case": "<i>", "levels": {}})
    hand_in(json.dumps(plain))
    assert "attempts[1].case" in page.saved.note.html and "&lt;i&gt;" in page.saved.note.html
    assert "&lt;b&gt;.json: 1 ratings opened" in page.saved.note.html
    assert said() == ""


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["results", "drafts", "seals", "x"]), inner),
).map(lambda extra: json.dumps({"values": {}, "extra": extra}))))  # fmt: skip
def test_whatever_the_browser_kept_the_page_opens(kept: str) -> None:
    region.alert("")
    keeper = Keeper(State("mail-room"), write=lambda _: {}, read=lambda _, now: now, show=lambda _: None)
    saved = Saved(SET, keeper)
    saved.store.record.kept = kept
    saved.store.record.ready = True
    assert LEFT_OUT in said() if kept else said() == ""
    assert saved.results.attempts == ()


# Hand-outs --------------------------------------------------------------------------------------


def link(page: Page) -> str:
    found = re.search('href="([^"]+)"', page.handout.link.html)
    assert found is not None
    return unescape(found[1])


def follow(address: str) -> Page:
    page = Page(SET)
    page.address.query = dict(parse_qsl(urlsplit(address).query))
    page.address.ready = True
    return page


def test_a_case_is_handed_out_with_the_key_withheld_until_the_word_is_told(page: Page) -> None:
    page.choice.name.value = "wetland-reviews"
    page.handout.word.value = "Blue Heron"
    address = link(page)
    assert "heron" not in address.casefold() and told("wetland-reviews", address) == []
    student = follow(address)
    assert student.case.id == "wetland-reviews"
    answer(student, right("wetland-reviews") | {"1": "1-6"})
    assert "Your answer is submitted. The key of this case is withheld." in student.result.html
    assert told("wetland-reviews", "".join(map(everything, student.widgets()))) == []
    assert "1 not scored yet" in student.score.html and "0 of 0" in student.score.html
    student.word.value = "red heron"
    assert "That is not the password." in student.result.html
    assert told("wetland-reviews", "".join(map(everything, student.widgets()))) == []
    student.word.value = "blue  heron"
    assert "right: 2,570 points, GS-11" in student.result.html
    assert "of 18" in student.score.html


def test_the_seal_stays_with_the_case_in_this_browser(page: Page) -> None:
    page.handout.word.value = "secret"
    student = follow(link(page))
    student.choice.next.click()
    assert student.address.query == {"case": student.case.id}
    student.choice.name.value = "lab-budgets"
    assert "seal" in student.address.query
    student.saved.store.record.ready = True
    later = returned(student)
    answer(later, right("lab-budgets"))
    assert "The key of this case is withheld." in later.result.html


def test_a_link_without_a_word_and_one_for_the_other_exercise(page: Page) -> None:
    page.choice.name.value = "mail-room"
    student = follow(link(page))
    answer(student, right("mail-room"))
    assert "The right grade." in student.result.html
    page.choice.exercise.value = "audit"
    assert link(page).endswith("?case=mail-room&exercise=audit")
    assert follow(link(page)).state.auditing


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"case": "nobody"}, "The link asks for a case that is not here (nobody)"),
        ({"case": "mail-room", "seal": "<b>"}, "The link to the case is damaged; ask for it again."),
    ],
)
def test_a_damaged_link_is_told_and_the_page_goes_on(page: Page, query: dict[str, str], sentence: str) -> None:
    page.saved.store.record.ready = True
    answer(page, right("mail-room"))
    region.alert("")
    other = Page(SET)
    other.address.query = query
    other.address.ready = True
    assert sentence in said()
    returned(page, other)  # what the browser kept comes after the link, and leaves the sentence
    assert sentence in said()
    answer(other, right("lab-budgets"))
    assert not said()
    assert "The right grade." in other.result.html


def test_every_visitor_is_sent_the_same_page_and_has_an_alias_once_the_browser_is_there(page: Page) -> None:
    assert page.saved.name.value == "" and not page.saved.results.rater
    page.saved.store.record.ready = True
    assert re.fullmatch("student-[0-9a-f]{6}", page.saved.name.value)
    answer(page, right("mail-room"))
    assert returned(page).saved.name.value == page.saved.name.value
    page.saved.store.forget.click()
    assert re.fullmatch("student-[0-9a-f]{6}", page.saved.name.value)


# Own cases --------------------------------------------------------------------------------------


def test_cases_of_a_folder_with_a_release_word_and_without_a_key(tmp_path: Path) -> None:
    """As ``--data DIR`` gives them: one case sealed by its row, one for rating together only."""
    own = tmp_path / "practice"
    shutil.copytree(data_dir() / "practice", own)
    for file in own.glob("*.csv"):
        kept = [line for line in file.read_text("utf-8").splitlines() if line.startswith(("case", "mail-room,"))]
        text = "\n".join(kept).replace("mail-room,", "my-room,")
        if file.name == "practice.csv":
            header, row = text.splitlines()
            bare = row.replace("my-room,", "bare-room,").replace("GS-3,505,", ",,")
            text = f"{header},release\n{row},Blue Heron\n{bare},"
        if file.name == "practice-text.csv":
            text += "\nbare-room,1,Sorts the mail."
        file.write_text(text, "utf-8")
    page = Page(practice.load(tmp_path))
    page.choice.name.value = "my-room"
    assert "asks for the password that its folder names" in page.handout.link.html
    answer(page, right("mail-room"))
    assert "withheld" in page.result.html and "GS-3" in page.result.html
    page.word.value = "blue heron"
    assert "The right grade." in page.result.html
    page.choice.name.value = "bare-room"
    answer(page, right("mail-room"))
    assert "it is there for rating together" in page.result.html
    assert page.rating.children == page.always


# Audit ------------------------------------------------------------------------------------------


def test_the_audit_of_a_pre_filled_profile(page: Page) -> None:
    page.choice.exercise.value = "audit"
    assert "supervisory" not in {case.kind_of_work or "supervisory" for case in cases_of(page.state, SET)}
    commit(page)
    assert "choose a level of factor 1 first" in page.result.html
    page.profile.choose.value = next(
        at for at, one in enumerate(page.profile.filled) if (one.levels[0], one.grade) == ("1-6", 7)
    )
    filled = page.profile.profile
    assert filled is not None
    assert tuple(page.sheet.chosen.values()) == filled.levels
    assert "1,405 points, GS-7" in page.profile.note.html and "factor 4: 4-2 or 4-3" in page.profile.note.html
    # The total of a column in the table of examples happens to be the same number.
    assert told("lab-budgets", "".join(map(everything, page.widgets())), total=False) == []
    page.sheet.chosen = dict(page.sheet.chosen) | {"5": "5-3"}
    assert "1 of 9" in page.result.html and "Changed: factor 5." in page.result.html
    commit(page)
    wrong_ones = [a for a, b in zip(filled.levels, SET.key("lab-budgets").codes, strict=True) if a != b]
    assert f">1 of {len(wrong_ones)}<" in page.result.html
    left = 1885 - (1405 + 150 - 75)
    assert f"−{left} points, which alone makes it GS-7 instead of GS-9" in page.result.html
    assert "found and put right" in page.answers.feedback.html and "missed" in page.answers.feedback.html
    assert page.saved.results.attempts == ()


def test_the_audit_says_that_the_table_is_examples_only(page: Page) -> None:
    page.choice.exercise.value = "audit"
    html = page.profile.widgets.children[-1].html
    assert "examples only, never a rule" in html
    assert "7 do not even come to the grade they stand under (GS-7 technical work)" in html
    assert html.count("Technical, GS-7") == 8  # its column, and the seven combinations


def test_an_audit_leaves_the_own_rating_alone(page: Page) -> None:
    page.sheet.chosen = {"1": "1-2"}
    page.choice.exercise.value = "audit"
    page.profile.choose.value = 0
    page.again.click()
    assert page.sheet.chosen == {} and page.profile.choose.value == -1
    page.choice.exercise.value = "rate"
    assert page.sheet.chosen == {"1": "1-2"}


def test_supervisory_work_cannot_be_audited(page: Page) -> None:
    page.choice.set.value = "supervisory"
    page.choice.exercise.value = "audit"
    assert page.choice.set.value == "" and page.case.kind_of_work


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"case": "nowhere"}, "a case that is not here"),
        ({"case": "mail-room", "exercise": "x"}, "an exercise that is"),
        ({"case": "design-section", "exercise": "audit"}, "which has no profile to audit"),
    ],
)
def test_a_damaged_link_is_still_told_when_the_browser_has_said_what_it_keeps(
    page: Page, query: dict[str, str], sentence: str
) -> None:
    before = page.case
    page.address.query = query
    page.address.ready = False
    page.address.ready = True
    page.saved.store.record.ready = True
    assert sentence in region.alerts().html and page.case is before
