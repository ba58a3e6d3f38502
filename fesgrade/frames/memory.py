"""Scoring a frame in memory with numpy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from fesgrade.finding_names import OF_LEVELS
from fesgrade.frames.columns import NO_STANDARD, SHOWN, ByRow, Table, missing_sentence, refusal
from fesgrade.frames.rules import Rules, apply
from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import GradeRange, Level

Array = npt.NDArray[Any]
#: How many rows are scored at a time: what is worked on then stays in the processor's cache, which is twice as fast.
_ROWS = 50_000
#: The findings of a row are one number, in which each code has a bit of its own; 1 stands for having a grade.
#: The directions in which one level leads to another grade, as one number.
_ONE_LEVEL = {1: "down", 2: "up", 3: "down up"}
_BITS = {code: 2 << at for at, code in enumerate(OF_LEVELS)}


class _Arrays:
    """The engine of a frame in memory: a column is a numpy array. A number of 0 stands for no level and no grade."""

    def look(self, column: Array, values: Mapping[int, int]) -> Array:
        table = np.zeros(max(values, default=0) + 2, np.int32)
        table[list(values)] = list(values.values())
        return table.take(column, mode="clip")  # what is past the end gets the last entry, a 0

    def among(self, column: Array, numbers: Sequence[int]) -> Array:
        found: Array = self.look(column, dict.fromkeys(numbers, 1)) == 1
        return found

    def grade_of(self, total: Array, grades: Sequence[GradeRange]) -> Array:
        every = np.arange(total.max(initial=0) + 1)
        places = np.searchsorted([grade.low for grade in grades[1:]], every, side="right")
        return np.array([grade.grade for grade in grades])[places][total]

    def largest(self, columns: Sequence[Array]) -> Array:
        largest: Array = reduce(np.maximum, columns)
        return largest

    def smallest(self, columns: Sequence[Array]) -> Array:
        most = np.iinfo(np.int32).max
        smallest: Array = reduce(np.minimum, (np.where(column > 0, column, most) for column in columns))
        return np.where(smallest < most, smallest, 0)

    def keep(self, columns: Mapping[str, Array]) -> dict[str, Array]:
        return dict(columns)


def score_in_memory(table: Table, rules: Sequence[Rules]) -> nw.DataFrame[Any]:
    """Return the frame of a table with the columns of :data:`~fesgrade.frames.columns.RESULTS`.

    There is more than one of ``rules`` where the table says the standard of each row.
    """
    frame: nw.DataFrame[Any] = table.frame
    cells = [_read_column(frame[name], key, table) for key, name in table.columns.items()]
    which = _read_standards(frame[table.by_row.column], table.by_row) if table.by_row else None
    found: dict[str, Array] = {}
    for start in range(0, max(len(frame), 1), _ROWS):
        rows = slice(start, start + _ROWS)
        for name, column in _score_rows(rules, cells, rows, which).items():
            found.setdefault(name, np.empty(len(frame), np.int32))[rows] = column
    ranges = rules[0].grades
    grades = {grade.grade: grade.name for grade in ranges}
    findings = {
        number: " ".join(code for code, bit in _BITS.items() if number & bit)
        for number in np.flatnonzero(np.bincount(found["findings"])).tolist()
        if number
    }
    bad, top = found["grade_number"] == 0, found["grade_number"] == ranges[-1].grade
    results = [
        _integers(f"points_{factor}", found[f"points_{factor}"], some[each.rows] == 0 if bad.any() else bad, frame)
        for each in cells
        for factor, some in each.numbers.items()
    ]
    results += [
        _integers("total", found["total"], bad, frame),
        _words("grade", grades, found["grade_number"], frame, ordered=True),
        _integers("above_floor", found["above_floor"], bad, frame),
        _integers("to_next", found["to_next"], bad | top, frame),
        _words("one_level", _ONE_LEVEL, found["one_level"], frame),
        _words("findings", findings, found["findings"], frame),
        _errors([*([which] if which else []), *cells], bad, frame),
    ]
    return frame.with_columns(*results)


def _score_rows(rules: Sequence[Rules], cells: Sequence[_Cells], rows: slice, which: _Cells | None) -> dict[str, Array]:
    """Return what follows for some rows; for a bad row the number of the grade and that of the findings are 0."""
    numbers = {factor: some.take(column.rows[rows]) for column in cells for factor, some in column.numbers.items()}
    places = which.numbers["standard"].take(which.rows[rows]) if which else None
    found, due = apply(rules, _Arrays(), numbers, places)
    good = reduce(and_, (number > 0 for number in (*numbers.values(), *([] if places is None else [places]))))
    bits = reduce(or_, (yes * np.int32(_BITS[code]) for code, yes in due.items()))
    one_level = (found.pop("one_level_down") + 2 * found.pop("one_level_up")) * good
    grade = found["grade_number"] * good
    return found | {"grade_number": grade, "one_level": one_level, "findings": (bits | 1) * good}


@dataclass(frozen=True, slots=True)
class _Cells:
    """A column by its distinct cells: ``rows`` says which of them stands in each row.

    ``numbers`` holds for each factor that the column gives the number of the level that each distinct cell names, 0
    where it names none; ``errors`` says why.
    """

    rows: Array
    numbers: Mapping[str, Array]
    errors: Sequence[str]


def _read_column(series: nw.Series[Any], key: str, table: Table) -> _Cells:
    """Read each distinct cell of a column as :func:`fesgrade.evaluate` does."""
    factors = table.factors(key)
    before, after = refusal(factors)
    rows, cells = _distinct(series, max(factor.levels[-1].number for factor in factors))
    numbers: dict[str, list[int]] = {factor.id: [] for factor in factors}
    errors = []
    for cell in map(_plain, cells):
        blank = cell is None or (isinstance(cell, str) and not cell.strip())
        read: Mapping[str, Level] = {}
        if not blank:
            with suppress(LevelsError):
                read = read_levels({key: cell}, table.standard, partial=True)
        for factor in factors:
            numbers[factor.id].append(read[factor.id].number if read else 0)
        errors.append(
            "" if read else missing_sentence(factors) if blank else f"{before}{str(cell).strip()[:SHOWN]}{after}"
        )
    return _Cells(rows, {factor: np.array(found, np.intp) for factor, found in numbers.items()}, errors)


def _read_standards(series: nw.Series[Any], by_row: ByRow) -> _Cells:
    """Read which standard each row names."""
    before, after = by_row.refusal
    named = by_row.places
    rows, cells = _distinct(series, 0)
    texts = ["" if cell is None else str(cell).strip() for cell in map(_plain, cells)]
    places = [named.get(text.lower(), 0) for text in texts]
    errors = [
        "" if place else f"{before}{text[:SHOWN]}{after}" if text else NO_STANDARD
        for text, place in zip(texts, places, strict=True)
    ]
    return _Cells(rows, {"standard": np.array(places, np.intp)}, errors)


def _distinct(series: nw.Series[Any], top: int) -> tuple[Array, Sequence[Any]]:
    """Return which distinct cell stands in each row, and those cells, by the fastest way that the type allows.

    Whole numbers from 0 to ``top`` are the cells themselves, there or not.
    """
    dtype, pandas = series.dtype, series.implementation.is_pandas()
    if dtype.is_integer() and (pandas or not series.null_count()):
        numbers = np.asarray(series.to_numpy())  # of no whole-number type where pandas has a null
        if numbers.dtype.kind in "iu" and numbers.min(initial=0) >= 0 and numbers.max(initial=0) <= top:
            return numbers, range(top + 1)
    of_few = dtype in (nw.Categorical, nw.Enum)
    simple = dtype.is_numeric() or dtype == nw.String or of_few
    if pandas and (simple or dtype == nw.Object):
        with suppress(TypeError):  # cells that cannot be compared, such as lists
            rows, distinct = series.to_native().factorize()
            # Among other objects 1 and True would count as one.
            if simple or all(isinstance(cell, str) for cell in distinct):
                return rows, [*distinct, None]  # a null has the row -1, the last cell
    elif simple:
        series = series.fill_nan(None) if dtype.is_float() else series.cast(nw.String) if of_few else series
        if cells := series.drop_nulls().unique().to_list():
            places = series.replace_strict(cells, [*range(1, len(cells) + 1)], default=0, return_dtype=nw.Int32)
            return np.asarray(places.to_numpy()), [None, *cells]
    seen: dict[Any, int] = {}
    return np.array([seen.setdefault(_plain(cell), len(seen)) for cell in series.to_list()], np.intp), list(seen)


def _plain(cell: Any) -> str | int | None:
    """Return a cell as ``evaluate`` takes it: a whole number may be written as a fraction, such as 7.0."""
    if cell is None or isinstance(cell, str):
        return cell
    if type(cell).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(cell, bool | np.bool_):
        return str(cell)
    try:
        number = float(cell)
    except (TypeError, ValueError, OverflowError):
        return str(cell)
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else str(cell)


def _integers(name: str, values: Array, null: Array, frame: nw.DataFrame[Any]) -> nw.Series[Any]:
    """Make a column of whole numbers with nulls."""
    if frame.implementation.is_pandas():
        # pandas' plain whole numbers turn into fractions beside a null; its nullable ones do not.
        pandas: Any = nw.get_native_namespace(frame)
        return _pandas_series(name, pandas.arrays.IntegerArray(values, null), frame)
    series = nw.Series.from_numpy(name, values, nw.Int32, backend=frame.implementation)
    if not null.any():
        return series
    keep = nw.Series.from_numpy("keep", ~null, nw.Boolean, backend=frame.implementation)
    return series.to_frame().select(nw.when(keep).then(nw.col(name)).alias(name))[name]


def _words(
    name: str, words: Mapping[int, str], numbers: Array, frame: nw.DataFrame[Any], *, ordered: bool = False
) -> nw.Series[Any]:
    """Make a column of few distinct words, told by number; a number without a word is a null.

    In pandas the words are categories.
    """
    places = np.full(max(words, default=0) + 1, len(words), np.int16)
    places[list(words)] = range(len(words))
    texts = [*words.values()]
    if not frame.implementation.is_pandas():
        return nw.new_series(name, [*texts, None], nw.String, backend=frame.implementation)[places[numbers]]
    pandas: Any = nw.get_native_namespace(frame)
    places[places == len(words)] = -1  # what pandas takes for a null
    return _pandas_series(name, pandas.Categorical.from_codes(places[numbers], texts, ordered=ordered), frame)


def _errors(columns: Sequence[_Cells], bad: Array, frame: nw.DataFrame[Any]) -> nw.Series[Any]:
    """Make the column of errors: a sentence for each cell of a bad row that is missing or no level."""
    which = np.flatnonzero(bad)
    parts = [np.array(column.errors, object)[column.rows[which]] for column in columns]
    texts = [" ".join(filter(None, row)) for row in zip(*parts, strict=True)]
    places = np.zeros(len(bad), np.intp)
    places[which] = np.arange(1, len(which) + 1)
    if frame.implementation.is_pandas():
        pandas: Any = nw.get_native_namespace(frame)
        # The blank text, which no place asks for, tells pandas that these are texts.
        return _pandas_series("errors", pandas.Series([None, *texts, ""]).array.take(places), frame)
    return nw.new_series("errors", [None, *texts], nw.String, backend=frame.implementation)[places]


def _pandas_series(name: str, values: Any, frame: nw.DataFrame[Any]) -> nw.Series[Any]:
    pandas: Any = nw.get_native_namespace(frame)
    series = pandas.Series(values, index=frame.to_native().index, name=name, copy=False)
    return nw.from_native(series, series_only=True)
