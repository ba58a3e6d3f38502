"""Frames in which a column names the standard of each row: the same as ``evaluate`` by that standard, on every kind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade import evaluate
from fesgrade.frames import FrameError, score
from fesgrade.tables import load

from .test_frames import EAGER, LAZY, make, rows

CATALOG = load()
NAMES = {one.id: (one.id, one.id.upper(), one.short_title) for one in CATALOG.standards.values()}
MIXED = [one.id for one in CATALOG.standards.values() if not one.is_supervisory]
FACTORS = CATALOG.standards["fes-primary"].factors


@st.composite
def positions(draw: st.DrawFn) -> tuple[list[str], dict[str, list[Any]]]:
    """Draw the id of the standard of some rows, and the columns of a frame with its name in some spelling."""
    ids = draw(st.lists(st.sampled_from(MIXED), min_size=1, max_size=5))
    columns: dict[str, list[Any]] = {"standard": [draw(st.sampled_from(NAMES[each])) for each in ids]}
    for factor in FACTORS:
        codes = [level.code for level in factor.levels]
        columns[f"factor_{factor.id}"] = [draw(st.sampled_from(codes)) for _ in ids]
    return ids, columns


def check(kind: str, ids: list[str], columns: dict[str, list[Any]]) -> None:
    scored = rows(score(make(kind, columns), "column:standard"))
    for at, name in enumerate(ids):
        result = evaluate([columns[f"factor_{factor.id}"][at] for factor in FACTORS], name)
        codes = " ".join(dict.fromkeys(finding.code for finding in result.findings))
        row = scored[at]
        assert (row["total"], row["grade"], row["errors"]) == (result.total, result.grade, None)
        assert (row["above_floor"], row["to_next"]) == (result.above_floor, result.to_next)
        assert sorted(row["findings"].split()) == sorted(codes.split()), (name, row)


@given(positions(), st.sampled_from(EAGER))
@settings(max_examples=60, deadline=None)
def test_each_row_in_memory_is_graded_by_its_own_standard(
    drawn: tuple[list[str], dict[str, list[Any]]], kind: str
) -> None:
    check(kind, *drawn)


@given(positions(), st.sampled_from(LAZY))
@settings(max_examples=6, deadline=None)
def test_each_row_elsewhere_is_graded_by_its_own_standard(
    drawn: tuple[list[str], dict[str, list[Any]]], kind: str
) -> None:
    check(kind, *drawn)


LEVELS = {1: "7", 2: "4", 3: "3", 4: "4", 5: "3", "6_7": "2b", 8: "2", 9: "1"}
OFFICER = {f"factor_{factor}": [level] for factor, level in LEVELS.items()}


@pytest.mark.parametrize("kind", [*EAGER, *LAZY])
def test_a_row_without_a_standard_has_no_grade_and_says_so(kind: str) -> None:
    names = ["aageg", "gs-0201", "gssg", None, " ", "GS-0343", "AAGEG "]
    columns = {"Standard": names} | {name: cells * len(names) for name, cells in OFFICER.items()}
    scored = rows(score(make(kind, columns), "column:Standard"))
    assert [row["grade"] for row in scored] == ["GS-11", "GS-11", None, None, None, None, "GS-11"]
    # 8-2 is described for analysts and not for specialists of human resources.
    assert [row["findings"] for row in scored[:2]] == ["", "outside-standard"]
    known = "in a file of several it is one of fes-primary, aageg, gs-0201, gs-0203."
    assert [row["errors"] for row in scored[2:6]] == [
        f"The standard of the row is given as gssg; {known}",
        "The standard of the row is missing.",
        "The standard of the row is missing.",
        f"The standard of the row is given as GS-0343; {known}",
    ]
    assert all(row["total"] is None and row["findings"] is None for row in scored[2:6])


def test_a_column_of_the_standard_that_is_not_there_is_refused() -> None:
    with pytest.raises(FrameError, match="The frame has no column 'guide' to name the standard of each row"):
        score(make("pandas", OFFICER), "column:guide")


def test_the_kind_of_work_given_is_for_rows_whose_standard_has_none() -> None:
    columns = {"standard": ["fes-primary", "aageg"]} | {name: cells * 2 for name, cells in OFFICER.items()}
    columns["factor_5"] = ["6", "6"]
    scored = rows(score(make("pandas", columns), "column:standard", kind_of_work="professional"))
    assert ["atypical-factor" in row["findings"] for row in scored] == [True, True]
    plain = rows(score(make("pandas", columns), "column:standard"))
    assert ["atypical-factor" in row["findings"] for row in plain] == [False, True]
