"""What every widget stands on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Literal

import ipywidgets
import traitlets
from markupsafe import Markup

from fesgrade.web import alone

STATIC = Path(__file__).parent


class Html(traitlets.TraitType[Markup, Markup | Literal[""]]):
    """HTML, or nothing. Text that is not ``Markup`` is refused, since nobody has escaped it.

    The browser is sent plain text: marimo would take ``Markup`` for an object and show ``[object Object]``.
    """

    default_value = Markup()
    info_text = "Markup, or nothing"

    def __init__(self) -> None:
        super().__init__()
        self.tag(to_json=lambda value, _: str(value))

    def validate(self, obj: Any, value: Any) -> Markup:
        """Return the value as ``Markup``; ``TraitError`` for other text."""
        if not isinstance(value, Markup) and value != "":
            self.error(obj, value)
        return Markup(value)


def script(name: str) -> str:
    """Return a widget's JavaScript with what several widgets share in front of it."""
    return (STATIC / "base.js").read_text(encoding="utf-8") + (STATIC / name).read_text(encoding="utf-8")


def on_our_pages() -> bool:
    """Return whether this kernel shows one of our pages in Voila, where our style sheet is, and no other notebook."""
    return "VOILA_PREHEAT" in os.environ and "fesgrade.apps.parts.page" in sys.modules


class Style:
    """The style sheet of a widget: its own file, and where no page of ours is what it takes from the pages.

    It is joined when a widget is made, because only then it is known where that stands.
    """

    def __init__(self, name: str = "") -> None:
        self.own = (STATIC / name).read_text(encoding="utf-8") if name else ""

    def __get__(self, widget: object, owner: type) -> str:
        return self.own if widget is None or on_our_pages() else f"{alone.style()}\n{self.own}"


def box(*children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return ``children`` in one ``div`` with the CSS classes ``name``: ``fg-columns``, ``fg-card``, ``fg-bar``, …"""
    made = ipywidgets.Box(list(children))
    for word in name.split():
        made.add_class(word)
    return made


def show_only(widget: ipywidgets.DOMWidget, shown: bool) -> None:
    """Show a widget or take it out of sight."""
    widget.layout.display = None if shown else "none"
