"""An editable table as a widget: rows of named cells that can be added, changed and removed by mouse or keyboard."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script


class Rows(anywidget.AnyWidget):
    """An editable table: ``rows`` (text and true or false by column key) changes on both sides.

    ``label`` is what screen readers call the table. Each of ``columns`` is a dict: ``key``, ``label`` and ``type``
    (``text``, ``number``, ``select``, ``checkbox``); ``options`` of a select as pairs of value and words; ``unit``
    after the label; ``width`` in twelfths of a row (3); ``more`` for a cell that is folded away under the words of
    the trait ``more`` until it holds something; ``when`` as pairs of key and values, all of which must hold for the
    cell to be there. A number is sent as it was typed. ``blank`` is a new row, ``add`` the text of the button that
    adds one, ``notes`` a sentence below each row. The cell with the key ``name`` also names its row.
    """

    _esm = script("rows.js")
    _css = STATIC / "rows.css"

    label = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List(traitlets.Dict()).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    notes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    blank = traitlets.Dict().tag(sync=True)
    add = traitlets.Unicode("Add a row").tag(sync=True)
    more = traitlets.Unicode("More").tag(sync=True)
