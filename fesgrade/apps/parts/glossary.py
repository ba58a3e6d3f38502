"""The terms that a newcomer meets: what they mean, and the words by which a page links them (static/terms.js)."""

from __future__ import annotations

from fesgrade.sources import Reader, Row, data_dir


def read_glossary() -> list[Row]:
    """Return the rows of data/glossary.csv, in the order of their terms."""
    reader = Reader(data_dir())
    rows = reader.table(data_dir() / "glossary.csv", ("id", "term", "words", "meaning"), ("rule",), ("id",))
    reader.finish()
    return sorted(rows, key=lambda row: row["term"].casefold())


def words(row: Row) -> list[str]:
    """Return the words that stand for a term in the texts of the pages."""
    return row["words"].split(";")
