"""Findings as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import hint, join, source, tag
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


def findings_html(findings: Sequence[Finding]) -> Markup:
    """Return what to look at again, each with its source."""
    return join(tag("h2#fg-to-check", "To check"), finding_list(findings))


def finding_list(findings: Sequence[Finding]) -> Markup:
    """Return findings as a list without its heading."""
    if not findings:
        return hint("Nothing so far.")
    return tag("ul.fg-findings", (_finding(finding) for finding in findings))


def _finding(finding: Finding) -> Markup:
    name = "li.fg-finding" if finding.code in CALM else "li.fg-finding.fg-finding-warning"
    heading = tag("strong", FINDINGS.get(finding.code, "To check"), ".")
    return tag(name, heading, " ", finding.message, " ", source(finding.source))
