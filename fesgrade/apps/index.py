"""The front page: where everything is, and the grades on the points scale."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fesgrade.apps.parts.html import esc
from fesgrade.apps.parts.page import catalog, page, still
from fesgrade.apps.parts.pages import Page, pages_in
from fesgrade.pictures.rows import ladder_rows
from fesgrade.standards import PRIMARY, Catalog
from fesgrade.widgets.picture import Picture, picture_html

TITLE = "The grades on the points scale"
COLUMNS = (("name", "Grade"), ("low", "From"), ("high", "To"))
#: The two decisions of the front page; both are rows of data/cases.csv.
DECISIONS = ("hr-assistant-military", "hr-officer")


def start_html(pages: Sequence[Page], tables: Catalog) -> str:
    """Return the way into the pages, and the two decisions as links that open them on the rating sheet."""
    links = "".join(
        f'<li class="fg-card"><a href="{page.notebook}"><b>{esc(page.label)}</b></a><br>{esc(page.summary)}</li>'
        for page in pages
    )
    cases = "".join(
        f'<li class="fg-card"><a href="evaluate.ipynb?case={case.id}"><b>{esc(case.title)}</b></a>'
        f'<br>{esc(case.note)} <span class="fg-source">{esc(case.source)}</span></li>'
        for case in (tables.cases[name] for name in DECISIONS)
    )
    return (
        f'<div class="fg-page"><nav aria-label="Start here"><h2>Start here</h2><ul class="fg-tiles">{links}</ul></nav>'
        f'<section aria-label="Two decided cases"><h2>Two decided cases, one click each</h2>'
        f'<ul class="fg-tiles">{cases}</ul>'
        '<p class="fg-hint">A decision is an example, never a precedent: a position is compared with the standards, '
        "not with other positions (5 U.S.C. 5107).</p></section></div>"
    )


def show() -> None:
    """Show the page."""
    standard = catalog().standards[PRIMARY]
    grades = standard.grades
    rows = ladder_rows(grades, standard.highest_total)
    described = (
        f"{len(grades)} grade ranges side by side, from {grades[0].name} at {esc(grades[0].low)} points "
        f"to {grades[-1].name} from {esc(grades[-1].low)} points up."
    )
    still(start_html(pages_in(Path.cwd()), catalog()))
    page(
        Picture(
            "ladder",
            rows,
            title=TITLE,
            description=described,
            columns=COLUMNS,
            table=[{**row, "high": row["high"] or "and up"} for row in rows],
        ),
        first=picture_html("ladder", TITLE, described),
    )
