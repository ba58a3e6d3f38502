"""Small standards, drawn at random, on which every set of levels can be tried."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from fesgrade.standards import GRID, Factor, GradeRange, Level, Standard

Sets = Iterator[tuple[Level, ...]]


def standard_of(points: list[list[int]], lows: list[int], statuses: list[list[str]] | None = None) -> Standard:
    """Return a standard with these points for each factor's levels and grades from these floors on, GS-3 first."""
    factors = tuple(
        Factor(
            str(f), f"Name {f}", f"Short {f}", f"Asks {f}?", "Made up p. 1",
            tuple(
                Level(
                    str(f), f"{f}-{n}", n, each, statuses[f - 1][n - 1] if statuses else "described",
                    f"synopsis of {f}-{n}.", f"more than {f}-{n}." if n < len(levels) else "", "Made up p. 2",
                )
                for n, each in enumerate(levels, start=1)
            ),
        )
        for f, levels in enumerate(points, start=1)
    )  # fmt: skip
    highs = [low - GRID for low in lows[1:]] + [None]
    grades = tuple(
        GradeRange(g, low, high, "Made up p. 3") for g, (low, high) in enumerate(zip(lows, highs, strict=True), start=3)
    )
    return Standard(
        "small", "Small standard", "Small", "fes", "", "1", "Made up", "", "", None, None, True, "", "Made up p. 1",
        factors, grades,
    )  # fmt: skip


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    """Draw a standard of one to four factors with one to four levels and up to six grades, some out of reach."""
    steps = st.integers(1, 12)
    points, statuses = [], []
    for _ in range(draw(st.integers(1, 4))):
        levels = draw(st.lists(steps, min_size=1, max_size=4))
        points.append([GRID * each for each in itertools.accumulate(levels)])
        statuses.append([draw(st.sampled_from(["described", "described", "outside", "unknown"])) for _ in levels])
    floor = max(0, sum(levels[0] for levels in points) - GRID * draw(st.integers(0, 20)))
    lows = [floor + GRID * each for each in itertools.accumulate([0, *draw(st.lists(st.integers(1, 12), max_size=5))])]
    return standard_of(points, lows, statuses)


@st.composite
def standards_and_sets(draw: st.DrawFn) -> tuple[Standard, tuple[str, ...]]:
    """Draw a small standard and one set of its levels."""
    standard = draw(standards())
    return standard, tuple(draw(st.sampled_from([level.code for level in f.levels])) for f in standard.factors)


def all_sets(standard: Standard) -> Sets:
    """Return every set of levels."""
    return itertools.product(*(factor.levels for factor in standard.factors))


def grade_of(total: int, standard: Standard) -> str:
    """Look a total up without the code under test."""
    return max((grade.low, grade.name) for grade in standard.grades if grade.low <= total)[1]
