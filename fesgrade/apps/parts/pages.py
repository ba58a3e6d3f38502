"""The pages of the application, in the order of the header; each is a notebook of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fesgrade.apps.parts.glossary import read_glossary, words


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``slug`` names its notebook, ``label`` stands in the header, ``summary`` on the front page.

    What ``explains`` the others is linked at the foot of every page, and not in the header.
    """

    slug: str
    label: str
    summary: str
    explains: bool = False

    @property
    def notebook(self) -> str:
        """The file of the page, which is also its address relative to every other page."""
        return f"{self.slug}.ipynb"


PAGES = (
    Page("evaluate", "Evaluate", "Pick a level for each factor; see points, total, grade and what to check again."),
    Page("what_if", "What if", "See which change of duties would move the grade, and how sure the grade is."),
    Page(
        "supervisory",
        "Supervisory work",
        "Grade supervisory work step by step, and positions with several kinds of work.",
    ),
    Page("series", "Series and title", "Answer a few questions; see the series, its grade pattern and the title."),
    Page("casebook", "Casebook", "Follow two decided appeals from the first question to the grade, and disagree."),
    Page("practice", "Practice", "Rate practice cases and learn, factor by factor, what decides the level."),
    Page("panel", "Class results", "Put the ratings of a class together and see where it disagrees."),
    Page("read", "Read a document", "Find the levels in a position description or a decision, and its errors."),
    Page("batch", "Batch", "Grade a spreadsheet of positions, and see which of them deserve a second look."),
    Page("check", "Check a table", "See what is wrong or missing in somebody else's points or grade ranges."),
    Page("sources", "Sources and glossary", "Look up a document that is cited, or a term.", explains=True),
)


def pages_in(folder: Path) -> tuple[Page, ...]:
    """Return the pages whose notebook is in ``folder``: only those may be linked."""
    return tuple(page for page in PAGES if (folder / page.notebook).is_file())


def linked(folder: Path) -> dict[str, list[list[str]]]:
    """Return what pages in ``folder`` link: other pages in header and foot by slug and label, terms by id and words.

    Terms are linked only where the page that explains them is.
    """
    ways: dict[str, list[list[str]]] = {"pages": [], "foot": [], "terms": []}
    for page in pages_in(folder):
        ways["foot" if page.explains else "pages"].append([page.slug, page.label])
    if ways["foot"]:
        ways["terms"] = [[row["id"], *words(row)] for row in read_glossary()]
    return ways
