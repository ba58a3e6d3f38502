"""The review of a borderline total, step by step, with the factors to look at again."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets

from fesgrade.apps.parts.html import esc
from fesgrade.apps.rating.position import Position, factor_words
from fesgrade.apps.what_if.moves import far_words
from fesgrade.apps.what_if.tool import Tool
from fesgrade.borderline import Check, Coach, Pattern, Step, coach
from fesgrade.whatif import Moves, moves
from fesgrade.widgets.region import Region


class CoachTool(Tool):
    """The review of a total near a line, step by step."""

    slug = "borderline"
    title = "Check a borderline total"
    about = "When one level would cross a line: the steps of the review, and the factors to look at again."

    def widgets(self) -> list[ipywidgets.Widget]:
        self.review = Region(role="region", label="Review of the total")
        return [self.review]

    def show(self) -> None:
        now = self.now
        found = coach(now.codes, now.standard, now.tables, now.kind)
        self.review.html = coach_html(found, now) if found else far_html(moves(now.codes, now.standard), now)

    def teaser(self, now: Position) -> str:
        found = coach(now.codes, now.standard, now.tables, now.kind)
        if found is None:
            return "Not borderline: no change of a single level crosses a line."
        either = " or ".join(line.grade for line in found.lines)
        return f"Borderline: one level of one factor would make it {either}."


def far_html(found: Moves, now: Position) -> str:
    """Return why there is nothing to review."""
    source = "GSSG p. 8 and 29" if now.standard.is_supervisory else "Handbook p. 11-12"
    return (
        f"<p>This total is not borderline: it is {esc(' and '.join(far_words(found)))}, more than any single level "
        "brings. The review is for a total that one level of one factor would take across a line. "
        f'<span class="fg-source">{source}</span></p>'
    )


def coach_html(found: Coach, now: Position) -> str:
    """Return the steps of the review."""
    return f'<ol class="fg-steps">{"".join(_step_html(step, now) for step in found.steps)}</ol>'


def _step_html(step: Step, now: Position) -> str:
    html = f'<h3>{esc(step.title)}</h3><p>{esc(step.text)} <span class="fg-source">{esc(step.source)}</span></p>'
    if step.patterns:
        html += _patterns_html(step.patterns, now)
    if step.checks:
        html += f'<ul class="fg-checks-again">{"".join(_check_html(check, now) for check in step.checks)}</ul>'
    return f"<li>{html}</li>"


def _check_html(check: Check, now: Position) -> str:
    return (
        f"<li><b>{esc(factor_words(now, check.factor))}, credited {esc(check.level)}:</b> {esc(check.threshold)} "
        f'<span class="fg-source">{esc(check.source)}</span><br>{esc(check.question)}</li>'
    )


def _patterns_html(patterns: Sequence[Pattern], now: Position) -> str:
    grades = list(dict.fromkeys(pattern.grade for pattern in patterns))
    by_place = {(pattern.factor, pattern.grade): pattern for pattern in patterns}
    heads = "".join(f'<th scope="col">{esc(grade)} typical</th>' for grade in grades)
    rows = ""
    for factor in now.standard.factors:
        cells = ""
        for grade in grades:
            pattern = by_place.get((factor.id, grade))
            fits = pattern is not None and pattern.fits
            cells += f"<td>{'<b>' if fits else ''}{esc(' or '.join(pattern.typical) if pattern else '–')}"
            cells += ' <span class="fg-fits">fits</span></b></td>' if fits else "</td>"
        name, level = factor_words(now, factor.id), now.codes[factor.id]
        rows += f'<tr><th scope="row">{esc(name)}</th><td>{esc(level)}</td>{cells}</tr>'
    return (
        '<div class="fg-scroll" tabindex="0" role="group" aria-label="Typical levels"><table class="fg-table">'
        "<caption>This position beside the typical levels of the grades around it (examples only)</caption>"
        f'<thead><tr><th scope="col">Factor</th><th scope="col">This position</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
