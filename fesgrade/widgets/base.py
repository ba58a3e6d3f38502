"""What every widget stands on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import ipywidgets
import traitlets
from markupsafe import Markup

from fesgrade.web import alone

STATIC = Path(__file__).parent


class Html(traitlets.TraitType[Markup, Markup | Literal[""]]):
    """HTML, or nothing. Text that is not ``Markup`` is refused, since nobody has escaped it."""

    default_value = Markup()
    info_text = "Markup, or nothing"

    def validate(self, obj: Any, value: Any) -> Markup:
        """Return the value as ``Markup``; ``TraitError`` for other text."""
        if not isinstance(value, Markup) and value != "":
            self.error(obj, value)
        return Markup(value)


def script(name: str) -> str:
    """Return a widget's JavaScript with what several widgets share in front of it."""
    return (STATIC / "base.js").read_text(encoding="utf-8") + (STATIC / name).read_text(encoding="utf-8")


def on_our_pages() -> bool:
    """Return whether this kernel serves a page that has our style sheet, and not a notebook that has none."""
    return "VOILA_PREHEAT" in os.environ


def style(name: str = "") -> str:
    """Return a widget's style sheet; in a notebook with what it takes from the pages in front of it."""
    own = (STATIC / name).read_text(encoding="utf-8") if name else ""
    return own if on_our_pages() else f"{alone.style()}\n{own}"


def box(*children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return ``children`` in one ``div`` with the CSS classes ``name``: ``fg-columns``, ``fg-card``, ``fg-bar``, …"""
    made = ipywidgets.Box(list(children))
    for word in name.split():
        made.add_class(word)
    return made


def show_only(widget: ipywidgets.DOMWidget, shown: bool) -> None:
    """Show a widget or take it out of sight."""
    widget.layout.display = None if shown else "none"
