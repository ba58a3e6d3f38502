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
from fesgrade.files.schema import Schema, map_of, record_of, text_of
from fesgrade.files.schema import read as read_json
from fesgrade.sources import FaultsError
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box
from fesgrade.widgets.record import Record
from fesgrade.widgets.region import guard, quietly

State = TypeVar("State")
#: What is said of something that was kept in this browser and cannot be read.
LEFT_OUT = "What this browser had kept of an earlier visit could not be read; it was left out."
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
        self.browser: BrowserStore[State] | None = None
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
            if self.browser:
                self.browser.keep(self.now)

    # This browser ----------------------------------------------------------------------------------

    def keep_in(self, browser: BrowserStore[State]) -> None:
        """Keep a part of the state in this browser, too, until its button clears it."""
        self.browser = browser
        browser.record.observe(guard(lambda _: self._recall(browser), clears=False), "ready")
        browser.forget.on_click(guard(lambda _: self.go(browser.clear(self.now))))

    def _recall(self, browser: BrowserStore[State]) -> None:
        """Take back what an earlier visit left; that is no step to undo."""
        try:
            kept = browser.kept()
            self.amend(lambda state: browser.read(kept, state) if kept else state)
        except FaultsError:
            self.refresh()
            raise FaultsError([LEFT_OUT]) from None


class BrowserStore(Generic[State]):
    """What is kept of a state in this browser, under ``key``; show ``widget``, which has a button that clears it.

    ``write`` returns it as plain values that fit ``form``, none at all where there is nothing to keep; ``read`` puts
    them into a state, and raises a ``ValueError`` of fesgrade where they do not belong there; ``clear`` returns a
    state without them. ``label`` is the text of the button.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        form: Schema,
        write: Callable[[State], Mapping[str, Any]],
        read: Callable[[Any, State], State],
        clear: Callable[[State], State],
    ) -> None:
        self.form = record_of(values=map_of(text_of()), extra=form)
        self.write, self.read, self.clear = write, read, clear
        self.record = Record(key=key)
        self.forget = ipywidgets.Button(description=label, disabled=True)
        self.widget = box(self.forget, self.record, name="fg-bar")

    def keep(self, state: State) -> None:
        """Keep a state; before the browser has told what it kept there is nothing to overwrite."""
        if self.record.ready:
            self.record.extra = dict(self.write(state))
            self.forget.disabled = not self.record.extra

    def kept(self) -> Any:
        """Return what an earlier visit left, ``None`` where there is nothing."""
        return read_json(self.record.kept, "What this browser keeps", self.form)["extra"] if self.record.kept else None
