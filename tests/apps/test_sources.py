"""The Sources page: every document that is cited, and every term that a page links."""

from __future__ import annotations

import re
from pathlib import Path

from fesgrade.apps.parts.glossary import read_glossary, words
from fesgrade.apps.parts.pages import PAGES, linked
from fesgrade.apps.sources import ABOUT_LINKS, documents_html, glossary_html, read_documents
from fesgrade.server import notebooks_dir

from ..datapackage import _cited

#: The terms that a trainee meets on the pages without having heard them (issue 16).
ASKED = (
    "floor", "dashed-level", "grade-pattern", "one-grade-interval", "base-grade", "known-in-part", "alpha", "ses",
    "five-usc-5107",
)  # fmt: skip


def test_every_document_stands_with_edition_publisher_and_where_it_is_published() -> None:
    rows = read_documents()
    html = documents_html(rows)
    assert {"Handbook", "Introduction", "GSSG", "AAGEG", "5 U.S.C. 5107"} <= {row["document"] for row in rows}
    for row in rows:
        assert row["edition"] and row["publisher"]
        assert f'<th scope="row">{row["document"]}</th>' in html
        if row["publisher"].startswith("U.S. Office of Personnel Management"):
            assert row["published"].startswith("https://www.opm.gov/")
    assert "address is known, otherwise to a page above it" in ABOUT_LINKS  # not every address is the document's own
    assert "The Classifier&#39;s Handbook" in html and "TS-107, August 1991" in html


def test_every_term_is_explained_with_a_rule_that_is_cited_rightly() -> None:
    rows = read_glossary()
    ids = {row["id"] for row in rows}
    assert set(ASKED) <= ids
    documents = {row["document"]: row["pages_cited"] for row in read_documents()}
    for row in rows:
        assert row["meaning"].endswith("."), row["id"]
        assert not row["rule"] or _cited(row["rule"], documents), row["id"]
    names = [row["term"].casefold() for row in rows]
    assert names == sorted(names)
    assert '<dt id="floor">Floor</dt>' in glossary_html(rows)
    said = [word.casefold() for row in rows for word in words(row)]
    assert len(said) == len(set(said)), "a word leads to one term"


def test_every_link_to_a_term_leads_to_one_and_every_page_has_one() -> None:
    ids = {"documents", "glossary", *(row["id"] for row in read_glossary())}
    for notebook in notebooks_dir().glob("*.ipynb"):
        found = set(re.findall(r"sources\.ipynb#([\w-]+)", notebook.read_text(encoding="utf-8")))
        assert found <= ids, notebook.name
        assert found or notebook.stem == "sources"


def test_what_explains_is_at_the_foot_and_the_rest_in_the_header(tmp_path: Path) -> None:
    for page in PAGES:
        (tmp_path / page.notebook).touch()
    ways = linked(tmp_path)
    assert ways["foot"] == [["sources", "Sources and glossary"]]
    assert [slug for slug, _ in ways["pages"]] == [page.slug for page in PAGES if page.slug != "sources"]
    assert ["floor", "floor", "floors"] in ways["terms"]
    (tmp_path / "sources.ipynb").unlink()
    assert linked(tmp_path)["foot"] == linked(tmp_path)["terms"] == []
