"""Findings as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import hint, join, source, tag
from fesgrade.evaluation import Finding
from fesgrade.lines import ONE_LEVEL, OneLevel, one_level_words


def findings_html(findings: Sequence[Finding]) -> Markup:
    """Return what to look at again, each with its source."""
    return join(tag("h2#fg-to-check", "To check"), finding_list(findings))


def one_level_html(found: Sequence[OneLevel]) -> Markup:
    """Return to which other grades one level of one factor leads, which is no finding."""
    return tag("p.fg-one-level", tag("strong", f"{ONE_LEVEL}:"), f" {one_level_words(found)}")


def finding_list(findings: Sequence[Finding]) -> Markup:
    """Return findings as a list without its heading."""
    if not findings:
        return hint("Nothing so far.")
    return tag("ul.fg-findings", (_finding(finding) for finding in findings))


def _finding(finding: Finding) -> Markup:
    name = "li.fg-finding" if finding.is_calm else "li.fg-finding.fg-finding-warning"
    heading = tag("strong", finding.name, ".")
    return tag(name, heading, " ", finding.message, " ", source(finding.source))
