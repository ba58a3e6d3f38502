"""How far the raters of a class agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from fesgrade.classroom.alpha import REPLICATES, Alpha, alpha
from fesgrade.classroom.practice import AnswerKey, Practice
from fesgrade.classroom.ratings import Rating, Ratings
from fesgrade.classroom.results import ROUNDS
from fesgrade.standards import METHODS, Level, Standard

#: A rating this many levels from the median of the others is an outlier; it takes this many others to say so.
FAR, FEWEST_OTHERS = 2, 2


# What is found ----------------------------------------------------------------------------------


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

    ``keys`` are the keys that may be shown (see :meth:`fesgrade.classroom.practice.Practice.key`); without them nothing
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
    for method in METHODS:
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
    for method in METHODS:
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
