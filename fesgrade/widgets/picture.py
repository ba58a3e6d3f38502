"""A picture with its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from markupsafe import Markup

from fesgrade.web import assets
from fesgrade.widgets.base import Html, Style, script

#: How wide a picture is where nothing around it says so.
PAPER = 520
#: What may stand in a cell of the table.
Cell = str | float


class Picture(anywidget.AnyWidget):
    """A picture with its heading, and the same facts as a table.

    ``name`` is a key of ``pictures.specs.CHARTS``. ``rows`` is what is drawn; ``params`` sets signals of the chart by
    name. ``description`` is what a screen reader hears instead of the picture: keep it true to the rows. ``heads`` are
    the headings of the table and ``table`` its rows, the first cell heading each. ``signals`` comes back from the
    browser: ``{"click": {…the row…}}``, and the chart's own params by name. CSS classes are given when it is made
    (``_dom_classes=["fg-scale"]``): anywidget stops listening for later ones when it shows a widget, and a busy browser
    shows it before they come.
    """

    _esm = script("picture.js")
    _css = Style()

    spec = traitlets.Dict().tag(sync=True)
    svg = Html().tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    params = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    heads = traitlets.List(traitlets.Unicode()).tag(sync=True)
    table = traitlets.List(traitlets.List()).tag(sync=True)
    missing = traitlets.Unicode().tag(sync=True)
    signals = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        name: str,
        rows: Sequence[Mapping[str, Any]] = (),
        *,
        title: str,
        heads: Sequence[str] = (),
        table: Iterable[Sequence[Cell]] = (),
        description: str = "",
        caption: str = "",
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
            title=title,
            heads=list(heads),
            table=[list(row) for row in table],
            description=description,
            caption=caption or title,
            missing=missing,
            **kwargs,
        )
        self.on_msg(self._send_library)

    def put(
        self, rows: Sequence[Mapping[str, Any]], table: Iterable[Sequence[Cell]], description: str, **traits: Any
    ) -> None:
        """Show other rows, with their table and description, and whatever else changes, in one message."""
        with self.hold_sync():
            self.rows = [dict(row) for row in rows]
            self.table, self.description = [list(row) for row in table], description
            for name, value in traits.items():
                setattr(self, name, value)

    def _send_library(self, _: object, content: object, __: object) -> None:
        # Only JupyterLab asks: there is no page of ours there that could serve the file.
        if content == "library":
            self.send("library", [assets.library().encode()])


def drawn(spec: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]) -> str:
    """Return a picture as SVG without a browser; nothing where vl-convert (extra ``charts``) is not installed."""
    try:
        import vl_convert
    except ImportError:
        return ""
    name = spec.get("data", {}).get("name", "rows")
    made = {**spec, "data": {"name": name}, "datasets": {name: list(rows)}, "width": PAPER}
    if "params" in spec:
        made["params"] = [{**each, "value": params.get(each["name"], each.get("value"))} for each in spec["params"]]
    return str(vl_convert.vegalite_to_svg(made))


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
