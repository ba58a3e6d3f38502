"""What a standard may have beside its levels and grades: the contacts chart, what it says of its own use, its table of
common combinations, and of a supervisory guide the base levels and special situations.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from fesgrade.remarks import NOTES, Remark
from fesgrade.sources import Reader
from fesgrade.standards import PURPOSES, BaseLevel, Factor, GradeRange, Situation, Typical

#: The file of each table, by the method of the standard that may have it.
FILES = {
    "fes": ("contacts.csv", "notes.csv", "typical.csv"),
    "gssg": ("base-levels.csv", "special-situations.csv", "notes.csv"),
}


def read_contacts(reader: Reader, folder: Path, factors: tuple[Factor, ...]) -> dict[tuple[int, int], str]:
    """Read the chart of factors 6 and 7, if the standard prints one; every cell must be the sum of its two.

    Returns each cell with the source of its mark as unlikely, or an empty text.
    """
    path = folder / "contacts.csv"
    if not path.is_file():
        return {}
    points = _points(factors)
    cells: dict[tuple[int, int], str] = {}
    columns = ("contacts", "purpose", "points", "source_ref")
    for row in reader.table(path, columns, ("unlikely",), ("contacts", "purpose")):
        mark = reader.choice(row, "unlikely", ("", "yes"))
        contacts = reader.choice(row, "contacts", ("1", "2", "3", "4"))
        purpose = reader.choice(row, "purpose", tuple(PURPOSES))
        given = reader.number(row, "points")
        number = PURPOSES.find(purpose) + 1
        codes = f"6-{contacts}", f"7-{number}"
        if given is None or not set(codes) <= points.keys():
            continue
        total = sum(points[code] for code in codes)
        if given != total:
            reader.refuse(row, "points", f"{contacts}{purpose} is 6-{contacts} plus 7-{number}, {total}.")
        cells[int(contacts), number] = row["source_ref"] if mark else ""
    return cells


def _points(factors: tuple[Factor, ...]) -> dict[str, int]:
    return {level.code: level.points for factor in factors for level in factor.levels}


def read_base_levels(reader: Reader, folder: Path, factors: tuple[Factor, ...]) -> tuple[BaseLevel, ...]:
    """Read the chart from base grade to level, if the guide has one: every grade from the first row on, once."""
    path = folder / "base-levels.csv"
    if not path.is_file():
        return ()
    points = _points(factors)
    found: list[BaseLevel] = []
    due: int | None = None
    needed = ("lowest_grade", "level", "points", "source_ref")
    for row in reader.table(path, needed, ("highest_grade",), key=("lowest_grade",)):
        lowest, given = reader.number(row, "lowest_grade"), reader.number(row, "points")
        highest = reader.number(row, "highest_grade", blank=True)
        if row["level"] not in points:
            reader.refuse(row, "level", "it must be a level of levels.csv.")
        elif given is not None and given != points[row["level"]]:
            reader.refuse(row, "points", f"{row['level']} has {points[row['level']]} in levels.csv.")
        if lowest is None or given is None:
            continue
        if found and lowest != due:
            wanted = "no row may follow the one with a blank highest_grade" if due is None else f"it must be {due}"
            reader.refuse(row, "lowest_grade", f"{wanted}, so that no grade has two levels.")
        if highest is not None and highest < lowest:
            reader.refuse(row, "highest_grade", f"it must be {lowest} or more.")
        due = None if highest is None else highest + 1
        found.append(BaseLevel(lowest, highest, row["level"], points=given, source=row["source_ref"]))
    if found and due is not None:
        reader.faults.append(
            f"standards/{folder.name}/base-levels.csv: the last row must have a blank highest_grade, for or higher."
        )
    return tuple(found)


def read_situations(reader: Reader, folder: Path) -> tuple[Situation, ...]:
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
            reader.refuse(row, "number", f"it must be {len(found) + 1}, the next in order.")
        found.append(Situation(number, row["name"], row["synopsis"], row["source_ref"]))
    return tuple(found)


def read_notes(reader: Reader, folder: Path) -> tuple[Remark, ...]:
    """Read what the standard says of its own use, if a table holds it; a guide says once what counts below it."""
    path = folder / "notes.csv"
    if not path.is_file():
        return ()
    rows = reader.table(path, ("about", "text", "source_ref"), key=("about", "text"))
    for row in rows:
        reader.choice(row, "about", tuple(NOTES))
    for row in [row for row in rows if row["about"] == "below"][1:]:
        reader.refuse(row, "about", "one row says what counts below the lowest grade.")
    return tuple(row.record(Remark) for row in rows)


def read_typical(
    reader: Reader, folder: Path, factors: tuple[Factor, ...], grades: tuple[GradeRange, ...]
) -> Mapping[int, Typical]:
    """Read the common combinations of levels by grade, if the standard prints them; alternatives are rows of their own.

    A grade that it prints has a level of every factor.
    """
    path = folder / "typical.csv"
    if not path.is_file():
        return {}
    columns: dict[int, dict[str, tuple[int, ...]]] = {}
    sources: dict[int, str] = {}
    known = {level.code: level for factor in factors for level in factor.levels}
    named = {each.grade for each in grades}
    for row in reader.table(path, ("grade", "factor", "level", "source_ref"), key=("grade", "level")):
        grade, level = reader.number(row, "grade"), known.get(row["level"])
        if level is None or level.factor != row["factor"]:
            reader.refuse(row, "level", f"it must be a level of factor {row['factor']}.")
        elif grade is not None and grade in named:
            column = columns.setdefault(grade, {})
            column[level.factor] = (*column.get(level.factor, ()), level.number)
            sources[grade] = row["source_ref"]
        elif grade is not None:
            reader.refuse(row, "grade", f"the grades are {grades[0].name} to {grades[-1].name}.")
    for grade, column in columns.items():
        if missing := [factor.id for factor in factors if factor.id not in column]:
            reader.faults.append(
                f"standards/{folder.name}/typical.csv has no level of factor {', '.join(missing)} for GS-{grade}."
            )
    found = {grade: Typical(columns[grade], sources[grade]) for grade in sorted(columns)}
    return MappingProxyType(found)
