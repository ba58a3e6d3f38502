"""Reading levels, grades and percentages: what is refused rather than guessed, and how long hostile text takes."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest

from fesgrade import LevelsError
from fesgrade.batch.columns import recognize
from fesgrade.batch.recorded import grade_number
from fesgrade.cells import read_cell
from fesgrade.check.bands import number_of
from fesgrade.check.differences import check
from fesgrade.classification import read_classification
from fesgrade.dates import typed_as_date
from fesgrade.documents.excerpts import Excerpt, case_excerpts, description_excerpts
from fesgrade.files import sheets, xlsx
from fesgrade.files.formulas import defused, defused_within, restored, restored_within
from fesgrade.files.jsonfile import join, parse
from fesgrade.levels import LONGEST_CODE, read_levels, wanted_grade
from fesgrade.shares import read_grade, read_whole, thousands_joined, typed_percent
from fesgrade.tables import load
from fesgrade.unsure import read_ratings

STANDARD = load().standards["gs-0201"]


def read(levels: object) -> list[str]:
    found = read_levels(levels, STANDARD, partial=True)  # type: ignore[arg-type]  # wrong types too
    return [level.code for level in found.values()]


def refused(levels: object) -> tuple[str, ...]:
    with pytest.raises(LevelsError) as caught:
        read(levels)
    return caught.value.faults


@pytest.mark.parametrize(
    "code", ["1:", "Factor 4A:", "1, Level", "6/7:", ": 1-7", "1-7 FL", "FL", "=", "1-7 2-4", "1,7"]
)
def test_a_code_that_lacks_its_level_or_holds_two_is_refused(code: str) -> None:
    (fault,) = refused([code])
    assert fault.startswith(f"{code!r} is not a factor level; write levels as")


def test_levels_that_were_read_before_are_taken_as_they_are() -> None:
    levels = read_levels("1-7 2-4 2b", STANDARD, partial=True)
    assert read_levels(levels, STANDARD, partial=True) == levels
    assert read({**levels, "8": 1}) == ["1-7", "2-4", "6-2", "7-2", "8-1"]
    (fault,) = refused({"2": levels["1"]})
    assert fault.startswith("Factor 2 is given as Level(")


def test_words_before_a_level_may_be_several() -> None:
    assert read(["Level FL 1-7", "Factor 2, FL Level 4"]) == read("Level FL 1-7 Factor 2, FL Level 4") == ["1-7", "2-4"]


def test_a_code_is_bounded_whatever_follows_it() -> None:
    blanks = " " * LONGEST_CODE
    assert read([f"{blanks}1-7{blanks}"]) == read({"1": f"{blanks}1-7{blanks}"}) == ["1-7"]
    assert refused([f"1-7{blanks}x"])
    assert refused({"1": f"1-7{blanks}x"})
    assert refused({f"1{blanks}x": "1-7"})


def test_a_series_may_stand_in_a_grade_and_a_cell_may_be_a_number() -> None:
    assert read_grade("GS-0201-09") == grade_number("GS-0201-9.0") == 9
    assert read_grade("GS-16", range(100)) == read_grade(16, range(100)) == 16
    assert read_grade("GS-16") is read_grade(16) is read_grade(10**5000) is None


@pytest.mark.parametrize("text", ["GS-12", "gs-12", "GS 12", "GS12", "GS–12", " 12 ", "12", 12])
def test_grades_are_read_as_people_write_them(text: str | int) -> None:
    assert wanted_grade(text) == 12


@pytest.mark.parametrize("text", ["", "GS", "GS-", "WG-12", "12.5", "-1-2", "GS-123", "twelve", None, True, 12.0, "١٢"])
def test_what_is_not_a_grade_is_refused(text: Any) -> None:
    with pytest.raises(LevelsError) as caught:
        wanted_grade(text)
    assert caught.value.faults == (f"{text!r} is not a grade; write it as GS-12 or 12.",)


@pytest.mark.parametrize(
    ("text", "share"),
    [("16", 16), (" 16.7 ", Fraction(167, 10)), ("16,7 %", Fraction(167, 10)), ("100/6", Fraction(50, 3)), ("250", 250),
     ("1/0", None), ("-1", None), ("", None), ("%", None), ("1.5/2", None), ("٩", None)],
)  # fmt: skip
def test_shares_as_they_are_typed(text: str, share: int | Fraction | None) -> None:
    assert typed_percent(text) == share


def _xlsx(text: str) -> bytes:
    out = io.BytesIO()
    xlsx.write(out, ["a"], [[text]])
    return out.getvalue()


def _cell(key: str, text: str) -> None:
    read_cell(key, text, STANDARD, few_points=True)


READERS: dict[str, Callable[[str], object]] = {
    "levels": lambda text: refused(text),
    "code": lambda text: refused([text]),
    "pair": lambda text: refused({"1": text}),
    "key": lambda text: refused({text: "1-7"}),
    "rating": lambda text: read_ratings({"1": text}, STANDARD),
    "rating at the end": lambda text: read_ratings({"1": f"1-7 {text}%"}, STANDARD),
    "cell of a factor": lambda text: _cell("1", text),
    "cell of the chart": lambda text: _cell("6/7", text),
    "date": typed_as_date,
    "whole number": read_whole,
    "thousands": thousands_joined,
    "classification": read_classification,
    "number with its unit": number_of,
    "code of a text": lambda text: sheets.read(f"é,{text}".encode("cp1252", "replace"), "f.csv"),
    "grade": read_grade,
    "cell": grade_number,
    "percent": typed_percent,
    "headings": lambda text: recognize([text]),
    "lines": description_excerpts,
    "sentences": lambda text: case_excerpts("x", [text]),
    "place": lambda text: Excerpt("x", "framework", text).place,
    "field": lambda text: join("x", text),
    "formula": defused,
    "mark": restored,
    "formulas": defused_within,
    "marks": restored_within,
    "table": lambda text: sheets.read(text.encode(), "f.csv"),
    "saved table": lambda text: sheets.read(_xlsx(text), "f.xlsx"),
    "json": lambda text: parse(text, "f.json"),
    "checked table": lambda text: check(f'level,points\n"{text.replace(chr(34), "")}",5\n'.encode(), name="f.csv"),
}
GROWN = [
    "factor level ",
    "6 & 7 ",
    "1: ",
    "fl",
    "7-",
    "a-",
    "[1",
    "1",
    " ",
    "GS-",
    "GS 0",
    "- ",
    "; '",
    ';"',
    ". A",
    "\u2013 ",
    "perhaps ",
    "or ",
    "= ",
    "(",
    "..",
    ".1",
    "1 250 ",
    "7-Jan ",
    "(",
    "1,",
]


@pytest.mark.parametrize("reader", list(READERS))
def test_ten_times_the_text_takes_no_more_than_ten_times_as_long(reader: str) -> None:
    """A pattern that goes back over its text again and again would take a hundred times as long, or for ever."""
    for part in GROWN:
        for end in ("z", ""):
            small, large = ("x: " + part * (length // len(part)) + end for length in (2_000, 20_000))
            # Python may tidy up its memory in between; a pattern that goes back is slow each time.
            tries = [(_seconds(reader, small), _seconds(reader, large))]
            while tries[-1][1] >= 0.1 + 30 * tries[-1][0]:
                assert len(tries) < 3, (reader, part, tries)
                tries.append((_seconds(reader, small), _seconds(reader, large)))


def _seconds(reader: str, text: str) -> float:
    start = time.process_time()
    with suppress(ValueError):  # what is too long or otherwise no text of this kind is refused
        READERS[reader](text)
    return time.process_time() - start
