"""Which case is on the Practice page, of which set, and for which exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import ipywidgets

from fesgrade.apps.rating.state import KINDS
from fesgrade.classroom.practice import Case, Practice
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import guard

RATE, AUDIT, SUPERVISORY = "rate", "audit", "supervisory"
SETS = {
    "": "All cases",
    **{kind: words.partition(",")[0] for kind, words in KINDS.items()},
    SUPERVISORY: "Supervisory work",
}


def auditable(case: Case) -> bool:
    """Return whether a case can be audited: that needs a key, and typical levels of a kind of work."""
    return bool(case.keyed and case.kind_of_work)


class Choice:
    """The controls that choose exercise, set and case; ``opened`` is called when there is another one.

    ``done`` says of a case whether it has been answered, for the way to the next one. Show ``widgets``.
    """

    def __init__(self, practice: Practice, done: Callable[[str], bool], opened: Callable[[], None]) -> None:
        self.practice = practice
        self.done, self.opened = done, opened
        self.case = next(iter(practice.cases.values()))
        self.quiet = False
        self.exercise = ipywidgets.Dropdown(
            options=[("Rate the position yourself", RATE), ("Audit a pre-filled profile", AUDIT)]
        )
        self.set = ipywidgets.Dropdown(options=[(words, kind) for kind, words in SETS.items()])
        self.name = ipywidgets.Dropdown()
        self.next = ipywidgets.Button(description="Next case")
        self.exercise.observe(guard(lambda _: self.list()), "value")
        self.set.observe(guard(lambda _: self.list()), "value")
        self.name.observe(guard(lambda change: self._select(change["new"])), "value")
        self.next.on_click(guard(lambda _: self.go_on()))
        self._offer()

    @property
    def auditing(self) -> bool:
        return bool(self.exercise.value == AUDIT)

    def widgets(self, *more: ipywidgets.Widget) -> ipywidgets.Box:
        """Return the controls, with ``more`` behind them."""
        fields = (
            labelled(self.exercise, "Exercise"), labelled(self.set, "Set of cases"), labelled(self.name, "Case")
        )  # fmt: skip
        return box(*fields, self.next, *more, name="fg-bar")

    def cases(self) -> list[Case]:
        """Return the cases of the set."""
        kind = self.set.value
        every = [case for case in self.practice.cases.values() if kind in ("", case.kind_of_work or SUPERVISORY)]
        return list(filter(auditable, every)) if self.auditing else every

    def list(self) -> None:
        """Offer the cases of the set, and open the one at hand or else the first."""
        if not self.quiet:
            self._offer()
            self.opened()

    def _offer(self) -> None:
        with self._quietly():
            if not self.cases():  # supervisory work has no typical levels to audit
                self.set.value = ""
            listed = self.cases()
            if self.case not in listed:
                self.case = listed[0]
            self.name.options = [(case.title, case.id) for case in listed]
            self.name.value = self.case.id

    def _select(self, name: str) -> None:
        if not self.quiet and name != self.case.id:
            self.case = self.practice.case(name)
            self.opened()

    def go_on(self) -> None:
        """Go to the next case of the set that is not done yet, or else just to the next one."""
        names = [case.id for case in self.cases()]
        at = names.index(self.case.id)
        later = names[at + 1 :] + names[:at]
        self.name.value = next((name for name in later if not self.done(name)), (later or names)[0])

    def go(self, case: str, exercise: str = RATE) -> None:
        """Open a case for an exercise, whatever the set."""
        with self._quietly():
            self.case = self.practice.case(case)
            self.set.value = ""
            self.exercise.value = exercise
        self.list()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change controls without taking it for the student's doing."""
        before, self.quiet = self.quiet, True
        try:
            yield
        finally:
            self.quiet = before
