"""Worked cases of supervisory work: the facts of a decision beside its levels, as the Supervisory page enters them.

The levels stand in ``cases.csv``; ``supervisory-cases.csv`` and ``supervisory-work.csv`` hold the rest, with the page
or heading of the decision for each row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fesgrade.sources import Reader, data_dir
from fesgrade.supervisory.base import KINDS
from fesgrade.supervisory.coverage import EXCLUSIONS

#: Says that none of the exclusions applies.
NONE = "none"
#: The grade of a kind of work that is taken from the supervisory evaluation.
ABOVE = "above"
FILES = "supervisory-cases.csv", "supervisory-work.csv"


@dataclass(frozen=True, slots=True)
class CaseWork:
    """A kind of work in a case: its name, its share in percent, and its grade.

    ``grade`` is a number, :data:`ABOVE`, or the id of a standard by which its ``levels`` are rated. ``kind`` says who
    does work that is directed, as in :data:`fesgrade.supervisory.base.KINDS`; it is blank for work of the position.
    """

    name: str
    grade: str
    levels: str
    share: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class SupervisoryCase:
    """The facts of a worked case: authority at 3-2 (``yes``, ``no`` or blank), exclusions, work directed and all work.

    ``assumed`` says what the decision does not print and the case therefore assumes.
    """

    id: str
    authority: str
    exclusions: tuple[str, ...]
    directed: tuple[CaseWork, ...]
    position: tuple[CaseWork, ...]
    assumed: str
    source: str


def load(data: Path | str | None = None) -> Mapping[str, SupervisoryCase]:
    """Return the shipped cases by id and, beside them, those of the folder ``data``, which may bring both tables.

    Raises :class:`~fesgrade.sources.DataError` with every fault by file, row and column.
    """
    root = data_dir() if data is None else Path(data)
    own = _read(root) if data is not None and (root / FILES[0]).is_file() else {}
    return {**_shipped(), **own}


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, SupervisoryCase]:
    return _read(data_dir())


def _read(root: Path) -> dict[str, SupervisoryCase]:
    reader = Reader(root)
    cases = reader.table(root / FILES[0], ("case", "assumed", "source_ref"), ("authority", "exclusions"), key=("case",))
    work: dict[tuple[str, str], list[CaseWork]] = {}
    required, optional = ("case", "part", "name", "grade", "share", "source_ref"), ("levels", "kind")
    for row in reader.table(root / FILES[1], required, optional, key=("case", "part", "name")):
        reader.choice(row, "case", [case["case"] for case in cases])
        part = reader.choice(row, "part", ("directed", "position"))
        if part == "directed":
            reader.choice(row, "kind", tuple(KINDS))
        one = CaseWork(
            name=row["name"],
            grade=row["grade"],
            levels=row["levels"],
            share=row["share"],
            kind=row["kind"],
            source=row["source_ref"],
        )
        work.setdefault((row["case"], part), []).append(one)
    found = {}
    for row in cases:
        reader.choice(row, "authority", ("", "yes", "no"))
        exclusions = tuple(row["exclusions"].split())
        for code in exclusions:
            if code not in (*EXCLUSIONS, NONE):
                reader.faults.append(f"{row.place('exclusions')}: {code!r} is not one of {', '.join(EXCLUSIONS)}.")
        found[row["case"]] = SupervisoryCase(
            id=row["case"],
            authority=row["authority"],
            exclusions=exclusions,
            directed=tuple(work.get((row["case"], "directed"), ())),
            position=tuple(work.get((row["case"], "position"), ())),
            assumed=row["assumed"],
            source=row["source_ref"],
        )
    reader.finish()
    return found
