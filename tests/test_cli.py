"""The command line as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import fesgrade
from fesgrade.cli import main

OFFICER = ["1-7", "2-4", "3-3", "4-4", "5-3", "2b", "8-1", "9-1"]


def test_grade_prints_a_readable_table(capsys: pytest.CaptureFixture[str]) -> None:
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
    assert lines[-1] == "What one level would change: GS-10 with 1-6, 2-3 or 3-2."


def test_grade_tells_a_total_near_a_line_apart_from_what_one_level_would_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["grade", "1-7", "2-4", "3-3", "4-3", "5-3", "2b", "8-1", "9-1"]) == 0
    lines = capsys.readouterr().out.partition("\nKeep in mind: ")[0].splitlines()
    assert lines[-3].startswith("Near a line: 10 fewer points would make it GS-10: not more than the smallest step")
    assert lines[-3].endswith("[Handbook p. 11-12]") and lines[-1].startswith(
        "What one level would change: GS-9 with 1-6; GS-10"
    )


def test_grade_tells_what_goes_together(capsys: pytest.CaptureFixture[str]) -> None:
    levels = ["1-7", "2-1", "3-3", "4-4", "5-3", "2b", "8-1", "9-1"]
    assert main(["grade", *levels]) == 0
    kept = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Keep in mind: ")]
    assert 0 < len(kept) <= 2 and kept[0].endswith("p. 24]")
    assert main(["grade", "--json", *levels]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert [f"Keep in mind: {one['text']} [{one['source']}]" for one in plain["keep_in_mind"]] == kept


def test_grade_prints_json_with_the_names_of_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["grade", "--standard", "gs-0203", "--json", *["1-4", "2-3", "3-2", "4-2", "5-2", "2-b", "8-1", "9-1"]])
        == 0
    )
    printed = json.loads(capsys.readouterr().out)
    assert (printed["total"], printed["grade"]) == (1185, "GS-6")
    assert printed.pop("keep_in_mind") == []
    assert printed == fesgrade.evaluate("1-4 2-3 3-2 4-2 5-2 2-b 8-1 9-1", "gs-0203").as_dict()


@pytest.mark.parametrize("words", [["FL", "1-7"], ["FL 1-7"], ["1–7"], ["Factor", "1:", "7"]])
def test_codes_may_be_written_with_or_without_quotes(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["grade", *words, *OFFICER[1:5], "6/7:", "2-B", *OFFICER[6:]]) == 0
    assert "2,435" in capsys.readouterr().out


def test_bad_input_exits_with_2_and_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "1-10", "2-4", "2-3", "hello"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0] == (
        "fesgrade: '1-10' is not a level of Factor 1, Knowledge Required by the Position; the levels are 1-1 to 1-9."
    )
    assert all(line.startswith("fesgrade: ") and line.endswith(".") for line in lines)
    assert len(lines) == 10


def test_unknown_standard_and_faulty_folder_exit_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["grade", "--standard", "gs-1", *OFFICER]) == 2
    assert "choose one of aageg, fes-primary, gs-0201, gs-0203, gssg." in capsys.readouterr().err
    (tmp_path / "cases.csv").write_text("case\nx\n")
    assert main(["grade", "--data", str(tmp_path), *OFFICER]) == 2
    assert "cases.csv, row 1: the column title is missing." in capsys.readouterr().err
    assert main(["serve", "--data", str(tmp_path), "--no-browser"]) == 2


def test_faulty_practice_cases_are_refused_before_any_page_is_served(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "practice.csv").write_text("case,title\nx,X\n")
    assert main(["serve", "--data", str(tmp_path), "--no-browser"]) == 2
    assert "practice.csv, row 1: the column standard is missing." in capsys.readouterr().err


def test_faulty_answers_and_titles_are_refused_before_any_page_is_served(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "questions").mkdir()
    answers = tmp_path / "questions" / "answers.csv"
    answers.write_text("question,answer,label,help,leads_to,source_ref\nwork,x,X,Does x.,1911,Mine p. 1\n")
    assert main(["serve", "--data", str(tmp_path), "--no-browser"]) == 2
    assert "questions/answers.csv, row 2, column leads_to is 1911; it must be" in capsys.readouterr().err


def test_kind_of_work_decides_on_the_even_grade_finding(capsys: pytest.CaptureFixture[str]) -> None:
    even = ["--standard", "fes-primary", "1-6", *OFFICER[1:]]
    main(["grade", "--json", "--kind", "administrative", *even])
    assert "even-grade" in capsys.readouterr().out
    main(["grade", "--json", "--kind", "assistance", *even])
    assert "even-grade" not in capsys.readouterr().out


def test_the_module_runs_as_the_installed_command_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fesgrade", "grade", *OFFICER], capture_output=True, text=True, check=True
    )
    assert "GS-11" in done.stdout


# fesgrade whatif --------------------------------------------------------------------------------


def test_whatif_prints_moves_and_ways_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--to", "GS-12", "--json", *OFFICER]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["standard"], printed["total"], printed["grade"], printed["to"]) == (
        "gs-0201", 2435, "GS-11", "GS-12",
    )  # fmt: skip
    assert printed["ways"] == [[{"factor": "3", "from": "3-3", "to": "3-5"}]]
    assert {"factor": "1", "from": "1-7", "to": "1-6", "total": 2135, "grade": "GS-10"} in printed["moves"]
    assert len(printed["moves"]) == 36
    assert all(list(move) == ["factor", "from", "to", "total", "grade"] for move in printed["moves"])


def test_whatif_without_a_target_has_no_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--json", *OFFICER]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["to"], printed["ways"]) == (None, [])


def test_whatif_prints_readable_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--to", "12", *OFFICER]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Human Resources Management, GS-0201, Dec 2000: 2,435 points, GS-11"
    assert any(line.startswith("GS-12: 320 more points. Alone: 3-5, 1-9. Not alone") for line in lines)
    assert any(line.startswith("GS-10: 85 fewer points.") for line in lines)
    assert "   1-7 to 1-6     -300  2,135  GS-10" in lines
    assert "   4-4 to 4-1     -200  2,235  GS-10  (outside)" in lines
    assert "  3-3 to 3-5: 2,810 points, 55 past the line" in lines
    assert any(line.startswith("    3-5 would also need ") for line in lines)
    assert lines[-1].endswith("[Handbook p. 10; Introduction p. 13]")


def test_whatif_says_when_the_grade_is_there_already(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "--to", "GS-11", *OFFICER]) == 0
    assert "This is GS-11 already." in capsys.readouterr().out.splitlines()


def test_whatif_works_for_supervisory_work(capsys: pytest.CaptureFixture[str]) -> None:
    levels = ["1-2", "2-1", "3-2", "4A-2", "4B-2", "5-5", "6-3"]
    assert main(["whatif", "--standard", "gssg", "--to", "GS-12", "--json", *levels]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["ways"] == [[{"factor": "6", "from": "6-3", "to": "6-4"}]]


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        (["--to", "GS-16", *OFFICER], ["GS-16 cannot be reached", "the highest grade that can is GS-15"]),
        (["--to", "high", "1-17", *OFFICER[1:]], ["'1-17' is not a level", "'high' is not a grade"]),
        (["--standard", "gs-9999", *OFFICER], ["'gs-9999' is not a known standard"]),
        (OFFICER[:-1], ["Factor 9, Work Environment, is missing"]),
    ],
)
def test_whatif_refuses_bad_input_with_2_and_sentences(
    capsys: pytest.CaptureFixture[str], arguments: list[str], faults: list[str]
) -> None:
    assert main(["whatif", "--json", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert all(fault in captured.err for fault in faults)
    assert all(line.startswith("fesgrade: ") and line.endswith(".") for line in captured.err.splitlines())


# Supervisory options ----------------------------------------------------------------------------

SUPERVISOR = ["--standard", "gssg", "1-2", "2-1", "3-2", "4A-2", "4B-2", "5-5", "6-2"]


def supervisory(capsys: pytest.CaptureFixture[str], *options: str, levels: list[str] = SUPERVISOR) -> dict[str, Any]:
    assert main(["grade", "--json", *levels, *options]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


@pytest.mark.parametrize(
    ("options", "total", "converted", "grade"),
    [
        ([], 2250, "GS-10", "GS-10"),
        (["--base-grade", "9"], 2250, "GS-10", "GS-11"),
        (["--base-grade", "GS-10"], 2250, "GS-10", "GS-11"),
        (["--situations", "1,8"], 2250, "GS-10", "GS-10"),
        (["--situations", "1,4,7"], 2650, "GS-11", "GS-11"),
        (["--base-grade", "gs 9", "--situations", "1 4 7"], 2650, "GS-11", "GS-11"),
        (["--base-grade", "9", "--deputy"], 2250, "GS-10", "GS-10"),
        (["--deputy"], 2250, "GS-10", "GS-9"),
    ],
)
def test_supervisory_options(
    capsys: pytest.CaptureFixture[str], options: list[str], total: int, converted: str, grade: str
) -> None:
    printed = supervisory(capsys, *options)
    assert (printed["total"], printed["converted"], printed["grade"]) == (total, converted, grade)
    assert printed["steps"][-1]["grade"] == grade
    assert printed["total"] == sum(credit["points"] for credit in printed["credits"])
    codes = [finding["code"] for finding in printed["findings"]]
    assert ("no-adjustment" in codes) is ("--base-grade" not in options)


def test_supervisory_json_has_the_names_of_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    from fesgrade.supervisory.grade import evaluate

    printed = supervisory(capsys, "--base-grade", "9")
    assert [one["rule"] for one in printed.pop("keep_in_mind")] == ["gssg-six-below-base"]
    assert printed == evaluate(SUPERVISOR[2:], base_grade=9).as_dict()
    plain = fesgrade.evaluate(SUPERVISOR[2:], "gssg").as_dict()
    without = supervisory(capsys)
    assert {name: without[name] for name in plain} == plain


def test_supervisory_table_tells_the_steps_and_the_grade(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", *SUPERVISOR, "--base-grade", "9"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "GS-10: 2,105 to 2,350 points (145 above its floor, 105 to GS-11)." in lines
    assert "Grade: GS-11" in lines
    assert any(line.startswith("- Is the base GS-9") and line.endswith("[GSSG p. 30]") for line in lines)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--base-grade", "8"], "Factor 5 is given as 5-5, but a base grade of GS-8 gives 5-4"),
        (["--base-grade", "16"], "'16'; give GS-1 to GS-15"),
        (["--base-grade", "WG-9"], "'WG-9'; give GS-1 to GS-15"),
        (["--situations", "9"], "--situations is given as '9'; give none, or some of 1, 2, 3, 4, 5, 6, 7, 8"),
        (["--situations", "many"], "--situations is given as 'many'; give none, or some of 1"),
        (["--exclusions", "none,trades"], "--exclusions is given as 'none,trades'; give none, or some of direction"),
        (["--time-share", "lots"], "The share of time is given as 'lots'; give the percent as a number"),
        (["--below", "me"], "--below is given as 'me'; give none, or some of "),
        (["--yes", "9.9"], "--yes is given as '9.9'; give none, or some of 1.1, 2.1"),
        (["--met", "3-2c"], "--met is given as '3-2c'; give a check list and numbers of its items, as in '3-2c 1-4,6'"),
        (["--met", "3-9 1"], "--met is given as '3-9 1'; give a check list"),
        (["--met", "3-2c 4-1"], "--met is given as '3-2c 4-1'; give a check list"),
        (["--met", "3-2c 11"], "3-2c has no item 11; its items are 1 to 10."),
        (["--work", "9"], "--work is given as '9'; give the grade and the share, as in 'GS-9 60 Specialists'"),
        (["--work", "9 100 all=x"], "--work is given as '9 100 all=x'; give the grade and the share"),
        (["--work", "99 100"], "Row 1 (99 work): the grade is '99'; give GS-1 to GS-15"),
        (["--work", "9 100", "--base-grade", "9"], "--base-grade is given beside --work"),
        (["--alternative"], "--alternative and --alignment are about the work directed; give it with --work."),
    ],
)
def test_supervisory_options_out_of_range_exit_with_2(
    capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["grade", *SUPERVISOR, *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.mark.parametrize("option", [
    ["--base-grade", "9"], ["--situations", "none"], ["--deputy"], ["--met", "3-2c 1"], ["--work", "9 100"],
    ["--time-share", "30"], ["--authority", "yes"], ["--exclusions", "none"], ["--yes", "2.1"], ["--below", "none"],
    ["--same-contacts", "no"], ["--alternative"], ["--alignment"],
])  # fmt: skip
def test_supervisory_options_belong_to_the_guide(capsys: pytest.CaptureFixture[str], option: list[str]) -> None:
    assert main(["grade", *OFFICER, *option]) == 2
    said = f"fesgrade: {option[0]} belongs to the supervisory guide; use it with --standard gssg, not with gs-0201.\n"
    assert capsys.readouterr().err == said


#: The supervisor of the second decision by what the decision says of the duties alone.
DUTIES = [
    "--standard", "gssg", "--time-share", "15", "--authority", "yes", "--exclusions", "none",
    "--work", "GS-9 17 Specialist who=other", "--work", "GS-9 17 Technician", "--work", "GS-7 17 Intern",
    "--work", "GS-5 33 Assistants who=other", "--work", "GS-5 16 Sergeant who=military",
    "--met", "1-2-scope 1,2", "--met", "1-2-effect 1", "--met", "2-boss 1", "--met", "3-2c 1-10", "--below", "none",
    "--met", "6-3a-work 1", "--met", "6-3a-coordination 1", "--same-contacts", "yes",
]  # fmt: skip


def test_the_second_decision_from_duties_alone(capsys: pytest.CaptureFixture[str]) -> None:
    printed = supervisory(capsys, "4A-2", "4B-2", levels=DUTIES)
    assert [credit["level"] for credit in printed["credits"]] == ["1-2", "2-1", "3-2", "4A-2", "4B-2", "5-5", "6-3"]
    assert (printed["total"], printed["grade"], printed["covered"]) == (2650, "GS-11", False)
    assert [factor["level"] for factor in printed["checked"]] == ["1-2", "2-1", "3-2", "6-3"]
    against = supervisory(capsys, "4A-2", "4B-2", "3-3", levels=DUTIES)
    assert "against-checklist" in [finding["code"] for finding in against["findings"]]
    assert main(["grade", *DUTIES, "4A-2", "4B-2"]) == 0
    out = capsys.readouterr().out
    assert "3-2c, first-line authorities: 10 of 10; they lead to 3-2 by way of 3-2c. 3-3a still lacks" in out
    assert "Grade: GS-11" in out


def test_the_work_directed_with_all_that_can_be_said_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--work", "GS-12 10 own=60", "--work", "5 30 full=9", "--work", "13 10 out=research adjusted=11",
        "--work", "4 40 Typing out=support", "--alternative", "--alignment",
    ]  # fmt: skip
    levels = ["--standard", "gssg", "1-2", "2-1", "3-2", "4A-2", "4B-2", "6-3"]
    assert supervisory(capsys, *options, levels=levels)["base_grade"] == "GS-12"
    assert supervisory(capsys, *options[:-2], levels=levels)["base_grade"] == "GS-11"


def test_checklists_are_printed_with_the_numbers_of_their_items(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checklists", "--factor", "3"]) == 0
    out = capsys.readouterr().out
    assert "3-2c: 3-2c, first-line authorities (6 of 10) [GSSG p. 15-16]" in out
    assert "3.2  Are contractors the only people overseen? If yes:" in out
    assert "2-boss" not in out
    assert main(["checklists", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 39
    assert main(["checklists", "--factor", "5"]) == 2
    assert main(["checklists", "--standard", "gs-0201"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "fesgrade: Factor 5 of gssg has no check list; those with one are 1, 2, 3, 6.",
        "fesgrade: gs-0201 has no check lists; the supervisory guide, gssg, has.",
    ]


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"fesgrade {version('fesgrade')}\n"


def test_an_empty_folder_name_does_not_read_the_current_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "--data", "", *OFFICER]) == 2
    assert capsys.readouterr().err.startswith("fesgrade: The name of the data folder is empty; give one that holds ")


def test_a_reader_that_has_enough_gets_no_traceback() -> None:
    command = [sys.executable, "-m", "fesgrade", "statement", "--schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (141, "")


def test_notebooks_are_copied_for_authors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["notebooks", str(tmp_path / "mine")]) == 0
    assert "begin with" in capsys.readouterr().out
    assert {"evaluate.ipynb", "index.ipynb"} <= {path.name for path in (tmp_path / "mine").iterdir()}
    assert {path.name for path in (tmp_path / "mine" / "learn").iterdir()} == {"kit.ipynb", "lesson.ipynb"}
    assert main(["notebooks", str(tmp_path / "mine")]) == 2
    assert "is there already; give another folder." in capsys.readouterr().err
