"""What differs between two evaluation statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fesgrade.documents.statement import (
    Noted,
    RatedFactor,
    Reasoning,
    Signature,
    Statement,
    WorkPart,
    edition_words,
    range_words,
    with_source,
)

# Two statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two statements; a blank side means that it is not there."""

    what: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """The change as a line."""
        return f"{self.what}: {self.before or '(none)'} → {self.after or '(none)'}"


def compare(before: Statement, after: Statement) -> tuple[Change, ...]:
    """Return what changed from one statement to another, in the order of the record; empty when nothing did."""
    pairs = list(zip(_facts(before), _facts(after), strict=True))
    found = [Change(what, one, other) for (what, one), (_, other) in pairs if one != other]
    old, new = _by_work(before), _by_work(after)
    for work, factor in dict.fromkeys([*old, *new]):
        found += _factor_changes(work, old.get((work, factor)), new.get((work, factor)))
    found += _list_changes("Kind of work", map(_part_words, before.parts), map(_part_words, after.parts))
    found += _list_changes("Finding", map(_finding_words, before.findings), map(_finding_words, after.findings))
    found += _list_changes("Reasoning", map(_reasoning_words, before.reasoning), map(_reasoning_words, after.reasoning))
    found += _list_changes("Table", map(edition_words, before.editions), map(edition_words, after.editions))
    found += _list_changes(
        "Signature", map(_signature_words, before.signatures), map(_signature_words, after.signatures)
    )
    return tuple(found)


def _facts(statement: Statement) -> Iterator[tuple[str, str]]:
    yield "Title", statement.title
    yield "Series", statement.series
    yield "Organization", statement.organization
    yield "Position number", statement.position_number
    yield "Grade", statement.grade
    yield "Standard", statement.standard
    yield "Kind of work", statement.kind_of_work
    yield "Total points", f"{statement.total:,}"
    yield "Grade conversion", f"{statement.converted}, {range_words(statement.range)}"
    yield "Remarks", statement.remarks
    yield "Date", statement.date


def _by_work(statement: Statement) -> dict[tuple[str, str], RatedFactor]:
    """Return the factors of each kind of work."""
    return {(rated.work, factor.factor): factor for rated in statement.rated for factor in rated.factors}


def _factor_changes(work: str, before: RatedFactor | None, after: RatedFactor | None) -> Iterator[Change]:
    one = after or before
    assert one is not None
    title = f"{work}: factor {one.factor}, {one.name}" if work else f"Factor {one.factor}, {one.name}"

    def words(factor: RatedFactor | None, what: str) -> str:
        return str(getattr(factor, what)) if factor else ""

    levels = [f"{each.level}, {each.points:,} points" if each else "" for each in (before, after)]
    if levels[0] != levels[1]:
        yield Change(title, *levels)
    texts = (("source", "standard used"), ("rationale", "rationale"), ("not_next", "why not the next level"))
    for what, name in texts:
        if words(before, what) != words(after, what):
            yield Change(f"{title}, {name}", words(before, what), words(after, what))
    yield from _list_changes(
        f"{title}, evidence",
        map(str, before.evidence if before else ()),
        map(str, after.evidence if after else ()),
    )


def _list_changes(what: str, before: Iterable[str], after: Iterable[str]) -> list[Change]:
    old, new = list(before), list(after)
    gone = [Change(what, each, "") for each in dict.fromkeys(old) if each not in new]
    return gone + [Change(what, "", each) for each in dict.fromkeys(new) if each not in old]


def _finding_words(one: Noted) -> str:
    about = f"{one.work}: " if one.work else ""
    resolved = f" Resolved: {one.resolution}" if one.resolution else ""
    return f"{about}{with_source(one.message, one.source)}{resolved}"


def _part_words(one: WorkPart) -> str:
    words = f"{one.name}, {one.share} of the time, {one.grade}. {one.decides}"
    return f"{words} {one.rationale}".rstrip()


def _reasoning_words(one: Reasoning) -> str:
    return f"{one.title}: " + " ".join(with_source(step.text, step.source) for step in one.steps)


def _signature_words(one: Signature) -> str:
    return f"{one.role}: {one.name}" if one.name else one.role
