"""From the fields of a record to its evaluation statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from fesgrade.apps.keep.fields import UNNAMED, Work, lines_of, rationale_key
from fesgrade.documents.compose import compose
from fesgrade.documents.statement import Signature, Statement, StatementError, finding_key
from fesgrade.standards import Catalog

# The statement ------------------------------------------------------------------------------------


def statement_of(work: Work, values: Mapping[str, str], tables: Catalog) -> Statement:
    """Make the statement; :class:`StatementError` says what is missing, too long or otherwise not allowed."""
    if work.result is None:
        raise StatementError([work.missing])
    return compose(
        work.result,
        title=values.get("title", ""),
        series=values.get("series", ""),
        organization=values.get("organization", ""),
        position_number=values.get("number", ""),
        grade=work.grade,
        rationale={
            factor.id: text
            for factor in work.standard.factors
            if (text := values.get(rationale_key(work.standard, factor.id), ""))
        },
        evidence=work.evidence,
        resolutions={
            key: text
            for one in work.every_finding
            if (text := values.get(f"resolution/{(key := finding_key(one))}", ""))
        },
        findings=work.findings,
        reasoning=work.reasoning,
        remarks=values.get("remarks", ""),
        date=values.get("date", ""),
        signatures=_signatures(values),
        address=urlencode(work.facts),
        data=tables,
    )


def _signatures(values: Mapping[str, str]) -> Iterator[Signature]:
    for number in lines_of(values):
        role, name = values.get(f"role/{number}", ""), values.get(f"signed/{number}", "")
        if role.strip() or name.strip():
            yield Signature(role if role.strip() else UNNAMED, name)
