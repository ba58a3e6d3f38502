"""The review of a borderline total, step by step, with the factors to look at again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import Child, items, join, sourced, table, tag
from fesgrade.apps.rating.position import Position, factor_words
from fesgrade.apps.what_if.moves import far_words, moves_of
from fesgrade.apps.what_if.tool import Tool
from fesgrade.borderline import Check, Coach, Pattern, Step, coach
from fesgrade.whatif import Moves
from fesgrade.widgets.region import Region


class CoachTool(Tool):
    """The review of a total near a line, step by step."""

    slug = "borderline"
    title = "Check a borderline total"
    about = "When the total is near a line: the steps of the review, and the factors to look at again."

    def widgets(self) -> list[ipywidgets.Widget]:
        self.review = Region(role="region", label="Review of the total")
        return [self.review]

    def show(self) -> None:
        now = self.now
        found = coach_of(now)
        self.review.html = coach_html(found, now) if found else far_html(moves_of(now), now)

    def teaser(self, now: Position) -> str:
        found = coach_of(now)
        if found is None:
            return "Not near a line."
        ways = (
            f"{abs(line.points):,} points {'up' if line.points > 0 else 'down'} to {line.grade}" for line in found.lines
        )
        return f"Near a line: {' and '.join(ways)}."


@lru_cache(maxsize=1)
def coach_of(now: Position) -> Coach | None:
    """Return the review of a position, worked out once for the heading and the section."""
    return coach(now.levels, now.standard, now.tables, now.kind)


def far_html(found: Moves, now: Position) -> Markup:
    """Return why there is nothing to review."""
    words = (
        f"This total is not near a line: it is {' and '.join(far_words(found))}. The review is for a total so close "
        "to a line that even the smallest step of any factor would cross it; no source gives a number of points."
    )
    return tag("p", sourced(words, "GSSG p. 8 and 29" if now.standard.is_supervisory else "Handbook p. 11-12"))


def coach_html(found: Coach, now: Position) -> Markup:
    """Return the steps of the review."""
    return items("ol.fg-steps", (_step(step, now) for step in found.steps))


def _step(step: Step, now: Position) -> Markup:
    return join(
        tag("h3", step.title),
        tag("p", sourced(step.text, step.source)),
        bool(step.patterns) and _patterns(step.patterns, now),
        items("ul.fg-checks-again", (_check(check, now) for check in step.checks)),
    )


def _check(check: Check, now: Position) -> Markup:
    heading = tag("b", f"{factor_words(now, check.factor)}, credited {check.level}:")
    return join(sourced((heading, f" {check.threshold}"), check.source), tag("br"), check.question)


def _patterns(patterns: Sequence[Pattern], now: Position) -> Markup:
    grades = list(dict.fromkeys(pattern.grade for pattern in patterns))
    by_place = {(pattern.factor, pattern.grade): pattern for pattern in patterns}
    rows = [
        [
            factor_words(now, factor.id),
            now.codes[factor.id],
            *(_typical(by_place.get((factor.id, grade))) for grade in grades),
        ]
        for factor in now.standard.factors
    ]
    heads = ["Factor", "This position", *(f"{grade} typical" for grade in grades)]
    caption = "This position beside the typical levels of the grades around it (examples only)"
    return table(heads, rows, caption, label="Typical levels")


def _typical(pattern: Pattern | None) -> Child:
    words = " or ".join(pattern.typical) if pattern else "–"
    return tag("b", words, " ", tag("span.fg-fits", "fits")) if pattern and pattern.fits else words
