"""Pictures: every spec compiles, reads the dataset ``rows`` and nothing else, and the rows say what was computed."""

from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction

import pytest
import vl_convert
from hypothesis import given

from fesgrade import chances, compare, mixed, whatif
from fesgrade.casebook.replay import replay
from fesgrade.casebook.tables import load as load_cases
from fesgrade.classroom import agreement, practice, ratings
from fesgrade.classroom.panel import Panel, RaterTotal
from fesgrade.pictures import rows as picture_rows
from fesgrade.pictures import specs as charts
from fesgrade.standards import GradeRange, Standard
from fesgrade.tables import load
from tests.small import all_sets, standards, standards_and_sets

CATALOG = load()
HR = CATALOG.standards["gs-0201"]
OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
SUBORDINATE = "1-6 2-4 3-3 4-3 5-3 2b 8-1 9-1"


@pytest.mark.parametrize("name", sorted(charts.CHARTS))
def test_every_picture_compiles_and_takes_other_rows(name: str) -> None:
    spec = charts.CHARTS[name]().to_dict()
    assert spec["data"]["name"] == "rows" and spec["data"]["values"]
    compiled = vl_convert.vegalite_to_vega(spec)
    assert [data["name"] for data in compiled["data"] if "values" in data] == ["rows"]
    assert "http" not in json.dumps({key: value for key, value in spec.items() if key != "$schema"})


ROWS = {
    "heat": picture_rows.heat_rows(whatif.grid(OFFICER, HR, "1", "4")),
    "grades": picture_rows.grade_rows({"GS-10": Fraction(1, 3), "GS-11": Fraction(2, 3)}, "GS-11"),
    "totals": picture_rows.totals_rows(chances.space(HR).totals, HR.grades, "GS-11", 2435),
    "waterfall": picture_rows.waterfall_rows(
        compare.waterfall(OFFICER, SUBORDINATE, HR), HR.factors, HR.grades, "Officer", "Subordinate"
    ),
}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("heat", ["1-7", "4-4", ">9<", ">11<"]),
        ("grades", [">10<", "33%", "67%"]),
        ("totals", [">15<", "Points", "2%"]),
        ("waterfall", ["Officer", "Knowledge, 1-7 to 1-6", "−300", "2,060, GS-9", "GS-10", "GS-11"]),
    ],
)
def test_what_if_pictures_show_their_rows(name: str, shown: list[str]) -> None:
    spec = charts.CHARTS[name]().to_dict()
    spec["data"]["values"] = json.loads(json.dumps(ROWS[name]))
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    assert [text for text in shown if text not in drawn] == []


@given(standards_and_sets())
def test_heat_has_a_row_for_every_cell(drawn: tuple[Standard, tuple[str, ...]]) -> None:
    standard, codes = drawn
    names = [factor.id for factor in standard.factors]
    for one, other in itertools.combinations(names, 2):
        result = whatif.grid(codes, standard, one, other)
        rows = picture_rows.heat_rows(result)
        cells = {(cell.row, cell.column): cell for line in result.cells for cell in line}
        assert len(rows) == len(cells)
        for row in rows:
            cell = cells[row["row"], row["column"]]
            assert (row["total"], row["grade"], row["current"]) == (cell.total, cell.grade, cell.current)
            assert 0 <= row["far"] <= picture_rows.FAR_GRADES and (row["far"] == 0) == (cell.flip == 0)
        assert rows[0]["row"] == standard.by_factor[one].levels[-1].code


@pytest.mark.parametrize(
    ("thousandths", "words"),
    [(0, "0%"), (1, "<1%"), (6, "1%"), (333, "33%"), (994, "99%"), (999, ">99%"), (1000, "100%")],
)
def test_small_and_large_shares_are_not_rounded_to_none_or_all(thousandths: int, words: str) -> None:
    assert picture_rows.grade_rows({"GS-1": Fraction(thousandths, 1000)})[0]["words"] == words


def test_percent_signs_are_left_out_where_bars_are_many() -> None:
    sets = chances.space(HR)
    rows = picture_rows.grade_rows({each.grade: each.share for each in sets.grades}, "GS-11")
    assert [row["words"] for row in rows][-5:] == ["16", "11", "6", "1", "<1"]
    assert [row["grade"] for row in rows if row["this"]] == ["GS-11"]


@given(standards())
def test_histogram_adds_up_and_no_bar_crosses_a_line(standard: Standard) -> None:
    check_histogram(chances.space(standard).totals, standard.grades)


def test_histogram_of_many_totals_is_gathered() -> None:
    sets = chances.space(HR)
    rows = check_histogram(sets.totals, HR.grades)
    assert len(sets.totals) > picture_rows.BARS > len([row for row in rows if row["kind"] == "total"])


def check_histogram(
    counts: tuple[tuple[int, int], ...], grades: tuple[GradeRange, ...]
) -> list[dict[str, str | float]]:
    total = counts[-1][0]
    rows = picture_rows.totals_rows(counts, grades, None, total)
    bars = [row for row in rows if row["kind"] == "total"]
    bands = [row for row in rows if row["kind"] == "grade"]
    whole = sum(count for _, count in counts)
    assert math.isclose(sum(row["share"] for row in bars), 1) and math.isclose(sum(row["share"] for row in bands), 1)
    for bar in bars:
        inside = sum(count for points, count in counts if bar["low"] <= points < bar["end"])
        assert math.isclose(bar["share"], inside / whole)
        assert any(
            band["low"] <= bar["low"] < bar["end"] <= band["end"] and band["grade"] == bar["grade"] for band in bands
        )
    for before, after in itertools.pairwise(bars):
        assert before["end"] <= after["low"]
    assert [(row["low"], row["end"]) for row in rows if row["kind"] == "here"] == [(total, total)]
    return rows


def test_a_histogram_of_nothing_is_empty() -> None:
    assert picture_rows.totals_rows((), HR.grades) == []


def test_the_waterfall_of_the_second_decision() -> None:
    shown = [(row["kind"], row["label"], row["before"], row["after"], row["words"]) for row in ROWS["waterfall"]]
    assert shown == [
        ("total", "Officer", 2435, 2435, "2,435, GS-11"),
        ("down", "Knowledge, 1-7 to 1-6", 2435, 2135, "−300"),
        ("down", "Complexity, 4-4 to 4-3", 2135, 2060, "−75"),
        ("total", "Subordinate", 2060, 2060, "2,060, GS-9"),
        ("line", None, 2105, 2105, "GS-10"),
        ("line", None, 2355, 2355, "GS-11"),
    ]


@given(standards())
def test_waterfalls_show_every_step_and_only_lines_between_totals(standard: Standard) -> None:
    sets = list(all_sets(standard))
    first, last = sets[0], sets[-1]
    bars = compare.waterfall([lv.code for lv in first], [lv.code for lv in last], standard)
    rows = picture_rows.waterfall_rows(bars, standard.factors, standard.grades, "a", "b")
    steps = [row for row in rows if row["kind"] != "line"]
    assert [row["after"] for row in steps] == [bar.after for bar in bars]
    assert all(row["kind"] == "up" for row in steps[1:-1])
    low, high = sum(lv.points for lv in first), sum(lv.points for lv in last)
    assert [row["before"] for row in rows if row["kind"] == "line"] == [
        g.low for g in standard.grades if low < g.low <= high
    ]


def test_time_against_grade_shows_what_controls_what_does_not_and_what_may_not() -> None:
    result = mixed.evaluate(
        [
            mixed.KindOfWork("Own", Fraction(100, 3), 9),
            mixed.KindOfWork("Projects", 20, 12),
            mixed.KindOfWork("Detail", 10, 13, temporary=True),
            mixed.KindOfWork("Supervision", 24.96, 11, supervisory=True),
        ]
    )
    rows = picture_rows.time_rows(result.kinds, result.unaccounted)
    assert [(row["place"], row["label"]) for row in rows] == [
        (0, "GS-13 Detail: 10%, may not control"),
        (1, "GS-12 Projects: 20%"),
        (2, "GS-11 Supervision: 24.96%, may not control"),
        (3, "GS-9 Own: 33.3%, controls"),
        (4, "In no kind of work: 11.7%"),
    ]
    spec = charts.CHARTS["time"]().to_dict()
    spec["data"]["values"] = json.loads(json.dumps(rows))
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    assert [text for text in (">25%<", ">half<", *(row["label"] for row in rows)) if text not in drawn] == []


def test_time_all_accounted_for_has_no_row_of_its_own() -> None:
    result = mixed.evaluate([mixed.KindOfWork("Own", 100, 9)])
    assert [row["role"] for row in picture_rows.time_rows(result.kinds, result.unaccounted)] == ["controls"]


def claims(case: str, changes: dict[str, str] | None = None) -> list[dict[str, str | int]]:
    """The rows of a decided case, with the reader's answers."""
    book = load_cases()
    return picture_rows.claims_rows(
        replay(book, case, changes), replay(book, case), book.catalog.standards["fes-primary"]
    )


def test_claims_hold_every_side_its_range_and_the_totals_there_are() -> None:
    made = claims("hr-assistant-military")
    held = [(row["role"], row["low"], row["end"]) for row in made if row["kind"] == "claim"]
    assert held == [
        ("agency", 1355, 1605), ("appellant", 2105, 2355), ("appellant", 2355, 2755), ("decided", 1105, 1355)
    ]  # fmt: skip
    assert [(row["role"], row["low"]) for row in made if row["kind"] == "total"] == [("decided", 1185)]
    assert [row["label"] for row in made if row["kind"] == "grade"] == [f"GS-{grade}" for grade in range(5, 13)]
    yours = claims("hr-officer", {"own-1": "1-8", "own-2": "2-5"})
    assert [row["low"] for row in yours if row["kind"] == "total"] == [2435, 2935]
    assert [row["label"] for row in yours if row["kind"] == "claim"][
        -1
    ] == "Your answers: GS-12, series 0201, 2,935 points"
    # Work that was never graded by points has no total.
    assumed = claims("hr-officer", {"projects": "25"})
    assert [row["role"] for row in assumed if row["kind"] == "total"] == ["decided"]


def test_claims_are_drawn_with_grades_and_names() -> None:
    spec = charts.CHARTS["claims"]().to_dict()
    spec["data"]["values"] = json.loads(json.dumps(claims("hr-officer", {"projects": "25"})))
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    shown = [
        "Agency: GS-11, series 0201",
        "OPM: GS-11, series 0201, 2,435 points",
        "Your answers: GS-12",
        ">12<",
        ">10<",
    ]
    assert [text for text in shown if text not in drawn] == []


def _panel() -> tuple[Panel, Standard]:
    cases_at_hand = practice.load()
    key = cases_at_hand.key("lab-budgets")
    lines = ["rater,case,factor,level,round"]
    for rater, by in (("A", 0), ("B", 0), ("C", 1)):
        for when in ("before", "after"):
            for entry in key.entries:
                levels = cases_at_hand.standard("lab-budgets").by_factor[entry.factor].levels
                level = levels[levels.index(entry.level) + (by if when == "before" else 0)]
                lines.append(f"{rater},lab-budgets,{entry.factor},{level.code},{when}")
    found = ratings.read({"ratings.csv": "\n".join(lines).encode()}, cases_at_hand)
    return agreement.summarize(found, cases_at_hand, [key]), cases_at_hand.standard("lab-budgets")


def test_spread_has_a_row_for_every_level_and_marks_the_key() -> None:
    panel, standard = _panel()
    made = picture_rows.spread_rows(panel.rounds[0].cases[0].factors, standard.factors)
    assert len(made) == sum(len(factor.levels) for factor in standard.factors)
    knowledge = [row for row in made if row["factor"] == "1 Knowledge"]
    assert [(row["code"], row["count"], row["role"]) for row in knowledge if row["count"]] == [
        ("1-6", 2, "most"), ("1-7", 1, "some")
    ]  # fmt: skip
    assert [row["code"] for row in knowledge if row["key"]] == ["1-6"]
    assert {row["words"] for row in made if row["role"] == "none"} == {""}
    spec = charts.CHARTS["spread"]().to_dict()
    spec["data"]["values"] = made
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    assert [text for text in ("9 Work environment", ">2<", ">1<", "Level") if text not in drawn] == []


def test_totals_of_raters_stand_over_their_grades_and_do_not_hide_each_other() -> None:
    _, standard = _panel()
    entries = [RaterTotal(name, total, "") for name, total in (("A", 1885), ("B", 1885), ("C", 2360), ("D", 1900))]
    made = picture_rows.rater_rows(entries, standard.grades, 1885)
    dots = [row for row in made if row["kind"] == "total"]
    assert [(row["low"], row["stack"]) for row in dots] == [(1885, 0), (1885, 1), (1900, 2), (2360, 0)]
    assert [row["words"] for row in made if row["kind"] == "grade"] == ["GS-9", "GS-10", "GS-11"]
    assert [row["words"] for row in made if row["kind"] == "key"] == ["key 1,885"]
    assert not any(row["kind"] == "key" for row in picture_rows.rater_rows(entries, standard.grades))
    assert picture_rows.rater_rows((), standard.grades) == []
    wide = picture_rows.rater_rows([RaterTotal("A", 200, ""), RaterTotal("B", 4480, "")], standard.grades)
    assert [row["words"] for row in wide if row["kind"] == "grade"] == [str(grade) for grade in range(1, 16)]
    spec = charts.CHARTS["rater-totals"]().to_dict()
    spec["data"]["values"] = made
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    assert [text for text in ("GS-9", "GS-11", "key 1,885", "Points") if text not in drawn] == []


def test_agreement_has_a_bar_for_what_is_known() -> None:
    made = picture_rows.agreement_rows([("1 Knowledge", 0.5, 1.0, 0.25), ("2 Supervisory controls", None, None, None)])
    assert [(row["kind"], row["share"], row["words"]) for row in made] == [
        ("near", 1.0, ""), ("exact", 0.5, "50%"), ("before", 0.25, "")
    ]  # fmt: skip
    spec = charts.CHARTS["agreement"]().to_dict()
    spec["data"]["values"] = made
    shown = ["1 Knowledge", "50%", "same level<", "within one level", "Pairs of raters"]
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    assert [text for text in shown if text not in drawn] == [] and "same level before" not in drawn
    spec["params"][0]["value"] = ["exact", "near", "before"]
    assert "same level before" in vl_convert.vegalite_to_svg({**spec, "width": 480})


def test_counts_stand_line_by_line_with_what_has_no_grade_last_and_the_same_grade_framed() -> None:
    made = picture_rows.counts_rows([("B", 9, 40), ("B", 0, 1), ("A", 11, 1200)], {"A": 11, "B": 11})
    assert [(row["line"], row["place"], row["grade"], row["words"], row["same"]) for row in made] == [
        ("B", 0, 9, "40", False), ("B", 0, 99, "1", False), ("A", 1, 11, "1,200", True)
    ]  # fmt: skip
    assert [row["strong"] for row in made] == [40 / 1200, 1 / 1200, 1]
    assert picture_rows.counts_rows([]) == []
    assert picture_rows.counts_rows([("A", 0, 0)])[0]["same"] is False
    spec = charts.CHARTS["counts"]().to_dict()
    spec["data"]["values"] = made
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 480})
    assert [text for text in (">A<", ">B<", ">1,200<", ">40<", ">9<", ">11<", ">–<") if text not in drawn] == []
    assert drawn.index(">B<") < drawn.index(">A<")
    # Where cells are narrow a long number is left to the table.
    narrow = vl_convert.vegalite_to_svg({**spec, "width": 90})
    assert 'font-size="0px"' in narrow and ">1,200<" in narrow
