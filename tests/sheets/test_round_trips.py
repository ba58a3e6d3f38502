"""What fesgrade writes comes back whole from a spreadsheet program that opened and saved it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from fesgrade.apps.batch import example
from fesgrade.batch.columns import recognize
from fesgrade.batch.layout import arrange, read_positions
from fesgrade.batch.reading import read_columns
from fesgrade.batch.scored import Scored, score_sheet, write
from fesgrade.cells import read_cell
from fesgrade.tables import load

from .excel import excel_saves, excel_shows

CATALOG = load()
OFFICE = shutil.which("soffice")


def graded(content: bytes, name: str, standard: str = "gs-0201") -> Scored:
    sheet = arrange(read_positions(content, name, standard), CATALOG.standards[standard])
    return score_sheet(sheet, recognize(sheet.headings, standard), standard)


def written(scored: Scored, kind: str) -> bytes:
    out = io.BytesIO()
    write(out, kind, scored.frame)
    return out.getvalue()


def levels(content: bytes, name: str) -> list[tuple[object, ...]]:
    """Return the levels of each row, as codes; no row with an error, whose cells may be anything."""
    standard = CATALOG.standards["gs-0201"]
    sheet = arrange(read_positions(content, name), standard)
    read = read_columns(sheet, recognize(sheet.headings), standard)
    return [row for at, row in enumerate(zip(*read.cells.values(), strict=True)) if not read.errors(at)]


def results(scored: Scored) -> list[Sequence[object]]:
    columns = scored.frame[["total", "grade"]].astype("object")
    return [list(row) for row in columns.where(columns.notna(), None).itertuples(index=False)]


@pytest.mark.parametrize("standard", list(CATALOG.standards))
def test_every_level_comes_back_from_excel(standard: str) -> None:
    chosen = CATALOG.standards[standard]
    for level in chosen.levels():
        found = read_cell(level.factor, excel_shows(level.code), chosen)
        assert found.levels == {level.factor: level}


def test_a_graded_csv_that_excel_saved_has_the_same_levels_and_grades() -> None:
    first = graded(example.example(), example.NAME)
    out = written(first, "csv")
    again = graded(excel_saves(out), "saved.csv")
    assert results(again) == results(first)
    assert levels(excel_saves(out), "saved.csv") == levels(out, "graded.csv")
    assert any("that Excel had turned into dates were read as levels" in note for note in again.notes)
    third = graded(excel_saves(written(again, "csv")), "twice.csv")
    assert results(third) == results(first)


def test_levels_in_a_workbook_are_texts() -> None:
    out = written(graded(example.example(), example.NAME), "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(out)).worksheets[0]
    headings = [cell.value for cell in page[1]]
    for row in page.iter_rows(min_row=2):
        for heading, cell in zip(headings, row, strict=True):
            if str(heading).startswith("Factor") and cell.value:
                assert cell.number_format == "@" and cell.data_type in ("s", "inlineStr")


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed; make test-office installs it")
@pytest.mark.parametrize(("kind", "saved"), [("csv", "csv"), ("xlsx", "xlsx"), ("xlsx", "csv"), ("csv", "xlsx")])
def test_libreoffice_opens_and_saves_it(kind: str, saved: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    if "office" not in str(pytestconfig.getoption("markexpr")):
        pytest.skip("run by make test-office: each takes seconds")
    first = graded(example.example(), example.NAME)
    (tmp_path / f"graded.{kind}").write_bytes(written(first, kind))
    to = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "xlsx": "xlsx"}[saved]
    opened = ["--infilter=CSV:44,34,76,1,,1033,false,true"] if kind == "csv" else []  # numbers and dates are looked for
    command = [
        str(OFFICE), "--headless", "--norestore", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *opened, "--convert-to", to, "--outdir", str(tmp_path / "out"), str(tmp_path / f"graded.{kind}"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    content = (tmp_path / "out" / f"graded.{saved}").read_bytes()
    assert results(graded(content, f"graded.{saved}")) == results(first)
    assert levels(content, f"graded.{saved}") == levels(written(first, kind), f"graded.{kind}")
