"""The evaluation statement: the record of how a position was graded, to keep, share, print and sign.

The Handbook (p. 12-13) asks at the least for the points of each factor, the total, the grade, and the level or standard
used; its form adds title, series, organization, position number and comments. A :class:`Statement` holds that, with
rationale, evidence, findings and how they were resolved, the reasoning of supervisory and mixed positions, and the
editions of the tables. It is saved as JSON in the form of :data:`SCHEMA`; :mod:`fesgrade.documents.forms` prints it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any, ClassVar

from fesgrade.documents import fields
from fesgrade.documents.evidence import Evidence
from fesgrade.evaluation import Finding, PointRange, as_plain
from fesgrade.files.schema import BOOLEAN, Schema, one_of, or_null, record_of
from fesgrade.sources import FaultsError
from fesgrade.standards import KINDS_OF_WORK, Standard

#: What a file says it is, and the newest version that is written and read here; the largest file in bytes.
FORMAT, VERSION, LARGEST = "fesgrade-statement", 2, 20_000_000


#: The months in English, whatever the language of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class StatementError(FaultsError):
    """A statement that cannot be made, opened or written; each fault says what is wrong and what is allowed."""


# The record: each class with its form in the file. A text may be blank unless its form says otherwise. ---------------


@dataclass(frozen=True, slots=True)
class RatedFactor:
    """One factor: the level credited, its points, the standard used (document and page), and why.

    ``rationale`` says why the work meets the level, ``not_next`` why it does not fully meet ``next_level``, which is
    blank for the highest one.
    """

    factor: str
    name: str
    level: str
    points: int
    source: str
    rationale: str = ""
    next_level: str = ""
    not_next: str = ""
    evidence: tuple[Evidence, ...] = ()

    FORM: ClassVar[Schema] = record_of(
        factor=fields.factor("Id of the factor"),
        name=fields.line("Its name", filled=True),
        level=fields.level("The level credited"),
        points=fields.NUMBER,
        source=fields.line("The standard used: document and page", filled=True),
        rationale=fields.text("Why the work meets this level"),
        next_level=fields.level("The next higher level, blank above the highest", blank=True),
        not_next=fields.text("Why the work does not fully meet the next higher level"),
        evidence=fields.many(Evidence.FORM),
    )

    def to_json(self) -> dict[str, Any]:
        return {**as_plain(self), "evidence": [one.to_json() for one in self.evidence]}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> RatedFactor:
        evidence = tuple(Evidence.from_json(plain["factor"], one) for one in plain["evidence"])
        return cls(**{**plain, "evidence": evidence})

    @property
    def comments(self) -> str:
        """Why this level and not the next one, as the form and the report say it."""
        met = f"Meets {self.level}: {self.rationale}" if self.rationale else ""
        short = f"Does not meet {self.next_level or 'the next level'}: {self.not_next}" if self.not_next else ""
        return "\n".join(part for part in (met, short) if part)


@dataclass(frozen=True, slots=True)
class Rated:
    """The evaluation of one kind of ``work``, whose name is blank where it is the whole position.

    ``converted`` is the grade that ``total`` converts to, and ``range`` has its points.
    """

    work: str
    standard: str
    kind_of_work: str
    factors: tuple[RatedFactor, ...]
    total: int
    converted: str
    range: PointRange

    FORM: ClassVar[Schema] = record_of(
        work=fields.line("The kind of work evaluated; blank where it is the whole position"),
        standard=fields.id_of("Id of the standard"),
        kind_of_work=one_of("", *KINDS_OF_WORK),
        factors=fields.many(RatedFactor.FORM, least=1),
        total=fields.NUMBER,
        converted=fields.grade("The grade that the total converts to"),
        range=record_of(low=fields.NUMBER, high=or_null(fields.NUMBER)),
    )

    def to_json(self) -> dict[str, Any]:
        return {**as_plain(self), "factors": [factor.to_json() for factor in self.factors]}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Rated:
        factors = tuple(map(RatedFactor.from_json, plain["factors"]))
        return cls(**{**plain, "factors": factors, "range": PointRange(**plain["range"])})


@dataclass(frozen=True, slots=True)
class WorkPart:
    """One kind of work of a mixed position: its share of the time, its grade, and what that decides.

    ``rationale`` says how it was graded where it has no :class:`Rated` of its own.
    """

    name: str
    share: str
    grade: str
    controls: bool
    decides: str
    rationale: str = ""

    FORM: ClassVar[Schema] = record_of(
        name=fields.line("The kind of work", filled=True),
        share=fields.line("Its share of the time, as 65%"),
        grade=fields.grade("Its grade"),
        controls=BOOLEAN,
        decides=fields.text("That it controls the grade, or why it does not"),
        rationale=fields.text("How it was graded, where its factors are not listed"),
    )


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding of the evaluation of some ``work`` (blank: of the whole position), and how it was resolved."""

    code: str
    message: str
    source: str
    factors: tuple[str, ...] = ()
    resolution: str = ""
    work: str = ""

    FORM: ClassVar[Schema] = record_of(
        code=fields.id_of("Its code"),
        message=fields.text("What to look at again", filled=True),
        source=fields.line("The rule: document and page"),
        factors=fields.many(fields.factor("A factor meant")),
        resolution=fields.text("How it was resolved"),
        work=fields.line("The kind of work that it is about; blank for the whole position"),
    )

    @property
    def key(self) -> str:
        """What tells it from the others: ``outside-standard/4``, ``outside-standard/4@Own work``."""
        return finding_key(self, self.work)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Noted:
        return cls(**{**plain, "factors": tuple(plain["factors"])})


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an argument and where its rule stands."""

    text: str
    source: str = ""

    FORM: ClassVar[Schema] = record_of(
        text=fields.text("The step", filled=True), source=fields.line("The rule: document and page")
    )


@dataclass(frozen=True, slots=True)
class Reasoning:
    """An argument beside the factors: of supervisory work, of a mixed position."""

    title: str
    steps: tuple[Reason, ...]

    FORM: ClassVar[Schema] = record_of(
        title=fields.line("What it is about", filled=True), steps=fields.many(Reason.FORM)
    )

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Reasoning:
        return cls(plain["title"], tuple(Reason(**step) for step in plain["steps"]))


@dataclass(frozen=True, slots=True)
class Edition:
    """A table that was used: the id and title of the standard, its edition and its document."""

    standard: str
    title: str
    edition: str
    document: str

    FORM: ClassVar[Schema] = record_of(
        standard=fields.id_of("Id of the standard"),
        title=fields.line("Its title", filled=True),
        edition=fields.line("Its edition", filled=True),
        document=fields.line("Where it stands", filled=True),
    )


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign; the name is blank to sign by hand."""

    role: str
    name: str = ""

    FORM: ClassVar[Schema] = record_of(
        role=fields.line("Who signs here", filled=True), name=fields.line("The name, or blank")
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole record. ``grade`` is the final one, ``converted`` the one that ``total`` converts to.

    Of a mixed position ``parts`` are the kinds of work, those first that control; ``standard`` to ``range`` evaluate
    the one called ``work``, the first that was rated by factors, and ``further`` the others. ``date`` is an ISO date or
    blank; ``address`` is what stood behind the question mark of the page's address, so that the page can come back as
    it was; it never reaches the printed forms.
    """

    title: str
    series: str
    organization: str
    position_number: str
    grade: str
    standard: str
    kind_of_work: str
    factors: tuple[RatedFactor, ...]
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
    work: str = ""
    parts: tuple[WorkPart, ...] = ()
    further: tuple[Rated, ...] = ()

    FORM: ClassVar[Schema] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fesgrade evaluation statement",
        **record_of(
            format={"const": FORMAT},
            version={"const": VERSION},
            position=record_of(
                title=fields.line("Official title"),
                series=fields.line("Series number, as 0201"),
                organization=fields.line("Where the position is"),
                number=fields.line("Position number"),
            ),
            grade=fields.grade("The final grade"),
            evaluation=Rated.FORM,
            parts=fields.many(WorkPart.FORM),
            further=fields.many(Rated.FORM),
            findings=fields.many(Noted.FORM),
            reasoning=fields.many(Reasoning.FORM),
            editions=fields.many(Edition.FORM, least=1),
            remarks=fields.text("Anything else"),
            date=fields.date("ISO date, or blank"),
            signatures=fields.many(Signature.FORM, most=fields.MOST_SIGNATURES),
            address=fields.text("What stands behind the question mark of the page's address"),
        ),
    }

    def to_json(self) -> dict[str, Any]:
        """Return plain values in the form of :data:`FORM`: the fields, some of them in two groups."""
        plain: dict[str, Any] = as_plain(self)
        position = {name: plain.pop(name) for name in ("title", "series", "organization")}
        position["number"] = plain.pop("position_number")
        for name in (each.name for each in dataclass_fields(Rated)):
            del plain[name]
        evaluation, *further = (each.to_json() for each in self.rated)
        head = {"format": FORMAT, "version": VERSION, "position": position, "grade": plain.pop("grade")}
        return {**head, "evaluation": evaluation, **plain, "further": further}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Statement:
        """Return a statement from plain values that fit :data:`FORM`."""
        rest = dict(plain)
        leading = Rated.from_json(rest.pop("evaluation"))
        rest |= {**rest.pop("position"), **{each.name: getattr(leading, each.name) for each in dataclass_fields(Rated)}}
        for name in ("format", "version"):
            del rest[name]
        return cls(
            position_number=rest.pop("number"),
            parts=tuple(WorkPart(**part) for part in rest.pop("parts")),
            further=tuple(map(Rated.from_json, rest.pop("further"))),
            findings=tuple(map(Noted.from_json, rest.pop("findings"))),
            reasoning=tuple(map(Reasoning.from_json, rest.pop("reasoning"))),
            editions=tuple(Edition(**edition) for edition in rest.pop("editions")),
            signatures=tuple(Signature(**line) for line in rest.pop("signatures")),
            **rest,
        )

    @property
    def rated(self) -> tuple[Rated, ...]:
        """Every evaluation by factors, that of the work first that controls."""
        leading = Rated(
            work=self.work,
            standard=self.standard,
            kind_of_work=self.kind_of_work,
            factors=self.factors,
            total=self.total,
            converted=self.converted,
            range=self.range,
        )
        return (leading, *self.further)

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


def finding_key(finding: Finding | Noted, work: str = "") -> str:
    """Return what tells a finding of an evaluation from its others: ``outside-standard/4``, ``even-grade@Own work``."""
    return "/".join([finding.code, *finding.factors]) + (f"@{work}" if work else "")


def kind_fault(kind: str, standard: Standard) -> str:
    """Return what is wrong with a kind of work that a standard is said to be used for; blank when nothing is."""
    if kind and not standard.is_supervisory and standard.kind_of_work not in ("", kind):
        return f"{standard.short_title} is for {standard.kind_of_work} work, not for {kind} work."
    return ""


def range_words(ends: PointRange) -> str:
    """The points of a grade in words."""
    return f"{ends.low:,} points and up" if ends.high is None else f"{ends.low:,} to {ends.high:,} points"


def date_words(iso: str) -> str:
    """An ISO date as Americans write it, ``March 20, 2017``; blank for none."""
    if not iso:
        return ""
    day = datetime.date.fromisoformat(iso)
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def edition_words(one: Edition) -> str:
    """A table with its edition and document as one text."""
    return f"{one.title}, {one.edition} ({one.document})"


def with_source(text: str, source: str) -> str:
    """A text with where its rule stands, if that is known."""
    return f"{text} [{source}]" if source else text
