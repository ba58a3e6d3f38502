"""What this browser, or the page before a file was opened, still holds: it is offered, and brought back or given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets

from fesgrade.apps.parts.html import alert, tag
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.region import Region, guard

GIVEN_UP = "It is given up once you write something else."


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of a record by key, and what was kept beside them: ``query`` says of which evaluation it is."""

    values: Mapping[str, str]
    extra: Mapping[str, Any]

    @property
    def query(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.extra.get("query", {})
        return found

    def is_of(self, query: Mapping[str, str]) -> bool:
        """Return whether it belongs to the evaluation of a query, whatever the edition of the tables."""
        return {**self.query, "tables": ""} == {**query, "tables": ""}

    @property
    def about(self) -> str:
        """What it is about, in a few words."""
        levels = f"{self.query.get('standard', '')} {self.query.get('levels', '').replace('_', ' ')}".strip()
        return "; ".join(part for part in (self.values.get("title", ""), levels) if part) or "without a title"


class Offer:
    """A note with two buttons; show ``widget``. ``bring`` is called with what is to come back, ``drop`` when it is not.

    ``kept`` is what is offered, ``None`` while nothing is.
    """

    def __init__(self, bring: Callable[[Kept], object], drop: Callable[[], object]) -> None:
        self.kept: Kept | None = None
        self.words = Region(role="status", label="Kept in this browser")
        self.bring, self.drop = (ipywidgets.Button(description=text) for text in ("Bring it back", "Clear it"))
        self.bring.on_click(guard(lambda _: bring(self.kept) if self.kept else None))
        self.drop.on_click(guard(lambda _: drop()))
        self.widget = box(self.words, box(self.bring, self.drop, name="fg-bar"), name="fg-stack")
        show_only(self.widget, False)

    def make(self, kept: Kept, words: str, until: str = GIVEN_UP) -> None:
        """Offer something; ``words`` say what it is, ``until`` how long it can be brought back."""
        self.kept = kept
        self.words.html = alert("", f"{words} ", tag("b", kept.about), f". {until}")
        show_only(self.widget, True)

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self.kept = None
        self.words.html = ""
        show_only(self.widget, False)
