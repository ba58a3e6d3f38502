"""A drop-down whose options change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets

from fesgrade.widgets.region import guard


class Select(ipywidgets.Dropdown):  # type: ignore[misc]  # ipywidgets carries no types
    """A drop-down whose options change with the position; what the user picks is heard, what is offered is not."""

    options: Any
    value: Any
    _offering = False

    def offer(self, options: Sequence[tuple[str, Any]], usual: Any) -> None:
        """Take other options, as pairs of words and value; keep the value if it is among them, else take ``usual``."""
        if tuple(options) == self.options:
            return
        value = self.value if self.value in [value for _, value in options] else usual
        with self._unheard():
            self.options = tuple(options)
            self.value = value

    def put(self, value: Any) -> None:
        """Take a value that is among the options, without being heard."""
        with self._unheard():
            self.value = value

    @contextmanager
    def _unheard(self) -> Iterator[None]:
        self._offering = True
        try:
            with self.hold_sync():
                yield
        finally:
            self._offering = False

    def on_choice(self, callback: Callable[[Any], object]) -> None:
        """Call ``callback`` with the value that was there before when the user picks another one."""
        heard = guard(lambda change: None if self._offering else callback(change["old"]))
        self.observe(heard, "value")
