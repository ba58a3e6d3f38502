"""What the documents of an evaluation statement show: the same blocks in the same order in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fesgrade.documents.statement import (
    Edition,
    Noted,
    Rated,
    Reasoning,
    Statement,
    date_words,
    edition_words,
    range_words,
    with_source,
)
from fesgrade.finding_names import FILED, FINDINGS


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
#: The name of OPM's form (Handbook p. 13), which is for the nine factors of FES.
FES_FORM, OTHER_FORM, REPORT, NINE = "FES evaluation statement", "Evaluation statement", "Position evaluation report", 9


def title_of(statement: Statement, document: Document) -> str:
    """Return the name of a document: that of OPM's form where the factors are those of FES."""
    if document == "report":
        return REPORT
    return FES_FORM if len(statement.factors) == NINE else OTHER_FORM


def blocks_of(statement: Statement, document: Document) -> Iterator[Block]:
    """Return what the printed forms show, in its order."""
    yield Heading(1, title_of(statement, document))
    facts = [
        ("Title, series, and grade", statement.heading),
        ("Organization", statement.organization),
        ("Position number", statement.position_number),
        ("Work evaluated", statement.work),
        ("Standard", edition_words(_edition(statement, statement.rated[0]))),
        ("Kind of work", statement.kind_of_work.capitalize()),
        ("Date", date_words(statement.date)),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))
    yield from _form(statement) if document == "form" else _report(statement)
    yield from (Sign(line.role, line.name) for line in statement.signatures)


def _edition(statement: Statement, rated: Rated) -> Edition:
    """Return the table that an evaluation used."""
    return next((one for one in statement.editions if one.standard == rated.standard), statement.editions[0])


def _closing(rated: Rated) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Total points", f"{rated.total:,}", ""),
        ("Grade conversion", rated.converted, range_words(rated.range)),
    )


def _form(statement: Statement) -> Iterator[Block]:
    """Yield the table of OPM's form, of a mixed position that of each work that controls, and what the rest decides."""
    controls = [part.name for part in statement.parts if part.controls]
    leading, *others = statement.rated
    shown = [leading, *(rated for rated in others if rated.work in controls)]
    for rated in shown:
        if len(shown) > 1:
            yield Heading(2, rated.work)
        yield _form_table(rated)
    if statement.parts:
        yield _parts_table(statement)
    if statement.grade != statement.converted:
        yield Paragraph(f"Final grade: {statement.grade}. The evaluation report says why.")


def _form_table(rated: Rated) -> Table:
    """Return the rows of the form. "FL" is its abbreviation for a factor level; the report has the whole citation."""
    closing = tuple((*row, "") for row in _closing(rated))
    return Table(
        caption="Points assigned to each factor, standards used, and comments",
        header=("Evaluation factor", "Points assigned", "Standards used", "Comments"),
        rows=(
            *(
                (f"{one.factor}. {one.name}", f"{one.points:,}", f"FL {one.level}, {_short(one.source)}", one.comments)
                for one in rated.factors
            ),
            *closing,
        ),
        widths=(18, 11, 15, 56),
        numbers=(1,),
        sums=len(closing),
    )


def _parts_table(statement: Statement) -> Table:
    return Table(
        caption="Kinds of work in the position, and which of them controls the grade",
        header=("Work", "Time", "Grade", "What it decides"),
        rows=tuple((part.name, part.share, part.grade, part.decides) for part in statement.parts),
        widths=(24, 9, 9, 58),
        numbers=(1,),
    )


def _short(source: str) -> str:
    return source.partition(";")[0]


def _report(statement: Statement) -> Iterator[Block]:
    """Yield the narrative: what was credited and why, factor by factor, and the conclusion."""
    mixed = bool(statement.parts)
    differs = statement.grade != statement.converted
    if mixed:
        yield Heading(2, "Kinds of work")
        yield _parts_table(statement)
    for each in statement.reasoning if differs and not mixed else ():
        yield from _argument(each)
    if mixed:
        yield from _parts(statement)
    else:
        yield Heading(2, "Evaluation factors")
        yield from _factors(statement.rated[0])
    for each in statement.reasoning if mixed or not differs else ():
        yield from _argument(each)
    if statement.findings:
        yield Heading(2, "Findings and their resolution")
        yield Table(
            caption="What was found, the rule behind it, and how it was resolved",
            header=("Finding", "Rule", "Resolution"),
            rows=tuple((_finding(one), one.source, one.resolution or "Not resolved") for one in statement.findings),
            widths=(38, 18, 44),
        )
    if statement.remarks:
        yield Heading(2, "Remarks")
        yield Paragraph(statement.remarks)
    yield Heading(2, "Conclusion")
    for rated in statement.rated:
        yield _summary(rated)
    if statement.grade != statement.converted:
        yield Paragraph(
            f"Final grade: {statement.grade}. The reasoning above says why it is not {statement.converted}."
        )
    else:
        yield Paragraph(f"Final grade: {statement.grade}.")
    yield Heading(2, "Standards used")
    yield Items(tuple(map(edition_words, statement.editions)))


def _parts(statement: Statement) -> Iterator[Block]:
    """Yield each kind of work with its own factors, those first that control."""
    rated = {one.work: one for one in statement.rated}
    for part in statement.parts:
        yield Heading(2, f"{part.name}: {part.grade}, {part.share} of the time")
        yield Paragraph(part.decides)
        if part.rationale:
            yield Paragraph(part.rationale)
        if part.name in rated:
            yield Paragraph(f"Standard: {edition_words(_edition(statement, rated[part.name]))}")
            yield from _factors(rated[part.name])


def _factors(rated: Rated) -> Iterator[Block]:
    for one in rated.factors:
        yield Heading(3, f"Factor {one.factor}, {one.name}: level {one.level}, {one.points:,} points")
        if one.comments:
            yield Paragraph(one.comments)
        if one.evidence:
            yield Items(tuple(map(str, one.evidence)))
        yield Paragraph(f"Standard used: {one.source}")


def _summary(rated: Rated) -> Table:
    closing = _closing(rated)
    return Table(
        caption=f"Summary of points and grade{f', {rated.work}' if rated.work else ''}",
        header=("Evaluation factor", "Points assigned", "Level"),
        rows=(*((f"{one.factor}. {one.name}", f"{one.points:,}", one.level) for one in rated.factors), *closing),
        widths=(50, 20, 30),
        numbers=(1,),
        sums=len(closing),
    )


def _argument(one: Reasoning) -> Iterator[Block]:
    yield Heading(2, one.title)
    yield Items(tuple(with_source(step.text, step.source) for step in one.steps), numbered=True)


def _finding(one: Noted) -> str:
    """Return what was found; what it asked of the classifier is answered by its resolution."""
    factors = f", factor {', '.join(one.factors)}" if one.factors else ""
    name = f"{f'{one.work}: ' if one.work else ''}{FINDINGS.get(one.code, one.code)}{factors}"
    return f"{name}. {FILED[one.code]}" if one.code in FILED else name


def document_title(statement: Statement, document: Document = "form") -> str:
    """Return the title of a printed document."""
    return f"{title_of(statement, document)}: {statement.heading}"


#: Characters that no document can hold; they are shown as the sign for an unknown one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text with a sign for what cannot be printed, and its lines ended in one way."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
