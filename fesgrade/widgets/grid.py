"""A table of cells of which one is selected."""

from __future__ import annotations

from collections.abc import Callable

import anywidget
import traitlets

from fesgrade.widgets.base import Style, script
from fesgrade.widgets.region import guard


class PairGrid(anywidget.AnyWidget):
    """A grid for mouse and keyboard: arrow keys go from cell to cell, Enter takes one.

    ``columns`` holds the codes over the cells, ``rows`` a dict with ``code`` and ``cells`` for each line. ``corner``
    says what stands where, ``label`` is the accessible name. Taking a cell calls what :meth:`on_take` was given.
    """

    _esm = script("grid.js")
    _css = Style("grid.css")

    label = traitlets.Unicode().tag(sync=True)
    corner = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List(traitlets.Unicode()).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)

    def on_take(self, callback: Callable[[str], object]) -> None:
        """Call ``callback`` with both codes of the cell that was taken, as ``"1-8 4-5"``."""
        self.on_msg(guard(lambda _, content, __: callback(str(content.get("take", "")))))
