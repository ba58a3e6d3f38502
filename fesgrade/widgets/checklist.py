"""Check lists as a widget: groups of check boxes that are folded away until somebody wants them."""

from __future__ import annotations

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script


class CheckLists(anywidget.AnyWidget):
    """Groups of check boxes under one heading that opens; ``chosen`` holds the values picked, by group.

    ``title`` is the heading, ``status`` a few words behind it. The groups are asked for once, with ``wanted``. Each of
    ``groups`` is a dict: ``id``; ``part`` and ``about``, a heading and a text above it where it begins another part;
    ``name``; ``asks``, the question over its boxes; ``least``, how many it takes, 0 where no number matters; ``kit``,
    whether the kit counts so and not the guide; ``folded``, whether it opens by itself; ``options`` as dicts of
    ``value``, ``label``, ``text`` and ``source``; ``terms`` as dicts of ``name``, ``text`` and ``source``; ``one``, the
    value of a box, if any, that goes with no other in its group.
    """

    _esm = script("checklist.js")
    _css = STATIC / "checklist.css"

    title = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Dict(value_trait=traitlets.List(traitlets.Unicode())).tag(sync=True)
    wanted = traitlets.Bool(False).tag(sync=True)
