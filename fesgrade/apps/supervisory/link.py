"""The facts of the Supervisory page as a query: in its address, in the file of an evaluation, and in this browser.

One writing for all three. A row of a table is its cells with ``*`` between them, a table its rows with ``_`` between
them; the names stand apart. An address holds what can be read as a fact: no name, and no slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from fesgrade.apps.parts.link import CASE, DAMAGED, LEVELS, STANDARD, TABLES, edition
from fesgrade.apps.supervisory.follow import by_levels
from fesgrade.apps.supervisory.state import (
    ABOVE,
    ALIGNMENT,
    ANSWERS,
    BLANK_KIND,
    BLANK_WORK,
    GRADES,
    HALF,
    NONE,
    Row,
    Rows,
    State,
    example,
    guides,
    lists_of,
    worked_cases,
)
from fesgrade.levels import LevelsError, read_levels
from fesgrade.shares import typed_percent
from fesgrade.standards import GUIDE, Catalog
from fesgrade.supervisory.base import EXCLUDED, KINDS
from fesgrade.supervisory.checklists import Checklists
from fesgrade.supervisory.coverage import EXCLUSIONS

#: The cells of a row in their order; the conditions of a kind of work follow as words.
WORK_CELLS = ("grade", "share", "kind", "full", "excluded", "adjusted", "own")
KIND_CELLS = ("grade", "share", "levels")
CONDITIONS = tuple(key for key, value in BLANK_KIND.items() if isinstance(value, bool))
#: What stands in a row for the answer to whether its authority meets 3-2.
AUTHORITY = {"yes": "authority", "no": "no-authority"}
#: The entries of a query that hold the names of the rows, and the tables that they belong to.
NAMES = {"work-names": "work", "kind-names": "kinds"}
#: The entries of which one at least stands in an address that asks for something.
ENTRIES = (
    "time", "authority", "exclusions", LEVELS, "met", "below", "yes", "contacts", "work", "second", "situations",
    "deputy", "kinds", STANDARD,
)  # fmt: skip
#: The most rows of a table in an address.
MOST = 100
GRADE = {"", *(value for value, _ in GRADES)}
Query = Mapping[str, str]


# Writing ----------------------------------------------------------------------------------------


def write(state: State, tables: Catalog) -> dict[str, str]:
    """Return the query that holds all facts of a state and the names of its rows; empty when nothing was entered."""
    factors = tables.standards[state.standard].factors
    blank = State()
    query = {
        STANDARD: "" if state.standard == blank.standard else state.standard,
        CASE: state.case,
        "time": state.time,
        "authority": state.authority,
        "exclusions": ".".join(state.exclusions),
        LEVELS: "_".join(state.levels[factor.id] for factor in factors if factor.id in state.levels),
        "met": _table([name, ".".join(map(str, numbers))] for name, numbers in state.met.items()) if state.met else "",
        "below": ".".join(state.below),
        "yes": "_".join(state.yes),
        "contacts": state.contacts,
        "work": "" if state.work == blank.work else _table(map(_work_cells, state.work)),
        "work-names": "" if state.work == blank.work else _table([row["name"]] for row in state.work),
        "second": ".".join(state.second),
        "situations": ".".join(state.situations),
        "deputy": "yes" if state.deputy else "",
        "kinds": "" if state.kinds == blank.kinds else _table(map(_kind_cells, state.kinds)),
        "kind-names": "" if state.kinds == blank.kinds else _table([row["name"]] for row in state.kinds),
    }
    found = {name: value for name, value in query.items() if value}
    return found and {**found, TABLES: edition()}


def link_of(state: State, tables: Catalog) -> dict[str, str]:
    """Return the query of the page's address: a worked case by its name, else the facts without what people wrote."""
    if state.case:
        return {CASE: state.case, TABLES: edition()}
    return {name: value for name, value in write(bare(state, tables), tables).items() if name not in NAMES}


def bare(state: State, tables: Catalog) -> State:
    """Return a state without free text: no name, no share that is none, no levels that cannot be read.

    A table that the page itself cannot make, or of more than :data:`MOST` rows, is left out whole.
    """
    work = tuple({**row, "name": "", "share": _share(row["share"]), "own": _share(row["own"])} for row in state.work)
    kinds = tuple(
        {**row, "name": "", "share": _share(row["share"]), "levels": _levels(row, tables)} for row in state.kinds
    )
    sound = all(map(_is_work, work)) and len(work) <= MOST
    sound_kinds = all(_is_kind(row, tables) for row in kinds) and len(kinds) <= MOST
    return replace(
        state, time=_share(state.time), work=work if sound else State().work, kinds=kinds if sound_kinds else ()
    )


def is_in_link(state: State, tables: Catalog) -> bool:
    """Return whether the address brings back all of a state, names and all."""
    if state.case:
        return True
    kept = bare(state, tables)
    return state == replace(kept, work=_numbered(kept.work), kinds=_numbered(kept.kinds))


def _share(text: str) -> str:
    return "" if typed_percent(text) is None else text


def _levels(row: Row, tables: Catalog) -> str:
    standard = by_levels(row, tables)
    try:
        return row["levels"] if standard and read_levels(row["levels"], standard, partial=True) else ""
    except LevelsError:
        return ""


def _is_work(row: Row) -> bool:
    grades = all(row[key] in GRADE for key in ("grade", "full", "adjusted"))
    return grades and row["kind"] in KINDS and row["excluded"] in ("", *EXCLUDED)


def _is_kind(row: Row, tables: Catalog) -> bool:
    return row["grade"] in GRADE or row["grade"] == ABOVE or by_levels(row, tables) is not None


def _work_cells(row: Row) -> list[str]:
    return ["" if row[key] == BLANK_WORK[key] else row[key] for key in WORK_CELLS]


def _kind_cells(row: Row) -> list[str]:
    changed = [key for key in CONDITIONS if row[key] != BLANK_KIND[key]]
    words = [f"{'' if row[key] else 'no-'}{_dashed(key)}" for key in changed]
    words += [AUTHORITY[row["authority"]]] if row["authority"] else []
    return [*(row[key] for key in KIND_CELLS), *words]


def _dashed(key: str) -> str:
    return key.replace("_", "-")


def _table(rows: Iterable[Iterable[str]]) -> str:
    """Join rows; a blank one is a dash, and a table without rows says so."""
    return "_".join(map(_line, rows)) or NONE


def _line(texts: Iterable[str]) -> str:
    line = "*".join(_marked(text) for text in texts).rstrip("*")
    return f"{line}*" if line in ("-", NONE) else line or "-"


def _marked(text: str) -> str:
    """Return a text without the characters that part cells and rows."""
    return text.replace("~", "~0").replace("*", "~1").replace("_", "~2")


# Reading ----------------------------------------------------------------------------------------


def from_link(query: Query, tables: Catalog) -> State:
    """Return the state that an address asks for: a worked case, or facts.

    :class:`LevelsError` when it is damaged: it holds something that is no fact, or facts in an older writing.
    """
    if query.get(CASE) and not any(query.get(name) for name in ENTRIES):
        return example(query[CASE], tables)
    state = read(query, tables)
    unnamed = replace(state, work=_unnamed(state.work), kinds=_unnamed(state.kinds))
    if "state" in query or unnamed != bare(state, tables):
        raise LevelsError([DAMAGED])
    return state


def read(query: Query, tables: Catalog) -> State:
    """Return the state of a query that :func:`write` made; rows without names are named by their number.

    A worked case is named only where the facts are its own. :class:`LevelsError` when the query is damaged.
    """
    known = {guide.id: guide for guide in guides(tables)}
    guide = known[_one(query.get(STANDARD, GUIDE), known)]
    try:
        levels = read_levels(query.get(LEVELS, "").replace("_", " "), guide, partial=True)
    except LevelsError:
        raise LevelsError([DAMAGED]) from None
    lists = lists_of(guide)
    questions = [question.id for question in lists.questions]
    state = State(
        standard=guide.id,
        time=query.get("time", ""),
        authority=_one(query.get("authority", ""), ANSWERS),
        exclusions=_some(query.get("exclusions", ""), (*EXCLUSIONS, NONE)),
        levels={factor: level.code for factor, level in levels.items() if factor != "5"},
        met=_read_met(query.get("met", ""), lists),
        below=_some(query.get("below", ""), (*lists.below, NONE)),
        yes=_some(query.get("yes", ""), questions, parted="_"),
        contacts=_one(query.get("contacts", ""), ANSWERS),
        work=_read_table(query, "work-names", _read_work, State().work),
        second=_some(query.get("second", ""), (HALF, ALIGNMENT)),
        situations=_some(query.get("situations", ""), [str(one.number) for one in guide.situations]),
        deputy=_one(query.get("deputy", ""), ("", "yes")) == "yes",
        kinds=_read_table(query, "kind-names", _read_kind, State().kinds),
    )
    named = replace(state, case=query.get(CASE, ""))
    return named if named.case in worked_cases(tables) and named == example(named.case, tables) else state


def _one(text: str, known: Iterable[str]) -> str:
    if text not in known:
        raise LevelsError([DAMAGED])
    return text


def _some(text: str, known: Iterable[str], parted: str = ".") -> tuple[str, ...]:
    words = [_one(word, known) for word in text.split(parted)] if text else []
    return tuple(word for word in known if word in words)


def _read_met(text: str, lists: Checklists) -> dict[str, tuple[int, ...]]:
    """Return the items of each check list that are met, in the order of the guide."""
    found: dict[str, tuple[int, ...]] = {}
    for name, *numbers in _lines(text) if text else []:
        known = [str(item.number) for item in lists.lists[_one(name, lists.lists)].items]
        found[name] = tuple(map(int, _some(_one_of(numbers), known)))
    if not all(found.values()):
        raise LevelsError([DAMAGED])
    return {name: found[name] for name in lists.lists if name in found}


def _one_of(texts: list[str]) -> str:
    if len(texts) != 1:
        raise LevelsError([DAMAGED])
    return texts[0]


def _read_table(query: Query, names_at: str, read_row: Callable[[list[str]], Row], usual: Rows) -> Rows:
    """Return the rows of a table with their names."""
    text = query.get(NAMES[names_at], "")
    if not text:
        return usual
    rows = tuple(map(read_row, _lines(text)))
    if names_at not in query:
        return _numbered(rows)
    names = [line[0] for line in _lines(query[names_at])]
    if len(names) != len(rows):
        raise LevelsError([DAMAGED])
    return tuple({**row, "name": name} for row, name in zip(rows, names, strict=True))


def _lines(text: str) -> list[list[str]]:
    """Return the texts of each row of a table."""
    lines = [] if text == NONE else ["" if line == "-" else line for line in text.split("_")]
    return [[_plain(text) for text in line.split("*")] for line in lines]


def _plain(text: str) -> str:
    """Return a text as it was before the characters that part cells and rows were written as ``~1`` and ``~2``."""
    return text.replace("~2", "_").replace("~1", "*").replace("~0", "~")


def _read_work(texts: list[str]) -> Row:
    if len(texts) > len(WORK_CELLS):
        raise LevelsError([DAMAGED])
    given = {key: text for key, text in zip(WORK_CELLS, texts, strict=False) if text}
    return {**BLANK_WORK, **given}


def _read_kind(texts: list[str]) -> Row:
    row = {**BLANK_KIND, **dict(zip(KIND_CELLS, texts, strict=False))}
    keys = {_dashed(key): key for key in CONDITIONS}
    answers = {word: answer for answer, word in AUTHORITY.items()}
    for word in texts[len(KIND_CELLS) :]:
        if word in answers:
            row["authority"] = answers[word]
            continue
        row[keys[_one(word.removeprefix("no-"), keys)]] = not word.startswith("no-")
    return row


def _numbered(rows: Rows) -> Rows:
    """Give every row that says something the name ``Work 1`` and so on; a row without a name is not read."""
    blanks = (BLANK_WORK, BLANK_KIND)
    return tuple(row if row in blanks else {**row, "name": f"Work {at}"} for at, row in enumerate(rows, start=1))


def _unnamed(rows: Rows) -> Rows:
    return tuple({**row, "name": ""} for row in rows)
