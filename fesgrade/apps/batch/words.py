"""What the Batch page says about a file before it is graded, as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from fesgrade.apps.parts.html import Cell, alert, folded, hint, items, join, table, tag
from fesgrade.apps.parts.words import plural, short
from fesgrade.standards import Standard

if TYPE_CHECKING:
    from fesgrade.batch.columns import Columns
    from fesgrade.files.sheets import Sheet
#: So many rows and columns of a file are shown before it is graded, and so many notes.
PREVIEW, WIDE, NOTES = 5, 30, 20


def start_html(limits: str) -> Markup:
    """Return how it goes, for whoever has not opened a file."""
    steps = (
        "Open a spreadsheet with a row for each position and a column for each factor. The file is read on the machine "
        "that runs these pages and is not kept.",
        "See which column was taken for which factor, and change what is wrong.",
        "Grade. Each row gets its points, total, grade and what to check; a row that cannot be read gets the reason "
        "instead, and never stops the others.",
        "Check the rows that are listed, and save the result as CSV or Excel.",
    )
    command = tag("code", "fesgrade score FILE")
    more = hint(f"Accepted files: {limits} For more, use ", command, " on the command line.")
    return join(tag("h2", "How it works"), items("ol", steps), more)


def partly_html(standard: Standard) -> Markup:
    """Return what is known of a standard that is known in part."""
    words = tag("b", f"{standard.short_title} is known in part."), " "
    return alert("warning", words, folded("What is known", tag("p", standard.note)), element="div")


# The file -----------------------------------------------------------------------------------------


def understood_html(
    sheet: Sheet, columns: Columns, standard: Standard, notes: Sequence[str], *, by_row: bool = False
) -> Markup:
    """Return what a file holds, whether every factor has a column, and what was read otherwise than it stands.

    Where it counts the standard of each row has a column as well.
    """
    size = f"{plural(len(sheet), 'row')} below the headings, {plural(len(sheet.headings), 'column')}."
    names = [f"{factor} {standard.by_factor[factor].short_name}" for factor in columns.missing]
    taken = Counter(columns.factors.values())
    twice = [heading for heading, count in taken.items() if count > 1]
    lacking = []
    if names:
        lacking.append(f"No column yet for {', '.join(names)}: choose it below.")
    if by_row and "standard" not in columns.roles:
        lacking.append("No column yet for the standard of each row: choose it below.")
    if twice:
        lacking.append(f"Chosen for more than one factor: {', '.join(short(each) for each in twice)}.")
    covered = f"Every factor {'' if by_row else f'of {standard.short_title} '}has a column."
    return join(
        tag("h2", short(sheet.name)),
        tag("p", size),
        alert("warning", " ".join(lacking)) if lacking else alert("success", covered),
        items("ul", (short(note, 300) for note in notes[:NOTES])),
    )


def preview_html(sheet: Sheet) -> Markup:
    """Return the first rows of a file as a table."""
    headings = sheet.headings[:WIDE]
    lines = sheet.lines[:PREVIEW]
    cells = zip(*(sheet.columns[heading][:PREVIEW] for heading in headings), strict=True)
    rows: list[list[Cell]] = [[line, *(short(cell) for cell in row)] for line, row in zip(lines, cells, strict=True)]
    which = f"the first {len(rows)} of {len(sheet):,} rows" if len(sheet) > PREVIEW else plural(len(rows), "row")
    more = f", {WIDE} of {len(sheet.headings)} columns" if len(sheet.headings) > WIDE else ""
    heads = ["Row", *(short(heading) for heading in headings)]
    return tag("h2", "The first rows") + table(heads, rows, f"As read: {which}{more}")
