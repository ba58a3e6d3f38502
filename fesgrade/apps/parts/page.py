"""The page: its heading, what stands in the first answer of the server, and its widgets."""

from __future__ import annotations

import ipywidgets
from IPython.display import HTML, display
from markupsafe import Markup

from fesgrade.apps.parts.html import tag
from fesgrade.sources import own_data
from fesgrade.standards import Catalog
from fesgrade.tables import load
from fesgrade.web import assets
from fesgrade.widgets.base import box, on_our_pages
from fesgrade.widgets.region import alerts


def catalog() -> Catalog:
    """Return the shipped tables and, beside them, those of ``fesgrade serve --data DIR``."""
    return load(own_data())


# ---- the page ----


def page(
    *children: ipywidgets.Widget,
    title: str | None = None,
    intro: str | None = None,
    first: Markup | None = None,
) -> None:
    """Show a page: heading and introduction, what stands there at once, then the widgets.

    A notebook normally brings heading and introduction in its prose; ``title`` and ``intro`` (plain text) are for
    one that does not. ``first`` is HTML for the very first answer of the server (see :func:`first_paint`). Alerts
    of :func:`guard` appear above the ``children``.
    """
    if not on_our_pages():
        still(tag("style", Markup(assets.style())))
    if title or intro:
        still(tag("div.fg-prose", title and tag("h1", title), intro and tag("p", intro)))
    if first:
        first_paint(first)
    if children:
        display(box(alerts(), *children, name="fg-page"))


def first_paint(html: Markup) -> None:
    """Show ``html`` in the first answer of the server; the page takes it away when the widgets are there.

    In JupyterLab there is no first answer and nothing is shown.
    """
    if on_our_pages():
        still(tag("div.fg-page.fg-first-paint", html))


def still(html: Markup) -> None:
    """Show ``html`` that is in the first answer of the server and stays."""
    display(HTML(html))
