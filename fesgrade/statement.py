"""The evaluation statement: the record of how a position was graded, to keep, share, print and sign.

The Handbook (p. 12-13) asks at the least for the points of each factor, the total, the grade, and the level or standard
used; its form adds title, series, organization, position number and comments. A :class:`Statement` holds that, with
rationale, evidence, findings and how they were resolved, the reasoning of supervisory and mixed positions, and the
editions of the tables. It is saved as JSON (:data:`SCHEMA`); :mod:`fesgrade.forms` prints it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date as calendar
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from fesgrade.evaluation import Credit, Finding, PointRange
from fesgrade.jsonfile import JsonFileError, join, parse, shorten
from fesgrade.skills import FRAMEWORK_LEVELS, ORIGINS, place_of
from fesgrade.sources import FaultsError
from fesgrade.standards import KINDS_OF_WORK, PRIMARY, Catalog, Standard, load

#: What a file says it is, and the newest version that is written and read here.
FORMAT, VERSION = "fesgrade-statement", 1
#: The longest single line and the longest text, in characters; the most entries of a list; the largest file in bytes.
LONGEST_LINE, LONGEST_TEXT, MOST, LARGEST = 500, 100_000, 2_000, 20_000_000
#: The most lines to sign, and the most faults that are told of one statement.
MOST_SIGNATURES, MOST_FAULTS = 20, 100
#: The lines to sign when nothing else is asked for.
SIGNATURES = ("Evaluated by", "Reviewed by")
#: How evidence stands to the level that it was assigned to.
RELATIONS = ("supports", "falls short", "exceeds")


class StatementError(FaultsError):
    """A statement that cannot be made, opened or written; each fault says what is wrong and what is allowed."""


# The record ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact about the work that ``supports`` a level, ``falls short`` of it or ``exceeds`` it, and where it stands.

    ``reference``, ``credit``, ``origin`` and ``skill`` (the level of a skills framework) are as in
    :class:`fesgrade.skills.Statement`.
    """

    relation: str
    level: str
    text: str
    reference: str = ""
    credit: str = ""
    origin: str = ""
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """One factor: the level credited, its points, the standard used (document and page), and why."""

    factor: str
    name: str
    level: str
    points: int
    source: str
    rationale: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding of the evaluation and how it was resolved."""

    code: str
    message: str
    source: str
    factors: tuple[str, ...] = ()
    resolution: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others: ``outside-standard/4``."""
        return finding_key(self)


@dataclass(frozen=True, slots=True)
class Line:
    """One step of an argument and where its rule stands."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reasoning:
    """An argument beside the factors: of supervisory work, of a mixed position."""

    title: str
    steps: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A table that was used: the id and title of the standard, its edition and its document."""

    standard: str
    title: str
    edition: str
    document: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign; the name may be left to the pen."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole record. ``grade`` is the final one, ``converted`` the one that ``total`` converts to.

    ``date`` is an ISO date or blank; ``address`` is what stood behind the question mark of the page's address, so that
    the page can come back as it was; it never reaches the printed forms.
    """

    title: str
    series: str
    organization: str
    position_number: str
    grade: str
    standard: str
    kind_of_work: str
    factors: tuple[Rated, ...]
    total: int
    converted: str
    range: PointRange
    findings: tuple[Noted, ...]
    reasoning: tuple[Reasoning, ...]
    editions: tuple[Edition, ...]
    remarks: str
    date: str
    signatures: tuple[Signature, ...]
    address: str = ""

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels credited, in the order of the factors."""
        return tuple(factor.level for factor in self.factors)

    @property
    def heading(self) -> str:
        """Title, series and grade as one line: ``Human Resources Officer, GS-0201-11``."""
        number = self.grade.removeprefix("GS-")
        code = f"GS-{self.series}-{number}" if self.series else self.grade
        return f"{self.title}, {code}" if self.title else code


class Graded(Protocol):
    """What a statement needs of a result; ``fesgrade.evaluate`` and ``fesgrade.supervisory.evaluate`` give it."""

    @property
    def standard(self) -> str: ...
    @property
    def kind_of_work(self) -> str: ...
    @property
    def credits(self) -> tuple[Credit, ...]: ...
    @property
    def total(self) -> int: ...
    @property
    def grade(self) -> str: ...
    @property
    def range(self) -> PointRange: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...


def finding_key(finding: Finding | Noted) -> str:
    """Return what tells a finding of an evaluation from its others: ``outside-standard/4``, ``even-grade``."""
    return "/".join([finding.code, *finding.factors])


def compose(
    result: Graded,
    *,
    title: str = "",
    series: str = "",
    organization: str = "",
    position_number: str = "",
    grade: str = "",
    rationale: Mapping[str, str] | None = None,
    evidence: Mapping[str, Iterable[Evidence]] | None = None,
    resolutions: Mapping[str, str] | None = None,
    findings: Iterable[Finding] = (),
    reasoning: Iterable[Reasoning] = (),
    remarks: str = "",
    date: str = "",
    signatures: Iterable[Signature | str] = SIGNATURES,
    address: str = "",
    data: Catalog | Path | str | None = None,
) -> Statement:
    """Make a statement of an evaluation.

    ``result`` comes from :func:`fesgrade.evaluate` or :func:`fesgrade.supervisory.evaluate`; the steps of a supervisory
    one become its first reasoning. ``grade`` (``GS-11``) is the final grade where it is not that of the result, as in a
    mixed position, and ``findings`` are those beside the result's own. ``rationale`` and ``evidence`` go by factor id,
    ``resolutions`` by :func:`finding_key`; ``reasoning`` is made by :func:`argued`.

    Raises :class:`StatementError` for a text that is too long or holds half a character, a factor or finding that the
    result does not have, a grade or date that is none.
    """
    catalog = load(data)
    chosen = catalog.standards[result.standard]
    rationale, evidence, resolutions = dict(rationale or {}), dict(evidence or {}), dict(resolutions or {})
    faults = [
        f"{what} is given for {key!r}, which is no factor of {chosen.short_title}."
        for what, some in (("A rationale", rationale), ("Evidence", evidence))
        for key in some
        if key not in chosen.by_factor
    ]
    every = (*result.findings, *findings)
    keys = {finding_key(finding) for finding in every}
    faults += [
        f"{key!r} is resolved, but the evaluation has no such finding." for key in resolutions if key not in keys
    ]
    if faults:
        raise StatementError(faults)
    steps = getattr(result, "steps", ())
    own = [argued("Supervisory work", steps)] if steps else []
    made = Statement(
        title,
        series,
        organization,
        position_number,
        grade or result.grade,
        result.standard,
        result.kind_of_work,
        tuple(
            Rated(
                credit.factor,
                chosen.by_factor[credit.factor].name,
                credit.level,
                credit.points,
                credit.source,
                rationale.get(credit.factor, ""),
                tuple(evidence.get(credit.factor, ())),
            )
            for credit in result.credits
        ),
        result.total,
        getattr(result, "converted", result.grade),
        result.range,
        tuple(
            Noted(each.code, each.message, each.source, each.factors, resolutions.get(finding_key(each), ""))
            for each in every
        ),
        (*own, *reasoning),
        _editions(result, chosen, catalog),
        remarks,
        date,
        tuple(line if isinstance(line, Signature) else Signature(line) for line in signatures),
        address,
    )
    # What is made here can be saved, and what is saved can be opened again.
    faults = _faults(_plain(made))
    if faults:
        raise StatementError(faults)
    return made


def argued(title: str, steps: Iterable[Any]) -> Reasoning:
    """Make a reasoning of the steps of a result (``asked``, ``met``, ``outcome``, ``source``), of texts or of lines."""
    return Reasoning(title, tuple(_line(step) for step in steps))


def _line(step: Any) -> Line:
    if isinstance(step, Line):
        return step
    if isinstance(step, str):
        return Line(step)
    answer = "" if step.met is None else "Yes." if step.met else "No."
    return Line(" ".join(part for part in (step.asked, answer, step.outcome) if part), step.source)


def _editions(result: Graded, standard: Standard, catalog: Catalog) -> tuple[Edition, ...]:
    """The standard, and the Primary Standard where a level was credited from it (Handbook p. 11)."""
    borrowed = any(standard.by_code[credit.level].status != "described" for credit in result.credits)
    used = [standard, *([catalog.standards[PRIMARY]] if borrowed and standard.id != PRIMARY else [])]
    return tuple(Edition(each.id, each.title, each.edition, each.document) for each in used)


# The file -----------------------------------------------------------------------------------------


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _many(items: dict[str, Any], **more: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": MOST} | more


def _line_of(about: str, pattern: str = "") -> dict[str, Any]:
    return {"type": "string", "description": about, "maxLength": LONGEST_LINE} | (
        {"pattern": pattern} if pattern else {}
    )


def _text_of(about: str, pattern: str = "") -> dict[str, Any]:
    return _line_of(about, pattern) | {"maxLength": LONGEST_TEXT}


_FILLED = r"\S"
_GRADE = "^GS-([1-9]|1[0-5])$"
_DATE = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
_FACTOR, _LEVEL, _ID = "^[1-9][AB]?$", "^[1-9][AB]?-[0-9]{1,2}$", "^[a-z0-9]+(-[a-z0-9]+)*$"
#: What the faults call a pattern.
_LOOKS = {
    _FILLED: "filled", _GRADE: "a grade such as GS-11", _DATE: "a date such as 2026-03-31, or blank",
    _FACTOR: "a factor such as 1 or 4A", _LEVEL: "a level such as 1-7", _ID: "an id such as gs-0201",
}  # fmt: skip
_NUMBER = {"type": "integer", "minimum": 0, "maximum": 1_000_000}
#: The form of a saved statement, as JSON Schema. A text without a pattern may be blank.
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "fesgrade evaluation statement",
    **_object(
        format={"const": FORMAT},
        version={"const": VERSION},
        position=_object(
            title=_line_of("Official title"),
            series=_line_of("Series number, as 0201"),
            organization=_line_of("Where the position is"),
            number=_line_of("Position number"),
        ),
        grade=_line_of("The final grade", _GRADE),
        evaluation=_object(
            standard=_line_of("Id of the standard", _ID),
            kind_of_work={"enum": ["", *KINDS_OF_WORK]},
            factors=_many(
                _object(
                    factor=_line_of("Id of the factor", _FACTOR),
                    name=_line_of("Its name", _FILLED),
                    level=_line_of("The level credited", _LEVEL),
                    points=_NUMBER,
                    source=_line_of("The standard used: document and page", _FILLED),
                    rationale=_text_of("Why this level"),
                    evidence=_many(
                        _object(
                            relation={"enum": list(RELATIONS)},
                            level=_line_of("The level it is about", _LEVEL),
                            text=_text_of("The fact", _FILLED),
                            reference=_line_of("Where it stands"),
                            credit=_text_of("Whose words it is"),
                            origin={"enum": ["", *ORIGINS]},
                            skill={"enum": ["", *FRAMEWORK_LEVELS]},
                        )
                    ),
                ),
                minItems=1,
            ),
            total=_NUMBER,
            converted=_line_of("The grade that the total converts to", _GRADE),
            range=_object(low=_NUMBER, high=_NUMBER | {"type": ["integer", "null"]}),
        ),
        findings=_many(
            _object(
                code=_line_of("Its code", _ID),
                message=_text_of("What to look at again", _FILLED),
                source=_line_of("The rule: document and page"),
                factors=_many(_line_of("A factor meant", _FACTOR)),
                resolution=_text_of("How it was resolved"),
            )
        ),
        reasoning=_many(
            _object(
                title=_line_of("What it is about", _FILLED),
                steps=_many(
                    _object(text=_text_of("The step", _FILLED), source=_line_of("The rule: document and page"))
                ),
            )
        ),
        editions=_many(
            _object(
                standard=_line_of("Id of the standard", _ID),
                title=_line_of("Its title", _FILLED),
                edition=_line_of("Its edition", _FILLED),
                document=_line_of("Where it stands", _FILLED),
            ),
            minItems=1,
        ),
        remarks=_text_of("Anything else"),
        date=_line_of("ISO date, or blank", _DATE),
        signatures=_many(
            _object(role=_line_of("Who signs here", _FILLED), name=_line_of("The name, or blank")),
            maxItems=MOST_SIGNATURES,
        ),
        address=_text_of("What stands behind the question mark of the page's address"),
    ),
}


def _faults(plain: Any) -> list[str]:
    """Return what does not fit :data:`SCHEMA`; of very many faults the first, and that there are more."""
    found = list(islice(_misfits(plain, SCHEMA, ""), MOST_FAULTS + 1))
    more = [f"There are more than {MOST_FAULTS} faults; these are the first."]
    return more + found[:MOST_FAULTS] if len(found) > MOST_FAULTS else found


def _misfits(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    """Say with their paths what in a value does not fit a part of :data:`SCHEMA`."""
    here = path or "The file"
    types = [schema["type"]] if isinstance(schema.get("type"), str) else list(schema.get("type", ()))
    if "const" in schema:
        if value != schema["const"] or isinstance(value, bool):
            yield f"{here} is {shorten(value)}; it must be {shorten(schema['const'])}."
    elif "enum" in schema:
        if value not in schema["enum"] or not isinstance(value, str):
            allowed = ", ".join(each or "blank" for each in schema["enum"])
            yield f"{here} is {shorten(value)}; it must be one of {allowed}."
    elif "object" in types:
        yield from _object_misfits(value, schema, path)
    elif "array" in types:
        if not isinstance(value, list):
            yield f"{here} is {shorten(value)}; it must be a list."
        elif not (least := schema.get("minItems", 0)) <= len(value) <= schema["maxItems"]:
            yield f"{here} has {len(value):,} entries; {least} to {schema['maxItems']:,} are allowed."
        else:
            for at, item in enumerate(value):
                yield from _misfits(item, schema["items"], f"{path}[{at}]")
    elif "string" in types:
        yield from _text_misfits(value, schema, here)
    elif value is None and "null" in types:
        return
    elif isinstance(value, bool) or not isinstance(value, int) or not schema["minimum"] <= value <= schema["maximum"]:
        ends = f"{schema['minimum']} to {schema['maximum']:,}"
        yield f"{here} is {shorten(value)}; it must be a whole number from {ends}."


def _object_misfits(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path or 'The file'} is {shorten(value)}; it must be an object."
        return
    known = schema["properties"]
    yield from (f"{join(path, name)} is missing." for name in known if name not in value)
    yield from (
        f"{join(path, name)} is not a field there; the fields are {', '.join(known)}."
        for name in value
        if name not in known
    )
    for name, inner in known.items():
        if name in value:
            yield from _misfits(value[name], inner, join(path, name))


def _text_misfits(value: Any, schema: Mapping[str, Any], here: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{here} is {shorten(value)}; it must be text."
        return
    pattern = schema.get("pattern", "")
    whole = pattern.removeprefix("^").removesuffix("$")
    if len(value) > schema["maxLength"]:
        yield f"{here} has {len(value):,} characters; at most {schema['maxLength']:,} are allowed."
    elif any("\ud800" <= letter <= "\udfff" for letter in value):
        yield f"{here} holds half a character; write it again."
    elif pattern == _FILLED and not value.strip():
        yield f"{here} is blank; it must be filled."
    elif (pattern and pattern != _FILLED and not re.fullmatch(whole, value)) or (
        pattern == _DATE and value and not _is_date(value)
    ):
        yield f"{here} is {shorten(value)}; it must be {_LOOKS[pattern]}."


def _is_date(text: str) -> bool:
    try:
        calendar.fromisoformat(text)
    except ValueError:
        return False
    return True


def save(statement: Statement) -> str:
    """Return a statement as JSON text in the form of :data:`SCHEMA`; :func:`open_statement` gives back the same."""
    return json.dumps(_plain(statement), ensure_ascii=False, indent=2) + "\n"


def _plain(statement: Statement) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "position": {
            "title": statement.title,
            "series": statement.series,
            "organization": statement.organization,
            "number": statement.position_number,
        },
        "grade": statement.grade,
        "evaluation": {
            "standard": statement.standard,
            "kind_of_work": statement.kind_of_work,
            "factors": [
                asdict(factor) | {"evidence": [asdict(one) for one in factor.evidence]} for factor in statement.factors
            ],
            "total": statement.total,
            "converted": statement.converted,
            "range": statement.range._asdict(),
        },
        "findings": [asdict(finding) | {"factors": list(finding.factors)} for finding in statement.findings],
        "reasoning": [
            {"title": each.title, "steps": [asdict(step) for step in each.steps]} for each in statement.reasoning
        ],
        "editions": [asdict(edition) for edition in statement.editions],
        "remarks": statement.remarks,
        "date": statement.date,
        "signatures": [asdict(line) for line in statement.signatures],
        "address": statement.address,
    }


@dataclass(frozen=True, slots=True)
class Opened:
    """A statement from a file, with a sentence for everything that its reader should know about it."""

    statement: Statement
    notes: tuple[str, ...]


def open_statement(content: str | bytes, name: str = "The file", *, data: Catalog | Path | str | None = None) -> Opened:
    """Read a statement that :func:`save` wrote, and check it against the tables.

    The points must add up to the total. Where the standard is at hand in the same edition, levels, points and grade
    must be its own; an older or unknown edition is noted and nothing is changed, and so is a final grade that is not
    the converted one. Raises :class:`StatementError` with the path of everything that is missing, unknown or wrong,
    and the version of a file that is newer than this program.
    """
    try:
        plain = parse(content, name, LARGEST)
    except JsonFileError as error:
        raise StatementError(error.faults) from None
    version = plain.get("version") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise StatementError([f"{name} is not an evaluation statement; such a file says format {FORMAT!r}."])
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise StatementError(
            [f"{name} is a statement of version {version}; this program reads version {VERSION}. Update fesgrade."]
        )
    faults = _faults(plain)
    if faults:
        raise StatementError(faults)
    statement = _statement(plain)
    notes: list[str] = []
    faults = list(_contradictions(statement, load(data), notes))
    if faults:
        raise StatementError(faults)
    return Opened(statement, tuple(notes))


def load_statement(path: Path | str, *, data: Catalog | Path | str | None = None) -> Opened:
    """Read a statement from a file; see :func:`open_statement`. :class:`StatementError` when there is no such file."""
    try:
        if Path(path).stat().st_size > LARGEST:
            raise StatementError([f"{path} is larger than the {LARGEST:,} bytes that are read of a statement."])
        return open_statement(Path(path).read_bytes(), Path(path).name, data=data)
    except OSError as error:
        raise StatementError([f"{path} cannot be read: {error.strerror or error}."]) from None


def _statement(plain: Mapping[str, Any]) -> Statement:
    """Build the record of values that fit :data:`SCHEMA`."""
    position, evaluation = plain["position"], plain["evaluation"]
    return Statement(
        position["title"],
        position["series"],
        position["organization"],
        position["number"],
        plain["grade"],
        evaluation["standard"],
        evaluation["kind_of_work"],
        tuple(
            Rated(**factor | {"evidence": tuple(Evidence(**one) for one in factor["evidence"])})
            for factor in evaluation["factors"]
        ),
        evaluation["total"],
        evaluation["converted"],
        PointRange(**evaluation["range"]),
        tuple(Noted(**finding | {"factors": tuple(finding["factors"])}) for finding in plain["findings"]),
        tuple(Reasoning(each["title"], tuple(Line(**step) for step in each["steps"])) for each in plain["reasoning"]),
        tuple(Edition(**edition) for edition in plain["editions"]),
        plain["remarks"],
        plain["date"],
        tuple(Signature(**line) for line in plain["signatures"]),
        plain["address"],
    )


def _contradictions(statement: Statement, catalog: Catalog, notes: list[str]) -> Iterator[str]:
    """Say what does not agree with itself or with the tables; ``notes`` takes what is only worth knowing."""
    added = sum(factor.points for factor in statement.factors)
    if added != statement.total:
        yield f"evaluation.total is {statement.total:,}, but the points of the factors add up to {added:,}."
    if statement.grade != statement.converted:
        notes.append(
            f"The final grade, {statement.grade}, is not {statement.converted}, to which the total converts; the "
            "reasoning must say why."
        )
    standard = catalog.standards.get(statement.standard)
    if standard is None:
        notes.append(f"The standard {statement.standard} is not at hand, so levels and points were not checked.")
        return
    used = next((each.edition for each in statement.editions if each.standard == statement.standard), "")
    if used != standard.edition:
        notes.append(
            f"It was made with the edition {used or 'of an unknown date'} of {standard.short_title}; the one here is "
            f"{standard.edition}. Nothing was changed."
        )
        return
    if fault := kind_fault(statement.kind_of_work, standard):
        yield f"evaluation.kind_of_work: {fault}"
    given = [factor.factor for factor in statement.factors]
    if given != list(standard.by_factor):
        yield (
            f"evaluation.factors are {', '.join(given)}; {standard.short_title} has {', '.join(standard.by_factor)}, "
            "each once, in this order."
        )
        return
    for at, factor in enumerate(statement.factors):
        level = standard.by_code.get(factor.level)
        if level is None or level.factor != factor.factor:
            allowed = standard.by_factor[factor.factor].codes
            place = f"evaluation.factors[{at}].level"
            yield f"{place} is {factor.level}; the levels of factor {factor.factor} are {allowed}."
        elif level.points != factor.points:
            yield (
                f"evaluation.factors[{at}].points is {factor.points:,}; {factor.level} has {level.points:,} "
                f"({level.source})."
            )
    if added == statement.total and statement.total >= standard.grades[0].low:
        grade = standard.grade_of(statement.total)
        if (statement.converted, statement.range) != (grade.name, (grade.low, grade.high)):
            yield (
                f"evaluation.converted is {statement.converted}, but {statement.total:,} points are {grade.name}, "
                f"{grade.points} ({grade.source})."
            )


def kind_fault(kind: str, standard: Standard) -> str:
    """Return what is wrong with a kind of work that a standard is said to be used for; blank when nothing is."""
    if standard.method == "fes" and kind and standard.kind_of_work not in ("", kind):
        return f"{standard.short_title} is for {standard.kind_of_work} work, not for {kind} work."
    return ""


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
    old = {factor.factor: factor for factor in before.factors}
    new = {factor.factor: factor for factor in after.factors}
    for key in dict.fromkeys([*old, *new]):
        found += _factor_changes(old.get(key), new.get(key))
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


def _factor_changes(before: Rated | None, after: Rated | None) -> Iterator[Change]:
    one = after or before
    assert one is not None
    title = f"Factor {one.factor}, {one.name}"

    def words(factor: Rated | None, what: str) -> str:
        return str(getattr(factor, what)) if factor else ""

    levels = [f"{each.level}, {each.points:,} points" if each else "" for each in (before, after)]
    if levels[0] != levels[1]:
        yield Change(title, *levels)
    for what, name in (("source", "standard used"), ("rationale", "rationale")):
        if words(before, what) != words(after, what):
            yield Change(f"{title}, {name}", words(before, what), words(after, what))
    yield from _list_changes(
        f"{title}, evidence",
        map(evidence_words, before.evidence if before else ()),
        map(evidence_words, after.evidence if after else ()),
    )


def _list_changes(what: str, before: Iterable[str], after: Iterable[str]) -> list[Change]:
    old, new = list(before), list(after)
    gone = [Change(what, each, "") for each in dict.fromkeys(old) if each not in new]
    return gone + [Change(what, "", each) for each in dict.fromkeys(new) if each not in old]


def range_words(ends: PointRange) -> str:
    """The points of a grade in words."""
    return f"{ends.low:,} points and up" if ends.high is None else f"{ends.low:,} to {ends.high:,} points"


def evidence_words(one: Evidence) -> str:
    """A piece of evidence as one text."""
    place = place_of(one.origin, one.reference, one.skill) if one.origin else one.reference
    where = "; ".join(part for part in (place, one.credit) if part)
    return f"{one.relation.capitalize()} {one.level}: {one.text}" + (f" ({where})" if where else "")


def _finding_words(one: Noted) -> str:
    return f"{with_source(one.message, one.source)}" + (f" Resolved: {one.resolution}" if one.resolution else "")


def _reasoning_words(one: Reasoning) -> str:
    return f"{one.title}: " + " ".join(with_source(step.text, step.source) for step in one.steps)


def edition_words(one: Edition) -> str:
    """A table with its edition and document as one text."""
    return f"{one.title}, {one.edition} ({one.document})"


def _signature_words(one: Signature) -> str:
    return f"{one.role}: {one.name}" if one.name else one.role


def with_source(text: str, source: str) -> str:
    """A text with where its rule stands, if that is known."""
    return f"{text} [{source}]" if source else text
