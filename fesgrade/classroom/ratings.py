"""Rating together: blind ratings of several people, how far they agree, and on what they do not.

Ratings come from the files that students save on the Practice page, or from a CSV or XLSX file with the columns
rater, case, factor, level, and where they are told round and reason. Whatever cannot be used is refused by file and
row; everything else is kept.

Levels are ordered but not evenly spaced, so agreement is told in three ways: the share of pairs of raters who
chose the same level, the share of those at most one level apart, and Krippendorff's alpha for ordered values,
which corrects for chance. Alpha comes from the package ``krippendorff``; it and numpy are
imported only where they are needed, and without them everything but alpha is still there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from fesgrade.cells import Cell, Otherwise, read_cell
from fesgrade.check.shapes import factor_name
from fesgrade.classroom.practice import Practice
from fesgrade.classroom.results import LONGEST_NAME, LONGEST_REASON, open_results
from fesgrade.files.jsonfile import JsonFileError, shorten
from fesgrade.files.sheets import MAX_ROWS
from fesgrade.files.tabular import Row, kind_of, open_table
from fesgrade.files.xlsx import SheetError
from fesgrade.levels import LevelsError, find_standard
from fesgrade.standards import Level, Standard

#: Read at most this much, so that a wrong file cannot stop a server.
LARGEST, MOST_RATINGS = 20_000_000, 500_000
_COLUMNS = ("rater", "case", "factor", "level")
_MAY = ("round", "reason")
_ROUNDS = {"": "before", "1": "before", "before": "before", "2": "after", "after": "after"}


class Rating(NamedTuple):
    """One rater's level for one factor of one case, and the reason if one was told; ``place`` is where it was read."""

    rater: str
    case: str
    factor: str
    level: Level
    round: str
    place: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ratings:
    """All ratings that could be used, and a sentence for each thing that was left out.

    ``notes`` say what was read otherwise than it stands in a file: dates that were levels, titles above the headings.
    ``standards`` maps each case that was rated to its standard.
    """

    rows: tuple[Rating, ...]
    faults: tuple[str, ...]
    standards: Mapping[str, Standard]
    notes: tuple[str, ...] = ()

    @property
    def raters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.rater for row in self.rows))

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(self.standards)


# Reading ----------------------------------------------------------------------------------------


def read(files: Mapping[str, bytes], practice: Practice, *, others: str = "") -> Ratings:
    """Read ratings from files: name -> content, either saved results (JSON) or a table (CSV, XLSX), in the order given.

    A blank level is a missing rating, which is allowed. Refused, with file and row, are: an unknown case,
    factor, level or round; a rating given twice by the same rater for the same case, factor and round (the
    first stays); a file that cannot be read at all. Names of raters are compared without regard to capitals
    and spacing. ``others`` is the id of a standard by which cases that are not practice cases are rated;
    without it they are refused. :class:`~fesgrade.levels.LevelsError` when there is no such standard.
    """
    reading = _Reading(practice, find_standard(others, practice.catalog) if others else None)
    for name, content in files.items():
        if len(content) > LARGEST:
            reading.faults.append(f"{name} has {len(content):,} bytes; at most {LARGEST:,} are read.")
        elif kind_of(content, name) == "json":
            reading.results(name, content)
        else:
            reading.table(name, content)
    return Ratings(tuple(reading.rows), tuple(reading.faults), dict(reading.standards), tuple(reading.notes))


def _rank(cells: Sequence[str]) -> int:
    """Return how many of the columns a row names, where it may be the row of headings."""
    named = {cell.strip().casefold() for cell in cells}
    return sum(column in named for column in _COLUMNS) // 2


class _Reading:
    """The ratings kept so far, where each was read, and the faults."""

    def __init__(self, practice: Practice, others: Standard | None) -> None:
        self.practice = practice
        self.others = others
        self.rows: list[Rating] = []
        self.faults: list[str] = []
        self.notes: list[str] = []
        self.standards: dict[str, Standard] = {}
        self.names: dict[str, str] = {}
        self.full = False
        self.seen: dict[tuple[str, str, str, str], str] = {}
        # The same few notations come again and again, so each is read once.
        self.notations: dict[tuple[str, str, str], tuple[Cell | None, tuple[str, ...]]] = {}

    # Files

    def results(self, name: str, content: bytes) -> None:
        try:
            opened = open_results(content, self.practice, name)
        except JsonFileError as error:
            self.faults += error.faults
            return
        self.faults += [f"{name}: {fault}" for fault in opened.faults]
        rater = opened.results.rater or PurePath(name).stem
        for number, attempt in enumerate(opened.results.attempts):
            standard = self.practice.standard(attempt.case)
            levels = [standard.by_code[code] for _, code in attempt.levels]
            place = f"{name}, attempts[{number}]"
            reasons = dict(attempt.reasons)
            self._keep(rater, attempt.case, levels, standard, round=attempt.round, place=place, reasons=reasons)

    def table(self, name: str, content: bytes) -> None:
        try:
            table = open_table(content, name, max_rows=MAX_ROWS, one_line=True, rank=_rank)
            self.notes += table.notes
            rows = table.rows
            first = next(rows, None)
            if first is None:
                self.faults.append(f"{name} is empty; it needs the columns {', '.join(_COLUMNS)}.")
                return
            if first.fault:
                self.faults.append(f"{name}, row {first.line} {first.fault}.")
                return
            header = [cell.strip().casefold() for cell in first.cells]
            while not header[-1]:
                header.pop()
            missing = [column for column in _COLUMNS if column not in header]
            twice = [column for column in (*_COLUMNS, *_MAY) if header.count(column) > 1]
            self.faults += [f"{name}, row {first.line}: the column {column} is missing." for column in missing]
            self.faults += [f"{name}, row {first.line}: the column {column} stands twice." for column in twice]
            if missing or twice:
                return
            columns = {column: header.index(column) for column in (*_COLUMNS, *_MAY) if column in header}
            otherwise = Otherwise()
            for row in rows:
                # A spreadsheet leaves out blank cells at the end of a row; in CSV a short row has lost something.
                missing_cells = len(header) - len(row.cells) if kind_of(content) == "xlsx" else 0
                cells = [*row.cells, *[""] * missing_cells]
                self._row(f"{name}, row {row.line}", row._replace(cells=cells), columns, len(header), otherwise)
            self.notes += [f"{name}: {sentence}" for sentence in otherwise.sentences()]
        except SheetError as error:
            self.faults += error.faults

    def _row(self, place: str, row: Row, columns: Mapping[str, int], width: int, otherwise: Otherwise) -> None:
        cells = row.cells
        if row.fault or len(cells) < width or any(cell.strip() for cell in cells[width:]):
            self.faults.append(f"{place} {row.fault or f'has {len(cells)} cells, not {width}'}.")
            return
        found = {name: cells[column].strip() for name, column in columns.items()}
        rater, case, factor, level = (found[name] for name in _COLUMNS)
        if not level:
            return
        given = found.get("round", "")
        round = _ROUNDS.get(given.casefold())
        standard = self._standard(case)
        if not (rater and case and factor):
            blank = [name for name, cell in zip(_COLUMNS, (rater, case, factor), strict=False) if not cell]
            self.faults.append(f"{place}: {' and '.join(blank)} must be filled.")
        elif len(rater) > LONGEST_NAME:
            self.faults.append(f"{place}: the rater's name has more than {LONGEST_NAME} characters.")
        elif round is None:
            self.faults.append(f"{place}: round is {shorten(given)}; it must be before or after, or 1 or 2.")
        elif standard is None:
            self.faults.append(f"{place}: {shorten(case)} is not a case at hand.")
        else:
            read, faults = self._levels(standard, factor, level)
            self.faults += [f"{place}: {fault}" for fault in faults]
            if read:
                otherwise.add(read, level, [row.line])
                levels = [*read.levels.values()]
                reasons = dict.fromkeys(read.levels, found.get("reason", "")[:LONGEST_REASON])
                self._keep(rater, case, levels, standard, round=round, place=place, reasons=reasons)

    # Ratings

    def _standard(self, case: str) -> Standard | None:
        found = self.practice.cases.get(case)
        if found is not None:
            return self.practice.catalog.standards[found.standard]
        return self.others if len(case) <= LONGEST_NAME else None

    def _levels(self, standard: Standard, factor: str, level: str) -> tuple[Cell | None, tuple[str, ...]]:
        notation = standard.id, factor, level
        if notation not in self.notations:
            key = factor_name(factor) or factor
            try:
                self.notations[notation] = read_cell(key, level, standard), ()
            except LevelsError as error:
                faults = [fault if len(fault) <= 300 else f"{fault[:300]}…" for fault in error.faults]
                self.notations[notation] = None, tuple(faults)
        return self.notations[notation]

    def _keep(
        self,
        rater: str,
        case: str,
        levels: Sequence[Level],
        standard: Standard,
        *,
        round: str,
        place: str,
        reasons: Mapping[str, str],
    ) -> None:
        """Keep the ratings that are new; one sentence tells those that were given already."""
        name = self.names.get(rater)
        if name is None:
            plain = " ".join(rater.split())
            name = self.names[rater] = self.names.setdefault(plain.casefold(), plain)
        again: dict[str, list[str]] = {}
        for level in levels:
            key = name, case, level.factor, round
            if key in self.seen:
                again.setdefault(self.seen[key], []).append(level.factor)
            elif len(self.rows) >= MOST_RATINGS:
                if not self.full:
                    self.faults.append(f"{place}: only the first {MOST_RATINGS:,} ratings are read.")
                self.full = True
                return
            else:
                self.seen[key] = place
                self.standards.setdefault(case, standard)
                both = (reasons.get(level.factor, ""), reasons.get(f"{level.factor}/next", ""))
                reason = " Against the next level: ".join(filter(None, both)) if both[0] else both[1]
                self.rows.append(Rating(name, case, level.factor, level, round=round, place=place, reason=reason))
        for where, factors in again.items():
            self.faults.append(
                f"{place}: {name} has rated factor {', '.join(factors)} of {case} {round} the discussion already, in "
                f"{where}; the first rating stays."
            )
