"""What a widget leaves behind where no kernel and no script runs: on paper, in a viewer, in a saved notebook."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

import anywidget
import traitlets
from markupsafe import Markup

from fesgrade.shown import Table, View, html, picture_html, text
from fesgrade.standards import Standard
from fesgrade.widgets.base import on_our_pages
from fesgrade.widgets.picture import Picture, drawn


class Still(anywidget.AnyWidget):
    """What a widget shows now, as a table that needs nothing else; ``still`` goes along when a notebook is saved.

    A widget says in ``_view`` what there is to see, and in ``_shows`` which of its traits change that. A page of ours
    keeps it up to date itself, so nothing is made there.
    """

    still = traitlets.Unicode().tag(sync=True)
    _shows: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not on_our_pages():
            self.observe(self._keep_still, list(self._shows))
            self.still = html(self._view())

    def _view(self) -> View:
        raise NotImplementedError

    def _keep_still(self, _: Any = None) -> None:
        self.still = html(self._view())

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget and, for where there is no kernel, what it shows now."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle:
            data = bundle[0] if isinstance(bundle, tuple) else bundle
            data |= {"text/html": self._paper(), "text/plain": text(self._view())}
        return bundle

    def _paper(self) -> str:
        return self.still or html(self._view())


class StillPicture(Still, Picture):
    """A picture that leaves its drawing behind as well, above its table."""

    _shows = ("rows", "table", "heads", "title")

    def _view(self) -> View:
        return table_view(self.title, self.heads, self.table, self.caption)

    def _keep_still(self, _: Any = None) -> None:
        self.svg = Markup()  # of the rows before; the browser draws it anew
        super()._keep_still()

    def _paper(self) -> str:
        if not self.svg and "vl_convert" in sys.modules:  # fesgrade.charts.offline() has said that pictures are kept
            self.svg = Markup(drawn(self.spec, self.rows, self.params))
        return with_picture(self.svg, self.description, super()._paper())


def with_picture(svg: str, description: str, table: str) -> str:
    """Return a drawing as an image, where there is one, and its table below."""
    if not svg:
        return table
    address = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return picture_html(address, description) + table


def levels_view(title: str, levels: Mapping[str, str], standard: Standard) -> View:
    """Return the levels chosen so far, as long as they come to no grade."""
    rows = tuple((factor.label, levels.get(factor.id, "–")) for factor in standard.factors)
    return View(title, tables=(Table(standard.short_title, ("Factor", "Level"), rows),))


def table_view(title: str, heads: Iterable[str], rows: Iterable[Iterable[Any]], caption: str) -> View:
    """Return a table; the columns that hold nothing but numbers are set as numbers."""
    body = tuple(tuple(cell if isinstance(cell, int | str) else f"{cell:,}" for cell in row) for row in rows)
    names = tuple(heads)
    if any(len(row) != len(names) for row in body):
        body = ()  # half of a change has come; the other half follows
    numbers = tuple(at for at in range(1, len(names)) if body and all(isinstance(row[at], int) for row in body))
    # the table need not say again what stands above it
    caption = "As a table" if caption == title else caption
    return View(title, tables=(Table(caption, names, body, numbers),) if body else ())
