"""What every widget stands on."""

from __future__ import annotations

from pathlib import Path

import ipywidgets

STATIC = Path(__file__).parent


def script(name: str) -> str:
    """Return a widget's JavaScript with what several widgets share in front of it."""
    return (STATIC / "base.js").read_text(encoding="utf-8") + (STATIC / name).read_text(encoding="utf-8")


def box(*children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return ``children`` in one ``div`` with the CSS classes ``name``: ``fg-columns``, ``fg-card``, ``fg-bar``, …"""
    made = ipywidgets.Box(list(children))
    for word in name.split():
        made.add_class(word)
    return made


def show_only(widget: ipywidgets.DOMWidget, shown: bool) -> None:
    """Show a widget or take it out of sight."""
    widget.layout.display = None if shown else "none"
