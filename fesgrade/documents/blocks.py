"""What the printed forms of an evaluation statement show: the same blocks in the same order in each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fesgrade.documents.statement import Statement, edition_words, range_words, with_source


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


Block = Heading | Facts | Table | Items | Paragraph | Sign


def blocks_of(statement: Statement) -> Iterator[Block]:
    """Return what the printed forms show, in its order."""
    yield Heading(1, "Position evaluation statement")
    facts = [
        ("Title, series and grade", statement.heading),
        ("Organization", statement.organization),
        ("Position number", statement.position_number),
        ("Standard", edition_words(statement.editions[0])),
        ("Kind of work", statement.kind_of_work.capitalize()),
        ("Date", statement.date),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))
    yield Heading(2, "Evaluation factors")
    closing = (
        ("Total points", f"{statement.total:,}", "", ""),
        ("Grade conversion", statement.converted, range_words(statement.range), ""),
    )
    yield Table(
        caption="Points assigned to each factor, the standard used, and comments",
        header=("Evaluation factor", "Points assigned", "Standard used", "Comments"),
        rows=(
            *(
                (f"{one.factor}. {one.name}", f"{one.points:,}", f"{one.level} ({one.source})", one.rationale)
                for one in statement.factors
            ),
            *closing,
        ),
        widths=(24, 14, 24, 38),
        numbers=(1,),
        sums=len(closing),
    )
    if statement.grade != statement.converted:
        yield Paragraph(
            f"Final grade: {statement.grade}. The reasoning below says why it is not {statement.converted}."
        )
    if any(one.evidence for one in statement.factors):
        yield Heading(2, "Evidence")
        for one in statement.factors:
            if one.evidence:
                yield Heading(3, f"Factor {one.factor}, {one.name}")
                yield Items(tuple(map(str, one.evidence)))
    for each in statement.reasoning:
        yield Heading(2, each.title)
        yield Items(tuple(with_source(step.text, step.source) for step in each.steps), numbered=True)
    yield Heading(2, "Findings and how they were resolved")
    if statement.findings:
        yield Table(
            "Findings of the evaluation, the rule behind each, and its resolution",
            ("Finding", "Rule", "Resolution"),
            tuple((one.message, one.source, one.resolution) for one in statement.findings),
            (45, 20, 35),
        )
    else:
        yield Paragraph("None.")
    if statement.remarks:
        yield Heading(2, "Remarks")
        yield Paragraph(statement.remarks)
    yield Heading(2, "Tables used")
    yield Items(tuple(map(edition_words, statement.editions)))
    if statement.signatures:
        yield Heading(2, "Signatures")
        yield from (Sign(line.role, line.name) for line in statement.signatures)


def document_title(statement: Statement) -> str:
    """Return the title of the printed forms."""
    return f"Evaluation statement: {statement.heading}"


#: Characters that no document can hold; they are shown as the sign for an unknown one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text with a sign for what cannot be printed, and its lines ended in one way."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
