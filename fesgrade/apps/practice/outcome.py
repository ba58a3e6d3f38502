"""What came of a committed answer, as widgets: made only once the key may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.findings import findings_html, one_level_html
from fesgrade.apps.practice import audit, words
from fesgrade.classroom import anchoring, feedback
from fesgrade.classroom.anchoring import Prefill
from fesgrade.classroom.feedback import Feedback
from fesgrade.classroom.practice import AnswerKey, Case
from fesgrade.classroom.results import Attempt
from fesgrade.compare import waterfall
from fesgrade.pictures.rows import waterfall_rows
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region


class Outcome(NamedTuple):
    """The result in short, and the parts that explain it."""

    result: Markup
    parts: tuple[ipywidgets.Widget, ...]


class Answers:
    """Says what came of an answer; its widgets are made once and hold nothing until then."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.feedback = Region(role="region", label="Feedback", name="fg-card")
        self.findings = Region(role="region", label="To check in your rating", name="fg-card")
        self.steps: Picture | None = None

    def rating(self, case: Case, key: AnswerKey, one: Attempt, chosen: Mapping[str, str]) -> Outcome:
        """Hold an answer against the key; ``chosen`` is what the sheet shows by now."""
        levels = dict(one.levels)
        found = feedback.feedback(case, key, levels, self.tables)
        self.feedback.html = words.feedback_html(found, dict(one.reasons))
        self.findings.html = findings_html(found.evaluation.findings) + one_level_html(found.evaluation.one_level)
        steps = (self._steps(found, key, self.tables.standards[case.standard]),) if found.misses else ()
        return Outcome(
            words.outcome_html(found, changed=dict(chosen) != levels), (*steps, self.feedback, self.findings)
        )

    def _steps(self, found: Feedback, key: AnswerKey, standard: Standard) -> Picture:
        """Return the picture of the way from the right total to the student's."""
        bars = waterfall(key.codes, [credit.level for credit in found.evaluation.credits], standard)
        rows = waterfall_rows(
            bars=bars, factors=standard.factors, grades=standard.grades, start="Right levels", end="Your levels"
        )
        if self.steps is None:
            self.steps = Picture(
                "waterfall",
                title="What each miss does to the total",
                heads=("Factor", "Right", "Yours", "Points", "Total so far", "Grade"),
                caption="From the right total to yours, one miss after the other",
            )
        self.steps.put(rows, words.steps_table(found, bars), words.steps_words(found))
        return self.steps

    def audit(self, case: Case, key: AnswerKey, filled: Prefill, chosen: Mapping[str, str]) -> Outcome:
        """Hold a pre-filled profile, and what became of it, against the key."""
        found = anchoring.audit(case=case, key=key, prefilled=filled.levels, catalog=self.tables, given=dict(chosen))
        self.feedback.html = audit.audit_html(found)
        return Outcome(audit.outcome_html(found), (self.feedback,))
