"""The front page: where everything is, and the grades on the points scale."""

from __future__ import annotations

from pathlib import Path

from fesgrade.apps.components import Picture, catalog, esc, page, picture_html, still
from fesgrade.apps.pages import pages_in
from fesgrade.charts import ladder_rows
from fesgrade.standards import PRIMARY

TITLE = "The grades on the points scale"
COLUMNS = (("name", "Grade"), ("low", "From"), ("high", "To"))


def show() -> None:
    """Show the page."""
    standard = catalog().standards[PRIMARY]
    grades = standard.grades
    rows = ladder_rows(grades, standard.highest_total)
    described = (
        f"{len(grades)} grade ranges side by side, from {grades[0].name} at {esc(grades[0].low)} points "
        f"to {grades[-1].name} from {esc(grades[-1].low)} points up."
    )
    links = "".join(f'<li><a href="{page.notebook}">{esc(page.label)}</a></li>' for page in pages_in(Path.cwd()))
    if links:
        still(f'<nav aria-label="Start here"><ul class="fg-prose">{links}</ul></nav>')
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
