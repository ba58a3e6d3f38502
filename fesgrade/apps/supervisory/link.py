"""The facts of the Supervisory page as a query of its address: short, readable, and without what somebody named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from fesgrade.apps.parts.link import CASE, DAMAGED, LEVELS, TABLES, edition
from fesgrade.apps.supervisory.follow import by_levels, percent
from fesgrade.apps.supervisory.state import (
    ABOVE,
    ALIGNMENT,
    AUTHORITY,
    BLANK_KIND,
    BLANK_WORK,
    HALF,
    NONE,
    Row,
    Rows,
    State,
)
from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import GUIDE, Catalog
from fesgrade.supervisory.base import EXCLUDED, KINDS
from fesgrade.supervisory.coverage import EXCLUSIONS

#: The cells of a row in their order; names stay out, and the conditions of a kind of work follow as words.
WORK_CELLS = ("grade", "share", "kind", "full", "excluded", "adjusted", "own")
KIND_CELLS = ("grade", "share", "levels")
FLAGS = tuple(key for key, value in BLANK_KIND.items() if isinstance(value, bool))
#: The names that the facts have in a query.
NAMES = ("time", "authority", "exclusions", LEVELS, "work", "second", "situations", "deputy", "kinds")
#: So many rows are read of a link, at most.
MOST = 100
_GRADE = re.compile(r"(1[0-5]|[1-9])?", re.ASCII)


def to_query(state: State, tables: Catalog) -> dict[str, str]:
    """Return the query for a state: a worked case by its name, else the facts; empty when nothing was entered.

    A share that is none and levels that cannot be read are free text, and stay out as names do; so does a whole table
    that :func:`from_query` would refuse, as of more than :data:`MOST` rows.
    """
    if state.case:
        return {CASE: state.case, TABLES: edition()}
    codes = [state.levels[factor.id] for factor in tables.standards[GUIDE].factors if factor.id in state.levels]
    query = {
        "time": _share(state.time),
        "authority": state.authority,
        "exclusions": ".".join(state.exclusions),
        LEVELS: "_".join(codes),
        "work": "" if state.work == State().work else _rows([_work(row) for row in state.work]),
        "second": ".".join(state.second),
        "situations": ".".join(state.situations),
        "deputy": "yes" if state.deputy else "",
        "kinds": "" if state.kinds == State().kinds else _rows([_kind(row, tables) for row in state.kinds]),
    }
    found = {name: value for name, value in query.items() if value and _reads(name, value, tables)}
    return found and {**found, TABLES: edition()}


def _reads(name: str, value: str, tables: Catalog) -> bool:
    try:
        from_query({name: value}, tables)
    except LevelsError:
        return False
    return True


def _rows(rows: list[str]) -> str:
    """Join rows; a blank one is a dash, and a table without rows says so."""
    return "_".join(row or "-" for row in rows) or NONE


def _share(text: str) -> str:
    return "" if isinstance(percent(text), str) else text.strip()


def _work(row: Row) -> str:
    shown = {**row, "share": _share(row["share"]), "own": _share(row["own"])}
    return "*".join(shown[key] if shown[key] != BLANK_WORK[key] else "" for key in WORK_CELLS).rstrip("*")


def _kind(row: Row, tables: Catalog) -> str:
    levels = ""
    standard = by_levels(row, tables)
    if standard and row["levels"]:
        try:
            levels = ".".join(level.code for level in read_levels(row["levels"], standard, partial=True).values())
        except LevelsError:
            levels = ""
    flags = [f"{'' if row[key] else 'no-'}{key.replace('_', '-')}" for key in FLAGS if row[key] != BLANK_KIND[key]]
    return "*".join([row["grade"], _share(row["share"]), levels, *flags]).rstrip("*")


def from_query(query: Mapping[str, str], tables: Catalog) -> State:
    """Return the state of a query of :func:`to_query`, its rows named by their number.

    Raises :class:`LevelsError` when anything in it is not what that wrote.
    """
    guide = tables.standards[GUIDE]
    try:
        levels = read_levels(query.get(LEVELS, "").replace("_", " "), guide, partial=True)
        state = State(
            time=_number(query.get("time", "")),
            authority=_one(query.get("authority", ""), AUTHORITY),
            exclusions=_some(query.get("exclusions", ""), (*EXCLUSIONS, NONE)),
            levels={factor: level.code for factor, level in levels.items() if factor != "5"},
            second=_some(query.get("second", ""), (HALF, ALIGNMENT)),
            situations=_some(query.get("situations", ""), [str(one.number) for one in guide.situations]),
            deputy=_one(query.get("deputy", ""), ("", "yes")) == "yes",
        )
        work, kinds = query.get("work", ""), query.get("kinds", "")
        return replace(
            state,
            work=_named([_read_work(text) for text in _split(work)]) if work else State().work,
            kinds=_named([_read_kind(text, tables) for text in _split(kinds)]) if kinds else (),
        )
    except (LevelsError, ValueError, KeyError):
        raise LevelsError([DAMAGED]) from None


def _split(text: str) -> list[str]:
    rows = [] if text == NONE else text.split("_")
    if len(rows) > MOST:
        raise ValueError(text)
    return ["" if row == "-" else row for row in rows]


def _one(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise ValueError(text)
    return text


def _some(text: str, known: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    words = text.split(".") if text else []
    if not set(words) <= set(known):
        raise ValueError(text)
    return tuple(word for word in known if word in words)


def _number(text: str) -> str:
    if text and isinstance(percent(text), str):
        raise ValueError(text)
    return text


def _grade(text: str) -> str:
    if not _GRADE.fullmatch(text):
        raise ValueError(text)
    return text


def _read_work(text: str) -> Row:
    cells = dict(zip(WORK_CELLS, text.split("*"), strict=False))
    if text.count("*") >= len(WORK_CELLS):
        raise ValueError(text)
    row = {**BLANK_WORK, **{key: value for key, value in cells.items() if value}}
    for key in ("grade", "full", "adjusted"):
        _grade(row[key])
    for key in ("share", "own"):
        _number(row[key])
    _one(row["kind"], tuple(KINDS))
    _one(row["excluded"], ("", *EXCLUDED))
    return row


def _read_kind(text: str, tables: Catalog) -> Row:
    cells, flags = text.split("*")[: len(KIND_CELLS)], text.split("*")[len(KIND_CELLS) :]
    row = {**BLANK_KIND, **dict(zip(KIND_CELLS, cells, strict=False))}
    row["levels"] = row["levels"].replace(".", " ")
    standard = by_levels(row, tables)
    if standard:
        read_levels(row["levels"], standard, partial=True)
    elif row["levels"]:
        raise ValueError(text)
    elif row["grade"] != ABOVE:
        _grade(row["grade"])
    _number(row["share"])
    for flag in flags:
        key = flag.removeprefix("no-").replace("-", "_")
        if key not in FLAGS:
            raise ValueError(flag)
        row[key] = not flag.startswith("no-")
    return row


def _named(rows: list[Row]) -> Rows:
    """Give every row that says something the name ``Work 1`` and so on; a row without a name is not read."""
    blanks = (BLANK_WORK, BLANK_KIND)
    return tuple(row if row in blanks else {**row, "name": f"Work {at}"} for at, row in enumerate(rows, start=1))
