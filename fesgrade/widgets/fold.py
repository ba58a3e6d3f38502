"""The heading of a section that opens and closes."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script


class Fold(anywidget.AnyWidget):
    """The heading of a section, a button that shows and hides what follows it."""

    _esm = script("fold.js")
    _css = STATIC / "fold.css"

    slug = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    teaser = traitlets.Unicode().tag(sync=True)
    expanded = traitlets.Bool(False).tag(sync=True)
