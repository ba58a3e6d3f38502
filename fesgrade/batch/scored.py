"""A spreadsheet of positions, scored: :mod:`fesgrade.files.sheets` and :mod:`fesgrade.frames` put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import pandas as pd

from fesgrade.batch.columns import Columns
from fesgrade.batch.reading import LevelCells, read_columns
from fesgrade.files import sheets
from fesgrade.files.sheets import Sheet
from fesgrade.files.tabular import Progress
from fesgrade.frames import score
from fesgrade.frames.columns import NO_STANDARD, SHOWN, ByRow, FrameError, by_row, kept_name, results_of
from fesgrade.levels import BY_COLUMN, in_common
from fesgrade.standards import Standard
from fesgrade.tables import Tables, load

#: Rows scored at a time where progress is shown.
STEP = 20_000
#: Rows written at a time; an XLSX file takes far longer for each.
WRITTEN = 1_000


# Scoring ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scored:
    """A scored sheet: a row a position, its own columns first.

    ``factors`` and ``roles`` are those of :class:`Columns`, with the names that the columns have here. ``lines`` has
    the number of each row in the file; ``notes`` say what was read otherwise than it stands there. ``by_row`` says the
    standard of each row; ``standard`` is then the one whose points and grades all of them share.
    """

    frame: pd.DataFrame
    standard: Standard
    factors: Mapping[str, str]
    roles: Mapping[str, str]
    lines: Sequence[int]
    notes: tuple[str, ...] = ()
    by_row: ByRow | None = None

    def standard_at(self, place: int) -> Standard:
        """Return the standard by which a good row was graded, by its place in the frame."""
        if self.by_row is None:
            return self.standard
        name = str(self.frame[self.by_row.column].iloc[place]).strip().lower()
        return self.by_row.standards[self.by_row.places[name] - 1]

    @property
    def good(self) -> pd.DataFrame:
        """The rows that have a grade."""
        return self.frame[self.frame["total"].notna()]


def score_sheet(
    sheet: Sheet,
    columns: Columns,
    standard: str = "gs-0201",
    *,
    kind_of_work: str | None = None,
    data: Tables = None,
    progress: Progress | None = None,
) -> Scored:
    """Score every row of a sheet, with its columns as :func:`recognize` proposed or people chose them.

    The frame is what :func:`fesgrade.frames.score` gives. ``progress`` is told how many rows are done.
    ``standard`` may be ``"column:HEADING"``, the column that names the standard of each row.
    Raises :class:`~fesgrade.frames.FrameError` for a factor without a column or a column chosen twice, and
    :class:`~fesgrade.levels.LevelsError` for an unknown standard or kind of work.
    """
    catalog = load(data)
    chosen = in_common(standard, catalog)
    parts = []
    levels = read_columns(sheet, columns, chosen)
    for part in scored_parts(sheet, columns, standard, levels=levels, kind_of_work=kind_of_work, data=catalog):
        parts.append(part)
        if progress:
            progress(min(len(parts) * STEP, len(sheet)), len(sheet))
    frame = parts[0]
    if len(parts) > 1:
        # The findings of each part are categories of its own.
        frame = pd.concat([part.astype({"findings": "object"}) for part in parts], ignore_index=True)
        frame = frame.astype({"findings": "category"})
    names = own_names(sheet, chosen)
    by = by_row(standard, catalog)
    return Scored(
        frame,
        chosen,
        factors={key: names[heading] for key, heading in columns.factors.items()},
        roles={role: names[heading] for role, heading in columns.roles.items() if heading in names},
        lines=sheet.lines,
        by_row=replace(by, column=names[by.column]) if by else None,
        notes=(*sheet.notes, *columns.notes, *levels.notes),
    )


def scored_parts(
    sheet: Sheet,
    columns: Columns,
    standard: str = "gs-0201",
    *,
    levels: LevelCells | None = None,
    kind_of_work: str | None = None,
    data: Tables = None,
) -> Iterator[pd.DataFrame]:
    """Yield the scored rows of a sheet, :data:`STEP` at a time, so that not all of them need be in memory.

    ``levels`` are what was read of the columns, where that was done before.
    """
    catalog = load(data)
    chosen = in_common(standard, catalog)
    by = by_row(standard, catalog)
    _check(sheet, columns, chosen, by.column if by else None)
    read = levels or read_columns(sheet, columns, chosen)
    names = own_names(sheet, chosen)
    for start in range(0, max(len(sheet), 1), STEP):
        cells = sheet.part(start, start + STEP)
        kept = pd.DataFrame({name: cells[heading] for heading, name in names.items()}, dtype="object")
        factors = pd.DataFrame({f"factor_{key}": column[start : start + STEP] for key, column in read.cells.items()})
        if by is not None:
            factors["standard"] = cells[by.column]
        scored = score(
            factors, standard if by is None else f"{BY_COLUMN}standard", kind_of_work=kind_of_work, data=catalog
        )
        bad = scored.index[scored["errors"].notna()]
        if len(bad):
            scored.loc[bad, "errors"] = [_errors(read, start + at, by, factors, at) for at in bad]
        yield pd.concat([kept, scored.drop(columns=list(factors))], axis="columns")


def _errors(read: LevelCells, row: int, by: ByRow | None, part: pd.DataFrame, at: int) -> str:
    """Return what is wrong in a row: with the standard that it names, where it names one, and with each cell."""
    if by is None:
        return read.errors(row)
    name = str(part["standard"].iloc[at]).strip()
    before, after = by.refusal
    fault = "" if name.lower() in by.places else f"{before}{name[:SHOWN]}{after}" if name else NO_STANDARD
    return " ".join(filter(None, (fault, read.errors(row))))


def _check(sheet: Sheet, columns: Columns, standard: Standard, by: str | None) -> None:
    taken = list(columns.factors.values())
    covered = {*columns.factors, *(("6", "7") if "6/7" in columns.factors else ())}
    faults = [f"{sheet.name} has no column {heading!r}." for heading in taken if heading not in sheet.columns]
    faults += [
        f"The column {heading!r} is chosen for {taken.count(heading)} factors; a column holds one."
        for heading in dict.fromkeys(taken)
        if taken.count(heading) > 1
    ]
    faults += [
        f"No column is chosen for {factor.title}; choose one, or give it a heading such as Factor {factor.id}."
        for factor in standard.factors
        if factor.id not in covered
    ]
    if by is not None and by not in sheet.columns:
        faults.append(
            f"{sheet.name} has no column {by!r} to name the standard of each row."
            if by
            else "No column is chosen for the standard of each row; choose one, or give it the heading Standard."
        )
    if faults:
        raise FrameError(faults)


def own_names(sheet: Sheet, standard: Standard) -> dict[str, str]:
    """Map the headings of a sheet to the columns of the scored frame, without the results of an earlier scoring."""
    results = set(results_of(standard))
    headings = [heading for heading in sheet.headings if not (results <= set(sheet.headings) and heading in results)]
    names: dict[str, str] = {}
    for heading in headings:
        name, number = kept_name(heading, standard), 2
        while name in names.values() or (name != heading and name in headings):
            name = f"{kept_name(heading, standard)} ({number})"
            number += 1
        names[heading] = name
    return names


def rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a scored frame as plain values."""
    return zip(*(plain_cells(frame[name]) for name in frame), strict=True)


def plain_cells(column: pd.Series) -> list[Any]:
    """Return a column as whole numbers, texts, and ``None`` for nothing."""
    cells = column.astype("object")
    return list(cells.where(cells.notna(), None))


def write(out: BinaryIO, kind: str, frame: pd.DataFrame, *, progress: Progress | None = None) -> None:
    """Write a scored frame as ``"csv"`` or ``"xlsx"``, so that nothing in it runs (``sheets.write``).

    ``progress`` is told how many rows are written.
    """

    def counted() -> Iterator[tuple[object, ...]]:
        for count, row in enumerate(rows(frame), start=1):
            yield row
            if progress and count % WRITTEN == 0:
                progress(count, len(frame))

    sheets.write(out, kind, list(frame), counted())
