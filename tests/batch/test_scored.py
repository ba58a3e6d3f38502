"""A spreadsheet of positions from file to file: columns found, rows scored, what deserves a look, and the command."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade import LevelsError, evaluate
from fesgrade.batch import findings
from fesgrade.batch import scored as batch
from fesgrade.batch.columns import Columns, choose, recognize
from fesgrade.batch.recorded import RecordedGrades, grade_number
from fesgrade.batch.scored import score_sheet
from fesgrade.cli import main
from fesgrade.cli_score import Tally
from fesgrade.files import sheets
from fesgrade.files.sheets import Sheet
from fesgrade.files.xlsx import SheetError
from fesgrade.finding_names import OF_LEVELS
from fesgrade.frames import RESULTS, FrameError
from fesgrade.standards import Standard
from fesgrade.tables import load

HEADINGS = ["Pos #", "Title", "Office", "Grade", *(f"Factor {n}" for n in range(1, 10))]
DECIDED = ["1-7", "2-4", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1"]
ASSISTANT = ["1-4", "2-3", "3-2", "4-2", "5-2", "6-2", "7-2", "8-1", "9-1"]


def sheet(*rows: list[str], headings: list[str] = HEADINGS) -> Sheet:
    return Sheet("p.csv", dict(zip(headings, map(list, zip(*rows, strict=True)), strict=True)), range(2, len(rows) + 2))


OFFICE = sheet(
    ["1", "Officer", "A", "GS-12", *DECIDED],
    ["2", "Officer", "A", "GS-0201-11", *DECIDED],
    ["3", "Assistant", "B", "6", *ASSISTANT],
    ["4", "=Assistant", "B", "?", *ASSISTANT],
    ["5", "Nobody", "B", "GS-7", "x", *ASSISTANT[1:]],
    ["6", "Chief", "B", "GS-15", "1-9", "2-5", "3-5", "4-6", "5-6", "6-1", "7-4", "8-3", "9-3"],
)
BARE = Sheet("p.csv", {heading: OFFICE.columns[heading] for heading in HEADINGS[4:]}, OFFICE.lines)


def scored(source: Sheet = OFFICE, **options: Any) -> batch.Scored:
    return score_sheet(source, recognize(source.headings), **options)


# Columns


NUMBERED = [
    ["Factor {}"], ["factor_{}"], ["F{}"], ["FL {}"], ["fl{}"], ["{}"], ["Factor {} Level"], ["FES Factor {}"],
    ["Fac. {}"], ["Factor {}: level"], ["{}."], ["Level {}"],
]  # fmt: skip


@pytest.mark.parametrize("form", [form for (form,) in NUMBERED])
def test_numbered_headings(form: str) -> None:
    headings = [form.format(n) for n in range(1, 10)]
    assert recognize(headings).factors == {str(n): form.format(n) for n in range(1, 10)}
    chart = [*headings[:5], form.format("6/7"), *headings[7:]]
    if form != "Level {}":
        assert recognize(chart).factors["6/7"] == form.format("6/7")
        assert recognize(chart).missing == ()


@pytest.mark.parametrize("standard", list(load().standards))
def test_headings_with_the_names_of_the_factors(standard: str) -> None:
    factors = load().standards[standard].factors
    for form in ("{0.name}", "Factor {0.id} - {0.name}", "{0.id}. {0.name}", "{0.short_name}"):
        headings = [form.format(factor) for factor in factors]
        found = recognize(headings, standard)
        if form != "{0.short_name}":
            assert found.factors == {factor.id: heading for factor, heading in zip(factors, headings, strict=True)}
            assert (found.missing, found.notes) == ((), ())
        else:
            assert all(factors[headings.index(h)].id == key for key, h in found.factors.items())


def test_short_names_and_other_columns() -> None:
    headings = ["Position number", "Job title", "Organization", "Series", "Knowledge", "Supervisory Controls",
                "Guidelines", "Complexity", "Scope & Effect", "Contacts", "Purpose", "Physical", "Environment",
                "Total points", "GS grade", "Remarks"]  # fmt: skip
    found = recognize(headings)
    assert list(found.factors.values()) == headings[4:13]
    assert found.roles == {"position": "Position number", "title": "Job title", "organization": "Organization",
                           "series": "Series", "total": "Total points", "grade": "GS grade"}  # fmt: skip


@pytest.mark.parametrize("chart", ["6/7", "Factors 6 and 7", "factor_6_7", "Contacts", "6 & 7", "F6/7", "67"])
def test_headings_of_the_contacts_chart(chart: str) -> None:
    found = recognize(["F1", "F2", "F3", "F4", "F5", chart, "F8", "F9"])
    assert found.factors["6/7"] == chart
    assert found.missing == ()


def test_points_and_reasons_are_no_levels() -> None:
    headings = [*HEADINGS, "Factor 1 points", "Factor 2 rationale", "F3 score", "Points 4"]
    assert set(recognize(headings).factors.values()) == set(HEADINGS[4:])


def test_doubts_are_said() -> None:
    found = recognize([*HEADINGS, "F1", "6/7"])
    assert found.notes == (
        "'F1' may be factor 1 as well; 'Factor 1' is taken for it.",
        "'6/7' is left out, because factors 6 and 7 have columns of their own.",
    )
    found = recognize([*(h for h in HEADINGS if h != "Factor 7"), "6/7"])
    assert found.notes == ("'Factor 6' is left out, because '6/7' gives factors 6 and 7 together.",)
    assert "6" not in found.factors
    assert recognize(["Factor 1", "a"]).missing == ("2", "3", "4", "5", "6", "7", "8", "9")


def test_the_columns_of_an_earlier_scoring_are_no_record() -> None:
    first = scored()
    cells = [["" if cell is None else str(cell) for cell in row] for row in batch.rows(first.frame)]
    again = sheet(*cells, headings=list(first.frame))
    found = recognize(again.headings)
    assert found.roles["grade"] == "recorded_grade"
    assert "total" not in found.roles
    assert list(score_sheet(again, found).frame) == list(first.frame)


def test_columns_can_be_chosen() -> None:
    headings = ["Skill", *HEADINGS[5:]]
    source = sheet(DECIDED, headings=headings)
    assert recognize(headings).missing == ("1",)
    assert choose(source, ["1=Skill"]).factors["1"] == "Skill"
    assert choose(source, ["6/7= Skill "]).missing == ("1",)
    with pytest.raises(FrameError) as caught:
        choose(source, ["Skill", "12=Skill", "1=", "1=Brains"])
    assert caught.value.faults[0].startswith("'Skill' does not choose a column; write FACTOR=HEADING, with a factor of")
    assert caught.value.faults[3].startswith("p.csv has no column 'Brains'; it has Skill, Factor 2")


@given(st.lists(st.text(max_size=15), unique=True, max_size=12))
def test_any_headings_can_be_looked_at(headings: list[str]) -> None:
    found = recognize(headings)
    assert set(found.factors.values()) <= set(headings)
    assert not set(found.factors.values()) & set(found.roles.values())


# Scoring


def test_a_sheet_is_scored_row_by_row() -> None:
    found = scored().frame
    assert found["total"].tolist()[:2] == [2435, 2435]
    assert found["recorded_grade"].tolist() == ["GS-12", "GS-0201-11", "6", "?", "GS-7", "GS-15"]
    assert found["errors"].notna().tolist() == [False, False, False, False, True, False]
    want = evaluate(ASSISTANT)
    assert found["total"][2] == want.total and found["grade"][2] == want.grade


def test_long_sheets_are_scored_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scored()
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(batch, "STEP", 4)
    parts = scored(progress=lambda done, of: told.append((done, of)))
    assert told == [(4, 6), (6, 6)]
    assert list(batch.rows(parts.frame)) == list(batch.rows(whole.frame))
    assert parts.frame.dtypes.astype(str).to_dict() == whole.frame.dtypes.astype(str).to_dict()


def test_other_columns_may_be_called_anything() -> None:
    headings = ["factor_6_7", "Total", "total", "recorded_total", *(f"F{n}" for n in range(1, 10))]
    found = score_sheet(sheet(["left out", "a", "b", "c", *DECIDED], headings=headings), recognize(headings))
    assert found.frame["total"].tolist() == [2435]
    row = found.frame.iloc[0]
    kept = ["factor_6_7", "recorded_total (2)", "recorded_total (3)", "recorded_total"]
    assert [row[name] for name in kept] == ["left out", "a", "b", "c"]


def test_faults_of_the_columns() -> None:
    factors = {**recognize(HEADINGS).factors, "1": "Factor 2", "3": "none"}
    del factors["9"]
    wrong = Columns(factors, {}, ())
    with pytest.raises(FrameError) as caught:
        score_sheet(OFFICE, wrong)
    assert caught.value.faults == (
        "p.csv has no column 'none'.",
        "The column 'Factor 2' is chosen for 2 factors; a column holds one.",
        "No column is chosen for Factor 9, Work Environment; choose one, or give it a heading such as Factor 9.",
    )
    with pytest.raises(LevelsError, match="is not a known standard"):
        recognize(HEADINGS, "gs-9")


# What deserves a look


def test_grades_by_organization() -> None:
    assert findings.grades_by_organization(scored()) == [
        {"organization": "A", "grade": "GS-11", "positions": 2},
        {"organization": "B", "grade": evaluate(ASSISTANT).grade, "positions": 2},
        {"organization": "B", "grade": "GS-15", "positions": 1},
        {"organization": "B", "grade": "", "positions": 1},
    ]
    assert sum(row["positions"] for row in findings.grades_by_organization(scored(BARE))) == 6


def test_positions_near_a_line_nearest_first() -> None:
    found = findings.near_line(scored())
    assert [each["points"] for each in found] == sorted(each["points"] for each in found)
    levels = {row: [OFFICE.columns[f"Factor {n}"][row - 2] for n in range(1, 10)] for row in (2, 3, 4, 5, 7)}
    near = {row for row, codes in levels.items() if "near-line" in {f.code for f in evaluate(codes).findings}}
    assert {each["row"] for each in found} == near


def test_a_total_near_a_line_and_how_far_it_is() -> None:
    # 2,360 is 5 above the floor of GS-11, so 10 down to GS-10 and 395 up to GS-12
    near = ["1-7", "2-4", "3-3", "4-3", *DECIDED[4:]]
    found = findings.near_line(scored(sheet(["1", "Near", "A", "", *near], ["2", "Far", "A", "", *DECIDED])))
    assert found == [{"row": 2, "position": "1", "title": "Near", "organization": "A", "total": 2360,
                      "grade": "GS-11", "other": "GS-10", "points": 10}]  # fmt: skip


def test_unusual_profiles() -> None:
    found = {each["row"]: each["findings"] for each in findings.unusual(scored())}
    assert "outside-standard" in found[4]
    assert 6 not in found
    assert set(found) == {
        row
        for row in (2, 3, 4, 5, 7)
        if {f.code for f in evaluate([OFFICE.columns[f"Factor {n}"][row - 2] for n in range(1, 10)]).findings}
        & set(findings.UNUSUAL)
    }


def test_identical_profiles_with_different_recorded_grades() -> None:
    (found,) = findings.identical(scored())
    assert found == {"levels": DECIDED, "total": 2435, "grade": "GS-11", "recorded": {"GS-11": 1, "GS-12": 1},
                     "rows": [2, 3]}  # fmt: skip
    same = sheet(["1", "a", "A", "GS-11", *DECIDED], ["2", "b", "A", "11", *(c[2:] for c in DECIDED)])
    assert findings.identical(scored(same)) == []
    assert findings.identical(scored(BARE)) == []


def test_recorded_against_computed_grades() -> None:
    found = findings.recorded_against_computed(scored())
    assistant = evaluate(ASSISTANT).grade
    assert {"recorded": "GS-12", "computed": "GS-11", "positions": 1} in found.table
    assert {"recorded": "GS-11", "computed": "GS-11", "positions": 1} in found.table
    assert found.unread == 1  # the "?"
    assert sum(row["positions"] for row in found.table) == 4
    assert [each["row"] for each in found.differing] == ([2, 4] if assistant != "GS-6" else [2])
    assert found.differing[0] == {"row": 2, "position": "1", "title": "Officer", "organization": "A", "total": 2435,
                                  "recorded": "GS-12", "computed": "GS-11", "steps": 1}  # fmt: skip
    assert findings.recorded_against_computed(scored(BARE)) == RecordedGrades([], [], 0)


@pytest.mark.parametrize(
    ("text", "grade"),
    [("GS-11", 11), ("gs 9", 9), ("GS-0201-11", 11), ("GS-203-06", 6), ("12", 12), (" 5.0 ", 5), ("GS11", 11),
     ("GS-16", None), ("0", None), ("11/12", None), ("", None), ("GS", None), ("GS-0201", None), ("eleven", None)],
)  # fmt: skip
def test_recorded_grades(text: str, grade: int | None) -> None:
    assert grade_number(text) == grade


# Files


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_scored_sheet_goes_out_and_comes_in_again(kind: str) -> None:
    first = scored()
    out = io.BytesIO()
    batch.write(out, kind, first.frame)
    again = sheets.read(out.getvalue(), f"f.{kind}")
    second = score_sheet(again, recognize(again.headings))
    assert list(batch.rows(second.frame)) == list(batch.rows(first.frame))
    assert again.columns["Title"][3] == "=Assistant"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_result_of_the_widest_file_is_read_again(kind: str) -> None:
    widest = [*HEADINGS, *(f"c{n}" for n in range(sheets.MAX_COLUMNS - len(HEADINGS)))]
    first = scored(sheet(["1", "Officer", "A", "GS-11", *DECIDED, *["x"] * (len(widest) - 13)], headings=widest))
    out = io.BytesIO()
    batch.write(out, kind, first.frame)
    again = sheets.read(out.getvalue(), f"f.{kind}")
    assert len(again.headings) > sheets.MAX_COLUMNS
    second = score_sheet(again, recognize(again.headings))
    assert list(second.frame) == list(first.frame)
    assert list(batch.rows(second.frame)) == list(batch.rows(first.frame))
    for more in (["another"], [f"points_{n}" for n in range(sheets.MAX_ADDED + 1)]):
        with pytest.raises(SheetError, match="more than 200 columns; keep the ones"):
            sheets.read(",".join([*widest, *more]).encode() + b"\n1", "f.csv")


@pytest.mark.parametrize("standard", list(load().standards.values()), ids=lambda each: each.id)
def test_every_column_that_scoring_adds_is_known_when_it_is_read_again(standard: Standard) -> None:
    added = [*RESULTS, *(f"points_{factor.id}" for factor in standard.factors)]
    own = [f"c{n}" for n in range(sheets.MAX_COLUMNS)]
    assert len(sheets.read(",".join([*own, *added]).encode() + b"\n1", "f.csv").headings) == len(own) + len(added)


def run(*arguments: str) -> int:
    return main(["score", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "positions.csv"
    with path.open("wb") as out:
        sheets.write(out, "csv", HEADINGS, list(zip(*OFFICE.columns.values(), strict=True)))
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_writing_says_how_far_it_is(kind: str) -> None:
    told = []
    batch.write(io.BytesIO(), kind, pd.DataFrame({"n": range(2_500)}), progress=lambda *how_far: told.append(how_far))
    assert told == [(1_000, 2_500), (2_000, 2_500)]


def test_the_command_writes_csv(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert run(str(file), "-o", str(out)) == 0
    text = out.read_bytes().decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Pos #,Title,Office,recorded_grade,Factor 1,")
    assert "4,'=Assistant,B,?," in text
    assert ",2435,GS-11,80,320,down,," in text
    error = capsys.readouterr().err
    assert "6 positions: 5 graded, 1 with errors." in error
    assert "GS-11: 2" in error
    assert "Row 6: Factor 1, Knowledge Required by the Position, is given as x; its levels are 1-1 to 1-9." in error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "positions.csv"]


def test_the_command_writes_xlsx_and_reads_it_again(file: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    assert run(str(file), "-o", str(first)) == 0
    page = openpyxl.load_workbook(first).worksheets[0]
    assert page["N2"].value == 1250 and page.freeze_panes == "A2"
    assert run(str(first), "-o", str(second)) == 0
    assert sheets.read(first).columns == sheets.read(second).columns


def test_the_command_writes_to_standard_output(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fesgrade", "score", str(file)], capture_output=True, check=True, text=True
    )
    assert done.stdout.startswith("Pos #,Title,")
    assert len(done.stdout.splitlines()) == 7
    assert "Reading" not in done.stderr  # no bar where there is no terminal


def test_the_command_takes_other_standards_columns_and_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.csv"
    path.write_text("What,F2,F3,4a,4b,F5,F6\n1-2,2-2,3-2,4A-2,4B-2,5-5,6-3\n")
    out = tmp_path / "o.csv"
    assert run(str(path), "-o", str(out), "--standard", "gssg", "--column", "1=What") == 0
    want = evaluate(["1-2", "2-2", "3-2", "4A-2", "4B-2", "5-5", "6-3"], "gssg")
    assert f",{want.total},{want.grade}," in out.read_text(encoding="utf-8-sig")
    assert run(str(path), "-o", str(out), "--standard", "gssg", "--kind", "technical", "--column", "1=What") == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["none.csv"], "none.csv cannot be read: No such file or directory."),
        (["positions.csv", "-o", "out.txt"], "out.txt must end in .csv or .xlsx; that says how the table is written."),
        (
            ["positions.csv", "-o", "positions.csv"],
            "positions.csv is the file that is read; give another name with -o.",
        ),
        (["positions.csv", "-o", "none/out.csv"], "none/out.csv cannot be written: No such file or directory."),
        (["positions.csv", "--standard", "gs-1"], "'gs-1' is not a known standard; choose one of"),
        (["positions.csv", "--column", "1=Brains"], "positions.csv has no column 'Brains'; it has Pos #, Title,"),
        (["other.csv"], "No column is chosen for Factor 1, Knowledge Required by the Position; choose one, or give it"),
        (
            ["latin.csv"],
            "latin.csv is Windows text (cp1252) and was read as such. Check its signs in row 2, such as 'é'.",
        ),
    ],
)
def test_the_command_refuses_in_sentences(
    arguments: list[str],
    fault: str,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.csv").write_text("a,b\n1,2\n")
    Path("latin.csv").write_bytes("a,b\n1,é\n".encode("cp1252"))
    before = file.read_bytes()
    assert run(*arguments) == 2
    assert f"fesgrade: {fault}" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_tally_of_many_errors() -> None:
    source = sheet(*[[str(at), "t", "o", "", "x", *DECIDED[1:]] for at in range(25)])
    tally = Tally()
    list(tally.counting(batch.scored_parts(source, recognize(source.headings)), source.lines))
    lines = tally.lines()
    assert lines[0] == "25 positions: 0 graded, 25 with errors."
    assert lines[1].startswith("Row 2: Factor 1, ")
    assert lines[-1] == "and 15 more; the column errors has them all."


cells = st.sampled_from(["1-7", "2-4", "3", "b", "2b", "", "=1", "x", "7.0", "GS-11", "é\n", "<b>"])


@given(st.lists(st.lists(cells, min_size=13, max_size=13), min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_any_sheet_goes_through_every_summary(rows: list[list[str]]) -> None:
    found = scored(sheet(*rows))
    assert len(found.frame) == len(rows)
    findings.grades_by_organization(found)
    findings.near_line(found)
    findings.unusual(found)
    findings.identical(found)
    findings.recorded_against_computed(found)
    out = io.BytesIO()
    batch.write(out, "csv", found.frame)


# Looking for rows


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ({}, [2, 3, 4, 5, 6, 7]),
        ({"words": "  aSSist "}, [4, 5]),
        ({"words": "GS-0201-11"}, [3]),
        ({"words": "(a"}, []),
        ({"words": "1-9"}, [7]),
        ({"grade": "GS-11"}, [2, 3]),
        ({"grade": "GS-11", "words": "gs-12"}, [2]),
        ({"only": "errors"}, [6]),
        ({"only": "errors", "grade": "GS-11"}, []),
        ({"only": "differing"}, [2]),
        ({"only": "outside-standard"}, [4, 5, 7]),
        ({"only": "unusual", "grade": "GS-15"}, [7]),
        ({"only": "no-adjustment"}, []),
    ],
)
def test_rows_are_selected_by_words_grade_and_what_is_wrong(wanted: dict[str, str], lines: list[int]) -> None:
    found = scored()
    assert [found.lines[at] for at in findings.select(found, **wanted)] == lines


def test_rows_with_any_finding_are_those_that_have_one() -> None:
    found = scored()
    having = {at for at, text in enumerate(found.frame["findings"].astype("object")) if isinstance(text, str) and text}
    assert set(findings.select(found, only="findings")) == having
    assert having == set().union(*(findings.select(found, only=code) for code in OF_LEVELS))
    unusual = set().union(*(findings.select(found, only=code) for code in findings.UNUSUAL))
    assert set(findings.select(found, only="unusual")) == unusual <= having


def test_another_selection_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no selection 'even'; it is one of errors"):
        findings.select(scored(), only="even")


def test_the_levels_of_a_row_are_those_of_the_file() -> None:
    found = scored()
    for line, *codes in zip(found.lines, *(OFFICE.columns[f"Factor {n}"] for n in range(1, 10)), strict=True):
        expected = () if "x" in codes else tuple(codes)
        assert findings.levels_of(found, line) == expected
    assert findings.levels_of(found, 1) == findings.levels_of(found, 99) == ()


# A standard for each row


TWO = ["Standard", *HEADINGS]


def test_each_row_may_name_its_standard_from_the_file_to_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long_standing = [*DECIDED[:7], "8-2", "9-1"]
    two = sheet(
        ["AAGEG", "1", "Analyst", "A", "GS-11", *long_standing],
        ["gs-0201", "2", "Specialist", "A", "GS-11", *long_standing],
        ["gssg", "3", "Chief", "B", "GS-11", *DECIDED],
        ["aageg", "4", "Analyst", "B", "GS-12", *long_standing],
        headings=TWO,
    )
    found = recognize(TWO, "column:")
    assert found.roles["standard"] == "Standard" and not found.missing
    scored = score_sheet(two, found, "column:Standard")
    assert [scored.standard_at(at).id for at in (0, 1, 3)] == ["aageg", "gs-0201", "aageg"]
    assert scored.frame["findings"].tolist()[:2] == ["", "outside-standard"]
    assert [each["row"] for each in findings.unusual(scored)] == [3]
    # The same levels by another standard are not the same work.
    assert [each["rows"] for each in findings.identical(scored)] == [[2, 5]]
    path = tmp_path / "two.csv"
    with path.open("wb") as file:
        sheets.write(file, "csv", TWO, zip(*two.columns.values(), strict=True))
    assert main(["score", str(path), "--standard", "column:Standard"]) == 0
    out, told = capsys.readouterr()
    assert out.splitlines()[0].startswith("Standard,Pos #,Title")
    assert "4 positions: 3 graded, 1 with errors." in told and "The standard of the row is given as gssg;" in told


@pytest.mark.parametrize(
    ("standard", "said"),
    [
        ("column:Guide", "p.csv has no column 'Guide' to name the standard of each row."),
        ("column:", "No column is chosen for the standard of each row; choose one, or give it the heading Standard."),
    ],
)
def test_a_file_without_the_column_of_the_standard_is_refused(standard: str, said: str) -> None:
    one = sheet(["1", "Officer", "A", "GS-11", *DECIDED])
    with pytest.raises(FrameError) as caught:
        score_sheet(one, recognize(HEADINGS, standard), standard)
    assert caught.value.faults == (said,)
