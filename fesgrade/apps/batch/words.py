"""What the Batch page says about a file before it is graded, as HTML."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fesgrade.apps.parts.html import esc, plural, short, table
from fesgrade.standards import Standard

if TYPE_CHECKING:
    from fesgrade.batch.columns import Columns
    from fesgrade.files.sheets import Sheet
#: So many rows and columns of a file are shown before it is graded, and so many notes.
PREVIEW, WIDE, NOTES = 5, 30, 20


def start_html(limits: str) -> str:
    """Return how it goes, for whoever has not opened a file."""
    return (
        "<h2>How it goes</h2><ol>"
        "<li>Open a spreadsheet with a row for each position and a column for each factor. The file is read on the "
        "machine that runs these pages and is not kept.</li>"
        "<li>See which column was taken for which factor, and change what is wrong.</li>"
        "<li>Grade. Each row gets its points, total, grade and what to check; a row that cannot be read gets the "
        "reason instead, and never stops the others.</li>"
        "<li>Look at what deserves it, and save the result as CSV or Excel.</li></ol>"
        f'<p class="fg-hint">Read is {esc(limits)} For more, use '
        "<code>fesgrade score FILE</code> on the command line.</p>"
    )


def partly_html(standard: Standard) -> str:
    """Return what is known of a standard that is known in part."""
    return (
        f'<div class="fg-alert fg-alert-warning"><b>{esc(standard.short_title)} is known in part.</b> '
        f"<details><summary>What is known</summary><p>{esc(standard.note)}</p></details></div>"
    )


# The file -----------------------------------------------------------------------------------------


def understood_html(sheet: Sheet, columns: Columns, standard: Standard) -> str:
    """Return what a file holds and whether every factor has a column."""
    size = f"{plural(len(sheet), 'row')} below the headings, {plural(len(sheet.headings), 'column')}."
    names = [f"{factor} {standard.by_factor[factor].short_name}" for factor in columns.missing]
    taken = Counter(columns.factors.values())
    twice = [heading for heading, count in taken.items() if count > 1]
    said = []
    if names:
        said.append(f"No column yet for {esc(', '.join(names))}: choose it below.")
    if twice:
        said.append(f"Chosen for more than one factor: {esc(', '.join(short(each) for each in twice))}.")
    state = (
        f'<p class="fg-alert fg-alert-warning">{" ".join(said)}</p>'
        if said
        else f'<p class="fg-alert fg-alert-success">Every factor of {esc(standard.short_title)} has a column.</p>'
    )
    notes = "".join(f"<li>{esc(short(note, 300))}</li>" for note in (*sheet.notes, *columns.notes)[:NOTES])
    return f"<h2>{esc(short(sheet.name))}</h2><p>{size}</p>{state}{f'<ul>{notes}</ul>' if notes else ''}"


def preview_html(sheet: Sheet) -> str:
    """Return the first rows of a file as a table."""
    headings = sheet.headings[:WIDE]
    lines = sheet.lines[:PREVIEW]
    cells = zip(*(sheet.columns[heading][:PREVIEW] for heading in headings), strict=True)
    rows = [[line, *(short(cell) for cell in row)] for line, row in zip(lines, cells, strict=True)]
    which = f"the first {len(rows)} of {len(sheet):,} rows" if len(sheet) > PREVIEW else plural(len(rows), "row")
    more = f", {WIDE} of {len(sheet.headings)} columns" if len(sheet.headings) > WIDE else ""
    shown = table(["Row", *(short(heading) for heading in headings)], rows, f"As read: {which}{more}")
    return f"<h2>The first rows</h2>{shown}"
