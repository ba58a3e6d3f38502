"""The name of each kind of finding, and which of them only explain."""

from __future__ import annotations

#: The name of each kind of finding on factor levels and their grade, in the order in which tables list them.
OF_LEVELS = {
    "primary-alone": "Primary Standard alone",
    "outside-standard": "Level outside the standard",
    "between-levels": "Between two levels",
    "unconfirmed-level": "Level not confirmed",
    "mastery": "Mastery of a profession",
    "unlikely-contacts": "Unlikely contacts",
    "even-grade": "Even grade",
    "outside-grades": "Grade outside the standard",
    "unusual-grade": "Unusual grade",
    "no-typical": "No typical levels",
    "no-adjustment": "Before adjustment",
    "near-line": "Near a line",
    "atypical-factor": "Not the typical pattern",
}
#: The name of every kind of finding.
FINDINGS = OF_LEVELS | {
    # supervisory work
    "not-covered": "Not covered by the guide",
    "no-base": "No base grade",
    "workload-unaccounted": "Workload not accounted for",
    "left-out-decides": "How the base was counted",
    "contractors-only": "Contractors only",
    "mostly-fws": "Mostly Federal Wage System",
    "base-below-quarter": "Base below 25 percent",
    "factor-6-above-base": "Factor 6 above the base",
    "factor-6-below-base": "Factor 6 below the base",
    "contacts-differ": "Not the same contacts",
    "contacts-apart": "Contacts and purpose far apart",
    "against-checklist": "Against the check list",
    "nobody-under": "Who is under the position",
    "term-not-met": "Term not met",
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
#: The kinds that explain; the others ask for a decision.
CALM = {"no-adjustment", "no-typical", "deputy", "tie", "supervisory-title"}
