"""A text of the page to be read again from far below it."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import Style, script


class Drawer(anywidget.AnyWidget):
    """A dialog with what stands in ``source``, a CSS selector; a button with the class ``fg-opens-drawer`` opens it.

    ``label`` is its name, and ``back`` the text of the button that closes it. Escape does, too, and the focus goes
    back to the button that opened it.
    """

    _esm = script("drawer.js")
    _css = Style("drawer.css")

    source = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    back = traitlets.Unicode("Close").tag(sync=True)
