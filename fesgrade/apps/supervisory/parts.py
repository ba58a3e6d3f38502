"""The fixed words and the controls of the Supervisory page: what is asked, in which columns, with which sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from fesgrade.apps.parts.html import items, join, source, sourced, tag
from fesgrade.apps.supervisory.state import ALIGNMENT, GRADES, HALF, NONE
from fesgrade.standards import Standard
from fesgrade.supervisory.base import ADJUSTABLE, EXCLUDED, KINDS
from fesgrade.supervisory.coverage import EXCLUSIONS
from fesgrade.supervisory.grade import ENOUGH_SITUATIONS, RAISED
from fesgrade.widgets.choices import Choices, Option, checks

CONTENTS = (
    ("fg-coverage", "Coverage"),
    ("fg-factors", "Factors 1 to 4"),
    ("fg-directed", "Work directed"),
    ("fg-conditions", "Other conditions"),
    ("fg-argument", "How the grade follows"),
    ("fg-mixed", "Other work in the position"),
    ("fg-keep", "Keep, share, print"),
)
COVERAGE = Markup(
    '<h2 id="fg-coverage">May the guide be used?</h2>'
    "<p>The General Schedule Supervisory Guide (GSSG) is for positions that direct other people's work, both in "
    "substance and as their manager. It may grade a position only if three things hold: supervision takes at least 25 "
    "percent of the time, the authority meets at least level 3-2, and no exclusion applies. "
    '<span class="fg-source">GSSG p. 2-3</span></p>'
)
FACTORS = Markup(
    '<h2 id="fg-factors">Factors 1 to 4</h2><p>Pick the highest level that the work fully meets. Rate 4A and 4B on the '
    'same contacts: whoever is credited in 4A must be met for the purpose in 4B. <span class="fg-source">GSSG p. 8, '
    "18</span></p>"
)
ALTERNATIVE = (
    ("Use the 50 percent alternative", HALF,
     "For second and higher levels with much work above the base: the highest grade of nonsupervisory work that takes "
     "at least half of the supervisor's own time."),
    ("The result is in sound alignment with other supervisory positions", ALIGNMENT,
     "The alternative may be used only then."),
)  # fmt: skip
DEPUTY = (
    "A deputy or assistant chief who shares in full in the chief's duties and authority. Rate the chief's duties "
    "above: the deputy is normally one grade lower."
)
ARGUMENT = tag("h2#fg-argument", "How the grade follows")


def contents_html() -> Markup:
    """Return the links to the parts of the page."""
    links = (tag("a", words, href=f"#{name}") for name, words in CONTENTS)
    return tag("nav", items("ul.fg-contents", links), aria_label="On this page")


def work_columns(alternative: bool) -> list[dict[str, Any]]:
    """Return the columns of the work directed; the supervisor's own time is asked for the alternative only."""
    columns: list[dict[str, Any]] = [
        {"key": "name", "label": "Work", "type": "text", "width": 4},
        {"key": "grade", "label": "Grade", "type": "select", "width": 2,
         "options": [["", "–"], *GRADES]},
        {"key": "share", "label": "Share", "unit": "(%)", "type": "number", "width": 2},
        {"key": "kind", "label": "Who does it", "type": "select", "width": 4,
         "options": [[code, words[0].upper() + words[1:]] for code, words in KINDS.items()]},
        {"key": "full", "label": "Full-performance grade", "type": "select", "width": 4, "more": True,
         "options": [["", "No trainee work"], *GRADES]},
        {"key": "excluded", "label": "Left out", "type": "select", "width": 8, "more": True,
         "options": [["", "No"], *([code, f"Yes, {words}"] for code, words in EXCLUDED.items())]},
        {"key": "adjusted", "label": "Grade under normal supervision", "type": "select", "width": 5, "more": True,
         "when": [["excluded", list(ADJUSTABLE)]], "options": [["", "Not counted"], *GRADES]},
    ]  # fmt: skip
    if alternative:
        own = {"key": "own", "label": "Supervisor's own time", "unit": "(%)", "type": "number", "width": 4}
        columns.insert(4, own)
    return columns


def exclusions() -> Choices:
    """Return the boxes of what takes a position out of the guide."""
    options = [(code, words[0].upper() + words[1:], "", source) for code, (words, source) in EXCLUSIONS.items()]
    return checks("Does an exclusion apply?", [*options, (NONE, "None of these applies", "", "")], none=NONE)


def second_level() -> Choices:
    return checks(
        "Second and higher level supervisors",
        [(value, label, text, "GSSG p. 22") for label, value, text in ALTERNATIVE],
    )


def situations(guide: Standard) -> Choices:
    """Return the boxes of the special situations of factor 6."""

    def options() -> Iterator[Option]:
        for each in guide.situations:
            yield str(each.number), f"{each.number} {each.name}", each.synopsis, each.source

    return checks("Which special situations are met?", options())


def deputy() -> Choices:
    return checks(
        "Deputy", [("deputy", "The position is a full deputy or full assistant chief", DEPUTY, "GSSG p. 6, 9, 30")]
    )


def directed_html(guide: Standard, points: int | None) -> Markup:
    """Return the heading of factor 5 with its points, and what to list."""
    factor = guide.by_factor["5"]
    shown = tag("span.fg-points", "–" if points is None else f"{points:,}", aria_label="points")
    about = (
        "List the basic, nonsupervisory work directed, in hours of duty and not in heads, with its grade or the "
        "General Schedule equivalent. The ",
        tag("b", "base grade"),
        " is the highest one that comes to 25 percent together with all work above it, and the base grade gives the "
        "level.",
    )
    return join(
        tag("h2#fg-directed.fg-factor-head", tag("span.fg-badge", factor.id), factor.name, shown),
        tag("p", sourced(about, "GSSG p. 21-23")),
    )


def situations_html(outcome: str, met: int) -> Markup:
    """Return how many special situations are met, and what that does."""
    words = outcome or f"{met} of 8 met; {ENOUGH_SITUATIONS} are enough."
    return tag("p.fg-alert", sourced(words, "GSSG p. 23-24"), aria_live="polite")


CONDITIONS = join(
    tag("h2#fg-conditions", "Other conditions"),
    tag(
        "p",
        "Factor 6 has two steps: pick the level first, then see whether special situations add one. Three or more of "
        f"them add a single level, and only to {', '.join(RAISED[:-1])} or {RAISED[-1]}. ",
        source("GSSG p. 23-24"),
    ),
)
