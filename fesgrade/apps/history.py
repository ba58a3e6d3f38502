"""Undo and redo over states that never change themselves."""

from __future__ import annotations

from typing import Generic, TypeVar

S = TypeVar("S")


class History(Generic[S]):
    """The states of a page and where it stands among them."""

    def __init__(self, first: S) -> None:
        self._states = [first]
        self._at = 0

    @property
    def now(self) -> S:
        return self._states[self._at]

    @property
    def first(self) -> bool:
        """Whether there is nothing to undo."""
        return self._at == 0

    @property
    def last(self) -> bool:
        """Whether there is nothing to redo."""
        return self._at == len(self._states) - 1

    def add(self, state: S) -> None:
        """Take a new state, unless it is the one that stands; what was undone before is forgotten."""
        if state != self.now:
            self._states[self._at + 1 :] = [state]
            self._at += 1

    def move(self, by: int) -> None:
        """Undo (-1) or redo (1), as far as there is something."""
        self._at = min(max(self._at + by, 0), len(self._states) - 1)
