"""A picture with its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from markupsafe import Markup

from fesgrade.web import assets
from fesgrade.widgets.base import Html, script

Column = tuple[str, str]


# ---- pictures ----


class Picture(anywidget.AnyWidget):
    """A picture with its heading and its rows as a table.

    ``name`` is a key of ``pictures.specs.CHARTS``. Set ``rows`` to draw other data, ``params`` to set signals of the
    chart by name. ``description`` is what a screen reader hears instead of the picture: keep it true to the
    rows. ``columns`` are pairs of row key and heading; the first is the heading of each row. ``table`` says, row by
    row, what stands in the table if it is not the rows themselves. ``signals`` comes back from the browser:
    ``{"click": {…the row…}}``, and the chart's own params by name.
    """

    _esm = script("picture.js")

    spec = traitlets.Dict().tag(sync=True)
    svg = Html().tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    table = traitlets.List(traitlets.Dict(), default_value=None, allow_none=True).tag(sync=True)
    params = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List(traitlets.List()).tag(sync=True)
    missing = traitlets.Unicode().tag(sync=True)
    signals = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        name: str,
        rows: Sequence[Mapping[str, Any]],
        *,
        title: str,
        description: str,
        columns: Sequence[Column],
        caption: str = "",
        table: Sequence[Mapping[str, Any]] | None = None,
        params: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        spec: dict[str, Any] = {}
        svg, missing = Markup(), ""
        given = [dict(row) for row in rows]
        try:
            spec = assets.spec(name)
            if _first_rows(spec) == given:
                svg = assets.svg(name, description)
        except assets.AssetsError as error:
            missing = str(error)
        super().__init__(
            spec=spec,
            svg=svg,
            rows=given,
            table=None if table is None else [dict(row) for row in table],
            params=dict(params or {}),
            title=title,
            description=description,
            caption=caption or title,
            columns=[list(column) for column in columns],
            missing=missing,
            **kwargs,
        )
        self.on_msg(self._send_library)

    def _send_library(self, _: object, content: object, __: object) -> None:
        # Only JupyterLab asks: there is no page of ours there that could serve the file.
        if content == "library":
            self.send("library", [assets.library().encode()])


def _first_rows(spec: Mapping[str, Any]) -> object:
    data = spec.get("data", {})
    return data.get("values") or spec.get("datasets", {}).get(data.get("name"))


def picture_html(name: str, title: str, description: str) -> Markup:
    """Return a picture in its first state as HTML, for :func:`first_paint`; only a heading if it is not built."""
    try:
        drawing = assets.svg(name, description)
    except assets.AssetsError:
        drawing = Markup()
    return Markup('<section class="fg-card"><h2>{}</h2><div class="fg-drawing">{}</div></section>').format(
        title, drawing
    )
