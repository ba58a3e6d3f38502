"""The front page: where everything is, and the grades on the points scale."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import hint, sourced, tag
from fesgrade.apps.parts.page import catalog, page, still
from fesgrade.apps.parts.pages import Page as Entry
from fesgrade.apps.parts.pages import pages_in
from fesgrade.apps.parts.words import caution
from fesgrade.pictures.rows import ladder_rows
from fesgrade.standards import PRIMARY, Catalog
from fesgrade.widgets.picture import Picture, picture_html

TITLE = "The grades on the points scale"
#: The two decisions of the front page; both are rows of data/cases.csv.
DECISIONS = ("hr-assistant-military", "hr-officer")


def start_html(pages: Sequence[Entry], tables: Catalog) -> Markup:
    """Return the way into the pages, and the two decisions as links that open them on the rating sheet."""
    ways = (_tile(page.notebook, page.label, page.summary) for page in pages)
    cases = (
        _tile(f"evaluate.ipynb?case={case.id}", case.title, sourced(case.note, case.source))
        for case in (tables.cases[name] for name in DECISIONS)
    )
    return tag(
        "div.fg-page",
        tag("nav", tag("h2", "Start here"), tag("ul.fg-tiles", ways), aria_label="Start here"),
        tag(
            "section",
            tag("h2", "Two worked cases, one click each"),
            tag("ul.fg-tiles", cases),
            hint(caution()),
            aria_label="Two worked cases",
        ),
        hint(
            "Do you write notebooks? The command ",
            tag("code", "fesgrade notebooks DIR"),
            " copies two that show how to use tables, charts and rating sheets in lessons and pages of your own: ",
            tag("code", "learn/kit.ipynb"),
            " for authors, ",
            tag("code", "learn/lesson.ipynb"),
            " for instructors.",
        ),
    )


def _tile(address: str, label: str, about: str) -> Markup:
    return tag("li.fg-card", tag("a", tag("b", label), href=address), tag("br"), about)


class Page(Handle):
    """The page, of which only the picture is a widget."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture


def show() -> Page:
    """Show the page, and return it: ``page.picture``."""
    standard = catalog().standards[PRIMARY]
    grades = standard.grades
    rows = ladder_rows(grades, standard.highest_total)
    described = (
        f"{len(grades)} grade ranges side by side, from {grades[0].name} at {grades[0].low:,} points "
        f"to {grades[-1].name} from {grades[-1].low:,} points up."
    )
    still(start_html(pages_in(Path.cwd()), catalog()))
    table = [(row["name"], row["low"], row["high"] or "and up") for row in rows]
    made = Page(Picture("ladder", rows, title=TITLE, heads=("Grade", "From", "To"), table=table, description=described))
    page(made.picture, first=picture_html("ladder", TITLE, described))
    return made
