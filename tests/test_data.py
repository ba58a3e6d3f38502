"""The shipped tables: what the sources print, typed a second time here, and laws that the figures obey.

The numbers below were read from the documents apart from those in data/; a slip in either shows as a failure.
"""

from __future__ import annotations

import csv
import itertools
import shutil
from pathlib import Path

import pytest

from fesgrade.standards import Standard
from fesgrade.tables import load
from tests.datapackage import DATA, faults

CATALOG = load()

# Introduction, appendix 3, p. 42-56.
PRIMARY_POINTS = {
    "1": [50, 200, 350, 550, 750, 950, 1250, 1550, 1850],
    "2": [25, 125, 275, 450, 650],
    "3": [25, 125, 275, 450, 650],
    "4": [25, 75, 150, 225, 325, 450],
    "5": [25, 75, 150, 225, 325, 450],
    "6": [10, 25, 60, 110],
    "7": [20, 50, 120, 220],
    "8": [5, 20, 50],
    "9": [5, 20, 50],
}
PRIMARY_LOWS = [190, 255, 455, 655, 855, 1105, 1355, 1605, 1855, 2105, 2355, 2755, 3155, 3605, 4055]
# General Schedule Supervisory Guide, p. 9-29.
GSSG_POINTS = {
    "1": {1: 175, 2: 350, 3: 550, 4: 775, 5: 900},
    "2": {1: 100, 2: 250, 3: 350},
    "3": {2: 450, 3: 775, 4: 900},
    "4A": {1: 25, 2: 50, 3: 75, 4: 100},
    "4B": {1: 30, 2: 75, 3: 100, 4: 125},
    "5": {1: 75, 2: 205, 3: 340, 4: 505, 5: 650, 6: 800, 7: 930, 8: 1030},
    "6": {1: 310, 2: 575, 3: 975, 4: 1120, 5: 1225, 6: 1325},
}
# GS-0201 standard, p. 38.
CONTACTS = {1: [30, 60, 130, 230], 2: [45, 75, 145, 245], 3: [80, 110, 180, 280], 4: [130, 160, 230, 330]}
# The GS-0203 chart as another agency reproduces it, and the pages that the standard's contents page gives.
CONTACTS_0203 = {(1, "a"): 30, (1, "b"): 60, (2, "a"): 45, (2, "b"): 75}
PAGES_0203 = {"1": 11, "2": 15, "3": 17, "4": 19, "5": 21, "6": 24, "7": 24, "8": 26, "9": 26}
# Which levels each job family standard describes (GS-0201 standard p. 17-39; the 2017 decision and the reproduced
# chart for GS-0203).
DESCRIBED = {
    "gs-0201": {
        "1": "56789", "2": "12345", "3": "12345", "4": "23456", "5": "123456", "6": "1234", "7": "1234",
        "8": "1", "9": "1",
    },
    "aageg": {
        "1": "678", "2": "345", "3": "345", "4": "3456", "5": "3456", "6": "1234", "7": "1234", "8": "12", "9": "12",
    },
    "gs-0203": {"1": "45", "2": "3", "3": "23", "4": "23", "5": "23", "6": "12", "7": "12", "8": "1", "9": "1"},
}  # fmt: skip
# Administrative Analysis Grade Evaluation Guide: points and pages of its levels (p. 6-22), its chart with the stars
# (p. 21), its conversion (p. 4), its common combinations (p. 5).
AAGEG = {
    "1-6": (950, "6"), "1-7": (1250, "7"), "1-8": (1550, "8"),
    "2-3": (275, "9-10"), "2-4": (450, "10"), "2-5": (650, "10"),
    "3-3": (275, "11"), "3-4": (450, "11"), "3-5": (650, "11-12"),
    "4-3": (150, "12"), "4-4": (225, "13"), "4-5": (325, "14-15"), "4-6": (450, "15-16"),
    "5-3": (150, "16"), "5-4": (225, "17"), "5-5": (325, "18"), "5-6": (450, "19"),
    "6-1": (10, "20"), "6-2": (25, "20"), "6-3": (60, "20"), "6-4": (110, "20"),
    "7-1": (20, "20"), "7-2": (50, "20"), "7-3": (120, "20"), "7-4": (220, "21"),
    "8-1": (5, "21"), "8-2": (20, "21"), "9-1": (5, "21"), "9-2": (20, "22"),
}  # fmt: skip
AAGEG_FACTORS = {"1": 5, "2": 9, "3": 11, "4": 12, "5": 16, "6": 20, "7": 20, "8": 21, "9": 21}
AAGEG_CHART = """
1  30   60   130* 230*
2  45   75   145  245
3  80   110  180  280
4  130* 160  230  330
"""
AAGEG_GRADES = {9: "1855-2100", 10: "2105-2350", 11: "2355-2750", 12: "2755-3150", 13: "3155-3600", 14: "3605-4050",
                15: "4055-"}  # fmt: skip
AAGEG_TYPICAL = {
    "1": ["6", "7", "7", "8"],
    "2": ["3", "4", "4", "4"],
    "3": ["3", "3", "4", "4 or 5"],
    "4": ["3", "4 or 5", "5", "5"],
    "5": ["3", "3 or 4", "4", "4 or 5"],
    "6": ["2 or 3", "2 or 3", "3", "3"],
    "7": ["b or c", "b or c", "c", "c"],
    "8": ["1", "1", "1", "1"],
    "9": ["1", "1", "1", "1"],
}
OUTSIDE_0203 = {"2-4", "2-5", "6-3", "6-4", "7-3", "7-4", "8-2", "8-3", "9-2", "9-3"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The files --------------------------------------------------------------------------------------


def test_every_table_is_listed_unchanged_without_duplicates_and_with_a_source_in_every_row() -> None:
    assert faults(DATA) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"\n1,1-7,1250,", b"\n1,1-7,1255,", "hash differs"),
        (b"Introduction p. 44\n", b"\n", "is no page of a document listed"),
        (b"Introduction p. 44\n", b"Introduction p. 144\n", "is no page of a document listed"),
        (b"\n1,1-8,", b"\n1,1-7,", "1-7 stands twice"),
        (b"factor,level,points", b"factor,level,point", "has the columns"),
    ],
)
def test_a_tampered_table_is_noticed(tmp_path: Path, old: bytes, new: bytes, said: str) -> None:
    copy = shutil.copytree(DATA, tmp_path / "data")
    path = copy / "standards" / "fes-primary" / "levels.csv"
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    assert any(said in fault for fault in faults(copy))


def test_a_table_left_out_of_the_descriptor_or_lost_is_noticed(tmp_path: Path) -> None:
    copy = shutil.copytree(DATA, tmp_path / "data")
    (copy / "new.csv").write_text("a\n1\n")
    (copy / "cases.csv").unlink()
    assert {"new.csv is not listed", "cases.csv is listed but missing"} <= set(faults(copy))


# The figures ------------------------------------------------------------------------------------


def test_primary_standard_points() -> None:
    standard = CATALOG.standards["fes-primary"]
    assert {f.id: [level.points for level in f.levels] for f in standard.factors} == PRIMARY_POINTS
    assert {f.id: [level.number for level in f.levels] for f in standard.factors} == {
        factor: list(range(1, len(points) + 1)) for factor, points in PRIMARY_POINTS.items()
    }
    assert sum(1 for _ in standard.levels()) == 45


@pytest.mark.parametrize("name", ["fes-primary", "gs-0201"])
def test_grade_conversion(name: str) -> None:
    printed = rows(f"standards/{name}/grades.csv")
    highs = [str(low - 5) for low in PRIMARY_LOWS[1:]] + [""]
    assert [(row["grade"], row["low"], row["high"]) for row in printed] == [
        (str(grade), str(low), high) for grade, (low, high) in enumerate(zip(PRIMARY_LOWS, highs, strict=True), start=1)
    ]


def test_gs_0203_ships_only_the_range_that_is_known() -> None:
    assert [(r["grade"], r["low"], r["high"]) for r in rows("standards/gs-0203/grades.csv")] == [("6", "1105", "1350")]
    confirmed = [grade.grade for grade in CATALOG.standards["gs-0203"].grades if grade.confirmed]
    assert confirmed == [6]
    assert CATALOG.standards["gs-0203"].lowest_grade is None
    assert CATALOG.standards["gs-0203"].note


def test_supervisory_guide_points_and_conversion() -> None:
    standard = CATALOG.standards["gssg"]
    assert {f.id: {level.number: level.points for level in f.levels} for f in standard.factors} == GSSG_POINTS
    assert [(g.grade, g.low) for g in standard.grades] == list(enumerate(PRIMARY_LOWS, start=1))[4:]


def test_supervisory_guide_base_grades_and_special_situations() -> None:
    base = [
        (r["lowest_grade"], r["highest_grade"], r["level"], r["points"]) for r in rows("standards/gssg/base-levels.csv")
    ]
    assert base == [
        ("1", "2", "5-1", "75"), ("3", "4", "5-2", "205"), ("5", "6", "5-3", "340"), ("7", "8", "5-4", "505"),
        ("9", "10", "5-5", "650"), ("11", "11", "5-6", "800"), ("12", "12", "5-7", "930"), ("13", "", "5-8", "1030"),
    ]  # fmt: skip
    assert [row["number"] for row in rows("standards/gssg/special-situations.csv")] == list("12345678")


def test_the_supervisory_case_has_the_people_of_the_decision_and_the_shares_that_it_assumes() -> None:
    """Decision C-0201-11-04: six people; supervision 10 to 15 percent, projects 15 to 20, the rest own work."""
    work = [row for row in rows("supervisory-work.csv") if row["case"] == "hr-officer-supervision"]
    assert [(row["part"], row["name"], row["grade"], row["share"], row["kind"]) for row in work] == [
        ("directed", "Human Resources Specialist", "9", "17", "other"),  # NF-201-IV; GS-9 is the base grade
        ("directed", "Training Technician", "9", "17", "gs"),  # GS-1702-9
        ("directed", "Intern", "7", "17", "gs"),  # GS-201-7
        ("directed", "Two Human Resources Assistants", "5", "33", "other"),  # NF-203-II/III; the grade is assumed
        ("directed", "Staff Sergeant", "5", "16", "military"),  # the grade is assumed
        ("position", "Own work", "gs-0201", str(100 - 20 - 15), ""),
        ("position", "Command projects", "12", "20", ""),  # the upper end; GS-12 is what was asked for
        ("position", "Supervision", "above", "15", ""),  # the upper end
    ]
    for part in ("directed", "position"):
        assert sum(int(row["share"]) for row in work if row["part"] == part) == 100


def test_the_analysis_guide_is_as_printed_page_by_page() -> None:
    folder = "standards/aageg"
    levels = {row["level"]: row for row in rows(f"{folder}/levels.csv")}
    printed = {code: (int(row["points"]), row["source_ref"].partition(";")[0]) for code, row in levels.items()}
    assert printed == {code: (points, f"AAGEG p. {page}") for code, (points, page) in AAGEG.items()}
    assert {row["factor"]: row["source_ref"] for row in rows(f"{folder}/factors.csv")} == {
        factor: f"AAGEG p. {page}" for factor, page in AAGEG_FACTORS.items()
    }
    grades = rows(f"{folder}/grades.csv")
    assert {int(row["grade"]): f"{row['low']}-{row['high']}" for row in grades} == AAGEG_GRADES
    assert {row["source_ref"] for row in grades} == {"AAGEG p. 4"}
    chart = rows(f"{folder}/contacts.csv")
    cells = [f"{row['points']}{'*' if row['unlikely'] else ''}" for row in chart]
    assert [(row["contacts"], row["purpose"]) for row in chart] == [(c, p) for c in "1234" for p in "abcd"]
    assert cells == [cell for line in AAGEG_CHART.split("\n") for cell in line.split()[1:]]
    assert {row["source_ref"] for row in chart} == {"AAGEG p. 21"}
    guide = CATALOG.standards["aageg"]
    assert (guide.lowest_grade, guide.highest_grade, guide.series) == (9, 15, "")


def test_the_common_combinations_of_the_analysis_guide_are_as_printed_and_convert_to_their_grade() -> None:
    standard = CATALOG.standards["aageg"]
    numbers = {**{str(n): n for n in range(1, 9)}, **{letter: at for at, letter in enumerate("abcd", start=1)}}
    assert [*standard.typical] == [9, 11, 12, 13]
    for at, (grade, column) in enumerate(standard.typical.items()):
        cells = {factor: cells[at].split(" or ") for factor, cells in AAGEG_TYPICAL.items()}
        assert column.levels == {factor: tuple(numbers[each] for each in cell) for factor, cell in cells.items()}
        assert column.source == "AAGEG p. 5"
        for some in itertools.product(*column.levels.values()):
            total = sum(standard.by_code[f"{f}-{n}"].points for f, n in zip(column.levels, some, strict=True))
            assert standard.grade_of(total).grade == grade


def test_what_the_analysis_guide_says_of_its_use_has_its_pages() -> None:
    found = [(row["about"], row["source_ref"]) for row in rows("standards/aageg/notes.csv")]
    assert found == [
        ("covers", "AAGEG p. 2-3"), ("covers", "AAGEG p. 3"), *[("excluded", "AAGEG p. 2")] * 5,
        ("below", "AAGEG p. 3"),
        ("use", "AAGEG p. 3"), ("use", "AAGEG p. 5"), ("use", "AAGEG p. 4"), ("slip", "AAGEG p. 20-21"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["aageg", "gs-0201", "gs-0203"])
def test_which_levels_a_job_family_standard_describes(name: str) -> None:
    standard = CATALOG.standards[name]
    described = {f.id: "".join(str(lv.number) for lv in f.levels if lv.status == "described") for f in standard.factors}
    assert described == DESCRIBED[name]
    outside = {level.code for level in standard.levels() if level.status == "outside"}
    unknown = {level.code for level in standard.levels() if level.status == "unknown"}
    assert unknown == (set() if standard.complete else set(standard.by_code) - outside - _described(name))
    if not standard.complete:
        assert outside == OUTSIDE_0203


def _described(name: str) -> set[str]:
    return {f"{factor}-{number}" for factor, numbers in DESCRIBED[name].items() for number in numbers}


def test_contacts_chart_is_as_printed_and_every_cell_the_sum_of_its_two() -> None:
    chart = {(int(r["contacts"]), r["purpose"]): int(r["points"]) for r in rows("standards/gs-0201/contacts.csv")}
    assert chart == {(c, p): v for c, values in CONTACTS.items() for p, v in zip("abcd", values, strict=True)}
    by_code = CATALOG.standards["fes-primary"].by_code
    for (contacts, purpose), points in chart.items():
        number = "abcd".index(purpose) + 1
        assert points == by_code[f"6-{contacts}"].points + by_code[f"7-{number}"].points
    assert set(CATALOG.standards["gs-0201"].unlikely) == {(1, 3), (1, 4), (4, 1)}
    assert set(CATALOG.standards["aageg"].unlikely) == {(1, 3), (1, 4), (4, 1)}
    assert CATALOG.standards["gs-0201"].chart
    assert CATALOG.standards["gs-0203"].chart
    assert not CATALOG.standards["fes-primary"].chart


def test_the_chart_and_the_pages_of_gs_0203_are_those_that_are_known() -> None:
    folder = "standards/gs-0203"
    chart = {(int(r["contacts"]), r["purpose"]): int(r["points"]) for r in rows(f"{folder}/contacts.csv")}
    assert chart == CONTACTS_0203
    assert CATALOG.standards["gs-0203"].printed == {(c, "abcd".index(p) + 1) for c, p in CONTACTS_0203}
    assert not CATALOG.standards["gs-0203"].unlikely
    pages = {
        r["factor"]: int(r["source_ref"].rpartition("GS-0203 standard p. ")[2]) for r in rows(f"{folder}/factors.csv")
    }
    assert pages == PAGES_0203


def test_typical_columns_convert_to_their_own_grade_but_for_seven_combinations() -> None:
    """Handbook p. 14-17; only the technical GS-7 column holds combinations that come to another grade."""
    standard = CATALOG.standards["fes-primary"]
    astray: dict[tuple[str, int], int] = {}
    for (kind, grade), typical in CATALOG.handbook.items():
        column = typical.levels
        assert set(column) == set(PRIMARY_POINTS)
        for numbers in itertools.product(*column.values()):
            total = sum(standard.by_code[f"{f}-{n}"].points for f, n in zip(column, numbers, strict=True))
            if standard.grade_of(total).grade != grade:
                astray[kind, grade] = astray.get((kind, grade), 0) + 1
    assert astray == {("technical", 7): 7}
    printed = {kind: [*CATALOG.typical(kind)] for kind, _ in CATALOG.handbook}
    assert printed == {
        "professional": [5, 7, 9, 11, 12, 13, 14, 15],
        "administrative": [5, 7, 9, 11, 12, 13, 14],
        "technical": [2, 3, 4, 5, 6, 7, 8, 9],
        "assistance": [1, 2, 3, 4, 5, 6, 7],
    }


def test_typical_levels_spot_checks_against_the_printed_tables() -> None:
    assert CATALOG.handbook["professional", 15].levels["7"] == (3, 4)
    assert CATALOG.handbook["professional", 13].levels["5"] == (4, 5)
    assert CATALOG.handbook["administrative", 11].levels == {
        "1": (7,), "2": (4,), "3": (3,), "4": (4,), "5": (3,), "6": (3,), "7": (2, 3), "8": (1,), "9": (1,),
    }  # fmt: skip
    assert CATALOG.handbook["technical", 6].levels["5"] == (2, 3)
    assert CATALOG.handbook["assistance", 6].levels == {
        "1": (4,), "2": (2,), "3": (3,), "4": (3,), "5": (2, 3), "6": (2,), "7": (1, 2), "8": (1,), "9": (1,),
    }  # fmt: skip


# The words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", CATALOG.standards.values(), ids=str)
def test_every_level_says_what_it_is_and_what_the_next_one_needs(standard: Standard) -> None:
    for factor in standard.factors:
        assert "?" in factor.asks
        for level in factor.levels:
            assert level.synopsis.endswith("."), level.code
            assert level.source, level.code
            top = level is factor.levels[-1]
            assert bool(level.next_needs) != top, level.code
            assert top or level.next_needs.endswith((".", ".)", ")")), level.code


def test_series_are_known_with_interval_and_kind_of_work() -> None:
    assert {s.id: (s.interval, s.kind_of_work) for s in CATALOG.series.values()} == {
        "0201": ("two", "administrative"),
        "0203": ("one", "assistance"),
        "0343": ("two", "administrative"),
    }
    assert [(row["series"], row["standard"], row["source_ref"]) for row in rows("graded-by.csv")] == [
        ("0343", "aageg", "Flysheet 0343 p. 15"),
    ]


# What the series page needs ---------------------------------------------------------------------


def test_what_goes_to_another_series() -> None:
    """GS-0201 standard p. 13-14: twelve kinds of work, and where each goes."""
    found = {int(row["number"]): row["goes_to"] for row in rows("exclusions.csv") if row["series"] == "0201"}
    assert list(found) == list(range(1, 13))
    named = {1: "0340", 2: "0950", 3: "0900", 5: "0343", 6: "0200", 7: "2200", 8: "0241", 9: "0243", 10: "0244"}
    named |= {11: "0249", 12: "0260"}
    assert {number: f"GS-{code}" in found[number] for number, code in named.items()} == dict.fromkeys(named, True)
    assert found[4] == "Administrative Analysis Grade Evaluation Guide"


def test_what_series_0343_leaves_to_others_and_its_titles() -> None:
    """Flysheet 0343 p. 11-13: eleven kinds of work; p. 4 and 6: the titles."""
    found = [(row["goes_to"], row["source_ref"][-2:]) for row in rows("exclusions.csv") if row["series"] == "0343"]
    named = ["0201", "0301", "0301", "0344", "0511", "0560", "0896", "1160", "1515", "1530", "2210"]
    assert [code in goes_to for code, (goes_to, _) in zip(named, found, strict=True)] == [True] * 11
    assert [page for _, page in found] == ["11"] * 3 + ["12"] * 4 + ["13"] * 4
    assert [row["title"] for row in rows("titles.csv") if row["series"] == "0343"] == [
        "Management and Program Analyst", "Management Analyst", "Program Analyst", "Program Evaluator",
        "Management and Program Analyst", "Management Analysis Officer", "Program Analysis Officer",
        "Management and Program Analysis Officer", "Supervisory Management Analyst", "Lead Management Analyst",
    ]  # fmt: skip


def test_usual_grades() -> None:
    """Introduction p. 8-9, and for personnel processing the decision of 2002."""
    assert [(r["interval"], r["series"], r["lowest_grade"], r["highest_grade"]) for r in rows("usual-grades.csv")] == [
        ("one", "", "2", "8"),
        ("two", "", "5", "15"),
        ("one", "0203", "2", "8"),
    ]


def test_mixed_series_has_the_five_points_of_the_handbook() -> None:
    """Handbook p. 34: to be weighed together where the work falls into several groups."""
    points = [row["point"] for row in rows("mixed-series.csv") if row["source_ref"] == "Handbook p. 34"]
    assert points == ["knowledge", "existence", "function", "promotion", "recruitment"]
