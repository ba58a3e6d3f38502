"""The pages of the application, in the order of the header; each is a notebook of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``slug`` names its notebook, ``label`` stands in the header."""

    slug: str
    label: str

    @property
    def notebook(self) -> str:
        """The file of the page, which is also its address relative to every other page."""
        return f"{self.slug}.ipynb"


PAGES = (
    Page("evaluate", "Evaluate"),
    Page("what_if", "What if"),
    Page("supervisory", "Supervisory"),
    Page("casebook", "Casebook"),
    Page("practise", "Practise"),
    Page("panel", "Panel"),
    Page("batch", "Batch"),
)


def pages_in(folder: Path) -> tuple[Page, ...]:
    """Return the pages whose notebook is in ``folder``: only those may be linked."""
    return tuple(page for page in PAGES if (folder / page.notebook).is_file())
