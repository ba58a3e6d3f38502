"""Practice cases: sound data, a key that stays apart, feedback that is right, files that can be opened again."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.classroom import feedback, practice
from fesgrade.classroom import handout as handouts
from fesgrade.classroom import results as results_file
from fesgrade.classroom import score as scores
from fesgrade.classroom.practice import KeyWithheldError, PracticeError
from fesgrade.classroom.results import Attempt, Results
from fesgrade.evaluation import evaluate
from fesgrade.files.jsonfile import JsonFileError
from fesgrade.levels import LevelsError
from fesgrade.sources import DataError, data_dir
from fesgrade.tables import load as load_catalog

SET = practice.load()
IDS = list(SET.cases)
FOLDER = data_dir() / "practice"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The shipped cases ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_every_case_comes_to_its_total_and_grade_and_quotes_itself(name: str) -> None:
    """Read from the tables apart from the loader, and graded by the engine."""
    (row,) = [r for r in rows("practice.csv") if r["case"] == name]
    text = [r["text"] for r in rows("practice-text.csv") if r["case"] == name]
    key = [r for r in rows("practice-keys.csv") if r["case"] == name]
    result = evaluate([r["level"] for r in key], row["standard"], kind_of_work=row["kind_of_work"] or None)
    assert (str(result.total), result.grade) == (row["total"], row["grade"])
    assert [r["factor"] for r in key] == [credit.factor for credit in result.credits]
    for r in key:
        assert len(r["fact"].split()) >= 3
        assert sum(r["fact"] in paragraph for paragraph in text) == 1, r
        top = load_catalog().standards[row["standard"]].by_factor[r["factor"]].levels[-1].code
        assert bool(r["why_not_higher"]) == (r["level"] != top)
    assert 5 <= len(text) <= 8
    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", row["short_text"])) <= 3


def test_the_set_covers_the_grades_the_kinds_of_work_and_supervision() -> None:
    grades = {int(r["grade"][3:]) for r in rows("practice.csv")}
    assert {min(grades), max(grades)} == {3, 14}
    assert grades >= {3, 4, 5, 6, 7, 9, 11, 12, 13, 14}
    assert {c.kind_of_work for c in SET.cases.values()} == {
        "", "assistance", "technical", "administrative", "professional"
    }  # fmt: skip
    assert sum(1 for c in SET.cases.values() if c.standard == "gssg") >= 2
    of = {series: {c.standard for c in SET.cases.values() if c.series == series} for series in ("0201", "0203", "0343")}
    assert of == {"0201": {"gs-0201", "gssg"}, "0203": {"gs-0203"}, "0343": {"aageg"}}
    assert {c.standard for c in SET.cases.values() if c.series not in of} == {"fes-primary", "gssg"}


def test_the_deciding_fact_of_the_analyst_between_two_grades_is_the_guidance() -> None:
    """At 3-3 the work is GS-11; at 3-4, which the facts bear out, it is GS-12 by 35 points."""
    key = SET.key("grant-closeouts")
    result = evaluate(key.codes, "aageg")
    assert (result.total, result.grade, result.above_floor) == (2790, "GS-12", 35)
    lower = evaluate([code.replace("3-4", "3-3") for code in key.codes], "aageg")
    assert (lower.total, lower.grade) == (2615, "GS-11")


@pytest.mark.parametrize(
    ("name", "decided"),
    [
        ("limited-duty-desk", "hr-assistant-military"),
        ("base-hr-office", "hr-officer"),
        ("base-hr-supervision", "hr-officer-supervision"),
    ],
)
def test_the_decisions_are_among_them_as_decided(name: str, decided: str) -> None:
    case, key = SET.catalog.cases[decided], SET.key(name)
    assert (key.codes, key.total, key.grade) == (case.levels, case.total, case.grade)
    assert "not a precedent" in key.source


def test_cases_do_not_stand_in_the_order_of_their_grades() -> None:
    grades = [int(SET.key(name).grade[3:]) for name in IDS]
    assert grades != sorted(grades) and grades != sorted(grades, reverse=True)


# The key stays apart ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_what_a_student_may_see_holds_nothing_of_the_key(name: str) -> None:
    case, key = SET.case(name), SET.key(name)
    seen = json.dumps(case.as_dict()) + repr(case) + repr(SET) + repr(key) + str(key)
    for hidden in (key.source, f"{key.total:,}", str(key.total), *(e.why_not_higher or "·" for e in key.entries)):
        assert hidden not in seen
    # Grades may stand in the text of supervisory work, where those of the work directed are a fact of the case.
    if case.standard != "gssg":
        assert not re.search(r"GS-\d", seen)
    assert not any(re.search(rf"(?<![\d-]){code}(?!\d)", seen) for code in key.codes)


def test_a_saved_file_holds_only_what_the_student_wrote() -> None:
    case = SET.case("mail-room")
    results = Results("Ana", (results_file.attempt(case, {1: "1-4", 3: 2}, SET.catalog, reasons={"1": "many rules"}),))
    plain = json.loads(results_file.save(results))
    assert plain == {
        "format": "fesgrade-practice", "version": 1, "rater": "Ana",
        "attempts": [
            {"case": "mail-room", "round": "before", "at": "", "levels": {"1": "1-4", "3": "3-2"},
             "reasons": {"1": "many rules"}}
        ],
    }  # fmt: skip


def test_a_sealed_link_gives_the_key_for_the_word_only() -> None:
    case = SET.case("mail-room")
    query = handouts.handout_query(case, "Blue  Heron")
    assert "heron" not in query.lower()
    handout = handouts.read_handout(f"?levels=1-2&{query}", SET)
    assert handout is not None
    assert handout.case == "mail-room"
    for word in ("", "grey heron"):
        with pytest.raises(KeyWithheldError, match="withheld"):
            SET.key(handout.case, word=word, seal=handout.seal)
    assert SET.key(handout.case, word=" blue heron ", seal=handout.seal).grade == "GS-3"


def test_a_plain_link_needs_no_word() -> None:
    assert handouts.handout_query(SET.case("mail-room")) == "case=mail-room"
    assert handouts.read_handout("case=mail-room", SET) == ("mail-room", "")
    assert handouts.read_handout("levels=1-2", SET) is None


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("case=nowhere", "not here"),
        ("case=<script>", "not here \\(that name\\)"),
        ("case=mail-room&case=pay-policy", "damaged"),
        ("case=mail-room&seal=12", "damaged"),
        ("seal=0123456789abcdef", "damaged"),
        ("&".join(f"a{n}=1" for n in range(200)), "damaged"),
    ],
)
def test_a_damaged_link_is_refused(query: str, said: str) -> None:
    with pytest.raises(PracticeError, match=said):
        handouts.read_handout(query, SET)


@given(st.text(max_size=80))
def test_any_query_is_read_or_refused(query: str) -> None:
    try:
        handout = handouts.read_handout(query, SET)
    except PracticeError as error:
        assert len(error.faults) == 1
    else:
        assert handout is None or handout.case in SET.cases


# Feedback ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_the_right_answer_gets_every_mark(name: str) -> None:
    key = SET.key(name)
    result = feedback.feedback(SET.case(name), key, key.codes, SET.catalog)
    assert result.marks == result.most_marks == 2 * len(key.entries)
    assert (result.total, result.grade, result.grades_off, result.misses) == (key.total, key.grade, 0, ())
    for one, entry in zip(result.factors, key.entries, strict=True):
        assert one.verdict == "right" and one.points == 0 and one.fact == entry.fact
        assert len(one.thresholds) == (0 if not entry.why_not_higher else 1)


def test_misses_with_their_thresholds_facts_points_and_grades() -> None:
    """The mail room is 1-2 2-2 3-1 4-2 5-1 6-1 7-1 8-2 9-1: 505 points, GS-3."""
    key = SET.key("mail-room")
    result = feedback.feedback(SET.case("mail-room"), key, "1-3 2-2 3-1 4-4 5-1 6-1 7-1 8-1 9-1", SET.catalog)
    assert [one.verdict for one in result.factors] == [
        "one off", "right", "right", "far off", "right", "right", "right", "one off", "right"
    ]  # fmt: skip
    assert (result.marks, result.most_marks) == (14, 18)
    first, fourth, eighth = result.misses
    assert (first.steps, first.points, first.total_alone, first.grade_alone) == (1, 150, 655, "GS-4")
    assert (fourth.steps, fourth.points, fourth.total_alone, fourth.grade_alone) == (2, 150, 655, "GS-4")
    assert (eighth.steps, eighth.points, eighth.total_alone, eighth.grade_alone) == (-1, -15, 490, "GS-3")
    assert [(t.lower, t.upper) for t in first.thresholds] == [("1-2", "1-3")]
    assert [(t.lower, t.upper) for t in fourth.thresholds] == [("4-2", "4-3"), ("4-3", "4-4")]
    assert [(t.lower, t.upper) for t in eighth.thresholds] == [("8-1", "8-2")]
    by_code = SET.standard("mail-room").by_code
    assert all(
        t.needs == by_code[t.lower].next_needs and t.source == by_code[t.upper].source for t in fourth.thresholds
    )
    assert first.fact in SET.case("mail-room").paragraphs[first.paragraph - 1]
    assert (result.total, result.grade, result.grades_off) == (505 + 150 + 150 - 15, "GS-4", 1)


@given(st.data())
def test_the_misses_add_up(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(IDS))
    standard, key = SET.standard(name), SET.key(name)
    codes = [data.draw(st.sampled_from(factor.levels)).code for factor in standard.factors]
    result = feedback.feedback(SET.case(name), key, codes, SET.catalog)
    assert result.total - key.total == sum(one.points for one in result.factors)
    assert result.total == evaluate(codes, standard.id).total
    assert (result.total == key.total) or result.misses
    for one in result.factors:
        assert len(one.thresholds) == (abs(one.steps) or bool(one.why_not_higher))
        assert one.marks == max(0, 2 - abs(one.steps))
        assert (one.points > 0) == (one.steps > 0) and (one.points < 0) == (one.steps < 0)


def test_feedback_refuses_what_evaluate_refuses_and_the_key_of_another_case() -> None:
    with pytest.raises(LevelsError, match="is missing"):
        feedback.feedback(SET.case("mail-room"), SET.key("mail-room"), "1-2", SET.catalog)
    with pytest.raises(PracticeError, match="not of mail-room"):
        feedback.feedback(SET.case("mail-room"), SET.key("pay-policy"), "1-2", SET.catalog)
    with pytest.raises(PracticeError, match="is not a practice case"):
        SET.case("nowhere")


# Saved results ----------------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    case = SET.case(draw(st.sampled_from(IDS)))
    factors = SET.standard(case.id).factors
    levels = {f.id: draw(st.sampled_from(f.levels)).code for f in factors if draw(st.booleans())}
    reasons = {f.id: draw(NAMES) for f in factors if draw(st.integers(0, 4)) == 0}
    round = draw(st.sampled_from(results_file.ROUNDS))
    at = draw(st.sampled_from(["", "2026-11-21", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00.5+01:00"]))
    return results_file.attempt(case, levels, SET.catalog, round=round, at=at, reasons=reasons)


@given(NAMES, st.lists(attempts(), max_size=4))
def test_results_come_back_as_they_were(rater: str, ones: list[Attempt]) -> None:
    results = Results(rater.strip(), tuple(ones))
    opened = results_file.open_results(results_file.save(results), SET)
    assert opened == (results, ())


def test_an_attempt_is_kept_in_order_of_the_factors_and_added_to_the_results() -> None:
    one = results_file.attempt(SET.case("pay-policy"), "9-1 3d 1-8", SET.catalog, round="after")
    assert one.levels == (("1", "1-8"), ("6", "6-3"), ("7", "7-4"), ("9", "9-1"))
    assert Results("A").with_attempt(one).attempts == (one,)
    with pytest.raises(PracticeError, match="'later' is not a round"):
        results_file.attempt(SET.case("pay-policy"), "9-1", SET.catalog, round="later")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "not a file of practice results"),
        ('{"format": "other", "version": 1}', "not a file of practice results"),
        ('{"format": "fesgrade-practice", "version": 2}', "version 2, which is newer than 1"),
        ('{"format": "fesgrade-practice", "version": "1"}', "version is missing or no whole number"),
        ('{"format": "fesgrade-practice"}', "version is missing"),
        ('{"format": "fesgrade-practice", "version": 1', "cut short"),
    ],
)
def test_a_file_that_is_no_results_file_is_refused(content: str, said: str) -> None:
    with pytest.raises(JsonFileError, match=said):
        results_file.open_results(content, SET, "ana.json")


def test_faulty_attempts_are_left_out_and_told_and_the_others_kept() -> None:
    good = {"case": "mail-room", "levels": {"1": "1-2"}}
    plain = {
        "format": "fesgrade-practice", "version": 1, "rater": "A", "mood": "good",
        "attempts": [
            good,
            {"case": "nowhere", "levels": {}},
            {"case": "mail-room", "levels": {"1": "1-12", "12": "x"}},
            {"case": "mail-room", "levels": {"1": "1-2"}, "round": "during"},
            {"case": "mail-room"},
            "mail-room",
            {"case": "mail-room", "levels": {"1": "1-2"}, "reasons": {"4A": "x"}},
            {"case": "mail-room", "levels": {"1": "1-2"}, "at": "yesterday"},
            {"case": "mail-room", "levels": {"1": "1-2"}, "right": "1-2"},
            good,
        ],
    }  # fmt: skip
    results, faults = results_file.open_results(json.dumps(plain), SET)
    assert results == Results("A", (Attempt("mail-room", (("1", "1-2"),)),) * 2)
    expected = [
        "mood is not a field there",
        "attempts[1].case is 'nowhere'",
        "attempts[2].levels: '1-12' is not a level of Factor 1",
        "attempts[2].levels: '12' is not a factor",
        "attempts[3].round is 'during'",
        "attempts[4].levels is missing",
        "attempts[5] is text",
        "attempts[6].reasons.4A is not a factor",
        "attempts[7].at is 'yesterday'",
        "attempts[8].right is not a field there",
    ]
    assert len(faults) == len(expected)
    assert all(fault.startswith(start) for fault, start in zip(faults, expected, strict=True)), faults


def test_more_attempts_than_are_read_are_said() -> None:
    plain = {"format": "fesgrade-practice", "version": 1, "rater": "", "attempts": [{}] * 1_001}
    plain["attempts"] = [{"case": "mail-room", "levels": {}}] * 1_001
    results, faults = results_file.open_results(json.dumps(plain), SET)
    assert len(results.attempts) == 1_000
    assert faults == ("attempts has 1,001 entries; the first 1,000 are read.",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(JSON, JSON, JSON)
def test_nothing_in_a_results_file_breaks_the_reader(rater: object, levels: object, attempts_: object) -> None:
    base = {"format": "fesgrade-practice", "version": 1, "rater": rater, "attempts": attempts_}
    entry = {"case": "mail-room", "levels": levels, "reasons": levels, "round": "before"}
    for plain in (base, base | {"attempts": [entry]}):
        results, faults = results_file.open_results(json.dumps(plain), SET)
        assert all(fault.endswith(".") for fault in faults)
        assert results_file.open_results(results_file.save(results), SET) == (results, ())


# Progress ---------------------------------------------------------------------------------------


def answer(name: str, **changes: str) -> Attempt:
    levels = {entry.factor: entry.level.code for entry in SET.key(name).entries} | changes
    return results_file.attempt(SET.case(name), levels, SET.catalog)


def test_score_streak_and_progress() -> None:
    results = Results(
        "A",
        (
            answer("mail-room"),
            answer("claims-intake"),
            answer("mail-room", **{"1": "1-4"}),  # wrong grade
            answer("records-section", **{"1": "1-1"}),  # 1,500 points, GS-7: wrong grade
            answer("records-section"),
            Attempt("pay-policy", (("1", "1-8"),)),  # not whole
            answer("lab-budgets"),  # not in the set
        ),
    )
    score = scores.score(results, SET, ["mail-room", "claims-intake", "records-section", "pay-policy"])
    assert (score.scored, score.unscored, score.right_grades) == (5, 1, 3)
    assert (score.streak, score.best_streak) == (1, 2)
    assert (score.marks, score.most_marks) == (18 + 18 + 16 + 13 + 14, 18 * 3 + 14 * 2)
    assert score.percent == round(100 * 79 / 82)
    assert (score.done, score.left) == (3, ("pay-policy",))
    mail = score.cases[0]
    assert (mail.case, mail.attempts, mail.marks, mail.grade_right) == ("mail-room", 2, 16, False)
    assert score.cases[3].attempts == 1 and score.cases[3].grade_right is None
    knowledge, *_ = score.factors
    assert (knowledge.rated, knowledge.right, knowledge.one_off, knowledge.far_off) == (3, 2, 0, 1)
    assert knowledge.leaning == pytest.approx(2 / 3)
    scope = next(f for f in score.factors if f.name == "Program Scope and Effect")
    assert (scope.rated, scope.one_off, scope.leaning) == (2, 1, -0.5)


def test_an_answer_whose_key_is_withheld_counts_as_given_and_not_as_scored() -> None:
    results = Results("A", (answer("mail-room"), answer("claims-intake")))
    score = scores.score(results, SET, ["mail-room", "claims-intake"], withheld=["mail-room"])
    assert (score.scored, score.unscored, score.marks, score.done) == (1, 1, 18, 1)
    assert score.left == ("mail-room",)
    assert (score.cases[0].attempts, score.cases[0].most_marks, score.cases[0].grade_right) == (1, 0, None)


def test_an_empty_score() -> None:
    score = scores.score(Results(), SET)
    assert (score.scored, score.percent, score.streak, score.best_streak, score.factors) == (0, None, 0, 0, ())
    assert score.left == tuple(IDS)


@given(st.lists(st.booleans(), max_size=12))
def test_streaks_by_counting(rights: list[bool]) -> None:
    wrong = {"1": "1-9"}
    ones = tuple(answer("mail-room", **({} if right else wrong)) for right in rights)
    score = scores.score(Results("", ones), SET)
    text = "".join("x" if right else " " for right in rights)
    assert score.streak == len(text) - len(text.rstrip("x"))
    assert score.best_streak == max(map(len, text.split()), default=0)


# A folder of the user's own ---------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one sealed case with a key and one without."""
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "practice.csv").write_text(
        "case,title,standard,kind_of_work,series,grade,total,short_text,setting,source,release\n"
        "exam,Clerk,fes-primary,assistance,0303,GS-1,190,A clerk.,An office,Ours,tulip\n"
        "talk,Analyst,gs-0201,,0201,,,An analyst.,An office,Ours,\n"
    )
    (folder / "practice-text.csv").write_text(
        "case,paragraph,text\nexam,1,It is all simple work.\ntalk,1,Hard to say.\n"
    )
    standard = load_catalog().standards["fes-primary"]
    (folder / "practice-keys.csv").write_text(
        "case,factor,level,fact,why_not_higher\n"
        + "".join(f"exam,{f.id},{f.levels[0].code},all simple work,It is simple.\n" for f in standard.factors)
    )
    return tmp_path


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "practice" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_own_cases_stand_beside_the_shipped_ones(own: Path) -> None:
    mine = practice.load(own)
    assert list(mine.cases) == [*IDS, "exam", "talk"]
    assert mine.case("exam").sealed and mine.case("exam").keyed
    assert "tulip" not in repr(mine) + json.dumps(mine.case("exam").as_dict()) + handouts.handout_query(
        mine.case("exam"), "rose"
    )
    with pytest.raises(KeyWithheldError, match="has the password"):
        mine.key("exam")
    with pytest.raises(KeyWithheldError, match="That is not the password"):
        mine.key("exam", word="rose")
    assert mine.key("exam", word="Tulip").grade == "GS-1"
    assert not mine.case("talk").keyed
    with pytest.raises(PracticeError, match="has no key"):
        mine.key("talk")


def test_a_sealed_case_is_scored_with_the_word_only(own: Path) -> None:
    mine = practice.load(own)
    codes = mine.key("exam", word="tulip").codes
    results = Results("A", (results_file.attempt(mine.case("exam"), codes, mine.catalog),))
    assert scores.score(results, mine).unscored == 1
    assert scores.score(results, mine, words={"exam": "tulip"}).right_grades == 1


def test_a_folder_may_bring_its_own_standard_and_one_without_cases_gives_the_shipped_ones(
    own: Path, tmp_path: Path
) -> None:
    target = own / "standards" / "house"
    shutil.copytree(data_dir() / "standards" / "gs-0201", target)
    text = (target / "standard.csv").read_text().replace("gs-0201,", "house,", 1)
    (target / "standard.csv").write_text(text)
    edit(own, "practice.csv", "talk,Analyst,gs-0201", "talk,Analyst,house")
    assert practice.load(own).standard("talk").id == "house"
    shutil.rmtree(own / "practice")
    assert list(practice.load(own).cases) == IDS
    assert "house" in practice.load(own).catalog.standards


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("practice.csv", "GS-1,190", "GS-2,190", "practice.csv, row 2, column grade is 'GS-2'; 190 points are GS-1."),
        ("practice.csv", "GS-1,190", "GS-1,195", "column total is '195'; the levels of the key add up to 190."),
        ("practice.csv", "exam,Clerk,fes-primary", "exam,Clerk,fes", "row 2, column standard is 'fes'"),
        ("practice.csv", "exam,", "Exam 1,", "use small letters, digits and hyphens"),
        ("practice.csv", "talk,", "mail-room,", "mail-room is a shipped case; choose another id."),
        (
            "practice.csv",
            "talk,Analyst,gs-0201,,0201,,,",
            "talk,Analyst,gs-0201,,0201,,900,",
            "no row in practice-keys",
        ),
        ("practice.csv", ",release", ",hint", "hint is not a column of this table"),
        ("practice-text.csv", "talk,1,", "walk,1,", "there is no such case in practice.csv."),
        ("practice-text.csv", "talk,1,", "walk,1,", "talk has no text"),
        ("practice-text.csv", "exam,1,", "exam,2,", "so it must be 1."),
        ("practice-keys.csv", "exam,1,1-1", "exam,1,1-10", "row 2, column level is '1-10'; the levels are 1-1 to 1-9."),
        ("practice-keys.csv", "exam,1,1-1", "exam,1,2-1", "row 2, column level is '2-1'"),
        ("practice-keys.csv", "exam,1,1-1", "exam,10,1-1", "row 2, column factor is '10'"),
        ("practice-keys.csv", "exam,1,1-1", "exam,10,1-1", "has no row for factor 1; give every factor or none."),
        ("practice-keys.csv", "all simple work", "all hard work", "quote it letter for letter."),
        ("practice-keys.csv", "It is simple.", "", "column why_not_higher is blank"),
        ("practice-keys.csv", "exam,1,", "exams,1,", "there is no such case in practice.csv."),
    ],
)
def test_a_faulty_folder_is_refused_by_file_row_and_column(own: Path, name: str, old: str, new: str, said: str) -> None:
    edit(own, name, old, new)
    with pytest.raises(DataError) as error:
        practice.load(own)
    assert any(said in fault for fault in error.value.faults), error.value.faults


def test_all_faults_of_a_folder_are_told_at_once(own: Path) -> None:
    edit(own, "practice.csv", "GS-1,190", "GS-2,195")
    edit(own, "practice-text.csv", "talk,1,", "walk,1,")
    edit(own, "practice-keys.csv", "all simple work", "all hard work")
    with pytest.raises(DataError) as error:
        practice.load(own)
    assert len(error.value.faults) == 5


def test_a_folder_that_is_not_there_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a folder"):
        practice.load(tmp_path / "gone")
    with pytest.raises(DataError, match="holds no table"):
        practice.load(tmp_path)
    (tmp_path / "practice").mkdir()
    with pytest.raises(DataError, match=re.escape("practice/practice.csv is missing")):
        practice.load(tmp_path)
