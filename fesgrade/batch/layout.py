"""How a table of positions is laid out: its headings, levels in one column, a row a factor, lines that are no position.

A table is brought into one form, a row a position and a column a factor, and the notes say what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fesgrade.batch.columns import ROLES, Columns, factor_of, factor_words, heading_words, recognize
from fesgrade.batch.leftout import without_lines
from fesgrade.batch.reshaped import FACTOR, LEVEL, positions_of, taken_apart, tall_of, together
from fesgrade.cells import CHART, read_cell
from fesgrade.files import sheets
from fesgrade.files.sheets import Sheet
from fesgrade.files.tabular import CERTAIN, Rank
from fesgrade.levels import LevelsError, in_common
from fesgrade.standards import Catalog, Standard
from fesgrade.tables import Tables, load

#: So many rows are looked at to see what a column holds, and this share of its cells must hold it.
_LOOKED, _MOST = 200, 0.6


def read_positions(
    source: bytes | Path | str, name: str = "", standard: str = "gs-0201", *, data: Tables = None, **how: Any
) -> Sheet:
    """Read a table of positions as it stands, its headings found by what they say; ``how`` goes to ``sheets.read``.

    Raises :class:`~fesgrade.files.sheets.SheetError` for a file that cannot be read as a table, and
    :class:`~fesgrade.levels.LevelsError` for an unknown standard.
    """
    catalog = load(data)
    return sheets.read(source, name, rank=rank_of(in_common(standard, catalog), catalog), **how)


def rank_of(standard: Standard, catalog: Catalog) -> Rank:
    """Return what tells how much a row looks like the headings of a table of positions."""
    others = [each for each in catalog.standards.values() if each is not standard]

    def rank(cells: Sequence[str]) -> int:
        if _is_headed(cells, standard):
            return CERTAIN
        if any(_is_headed(cells, each) for each in others):
            return 20
        words = {heading_words(cell) for cell in cells}
        if words & {*LEVEL} and words & {*FACTOR}:
            return 15
        roles = sum(bool(words & {*names}) for names in ROLES.values())
        return roles if roles > 1 else 0

    return rank


def _is_headed(cells: Sequence[str], standard: Standard) -> bool:
    """Return whether cells name three factors in words, or all of them: a bare 7 may be a level as well."""
    keys = {cell: key for cell in cells if len(cell) < 80 and (key := factor_of(factor_words(cell), standard))}
    named = [
        key for cell, key in keys.items() if not factor_words(cell).startswith(("level", "fl")) and _has_words(cell)
    ]
    covered = {*keys.values(), *(("6", "7") if CHART in keys.values() else ())}
    return len(set(named)) > 2 or covered >= standard.by_factor.keys()


def _has_words(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


# One form -----------------------------------------------------------------------------------------


def arrange(sheet: Sheet, standard: Standard, *, data: Tables = None) -> Sheet:
    """Return the sheet with a row for each position and a column for each factor, as far as it can be seen.

    Levels of all factors in one column are taken apart into columns of their own, a row for each factor becomes one
    for each position, and headings that come again, totals and subtotals are left out; the notes say so.
    """
    found = recognize(sheet.headings, standard.id, data=data)
    if len(found.factors) < 3:
        tall = tall_of(sheet, found, standard)
        if tall:
            return positions_of(sheet, tall, standard)
        heading = together(sheet, standard)
        if heading:
            sheet = taken_apart(sheet, heading, standard)
            found = recognize(sheet.headings, standard.id, data=data)
    if len({"6", "7"} & set(found.missing)) == 1:
        sheet = _chart_named(sheet, found, standard)
        found = recognize(sheet.headings, standard.id, data=data)
    return without_lines(sheet, found, standard)


def _chart_named(sheet: Sheet, found: Columns, standard: Standard) -> Sheet:
    """Return the sheet with another heading for its only column of factors 6 and 7, if that holds the chart."""
    heading = found.factors.get("6", found.factors.get("7", ""))
    some = [cell for cell in sheet.columns.get(heading, ())[:_LOOKED] if cell.strip()]
    if not some or sum(_is_chart(cell, standard) for cell in some) < _MOST * len(some):
        return sheet
    name = f"{heading} (factors 6 and 7)" if "Factors 6/7" in sheet.columns else "Factors 6/7"
    columns = {name if each == heading else each: cells for each, cells in sheet.columns.items()}
    note = f"{heading!r} holds cells of the contacts chart; here it is {name!r}, for both factors."
    return replace(sheet, columns=columns, notes=(*sheet.notes, note))


def _is_chart(cell: str, standard: Standard) -> bool:
    try:
        return len(read_cell(CHART, cell, standard).levels) == 2 and not cell.strip().isdigit()
    except LevelsError:
        return False
