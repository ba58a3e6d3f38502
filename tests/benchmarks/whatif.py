"""How fast the what-if questions are answered, each beside a plain loop that answers the same question.

Run by hand or by ``make bench``: ``python tests/benchmarks/whatif.py``. Both sides are timed in the same process,
turn by turn, and the best of several runs counts, so that a busy machine slows both alike. A ratio below 1 means
faster than the plain loop. The plain loops know points only: no words, no checks.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from fesgrade.chances import distribution, doubts, space
from fesgrade.levels import LevelsError
from fesgrade.standards import Standard
from fesgrade.tables import load
from fesgrade.ways import ways
from fesgrade.whatif import moves

RUNS = 7
OFFICER = ("1-7", "2-4", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1")


def best(*actions: Callable[[], Any]) -> list[float]:
    """Seconds of the fastest run of each action, taken in turns."""
    times = [float("inf")] * len(actions)
    for _ in range(RUNS):
        for at, action in enumerate(actions):
            times[at] = min(times[at], seconds(action))
    return times


def seconds(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def show(name: str, ours: float, theirs: float) -> None:
    print(f"  {name:<62} {ours * 1e3:>8.2f} ms / {theirs * 1e3:>9.2f} ms = {ours / theirs:>7.3f}")


def plain_moves(standard: Standard, codes: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Add up every set that differs in one factor, and look its grade up."""
    table = [[(level.code, level.points) for level in factor.levels] for factor in standard.factors]
    lows = [grade.low for grade in standard.grades]
    found = []
    for at, levels in enumerate(table):
        for code, points in levels:
            if code != codes[at]:
                total = sum(points if i == at else dict(table[i])[codes[i]] for i in range(len(table)))
                found.append((code, total, bisect_right(lows, total)))
    return found


def plain_ways(standard: Standard, codes: tuple[str, ...], low: int, high: float, *, up: bool) -> list[tuple[str, ...]]:
    """Try all sets that change one factor, then two, … and keep the smallest that fall into the range."""
    now = [standard.by_code[code] for code in codes]
    total = sum(level.points for level in now)
    others = [
        [(lv.code, lv.points - old.points, abs(lv.number - old.number)) for lv in factor.levels if lv is not old]
        for factor, old in zip(standard.factors, now, strict=True)
    ]
    for size in range(1, len(now) + 1):
        found: list[tuple[int, float, tuple[str, ...]]] = []
        for picked in itertools.combinations(others, size):
            for new in itertools.product(*picked):
                reached = total + sum(points for _, points, _ in new)
                if low <= reached <= high:
                    over = reached - low if up else high - reached
                    found.append((sum(steps for *_, steps in new), over, tuple(code for code, *_ in new)))
        if found:
            smallest = min(found)[:2]
            return [names for moved, over, names in found if (moved, over) == smallest]
    return []


def question(standard: Standard, codes: tuple[str, ...], number: int) -> None:
    """Moves and ways together, by us and by the plain loops; both must agree."""
    total = sum(standard.by_code[code].points for code in codes)
    grade = next(each for each in standard.grades if each.grade == number)
    high = float("inf") if grade.high is None else grade.high
    up = grade.low > total
    found = {tuple(change.end for change in way.changes) for way in ways(codes, standard, number).ways}
    assert found == set(plain_ways(standard, codes, grade.low, high, up=up))
    ours, theirs = best(
        lambda: (moves(codes, standard), ways(codes, standard, number)),
        lambda: (plain_moves(standard, codes), plain_ways(standard, codes, grade.low, high, up=up)),
    )
    changed = len(next(iter(found)))
    here = standard.grade_of(total).name
    show(f"{standard.id}: {here} to GS-{number}, factors changed {changed}, ways {len(found)}", ours, theirs)


def slowest(standard: Standard, sets: int) -> list[tuple[tuple[str, ...], int]]:
    """Return the slowest questions among random and extreme sets to every grade."""
    dice = random.Random(3)
    corners = [tuple(f.levels[at].code for f in standard.factors) for at in (0, -1)]
    asked: dict[tuple[tuple[str, ...], int], float] = {}
    for turn in range(sets):
        share = dice.random()
        codes = tuple(
            dice.choice(factor.levels).code if dice.random() < share else code
            for factor, code in zip(standard.factors, corners[turn % 2], strict=True)
        )
        for grade in standard.grades:
            with contextlib.suppress(LevelsError):
                asked[codes, grade.grade] = seconds(partial(ways, codes, standard, grade.grade))
    # One run may be slow by chance, so the slowest are timed again.
    again = sorted(asked, key=lambda each: -asked[each])[:40]
    asked = {each: best(partial(ways, each[0], standard, each[1]))[0] for each in again}
    return sorted(asked, key=lambda each: -asked[each])[:3]


def plain_distribution(factors: list[list[tuple[int, float]]]) -> dict[int, float]:
    """The distribution by one dictionary per factor, in floats."""
    totals = {0: 1.0}
    for options in factors:
        after: dict[int, float] = {}
        for total, chance in totals.items():
            for points, weight in options:
                after[total + points] = after.get(total + points, 0.0) + chance * weight
        totals = after
    return totals


def main() -> None:
    catalog = load()
    hr, gssg = catalog.standards["gs-0201"], catalog.standards["gssg"]
    print("Moves and ways, beside trying the sets one by one")
    for number in (12, 9, 13, 15, 1):
        question(hr, OFFICER, number)
    print("The slowest of 300 sets to every grade")
    for standard in (hr, gssg):
        for codes, number in slowest(standard, 300):
            question(standard, codes, number)
    print("Nine unsure factors, beside a dictionary of floats")
    even = {f.id: {level.code: 1 / len(f.levels) for level in f.levels} for f in hr.factors}
    skew = {f.id: {lv.code: (lv.number * 2) / (len(f.levels) * (len(f.levels) + 1)) for lv in f.levels}
            for f in hr.factors}  # fmt: skip
    unsure = distribution(even, hr)
    for name, ratings in (("every level equally likely", even), ("weights that differ", skew)):
        factors = [[(level.points, ratings[f.id][level.code]) for level in f.levels] for f in hr.factors]
        show(
            f"distribution, {name}",
            *best(partial(distribution, ratings, hr), partial(plain_distribution, factors)),
        )
    factors = [[(level.points, even[f.id][level.code]) for level in f.levels] for f in hr.factors]
    without = [factors[:at] + factors[at + 1 :] for at in range(len(factors))]
    show("which doubt matters most", *best(
        lambda: doubts(unsure, hr), lambda: [plain_distribution(each) for each in without]
    ))  # fmt: skip
    print("All 1,166,400 sets, beside adding them up one by one")
    points = [[level.points for level in factor.levels] for factor in hr.factors]
    show("whole space", *best(lambda: space(hr), lambda: Counter(map(sum, itertools.product(*points)))))


if __name__ == "__main__":
    main()
