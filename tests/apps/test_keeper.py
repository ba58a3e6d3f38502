"""What keeps a page's state: undo, the address, this browser, and that a page does not listen to itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import ipywidgets
import pytest

from fesgrade.apps.parts.keeper import LEFT_OUT, BrowserStore, Keeper
from fesgrade.files.schema import record_of, text_of
from fesgrade.sources import FaultsError
from fesgrade.widgets import region
from fesgrade.widgets.region import guard, quietly


@dataclass(frozen=True)
class State:
    text: str = ""
    note: str = ""


class Page:
    """A text that stands in the address, and a note that is kept in the browser."""

    def __init__(self) -> None:
        region.alert("")
        self.shown: list[State] = []
        self.field, self.other = ipywidgets.Text(), ipywidgets.Text()
        self.keeper = Keeper(
            State(), write=lambda state: {"text": state.text} if state.text else {}, read=self.read, show=self.show
        )
        self.store = BrowserStore[State](
            "page", "Clear", form=record_of(note=text_of(longest=5)),
            write=lambda state: {"note": state.note} if state.note else {},
            read=lambda kept, state: replace(state, note=kept["note"]), clear=lambda state: replace(state, note=""),
        )  # fmt: skip
        self.keeper.keep_in(self.store)
        self.keeper.watch(self.field, "value", self.changed)
        self.keeper.watch(self.other, "value", self.changed)
        self.keeper.refresh()

    @staticmethod
    def changed(text: str) -> State:
        if text == "bad":
            raise FaultsError(["No <bad> text."])
        return State(text)

    @staticmethod
    def read(query: Any, now: State) -> State:
        if query.get("text") == "damaged":
            raise FaultsError(["The link is damaged."])
        return replace(now, text=query["text"]) if "text" in query else now

    def show(self, state: State) -> None:
        self.shown.append(state)
        self.field.value = self.other.value = state.text  # both fields would be heard, were it not quiet


@pytest.fixture
def page() -> Page:
    return Page()


def said() -> str:
    return unescape(region.alerts().html)


def test_one_change_is_one_step_and_the_page_does_not_hear_itself(page: Page) -> None:
    page.field.value = "a"
    page.other.value = "b"
    assert page.shown == [State(), State("a"), State("b")]
    assert (page.field.value, page.other.value) == ("b", "b")
    page.keeper.undo.click()
    assert page.keeper.now == State("a") and page.field.value == "a" and not page.keeper.redo.disabled
    page.keeper.undo.click()
    page.keeper.undo.click()
    assert page.keeper.now == State() and page.keeper.undo.disabled
    page.keeper.redo.click()
    assert page.keeper.now == State("a")


def test_what_is_refused_changes_nothing_and_the_control_shows_what_holds(page: Page) -> None:
    page.field.value = "a"
    page.field.value = "bad"
    assert "No <bad> text." in said()
    assert page.keeper.now == State("a") and page.field.value == "a"
    page.other.value = "b"
    assert said() == ""


def test_the_address_is_read_once_it_is_there_and_written_from_then_on(page: Page) -> None:
    page.field.value = "a"
    assert page.keeper.address.query == {}
    page.keeper.address.query = {"other": "x"}
    page.keeper.address.ready = True
    assert page.keeper.address.query == {"other": "x"}  # it asked for nothing, and stays as it is
    page.field.value = "b"
    assert page.keeper.address.query == {"text": "b"}
    linked = Page()
    linked.keeper.address.query = {"text": "c"}
    linked.keeper.address.ready = True
    assert linked.field.value == "c"
    damaged = Page()
    damaged.keeper.address.query = {"text": "damaged"}
    damaged.keeper.address.ready = True
    assert "The link is damaged." in said() and damaged.keeper.now == State()


def test_what_was_kept_comes_back_in_every_state_and_is_cleared_by_the_button(page: Page) -> None:
    page.field.value = "a"
    assert page.store.record.extra == {}
    page.store.record.kept = json.dumps({"values": {}, "extra": {"note": "Hello"}})
    page.store.record.ready = True
    assert page.keeper.now == State("a", "Hello") and page.store.record.extra == {"note": "Hello"}
    page.keeper.undo.click()
    assert page.keeper.now == State("", "Hello")  # it came back before the first step
    page.store.forget.click()
    assert page.keeper.now == State() and page.store.record.extra == {} and page.store.forget.disabled
    page.keeper.undo.click()
    assert page.store.record.extra == {"note": "Hello"}


@pytest.mark.parametrize(
    "kept", ["{", "[]", '{"values": {}}', '{"values": {}, "extra": {"note": "Hello!"}}', '{"values": 1, "extra": {}}']
)
def test_what_was_kept_and_is_damaged_is_left_out_with_a_sentence(page: Page, kept: str) -> None:
    page.field.value = "a"
    page.store.record.kept = kept
    page.store.record.ready = True
    assert LEFT_OUT in said() and page.keeper.now == State("a") and page.store.record.extra == {}


def test_nothing_is_heard_while_a_page_is_quiet_even_after_a_fault() -> None:
    heard: list[str] = []
    listen = guard(heard.append)
    with quietly():
        listen("one")
        with quietly():
            listen("two")
        listen("three")
    with pytest.raises(ValueError, match="fault"), quietly():
        raise ValueError("fault")
    listen("four")
    assert heard == ["four"]


def test_a_state_that_is_no_step_leaves_undo_as_it_is(page: Page) -> None:
    page.field.value = "a"
    page.keeper.amend(lambda state: replace(state, note="n"))
    assert [state.note for state in (page.keeper.now, *page.keeper.history.past)] == ["n", "n"]
    page.keeper.undo.click()
    assert page.keeper.now == State("", "n")
