"""A page on a projector: one part a screen in large type, with the result always in view."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import Style, script


class Present(anywidget.AnyWidget):
    """A button that folds away everything but one part of the page, ``.fg-result`` and ``.fg-scale``.

    ``screens`` is a CSS selector of the parts, shown one at a time in the order of the page. ``walk`` is one of two
    buttons of the page, back and on, where the page itself goes through steps: they lead to the first part of the step
    before and of the next. ``about`` says in plain text what is projected where no worked case is. Whether the page is
    projected stands in the address (``#present``) and nowhere else: Python does not hear of it.
    """

    _esm = script("present.js")
    _css = Style("present.css")

    screens = traitlets.Unicode().tag(sync=True)
    walk = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
