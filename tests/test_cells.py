"""Cells of spreadsheets that should hold a level: one that is meant is read, all else explains itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.cells import HOW, Cell, Otherwise, read_cell
from fesgrade.dates import LONGEST, SERIALS, typed_as_date, typed_as_serial
from fesgrade.levels import LevelsError
from fesgrade.standards import Level, Standard
from fesgrade.tables import load

CATALOG = load()
STANDARD = CATALOG.standards["gs-0201"]
EVERY = [(standard, level) for standard in CATALOG.standards.values() for level in standard.levels()]
FORMS = ["{d}-{m}", "{m}-{d}", "{n}/{d}/2026", "{d}/{n}/2026", "{d}.{n}.2026", "2026-{n:02}-{d:02}",
         "2026-{n:02}-{d:02} 00:00:00", "{m} {d}, 2026", "{d} {m} 2026", "{d}-{m}-26", "{n}/{d}/26", "2026{n:02}{d:02}",
         "{n}/{d}/2026 12:00:00 AM", "Wed, {m} {d}, 2026"]  # fmt: skip
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]


def read(key: str, text: str, standard: Standard = STANDARD) -> Cell | None:
    try:
        return read_cell(key, text, standard)
    except LevelsError as error:
        assert error.faults and all(fault.endswith(".") and "\n" not in fault for fault in error.faults)
        return None


@pytest.mark.parametrize("form", FORMS)
def test_a_date_is_the_level_that_was_typed_in_the_column_of_its_factor_only(form: str) -> None:
    for standard, level in EVERY:
        if not level.factor.isdigit():
            continue
        month = int(level.factor)
        text = form.format(d=level.number, n=month, m=MONTHS[month - 1])
        assert read(level.factor, text, standard) == Cell({level.factor: level}, "date"), text
        for other in standard.by_factor:
            found = read(other, text, standard)
            if other not in (level.factor, str(level.number)):
                assert found is None, (other, text, found)


@given(st.sampled_from(SERIALS), st.sampled_from(sorted(STANDARD.by_factor)))
def test_a_number_of_days_is_the_date_it_stands_for(number: int, factor: str) -> None:
    day = date(1899, 12, 30) + timedelta(number)
    assert typed_as_serial(number) == typed_as_date(day.isoformat())
    one, other = read(factor, str(number)), read(factor, day.isoformat())
    assert (one and one.levels) == (other and other.levels)


@given(st.text(max_size=60) | st.from_regex(r"[0-9a-zA-Z/.\- ,:]{0,24}", fullmatch=True))
def test_any_cell_is_a_level_of_its_factor_or_refused(text: str) -> None:
    for key in (*STANDARD.by_factor, "6/7"):
        found = read(key, text)
        if found:
            assert found.how in ("", *HOW)
            assert set(found.levels) <= {"6", "7"} if key in ("6/7", "6", "7") else set(found.levels) == {key}


@pytest.mark.parametrize(("standard", "level"), EVERY, ids=lambda each: getattr(each, "code", getattr(each, "id", "")))
def test_points_are_the_level_that_has_them_and_with_it_they_must_agree(standard: Standard, level: Level) -> None:
    factor = level.factor
    if level.points > 9:
        assert read(factor, str(level.points), standard) == Cell({factor: level}, "points")
        assert read(factor, f"{level.points:,} points", standard) == Cell({factor: level}, "points")
    for form in ("{0} ({1:,})", "{0}/{1}", "Level {0}, {1} points", "{0} - {1} pts", "{0}; {1:,}"):
        assert read(factor, form.format(level.code, level.points), standard) == Cell({factor: level}, "both"), form
        assert read(factor, form.format(level.code, level.points + 5), standard) is None


def test_a_standard_without_the_chart_has_no_cells_of_it() -> None:
    for text in ("2b", "75", "2/b", "11", "7-Jan"):
        assert read("6/7", text, CATALOG.standards["gssg"]) is None
        assert read("12", text) is None


def test_a_single_figure_is_points_only_where_that_is_said() -> None:
    with pytest.raises(LevelsError, match="the levels are 8-1 to 8-3"):
        read_cell("8", "5", STANDARD)
    assert read_cell("8", "5", STANDARD, few_points=True).how == "points"
    assert read_cell("8", "2", STANDARD, few_points=True).levels["8"].code == "8-2"


def test_what_is_read_otherwise_is_counted_with_its_rows() -> None:
    found = Otherwise()
    found.add(read_cell("1", "7-Jan", STANDARD), "7-Jan", [2])
    assert list(found.sentences()) == [
        "1 cell that Excel had turned into a date was read as a level (row 2), such as 7-Jan as 1-7."
    ]
    found.add(read_cell("2", "4-Feb", STANDARD), "4-Feb", range(1000, 1040))
    found.add(read_cell("2", "2-4", STANDARD), "2-4", [5])
    (sentence,) = found.sentences()
    assert sentence.startswith("41 cells that Excel had turned into dates were read as levels (rows 2, 1,000, 1,001")
    assert "and 31 more), such as 7-Jan as 1-7." in sentence


@pytest.mark.parametrize(
    "text", ["", "1-7", "2/4", "7", "12:30", "x" * (LONGEST + 1), "2026", "1/2/3/4", "Jan", "40/50/2026"]
)
def test_what_is_no_date(text: str) -> None:
    assert typed_as_date(text) is None


def test_a_first_of_a_month_from_2001_to_2009_may_be_a_month_and_its_year() -> None:
    assert typed_as_date("1/1/2007") == frozenset({(1, 1), (1, 7)})
    assert typed_as_date("Jan 2007") == frozenset()
    assert read("1", "2007-01-01") is None and read("2", "2004-02-01") is None
    assert read("7", "2007-07-01") == Cell({"7": STANDARD.by_code["7-1"]}, "date")
