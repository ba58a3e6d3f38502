"""What a page holds, kept in one place: undo and redo, the page's address, and this browser's storage.

A page's state is one frozen value. The page says how it is written as the query of an address and read back; whatever
changes the state goes through the keeper, which then has the page shown. What a page changes on its own controls
meanwhile is not taken for the user's doing (:func:`fesgrade.widgets.region.quietly`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

import ipywidgets

from fesgrade.apps.parts.history import History
from fesgrade.sources import FaultsError
from fesgrade.widgets.address import Address
from fesgrade.widgets.region import guard, quietly

State = TypeVar("State")
#: What stands behind the question mark of an address, as text by name.
Query = Mapping[str, str]


class Keeper(Generic[State]):
    """Keeps the state of one page; show ``address``, and ``undo`` and ``redo`` where there is something to undo.

    ``write`` returns the query for a state. ``read`` returns the state that a query asks for, given the state at hand,
    and raises a ``ValueError`` of fesgrade when the query is damaged: then nothing changes. ``show`` brings the page in
    line with a state. ``moved`` may add to what undo and redo lead to, given the state before and that state.
    """

    def __init__(
        self,
        first: State,
        *,
        write: Callable[[State], Query],
        read: Callable[[Query, State], State],
        show: Callable[[State], object],
        moved: Callable[[State, State], State] = lambda _, after: after,
    ) -> None:
        self.history = History(first)
        self.write, self.read, self.show, self.moved = write, read, show, moved
        self.undo, self.redo = (ipywidgets.Button(description=word) for word in ("Undo", "Redo"))
        self.address = Address()
        self.undo.on_click(guard(lambda _: self.move(-1)))
        self.redo.on_click(guard(lambda _: self.move(1)))
        self.address.observe(guard(lambda _: self.open(self.address.query)), "ready")

    @property
    def now(self) -> State:
        """The state that the page shows."""
        return self.history.now

    def watch(self, widget: ipywidgets.Widget, trait: str, change: Callable[[Any], State]) -> None:
        """Take the state that ``change`` returns for the new value whenever the user changes a trait of a control.

        Where it refuses the value, the control shows again what holds.
        """

        def take(event: Mapping[str, Any]) -> None:
            try:
                state = change(event["new"])
            except FaultsError:
                self.refresh()
                raise
            self.go(state)

        widget.observe(guard(take), trait)

    def go(self, state: State) -> None:
        """Take another state, as a step that can be undone; what was undone before is forgotten."""
        self.history = self.history.go(state)
        self.refresh()

    def amend(self, change: Callable[[State], State]) -> None:
        """Change something that is no step to undo, in every state of the history."""
        self.history = self.history.amend(change)
        self.refresh()

    def move(self, by: int) -> None:
        """Undo (-1) or redo (1)."""
        before, self.history = self.now, self.history.move(by)
        self.history = replace(self.history, now=self.moved(before, self.now))
        self.refresh()

    def open(self, query: Query) -> None:
        """Take the state that a query asks for; one that asks for nothing leaves the address alone, too."""
        state = self.read(query, self.now)
        if state is not self.now:
            self.go(state)

    def refresh(self) -> None:
        """Bring the page and its address in line with the state."""
        with quietly():
            self.undo.disabled, self.redo.disabled = not self.history.past, not self.history.future
            self.show(self.now)
            if self.address.ready:
                self.address.query = dict(self.write(self.now))
