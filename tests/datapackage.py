"""Bring data/datapackage.json up to date with the tables: run it after adding a table (``make data``).

It lists every CSV file below data/ with its size and hash. A new file takes the field meanings of the
table of the same name; a table of a new kind gets its fields written by hand in the descriptor first.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
DESCRIPTOR = DATA / "datapackage.json"


def described(data: Path, descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return ``descriptor`` with one resource for every CSV file below ``data``, in the order of their paths."""
    schemas = {Path(resource["path"]).name: resource["schema"] for resource in descriptor["resources"]}
    resources = []
    for path in sorted(data.rglob("*.csv")):
        relative = path.relative_to(data).as_posix()
        content = path.read_bytes()
        resources.append(
            {
                "name": relative.removesuffix(".csv").replace("/", "-").lower(),
                "path": relative,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": schemas[path.name],
            }
        )
    return descriptor | {"resources": resources}


def faults(data: Path) -> list[str]:
    """Return what is wrong with the tables below ``data`` against their descriptor: bytes, columns, keys, sources."""
    descriptor = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    listed = {resource["path"]: resource for resource in descriptor["resources"]}
    present = {path.relative_to(data).as_posix() for path in data.rglob("*.csv")}
    found = [f"{path} is listed but missing" for path in sorted(listed.keys() - present)]
    found += [f"{path} is not listed" for path in sorted(present - listed.keys())]
    documents = {row["document"]: row["pages_cited"] for row in _rows(data / "documents.csv")}
    for path in sorted(listed.keys() & present):
        resource = listed[path]
        digest = hashlib.sha256((data / path).read_bytes()).hexdigest()
        if resource["hash"] != f"sha256:{digest}":
            found.append(f"{path} is not the file that was checked: its hash differs")
        rows = _rows(data / path)
        fields = [field["name"] for field in resource["schema"]["fields"]]
        if rows and list(rows[0]) != fields:
            found.append(f"{path} has the columns {list(rows[0])}, not {fields}")
            continue
        keys = [tuple(row[name] for name in resource["schema"].get("primaryKey", fields)) for row in rows]
        found += [f"{path}: {' '.join(key)} stands twice" for key in sorted(set(keys)) if keys.count(key) > 1]
        for line, row in enumerate(rows, start=2):
            if "source_ref" in row and not _cited(row["source_ref"], documents):
                found.append(f"{path}, row {line}: the source {row['source_ref']!r} is no page of a document listed")
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cited(source: str, documents: dict[str, str]) -> bool:
    """Say whether every part of a source reference names a listed document and pages that documents.csv lists."""
    parts = [re.sub(r"^points[^:]*: ", "", part.strip()) for part in source.split(";")]
    if not source or not all(parts):
        return False
    for part in parts:
        document = next((name for name in documents if part.startswith(name)), None)
        if document is None:
            return False
        paged = re.search(r" p\. ([\d, -]+)", part)
        allowed = {page for span in re.findall(r"\d+(?:-\d+)?", documents[document]) for page in _span(span)}
        if documents[document].startswith("not paged"):
            continue
        if not paged or not {page for span in re.findall(r"\d+(?:-\d+)?", paged[1]) for page in _span(span)} <= allowed:
            return False
    return True


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> None:
    descriptor = json.loads(DESCRIPTOR.read_text(encoding="utf-8"))
    text = json.dumps(described(DATA, descriptor), ensure_ascii=False, indent=1)
    DESCRIPTOR.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
