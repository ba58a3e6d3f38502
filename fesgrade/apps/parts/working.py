"""What is being done and how far it is, while the kernel is busy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fesgrade.apps.parts.html import hint, join, tag
from fesgrade.widgets.base import show_only
from fesgrade.widgets.region import Region


class Working(Region):
    """A bar that is there while something lasts: ``with working.on("Reading x.csv"): …``"""

    def __init__(self) -> None:
        super().__init__(name="fg-working")
        show_only(self, False)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Say what is being done until it is done or has failed."""
        self.tell(what)
        show_only(self, True)
        try:
            yield
        finally:
            show_only(self, False)
            self.html = ""

    def tell(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say how much is done of how much; ``total`` 0 means not known."""
        share = {"max": total, "value": min(done, total)} if total else {}
        self.html = join(hint(what), tag("progress.fg-progress", aria_label=what, **share))
