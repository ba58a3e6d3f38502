"""A page of questions: sections that open, each with a tool that answers for the position as it is rated.

A tool's widgets are made when its section is opened for the first time, and brought up to date while it is open.
"""

from __future__ import annotations

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import hint
from fesgrade.apps.rating.position import Position
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.fold import Fold
from fesgrade.widgets.region import Region, guard


class Tool:
    """One question of the page. ``slug`` is its place in the address (``#ways``), ``about`` one sentence of help."""

    slug = ""
    title = ""
    about = ""
    #: Whether it has nothing to say before every factor has a level.
    needs_every_factor = True

    now: Position

    def widgets(self) -> list[ipywidgets.Widget]:
        """Make what the section shows; called once."""
        raise NotImplementedError

    def show(self) -> None:
        """Bring the widgets in line with ``now``."""
        raise NotImplementedError

    def teaser(self, now: Position) -> str:
        """Return what is worth knowing before the section is opened, as plain text."""
        return self.about


class Section:
    """A tool with its heading; show ``widget``."""

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self.fold = Fold(slug=tool.slug, title=tool.title, teaser=tool.about)
        self.missing = Region()
        self.body: ipywidgets.Box | None = None
        self.widget = box(self.fold, name="fg-card fg-tool")
        self.fold.observe(guard(lambda _: self._show()), "expanded")

    def update(self, now: Position) -> None:
        """Take the position as it is rated now."""
        self.tool.now = now
        self.fold.teaser = self.tool.about if self._waits() else self.tool.teaser(now)
        self._show()

    def _waits(self) -> bool:
        return self.tool.needs_every_factor and self.tool.now.total is None

    def _show(self) -> None:
        if not self.fold.expanded:
            return
        waits = self._waits()
        self.missing.html = _missing_html(self.tool.now) if waits else ""
        if self.body is None and not waits:
            self.body = box(*self.tool.widgets(), name="fg-stack")
        self.widget.children = [self.fold, self.missing, *([self.body] if self.body else [])]
        if self.body:
            show_only(self.body, not waits)
        if not waits:
            self.tool.show()


def _missing_html(now: Position) -> Markup:
    return hint(f"Rate every factor first, or load a worked case. Still missing: {now.missing_words}.")
