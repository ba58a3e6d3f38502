"""The facts on the Supervisory page as they were typed; no widget and no rule here.

Every rule is in :mod:`fesgrade.supervisory` and :mod:`fesgrade.mixed`; :mod:`.follow` hands them what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fesgrade.levels import LevelsError, read_levels
from fesgrade.mixed import BARS
from fesgrade.sources import data_dir, own_data
from fesgrade.standards import GUIDE, Catalog, Standard
from fesgrade.supervisory.base import is_guide
from fesgrade.supervisory.cases import ABOVE, NONE, CaseWork, SupervisoryCase, load
from fesgrade.supervisory.checklist_tables import load as load_checklists
from fesgrade.supervisory.checklists import Checklists

__all__ = ["ABOVE", "NONE"]

#: Yes, no, or nothing said: of the authority at 3-2 over people other than contractors, of the same contacts.
ANSWERS = ("", "yes", "no")
#: The two questions of the second-level alternative.
HALF, ALIGNMENT = "half", "alignment"
#: The grades that a list offers, as pairs of value and words.
GRADES = [[str(grade), f"GS-{grade}"] for grade in range(1, 16)]
#: A row of a table: text by cell, true or false for a condition.
Row = Mapping[str, Any]
Rows = tuple[Row, ...]
BLANK_WORK: Row = {
    "name": "", "share": "", "grade": "", "kind": "gs", "full": "", "excluded": "", "adjusted": "", "own": "",
}  # fmt: skip
#: The grade may be a number, :data:`ABOVE`, or the id of a standard: then it follows from the row's own ``levels``.
BLANK_KIND: Row = {
    "name": "", "share": "", "grade": "", "levels": "", "regular": True, "recruiting": True,
    **dict.fromkeys(BARS, False), "supervisory": False, "authority": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """What undo brings back. Everything typed is kept as text, so that a slip can be shown and mended.

    ``standard`` is the guide. ``authority`` and ``contacts`` (that 4A and 4B rest on the same ones) are of
    :data:`ANSWERS`; ``exclusions`` and ``below`` (who is under the position) may hold :data:`NONE` alone. ``levels``
    are those chosen by hand, of every factor but 5, which follows from ``work``; ``met`` are the items of the check
    lists that are met, by list, and lead to a level where none is chosen; ``yes`` are the questions answered so.
    ``second`` holds :data:`HALF` and :data:`ALIGNMENT`. ``made_with`` is the edition of the tables that a link was made
    with, blank without one.
    """

    standard: str = GUIDE
    time: str = ""
    authority: str = ""
    exclusions: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    met: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    below: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    contacts: str = ""
    work: Rows = (BLANK_WORK,)
    second: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    deputy: bool = False
    kinds: Rows = ()
    case: str = ""
    made_with: str = ""


def guides(tables: Catalog) -> list[Standard]:
    """Return the supervisory guides at hand: the shipped one, and those of the user's own."""
    return [standard for standard in tables.standards.values() if is_guide(standard)]


def lists_of(guide: Standard) -> Checklists:
    """Return the check lists of a guide; none where it brings none of its own."""
    return _lists(guide.id, own_data())


@cache
def _lists(guide: str, data: str | None) -> Checklists:
    roots = [data_dir(), *([Path(data)] if data else [])]
    if any((root / "standards" / guide / "checklists").is_dir() for root in roots):
        return load_checklists(guide, data)
    return Checklists(guide, {}, (), {}, ())


def cells(rows: Iterable[Mapping[str, Any]], blank: Row) -> Rows:
    """Return rows with the cells of ``blank`` only, each of its own type."""
    return tuple(
        {key: row[key] if type(row.get(key)) is type(value) else value for key, value in blank.items()} for row in rows
    )


def worked_cases(tables: Catalog) -> Mapping[str, SupervisoryCase]:
    """Return the worked cases by a guide, of which the facts beside the levels are at hand."""
    cases = load(own_data())
    known = {guide.id for guide in guides(tables)}
    return {name: case for name, case in cases.items() if name in tables.cases and tables.cases[name].standard in known}


def example(name: str, tables: Catalog) -> State:
    """Return the facts of a worked case; :class:`LevelsError` when there is none of that name."""
    facts = worked_cases(tables).get(name)
    if facts is None:
        raise LevelsError([f"There is no worked case {name!r} for supervisory work; choose one from the list."])
    case = tables.cases[name]
    levels = read_levels(case.levels, tables.standards[case.standard])
    return State(
        standard=case.standard,
        time=next((one.share for one in facts.position if one.grade == ABOVE), ""),
        authority=facts.authority,
        exclusions=facts.exclusions,
        levels={factor: level.code for factor, level in levels.items() if factor != "5"},
        work=tuple({**BLANK_WORK, **_row(one), "kind": one.kind} for one in facts.directed),
        kinds=tuple({**BLANK_KIND, **_row(one), "levels": one.levels} for one in facts.position),
        case=name,
    )


def _row(one: CaseWork) -> Row:
    return {"name": one.name, "grade": one.grade, "share": one.share}
