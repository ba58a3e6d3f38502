"""The first answer of the server for a page: its prose, its record, and the front end that opens it.

It is the same for every visitor and made once, when the server starts.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.filters import markdown2html

from fesgrade.apps.parts.pages import linked
from fesgrade.early.record import Record
from fesgrade.early.recording import PACKAGE, load, pages_of

TEMPLATES = PACKAGE / "web" / "voila" / "templates" / "fesgrade"
#: The folders with the files of the front end; none is needed twice, so one address serves them all.
FOLDERS = (PACKAGE / "web" / "front", TEMPLATES / "static")


@cache
def version() -> str:
    """Return what stands for the files of the front end, so that a browser may keep them for good."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".js", ".css")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def files() -> str:
    """Return the path of the files of the front end below the address of the server."""
    return f"fesgrade/{version()}"


def build(notebooks: Path, records: Path) -> dict[str, bytes]:
    """Return the pages of a folder that have a record: HTML in UTF-8 by the name of their notebook."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    template = jinja2.Environment(loader=loader).get_template("early.html.j2")
    ways = linked(notebooks)
    return {
        f"{page}.ipynb": template.render(
            page=page,
            **ways,
            # Addresses are relative, since a hub has the pages below a path of its own.
            static=lambda name: f"../../{files()}/{name}",
            modules=sorted(path.name for path in FOLDERS[0].glob("*.js")),
            **_parts(notebooks / f"{page}.ipynb", load(records, page)),
        ).encode()
        for page in pages_of(notebooks)
    }


def _parts(notebook: Path, record: Record) -> dict[str, Any]:
    """Return what a page is made of: title, ``parts`` in the order of the notebook, and its record."""
    whole = json.loads(notebook.read_text(encoding="utf-8"))
    parts = []
    for cell in whole["cells"]:
        if cell["cell_type"] == "markdown":
            parts.append(["prose", markdown2html("".join(cell["source"]))])
        elif cell["cell_type"] == "code":
            parts += record.shows
    return {
        "title": whole["metadata"]["title"],
        "parts": parts,
        "hash": record.hash,
        # Within a script element only the end of one would end it.
        "record": record.text.replace("<", "\\u003c"),
    }
