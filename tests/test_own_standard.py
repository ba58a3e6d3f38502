"""A standard that an outsider adds by following ``data/README.md`` to the letter, wherever standards are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import fesgrade
from fesgrade import frames, questions
from fesgrade.apps.evaluate.page import Page
from fesgrade.apps.series import Page as SeriesPage
from fesgrade.cli import main
from fesgrade.documents import forms
from fesgrade.documents.compose import compose
from fesgrade.sources import data_dir
from fesgrade.tables import load

from .apps.test_pages import made

CODES = "1-4 2-2 3-2 4-2 5-2 6-2 7-1 8-2 9-2"
#: The pages on which a standard can be chosen.
PAGES = ("evaluate", "what_if", "batch", "check", "panel", "supervisory")


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the guide has people make: each CSV block below the name of its file."""
    root = tmp_path_factory.mktemp("outsider")
    text = (data_dir() / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *`(my-tables/[a-z/-]+[.]csv)`\n\n *```csv\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 6
    for name, block in blocks:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line.strip()}\n" for line in block.splitlines() if line.strip()), encoding="utf-8")
    return root / "my-tables"


def test_it_grades(tables: Path) -> None:
    result = fesgrade.evaluate(CODES, "lights", data=tables)
    assert (result.total, result.grade, result.findings) == (1035, "GS-5", ())
    outside = fesgrade.evaluate(CODES.replace("1-4", "1-5"), "lights", data=tables)
    assert [finding.code for finding in outside.findings] == ["outside-standard"]


def test_its_series_and_title_are_found(tables: Path) -> None:
    (titled,) = questions.load(tables).find({"work": "lights", "role": "supervisor"}).titles
    assert titled.title == "Supervisory Harbor Lights Technician"
    assert [standard.id for standard in titled.standards] == ["lights"]


@pytest.mark.parametrize("slug", PAGES)
def test_it_is_on_every_page_beside_all_others(tables: Path, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FESGRADE_DATA", str(tables))
    _, widgets = made(slug, monkeypatch)
    shown = json.dumps(widgets)
    for standard in load(tables).standards.values():
        assert standard.title in shown or standard.short_title in shown, standard


def test_an_answer_leads_to_it_on_the_series_page(tables: Path) -> None:
    page = SeriesPage(questions.load(tables))
    page.answer("work", "lights")
    assert "Harbor Lights Technician" in page.result.html
    assert 'href="evaluate.ipynb?standard=lights"' in page.why.html
    page.answer("work", "analysis")
    assert 'href="evaluate.ipynb?standard=aageg&amp;series=0343"' in page.why.html


def test_the_evaluate_page_finds_it_by_number_and_name_and_writes_its_statement(tables: Path) -> None:
    page = Page(load(tables))
    (thing,) = (each for each in page.find.things if "gs-999" in each["words"])
    assert thing["name"] == "Harbor Lights, GS-0999" and "Harbor Lights Technician" in thing["words"]
    page.find.picked = thing["value"]
    page.rating.load_case("north-pier")
    assert "1,035 points" in page.result.html
    page.keep.open()
    assert page.keep.values["series"] == "0999"


def test_every_command_takes_it(tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = ["--data", str(tables), "--standard", "lights"]
    assert main(["grade", *own, *CODES.split()]) == 0
    assert "Harbor Lights, GS-0999, May 2020" in capsys.readouterr().out
    assert main(["whatif", *own, "--to", "GS-6", *CODES.split()]) == 0
    assert "GS-6" in capsys.readouterr().out
    sheet = tmp_path / "positions.csv"
    sheet.write_text("Standard,F1,F2,F3,F4,F5,F6,F7,F8,F9\nGS-0999," + CODES.replace(" ", ",") + "\n")
    for standard in ("lights", "column:Standard"):
        assert main(["score", str(sheet), "--data", str(tables), "--standard", standard]) == 0
        assert "1035,GS-5" in capsys.readouterr().out
    points = tmp_path / "points.csv"
    points.write_text("factor,level,points\n1,1-4,555\n")
    assert main(["check", str(points), *own]) == 1
    assert "1-4" in capsys.readouterr().out


def test_it_is_in_frames_and_statement(tables: Path) -> None:
    frame = pd.DataFrame([{f"factor_{code[0]}": code for code in CODES.split()}])
    assert frames.score(frame, "lights", data=tables)["grade"].tolist() == ["GS-5"]
    assert len(frames.levels("lights", data=tables)) == 45
    result = fesgrade.evaluate(CODES, "lights", data=tables)
    statement = compose(result, series="0999", data=tables)
    assert "Harbor Lights p. 2" in forms.markdown(statement, "report")
