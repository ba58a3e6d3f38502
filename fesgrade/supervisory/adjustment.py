"""The adjustments of supervisory work: from the grade that the points convert to, to the final one (GSSG p. 30)."""

from __future__ import annotations

from collections.abc import Iterator

from fesgrade.supervisory.coverage import QUARTER, Step

#: Work at this base grade makes the supervisor at least that grade (GSSG p. 30).
FLOOR_BASE, FLOOR_GRADE = 9, 11


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
    if base is None:
        asked = "Which base grade was determined under factor 5?"
        steps.append(
            _step(
                code="no-adjustment",
                asked=asked,
                met=None,
                outcome="None was given, so no adjustment for it is made.",
                grade=grade,
            )
        )
    else:
        steps += _conditions(base, grade, quarter=quarter, authority=authority)
        grade, raised = _one_above_base(grade, base, both=quarter and authority)
        steps.append(raised)
        grade, floor = _floor_of_a_gs_9_base(grade, base, both=quarter and authority)
        steps.append(floor)
    if deputy:
        grade -= 1
        asked = "Is it a full deputy or full assistant chief, who shares all of the chief's duties?"
        lower = f"The chief's duties come to GS-{grade + 1}; a full deputy is normally one grade lower, GS-{grade}."
        steps.append(_step(code="deputy", asked=asked, met=True, outcome=lower, grade=grade, source="GSSG p. 6, 9, 30"))
    within = grade <= top
    grade = min(grade, top)
    asked = f"Does the grade stay within GS-{top}, the highest of the guide?"
    outcome = f"GS-{grade} is within it." if within else f"The guide grades no higher, so the grade is GS-{top}."
    steps.append(_step(code="range", asked=asked, met=within, outcome=outcome, grade=grade, source="GSSG p. 2, 9"))
    return grade, tuple(steps)


def _conditions(base: int, grade: int, *, quarter: bool, authority: bool) -> Iterator[Step]:
    """Yield the two conditions of every adjustment."""
    asked = f"Condition a: is the base grade at least {QUARTER} percent of the workload?"
    outcome = f"The base of GS-{base} {'is' if quarter else 'is not'} that much of the workload directed."
    yield _step(code="condition-a", asked=asked, met=quarter, outcome=outcome, grade=grade)
    asked = "Condition b: does the authority credited meet at least 3-2?"
    yield _step(
        code="condition-b",
        asked=asked,
        met=authority,
        outcome="It does." if authority else "It is less than 3-2.",
        grade=grade,
    )


def _one_above_base(grade: int, base: int, *, both: bool) -> tuple[int, Step]:
    """Raise a grade that is not above the base to one above it, if both conditions are met."""
    asked = f"Is GS-{grade} no higher than the base of GS-{base}, with both conditions met?"
    raised = grade <= base and both
    after = base + 1 if raised else grade
    if raised:
        outcome = f"The grade becomes GS-{after}, one above the base."
    elif grade > base:
        outcome = f"GS-{grade} is above the base and stands."
    else:
        outcome = f"A condition is not met, so GS-{grade} stands."
    return after, _step(code="one-above-base", asked=asked, met=raised, outcome=outcome, grade=after)


def _floor_of_a_gs_9_base(grade: int, base: int, *, both: bool) -> tuple[int, Step]:
    """Raise a grade to the least that a GS-9 base allows, if both conditions are met."""
    asked = f"Is the base GS-{FLOOR_BASE}, with both conditions met?"
    holds = base == FLOOR_BASE and both
    after = max(grade, FLOOR_GRADE) if holds else grade
    if after > grade:
        outcome = f"GS-{grade} is raised to GS-{after}, the least that a GS-{FLOOR_BASE} base allows."
    elif holds:
        outcome = f"The grade may not be below GS-{FLOOR_GRADE}; GS-{grade} stands."
    elif base != FLOOR_BASE:
        outcome = f"The base is GS-{base}, so GS-{grade} stands."
    else:
        outcome = f"A condition is not met, so GS-{grade} stands."
    return after, _step(code="gs-9-base", asked=asked, met=holds, outcome=outcome, grade=after)


def _step(code: str, asked: str, met: bool | None, outcome: str, grade: int, *, source: str = "GSSG p. 30") -> Step:
    return Step(code=code, asked=asked, met=met, outcome=outcome, source=source, grade=f"GS-{grade}")
