"""What an author's notebook holds of a page that it shows."""

from __future__ import annotations


class Handle:
    """A page that ``show()`` has shown, and returns so that what stands on it can be read at any time."""

    def _ipython_display_(self) -> None:
        """Show nothing: ``show()`` has shown the page already."""
