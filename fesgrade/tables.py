"""Reading the folders of tables into standards, with every fault told by file, row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from fesgrade.sources import Reader, Row, data_dir, own_folder
from fesgrade.standards import (
    GRID,
    KINDS_OF_WORK,
    METHODS,
    PRIMARY,
    PURPOSES,
    TWO_GRADE_KINDS,
    BaseLevel,
    Case,
    Catalog,
    Factor,
    GradeRange,
    Level,
    Series,
    Situation,
    Standard,
)


def load(data: Catalog | Path | str | None = None) -> Catalog:
    """Return the shipped tables, with those of the folder ``data`` beside them when it is given.

    The shipped tables are read once; a folder of the user's own is read at every call, and a
    :class:`Catalog` is handed back as it is. Raises :class:`~fesgrade.sources.DataError` with every fault
    of the folder by file, row and column.
    """
    if isinstance(data, Catalog):
        return data
    if data is None:
        return _shipped()
    root = own_folder(data, "standards/ID/ or cases.csv")
    return _read(root, _shipped())


@lru_cache(maxsize=1)
def _shipped() -> Catalog:
    return _read(data_dir(), None)


def _read(root: Path, base: Catalog | None) -> Catalog:
    """Read the folder ``root`` into a catalog, on top of ``base``."""
    reader = Reader(root)
    standards: dict[str, Standard] = dict(base.standards) if base else {}
    series: dict[str, Series] = dict(base.series) if base else {}
    cases: dict[str, Case] = dict(base.cases) if base else {}
    folders = sorted(path for path in (root / "standards").glob("[!.]*") if path.is_dir())
    own = ("cases.csv", "series.csv", "titles.csv", "practice", "cases", "questions")
    if base and not (folders or any((root / name).exists() for name in own)):
        reader.faults.append(
            f"{root} holds no table; it needs a folder standards/ID, practice, cases or questions, or one of "
            "cases.csv, series.csv and titles.csv."
        )
    # The Primary Standard is the base of the others, so it is read before them.
    for folder in sorted(folders, key=lambda path: path.name != PRIMARY):
        if base and folder.name in base.standards:
            reader.faults.append(
                f"standards/{folder.name}/standard.csv, row 2, column id: {folder.name} is a shipped standard; "
                "choose another id, so that an edition is added and never replaced."
            )
            continue
        standard = _standard(reader, folder, standards.get(PRIMARY))
        if standard is None:
            if base is None and folder.name == PRIMARY:
                break
            continue
        standards[standard.id] = standard
    if base is None or (root / "series.csv").is_file():
        series |= _series(reader, root, series)
    if base is None or (root / "cases.csv").is_file():
        cases |= _cases(reader, root, standards, cases, {folder.name for folder in folders})
    typical, typical_source = (base.typical, base.typical_source) if base else _typical(reader, root)
    reader.finish()
    return Catalog(
        MappingProxyType(standards), MappingProxyType(series), MappingProxyType(cases), typical, typical_source
    )


_FACTOR = re.compile(r"^[1-9][AB]?$")
_NUMBER = re.compile(r"^[1-9][0-9]?$")
_STANDARD = ("id", "title", "short_title", "method", "edition", "document", "completeness", "source_ref")
_STANDARD_MAY = ("series", "kind_of_work", "interval", "lowest_grade", "highest_grade", "note")


def _standard(reader: Reader, folder: Path, primary: Standard | None) -> Standard | None:
    before = len(reader.faults)
    rows = reader.table(folder / "standard.csv", _STANDARD, _STANDARD_MAY)
    if len(rows) != 1:
        if len(reader.faults) == before:
            reader.faults.append(f"standards/{folder.name}/standard.csv has {len(rows)} rows; it must have one.")
        return None
    row = rows[0]
    if row["id"] != folder.name:
        reader.faults.append(f"{row.place('id')} is {row['id']!r}; it must be the folder's name, {folder.name}.")
    method = reader.choice(row, "method", METHODS)
    complete = reader.choice(row, "completeness", ("whole", "part")) == "whole"
    kind = reader.choice(row, "kind_of_work", ("", *KINDS_OF_WORK))
    interval = reader.choice(row, "interval", ("", "one", "two"))
    lowest = reader.number(row, "lowest_grade", blank=True)
    highest = reader.number(row, "highest_grade", blank=True)
    if lowest is not None and highest is not None and lowest > highest:
        reader.faults.append(f"{row.place('lowest_grade')} is {lowest}; it must not be above highest_grade, {highest}.")
    if kind and interval and interval != ("two" if kind in TWO_GRADE_KINDS else "one"):
        reader.faults.append(
            f"{row.place('interval')} is {interval!r}; {kind} work has the "
            f"{'two' if kind in TWO_GRADE_KINDS else 'one'}-grade interval (Introduction p. 8-10)."
        )
    _strangers(reader, folder, method)
    base = None if method == "gssg" else primary  # also after a slip in the method, to tell the other faults
    grades = _grades(reader, folder, base)
    sound = len(reader.faults)
    factors = _factors(reader, folder, base, complete, row["short_title"])
    # The chart is checked against the Primary Standard's points where there is one: they are every FES standard's.
    charted = _contacts(reader, folder, base.factors if base else factors) if method != "gssg" else None
    if len(reader.faults) > sound:
        return None  # what follows is checked against the levels
    base_levels = _base_levels(reader, folder, factors) if method == "gssg" else ()
    situations = _situations(reader, folder) if method == "gssg" else ()
    if len(reader.faults) > before:
        return None
    floor = sum(factor.levels[0].points for factor in factors)
    if floor < grades[0].low:
        reader.faults.append(
            f"standards/{folder.name}/grades.csv, row 2, column low: the lowest set of levels has {floor} points, "
            f"which no range holds; the first range must start at {floor} or below."
        )
    return Standard(
        row["id"], row["title"], row["short_title"], method, row["series"], row["edition"], row["document"],
        kind, interval, lowest, highest, complete, row["note"], row["source_ref"], factors, grades,
        frozenset(charted or ()), MappingProxyType({cell: mark for cell, mark in (charted or {}).items() if mark}),
        base_levels, situations,
    )  # fmt: skip


def _factors(
    reader: Reader, folder: Path, primary: Standard | None, complete: bool, short_title: str
) -> tuple[Factor, ...]:
    """Read factors.csv and levels.csv; a FES standard takes what it leaves out from the Primary Standard."""
    before = len(reader.faults)
    heads = _factor_heads(reader, folder, primary)
    if not heads:
        return ()
    # A blank synopsis falls back to the Primary Standard's, so only a standard without it must write its own.
    words = () if primary else ("synopsis",)
    rows = reader.table(
        folder / "levels.csv",
        ("factor", "level", "points", "source_ref", *words),
        ("status", "next_needs", "synopsis")[: 3 - len(words)],
        key=("level",),
    )
    levels = {factor: {} for factor in heads} if not primary else {
        factor.id: {level.number: _unlisted(level, complete) for level in factor.levels} for factor in primary.factors
    }  # fmt: skip
    for row in rows:
        level = _level(reader, row, primary, list(heads))
        if level:
            levels[level.factor][level.number] = level
    factors = []
    sound = len(reader.faults) == before
    if primary and not rows and sound:
        reader.faults.append(f"standards/{folder.name}/levels.csv has no row; it needs one for each level described.")
    for factor, (name, short_name, asks, source) in heads.items():
        ordered = tuple(levels.get(factor, {})[number] for number in sorted(levels.get(factor, {})))
        if not ordered and sound:
            reader.faults.append(f"standards/{folder.name}/levels.csv has no level for factor {factor}; it needs one.")
        for lower, upper in pairwise(ordered):
            if lower.points >= upper.points:
                reader.faults.append(
                    f"standards/{folder.name}/levels.csv: {upper.code} has {upper.points} points, not more than "
                    f"{lower.code} with {lower.points}; a higher level must have more."
                )
        factors.append(Factor(factor, name, short_name, asks, source, _bridged(ordered, short_title)))
    return tuple(factors)


def _bridged(levels: tuple[Level, ...], short_title: str) -> tuple[Level, ...]:
    """Return levels in which one that the standard leaves out leads to the next it describes in its own words.

    The Primary Standard's threshold would be the wrong one to decide by there.
    """
    bridged = []
    for lower, upper in pairwise(levels):
        if lower.status != "described" and upper.status == "described":
            lower = replace(lower, next_needs=f"all that {short_title} asks at {upper.code}. {upper.synopsis}")
        bridged.append(lower)
    return (*bridged, *levels[-1:])


def _factor_heads(reader: Reader, folder: Path, primary: Standard | None) -> dict[str, tuple[str, str, str, str]]:
    if primary and not (folder / "factors.csv").is_file():
        return {f.id: (f.name, f.short_name, f.asks, f.source) for f in primary.factors}
    rows = reader.table(folder / "factors.csv", ("factor", "name", "short_name", "asks", "source_ref"), key=("factor",))
    reader.faults += [
        f"{row.place('factor')} is {row['factor']!r}; a factor is 1 to 9, with A or B behind it for a subfactor."
        for row in rows
        if not _FACTOR.match(row["factor"])
    ]
    heads = {r["factor"]: (r["name"], r["short_name"], r["asks"], r["source_ref"]) for r in rows}
    if primary and rows and list(heads) != [factor.id for factor in primary.factors]:
        reader.faults.append(f"standards/{folder.name}/factors.csv must list the factors 1 to 9, each once, in order.")
    return heads


def _unlisted(level: Level, complete: bool) -> Level:
    """Return the Primary Standard's level as it stands in a standard that has no row for it."""
    status = "outside" if complete else "unknown"
    return Level(
        level.factor, level.code, level.number, level.points, status, level.synopsis, level.next_needs, level.source
    )


def _level(reader: Reader, row: Row, primary: Standard | None, factors: list[str]) -> Level | None:
    points = reader.number(row, "points")
    status = reader.choice(row, "status", ("", "described", "outside")) or "described"
    factor, _, number = row["level"].rpartition("-")
    if factor != row["factor"] or not _NUMBER.match(number) or factor not in factors:
        reader.faults.append(
            f"{row.place('level')} is {row['level']!r}; it must be a level of factor {row['factor']}, "
            f"such as {row['factor']}-1, and the factors are {', '.join(factors)}."
        )
        return None
    if points is None:
        return None
    if points % GRID:
        reader.faults.append(f"{row.place('points')} is {points}; points are multiples of {GRID}.")
    fallback = None
    if primary:
        fallback = primary.by_code.get(row["level"])
        if fallback is None:
            reader.faults.append(
                f"{row.place('level')} is {row['level']!r}; the levels of factor {factor} are "
                f"{primary.by_factor[factor].codes}."
            )
            return None
        if fallback.points != points:
            reader.faults.append(
                f"{row.place('points')} is {points}; the Primary Standard gives {fallback.points} for "
                f"{row['level']} ({fallback.source}), and every FES standard uses its points."
            )
    if status == "outside" and not primary:
        reader.faults.append(f"{row.place('status')} is 'outside'; only a FES standard has levels outside it.")
    return Level(
        factor, row["level"], int(number), points, status,
        row["synopsis"] or (fallback.synopsis if fallback else ""),
        row["next_needs"] or (fallback.next_needs if fallback else ""),
        row["source_ref"],
    )  # fmt: skip


def _grades(reader: Reader, folder: Path, primary: Standard | None) -> tuple[GradeRange, ...]:
    """Read grades.csv; a FES standard may print part of the master table or leave the file out."""
    path = folder / "grades.csv"
    if primary and not path.is_file():
        return tuple(GradeRange(g.grade, g.low, g.high, g.source, confirmed=False) for g in primary.grades)
    before = len(reader.faults)
    own: dict[int, GradeRange] = {}
    places: dict[int, str] = {}
    for row in reader.table(path, ("grade", "low", "source_ref"), ("high",), key=("grade",)):
        grade, low = reader.number(row, "grade"), reader.number(row, "low")
        high = reader.number(row, "high", blank=True)
        if low is not None and high is not None and low > high:
            reader.faults.append(f"{row.place('low')} is {low}; it must not be above high, {high}.")
        if grade is not None and low is not None:
            own[grade] = GradeRange(grade, low, high, row["source_ref"])
            places[grade] = row.place("low")
    if primary:
        master = {g.grade: g for g in primary.grades}
        for grade, mine in own.items():
            its = master.get(grade)
            if its is None or (its.low, its.high) != (mine.low, mine.high):
                allowed = f"{its.name} runs from {its.points}" if its else "the grades are GS-1 to GS-15"
                reader.faults.append(
                    f"{places[grade]}: GS-{grade} from {mine.points} is not in the master conversion table, "
                    f"where {allowed}."
                )
        return tuple(
            own.get(g.grade) or GradeRange(g.grade, g.low, g.high, g.source, confirmed=False) for g in primary.grades
        )
    ordered = tuple(own[grade] for grade in sorted(own))
    for lower, upper in pairwise(ordered):
        if upper.grade != lower.grade + 1 or lower.high is None or upper.low != lower.high + GRID:
            reader.faults.append(
                f"{places[upper.grade]}: {upper.name} from {upper.points} does not follow {lower.name} from "
                f"{lower.points}; ranges must touch, {GRID} points apart."
            )
    if not ordered and len(reader.faults) == before:
        reader.faults.append(f"standards/{folder.name}/grades.csv has no row; it needs one for each grade.")
    if ordered and ordered[-1].high is not None:
        reader.faults.append(f"{places[ordered[-1].grade]}: the top grade must have a blank high, for and up.")
    return ordered


def _strangers(reader: Reader, folder: Path, method: str) -> None:
    """Note CSV files that no table of a standard is called: a slip in a name would leave the table unread."""
    known = ["standard.csv", "factors.csv", "levels.csv", "grades.csv"]
    known += ["contacts.csv"] if method != "gssg" else ["base-levels.csv", "special-situations.csv"]
    reader.faults += [
        f"standards/{folder.name}/{path.name} is no table of a standard; the tables are {', '.join(known)}."
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]


def _contacts(reader: Reader, folder: Path, factors: tuple[Factor, ...]) -> dict[tuple[int, int], str]:
    """Read the chart of factors 6 and 7, if the standard prints one; every cell must be the sum of its two.

    Returns each cell with the source of its mark as unlikely, or an empty text.
    """
    path = folder / "contacts.csv"
    if not path.is_file():
        return {}
    points = {level.code: level.points for factor in factors for level in factor.levels}
    columns = ("contacts", "purpose", "points", "source_ref")
    cells: dict[tuple[int, int], str] = {}
    for row in reader.table(path, columns, ("unlikely",), ("contacts", "purpose")):
        before = len(reader.faults)
        marked = reader.choice(row, "unlikely", ("", "yes"))
        contacts = reader.choice(row, "contacts", ("1", "2", "3", "4"))
        purpose = reader.choice(row, "purpose", tuple(PURPOSES))
        given = reader.number(row, "points")
        if len(reader.faults) > before:
            continue
        number = PURPOSES.find(purpose) + 1
        total = points[f"6-{contacts}"] + points[f"7-{number}"]
        if given != total:
            reader.faults.append(
                f"{row.place('points')} is {given}; {contacts}{purpose} is 6-{contacts} plus 7-{number}, {total}."
            )
        cells[int(contacts), number] = row["source_ref"] if marked else ""
    return cells


def _base_levels(reader: Reader, folder: Path, factors: tuple[Factor, ...]) -> tuple[BaseLevel, ...]:
    """Read the chart from base grade to level, if the guide has one: every grade from the first row on, once."""
    path = folder / "base-levels.csv"
    if not path.is_file():
        return ()
    points = {level.code: level.points for factor in factors for level in factor.levels}
    found: list[BaseLevel] = []
    due: int | None = None
    for row in reader.table(
        path, ("lowest_grade", "level", "points", "source_ref"), ("highest_grade",), key=("lowest_grade",)
    ):
        lowest, mine = reader.number(row, "lowest_grade"), reader.number(row, "points")
        highest = reader.number(row, "highest_grade", blank=True)
        if row["level"] not in points:
            reader.faults.append(f"{row.place('level')} is {row['level']!r}; it must be a level of levels.csv.")
        elif mine is not None and mine != points[row["level"]]:
            reader.faults.append(
                f"{row.place('points')} is {mine}; {row['level']} has {points[row['level']]} in levels.csv."
            )
        if lowest is None or mine is None:
            continue
        if found and lowest != due:
            wanted = "no row may follow the one with a blank highest_grade" if due is None else f"it must be {due}"
            reader.faults.append(f"{row.place('lowest_grade')} is {lowest}; {wanted}, so that no grade has two levels.")
        if highest is not None and highest < lowest:
            reader.faults.append(f"{row.place('highest_grade')} is {highest}; it must be {lowest} or more.")
        due = None if highest is None else highest + 1
        found.append(BaseLevel(lowest, highest, row["level"], mine, row["source_ref"]))
    if found and due is not None:
        reader.faults.append(
            f"standards/{folder.name}/base-levels.csv: the last row must have a blank highest_grade, for or higher."
        )
    return tuple(found)


def _situations(reader: Reader, folder: Path) -> tuple[Situation, ...]:
    """Read the special situations, if the guide has any; their numbers run from 1 in order."""
    path = folder / "special-situations.csv"
    if not path.is_file():
        return ()
    found: list[Situation] = []
    for row in reader.table(path, ("number", "name", "synopsis", "source_ref"), key=("number",)):
        number = reader.number(row, "number")
        if number is None:
            continue
        if number != len(found) + 1:
            reader.faults.append(f"{row.place('number')} is {number}; it must be {len(found) + 1}, the next in order.")
        found.append(Situation(number, row["name"], row["synopsis"], row["source_ref"]))
    return tuple(found)


def _series(reader: Reader, root: Path, shipped: Mapping[str, Series]) -> dict[str, Series]:
    columns = ("series", "title", "definition", "interval", "kind_of_work", "basic_title", "source_ref")
    found = {}
    for row in reader.table(root / "series.csv", columns, key=("series",)):
        interval = reader.choice(row, "interval", ("one", "two"))
        kind = reader.choice(row, "kind_of_work", KINDS_OF_WORK)
        if row["series"] in shipped:
            reader.faults.append(f"{row.place('series')}: {row['series']} is a shipped series; leave it out.")
        found[row["series"]] = Series(
            row["series"], row["title"], row["definition"], interval, kind, row["basic_title"], row["source_ref"]
        )
    return found


def _cases(
    reader: Reader,
    root: Path,
    standards: Mapping[str, Standard],
    shipped: Mapping[str, Case],
    folders: set[str],
) -> dict[str, Case]:
    columns = ("case", "title", "standard", "levels", "total", "grade", "source_ref")
    found = {}
    for row in reader.table(root / "cases.csv", columns, ("series", "kind_of_work", "note"), key=("case",)):
        kind = reader.choice(row, "kind_of_work", ("", *KINDS_OF_WORK))
        total = reader.number(row, "total")
        case = Case(
            row["case"], row["title"], row["standard"], row["series"], kind, tuple(row["levels"].split()),
            total or 0, row["grade"], row["note"], row["source_ref"],
        )  # fmt: skip
        if case.id in shipped:
            reader.faults.append(f"{row.place('case')}: {case.id} is a shipped case; choose another id.")
        standard = standards.get(case.standard)
        if standard:
            _check_case(reader, row, case, standard)
        elif case.standard not in folders:  # a standard of this folder that is faulty has been told already
            reader.choice(row, "standard", tuple(standards))
        found[case.id] = case
    return found


def _check_case(reader: Reader, row: Row, case: Case, standard: Standard) -> None:
    """Note what does not fit: a level that is none, a factor left out or given twice, another total or grade."""
    levels = [standard.by_code[code] for code in case.levels if code in standard.by_code]
    wrong = [code for code in case.levels if code not in standard.by_code]
    if wrong or sorted(level.factor for level in levels) != sorted(standard.by_factor):
        said = f"{', '.join(wrong)} is no level of {standard.short_title}" if wrong else "a factor is missing or twice"
        reader.faults.append(
            f"{row.place('levels')}: {said}; give one level for each factor, such as "
            f"{' '.join(factor.levels[0].code for factor in standard.factors)}."
        )
        return
    total = sum(level.points for level in levels)
    grade = standard.grade_of(total).name
    if case.total != total:
        reader.faults.append(f"{row.place('total')} is {row['total']}; the levels come to {total}.")
    if case.grade != grade:
        reader.faults.append(f"{row.place('grade')} is {case.grade!r}; {total} points come to {grade}.")


def _typical(
    reader: Reader, root: Path
) -> tuple[Mapping[tuple[str, int], Mapping[str, tuple[int, ...]]], Mapping[str, str]]:
    columns = ("table", "kind_of_work", "grade", "factor", "level", "source_ref")
    typical: dict[tuple[str, int], dict[str, tuple[int, ...]]] = {}
    source: dict[str, str] = {}
    for row in reader.table(root / "typical-levels.csv", columns, key=("kind_of_work", "grade", "level")):
        kind = reader.choice(row, "kind_of_work", KINDS_OF_WORK)
        grade = reader.number(row, "grade")
        factor, _, number = row["level"].rpartition("-")
        if grade is not None and factor == row["factor"]:
            column = typical.setdefault((kind, grade), {})
            column[factor] = (*column.get(factor, ()), int(number))
            source[kind] = row["source_ref"]
    frozen = {key: MappingProxyType(column) for key, column in typical.items()}
    return MappingProxyType(frozen), MappingProxyType(source)
