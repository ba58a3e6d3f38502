"""What the documents of an evaluation statement show: the same blocks in the same order in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fesgrade.documents.statement import (
    Noted,
    Reasoning,
    Statement,
    date_words,
    edition_words,
    range_words,
    with_source,
)
from fesgrade.finding_names import FINDINGS


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 for the document's own."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, a line each."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and column headings; the first cell of each row names it. ``sums`` close it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with bullets or with numbers that begin at 1."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, whose lines stay apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A line to sign, with room for the date."""

    role: str
    name: str

    @property
    def signed(self) -> str:
        """What stands at the line: who signs, with the name where it is given."""
        return f"{self.role}: {self.name}" if self.name else self.role


Block = Heading | Facts | Table | Items | Paragraph | Sign


#: The documents that are made of one record: the form on one page, as OPM's (Handbook p. 13), and the report, which an
#: appeal or a doubt asks for (Handbook p. 12).
Document = Literal["form", "report"]
TITLES: dict[Document, str] = {"form": "Position evaluation statement", "report": "Position evaluation report"}


def blocks_of(statement: Statement, document: Document) -> Iterator[Block]:
    """Return what the printed forms show, in its order."""
    yield Heading(1, TITLES[document])
    facts = [
        ("Title, series, and grade", statement.heading),
        ("Organization", statement.organization),
        ("Position number", statement.position_number),
        ("Standard", edition_words(statement.editions[0])),
        ("Kind of work", statement.kind_of_work.capitalize()),
        ("Date", date_words(statement.date)),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))
    yield from _form(statement) if document == "form" else _report(statement)
    yield from (Sign(line.role, line.name) for line in statement.signatures)


def _closing(statement: Statement) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Total points", f"{statement.total:,}", ""),
        ("Grade conversion", statement.converted, range_words(statement.range)),
    )


def _form(statement: Statement) -> Iterator[Block]:
    """Yield the table of OPM's form. "FL" is its abbreviation for a factor level; the report has the whole citation."""
    closing = tuple((*row, "") for row in _closing(statement))
    yield Table(
        caption="Points assigned to each factor, standards used, and comments",
        header=("Evaluation factor", "Points assigned", "Standards used", "Comments"),
        rows=(
            *(
                (f"{one.factor}. {one.name}", f"{one.points:,}", f"FL {one.level}, {_short(one.source)}", one.rationale)
                for one in statement.factors
            ),
            *closing,
        ),
        widths=(18, 11, 15, 56),
        numbers=(1,),
        sums=len(closing),
    )
    if statement.grade != statement.converted:
        yield Paragraph(f"Final grade: {statement.grade}. The evaluation report says why.")


def _short(source: str) -> str:
    return source.partition(";")[0]


def _report(statement: Statement) -> Iterator[Block]:
    """Yield the narrative: what was credited and why, factor by factor, and the conclusion."""
    for each in statement.reasoning if statement.grade != statement.converted else ():
        yield from _argument(each)
    yield Heading(2, "Evaluation factors")
    for one in statement.factors:
        yield Heading(3, f"Factor {one.factor}, {one.name}: level {one.level}, {one.points:,} points")
        if one.rationale:
            yield Paragraph(one.rationale)
        if one.evidence:
            yield Items(tuple(map(str, one.evidence)))
        yield Paragraph(f"Standard used: {one.source}")
    for each in statement.reasoning if statement.grade == statement.converted else ():
        yield from _argument(each)
    if statement.findings:
        yield Heading(2, "Findings and their resolution")
        yield Table(
            caption="What was checked again, the rule behind it, and how it was resolved",
            header=("Finding", "Rule", "Resolution"),
            rows=tuple((_finding(one), one.source, one.resolution or "Not resolved") for one in statement.findings),
            widths=(28, 20, 52),
        )
    if statement.remarks:
        yield Heading(2, "Remarks")
        yield Paragraph(statement.remarks)
    yield Heading(2, "Conclusion")
    closing = _closing(statement)
    yield Table(
        caption="Summary of points and grade",
        header=("Evaluation factor", "Points assigned", "Level"),
        rows=(
            *((f"{one.factor}. {one.name}", f"{one.points:,}", one.level) for one in statement.factors),
            *closing,
        ),
        widths=(50, 20, 30),
        numbers=(1,),
        sums=len(closing),
    )
    if statement.grade != statement.converted:
        yield Paragraph(
            f"Final grade: {statement.grade}. The reasoning above says why it is not {statement.converted}."
        )
    else:
        yield Paragraph(f"Final grade: {statement.grade}.")
    yield Heading(2, "Standards used")
    yield Items(tuple(map(edition_words, statement.editions)))


def _argument(one: Reasoning) -> Iterator[Block]:
    yield Heading(2, one.title)
    yield Items(tuple(with_source(step.text, step.source) for step in one.steps), numbered=True)


def _finding(one: Noted) -> str:
    """Return what a finding is about; what it asked of the classifier is answered by its resolution."""
    factors = f", factor {', '.join(one.factors)}" if one.factors else ""
    return f"{FINDINGS.get(one.code, one.code)}{factors}"


def document_title(statement: Statement, document: Document = "form") -> str:
    """Return the title of a printed document."""
    return f"{TITLES[document]}: {statement.heading}"


#: Characters that no document can hold; they are shown as the sign for an unknown one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text with a sign for what cannot be printed, and its lines ended in one way."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
