"""Mixed positions: the controlling work just below and just above every limit, and the laws of the rule."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fesgrade
from fesgrade import LevelsError
from fesgrade.mixed import BARS, KindOfWork, MixedGrade, evaluate
from fesgrade.supervisory import grade as supervisory
from fesgrade.tables import load

OWN = fesgrade.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
SUPERVISION = "1-2 2-1 3-2 4A-2 4B-2 5-5 6-3"


def kind(name: str, share: float, grade: Any, **kwargs: bool) -> KindOfWork:
    return KindOfWork(name, share, grade, **kwargs)


def reasons(result: MixedGrade, name: str) -> list[str]:
    return [reason.code for judged in result.kinds if judged.name == name for reason in judged.reasons]


def codes(result: MixedGrade) -> list[str]:
    return [finding.code for finding in result.findings]


def faults(*kinds: KindOfWork) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        evaluate(kinds)
    return caught.value.faults


# The limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "grade", "rule"),
    [(24, "GS-11", "majority"), (24.99, "GS-11", "majority"), (25, "GS-12", "quarter"), (50, "GS-12", "quarter"),
     (50.01, "GS-12", "majority")],
)  # fmt: skip
def test_a_quarter_of_the_time_is_the_least_and_half_no_majority(share: float, grade: str, rule: str) -> None:
    result = evaluate([kind("high", share, 12), kind("low", 100 - share, 11)])
    assert (result.grade, result.rule) == (grade, rule)
    assert result.controlling == (("high",) if grade == "GS-12" else ("low",))
    assert ("less-than-majority" in codes(result)) is (rule == "quarter")


@pytest.mark.parametrize("flag", ["regular", "recruiting"])
def test_a_smaller_share_needs_each_condition(flag: str) -> None:
    high = kind("high", 40, 12, **{flag: False})
    result = evaluate([high, kind("low", 60, 11)])
    assert (result.grade, result.controlling) == ("GS-11", ("low",))
    assert reasons(result, "high") == ["not-regular" if flag == "regular" else "not-in-recruiting"]


def test_the_majority_needs_no_recruiting_but_must_be_regular() -> None:
    assert evaluate([kind("high", 51, 12, recruiting=False), kind("low", 49, 11)]).grade == "GS-12"
    assert evaluate([kind("high", 50, 12, recruiting=False), kind("low", 50, 11)]).grade == "GS-11"
    assert evaluate([kind("high", 51, 12, regular=False), kind("low", 49, 11)]).grade == "GS-11"


@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize("share", [30, 90])
def test_barred_work_never_controls_whatever_its_share(bar: str, share: int) -> None:
    result = evaluate([kind("high", share, 12, **{bar: True}), kind("low", 10, 9, recruiting=True)])
    assert "high" not in result.controlling
    assert reasons(result, "high") == [bar.replace("_", "-")]
    barred = next(step for step in result.steps if step.code == "barred")
    assert (barred.met, barred.source) == (False, "Introduction p. 18")


def test_all_reasons_of_a_kind_are_told() -> None:
    low = kind("low", 10, 5, temporary=True, training=True, regular=False)
    assert reasons(evaluate([kind("main", 90, 9), low]), "low") == ["not-regular", "temporary", "training", "lower"]


# Several kinds together -------------------------------------------------------------------------


def test_kinds_at_one_grade_add_up() -> None:
    result = evaluate([kind("a", 15, 12), kind("b", 10, 12), kind("c", 75, 9)])
    assert (result.grade, result.controlling, result.rule) == ("GS-12", ("a", "b"), "quarter")
    assert {"tie", "counted-together", "less-than-majority"} <= set(codes(result))
    assert evaluate([kind("a", 14, 12), kind("b", 10, 12), kind("c", 76, 9)]).grade == "GS-9"


@pytest.mark.parametrize(("second", "controlling"), [(24, ("a",)), (25, ("a", "b"))])
def test_work_below_the_share_never_controls_beside_work_that_reaches_it(
    second: int, controlling: tuple[str, ...]
) -> None:
    result = evaluate([kind("a", 25, 12), kind("b", second, 12), kind("c", 75 - second, 9)])
    assert (result.grade, result.controlling) == ("GS-12", controlling)
    if second < 25:
        assert reasons(result, "b") == ["small-share"]
        assert "It stands at GS-12, the same grade." in result.kinds[1].reasons[0].message


def test_work_above_a_grade_counts_toward_it() -> None:
    result = evaluate([kind("a", 15, 13), kind("b", 10, 12), kind("c", 75, 9)])
    assert (result.grade, result.controlling) == ("GS-12", ("b",))
    assert reasons(result, "a") == ["small-share"]
    assert "counts toward the grade" in result.kinds[0].reasons[0].message
    assert "counted-together" in codes(result)
    assert evaluate([kind("a", 14, 13), kind("b", 10, 12), kind("c", 76, 9)]).grade == "GS-9"


def test_together_a_majority() -> None:
    result = evaluate([kind("a", 26, 12, recruiting=False), kind("b", 25, 11, recruiting=False), kind("c", 49, 9)])
    assert (result.grade, result.rule, result.controlling) == ("GS-11", "majority", ("b",))
    assert reasons(result, "a") == ["not-in-recruiting"]
    less = evaluate([kind("a", 25, 12, recruiting=False), kind("b", 25, 11, recruiting=False), kind("c", 50, 9)])
    assert less.grade == "GS-9"


def test_four_kinds_below_a_quarter_still_have_a_grade() -> None:
    result = evaluate([kind("a", 24, 12), kind("b", 24, 11), kind("c", 24, 9), kind("d", 24, 7)])
    assert (result.grade, result.unaccounted) == ("GS-11", 4)
    assert "counted-together" in codes(result)


def test_work_that_recruiting_would_not_ask_for_does_not_help_the_quarter() -> None:
    result = evaluate([kind("a", 10, 12, recruiting=False), kind("b", 20, 12), kind("c", 5, 11), kind("d", 65, 9)])
    assert (result.grade, result.rule) == ("GS-11", "quarter")
    assert reasons(result, "a") == ["small-share", "not-in-recruiting"]
    assert "counts toward" not in result.kinds[0].reasons[0].message
    assert "counts toward" in result.kinds[1].reasons[0].message


def test_a_kind_that_reaches_the_share_alone_needs_no_adding() -> None:
    assert "counted-together" not in codes(evaluate([kind("a", 10, 12), kind("b", 25, 12), kind("c", 65, 9)]))


# Supervisory work -------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "grade"), [(24, "GS-11"), (25, "GS-12")])
def test_supervisory_work_needs_coverage_by_itself(share: int, grade: str) -> None:
    result = evaluate([kind("supervision", share, 12, supervisory=True, authority=True), kind("own", 100 - share, 11)])
    assert result.grade == grade
    covered = next(step for step in result.steps if step.code == "coverage")
    assert covered.met is (share == 25)
    assert ("not-covered" in reasons(result, "supervision")) is (share == 24)


def test_supervisory_work_below_3_2_never_controls() -> None:
    result = evaluate([kind("lead", 60, 12, supervisory=True, authority=False), kind("own", 40, 11)])
    assert (result.grade, reasons(result, "lead")) == ("GS-11", ["not-covered"])


@pytest.mark.parametrize(("answer", "met"), [(True, True), (False, False), (None, None)])
def test_authority_is_asked_and_not_inferred(answer: bool | None, met: bool | None) -> None:
    graded = supervisory.evaluate(SUPERVISION, base_grade=9, authority=answer)
    given = KindOfWork("s", 60, 12, supervisory=True, authority=answer)
    for work in (given, KindOfWork("s", 60, graded)):
        result = evaluate([work, kind("own", 40, 9)])
        step = next(step for step in result.steps if step.code == "coverage")
        assert step.met is met
        assert ("not said" in step.outcome) is (answer is None)
        assert (reasons(result, "s") == ["not-covered"]) is (answer is False)


def test_supervisory_work_below_coverage_lends_no_time_to_other_work() -> None:
    result = evaluate([kind("s", 20, 12, supervisory=True), kind("a", 20, 12), kind("b", 60, 9)])
    assert result.grade == "GS-9"


def test_exclusions_of_the_evaluation_keep_supervisory_work_from_controlling() -> None:
    graded = supervisory.evaluate(SUPERVISION, base_grade=9, exclusions=["temporary"])
    result = evaluate([kind("s", 60, graded), kind("own", 40, 9)])
    assert (result.grade, reasons(result, "s")) == ("GS-9", ["not-covered"])
    assert result.kinds[0].reasons[0].source == "GSSG p. 3"


def test_the_title_is_supervisory_whichever_work_controls() -> None:
    result = evaluate([kind("s", 30, 9, supervisory=True), kind("own", 70, 11)])
    assert result.controlling == ("own",)
    assert next(f for f in result.findings if f.code == "supervisory-title").source == "GSSG p. 7-8"
    assert "supervisory-title" not in codes(evaluate([kind("s", 24, 9, supervisory=True), kind("own", 76, 11)]))


def test_supervisory_work_is_known_by_its_evaluation() -> None:
    plain = fesgrade.evaluate(SUPERVISION, "gssg")
    stepped = supervisory.evaluate(SUPERVISION, base_grade=9)
    for graded in (plain, stepped):
        (judged,) = evaluate([kind("s", 100, graded)]).kinds
        assert (judged.supervisory, judged.grade) == (True, "GS-11")
    assert evaluate([kind("own", 100, OWN)]).kinds[0].supervisory is False


@pytest.mark.parametrize("id", ["gssg", "agency-guide"])
def test_a_guide_under_any_id_needs_a_quarter_of_the_time(id: str) -> None:
    graded = fesgrade.evaluate(SUPERVISION, replace(load().standards["gssg"], id=id))
    assert (graded.standard, graded.grade, graded.is_supervisory) == (id, "GS-11", True)
    result = evaluate([kind("own", 55, 9), kind("supervision", 24, graded), kind("higher", 21, 11)])
    assert (result.grade, result.controlling) == ("GS-9", ("own",))
    assert reasons(result, "supervision") == ["not-covered"]
    assert evaluate([kind("own", 54, 9), kind("supervision", 25, graded), kind("higher", 21, 11)]).grade == "GS-11"


# The second decision ----------------------------------------------------------------------------


@pytest.mark.parametrize(("projects", "supervision"), [(15, 10), (20, 15), (15, 15), (20, 10)])
def test_second_decision_own_work_controls(projects: int, supervision: int) -> None:
    graded = supervisory.evaluate(SUPERVISION, base_grade=9, time_share=supervision)
    result = evaluate(
        [
            kind("Own work", 100 - projects - supervision, OWN),
            kind("Command projects", projects, "GS-12"),
            kind("Supervision", supervision, graded),
        ]
    )
    assert (result.grade, result.controlling, result.rule) == ("GS-11", ("Own work",), "majority")
    assert reasons(result, "Command projects") == ["small-share"]
    assert reasons(result, "Supervision") == ["not-covered"]
    assert "counted-together" not in codes(result)


@pytest.mark.parametrize(("projects", "grade"), [(24, "GS-11"), (25, "GS-12")])
def test_second_decision_had_the_projects_taken_a_quarter(projects: int, grade: str) -> None:
    result = evaluate([kind("Own work", 100 - projects, OWN), kind("Command projects", projects, 12)])
    assert result.grade == grade


# Nothing qualifies, time not accounted for, faults ------------------------------------------------


def test_no_kind_qualifies() -> None:
    result = evaluate([kind("a", 60, 12, temporary=True), kind("b", 20, 9)])
    assert (result.grade, result.controlling, result.rule) == (None, (), "")
    assert "none-qualifies" in codes(result)
    assert reasons(result, "a") == ["temporary"]
    assert reasons(result, "b") == ["small-share"]
    assert "counts toward" not in result.kinds[1].reasons[0].message
    assert result.steps[-1].met is False


def test_time_unaccounted_is_said_and_counts_for_nothing() -> None:
    result = evaluate([kind("a", 60, 11)])
    assert (result.unaccounted, result.grade) == (40, "GS-11")
    assert "40 percent of the time" in next(f for f in result.findings if f.code == "time-unaccounted").message
    assert "time-unaccounted" not in codes(evaluate([kind("a", 100, 11)]))


def test_all_faults_at_once() -> None:
    graded = supervisory.evaluate(SUPERVISION, time_share=15)
    found = faults(
        kind("a", 30, graded), kind("a", 101, 9), kind(" ", 0, 9), kind("b", 10, "WG-9"), kind("c", True, 16)
    )
    assert len(found) == 8
    assert "it takes 30 percent of the time here, but 15 percent in its evaluation" in found[0]
    assert "Two kinds of work are called 'a'" in found[-1]


def test_more_than_the_whole_time_and_nothing_at_all_are_refused() -> None:
    assert "add up to 100.5 percent" in faults(kind("a", 50.5, 9), kind("b", 50, 9))[0]
    assert evaluate([kind("a", 50, 9), kind("b", 50, 9)]).unaccounted == 0
    assert faults() == ("There is no kind of work; give at least one.",)


def test_six_sixths_are_the_whole_time() -> None:
    assert evaluate([kind(str(n), 100 / 6, 9) for n in range(6)]).unaccounted == 0


def test_steps_read_as_an_argument_and_the_result_is_ready_for_json() -> None:
    result = evaluate([kind("a", 20, 12), kind("s", 30, 11, supervisory=True), kind("c", 40, 9, temporary=True)])
    for step in result.steps:
        assert step.asked.endswith("?")
        assert step.outcome.endswith(".")
        assert step.source
    printed = json.loads(json.dumps(result.as_dict()))
    assert printed["grade"] == "GS-11"
    assert printed == result.as_dict()
    with pytest.raises(AttributeError):
        result.grade = "GS-12"  # type: ignore[misc]  # what is frozen cannot be set


# Laws -------------------------------------------------------------------------------------------

kinds = st.lists(
    st.builds(
        KindOfWork,
        name=st.just(""),
        share=st.integers(1, 25).map(lambda n: Fraction(n)),
        evaluation=st.integers(1, 15),
        regular=st.booleans(),
        recruiting=st.booleans(),
        temporary=st.booleans(),
        supervisory=st.booleans(),
    ),
    min_size=1,
    max_size=4,
).map(lambda found: [replace(each, name=f"kind {n}") for n, each in enumerate(found)])


def number(kind: KindOfWork) -> int:
    """The grade of a drawn kind, which is a number."""
    assert isinstance(kind.evaluation, int)
    return kind.evaluation


@given(kinds, st.randoms())
def test_the_order_makes_no_difference(found: list[KindOfWork], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    first, second = evaluate(found), evaluate(shuffled)
    assert (first.grade, first.controlling, first.rule) == (second.grade, second.controlling, second.rule)
    assert (first.steps, first.findings) == (second.steps, second.findings)
    assert {judged.name: judged for judged in first.kinds} == {judged.name: judged for judged in second.kinds}


@given(kinds)
def test_each_kind_controls_or_says_why_not(found: list[KindOfWork]) -> None:
    result = evaluate(found)
    assert [judged.controls for judged in result.kinds] == [
        judged.name in result.controlling for judged in result.kinds
    ]
    for judged in result.kinds:
        assert bool(judged.reasons) is not judged.controls
        assert not judged.controls or judged.grade == result.grade
    assert bool(result.controlling) is (result.grade is not None)


@given(kinds)
def test_the_grade_is_the_highest_that_passes_a_test(found: list[KindOfWork]) -> None:
    able = [
        each for each in found
        if each.regular and not each.temporary and not (each.supervisory and each.share < 25)
    ]  # fmt: skip

    def passes(grade: int) -> bool:
        above = [each for each in able if number(each) >= grade]
        return sum(e.share for e in above) > 50 or sum(e.share for e in above if e.recruiting) >= 25

    highest = max((grade for grade in range(1, 16) if passes(grade)), default=None)
    assert evaluate(found).grade == (None if highest is None else f"GS-{highest}")


@given(kinds, st.integers(0, 3))
def test_a_higher_grade_for_one_kind_never_lowers_the_position(found: list[KindOfWork], which: int) -> None:
    chosen = found[which % len(found)]
    if number(chosen) == 15:
        return
    higher = [replace(e, evaluation=number(e) + 1) if e is chosen else e for e in found]
    before, after = evaluate(found).grade, evaluate(higher).grade
    assert (before is None) is (after is None)
    if before and after:
        assert int(after.removeprefix("GS-")) >= int(before.removeprefix("GS-"))
