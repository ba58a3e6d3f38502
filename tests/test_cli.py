"""The command line as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import fesgrade
from fesgrade.cli import main

OFFICER = ["1-7", "2-4", "3-3", "4-4", "5-3", "2b", "8-1", "9-1"]


def test_grade_prints_a_readable_table(capsys):
    assert main(["grade", *OFFICER]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Human Resources Management, GS-0201, Dec 2000"
    assert lines[2].split() == [
        "1",
        "Knowledge",
        "Required",
        "by",
        "the",
        "Position",
        "1-7",
        "1,250",
        "GS-0201",
        "standard",
        "p.",
        "19",
    ]
    assert "GS-11: 2,355 to 2,750 points (80 above its floor, 320 to GS-12)." in lines
    assert any(
        line.startswith("One level in a single factor") and line.endswith("[Handbook p. 11-12]") for line in lines
    )


def test_grade_prints_json_with_the_names_of_the_result(capsys):
    assert (
        main(["grade", "--standard", "gs-0203", "--json", *["1-4", "2-3", "3-2", "4-2", "5-2", "2-b", "8-1", "9-1"]])
        == 0
    )
    printed = json.loads(capsys.readouterr().out)
    assert (printed["total"], printed["grade"]) == (1185, "GS-6")
    assert printed == fesgrade.evaluate("1-4 2-3 3-2 4-2 5-2 2-b 8-1 9-1", "gs-0203").as_dict()


@pytest.mark.parametrize("words", [["FL", "1-7"], ["FL 1-7"], ["1–7"], ["Factor", "1:", "7"]])
def test_codes_may_be_written_with_or_without_quotes(capsys, words):
    assert main(["grade", *words, *OFFICER[1:5], "6/7:", "2-B", *OFFICER[6:]]) == 0
    assert "2,435" in capsys.readouterr().out


def test_bad_input_exits_with_2_and_sentences(capsys):
    assert main(["grade", "1-10", "2-4", "2-3", "hello"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0] == (
        "fesgrade: '1-10' is not a level of Factor 1, Knowledge Required by the Position; the levels are 1-1 to 1-9."
    )
    assert all(line.startswith("fesgrade: ") and line.endswith(".") for line in lines)
    assert len(lines) == 10


def test_unknown_standard_and_faulty_folder_exit_with_2(capsys, tmp_path):
    assert main(["grade", "--standard", "gs-1", *OFFICER]) == 2
    assert "choose one of fes-primary, gs-0201, gs-0203, gssg." in capsys.readouterr().err
    (tmp_path / "cases.csv").write_text("case\nx\n")
    assert main(["grade", "--data", str(tmp_path), *OFFICER]) == 2
    assert "cases.csv, row 1: the column title is missing." in capsys.readouterr().err
    assert main(["serve", "--data", str(tmp_path), "--no-browser"]) == 2


def test_kind_of_work_decides_on_the_even_grade_finding(capsys):
    even = ["1-6", *OFFICER[1:]]
    main(["grade", "--json", *even])
    assert "even-grade" in capsys.readouterr().out
    main(["grade", "--json", "--kind", "assistance", *even])
    assert "even-grade" not in capsys.readouterr().out


def test_the_module_runs_as_the_installed_command_does():
    done = subprocess.run(
        [sys.executable, "-m", "fesgrade", "grade", *OFFICER], capture_output=True, text=True, check=True
    )
    assert "GS-11" in done.stdout
