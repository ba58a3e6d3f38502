"""The fields of a record: what is asked, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fesgrade.documents.compose import SIGNATURES, Graded
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.fields import MOST_SIGNATURES
from fesgrade.documents.statement import Reasoning, Statement, finding_key
from fesgrade.evaluation import Finding
from fesgrade.standards import Standard

#: The lines to sign that are offered, and what stands on a line that has a name only.
LINES, UNNAMED = 3, "Signature"


@dataclass(frozen=True, slots=True)
class Work:
    """What a page has graded: the standard, the levels chosen by factor, and what follows.

    Without a ``result`` there is no statement yet, and ``missing`` says why. ``findings``, ``reasoning`` and ``grade``
    are those beside the result's own. ``query`` is what stands in the page's address, and says which evaluation this
    is; ``beside`` is what this browser keeps along with the fields. ``facts`` is the query that brings the page back
    from a file. ``series`` is that of the position, blank where neither standard nor page says it.
    """

    standard: Standard
    levels: Mapping[str, str]
    result: Graded | None = None
    missing: str = ""
    findings: tuple[Finding, ...] = ()
    reasoning: tuple[Reasoning, ...] = ()
    grade: str = ""
    evidence: tuple[Evidence, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    series: str = ""

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        return (*(self.result.findings if self.result else ()), *self.findings)


# The fields ---------------------------------------------------------------------------------------


def rationale_key(standard: Standard, factor: str) -> str:
    """Return the key of a rationale; factors of the same number mean other things by another method."""
    return f"rationale/{standard.method}/{factor}"


def defaults(work: Work) -> dict[str, str]:
    """Return what stands in the fields before anything is written."""
    roles = {f"role/{number}": role for number, role in enumerate(SIGNATURES, start=1)}
    return roles | ({"series": work.series} if work.series else {})


def groups_of(work: Work, values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the fields for what was graded."""
    standard = work.standard
    position = [
        _field("title", "Position title"),
        _field("series", "Series"),
        _field("organization", "Organization"),
        _field("number", "Position number"),
    ]
    why = [
        _field(
            rationale_key(standard, factor.id),
            f"Factor {factor.id}, {factor.name}: {work.levels.get(factor.id, 'no level yet')}",
            "text",
        )
        for factor in standard.factors
    ]
    findings = [
        _field(
            f"resolution/{finding_key(one)}",
            f"{one.name}{_of(one)}: how it was resolved",
            "text",
            f"{one.message} {one.source}",
            wide=True,
        )
        for one in work.every_finding
    ]
    signed = max([LINES, *lines_of(values)])
    end = [_field("remarks", "Remarks", "text", wide=True), _field("date", "Date", "date", wide=True)]
    for number in range(1, signed + 1):
        end += [
            _field(f"role/{number}", f"Label of signature line {number}"),
            _field(f"signed/{number}", f"Name on line {number}"),
        ]
    groups = [
        ("The position", "", position),
        ("Why each level", "What in the work meets the level, and why the next one is not fully met.", why),
        ("Findings and how they were resolved", "" if findings else "Nothing to resolve so far.", findings),
        (
            "Remarks, date, signatures",
            "A line without a label and a name is left out. Leave names blank to sign by hand.",
            end,
        ),
    ]
    return [{"heading": heading, "about": about, "fields": fields} for heading, about, fields in groups]


def _field(key: str, label: str, type: str = "line", hint: str = "", *, wide: bool = False) -> dict[str, Any]:
    return {"key": key, "label": label, "type": type, "hint": hint, "wide": wide}


def _of(one: Finding) -> str:
    """Return which factors a finding is about, to tell two of a kind apart."""
    return f", factor {', '.join(one.factors)}" if len(one.factors) == 1 else ""


def written(values: Mapping[str, str]) -> bool:
    """Return whether somebody has written something that does not stand there by itself."""
    return any(text.strip() and text not in SIGNATURES for key, text in values.items() if key != "series")


def lines_of(values: Mapping[str, str]) -> list[int]:
    """Return the numbers of the lines to sign."""
    return sorted(number for number in range(1, MOST_SIGNATURES + 1) if f"role/{number}" in values)


def values_of(statement: Statement, work: Work) -> dict[str, str]:
    """Return the fields of a statement; of those that are blank only what would otherwise be offered for the work."""
    values = {
        "title": statement.title,
        "series": statement.series,
        "organization": statement.organization,
        "number": statement.position_number,
        "remarks": statement.remarks,
        "date": statement.date,
    }
    for number, line in enumerate(statement.signatures, start=1):
        values |= {f"role/{number}": line.role, f"signed/{number}": line.name}
    values |= {rationale_key(work.standard, one.factor): one.rationale for one in statement.factors}
    values |= {f"resolution/{one.key}": one.resolution for one in statement.findings}
    return dict.fromkeys(defaults(work), "") | {key: text for key, text in values.items() if text}
