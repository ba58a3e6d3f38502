"""The command ``fesgrade read``: what it prints, what it writes, and how it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from fesgrade.cli import main
from tests.reading.made import LEVELS, docx, evaluation_lines, pdf

DOCUMENTS = Path(__file__).parent / "reading" / "documents"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents, one in a folder below it, and a file that is no document."""
    found = tmp_path / "descriptions"
    (found / "old").mkdir(parents=True)
    (found / "analyst.docx").write_bytes(docx())
    (found / "analyst.pdf").write_bytes(pdf([evaluation_lines()]))
    (found / "old" / "wrong.txt").write_bytes((DOCUMENTS / "wrong-figures.txt").read_bytes())
    (found / "two.txt").write_bytes((DOCUMENTS / "decision-three-in-one-line.txt").read_bytes())
    (found / "picture.png").write_bytes(b"\x89PNG")
    return found


def test_json_has_the_form_that_is_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_bytes(docx())
    assert main(["read", str(tmp_path / "a.docx"), "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    (one,) = document["evaluations"]
    assert document["file"] == str(tmp_path / "a.docx") and document["notes"] == []
    assert one["standard"] == "fes" and one["title"] == "Program Analyst" and one["series"] == "0343"
    assert one["levels"] == dict(zip("123456789", LEVELS, strict=True))
    points = {"1": 1250, "2": 450, "3": 275, "4": 225, "5": 150, "6": None, "7": None, "8": 5, "9": 5, "6/7": 75}
    assert one["printed"] == {"points": points, "total": 2435, "grade": "GS-11"}
    assert (one["total"], one["grade"], one["faults"]) == (2435, "GS-11", [])
    text = "6. & 7. Contacts and Their Purpose | 2-b | 75"
    assert one["places"]["6"] == {"page": 1, "line": 13, "text": text}


def test_printed_values_that_are_absent_are_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Factor 1 - FL 1-7")
    assert main(["read", str(tmp_path / "a.txt"), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["documents"][0]["evaluations"]
    assert one["printed"] == {"points": dict.fromkeys("123456789"), "total": None, "grade": None}
    assert (one["title"], one["series"], one["total"], one["grade"]) == (None, None, None, None)


def test_what_is_read_is_shown_with_its_place_and_its_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(DOCUMENTS / "wrong-figures.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "Training Instructor, GS-1712 (FES)"
    assert any(line.startswith("   4  4-4      252  page 1, line 6: 4. Complexity") for line in lines)
    assert "  Printed: 2,497 points, GS-12" in lines and "  By the tables: 2,505 points, GS-11" in lines
    assert any(line.startswith("  - 4-4 is printed with 252 points (page 1, line 6); it has 225 [") for line in lines)


def test_a_document_without_an_evaluation_says_so_and_names_the_scheme(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(DOCUMENTS / "federal-wage.txt")]) == 0
    captured = capsys.readouterr()
    assert captured.out.strip().endswith("federal-wage.txt: no evaluation")
    assert "belongs to the Federal Wage System" in captured.err


def test_a_folder_becomes_a_table_with_a_row_for_each_evaluation(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "found.csv"
    assert main(["read", str(folder), "-o", str(out)]) == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["File"], row["Evaluation"]) for row in rows] == [
        ("analyst.docx", "1"), ("analyst.pdf", "1"), ("old/wrong.txt", "1"),
        ("two.txt", "1"), ("two.txt", "2"), ("two.txt", "3"),
    ]  # fmt: skip
    assert [row["Standard"] for row in rows] == ["FES", "FES", "FES", "FES", "GSSG", "FES"]
    assert rows[4]["Factor 4A"] == "4A-2" and rows[4]["Factor 7"] == ""
    assert main(["read", str(folder)]) == 0
    assert capsys.readouterr().out.replace("\r\n", "\n") == out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_table_is_scored_as_it_is(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    (folder / "two.txt").unlink()
    found = tmp_path / f"found.{ending}"
    assert main(["read", str(folder), "-o", str(found)]) == 0
    assert main(["score", str(found), "-o", str(tmp_path / "scored.csv")]) == 0
    assert "3 positions: 3 graded, 0 with errors." in capsys.readouterr().err
    rows = list(csv.DictReader((tmp_path / "scored.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["total"] for row in rows] == ["2435", "2435", "2505"]
    assert [row["grade"] for row in rows] == [row["Read grade"] for row in rows]


def test_what_is_refused_is_told_and_the_rest_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "scan.pdf").write_bytes(pdf([[]]))
    assert main(["read", str(folder), "--json"]) == 2
    captured = capsys.readouterr()
    documents = json.loads(captured.out)["documents"]
    assert [len(each["evaluations"]) for each in documents] == [1, 1, 1, 0, 3]
    assert "scan.pdf has no text" in documents[3]["notes"][0]
    assert captured.err.splitlines()[0].startswith("fesgrade: scan.pdf has no text, only pictures of pages;")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.pdf"], "none.pdf cannot be read: No such file"),
        (["."], "holds no document; it needs files that end in .txt"),
        (["a.txt", "-o", "a.pdf"], "a.pdf must end in .csv or .xlsx"),
        (["a.txt", "-o", "a.txt.json"], "is there already"),
    ],
)
def test_refusals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    if arguments[0] != ".":
        Path("a.txt").write_text("Factor 1 - FL 1-7")
        Path("a.txt.json").write_text("somebody's")
    assert main(["read", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not Path("a.txt.json").exists() or Path("a.txt.json").read_text() == "somebody's"
