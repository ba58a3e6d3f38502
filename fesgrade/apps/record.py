"""What people write about an evaluation, the statement that it makes with the result, and how both are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from fesgrade import skills
from fesgrade.apps.components import STATIC, esc, script
from fesgrade.apps.words import FINDINGS
from fesgrade.evaluation import Finding
from fesgrade.standards import Catalog, Standard
from fesgrade.statement import (
    MOST_SIGNATURES,
    SIGNATURES,
    Change,
    Evidence,
    Graded,
    Reasoning,
    Signature,
    Statement,
    StatementError,
    compose,
    finding_key,
)

#: The lines to sign that are offered, and what stands on a line that has a name only.
LINES, UNNAMED = 3, "Signature"


class Record(anywidget.AnyWidget):
    """Fields in groups, kept in this browser as they are typed, under ``key``; nothing is shown without ``groups``.

    A group is a dict: ``heading``, ``about``, ``fields``; a field: ``key``, ``label``, ``type`` (``line``, ``text``,
    ``date``), ``hint``, ``whole`` for the whole width. ``values`` (text by key) is changed here; what was typed comes
    as a message with the changed fields only and a number, the last of which is ``seen``. ``extra`` is kept along with
    them, and while it is blank and nothing was typed nothing is; ``kept`` is what an earlier visit left, read when
    ``ready`` turns true. ``failed`` says that this browser could not keep them. The message ``{"forget": True}``
    removes what is kept; ``{"focus": "field"}`` sets the focus to the first field, ``"start"`` to the page's button
    that opens the record while there is none.
    """

    _esm = script("record.js")
    _css = STATIC / "record.css"

    key = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode("Record").tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    extra = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Unicode().tag(sync=True)
    ready = traitlets.Bool(False).tag(sync=True)
    failed = traitlets.Bool(False).tag(sync=True)
    seen = traitlets.Int().tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on_msg(self._typed)

    def _typed(self, _: object, content: Any, __: object) -> None:
        """Take in what was typed; the other fields stay as they are here."""
        if isinstance(content, dict) and isinstance(content.get("typed"), dict):
            with self.hold_sync():
                self.seen = content["number"]
                self.values = {**self.values, **content["typed"]}


class Paper(anywidget.AnyWidget):
    """A document as it prints, with a button that prints it; hidden while ``html`` is empty."""

    _esm = STATIC / "paper.js"

    html = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)


class Link(anywidget.AnyWidget):
    """The page's address to hand on, with a button that copies it; ``hint`` says what is in it."""

    _esm = STATIC / "link.js"

    hint = traitlets.Unicode().tag(sync=True)


@dataclass(frozen=True, slots=True)
class Work:
    """What a page has graded: the standard, the levels chosen by factor, and what follows.

    Without a ``result`` there is no statement yet, and ``missing`` says why. ``findings``, ``reasoning`` and ``grade``
    are those beside the result's own, ``address`` is what brings the page back from a file.
    """

    standard: Standard
    chosen: Mapping[str, str]
    result: Graded | None = None
    missing: str = ""
    findings: tuple[Finding, ...] = ()
    reasoning: tuple[Reasoning, ...] = ()
    grade: str = ""
    evidence: tuple[skills.Evidence, ...] = ()
    address: str = ""

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        return (*(self.result.findings if self.result else ()), *self.findings)


# The fields ---------------------------------------------------------------------------------------


def rationale_key(standard: Standard, factor: str) -> str:
    """Return the key of a rationale; factors of the same number mean other things by another method."""
    return f"rationale/{standard.method}/{factor}"


def defaults(standard: Standard) -> dict[str, str]:
    """Return what stands in the fields before anything is written."""
    roles = {f"role/{number}": role for number, role in enumerate(SIGNATURES, start=1)}
    return roles | ({"series": standard.series} if standard.series else {})


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
            f"Factor {factor.id}, {factor.name}: {work.chosen.get(factor.id, 'no level yet')}",
            "text",
        )
        for factor in standard.factors
    ]
    findings = [
        _field(
            f"resolution/{finding_key(one)}",
            f"{FINDINGS.get(one.code, 'To check')}{_of(one)}: how it was resolved",
            "text",
            f"{one.message} {one.source}",
            whole=True,
        )
        for one in work.every_finding
    ]
    signed = max([LINES, *_lines(values)])
    end = [_field("remarks", "Remarks", "text", whole=True), _field("date", "Date", "date", whole=True)]
    for number in range(1, signed + 1):
        end += [
            _field(f"role/{number}", f"Words below line {number}"),
            _field(f"signed/{number}", f"Name on line {number}"),
        ]
    groups = [
        ("The position", "", position),
        ("Why each level", "What in the work meets the level, and why the next one is not fully met.", why),
        ("Findings and how they were resolved", "" if findings else "Nothing to resolve so far.", findings),
        ("Remarks, date, signatures", "A line without words and name is left out; names can be left to the pen.", end),
    ]
    return [{"heading": heading, "about": about, "fields": fields} for heading, about, fields in groups]


def _field(key: str, label: str, type: str = "line", hint: str = "", *, whole: bool = False) -> dict[str, Any]:
    return {"key": key, "label": label, "type": type, "hint": hint, "whole": whole}


def _of(one: Finding) -> str:
    """Return which factors a finding is about, to tell two of a kind apart."""
    return f", factor {', '.join(one.factors)}" if len(one.factors) == 1 else ""


def written(values: Mapping[str, str]) -> bool:
    """Return whether somebody has written something that does not stand there by itself."""
    return any(text.strip() and text not in SIGNATURES for key, text in values.items() if key != "series")


def position_html(values: Mapping[str, str]) -> str:
    """Return title, organization and number in one line."""
    return " · ".join(esc(values[key]) for key in ("title", "organization", "number") if values.get(key))


# The statement ------------------------------------------------------------------------------------


def statement_of(work: Work, values: Mapping[str, str], tables: Catalog) -> Statement:
    """Make the statement; :class:`StatementError` says what is missing, too long or otherwise not allowed."""
    if work.result is None:
        raise StatementError([work.missing])
    evidence: dict[str, list[Evidence]] = {}
    for one in work.evidence:
        said = one.statement
        evidence.setdefault(one.factor, []).append(
            Evidence(one.relation, one.level, said.text, said.reference, said.credit, said.origin, said.level)
        )
    return compose(
        work.result,
        title=values.get("title", ""),
        series=values.get("series", ""),
        organization=values.get("organization", ""),
        position_number=values.get("number", ""),
        grade=work.grade,
        rationale={
            factor.id: text for factor in work.standard.factors
            if (text := values.get(rationale_key(work.standard, factor.id), ""))
        },
        evidence=evidence,
        resolutions={
            key: text for one in work.every_finding
            if (text := values.get(f"resolution/{(key := finding_key(one))}", ""))
        },
        findings=work.findings,
        reasoning=work.reasoning,
        remarks=values.get("remarks", ""),
        date=values.get("date", ""),
        signatures=_signatures(values),
        address=work.address,
        data=tables,
    )  # fmt: skip


def _lines(values: Mapping[str, str]) -> list[int]:
    """Return the numbers of the lines to sign."""
    return sorted(number for number in range(1, MOST_SIGNATURES + 1) if f"role/{number}" in values)


def _signatures(values: Mapping[str, str]) -> Iterator[Signature]:
    for number in _lines(values):
        role, name = values.get(f"role/{number}", ""), values.get(f"signed/{number}", "")
        if role.strip() or name.strip():
            yield Signature(role if role.strip() else UNNAMED, name)


def values_of(statement: Statement, standard: Standard) -> dict[str, str]:
    """Return the fields of a statement; of those that are blank only what would otherwise be offered."""
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
    values |= {rationale_key(standard, one.factor): one.rationale for one in statement.factors}
    values |= {f"resolution/{one.key}": one.resolution for one in statement.findings}
    return dict.fromkeys(defaults(standard), "") | {key: text for key, text in values.items() if text}


def evidence_of(statement: Statement) -> list[dict[str, Any]]:
    """Return the evidence of a statement as plain values; where it came from is not always said in a file."""
    return [
        skills.Evidence(
            factor.factor,
            one.level,
            one.relation,
            skills.Statement(one.text, one.origin or "description", one.reference, one.credit, one.skill),
        ).as_dict()
        for factor in statement.factors
        for one in factor.evidence
    ]


# What is said -------------------------------------------------------------------------------------


def changes_html(changes: Iterable[Change], before: str, after: str, same: str) -> str:
    """Return what changed as a table; ``same`` is said when nothing did."""
    rows = "".join(
        f'<tr><th scope="row">{esc(one.what)}</th><td>{_cell(one.before)}</td><td>{_cell(one.after)}</td></tr>'
        for one in changes
    )
    if not rows:
        return f'<p class="fg-alert fg-alert-success">{esc(same)}</p>'
    heads = "".join(f'<th scope="col">{esc(text)}</th>' for text in ("What", before, after))
    return (
        '<div class="fg-scroll" role="group" tabindex="0" aria-label="What differs"><table class="fg-table fg-changes">'
        f"<caption>What differs</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    return esc(text).replace("\n", "<br>") if text else '<span class="fg-hint">not there</span>'


def faults_html(faults: Iterable[str]) -> str:
    """Return what was wrong, each fault as a sentence of its own; the first twenty where there are many."""
    every = list(faults)
    more = f"<p>There are {len(every) - 20:,} more.</p>" if len(every) > 20 else ""
    items = "".join(f"<p>{esc(one)}</p>" for one in every[:20])
    return f'<div class="fg-alert fg-alert-error">{items}{more}</div>'
