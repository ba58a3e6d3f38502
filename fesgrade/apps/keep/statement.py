"""From the fields of a record to its evaluation statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from fesgrade.apps.keep.fields import (
    UNNAMED,
    Further,
    Work,
    given_key,
    lines_of,
    next_key,
    rationale_key,
    resolution_key,
)
from fesgrade.documents.compose import Evaluated, compose, next_level
from fesgrade.documents.statement import Signature, Statement, StatementError, WorkPart, finding_key
from fesgrade.standards import Catalog, Standard

# The statement ------------------------------------------------------------------------------------


def statement_of(work: Work, values: Mapping[str, str], tables: Catalog) -> Statement:
    """Make the statement; :class:`StatementError` says what is missing, too long or otherwise not allowed."""
    if work.result is None:
        raise StatementError([work.missing])
    leading, *further = work.rated
    return compose(
        work.result,
        title=values.get("title", ""),
        series=values.get("series", ""),
        organization=values.get("organization", ""),
        position_number=values.get("number", ""),
        grade=work.grade,
        rationale=_texts(values, leading, rationale_key),
        not_next=_texts(values, leading, next_key),
        evidence=work.evidence,
        resolutions={
            finding_key(finding, name): text
            for name, key, finding in work.every_finding
            if (text := values.get(resolution_key(finding, key), ""))
        },
        findings=work.findings,
        reasoning=work.reasoning,
        remarks=values.get("remarks", ""),
        date=values.get("date", ""),
        signatures=_signatures(values),
        address=urlencode(work.facts),
        work=work.name,
        parts=[_part(part, values) if part in work.given else part for part in work.parts],
        further=[
            Evaluated(one.name, one.result, _texts(values, one, rationale_key), _texts(values, one, next_key))
            for one in further
            if one.result
        ],
        data=tables,
    )


def _texts(values: Mapping[str, str], one: Further, key_of: Callable[[Standard, str, str], str]) -> dict[str, str]:
    """Return what was written about each level of a kind of work; for the highest there is no next one."""
    written = {factor.id: values.get(key_of(one.standard, factor.id, one.key), "") for factor in one.standard.factors}
    if key_of is next_key:
        levels = one.levels
        written = {each: text for each, text in written.items() if next_level(one.standard, levels.get(each, ""))}
    return {factor: text for factor, text in written.items() if text}


def _part(part: WorkPart, values: Mapping[str, str]) -> WorkPart:
    return replace(part, rationale=values.get(given_key(part.name), ""))


def _signatures(values: Mapping[str, str]) -> Iterator[Signature]:
    for number in lines_of(values):
        role, name = values.get(f"role/{number}", ""), values.get(f"signed/{number}", "")
        if role.strip() or name.strip():
            yield Signature(role if role.strip() else UNNAMED, name)
