"""The label and the help text of a stock control."""

from __future__ import annotations

import anywidget
import ipywidgets
import traitlets

from fesgrade.widgets.base import box, script

# ---- controls ----


class Hint(anywidget.AnyWidget):
    """The help text of a field; it makes itself the description of the control beside it."""

    _esm = script("hint.js")

    name = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)


def field(widget: ipywidgets.DOMWidget, label: str, help: str = "") -> ipywidgets.Box:
    """Return a stock control with its visible label above it, which is also its accessible name.

    ``help`` is a sentence below the control that screen readers read as its description. For a ``Button``,
    ``Checkbox`` or ``FileUpload`` the label stands on or beside the control, as usual.
    """
    widget.description = label
    widget.layout.width = "auto"
    if "description_width" in widget.style.trait_names():
        widget.style.description_width = "initial"
    return box(widget, Hint(name=label, text=help), name="fg-field")
