"""A button that copies the address."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import script


class Link(anywidget.AnyWidget):
    """The page's address to hand on, with a button that copies it; ``hint`` says what is in it."""

    _esm = script("link.js")

    hint = traitlets.Unicode().tag(sync=True)
