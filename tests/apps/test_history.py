"""Undo and redo."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fesgrade.apps.parts.history import History


def test_undo_and_redo_walk_the_history() -> None:
    history = History("a").go("b").go("c")
    assert (history.now, history.past, history.future) == ("c", ("a", "b"), ())
    back = history.undo().undo()
    assert (back.now, back.past, back.future) == ("a", (), ("b", "c"))
    assert back.undo() is back
    assert back.redo().redo() == history
    assert history.redo() is history
    assert history.undo().go("d") == History("d", ("a", "b"), ())
    assert history.go("c") is history
    assert (history.move(-1), history.move(1)) == (history.undo(), history.redo())


@given(st.lists(st.one_of(st.integers(0, 3), st.sampled_from(["undo", "redo"])), max_size=30))
def test_undo_takes_back_every_step(actions: list[int | str]) -> None:
    history: History[int | str] = History(0)
    for action in actions:
        before = history
        history = history.undo() if action == "undo" else history.redo() if action == "redo" else history.go(action)
        if isinstance(action, int) and history is not before:
            assert history.undo().now == before.now
            assert history.undo().redo() == history
        if action == "undo" and history is not before:
            assert history.redo() == before
