"""Scoring a frame that is not in memory: expressions, which its engine works out when it is asked for the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from fesgrade.frames.columns import (
    CHART,
    NO_STANDARD,
    SHOWN,
    ByRow,
    Table,
    missing_sentence,
    refusal,
    results_of,
)
from fesgrade.frames.rules import Rules, apply
from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import PURPOSES, Factor, GradeRange, Level, Standard


@dataclass(slots=True)
class _Expressions:
    """The engine of a frame that is not in memory: a column is an expression over ``frame``, null for no level."""

    frame: nw.LazyFrame[Any]
    standard: Standard

    def look(self, column: nw.Expr, values: Mapping[int, Any], dtype: Any = nw.Int32) -> nw.Expr:
        return _first([(column == number, value) for number, value in values.items()], dtype)

    def among(self, column: nw.Expr, numbers: Sequence[int]) -> nw.Expr:
        return column.is_in(list(numbers))

    def grade_of(self, total: nw.Expr, grades: Sequence[GradeRange]) -> nw.Expr:
        return _first([(total >= grade.low, grade.grade) for grade in reversed(grades)])

    def largest(self, columns: Sequence[nw.Expr]) -> nw.Expr:
        return nw.max_horizontal(*columns)

    def smallest(self, columns: Sequence[nw.Expr]) -> nw.Expr:
        return nw.min_horizontal(*columns)

    def keep(self, columns: Mapping[str, nw.Expr]) -> dict[str, nw.Expr]:
        # Each is a column of its own, so that an engine works it out once; what is no result is dropped at the end.
        results = results_of(self.standard)
        names = {name: name if name in results else f"__fesgrade_{name}" for name in columns}
        self.frame = self.frame.with_columns(*(column.alias(names[name]) for name, column in columns.items()))
        return {name: nw.col(names[name]) for name in columns}


def score_lazily(table: Table, rules: Sequence[Rules]) -> nw.LazyFrame[Any]:
    """Return the frame of a table with the columns of :data:`~fesgrade.frames.columns.RESULTS`, still lazy.

    There is more than one of ``rules`` where the table says the standard of each row.
    """
    schema = table.frame.collect_schema()
    engine = _Expressions(table.frame, table.standard)
    columns = {key: (nw.col(name), schema[name]) for key, name in table.columns.items()}
    cells = engine.keep({f"cell_{key}": _cell(column, dtype) for key, (column, dtype) in columns.items()})
    texts = engine.keep({f"text_{key}": _tidy(cells[f"cell_{key}"]) for key in columns})
    read: dict[str, nw.Expr] = {}
    for key, (column, dtype) in columns.items():
        readings = list(_readings(key, table.standard))
        for factor in table.factors(key):
            by_number = {level.number: [text for text, found in readings if found[factor.id] is level]
                         for level in factor.levels}  # fmt: skip
            read[factor.id] = _number(column, texts[f"text_{key}"], dtype, by_number)
    numbers = engine.keep(read)
    which, errors = _standards(table.by_row, engine, schema) if table.by_row else (None, [])
    found, due = apply(rules, engine, numbers, which)
    grades = {grade.grade: grade.name for grade in table.standard.grades}
    codes = [_first([(rows, code)], nw.String) for code, rows in due.items()]
    for key, (column, dtype) in columns.items():
        factors = table.factors(key)
        error = _error(column, cells[f"cell_{key}"], dtype, factors)
        errors.append(nw.when(numbers[factors[0].id].is_null()).then(error))
    graded = ~found["total"].is_null()
    ways = [_first([(found[f"one_level_{way}"], way)], nw.String) for way in ("down", "up")]
    engine.keep(
        {
            "grade": engine.look(found["grade_number"], grades, nw.String),
            "one_level": nw.when(found["one_level_down"] | found["one_level_up"]).then(_joined(ways)),
            "findings": nw.when(graded).then(_joined(codes)),
            "errors": nw.when(~graded).then(_joined(errors)),
        }
    )
    return engine.frame.select(*schema.names(), *results_of(table.standard))


def _standards(by_row: ByRow, engine: _Expressions, schema: Mapping[str, Any]) -> tuple[nw.Expr, list[Any]]:
    """Return the place of the standard that each row names, null for none, and the error of a row without one."""
    dtype = schema[by_row.column]
    cell = engine.keep({"standard": _cell(nw.col(by_row.column), dtype)})["standard"]
    small = cell.str.to_lowercase()
    named = [(small == name, at) for name, at in by_row.places.items()] if _is_text(dtype) else []
    which = engine.keep({"which": _first(named)})["which"]
    missing = cell.is_null() | (cell == "")
    error = nw.when(missing).then(nw.lit(NO_STANDARD)).otherwise(_refused(cell, *by_row.refusal))
    return which, [nw.when(which.is_null()).then(error)]


def _first(cases: Sequence[tuple[nw.Expr, Any]], dtype: Any = nw.Int32) -> nw.Expr:
    """Return the value of the first condition that holds, null where none does."""
    chain = nw.lit(None, dtype)
    for condition, value in reversed(cases):
        chain = nw.when(condition).then(nw.lit(value, dtype)).otherwise(chain)
    return chain


def _joined(parts: Sequence[nw.Expr]) -> nw.Expr:
    return nw.concat_str(parts, separator=" ", ignore_nulls=True)


def _error(column: nw.Expr, cell: nw.Expr, dtype: Any, factors: Sequence[Factor]) -> nw.Expr:
    """Return the sentence for a cell that names no level."""
    missing = column.is_null() | (cell == "")
    if dtype.is_float():
        missing = missing | column.is_nan()
    before, after = refusal(factors)
    refused = _refused(cell, before, after)
    return nw.when(missing).then(nw.lit(missing_sentence(factors))).otherwise(refused)


def _refused(cell: nw.Expr, before: str, after: str) -> nw.Expr:
    return nw.concat_str([nw.lit(before), cell.str.slice(0, SHOWN), nw.lit(after)])


def _is_text(dtype: Any) -> bool:
    return dtype == nw.String or dtype in (nw.Categorical, nw.Enum)


def _cell(column: nw.Expr, dtype: Any) -> nw.Expr:
    """Return a cell as the text that an error shows: trimmed, and 7 for 7.0."""
    text = column.cast(nw.String)
    return text.str.replace_all(_ENDS, "") if _is_text(dtype) else text.str.replace_all(r"\.0$", "")


def _tidy(cell: nw.Expr) -> nw.Expr:
    """Return a cell with small letters, one kind of dash and of blank, and no words such as "Level" apart before it."""
    text = cell.str.to_lowercase().str.replace_all("[‐‑‒–—―−]", "-").str.replace_all("[\\s\u00a0]+", " ")
    return text.str.replace_all(" ?- ?", "-").str.replace_all(f"^(?:(?:{'|'.join(_WORDS)})[ :.]+)+", "")


def _number(column: nw.Expr, text: nw.Expr, dtype: Any, readings: Mapping[int, Sequence[str]]) -> nw.Expr:
    """Return the number of the level that a cell names, null where it names none.

    ``readings`` holds the texts that name each level.
    """
    if _is_text(dtype):
        return _first([(text.is_in(texts), number) for number, texts in readings.items()])
    if dtype.is_numeric():
        return _first([(column == number, number) for number, texts in readings.items() if str(number) in texts])
    return nw.lit(None, nw.Int32)


#: Blanks around a cell.
_ENDS = "^[\\s\u00a0]+|[\\s\u00a0]+$"
#: Words that may stand before a level, most of them apart from it; the longer ones first.
_WORDS = ("subfactor level", "factor level", "subfactor", "factor", "level", "fld", "fl")


def _readings(key: str, standard: Standard) -> Iterator[tuple[str, dict[str, Level]]]:
    """Yield each tidy text that names a level in a column, with what ``fesgrade.evaluate`` reads there."""
    numbers = {level.number for level in standard.levels()}
    ends = [*PURPOSES, *(str(number) for number in numbers), *(f"0{number}" for number in numbers if number < 10)]
    chart = [f"{contacts}{dash}" for contacts in "1234" for dash in ("", "-")]
    starts = chart if key == CHART else ["", key.lower(), f"{key.lower()}-"]
    for text in (f"{word}{start}{end}" for word in ("", *_WORDS) for start in starts for end in ends):
        with suppress(LevelsError):
            yield text, read_levels({key: text}, standard, partial=True)
