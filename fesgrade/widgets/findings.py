"""Findings as a list, each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.evaluation import Finding
from fesgrade.widgets.html import hint, source, tag


def finding_list(findings: Sequence[Finding]) -> Markup:
    """Return findings as a list without its heading."""
    if not findings:
        return hint("Nothing so far.")
    return tag("ul.fg-findings", (_finding(finding) for finding in findings))


def _finding(finding: Finding) -> Markup:
    name = "li.fg-finding" if finding.is_calm else "li.fg-finding.fg-finding-warning"
    heading = tag("strong", finding.name, ".")
    return tag(name, heading, " ", finding.message, " ", source(finding.source))
