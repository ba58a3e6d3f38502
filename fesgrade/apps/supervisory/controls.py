"""The sections of the Supervisory page: what each asks, its controls, and what it shows; other work has its own module.

What happens when a control is changed is the page's (:mod:`fesgrade.apps.supervisory.page`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import items, join, source, sourced, tag
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.apps.supervisory.lists import FactorLists
from fesgrade.apps.supervisory.state import ALIGNMENT, BLANK_WORK, GRADES, HALF, NONE, State
from fesgrade.apps.supervisory.words import base_html, coverage_html, missing_html
from fesgrade.combinations import Combination
from fesgrade.documents.fields import LONGEST_TEXT
from fesgrade.sources import listed
from fesgrade.standards import Standard
from fesgrade.supervisory.base import ADJUSTABLE, EXCLUDED, KINDS
from fesgrade.supervisory.coverage import EXCLUSIONS
from fesgrade.supervisory.facts import ENOUGH_SITUATIONS, RAISED
from fesgrade.widgets.base import box
from fesgrade.widgets.choices import checks
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region
from fesgrade.widgets.rows import Rows
from fesgrade.widgets.sheet import Sheet, rules_of, sheet_of

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
    '<h2 id="fg-factors">Factors 1 to 4</h2><p>Pick the highest level that the work fully meets, or open the check '
    "list of a factor and check what is true of the position: that leads to the level. "
    '<span class="fg-source">GSSG p. 8</span></p>'
)
#: Which factors are rated on one sheet, with the check lists below it.
SHEETS = (("1",), ("2",), ("3",), ("4A", "4B"), ("6",))
CONDITIONS = join(
    tag("h2#fg-conditions", "Other conditions"),
    tag(
        "p",
        "Factor 6 has two steps: pick the level first, then see whether special situations add one. Three or more of "
        f"them add a single level, and only to {listed(RAISED, 'or')}. ",
        source("GSSG p. 23-24"),
    ),
)
ALTERNATIVE = (
    (HALF, "Use the 50 percent alternative",
     "For second and higher levels with much work above the base: the highest grade of nonsupervisory work that takes "
     "at least half of the supervisor's own time.", "GSSG p. 22"),
    (ALIGNMENT, "The result is in sound alignment with other supervisory positions",
     "The alternative may be used only then.", "GSSG p. 22"),
)  # fmt: skip
SAME_CONTACTS = "Do 4A and 4B rest on the same contacts?"
SAME_WHY = "Whoever is credited in 4A must be met for the purpose in 4B (GSSG p. 18)."
DEPUTY = (
    "deputy", "The position is a full deputy or full assistant chief",
    "A deputy or assistant chief who shares in full in the chief's duties and authority. Rate the chief's duties "
    "above: the deputy is normally one grade lower.", "GSSG p. 6, 9, 30",
)  # fmt: skip


def contents_html() -> Markup:
    """Return the links to the parts of the page."""
    links = (tag("a", words, href=f"#{name}") for name, words in CONTENTS)
    return tag("nav", items("ul.fg-contents", links), aria_label="On this page")


class CoverageSection:
    """Whether the guide may be used: share of time, authority, exclusions."""

    def __init__(self) -> None:
        options = [(code, words[0].upper() + words[1:], "", source) for code, (words, source) in EXCLUSIONS.items()]
        self.time = ipywidgets.Text(continuous_update=False)
        self.authority = ipywidgets.Dropdown(
            options=[("Not answered", ""), ("At least 3-2", "yes"), ("Less than 3-2", "no")]
        )
        self.exclusions = checks(
            "Does an exclusion apply?", [*options, (NONE, "None of these applies", "", "")], none=NONE
        )
        self.outcome = Region(role="region", label="Coverage", name="fg-outcome")
        facts = box(
            labelled(self.time, "Share of time that supervision takes (%)"),
            labelled(self.authority, "Authority over people other than contractors"),
            name="fg-bar",
        )
        self.widget = box(Region(COVERAGE), facts, self.exclusions, self.outcome, name="fg-card fg-stack")

    def show(self, state: State, follows: Follows) -> None:
        self.time.value, self.authority.value = state.time, state.authority
        self.exclusions.chosen = list(state.exclusions)
        self.outcome.html = missing_html((), follows.coverage_faults) + coverage_html(follows.covered)


class FactorsSection:
    """The sheets of the factors that are rated, each with its check lists.

    Factor 5 has no sheet: its level follows from the work directed.
    """

    def __init__(self) -> None:
        self.sheets = {
            ids: Sheet(label=f"Factor {listed(ids)}", ask="Write down why", longest=LONGEST_TEXT) for ids in SHEETS
        }
        self.lists = {ids: FactorLists(*ids) for ids in (*SHEETS, ("5",))}
        self.contacts = ipywidgets.Dropdown(options=[("Not answered", ""), ("Yes", "yes"), ("No", "no")])
        self.asked = box(labelled(self.contacts, SAME_CONTACTS, SAME_WHY), name="fg-card")
        self.heading = Region(FACTORS)
        self.guide = ""

    @property
    def first(self) -> list[ipywidgets.Widget]:
        """What stands below the heading of factors 1 to 4."""
        both = [each for ids in SHEETS[:-1] for each in (self.sheets[ids], self.lists[ids].widget)]
        return [*both[:-1], self.asked, both[-1]]

    def show(self, state: State, follows: Follows) -> None:
        if self.guide != follows.guide.id:
            self.guide = follows.guide.id
            factors, _ = sheet_of(follows.guide)
            for ids, sheet in self.sheets.items():
                sheet.factors = [factor for factor in factors if factor["id"] in ids]
        for ids, sheet in self.sheets.items():
            sheet.chosen = {factor: code for factor, code in follows.levels.items() if factor in ids}
        self.contacts.value = state.contacts
        for each in self.lists.values():
            each.show(state, follows)

    def show_reasons(self, reasons: Mapping[str, str]) -> None:
        """Show what the record says of each level: see :class:`Sheet`."""
        for ids, sheet in self.sheets.items():
            sheet.reasons = {name: text for name, text in reasons.items() if name.partition("/")[0] in ids}

    def show_rules(self, rules: Mapping[str, Sequence[Combination]]) -> None:
        """Show at its factor what to keep in mind about the level just chosen."""
        for ids, sheet in self.sheets.items():
            sheet.rules = rules_of({factor: rules[factor] for factor in ids if factor in rules})


class DirectedSection:
    """The work directed, the base grade that it gives, and the questions on second and higher levels."""

    def __init__(self) -> None:
        self.heading = Region()
        self.work = Rows(
            label="Work directed", columns=work_columns(False), blank=dict(BLANK_WORK),
            add="Add a kind of work", more="Trainee work, or work left out",
        )  # fmt: skip
        self.second = checks("Second and higher level supervisors", ALTERNATIVE)
        self.base = Region(role="region", label="Base grade", name="fg-outcome")
        self.rules = Region(role="status", label="Keep in mind")
        self.widget = box(
            self.heading, self.work, self.base, self.rules, self.second, name="fg-card fg-stack fg-directed"
        )

    def show(self, state: State, follows: Follows) -> None:
        base = follows.base
        self.heading.html = directed_html(follows.guide, base.points if base else None)
        with self.work.hold_sync():
            self.work.columns, self.work.rows = work_columns(HALF in state.second), list(map(dict, state.work))
        self.base.html = join(missing_html(follows.missing, follows.faults), base_html(base) if base else None)
        self.second.chosen = list(state.second)

    def show_rules(self, rules: Sequence[Combination]) -> None:
        """Show what to keep in mind about the level that the base grade has just given."""
        items = [tag("li", sourced(rule.text, rule.source)) for rule in rules]
        self.rules.html = tag("ul.fg-rules", *items) if items else Markup()


class ConditionsSection:
    """The special situations of factor 6, and whether the position is a deputy's."""

    def __init__(self) -> None:
        self.heading = Region(CONDITIONS)
        self.situations = checks("Which special situations are met?")
        self.added = Region()
        self.deputy = checks("Deputy", [DEPUTY])
        self.widgets = (
            box(self.situations, self.added, name="fg-card fg-stack"), box(self.deputy, name="fg-card")
        )  # fmt: skip
        self.guide = ""

    def show(self, state: State, follows: Follows) -> None:
        met = list(state.situations)
        if self.guide != follows.guide.id:
            self.guide = follows.guide.id
            rows = [(str(one.number), f"{one.number} {one.name}", one.synopsis, one.source)
                    for one in follows.guide.situations]  # fmt: skip
            self.situations.offer(self.situations.label, rows, *met)
        self.situations.chosen = met
        added = next((step.outcome for step in follows.steps if step.code == "situations"), "")
        self.added.html = situations_html(added, len(met))
        self.deputy.chosen = ["deputy"] if state.deputy else []


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
         "options": [["", "Not a trainee"], *GRADES]},
        {"key": "excluded", "label": "Left out", "type": "select", "width": 8, "more": True,
         "options": [["", "No"], *([code, f"Yes, {words}"] for code, words in EXCLUDED.items())]},
        {"key": "adjusted", "label": "Grade under normal supervision", "type": "select", "width": 5, "more": True,
         "when": [["excluded", list(ADJUSTABLE)]], "options": [["", "Not counted"], *GRADES]},
    ]  # fmt: skip
    if alternative:
        own = {"key": "own", "label": "Supervisor's own time", "unit": "(%)", "type": "number", "width": 4}
        columns.insert(4, own)
    return columns


def directed_html(guide: Standard, points: int | None) -> Markup:
    """Return the heading of factor 5 with its points, and what to list."""
    factor = guide.by_factor["5"]
    shown = tag("span.fg-points", "–" if points is None else f"{points:,}", aria_label="points")
    about = (
        "List the basic, nonsupervisory work directed, in hours of work, not number of employees, with its grade or "
        "the General Schedule equivalent. The ",
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
