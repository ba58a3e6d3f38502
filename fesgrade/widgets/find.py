"""A search field over a list of things: what is typed narrows the list, and one of it is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script
from fesgrade.widgets.region import guard, quietly

#: One thing to find: value, name, what it says beside it, and other words by which it is found.
Thing = tuple[str, str, str, str]


class Find(anywidget.AnyWidget):
    """A combobox as the ARIA Authoring Practices describe it: typed words narrow a list, arrows and Enter pick.

    ``label`` stands above the field. A thing fits when every word typed stands in its name, in
    what it says beside it or in its other words. ``picked`` is the value picked, blank again once it was heard.
    """

    _esm = script("find.js")
    _css = STATIC / "find.css"

    label = traitlets.Unicode().tag(sync=True)
    things = traitlets.List(traitlets.Dict()).tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)

    def offer(self, things: Sequence[Thing]) -> None:
        """Offer other things."""
        self.things = [dict(zip(("value", "name", "about", "words"), each, strict=True)) for each in things]

    def on_pick(self, callback: Callable[[str], object]) -> None:
        """Call ``callback`` with the value whenever one is picked, the same again too."""

        def take(value: str) -> None:
            if value:
                with quietly():
                    self.picked = ""
                callback(value)

        self.observe(guard(lambda change: take(change["new"])), "picked")
