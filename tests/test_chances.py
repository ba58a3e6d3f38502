"""All sets counted and unsure ratings, against adding up every set one by one."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fesgrade import LevelsError
from fesgrade.chances import distribution, doubts, space
from fesgrade.standards import Standard
from fesgrade.tables import load
from fesgrade.unsure import read_ratings
from tests.small import all_sets, grade_of, standard_of, standards

CATALOG = load()
HR = CATALOG.standards["gs-0201"]
GSSG = CATALOG.standards["gssg"]
OFFICER = {1: "1-7", 2: "2-4", 3: "3-3", 4: "4-4", 5: "5-3", "6/7": "2b", 8: "8-1", 9: "9-1"}


def faults(ratings: object, standard: Standard = HR) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        read_ratings(ratings, standard)  # type: ignore[arg-type]  # wrong types too
    return caught.value.faults


@st.composite
def rated(draw: st.DrawFn) -> tuple[Standard, dict[str, dict[str, Fraction]]]:
    """Draw a small standard and weights for every factor's levels that add up to 1."""
    standard = draw(standards())
    ratings = {}
    for factor in standard.factors:
        weights = draw(st.lists(st.integers(0, 9), min_size=len(factor.levels), max_size=len(factor.levels)))
        assume(sum(weights))
        ratings[factor.id] = {
            level.code: Fraction(weight, sum(weights)) for level, weight in zip(factor.levels, weights, strict=True)
        }
    return standard, ratings


def every_outcome(
    standard: Standard, ratings: dict[str, dict[str, Fraction]]
) -> list[tuple[tuple[str, ...], Fraction]]:
    """Return every set of levels with its chance, by multiplying."""
    return [
        (
            tuple(level.code for level in levels),
            math.prod((ratings[lv.factor][lv.code] for lv in levels), start=Fraction(1)),
        )
        for levels in all_sets(standard)
    ]


def points(codes: tuple[str, ...], standard: Standard) -> int:
    return sum(standard.by_code[code].points for code in codes)


# All sets ---------------------------------------------------------------------------------------


@given(standards(), st.booleans())
def test_space_counts_every_set(standard: Standard, described_only: bool) -> None:
    sets = [
        levels for levels in all_sets(standard)
        if not described_only or all(level.status == "described" for level in levels)
    ]  # fmt: skip
    totals = Counter(sum(level.points for level in levels) for levels in sets)
    result = space(standard, described_only=described_only)
    assert (result.sets, dict(result.totals)) == (len(sets), dict(totals))
    assert list(result.totals) == sorted(totals.items())
    grades = Counter(grade_of(total, standard) for total in totals.elements())
    assert [(g.grade, g.sets) for g in result.grades] == [(g.name, grades[g.name]) for g in standard.grades]
    assert sum(g.share for g in result.grades) == (1 if sets else 0)
    for total in {0, *totals, *(total + 5 for total in totals)}:
        place = result.place(total)
        assert place.below == sum(n for t, n in totals.items() if t < total)
        assert place.same == totals[total]
        assert place.below + place.same + place.above == len(sets)
        assert place.share_below == (Fraction(place.below, len(sets)) if sets else 0)


def test_space_of_nine_factors_equals_adding_up_all_1_166_400_sets() -> None:
    totals = Counter(map(sum, itertools.product(*([level.points for level in f.levels] for f in HR.factors))))
    result = space(HR)
    assert result.sets == 1_166_400 == sum(totals.values())
    assert dict(result.totals) == totals
    assert (result.totals[0], result.totals[-1]) == ((190, 1), (4480, 1))
    grades: Counter[str] = Counter()
    for total, sets in totals.items():
        grades[grade_of(total, HR)] += sets
    assert {g.grade: g.sets for g in result.grades} == grades


def test_space_of_the_described_levels_only() -> None:
    # 1-5 up, all of 2 and 3, 4-2 up, all of 5, 6 and 7, 8-1, 9-1 (GS-0201 standard, p. 17-38).
    result = space(HR, described_only=True)
    assert result.sets == 5 * 5 * 5 * 5 * 6 * 4 * 4 == 60_000
    assert result.totals[0] == (750 + 25 + 25 + 75 + 25 + 10 + 20 + 5 + 5, 1)
    assert next(g.grade for g in result.grades if g.sets) == "GS-5"


def test_place_of_the_officer_in_the_whole_space() -> None:
    place = space(HR).place(2435)
    assert place.below + place.same + place.above == 1_166_400
    brute = [sum(p) for p in itertools.product(*([level.points for level in f.levels] for f in HR.factors))]
    assert (place.below, place.same) == (sum(t < 2435 for t in brute), brute.count(2435))


def test_a_factor_without_a_described_level_leaves_no_set() -> None:
    standard = standard_of([[5, 10], [5, 10]], [10], [["described", "outside"], ["outside", "unknown"]])
    result = space(standard, described_only=True)
    assert (result.sets, result.totals, result.grades[0].sets, result.place(10).share_below) == (0, (), 0, Fraction(0))


# Distributions ----------------------------------------------------------------------------------


@given(rated())
def test_distribution_is_that_of_all_outcomes(drawn: tuple[Standard, dict[str, dict[str, Fraction]]]) -> None:
    standard, ratings = drawn
    result = distribution(ratings, standard)
    totals: dict[int, Fraction] = defaultdict(Fraction)
    grades: dict[str, Fraction] = defaultdict(Fraction)
    for codes, chance in every_outcome(standard, ratings):
        if chance:
            totals[points(codes, standard)] += chance
            grades[grade_of(points(codes, standard), standard)] += chance
    assert result.totals == tuple(sorted(totals.items()))
    assert {g.grade: g.chance for g in result.grades} == grades
    assert [g.grade for g in result.grades] == [g.name for g in standard.grades if g.name in grades]
    assert sum(chance for _, chance in result.totals) == sum(g.chance for g in result.grades) == 1
    assert result.likeliest.chance == max(grades.values())


@given(rated())
def test_doubts_are_what_is_left_when_one_factor_is_known(
    drawn: tuple[Standard, dict[str, dict[str, Fraction]]],
) -> None:
    standard, ratings = drawn
    outcomes = every_outcome(standard, ratings)
    number = {grade.name: grade.grade for grade in standard.grades}

    def spread(
        some: list[tuple[tuple[str, ...], Fraction]],
    ) -> tuple[Fraction, Fraction, Fraction, dict[str, Fraction]]:
        whole = sum((chance for _, chance in some), Fraction(0))
        grades: dict[str, Fraction] = defaultdict(Fraction)
        for codes, chance in some:
            grades[grade_of(points(codes, standard), standard)] += chance / whole
        mean = sum(chance * number[g] for g, chance in grades.items())
        variance = sum(chance * (number[g] - mean) ** 2 for g, chance in grades.items())
        return whole, Fraction(variance), max(grades.values()), {g: c for g, c in grades.items() if c}

    _, variance, right, _ = spread(outcomes)
    found = {doubt.factor: doubt for doubt in doubts(distribution(ratings, standard), standard)}
    unsure = {f for f, weights in ratings.items() if sum(weight > 0 for weight in weights.values()) > 1}
    assert set(found) == unsure
    for factor, doubt in found.items():
        left, best = Fraction(0), Fraction(0)
        for code, weight in ratings[factor].items():
            if not weight:
                continue
            chance, inside, likeliest, grades = spread([each for each in outcomes if code in each[0] and each[1]])
            assert chance == weight
            left += weight * inside
            best += weight * likeliest
            assert {g.grade: g.chance for g in dict(doubt.levels)[code]} == grades
        # Law of total variance: what settling the factor takes away is the variance less what is left on average.
        assert doubt.share == ((variance - left) / variance if variance else 0)
        assert doubt.right == best >= right
    assert sum(doubt.share for doubt in found.values()) <= 1


def test_the_doubt_that_can_move_the_grade_comes_first() -> None:
    unsure = distribution(OFFICER | {2: "2-3, perhaps 2-4", 4: {"4-3": 0.7, "4-4": 0.3}}, HR)
    # 2,435 less 175 at 2-3 and less 75 at 4-3: GS-10 whenever 2-3, else 2,360 or 2,435, both GS-11.
    assert dict(unsure.totals) == {
        2185: Fraction(7, 15), 2260: Fraction(1, 5), 2360: Fraction(7, 30), 2435: Fraction(1, 10),
    }  # fmt: skip
    assert [(g.grade, g.chance) for g in unsure.grades] == [("GS-10", Fraction(2, 3)), ("GS-11", Fraction(1, 3))]
    assert unsure.likeliest.grade == "GS-10"
    first, second = doubts(unsure, HR)
    assert (first.factor, first.share, first.right) == ("2", Fraction(1), Fraction(1))
    assert [(code, [(g.grade, g.chance) for g in grades]) for code, grades in first.levels] == [
        ("2-3", [("GS-10", Fraction(1))]), ("2-4", [("GS-11", Fraction(1))]),
    ]  # fmt: skip
    assert (second.factor, second.share, second.right) == ("4", Fraction(0), Fraction(2, 3))


def test_sure_ratings_give_one_total_and_no_doubt() -> None:
    sure = distribution(OFFICER, HR)
    assert sure.totals == ((2435, Fraction(1)),)
    assert [(g.grade, g.chance) for g in sure.grades] == [("GS-11", Fraction(1))]
    assert doubts(sure, HR) == ()


def test_doubts_that_cannot_move_the_grade_have_no_share() -> None:
    unsure = distribution(OFFICER | {8: "8-1..8-2", 9: "9-1..9-2"}, HR)
    assert len(unsure.totals) == 3
    assert [(d.factor, d.share, d.right) for d in doubts(unsure, HR)] == [
        ("8", Fraction(0), Fraction(1)), ("9", Fraction(0), Fraction(1)),
    ]  # fmt: skip


def test_two_equally_likely_grades_give_the_lower_one() -> None:
    assert distribution(OFFICER | {1: "1-6 or 1-7"}, HR).likeliest.grade == "GS-10"


def test_every_level_of_every_factor_equally_likely_is_the_whole_space() -> None:
    unsure = distribution({f.id: f"{f.levels[0].code} to {f.levels[-1].code}" for f in HR.factors}, HR)
    whole = space(HR)
    assert unsure.totals == tuple((total, Fraction(sets, whole.sets)) for total, sets in whole.totals)
    assert [g.chance for g in unsure.grades] == [g.share for g in whole.grades]


def test_thirds_written_as_floats_still_add_up_to_exactly_1() -> None:
    thirds = {f.id: {level.code: 1 / len(f.levels) for level in f.levels} for f in GSSG.factors}
    unsure = distribution(thirds, GSSG)
    assert sum(chance for _, chance in unsure.totals) == 1


# Reading ratings --------------------------------------------------------------------------------


def chances(rating: object) -> dict[str, str]:
    return {r.level.code: str(r.chance) for r in read_ratings(OFFICER | {2: rating}, HR)["2"]}


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ("2-3", {"2-3": "1"}),
        (3, {"2-3": "1"}),
        ("FL 2–3", {"2-3": "1"}),
        ("2-3..2-5", {"2-3": "1/3", "2-4": "1/3", "2-5": "1/3"}),
        ("2-5 to 2-3", {"2-3": "1/3", "2-4": "1/3", "2-5": "1/3"}),
        ("2-3 … 2-4", {"2-3": "1/2", "2-4": "1/2"}),
        ("3..4", {"2-3": "1/2", "2-4": "1/2"}),
        ("2-3 or 2-4", {"2-3": "1/2", "2-4": "1/2"}),
        ("2-4, 2-3,", {"2-3": "1/2", "2-4": "1/2"}),
        ("2-3, perhaps 2-4", {"2-3": "2/3", "2-4": "1/3"}),
        ("2-3 perhaps 2-4", {"2-3": "2/3", "2-4": "1/3"}),
        ("FL 2-3, maybe FL 2-4, or possibly 2-5", {"2-3": "1/2", "2-4": "1/4", "2-5": "1/4"}),
        ("2-3..2-4, perhaps 2-5", {"2-3": "2/5", "2-4": "2/5", "2-5": "1/5"}),
        ("2-3 70%, 2-4 30%", {"2-3": "7/10", "2-4": "3/10"}),
        ("2-3 (70 %) or 2-4 (30 %)", {"2-3": "7/10", "2-4": "3/10"}),
        ("2-3: 1/3, 2-4 = .25, 2-5=5/12", {"2-3": "1/3", "2-4": "1/4", "2-5": "5/12"}),
        ({"2-3": 0.7, "2-4": 0.3}, {"2-3": "7/10", "2-4": "3/10"}),
        ({3: "70%", 4: Decimal("0.3"), 5: 0}, {"2-3": "7/10", "2-4": "3/10"}),
        ({"2-4": 0.1, "2-3": 0.9}, {"2-3": "9/10", "2-4": "1/10"}),
        ({"2-4": Fraction(1, 7), "2-3": Fraction(6, 7)}, {"2-3": "6/7", "2-4": "1/7"}),
        ({"2-3": 1 / 3, "2-4": 2 / 3}, {"2-3": "1/3", "2-4": "2/3"}),
        ({"2-3": 0.123456, "2-4": 0.876544}, {"2-3": "1929/15625", "2-4": "13696/15625"}),
        ({"2-3": 1}, {"2-3": "1"}),
        (["2-3", "2-4"], {"2-3": "1/2", "2-4": "1/2"}),
    ],
)
def test_ratings_are_read_as_people_write_them(rating: object, expected: dict[str, str]) -> None:
    assert chances(rating) == expected


def test_ratings_may_be_a_list_or_text() -> None:
    texts = ["1-7", "2-3, perhaps 2-4", "3-3", "4-3 or 4-4", "5-3", "2b", "8-1", "9-1"]
    expected = read_ratings(OFFICER | {2: "2-3, perhaps 2-4", 4: "4-3..4-4"}, HR)
    assert read_ratings([*texts[:3], {"4-3": 0.5, "4-4": 0.5}, *texts[4:]], HR) == expected
    assert read_ratings("; ".join(texts), HR) == read_ratings("\n".join(texts) + "\n", HR) == expected


@pytest.mark.parametrize(
    ("rating", "fault"),
    [
        ({"2-3": -0.2, "2-4": 1}, "the weight of 2-3 is -0.2; it must not be negative."),
        ({"2-3": 1.5, "2-4": 0}, "the weight of 2-3 is 1.5; it must not be more than 1, or 100%."),
        ({"2-3": math.nan, "2-4": 1}, "the weight of 2-3 is nan; it must be a finite number from 0 to 1."),
        ({"2-3": math.inf, "2-4": 1}, "the weight of 2-3 is inf; it must be a finite number from 0 to 1."),
        ({"2-3": Decimal("NaN")}, "the weight of 2-3 is Decimal('NaN'); it must be a finite number from 0 to 1."),
        ({"2-3": "1e99999999", "2-4": 1}, "the weight of 2-3 is '1e99999999'; it must be a finite number from 0 to 1."),
        ({"2-3": "much", "2-4": 1}, "the weight of 2-3 is 'much'; it must be a finite number from 0 to 1."),
        ({"2-3": True}, "the weight of 2-3 is True; it must be a finite number from 0 to 1."),
        ({"2-3": 10**400}, f"the weight of 2-3 is {10**400}; it must not be more than 1, or 100%."),
        ({"2-3": 0.7, "2-4": 0.2}, "the weights add up to 0.9; they must add up to 1, or 100%."),
        ({"2-3": 0, "2-4": 0.0}, "the weights add up to 0; they must add up to 1, or 100%."),
        ("2-3 33%, 2-4 33%, 2-5 33%", "the weights add up to 0.99; they must add up to 1, or 100%."),
        ("2-3: inf, 2-4: 1", "the weight of 2-3 is 'inf'; it must be a finite number from 0 to 1."),
        ("2-3 -10%, 2-4 110%", "the weight of 2-3 is -10%; it must not be negative."),
        ("2-3 70%, 2-4", "2-4 has no weight; give every level one, or none."),
        ("2-3, 2-4, 2-3", "2-3 is given twice; give it once."),
        ({"2-3": 0.5, 3: 0.5}, "2-3 is given twice; give it once."),
    ],
)  # fmt: skip
def test_faulty_weights_are_refused_with_the_factor_named(rating: dict[str | int, Any] | str, fault: str) -> None:
    assert faults(OFFICER | {2: rating})[0] == f"Factor 2, Supervisory Controls: {fault}"


@pytest.mark.parametrize(
    ("rating", "fault"),
    [
        ("2-6", "'2-6' is not a level of Factor 2, Supervisory Controls; the levels are 2-1 to 2-5."),
        ("3-2", "Factor 2, Supervisory Controls, is given as '3-2'; its levels are 2-1 to 2-5."),
        ("2-3..3-4", "Factor 2, Supervisory Controls, is given as '3-4'; its levels are 2-1 to 2-5."),
        ("2-3..", "'' is not a factor level; write it as 1-7."),
        ([], "Factor 2 is empty; give at least one level."),
        ([None], "None is not a factor level; write it as 1-7."),
        (2.5, "Factor 2 is given as 2.5; give a level such as 3 or '2-3'."),
        (None, "Factor 2, Supervisory Controls, is missing; give one or more of 2-1 to 2-5."),
        (" ", "Factor 2, Supervisory Controls, is missing; give one or more of 2-1 to 2-5."),
    ],
)
def test_what_is_not_a_level_of_the_factor_is_refused(rating: str | list[None] | float | None, fault: str) -> None:
    assert faults(OFFICER | {2: rating}) == (fault,)


def test_all_faults_are_told_at_once() -> None:
    ratings = {1: {"1-7": 0.7, "1-8": 0.4}, 2: {"2-3": -1, "2-4": 2}, 3: {}, 5: "5-7", "6/7": "2a or 2b", 8: "8-1"}
    assert faults(ratings) == (
        "Factor 1, Knowledge Required by the Position: the weights add up to 1.1; they must add up to 1, or 100%.",
        "Factor 2, Supervisory Controls: the weight of 2-3 is -1; it must not be negative.",
        "Factor 2, Supervisory Controls: the weight of 2-4 is 2; it must not be more than 1, or 100%.",
        "Factor 3 is empty; give at least one level.",
        "'5-7' is not a level of Factor 5, Scope and Effect; the levels are 5-1 to 5-6.",
        "Factors 6 and 7 can be unsure one by one only; rate each by itself, as 6-2 and 7-2.",
        "Factor 4, Complexity, is missing; give one or more of 4-1 to 4-6.",
        "Factor 9, Work Environment, is missing; give one or more of 9-1 to 9-3.",
    )  # fmt: skip


def test_faults_of_a_list_name_the_factors_met() -> None:
    assert faults("1-7; 2-3..2-4; 2-3; 3-3, 4-3; 5-9; 6-2; 7-b; 8-1; hello; 9-1") == (
        "Factor 2, Supervisory Controls, is rated twice; rate it once.",
        "3-3, 4-3 are levels of more than one factor; give one rating for each factor.",
        "'5-9' is not a level of Factor 5, Scope and Effect; the levels are 5-1 to 5-6.",
        "'hello' is not a factor level; write levels as 1-7, FL 1-7, 7-b, 2b or 6/7: 3c.",
    )
