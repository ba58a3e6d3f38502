"""A drop-down whose options change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

from fesgrade.widgets.region import guard, quietly


class Select(ipywidgets.Dropdown):  # type: ignore[misc]  # ipywidgets carries no types
    """A drop-down whose options change with the position; what the user picks is heard, what is offered is not."""

    options: Any
    value: Any

    def offer(self, options: Sequence[tuple[str, Any]], usual: Any) -> None:
        """Take other options, as pairs of words and value; keep the value if it is among them, else take ``usual``."""
        if tuple(options) == self.options:
            return
        value = self.value if self.value in [value for _, value in options] else usual
        with quietly(), self.hold_sync():
            self.options = tuple(options)
            self.value = value

    def put(self, value: Any) -> None:
        """Take a value that is among the options, without being heard."""
        with quietly():
            self.value = value

    def on_choice(self, callback: Callable[[Any], object]) -> None:
        """Call ``callback`` with the value that was there before when the user picks another one."""
        self.observe(guard(lambda change: callback(change["old"])), "value")
