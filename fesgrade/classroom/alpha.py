"""Krippendorff's alpha: one number for how far raters agree, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Resampling fewer cases than this says too little about other cases to call it an interval.
FEWEST_UNITS = 5
#: How often the units are drawn again, and the share of the draws that must have an alpha.
REPLICATES, ENOUGH = 200, 0.95


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
        return Alpha(
            value=None,
            low=None,
            high=None,
            units=len(pairable),
            why=f"It takes two {of}s that at least two people rated.",
        )
    if len(used) < 2:
        return Alpha(
            value=None, low=None, high=None, units=len(pairable), why=f"Everybody chose the same level in every {of}."
        )
    try:
        import krippendorff
        import numpy as np
    except ImportError:
        return Alpha(
            value=None, low=None, high=None, units=len(pairable), why="The package krippendorff is not installed."
        )
    counts = np.array([[unit.get(number, 0) for number in used] for unit in pairable])
    value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal"))
    if len(pairable) < FEWEST_UNITS:
        return Alpha(
            value=value,
            low=None,
            high=None,
            units=len(pairable),
            why=f"An interval takes at least {FEWEST_UNITS} {of}s.",
        )
    random = np.random.default_rng(seed)
    draws = [counts[random.integers(len(counts), size=len(counts))] for _ in range(replicates)]
    alphas = [
        krippendorff.alpha(value_counts=drawn, level_of_measurement="ordinal")
        for drawn in draws
        if np.count_nonzero(drawn.any(axis=0)) > 1  # where all chose one level there is no alpha
    ]
    if len(alphas) < ENOUGH * replicates:
        return Alpha(
            value=value, low=None, high=None, units=len(pairable), why=f"The {of}s are too much alike for an interval."
        )
    low, high = np.quantile(alphas, (0.025, 0.975))
    return Alpha(value, float(low), float(high), len(pairable))
