"""Pay plan, series and grade in one string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.classification import Classification, plan_words, read_classification, read_series
from fesgrade.shares import read_whole, thousands_joined


@pytest.mark.parametrize(
    ("text", "plan", "series", "grades"),
    [
        pytest.param("GS-0201-11", "GS", "0201", (11,), id="dashes"),
        pytest.param("GS 2210 11", "GS", "2210", (11,), id="blanks between all parts"),
        pytest.param("gs-203-6", "GS", "0203", (6,), id="small letters and three figures"),
        pytest.param("0203-06", "", "0203", (6,), id="no pay plan"),
        pytest.param("GS-0501-09/11", "GS", "0501", (9, 11), id="a ladder of two"),
        pytest.param("0501-9/11/12", "", "0501", (9, 11, 12), id="a ladder of three"),
        pytest.param("GS/0201/11", "GS", "0201", (11,), id="slashes between all parts"),
        pytest.param("GS–0201–11", "GS", "0201", (11,), id="the wide dashes of Word"),
        pytest.param("GS-11", "GS", "", (11,), id="no series"),
        pytest.param("GS11", "GS", "", (11,), id="nothing between"),
        pytest.param("GS0201-11", "GS", "0201", (11,), id="nothing before the series"),
        pytest.param("Grade 9", "", "", (9,), id="a word"),
        pytest.param(" 11.0 ", "", "", (11,), id="a number of a spreadsheet"),
        pytest.param("WS-4701-14", "WS", "4701", (14,), id="wage supervisor"),
        pytest.param("WG-10", "WG", "", (10,), id="wage grade"),
        pytest.param("GM-0340-14", "GM", "0340", (14,), id="merit pay"),
    ],
)
def test_classifications_as_records_print_them(text: str, plan: str, series: str, grades: tuple[int, ...]) -> None:
    assert read_classification(text) == Classification(plan, series, grades)


@pytest.mark.parametrize(
    "text", ["", "GS", "ES", "0201", "GS-0201", "GS-0201-99", "11/9", "eleven", "GS-1-2-3", "?", "x" * 99]
)
def test_what_is_none(text: str) -> None:
    assert read_classification(text) is None


def test_other_pay_plans_are_named() -> None:
    found = read_classification("WS-4701-14")
    assert found is not None and not found.is_general and found.name == "WS-14"
    assert plan_words("WS") == "Federal Wage System, supervisory"
    assert plan_words("QQ") == "a pay plan other than the General Schedule"
    ladder = read_classification("GS-0501-09/11")
    assert ladder is not None and ladder.is_general and ladder.name == "GS-9/11"


@pytest.mark.parametrize("text", ["203", "0203", "203.0", " 0203 ", "GS-0203", "GS 203"])
def test_one_series_however_it_is_written(text: str) -> None:
    assert read_series(text) == "0203"


@pytest.mark.parametrize("text", ["", "0", "0000", "20300", "HR", "2.5"])
def test_what_is_no_series(text: str) -> None:
    assert read_series(text) == ""


@given(st.text(max_size=80))
def test_any_text_is_read_or_not(text: str) -> None:
    read_classification(text)
    read_series(text)


@given(st.integers(0, 10**8), st.sampled_from([",", " ", "\xa0", "\u202f", "\u2009", "'", "’"]))
def test_whole_numbers_with_any_mark_between_thousands(number: int, mark: str) -> None:
    text = f"{number:,}".replace(",", mark)
    assert read_whole(text) == number
    assert thousands_joined(f"1-7 ({text})") == f"1-7 ({number})"


@pytest.mark.parametrize("text", ["", "1,25", "12,5000", "1.5", "-5", "1,,250", "x", ",250", "1 2"])
def test_what_is_no_whole_number(text: str) -> None:
    assert read_whole(text) is None


@pytest.mark.parametrize("text", ["1-7,250", "1-7 250", "12 34", "4 5000"])
def test_thousands_are_joined_only_where_they_are_some(text: str) -> None:
    assert thousands_joined(text) == text
