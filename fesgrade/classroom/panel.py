"""What is found about the ratings of a class: views of factors, cases, raters, rounds, and what changed."""

from __future__ import annotations

from dataclasses import dataclass

from fesgrade.classroom.alpha import Alpha
from fesgrade.standards import Level


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
