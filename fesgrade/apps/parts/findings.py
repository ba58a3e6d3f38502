"""Findings as a page shows them: under their heading, and what is none."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import join, tag
from fesgrade.evaluation import Finding
from fesgrade.lines import ONE_LEVEL, OneLevel, one_level_words
from fesgrade.widgets.findings import finding_list


def findings_html(findings: Sequence[Finding]) -> Markup:
    """Return what to look at again, each with its source."""
    return join(tag("h2#fg-to-check", "To check"), finding_list(findings))


def one_level_html(found: Sequence[OneLevel]) -> Markup:
    """Return to which other grades one level of one factor leads, which is no finding."""
    return tag("p.fg-one-level", tag("strong", f"{ONE_LEVEL}:"), f" {one_level_words(found)}")
