"""The tables as the package reads them, and folders of the user's own: loaded beside, or refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fesgrade
from fesgrade.sources import DataError
from fesgrade.tables import load

CATALOG = load()

STANDARD = {
    "id": "gs-0343", "title": "Management Analysis, GS-0343", "short_title": "GS-0343", "method": "fes",
    "edition": "Aug 1990", "document": "Management and Program Analysis", "completeness": "whole",
    "source_ref": "GS-0343 standard p. 1", "series": "0343", "kind_of_work": "administrative", "interval": "two",
    "lowest_grade": "9", "highest_grade": "15", "note": "",
}  # fmt: skip
LEVELS = (
    "factor,level,points,synopsis,source_ref\n"
    "1,1-7,1250,Wide knowledge of analysis.,GS-0343 standard p. 9\n"
    "2,2-4,450,,GS-0343 standard p. 12\n"
)


def write(root: Path, name: str, text: str, folder: str = "gs-0343") -> None:
    path = root / "standards" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def standard_csv(**changes: str) -> str:
    row = STANDARD | changes
    return ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "standard.csv", standard_csv())
    write(tmp_path, "levels.csv", LEVELS)
    return tmp_path


def refused(root: Path) -> tuple[str, ...]:
    with pytest.raises(DataError) as caught:
        load(root)
    return caught.value.faults


def test_a_standard_of_the_users_own_needs_rows_and_no_python(folder: Path) -> None:
    result = fesgrade.evaluate("1-7 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1", "gs-0343", data=folder)
    assert (result.total, result.grade) == (2435, "GS-11")
    assert result.credits[0].source == "GS-0343 standard p. 9"
    outside = {f.factors for f in result.findings if f.code == "outside-standard"}
    assert outside == {(str(n),) for n in range(3, 10)}
    standard = load(folder).standards["gs-0343"]
    assert standard.by_code["1-7"].synopsis == "Wide knowledge of analysis."
    # What the user left blank is filled from the Primary Standard, not left empty on the screen.
    assert standard.by_code["2-4"].synopsis == CATALOG.standards["fes-primary"].by_code["2-4"].synopsis


def test_shipped_standards_stay_beside_it_and_the_shipped_catalog_is_untouched(folder: Path) -> None:
    assert set(load(folder).standards) == {*CATALOG.standards, "gs-0343"}
    assert "gs-0343" not in load().standards


def test_cases_and_series_of_the_users_own(folder: Path) -> None:
    (folder / "cases.csv").write_text(
        "case,title,standard,levels,total,grade,source_ref\n"
        "mine,My case,gs-0343,1-7 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1,2435,GS-11,our course\n",
        encoding="utf-8-sig",
    )
    catalog = load(folder)
    assert catalog.cases["mine"].levels[0] == "1-7"
    assert set(catalog.cases) > set(CATALOG.cases)


def test_every_fault_of_a_folder_is_told_by_file_row_and_column(folder: Path) -> None:
    write(folder, "standard.csv", standard_csv(method="fse", lowest_grade="nine"))
    write(
        folder,
        "levels.csv",
        "factor,level,points,synopsis,source_ref\n"
        "1,1-7,1200,x,p. 1\n"
        "1,1-7,1250,x,p. 1\n"
        "1,2-1,25,x,p. 1\n"
        "7,7-5,320,x,\n"
        "8,8-1,five,x,p. 1\n"
        "9,9-1\n",
    )
    write(folder, "standard.csv", standard_csv(), "gs-0344")
    found = refused(folder)
    expected = [
        "gs-0343/standard.csv, row 2, column method is 'fse'; it must be one of fes, gssg.",
        "gs-0343/standard.csv, row 2, column lowest_grade is 'nine'; it must be a whole number.",
        "gs-0343/levels.csv, row 3, column level: 1-7 stands already in row 2; give it once.",
        "gs-0343/levels.csv, row 5, column source_ref is blank; it must be filled.",
        "gs-0343/levels.csv, row 7 has 2 cells, not the 5 of the header.",
        "gs-0344/standard.csv, row 2, column id is 'gs-0343'; it must be the folder's name, gs-0344.",
        "gs-0344/levels.csv is missing",
    ]
    for sentence in expected:
        assert any(fault.startswith(f"standards/{sentence}") for fault in found), (sentence, found)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,1-7,1200,x,p. 1", "row 2, column points is 1200; the Primary Standard gives 1250 for 1-7"),
        ("1,2-1,25,x,p. 1", "row 2, column level is '2-1'; it must be a level of factor 1"),
        ("7,7-5,320,x,p. 1", "row 2, column level is '7-5'; the levels of factor 7 are 7-1 to 7-4."),
        ("8,8-1,five,x,p. 1", "row 2, column points is 'five'; it must be a whole number."),
        ("10,10-1,5,x,p. 1", "row 2, column level is '10-1'; it must be a level of factor 10"),
        ("1,1-7,1250,x,", "row 2, column source_ref is blank; it must be filled."),
        ('1,1-7,1250,x,"p. 1\n2,2-4,99999,x,p. 2', "levels.csv, row 2 begins a quoted cell that is never closed"),
        ("1,1-²,1250,x,p. 1", "row 2, column level is '1-²'"),
        (f"1,1-7,{'9' * 5000},x,p. 1", "row 2, column points is '9999"),
    ],
)
def test_faults_in_levels(folder: Path, row: str, said: str) -> None:
    write(folder, "levels.csv", f"factor,level,points,synopsis,source_ref\n{row}\n")
    assert any(said in fault for fault in refused(folder)), refused(folder)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("levels.csv", "factor,level\n", "levels.csv, row 1: the column points is missing."),
        ("levels.csv", "", "levels.csv, row 1: the column factor is missing."),
        ("levels.csv", LEVELS.replace("synopsis", "synopsys"), "levels.csv, row 1: synopsys is not a column"),
        ("grades.csv", "grade,low,high,source_ref\n12,1605,3150,p. 2\n", "where GS-12 runs from 2,755 to 3,150."),
        ("grades.csv", "grade,low,high,source_ref\n16,4500,,p. 2\n", "the grades are GS-1 to GS-15."),
        ("contacts.csv", "contacts,purpose,points,source_ref\n2,d,225,p. 3\n", "2d is 6-2 plus 7-4, 245."),
        ("contacts.csv", "contacts,purpose,points,source_ref\n5,e,1,p. 3\n", "it must be one of 1, 2, 3, 4."),
        ("factors.csv", "factor,name,short_name,asks,source_ref\n1,K,K,K?,p. 1\n", "must list the factors 1 to 9"),
    ],
)
def test_faults_in_the_other_tables(folder: Path, name: str, text: str, said: str) -> None:
    write(folder, name, text)
    assert any(said in fault for fault in refused(folder)), refused(folder)


SET = "1-7 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"hr-officer,Mine,gs-0201,{SET},2435,GS-11,x", "is a shipped case"),
        (f"mine,Mine,gs-0201,{SET},9999,GS-11,x", "column total is 9999; the levels come to 2435"),
        (f"mine,Mine,gs-0201,{SET},2435,GS-15,x", "2435 points come to GS-11."),
        ("mine,Mine,gs-0201,9-9 nonsense,1,GS-99,x", "9-9, nonsense is no level of GS-0201"),
        (f"mine,Mine,gs-0201,{SET.replace('2-4', '1-6')},1,GS-1,x", "a factor is missing or twice"),
        ("mine,Mine,gs-1,1-7,1,GS-1,x", "column standard is 'gs-1'; it must be one of"),
    ],
)
def test_faults_in_cases(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "cases.csv").write_text(f"case,title,standard,levels,total,grade,source_ref\n{row}\n")
    assert any(said in fault for fault in refused(tmp_path)), refused(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"lowest_grade": "15", "highest_grade": "9"},
            "column lowest_grade is 15; it must not be above highest_grade, 9.",
        ),
        ({"interval": "one"}, "column interval is 'one'; administrative work has the two-grade interval"),
    ],
)
def test_a_standard_that_contradicts_itself_is_refused(folder: Path, changes: dict[str, str], said: str) -> None:
    write(folder, "standard.csv", standard_csv(**changes))
    assert any(said in fault for fault in refused(folder)), refused(folder)


def test_a_table_that_cannot_be_opened_and_one_with_a_wrong_name_are_told(folder: Path) -> None:
    write(folder, "contact.csv", "contacts\n")
    (folder / "standards" / "gs-0343" / "grades.csv").symlink_to("grades.csv")
    (folder / "standards" / ".ipynb_checkpoints").mkdir()
    (folder / "series.csv").mkdir()
    found = refused(folder)
    assert any("contact.csv is no table of a standard" in fault for fault in found)
    (folder / "standards" / "gs-0343" / "contact.csv").unlink()
    (folder / "standards" / "gs-0343" / "levels.csv").unlink()
    (folder / "standards" / "gs-0343" / "levels.csv").mkdir()
    assert any("levels.csv cannot be read" in fault for fault in refused(folder))


def test_a_level_left_out_leads_to_the_next_in_the_words_of_the_standard_itself() -> None:
    level = CATALOG.standards["gs-0201"].by_code["1-4"]
    assert level.next_needs.startswith("all that GS-0201 asks at 1-5.")
    assert CATALOG.standards["gs-0201"].by_code["1-5"].synopsis in level.next_needs


def test_a_shipped_standard_cannot_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, "standard.csv", standard_csv(id="gs-0201"), "gs-0201")
    write(tmp_path, "levels.csv", LEVELS, "gs-0201")
    assert any("gs-0201 is a shipped standard" in fault for fault in refused(tmp_path))


def test_an_own_method_must_bring_its_own_unbroken_grade_table(tmp_path: Path) -> None:
    write(tmp_path, "standard.csv", standard_csv(id="own", method="gssg"), "own")
    write(tmp_path, "factors.csv", "factor,name,short_name,asks,source_ref\n1,K,K,K?,p. 1\n", "own")
    write(
        tmp_path,
        "levels.csv",
        "factor,level,points,synopsis,source_ref\n1,1-1,100,x,p. 1\n1,1-2,90,x,p. 1\n1,1-3,93,x,p. 1\n",
        "own",
    )
    found = refused(tmp_path)
    assert any("1-2 has 90 points, not more than 1-1 with 100" in fault for fault in found)
    assert any("column points is 93; points are multiples of 5" in fault for fault in found)
    write(tmp_path, "levels.csv", "factor,level,points,synopsis,source_ref\n1,1-1,100,x,p. 1\n", "own")
    write(tmp_path, "grades.csv", "grade,low,high,source_ref\n5,200,300,p. 2\n6,310,400,p. 2\n", "own")
    found = refused(tmp_path)
    assert any("GS-6 from 310 to 400 does not follow GS-5 from 200 to 300" in fault for fault in found)
    assert any("the top grade must have a blank high" in fault for fault in found)
    write(tmp_path, "grades.csv", "grade,low,high,source_ref\n5,200,300,p. 2\n6,305,,p. 2\n", "own")
    assert any("the lowest set of levels has 100 points, which no range holds" in fault for fault in refused(tmp_path))


def test_an_empty_folder_and_a_file_that_is_not_text_are_refused(tmp_path: Path) -> None:
    assert any("holds no table" in fault for fault in refused(tmp_path))
    (tmp_path / "cases.csv").write_bytes(b"\xff\xfe\x00")
    assert any("cases.csv is not UTF-8 text at byte 0" in fault for fault in refused(tmp_path))


@given(st.binary(max_size=300))
def test_any_bytes_in_a_table_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("data")
    (root / "cases.csv").write_bytes(content)
    try:
        load(root)
    except DataError as error:
        assert all(fault.endswith(".") for fault in error.faults)


def test_typical_levels_keep_alternatives_and_bridge_unprinted_grades() -> None:
    administrative = CATALOG.handbook["administrative", 9].levels
    assert administrative["6"] == (2, 3)
    between = CATALOG.typical_for("administrative", 10)
    assert between.levels["1"] == (6, 7)
    assert CATALOG.typical_for("assistance", 9).levels == {}
    assert CATALOG.typical_for("", 9).levels == {}


def test_what_a_standard_prints_as_typical_goes_before_the_handbook_which_fills_the_other_grades() -> None:
    guide = CATALOG.standards["aageg"]
    printed = CATALOG.typical("administrative", guide)
    assert {grade: each.source for grade, each in printed.items()} == {
        5: "Handbook p. 15", 7: "Handbook p. 15", 9: "AAGEG p. 5", 11: "AAGEG p. 5", 12: "AAGEG p. 5", 13: "AAGEG p. 5",
        14: "Handbook p. 15",
    }  # fmt: skip
    assert CATALOG.typical_for("administrative", 10, guide).levels["4"] == (3, 4, 5)
    assert CATALOG.typical_for("administrative", 8, guide).source == "Handbook p. 15; AAGEG p. 5"
    assert CATALOG.typical_neighbors("administrative", 13, guide) == (12, 13, 14)
    assert CATALOG.typical("technical", guide) == CATALOG.typical("technical")


def test_frozen_data_prints_short_and_cannot_be_changed() -> None:
    standard = CATALOG.standards["gs-0201"]
    assert repr(standard) == "<Standard gs-0201>"
    with pytest.raises(AttributeError):
        standard.id = "x"  # type: ignore[misc]  # what is frozen cannot be set
    with pytest.raises(TypeError):
        CATALOG.standards["x"] = standard  # type: ignore[index]  # nor filled
    with pytest.raises(TypeError):
        CATALOG.typical["administrative", 11]["1"] = (1,)  # type: ignore[index]  # nor filled


def test_totals_below_the_lowest_range_are_refused() -> None:
    with pytest.raises(ValueError, match="185 points are below 190"):
        CATALOG.standards["fes-primary"].grade_of(185)
