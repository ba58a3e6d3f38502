"""Moves, ways, grids and the borderline review, against every set of a small standard and samples of the full ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fesgrade import LevelsError, evaluate
from fesgrade.borderline import coach
from fesgrade.levels import read_levels
from fesgrade.lines import near_lines
from fesgrade.standards import Level, Standard
from fesgrade.tables import load
from fesgrade.ways import Ways, ways
from fesgrade.whatif import grid, moves, notes
from tests.small import all_sets, grade_of, standard_of, standards_and_sets

CATALOG = load()
HR = CATALOG.standards["gs-0201"]
ASSISTANCE = CATALOG.standards["gs-0203"]
GSSG = CATALOG.standards["gssg"]
OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
#: The same with 4-3: 2,360 points, 5 above the floor of GS-11.
NEAR = "1-7 2-4 3-3 4-3 5-3 2b 8-1 9-1"
ASSISTANT = "1-4 2-3 3-2 4-2 5-2 2b 8-1 9-1"
SUPERVISOR = "1-2 2-1 3-2 4A-2 4B-2 5-5 6-3"

full_sets = st.sampled_from(["fes-primary", "gs-0201", "gssg"]).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.tuples(*(st.sampled_from([lv.code for lv in f.levels]) for f in CATALOG.standards[name].factors)),
    )
)


def faults(function: Callable[..., object], *arguments: object, **more: object) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        function(*arguments, **more)
    return caught.value.faults


def chosen(codes: tuple[str, ...], standard: Standard) -> tuple[Level, ...]:
    return tuple(standard.by_code[code] for code in codes)


def ends(result: Ways) -> list[list[tuple[str, str]]]:
    return [[(change.start, change.end) for change in way.changes] for way in result.ways]


# Moves ------------------------------------------------------------------------------------------


@given(standards_and_sets())
def test_moves_are_all_sets_that_differ_in_one_factor(drawn: tuple[Standard, tuple[str, ...]]) -> None:
    standard, codes = drawn
    now = chosen(codes, standard)
    expected = set()
    for other in all_sets(standard):
        changed = [(a.code, b.code) for a, b in zip(now, other, strict=True) if a is not b]
        if len(changed) == 1:
            total = sum(level.points for level in other)
            expected.add((*changed[0], total, grade_of(total, standard)))
    found = moves(codes, standard)
    assert {(m.change.start, m.change.end, m.total, m.grade) for m in found.moves} == expected
    assert len(found.moves) == len(expected)
    assert found.total == sum(level.points for level in now)
    assert found.grade == grade_of(found.total, standard)


@given(full_sets)
def test_moves_agree_with_evaluate_and_put_flips_first(drawn: tuple[str, tuple[str, ...]]) -> None:
    name, codes = drawn
    found = moves(codes, CATALOG.standards[name])
    for move in found.moves:
        levels = [move.change.end if code == move.change.start else code for code in codes]
        result = evaluate(levels, name)
        assert (move.total, move.grade) == (result.total, result.grade)
        assert move.total - found.total == move.change.points
        assert (move.flip != 0) == (move.grade != found.grade)
        assert int(move.grade[3:]) - int(found.grade[3:]) == move.flip
    assert len(found.moves) == sum(len(f.levels) - 1 for f in CATALOG.standards[name].factors)
    keys = [(move.flip == 0, abs(move.change.levels), abs(move.change.points)) for move in found.moves]
    assert keys == sorted(keys)


@given(standards_and_sets())
def test_lines_name_every_factor_once_and_its_smallest_move_across(drawn: tuple[Standard, tuple[str, ...]]) -> None:
    standard, codes = drawn
    found = moves(codes, standard)
    number = int(found.grade[3:])
    for line, sign in ((found.up, 1), (found.down, -1)):
        if line is None:
            edge_grade = standard.grades[-1] if sign > 0 else standard.grades[0]
            assert found.grade == edge_grade.name
            continue
        assert line.grade == f"GS-{number + sign}"
        assert line.points * sign > 0
        assert grade_of(line.edge, standard) == line.grade
        assert grade_of(line.edge - sign * 5, standard) == found.grade
        crossing: dict[str, list[tuple[int, str]]] = {factor.id: [] for factor in standard.factors}
        most = dict.fromkeys(crossing, 0)
        for move in found.moves:
            if move.change.levels * sign > 0:
                most[move.change.factor] = max(most[move.change.factor], sign * move.change.points)
                if (move.total - line.edge) * sign >= 0:
                    crossing[move.change.factor].append((abs(move.change.levels), move.change.end))
        assert {m.change.factor: m.change.end for m in line.alone} == {f: min(c)[1] for f, c in crossing.items() if c}
        assert {s.factor: s.points for s in line.cannot} == {f: sign * most[f] for f, c in crossing.items() if not c}
        assert all(abs(move.change.levels) == 1 for move in line.by_one_level)


def test_the_officer_is_320_points_below_gs_12_and_85_above_gs_10() -> None:
    found = moves(OFFICER, HR)
    assert (found.total, found.grade) == (2435, "GS-11")
    assert found.up is not None and found.down is not None
    assert (found.up.grade, found.up.edge, found.up.points) == ("GS-12", 2755, 320)
    assert (found.down.grade, found.down.edge, found.down.points) == ("GS-10", 2350, -85)
    assert [move.change.end for move in found.up.alone] == ["3-5", "1-9"]
    assert {short.factor: short.points for short in found.up.cannot} == {
        "2": 200, "4": 225, "5": 300, "6": 85, "7": 170, "8": 45, "9": 45,
    }  # fmt: skip
    assert {move.change.end for move in found.down.by_one_level} == {"1-6", "2-3", "3-2"}
    assert found.up.by_one_level == ()
    drop = next(move for move in found.moves if move.change.end == "1-6")
    assert (drop.total, drop.grade, drop.flip, drop.change.points, drop.change.levels) == (2135, "GS-10", -1, -300, -1)


def test_the_first_decision_is_170_points_below_the_gs_7_that_the_agency_gave() -> None:
    found = moves(ASSISTANT, ASSISTANCE)
    assert (found.total, found.grade) == (1185, "GS-6")
    assert found.up is not None
    assert (found.up.grade, found.up.edge, found.up.points) == ("GS-7", 1355, 170)
    move = next(move for move in found.moves if move.change.end == "2-4")
    assert (move.total, move.grade, move.change.status) == (1360, "GS-7", "outside")


def test_words_say_what_each_level_on_the_way_needs() -> None:
    found = {m.change.end: m.change for m in moves(OFFICER, HR).moves}
    assert found["1-9"].needs == (
        f"1-8 would also need {HR.by_code['1-7'].next_needs}",
        f"1-9 would also need {HR.by_code['1-8'].next_needs}",
    )
    assert found["1-5"].needs == (f"1-5 is this: {HR.by_code['1-5'].synopsis}",)
    assert all(change.needs and all(words.endswith(".") for words in change.needs) for change in found.values())


def test_words_fall_back_to_the_level_itself_where_a_table_does_not_say_what_is_needed() -> None:
    standard = standard_of([[10, 20]], [10])
    bare = replace(standard.factors[0], levels=tuple(replace(lv, next_needs="") for lv in standard.factors[0].levels))
    (move,) = moves("1-1", replace(standard, factors=(bare,))).moves
    assert move.change.needs == ("1-2 is this: synopsis of 1-2.",)


def test_top_and_bottom_have_no_line_beyond() -> None:
    top = moves([f.levels[-1].code for f in HR.factors], HR)
    bottom = moves([f.levels[0].code for f in HR.factors], HR)
    assert (top.total, top.grade, top.up) == (4480, "GS-15", None)
    assert (bottom.total, bottom.grade, bottom.down) == (190, "GS-1", None)


def test_a_line_that_no_set_can_cross_lists_all_factors_as_not_able_to() -> None:
    lowest = moves([f.levels[0].code for f in GSSG.factors], GSSG)
    assert (lowest.total, lowest.grade) == (1165, "GS-6")
    assert lowest.down is not None
    assert (lowest.down.grade, lowest.down.alone) == ("GS-5", ())
    assert [(short.factor, short.points) for short in lowest.down.cannot] == [(f.id, 0) for f in GSSG.factors]


@pytest.mark.parametrize(
    ("levels", "grade"),
    [
        ("1-7 2-4 3-3 4-3 5-2 6-1 7-2 8-1 9-1", "GS-10"),  # 2,270
        ("1-6 2-5 3-3 4-3 5-3 6-1 7-3 8-1 9-2", "GS-10"),  # 2,330
    ],
)
def test_known_totals_near_the_gs_11_floor(levels: str, grade: str) -> None:
    found = moves(levels, HR)
    assert found.grade == grade == evaluate(levels, "gs-0201").grade
    assert found.up is not None and found.up.points == 2355 - found.total


def test_moves_refuse_what_evaluate_refuses() -> None:
    assert faults(moves, "1-10 2-4", HR) == faults(evaluate, "1-10 2-4")


def test_a_standard_may_be_given_by_its_id() -> None:
    own = replace(CATALOG, standards={**CATALOG.standards, "own": HR})
    for function, *more in ((moves,), (ways, "GS-12"), (grid, "1", "4")):
        assert function(OFFICER, "gs-0201", *more) == function(OFFICER, HR, *more)
        assert function(OFFICER, "own", *more, data=own) == function(OFFICER, HR, *more)
        (fault,) = faults(function, OFFICER, "gs-9999", *more)
        assert fault.startswith("'gs-9999' is not a known standard; choose one of aageg, fes-primary,")
    assert evaluate(OFFICER, HR) == evaluate(OFFICER, "gs-0201")


# Ways -------------------------------------------------------------------------------------------


def smallest(
    standard: Standard, codes: tuple[str, ...], target: int, *, hold: Collection[str], described_only: bool
) -> set[frozenset[str]]:
    """Try every set of levels and return the ends of the changes of the smallest ways."""
    now = chosen(codes, standard)
    grade = next((each for each in standard.grades if each.grade == target), None)
    total = sum(level.points for level in now)
    best: tuple[int, int, int] | None = None
    found: set[frozenset[str]] = set()
    if grade is None:
        return found
    for other in all_sets(standard):
        changed = [(a, b) for a, b in zip(now, other, strict=True) if a is not b]
        reached = sum(level.points for level in other)
        if grade_of(reached, standard) != grade.name:
            continue
        if any(b.factor in hold for _, b in changed):
            continue
        if described_only and any(b.status != "described" for _, b in changed):
            continue
        over = reached - grade.low if grade.low > total else abs((grade.high or reached) - reached) if changed else 0
        key = len(changed), sum(abs(b.number - a.number) for a, b in changed), over
        if best is None or key < best:
            best, found = key, set()
        if key == best:
            found.add(frozenset(b.code for _, b in changed))
    return found


@settings(max_examples=300)
@given(standards_and_sets(), st.data())
def test_ways_are_all_the_smallest_of_all_sets(drawn: tuple[Standard, tuple[str, ...]], data: st.DataObject) -> None:
    standard, codes = drawn
    target = data.draw(st.integers(1, 10), label="target")
    hold = data.draw(st.sets(st.sampled_from([f.id for f in standard.factors])), label="hold")
    described_only = data.draw(st.booleans(), label="described_only")
    expected = smallest(standard, codes, target, hold=hold, described_only=described_only)
    if not expected:
        (fault,) = faults(ways, codes, standard, target, hold=hold, described_only=described_only)
        assert f"GS-{target} cannot be reached" in fault
        return
    result = ways(codes, standard, target, hold=hold, described_only=described_only)
    assert {frozenset(change.end for change in way.changes) for way in result.ways} == expected
    assert len(result.ways) == len(expected)
    assert len({(len(way.changes), way.levels, way.overshoot) for way in result.ways}) == 1
    for way in result.ways:
        assert grade_of(way.total, standard) == result.target == f"GS-{target}"
        assert way.total == result.total + sum(change.points for change in way.changes)


@settings(max_examples=60)
@given(full_sets, st.data())
def test_ways_of_the_full_standards_agree_with_trying_the_sets_of_few_changes(
    drawn: tuple[str, tuple[str, ...]], data: st.DataObject
) -> None:
    name, codes = drawn
    standard = CATALOG.standards[name]
    grade = data.draw(st.sampled_from(standard.grades), label="grade")
    now = chosen(codes, standard)
    total = sum(level.points for level in now)
    assume(not grade.low <= total <= (grade.high or total))
    up = grade.low > total
    best: tuple[int, int] | None = None
    expected: set[frozenset[str]] = set()
    size = 0
    for size in range(1, 4):
        for picked in itertools.combinations(range(len(now)), size):
            others = [[lv for lv in standard.factors[i].levels if lv is not now[i]] for i in picked]
            for new in itertools.product(*others):
                reached = total + sum(b.points - now[i].points for i, b in zip(picked, new, strict=True))
                if not grade.low <= reached <= (grade.high or reached):
                    continue
                moved = sum(abs(b.number - now[i].number) for i, b in zip(picked, new, strict=True))
                key = moved, reached - grade.low if up else (grade.high or reached) - reached
                if best is None or key < best:
                    best, expected = key, set()
                if key == best:
                    expected.add(frozenset(b.code for b in new))
        if best:
            break
    if best is None:  # four factors or more, or out of reach
        try:
            assert all(len(way.changes) > 3 for way in ways(codes, standard, grade.grade).ways)
        except LevelsError as error:
            assert (standard.id, grade.name) == ("gssg", "GS-5"), error
        return
    result = ways(codes, standard, grade.name)
    assert {frozenset(change.end for change in way.changes) for way in result.ways} == expected
    assert {(len(way.changes), way.levels, way.overshoot) for way in result.ways} == {(size, *best)}


def test_ways_of_the_officer() -> None:
    assert ends(ways(OFFICER, HR, "GS-12")) == [[("3-3", "3-5")]]
    assert ends(ways(OFFICER, HR, 9)) == [[("1-7", "1-5")]]
    assert ends(ways(OFFICER, HR, "GS-12", hold=["1", "3"])) == [[("2-4", "2-5"), ("7-2", "7-4")]]
    way = ways(OFFICER, HR, "GS-12").ways[0]
    assert (way.total, way.overshoot, way.levels) == (2810, 55, 2)
    assert len(way.changes[0].needs) == 2


def test_ways_of_the_assistant_between_gs_6_and_gs_7() -> None:
    up = ways(ASSISTANT, ASSISTANCE, "GS-7")
    assert (up.total, up.grade, up.target) == (1185, "GS-6", "GS-7")
    assert ends(up) == [[("2-3", "2-4")]]
    assert (up.ways[0].total, up.ways[0].overshoot) == (1360, 5)
    # 2-4 is known not to be in the standard; with the levels that are, it takes knowledge 1-5.
    assert ends(ways(ASSISTANT, ASSISTANCE, "GS-7", described_only=True)) == [[("1-4", "1-5")]]


def test_equal_ways_are_all_named_in_the_order_of_the_factors() -> None:
    standard = standard_of([[5, 10], [5, 10], [5, 10]], [15, 25])
    assert ends(ways("1-1 2-1 3-1", standard, 4)) == [
        [("1-1", "1-2"), ("2-1", "2-2")],
        [("1-1", "1-2"), ("3-1", "3-2")],
        [("2-1", "2-2"), ("3-1", "3-2")],
    ]


def test_a_way_may_raise_one_factor_and_lower_another() -> None:
    standard = standard_of([[10, 60], [10, 40]], [20, 45, 50, 55, 70, 75, 105])
    assert ends(ways("1-1 2-2", standard, "GS-7")) == [[("1-1", "1-2"), ("2-2", "2-1")]]


def test_the_grade_one_has_is_one_way_without_a_change() -> None:
    result = ways(OFFICER, HR, "GS-11")
    assert [(way.changes, way.total, way.overshoot) for way in result.ways] == [((), 2435, 0)]


@pytest.mark.parametrize(
    ("levels", "standard", "target", "fault"),
    [
        (OFFICER, HR, "GS-16", "GS-16 cannot be reached with any levels of GS-0201; the highest grade that can is "
         "GS-15, at up to 4,480 points."),
        (OFFICER, HR, 0, "GS-0 cannot be reached with any levels of GS-0201; the lowest grade that can is "
         "GS-1, at 190 points or more."),
        (SUPERVISOR, GSSG, "GS-5", "GS-5 cannot be reached with any levels of GSSG; the lowest grade that can is "
         "GS-6, at 1,165 points or more."),
        ("1-1 2-1", standard_of([[10, 60], [10, 60]], [20, 40, 50, 60, 75]), "GS-4", "GS-4 cannot be reached with any "
         "levels of Small; next to it, GS-3 and GS-6 can."),
    ],
)  # fmt: skip
def test_a_grade_out_of_reach_names_the_nearest_that_is_not(
    levels: str, standard: Standard, target: str | int, fault: str
) -> None:
    assert faults(ways, levels, standard, target) == (fault,)


def test_out_of_reach_says_when_it_is_for_the_limits_set() -> None:
    (fault,) = faults(ways, OFFICER, HR, "GS-15", hold=["1"], described_only=True)
    assert fault == (
        "GS-15 cannot be reached with the levels described by GS-0201 while those factors are held; "
        "the highest grade that can is GS-14, at up to 3,790 points."
    )


def test_every_fault_of_the_question_is_told_at_once() -> None:
    told = faults(ways, "1-10 2-4", HR, "grade twelve", hold=["x", "10"])
    assert told[: len(told) - 3] == faults(evaluate, "1-10 2-4")
    assert told[-3:] == (
        "'grade twelve' is not a grade; write it as GS-12 or 12.",
        "'10' is not a factor of GS-0201; its factors are 1, 2, 3, 4, 5, 6, 7, 8, 9.",
        "'X' is not a factor of GS-0201; its factors are 1, 2, 3, 4, 5, 6, 7, 8, 9.",
    )


# Two factors at once ----------------------------------------------------------------------------


@given(standards_and_sets(), st.data())
def test_grid_holds_every_pair_of_levels(drawn: tuple[Standard, tuple[str, ...]], data: st.DataObject) -> None:
    standard, codes = drawn
    assume(len(standard.factors) > 1)
    rows, columns = data.draw(st.permutations([f.id for f in standard.factors]), label="factors")[:2]
    result = grid(codes, standard, rows, columns)
    now = read_levels(codes, standard)
    total = sum(level.points for level in now.values())
    assert (result.rows.id, result.columns.id) == (rows, columns)
    assert [[(c.row, c.column) for c in row] for row in result.cells] == [
        [(one.code, other.code) for other in standard.by_factor[columns].levels]
        for one in standard.by_factor[rows].levels
    ]
    for cell in itertools.chain(*result.cells):
        one, other = standard.by_code[cell.row], standard.by_code[cell.column]
        reached = total - now[rows].points - now[columns].points + one.points + other.points
        assert (cell.total, cell.grade) == (reached, grade_of(reached, standard))
        assert cell.current == (one is now[rows] and other is now[columns])
        assert cell.described == (one.status == other.status == "described")
    assert sum(cell.current for cell in itertools.chain(*result.cells)) == 1


def test_grid_of_the_officer_shows_the_subordinate() -> None:
    result = grid(OFFICER, HR, "1", "4")
    cell = next(c for row in result.cells for c in row if (c.row, c.column) == ("1-6", "4-3"))
    assert (cell.total, cell.grade, cell.flip, cell.current, cell.described) == (2060, "GS-9", -2, False, True)
    assert not result.cells[0][0].described


def test_grid_refuses_one_factor_twice_and_unknown_ones() -> None:
    assert faults(grid, OFFICER, HR, "1", "1") == ("The rows and the columns are both factor 1; choose two factors.",)
    assert [f[:28] for f in faults(grid, OFFICER, HR, "4a", "x")] == [
        "'4A' is not a factor of GS-0",
        "'X' is not a factor of GS-02",
    ]
    assert grid(SUPERVISOR, GSSG, "4a", "4b").rows.id == "4A"


# The borderline review --------------------------------------------------------------------------


@given(standards_and_sets())
def test_the_review_is_for_totals_near_a_line_and_names_every_factor_that_can_cross_it(
    drawn: tuple[Standard, tuple[str, ...]],
) -> None:
    standard, codes = drawn
    result = coach(codes, standard, CATALOG)
    found = moves(codes, standard)
    chosen = {standard.by_code[code].factor: standard.by_code[code] for code in codes}
    near = {f"GS-{line.grade}" for line in near_lines(chosen, standard, None)}
    assert (result is None) == (not near)
    if result:
        assert {line.grade for line in result.lines} == near
        sides = {line.points > 0 for line in result.lines}
        steps = {m.change.end: m for m in found.moves if abs(m.change.levels) == 1 and (m.change.points > 0) in sides}
        checks = [check for step in result.steps for check in step.checks]
        assert {check.move.change.end for check in checks} == set(steps)
        for check in checks:
            assert check.threshold == standard.by_code[check.level].synopsis
            assert f"{check.move.total:,} points, {check.move.grade}" in check.question


@pytest.mark.parametrize("levels", [OFFICER, NEAR])
def test_the_review_and_the_finding_agree(levels: str) -> None:
    said = [f for f in evaluate(levels).findings if f.code == "near-line"]
    assert bool(coach(levels, HR, CATALOG)) == bool(said) == (levels == NEAR)


def test_the_review_of_a_total_just_above_a_floor_follows_the_handbook() -> None:
    result = coach(NEAR, HR, CATALOG)
    assert result is not None
    assert (result.total, result.grade, [line.grade for line in result.lines]) == (2360, "GS-11", ["GS-10"])
    assert [(step.title, step.source) for step in result.steps] == [
        ("See which line is near", "Handbook p. 11"),
        ("Compare the pattern", "Handbook p. 11; Handbook p. 15"),
        ("Check each level again", "Handbook p. 10 and 12"),
        ("Take the grade that the points give", "Handbook p. 12"),
    ]
    assert result.steps[0].text == "2,360 points are GS-11; 10 fewer would make it GS-10."
    patterns = {(p.grade, p.factor): p for p in result.steps[1].patterns}
    assert patterns["GS-11", "6"].typical == ("6-3",) and not patterns["GS-11", "6"].fits
    assert patterns["GS-11", "1"].typical == ("1-7",) and patterns["GS-11", "1"].fits
    assert {grade for grade, _ in patterns} == {"GS-11", "GS-10"}
    checks = {check.factor: check for check in result.steps[2].checks}
    assert set(checks) == set("1234567")  # every factor that has a lower level
    assert (checks["3"].level, checks["3"].source) == ("3-3", HR.by_code["3-3"].source)
    assert checks["3"].question == "Does the work fully meet 3-3? If not, it is 3-2: 2,210 points, GS-10."


def test_the_review_of_supervisory_work_follows_its_own_guide() -> None:
    result = coach("1-1 2-2 3-2 4A-2 4B-1 5-6 6-3", GSSG, CATALOG)
    assert result is not None
    assert [step.source for step in result.steps] == ["GSSG p. 8 and 29", "GSSG p. 8", "GSSG p. 29-30"]
    up = next(check for check in result.steps[1].checks if check.move.change.end == "6-4")
    assert up.question == (
        f"6-4 would also need {GSSG.by_code['6-3'].next_needs} "
        "If the work fully meets that too: 6-4: 2,875 points, GS-12; if not, 6-3 stays."
    )


def test_the_worked_what_if_of_an_analyst_is_one_level_of_guidance_short_of_the_next_grade() -> None:
    """AAGEG p. 4-5: all that is common at GS-11 at its highest; of its GS-12 column only 3-4 is missing."""
    case = CATALOG.cases["analyst-what-if"]
    assert (case.total, case.grade) == (2715, "GS-11")
    guide = CATALOG.standards["aageg"]
    (guidance,) = (move for move in moves(list(case.levels), guide).moves if move.change.end == "3-4")
    assert (guidance.total, guidance.grade) == (2890, "GS-12")
    assert guidance.change.needs[0].endswith(guide.by_code["3-3"].next_needs)
    chosen = {level: number for level, numbers in guide.typical[12].levels.items() for number in numbers}
    apart = [code for code in case.levels if int(code[2:]) != chosen[code[0]]]
    assert apart == ["3-3"]


def test_the_review_compares_with_the_kind_of_work_asked_for() -> None:
    near = "1-4 2-2 3-2 4-2 5-3 2b 8-1 9-1"  # 5 points above the floor of GS-6
    result = coach(near, ASSISTANCE, CATALOG, "technical")
    assert result is not None
    assert result.steps[1].source == f"Handbook p. 11; {CATALOG.handbook['technical', 6].source}"
    assert faults(coach, near, ASSISTANCE, CATALOG, "clerical")[0].startswith("'clerical' is not a kind of work")
    none = coach(near, ASSISTANCE, CATALOG, "")
    assert none is not None and none.steps[1].patterns == ()


def test_the_notes_name_their_pages() -> None:
    assert [(note.code, note.source) for note in notes(HR)] == [("duties-first", "Handbook p. 10; Introduction p. 13")]
    assert [(note.code, note.source) for note in notes(GSSG)] == [
        ("duties-first", "GSSG p. 8; Introduction p. 13"), ("before-adjustment", "GSSG p. 29-30"),
    ]  # fmt: skip
