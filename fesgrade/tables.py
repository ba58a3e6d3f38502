"""Reading the folders of tables into a catalog, with every fault told by file, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade.sources import Reader, Row, data_dir, listed, own_folder
from fesgrade.standard_folder import read_standard
from fesgrade.standards import (
    KINDS_OF_WORK,
    PRIMARY,
    Case,
    Catalog,
    GradedBy,
    NearMeasure,
    Series,
    Standard,
    Typical,
    UsualGrades,
)

#: What a folder of the user's own may hold besides ``standards``.
_OWN = (
    "cases.csv", "series.csv", "graded-by.csv", "titles.csv", "near-lines.csv", "combinations.csv", "practice", "cases",
    "questions",
)  # fmt: skip


#: The tables to use: a catalog, or a folder of the user's own to have beside the shipped ones (none: those alone).
Tables = Catalog | Path | str | None


def load(data: Tables = None) -> Catalog:
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
    """Read the folder ``root`` into a catalog, on top of ``base`` where it is a folder of the user's own."""
    reader = Reader(root)
    folders = sorted(path for path in (root / "standards").glob("[!.]*") if path.is_dir())
    if base and not (folders or any((root / name).exists() for name in _OWN)):
        reader.faults.append(
            f"{root} holds no table; it needs a folder standards/ID, practice, cases or questions, or one of "
            f"{listed([name for name in _OWN if name.endswith('.csv')], 'and')}."
        )
    known = base or Catalog(
        standards={}, series={}, cases={}, handbook={}, near_lines={}, usual_grades=(), graded_by=()
    )
    standards = _standards(reader, folders, known.standards)
    series, cases = dict(known.series), dict(known.cases)
    if base is None or (root / "series.csv").is_file():
        series |= _series(reader, root, known.series)
    if base is None or (root / "cases.csv").is_file():
        # A case of a standard whose folder is faulty is left out, because the faults of the standard are told already.
        refused = {folder.name for folder in folders} - standards.keys()
        cases |= _cases(reader, root, standards, refused=refused, shipped=known.cases)
    near_lines = _near_lines(reader, root, standards) if (root / "near-lines.csv").is_file() else {}
    handbook = known.handbook if base else _typical(reader, root)
    graded_by = known.graded_by
    if base is None or (root / "graded-by.csv").is_file():
        graded_by += tuple(_graded_by(reader, root, standards, series))
    usual_grades = known.usual_grades if base else tuple(_usual_grades(reader, root))
    reader.finish()
    return Catalog(
        standards=MappingProxyType(standards),
        series=MappingProxyType(series),
        cases=MappingProxyType(cases),
        handbook=handbook,
        near_lines=MappingProxyType(near_lines),
        usual_grades=usual_grades,
        graded_by=graded_by,
    )


def _standards(reader: Reader, folders: list[Path], shipped: Mapping[str, Standard]) -> dict[str, Standard]:
    found = dict(shipped)
    # The Primary Standard is the base of the others, so it is read before them.
    for folder in sorted(folders, key=lambda path: path.name != PRIMARY):
        if folder.name in shipped:
            reader.faults.append(
                f"standards/{folder.name}/standard.csv, row 2, column id: {folder.name} is a shipped standard; "
                "choose another id, so that an edition is added and never replaced."
            )
            continue
        standard = read_standard(reader, folder, found.get(PRIMARY))
        if standard:
            found[standard.id] = standard
        elif folder.name == PRIMARY:
            break
    return found


def _series(reader: Reader, root: Path, shipped: Mapping[str, Series]) -> dict[str, Series]:
    columns = ("series", "title", "definition", "interval", "kind_of_work", "basic_title", "source_ref")
    found = {}
    for row in reader.table(root / "series.csv", columns, key=("series",)):
        interval = reader.choice(row, "interval", ("one", "two"))
        kind = reader.choice(row, "kind_of_work", KINDS_OF_WORK)
        if row["series"] in shipped:
            reader.faults.append(f"{row.place('series')}: {row['series']} is a shipped series; leave it out.")
        found[row["series"]] = Series(
            **row.pick("title", "definition", "basic_title"),
            id=row["series"],
            interval=interval,
            kind_of_work=kind,
            source=row["source_ref"],
        )
    return found


def _cases(
    reader: Reader,
    root: Path,
    standards: Mapping[str, Standard],
    *,
    refused: set[str],
    shipped: Mapping[str, Case],
) -> dict[str, Case]:
    columns = ("case", "title", "standard", "levels", "total", "grade", "source_ref")
    found = {}
    for row in reader.table(root / "cases.csv", columns, ("series", "kind_of_work", "note"), key=("case",)):
        kind = reader.choice(row, "kind_of_work", ("", *KINDS_OF_WORK))
        total = reader.number(row, "total")
        if row["case"] in shipped:
            reader.faults.append(f"{row.place('case')}: {row['case']} is a shipped case; choose another id.")
        if row["standard"] in standards:
            _check_case(reader, row, total, standards[row["standard"]])
        elif row["standard"] not in refused:
            reader.choice(row, "standard", tuple(standards))
        found[row["case"]] = Case(
            **row.pick("title", "standard", "series", "grade", "note"),
            id=row["case"],
            kind_of_work=kind,
            levels=tuple(row["levels"].split()),
            total=total or 0,
            source=row["source_ref"],
        )
    return found


def _check_case(reader: Reader, row: Row, given: int | None, standard: Standard) -> None:
    """Note what does not fit: a level that is none, a factor left out or given twice, another total or grade."""
    codes = row["levels"].split()
    levels = [standard.by_code[code] for code in codes if code in standard.by_code]
    wrong = [code for code in codes if code not in standard.by_code]
    if wrong or sorted(level.factor for level in levels) != sorted(standard.by_factor):
        why = f"{', '.join(wrong)} is no level of {standard.short_title}" if wrong else "a factor is missing or twice"
        reader.faults.append(
            f"{row.place('levels')}: {why}; give one level for each factor, such as "
            f"{' '.join(factor.levels[0].code for factor in standard.factors)}."
        )
        return
    total = sum(level.points for level in levels)
    grade = standard.grade_of(total).name
    if given is not None and given != total:
        reader.refuse(row, "total", f"the levels come to {total}.")
    if row["grade"] != grade:
        reader.refuse(row, "grade", f"{total} points come to {grade}.")


def _near_lines(reader: Reader, root: Path, standards: Mapping[str, Standard]) -> dict[str, NearMeasure]:
    """Read how many points from a line count as near it, by standard."""
    found = {}
    for row in reader.table(root / "near-lines.csv", ("standard", "points", "source_ref"), key=("standard",)):
        points = reader.number(row, "points")
        found[reader.choice(row, "standard", tuple(standards))] = NearMeasure(points or 0, row["source_ref"])
    return found


def _usual_grades(reader: Reader, root: Path) -> Iterator[UsualGrades]:
    columns = ("interval", "lowest_grade", "highest_grade", "text", "source_ref")
    for row in reader.table(root / "usual-grades.csv", columns, ("series",), ("interval", "series")):
        lowest, highest = reader.number(row, "lowest_grade"), reader.number(row, "highest_grade")
        reader.choice(row, "interval", ("one", "two"))
        yield row.record(UsualGrades, lowest_grade=lowest or 0, highest_grade=highest or 0)


def _typical(reader: Reader, root: Path) -> Mapping[tuple[str, int], Typical]:
    columns = ("table", "kind_of_work", "grade", "factor", "level", "source_ref")
    typical: dict[tuple[str, int], dict[str, tuple[int, ...]]] = {}
    source: dict[tuple[str, int], str] = {}
    for row in reader.table(root / "typical-levels.csv", columns, key=("kind_of_work", "grade", "level")):
        kind = reader.choice(row, "kind_of_work", KINDS_OF_WORK)
        grade = reader.number(row, "grade")
        factor, _, number = row["level"].rpartition("-")
        if grade is not None and factor == row["factor"]:
            column = typical.setdefault((kind, grade), {})
            column[factor] = (*column.get(factor, ()), int(number))
            source[kind, grade] = row["source_ref"]
    return MappingProxyType({key: Typical(column, source[key]) for key, column in typical.items()})


def _graded_by(
    reader: Reader, root: Path, standards: Mapping[str, Standard], series: Mapping[str, Series]
) -> Iterator[GradedBy]:
    """Read which guide grades a series without a standard of its own."""
    columns = ("series", "standard", "work", "source_ref")
    for row in reader.table(root / "graded-by.csv", columns, key=columns[:2]):
        reader.choice(row, "series", tuple(series))
        if reader.choice(row, "standard", tuple(standards)) in standards:
            yield row.record(GradedBy)
