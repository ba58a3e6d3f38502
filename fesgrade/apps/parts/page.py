"""The parts every page is made of: page, picture with its table, live region, field, address, store, download.

Only this package knows widgets. Every text that reaches HTML goes through :func:`esc`.
"""

from __future__ import annotations

import os

import ipywidgets
from IPython.display import HTML, display

from fesgrade.apps.parts.html import esc
from fesgrade.sources import own_data
from fesgrade.standards import Catalog
from fesgrade.tables import load
from fesgrade.web import assets
from fesgrade.widgets.base import box
from fesgrade.widgets.region import alerts


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


def in_voila() -> bool:
    """Return whether the page stands alone, and not in JupyterLab."""
    return "VOILA_PREHEAT" in os.environ
