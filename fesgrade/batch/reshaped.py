"""Tables of positions in another form: the levels of all factors in one column, or a row for each factor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fesgrade.batch.columns import Columns, factor_of, factor_words, heading_words
from fesgrade.cells import CHART, read_cell
from fesgrade.files.sheets import Sheet, rows_words
from fesgrade.frames.columns import factor_key
from fesgrade.levels import LevelsError, read_levels
from fesgrade.shares import thousands_joined
from fesgrade.standards import Level, Standard

#: Headings of a table with a row for each factor.
FACTOR = ("factor", "factor no", "factor number", "fes factor", "factor name", "factor id", "element")
LEVEL = ("level", "factor level", "fl", "level code", "fes level", "credited level", "level credited", "level assigned",
         "assigned level", "level points", "levels", "rating", "code")  # fmt: skip
POINTS = ("points", "pts", "point value", "factor points", "points assigned", "assigned points")
#: So many rows are looked at to see what a column holds, and this share of its cells must hold it.
_LOOKED, _MOST = 200, 0.6


# All levels in one column --------------------------------------------------------------------------


def together(sheet: Sheet, standard: Standard) -> str:
    """Return the heading of the column whose cells hold the levels of most factors each, blank without one."""
    for heading, cells in sheet.columns.items():
        some = [cell for cell in cells[:_LOOKED] if cell.strip()]
        many = [cell for cell in some if len(cell) > 8 and 2 * len(_codes(cell, standard)[0]) > len(standard.factors)]
        if some and len(many) >= _MOST * len(some):
            return heading
    return ""


def _codes(cell: str, standard: Standard) -> tuple[dict[str, str], list[str]]:
    """Return the level of each factor in a cell that holds several, and what in it is no level."""
    numbers = cell.replace(",", " ").replace("-", " ").replace(";", " ").replace("/", " ").split()
    if len(numbers) == len(standard.factors) and all(len(number) == 1 and number.isdigit() for number in numbers):
        return dict(zip(standard.by_factor, numbers, strict=True)), []  # the numbers of the levels, in their order
    plain = cell.replace("|", " ").replace("\n", " ")
    for text in (plain, plain if CHART in plain else plain.replace("/", " ")):
        try:
            return {key: level.code for key, level in read_levels(text, standard, partial=True).items()}, []
        except LevelsError:
            continue
    pieces = _pieces(cell, standard)
    if 2 * len(pieces) > len(standard.factors):
        return pieces, []
    found: dict[str, str] = {}
    others: list[str] = []
    for text in plain.replace(",", " ").replace(";", " ").split():
        try:
            found |= {key: level.code for key, level in read_levels([text], standard, partial=True).items()}
        except LevelsError:
            key = factor_key(text.partition("-")[0], standard)
            if key and key not in found:
                found[key] = text
            else:
                others.append(text)
    return found, others


def _pieces(cell: str, standard: Standard) -> dict[str, str]:
    """Return by factor what stands between separators where each piece says its factor: ``1-7 (1,250); 2-4 (450)``."""
    plain = thousands_joined(cell)
    separator = next((sign for sign in ("\n", ";", "|", ",") if sign in plain), "")
    if not separator:
        return {}
    found: dict[str, str] = {}
    for piece in filter(None, map(str.strip, plain.split(separator))):
        first = next(iter(piece.replace("(", " ").replace(":", " ").split()), "")
        key = next(iter(_one(first, standard)), "")
        if not key or key in found:
            return {}
        found[key] = piece
    return found


def _one(text: str, standard: Standard) -> dict[str, Level]:
    try:
        return dict(read_levels([text], standard, partial=True))
    except LevelsError:
        return {}


def taken_apart(sheet: Sheet, heading: str, standard: Standard) -> Sheet:
    columns: dict[str, list[str]] = {f"Factor {factor.id}": [] for factor in standard.factors}
    known: dict[str, dict[str, str]] = {}
    for cell in sheet.columns[heading]:
        if cell not in known:
            levels, others = _codes(cell, standard)
            # What is no level stands where one is lacking, so that the row's error shows it.
            known[cell] = dict.fromkeys(standard.by_factor, " ".join(others)) | levels
        for key, text in known[cell].items():
            columns[f"Factor {key}"].append(text)
    note = f"The column {heading!r} holds the levels of all factors; each was given a column of its own."
    return replace(sheet, columns={**sheet.columns, **columns}, notes=(*sheet.notes, note))


# A row a factor -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tall:
    """The headings of a table with a row for each factor; blank for those that it does not have."""

    position: str
    factor: str
    level: str
    points: str


def tall_of(sheet: Sheet, found: Columns, standard: Standard) -> Tall | None:
    words = {heading: heading_words(heading) for heading in sheet.headings}

    def headed(names: Sequence[str]) -> str:
        return next((heading for name in names for heading, word in words.items() if word == name), "")

    level, factor, points = headed(LEVEL), headed(FACTOR), headed(POINTS)
    position = found.roles.get("position") or found.roles.get("title") or ""
    if not level or (not factor and not position):
        return None
    some = [cell for cell in sheet.columns[factor or level][:_LOOKED] if cell.strip()]
    known = [cell for cell in some if (_factor_in(cell, standard) if factor else len(_codes(cell, standard)[0]) == 1)]
    if not some or len(known) < _MOST * len(some):
        return None
    return Tall(position, factor, level, points)


def _factor_in(cell: str, standard: Standard) -> str:
    """Return the factor that a cell names by number or by name, blank for anything else."""
    return factor_key(cell.removesuffix(".0"), standard) or factor_of(factor_words(cell), standard) or ""


def positions_of(sheet: Sheet, tall: Tall, standard: Standard) -> Sheet:
    """Return a sheet with a row for each position of one that has a row for each factor."""
    taken = (tall.factor, tall.level, tall.points)
    own = [each for each in sheet.headings if each not in taken and heading_words(each) not in FACTOR]
    rows: dict[str, dict[str, str]] = {}
    lines: list[int] = []
    left: list[int] = []
    last = ""
    for line, cells in zip(sheet.lines, _rows(sheet), strict=True):
        last = cells.get(tall.position, "").strip() or last
        key, level = _level_in(cells, tall, standard)
        if not key:
            left.append(line)
            continue
        name = " ".join(last.split())
        if name not in rows:
            rows[name] = {heading: cells[heading] for heading in own} | ({tall.position: last} if tall.position else {})
            lines.append(line)
        row = rows[name]
        head = f"Factor {key}"
        row[head] = level if row.get(head, "") in ("", level) or not level else f"{row[head]} and {level}"
        for heading in own:
            row[heading] = row[heading] or cells[heading]
    chart = f"Factor {CHART}"
    if any("Factor 6" in row or "Factor 7" in row for row in rows.values()):
        for row in rows.values():  # one form for all: a cell of the chart is read in the column of factor 6 as well
            if chart in row:
                row.setdefault("Factor 6", row.pop(chart))
    heads = [
        f"Factor {key}" for key in (*standard.by_factor, CHART) if any(f"Factor {key}" in row for row in rows.values())
    ]
    columns = {heading: [row.get(heading, "") for row in rows.values()] for heading in [*own, *heads]}
    many = f"{len(rows):,} positions" if len(rows) != 1 else "one position"
    note = f"{sheet.name} has a row for each factor; its {len(sheet):,} rows were read as {many}."
    notes = [*sheet.notes, note]
    if left:
        notes.append(f"No factor stands in {rows_words(left)}; left out.")
    return replace(sheet, columns=columns, lines=lines, notes=tuple(notes))


def _rows(sheet: Sheet) -> Iterator[Mapping[str, str]]:
    for row in zip(*sheet.columns.values(), strict=True):
        yield dict(zip(sheet.headings, row, strict=True))


def _level_in(cells: Mapping[str, str], tall: Tall, standard: Standard) -> tuple[str, str]:
    """Return the factor of a row and its level, with the points where a column has them; blank where there is none."""
    level, points = cells[tall.level].strip(), cells.get(tall.points, "").strip()
    if tall.factor:
        key = _factor_in(cells[tall.factor].strip(), standard)
    else:
        codes = _codes(level, standard)[0]
        key = CHART if len(codes) == 2 else next(iter(codes), "")
    if key and level and points:
        try:
            read_cell(key, f"{level} ({points} points)", standard)
        except LevelsError:
            return key, f"{level} ({points} points)"
    return key, level or points
