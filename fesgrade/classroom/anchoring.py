"""The pre-filled profile: what it costs to start from typical levels, and how typical they are.

Some tools fill in factors 2 to 9 from the Handbook's typical levels as soon as factor 1 is chosen. Those
tables show examples only (Handbook p. 14-17): a position need not follow them, and not even all of their own
combinations come to the grade they stand under. What was filled in tends to stay. The exercise: given a case
and a pre-filled profile, find what does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from fesgrade.classroom.practice import AnswerKey, Case, PracticeError
from fesgrade.evaluation import rate
from fesgrade.levels import Levels, read_levels
from fesgrade.standards import KINDS_OF_WORK, PRIMARY, Catalog, Level, Standard

KNOWLEDGE = "1"


@dataclass(frozen=True, slots=True)
class Combination:
    """One way to pick a level for every factor of a column, with what it comes to."""

    levels: tuple[str, ...]
    total: int
    grade: int


@dataclass(frozen=True, slots=True)
class Column:
    """One grade's column of the typical levels: of all its ``combinations``, those that miss its own grade.

    ``low`` and ``high`` are the least and the greatest total.
    """

    kind_of_work: str
    grade: int
    combinations: int
    low: int
    high: int
    astray: tuple[Combination, ...]
    source: str


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """Return every column of the typical levels with the combinations that do not convert to its own grade.

    Points and conversion are the Primary Standard's. Source: Handbook p. 14-17, tables 1 to 4.
    """
    standard = catalog.standards[PRIMARY]
    found = []
    for kind in KINDS_OF_WORK:
        for grade, printed in catalog.typical(kind).items():
            every = list(_combinations(printed.levels, standard))
            totals = [one.total for one in every]
            astray = tuple(one for one in every if one.grade != grade)
            found.append(
                Column(
                    kind_of_work=kind,
                    grade=grade,
                    combinations=len(every),
                    low=min(totals),
                    high=max(totals),
                    astray=astray,
                    source=printed.source,
                )
            )
    return tuple(found)


def _combinations(column: Mapping[str, tuple[int, ...]], standard: Standard) -> Iterator[Combination]:
    for numbers in product(*(column[factor.id] for factor in standard.factors)):
        levels = [
            standard.by_code[f"{factor.id}-{number}"] for factor, number in zip(standard.factors, numbers, strict=True)
        ]
        total = sum(level.points for level in levels)
        yield Combination(tuple(level.code for level in levels), total, standard.grade_of(total).grade)


@dataclass(frozen=True, slots=True)
class Prefill:
    """A profile that a tool would fill in: factor 1 as chosen, the others from a typical column.

    ``alternatives`` are the factors for which the table prints more than one level, with all of them; a tool
    takes one without saying so.
    """

    kind_of_work: str
    grade: int
    levels: tuple[str, ...]
    alternatives: tuple[tuple[str, tuple[str, ...]], ...]
    total: int
    converts_to: str
    source: str


def prefills(catalog: Catalog, kind_of_work: str, knowledge: str, *, pick: str = "low") -> tuple[Prefill, ...]:
    """Return the profiles for a level of factor 1: one for each grade under which the table prints that level.

    ``knowledge`` is a level of factor 1 (``"1-6"``), ``pick`` says whether the ``"low"`` or the ``"high"`` one
    of several printed levels is taken. Nothing is returned for a level that the table of the kind of work does
    not print. :class:`~fesgrade.classroom.practice.PracticeError` for a kind of work or pick that does not exist, and
    :class:`~fesgrade.levels.LevelsError` for a level that does not.
    """
    if kind_of_work not in KINDS_OF_WORK:
        raise PracticeError(
            [f"There are typical levels for {', '.join(KINDS_OF_WORK)} work, not for {kind_of_work!r}."]
        )
    if pick not in ("low", "high"):
        raise PracticeError([f"{pick!r} is not a way to pick a level; choose low or high."])
    standard = catalog.standards[PRIMARY]
    first = read_levels({KNOWLEDGE: knowledge}, standard, partial=True)[KNOWLEDGE]
    take = min if pick == "low" else max
    found = []
    for grade, printed in catalog.typical(kind_of_work).items():
        column = printed.levels
        if first.number not in column[KNOWLEDGE]:
            continue
        chosen = {KNOWLEDGE: first} | {
            factor.id: standard.by_code[f"{factor.id}-{take(column[factor.id])}"]
            for factor in standard.factors
            if factor.id != KNOWLEDGE
        }
        several = tuple(
            (factor, tuple(f"{factor}-{number}" for number in numbers))
            for factor, numbers in column.items()
            if len(numbers) > 1 and factor != KNOWLEDGE
        )
        result = rate(chosen, standard, kind_of_work, catalog)
        codes = tuple(credit.level for credit in result.credits)
        found.append(
            Prefill(
                kind_of_work=kind_of_work,
                grade=grade,
                levels=codes,
                alternatives=several,
                total=result.total,
                converts_to=result.grade,
                source=printed.source,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AuditedFactor:
    """One factor of an audit.

    ``outcome`` is ``"fits"`` (the pre-filled level is right and was left), ``"found"`` (wrong, and put right),
    ``"missed"`` (wrong, and left), ``"still wrong"`` (wrong, and changed to another wrong one) or ``"spoiled"``
    (right, and changed). ``points`` is what the level given adds to the right total or takes from it.
    """

    factor: str
    name: str
    prefilled: Level
    given: Level
    right: Level
    outcome: str
    points: int
    fact: str
    why_not_higher: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What became of a pre-filled profile.

    ``anchored`` is what the pre-filled levels that were wrong and left cost in points; ``grade_anchored`` the
    grade that they alone, all else right, would have led to.
    """

    case: str
    factors: tuple[AuditedFactor, ...]
    prefilled_total: int
    prefilled_grade: str
    total: int
    grade: str
    right_total: int
    right_grade: str
    anchored: int
    grade_anchored: str

    def outcomes(self, outcome: str) -> tuple[AuditedFactor, ...]:
        """Return the factors with an outcome, such as ``"missed"``."""
        return tuple(factor for factor in self.factors if factor.outcome == outcome)


def audit(case: Case, key: AnswerKey, prefilled: Levels, catalog: Catalog, given: Levels | None = None) -> Audit:
    """Hold a pre-filled profile, and what a student made of it, against the key of a case.

    Without ``given`` nothing was changed: that is what trusting the profile costs. Both are in any notation
    that :func:`fesgrade.evaluate` takes. ``PracticeError`` for the key of another case and for supervisory work,
    which has no typical levels; :class:`~fesgrade.levels.LevelsError` for levels.
    """
    standard = catalog.standards[case.standard]
    if key.case != case.id:
        raise PracticeError([f"The key is that of {key.case}, not of {case.id}."])
    if standard.is_supervisory:
        raise PracticeError([f"{standard.short_title} has no typical levels, so there is no profile to pre-fill."])
    filled = read_levels(prefilled, standard)
    chosen = filled if given is None else read_levels(given, standard)
    factors = tuple(
        AuditedFactor(
            factor=entry.factor,
            name=standard.by_factor[entry.factor].name,
            prefilled=filled[entry.factor],
            given=chosen[entry.factor],
            right=entry.level,
            outcome=_outcome(filled[entry.factor], chosen[entry.factor], entry.level),
            points=chosen[entry.factor].points - entry.level.points,
            fact=entry.fact,
            why_not_higher=entry.why_not_higher,
        )
        for entry in key.entries
    )
    before = rate(filled, standard, case.kind_of_work, catalog)
    after = rate(chosen, standard, case.kind_of_work, catalog)
    anchored = sum(factor.points for factor in factors if factor.outcome == "missed")
    return Audit(
        case=case.id,
        factors=factors,
        prefilled_total=before.total,
        prefilled_grade=before.grade,
        total=after.total,
        grade=after.grade,
        right_total=key.total,
        right_grade=key.grade,
        anchored=anchored,
        grade_anchored=standard.grade_of(key.total + anchored).name,
    )


def _outcome(filled: Level, given: Level, right: Level) -> str:
    if filled == right:
        return "fits" if given == right else "spoiled"
    if given == right:
        return "found"
    return "missed" if given == filled else "still wrong"
