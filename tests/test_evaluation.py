"""Levels in any notation -> points -> grade, the findings, and the laws that hold for every set."""

from __future__ import annotations

import ast
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fesgrade
from fesgrade import DataError, LevelsError, evaluate
from fesgrade.evaluation import Finding
from fesgrade.finding_names import CALM, FINDINGS
from fesgrade.levels import read_levels
from fesgrade.progress import progress
from fesgrade.standards import KINDS_OF_WORK, Case, Level, Standard
from fesgrade.tables import load

CATALOG = load()
PRIMARY = CATALOG.standards["fes-primary"]
OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
ASSISTANT = "1-4 2-3 3-2 4-2 5-2 2-b 8-1 9-1"


#: A standard's id with one code for each of its factors: short values, so that a failure prints legibly.
any_set = st.sampled_from(sorted(CATALOG.standards)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.tuples(*(st.sampled_from([lv.code for lv in f.levels]) for f in CATALOG.standards[name].factors)),
    )
)


def unpack(chosen: tuple[str, tuple[str, ...]]) -> tuple[Standard, tuple[Level, ...]]:
    standard = CATALOG.standards[chosen[0]]
    return standard, tuple(standard.by_code[code] for code in chosen[1])


def codes(result: fesgrade.Evaluation) -> list[str]:
    return [finding.code for finding in result.findings]


def faults(levels: object, standard: str = "gs-0201") -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        evaluate(levels, standard)  # type: ignore[arg-type]  # wrong types too
    return caught.value.faults


# The decisions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CATALOG.cases.values(), ids=lambda case: case.id)
def test_worked_cases_come_to_their_total_and_grade(case: Case) -> None:
    result = evaluate(case.levels, case.standard)
    assert (result.total, result.grade) == (case.total, case.grade)


def test_second_decision_in_full() -> None:
    result = evaluate(OFFICER, "gs-0201")
    assert [(c.factor, c.level, c.points) for c in result.credits] == [
        ("1", "1-7", 1250), ("2", "2-4", 450), ("3", "3-3", 275), ("4", "4-4", 225), ("5", "5-3", 150),
        ("6", "6-2", 25), ("7", "7-2", 50), ("8", "8-1", 5), ("9", "9-1", 5),
    ]  # fmt: skip
    assert (result.total, result.grade) == (2435, "GS-11")
    assert (result.range.low, result.range.high) == (2355, 2750)
    assert (result.above_floor, result.to_next) == (80, 320)
    assert [credit.source for credit in result.credits][:2] == ["GS-0201 standard p. 19", "GS-0201 standard p. 24"]


def test_first_decision_in_full() -> None:
    result = evaluate(ASSISTANT, "gs-0203")
    assert (result.total, result.grade, result.range) == (1185, "GS-6", (1105, 1350))
    assert "unconfirmed-level" not in codes(result)


def test_the_subordinates_what_if_total() -> None:
    result = evaluate("1-6 2-4 3-3 4-3 5-3 2b 8-1 9-1", "gs-0201")
    assert (result.total, result.grade) == (2060, "GS-9")


def test_supervisory_points_without_adjustment() -> None:
    result = evaluate("1-2 2-1 3-2 4A-2 4B-2 5-5 6-3", "gssg")
    assert (result.total, result.grade) == (2650, "GS-11")
    assert "no-adjustment" in codes(result)


# Notation ---------------------------------------------------------------------------------------

NOTATIONS: dict[str, Callable[[Level], str]] = {
    "plain": lambda level: level.code,
    "en dash": lambda level: level.code.replace("-", "–"),
    "minus sign": lambda level: level.code.replace("-", "−"),
    "FL": lambda level: f"FL {level.code}",
    "fl, joined": lambda level: f"fl{level.code}".lower(),
    "factor level": lambda level: f"Factor Level {level.code}",
    "keyed": lambda level: f"{level.factor}: {level.code}",
    "keyed number": lambda level: f"Factor {level.factor}: {level.number}",
    "letter": lambda level: f"7-{'abcd'[level.number - 1]}" if level.factor == "7" else level.code,
    "capital letter": lambda level: f"7{'ABCD'[level.number - 1]}" if level.factor == "7" else level.code,
}


@given(any_set, st.lists(st.sampled_from(sorted(NOTATIONS)), min_size=9, max_size=9), st.randoms())
def test_any_notation_round_trips(chosen: tuple[str, tuple[str, ...]], notations: list[str], random: Random) -> None:
    standard, levels = unpack(chosen)
    written = [NOTATIONS[notation](level) for notation, level in zip(notations, levels, strict=False)]
    random.shuffle(written)
    expected = {level.factor: level for level in levels}
    assert read_levels(written, standard) == expected
    assert read_levels(", ".join(written), standard) == expected
    assert read_levels({level.factor: level.number for level in levels}, standard) == expected
    assert read_levels({f"factor_{level.factor}".lower(): level.code for level in levels}, standard) == expected


@pytest.mark.parametrize("chart", ["3c", "3-c", "3C", "3-C", "6/7: 3c", "6/7:3-C", "6/7 : 3c", "FL 3c", "6&7: 3–c"])
def test_the_contacts_chart_in_any_form(chart: str) -> None:
    rest = ["1-7", "2-4", "3-3", "4-4", "5-3", "8-1", "9-1"]
    for levels in ([*rest, chart], " ".join([*rest, chart])):
        credits = {credit.factor: credit for credit in evaluate(levels).credits}
        assert (credits["6"].level, credits["7"].level) == ("6-3", "7-3")
        assert credits["6"].points + credits["7"].points == 180


@pytest.mark.parametrize(
    "text",
    [
        "Factor 1: Level 1-7", "Factor 1, Level 1-7", "1: FL 1-7", "fl. 1-7", "FLD 1-7", "1 - 7", "Factor 1 Level 1-7",
        "Factor Level 1 – 7",
    ],
)  # fmt: skip
def test_the_words_of_standards_and_decisions_are_read(text: str) -> None:
    assert evaluate(f"{text} 2-4 3-3 4-4 5-3 6/7: FL 2b 8-1 9-1").total == 2435
    assert evaluate([text, "2-4", "3-3", "4-4", "5-3", "6/7 2-b", "8-1", "9-1"]).total == 2435


def test_subfactors_of_the_supervisory_guide_are_read_by_their_name() -> None:
    result = evaluate("1-2 2-1 3-2 Subfactor Level 4A-2, subfactor 4B: 2 5-5 6-3", "gssg")
    assert result.total == 2650


@pytest.mark.parametrize("key", ["6/7", "6-7", "6_7", "6 & 7", "factor_6_7", "Factor 6/7"])
def test_a_mapping_may_hold_the_chart_form(key: str) -> None:
    levels = {1: "1-7", "2": 4, "factor_3": "3-3", "4": "FL 4-4", 5: 3, key: "2-B", 8: "8-1", 9: 1}
    assert evaluate(levels).total == 2435


def test_a_mapping_may_hold_factor_7_as_a_letter() -> None:
    levels = dict(enumerate(["1-7", 4, 3, 4, 3, 2, "b", 1, 1], start=1))
    assert evaluate(levels).total == 2435


# Faults -----------------------------------------------------------------------------------------


def test_all_faults_are_told_at_once() -> None:
    found = faults("1-10 2-4 2-3 3c 6-2 9-x hello")
    assert found == (
        "'1-10' is not a level of Factor 1, Knowledge Required by the Position; the levels are 1-1 to 1-9.",
        "Factor 2, Supervisory Controls, is given twice, as 2-4 and 2-3; give it once.",
        "Factor 6 is given in both forms, as 3c and 6-2; give factors 6 and 7 once, as 6-2 and 7-2 or as 2b.",
        "'9-x' is not a factor level; write levels as 1-7, FL 1-7, 7-b, 2b or 6/7: 3c.",
        "'hello' is not a factor level; write levels as 1-7, FL 1-7, 7-b, 2b or 6/7: 3c.",
        "Factor 3, Guidelines, is missing; give one of 3-1 to 3-5.",
        "Factor 4, Complexity, is missing; give one of 4-1 to 4-6.",
        "Factor 5, Scope and Effect, is missing; give one of 5-1 to 5-6.",
        "Factor 8, Physical Demands, is missing; give one of 8-1 to 8-3.",
        "Factor 9, Work Environment, is missing; give one of 9-1 to 9-3.",
    )


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (5, "The levels are given as 5; give a mapping or codes, and write levels as 1-7"),
        (None, "The levels are given as None; give a mapping or codes"),
        (b"1-7", "The levels are given as b'1-7'; give a mapping or codes"),
        ({6: "9" * 5000}, "Factor 6, Personal Contacts, is given as '9999"),
        ({6: 10**5000}, "Factor 6 is given as a very large number"),
        ("1-7 " * 2000, "The levels are 8,000 characters long; give at most 2,000"),
        (["x" * 10**6], "'xxxx"),
        ({1: 12}, "'1-12' is not a level of Factor 1"),
        ({1: "2-4"}, "Factor 1, Knowledge Required by the Position, is given as '2-4'; its levels are 1-1 to 1-9."),
        ({1: 1.5}, "Factor 1 is given as 1.5"),
        ({1: True}, "Factor 1 is given as True"),
        ({"10": "1-1"}, "'10' is not a factor of GS-0201"),
        ({"6/7": "5e"}, "'5e' is not a cell of the contacts chart; contacts are 1 to 4 and purposes a to d."),
        ({"6/7": "5"}, "Factors 6 and 7 are given as '5'; write contacts 1 to 4 and purpose a to d, as 2b."),
        ({"6/7": "2b", "6": 2}, "Factor 6 is given in both forms"),
        ({7: "e"}, "'7-e' is not a level of factor 7; its levels are a to d, or 7-1 to 7-4."),
        (["1-7", 5], "5 is not a factor level"),
        (["2b", "3c"], "Factors 6 and 7 are given twice, as 2b and 3c; give them once."),
        (["4A-2"], "'4A-2' is a level of factor 4A, which GS-0201 does not have"),
        ("", "Factor 1, Knowledge Required by the Position, is missing; give one of 1-1 to 1-9."),
    ],
)
def test_each_fault_says_what_is_allowed(levels: object, said: str) -> None:
    assert any(fault.startswith(said) for fault in faults(levels)), faults(levels)


def test_the_supervisory_guide_has_no_chart_and_no_level_3_1() -> None:
    assert "'2b' is a cell of a contacts chart, which GSSG does not have." in faults("2b", "gssg")
    said = (
        "'3-1' is not a level of Factor 3, Supervisory and Managerial Authority Exercised; the levels are 3-2 to 3-4."
    )
    assert said in faults("3-1", "gssg")


def test_a_refused_factor_is_not_called_missing_too() -> None:
    assert not [fault for fault in faults("1-10 2-4 3-3 4-4 5-3 2b 8-1 9-1") if "missing" in fault]


def test_unknown_standards_kinds_and_folders_are_refused() -> None:
    assert faults(OFFICER, "gs-9999") == (
        "'gs-9999' is not a known standard; choose one of aageg, fes-primary, gs-0201, gs-0203, gssg.",
    )
    with pytest.raises(LevelsError, match="'clerical' is not a kind of work"):
        evaluate(OFFICER, kind_of_work="clerical")
    with pytest.raises(DataError, match="is not a folder"):
        evaluate(OFFICER, data="no such folder")


@given(st.lists(st.text(max_size=12), max_size=12) | st.dictionaries(st.text(max_size=6), st.text(max_size=6)))
def test_any_text_is_graded_or_refused_in_sentences(levels: list[str] | dict[str, str]) -> None:
    try:
        result = evaluate(levels)
    except LevelsError as error:
        assert error.faults
        assert all(fault.endswith(".") and "\n" not in fault for fault in error.faults)
    else:
        assert result.total == sum(credit.points for credit in result.credits)


# Laws -------------------------------------------------------------------------------------------


def test_every_set_of_the_primary_standard_has_exactly_one_grade() -> None:
    totals = [sum(points) for points in itertools.product(*([lv.points for lv in f.levels] for f in PRIMARY.factors))]
    assert len(totals) == 1_166_400
    assert (min(totals), max(totals)) == (190, 4480)
    for total in set(totals):
        holders = [g for g in PRIMARY.grades if g.low <= total and (g.high is None or total <= g.high)]
        assert holders == [PRIMARY.grade_of(total)]


@given(any_set)
def test_the_total_is_the_sum_of_the_credits_and_lies_in_the_range(chosen: tuple[str, tuple[str, ...]]) -> None:
    standard, levels = unpack(chosen)
    result = evaluate([level.code for level in levels], standard.id)
    assert result.total == sum(credit.points for credit in result.credits)
    assert [credit.factor for credit in result.credits] == [factor.id for factor in standard.factors]
    assert result.total == result.range.low + result.above_floor
    if result.range.high is None:
        assert (result.to_next, result.grade) == (None, "GS-15")
    else:
        assert result.total <= result.range.high
        assert result.to_next is not None
        above = standard.grade_of(result.total + result.to_next)
        assert (above.grade, above.low) == (int(result.grade[3:]) + 1, result.total + result.to_next)


@given(any_set, st.data())
def test_one_level_up_never_lowers_total_or_grade(chosen: tuple[str, tuple[str, ...]], data: st.DataObject) -> None:
    standard, levels = unpack(chosen)
    index = data.draw(st.integers(0, len(levels) - 1))
    higher = standard.step(levels[index], 1)
    if higher is None:
        return
    before = evaluate([level.code for level in levels], standard.id)
    after = evaluate([level.code for level in (*levels[:index], higher, *levels[index + 1 :])], standard.id)
    assert after.total > before.total
    assert int(after.grade[3:]) >= int(before.grade[3:])


@given(any_set, st.sampled_from(["", *KINDS_OF_WORK]))
def test_findings_are_sentences_with_a_source_and_never_change_the_grade(
    chosen: tuple[str, tuple[str, ...]], kind: str
) -> None:
    standard, levels = unpack(chosen)
    result = evaluate([level.code for level in levels], standard.id, kind_of_work=kind)
    assert result.grade == standard.grade_of(sum(level.points for level in levels)).name
    for finding in result.findings:
        assert finding.code
        assert finding.message.endswith(".")
        assert finding.source
        assert set(finding.factors) <= {factor.id for factor in standard.factors}


# Findings ---------------------------------------------------------------------------------------


def test_a_level_outside_the_standard_is_credited_from_the_primary_standard() -> None:
    result = evaluate("1-4 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    (finding,) = [f for f in result.findings if f.code == "outside-standard"]
    assert "1-4" in finding.message
    assert finding.source == "Handbook p. 11; Introduction p. 44"
    assert result.credits[0].source.startswith("Introduction p. 44")
    assert result.credits[0].points == 550


def test_gs_0203_tells_unconfirmed_levels_from_levels_above_its_highest() -> None:
    result = evaluate("1-6 2-4 3-1 4-2 5-2 2a 8-1 9-2", "gs-0203")
    by_code = {code: {f.factors for f in result.findings if f.code == code} for code in codes(result)}
    assert by_code["unconfirmed-level"] == {("1",), ("3",)}
    assert by_code["outside-standard"] == {("2",), ("9",)}


@pytest.mark.parametrize(("cell", "unlikely"), [("1c", True), ("1d", True), ("4a", True), ("1b", False), ("2c", False)])
def test_unlikely_contacts_of_gs_0201(cell: str, unlikely: bool) -> None:
    result = evaluate(f"1-7 2-4 3-3 4-4 5-3 {cell} 8-1 9-1")
    found = [f for f in result.findings if f.code == "unlikely-contacts"]
    assert bool(found) == unlikely
    assert all(f.source == "GS-0201 standard p. 38" for f in found)


EVEN = "1-6 2-4 3-3 4-4 5-3 2b 8-1 9-1"  # 2135 points, GS-10


@pytest.mark.parametrize(
    ("standard", "kind", "said"),
    [
        ("gs-0201", None, True),
        ("gs-0201", "assistance", True),  # the series fixes the interval, not the kind of work chosen
        ("gs-0201", "professional", True),
        ("gs-0203", None, False),
        ("fes-primary", None, False),
        ("fes-primary", "administrative", True),
        ("fes-primary", "assistance", False),
    ],
)
def test_even_grades_are_unusual_only_in_two_grade_work(standard: str, kind: str | None, said: bool) -> None:
    result = evaluate(EVEN, standard, kind_of_work=kind)
    assert result.grade == "GS-10"
    assert ("even-grade" in codes(result)) == said


@pytest.mark.parametrize(("levels", "grade", "said"), [
    ("1-4 2-1 3-1 4-1 5-1 1a 8-1 9-1", "GS-4", True),
    ("1-5 2-1 3-1 4-1 5-1 1a 8-1 9-1", "GS-5", False),
])  # fmt: skip
def test_grades_outside_those_the_standard_covers(levels: str, grade: str, said: bool) -> None:
    result = evaluate(levels)
    assert result.grade == grade
    assert ("outside-grades" in codes(result)) == said


def test_a_factor_far_from_its_typical_level() -> None:
    far = evaluate("1-7 2-4 3-3 4-4 5-3 6-1 7-2 8-1 9-1")
    (finding,) = [f for f in far.findings if f.code == "atypical-factor"]
    assert finding.factors == ("6",)
    assert finding.source.startswith("Handbook p. 15")
    assert "atypical-factor" not in codes(evaluate(OFFICER))
    assert "atypical-factor" not in codes(evaluate(OFFICER, "fes-primary"))


def test_a_grade_that_the_handbook_does_not_print_is_compared_with_those_around_it() -> None:
    result = evaluate("1-6 2-4 3-3 4-2 5-5 2b 8-1 9-1")
    assert result.grade == "GS-10"
    (finding,) = [f for f in result.findings if f.code == "atypical-factor" and f.factors == ("5",)]
    assert "administrative work at GS-9 and GS-11, the printed grades around GS-10" in finding.message


def test_a_level_outside_gs_0203_names_the_decision_that_shows_it() -> None:
    result = evaluate("1-4 2-4 3-2 4-2 5-2 2b 8-1 9-1", "gs-0203")
    (finding,) = [f for f in result.findings if f.code == "outside-standard"]
    assert "Decision C-0203-06-05 of 2017, Factor 2" in finding.source


@pytest.mark.parametrize(
    ("levels", "standard", "kind", "grade", "said"),
    [
        # Assistance work, one-grade interval, is mostly within GS-2 to GS-8 (Introduction p. 9).
        ("1-5 2-3 3-3 4-3 5-3 2b 8-1 9-1", "gs-0203", "", "GS-8", False),
        ("1-6 2-3 3-3 4-3 5-3 2b 8-1 9-1", "gs-0203", "", "GS-9", True),
        ("1-6 2-3 3-3 4-3 5-3 2b 8-1 9-1", "fes-primary", "technical", "GS-9", True),
        ("1-6 2-3 3-3 4-3 5-3 2b 8-1 9-1", "fes-primary", "administrative", "GS-9", False),
        ("1-9 2-5 3-5 4-6 5-6 4c 8-3 9-3", "fes-primary", "assistance", "GS-15", True),
        ("1-9 2-5 3-5 4-6 5-6 4c 8-3 9-3", "gs-0201", "", "GS-15", False),
    ],
)
def test_one_grade_work_above_its_usual_grades(levels: str, standard: str, kind: str, grade: str, said: bool) -> None:
    result = evaluate(levels, standard, kind_of_work=kind or None)
    assert result.grade == grade
    found = [finding for finding in result.findings if finding.code == "unusual-grade"]
    assert bool(found) is said
    if found and standard == "gs-0203":
        assert "normally go no higher than GS-8" in found[0].message and "Decision C-0201-11-04" in found[0].source


@pytest.mark.parametrize(
    ("levels", "kind", "grade", "said"),
    [
        ("1-4 2-3 3-3 4-3 5-3 2b 8-1 9-1", "assistance", "GS-7", False),
        ("1-5 2-3 3-3 4-3 5-3 2b 8-1 9-1", "assistance", "GS-8", True),
        ("1-6 2-3 3-3 4-3 5-3 2b 8-1 9-1", "technical", "GS-9", False),
        ("1-6 2-4 3-3 4-4 5-3 2b 8-1 9-1", "technical", "GS-10", True),
    ],
)
def test_where_the_typical_levels_end(levels: str, kind: str, grade: str, said: bool) -> None:
    result = evaluate(levels, "fes-primary", kind_of_work=kind)
    assert (result.grade, "no-typical" in codes(result)) == (grade, said)


@pytest.mark.parametrize(
    ("level", "kind", "said"),
    [
        ("1-9", "assistance", True),
        ("1-9", "technical", True),
        ("1-8", "technical", False),
        ("1-9", "professional", False),
    ],
)
def test_mastery_of_a_profession_asks_for_its_equal_in_other_work(level: str, kind: str, said: bool) -> None:
    result = evaluate(f"{level} 2-3 3-3 4-3 5-3 2b 8-1 9-1", "fes-primary", kind_of_work=kind)
    assert ("mastery" in codes(result)) is said


def test_a_level_between_two_described_ones_is_not_the_primary_standards(tmp_path: Path) -> None:
    """Only one below the lowest or above the highest is (Introduction p. 17; Handbook p. 11)."""
    folder = tmp_path / "standards" / "own"
    folder.mkdir(parents=True)
    (folder / "standard.csv").write_text(
        "id,title,short_title,method,edition,document,completeness,source_ref\nown,Own,Own,fes,2026,Own,whole,p. 1\n"
    )
    some = [PRIMARY.by_code[code] for code in ("2-2", "2-4", *(f"{n}-1" for n in "13456789"))]
    rows = "".join(f"{level.factor},{level.code},{level.points},p. 2\n" for level in some)
    (folder / "levels.csv").write_text(f"factor,level,points,source_ref\n{rows}")
    for level, code in (("2-1", "outside-standard"), ("2-3", "between-levels"), ("2-5", "outside-standard")):
        result = evaluate(f"1-1 {level} 3-1 4-1 5-1 1a 8-1 9-1", "own", data=tmp_path)
        (found,) = [finding for finding in result.findings if finding.factors == ("2",)]
        assert found.code == code
        assert ("in between 2-2 counts" in found.message) is (code == "between-levels")


def test_the_primary_standard_alone_is_said() -> None:
    assert "primary-alone" in codes(evaluate(OFFICER, "fes-primary"))
    assert "primary-alone" not in codes(evaluate(OFFICER))


# The result -------------------------------------------------------------------------------------


def test_the_result_is_frozen_and_becomes_json_under_the_same_names() -> None:
    result = evaluate(OFFICER)
    with pytest.raises(AttributeError):
        result.total = 0  # type: ignore[misc]  # what is frozen cannot be set
    plain = json.loads(json.dumps(result.as_dict()))
    assert plain["range"] == {"low": 2355, "high": 2750}
    assert plain["credits"][0] == {
        "factor": "1", "level": "1-7", "points": 1250, "source": "GS-0201 standard p. 19",
    }  # fmt: skip
    assert set(plain) == {
        "standard", "kind_of_work", "credits", "total", "grade", "range", "above_floor", "to_next", "findings",
        "one_level",
    }  # fmt: skip


@given(any_set, st.data())
def test_progress_bounds_every_completion(chosen: tuple[str, tuple[str, ...]], data: st.DataObject) -> None:
    standard, levels = unpack(chosen)
    kept = [level for level in levels if data.draw(st.booleans())]
    so_far = progress([level.code for level in kept], standard)
    total = sum(level.points for level in levels)
    assert so_far.low <= total <= so_far.high
    assert so_far.lowest.grade <= standard.grade_of(total).grade <= so_far.highest.grade
    assert set(so_far.missing) == {level.factor for level in levels} - {level.factor for level in kept}


def test_progress_of_nothing_and_of_everything() -> None:
    nothing, everything = progress([], PRIMARY), progress(OFFICER, PRIMARY)
    assert (nothing.low, nothing.high, nothing.lowest.name, nothing.highest.name) == (190, 4480, "GS-1", "GS-15")
    assert (everything.low, everything.high, everything.missing) == (2435, 2435, ())


def test_every_finding_of_the_package_has_a_name_in_one_table() -> None:
    written = set()
    for path in Path(fesgrade.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").lower() == "finding" and node.args:
                written |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    # What is said of a kind of work or of every change stands below a heading of its own.
    told_elsewhere = {"not-regular", "lower", "small-share", "not-in-recruiting", "duties-first", "before-adjustment"}
    assert written - told_elsewhere <= FINDINGS.keys()
    assert len(written & FINDINGS.keys()) > 25 and FINDINGS.keys() >= CALM
    assert Finding("near-line", "", "").name == "Near a line" and not Finding("near-line", "", "").is_calm


# A guide


def test_below_the_guide_the_primary_standard_counts_as_the_guide_says() -> None:
    """AAGEG p. 3: no criteria for trainee and developmental work below GS-9; p. 2: GS-9 and above."""
    result = evaluate("1-5 2-2 3-2 4-2 5-2 2a 8-1 9-1", "aageg")
    assert (result.total, result.grade) == (1205, "GS-6")
    outside = {finding.factors: finding.source for finding in result.findings if finding.code == "outside-standard"}
    assert [*outside] == [("1",), ("2",), ("3",), ("4",), ("5",)]
    assert outside["1",] == "AAGEG p. 3; Handbook p. 11; Introduction p. 44"
    (grade,) = (finding for finding in result.findings if finding.code == "outside-grades")
    assert grade.message.startswith("The total converts to GS-6, but AAGEG covers GS-9 to GS-15; check that")
    assert grade.message.endswith(CATALOG.standards["aageg"].below.text)  # type: ignore[union-attr]
    assert grade.source == "AAGEG p. 2, 4; AAGEG p. 3"
    # Above what it describes the guide says nothing of its own.
    (above,) = (one for one in evaluate("1-9 2-5 3-5 4-6 5-6 4d 8-1 9-1", "aageg").findings if "1" in one.factors)
    assert (above.code, above.source) == ("outside-standard", "Handbook p. 11; Introduction p. 45-46")


@pytest.mark.parametrize(("cell", "marked"), [("1c", True), ("1d", True), ("4a", True), ("2d", False), ("4b", False)])
def test_contacts_that_the_guide_marks_with_a_star(cell: str, marked: bool) -> None:
    """AAGEG p. 21."""
    found = evaluate(f"1-7 2-4 3-3 4-4 5-3 {cell} 8-1 9-1", "aageg").findings
    assert [finding.source for finding in found if finding.code == "unlikely-contacts"] == ["AAGEG p. 21"] * marked


def test_levels_far_from_the_guides_own_combinations_are_told_with_its_page() -> None:
    """AAGEG p. 5 has 5-3 and 5-4 at GS-11; GS-14 has no column there, and the Handbook's is taken."""
    found = evaluate("1-7 2-4 3-3 4-4 5-6 2a 8-1 9-1", "aageg").findings
    assert [finding.source for finding in found if finding.code == "atypical-factor"] == ["AAGEG p. 5"]
    higher = evaluate("1-8 2-5 3-5 4-5 5-5 3c 8-2 9-2", "aageg")
    assert higher.grade == "GS-14" and not [one for one in higher.findings if one.code == "no-typical"]
    assert "even-grade" in [one.code for one in evaluate("1-7 2-3 3-3 4-3 5-3 2a 8-1 9-1", "aageg").findings]
