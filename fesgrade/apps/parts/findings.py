"""Findings as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from fesgrade.apps.parts.html import esc
from fesgrade.evaluation import Finding

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
