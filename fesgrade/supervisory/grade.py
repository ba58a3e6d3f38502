"""Supervisory work graded with the General Schedule Supervisory Guide (GSSG), as steps that argue the grade.

Three questions, each with its own function: may the guide be used (:func:`coverage`, GSSG p. 2-3), which grade
of work is directed (:func:`find_base`, p. 21-23), and which grade follows (:func:`evaluate`, p. 23-24 and 29-30).
Each :class:`Step` says what was asked, whether the condition is met, what follows and where the rule stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fesgrade.evaluation import (
    NO_ADJUSTMENT,
    Credit,
    Finding,
    PointRange,
    as_plain,
    borderline,
    grade_findings,
    rate,
    status_findings,
)
from fesgrade.levels import Levels, LevelsError, find_kind, read_levels
from fesgrade.shares import Percent, read_grade
from fesgrade.standards import GUIDE, BaseLevel, Catalog, Level, Standard
from fesgrade.supervisory.base import Base, find_guide, level_for, level_step
from fesgrade.supervisory.coverage import QUARTER, Coverage, Step, coverage
from fesgrade.tables import load

#: How many special situations add a level, and to which levels (GSSG p. 23-24).
ENOUGH_SITUATIONS = 3
RAISED = ("6-1", "6-2", "6-3")
#: Work at this base grade makes the supervisor at least that grade (GSSG p. 30).
FLOOR_BASE, FLOOR_GRADE = 9, 11
#: Highest factor 6 level whose text fits a base grade (GSSG p. 24-27): up to this grade, at most this number.
_HIGHEST_SIX = ((6, 2), (8, 3), (10, 4), (11, 5))


@dataclass(frozen=True, slots=True)
class SupervisoryEvaluation:
    """Supervisory work, graded. ``given`` are the levels as given, ``credits`` as credited, with the added level.

    ``total``, ``range``, ``above_floor`` and ``to_next`` belong to the ``converted`` grade; ``grade`` is the one after
    the adjustments. ``covered`` is ``None`` when the share of time was not given.
    """

    standard: str
    kind_of_work: str
    given: tuple[Credit, ...]
    credits: tuple[Credit, ...]
    total: int
    converted: str
    range: PointRange
    above_floor: int
    to_next: int | None
    grade: str
    base_grade: str | None
    special_situations: int
    deputy: bool
    time_share: float | None
    covered: bool | None
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings under the same names, ready for JSON."""
        plain: dict[str, Any] = as_plain(self)
        return plain


# The grade --------------------------------------------------------------------------------------


def evaluate(
    levels: Levels,
    *,
    base_grade: Base | int | str | None = None,
    special_situations: int | str | Iterable[int] = 0,
    deputy: bool = False,
    time_share: Percent | None = None,
    exclusions: Collection[str] | None = None,
    standard: Standard | str = GUIDE,
    kind_of_work: str | None = None,
    data: Catalog | Path | str | None = None,
) -> SupervisoryEvaluation:
    """Grade supervisory work: levels, added level, conversion, then the adjustments in their order.

    ``levels`` is a whole set in any usual notation (:func:`fesgrade.evaluate`). ``base_grade`` is the grade of the
    work directed, as determined under factor 5 at 25 percent or more (``9``, ``"GS-9"``), or what :func:`find_base`
    returned; without it no adjustment is made and a finding says so. ``special_situations`` is how many of the
    eight are met, 0 to 8, or their numbers. ``deputy``: the levels describe the chief's duties, and the grade is
    that of a full deputy or full assistant chief. ``time_share`` and ``exclusions`` as in :func:`coverage`; work
    that is not covered is graded all the same, with a finding that it cannot decide the grade of the position.

    The order: three or more situations turn 6-1, 6-2 or 6-3 into the next level (GSSG p. 23-24); the total is
    converted (p. 29); a grade not above the base becomes one above it (p. 30); with a GS-9 base it is at least
    GS-11 (p. 30); a full deputy is one grade lower than the chief so graded (p. 9, 30); GS-15 is the highest
    (p. 2, 9).

    Raises :class:`~fesgrade.levels.LevelsError` with every fault at once: those of the levels, a base grade that
    contradicts the level of factor 5, anything out of its range.
    """
    catalog = load(data)
    guide = find_guide(standard, catalog)
    faults: list[str] = []
    kind, covered, chart = "", Coverage(None, ()), None
    chosen: dict[str, Level] = {}
    with _noting(faults):
        kind = find_kind(kind_of_work, guide)
    with _noting(faults):
        chosen = read_levels(levels, guide)
    with _noting(faults):
        covered = coverage(time_share, True, exclusions)
    met, names = _read_situations(special_situations, guide, faults)
    base, quarter = _read_base(base_grade, faults)
    with _noting(faults):
        chart = None if base is None else level_for(base, guide)
    if base and chart and chosen and chosen["5"].code != chart.level:
        faults.append(
            f"Factor 5 is given as {chosen['5'].code}, but a base grade of GS-{base} gives {chart.level} "
            f"({chart.source}); change one of the two."
        )
    if faults:
        raise LevelsError(faults)

    top = guide.grades[-1].grade
    credited = _with_added_level(chosen, guide, met)
    plain = rate(credited, guide, kind, catalog)
    converted = guide.grade_of(plain.total)
    grade, adjustments = adjust(converted.grade, base, quarter=quarter, deputy=deputy, top=top)

    def reach(old: Level, new: Level) -> int:
        """Return the grade with one other level; another level of factor 5 stands for the nearest other base."""
        total = sum(level.points for level in _with_added_level({**chosen, new.factor: new}, guide, met).values())
        near = _nearest_base(base, new, guide) if new.factor == "5" else base
        return adjust(guide.grade_of(total).grade, near, quarter=quarter, deputy=deputy, top=top)[0]

    given = tuple(chosen[factor.id] for factor in guide.factors)
    steps = [
        *covered.steps,
        _contacts_step(chosen),
        *_base_steps(base_grade, base, chart),
        _situations_step(chosen["6"], credited["6"], met, names),
        Step(
            "conversion",
            "Which grade do the points convert to?",
            None,
            f"{plain.total:,} points convert to {converted.name} ({converted.points}).",
            converted.source,
            converted.name,
        ),
        *adjustments,
    ]
    findings = [
        *status_findings(given, guide),
        *grade_findings(replace(converted, grade=grade), guide, kind),
        *_own_findings(base_grade, base, chosen, covered, deputy, top, adjustments),
        *borderline(given, grade, guide, reach),
    ]
    return SupervisoryEvaluation(
        guide.id, kind, tuple(Credit(level.factor, level.code, level.points, level.source) for level in given),
        plain.credits, plain.total, converted.name, plain.range, plain.above_floor, plain.to_next, f"GS-{grade}",
        None if base is None else f"GS-{base}", met, deputy, None if time_share is None else float(time_share),
        covered.covered, tuple(steps), tuple(findings),
    )  # fmt: skip


def adjust(
    converted: int,
    base: int | None,
    *,
    quarter: bool = True,
    authority: bool = True,
    deputy: bool = False,
    top: int = 15,
) -> tuple[int, tuple[Step, ...]]:
    """Return the final grade of supervisory work and the steps that lead to it from the converted grade.

    ``base`` is the base grade, ``None`` when unknown; ``quarter`` whether it is at least 25 percent of the
    workload (condition a) and ``authority`` whether 3-2 is met (condition b). A deputy is graded one below the
    chief, whose duties take the adjustments; they never lift the deputy to the chief's own grade. ``top`` is the
    highest grade of the guide; a chief who would be above it leaves a full deputy at it (GSSG p. 9).
    Source: GSSG p. 30, in its order; p. 9 for deputies and the end of the range.
    """
    grade = converted
    steps: list[Step] = []

    def step(code: str, asked: str, met: bool | None, outcome: str, source: str = "GSSG p. 30") -> None:
        steps.append(Step(code, asked, met, outcome, source, f"GS-{grade}"))

    if base is None:
        step(
            "no-adjustment", "Which base grade was determined under factor 5?", None,
            "None was given, so no adjustment for it is made.",
        )  # fmt: skip
    else:
        both = quarter and authority
        step(
            "condition-a", f"Condition a: is the base grade at least {QUARTER} percent of the workload?", quarter,
            f"The base of GS-{base} {'is' if quarter else 'is not'} that much of the workload directed.",
        )  # fmt: skip
        step(
            "condition-b", "Condition b: does the authority credited meet at least 3-2?", authority,
            "It does." if authority else "It is less than 3-2.",
        )  # fmt: skip
        asked = f"Is GS-{converted} no higher than the base of GS-{base}, with both conditions met?"
        if converted > base:
            step("one-above-base", asked, False, f"GS-{converted} is above the base and stands.")
        elif not both:
            step("one-above-base", asked, False, f"A condition is not met, so GS-{converted} stands.")
        else:
            grade = base + 1
            step("one-above-base", asked, True, f"The grade becomes GS-{grade}, one above the base.")
        asked = f"Is the base GS-{FLOOR_BASE}, with both conditions met?"
        if base != FLOOR_BASE or not both:
            why = f"The base is GS-{base}" if base != FLOOR_BASE else "A condition is not met"
            step("gs-9-base", asked, False, f"{why}, so GS-{grade} stands.")
        else:
            before, grade = grade, max(grade, FLOOR_GRADE)
            step(
                "gs-9-base", asked, True,
                f"GS-{before} is raised to GS-{grade}, the least that a GS-{FLOOR_BASE} base allows."
                if grade > before
                else f"The grade may not be below GS-{FLOOR_GRADE}; GS-{grade} stands.",
            )  # fmt: skip
    if deputy:
        grade -= 1
        step(
            "deputy", "Is it a full deputy or full assistant chief, who shares all of the chief's duties?", True,
            f"The chief's duties come to GS-{grade + 1}; a full deputy is normally one grade lower, GS-{grade}.",
            "GSSG p. 6, 9, 30",
        )  # fmt: skip
    within = grade <= top
    grade = min(grade, top)
    step(
        "range", f"Does the grade stay within GS-{top}, the highest of the guide?", within,
        f"GS-{grade} is within it." if within else f"The guide grades no higher, so the grade is GS-{top}.",
        "GSSG p. 2, 9",
    )  # fmt: skip
    return grade, tuple(steps)


@contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Note the faults of a refused input and go on, so that all of them are told at once."""
    try:
        yield
    except LevelsError as error:
        faults += error.faults


def _read_base(value: Base | int | str | None, faults: list[str]) -> tuple[int | None, bool]:
    """Return the base grade and whether it is at least 25 percent, which a grade given alone asserts."""
    if value is None:
        return None, False
    if isinstance(value, Base):
        if value.grade is None:
            faults.append("The table of work directed gives no base grade; correct it or leave the base grade out.")
        return value.grade, value.quarter
    grade = read_grade(value)
    if grade is None:
        faults.append(f"The base grade is given as {value!r}; give GS-1 to GS-15, as 9 or GS-9.")
    return grade, True


def _read_situations(
    value: int | str | Iterable[int], guide: Standard, faults: list[str]
) -> tuple[int, tuple[str, ...]]:
    """Return how many special situations are met, and their names where their numbers were given."""
    known = {situation.number: situation.name for situation in guide.situations}
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= len(known):
        return value, ()
    if isinstance(value, Iterable) and not isinstance(value, str):
        value = numbers = list(value)
        whole = all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
        if whole and set(numbers) <= known.keys() and len(set(numbers)) == len(numbers):
            return len(numbers), tuple(known[number] for number in sorted(numbers))
    faults.append(
        f"The special situations are given as {value!r}; give how many are met, 0 to {len(known)}, or the number of "
        "each one, once."
    )
    return 0, ()


def _with_added_level(chosen: Mapping[str, Level], guide: Standard, met: int) -> dict[str, Level]:
    six = chosen["6"]
    raised = guide.step(six, 1) if met >= ENOUGH_SITUATIONS and six.code in RAISED else None
    return {**chosen, "6": raised or six}


def _nearest_base(base: int | None, level: Level, guide: Standard) -> int | None:
    row = next((row for row in guide.base_levels if row.level == level.code), None)
    if base is None or row is None:
        return base
    return row.lowest_grade if row.lowest_grade > base else row.highest_grade or row.lowest_grade


def _contacts_step(chosen: Mapping[str, Level]) -> Step:
    return Step(
        "contacts",
        "Do 4A and 4B rest on the same contacts?",
        None,
        f"{chosen['4A'].code} and {chosen['4B'].code} may be credited together only for the same people; check it.",
        "GSSG p. 18",
    )


def _base_steps(given: Base | int | str | None, base: int | None, chart: BaseLevel | None) -> Iterator[Step]:
    if isinstance(given, Base):
        yield from given.steps
    elif base and chart:
        yield Step(
            "base",
            "Which is the base grade of the work directed?",
            None,
            f"GS-{base} was given, as determined at {QUARTER} percent of the workload or more.",
            "GSSG p. 21-22",
        )
        yield level_step(base, chart)


def _situations_step(given: Level, credited: Level, met: int, names: tuple[str, ...]) -> Step:
    count = f"{met or 'None'} {'is' if met == 1 else 'are'} met" + (f" ({', '.join(names)})" if names else "")
    asked = f"Are {ENOUGH_SITUATIONS} or more special situations met, at {', '.join(RAISED[:-1])} or {RAISED[-1]}?"
    if given.code not in RAISED:
        outcome = f"{given.code} is credited, to which the special situations add nothing."
    elif met < ENOUGH_SITUATIONS:
        outcome = f"{count}, so {given.code} stays."
    else:
        outcome = f"{count}, so one level is added: {given.code} becomes {credited.code}, {credited.points:,} points."
    return Step("situations", asked, given.code in RAISED and met >= ENOUGH_SITUATIONS, outcome, "GSSG p. 23-24")


def _own_findings(
    given: Base | int | str | None,
    base: int | None,
    chosen: Mapping[str, Level],
    covered: Coverage,
    deputy: bool,
    top: int,
    adjustments: tuple[Step, ...],
) -> Iterator[Finding]:
    if covered.covered is False:
        yield Finding(
            "not-covered",
            f"{' '.join(covered.reasons)} It is graded here all the same.",
            covered.source,
        )
    if isinstance(given, Base):
        yield from given.findings
        if not given.quarter:
            yield Finding(
                "base-below-quarter",
                f"The base of GS-{base} rests on the supervisor's time and is less than {QUARTER} percent of the "
                "workload, so it brings no adjustment.",
                "GSSG p. 22, 30",
                ("5",),
            )
    if base is None:
        yield NO_ADJUSTMENT
    else:
        highest = next((number for grade, number in _HIGHEST_SIX if base <= grade), None)
        if highest and chosen["6"].number > highest:
            yield Finding(
                "factor-6-above-base",
                f"{chosen['6'].code} is written for work above the base of GS-{base}, which fits 6-{highest} at most; "
                "look at factors 5 and 6 again.",
                "GSSG p. 24-27",
                ("5", "6"),
            )
    if base == top and any(step.code == "one-above-base" and step.met for step in adjustments):
        yield Finding(
            "above-range",
            f"The rules would lead above GS-{top}, which this guide does not grade; other policies apply there, and "
            f"a full deputy to a position above GS-{top} is normally not below GS-{top}.",
            "GSSG p. 9",
        )
    if deputy:
        yield Finding(
            "deputy",
            f"One grade below the chief is the normal grade of a full deputy. To a chief in the SES or otherwise above "
            f"GS-{top} the guide does not apply, and the deputy is normally not below GS-{top}.",
            "GSSG p. 9",
        )
