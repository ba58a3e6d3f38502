"""A field for unsure ratings."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script

HELP = (
    "Leave a factor empty to count it as rated. Write the levels it may be at: “2-3, perhaps 2-4” (2-3 counts twice "
    "as much), “2-3 or 2-4” or “2-3 to 2-5” (all alike), “2-3 70%, 2-4 30%” (weights that add up to 100%). "
    "Factors are taken as unsure independently of each other."
)


class Doubtful(anywidget.AnyWidget):
    """A text for each factor: ``texts`` maps its id to what was written and changes on both sides.

    ``fields`` holds for each factor ``id``, ``label``, ``rated`` (its level on the sheet, or nothing), ``offers`` (the
    levels beside it), and ``fault`` (why its text cannot be read, or nothing).
    """

    _esm = script("doubtful.js")
    _css = STATIC / "doubtful.css"

    label = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
