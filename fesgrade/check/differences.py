"""Somebody else's table of points or grade ranges against a shipped edition: what is wrong, missing or invented.

A table is a CSV or XLSX file in one of the layouts that other tools use:

* levels, a row each: ``factor, level, points`` (the factor may stand in the level: ``1-7``, ``7-d``, ``4A-2``)
* levels, a row a factor and a column a level: ``factor, 1, 2, 3`` or ``factor, a, b, c, d``
* the contacts chart: ``contacts, purpose, points``, or a row a kind of contacts and the columns ``a`` to ``d``
* grades, a row each: ``grade, low, high`` or ``grade, range`` (``855-1100``, ``4055 and up``)

or JSON in one of four:

* a list of records with those fields, where one may hold the list of another: a factor with its levels
* levels with their points: ``{"1-7": 1250}``, or ``{"2b": 75}`` for a cell of the chart
* the same factor by factor: ``{"Factor 1": {"7": 1250}}``
* grades with their ranges: ``{"GS-5": [855, 1100]}``, ``{"GS-5": "855-1100"}``

These may stand below any names; below ``fes`` or ``gssg``, or beside a ``standard``, ``method`` or ``guide`` that names
one, they are of that standard. Field names are read in upper or lower case and with their usual synonyms (``min``,
``from``, ``lower`` …).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from fesgrade.cells import Cell, Otherwise, read_cell
from fesgrade.check.bands import OPEN, Band, faults_of, is_starred, number_of
from fesgrade.check.shapes import (
    CELL,
    CODE,
    JSON_SHAPES,
    CheckError,
    Given,
    level_name,
    of_json,
    of_sheet,
    plain_code,
    rank,
)  # fmt: skip
from fesgrade.dates import typed_as_date
from fesgrade.evaluation import EVEN_GRADES
from fesgrade.files import jsonfile, sheets
from fesgrade.files.tabular import kind_of
from fesgrade.levels import LevelsError, find_standard, read_levels
from fesgrade.shares import read_grade
from fesgrade.standards import GRID, GUIDE, PRIMARY, PURPOSES, Catalog, GradeRange, Level, Standard
from fesgrade.tables import Tables, load

#: What is wrong with a value: it differs, it is not there, it should not be there, or it cannot be understood.
KINDS = ("wrong", "missing", "invented", "unreadable")
#: A checked file holds two small tables, so anything larger is something else.
MAX_BYTES = 10 * 2**20
MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not as shipped: what it is about, what was given, what is right and where that stands.

    ``kind`` is one of :data:`KINDS`; ``place`` says where in the file, and is blank for what is missing.
    """

    kind: str
    what: str
    given: str
    right: str
    source: str
    place: str

    @property
    def message(self) -> str:
        """The difference as a sentence."""
        where = f"{self.place}: " if self.place else ""
        if self.kind == "missing":
            return f"{self.what} is missing: {self.right}."
        if self.kind == "unreadable":
            return f"{where}{self.what} is given as {self.given}, which cannot be read: {self.right}."
        if self.kind == "invented":
            return f"{where}{self.what}, given as {self.given}, does not exist: {self.right}."
        return f"{where}{self.what} is given as {self.given}: {self.right}."


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """What a file holds and how it differs from the ``standards`` (ids) it was held against.

    ``notes`` say how bands lie to each other, and what was read otherwise than it stands.
    """

    name: str
    standards: tuple[str, ...]
    levels: int
    ranges: int
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings, ready for JSON; each difference with its sentence."""
        plain = asdict(self) | {"standards": list(self.standards), "notes": list(self.notes)}
        plain["differences"] = [asdict(each) | {"message": each.message} for each in self.differences]
        return plain


def check(
    source: bytes | Path | str,
    name: str = "",
    standard: str | None = None,
    *,
    data: Tables = None,
) -> CheckedTable:
    """Hold a table of points or grade ranges against a standard.

    ``source`` is a path, or the bytes of a file with its ``name``; the module says which shapes are read. Without
    ``standard`` (an id) levels 4A and 4B, and tables called so, mean the supervisory guide and everything else the
    Primary Standard; with it, what the file keeps under another standard's name is left out. A level that the
    standard does not describe is never missing; levels are looked for only if the table has any, and so are grade
    ranges. The end of a range may be written up to 4 points high, because all points are multiples of 5.

    Raises :class:`CheckError` for a file without such a table, :class:`~fesgrade.files.sheets.SheetError` or
    :class:`~fesgrade.files.jsonfile.JsonFileError` for one that cannot be read, and
    :class:`~fesgrade.levels.LevelsError` for an unknown standard.
    """
    catalog = load(data)
    if standard is not None:
        find_standard(standard, catalog)
    name = name or ("the table" if isinstance(source, bytes) else Path(source).name)
    content = source if isinstance(source, bytes) else _content(Path(source))
    notes: tuple[str, ...] = ()
    asked = "give the columns factor, level and points, or grade, low and high"
    if kind_of(content, name) == "json":
        asked = f"the shapes are {JSON_SHAPES}"
        try:
            given = list(of_json(jsonfile.parse(content, name, MAX_BYTES), frozenset(catalog.standards)))
        except CheckError as error:
            raise CheckError(f"{name}: {fault}" for fault in error.faults) from None
    else:
        sheet = sheets.read(content, name, max_bytes=MAX_BYTES, max_rows=MAX_ROWS, rank=rank)
        given, notes = list(of_sheet(sheet)), sheet.notes
    if not given:
        raise CheckError([f"{name} holds neither points of levels nor grade ranges in a shape that is known; {asked}."])
    found = _compare(name, given, standard, catalog)
    return replace(found, notes=(*notes, *found.notes))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CheckError([f"{path} has more than the {MAX_BYTES // 2**20} MB that are read of a table."])
        return path.read_bytes()
    except OSError as error:
        raise CheckError([f"{path} cannot be read: {error.strerror or error}."]) from None


# Comparing ----------------------------------------------------------------------------------------


def _compare(name: str, given: Sequence[Given], wanted: str | None, catalog: Catalog) -> CheckedTable:
    is_supervisory = any(_factor_of(each) in ("4A", "4B") for each in given)
    usual = GUIDE if is_supervisory and GUIDE in catalog.standards else PRIMARY
    by_standard: dict[str, list[Given]] = {}
    for each in given:
        of = each.of if each.of in catalog.standards else wanted or usual
        if wanted in (None, of):
            by_standard.setdefault(of, []).append(each)
    differences: list[Difference] = []
    notes: list[str] = []
    levels = ranges = 0
    for of, some in by_standard.items():
        standard = catalog.standards[of]
        about_levels = [each for each in some if each.grade is None]
        about_grades = [each for each in some if each.grade is not None]
        levels += len(about_levels)
        ranges += len(about_grades)
        otherwise = Otherwise()
        differences += _levels(about_levels, standard, otherwise)
        notes += otherwise.sentences()
        bands: list[Band] = []
        differences += _ranges(about_grades, standard, bands)
        notes += faults_of(bands)
    notes += _starred(given)
    return CheckedTable(name, tuple(by_standard), levels, ranges, tuple(differences), tuple(notes))


def _starred(given: Sequence[Given]) -> Iterator[str]:
    places = [each.place for each in given if is_starred(each.points)]
    if places:
        many = "One number has" if len(places) == 1 else f"{len(places):,} numbers have"
        yield f"{many} the mark of a footnote, as in {places[0]}; the number was read without it."


def _factor_of(each: Given) -> str:
    """Return the factor that a value is of, by the file or by the level itself; blank for the contacts chart."""
    code = CODE.fullmatch(each.level)
    factor = each.factor or (code[1].upper() if code else "")
    return "" if factor == "6/7" else factor


def _shown(value: object) -> str:
    number = number_of(value)
    return f"{number:,}" if number is not None else jsonfile.shorten(value if value is not None else "", 40)


def _levels(given: Sequence[Given], standard: Standard, otherwise: Otherwise) -> list[Difference]:
    found: list[Difference] = []
    seen: set[str] = set()
    for each in given:
        points = number_of(each.points)
        if each.level == "" and points is None:
            continue
        levels = _read(each, standard, otherwise)
        if levels is None:
            found.append(_no_level(each, standard))
            continue
        seen.update(level.code for level in levels)
        total = sum(level.points for level in levels)
        if points == total:
            continue
        parts = f" ({' and '.join(f'{level.points:,}' for level in levels)})" if len(levels) > 1 else ""
        found.append(
            Difference(
                kind="unreadable" if points is None else "wrong",
                what=_what(levels),
                given=_shown(each.points) if points is None else f"{points:,} points",
                right=f"it has {total:,} points" if points is None else f"it has {total:,}{parts}",
                source="; ".join(dict.fromkeys(level.source for level in levels)),
                place=each.place,
            )
        )
    return found + (list(_missing_levels(seen, standard)) if seen else [])


def _read(each: Given, standard: Standard, otherwise: Otherwise) -> tuple[Level, ...] | None:
    """Return the level that a value is about, two for a cell of the chart, ``None`` if there is no such level.

    A date is read where the file names the factor beside it, and counted.
    """
    level = level_name(each.level) or each.level
    try:
        read = read_levels({each.factor: level} if each.factor else [level], standard, partial=True)
    except LevelsError:
        cell = _as_date(each, standard)
        if cell is None:
            return None
        otherwise.add(cell, each.level, [each.line])
        return tuple(cell.levels.values())
    return tuple(read.values()) or None


def _as_date(each: Given, standard: Standard) -> Cell | None:
    try:
        cell = read_cell(each.factor, each.level, standard)
    except LevelsError:
        return None
    return cell if cell.how in ("date", "serial", "text", "damaged") else None


def _what(levels: Sequence[Level]) -> str:
    if len(levels) > 1:
        return f"Contacts {levels[0].number}{PURPOSES[levels[1].number - 1]}"
    level = levels[0]
    letter = f", level {PURPOSES[level.number - 1]}" if level.factor == "7" and level.number <= len(PURPOSES) else ""
    return f"{level.code} (factor {level.factor}{letter})"


def _no_level(each: Given, standard: Standard) -> Difference:
    level = jsonfile.shorten(each.level, 40).strip("'") if each.level else "a level without a name"
    if typed_as_date(each.level):
        right = "it is a date, and which level it was needs a factor of it beside it; write the level as text"
        return Difference("unreadable", f"Level {level}", _shown(each.points), right, standard.source, each.place)
    factor = standard.by_factor.get(_factor_of(each))
    if factor is not None:
        name = level_name(each.level)
        known = bool(name or CODE.fullmatch(each.level))
        what = f"Level {factor.id}-{name}" if name else f"Level {level}"
        right = f"the levels of factor {factor.id} are {factor.codes}"
        sources = dict.fromkeys([factor.levels[0].source, factor.levels[-1].source])
        kind, source = "invented" if known else "unreadable", "; ".join(sources)
    elif each.factor == "6/7" or CELL.fullmatch(each.level):
        kind, what = "invented", f"Cell {level}"
        contacts = standard.by_factor.get("6")
        right = "contacts are 1 to 4 and purposes a to d" if contacts else "there is no such chart"
        source = contacts.source if contacts else standard.source
    else:
        kind, what, source = "invented", f"Level {level}", standard.source
        right = f"the factors of {standard.short_title} are {', '.join(standard.by_factor)}"
    return Difference(kind, what, given=_shown(each.points), right=right, source=source, place=each.place)


def _missing_levels(seen: set[str], standard: Standard) -> Iterator[Difference]:
    """Yield the levels that the standard describes and the file does not have, a whole factor as one."""
    for factor in standard.factors:
        lacking = [level for level in factor.levels if level.code not in seen and level.status == "described"]
        if len(lacking) == len(factor.levels):
            points = ", ".join(f"{level.code} {level.points:,}" for level in factor.levels)
            yield _missing(factor.title, f"its levels and points are {points}", factor.levels[0].source)
            continue
        for level in lacking:
            yield _missing(_what([level]), f"it has {level.points:,} points", level.source)


def _missing(what: str, right: str, source: str) -> Difference:
    return Difference("missing", what, given="", right=right, source=source, place="")


def _low_of(value: object) -> int | None:
    """Return the low end of a range, which may say that it has no other: ``4055+``."""
    return number_of(value.strip().removesuffix("+") if isinstance(value, str) else value)


def _ranges(given: Sequence[Given], standard: Standard, bands: list[Band]) -> list[Difference]:
    """Return how ranges differ; ``bands`` gets those that could be read."""
    found: list[Difference] = []
    grades = {grade.grade: grade for grade in standard.grades}
    every = f"{standard.grades[0].name} to {standard.grades[-1].name}"
    lows: dict[int, int | None] = {}
    for each in given:
        number = read_grade(each.grade, range(100))
        grade = grades.get(number or 0)
        low, high = _low_of(each.low), number_of(each.high)
        is_open = plain_code(each.high).lower() in OPEN
        kind, what, source = "unreadable", f"Grade {jsonfile.shorten(each.grade, 40)}", standard.grades[0].source
        right = f"the grades are {every}"
        if grade is not None and number is not None:
            is_read = low is not None and (high is not None or is_open)
            lows[number] = low if is_read else None
            if low is not None and is_read:
                bands.append(Band(grade.name, number, low, None if is_open else high))
            if low is not None and is_read and _is_right(grade, low, None if is_open else high, standard):
                continue
            kind, what = "wrong" if is_read else "unreadable", grade.name
            right, source = _right_range(grade, low if is_read else None, standard)
        elif number is not None:
            kind, what, right = "invented", f"GS-{number}", f"the grades of {standard.short_title} are {every}"
        words = f"{_shown(each.low)} {'and up' if is_open else f'to {_shown(each.high)}'}"
        found.append(Difference(kind, what, given=words, right=right, source=source, place=each.place))
    return found + (list(_missing_ranges(lows, standard)) if lows else [])


def _is_right(grade: GradeRange, low: int, high: int | None, standard: Standard) -> bool:
    """Return whether a range is that of a grade; an end that is left out is not held against it."""
    if low != grade.low or high is None:
        return low == grade.low
    return high >= standard.highest_total if grade.high is None else 0 <= high - grade.high < GRID


def _right_range(grade: GradeRange, low: int | None, standard: Standard) -> tuple[str, str]:
    """Return the right range of a grade and its source, and the grade that a low end taken from it would have."""
    right, source = f"it runs from {grade.points}", grade.source
    if low is not None and standard.grades[0].low <= low < grade.low:
        real = standard.grade_of(low)
        right += f", and {low:,} points are {real.name}"
        if real.grade in EVEN_GRADES and real.grade == grade.grade - 1:
            right += "; an even grade is not pushed up, it is the grade when the points come to it"
            source += "; Handbook p. 12"
    return right, source


def _missing_ranges(lows: Mapping[int, int | None], standard: Standard) -> Iterator[Difference]:
    for grade in standard.grades:
        if grade.grade in lows:
            continue
        right, source = f"it runs from {grade.points}", grade.source
        swallowed = next((other for other, low in lows.items() if low == grade.low), None)
        if swallowed:
            right += f", which is given to GS-{swallowed} here"
        if swallowed and grade.grade in EVEN_GRADES:
            source += "; Handbook p. 12"
        yield _missing(grade.name, right, source)
