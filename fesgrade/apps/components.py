"""The parts every page is made of: page, picture with its table, live region, field, address, store, download.

Only this package knows widgets. Every text that reaches HTML goes through :func:`esc`.
"""

from __future__ import annotations

import base64
import functools
import os
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, ParamSpec

import anywidget
import ipywidgets
import traitlets
from IPython.display import HTML, display
from traitlets.log import get_logger

from fesgrade.apps import assets
from fesgrade.sources import FaultsError, own_data
from fesgrade.standards import Catalog, load

STATIC = Path(__file__).parent / "static"


def script(name: str) -> str:
    """Return a widget's JavaScript with what several widgets share in front of it."""
    return (STATIC / "shared.js").read_text(encoding="utf-8") + (STATIC / name).read_text(encoding="utf-8")


P = ParamSpec("P")
Column = tuple[str, str]


def esc(value: object) -> str:
    """Return ``value`` as text that is safe inside HTML, also in an attribute; numbers get thousands separators."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return escape(str(value))


def catalog() -> Catalog:
    """Return the shipped tables and, beside them, those of ``fesgrade serve --data DIR``."""
    return load(own_data())


# ---- the page ----


def page(
    *children: ipywidgets.Widget,
    title: str | None = None,
    intro: str | None = None,
    first: str | None = None,
) -> None:
    """Show a page: heading and introduction, what stands there at once, then the widgets.

    A notebook normally brings heading and introduction in its prose; ``title`` and ``intro`` (plain text) are for
    one that does not. ``first`` is HTML for the very first answer of the server (see :func:`first_paint`). Alerts
    of :func:`guard` appear above the ``children``.
    """
    if not in_voila():
        display(HTML(f"<style>{assets.style()}</style>"))
    head = (f"<h1>{esc(title)}</h1>" if title else "") + (f"<p>{esc(intro)}</p>" if intro else "")
    if head:
        display(HTML(f'<div class="fg-prose">{head}</div>'))
    if first:
        first_paint(first)
    if children:
        display(box(alerts(), *children, name="fg-page"))


def first_paint(html: str) -> None:
    """Show ``html`` in the first answer of the server; the page takes it away when the widgets are there.

    In JupyterLab there is no first answer and nothing is shown.
    """
    if in_voila():
        display(HTML(f'<div class="fg-page fg-first-paint">{html}</div>'))


def still(html: str) -> None:
    """Show ``html`` that is in the first answer of the server and stays."""
    display(HTML(html))


def box(*children: ipywidgets.Widget, name: str) -> ipywidgets.Box:
    """Return ``children`` in one ``div`` with the CSS classes ``name``: ``fg-columns``, ``fg-card``, ``fg-bar``, …"""
    made = ipywidgets.Box(list(children))
    for word in name.split():
        made.add_class(word)
    return made


def in_voila() -> bool:
    """Return whether the page stands alone, and not in JupyterLab."""
    return "VOILA_PREHEAT" in os.environ


# ---- text that changes ----


class Region(anywidget.AnyWidget):
    """HTML in one element that stays the same while its content changes, so that screen readers announce it.

    ``role`` is an ARIA role (``status`` and ``alert`` are announced, ``group`` and ``region`` are not) or empty;
    ``label`` is the accessible name; ``name`` holds further CSS classes. Escape what you put in (:func:`esc`).
    """

    _esm = STATIC / "region.js"

    html = traitlets.Unicode().tag(sync=True)
    role = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)

    def __init__(self, html: str = "", role: str = "", label: str = "", *, name: str = "", **kwargs: Any) -> None:
        super().__init__(html=html, role=role, label=label, name=name, **kwargs)


@functools.cache
def alerts() -> Region:
    """Return the region of this page that :func:`guard` speaks through; :func:`page` shows it."""
    return Region(role="alert", name="fg-alerts")


def alert(sentence: str) -> None:
    """Say ``sentence`` (plain text) above the page's controls; an empty one takes the alert away."""
    alerts().html = f'<p class="fg-alert fg-alert-error">{esc(sentence)}</p>' if sentence else ""


#: The guarded callbacks that run by now, one set off by another.
_at_work: list[Callable[..., None]] = []


def guard(callback: Callable[P, object], *, clears: bool = True) -> Callable[P, None]:
    """Wrap a callback: what goes wrong becomes a sentence on the page and a traceback on the server's terminal.

    A ``ValueError`` of fesgrade is written for the user and shown as it is; any other exception is a fault of
    the program and says only that. The next callback that works takes the sentence away, unless it ``clears``
    nothing because it follows from the same event as another; one that another callback set off never does.
    """

    @functools.wraps(callback)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        outermost = not _at_work
        _at_work.append(guarded)
        try:
            callback(*args, **kwargs)
        except FaultsError as error:
            alert(" ".join(error.faults))
        except Exception:
            # A kernel's standard error goes to the browser; the kernel's own log goes to the terminal.
            get_logger().exception("fesgrade: %s failed", getattr(callback, "__qualname__", callback))
            alert("That did not work, because of a fault in the program. Nothing was changed; you can go on.")
        else:
            if clears and outermost:
                alert("")
        finally:
            _at_work.pop()

    return guarded


# ---- pictures ----


class Picture(anywidget.AnyWidget):
    """A picture with its heading and its rows as a table.

    ``name`` is a key of ``fesgrade.charts.CHARTS``. Set ``rows`` to draw other data, ``params`` to set signals of
    the chart by name. ``description`` is what a screen reader hears instead of the picture: keep it true to the
    rows. ``columns`` are pairs of row key and heading; the first is the heading of each row. ``table`` says, row by
    row, what stands in the table if it is not the rows themselves. ``signals`` comes back from the browser:
    ``{"click": {…the row…}}``, and the chart's own params by name.
    """

    _esm = script("picture.js")

    spec = traitlets.Dict().tag(sync=True)
    svg = traitlets.Unicode().tag(sync=True)
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
        svg = missing = ""
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


def picture_html(name: str, title: str, description: str) -> str:
    """Return a picture in its first state as HTML, for :func:`first_paint`; only a heading if it is not built."""
    try:
        drawing = assets.svg(name, description)
    except assets.AssetsError:
        drawing = ""
    return f'<section class="fg-card"><h2>{esc(title)}</h2><div class="fg-drawing">{drawing}</div></section>'


# ---- controls ----


class _Hint(anywidget.AnyWidget):
    """The help text of a field; it makes itself the description of the control beside it."""

    _esm = script("hint.js")

    name = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)


def field(widget: ipywidgets.DOMWidget, label: str, help: str = "") -> ipywidgets.Box:
    """Return a stock control with its visible label above it, which is also its accessible name.

    ``help`` is a sentence below the control that screen readers read as its description. For a ``Button``,
    ``Checkbox`` or ``FileUpload`` the label stands on or beside the control, as usual.
    """
    widget.description = label
    widget.layout.width = "auto"
    if "description_width" in widget.style.trait_names():
        widget.style.description_width = "initial"
    return box(widget, _Hint(name=label, text=help), name="fg-field")


def show_only(widget: ipywidgets.DOMWidget, shown: bool) -> None:
    """Show a widget or take it out of sight."""
    widget.layout.display = None if shown else "none"


class Address(anywidget.AnyWidget):
    """The page's address: ``query`` holds what stands behind the ``?``, as text by name.

    It is empty until the browser has shown the widget (``ready`` turns true); setting it rewrites the address
    without loading the page. ``url`` is the address without the query, for links to hand on. In JupyterLab it is the
    notebook's address, as long as the notebook is in front.
    """

    _esm = STATIC / "address.js"

    query = traitlets.Dict(key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode()).tag(sync=True)
    url = traitlets.Unicode().tag(sync=True)
    ready = traitlets.Bool(False).tag(sync=True)


class Store(anywidget.AnyWidget):
    """Text that stays in this browser under ``key``: read when ``ready`` turns true, written when ``value`` is set.

    An empty ``value`` removes it. ``label``, if given, is the text of a button that clears it.
    """

    _esm = STATIC / "store.js"

    key = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    ready = traitlets.Bool(False).tag(sync=True)

    def __init__(self, key: str, *, label: str = "", **kwargs: Any) -> None:
        super().__init__(key=key, label=label, **kwargs)


def download_link(filename: str, mime: str, text: str, label: str = "") -> str:
    """Return HTML of a link that saves ``text`` (UTF-8) as ``filename``; it needs no server and works offline."""
    data = base64.b64encode(text.encode()).decode("ascii")
    return (
        f'<a class="fg-button" download="{escape(filename)}" href="data:{escape(mime)};charset=utf-8;base64,{data}">'
        f"{esc(label or f'Save {filename}')}</a>"
    )
