"""The evaluation statement: the record of how a position was graded, to keep, share, print and sign.

The Handbook (p. 12-13) asks at the least for the points of each factor, the total, the grade, and the level or standard
used; its form adds title, series, organization, position number and comments. A :class:`Statement` holds that, with
rationale, evidence, findings and how they were resolved, the reasoning of supervisory and mixed positions, and the
editions of the tables. It is saved as JSON (:data:`SCHEMA`); :mod:`fesgrade.documents.forms` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fesgrade.documents.excerpts import place_of
from fesgrade.evaluation import Finding, PointRange
from fesgrade.sources import FaultsError
from fesgrade.standards import Standard

#: The longest single line and the longest text, in characters; the most entries of a list; the largest file in bytes.
LONGEST_LINE, LONGEST_TEXT, MOST, LARGEST = 500, 100_000, 2_000, 20_000_000
#: The most lines to sign.
MOST_SIGNATURES = 20
#: How evidence stands to the level that it was assigned to.
RELATIONS = ("supports", "falls short", "exceeds")


class StatementError(FaultsError):
    """A statement that cannot be made, opened or written; each fault says what is wrong and what is allowed."""


# The record ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact about the work that ``supports`` a level, ``falls short`` of it or ``exceeds`` it, and where it stands.

    ``reference``, ``credit``, ``origin`` and ``skill`` (the level of a skills framework) are as in
    :class:`fesgrade.documents.excerpts.Statement`.
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


def finding_key(finding: Finding | Noted) -> str:
    """Return what tells a finding of an evaluation from its others: ``outside-standard/4``, ``even-grade``."""
    return "/".join([finding.code, *finding.factors])


def kind_fault(kind: str, standard: Standard) -> str:
    """Return what is wrong with a kind of work that a standard is said to be used for; blank when nothing is."""
    if kind and not standard.is_supervisory and standard.kind_of_work not in ("", kind):
        return f"{standard.short_title} is for {standard.kind_of_work} work, not for {kind} work."
    return ""


def range_words(ends: PointRange) -> str:
    """The points of a grade in words."""
    return f"{ends.low:,} points and up" if ends.high is None else f"{ends.low:,} to {ends.high:,} points"


def evidence_words(one: Evidence) -> str:
    """A piece of evidence as one text."""
    place = place_of(one.origin, one.reference, one.skill) if one.origin else one.reference
    where = "; ".join(part for part in (place, one.credit) if part)
    return f"{one.relation.capitalize()} {one.level}: {one.text}" + (f" ({where})" if where else "")


def edition_words(one: Edition) -> str:
    """A table with its edition and document as one text."""
    return f"{one.title}, {one.edition} ({one.document})"


def with_source(text: str, source: str) -> str:
    """A text with where its rule stands, if that is known."""
    return f"{text} [{source}]" if source else text
