"""Files in and out without a browser: parts become files, and a file that cannot be made is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.sources import FaultsError
from fesgrade.widgets import region
from fesgrade.widgets.downloads import Downloads, File, file_name, free_name
from fesgrade.widgets.filein import FileIn, contents, file_in


@pytest.fixture(autouse=True)
def no_alert() -> Iterator[None]:
    region.alert("")
    yield
    region.alert("")


def hand_in(control: FileIn, *files: tuple[str, bytes], part: int = 4) -> None:
    """Send files as the browser does, in parts of a few bytes."""
    for at, (name, content) in enumerate(files):
        parts = max(1, -(-len(content) // part))
        for number in range(parts):
            place = {"file": at, "files": len(files), "name": name, "part": number, "parts": parts}
            control._handle_custom_msg(place, [memoryview(content[number * part : (number + 1) * part])])


@given(st.lists(st.tuples(st.sampled_from(["a.json", "b.json"]), st.binary(max_size=20)), min_size=1, max_size=4))
def test_parts_become_the_files_that_were_sent(files: list[tuple[str, bytes]]) -> None:
    taken: list[Mapping[str, bytes]] = []
    box = file_in("Open", ".json", taken.append, multiple=True)
    hand_in(box.children[0], *files)
    assert [list(each.values()) for each in taken] == [[content for _, content in files]]
    assert [name[:1] for name in taken[0]] == [name[:1] for name, _ in files]


def test_a_file_that_was_cut_off_is_forgotten_when_the_next_one_begins() -> None:
    control = FileIn(label="Open")
    control._handle_custom_msg({"file": 0, "files": 1, "name": "a", "part": 0, "parts": 2}, [memoryview(b"lost")])
    hand_in(control, ("b", b"whole"))
    assert control.value == ({"name": "b", "content": b"whole"},)


def test_no_more_is_held_than_is_allowed() -> None:
    control = FileIn(label="Open", largest=10)
    hand_in(control, ("a", b"x" * 100))
    assert 10 < len(control.value[0]["content"]) <= 14  # whoever reads it refuses it


def test_what_the_reader_refuses_is_told_and_the_next_file_is_read() -> None:
    def take(files: Mapping[str, bytes]) -> None:
        if b"bad" in files.values():
            raise FaultsError(["bad.json is <bad>."])

    control = file_in("Open", ".json", take).children[0]
    hand_in(control, ("bad.json", b"bad"))
    assert unescape(region.alerts().html).count("bad.json is <bad>.") == 1
    hand_in(control, ("good.json", b"good"))
    assert region.alerts().html == ""
    assert control.value == ()


def test_the_same_name_twice_is_told_apart() -> None:
    assert list(contents(({"name": "a.json", "content": b""},) * 3)) == ["a.json", "a (2).json", "a (3).json"]
    assert free_name("a.json", {}) == "a.json"


def test_a_file_is_made_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    made = Downloads("Save", {"x": "Save x"}, lambda key: File(f"{key}.txt", "text/plain", b"\x00\xff"))
    monkeypatch.setattr(made, "send", lambda content, buffers=None: sent.append((content, buffers)))
    assert made.buttons == [["x", "Save x"]]
    made._handle_custom_msg({"ask": "x"}, [])
    assert sent == [({"make": "x"}, None)]  # the browser asks again when the kernel has seen what came before
    sent.clear()
    made._handle_custom_msg({"make": "x"}, [])
    assert sent == [({"name": "x.txt", "mime": "text/plain"}, [b"\x00\xff"])]


def test_a_file_that_cannot_be_made_is_told_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(_: str) -> File:
        raise FaultsError(["It is not complete."])

    sent = []
    made = Downloads("Save", {"x": "Save x"}, make)
    monkeypatch.setattr(made, "send", lambda content, buffers=None: sent.append((content, buffers)))
    made._handle_custom_msg({"make": "x"}, [])
    assert sent == [({}, None)]
    assert "It is not complete." in region.alerts().html


@given(st.lists(st.text()))
def test_a_name_for_a_file_is_plain_and_short(words: list[str]) -> None:
    name = file_name("evaluation", *words, ending=".json")
    assert name.startswith("evaluation") and name.endswith(".json") and len(name) <= 85
    assert set(name[:-5]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
