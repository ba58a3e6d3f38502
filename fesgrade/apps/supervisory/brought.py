"""Other work that comes over from the Evaluate page: by its link, or as a file with all that was written there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from fesgrade.apps.keep.fields import next_key, rationale_key
from fesgrade.apps.parts.link import CASE, LEVELS, PAGE, STANDARD
from fesgrade.apps.rating import state as rating
from fesgrade.apps.supervisory.state import BLANK_KIND, Row
from fesgrade.documents.statement import RatedFactor, Statement, StatementError
from fesgrade.levels import LevelsError
from fesgrade.standards import Catalog

NO_LINK = "This is not a link to levels on the Evaluate page; press Copy link there, and paste it here."
OF_GUIDE = "It rates supervisory work; open it with Open an evaluation, at the end of this page."


class Brought(NamedTuple):
    """A row for the table of other work, and the texts about it by the keys of the record."""

    row: Row
    texts: Mapping[str, str]


def is_rating(query: Mapping[str, str], tables: Catalog) -> bool:
    """Return whether an address asks for levels of the Evaluate page."""
    if query.get(CASE) in tables.cases and not query.get(STANDARD):
        return not tables.standards[tables.cases[query[CASE]].standard].is_supervisory
    standard = tables.standards.get(query.get(STANDARD, ""))
    return bool(query.get(LEVELS)) and standard is not None and not standard.is_supervisory


def from_link(link: str, names: Iterable[str], tables: Catalog) -> Brought:
    """Return the work of a link that was copied on the Evaluate page; ``names`` are those of the rows at hand."""
    return from_query(dict(parse_qsl(urlsplit(link.strip()).query)), names, tables)


def from_query(query: Mapping[str, str], names: Iterable[str], tables: Catalog) -> Brought:
    """Return the work of an address; :class:`LevelsError` when it holds no levels, or is damaged."""
    if not is_rating(query, tables):
        raise LevelsError([NO_LINK])
    state = rating.read_query(query, rating.State(), tables)
    standard = tables.standards[state.standard]
    levels = " ".join(code for code in state.of(standard).values())
    name = _free("Work", names, first="Work 1")
    return Brought({**BLANK_KIND, "name": name, "grade": standard.id, "levels": levels}, {})


def from_statement(statement: Statement, names: Iterable[str], tables: Catalog) -> Brought:
    """Return the work of a saved evaluation, named by its title; evidence becomes part of its reasons.

    :class:`StatementError` when it is one of supervisory work, or its standard is not at hand.
    """
    standard = tables.standards.get(statement.standard)
    if standard is None:
        raise StatementError([f"Its standard, {statement.standard}, is not at hand."])
    if standard.is_supervisory or dict(parse_qsl(statement.address)).get(PAGE) == "supervisory":
        raise StatementError([OF_GUIDE])
    title = statement.title.strip() or standard.short_title
    name = _free(title, names, first=title)
    texts = {}
    for factor in statement.factors:
        texts[rationale_key(standard, factor.factor, name)] = _why(factor)
        texts[next_key(standard, factor.factor, name)] = factor.not_next
    row = {**BLANK_KIND, "name": name, "grade": standard.id, "levels": " ".join(statement.levels)}
    return Brought(row, {key: text for key, text in texts.items() if text})


def _free(title: str, names: Iterable[str], *, first: str) -> str:
    """Return ``first``, or the title with the lowest number from 2 that no row is named by."""
    taken = set(names)
    number, name = 1, first
    while name in taken:
        number += 1
        name = f"{title} {number}"
    return name


def _why(factor: RatedFactor) -> str:
    return "\n".join(part for part in (factor.rationale, *map(str, factor.evidence)) if part)
