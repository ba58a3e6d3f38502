"""The file of an evaluation statement: its schema, saving and opening."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fesgrade.documents.excerpts import ORIGINS
from fesgrade.documents.frameworks import FRAMEWORK_LEVELS
from fesgrade.documents.statement import (
    LARGEST,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST,
    MOST_SIGNATURES,
    RELATIONS,
    Edition,
    Evidence,
    Line,
    Noted,
    Rated,
    Reasoning,
    Signature,
    Statement,
    StatementError,
    kind_fault,
)
from fesgrade.evaluation import PointRange
from fesgrade.files.jsonfile import JsonFileError, parse
from fesgrade.files.schema import FILLED, faults_of, list_of, number_of, one_of, or_null, record_of, text_of
from fesgrade.standards import KINDS_OF_WORK, Catalog
from fesgrade.tables import load

#: What a file says it is, and the newest version that is written and read here.
FORMAT, VERSION = "fesgrade-statement", 1


# The file -----------------------------------------------------------------------------------------


def _many(items: dict[str, Any], *, least: int = 0, most: int = MOST) -> dict[str, Any]:
    return list_of(items, least=least, most=most)


def _line_of(about: str, pattern: str = "") -> dict[str, Any]:
    return text_of(about, pattern=pattern, longest=LONGEST_LINE, looks=_LOOKS.get(pattern, ""))


def _text_of(about: str, pattern: str = "") -> dict[str, Any]:
    return text_of(about, pattern=pattern, longest=LONGEST_TEXT)


_GRADE = "^GS-([1-9]|1[0-5])$"
_DATE = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
_FACTOR, _LEVEL, _ID = "^[1-9][AB]?$", "^[1-9][AB]?-[0-9]{1,2}$", "^[a-z0-9]+(-[a-z0-9]+)*$"
#: What the faults call a pattern.
_LOOKS = {
    _GRADE: "a grade such as GS-11", _DATE: "a date such as 2026-03-31, or blank",
    _FACTOR: "a factor such as 1 or 4A", _LEVEL: "a level such as 1-7", _ID: "an id such as gs-0201",
}  # fmt: skip
_NUMBER = number_of(0, 1_000_000)
#: The form of a saved statement, as JSON Schema. A text without a pattern may be blank.
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "fesgrade evaluation statement",
    **record_of(
        format={"const": FORMAT},
        version={"const": VERSION},
        position=record_of(
            title=_line_of("Official title"),
            series=_line_of("Series number, as 0201"),
            organization=_line_of("Where the position is"),
            number=_line_of("Position number"),
        ),
        grade=_line_of("The final grade", _GRADE),
        evaluation=record_of(
            standard=_line_of("Id of the standard", _ID),
            kind_of_work=one_of("", *KINDS_OF_WORK),
            factors=_many(
                record_of(
                    factor=_line_of("Id of the factor", _FACTOR),
                    name=_line_of("Its name", FILLED),
                    level=_line_of("The level credited", _LEVEL),
                    points=_NUMBER,
                    source=_line_of("The standard used: document and page", FILLED),
                    rationale=_text_of("Why this level"),
                    evidence=_many(
                        record_of(
                            relation=one_of(*RELATIONS),
                            level=_line_of("The level it is about", _LEVEL),
                            text=_text_of("The fact", FILLED),
                            reference=_line_of("Where it stands"),
                            credit=_text_of("Whose words it is"),
                            origin=one_of("", *ORIGINS),
                            skill=one_of("", *FRAMEWORK_LEVELS),
                        )
                    ),
                ),
                least=1,
            ),
            total=_NUMBER,
            converted=_line_of("The grade that the total converts to", _GRADE),
            range=record_of(low=_NUMBER, high=or_null(_NUMBER)),
        ),
        findings=_many(
            record_of(
                code=_line_of("Its code", _ID),
                message=_text_of("What to look at again", FILLED),
                source=_line_of("The rule: document and page"),
                factors=_many(_line_of("A factor meant", _FACTOR)),
                resolution=_text_of("How it was resolved"),
            )
        ),
        reasoning=_many(
            record_of(
                title=_line_of("What it is about", FILLED),
                steps=_many(
                    record_of(text=_text_of("The step", FILLED), source=_line_of("The rule: document and page"))
                ),
            )
        ),
        editions=_many(
            record_of(
                standard=_line_of("Id of the standard", _ID),
                title=_line_of("Its title", FILLED),
                edition=_line_of("Its edition", FILLED),
                document=_line_of("Where it stands", FILLED),
            ),
            least=1,
        ),
        remarks=_text_of("Anything else"),
        date=_line_of("ISO date, or blank", _DATE) | {"format": "date"},
        signatures=_many(
            record_of(role=_line_of("Who signs here", FILLED), name=_line_of("The name, or blank")),
            most=MOST_SIGNATURES,
        ),
        address=_text_of("What stands behind the question mark of the page's address"),
    ),
}


def save(statement: Statement) -> str:
    """Return a statement as JSON text in the form of :data:`SCHEMA`; :func:`open_statement` gives back the same."""
    return json.dumps(plain_statement(statement), ensure_ascii=False, indent=2) + "\n"


def plain_statement(statement: Statement) -> dict[str, Any]:
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
    if faults := faults_of(plain, SCHEMA):
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
