"""Undo and redo over states that never change themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

_State = TypeVar("_State")


@dataclass(frozen=True, slots=True)
class History(Generic[_State]):
    """What a page shows now, and what undo and redo lead to. Every step gives a new history."""

    now: _State
    past: tuple[_State, ...] = ()
    future: tuple[_State, ...] = ()

    def go(self, state: _State) -> History[_State]:
        """Show another state; what was undone before is forgotten. The state shown already changes nothing."""
        return self if state == self.now else History(state, (*self.past, self.now))

    def amend(self, change: Callable[[_State], _State]) -> History[_State]:
        """Change something that is no step to undo, in this state and in those that undo and redo lead to."""
        return History(change(self.now), tuple(map(change, self.past)), tuple(map(change, self.future)))

    def undo(self) -> History[_State]:
        """Go one step back, or stay when there is none."""
        return History(self.past[-1], self.past[:-1], (self.now, *self.future)) if self.past else self

    def redo(self) -> History[_State]:
        """Go one step forward again, or stay when nothing was undone."""
        return History(self.future[0], (*self.past, self.now), self.future[1:]) if self.future else self

    def move(self, by: int) -> History[_State]:
        """Undo (-1) or redo (1)."""
        return self.undo() if by < 0 else self.redo()
