"""The levels in the columns of a spreadsheet: what each cell names, and what was read otherwise than it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from fesgrade.batch.columns import Columns
from fesgrade.cells import CHART, Cell, Otherwise, given_as, read_cell
from fesgrade.files.sheets import Sheet
from fesgrade.frames.columns import SHOWN, missing_sentence, refusal
from fesgrade.levels import LevelsError, read_levels
from fesgrade.standards import Standard


@dataclass(frozen=True)
class LevelCells:
    """The columns of the factors, ready to be scored.

    ``cells`` has the cells by factor, those that were read otherwise as the codes they were read as. ``faults`` has
    the sentence for each cell, as it stands in ``cells``, that names no level. ``notes`` say what was read otherwise.
    """

    cells: Mapping[str, Sequence[str]]
    faults: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...] = ()

    def errors(self, row: int) -> str:
        """Return the sentences for a row, blank where every factor has a level."""
        return " ".join(filter(None, (self.faults[key].get(cells[row], "") for key, cells in self.cells.items())))


@dataclass(frozen=True)
class _Column:
    """A column by its distinct cells: what was read and what was refused; ``few`` are points in a row of points."""

    read: Mapping[str, Cell]
    faults: Mapping[str, str]
    few: Mapping[str, Cell]

    @property
    def otherwise(self) -> dict[str, Cell]:
        return {text: cell for text, cell in self.read.items() if cell.how}

    @property
    def charts(self) -> dict[str, Cell]:
        return {text: cell for text, cell in self.read.items() if cell.how == "chart"}


def read_columns(sheet: Sheet, columns: Columns, standard: Standard) -> LevelCells:
    """Read the levels in the columns that were chosen; columns that the sheet does not have are left out.

    A number of one figure counts as points only in a column that has no level as it stands, or in a row of points.
    """
    chosen = {key: sheet.columns[heading] for key, heading in columns.factors.items() if heading in sheet.columns}
    read = {key: _read_column(key, cells, standard) for key, cells in chosen.items()}
    found = Otherwise()
    codes: dict[str, Sequence[str]] = {}
    faults = {key: dict(column.faults) for key, column in read.items()}
    for key, cells in chosen.items():
        plain = {text: cell for text, cell in read[key].otherwise.items() if cell.how != "chart"}
        lines: dict[str, list[int]] = {text: [] for text in plain}
        for line, text in zip(sheet.lines, cells, strict=True) if plain else ():
            if text in plain:
                lines[text].append(line)
        for text, cell in plain.items():
            found.add(cell, text, lines[text])
        named = {text: _code(key, cell) for text, cell in plain.items()}
        codes[key] = [named.get(text, text) for text in cells] if named else cells
    if any(column.few for column in read.values()):
        codes |= _rows_of_points(sheet, chosen, read, found, codes)
    if "6" in codes and "7" in codes and (read["6"].charts or read["7"].charts):
        codes |= _charts(sheet, chosen, read, found, codes)
        faults["6"] |= {text: _chart_fault("6", text, standard) for text in read["6"].charts}
        faults["7"] |= {text: _chart_fault("7", text, standard) for text in read["7"].charts}
    return LevelCells(codes, faults, tuple(found.sentences()))


def _read_column(key: str, cells: Sequence[str], standard: Standard) -> _Column:
    factors = [standard.by_factor[factor] for factor in (("6", "7") if key == CHART else (key,))]
    before, after = refusal(factors)
    read: dict[str, Cell] = {}
    faults: dict[str, str] = {}
    few: dict[str, Cell] = {}
    for text in dict.fromkeys(cells):
        if not text.strip():
            faults[text] = missing_sentence(factors)
            continue
        try:
            read[text] = read_cell(key, text, standard)
        except LevelsError as error:
            # A plain refusal is told as frames tell it, any other explains itself.
            plain = f"{before}{text.strip()[:SHOWN]}{after}"
            faults[text] = plain if _is_plain(key, text, error, standard) else error.faults[0]
            if len(text.strip()) == 1:
                with suppress(LevelsError):
                    few[text] = read_cell(key, text, standard, few_points=True)
    if few and not any(cell.how == "" for cell in read.values()):
        return _Column(read | few, {text: fault for text, fault in faults.items() if text not in few}, {})
    return _Column(read, faults, few)


def _rows_of_points(
    sheet: Sheet,
    chosen: Mapping[str, Sequence[str]],
    read: Mapping[str, _Column],
    found: Otherwise,
    codes: Mapping[str, Sequence[str]],
) -> dict[str, Sequence[str]]:
    """Return the columns with numbers of one figure read as points in the rows in which all other cells are points."""
    made = {key: list(codes[key]) for key, column in read.items() if column.few}
    places = {at for key in made for at, text in enumerate(chosen[key]) if text in read[key].few}
    for at in sorted(places):
        few = {key: read[key].few[chosen[key][at]] for key in made if chosen[key][at] in read[key].few}
        others = [read[key].read.get(cells[at]) for key, cells in chosen.items() if key not in few]
        if len(others) > 2 and all(cell is not None and cell.how == "points" for cell in others):
            for key, cell in few.items():
                made[key][at] = _code(key, cell)
                found.add(cell, chosen[key][at], [sheet.lines[at]])
    return dict(made)


def _is_plain(key: str, text: str, refused: LevelsError, standard: Standard) -> bool:
    """Return whether a cell was refused as it stands, and no other reading has more to say about it."""
    try:
        read_levels({key: text}, standard, partial=True)
    except LevelsError as error:
        return error.faults == refused.faults
    return False


def _code(key: str, cell: Cell) -> str:
    """Return what stands for a cell where a level is wanted: ``1-7``, or ``2b`` for the chart."""
    if key == CHART:
        return f"{cell.levels['6'].number}{'abcd'[cell.levels['7'].number - 1]}"
    return cell.levels[key].code


# A cell of the chart in the column of one factor ---------------------------------------------------


def _charts(
    sheet: Sheet,
    chosen: Mapping[str, Sequence[str]],
    read: Mapping[str, _Column],
    found: Otherwise,
    codes: Mapping[str, Sequence[str]],
) -> dict[str, Sequence[str]]:
    """Return the columns of factors 6 and 7 with the levels of the chart's cells, where nothing else stands beside."""
    six, seven = list(codes["6"]), list(codes["7"])
    for at, (left, right) in enumerate(zip(chosen["6"], chosen["7"], strict=True)):
        for cell, text, other, beside in (
            (read["6"].charts.get(left), left, right, "7"),
            (read["7"].charts.get(right), right, left, "6"),
        ):
            if cell and _agrees(cell, other, read[beside]):
                six[at], seven[at] = cell.levels["6"].code, cell.levels["7"].code
                found.add(cell, text, [sheet.lines[at]])
                break
    return {"6": six, "7": seven}


def _agrees(cell: Cell, other: str, column: _Column) -> bool:
    """Return whether what stands in the other column is blank, or says the same."""
    beside = column.read.get(other)
    return not other.strip() or (
        beside is not None and all(cell.levels[factor] is level for factor, level in beside.levels.items())
    )


def _chart_fault(key: str, text: str, standard: Standard) -> str:
    other = "7" if key == "6" else "6"
    return (
        f"{given_as(key, text.strip(), standard)}, a cell of the contacts chart, and factor {other} is given otherwise "
        f"beside it; leave factor {other} blank, or write both levels."
    )
