"""Lines of a table that are no positions: headings that come again, totals and counts, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fesgrade.batch.columns import Columns, heading_words
from fesgrade.cells import read_cell
from fesgrade.files.sheets import Sheet, rows_words
from fesgrade.levels import LevelsError
from fesgrade.standards import Standard

#: How lines begin or end that count or add up what stands above them.
_SUMS = ("total", "totals", "subtotal", "subtotals", "sub-total", "sub total", "sum", "count", "average", "mean")
_BEGINS = tuple(f"{word}{sign}" for word in (*_SUMS, "grand total") for sign in (" ", ":"))
_ENDS = tuple(f" {word}" for word in _SUMS)


def without_lines(sheet: Sheet, found: Columns, standard: Standard) -> Sheet:
    """Return the sheet without lines that are no positions; notes say which were left out."""
    if not found.factors:
        return sheet
    again = _headings_again(sheet, found)
    first = sheet.columns[next(iter(found.factors.values()))]
    sums: set[int] = set()
    for name, cells in sheet.columns.items():
        said = _sums_in(cells) if name not in found.factors.values() else ()
        if said:
            sums |= {at for at, cell in enumerate(cells) if cell in said}
    sums = {at for at in sums if not any(_names_level(sheet, found, key, at, standard) for key in found.factors)}
    remarks = {at for at, cell in enumerate(first) if not cell.strip() and _is_remark(sheet, at)} - sums
    dropped = again | sums | remarks
    if not dropped or len(dropped) == len(sheet):
        return sheet
    notes = [
        note.format(rows_words([sheet.lines[at] for at in sorted(places)]))
        for places, note in (
            (again, "The headings come again in {}; they are no position."),
            (sums, "Totals or counts stand in {}, without levels; they are no positions."),
            (remarks, "One text stands in {}, and no level; a remark is no position."),
        )
        if places
    ]
    kept = [at for at in range(len(sheet)) if at not in dropped]
    columns = {heading: [cells[at] for at in kept] for heading, cells in sheet.columns.items()}
    lines = [sheet.lines[at] for at in kept]
    return replace(sheet, columns=columns, lines=lines, notes=(*sheet.notes, *notes))


def _headings_again(sheet: Sheet, found: Columns) -> set[int]:
    """Return the places of rows that only name the columns again, or say that levels stand below."""
    heading, *others = found.factors.values()
    cells = sheet.columns[heading]
    named = {cell for cell in set(cells) if cell == heading or _is_second(cell)}
    places = [at for at, cell in enumerate(cells) if cell in named] if named else []
    return {at for at in places if all(_is_heading(sheet.columns[other][at], other) for other in others)}


def _is_second(cell: str) -> bool:
    """Return whether a cell only says that levels stand below it, as a second row of headings does."""
    return heading_words(cell) in ("level", "levels", "factor level", "fl", "lvl")


def _is_heading(cell: str, heading: str) -> bool:
    return cell == heading or not cell.strip() or _is_second(cell)


def _is_remark(sheet: Sheet, at: int) -> bool:
    """Return whether a row holds one text of several words or with a colon behind it, and nothing else."""
    if len(sheet.columns) < 4:
        return False
    filled = [cells[at] for cells in sheet.columns.values() if cells[at].strip()]
    return len(filled) == 1 and (len(filled[0].split()) > 1 or filled[0].strip().endswith(":"))


def _sums_in(cells: Sequence[str]) -> set[str]:
    """Return the cells that name a sum or a count; most columns hold no such word, and are seen through at once."""
    distinct = set(cells)
    text = "\n".join(distinct).lower()
    return {cell for cell in distinct if _is_sum(cell)} if any(word in text for word in _SUMS) else set()


def _is_sum(cell: str) -> bool:
    """Return whether a cell begins or ends as the first cell of a total does: ``Subtotal``, ``Staffing Total:``."""
    plain = cell.lower().strip(" :\xa0")
    return plain in _SUMS or plain.startswith(_BEGINS) or plain.endswith(_ENDS)


def _names_level(sheet: Sheet, found: Columns, key: str, at: int, standard: Standard) -> bool:
    cell = sheet.columns[found.factors[key]][at]
    try:
        return bool(cell.strip()) and bool(read_cell(key, cell, standard))
    except LevelsError:
        return False
