"""The list of the steps of a case as a widget: where the reader is, and which steps are no longer as decided."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script


class Steps(anywidget.AnyWidget):
    """A list of buttons, one for each step; ``current`` is the id of the one shown and changes on both sides.

    ``items`` hold ``id``, ``heading`` and ``mark``, a word on what became of the step (``"your answer"``,
    ``"changed"`` or empty). ``target`` is a CSS selector: what it finds comes into view at another step.
    """

    _esm = script("steps.js")
    _css = STATIC / "steps.css"

    label = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    current = traitlets.Unicode().tag(sync=True)
    target = traitlets.Unicode().tag(sync=True)
