"""The first state of a page's widgets, as it stands in the first answer of the server."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

#: A text that several widgets have is written once from this length on, in characters.
LONG = 60
#: Under this name a value refers to such a text by its place.
TEXT = "$text"

State = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """What a page is before anybody has touched it.

    ``states`` holds the traits of each widget by its number (``w1``, ``w2``, …), in the order of making; ``shows``
    what the notebook's cell shows, in order: ``["html", text]`` or ``["widget", number]``.
    """

    page: str
    states: dict[str, State]
    shows: list[list[str]]

    @cached_property
    def text(self) -> str:
        """The record as JSON, the same text for the same widgets."""
        states = json.loads(json.dumps(self.states))
        times = Counter(value for state in states.values() for value in state.values() if isinstance(value, str))
        texts = [value for value, number in times.items() if number > 1 and len(value) >= LONG]
        places = {value: place for place, value in enumerate(texts)}
        for state in states.values():
            for trait, value in state.items():
                if isinstance(value, str) and value in places:
                    state[trait] = {TEXT: places[value]}
        whole = {"page": self.page, "texts": texts, "states": states, "shows": self.shows}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def hash(self) -> str:
        """Twelve hexadecimal digits that stand for the record."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def differing(self, other: Record) -> list[tuple[str, State]]:
        """Return the traits that differ in another record of the page, by widget, with their values there.

        ``ValueError`` when it has other widgets.
        """
        if list(self.states) != list(other.states):
            raise ValueError(
                f"The page {self.page} has {len(other.states)} widgets; its record has {len(self.states)}."
            )
        # As JSON there are no tuples, and what is compared is what a browser has.
        theirs = json.loads(json.dumps(other.states))
        found = []
        for number, mine in json.loads(json.dumps(self.states)).items():
            changed = {trait: value for trait, value in theirs[number].items() if mine.get(trait) != value}
            if changed:
                found.append((number, changed))
        return found


def read(text: str) -> Record:
    """Return the record that :attr:`Record.text` wrote."""
    whole = json.loads(text)
    for state in whole["states"].values():
        for trait, value in state.items():
            if isinstance(value, dict) and set(value) == {TEXT}:
                state[trait] = whole["texts"][value[TEXT]]
    return Record(whole["page"], whole["states"], whole["shows"])
