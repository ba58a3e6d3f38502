"""What people write about an evaluation, the statement that it makes with the result, and how both are shown."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script


class Record(anywidget.AnyWidget):
    """Fields in groups, kept in this browser as they are typed, under ``key``; nothing is shown without ``groups``.

    A group is a dict: ``heading``, ``about``, ``fields``; a field: ``key``, ``label``, ``type`` (``line``, ``text``,
    ``date``), ``hint``, ``wide`` for the whole width. ``values`` (text by key) is changed here; what was typed comes
    as a message with the changed fields only and a number, the last of which is ``seen``. ``extra`` (plain values) is
    kept along with them, and while it is empty and nothing was typed nothing is. ``kept`` is the JSON text that an
    earlier visit left, an object with ``values`` and ``extra``, read when ``ready`` turns true. ``failed`` says that
    this browser could not keep them. The message ``{"forget": True}`` removes what is kept; ``{"focus": "field"}`` sets
    the focus to the first field, ``"start"`` to the page's button that opens the record while there is none.
    """

    _esm = script("record.js")
    _css = STATIC / "record.css"

    key = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode("Record").tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    extra = traitlets.Dict().tag(sync=True)
    kept = traitlets.Unicode().tag(sync=True)
    ready = traitlets.Bool(False).tag(sync=True)
    failed = traitlets.Bool(False).tag(sync=True)
    seen = traitlets.Int().tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on_msg(self._typed)

    def _typed(self, _: object, content: Any, __: object) -> None:
        """Take in what was typed; the other fields stay as they are here."""
        if isinstance(content, dict) and isinstance(content.get("typed"), dict):
            with self.hold_sync():
                self.seen = content["number"]
                self.values = {**self.values, **content["typed"]}
