"""Text that stays in this browser."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC


class Store(anywidget.AnyWidget):
    """Text that stays in this browser under ``key``: read when ``ready`` turns true, written when ``value`` is set.

    An empty ``value`` removes it. ``label``, if given, is the text of a button that clears it.
    """

    _esm = STATIC / "store.js"

    key = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    ready = traitlets.Bool(False).tag(sync=True)

    def __init__(self, key: str, *, label: str = "", **kwargs: Any) -> None:
        super().__init__(key=key, label=label, **kwargs)
