"""Other people's tables against the shipped ones: every shape, every kind of difference, and made faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade import LevelsError
from fesgrade.check import differences as check
from fesgrade.check.differences import KINDS, Difference
from fesgrade.check.examples import examples
from fesgrade.check.shapes import JSON_SHAPES, CheckError
from fesgrade.cli import main
from fesgrade.sources import FaultsError
from fesgrade.standards import PURPOSES
from fesgrade.tables import load

CATALOG = load()
PRIMARY, GUIDE = CATALOG.standards["fes-primary"], CATALOG.standards["gssg"]
MADE = Path(__file__).parent / "tools"


def checked(content: Any, name: str = "", standard: str | None = None) -> check.CheckedTable:
    """Check a CSV given as text, or JSON given as what it holds."""
    if isinstance(content, str):
        return check.check(content.encode(), name or "table.csv", standard)
    return check.check(json.dumps(content).encode(), name or "table.json", standard)


def only(result: check.CheckedTable) -> Difference:
    (difference,) = result.differences
    assert difference.kind in KINDS
    return difference


# Every shape, right as it is and with one value changed


def points(changed: dict[str, int]) -> dict[str, int]:
    return {level.code: level.points for level in PRIMARY.levels()} | changed


def csv_of(header: str, rows: Iterable[Iterable[object]]) -> str:
    return "\n".join([header, *(",".join(str(cell) for cell in row) for row in rows), ""])


def letter(code: str) -> str:
    return f"7-{PURPOSES[int(code[-1]) - 1]}" if code.startswith("7") else code


def wide(found: dict[str, int]) -> str:
    rows = [
        [f"Factor {f.id}", *(found[level.code] for level in f.levels), *[""] * (9 - len(f.levels))]
        for f in PRIMARY.factors
    ]
    return csv_of("Factor,1,2,3,4,5,6,7,8,9", rows)


LEVEL_SHAPES: dict[str, Callable[[dict[str, int]], Any]] = {
    "rows": lambda p: csv_of("factor,level,points", [[c[0], c, n] for c, n in p.items()]),
    "rows by number": lambda p: csv_of("Factor No,Level,Pts", [[f"F{c[0]}", c[2:], n] for c, n in p.items()]),
    "rows by code": lambda p: csv_of("Code;Point value".replace(";", ","), [[letter(c), n] for c, n in p.items()]),
    "rows as written": lambda p: csv_of("FL,Points", [[f"FL {c}", f'"{n:,}"'] for c, n in p.items()]),
    "wide": wide,
    "object": lambda p: p,
    "objects": lambda p: {f"Factor {f.id}": {f"Level {x.code[2:]}": p[x.code] for x in f.levels}
                          for f in PRIMARY.factors},
    "objects by code": lambda p: {f.id: {x.code: {"points": p[x.code]} for x in f.levels} for f in PRIMARY.factors},
    "records": lambda p: [{"factor": c[0], "level": int(c[2:]), "points": n} for c, n in p.items()],
    "records as text": lambda p: {"points": [{"level": c, "points": f"{n:,}"} for c, n in p.items()]},
    "nested": lambda p: {"version": 3, "title": "x", "factors": [
        {"id": int(f.id), "name": f.name,
         "levels": [{"level": x.number, "points": p[x.code], "text": "y"} for x in f.levels]}
        for f in PRIMARY.factors]},
    "section": lambda p: {"fes": {"levels": p}},
}  # fmt: skip


@pytest.mark.parametrize("shape", list(LEVEL_SHAPES))
def test_points_in_every_shape(shape: str) -> None:
    right = checked(LEVEL_SHAPES[shape](points({})))
    assert (right.differences, right.levels, right.ranges, right.standards) == ((), 45, 0, ("fes-primary",))
    for level in PRIMARY.levels():
        found = only(checked(LEVEL_SHAPES[shape](points({level.code: level.points + 5}))))
        assert (found.kind, found.source) == ("wrong", level.source)
        assert found.what.startswith(f"{level.code} (factor {level.factor}")
        assert found.given == f"{level.points + 5:,} points"
        assert found.right == f"it has {level.points:,}"
        assert found.place


def ranges(changed: dict[int, tuple[Any, Any]]) -> dict[int, tuple[Any, Any]]:
    return {grade.grade: (grade.low, grade.high) for grade in PRIMARY.grades} | changed


def as_text(low: int, high: int | None) -> str:
    return f"{low:,} - {high:,}" if high else f"{low:,} and up"


GRADE_SHAPES: dict[str, Callable[[dict[int, tuple[Any, Any]]], Any]] = {
    "rows": lambda r: csv_of("grade,low,high", [[f"GS-{g}", low, high or ""] for g, (low, high) in r.items()]),
    "rows by number": lambda r: csv_of("GS,Minimum,Maximum", [[g, low, high or 9999] for g, (low, high) in r.items()]),
    "rows of ranges": lambda r: csv_of("Grade,Range", [[g, f'"{as_text(*both)}"'] for g, both in r.items()]),
    "pairs": lambda r: {"grades": {f"GS-{g}": [low, high] for g, (low, high) in r.items()}},
    "objects": lambda r: {f"gs{g}": {"min": low, "max": high} for g, (low, high) in r.items()},
    "texts": lambda r: {"conversion": {f"GS {g}": as_text(*both) for g, both in r.items()}},
    "records": lambda r: [{"Grade": g, "from": low, "to": high} for g, (low, high) in r.items()],
    "records of ranges": lambda r: {"table": [{"grade": f"GS-{g}", "range": both} for g, both in r.items()]},
    "section": lambda r: {"fes": {"grades": {f"GS-{g}": [low, high] for g, (low, high) in r.items()}}},
}  # fmt: skip
FLOORS: dict[str, Callable[[dict[int, tuple[Any, Any]]], Any]] = {
    "floors": lambda r: {f"GS-{g}": low for g, (low, _) in r.items()},
    "floor rows": lambda r: csv_of("grade,min points", [[g, low] for g, (low, _) in r.items()]),
}


@pytest.mark.parametrize("shape", [*GRADE_SHAPES, *FLOORS])
def test_grade_ranges_in_every_shape(shape: str) -> None:
    make = {**GRADE_SHAPES, **FLOORS}[shape]
    right = checked(make(ranges({})))
    assert (right.differences, right.levels, right.ranges) == ((), 0, 15)
    for grade in PRIMARY.grades:
        found = only(checked(make(ranges({grade.grade: (grade.low + 5, grade.high)}))))
        assert (found.kind, found.what, found.source) == ("wrong", grade.name, grade.source)
        assert found.right.startswith(f"it runs from {grade.points}")
        if grade.high and shape in GRADE_SHAPES:
            found = only(checked(make(ranges({grade.grade: (grade.low, grade.high - 5)}))))
            assert (found.kind, found.what) == ("wrong", grade.name)
            assert checked(make(ranges({grade.grade: (grade.low, grade.high + 4)}))).differences == ()
            assert len(checked(make(ranges({grade.grade: (grade.low, grade.high + 5)}))).differences) == 1


def chart(changed: dict[str, int]) -> dict[str, int]:
    by_code = PRIMARY.by_code
    return {
        f"{c}{p}": by_code[f"6-{c}"].points + by_code[f"7-{n}"].points
        for c in range(1, 5)
        for n, p in enumerate(PURPOSES, start=1)
    } | changed


CHART_SHAPES: dict[str, Callable[[dict[str, int]], Any]] = {
    "rows": lambda c: csv_of("contacts,purpose,points", [[k[0], k[1].upper(), n] for k, n in c.items()]),
    "matrix": lambda c: csv_of("Contacts,a,b,c,d", [[n, *(c[f"{n}{p}"] for p in PURPOSES)] for n in range(1, 5)]),
    "object": lambda c: {"factor_6_7": c},
    "objects": lambda c: {"contacts": {str(n): {p.upper(): c[f"{n}{p}"] for p in PURPOSES} for n in range(1, 5)}},
    "cells": lambda c: {"levels": {f"6/7: {k}": n for k, n in c.items()}},
}


@pytest.mark.parametrize("shape", list(CHART_SHAPES))
def test_the_contacts_chart_in_every_shape(shape: str) -> None:
    make = CHART_SHAPES[shape]
    right = checked(make(chart({})))
    assert right.levels == 16
    assert {each.kind for each in right.differences} == {"missing"}  # the other seven factors
    assert len(right.differences) == 7
    (wrong,) = [each for each in checked(make(chart({"2b": 70}))).differences if each.kind == "wrong"]
    assert (wrong.what, wrong.given, wrong.right) == ("Contacts 2b", "70 points", "it has 75 (25 and 50)")
    assert wrong.source == "Introduction p. 53; Introduction p. 54"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({f.id: [level.points for level in f.levels] for f in PRIMARY.factors}, ""),
        ({"factors": {f"factor_{f.id}": [level.points for level in f.levels] for f in PRIMARY.factors}}, "factors"),
        ([[low, high, f"GS-{g}"] for g, (low, high) in ranges({}).items()], ""),
        ({"ranges": [[g, low, high] for g, (low, high) in ranges({}).items()]}, "ranges"),
        ({str(g): [low, high or 4480] for g, (low, high) in ranges({}).items()}, ""),
        ({"conversion": {str(g): as_text(*both) for g, both in ranges({}).items()}}, "conversion"),
        ({"thresholds": {str(low): f"GS-{g}" for g, (low, _) in ranges({}).items()}}, "thresholds"),
        # Of a file with a table that is read and one that is not, nothing is told as if it had been checked whole.
        ({"levels": points({}), "grades": [[low, high, f"GS-{g}"] for g, (low, high) in ranges({}).items()]}, "grades"),
    ],
)
def test_json_in_another_shape_is_refused_with_those_that_are_read(content: object, place: str) -> None:
    with pytest.raises(CheckError) as caught:
        checked(content)
    (fault,) = caught.value.faults
    assert fault.startswith(f"table.json: {place} is in no shape" if place else "table.json holds neither points")
    assert fault.endswith(f"; the shapes are {JSON_SHAPES}.")


@pytest.mark.parametrize("shape", JSON_SHAPES.partition("; ")[2].split("; "))
def test_the_shapes_that_are_named_are_read(shape: str) -> None:
    result = checked(json.loads(shape))
    assert (result.levels, result.ranges) == ((0, 1) if "GS" in shape else (1, 0))
    assert {each.kind for each in result.differences} == {"missing"}


# Kinds of difference


def test_missing_values() -> None:
    found = only(checked({code: value for code, value in points({}).items() if code != "5-4"}))
    assert found == Difference("missing", "5-4 (factor 5)", "", "it has 225 points", PRIMARY.by_code["5-4"].source, "")
    assert found.message == "5-4 (factor 5) is missing: it has 225 points."
    found = only(checked({code: value for code, value in points({}).items() if code[0] != "9"}))
    assert found.message == ("Factor 9, Work Environment is missing: its levels and points are 9-1 5, 9-2 20, 9-3 50.")
    found = only(checked({f"GS-{grade}": low for grade, (low, _) in ranges({}).items() if grade != 8}))
    assert found.message == "GS-8 is missing: it runs from 1,605 to 1,850."


def test_levels_that_a_standard_does_not_describe_are_not_missing() -> None:
    standard = CATALOG.standards["gs-0201"]
    described = {level.code: level.points for level in standard.levels() if level.status == "described"}
    assert len(described) < 45
    assert checked(described, standard="gs-0201").differences == ()
    assert len(checked(described).differences) == 45 - len(described)
    assert checked(points({}), standard="gs-0201").differences == ()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1-10", "['1-10']: Level 1-10, given as 7, does not exist: the levels of factor 1 are 1-1 to 1-9."),
        ("7-e", "['7-e']: Level 7-e, given as 7, does not exist: the levels of factor 7 are 7-1 to 7-4."),
        ("8-4", "['8-4']: Level 8-4, given as 7, does not exist: the levels of factor 8 are 8-1 to 8-3."),
    ],
)
def test_invented_levels(code: str, message: str) -> None:
    found = only(checked({**points({}), code: 7}))
    assert found.kind == "invented"
    assert found.message.removeprefix(found.place) == message.partition("]")[2]
    assert code in found.place


def test_invented_factors_grades_and_cells() -> None:
    rows = csv_of("factor,level,points", [[c[0], c, n] for c, n in points({}).items()]) + "4A,4A-1,25\n"
    (found,) = [d for d in checked(rows, standard="fes-primary").differences if d.kind == "invented"]
    assert found.message == (
        "row 47, column points: Level 4A-1, given as 25, does not exist: the factors of Primary Standard are "
        "1, 2, 3, 4, 5, 6, 7, 8, 9."
    )
    found = only(checked({**{f"GS-{g}": list(both) for g, both in ranges({}).items()}, "GS-16": [5000, None]}))
    assert (found.kind, found.what, found.given) == ("invented", "GS-16", "5,000 and up")
    (found,) = [d for d in checked({"factor_6_7": chart({"5a": 9})}).differences if d.kind == "invented"]
    assert found.what == "Cell 5a"


def test_unreadable_values() -> None:
    found = only(checked({**points({}), "1-1": "fifty"}))
    assert (found.kind, found.given, found.right) == ("unreadable", "'fifty'", "it has 50 points")
    for value in (True, 50.5, None, "", "-50", [50]):
        assert {d.kind for d in checked({**points({}), "1-1": value}).differences} <= {"unreadable", "missing"}
        assert checked({**points({}), "1-1": value}).differences
    found = only(
        checked(csv_of("grade,low,high", [*([g, *b] for g, b in ranges({15: (4055, 9999)}).items()), ["x", 1, 2]]))
    )
    assert (found.kind, found.what) == ("unreadable", "Grade 'x'")
    found = only(checked({"grades": {f"GS-{g}": [low, high] for g, (low, high) in ranges({7: ("x", "y")}).items()}}))
    assert (found.kind, found.what, found.given) == ("unreadable", "GS-7", "'x' to 'y'")


def test_numbers_as_people_write_them() -> None:
    for written in (1250, 1250.0, "1250", "1,250", " 1250 ", "1250.0", "1 250", "1\u202f250", "1250*", "1,250 points"):
        assert checked({**points({}), "1-7": written}).differences == ()


# Standards


def test_the_supervisory_guide_is_known_by_its_levels_and_by_name() -> None:
    levels = {level.code: level.points for level in GUIDE.levels()}
    grades = {grade.name: [grade.low, grade.high] for grade in GUIDE.grades}
    assert checked(levels).standards == ("gssg",)
    assert checked(levels).differences == ()
    both = {"fes": {"levels": points({})}, "gssg": {"levels": levels, "grades": grades}}
    result = checked(both)
    assert (result.differences, result.levels, result.ranges) == ((), 45 + len(levels), len(grades))
    assert set(result.standards) == {"fes-primary", "gssg"}
    assert checked(both, standard="gssg").levels == len(levels)
    assert checked({"grades": grades}, standard="gssg").differences == ()
    nested = {f.id: {str(level.number): level.points for level in f.levels} for f in GUIDE.factors}
    assert checked(nested).differences == ()
    rows = csv_of("standard,factor,level,points", [["gssg", c.rpartition("-")[0], c, n] for c, n in levels.items()])
    assert checked(rows).standards == ("gssg",)


@pytest.mark.parametrize("field", ["standard", "Method", "guide"])
@pytest.mark.parametrize("name", ["gssg", "GSSG", " Supervisory Guide", "General Schedule Supervisory Guide"])
def test_a_standard_named_beside_the_tables_is_the_one_they_are_held_against(field: str, name: str) -> None:
    levels = {level.code: level.points for level in GUIDE.levels()}
    for some in (levels, {code: levels[code] for code in levels if code[0] in "123"}):
        result = checked({field: name, "levels": some})
        assert result.standards == ("gssg",)
        assert {each.kind for each in result.differences} <= {"missing"}
    assert checked({"data": [{field: name, "levels": levels}, {field: "FES", "levels": points({})}]}).differences == ()
    assert checked({field: name, "levels": levels}, standard="gs-0201").standards == ()


@pytest.mark.parametrize("name", ["OPM 2009", "", 7, None, ["gssg"], {"id": "gssg"}])
def test_a_name_that_is_no_standard_changes_nothing(name: object) -> None:
    assert checked({"standard": name, "levels": points({})}).standards == ("fes-primary",)
    levels = {level.code: level.points for level in GUIDE.levels()}
    assert checked({"gssg": {"standard": name, "levels": levels}}).standards == ("gssg",)


def test_an_unknown_standard() -> None:
    with pytest.raises(LevelsError, match="'gs-1' is not a known standard"):
        checked(points({}), standard="gs-1")


# The made faults of other tools


def test_made_faults() -> None:
    found = {name: check.check(content, name).differences for name, content in examples().items()}
    (level,) = found["factor-7-level-d.csv"]
    assert (level.kind, level.what, level.given) == ("wrong", "7-4 (factor 7, level d)", "200 points")
    assert (level.right, level.source) == ("it has 220", "Introduction p. 54-55")
    (twelve,) = found["gs-12-from-1605.csv"]
    assert twelve.message == (
        "row 13, column low: GS-12 is given as 1,605 to 3,150: it runs from 2,755 to 3,150, and 1,605 points are GS-8."
    )
    assert twelve.source == "Introduction p. 56"
    pushed, missing = found["even-grade-pushed-up.csv"]
    assert pushed.what == "GS-9"
    assert "1,605 points are GS-8; an even grade is not pushed up" in pushed.right
    assert pushed.source == "Introduction p. 56; Handbook p. 12"
    assert missing.message == "GS-8 is missing: it runs from 1,605 to 1,850, which is given to GS-9 here."
    (invented,) = found["supervisory-level-3-1.csv"]
    assert invented.kind == "invented"
    assert "Level 3-1, given as 250, does not exist: the levels of factor 3 are 3-2 to 3-4." in invented.message
    assert invented.source.startswith("GSSG p. ")


@pytest.mark.parametrize("path", sorted(MADE.iterdir()), ids=lambda path: path.name)
def test_made_files_of_other_shapes(path: Path) -> None:
    """Files as other tools keep them, each with the faults that its name says."""
    result = check.check(path)
    wanted = {
        "tool-a.json": [("wrong", "7-4 (factor 7, level d)"), ("wrong", "GS-12")],
        "tool-b.csv": [("wrong", "GS-7"), ("wrong", "GS-9"), ("wrong", "GS-11"),
                       ("missing", "GS-6"), ("missing", "GS-8"), ("missing", "GS-10")],
        "tool-c.json": [("invented", "Level 3-1")],
        "tool-d.csv": [("wrong", "7-4 (factor 7, level d)")],
    }  # fmt: skip
    assert [(each.kind, each.what) for each in result.differences] == wanted[path.name]


# What is refused


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "a.csv", "a.csv is empty"),
        (b"{}", "a.json", "a.json holds neither points of levels nor grade ranges in a shape that is known"),
        (b"a,b\n1,2\n", "a.csv", "a.csv holds neither points of levels nor grade ranges"),
        (b'{"title": "x", "count": 9}', "a.json", "a.json holds neither"),
        (b'{"1-7": 1250', "a.json", "a.json is not JSON"),
        (b'{"1-7": 1250, "1-7": 1255}', "a.json", "a.json is not sound JSON: the name '1-7' stands twice"),
        ("level,points\n1-7,é\x01\n".encode("cp1252"), "a.csv", "a.csv is not UTF-8 text"),
        (b"[" * 5000, "a.json", "a.json is n"),
        (b"[1]", "", "the table holds neither"),
    ],
)
def test_what_is_refused(content: bytes, name: str, fault: str) -> None:
    with pytest.raises(FaultsError) as caught:
        check.check(content, name)
    assert caught.value.faults[0].startswith(fault)


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CheckError, match="cannot be read: No such file"):
        check.check(tmp_path / "none.csv")
    (tmp_path / "big.json").write_bytes(b"{}" + b" " * 100)
    monkeypatch.setattr(check, "MAX_BYTES", 50)
    with pytest.raises(CheckError, match="has more than the 0 MB"):
        check.check(tmp_path / "big.json")


def test_a_hundred_thousand_differences() -> None:
    rows = csv_of("level,points", [["1-7", at] for at in range(100_000)])
    assert len([each for each in checked(rows).differences if each.kind == "wrong"]) == 99_999


keys = st.sampled_from(["1", "7", "1-7", "2b", "GS-5", "12", "16", "factor", "level", "points", "grade", "low",
                        "high", "range", "levels", "grades", "gssg", "fes", "6/7", "factor_1", "4A", "x"])  # fmt: skip
leaves = st.one_of(st.none(), st.booleans(), st.integers(-5, 5000), st.floats(allow_nan=False, allow_infinity=False),
                   st.sampled_from(["1-7", "220", "855-1100", "GS-5", "and up", "b", "", "=1", "<b>"]))  # fmt: skip
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5), max_leaves=20
)


@given(anything)
@settings(deadline=None, max_examples=300)
def test_any_json_is_checked_or_refused(content: object) -> None:
    try:
        result = check.check(json.dumps(content).encode(), "table.json")
    except FaultsError as error:
        assert all(fault.startswith("table.json") for fault in error.faults)
    else:
        assert result.levels + result.ranges
        for each in result.differences:
            assert each.kind in KINDS and each.source and each.message.endswith(".")


@given(st.lists(st.lists(keys | leaves.map(str), min_size=3, max_size=3), min_size=2, max_size=5))
@settings(deadline=None, max_examples=200)
def test_any_csv_is_checked_or_refused(rows: list[list[str]]) -> None:
    try:
        result = checked("\n".join(",".join(row) for row in rows))
    except FaultsError as error:
        assert error.faults
    else:
        json.dumps(result.as_dict())


# The command


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "good.json"
    path.write_text(json.dumps(points({})))
    assert main(["check", str(path)]) == 0
    assert "45 points and 0 ranges read, 0 of them different or missing." in capsys.readouterr().out
    path = tmp_path / "factor-7-level-d.csv"
    path.write_bytes(examples()["factor-7-level-d.csv"])
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "7-4 (factor 7, level d) is given as 200 points: it has 220. [Introduction p. 54-55]" in out
    assert main(["check", "--json", str(path)]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert plain["differences"][0]["kind"] == "wrong"
    assert plain["differences"][0]["message"].endswith("it has 220.")
    assert main(["check", str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["check", str(path), "--standard", "gs-1"]) == 2
