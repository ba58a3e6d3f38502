"""Rating together: blind ratings of several people, how far they agree, and on what they do not.

Ratings come from the files that students save on the Practise page, or from one CSV file with the columns
rater, case, factor, level and, if there was a second one, round. Whatever cannot be used is refused by file
and row; everything else is kept.

Levels are ordered but not evenly spaced, so agreement is told in three ways: the share of pairs of raters who
chose the same level, the share of those at most one level apart, and Krippendorff's alpha for ordered values,
which takes off what chance would give. Alpha comes from the package ``krippendorff``; it and numpy are
imported only where they are needed, and without them everything but alpha is still there.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from fesgrade.evaluation import LevelsError, find_standard, read_levels
from fesgrade.jsonfile import JsonFileError, shorten
from fesgrade.practice import LONGEST_NAME, ROUNDS, AnswerKey, Practice, open_results
from fesgrade.standards import Level, Standard

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

#: A rating this many levels from the median of the others is an outlier; it takes this many others to say so.
FAR, FEWEST_OTHERS = 2, 2
#: Resampling fewer cases than this says too little about other cases to call it an interval.
FEWEST_UNITS = 5
REPLICATES = 1_000
#: Read at most this much, so that a wrong file cannot stop a server.
LARGEST, MOST_RATINGS = 20_000_000, 500_000

_COLUMNS = ("rater", "case", "factor", "level")
_ROUNDS = {"": "before", "1": "before", "before": "before", "2": "after", "after": "after"}
_MONTHS = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d+[/.]\d+", re.IGNORECASE)


class Rating(NamedTuple):
    """One rater's level for one factor of one case; ``place`` says where it was read."""

    rater: str
    case: str
    factor: str
    level: Level
    round: str
    place: str


@dataclass(frozen=True, slots=True)
class Ratings:
    """All ratings that could be used, and a sentence for each thing that was left out.

    ``standards`` maps each case that was rated to its standard.
    """

    rows: tuple[Rating, ...]
    faults: tuple[str, ...]
    standards: Mapping[str, Standard]

    @property
    def raters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.rater for row in self.rows))

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(self.standards)


# Reading ----------------------------------------------------------------------------------------


def read(files: Mapping[str, str | bytes], practice: Practice, *, others: str = "") -> Ratings:
    """Read ratings from files: name -> content, either saved results (JSON) or CSV, in the order given.

    A blank level is a missing rating, which is allowed. Refused, with file and row, are: an unknown case,
    factor, level or round; a rating given twice by the same rater for the same case, factor and round (the
    first stays); a file that cannot be read at all. Names of raters are compared without regard to capitals
    and spacing. ``others`` is the id of a standard by which cases that are not practice cases are rated;
    without it they are refused. :class:`~fesgrade.evaluation.LevelsError` when there is no such standard.
    """
    reading = _Reading(practice, find_standard(others, practice.catalog) if others else None)
    for name, content in files.items():
        if len(content) > LARGEST:
            reading.faults.append(f"{name} has {len(content):,} bytes; at most {LARGEST:,} are read.")
        elif _is_json(content):
            reading.results(name, content)
        else:
            reading.table(name, content)
    return Ratings(tuple(reading.rows), tuple(reading.faults), dict(reading.standards))


def _is_json(content: str | bytes) -> bool:
    head = content[:100]
    text = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_csv(content: str | bytes, practice: Practice, name: str = "ratings.csv", *, others: str = "") -> Ratings:
    """Read one CSV file; see :func:`read`."""
    return read({name: content}, practice, others=others)


class _Reading:
    """The ratings kept so far, where each was read, and the faults."""

    def __init__(self, practice: Practice, others: Standard | None) -> None:
        self.practice = practice
        self.others = others
        self.rows: list[Rating] = []
        self.faults: list[str] = []
        self.standards: dict[str, Standard] = {}
        self.names: dict[str, str] = {}
        self.full = False
        self.seen: dict[tuple[str, str, str, str], str] = {}
        # The same few notations come again and again, so each is read once.
        self.notations: dict[tuple[str, str, str], tuple[tuple[Level, ...], tuple[str, ...]]] = {}

    # Files

    def results(self, name: str, content: str | bytes) -> None:
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
            self._keep(rater, attempt.case, standard, levels, attempt.round, f"{name}, attempts[{number}]")

    def table(self, name: str, content: str | bytes) -> None:
        if isinstance(content, bytes):
            try:
                content = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
            except UnicodeDecodeError as error:
                self.faults.append(f"{name} is not UTF-8 text at byte {error.start}; save it as CSV UTF-8.")
                return
        lines = content.removeprefix("\ufeff").splitlines()
        # A line at a time: a quotation mark that is never closed then spoils its own row only.
        first = next((number for number, line in enumerate(lines) if line.strip()), None)
        if first is None:
            self.faults.append(f"{name} is empty; it needs the columns {', '.join(_COLUMNS)}.")
            return
        delimiter = max(",;\t", key=lines[first].count)
        header = [cell.strip().casefold() for cell in _cells(lines[first], delimiter) or []]
        missing = [column for column in _COLUMNS if column not in header]
        twice = [column for column in (*_COLUMNS, "round") if header.count(column) > 1]
        if missing or twice:
            self.faults += [f"{name}, row {first + 1}: the column {column} is missing." for column in missing]
            self.faults += [f"{name}, row {first + 1}: the column {column} stands twice." for column in twice]
            return
        columns = tuple(header.index(column) for column in (*_COLUMNS, "round") if column in header)
        for number, line in enumerate(lines[first + 1 :], start=first + 2):
            if line.strip(" \t\r,;"):
                self._row(f"{name}, row {number}", _cells(line, delimiter), columns, len(header))

    def _row(self, place: str, cells: list[str] | None, columns: tuple[int, ...], width: int) -> None:
        if cells is None or len(cells) != width:
            count = "cannot be read as CSV" if cells is None else f"has {len(cells)} cells, not {width}"
            self.faults.append(f"{place} {count}.")
            return
        rater, case, factor, level = (cells[column].strip() for column in columns[:4])
        if not level:
            return
        given = cells[columns[4]].strip() if len(columns) > 4 else ""
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
            levels, faults = self._levels(standard, factor, level)
            self.faults += [f"{place}: {fault}" for fault in faults]
            if levels:
                self._keep(rater, case, standard, levels, round, place)

    # Ratings

    def _standard(self, case: str) -> Standard | None:
        found = self.practice.cases.get(case)
        if found is not None:
            return self.practice.catalog.standards[found.standard]
        return self.others if len(case) <= LONGEST_NAME else None

    def _levels(self, standard: Standard, factor: str, level: str) -> tuple[tuple[Level, ...], tuple[str, ...]]:
        notation = standard.id, factor, level
        if notation not in self.notations:
            try:
                found = read_levels({factor: level}, standard, partial=True)
                self.notations[notation] = tuple(found.values()), ()
            except LevelsError as error:
                faults = [fault if len(fault) <= 300 else f"{fault[:300]}…" for fault in error.faults]
                if _MONTHS.search(level):
                    faults.append("A spreadsheet may have taken a level for a date: write its number only, such as 7.")
                self.notations[notation] = (), tuple(faults)
        return self.notations[notation]

    def _keep(self, rater: str, case: str, standard: Standard, levels: Sequence[Level], round: str, place: str) -> None:
        """Keep the ratings that are new; one sentence tells those that were given already."""
        shown = self.names.get(rater)
        if shown is None:
            plain = " ".join(rater.split())
            shown = self.names[rater] = self.names.setdefault(plain.casefold(), plain)
        again: dict[str, list[str]] = {}
        for level in levels:
            key = shown, case, level.factor, round
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
                self.rows.append(Rating(shown, case, level.factor, level, round, place))
        for where, factors in again.items():
            self.faults.append(
                f"{place}: {shown} has rated factor {', '.join(factors)} of {case} {round} the discussion already, in "
                f"{where}; the first rating stays."
            )


def _cells(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), []) if '"' in line else line.split(delimiter)
    except csv.Error:
        return None


# What is found ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha for ordered values, with a 95 percent interval.

    1 is full agreement, 0 what chance would give. ``units`` are the cases (or, for a profile, the factors of
    cases) that at least two raters rated; the interval comes from drawing those units again with replacement,
    which with few cases errs on the low side.
    ``value``, or ``low`` and ``high``, are ``None`` where they cannot be told; ``why`` then says why.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    why: str = ""

    @property
    def words(self) -> str:
        """How alpha is usually read: 0.800 and more is reliable, down to 0.667 good for tentative conclusions."""
        if self.value is None:
            return "cannot be told"
        return "reliable" if self.value >= 0.8 else "tentative" if self.value >= 2 / 3 else "not reliable"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the ratings of one factor of one case spread.

    ``counts`` holds every level of the factor with the number of raters who chose it. ``exact`` and
    ``within_one`` are shares of the pairs of raters, ``None`` for fewer than two raters. ``key`` is the right
    level where the key was given, ``at_key`` and ``near_key`` how many chose it or came within one level.
    """

    factor: str
    name: str
    counts: tuple[tuple[Level, int], ...]
    ratings: int
    low: Level
    high: Level
    median: float
    pairs: int
    exact: float | None
    within_one: float | None
    key: Level | None = None
    at_key: int | None = None
    near_key: int | None = None


@dataclass(frozen=True, slots=True)
class RaterTotal:
    """The total and grade that one rater's whole set of levels comes to."""

    rater: str
    total: int
    grade: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How totals and grades spread over the raters who rated every factor; ``incomplete`` counts the others."""

    entries: tuple[RaterTotal, ...]
    incomplete: int
    low: int | None
    median: float | None
    high: int | None
    grades: tuple[tuple[str, int], ...]
    key_total: int | None = None
    key_grade: str = ""
    at_grade: int | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as the panel rated it."""

    case: str
    title: str
    standard: str
    raters: int
    factors: tuple[Spread, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class FactorAgreement:
    """Agreement on one factor over all cases of a method (``"fes"`` or ``"gssg"``, whose factors differ)."""

    method: str
    factor: str
    name: str
    cases: int
    ratings: int
    pairs: int
    exact: float | None
    within_one: float | None
    alpha: Alpha


@dataclass(frozen=True, slots=True)
class Outlier:
    """A rating far from the others: ``others`` is their median level number, ``levels_off`` how far above it."""

    rater: str
    case: str
    factor: str
    level: str
    others: float
    levels_off: float


@dataclass(frozen=True, slots=True)
class RaterView:
    """How one rater stands to the others.

    ``off`` is the mean distance in levels from the median of the others, ``leaning`` the same with its sign
    (above 0: rates higher); both ``None`` where nobody else rated the same. ``at_key`` counts ratings equal to
    the key out of ``keyed``.
    """

    rater: str
    ratings: int
    off: float | None
    leaning: float | None
    outliers: int
    keyed: int
    at_key: int


@dataclass(frozen=True, slots=True)
class RoundView:
    """Everything found about one round (``"before"`` or ``"after"`` the discussion).

    ``profile`` is alpha over all factors of all cases at once. It can be told for a single case, but it runs
    high, because everybody knows that factor 9 is low and factor 1 is not: use it to compare rounds or groups.
    """

    round: str
    cases: tuple[CaseView, ...]
    factors: tuple[FactorAgreement, ...]
    profile: Alpha
    raters: tuple[RaterView, ...]
    outliers: tuple[Outlier, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What the discussion did to one factor, over ratings that the same rater gave before and after.

    ``moved`` counts changed levels. Shares are of the pairs of raters in the same case; ``at_key`` counts need
    the key. ``factor`` is ``""`` in the row for all factors of a method together.
    """

    method: str
    factor: str
    name: str
    ratings: int
    moved: int
    exact_before: float | None
    exact_after: float | None
    within_one_before: float | None
    within_one_after: float | None
    keyed: int
    at_key_before: int
    at_key_after: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The whole picture: a view of each round that has ratings, and what changed between them."""

    rounds: tuple[RoundView, ...]
    changes: tuple[Change, ...]

    def round(self, name: str) -> RoundView | None:
        """Return the view of ``"before"`` or ``"after"``, ``None`` if nobody rated then."""
        return next((view for view in self.rounds if view.round == name), None)


#: Level numbers and how many raters chose each.
_Counts = Counter[int]


def summarize(
    ratings: Ratings, practice: Practice, keys: Iterable[AnswerKey] = (), *, replicates: int = REPLICATES, seed: int = 1
) -> Panel:
    """Say how far the raters agree, before and after the discussion.

    ``keys`` are the keys that may be shown (see :meth:`fesgrade.practice.Practice.key`); without them nothing
    in the result comes from a key. ``replicates`` draws make an interval, the same ones for the same ``seed``.
    """
    told = {key.case: key for key in keys}
    views = []
    for name in ROUNDS:
        rows = [row for row in ratings.rows if row.round == name]
        if rows:
            views.append(_round(name, rows, ratings, practice, told, replicates, seed))
    return Panel(tuple(views), _changes(ratings, told))


def _round(
    name: str,
    rows: Sequence[Rating],
    ratings: Ratings,
    practice: Practice,
    keys: Mapping[str, AnswerKey],
    replicates: int,
    seed: int,
) -> RoundView:
    counts: dict[str, dict[str, _Counts]] = defaultdict(lambda: defaultdict(Counter))
    sets: dict[str, dict[str, list[Level]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        counts[row.case][row.factor][row.level.number] += 1
        sets[row.case][row.rater].append(row.level)
    cases = tuple(
        _case(case, ratings.standards[case], counts[case], sets[case], practice, keys.get(case))
        for case in ratings.standards
        if case in counts
    )
    outliers, raters = _raters(rows, counts, keys)
    units = [dict(spread) for case in counts.values() for spread in case.values()]
    profile = alpha(units, replicates=replicates, seed=seed, of="factor")
    return RoundView(
        name, cases, tuple(_agreement(counts, ratings.standards, replicates, seed)), profile, raters, outliers
    )


def _case(
    case: str,
    standard: Standard,
    counts: Mapping[str, _Counts],
    sets: Mapping[str, Sequence[Level]],
    practice: Practice,
    key: AnswerKey | None,
) -> CaseView:
    right = {entry.factor: entry.level for entry in key.entries} if key else {}
    spreads = tuple(
        _spread(standard, factor.id, counts[factor.id], right.get(factor.id))
        for factor in standard.factors
        if factor.id in counts
    )
    title = practice.cases[case].title if case in practice.cases else case
    return CaseView(case, title, standard.id, len(sets), spreads, _totals(standard, sets, key))


def _spread(standard: Standard, factor: str, counts: _Counts, key: Level | None) -> Spread:
    levels = standard.by_factor[factor].levels
    chosen = [level for level in levels if counts[level.number]]
    numbers = sorted(counts.elements())
    same, near, pairs = _pairs(counts)
    return Spread(
        factor, standard.by_factor[factor].name, tuple((level, counts[level.number]) for level in levels),
        len(numbers), chosen[0], chosen[-1], float(median(numbers)), pairs,
        same / pairs if pairs else None, near / pairs if pairs else None, key,
        counts[key.number] if key else None,
        sum(counts[key.number + by] for by in (-1, 0, 1)) if key else None,
    )  # fmt: skip


def _pairs(counts: _Counts) -> tuple[int, int, int]:
    """Return the pairs of raters who chose the same level, who are at most one level apart, and all pairs."""
    same = sum(n * (n - 1) // 2 for n in counts.values())
    near = same + sum(n * counts.get(number + 1, 0) for number, n in counts.items())
    total = sum(counts.values())
    return same, near, total * (total - 1) // 2


def _totals(standard: Standard, sets: Mapping[str, Sequence[Level]], key: AnswerKey | None) -> Totals:
    whole = len(standard.factors)
    entries = tuple(
        RaterTotal(rater, total, standard.grade_of(total).name)
        for rater, levels in sets.items()
        if len(levels) == whole
        for total in [sum(level.points for level in levels)]
    )
    totals = [entry.total for entry in entries]
    grades = Counter(entry.grade for entry in entries)
    return Totals(
        entries, len(sets) - len(entries),
        min(totals, default=None), float(median(totals)) if totals else None, max(totals, default=None),
        tuple((grade.name, grades[grade.name]) for grade in standard.grades if grades[grade.name]),
        key.total if key else None, key.grade if key else "", grades[key.grade] if key else None,
    )  # fmt: skip


def _raters(
    rows: Sequence[Rating], counts: Mapping[str, Mapping[str, _Counts]], keys: Mapping[str, AnswerKey]
) -> tuple[tuple[Outlier, ...], tuple[RaterView, ...]]:
    medians: dict[tuple[str, str, int], float | None] = {}
    right = {(key.case, entry.factor): entry.level for key in keys.values() for entry in key.entries}
    met: dict[str, list[tuple[Rating, float | None]]] = {}
    for row in rows:
        choice = row.case, row.factor, row.level.number
        if choice not in medians:
            medians[choice] = _median_of_others(counts[row.case][row.factor], row.level.number)
        others = medians[choice]
        met.setdefault(row.rater, []).append((row, None if others is None else row.level.number - others))
    outliers: list[Outlier] = []
    views = []
    for rater, mine in met.items():
        known = [off for _, off in mine if off is not None]
        far = [
            Outlier(rater, row.case, row.factor, row.level.code, row.level.number - off, off)
            for row, off in mine
            if off is not None and abs(off) >= FAR and counts[row.case][row.factor].total() > FEWEST_OTHERS
        ]
        outliers += far
        keyed = [(row, right[row.case, row.factor]) for row, _ in mine if (row.case, row.factor) in right]
        views.append(
            RaterView(
                rater, len(mine),
                sum(map(abs, known)) / len(known) if known else None, sum(known) / len(known) if known else None,
                len(far), len(keyed), sum(1 for row, level in keyed if row.level.code == level.code),
            )
        )  # fmt: skip
    outliers.sort(key=lambda one: -abs(one.levels_off))
    return tuple(outliers), tuple(views)


def _median_of_others(counts: _Counts, mine: int) -> float | None:
    others = sorted((counts - Counter([mine])).elements())
    return float(median(others)) if others else None


def _agreement(
    counts: Mapping[str, Mapping[str, _Counts]], standards: Mapping[str, Standard], replicates: int, seed: int
) -> Iterator[FactorAgreement]:
    """Agreement factor by factor over all cases; cases of different methods are kept apart."""
    for method in ("fes", "gssg"):
        mine = [case for case in counts if standards[case].method == method]
        names = {factor.id: factor.name for case in mine for factor in standards[case].factors}
        for factor, name in names.items():
            units = [counts[case][factor] for case in mine if factor in counts[case]]
            if units:
                same, near, pairs = (sum(part) for part in zip(*map(_pairs, units), strict=True))
                yield FactorAgreement(
                    method, factor, name, len(units), sum(unit.total() for unit in units), pairs,
                    same / pairs if pairs else None, near / pairs if pairs else None,
                    alpha(units, replicates=replicates, seed=seed),
                )  # fmt: skip


def _changes(ratings: Ratings, keys: Mapping[str, AnswerKey]) -> tuple[Change, ...]:
    """Compare the rounds over ratings that both have, so that who joined or left does not look like a change."""
    first = {(r.rater, r.case, r.factor): r for r in ratings.rows if r.round == ROUNDS[0]}
    both = [
        (first[r.rater, r.case, r.factor], r)
        for r in ratings.rows
        if r.round == ROUNDS[1] and (r.rater, r.case, r.factor) in first
    ]
    right = {(key.case, entry.factor): entry.level.code for key in keys.values() for entry in key.entries}
    found = []
    for method in ("fes", "gssg"):
        mine = [pair for pair in both if ratings.standards[pair[0].case].method == method]
        names = {f.id: f.name for pair in mine for f in ratings.standards[pair[0].case].factors}
        by_factor = {factor: [pair for pair in mine if pair[0].factor == factor] for factor in names}
        if mine:
            found.append(_change(method, "", "All factors", mine, right))
        found += [_change(method, factor, names[factor], pairs, right) for factor, pairs in by_factor.items() if pairs]
    return tuple(found)


def _change(
    method: str, factor: str, name: str, both: Sequence[tuple[Rating, Rating]], right: Mapping[tuple[str, str], str]
) -> Change:
    shares: list[float | None] = []
    for side in (0, 1):
        counts: dict[tuple[str, str], _Counts] = defaultdict(Counter)
        for pair in both:
            row = pair[side]
            counts[row.case, row.factor][row.level.number] += 1
        same, near, pairs = (sum(part) for part in zip(*map(_pairs, counts.values()), strict=True))
        shares += [same / pairs if pairs else None, near / pairs if pairs else None]
    keyed = [pair for pair in both if (pair[0].case, pair[0].factor) in right]
    at_key = [
        sum(1 for pair in keyed if pair[side].level.code == right[pair[0].case, pair[0].factor]) for side in (0, 1)
    ]
    moved = sum(1 for before, after in both if before.level.code != after.level.code)
    return Change(
        method, factor, name, len(both), moved, shares[0], shares[2], shares[1], shares[3], len(keyed), *at_key
    )


# Alpha ------------------------------------------------------------------------------------------


def alpha(
    units: Sequence[Mapping[int, int]], *, replicates: int = REPLICATES, seed: int = 1, of: str = "case"
) -> Alpha:
    """Return Krippendorff's alpha for ordered values, with a bootstrap interval.

    ``units`` are what was rated: for each, how many raters chose which level number. Units with fewer than two
    ratings say nothing about agreement and are left out. ``of`` names a unit in the reason that is given
    where alpha or its interval cannot be told.
    """
    pairable = [unit for unit in units if sum(unit.values()) >= 2]
    used = sorted({number for unit in pairable for number, count in unit.items() if count})
    if len(pairable) < 2:
        return Alpha(None, None, None, len(pairable), f"It takes two {of}s that at least two people rated.")
    if len(used) < 2:
        return Alpha(None, None, None, len(pairable), f"Everybody chose the same level in every {of}.")
    try:
        import krippendorff
        import numpy as np
    except ImportError:
        return Alpha(None, None, None, len(pairable), "The package krippendorff is not installed.")
    counts = np.array([[unit.get(number, 0) for number in used] for unit in pairable])
    value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal"))
    if len(pairable) < FEWEST_UNITS:
        return Alpha(value, None, None, len(pairable), f"An interval takes at least {FEWEST_UNITS} {of}s.")
    draws = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), replicates)
    drawn = _alphas(counts, draws)
    told = drawn[~np.isnan(drawn)]
    if len(told) < 0.95 * replicates:
        return Alpha(value, None, None, len(pairable), f"The {of}s are too much alike for an interval.")
    low, high = np.quantile(told, (0.025, 0.975))
    return Alpha(value, float(low), float(high), len(pairable))


def _alphas(counts: Any, weights: Any) -> Numbers:
    """Return alpha for each row of ``weights``, which says how often each unit is taken; NaN where undefined.

    All rows at once. The distance of two ordered values is the difference of their mean ranks, squared, so
    observed and expected disagreement are second moments of the ranks; the tests hold every row against the
    package's own value.
    """
    import numpy as np

    size = counts.sum(axis=1)
    together = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    per_unit = together / (size - 1)[:, None, None]
    observed = np.tensordot(weights.astype(float), per_unit, axes=1)
    totals = observed.sum(axis=2)
    everything = totals.sum(axis=1)
    ranks = np.cumsum(totals, axis=1) - totals / 2
    squares = (totals * ranks**2).sum(axis=1)
    disagreement = 2 * (squares - np.einsum("bi,bij,bj->b", ranks, observed, ranks))
    by_chance = 2 * (everything * squares - (totals * ranks).sum(axis=1) ** 2) / (everything - 1)
    # Rounding leaves a trace where a draw holds one level only; relative to the ranks it is nothing.
    undefined = by_chance <= 1e-9 * everything**3
    safe = np.where(undefined, 1.0, by_chance)
    result: Numbers = np.where(undefined, np.nan, 1 - disagreement / safe)
    return result
