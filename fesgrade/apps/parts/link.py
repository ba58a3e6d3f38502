"""The names in a page's address, and the edition of the tables it was made with."""

from __future__ import annotations

import json
from functools import cache

from markupsafe import Markup

from fesgrade.apps.parts.html import alert
from fesgrade.sources import data_dir

#: The worked case that the address asks for, or the state it holds, under these names.
CASE, STANDARD, SERIES, LEVELS, KIND, TABLES = "case", "standard", "series", "levels", "work", "tables"
#: The page that a statement was made on, in the address that its file holds.
PAGE = "page"
#: What is said first of an address that cannot be understood.
DAMAGED = "The link is damaged and nothing was loaded."


def older_html(tables: str) -> Markup:
    """Return what is said of a link that was made with another edition of the tables; nothing for this one or none."""
    if tables in ("", edition()):
        return Markup()
    words = f"This link was made with the tables of {tables}; these are of {edition()}: check the result."
    return alert("warning", words)


@cache
def edition() -> str:
    """Return the edition of the shipped tables."""
    descriptor = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    return str(descriptor["version"])
