"""The What-if page: the rating and its result on one side, questions about it on the other."""

from __future__ import annotations

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import hint, items, join, result_card, tag
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.rating.handle import RatingPage
from fesgrade.apps.rating.position import Position
from fesgrade.apps.rating.rating import Rating
from fesgrade.apps.rating.state import page_at
from fesgrade.apps.rating.words import progress_html, result_html
from fesgrade.apps.what_if.compare import CompareTool
from fesgrade.apps.what_if.kept import browser_store
from fesgrade.apps.what_if.moves import MovesTool
from fesgrade.apps.what_if.pairs import PairsTool
from fesgrade.apps.what_if.review import CoachTool
from fesgrade.apps.what_if.spread import SpreadTool
from fesgrade.apps.what_if.tool import Section
from fesgrade.apps.what_if.unsure import UnsureTool
from fesgrade.apps.what_if.ways import WaysTool
from fesgrade.levels import Levels
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field
from fesgrade.widgets.present import Present
from fesgrade.widgets.region import Region, guard

#: The worked case that shows the page until the visitor chooses something.
EXAMPLE = "hr-officer"


class Page(RatingPage):
    """The widgets of the page and what happens between them; all rules are in the core."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.present = Present(screens=".fg-tool")
        self.rating = Rating(tables, self.show)
        take = self.rating.take
        self.store = browser_store(tables)
        self.rating.keeper.keep_in(self.store)
        tools = (
            MovesTool(take), CoachTool(), WaysTool(take), PairsTool(take), UnsureTool(self.rating.keeper),
            CompareTool(self.rating), SpreadTool(),
        )  # fmt: skip
        self.sections = tuple(Section(tool) for tool in tools)
        self.meanings = ipywidgets.Checkbox(value=False)
        self.meanings.observe(guard(lambda _: self._dress()), "value")
        self.sheet = box(
            Region(tag("h2.fg-visually-hidden", "The rating")),
            box(self.rating.steps, field(self.meanings, "Show meanings"), name="fg-bar"),
            self.rating.sheet,
            name="fg-card fg-the-sheet fg-compact",
        )
        self.rating.keeper.refresh()
        self.sections[0].fold.expanded = True

    def widgets(self) -> list[ipywidgets.Widget]:
        """Return the parts of the page, from top to bottom."""
        rating = self.rating
        side = box(self.result, self.sheet, name="fg-side fg-sticky")
        kept = box(
            Region(hint("Scenarios and unsure ratings stay in this browser until you clear them.")),
            self.store.widget,
            name="fg-kept",
        )
        questions = box(*(section.widget for section in self.sections), kept, name="fg-stack fg-questions")
        return [
            box(rating.choices, self.present, name="fg-bar fg-one-line"),
            rating.about,
            rating.case_note,
            box(side, questions, name="fg-columns fg-rating fg-whatif"),
            rating.address,
        ]

    def show(self, now: Position) -> None:
        """Show what follows from the rating as it stands."""
        evaluate = page_at("evaluate.ipynb", now.query)
        if now.evaluation:
            result = result_html(now.evaluation, now.standard, evaluate)
        else:
            result = progress_html(now.progress, now.standard)
        self.result.html = result + links_html(evaluate)
        self.present.about = now.standard.short_title
        for section in self.sections:
            section.update(now)

    def _dress(self) -> None:
        if self.meanings.value:
            self.sheet.remove_class("fg-compact")
        else:
            self.sheet.add_class("fg-compact")


def links_html(evaluate: str) -> Markup:
    """Return the ways on from the result: to the questions, and to the Evaluate page with the same rating."""
    jump, onward = tag("a.fg-jump", "To the questions", href="#moves"), tag("a", "Open on Evaluate", href=evaluate)
    return tag("p.fg-count.fg-onward", jump, " ", onward)


def first_html(made: Page) -> Markup:
    """Return what stands on the page before any widget arrives: the result and the questions."""
    questions = ((tag("b", section.tool.title), tag("br"), section.tool.about) for section in made.sections)
    return join(result_card(made.result.html), items("ul.fg-card.fg-stack", questions))


def show(standard: Standard | str | None = None, levels: Levels = ()) -> Page:
    """Show the page, and return it: ``page.levels``, ``page.evaluation``. It begins as :func:`evaluate.show` does.

    With nothing to begin with it shows an example, which is not the visitor's.
    """
    made = Page(catalog())
    if standard is None and not levels:
        made.rating.show_example(EXAMPLE)
    made.rating.begin(standard, levels)
    page(*made.widgets(), first=first_html(made))
    return made
