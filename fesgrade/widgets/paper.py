"""A document in a frame of its own, for print."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import Html, script


class Paper(anywidget.AnyWidget):
    """A document as it prints, with a button that prints it; hidden while ``html`` is empty."""

    _esm = script("paper.js")

    html = Html().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
