"""Near a line, and what one level would change: two things, neither of which may hold for nearly every position."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from fesgrade import DataError, evaluate
from fesgrade.evaluation import Evaluation
from fesgrade.lines import near_lines, one_level, one_level_words, smallest_step
from fesgrade.standards import NearMeasure, Standard
from fesgrade.supervisory import grade as supervisory
from fesgrade.supervisory.grade import SupervisoryEvaluation
from fesgrade.tables import load
from tests.small import grade_of, standards_and_sets

CATALOG = load()
HR, PRIMARY = CATALOG.standards["gs-0201"], CATALOG.standards["fes-primary"]
#: Findings that speak of the standard and not of the position.
OF_THE_STANDARD = {"primary-alone", "no-adjustment", "unconfirmed-level"}


def near(levels: str, standard: str = "gs-0201") -> list[tuple[int, int]]:
    """Return the grade beyond and the points to it, for each line that the total is near to."""
    chosen = {code.rpartition("-")[0]: CATALOG.standards[standard].by_code[code] for code in levels.split()}
    return [(line.grade, line.points) for line in near_lines(chosen, CATALOG.standards[standard], None)]


@pytest.mark.parametrize(
    ("levels", "standard", "total", "lines"),
    [
        ("1-7 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1", "gs-0201", 2435, []),  # the second decision: 80 above the floor
        ("1-4 2-3 3-2 4-2 5-2 6-2 7-2 8-1 9-1", "gs-0203", 1185, []),  # the first: 80 above the floor
        ("1-2 2-1 3-2 4A-2 4B-2 5-5 6-3", "gssg", 2650, []),
    ],
)
def test_totals_that_are_not_near_a_line(levels: str, standard: str, total: int, lines: list[tuple[int, int]]) -> None:
    assert evaluate(levels, standard).total == total
    assert near(levels, standard) == lines


@pytest.mark.parametrize(
    ("levels", "total", "lines"),
    [
        # Below the line to GS-12 at 2,755: 8-1 and 9-1 could go up by 15 points each, the smallest step.
        ("1-6 2-5 3-5 4-3 5-4 6-3 7-2 8-1 9-1", 2745, [(12, 10)]),
        ("1-6 2-5 3-5 4-2 5-4 6-3 7-3 8-1 9-1", 2740, [(12, 15)]),
        ("1-6 2-5 3-5 4-2 5-5 6-2 7-2 8-1 9-1", 2735, []),
        # Above the floor of GS-11 at 2,355: 7-3 and 6-3 are at least 35 points above the next lower levels, 7-2 is 30.
        ("1-5 2-5 3-2 4-5 5-5 6-3 7-3 8-1 9-1", 2365, [(10, -15)]),
        ("1-5 2-4 3-5 4-2 5-5 6-3 7-2 8-1 9-1", 2370, [(10, -20)]),
        ("1-5 2-4 3-4 4-4 5-5 6-3 7-3 8-1 9-1", 2390, []),
    ],
)
def test_just_below_and_just_above_what_counts_as_near(levels: str, total: int, lines: list[tuple[int, int]]) -> None:
    assert evaluate(levels).total == total
    assert near(levels) == lines
    said = [finding for finding in evaluate(levels).findings if finding.code == "near-line"]
    assert len(said) == len(lines)
    for finding, (grade, points) in zip(said, lines, strict=True):
        way = "more" if points > 0 else "fewer"
        assert finding.message.startswith(f"{abs(points)} {way} points would make it GS-{grade}: not more than")
        assert "no source gives a number" in finding.message and finding.source == "Handbook p. 11-12"


@given(standards_and_sets())
def test_near_means_that_every_single_step_on_that_side_crosses(drawn: tuple[Standard, tuple[str, ...]]) -> None:
    standard, codes = drawn
    levels = {standard.by_code[code].factor: standard.by_code[code] for code in codes}
    total = sum(level.points for level in levels.values())
    found = near_lines(levels, standard, None)
    here = standard.grade_of(total)
    for by in (-1, 1):
        others = [(level, standard.step(level, by)) for level in levels.values()]
        totals = [total - level.points + other.points for level, other in others if other]
        crossing = bool(totals) and all(each >= standard.grades[0].low for each in totals)
        crossing = crossing and all(grade_of(each, standard) != here.name for each in totals)
        assert any(line.points * by > 0 for line in found) is crossing


@given(standards_and_sets())
def test_one_level_names_exactly_the_steps_that_change_the_grade(drawn: tuple[Standard, tuple[str, ...]]) -> None:
    standard, codes = drawn
    levels = {standard.by_code[code].factor: standard.by_code[code] for code in codes}
    total = sum(level.points for level in levels.values())
    lowest = standard.grades[0]

    def reach(old: object, new: object) -> int:
        changed = total - getattr(old, "points", 0) + getattr(new, "points", 0)
        return standard.grade_of(max(changed, lowest.low)).grade

    grade = standard.grade_of(total).grade
    found = one_level(levels, grade, standard, reach)
    named = {code: one.grade for one in found for code in one.levels}
    for level in levels.values():
        for other in (standard.step(level, -1), standard.step(level, 1)):
            if other:
                reached = reach(level, other)
                assert named.pop(other.code, None) == (None if reached == grade else f"GS-{reached}")
    assert not named
    assert [one.grade for one in found] == sorted({one.grade for one in found}, key=lambda name: int(name[3:]))


def test_what_one_level_would_change_in_words() -> None:
    officer = evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    assert one_level_words(officer.one_level) == "GS-10 with 1-6, 2-3 or 3-2."
    assert one_level_words(()) == "No single level of any factor leads to another grade."
    assert not [finding for finding in officer.findings if finding.code == "near-line"]


def test_the_smallest_step_at_the_ends_of_every_factor() -> None:
    lowest = {factor.id: factor.levels[0] for factor in PRIMARY.factors}
    highest = {factor.id: factor.levels[-1] for factor in PRIMARY.factors}
    assert (smallest_step(lowest, PRIMARY, -1), smallest_step(lowest, PRIMARY, 1)) == (None, 15)
    assert (smallest_step(highest, PRIMARY, 1), smallest_step(highest, PRIMARY, -1)) == (None, 30)


# A number of one's own --------------------------------------------------------------------------


@pytest.mark.parametrize(("points", "is_near"), [(80, False), (85, True)])
def test_a_folder_of_ones_own_says_how_near_is_near(tmp_path: Path, points: int, is_near: bool) -> None:
    """The officer's total is 85 points from GS-10: just below and just at the number given."""
    (tmp_path / "near-lines.csv").write_text(f"standard,points,source_ref\ngs-0201,{points},Agency guide p. 3\n")
    result = evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1", data=tmp_path)
    found = [finding for finding in result.findings if finding.code == "near-line"]
    assert bool(found) is is_near
    if found:
        assert "85 fewer points would make it GS-10: up to 85 count as near by Agency guide p. 3." in found[0].message
    assert load(tmp_path).near_lines["gs-0201"] == NearMeasure(points, "Agency guide p. 3")


def test_faults_of_such_a_table(tmp_path: Path) -> None:
    (tmp_path / "near-lines.csv").write_text("standard,points,source_ref\ngs-0202,x,p. 1\n")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [fault.partition(";")[0] for fault in caught.value.faults] == [
        "near-lines.csv, row 2, column points is 'x'",
        "near-lines.csv, row 2, column standard is 'gs-0202'",
    ]


# A finding that holds for every position is no finding ------------------------------------------


def realistic(standard: Standard, kind: str, chooser: random.Random) -> Evaluation:
    """Grade a set one or two steps away from a typical pattern of the Handbook (p. 14-17)."""
    printed = CATALOG.typical(kind)
    pattern = printed[chooser.choice([*printed])].levels
    levels = {factor: standard.by_code[f"{factor}-{chooser.choice(usual)}"] for factor, usual in pattern.items()}
    for _ in range(chooser.choice((1, 2))):
        factor = chooser.choice(sorted(levels))
        levels[factor] = standard.step(levels[factor], chooser.choice((-1, 1))) or levels[factor]
    return evaluate([level.code for level in levels.values()], standard, kind_of_work=kind)


@pytest.mark.parametrize(
    ("standard", "kind"),
    [
        ("gs-0201", "administrative"),
        ("gs-0203", "assistance"),
        *(("fes-primary", kind) for kind in ("professional", "administrative", "technical", "assistance")),
    ],
)
def test_no_finding_holds_for_more_than_a_third_of_1_500_realistic_positions(standard: str, kind: str) -> None:
    chooser, count = random.Random(f"{standard} {kind}"), 1_500
    held: Counter[str] = Counter()
    for _ in range(count):
        held.update({finding.code for finding in realistic(CATALOG.standards[standard], kind, chooser).findings})
    often = {code: times for code, times in held.items() if times * 3 > count}
    assert not often.keys() - OF_THE_STANDARD, often


def test_no_finding_holds_for_more_than_a_third_of_the_worked_cases() -> None:
    results: list[Evaluation | SupervisoryEvaluation] = []
    for case in CATALOG.cases.values():
        if CATALOG.standards[case.standard].is_supervisory:
            results.append(supervisory.evaluate(case.levels, base_grade=9, standard=case.standard))
        else:
            results.append(evaluate(case.levels, case.standard, kind_of_work=case.kind_of_work or None))
    held = Counter(code for result in results for code in {finding.code for finding in result.findings})
    assert not {code for code, times in held.items() if times * 3 > len(results)} - OF_THE_STANDARD
