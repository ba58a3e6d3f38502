"""Each document of ``documents/`` is read as the file of the same name that ends in ``.expected`` says.

An example needs no Python. The expected file has a block for each evaluation, blocks parted by a blank line:
``standard``, ``title``, ``series``, ``levels``, ``points`` (``1=350 6/7=75``), ``printed`` and ``computed`` (total and
grade), and a ``fault`` for each part of a sentence that must be told. What is left out is not looked at, and without a
``fault`` there may be none. ``none`` says that there is no evaluation, ``note`` what is said of the whole document.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fesgrade.reading.files import open_file
from fesgrade.reading.held import Evaluation
from fesgrade.reading.reader import read
from fesgrade.tables import load

FOLDER = Path(__file__).parent / "documents"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


def shown(one: Evaluation, name: str) -> str:
    """Return what an evaluation has under a name of the expected file."""
    values: dict[str, list[object]] = {
        "standard": [one.standard],
        "title": [one.title],
        "series": [one.series],
        "levels": list(one.levels.values()),
        "points": [f"{factor}={value}" for factor, value in one.points.items()],
        "printed": [one.printed_total or ("-" if one.printed_grade else ""), one.printed_grade or ""],
        "computed": [one.total or "", one.grade or ""],
    }
    return " ".join(str(value) for value in values[name]).strip()


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_a_document_is_read_as_its_expected_file_says(path: Path) -> None:
    reading = read(open_file(path), load())
    blocks = path.with_suffix(".expected").read_text(encoding="utf-8").strip().split("\n\n")
    lines = [[line.partition(":") for line in block.splitlines()] for block in blocks]
    if lines[0][0][0] == "none":
        assert not reading.evaluations
    else:
        assert len(reading.evaluations) == len(blocks)
    for one, block in zip(reading.evaluations, lines, strict=False):
        wanted = {name: text.strip() for name, _, text in block if name not in ("fault", "note")}
        assert {name: shown(one, name) for name in wanted} == wanted
        faults = [text.strip() for name, _, text in block if name == "fault"]
        assert all(any(fault in told for told in one.faults) for fault in faults), one.faults
        assert bool(one.faults) == bool(faults), one.faults
    notes = [text.strip() for block in lines for name, _, text in block if name == "note"]
    assert all(any(note in told for told in reading.notes) for note in notes), reading.notes


def test_every_document_has_its_expected_file_and_the_other_way_round() -> None:
    stems = {path.stem for path in DOCUMENTS}
    assert stems == {path.stem for path in FOLDER.glob("*.expected")} and len(stems) == len(DOCUMENTS)
