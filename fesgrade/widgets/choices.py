"""A group of check boxes or radio buttons as a widget, each with what it means and where that stands."""

from __future__ import annotations

from collections.abc import Iterable

import anywidget
import traitlets

from fesgrade.widgets.base import Style, script

#: One choice: value, label, explanation, source.
Option = tuple[str, str, str, str]


class Choices(anywidget.AnyWidget):
    """Choices under one ``label``: check boxes where ``several`` may be chosen, else radio buttons.

    ``chosen`` holds the values picked, in their order, and changes on both sides. ``none`` is the value of a check
    box, if any, that says none of the others applies: checking it clears them, and they clear it.
    """

    _esm = script("choices.js")
    _css = Style("choices.css")

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    none = traitlets.Unicode().tag(sync=True)
    several = traitlets.Bool().tag(sync=True)

    def offer(self, label: str, options: Iterable[Option], *chosen: str) -> None:
        """Show other choices, with ``chosen`` picked."""
        with self.hold_sync():
            self.label, self.options, self.chosen = label, _named(options), list(chosen)


def _named(options: Iterable[Option]) -> list[dict[str, str]]:
    return [dict(zip(("value", "label", "text", "source"), option, strict=True)) for option in options]


def checks(label: str, options: Iterable[Option] = (), *, none: str = "") -> Choices:
    """Return check boxes, none of them checked."""
    return Choices(label=label, options=_named(options), none=none, several=True)


def radios() -> Choices:
    """Return radio buttons that :meth:`Choices.offer` has still to fill."""
    return Choices()
