"""Reading the folder of one standard: its tables, checked against each other and against the Primary Standard.

``primary`` is the Primary Standard, of which a standard for one series takes whatever it leaves out; it is ``None`` for
the Primary Standard itself and for a supervisory guide, which must be complete.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from fesgrade.sources import Reader, Row
from fesgrade.standard_tables import (
    FILES,
    read_base_levels,
    read_contacts,
    read_notes,
    read_situations,
    read_typical,
)
from fesgrade.standards import (
    GRID,
    KINDS_OF_WORK,
    METHODS,
    TWO_GRADE_KINDS,
    Factor,
    GradeRange,
    Level,
    Standard,
)

_FACTOR = re.compile(r"[1-9][AB]?")
_NUMBER = re.compile(r"[1-9][0-9]?")
_STANDARD = ("id", "title", "short_title", "method", "edition", "document", "completeness", "source_ref")
_STANDARD_MAY = ("series", "kind_of_work", "interval", "lowest_grade", "highest_grade", "note")


def read_standard(reader: Reader, folder: Path, primary: Standard | None) -> Standard | None:
    """Return the standard in ``folder``, or ``None`` after noting every fault in ``reader``."""
    part = Reader(reader.root)
    standard = _standard(part, folder, primary)
    reader.faults += part.faults
    return None if part.faults else standard


def _standard(reader: Reader, folder: Path, primary: Standard | None) -> Standard | None:
    rows = reader.table(folder / "standard.csv", _STANDARD, _STANDARD_MAY)
    if len(rows) != 1:
        if not reader.faults:
            reader.faults.append(f"standards/{folder.name}/standard.csv has {len(rows)} rows; it must have one.")
        return None
    row = rows[0]
    if row["id"] != folder.name:
        reader.refuse(row, "id", f"it must be the folder's name, {folder.name}.")
    method = reader.choice(row, "method", METHODS)
    is_guide = method == "gssg"
    if is_guide:
        primary = None
    is_complete = reader.choice(row, "completeness", ("whole", "part")) == "whole"
    kind = reader.choice(row, "kind_of_work", ("", *KINDS_OF_WORK))
    interval = reader.choice(row, "interval", ("", "one", "two"))
    lowest = reader.number(row, "lowest_grade", blank=True)
    highest = reader.number(row, "highest_grade", blank=True)
    if lowest is not None and highest is not None and lowest > highest:
        reader.refuse(row, "lowest_grade", f"it must not be above highest_grade, {highest}.")
    usual = "two" if kind in TWO_GRADE_KINDS else "one"
    if kind and interval and interval != usual:
        reader.refuse(row, "interval", f"{kind} work has the {usual}-grade interval (Introduction p. 8-10).")
    _refuse_strangers(reader, folder, is_guide=is_guide)
    grades = _grades(reader, folder, primary)
    # What follows the levels is checked against them, so faults in them end the reading of this standard.
    levels = Reader(reader.root)
    factors = _factors(levels, folder, primary, is_complete=is_complete, short_title=row["short_title"])
    cells = {} if is_guide else read_contacts(levels, folder, primary.factors if primary else factors)
    reader.faults += levels.faults
    if levels.faults:
        return None
    base_levels = read_base_levels(reader, folder, factors) if is_guide else ()
    situations = read_situations(reader, folder) if is_guide else ()
    notes = read_notes(reader, folder)
    typical = {} if is_guide else read_typical(reader, folder, factors, grades)
    floor = sum(factor.levels[0].points for factor in factors)
    if not reader.faults and floor < grades[0].low:
        reader.faults.append(
            f"standards/{folder.name}/grades.csv, row 2, column low: the lowest set of levels has {floor} points, "
            f"which no range holds; the first range must start at {floor} or below."
        )
    return Standard(
        **row.pick("id", "title", "short_title", "series", "edition", "document", "note"),
        method=method,
        kind_of_work=kind,
        interval=interval,
        lowest_grade=lowest,
        highest_grade=highest,
        complete=is_complete,
        source=row["source_ref"],
        factors=factors,
        grades=grades,
        printed=frozenset(cells),
        unlikely=MappingProxyType({cell: source for cell, source in cells.items() if source}),
        base_levels=base_levels,
        situations=situations,
        notes=notes,
        typical=typical,
    )


def _refuse_strangers(reader: Reader, folder: Path, *, is_guide: bool) -> None:
    """Note CSV files that no table of a standard is called: a slip in a name would leave the table unread."""
    known = ["standard.csv", "factors.csv", "levels.csv", "grades.csv", *FILES["gssg" if is_guide else "fes"]]
    reader.faults += [
        f"standards/{folder.name}/{path.name} is no table of a standard; the tables are {', '.join(known)}."
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]


# Factors and levels -------------------------------------------------------------------------------


def _factors(
    reader: Reader, folder: Path, primary: Standard | None, *, is_complete: bool, short_title: str
) -> tuple[Factor, ...]:
    """Read factors.csv and levels.csv."""
    factors = _factor_heads(reader, folder, primary)
    if not factors:
        return ()
    # A blank synopsis falls back to the Primary Standard's, so only a standard without it must write its own.
    words = ("synopsis",)
    rows = reader.table(
        folder / "levels.csv",
        ("factor", "level", "points", "source_ref", *(() if primary else words)),
        ("status", "next_needs", *(words if primary else ())),
        key=("level",),
        needs="one for each level described" if primary else "",
    )
    levels: dict[str, dict[int, Level]] = {factor.id: {} for factor in factors}
    for level in primary.levels() if primary else ():
        status = "outside" if is_complete else "unknown"  # unless there is a row for it
        levels[level.factor][level.number] = replace(level, status=status)
    for row in rows:
        read = _level(reader, row, primary, list(levels))
        if read:
            levels[read.factor][read.number] = read
    is_sound = not reader.faults  # else what is missing is only what was refused
    found = []
    for factor in factors:
        ordered = tuple(level for _, level in sorted(levels[factor.id].items()))
        if not ordered and is_sound:
            place = f"standards/{folder.name}/levels.csv"
            reader.faults.append(f"{place} has no level for factor {factor.id}; it needs one.")
        for lower, upper in pairwise(ordered):
            if lower.points >= upper.points:
                reader.faults.append(
                    f"standards/{folder.name}/levels.csv: {upper.code} has {upper.points} points, not more than "
                    f"{lower.code} with {lower.points}; a higher level must have more."
                )
        found.append(replace(factor, levels=_bridged(ordered, short_title)))
    return tuple(found)


def _factor_heads(reader: Reader, folder: Path, primary: Standard | None) -> list[Factor]:
    """Read factors.csv, or take the Primary Standard's factors without it; their levels are still to come."""
    if primary and not (folder / "factors.csv").is_file():
        return list(primary.factors)
    rows = reader.table(folder / "factors.csv", ("factor", "name", "short_name", "asks", "source_ref"), key=("factor",))
    for row in rows:
        if not _FACTOR.fullmatch(row["factor"]):
            reader.refuse(row, "factor", "a factor is 1 to 9, with A or B behind it for a subfactor.")
    if primary and rows and [row["factor"] for row in rows] != list(primary.by_factor):
        reader.faults.append(f"standards/{folder.name}/factors.csv must list the factors 1 to 9, each once, in order.")
        return list(primary.factors)
    return [
        Factor(row["factor"], **row.pick("name", "short_name", "asks"), source=row["source_ref"], levels=())
        for row in rows
    ]


def _level(reader: Reader, row: Row, primary: Standard | None, factors: list[str]) -> Level | None:
    points = reader.number(row, "points")
    status = reader.choice(row, "status", ("", "described", "outside")) or "described"
    factor, _, number = row["level"].rpartition("-")
    if factor != row["factor"] or not _NUMBER.fullmatch(number) or factor not in factors:
        reader.refuse(
            row,
            "level",
            f"it must be a level of factor {row['factor']}, such as {row['factor']}-1, and the factors are "
            f"{', '.join(factors)}.",
        )
        return None
    if points is None:
        return None
    if points % GRID:
        reader.refuse(row, "points", f"points are multiples of {GRID}.")
    usual = primary.by_code.get(row["level"]) if primary else None
    if primary and usual is None:
        reader.refuse(row, "level", f"the levels of factor {factor} are {primary.by_factor[factor].codes}.")
        return None
    if usual and usual.points != points:
        reader.refuse(
            row,
            "points",
            f"the Primary Standard gives {usual.points} for {row['level']} ({usual.source}), and every FES standard "
            "uses its points.",
        )
    if status == "outside" and not primary:
        reader.refuse(row, "status", "only a FES standard has levels outside it.")
    return Level(
        factor=factor,
        code=row["level"],
        number=int(number),
        points=points,
        status=status,
        synopsis=row["synopsis"] or (usual.synopsis if usual else ""),
        next_needs=row["next_needs"] or (usual.next_needs if usual else ""),
        source=row["source_ref"],
    )


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


# Grades -------------------------------------------------------------------------------------------


def _grades(reader: Reader, folder: Path, primary: Standard | None) -> tuple[GradeRange, ...]:
    """Read grades.csv; a FES standard may print part of the master table or leave the file out."""
    path = folder / "grades.csv"
    if primary and not path.is_file():
        return tuple(replace(grade, confirmed=False) for grade in primary.grades)
    ranges: dict[int, GradeRange] = {}
    rows: dict[int, Row] = {}
    at_least = "" if primary else "one for each grade"
    for row in reader.table(path, ("grade", "low", "source_ref"), ("high",), ("grade",), needs=at_least):
        grade, low = reader.number(row, "grade"), reader.number(row, "low")
        high = reader.number(row, "high", blank=True)
        if low is not None and high is not None and low > high:
            reader.refuse(row, "low", f"it must not be above high, {high}.")
        if grade is not None and low is not None:
            ranges[grade] = GradeRange(grade, low, high, row["source_ref"])
            rows[grade] = row
    if primary:
        _refuse_other_ranges(reader, ranges, rows, primary)
        return tuple(ranges.get(grade.grade) or replace(grade, confirmed=False) for grade in primary.grades)
    ordered = tuple(ranges[grade] for grade in sorted(ranges))
    _refuse_gaps(reader, ordered, rows)
    return ordered


def _refuse_other_ranges(
    reader: Reader, ranges: dict[int, GradeRange], rows: dict[int, Row], primary: Standard
) -> None:
    """Note ranges that are not those of the master conversion table, which every FES standard uses."""
    master = {grade.grade: grade for grade in primary.grades}
    for number, given in ranges.items():
        right = master.get(number)
        if right is None or (right.low, right.high) != (given.low, given.high):
            allowed = f"{right.name} runs from {right.points}" if right else "the grades are GS-1 to GS-15"
            reader.faults.append(
                f"{rows[number].place('low')}: GS-{number} from {given.points} is not in the master conversion table, "
                f"where {allowed}."
            )


def _refuse_gaps(reader: Reader, grades: tuple[GradeRange, ...], rows: dict[int, Row]) -> None:
    """Note ranges that leave points without a grade, or give points to two."""
    for lower, upper in pairwise(grades):
        if upper.grade != lower.grade + 1 or lower.high is None or upper.low != lower.high + GRID:
            reader.faults.append(
                f"{rows[upper.grade].place('low')}: {upper.name} from {upper.points} does not follow {lower.name} from "
                f"{lower.points}; ranges must touch, {GRID} points apart."
            )
    if grades and grades[-1].high is not None:
        place = rows[grades[-1].grade].place("low")
        reader.faults.append(f"{place}: the top grade must have a blank high, for and up.")
