"""What the pages say about a standard, a result and its findings, as HTML. Every text goes through ``esc``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fesgrade.apps.components import esc
from fesgrade.evaluation import Evaluation, Finding, Progress
from fesgrade.standards import Catalog, Standard

#: The first words of a finding; its sentence follows.
FINDINGS = {
    "primary-alone": "Primary Standard alone",
    "outside-standard": "Level outside the standard",
    "unconfirmed-level": "Level not confirmed",
    "unlikely-contacts": "Unlikely contacts",
    "even-grade": "Even grade",
    "outside-grades": "Grade outside the standard",
    "unconfirmed-range": "Grade range not confirmed",
    "no-adjustment": "Before adjustment",
    "borderline": "Borderline total",
    "atypical-factor": "Not the typical pattern",
    # supervisory work
    "not-covered": "Not covered by the guide",
    "no-base": "No base grade",
    "workload-unaccounted": "Workload not accounted for",
    "left-out-decides": "How the base was counted",
    "contractors-only": "Contractors only",
    "mostly-fws": "Mostly Federal Wage System",
    "base-below-quarter": "Base below 25 percent",
    "factor-6-above-base": "Factor 6 above the base",
    "above-range": "Above GS-15",
    "deputy": "Deputy",
    # mixed-grade work
    "time-unaccounted": "Time not accounted for",
    "none-qualifies": "No work controls",
    "counted-together": "Counted together",
    "tie": "More than one kind at the grade",
    "less-than-majority": "Less than half of the time",
    "supervisory-title": "Supervisory title",
    # evidence
    "no-evidence": "No statement yet",
    "evidence-falls-short": "Falls short",
    "evidence-below": "Not supported",
    "evidence-higher": "Goes further",
}
#: Findings that explain; the others ask for a decision.
CALM = {"borderline", "no-adjustment", "unconfirmed-range", "deputy", "tie", "supervisory-title"}


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


def findings_html(findings: Sequence[Finding]) -> str:
    """Return what to look at again, each with its source."""
    return f'<h2 id="fg-to-check">To check</h2>{finding_list(findings)}'


def finding_list(findings: Sequence[Finding]) -> str:
    """Return findings as a list without its heading."""
    if not findings:
        return '<p class="fg-hint">Nothing so far.</p>'
    items = "".join(
        f'<li class="fg-finding{"" if finding.code in CALM else " fg-finding-warning"}">'
        f"<strong>{esc(FINDINGS.get(finding.code, 'To check'))}.</strong> {esc(finding.message)} "
        f'<span class="fg-source">{esc(finding.source)}</span></li>'
        for finding in findings
    )
    return f'<ul class="fg-findings">{items}</ul>'


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


# Numbers and tables ---------------------------------------------------------------------------


def plural(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``"1 row"``, ``"2 rows"``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def signed(points: int) -> str:
    """Return points with their sign, as text is set: ``+300``, ``−125``."""
    return f"{points:+,}".replace("-", "−")


#: A text shorter than this stands on one line of its cell.
SHORT = 9


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object]], caption: str, addresses: Sequence[str] | None = None
) -> str:
    """Return a table that scrolls within itself on a narrow screen; the first cell of a row heads it.

    ``addresses`` has one for each row to which its first cell leads, in a new tab; a blank one leads nowhere.
    """
    shown = list(rows)
    links = addresses or [""] * len(shown)
    numeric = [at > 0 and {type(row[at]) for row in shown if row[at] != ""} == {int} for at in range(len(heads))]
    dress = [' class="fg-number"' if each else "" for each in numeric]
    head = "".join(f'<th scope="col"{style}>{esc(each)}</th>' for each, style in zip(heads, dress, strict=True))
    body = "".join(
        f"<tr>{_head(row[0], link)}{''.join(map(_cell, row[1:], dress[1:]))}</tr>"
        for row, link in zip(shown, links, strict=True)
    )
    return (
        f'<div class="fg-scroll" tabindex="0" role="group" aria-label="{esc(caption)}"><table class="fg-table">'
        f"<caption>{esc(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object, dress: str) -> str:
    if not dress and len(str(value)) < SHORT:
        dress = ' class="fg-nowrap"'  # a grade is not parted at its hyphen
    return f"<td{dress}>{esc(value)}</td>"


def _head(value: object, link: str) -> str:
    said = esc(value)
    if link:  # in a new tab, because going back to this page would begin it anew
        new = '<span class="fg-visually-hidden"> (new tab)</span>'
        said = f'<a href="{esc(link)}" target="_blank" rel="noopener">{said}{new}</a>'
    return f'<th scope="row">{said}</th>'
