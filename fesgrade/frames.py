"""Many positions at once: a dataframe with one row a position and one column a factor, scored as it is.

Every rule comes from :mod:`fesgrade.evaluation`; here it is only laid out in tables, one entry a level or
a grade. Frames in memory (pandas, polars, pyarrow) are looked up in those tables with numpy, which is what
makes a million rows a second; frames that live elsewhere (DuckDB, PySpark, polars lazy) get the same tables
as expressions and stay lazy. Both go through narwhals, and both are tested against ``fesgrade.evaluate``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
import numpy.typing as npt

from fesgrade.evaluation import FAR, grade_findings, status_findings
from fesgrade.levels import LevelsError, find_kind, find_standard, read_levels
from fesgrade.sources import FaultsError
from fesgrade.standards import GRID, PRIMARY, PURPOSES, Catalog, Factor, Level, Standard
from fesgrade.tables import load

#: What :func:`score` adds after the points of each factor (``points_1`` …), in this order.
RESULTS = ("total", "grade", "above_floor", "to_next", "findings", "errors")
#: The codes that ``findings`` may hold, in the order in which they stand there.
FINDINGS = {
    "primary-alone": "The Primary Standard alone may not classify a whole position.",
    "outside-standard": "A level that the standard does not describe is credited from the Primary Standard.",
    "unconfirmed-level": "It is not known whether the standard describes a level.",
    "unlikely-contacts": "Contacts and purpose are an unlikely combination.",
    "even-grade": "An even grade is unusual in a two-grade-interval series.",
    "outside-grades": "The grade is not one that the standard covers.",
    "unconfirmed-range": "The standard's own range of this grade is not at hand.",
    "no-adjustment": "A supervisory grade before any adjustment for the base grade.",
    "borderline": "One level in a single factor would change the grade.",
    "atypical-factor": "A factor is far from the typical pattern of its grade.",
}
#: The findings that rest on the levels, one bit each; the others follow from the grade.
_OUTSIDE, _UNKNOWN, _UNLIKELY, _BORDERLINE, _ATYPICAL = 1, 2, 4, 8, 16
_BITS = {
    "outside-standard": _OUTSIDE, "unconfirmed-level": _UNKNOWN, "unlikely-contacts": _UNLIKELY,
    "borderline": _BORDERLINE, "atypical-factor": _ATYPICAL,
}  # fmt: skip
#: Above those bits stands the grade, counted from the lowest.
_GRADE_BITS = 5
_FIRST_GRADE = 1 << _GRADE_BITS
_STATUS = _FIRST_GRADE - 1
#: How much of a refused cell an error repeats.
_SHOWN = 40
_CHART = "6/7"
Array = npt.NDArray[Any]


class FrameError(FaultsError):
    """A frame that cannot be scored at all: each fault says what is wrong with it and what is allowed."""


def score(
    frame: Any,
    standard: Standard | str = "gs-0201",
    *,
    columns: Mapping[Any, Any] | None = None,
    kind_of_work: str | None = None,
    data: Catalog | Path | str | None = None,
) -> Any:
    """Grade every row of a dataframe and give the dataframe back, with its own columns first.

    ``frame`` is anything narwhals knows (pandas, polars eager and lazy, pyarrow tables, DuckDB relations,
    PySpark, …); it comes back as what it was. The factors stand in ``factor_1`` to ``factor_9`` (``factor_4a``
    and the like for the supervisory guide, upper or lower case), or ``factor_6_7`` for a cell of the contacts
    chart; ``columns`` maps a factor (``1``, ``"4a"``, ``"6/7"``, ``"factor_1"``) to the name of another column.
    A cell is read as ``fesgrade.evaluate`` reads it: ``1-7``, ``FL 1-7``, ``7``, ``7.0``, ``b`` for factor 7,
    ``2b`` for the chart. ``standard``, ``kind_of_work`` and ``data`` are those of ``fesgrade.evaluate``.

    Added are ``points_1`` … (one a factor), ``total``, ``grade`` (``GS-11``), ``above_floor`` and ``to_next``
    (points to the lines of the grade, ``to_next`` null at the top), ``findings`` (the codes of :data:`FINDINGS`,
    each once, separated by blanks) and ``errors`` (null for a good row; for a bad one a sentence for each cell
    that is missing or no level, and then total, grade and findings are null). A column of the frame that has one
    of these names (upper or lower case) is kept as ``recorded_total`` and so on; the columns of an earlier
    result are replaced. In pandas, grade and findings are categories, and the grades are ordered.

    Raises :class:`FrameError` for a frame without the factors or with factors 6 and 7 in both forms, and
    :class:`~fesgrade.levels.LevelsError` for an unknown standard or kind of work.
    """
    catalog = load(data)
    chosen = find_standard(standard, catalog)
    plan = _plan(chosen, find_kind(kind_of_work, chosen), catalog)
    try:
        given = nw.from_native(frame)
    except (TypeError, nw.exceptions.NarwhalsError) as error:
        raise FrameError(
            [f"A {type(frame).__name__} cannot be scored: {error}".rstrip(".") + ". Give a dataframe or a relation."]
        ) from None
    table = _prepare(given, plan, dict(columns or {}))
    result: Any = _score_rows(table) if isinstance(table.frame, nw.DataFrame) else _score_lazily(table)
    return result if isinstance(frame, nw.DataFrame | nw.LazyFrame) else result.to_native()


# The rules as tables ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """One level: its points, what a step up or down would add or take, and the findings that hang on it."""

    number: int
    points: int
    up: int
    down: int
    status: int
    far: frozenset[int]


@dataclass(frozen=True)
class _Plan:
    """A standard for one kind of work, ready to be looked up: its levels, and the findings of each grade."""

    standard: Standard
    steps: tuple[tuple[_Step, ...], ...]
    grade_codes: tuple[frozenset[str], ...]

    @property
    def factors(self) -> tuple[Factor, ...]:
        return self.standard.factors

    @property
    def results(self) -> list[str]:
        return [*(f"points_{factor.id}" for factor in self.factors), *RESULTS]


def _plan(standard: Standard, kind: str, catalog: Catalog) -> _Plan:
    typical = {
        grade.grade: catalog.typical_for(kind, grade.grade) if kind and not standard.is_supervisory else {}
        for grade in standard.grades
    }
    steps = []
    for factor in standard.factors:
        row = []
        for level in factor.levels:
            above, below = standard.step(level, 1), standard.step(level, -1)
            far = frozenset(
                grade
                for grade, usual in typical.items()
                if usual.get(factor.id) and min(abs(level.number - number) for number in usual[factor.id]) >= FAR
            )
            row.append(
                _Step(
                    level.number,
                    level.points,
                    above.points - level.points if above else 0,
                    level.points - below.points if below else 0,
                    sum(_BITS[finding.code] for finding in status_findings((level,), standard)),
                    far,
                )
            )
        steps.append(tuple(row))
    always = {"primary-alone"} if standard.id == PRIMARY else {"no-adjustment"} if standard.base_levels else set()
    codes = tuple(
        frozenset(always | {finding.code for finding in grade_findings(grade, standard, kind)})
        for grade in standard.grades
    )
    return _Plan(standard, tuple(steps), codes)


# The frame and its columns ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """A frame whose faults are dealt with: for each factor (or the chart) the column that holds it."""

    frame: nw.DataFrame[Any] | nw.LazyFrame[Any]
    plan: _Plan
    columns: dict[str, str]

    def factors(self, key: str) -> list[Factor]:
        """The factors that a column gives: two for the contacts chart."""
        return [self.plan.standard.by_factor[factor] for factor in (("6", "7") if key == _CHART else (key,))]


def factor_key(name: object, standard: Standard) -> str | None:
    """Return the factor that ``factor_1``, ``1``, ``"4a"`` or ``"6_7"`` names (``"6/7"`` for the chart), if any."""
    bare = re.sub(r"^(?:sub)?factors?[\s_]*", "", str(name).strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"6\s*(?:/|&|and|-|_)\s*7", bare, re.IGNORECASE):
        return _CHART if {"6", "7"} <= standard.by_factor.keys() else None
    return bare.upper() if bare.upper() in standard.by_factor else None


def kept_name(name: Any, standard: Standard) -> Any:
    """Return the name under which :func:`score` keeps a column: ``recorded_grade`` for one called ``Grade``."""
    written = {f"points_{factor.id}".lower() for factor in standard.factors} | set(RESULTS)
    return f"recorded_{name.lower()}" if isinstance(name, str) and name.lower() in written else name


def _prepare(given: Any, plan: _Plan, wanted: Mapping[Any, Any]) -> _Table:
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = given
    names = list(frame.collect_schema().names())
    earlier = plan.results
    if set(earlier) <= set(names):
        frame = frame.drop(earlier)
        names = [name for name in names if name not in set(earlier)]
    columns, faults = _find_columns(names, plan.standard, wanted)
    # Some engines take Grade and grade for the same column, so neither may stand beside what is added.
    renamed = {name: kept_name(name, plan.standard) for name in names if kept_name(name, plan.standard) != name}
    others = [str(name).lower() for name in names if name not in renamed]
    faults += [
        f"The frame has the columns {name} and {new}; rename one of them, because {name.lower()} is written here."
        for at, (name, new) in enumerate(renamed.items())
        if new.lower() in others or new in list(renamed.values())[:at]
    ]
    if faults:
        raise FrameError(faults)
    columns = {key: renamed.get(name, name) for key, name in columns.items()}
    return _Table(frame.rename(renamed) if renamed else frame, plan, columns)


def _find_columns(names: list[Any], standard: Standard, wanted: Mapping[Any, Any]) -> tuple[dict[str, Any], list[str]]:
    faults: list[str] = []
    found: dict[str, Any] = {}
    for left, right in wanted.items():
        # A mapping is read from factor to column, and from column to factor where only that makes sense.
        key, name = factor_key(left, standard), right
        if name not in names and left in names and factor_key(right, standard):
            key, name = factor_key(right, standard), left
        if key is None:
            faults.append(f"{left!r} in columns is not a factor of {standard.short_title}; {_known(standard)}.")
        elif name not in names:
            faults.append(f"The frame has no column {name!r}, which columns gives for factor {key}.")
        elif key in found:
            faults.append(f"Factor {key} is given twice in columns, as {found[key]!r} and {name!r}; give it once.")
        elif name in found.values():
            faults.append(f"The column {name!r} is given for two factors; a column holds one.")
        else:
            found[key] = name
    mapped, taken = set(found), set(found.values())
    for name in names:
        key = factor_key(name, standard) if re.match(r"(?:sub)?factors?_", str(name), re.IGNORECASE) else None
        if key is None or key in mapped or name in taken:
            continue
        if key in found:
            faults.append(f"The columns {found[key]!r} and {name!r} both hold factor {key}; keep one.")
        else:
            found[key] = name
    apart = [factor for factor in ("6", "7") if factor in found]
    if _CHART in found and apart:
        both = " and ".join(repr(found[key]) for key in apart)
        faults.append(
            f"Factors 6 and 7 are given in both forms, as {found[_CHART]!r} and as {both}; keep one of the two forms."
        )
    if not found and not faults:
        names_wanted = ", ".join(f"factor_{factor.id}" for factor in standard.factors)
        faults.append(f"The frame has no factor column; name the columns {names_wanted}, or map them with columns.")
    elif not faults:
        covered = {*found, *(("6", "7") if _CHART in found else ())}
        faults += [
            f"The frame has no column for {factor.title}; name it factor_{factor.id} or map it with columns."
            for factor in standard.factors
            if factor.id not in covered
        ]
    order = [*(factor.id for factor in standard.factors), _CHART]
    return {key: found[key] for key in order if key in found}, faults


def _known(standard: Standard) -> str:
    chart = ", and 6/7 for the contacts chart" if {"6", "7"} <= standard.by_factor.keys() else ""
    return f"its factors are {', '.join(standard.by_factor)}{chart}"


def _missing(factors: Sequence[Factor]) -> str:
    if len(factors) > 1:
        return "Factors 6 and 7 are missing; give contacts 1 to 4 and purpose a to d, as 2b."
    return f"{factors[0].title}, is missing; give one of {factors[0].codes}."


def _refusal(factors: Sequence[Factor]) -> tuple[str, str]:
    """The sentence for a cell that is no level, in two halves: the cell's own text stands between them."""
    if len(factors) > 1:
        return "Factors 6 and 7 are given as ", "; write contacts 1 to 4 and purpose a to d, as 2b."
    return f"{factors[0].title}, is given as ", f"; its levels are {factors[0].codes}."


# Frames in memory ---------------------------------------------------------------------------------

#: Rows taken at a time, so that what is worked on stays in the processor's cache.
_ROWS = 32_768
#: The largest table of combined levels, so that it stays there too.
_COMBINED = 20_000
_NEVER = 1 << 30


@dataclass(frozen=True, slots=True)
class _Cells:
    """A column by its distinct cells: ``codes`` says which one stands in each row.

    For each factor that the column gives, ``positions`` holds the level of each distinct cell, counted from 1,
    and 0 where it is missing or no level; ``errors`` says why.
    """

    codes: Array
    positions: dict[str, Array]
    errors: list[str]


class _Refused(NamedTuple):
    """A cell that is neither a text nor a whole number."""

    text: str


def _plain(value: Any) -> str | int | _Refused | None:
    """Return a cell as ``evaluate`` takes it; a whole number may be written as a fraction, as 7.0."""
    if value is None or isinstance(value, str | _Refused):
        return value
    if isinstance(value, bool | np.bool_):
        return _Refused(str(value))
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return _Refused(str(value))
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else _Refused(str(value))


def _cells(values: Iterable[Any], codes: Array, key: str, table: _Table) -> _Cells:
    standard, factors = table.plan.standard, table.factors(key)
    before, after = _refusal(factors)
    positions: dict[str, list[int]] = {factor.id: [] for factor in factors}
    errors = []
    for value in map(_plain, values):
        blank = value is None or (isinstance(value, str) and not value.strip())
        read: Mapping[str, Level] = {}
        if not (blank or isinstance(value, _Refused)):
            with suppress(LevelsError):
                read = read_levels({key: value}, standard, partial=True)
        for factor in factors:
            positions[factor.id].append(factor.levels.index(read[factor.id]) + 1 if read else 0)
        shown = str(value.text if isinstance(value, _Refused) else value).strip()[:_SHOWN]
        errors.append("" if read else _missing(factors) if blank else f"{before}{shown}{after}")
    return _Cells(codes, {factor: np.array(found, np.intp) for factor, found in positions.items()}, errors)


def _read_column(series: nw.Series[Any], key: str, table: _Table) -> _Cells:
    """Find the distinct cells of a column, by the fastest way that its type allows."""
    dtype = series.dtype
    if dtype.is_integer() and (series.implementation.is_pandas() or not series.null_count()):
        numbers: Array = np.asarray(series.to_numpy())  # of no whole-number type where pandas has a null
        top = max(factor.levels[-1].number for factor in table.factors(key))
        # Seen without its sign a negative number is a very large one, so that one look finds both.
        if numbers.dtype.kind in "iu" and numbers.view(f"u{numbers.itemsize}").max(initial=0) <= top:
            return _cells(range(top + 1), numbers.astype(np.intp, copy=False), key, table)
    of_few = dtype in (nw.Categorical, nw.Enum)
    simple = dtype.is_numeric() or dtype == nw.String or of_few
    if series.implementation.is_pandas() and (simple or dtype == nw.Object):
        with suppress(TypeError):  # cells that cannot be compared, such as lists
            codes, distinct = series.to_native().factorize()
            values = list(distinct)
            if simple or all(isinstance(value, str) for value in values):
                return _cells([None, *values], codes + 1, key, table)
    elif simple:
        series = series.fill_nan(None) if dtype.is_float() else series.cast(nw.String) if of_few else series
        values = series.drop_nulls().unique().to_list()
        if not values:
            return _cells([None], np.zeros(len(series), np.intp), key, table)
        numbered = series.replace_strict(values, [*range(1, len(values) + 1)], default=0, return_dtype=nw.Int32)
        return _cells([None, *values], np.asarray(numbered.to_numpy()), key, table)
    seen: dict[Any, int] = {}
    listed = [seen.setdefault(_plain(value), len(seen)) for value in series.to_list()]
    return _cells(seen, np.array(listed, np.intp), key, table)


@dataclass(frozen=True, slots=True)
class _Group:
    """Some factors taken together: a table entry for each combination of their positions, 0 for no level included.

    ``points`` are counted in steps of :data:`~fesgrade.standards.GRID`; a combination that is not whole has so
    many that no total reaches them. ``marks`` has the bits of ``_BITS`` and above them one for each grade that
    some level is far from.
    """

    factors: tuple[int, ...]
    points: Array
    up: Array
    down: Array
    marks: Array


def _group(plan: _Plan, factors: tuple[int, ...], never: int) -> _Group:
    def table(value: Callable[[_Step], int], blank: int, combine: np.ufunc) -> Array:
        rows = [np.array([blank, *map(value, plan.steps[factor])], np.int32) for factor in factors]
        return reduce(combine.outer, rows)

    grades = [grade.grade for grade in plan.standard.grades]
    marks = table(
        lambda step: step.status | sum(_FIRST_GRADE << at for at, grade in enumerate(grades) if grade in step.far),
        0,
        np.bitwise_or,
    )
    names = [plan.factors[factor].id for factor in factors]
    if "6" in names and "7" in names:
        six, seven = (plan.factors[factors[names.index(name)]].levels for name in "67")
        for at6, contacts in enumerate(six, start=1):
            for at7, purpose in enumerate(seven, start=1):
                if (contacts.number, purpose.number) in plan.standard.unlikely:
                    place: list[Any] = [slice(None)] * len(names)
                    place[names.index("6")], place[names.index("7")] = at6, at7
                    marks[tuple(place)] |= _UNLIKELY
    return _Group(
        factors,
        table(lambda step: step.points // GRID, never, np.add).ravel().astype(np.intp),
        table(lambda step: step.up, 0, np.maximum).ravel(),
        table(lambda step: step.down, 0, np.maximum).ravel(),
        marks.ravel(),
    )


def _groups(plan: _Plan, never: int) -> list[_Group]:
    # Factors 6 and 7 come first, so that an unlikely pair is always within one group.
    ids = [factor.id for factor in plan.factors]
    order = sorted(range(len(ids)), key=lambda at: (ids[at] not in ("6", "7"), at))
    groups: list[tuple[int, ...]] = [()]
    size = 1
    for factor in order:
        size *= len(plan.steps[factor]) + 1
        if size > _COMBINED and groups[-1]:
            groups.append(())
            size = len(plan.steps[factor]) + 1
        groups[-1] += (factor,)
    return [_group(plan, group, never) for group in groups]


def _score_rows(table: _Table) -> nw.DataFrame[Any]:
    """Score a frame in memory: every step is a look-up in a small table, done for some thousand rows at a time."""
    plan, frame = table.plan, table.frame
    assert isinstance(frame, nw.DataFrame)
    rows = len(frame)
    cells = {key: _read_column(frame[table.columns[key]], key, table) for key in table.columns}
    of_factor = [cells.get(factor.id) or cells[_CHART] for factor in plan.factors]
    positions = [column.positions[factor.id] for column, factor in zip(of_factor, plan.factors, strict=True)]
    worth = [
        np.array([0, *(step.points for step in steps)], np.int32)[at]
        for steps, at in zip(plan.steps, positions, strict=True)
    ]
    plain = [np.array_equal(each, np.arange(len(each))) for each in positions]
    lines = _lines(plan)
    groups = _groups(plan, len(lines.total) - 1)
    words, word_of = _finding_words(plan)
    # One block for all numbers: the system hands out a large one much faster than many small ones.
    numbers = np.empty((len(plan.factors) + 3, rows), np.int32)
    points, (total, above, to_next) = numbers[:-3], numbers[-3:]
    grade, found = np.empty(rows, np.uint8), np.empty(rows, np.uint16)

    for start in range(0, rows, _ROWS):
        part = slice(start, start + _ROWS)
        both = []
        for group in groups:
            key = np.zeros(min(_ROWS, rows - start), np.intp)
            for factor in group.factors:  # a factor at a time, so that its cells are fetched from memory once
                codes = of_factor[factor].codes[part]
                worth[factor].take(codes, out=points[factor][part], mode="clip")
                key *= len(plan.steps[factor]) + 1
                key += codes if plain[factor] else _look(positions[factor], codes)
            both.append((group, key))
        step = reduce(np.add, (_look(group.points, key) for group, key in both))
        rank = _look(lines.rank, step)
        lines.total.take(step, out=total[part], mode="clip")
        lines.above.take(step, out=above[part], mode="clip")
        lines.to_next.take(step, out=to_next[part], mode="clip")
        up = reduce(np.maximum, (_look(group.up, key) for group, key in both))
        down = reduce(np.maximum, (_look(group.down, key) for group, key in both))
        marks = reduce(np.bitwise_or, (_look(group.marks, key) for group, key in both))
        marks = (marks & _STATUS) | ((marks >> (rank + _GRADE_BITS)) & 1) * _ATYPICAL
        marks |= ((up >= to_next[part]) | (down > above[part])) * np.int32(_BORDERLINE)
        grade[part] = rank
        word_of.take(marks | (rank << _GRADE_BITS), out=found[part], mode="clip")
    bad, top = _lacking(plan, grade, to_next)
    missing = [
        column.positions[factor.id][column.codes] == 0 if bad.any() else np.zeros(rows, np.bool_)
        for factor, column in zip(plan.factors, of_factor, strict=True)
    ]
    columns: list[nw.Series[Any] | nw.Expr] = [
        _integers(f"points_{factor.id}", values, null, frame)
        for factor, values, null in zip(plan.factors, points, missing, strict=True)
    ]
    columns += [
        _integers("total", total, bad, frame),
        _words("grade", [each.name for each in plan.standard.grades], grade, frame, ordered=True),
        _integers("above_floor", above, bad.copy(), frame),
        _integers("to_next", to_next, top, frame),
        _words("findings", words, found, frame),
        _errors(cells.values(), bad, frame),
    ]
    return frame.with_columns(*columns)


def _look(table: Array, places: Array) -> Array:
    # "clip" is the fastest way numpy has to look up; every place is known to be in the table.
    return table.take(places, mode="clip")


@dataclass(frozen=True, slots=True)
class _Lines:
    """What follows from the total alone, by its steps of :data:`~fesgrade.standards.GRID` points.

    The last place of each table is for a row that is not whole: no total, and the grade after the highest.
    """

    total: Array
    rank: Array
    above: Array
    to_next: Array


def _lines(plan: _Plan) -> _Lines:
    grades = plan.standard.grades
    highest = sum(steps[-1].points for steps in plan.steps)
    floors = np.array([grade.low for grade in grades], np.int32)
    totals = np.arange(0, highest + GRID, GRID, dtype=np.int32)
    # No total is below the first range, so any grade will do for the places below it.
    ranks = np.maximum(np.searchsorted(floors, totals, side="right") - 1, 0).astype(np.int32)
    nexts = np.array([*floors[1:], _NEVER], np.int32)
    return _Lines(
        np.append(totals, np.int32(0)),
        np.append(ranks, np.int32(len(grades))),
        np.append(totals - floors[ranks], np.int32(0)),
        np.append(nexts[ranks] - totals, np.int32(_NEVER)),
    )


def _lacking(plan: _Plan, grade: Array, to_next: Array) -> tuple[Array, Array]:
    """Mark the rows without a grade, and those without a next one, whose ``to_next`` becomes 0 under its null."""
    highest = len(plan.standard.grades) - 1
    bad, top = grade > highest, grade >= highest
    to_next[top] = 0
    return bad, top


def _finding_words(plan: _Plan) -> tuple[list[str], Array]:
    """Return the distinct texts of ``findings``, and by grade and bits which of them is due (none without a grade)."""
    words: dict[str, int] = {}
    places: dict[frozenset[str], list[int]] = {}
    for codes in set(plan.grade_codes):
        places[codes] = []
        for bits in range(_FIRST_GRADE):
            text = " ".join(code for code in FINDINGS if code in codes or bits & _BITS.get(code, 0))
            places[codes].append(words.setdefault(text, len(words)))
    table = [place for codes in plan.grade_codes for place in places[codes]]
    return list(words), np.array([*table, *[len(words)] * _FIRST_GRADE], np.uint16)


def _integers(name: str, values: Array, null: Array, frame: nw.DataFrame[Any]) -> nw.Series[Any]:
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
    name: str, words: list[str], places: Array, frame: nw.DataFrame[Any], *, ordered: bool = False
) -> nw.Series[Any]:
    """Make a column of few distinct words; a place after the last word is a null.

    In pandas these are categories: all of them in their order, or only those that are there.
    """
    if not frame.implementation.is_pandas():
        listed = nw.new_series(name, [*words, None], nw.String, backend=frame.implementation)
        return listed[places.astype(np.uint32)]
    pandas: Any = nw.get_native_namespace(frame)
    kept = np.arange(len(words)) if ordered else np.flatnonzero(np.bincount(places, minlength=len(words))[: len(words)])
    codes = np.full(len(words) + 1, -1, np.int16)
    codes[kept] = np.arange(len(kept))
    dtype = pandas.CategoricalDtype([words[at] for at in kept], ordered=ordered)
    return _pandas_series(name, pandas.Categorical.from_codes(_look(codes, places), dtype=dtype, validate=False), frame)


def _errors(columns: Iterable[_Cells], bad: Array, frame: nw.DataFrame[Any]) -> nw.Series[Any] | nw.Expr:
    which = np.flatnonzero(bad)
    if not len(which):
        return _no_words("errors", frame)
    texts = [np.array(column.errors, object)[column.codes[which]] for column in columns]
    words = [None, *(" ".join(filter(None, row)) for row in zip(*texts, strict=True))]
    places = np.zeros(len(bad), np.intp)
    places[which] = np.arange(1, len(which) + 1)
    if frame.implementation.is_pandas():
        pandas: Any = nw.get_native_namespace(frame)
        return _pandas_series("errors", pandas.Series(words).array.take(places), frame)
    return nw.new_series("errors", words, nw.String, backend=frame.implementation)[places]


def _no_words(name: str, frame: nw.DataFrame[Any]) -> nw.Series[Any] | nw.Expr:
    """Make a column of texts that has none."""
    if not frame.implementation.is_pandas():
        return nw.lit(None, nw.String).alias(name)
    pandas: Any = nw.get_native_namespace(frame)
    # Putting the same nulls together again and again is far faster than making a million of them.
    some = pandas.Series([None, ""]).take(np.zeros(_ROWS, np.intp))
    whole, rest = divmod(len(frame), _ROWS)
    series = pandas.concat([some] * whole + [some[:rest]], ignore_index=True)
    return _pandas_series(name, series.array, frame)


def _pandas_series(name: str, values: Any, frame: nw.DataFrame[Any]) -> nw.Series[Any]:
    pandas: Any = nw.get_native_namespace(frame)
    series = pandas.Series(values, index=frame.to_native().index, name=name, copy=False)
    return nw.from_native(series, series_only=True)


# Frames elsewhere ---------------------------------------------------------------------------------

_DASHES = "[‐‑‒–—―−]"
_ENDS = "^[\\s\u00a0]+|[\\s\u00a0]+$"
_TEMPORARY = "__fesgrade_"
#: How many words may stand before a level, as in "Factor 1, Level FL 1-7".
_WORDS = 3


def _score_lazily(table: _Table) -> nw.LazyFrame[Any]:
    """Score a frame that is not in memory: the same tables as expressions, laid down step by step.

    Each step is a column of its own, so that an engine works it out once.
    """
    plan, frame = table.plan, table.frame
    assert isinstance(frame, nw.LazyFrame)
    own = list(frame.collect_schema().names())
    dtypes = frame.collect_schema()
    grades = plan.standard.grades

    texts: list[nw.Expr] = []
    for key, name in table.columns.items():
        texts += _clean_text(nw.col(name), dtypes[name], key)
    for step in range(_WORDS + 3):
        frame = frame.with_columns(*texts[step :: _WORDS + 3])
    frame = frame.with_columns(
        *(_number(nw.col(name), dtypes[name], key, factor).alias(_t("number", factor.id))
          for key, name in table.columns.items() for factor in table.factors(key))
    )  # fmt: skip
    number = {factor.id: nw.col(_t("number", factor.id)) for factor in plan.factors}

    def look(value: Callable[[_Step], int]) -> list[nw.Expr]:
        return [
            _chosen([(number[factor.id] == step.number, value(step)) for step in steps])
            for factor, steps in zip(plan.factors, plan.steps, strict=True)
        ]

    frame = frame.with_columns(
        *(expr.alias(f"points_{factor.id}")
          for factor, expr in zip(plan.factors, look(lambda step: step.points), strict=True)),
        nw.max_horizontal(*look(lambda step: step.up)).alias(_t("up")),
        nw.max_horizontal(*look(lambda step: step.down)).alias(_t("down")),
    )  # fmt: skip
    points = [nw.col(f"points_{factor.id}") for factor in plan.factors]
    frame = frame.with_columns(reduce(lambda one, other: one + other, points).alias("total"))
    reached = [(nw.col("total") >= grade.low, grade) for grade in reversed(grades)]
    frame = frame.with_columns(
        _chosen([(here, grade.grade) for here, grade in reached]).alias(_t("grade")),
        _chosen([(here, grade.name) for here, grade in reached], nw.String).alias("grade"),
        _chosen([(here, grade.low) for here, grade in reached]).alias(_t("low")),
        _chosen(
            [(here, None if grade is grades[-1] else grades[grades.index(grade) + 1].low) for here, grade in reached]
        ).alias(_t("next")),
    )
    frame = frame.with_columns(
        (nw.col("total") - nw.col(_t("low"))).alias("above_floor"),
        (nw.col(_t("next")) - nw.col("total")).alias("to_next"),
    )
    whole = ~nw.col("total").is_null()
    found = [
        nw.when(when).then(nw.lit(code)).otherwise(nw.lit(None, nw.String)) for code, when in _conditions(plan, number)
    ]
    errors = [_error(nw.col(name), dtypes[name], key, table) for key, name in table.columns.items()]
    frame = frame.with_columns(
        nw.when(whole).then(_joined(found)).otherwise(nw.lit(None, nw.String)).alias("findings"),
        nw.when(~whole).then(_joined(errors)).otherwise(nw.lit(None, nw.String)).alias("errors"),
    )
    return frame.select(*own, *plan.results)


def _t(what: str, of: str = "") -> str:
    return f"{_TEMPORARY}{what}_{of}"


def _joined(parts: list[nw.Expr]) -> nw.Expr:
    return nw.concat_str(parts, separator=" ", ignore_nulls=True) if parts else nw.lit("")


def _any(parts: Iterable[nw.Expr]) -> nw.Expr | None:
    listed = list(parts)
    return reduce(lambda one, other: one | other, listed) if listed else None


def _chosen(cases: Sequence[tuple[nw.Expr, int | str | None]], dtype: Any = nw.Int32) -> nw.Expr:
    """The value of the first condition that holds, null where none does."""
    chain = nw.lit(None, dtype)
    for condition, value in reversed(cases):
        chain = nw.when(condition).then(nw.lit(value, dtype)).otherwise(chain)
    return chain


def _clean_text(column: nw.Expr, dtype: Any, key: str) -> list[nw.Expr]:
    """Steps to a text that can be compared: the cell trimmed, then without words such as FL, then without zeros."""
    cell, text = _t("cell", key), _t("text", key)
    trimmed = column.cast(nw.String).str.replace_all(_ENDS, "")
    if not _is_text(dtype):
        shown = trimmed.str.replace_all(r"\.0$", "").alias(cell)
        return [shown, *[nw.lit("").alias(text)] * (_WORDS + 2)]
    tidy = nw.col(cell).str.to_lowercase().str.replace_all(_DASHES, "-").str.replace_all("[\\s\u00a0]+", " ")
    so_far = nw.col(text)
    zeros = (
        nw.when(so_far.str.contains("^[0-9]{1,2}$"))
        .then(so_far.str.replace_all("^0+", ""))
        .otherwise(
            nw.when(so_far.str.contains("^[1-9][ab]?-0[0-9]$"))
            .then(so_far.str.replace_all("-0", "-", literal=True))
            .otherwise(so_far)
        )
    )
    steps = [tidy.str.replace_all(" ?- ?", "-"), *[_without_word(so_far)] * _WORDS, zeros]
    return [trimmed.alias(cell), *(step.alias(text) for step in steps)]


def _without_word(text: nw.Expr) -> nw.Expr:
    """Take a word such as "factor level" or "fl" off the beginning, unless a letter follows it."""
    long, short = "^(?:sub)?factor level", "^(?:(?:sub)?factor|level|fld?)"
    return (
        nw.when(text.str.contains(f"{long}(?:[^a-z]|$)"))
        .then(text.str.replace_all(f"{long}[ :.]*", ""))
        .otherwise(
            nw.when(text.str.contains(f"{short}(?:[^a-z]|$)"))
            .then(text.str.replace_all(f"{short}[ :.]*", ""))
            .otherwise(text)
        )
    )


def _is_text(dtype: Any) -> bool:
    return dtype == nw.String or dtype in (nw.Categorical, nw.Enum)


def _number(column: nw.Expr, dtype: Any, key: str, factor: Factor) -> nw.Expr:
    """The number of the level that a cell names, null where it names none."""
    if dtype.is_numeric():
        whole = [] if key == _CHART else [(column == level.number, level.number) for level in factor.levels]
        return _chosen(whole)
    if not _is_text(dtype):
        return nw.lit(None, nw.Int32)
    text = nw.col(_t("text", key))
    return _chosen([(text.is_in(_spellings(key, factor, level)), level.number) for level in factor.levels])


def _spellings(key: str, factor: Factor, level: Level) -> list[str]:
    """Every way to write a level in a column of its own (or of the chart) that is left after trimming."""
    letter = PURPOSES[level.number - 1 : level.number]
    if key == _CHART:
        contacts, purposes = ([str(level.number)], PURPOSES) if factor.id == "6" else ("1234", letter)
        return [f"{contact}{dash}{purpose}" for contact in contacts for purpose in purposes for dash in ("", "-")]
    lettered = [letter, f"7{letter}", f"7-{letter}"] if factor.id == "7" and letter else []
    return [str(level.number), level.code.lower(), *lettered]


def _conditions(plan: _Plan, number: Mapping[str, nw.Expr]) -> Iterable[tuple[str, nw.Expr]]:
    """When each finding is due; one that never is has no condition."""
    levels = [(number[factor.id], steps) for factor, steps in zip(plan.factors, plan.steps, strict=True)]

    def where(wanted: Callable[[_Step], Any]) -> nw.Expr | None:
        some = [(expr, [step.number for step in steps if wanted(step)]) for expr, steps in levels]
        return _any(expr.is_in(numbers) for expr, numbers in some if numbers)

    def marked(bit: int) -> nw.Expr | None:
        return where(lambda step: step.status & bit)

    def far_from(grade: int) -> nw.Expr | None:
        return where(lambda step: grade in step.far)

    grade = nw.col(_t("grade"))
    grades = [each.grade for each in plan.standard.grades]
    due = {code: marked(bit) for code, bit in _BITS.items()}
    due["unlikely-contacts"] = _any(
        (number["6"] == contacts) & (number["7"] == purpose) for contacts, purpose in plan.standard.unlikely
    )
    due["borderline"] = (nw.col(_t("down")) > nw.col("above_floor")) | (
        (nw.col(_t("up")) >= nw.col("to_next")) & ~nw.col("to_next").is_null()
    )
    far = [(each, far_from(each)) for each in grades]
    due["atypical-factor"] = _any((grade == each) & some for each, some in far if some is not None)
    for code in FINDINGS:
        if code in due:
            condition = due[code]
        else:
            named = [each for each, codes in zip(grades, plan.grade_codes, strict=True) if code in codes]
            condition = grade.is_in(named) if named else None
        if condition is not None:
            yield code, condition


def _error(column: nw.Expr, dtype: Any, key: str, table: _Table) -> nw.Expr:
    factors = table.factors(key)
    cell, number = nw.col(_t("cell", key)), nw.col(_t("number", factors[0].id))
    before, after = _refusal(factors)
    missing = column.is_null() | (cell == "")
    if dtype.is_float():
        missing = missing | column.is_nan()
    refused = nw.concat_str([nw.lit(before), cell.str.slice(0, _SHOWN), nw.lit(after)])
    reason = nw.when(missing).then(nw.lit(_missing(factors))).otherwise(refused)
    return nw.when(number.is_null()).then(reason).otherwise(nw.lit(None, nw.String))
