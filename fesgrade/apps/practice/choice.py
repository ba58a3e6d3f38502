"""The controls that choose which case is on the Practice page, of which set, and for which exercise."""

from __future__ import annotations

import ipywidgets

from fesgrade.apps.practice.state import AUDIT, RATE, SETS, State, cases_of
from fesgrade.classroom.practice import Practice
from fesgrade.widgets.base import box
from fesgrade.widgets.fold import Fold
from fesgrade.widgets.hint import field as labelled


class Choice:
    """Exercise, set, case, and the way to the next one; the page hears what is chosen."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.exercise = ipywidgets.Dropdown(
            options=[("Rate the position yourself", RATE), ("Audit a pre-filled profile", AUDIT)]
        )
        self.set = ipywidgets.Dropdown(options=[(words, kind) for kind, words in SETS.items()])
        self.name = ipywidgets.Dropdown()
        self.next = ipywidgets.Button(description="Next case")
        self.fold = Fold(slug="choices", title="Exercise, set of cases, round")

    def widgets(self, *more: ipywidgets.Widget) -> tuple[ipywidgets.Box, ipywidgets.Box]:
        """Return the choice of the case, and the rest with ``more`` behind it: on a phone that is folded away."""
        fields = labelled(self.exercise, "Exercise"), labelled(self.set, "Set of cases")
        case = box(labelled(self.name, "Case"), self.next, name="fg-bar")
        rest = box(*fields, *more, name="fg-bar fg-more")
        return case, box(self.fold, rest, name="fg-tool fg-choosing")

    def show(self, state: State) -> None:
        """Offer the cases of the set, with the one on the page chosen."""
        self.exercise.value, self.set.value = state.exercise, state.set
        options = tuple((case.title, case.id) for case in cases_of(state, self.practice))
        if options != self.name.options:
            self.name.options = options
        self.name.value = state.case
