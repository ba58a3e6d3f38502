"""A group of check boxes as a widget, each with what it means and where that stands."""

from __future__ import annotations

from collections.abc import Iterable

import anywidget
import traitlets

from fesgrade.widgets.base import STATIC, script

#: One box: value, label, explanation, source.
Option = tuple[str, str, str, str]


class Checks(anywidget.AnyWidget):
    """Check boxes under one ``label``; ``chosen`` holds the values ticked, in their order, and changes on both sides.

    ``none`` is the value, if any, that says none of the others applies: ticking it clears them, and they clear it.
    """

    _esm = script("checks.js")
    _css = STATIC / "checks.css"

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    none = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, options: Iterable[Option], *, none: str = "") -> None:
        super().__init__(label=label, options=_named(options), none=none)

    def offer(self, options: Iterable[Option]) -> None:
        """Show other boxes, none of them ticked."""
        with self.hold_sync():
            self.options, self.chosen = _named(options), []


def _named(options: Iterable[Option]) -> list[dict[str, str]]:
    return [dict(zip(("value", "label", "text", "source"), option, strict=True)) for option in options]
