"""The tables and results as dataframes, on every engine."""

from __future__ import annotations

import csv
from typing import Any

import narwhals as nw
import pytest

import fesgrade
from fesgrade import frames, supervisory
from fesgrade.frames import FrameError
from fesgrade.frames.kinds import BACKENDS
from fesgrade.levels import LevelsError
from fesgrade.sources import data_dir
from fesgrade.tables import load

POSITION = fesgrade.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
GUIDE = supervisory.evaluate("1-3 2-2 3-3 4A-2 4B-2 5-5 6-3", base_grade=9)


def rows(frame: Any) -> list[dict[str, Any]]:
    return list(nw.from_native(frame).iter_rows(named=True))


def read(name: str) -> list[dict[str, str]]:
    with (data_dir() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_frame_is_made_on_every_engine(backend: str) -> None:
    made = [
        frames.levels("gs-0201", backend=backend),
        frames.grades("gs-0201", backend=backend),
        frames.contacts("gs-0201", backend=backend),
        frames.typical(backend=backend),
        frames.cases(backend=backend),
        frames.credits(POSITION, backend=backend),
        frames.moves(POSITION, backend=backend),
        frames.ways(POSITION, 12, backend=backend),
        frames.sweep(POSITION, 1, backend=backend),
        frames.sweep(POSITION, (1, "4"), backend=backend),
    ]
    assert [len(rows(each)) for each in made[:5]] == [
        45,
        15,
        16,
        len(read("typical-levels.csv")),
        len(read("cases.csv")),
    ]
    for frame in made:
        assert nw.from_native(frame).implementation.value == backend
    assert rows(made[1])[-1]["high"] is None or str(rows(made[1])[-1]["high"]) in ("<NA>", "nan")


@pytest.mark.parametrize("standard", ["fes-primary", "gs-0201", "gs-0203", "gssg"])
def test_tables_are_those_of_the_data(standard: str) -> None:
    printed = {row["level"]: row for row in read(f"standards/{standard}/levels.csv")}
    found = {row["level"]: row for row in rows(frames.levels(standard, backend="polars"))}
    assert printed.keys() <= found.keys()
    for level, row in printed.items():
        assert found[level]["synopsis"] == row["synopsis"] or not row["synopsis"]
        assert str(found[level]["points"]) == row["points"] or not row["points"]
    grades = {row["grade"]: row for row in rows(frames.grades(standard, backend="polars"))}
    for row in read(f"standards/{standard}/grades.csv"):
        made = grades[f"GS-{row['grade']}"]
        assert (str(made["low"]), str(made["high"] or "")) == (row["low"], row["high"])
    confirmed = sum(row["confirmed"] for row in grades.values())
    assert confirmed == len(read(f"standards/{standard}/grades.csv"))


def test_the_chart_and_the_typical_levels_are_those_of_the_data() -> None:
    printed = {(row["contacts"], row["purpose"]): row for row in read("standards/gs-0201/contacts.csv")}
    for row in rows(frames.contacts("gs-0201")):
        cell = printed[str(row["contacts"]), row["purpose"]]
        assert (str(row["points"]), row["unlikely"]) == (cell["points"], bool(cell["unlikely"]))
    typical = {(row["kind_of_work"], row["grade"], row["level"]) for row in rows(frames.typical())}
    assert typical == {(row["kind_of_work"], f"GS-{row['grade']}", row["level"]) for row in read("typical-levels.csv")}
    own = [row for row in rows(frames.typical("aageg")) if row["source_ref"] == "AAGEG p. 5"]
    assert [(row["grade"], row["level"]) for row in own] == [
        (f"GS-{row['grade']}", row["level"]) for row in read("standards/aageg/typical.csv")
    ]


def test_levels_and_grades_are_ordered_so_that_they_compare() -> None:
    grades = frames.grades("gs-0201")
    assert grades[grades.grade >= "GS-13"].grade.tolist() == ["GS-13", "GS-14", "GS-15"]
    levels = frames.levels("gssg")
    assert levels.level.is_monotonic_increasing and levels.level.cat.ordered
    assert str(grades.high.dtype) == "Int64" and grades.low.dtype == "int64"


def test_a_sweep_of_two_factors_is_every_pair_evaluated() -> None:
    found = rows(frames.sweep(POSITION, (1, 4)))
    assert len(found) == 9 * 6
    for row in found[::7]:
        result = fesgrade.evaluate({**POSITION.levels, "1": row["level_1"], "4": row["level_4"]})
        assert (row["total"], row["grade"]) == (result.total, result.grade)
    assert [row["total"] for row in rows(frames.sweep(GUIDE, "4a"))] == [
        GUIDE.total - 50 + points for points in (25, 50, 75, 100)
    ]


def test_moves_and_ways_say_what_is_changed() -> None:
    for row in rows(frames.moves(POSITION)):
        assert fesgrade.evaluate({**POSITION.levels, row["factor"]: row["end"]}).total == row["total"]
    for row in rows(frames.ways(POSITION, "GS-12")):
        assert row["start"] == POSITION.levels[row["factor"]] and row["total"] - row["overshoot"] == 2755


def test_what_cannot_be_used_is_refused_with_a_sentence() -> None:
    with pytest.raises(LevelsError, match=r"A str is given, not a graded position; give what fesgrade\.evaluate"):
        frames.credits("1-7")  # type: ignore[arg-type]
    with pytest.raises(LevelsError, match="Nothing is given"):
        frames.moves(None)  # type: ignore[arg-type]
    with pytest.raises(LevelsError, match="'12' is not a factor of GS-0201"):
        frames.sweep(POSITION, 12)
    with pytest.raises(LevelsError, match="3 factors are given"):
        frames.sweep(POSITION, (1, 2, 3))  # type: ignore[arg-type]
    with pytest.raises(LevelsError, match="choose two factors"):
        frames.sweep(POSITION, (1, 1))
    with pytest.raises(LevelsError, match="'gs-1' is not a known standard"):
        frames.levels("gs-1")
    with pytest.raises(FrameError, match="'excel' is not an engine for tables; choose one of pandas, polars, pyarrow"):
        frames.levels(backend="excel")


def test_a_standard_is_taken_as_itself() -> None:
    assert rows(frames.levels(load().standards["gs-0203"])) == rows(frames.levels("gs-0203"))
