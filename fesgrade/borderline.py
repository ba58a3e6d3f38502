"""Borderline totals: what to compare and check again before the grade stands (Handbook p. 11-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fesgrade.levels import Levels, find_kind, read_levels, wanted_grade
from fesgrade.lines import near_lines
from fesgrade.standards import Catalog, Level, Standard, Typical
from fesgrade.whatif import Line, Move, Moves, moves


@dataclass(frozen=True, slots=True)
class Check:
    """A factor to look at again: what is credited, its threshold, and what the other reading would come to."""

    factor: str
    level: str
    threshold: str
    question: str
    move: Move
    source: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A factor's level beside the levels typical of a grade; ``fits`` when it is one of them."""

    grade: str
    factor: str
    level: str
    typical: tuple[str, ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the review, with what to look at and the document and page of the rule."""

    title: str
    text: str
    source: str
    checks: tuple[Check, ...] = ()
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Coach:
    """The review of a total that is near ``lines``."""

    total: int
    grade: str
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]


def coach(levels: Levels, standard: Standard, catalog: Catalog, kind_of_work: str | None = None) -> Coach | None:
    """Return the steps of a borderline review, or ``None`` when the total is not near a line (:mod:`fesgrade.lines`).

    ``kind_of_work`` replaces that of the standard for the typical levels. The review never changes the grade.
    Source: Handbook p. 11-12 (p. 10 on thresholds, p. 14-17 on typical levels); GSSG p. 8 and 29-30.
    """
    chosen = read_levels(levels, standard)
    found = moves(levels, standard)
    near = {line.grade for line in near_lines(chosen, standard, catalog.near_lines.get(standard.id))}
    lines = tuple(line for line in (found.down, found.up) if line and wanted_grade(line.grade) in near)
    if not lines:
        return None
    supervisory = standard.is_supervisory
    checks = tuple(_check(standard, chosen, move) for line in lines for move in line.by_one_level)
    steps = [
        Step("See which line is near", _near(found, lines), "GSSG p. 8 and 29" if supervisory else "Handbook p. 11")
    ]
    if not supervisory:
        kind = find_kind(kind_of_work, standard)
        grades = [found.grade, *(line.grade for line in lines)]
        printed = {grade: catalog.typical_for(kind, wanted_grade(grade), standard) for grade in grades} if kind else {}
        patterns = _patterns([chosen[factor.id] for factor in standard.factors], printed)
        source = "; ".join(dict.fromkeys(each.source for each in printed.values() if each.source))
        steps.append(
            Step(
                "Compare the pattern",
                "Set these levels beside benchmarks, illustrations and your agency's own jobs of this occupation. A "
                "factor that stands out needs a reason"
                + (", though the typical levels are examples only." if patterns else "."),
                f"Handbook p. 11; {source}" if source else "Handbook p. 11",
                patterns=patterns,
            )
        )
    steps.append(
        Step(
            "Check each level again",
            "Read the level credited and the ones next to it once more, these factors first. A level is a threshold: "
            "work that passes one and does not fully meet the next gets the lower one.",
            "GSSG p. 8" if supervisory else "Handbook p. 10 and 12",
            checks=checks,
        )
    )
    steps.append(
        Step(
            "Take the grade that the points give",
            "When the levels stand, so does the grade, however near the line is."
            + (" Only then look at the adjustment for the base grade." if supervisory else ""),
            "GSSG p. 29-30" if supervisory else "Handbook p. 12",
        )
    )
    return Coach(found.total, found.grade, lines, tuple(steps))


def _near(found: Moves, lines: tuple[Line, ...]) -> str:
    ways = [
        f"{abs(line.points):,} {'more' if line.points > 0 else 'fewer'} would make it {line.grade}" for line in lines
    ]
    return f"{found.total:,} points are {found.grade}; {'; '.join(ways)}."


def _check(standard: Standard, chosen: Mapping[str, Level], move: Move) -> Check:
    level = chosen[move.change.factor]
    outcome = f"{move.change.end}: {move.total:,} points, {move.grade}"
    if move.change.points > 0:
        question = f"{move.change.needs[0]} If the work fully meets that too: {outcome}; if not, {level.code} stays."
    else:
        question = f"Does the work fully meet {level.code}? If not, it is {outcome}."
    return Check(
        factor=level.factor,
        level=level.code,
        threshold=level.synopsis,
        question=question,
        move=move,
        source=level.source,
    )


def _patterns(levels: list[Level], printed: Mapping[str, Typical]) -> tuple[Pattern, ...]:
    """Return each factor beside the typical levels of the grades; nothing where none are printed."""
    found = []
    for grade, typical in printed.items():
        for level in levels:
            usual = tuple(f"{level.factor}-{number}" for number in typical.levels.get(level.factor, ()))
            if usual:
                fits = level.code in usual
                found.append(Pattern(grade=grade, factor=level.factor, level=level.code, typical=usual, fits=fits))
    return tuple(found)
