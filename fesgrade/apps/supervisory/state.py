"""The facts on the Supervisory page as they were typed, and what follows from them; no widget and no rule here.

Every rule is in :mod:`fesgrade.supervisory` and :mod:`fesgrade.mixed`; this module hands them what was typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from fesgrade.levels import LevelsError, read_levels
from fesgrade.mixed import BARS
from fesgrade.standards import GUIDE, Catalog, Standard
from fesgrade.supervisory.coverage import EXCLUSIONS

#: Says that none of the exclusions applies.
NONE = "none"
#: The grade of a kind of work that is taken from the supervisory evaluation. Instead of a grade the id of a
#: standard in factor-level form may stand: then the grade follows from the row's own ``levels``.
ABOVE = "above"
#: Whether there is authority at 3-2 over people other than contractors, or nothing is said of it.
AUTHORITY = ("", "yes", "no")
#: The two questions of the second-level alternative.
HALF, ALIGNMENT = "half", "alignment"
Row = Mapping[str, Any]
Rows = tuple[Row, ...]
BLANK_WORK: Row = {
    "name": "", "share": "", "grade": "", "kind": "gs", "full": "", "excluded": "", "adjusted": "", "own": "",
}  # fmt: skip
BLANK_KIND: Row = {
    "name": "", "share": "", "grade": "", "levels": "", "regular": True, "recruiting": True,
    **dict.fromkeys(BARS, False), "supervisory": False, "authority": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """What undo brings back. Everything typed is kept as text, so that a slip can be shown and mended.

    ``authority`` is ``"yes"``, ``"no"`` or not said; ``exclusions`` may hold :data:`NONE` alone; ``levels`` are those
    of every factor but 5, which follows from ``work``; ``second`` holds :data:`HALF` and :data:`ALIGNMENT`.
    """

    time: str = ""
    authority: str = ""
    exclusions: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    work: Rows = (BLANK_WORK,)
    second: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    deputy: bool = False
    kinds: Rows = ()
    case: str = ""


# The worked case --------------------------------------------------------------------------------


def _rows(blank: Row, *given: Row) -> Rows:
    return tuple({**blank, **row} for row in given)


#: What is said of each worked case beside its levels: the facts, and what the decision leaves open.
EXAMPLES: Mapping[str, State] = {
    "hr-officer-supervision": State(
        time="15",
        authority="yes",
        exclusions=(NONE,),
        work=_rows(
            BLANK_WORK,
            {"name": "Human Resources Specialist", "grade": "9", "share": "17", "kind": "other"},
            {"name": "Training Technician", "grade": "9", "share": "17"},
            {"name": "Intern", "grade": "7", "share": "17"},
            {"name": "Two Human Resources Assistants", "grade": "5", "share": "33", "kind": "other"},
            {"name": "Staff Sergeant", "grade": "5", "share": "16", "kind": "military"},
        ),
        kinds=_rows(
            BLANK_KIND,
            {"name": "Own work", "grade": "gs-0201", "levels": "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1", "share": "65"},
            {"name": "Command projects", "grade": "12", "share": "20"},
            {"name": "Supervision", "grade": ABOVE, "share": "15"},
        ),
    )
}
#: What the decision does not print and the example therefore assumes.
ASSUMED: Mapping[str, str] = {
    "hr-officer-supervision": "Supervision took 10 to 15 percent of the time and projects 15 to 20; the upper ends "
    "are entered here. The decision prints no shares for the six people and no grades for the assistants and the "
    "sergeant: about a sixth each and GS-5 are entered, and any grade up to GS-8 gives the same base. All of the "
    "specialist's work is entered at GS-9, although the processing in it would not go beyond GS-8. Nor does it "
    "grade the projects: GS-12 is the grade that was asked for. Change any of them and see what follows."
}


def example(name: str, tables: Catalog) -> State:
    """Return the facts of a worked case; :class:`LevelsError` when there is none of that name."""
    if name not in EXAMPLES or name not in tables.cases:
        raise LevelsError([f"There is no worked case {name!r} for supervisory work; choose one from the list."])
    levels = read_levels(tables.cases[name].levels, tables.standards[GUIDE])
    codes = {factor: level.code for factor, level in levels.items() if factor != "5"}
    return replace(EXAMPLES[name], levels=codes, case=name)


# Keeping ----------------------------------------------------------------------------------------


def to_text(state: State) -> str:
    """Return a state as text for the browser to keep; empty when nothing was entered."""
    return "" if state == State() else json.dumps(asdict(state), ensure_ascii=False)


def from_text(text: str, guide: Standard) -> State:
    """Return the state that :func:`to_text` wrote; :class:`LevelsError` when it is not one.

    A worked case is named only where the facts are its own.
    """
    damaged = LevelsError(["What this browser kept of your last visit cannot be read, so it was not loaded."])
    try:
        kept = json.loads(text)
        said = {each.name: kept[each.name] for each in fields(State)}
        said["work"], said["kinds"] = _cells(said["work"], BLANK_WORK), _cells(said["kinds"], BLANK_KIND)
        for name, known in (
            ("exclusions", (*EXCLUSIONS, NONE)),
            ("second", (HALF, ALIGNMENT)),
            ("situations", tuple(str(situation.number) for situation in guide.situations)),
        ):
            said[name] = tuple(value for value in known if value in said[name])
        levels = read_levels(said["levels"], guide, partial=True)
        said["levels"] = {factor: level.code for factor, level in levels.items() if factor != "5"}
        state = State(**said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged from None
    words = (state.time, state.authority, state.case)
    if not all(isinstance(each, str) for each in words) or not isinstance(state.deputy, bool):
        raise damaged
    if state.authority not in AUTHORITY:
        raise damaged
    own = EXAMPLES.get(state.case)
    if own is None or replace(own, levels=state.levels, case=state.case) != state:
        return replace(state, case="")
    return state


def _cells(rows: Any, blank: Row) -> Rows:
    """Return rows with the cells of ``blank`` only, each of its own type."""
    return tuple(
        {key: row[key] if type(row.get(key)) is type(value) else value for key, value in blank.items()} for row in rows
    )


GRADES = [[str(grade), f"GS-{grade}"] for grade in range(1, 16)]
