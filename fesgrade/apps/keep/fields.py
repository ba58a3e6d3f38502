"""The fields of a record: what is asked, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fesgrade.documents.compose import SIGNATURES, Graded, next_level
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.fields import MOST_SIGNATURES
from fesgrade.documents.statement import Noted, Reasoning, Statement, WorkPart, finding_key
from fesgrade.evaluation import Finding
from fesgrade.standards import Standard

#: The lines to sign that are offered, and what stands on a line that has a name only.
LINES, UNNAMED = 3, "Signature"
#: How the keys of fields begin that may be about one kind of work.
ABOUT_WORK = ("rationale/", "next/", "given/", "resolution/")
WHY = "What in the work meets the level, and why the next one is not fully met."


@dataclass(frozen=True, slots=True)
class Further:
    """A kind of work of a mixed position that was rated by factors beside the one that leads.

    ``key`` tells its fields from those of the others; it stays where the work leads.
    """

    name: str
    key: str
    standard: Standard
    levels: Mapping[str, str]
    result: Graded | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What a page has graded: the standard, the levels chosen by factor, and what follows.

    Of a mixed position it is the kind of work that leads the record: ``name`` and ``key`` are as in :class:`Further`,
    ``further`` are the others that were rated by factors, ``parts`` all of them as the record has them. Without a
    ``result`` there is no statement yet, and ``missing`` says why. ``findings``, ``reasoning`` and ``grade`` are those
    beside the result's own. ``query`` is what stands in the page's address, and says which evaluation this is;
    ``beside`` is what this browser keeps along with the fields. ``facts`` is the query that brings the page back from a
    file. ``series`` is that of the position, blank where neither standard nor page says it.
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
    name: str = ""
    key: str = ""
    further: tuple[Further, ...] = ()
    parts: tuple[WorkPart, ...] = ()

    @property
    def rated(self) -> tuple[Further, ...]:
        """Every kind of work that is rated by factors, that which leads first."""
        return (Further(self.name, self.key, self.standard, self.levels, self.result), *self.further)

    @property
    def given(self) -> tuple[WorkPart, ...]:
        """The kinds of work whose grade is given, without factors."""
        names = [one.name for one in self.rated]
        return tuple(part for part in self.parts if part.name not in names)

    @property
    def every_finding(self) -> tuple[tuple[str, str, Finding], ...]:
        """Every finding with the name and the key of the kind of work that it is about, both blank for the whole."""
        found = [
            (one.name, one.key, finding)
            for one in self.rated
            for finding in (one.result.findings if one.result else ())
        ]
        return (*found, *(("", "", finding) for finding in self.findings))


# The fields ---------------------------------------------------------------------------------------


def rationale_key(standard: Standard, factor: str, key: str = "") -> str:
    """Return the key of why a level is met; factors of the same number mean other things by another method.

    ``key`` is that of the kind of work in a mixed position.
    """
    return _about_level("rationale", standard, factor, key)


def next_key(standard: Standard, factor: str, key: str = "") -> str:
    """Return the key of why the next level is not fully met."""
    return _about_level("next", standard, factor, key)


def _about_level(what: str, standard: Standard, factor: str, key: str) -> str:
    return "/".join(filter(None, (what, standard.method, factor, key)))


def given_key(name: str) -> str:
    """Return the key of how a kind of work was graded whose grade is given."""
    return f"given/{name}"


def resolution_key(finding: Finding | Noted, key: str = "") -> str:
    """Return the key of how a finding was resolved; ``key`` is that of the kind of work."""
    return f"resolution/{finding_key(finding, key)}"


def reasons_of(standard: Standard, values: Mapping[str, str], key: str = "") -> dict[str, str]:
    """Return what was written about each level as a rating sheet takes it: by factor, and ``1/next`` for the next."""
    texts = {factor.id: values.get(rationale_key(standard, factor.id, key), "") for factor in standard.factors}
    texts |= {f"{factor.id}/next": values.get(next_key(standard, factor.id, key), "") for factor in standard.factors}
    return {name: text for name, text in texts.items() if text}


def written_on_sheet(standard: Standard, reasons: Mapping[str, str], factors: Iterable[str]) -> dict[str, str]:
    """Return the fields of a record for what a rating sheet with these factors says."""
    values = {}
    for factor in factors:
        values[rationale_key(standard, factor)] = reasons.get(factor, "")
        values[next_key(standard, factor)] = reasons.get(f"{factor}/next", "")
    return values


def renamed(values: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Return the fields after a kind of work got another name: what was written about it stays with it."""
    moved = {}
    for key, text in values.items():
        for mark in ("/", "@"):
            if key.startswith(ABOUT_WORK) and key.endswith(mark + old):
                key = key.removesuffix(old) + new
                break
        moved[key] = text
    return moved


def defaults(work: Work) -> dict[str, str]:
    """Return what stands in the fields before anything is written."""
    roles = {f"role/{number}": role for number, role in enumerate(SIGNATURES, start=1)}
    return roles | ({"series": work.series} if work.series else {})


def groups_of(work: Work, values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the fields for what was graded."""
    position = [
        _field("title", "Position title"),
        _field("series", "Series"),
        _field("organization", "Organization"),
        _field("number", "Position number"),
    ]
    groups = [("The position", "", position)]
    for one in work.rated:
        heading = f"Why each level: {one.name}" if work.parts else "Why each level"
        groups.append((heading, WHY, list(_why(one))))
    given = [
        _field(given_key(part.name), f"{part.name}, {part.grade}: standard used, and why", "text", wide=True)
        for part in work.given
    ]
    if given:
        groups.append(("Work with a grade given", "", given))
    findings = [
        _field(
            resolution_key(finding, key),
            f"{f'{name}: ' if name else ''}{finding.name}{_of(finding)}: how it was resolved",
            "text",
            f"{finding.message} {finding.source}",
            wide=True,
        )
        for name, key, finding in work.every_finding
    ]
    signed = max([LINES, *lines_of(values)])
    end = [_field("remarks", "Remarks", "text", wide=True), _field("date", "Date", "date", wide=True)]
    for number in range(1, signed + 1):
        end += [
            _field(f"role/{number}", f"Label of signature line {number}"),
            _field(f"signed/{number}", f"Name on line {number}"),
        ]
    groups += [
        ("Findings and how they were resolved", "" if findings else "Nothing to resolve so far.", findings),
        (
            "Remarks, date, signatures",
            "A line without a label and a name is left out. Leave names blank to sign by hand.",
            end,
        ),
    ]
    return [{"heading": heading, "about": about, "fields": fields} for heading, about, fields in groups]


def _why(one: Further) -> Iterator[dict[str, Any]]:
    """Yield the fields of each factor: why its level is met, and why the next one is not."""
    for factor in one.standard.factors:
        level = one.levels.get(factor.id, "")
        title = f"Factor {factor.id}, {factor.name}"
        label = f"{title}: meets {level} because" if level else f"{title}: no level yet"
        yield _field(rationale_key(one.standard, factor.id, one.key), label, "text")
        if level and (beyond := next_level(one.standard, level)):
            label = f"Factor {factor.id}: does not meet {beyond} because"
            yield _field(next_key(one.standard, factor.id, one.key), label, "text")


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
    for rated in statement.rated:
        # A statement of one evaluation names no kind of work; a mixed position may have others beside it by now.
        one = next(
            (each for each in work.rated if rated.work in ("", each.name) and each.standard.id == rated.standard), None
        )
        if one is None:
            continue
        values |= {rationale_key(one.standard, each.factor, one.key): each.rationale for each in rated.factors}
        values |= {next_key(one.standard, each.factor, one.key): each.not_next for each in rated.factors}
    values |= {given_key(part.name): part.rationale for part in statement.parts}
    keys = {one.name: one.key for one in work.rated}
    values |= {resolution_key(one, keys.get(one.work, "")): one.resolution for one in statement.findings}
    return dict.fromkeys(defaults(work), "") | {key: text for key, text in values.items() if text}
