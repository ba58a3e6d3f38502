"""Every kind of table in this folder comes to what its ``.expect`` says; README.md tells how to add one."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fesgrade.batch.columns import recognize
from fesgrade.batch.layout import arrange, read_positions
from fesgrade.batch.recorded import recorded_notes
from fesgrade.batch.scored import rows, score_sheet
from fesgrade.check.differences import check
from fesgrade.classroom import ratings
from fesgrade.classroom.practice import load as load_practice
from fesgrade.sources import FaultsError
from fesgrade.tables import load

FOLDER = Path(__file__).parent
TABLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".tsv", ".book"))
#: What a kind may expect, and how it is read.
LINES = ("note", "refused", "differs", "rating", "fault")
OPTIONS = ("saved as", "read by", "standard")


class Expected:
    """The lines of an ``.expect`` by what stands before the colon; ``rows`` by the number of the row."""

    def __init__(self, path: Path) -> None:
        self.lines: dict[str, list[str]] = defaultdict(list)
        self.rows: dict[int, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            what, _, words = line.partition(": ")
            if what.startswith("row "):
                self.rows[int(what.removeprefix("row "))] = words
            elif not line.startswith("#"):
                assert what in (*LINES, *OPTIONS), f"{path.name} has a line {line!r}"
                self.lines[what].append(words)

    def option(self, name: str, usual: str) -> str:
        return self.lines[name][0] if self.lines[name] else usual


def book(text: str) -> bytes:
    """Return the workbook that a ``.book`` describes."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for line in text.splitlines():
        if line.startswith("["):
            made.create_sheet(line.strip("[]"))
            continue
        made.worksheets[-1].append([value(cell.strip()) for cell in line.split("|")])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def value(cell: str) -> object:
    kind, _, rest = cell.partition(" ")
    if kind == "date":
        return date.fromisoformat(rest)
    return float(rest) if kind == "number" else cell or None


def content_of(path: Path, expected: Expected) -> tuple[str, bytes]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".book":
        return f"{path.stem}.xlsx", book(text)
    return path.name, text.encode(expected.option("saved as", "utf-8"))


def holds(found: Sequence[str], words: Sequence[str], what: str) -> None:
    """Check that each sentence found holds the words of one line, and each line is found."""
    for line in words:
        assert any(line in sentence for sentence in found), f"no {what} holds {line!r}; there are {list(found)}"
    for sentence in found:
        assert any(line in sentence for line in words), f"a {what} more: {sentence!r}"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_kind_comes_to_what_is_expected(path: Path) -> None:
    expected = Expected(path.with_suffix(".expect"))
    name, content = content_of(path, expected)
    by = {"score": scored, "check": checked, "panel": rated}[expected.option("read by", "score")]
    try:
        by(name, content, expected)
    except FaultsError as error:
        assert expected.lines["refused"], error
        holds(error.faults, expected.lines["refused"], "fault")
    else:
        assert not expected.lines["refused"]


def scored(name: str, content: bytes, expected: Expected) -> None:
    standard = load().standards[expected.option("standard", "gs-0201")]
    sheet = arrange(read_positions(content, name, standard.id), standard)
    columns = recognize(sheet.headings, standard.id)
    result = score_sheet(sheet, columns, standard.id)
    holds([*result.notes, *recorded_notes(sheet, columns)], expected.lines["note"], "note")
    assert list(result.lines) == list(expected.rows)
    for line, cells in zip(result.lines, rows(result.frame), strict=True):
        row = dict(zip(result.frame, cells, strict=True))
        kind, _, words = expected.rows[line].partition(": ")
        found = f"{row['total']} {row['grade']}" if row["errors"] is None else f"error: {row['errors']}"
        assert words in found if kind == "error" else expected.rows[line] == found, f"row {line}: {found}"


def checked(name: str, content: bytes, expected: Expected) -> None:
    result = check(content, name, expected.option("standard", "fes-primary"))
    holds(result.notes, expected.lines["note"], "note")
    differing = [each.message for each in result.differences if each.kind != "missing"]
    holds(differing, expected.lines["differs"], "difference")


def rated(name: str, content: bytes, expected: Expected) -> None:
    result = ratings.read({name: content}, load_practice(), others="fes-primary")
    holds(result.notes, expected.lines["note"], "note")
    holds(result.faults, expected.lines["fault"], "fault")
    assert [f"{row.rater} {row.level.code}" for row in result.rows] == expected.lines["rating"]


def test_every_expectation_has_its_table() -> None:
    stems: Mapping[str, Path] = {path.stem: path for path in TABLES}
    assert {path.stem for path in FOLDER.glob("*.expect")} == set(stems) and len(stems) == len(TABLES)
