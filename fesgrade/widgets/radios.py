"""One choice of several as a widget: native radio buttons, each with what it means and where that stands."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script
from fesgrade.widgets.checks import Option


class Radios(anywidget.AnyWidget):
    """Radio buttons under one ``label``; ``chosen`` is the value of the one picked and changes on both sides.

    ``options`` hold value, label, text and source; :meth:`offer` takes them as ``Checks`` does.
    """

    _esm = script("radios.js")
    _css = STATIC / "checks.css"

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)

    def offer(self, label: str, options: list[Option], chosen: str = "") -> None:
        """Show other options, with one of them picked."""
        names = ("value", "label", "text", "source")
        with self.hold_sync():
            self.label = label
            self.options = [dict(zip(names, option, strict=True)) for option in options]
            self.chosen = chosen
