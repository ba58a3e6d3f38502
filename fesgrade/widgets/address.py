"""The page's address as a widget."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC


class Address(anywidget.AnyWidget):
    """The page's address: ``query`` holds what stands behind the ``?``, as text by name.

    It is empty until the browser has shown the widget (``ready`` turns true); setting it rewrites the address
    without loading the page. ``url`` is the address without the query, for links to hand on. In JupyterLab it is the
    notebook's address, as long as the notebook is in front.
    """

    _esm = STATIC / "address.js"

    query = traitlets.Dict(key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode()).tag(sync=True)
    url = traitlets.Unicode().tag(sync=True)
    ready = traitlets.Bool(False).tag(sync=True)
