"""Scenarios side by side, and the waterfall between two."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade import LevelsError, evaluate
from fesgrade.compare import Scenario, compare, waterfall
from fesgrade.standards import Standard
from fesgrade.tables import load
from tests.small import grade_of, standards

CATALOG = load()
HR = CATALOG.standards["gs-0201"]
ASSISTANCE = CATALOG.standards["gs-0203"]
GSSG = CATALOG.standards["gssg"]
OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
SUBORDINATE = "1-6 2-4 3-3 4-3 5-3 2b 8-1 9-1"
ASSISTANT = "1-4 2-3 3-2 4-2 5-2 2b 8-1 9-1"

two_sets = standards().flatmap(
    lambda standard: st.tuples(
        st.just(standard),
        *(st.tuples(*(st.sampled_from([lv.code for lv in f.levels]) for f in standard.factors)) for _ in range(2)),
    )
)


def faults(scenarios: list[Scenario]) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        compare(scenarios, HR)
    return caught.value.faults


def test_a_standard_may_be_given_by_its_id() -> None:
    pair = [Scenario("Officer", OFFICER), Scenario("Subordinate", SUBORDINATE)]
    assert compare(pair, "gs-0201") == compare(pair, HR)
    assert waterfall(OFFICER, SUBORDINATE, "gs-0201") == waterfall(OFFICER, SUBORDINATE, HR)


def test_the_second_decisions_subordinate_beside_the_officer() -> None:
    result = compare([Scenario("Officer", OFFICER), Scenario("Subordinate", SUBORDINATE)], HR)
    assert [(s.name, s.total, s.grade.name) for s in result.scenarios] == [
        ("Officer", 2435, "GS-11"), ("Subordinate", 2060, "GS-9"),
    ]  # fmt: skip
    assert result.apart == (0, -375)
    assert [(r.factor, r.levels, r.apart) for r in result.rows if r.differs] == [
        ("1", ("1-7", "1-6"), (0, -300)), ("4", ("4-4", "4-3"), (0, -75)),
    ]  # fmt: skip
    assert [row.points for row in result.rows][1] == (450, 450)


def test_the_first_decision_beside_the_grade_that_the_agency_gave() -> None:
    result = compare([Scenario("Decided", ASSISTANT), Scenario("Agency", grade="GS-7")], ASSISTANCE)
    decided, agency = result.scenarios
    assert (decided.total, decided.grade.name) == (1185, "GS-6")
    assert (agency.levels, agency.total, agency.grade.name) == ((), None, "GS-7")
    assert result.apart == (0, 170)
    assert (result.rows[0].levels, result.rows[0].points, result.rows[0].apart) == (("1-4", ""), (550, None), (0, None))
    assert not any(row.differs for row in result.rows)
    turned = compare([Scenario("Agency", grade=7), Scenario("Decided", ASSISTANT)], ASSISTANCE)
    assert turned.apart == (0, -170)


@pytest.mark.parametrize(("grade", "apart"), [("GS-5", -85), ("GS-6", 0), ("GS-7", 170), ("GS-15", 2870)])
def test_a_grade_alone_is_as_far_as_the_near_edge_of_its_range(grade: str, apart: int) -> None:
    assert compare([Scenario("a", ASSISTANT), Scenario("b", grade=grade)], ASSISTANCE).apart == (0, apart)


def test_two_grades_alone_cannot_be_told_apart_in_points() -> None:
    result = compare([Scenario("a", grade=7), Scenario("b", grade=9), Scenario("c", OFFICER)], HR)
    assert result.apart == (0, None, 2435 - 1600)


@given(two_sets)
def test_compare_agrees_with_adding_up(drawn: tuple[Standard, tuple[str, ...], tuple[str, ...]]) -> None:
    standard, one, other = drawn
    result = compare([Scenario("one", one), Scenario("other", other)], standard)
    totals = [sum(standard.by_code[code].points for code in codes) for codes in (one, other)]
    assert [s.total for s in result.scenarios] == totals
    assert [s.grade.name for s in result.scenarios] == [grade_of(total, standard) for total in totals]
    assert result.apart == (0, totals[1] - totals[0]) == (0, sum(row.apart[1] or 0 for row in result.rows))
    assert [row.levels for row in result.rows] == list(zip(one, other, strict=True))
    assert [row.differs for row in result.rows] == [a != b for a, b in zip(one, other, strict=True)]


@given(two_sets)
def test_waterfall_steps_from_one_total_to_the_other(drawn: tuple[Standard, tuple[str, ...], tuple[str, ...]]) -> None:
    standard, one, other = drawn
    first, *steps, last = waterfall(one, other, standard)
    assert first.after == sum(standard.by_code[code].points for code in one)
    assert last.after == sum(standard.by_code[code].points for code in other)
    assert first.change is last.change is None
    assert first.before == last.before == 0
    for before, after in itertools.pairwise([first, *steps]):
        assert after.change is not None
        assert after.before == before.after
        assert after.after - after.before == after.change.points
        assert after.grade == grade_of(after.after, standard)
    assert [(s.change.start, s.change.end) for s in steps if s.change] == [
        (a, b) for a, b in zip(one, other, strict=True) if a != b
    ]


def test_waterfall_from_the_officer_to_the_subordinate() -> None:
    bars = waterfall(OFFICER, SUBORDINATE, HR)
    assert [(b.change.end if b.change else "", b.before, b.after, b.grade) for b in bars] == [
        ("", 0, 2435, "GS-11"), ("1-6", 2435, 2135, "GS-10"), ("4-3", 2135, 2060, "GS-9"), ("", 0, 2060, "GS-9"),
    ]  # fmt: skip


def test_supervisory_scenarios_compare_too() -> None:
    result = compare(
        [Scenario("a", "1-2 2-1 3-2 4A-2 4B-2 5-5 6-3"), Scenario("b", "1-2 2-1 3-2 4A-2 4B-2 5-5 6-4")], GSSG
    )
    assert [s.grade.name for s in result.scenarios] == ["GS-11", "GS-12"]
    assert result.apart == (0, 145)


def test_every_fault_is_told_at_once_with_the_scenario_named() -> None:
    scenarios = [Scenario("a", "1-10"), Scenario("a"), Scenario("b", grade="GS-99"), Scenario("c", grade="high")]
    assert faults(scenarios) == (
        "Two scenarios are named 'a'; give each a name of its own.",
        *(f"a: {fault}" for fault in _faults_of("1-10")),
        "a: neither levels nor a grade are given; give one of them.",
        "b: GS-99 is not a grade of GS-0201; its grades are GS-1 to GS-15.",
        "c: 'high' is not a grade; write it as GS-12 or 12.",
    )  # fmt: skip


def _faults_of(levels: str) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        evaluate(levels)
    return caught.value.faults


@pytest.mark.parametrize("number", [0, 5])
def test_one_to_four_scenarios_are_compared(number: int) -> None:
    assert faults([Scenario(str(n), OFFICER) for n in range(number)]) == (
        f"{number} scenarios are given; compare 1 to 4.",
    )


def test_four_scenarios_fit() -> None:
    assert len(compare([Scenario(str(n), OFFICER) for n in range(4)], HR).scenarios) == 4
