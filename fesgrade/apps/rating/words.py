"""What the pages say about a standard, a result and its findings, as HTML. Every text goes through ``esc``."""

from __future__ import annotations

from fesgrade.apps.parts.findings import FINDINGS
from fesgrade.apps.parts.html import esc
from fesgrade.evaluation import Evaluation, Progress
from fesgrade.standards import Catalog, Standard


def result_html(result: Evaluation, standard: Standard, check_at: str = "") -> str:
    """Return the result of a whole evaluation: grade, total, range, distances and how much there is to check.

    ``check_at`` is the address of the page that shows the findings; empty for this one.
    """
    grade = standard.grade_of(result.total)
    span = (grade.high or max(result.total, grade.low + 1)) - grade.low
    share = min(100, round(100 * result.above_floor / span))
    after = "the highest grade" if result.to_next is None else f"{esc(result.to_next)} to GS-{grade.grade + 1}"
    names = dict.fromkeys(FINDINGS.get(finding.code, finding.code) for finding in result.findings)
    link = f'<a href="{esc(check_at)}#fg-to-check">To check</a>'
    check = f"{link}: {esc(', '.join(names))}" if names else "Nothing to check"
    return (
        f'<p class="fg-grade">{esc(result.grade)}</p>'
        f'<p class="fg-total"><b>{esc(result.total)} points</b> '
        f'<span class="fg-range">{esc(result.grade)} runs from {esc(grade.points)}</span></p>'
        f'<div class="fg-meter" aria-hidden="true"><div style="width:{share}%"></div></div>'
        f'<p class="fg-distances"><span>{esc(result.above_floor)} above the floor</span> '
        f"<span>{after}</span></p>"
        f'<p class="fg-count">{check}</p>'
    )


def progress_html(so_far: Progress, standard: Standard) -> str:
    """Return what is known before every factor has a level: the points so far, what is missing, what is possible."""
    low, high = so_far.lowest.name, so_far.highest.name
    possible = low if low == high else f"{low} to {high}"
    names = [standard.by_factor[factor].short_name.lower() for factor in so_far.missing]
    missing = "every factor" if len(names) == len(standard.factors) else ", ".join(names)
    points = sum(credit.points for credit in so_far.credits)
    return (
        f'<p class="fg-grade fg-grade-open">{esc(possible)}</p>'
        f'<p class="fg-total"><b>{esc(points)} points so far</b> '
        f'<span class="fg-range">still possible: {esc(so_far.low)} to {esc(so_far.high)}</span></p>'
        f'<p class="fg-missing">Missing: {esc(missing)}</p>'
    )


def standard_html(standard: Standard, catalog: Catalog) -> str:
    """Return what the user must know about a standard: its limits, and the series it is for."""
    parts = [f"<b>{esc(standard.title)}</b>, {esc(standard.edition)}. {esc(standard.note)}"]
    series = catalog.series.get(standard.series)
    if series:
        parts.append(
            f"<b>Series {esc(series.id)}, {esc(series.title)}:</b> {esc(series.definition)} Basic title: "
            f'{esc(series.basic_title)}. <span class="fg-source">{esc(series.source)}</span>'
        )
    note = "".join(f"<p>{part}</p>" for part in parts)
    states = {level.status for level in standard.levels()}
    legend = []
    if "outside" in states:
        legend.append("<b>Dashed</b> levels are not described by it.")
    if "unknown" in states:
        legend.append("<b>Dotted</b> ones are not confirmed for it.")
    if legend:
        legend.append("You can still choose them; their points are the Primary Standard's (Handbook p. 11).")
    if standard.complete:
        key = f'<p class="fg-hint">{esc(standard.short_title)}: {" ".join(legend)}</p>' if legend else ""
        return f"{key}<details><summary>About this standard and its series</summary>{note}</details>"
    key = f"<b>{esc(standard.short_title)} is known in part.</b> {' '.join(legend)}"
    return (
        f'<div class="fg-alert fg-alert-warning">{key} '
        f"<details><summary>What is known, and its series</summary>{note}</details></div>"
    )
