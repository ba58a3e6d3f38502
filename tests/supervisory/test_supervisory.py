"""The supervisory guide: coverage, base grade, added level, adjustments, just below and just above every limit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fesgrade
from fesgrade import DataError, LevelsError
from fesgrade.lines import one_level_words
from fesgrade.shares import percent_words, read_grade, read_percent
from fesgrade.supervisory import base as base_grade
from fesgrade.supervisory import grade as supervisory
from fesgrade.supervisory.adjustment import adjust
from fesgrade.supervisory.base import EXCLUDED, KINDS, Base, WorkDirected, level_for
from fesgrade.supervisory.checked import check
from fesgrade.supervisory.checklist_tables import load as load_checklists
from fesgrade.supervisory.coverage import EXCLUSIONS, Step, coverage
from fesgrade.supervisory.grade import SupervisoryEvaluation
from fesgrade.tables import load

GUIDE = load().standards["gssg"]
#: The shipped guide under the id that an agency might give to its own.
COPY = replace(GUIDE, id="agency-guide")
#: The supervisory work of the second decision: 2650 points, GS-11, on a GS-9 base.
OFFICER = "1-2 2-1 3-2 4A-2 4B-2 5-5 6-3"
#: The same factor 5 with the least of everything else: 1740 points, GS-8.
LEAST = "1-1 2-1 3-2 4A-1 4B-1 5-5 6-1"
SIXTH = Fraction(100, 6)
STAFF = [
    WorkDirected("Human Resources Specialist", "GS-9", SIXTH, "other"),
    WorkDirected("Training Technician", 9, SIXTH),
    WorkDirected("Intern", 7, SIXTH),
    WorkDirected("Assistant 1", 5, SIXTH, "other"),
    WorkDirected("Assistant 2", 5, SIXTH, "other"),
    WorkDirected("Staff Sergeant", 5, SIXTH, "military"),
]

any_set = st.tuples(*(st.sampled_from([level.code for level in factor.levels]) for factor in GUIDE.factors))
grades = st.integers(1, 15)
Result = TypeVar("Result")


def twice(function: Callable[..., Result], *args: object, **kwargs: Any) -> Result:
    """Return what a function finds with the shipped guide, which must be the same with a copy under another id."""
    outcomes: list[Any] = []
    for guide in [{}] if "standard" in kwargs else [{}, {"standard": COPY}]:
        try:
            outcomes.append(function(*args, **kwargs, **guide))
        except LevelsError as error:
            outcomes.append(error)
    first, *again = outcomes
    for other in again:
        if isinstance(first, LevelsError):
            assert first.faults == other.faults
        else:
            assert first == (replace(other, standard=GUIDE.id) if hasattr(other, "standard") else other)
    if isinstance(first, LevelsError):
        raise first
    found: Result = first
    return found


def evaluate(*args: Any, **kwargs: Any) -> SupervisoryEvaluation:
    return twice(supervisory.evaluate, *args, **kwargs)


def find_base(*args: Any, **kwargs: Any) -> Base:
    return twice(base_grade.find_base, *args, **kwargs)


def codes(result: SupervisoryEvaluation | Base) -> list[str]:
    return [finding.code for finding in result.findings]


def steps(result: SupervisoryEvaluation | Base, code: str) -> list[Step]:
    return [step for step in result.steps if step.code == code]


def step(result: SupervisoryEvaluation | Base, code: str) -> Step:
    (found,) = steps(result, code)
    return found


def number(grade: str) -> int:
    return int(grade.removeprefix("GS-"))


def faults(*args: Any, **kwargs: Any) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        evaluate(*args, **kwargs)
    return caught.value.faults


def base_faults(*args: Any, **kwargs: Any) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        find_base(*args, **kwargs)
    return caught.value.faults


# The tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "level", "points"),
    [
        (1, "5-1", 75), (2, "5-1", 75), (3, "5-2", 205), (4, "5-2", 205), (5, "5-3", 340), (6, "5-3", 340),
        (7, "5-4", 505), (8, "5-4", 505), (9, "5-5", 650), (10, "5-5", 650), (11, "5-6", 800), (12, "5-7", 930),
        (13, "5-8", 1030), (14, "5-8", 1030), (15, "5-8", 1030),
    ],
)  # fmt: skip
def test_the_chart_of_factor_5(grade: int, level: str, points: int) -> None:
    row = level_for(grade, GUIDE)
    assert (row.level, row.points, row.source) == (level, points, "GSSG p. 23")


def test_the_chart_in_words() -> None:
    assert [row.grades for row in GUIDE.base_levels][4:] == ["GS-9 or GS-10", "GS-11", "GS-12", "GS-13 or higher"]


def test_the_eight_special_situations_with_their_pages() -> None:
    pages = [27, 28, 28, 28, 28, 28, 29, 29]
    assert [(s.number, s.source) for s in GUIDE.situations] == [(n + 1, f"GSSG p. {p}") for n, p in enumerate(pages)]
    assert all(situation.name and situation.synopsis for situation in GUIDE.situations)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A guide of the user's own, with the shipped points, in the folder standards/own."""
    own = tmp_path / "standards" / "own"
    own.mkdir(parents=True)
    (own / "standard.csv").write_text(
        "id,title,short_title,method,edition,document,completeness,source_ref\n"
        "own,Own guide,Own,gssg,2026,Own guide,whole,p. 1\n"
    )
    (own / "factors.csv").write_text(
        "factor,name,short_name,asks,source_ref\n" + "".join(f"{f.id},n,n,n,p. 1\n" for f in GUIDE.factors)
    )
    (own / "levels.csv").write_text(
        "factor,level,points,synopsis,source_ref\n"
        + "".join(f"{level.factor},{level.code},{level.points},x,p. 2\n" for level in GUIDE.levels())
    )
    (own / "grades.csv").write_text(
        "grade,low,high,source_ref\n"
        + "".join(f"{g.grade},{g.low},{'' if g.high is None else g.high},p. 3\n" for g in GUIDE.grades)
    )
    return tmp_path


BASE_LEVELS = "lowest_grade,highest_grade,level,points,source_ref\n1,10,5-1,75,p. 4\n11,,5-2,205,p. 4\n"


def test_a_guide_of_the_users_own(folder: Path) -> None:
    (folder / "standards/own/base-levels.csv").write_text(BASE_LEVELS)
    (folder / "standards/own/special-situations.csv").write_text(
        "number,name,synopsis,source_ref\n1,A,a,p. 5\n2,B,b,p. 5\n3,C,c,p. 5\n"
    )
    result = evaluate(
        "1-1 2-1 3-2 4A-1 4B-1 5-2 6-1", base_grade=11, special_situations=[1, 2, 3], standard="own", data=folder
    )
    assert (result.total, result.grade, result.base_grade) == (1560, "GS-12", "GS-11")
    assert "(A, B, C)" in step(result, "situations").outcome


def test_a_guide_without_a_chart_is_no_supervisory_guide_and_still_grades(folder: Path) -> None:
    assert faults(LEAST, standard="own", data=folder) == ("own is not a supervisory guide; choose one of gssg.",)
    assert fesgrade.evaluate(LEAST, "own", data=folder).total == 1740
    assert faults(OFFICER, standard="gs-0201") == ("gs-0201 is not a supervisory guide; choose one of gssg.",)


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("base-levels.csv", "1,10,5-1,80,p. 4\n11,,5-2,205,p. 4\n", "row 2, column points is 80; 5-1 has 75"),
        ("base-levels.csv", "1,10,5-9,80,p. 4\n11,,5-2,205,p. 4\n", "row 2, column level is '5-9'; it must be a level"),
        ("base-levels.csv", "1,10,5-1,75,p. 4\n12,,5-2,205,p. 4\n", "row 3, column lowest_grade is 12; it must be 11"),
        ("base-levels.csv", "1,10,5-1,75,p. 4\n11,12,5-2,205,p. 4\n", "the last row must have a blank highest_grade"),
        ("base-levels.csv", "1,,5-1,75,p. 4\n11,,5-2,205,p. 4\n", "column lowest_grade is 11; no row may follow"),
        ("base-levels.csv", "5,4,5-1,75,p. 4\n5,,5-2,205,p. 4\n", "row 2, column highest_grade is 4; it must be 5"),
        ("base-levels.csv", "1,x,5-1,75,p. 4\n", "row 2, column highest_grade is 'x'; it must be a whole number"),
        ("special-situations.csv", "1,A,a,p. 5\n3,C,c,p. 5\n", "row 3, column number is 3; it must be 2"),
        ("special-situations.csv", "1,A,,p. 5\n", "row 2, column synopsis is blank"),
    ],
)  # fmt: skip
def test_faults_of_the_charts_are_told_by_file_row_and_column(folder: Path, name: str, rows: str, said: str) -> None:
    (folder / "standards/own/base-levels.csv").write_text(BASE_LEVELS)
    header = {
        "base-levels.csv": BASE_LEVELS.splitlines()[0],
        "special-situations.csv": "number,name,synopsis,source_ref",
    }
    (folder / "standards/own" / name).write_text(f"{header[name]}\n{rows}")
    with pytest.raises(DataError) as caught:
        load(folder)
    assert any(f"standards/own/{name}" in fault and said in fault for fault in caught.value.faults), caught.value.faults


# What is typed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [9, "9", "GS-9", "gs 9", "GS-09", "GS–9", " GS9 ", "GM-9"])
def test_a_grade_in_any_usual_notation(text: int | str) -> None:
    assert read_grade(text) == 9


@pytest.mark.parametrize("text", [0, 16, -9, "", "GS", "GS-", "9.0", 9.0, True, None, "WG-9", "٩"])
def test_what_is_no_grade(text: str | float | None) -> None:
    assert read_grade(text) is None


@pytest.mark.parametrize("value", [-0.1, 100.1, float("nan"), float("inf"), True, None, "25"])
def test_what_is_no_share(value: float | str | None) -> None:
    assert read_percent(value) is None


def test_shares_are_taken_as_typed_so_that_they_add_up() -> None:
    def share(value: float) -> Fraction:
        read = read_percent(value)
        assert read is not None
        return read

    assert share(8.3) * 2 + share(8.4) == 25
    assert read_percent(Decimal("12.5")) == Fraction(25, 2)
    assert 6 * share(100 / 6) == 100
    assert 9 * share(100 / 36) == 25


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (25, "25"), ("24.99", "24.99"), ("24.996", "24.996"), ("12.5", "12.5"), (SIXTH, "16.7"), ("50.03", "50.03"),
        (0, "0"), (100, "100"), ("12.25", "12.25"), ("33.333333", "33.3"),
    ],
)  # fmt: skip
def test_a_share_in_words_is_never_rounded_onto_a_limit(share: int | str | Fraction, words: str) -> None:
    assert percent_words(Fraction(share)) == f"{words} percent"


# Coverage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "covered"), [(0, False), (24, False), (24.9, False), (25, True), (100, True)])
def test_a_quarter_of_the_time_is_the_least(share: float, covered: bool) -> None:
    result = coverage(share, True)
    assert result.covered is covered
    assert bool(result.reasons) is not covered
    if not covered:
        assert result.source == "GSSG p. 2"
        assert "less than 25" in result.reasons[0]


def test_less_than_3_2_is_not_covered_whatever_the_share() -> None:
    result = coverage(90, False)
    assert result.covered is False
    assert result.reasons == ("The authority is less than 3-2, so other standards or guides grade the work.",)
    assert result.source == "GSSG p. 2-3"


def test_what_is_not_said_leaves_the_question_open_unless_something_fails() -> None:
    assert coverage().covered is None
    assert coverage(30).covered is None
    assert coverage(None, True).covered is None
    assert coverage(24).covered is False
    assert coverage(None, False).covered is False


@pytest.mark.parametrize("code", EXCLUSIONS)
def test_each_exclusion_takes_the_position_out(code: str) -> None:
    result = coverage(50, True, [code])
    assert result.covered is False
    assert len(result.reasons) == 1
    assert result.source.startswith("GSSG p. ")
    assert coverage(50, True, []).covered is True


def test_faults_of_the_coverage_test() -> None:
    with pytest.raises(LevelsError) as caught:
        coverage(101, True, ["holiday"])
    assert len(caught.value.faults) == 2
    assert "from 0 to 100" in caught.value.faults[0]
    assert "'holiday' is not an exclusion" in caught.value.faults[1]


# The base grade ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "base", "level"), [(24, 9, "5-5"), (24.99, 9, "5-5"), (25, 11, "5-6")])
def test_a_quarter_of_the_workload_makes_the_base(share: float, base: int, level: str) -> None:
    result = find_base([WorkDirected("Analysts", 11, share), WorkDirected("Assistants", 9, 100 - share)])
    assert (result.grade, result.level, result.rule, result.adjusts) == (base, level, "quarter", base)


def test_work_above_a_grade_counts_toward_it() -> None:
    result = find_base(
        [WorkDirected("a", 13, 10), WorkDirected("b", 12, 14), WorkDirected("c", 11, 1), WorkDirected("d", 7, 75)]
    )
    assert (result.grade, result.share) == (11, 25)
    assert [row.at_or_above for row in result.work] == [10, 24, 25, 100]


def test_second_decision_base_of_six_subordinates() -> None:
    result = find_base(STAFF)
    assert (result.name, result.level, result.points) == ("GS-9", "5-5", 650)
    assert result.share == pytest.approx(100 / 3)
    assert (result.left_out, result.unaccounted, result.findings) == (0, 0, ())


def test_second_decision_the_interns_career_ladder_would_not_have_moved_the_base() -> None:
    ladder = [*STAFF[:2], WorkDirected("Intern", 7, SIXTH, full_performance="GS-11"), *STAFF[3:]]
    result = find_base(ladder)
    assert result.grade == 9
    assert result.work[0].name == "Intern"
    assert result.work[0].counted_at == 11
    assert "full performance level" in result.work[0].note


def test_trainees_count_at_full_performance() -> None:
    rows = [WorkDirected("Trainees", 5, 25, full_performance=9), WorkDirected("Clerks", 4, 75)]
    assert find_base(rows).grade == 9
    assert find_base([WorkDirected("Trainees", 5, 25), rows[1]]).grade == 5


@pytest.mark.parametrize("reason", EXCLUDED)
def test_excluded_work_is_left_out_and_says_why(reason: str) -> None:
    result = find_base([WorkDirected("Left", 12, 50, excluded=reason), WorkDirected("Analysts", 9, 50)])
    assert result.grade == 9
    assert result.left_out == 50
    assert [(row.name, row.counted_at) for row in result.work] == [("Analysts", 9), ("Left", None)]
    assert EXCLUDED[reason] in step(result, "left-out").outcome
    assert step(result, "left-out").source == "GSSG p. 22"


@pytest.mark.parametrize("reason", ["independence", "research"])
def test_work_graded_for_independence_or_research_may_count_at_its_adjusted_grade(reason: str) -> None:
    rows = [WorkDirected("Scientist", 14, 25, excluded=reason, adjusted=12), WorkDirected("Analysts", 9, 75)]
    result = find_base(rows)
    assert (result.grade, result.left_out) == (12, 0)
    assert "counts at GS-12" in step(result, "counted-at").outcome


@pytest.mark.parametrize(("support", "base"), [(20, 11), (19, 9)])
def test_shares_are_of_the_work_that_counts(support: int, base: int) -> None:
    """20 percent is a quarter of 80; with 19 percent of support work it is a quarter of nothing less than 81."""
    rows = [
        WorkDirected("a", 11, 20),
        WorkDirected("b", 9, 80 - support),
        WorkDirected("Support", 5, support, excluded="support"),
    ]
    result = find_base(rows)
    assert result.grade == base
    assert ("left-out-decides" in codes(result)) is (base == 11)


def test_workload_in_no_row_counts_as_lower_work_and_is_said() -> None:
    result = find_base([WorkDirected("a", 11, 24), WorkDirected("b", 9, 24)])
    assert (result.grade, result.unaccounted) == (9, 52)
    assert "workload-unaccounted" in codes(result)
    nothing = find_base([WorkDirected("a", 11, 24)])
    assert (nothing.grade, nothing.level, nothing.name, nothing.adjusts) == (None, None, "", None)
    assert "no-base" in codes(nothing)
    assert "no base grade" in faults(OFFICER, base_grade=nothing)[0]


def test_nothing_left_to_count() -> None:
    result = find_base([WorkDirected("a", 11, 100, excluded="leader")])
    assert result.grade is None
    assert step(result, "quarter").outcome == "No work is left to count."


def test_findings_about_who_does_the_work() -> None:
    assert "contractors-only" in codes(
        find_base([WorkDirected("a", 11, 60, "contractor"), WorkDirected("b", 9, 40, "contractor")])
    )
    assert "contractors-only" not in codes(
        find_base([WorkDirected("a", 11, 60, "contractor"), WorkDirected("b", 9, 40)])
    )
    assert "mostly-fws" in codes(find_base([WorkDirected("a", 9, 51, "fws"), WorkDirected("b", 9, 49)]))
    assert "mostly-fws" not in codes(find_base([WorkDirected("a", 9, 50, "fws"), WorkDirected("b", 9, 50)]))


HALF = [WorkDirected("a", 12, 20, supervisor_share=50), WorkDirected("b", 9, 80, supervisor_share=50)]


def test_the_50_percent_rule_is_used_only_on_request_and_in_alignment() -> None:
    assert find_base(HALF).grade == 9
    assert find_base(HALF, sound_alignment=True).grade == 9
    asked = find_base(HALF, alternative=True)
    assert (asked.grade, asked.rule) == (9, "quarter")
    assert "alignment" in step(asked, "half").outcome
    used = find_base(HALF, alternative=True, sound_alignment=True)
    assert (used.grade, used.rule, used.level, used.adjusts, used.share) == (12, "half", "5-7", 9, 20)


def test_the_50_percent_rule_just_below_and_never_downward() -> None:
    below = [WorkDirected("a", 12, 20, supervisor_share=49.9), WorkDirected("b", 9, 80, supervisor_share=50)]
    result = find_base(below, alternative=True, sound_alignment=True)
    assert (result.grade, result.rule) == (9, "quarter")
    assert "not above the base already found" in step(result, "half").outcome
    low = [WorkDirected("a", 12, 30, supervisor_share=10), WorkDirected("b", 9, 70, supervisor_share=30)]
    assert find_base(low, alternative=True, sound_alignment=True).grade == 12
    assert "No grade takes 50" in step(find_base(low, alternative=True, sound_alignment=True), "half").outcome


def test_the_adjustments_keep_to_the_base_by_25_percent() -> None:
    base = find_base(HALF, alternative=True, sound_alignment=True)
    result = evaluate("1-1 2-1 3-2 4A-1 4B-1 5-7 6-3", base_grade=base)
    assert (result.total, result.grade) == (2685, "GS-11")
    (found,) = (finding for finding in result.findings if finding.code == "base-below-quarter")
    assert "the adjustment keeps to GS-9" in found.message
    assert step(result, "condition-a").met is True
    assert evaluate("1-1 2-1 3-2 4A-1 4B-1 5-7 6-3", base_grade=12).grade == "GS-13"


@pytest.mark.parametrize(
    ("high", "low", "levels", "grade"),
    [(10, 9, "1-1 2-1 3-2 4A-1 4B-1 5-5 6-1", "GS-11"), (13, 12, "1-1 2-1 3-2 4A-1 4B-1 5-{} 6-1", "GS-13")],
)
def test_the_50_percent_rule_lowers_no_grade_that_the_25_percent_rule_gives(
    high: int, low: int, levels: str, grade: str
) -> None:
    work = [WorkDirected("a", high, 20, supervisor_share=55), WorkDirected("b", low, 80, supervisor_share=45)]
    for alternative in (False, True):
        base = find_base(work, alternative=alternative, sound_alignment=True)
        assert base.grade == (high if alternative else low)
        assert evaluate(levels.format((base.level or "")[2:]), base_grade=base).grade == grade


tables = st.lists(st.tuples(grades, st.integers(0, 33), st.integers(0, 33)), min_size=1, max_size=3)


@given(tables, any_set, st.booleans(), st.booleans())
def test_the_50_percent_rule_never_lowers_a_grade(
    work: list[tuple[int, int, int]], levels: tuple[str, ...], aligned: bool, deputy: bool
) -> None:
    """Whatever work is directed, in whatever shares of the workload and of the supervisor's own time."""
    directed = [WorkDirected(f"w{n}", grade, share, supervisor_share=own) for n, (grade, share, own) in enumerate(work)]
    plain = find_base(directed)
    both = [base_grade.find_base(directed, alternative=each, sound_alignment=aligned) for each in (False, True)]
    if plain.grade is None:
        return
    found = []
    for base in (plain, *both):
        codes = [base.level or "" if code.startswith("5-") else code for code in levels]
        found.append(number(supervisory.evaluate(codes, base_grade=base, deputy=deputy).grade))
    assert found[0] == found[1] <= found[2]


def test_all_faults_of_the_table_at_once() -> None:
    found = base_faults(
        [
            WorkDirected("a", 16, 10),
            WorkDirected("b", 9, -1),
            WorkDirected("c", 9, 10, "robots"),
            WorkDirected("d", 9, 10, excluded="dull"),
            WorkDirected("e", 9, 10, full_performance=7),
            WorkDirected("f", 9, 10, excluded="research", adjusted=10),
            WorkDirected("g", 9, 10, adjusted=8),
            WorkDirected("", None, None),  # type: ignore[arg-type]  # as a blank row of a sheet
        ]
    )
    assert [fault.split(":")[0] for fault in found] == [
        "Row 1 (a)", "Row 2 (b)", "Row 3 (c)", "Row 4 (d)", "Row 5 (e)", "Row 6 (f)", "Row 7 (g)",
        "Row 8 (no name)", "Row 8 (no name)",
    ]  # fmt: skip
    assert "the grade is missing" in found[-2]
    assert all(kind in found[2] for kind in KINDS)


def test_shares_over_100_percent_and_an_empty_table_are_refused() -> None:
    assert base_faults([]) == ("The table of work directed has no row; give at least one kind of work.",)
    assert "add up to 101 percent" in base_faults([WorkDirected("a", 9, 50), WorkDirected("b", 9, 51)])[0]
    own = [WorkDirected("a", 9, 50, supervisor_share=50), WorkDirected("b", 9, 50, supervisor_share=51)]
    assert "the supervisor's time add up to 101 percent" in base_faults(own)[0]
    (fault,) = base_faults([WorkDirected("a", 9, 50)], alternative=True)
    assert "needs the share of the supervisor's own time" in fault


rows = st.lists(st.tuples(grades, st.integers(0, 25)), min_size=1, max_size=4)


@given(rows, st.randoms())
def test_the_order_of_the_rows_makes_no_difference(pairs: list[tuple[int, int]], random: Random) -> None:
    work = [WorkDirected(f"w{n}", grade, share) for n, (grade, share) in enumerate(pairs)]
    shuffled = list(work)
    random.shuffle(shuffled)
    first, second = find_base(work), find_base(shuffled)
    assert (first.grade, first.share, first.level) == (second.grade, second.share, second.level)


@given(rows)
def test_the_base_is_the_highest_grade_that_qualifies(pairs: list[tuple[int, int]]) -> None:
    result = find_base([WorkDirected(f"w{n}", grade, share) for n, (grade, share) in enumerate(pairs)])
    qualifying = [g for g in range(1, 16) if sum(share for grade, share in pairs if grade >= g) >= 25]
    assert result.grade == (max(qualifying) if qualifying else None)


# The grade --------------------------------------------------------------------------------------


def test_second_decision_in_full() -> None:
    result = evaluate(OFFICER, base_grade=find_base(STAFF), time_share=15)
    assert [(c.level, c.points) for c in result.credits] == [
        ("1-2", 350), ("2-1", 100), ("3-2", 450), ("4A-2", 50), ("4B-2", 75), ("5-5", 650), ("6-3", 975),
    ]  # fmt: skip
    assert (result.total, result.converted, result.grade) == (2650, "GS-11", "GS-11")
    assert (result.range, result.above_floor, result.to_next) == ((2355, 2750), 295, 105)
    assert result.base_grade == "GS-9"
    assert result.covered is False
    assert "not-covered" in codes(result)
    assert "no-adjustment" not in codes(result)


@pytest.mark.parametrize("share", [10, 15, 24])
def test_work_below_coverage_is_graded_with_a_finding(share: int) -> None:
    result = evaluate(OFFICER, base_grade=9, time_share=share)
    assert (result.grade, result.covered, result.time_share) == ("GS-11", False, share)
    assert codes(result)[0] == "not-covered"


def test_covered_work_has_no_such_finding() -> None:
    result = evaluate(OFFICER, base_grade=9, time_share=25, authority=True)
    assert result.covered is True
    assert "not-covered" not in codes(result)
    assert evaluate(OFFICER, base_grade=9).covered is None


def test_a_level_of_factor_3_does_not_answer_whether_the_authority_is_over_others_than_contractors() -> None:
    """3-2b is oversight of contracted work alone (GSSG p. 15), and the guide covers it only beside others (p. 2-3)."""
    assert evaluate(OFFICER, base_grade=9, time_share=25).covered is None
    contractors = [WorkDirected("Contracts", 9, 100, "contractor")]
    result = evaluate(OFFICER, base_grade=find_base(contractors), time_share=100, authority=False)
    assert result.covered is False
    assert [code for code in codes(result) if code in ("not-covered", "contractors-only")] == [
        "not-covered", "contractors-only",
    ]  # fmt: skip


def test_without_a_base_grade_it_is_what_evaluate_gives() -> None:
    plain, result = fesgrade.evaluate(OFFICER, "gssg"), evaluate(OFFICER)
    shared = plain.as_dict()
    assert {name: result.as_dict()[name] for name in shared} == shared
    assert step(result, "no-adjustment").met is None
    assert not steps(result, "one-above-base")


@pytest.mark.parametrize(
    ("situations", "given", "credited", "total"),
    [
        (2, "6-3", "6-3", 2650), (3, "6-3", "6-4", 2795), (8, "6-3", "6-4", 2795), (3, "6-2", "6-3", 2650),
        (2, "6-2", "6-2", 2250), (3, "6-1", "6-2", 2250), (8, "6-4", "6-4", 2795), (8, "6-5", "6-5", 2900),
        (8, "6-6", "6-6", 3000),
    ],
)  # fmt: skip
def test_three_situations_add_one_level_to_the_lowest_three_only(
    situations: int, given: str, credited: str, total: int
) -> None:
    result = evaluate(OFFICER.replace("6-3", given), special_situations=situations)
    assert (result.given[-1].level, result.credits[-1].level, result.total) == (given, credited, total)
    assert step(result, "situations").met is (given != credited)
    assert step(result, "situations").source == "GSSG p. 23-24"


def test_situations_may_be_numbers_or_a_count_as_text() -> None:
    named = evaluate(OFFICER, special_situations=(8, 1, 2))
    assert (named.special_situations, named.credits[-1].level) == (3, "6-4")
    assert "(Variety of Work, Shift Operations, Special Hazard and Safety Conditions)" in step(named, "situations").text
    assert evaluate(OFFICER, special_situations="3").total == 2795


@pytest.mark.parametrize("value", [-1, 9, "nine", "", True, 2.5, [1, 1, 2], [0, 1, 2], [1, 2, 9], ["1"], None])
def test_other_situations_are_refused(value: str | float | list[int | str] | None) -> None:
    (fault,) = faults(OFFICER, special_situations=value)
    assert "0 to 8" in fault


@pytest.mark.parametrize(
    ("converted", "base", "final"),
    [
        (12, 11, 12), (11, 11, 12), (10, 11, 12), (9, 8, 9), (8, 8, 9), (5, 12, 13),
        (8, 9, 11), (9, 9, 11), (10, 9, 11), (11, 9, 11), (12, 9, 12),
        (8, 10, 11), (10, 10, 11), (11, 10, 11), (9, 7, 9),
        (14, 14, 15), (15, 14, 15), (15, 15, 15), (13, 15, 15),
    ],
)  # fmt: skip
def test_the_adjustments_of_page_30(converted: int, base: int, final: int) -> None:
    grade, taken = adjust(converted, base)
    assert grade == final
    assert taken[-1].grade == f"GS-{final}"
    assert [step.code for step in taken] == ["condition-a", "condition-b", "one-above-base", "gs-9-base", "range"]
    assert taken[2].met is (converted <= base)
    assert taken[3].met is (base == 9)
    assert taken[4].met is (base != 15)


@pytest.mark.parametrize("condition", ["quarter", "authority"])
@pytest.mark.parametrize(("converted", "base"), [(10, 11), (10, 9), (9, 9)])
def test_no_adjustment_without_both_conditions(condition: str, converted: int, base: int) -> None:
    grade, taken = adjust(converted, base, **{condition: False})
    assert grade == converted
    assert [step.met for step in taken if step.code in ("one-above-base", "gs-9-base")] == [False, False]


@pytest.mark.parametrize(
    ("levels", "base", "total", "converted", "grade"),
    [
        ("1-2 2-1 3-2 4A-2 4B-2 5-5 6-2", 9, 2250, "GS-10", "GS-11"),
        ("1-2 2-1 3-2 4A-2 4B-2 5-5 6-2", 10, 2250, "GS-10", "GS-11"),
        (OFFICER, 9, 2650, "GS-11", "GS-11"),
        (OFFICER, 10, 2650, "GS-11", "GS-11"),
        (LEAST, 9, 1740, "GS-8", "GS-11"),
        (LEAST, 10, 1740, "GS-8", "GS-11"),
        ("1-2 2-1 3-2 4A-2 4B-2 5-6 6-3", 11, 2800, "GS-12", "GS-12"),
        ("1-1 2-1 3-2 4A-2 4B-2 5-6 6-3", 11, 2625, "GS-11", "GS-12"),
    ],
)
def test_base_and_points_together(levels: str, base: int, total: int, converted: str, grade: str) -> None:
    result = evaluate(levels, base_grade=f"GS-{base}")
    assert (result.total, result.converted, result.grade) == (total, converted, grade)
    assert result.steps[-1].grade == grade
    assert step(result, "conversion").grade == converted


def test_grade_stops_at_the_end_of_the_guide() -> None:
    result = evaluate("1-1 2-1 3-2 4A-1 4B-1 5-8 6-1", base_grade=15)
    assert (result.converted, result.grade) == ("GS-10", "GS-15")
    assert step(result, "one-above-base").grade == "GS-16"
    assert step(result, "range").met is False
    assert "above-range" in codes(result)
    assert "above-range" not in codes(evaluate("1-1 2-1 3-2 4A-1 4B-1 5-8 6-1", base_grade=14))


@pytest.mark.parametrize(
    ("levels", "base", "chief", "deputy"),
    [(OFFICER, 9, "GS-11", "GS-10"), (OFFICER, None, "GS-11", "GS-10"), (LEAST, 9, "GS-11", "GS-10"),
     (LEAST, 10, "GS-11", "GS-10"), ("1-1 2-1 3-2 4A-1 4B-1 5-8 6-1", 15, "GS-15", "GS-15"),
     ("1-1 2-1 3-2 4A-1 4B-1 5-8 6-1", 14, "GS-15", "GS-14")],
)  # fmt: skip
def test_a_full_deputy_is_one_grade_below_the_chief_so_graded(
    levels: str, base: int | None, chief: str, deputy: str
) -> None:
    assert evaluate(levels, base_grade=base).grade == chief
    result = evaluate(levels, base_grade=base, deputy=True)
    assert result.grade == deputy
    assert step(result, "deputy").source == "GSSG p. 6, 9, 30"
    assert "deputy" in codes(result)
    assert result.steps[-1].grade == deputy


@pytest.mark.parametrize(
    ("base", "level", "agree"),
    [(8, "5-5", False), (9, "5-5", True), (10, "5-5", True), (11, "5-5", False), (13, "5-8", True), (15, "5-8", True)],
)
def test_a_base_that_contradicts_factor_5_is_refused(base: int, level: str, agree: bool) -> None:
    levels = LEAST.replace("5-5", level)
    if agree:
        assert evaluate(levels, base_grade=base).base_grade == f"GS-{base}"
    else:
        (fault,) = faults(levels, base_grade=base)
        assert f"Factor 5 is given as 5-5, but a base grade of GS-{base} gives" in fault


def test_all_faults_at_once() -> None:
    found = faults("1-9 2-1", base_grade=16, special_situations=9, time_share=-1, exclusions=["x"], kind_of_work="odd")
    for said in ("'odd' is not a kind of work", "1-9", "Factor 3", "-1", "'x'", "0 to 8", "16"):
        assert any(said in fault for fault in found), said


def test_missing_3_2_is_refused() -> None:
    assert any("levels are 3-2 to 3-4" in fault for fault in faults(OFFICER.replace("3-2", "3-1")))
    assert any("is missing; give one of 3-2 to 3-4" in fault for fault in faults(OFFICER.replace("3-2 ", "")))


@pytest.mark.parametrize(("six", "base", "told"), [("6-4", 10, False), ("6-5", 10, True), ("6-5", 11, False),
                                                   ("6-6", 11, True), ("6-6", 12, False)])  # fmt: skip
def test_a_factor_6_written_for_higher_work_is_told(six: str, base: int, told: bool) -> None:
    levels = LEAST.replace("6-1", six).replace("5-5", level_for(base, GUIDE).level)
    assert ("factor-6-above-base" in codes(evaluate(levels, base_grade=base))) is told


@pytest.mark.parametrize(("six", "base", "told"), [("6-1", 8, False), ("6-1", 9, True), ("6-2", 10, False),
                                                   ("6-2", 11, True), ("6-3", 11, False), ("6-3", 12, True),
                                                   ("6-4", 15, False)])  # fmt: skip
def test_a_factor_6_written_for_much_lower_work_is_told(six: str, base: int, told: bool) -> None:
    levels = LEAST.replace("6-1", six).replace("5-5", level_for(base, GUIDE).level)
    assert ("factor-6-below-base" in codes(evaluate(levels, base_grade=base))) is told


def test_6_3_may_rest_on_work_of_judgment_of_no_named_grade() -> None:
    """GSSG p. 25: analytical, evaluative or creative work whatever its grade."""
    levels = LEAST.replace("6-1", "6-3").replace("5-5", "5-3")
    (told,) = [f for f in evaluate(levels, base_grade=6).findings if f.code == "factor-6-above-base"]
    assert "unless it is work of judgment" in told.message
    checked = check(load_checklists("gssg"), {"6-3-judgment": [1], "6-3-why": [2]})
    assert "factor-6-above-base" not in codes(supervisory.evaluate(levels, base_grade=6, checked=checked))


@pytest.mark.parametrize(
    ("contacts", "same", "told"),
    [
        ("4A-1 4B-4", None, "contacts-apart"), ("4A-1 4B-4", True, "contacts-apart"), ("4A-1 4B-2", None, ""),
        ("4A-3 4B-1", None, "contacts-apart"), ("4A-3 4B-2", None, ""), ("4A-2 4B-2", False, "contacts-differ"),
    ],
)  # fmt: skip
def test_nature_and_purpose_rest_on_the_same_contacts(contacts: str, same: bool | None, told: str) -> None:
    result = evaluate(LEAST.replace("4A-1 4B-1", contacts), base_grade=9, same_contacts=same)
    assert [code for code in codes(result) if code.startswith("contacts")] == [told] * bool(told)
    assert step(result, "contacts").met is same


def test_what_one_level_would_change_is_the_grade_after_the_adjustments() -> None:
    """Down to 6-2 the points convert to GS-10, but a GS-9 base still makes GS-11."""
    before, after = (one_level_words(evaluate(OFFICER, **given).one_level) for given in ({}, {"base_grade": 9}))
    assert "GS-10 with" in before and "6-2" in before
    assert "GS-10" not in after and after.startswith("GS-12 with 1-3")


#: 2,730 points, 25 below the line to GS-12: no more than the smallest step, 4A-2 to 4A-3.
NEAR = "1-1 2-2 3-2 4A-2 4B-1 5-6 6-3"


def test_a_line_that_the_adjustments_pass_over_is_not_near() -> None:
    found = {
        base: [f for f in evaluate(NEAR, base_grade=base).findings if f.code == "near-line"] for base in (None, 11)
    }
    assert evaluate(NEAR).to_next == 25 and evaluate(NEAR).grade == "GS-11"
    assert [f.message.partition(":")[0] for f in found[None]] == ["25 more points would make it GS-12"]
    assert evaluate(NEAR, base_grade=11).grade == "GS-12" and not found[11]  # one above the base on either side


def test_steps_read_as_an_argument_and_name_their_pages() -> None:
    result = evaluate(LEAST, base_grade=find_base(STAFF), special_situations=3, deputy=True, time_share=40)
    assert [s.code for s in result.steps] == [
        "time", "authority", "exclusions", "contacts", "quarter", "base-level", "situations", "conversion",
        "condition-a", "condition-b", "one-above-base", "gs-9-base", "deputy", "range",
    ]  # fmt: skip
    for each in result.steps:
        assert each.source.startswith("GSSG p. ")
        assert each.asked.endswith("?")
        assert each.outcome.endswith(".")
        assert each.asked in each.text
        assert each.source in each.text
    assert step(result, "contacts").source == "GSSG p. 18"


def test_the_result_is_frozen_and_ready_for_json() -> None:
    result = evaluate(OFFICER, base_grade=find_base(STAFF))
    with pytest.raises(AttributeError):
        result.grade = "GS-12"  # type: ignore[misc]  # what is frozen cannot be set
    printed = json.loads(json.dumps(result.as_dict()))
    assert (printed["total"], printed["grade"], printed["range"]) == (2650, "GS-11", {"low": 2355, "high": 2750})
    assert {"code", "asked", "met", "outcome", "source", "grade"} == printed["steps"][0].keys()


# Laws -------------------------------------------------------------------------------------------


def with_base(chosen: tuple[str, ...], base: int) -> tuple[str, ...]:
    """The set with the level of factor 5 that its base grade gives."""
    return tuple(level_for(base, GUIDE).level if code.startswith("5-") else code for code in chosen)


@given(any_set, grades, st.integers(0, 8))
def test_adjustments_never_lower_the_grade_and_keep_it_in_the_guide(
    chosen: tuple[str, ...], base: int, situations: int
) -> None:
    result = evaluate(with_base(chosen, base), base_grade=base, special_situations=situations)
    plain = evaluate(with_base(chosen, base), special_situations=situations)
    assert number(plain.grade) <= number(result.grade) <= 15
    assert number(result.grade) > base or number(result.grade) == 15
    assert base != 9 or number(result.grade) >= 11


@given(any_set, grades)
def test_a_deputy_is_never_above_the_chief_and_at_most_one_below(chosen: tuple[str, ...], base: int) -> None:
    levels = with_base(chosen, base)
    chief, deputy = evaluate(levels, base_grade=base), evaluate(levels, base_grade=base, deputy=True)
    assert number(chief.grade) - number(deputy.grade) in (
        (0,) if base == 15 and number(chief.converted) <= 15 else (1,)
    )


@given(any_set, grades, st.integers(0, 8), st.integers(0, 6))
def test_one_level_up_never_lowers_total_or_grade(
    chosen: tuple[str, ...], base: int, situations: int, which: int
) -> None:
    levels = list(with_base(chosen, base))
    above = GUIDE.step(GUIDE.by_code[levels[which]], 1)
    if above is None:
        return
    raised = [*levels[:which], above.code, *levels[which + 1 :]]
    higher = next(row.lowest_grade for row in GUIDE.base_levels if row.level == above.code) if which == 5 else base
    before = evaluate(levels, base_grade=base, special_situations=situations)
    after = evaluate(raised, base_grade=higher, special_situations=situations)
    assert after.total >= before.total
    assert number(after.grade) >= number(before.grade)


@given(any_set, st.integers(0, 7))
def test_one_more_situation_never_lowers_the_total_and_adds_one_level_at_most(
    chosen: tuple[str, ...], situations: int
) -> None:
    less, more = (evaluate(chosen, special_situations=n) for n in (situations, situations + 1))
    assert less.total <= more.total
    assert int(more.credits[-1].level[-1]) - int(more.given[-1].level[-1]) in (0, 1)
    assert more.total == sum(credit.points for credit in more.credits)
