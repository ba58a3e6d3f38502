"""Typical levels as a pre-filled profile: what they come to, and what trusting them costs."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade import evaluate
from fesgrade.classroom import anchoring, practice
from fesgrade.classroom.practice import PracticeError
from fesgrade.levels import LevelsError
from fesgrade.tables import load

SET = practice.load()
CATALOG = SET.catalog
FES = [name for name, case in SET.cases.items() if case.standard != "gssg"]


def test_seven_of_the_sixteen_combinations_of_technical_gs_7_come_to_another_grade() -> None:
    found = {(c.kind_of_work, c.grade): c for c in anchoring.columns(CATALOG)}
    column = found["technical", 7]
    assert (column.combinations, len(column.astray), column.source) == (16, 7, "Handbook p. 16")
    assert (column.low, column.high) == (1335, 1715)
    assert sorted((one.total, one.grade) for one in column.astray) == [
        (1335, 6), (1350, 6), (1350, 6), (1685, 8), (1700, 8), (1700, 8), (1715, 8)
    ]  # fmt: skip
    assert [key for key, c in found.items() if c.astray] == [("technical", 7)]


def test_every_column_is_counted_in_full() -> None:
    for column in anchoring.columns(CATALOG):
        typical = CATALOG.handbook[column.kind_of_work, column.grade].levels
        every = [
            evaluate([f"{f}-{n}" for f, n in zip(typical, numbers, strict=True)], "fes-primary")
            for numbers in itertools.product(*typical.values())
        ]
        assert column.combinations == len(every)
        assert (column.low, column.high) == (min(e.total for e in every), max(e.total for e in every))
        assert len(column.astray) == sum(e.grade != f"GS-{column.grade}" for e in every)


def test_factor_1_does_not_settle_the_rest() -> None:
    """1-6 stands under GS-7 and GS-9 of administrative work, and the two profiles differ."""
    low, high = anchoring.prefills(CATALOG, "administrative", "1-6")
    assert low.levels == ("1-6", "2-2", "3-2", "4-2", "5-2", "6-2", "7-1", "8-1", "9-1")
    assert (low.grade, low.total, low.converts_to) == (7, 1405, "GS-7")
    assert low.alternatives == (("4", ("4-2", "4-3")), ("7", ("7-1", "7-2")))
    assert (high.grade, high.total, high.converts_to) == (9, 1885, "GS-9")
    assert anchoring.prefills(CATALOG, "administrative", "1-6", pick="high")[0].levels[3] == "4-3"
    assert anchoring.prefills(CATALOG, "administrative", "1-1") == ()
    (astray,) = [p for p in anchoring.prefills(CATALOG, "technical", "1-4") if p.grade == 7]
    assert astray.converts_to == "GS-6"


def test_what_cannot_be_pre_filled_is_refused() -> None:
    with pytest.raises(PracticeError, match="not for 'clerical'"):
        anchoring.prefills(CATALOG, "clerical", "1-3")
    with pytest.raises(PracticeError, match="'middle' is not a way"):
        anchoring.prefills(CATALOG, "assistance", "1-3", pick="middle")
    with pytest.raises(LevelsError, match="is not a level of Factor 1"):
        anchoring.prefills(CATALOG, "assistance", "1-12")
    case = SET.case("records-section")
    with pytest.raises(PracticeError, match="no typical levels"):
        anchoring.audit(case, SET.key(case.id), SET.key(case.id).codes, CATALOG)
    with pytest.raises(PracticeError, match="not of mail-room"):
        anchoring.audit(SET.case("mail-room"), SET.key("pay-policy"), "1-1", CATALOG)


def test_what_trusting_the_profile_costs() -> None:
    """The archivist is 1-7 2-3 3-3 4-4 5-3 6-2 7-2 8-1 9-1, 2,260 points and GS-10, a grade no column shows."""
    case, key = SET.case("photograph-archive"), SET.key("photograph-archive")
    profile = next(p for p in anchoring.prefills(CATALOG, "professional", "1-7") if p.grade == 11)
    found = anchoring.audit(case, key, profile.levels, CATALOG)
    assert [(one.factor, one.points) for one in found.outcomes("missed")] == [("2", 175), ("6", 35)]
    assert (found.prefilled_total, found.prefilled_grade) == (2470, "GS-11") == (found.total, found.grade)
    assert (found.right_total, found.right_grade) == (2260, "GS-10")
    assert (found.anchored, found.grade_anchored) == (210, "GS-11")


def test_what_a_student_made_of_it() -> None:
    case, key = SET.case("photograph-archive"), SET.key("photograph-archive")
    profile = "1-7 2-4 3-3 4-4 5-4 6-3 7-3 8-1 9-1"
    given_ = "1-7 2-3 3-4 4-4 5-5 6-3 7-2 8-1 9-1"
    found = anchoring.audit(case, key, profile, CATALOG, given_)
    assert {one.factor: one.outcome for one in found.factors} == {
        "1": "fits", "2": "found", "3": "spoiled", "4": "fits", "5": "still wrong", "6": "missed", "7": "found",
        "8": "fits", "9": "fits",
    }  # fmt: skip
    assert found.anchored == 35 and found.grade_anchored == "GS-10"
    missed = found.outcomes("missed")[0]
    assert missed.fact in " ".join(case.paragraphs) and missed.why_not_higher


@given(st.sampled_from(FES), st.data())
def test_points_of_an_audit_add_up(name: str, data: st.DataObject) -> None:
    standard, key = SET.standard(name), SET.key(name)
    some = st.tuples(*(st.sampled_from([level.code for level in f.levels]) for f in standard.factors))
    filled, given_ = data.draw(some), data.draw(some)
    found = anchoring.audit(SET.case(name), key, filled, CATALOG, given_)
    assert found.total - found.right_total == sum(one.points for one in found.factors)
    assert found.prefilled_total == evaluate(filled, standard.id).total
    assert found.anchored == sum(one.points for one in found.outcomes("missed"))
    for one in found.factors:
        assert (one.given == one.right) == (one.outcome in ("fits", "found"))
        assert (one.prefilled == one.right) == (one.outcome in ("fits", "spoiled"))
    nothing = anchoring.audit(SET.case(name), key, filled, CATALOG)
    assert nothing.anchored == nothing.total - nothing.right_total


def test_the_shipped_cases_hold_some_that_anchoring_gets_wrong() -> None:
    """For some case a typical profile with the right factor 1 leads to another grade, for some to the right one."""
    grades = set()
    for name in FES:
        key = SET.key(name)
        for profile in anchoring.prefills(load(), SET.case(name).kind_of_work, key.codes[0]):
            grades.add(anchoring.audit(SET.case(name), key, profile.levels, CATALOG).grade == key.grade)
    assert grades == {True, False}
