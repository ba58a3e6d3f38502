"""The section for positions with more than one kind of work: its table, which work controls, and time against grade."""

from __future__ import annotations

from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import hint, join
from fesgrade.apps.rating.words import finding_names
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.apps.supervisory.state import ABOVE, BLANK_KIND, GRADES, State
from fesgrade.apps.supervisory.words import missing_html, mixed_html
from fesgrade.evaluation import Evaluation
from fesgrade.pictures.rows import time_rows
from fesgrade.standards import Catalog
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.filein import FileIn
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region
from fesgrade.widgets.rows import Rows

NUMBERS = [value for value, _ in GRADES]
CONDITIONS: list[dict[str, Any]] = [
    {"key": "regular", "label": "Regular and continuing", "type": "checkbox", "width": 6},
    {"key": "recruiting", "label": "Recruiting would ask for its knowledge", "type": "checkbox", "width": 6},
    {"key": "temporary", "label": "Temporary or short-term", "type": "checkbox", "width": 6, "more": True},
    {"key": "in_absence", "label": "Only while someone is absent", "type": "checkbox", "width": 6, "more": True},
    {"key": "closer_supervision", "label": "Under closer supervision than normal", "type": "checkbox", "width": 6,
     "more": True},
    {"key": "training", "label": "Only to train for higher work", "type": "checkbox", "width": 6, "more": True},
    {"key": "supervisory", "label": "It is supervision", "type": "checkbox", "width": 6, "more": True,
     "when": [["grade", NUMBERS]]},
    {"key": "authority", "label": "Its authority meets 3-2", "type": "select", "width": 6, "more": True,
     "options": [["", "Not answered"], ["yes", "Yes"], ["no", "No"]],
     "when": [["grade", NUMBERS], ["supervisory", [True]]]},
]  # fmt: skip


def columns(tables: Catalog) -> list[dict[str, Any]]:
    """Return the columns: a grade is given, taken from the evaluation above, or follows from factor levels."""
    standards = [[each.id, f"By levels, {each.short_title}"] for each in tables.standards.values()
                 if not each.is_supervisory]  # fmt: skip
    return [
        {"key": "name", "label": "Work", "type": "text", "width": 4},
        {"key": "share", "label": "Share", "unit": "(%)", "type": "number", "width": 2},
        {"key": "grade", "label": "Grade", "type": "select", "width": 6,
         "options": [["", "Choose…"], [ABOVE, "From the evaluation above"], *standards, *GRADES]},
        {"key": "levels", "label": "Factor levels, such as 1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1", "type": "text",
         "width": 12, "when": [["grade", [name for name, _ in standards]]]},
        *CONDITIONS,
    ]  # fmt: skip


INTRO = Markup(
    '<h2 id="fg-mixed">Other work in the position</h2>'
    "<p>A position with work at several grades is a <b>mixed-grade position</b>. Its highest work decides when it "
    "takes most of the time. With less, it decides only if it is regular and continuing, takes at least 25 percent of "
    "the time, and recruiting would ask for its knowledge. "
    '<span class="fg-source">Introduction p. 17-18; Handbook p. 40</span></p>'
    "<p>Grade each kind of work by itself: by its own factor levels, by the evaluation above, or by a grade that you "
    "give.</p>"
)
BRING = "Work that you graded on Evaluate: copy its link there and paste it here, or add the file saved there."
#: The row offered while no row takes its grade from the evaluation above.
SUPERVISION = {"name": "Supervision", "grade": ABOVE}


class MixedSection:
    """The widgets of the section; ``rows`` is its table, ``show`` brings the rest in line."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.rows = Rows(
            label="Kinds of work", columns=columns(tables), blank=dict(BLANK_KIND), add="Add a kind of work",
            more="What would keep it from controlling",
        )  # fmt: skip
        # Work that was graded on the Evaluate page comes over, and is not typed again.
        self.open = FileIn(label="Add a saved evaluation", accept=".json")
        self.link = ipywidgets.Text(continuous_update=False, placeholder="https://")
        self.brought = Region(role="status", label="Work from the Evaluate page")
        bring = box(
            labelled(self.link, "Link from the Evaluate page", BRING),
            box(self.open, name="fg-field"),
            name="fg-bar",
        )
        self.outcome = Region(role="region", label="Work that controls", name="fg-outcome")
        heads = ("Work", "Grade", "Percent of the time", "Controls?")
        self.picture = Picture("time", time_rows((), 100.0), title="Time against grade", heads=heads)
        self.widget: ipywidgets.Widget = box(
            box(
                Region(INTRO),
                self.rows,
                box(bring, self.brought, name="fg-bring"),
                self.outcome,
                name="fg-card fg-stack",
            ),
            self.picture,
            name="fg-stack",
        )

    def show(self, state: State, follows: Follows) -> None:
        graded = follows.mixed
        above = any(row["grade"] == ABOVE for row in state.kinds)
        offered = {} if above else {**SUPERVISION, "share": state.time}
        with self.rows.hold_sync():
            self.rows.blank = {**BLANK_KIND, **offered}
            self.rows.rows = [dict(row) for row in state.kinds]
            self.rows.notes = _notes(state, follows, self.tables)
        self.outcome.html = join(
            missing_html(follows.kinds_missing, follows.kinds_faults),
            not state.kinds and hint("Leave this out when supervision is all the position does."),
            mixed_html(graded) if graded else None,
        )
        show_only(self.picture, bool(graded))
        if graded:
            rows = time_rows(graded.kinds, graded.unaccounted)
            words = {"controls": "controls", "barred": "may not control"}
            table = [(row["name"], row["grade"], row["share"], words.get(row["role"], "")) for row in rows]
            labels = "; ".join(row["label"] for row in rows)
            about = f"Share of the time of each kind of work, with lines at 25 and 50 percent. {labels}."
            self.picture.put(rows, table, about)


def _notes(state: State, follows: Follows, tables: Catalog) -> list[str]:
    """Say below each row which grade it has from where, and whether its work controls."""
    if follows.mixed is None:
        return [_rated(follows.rated.get(number), tables) for number, _ in enumerate(state.kinds, start=1)]
    return [
        (f"{kind.grade}, from the evaluation above. " if row["grade"] == ABOVE else "")
        + _rated(follows.rated.get(number), tables)
        + ("This work controls the grade." if kind.controls else "This work does not control the grade.")
        for number, (row, kind) in enumerate(zip(state.kinds, follows.mixed.kinds, strict=True), start=1)
    ]


def _rated(evaluation: Evaluation | None, tables: Catalog) -> str:
    """Return what a row's own factor levels come to, and what there is to check in them."""
    if evaluation is None:
        return ""
    names = finding_names(evaluation.findings)
    check = f" To check: {names}." if names else ""
    standard = tables.standards[evaluation.standard].short_title
    return f"{evaluation.total:,} points by {standard}, {evaluation.grade}.{check} "
