"""How far the raters of a class agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from fesgrade.classroom.alpha import REPLICATES, alpha
from fesgrade.classroom.panel import (
    CaseView,
    Change,
    FactorAgreement,
    Outlier,
    Panel,
    RaterTotal,
    RaterView,
    RoundView,
    Spread,
    Totals,
)
from fesgrade.classroom.practice import AnswerKey, Practice
from fesgrade.classroom.ratings import Rating, Ratings
from fesgrade.classroom.results import ROUNDS
from fesgrade.standards import METHODS, Level, Standard

#: A rating this many levels from the median of the others is an outlier; it takes this many others to say so.
FAR, FEWEST_OTHERS = 2, 2


#: Level numbers and how many raters chose each.
_Counts = Counter[int]


def summarize(
    ratings: Ratings, practice: Practice, keys: Iterable[AnswerKey] = (), *, replicates: int = REPLICATES, seed: int = 1
) -> Panel:
    """Say how far the raters agree, before and after the discussion.

    ``keys`` are the keys that may be shown (see :meth:`fesgrade.classroom.practice.Practice.key`); without them nothing
    in the result comes from a key. ``replicates`` draws make an interval, the same ones for the same ``seed``.
    """
    keys_by_case = {key.case: key for key in keys}
    views = []
    for name in ROUNDS:
        rows = [row for row in ratings.rows if row.round == name]
        if rows:
            views.append(
                _round(
                    name=name,
                    rows=rows,
                    ratings=ratings,
                    practice=practice,
                    keys=keys_by_case,
                    replicates=replicates,
                    seed=seed,
                )
            )
    return Panel(tuple(views), _changes(ratings, keys_by_case))


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
        _case(
            case=case,
            standard=ratings.standards[case],
            counts=counts[case],
            sets=sets[case],
            practice=practice,
            key=keys.get(case),
        )
        for case in ratings.standards
        if case in counts
    )
    outliers, raters = _raters(rows, counts, keys)
    units = [dict(spread) for case in counts.values() for spread in case.values()]
    profile = alpha(units, replicates=replicates, seed=seed, of="factor")
    return RoundView(
        round=name,
        cases=cases,
        factors=tuple(_agreement(counts, ratings.standards, replicates, seed)),
        profile=profile,
        raters=raters,
        outliers=outliers,
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
    return CaseView(
        case=case,
        title=title,
        standard=standard.id,
        raters=len(sets),
        factors=spreads,
        totals=_totals(standard, sets, key),
    )


def _spread(standard: Standard, factor: str, counts: _Counts, key: Level | None) -> Spread:
    levels = standard.by_factor[factor].levels
    chosen = [level for level in levels if counts[level.number]]
    numbers = sorted(counts.elements())
    same, near, pairs = _pairs(counts)
    return Spread(
        factor=factor,
        name=standard.by_factor[factor].name,
        counts=tuple((level, counts[level.number]) for level in levels),
        ratings=len(numbers),
        low=chosen[0],
        high=chosen[-1],
        median=float(median(numbers)),
        pairs=pairs,
        exact=same / pairs if pairs else None,
        within_one=near / pairs if pairs else None,
        key=key,
        at_key=counts[key.number] if key else None,
        near_key=sum(counts[key.number + by] for by in (-1, 0, 1)) if key else None,
    )


def _pairs(counts: _Counts) -> tuple[int, int, int]:
    """Return the pairs of raters who chose the same level, who are at most one level apart, and all pairs."""
    same = sum(n * (n - 1) // 2 for n in counts.values())
    near = same + sum(n * counts.get(number + 1, 0) for number, n in counts.items())
    total = sum(counts.values())
    return same, near, total * (total - 1) // 2


def _totals(standard: Standard, sets: Mapping[str, Sequence[Level]], key: AnswerKey | None) -> Totals:
    entries = tuple(
        RaterTotal(rater, total, standard.grade_of(total).name)
        for rater, levels in sets.items()
        if len(levels) == len(standard.factors)
        for total in [sum(level.points for level in levels)]
    )
    totals = [entry.total for entry in entries]
    grades = Counter(entry.grade for entry in entries)
    return Totals(
        entries=entries,
        incomplete=len(sets) - len(entries),
        low=min(totals, default=None),
        median=float(median(totals)) if totals else None,
        high=max(totals, default=None),
        grades=tuple((grade.name, grades[grade.name]) for grade in standard.grades if grades[grade.name]),
        key_total=key.total if key else None,
        key_grade=key.grade if key else "",
        at_grade=grades[key.grade] if key else None,
    )


def _raters(
    rows: Sequence[Rating], counts: Mapping[str, Mapping[str, _Counts]], keys: Mapping[str, AnswerKey]
) -> tuple[tuple[Outlier, ...], tuple[RaterView, ...]]:
    medians: dict[tuple[str, str, int], float | None] = {}
    right = {(key.case, entry.factor): entry.level for key in keys.values() for entry in key.entries}
    by_rater: dict[str, list[tuple[Rating, float | None]]] = {}
    for row in rows:
        choice = row.case, row.factor, row.level.number
        if choice not in medians:
            medians[choice] = _median_of_others(counts[row.case][row.factor], row.level.number)
        others = medians[choice]
        by_rater.setdefault(row.rater, []).append((row, None if others is None else row.level.number - others))
    outliers: list[Outlier] = []
    views = []
    for rater, rated in by_rater.items():
        known = [off for _, off in rated if off is not None]
        far = [
            Outlier(
                rater=rater,
                case=row.case,
                factor=row.factor,
                level=row.level.code,
                others=row.level.number - off,
                levels_off=off,
            )
            for row, off in rated
            if off is not None and abs(off) >= FAR and counts[row.case][row.factor].total() > FEWEST_OTHERS
        ]
        outliers += far
        keyed = [(row, right[row.case, row.factor]) for row, _ in rated if (row.case, row.factor) in right]
        views.append(
            RaterView(
                rater=rater,
                ratings=len(rated),
                off=sum(map(abs, known)) / len(known) if known else None,
                leaning=sum(known) / len(known) if known else None,
                outliers=len(far),
                keyed=len(keyed),
                at_key=sum(1 for row, level in keyed if row.level.code == level.code),
            )
        )
    outliers.sort(key=lambda one: -abs(one.levels_off))
    return tuple(outliers), tuple(views)


def _median_of_others(counts: _Counts, number: int) -> float | None:
    others = sorted((counts - Counter([number])).elements())
    return float(median(others)) if others else None


def _agreement(
    counts: Mapping[str, Mapping[str, _Counts]], standards: Mapping[str, Standard], replicates: int, seed: int
) -> Iterator[FactorAgreement]:
    """Agreement factor by factor over all cases; cases of different methods are kept apart."""
    for method in METHODS:
        cases = [case for case in counts if standards[case].method == method]
        names = {factor.id: factor.name for case in cases for factor in standards[case].factors}
        for factor, name in names.items():
            units = [counts[case][factor] for case in cases if factor in counts[case]]
            if units:
                same, near, pairs = (sum(part) for part in zip(*map(_pairs, units), strict=True))
                yield FactorAgreement(
                    method=method,
                    factor=factor,
                    name=name,
                    cases=len(units),
                    ratings=sum(unit.total() for unit in units),
                    pairs=pairs,
                    exact=same / pairs if pairs else None,
                    within_one=near / pairs if pairs else None,
                    alpha=alpha(units, replicates=replicates, seed=seed),
                )


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
        of_method = [pair for pair in both if ratings.standards[pair[0].case].method == method]
        names = {f.id: f.name for pair in of_method for f in ratings.standards[pair[0].case].factors}
        by_factor = {factor: [pair for pair in of_method if pair[0].factor == factor] for factor in names}
        if of_method:
            found.append(_change(method=method, factor="", name="All factors", both=of_method, right=right))
        found += [
            _change(method=method, factor=factor, name=names[factor], both=pairs, right=right)
            for factor, pairs in by_factor.items()
            if pairs
        ]
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
