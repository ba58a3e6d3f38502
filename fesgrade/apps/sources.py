"""The Sources page: every document in full, with its edition and where it is published, and the terms."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.apps.parts.glossary import read_glossary
from fesgrade.apps.parts.html import Cell, sourced, table, tag
from fesgrade.apps.parts.page import page, still
from fesgrade.sources import Reader, Row, data_dir

#: No address can be tried where fesgrade runs without a network, and publishers move what they publish.
ABOUT_LINKS = (
    "Links lead to the publisher's site and need the internet, unlike the rest of fesgrade: to the document where its "
    "address is known, otherwise to a page above it. Publishers move documents; if a link fails, search the site for "
    "the title."
)


def read_documents() -> list[Row]:
    """Return the rows of data/documents.csv: every document that a citation may begin with."""
    columns = ("document", "title", "edition", "pages_cited", "publisher", "license")
    reader = Reader(data_dir())
    rows = reader.table(data_dir() / "documents.csv", columns, ("published",), ("document",))
    reader.finish()
    return rows


def documents_html(rows: Sequence[Row]) -> Markup:
    """Return the documents as a table; the word that citations use heads each row."""
    heads = ("Cited as", "Document", "Edition", "Published by")
    return table(heads, map(_document, rows), "", label="Documents", kind="fg-documents")


def _document(row: Row) -> list[Cell]:
    title: Cell = row["title"]
    if row["published"]:
        title = tag("a", row["title"], href=row["published"])
    return [row["document"], title, row["edition"], row["publisher"]]


def glossary_html(rows: Sequence[Row]) -> Markup:
    """Return the terms with what they mean; each can be linked by its id."""
    return tag("dl.fg-glossary", ((_term(row), tag("dd", sourced(row["meaning"], row["rule"]))) for row in rows))


def _term(row: Row) -> Markup:
    return tag(f"dt#{row['id']}", row["term"])


def show() -> None:
    """Show the page."""
    still(
        tag(
            "div.fg-page",
            tag(
                "section.fg-card",
                tag("h2#documents", "Sources"),
                tag("p", ABOUT_LINKS),
                documents_html(read_documents()),
                aria_labelledby="documents",
            ),
            tag(
                "section.fg-card",
                tag("h2#glossary", "Glossary"),
                glossary_html(read_glossary()),
                aria_labelledby="glossary",
            ),
        )
    )
    page()
