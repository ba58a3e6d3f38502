"""Series and title: the titles that the sources print, both results where answers are open, other series as rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.questions import load
from fesgrade.sources import DataError, data_dir
from fesgrade.titles import NAMINGS, TitleError

TITLES = load()
CATALOG = TITLES.titles.catalog


def titles(**answers: str | list[str]) -> list[str]:
    return [title.title for title in TITLES.find(answers).titles]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # GS-0201 standard p. 5: the titles it prints, and how it says others are built.
        ({"work": "specialist"}, ["Human Resources Specialist"]),
        ({"work": "developing"}, ["Human Resources Specialist"]),
        (
            {"work": "specialist", "specialties": ["Classification", "Recruitment", "Placement"], "naming": "all"},
            ["Human Resources Specialist (Classification/Recruitment & Placement)"],
        ),
        (
            {"work": "specialist", "specialties": ["Labor Relations", "Employee Relations"], "naming": "all"},
            ["Human Resources Specialist (Employee & Labor Relations)"],
        ),
        ({"work": "specialist", "specialties": ["Recruitment"]}, ["Human Resources Specialist (Recruitment)"]),
        ({"work": "specialist", "specialties": ["Placement"]}, ["Human Resources Specialist (Placement)"]),
        (
            {"work": "specialist", "specialties": ["Recruitment", "Placement"]},
            ["Human Resources Specialist (Recruitment & Placement)"],
        ),
        (
            {"work": "specialist", "specialties": ["Compensation", "Military"], "naming": "none"},
            ["Human Resources Specialist"],
        ),
        (
            {"work": "specialist", "specialties": ["Compensation", "Military"]},
            ["Human Resources Specialist", "Human Resources Specialist (Military/Compensation)"],
        ),
        (
            {"work": "specialist", "specialties": "Employee Relations|Labor Relations|Compensation", "naming": "all"},
            ["Human Resources Specialist (Compensation/Employee & Labor Relations)"],
        ),
        ({"work": "specialist", "role": "officer"}, ["Human Resources Officer"]),
        ({"work": "specialist", "role": "assistant-officer"}, ["Assistant Human Resources Officer"]),
        ({"work": "specialist", "role": "director"}, ["Director of Human Resources"]),
        ({"work": "specialist", "role": "assistant-director"}, ["Assistant Director of Human Resources"]),
        # Flysheet 0343 p. 6: titles for certain work, which are no parentheses; the officers; p. 4: leaders.
        ({"work": "analysis"}, ["Management and Program Analyst"]),
        ({"work": "analysis", "specialties": ["Management analysis"]}, ["Management Analyst"]),
        ({"work": "analysis", "specialties": ["Program analysis"]}, ["Program Analyst"]),
        ({"work": "analysis", "specialties": ["Program evaluation"]}, ["Program Evaluator"]),
        (
            {"work": "analysis", "specialties": ["Program analysis", "Management analysis"]},
            ["Management and Program Analyst"],
        ),
        (
            {"work": "analysis", "specialties": "Program analysis", "role": "supervisor"},
            ["Supervisory Program Analyst"],
        ),
        ({"work": "analysis", "specialties": "Program evaluation", "role": "lead"}, ["Lead Program Evaluator"]),
        (
            {"work": "analysis", "specialties": "Management analysis", "role": "officer"},
            ["Management Analysis Officer"],
        ),
        ({"work": "analysis", "specialties": "Program analysis", "role": "officer"}, ["Program Analysis Officer"]),
        (
            {"work": "analysis", "specialties": "Program analysis|Management analysis", "role": "officer"},
            ["Management and Program Analysis Officer"],
        ),
        # An officer's title stands for itself, whatever the specialties.
        (
            {"work": "specialist", "role": "officer", "specialties": ["Military", "Compensation"]},
            ["Human Resources Officer"],
        ),
        (
            {"work": "specialist", "role": "supervisor", "specialties": ["Labor Relations"]},
            ["Supervisory Human Resources Specialist (Labor Relations)"],
        ),
        ({"work": "specialist", "role": "lead"}, ["Lead Human Resources Specialist"]),
        # Series 0203 definition; the 2017 decision.
        ({"work": "support", "specialties": ["Military"]}, ["Human Resources Assistant (Military)"]),
        (
            {"work": "support", "specialties": ["Employee Relations"]},
            ["Human Resources Assistant (Employee Relations)"],
        ),
        (
            {"work": "support", "specialties": ["Employee Relations", "Labor Relations"]},
            ["Human Resources Assistant (Employee & Labor Relations)"],
        ),
        ({"work": "support", "role": "supervisor"}, ["Supervisory Human Resources Assistant"]),
        ({"work": "both"}, ["Human Resources Assistant", "Human Resources Specialist"]),
        ({}, []),
        ({"role": "officer", "specialties": ["Military"]}, []),
    ],
)
def test_titles_as_the_sources_build_them(answers: dict[str, str | list[str]], expected: list[str]) -> None:
    assert titles(**answers) == expected


def test_every_example_of_the_table_is_what_its_pattern_gives() -> None:
    specialties = {
        "one-specialty": {"0201": ["Classification"], "0203": ["Military"]},
        "single-function": {"0201": ["Recruitment"], "0203": ["Recruitment"]},
        "combined-specialties": {"0201": ["Classification", "Recruitment & Placement"]},
        "combined-relations": {"0201": ["Employee Relations", "Labor Relations"]},
    }
    every = [(series, role, rule) for (series, role), rules in TITLES.titles.rules.items() for rule in rules]
    for series, role, rule in every:
        chosen = sorted(rule.specialties) or specialties.get(role, {}).get(series, [])
        if series == "0343" and role in ("supervisory", "lead"):
            chosen = ["Management analysis"]
        plain = role in ("no-specialty", *specialties)
        built = TITLES.titles.build(series, chosen, "" if plain else role, "named" if chosen else "")
        assert [one.title for one in built] == [rule.example]
        assert rule.source in [reason.source for reason in built[0].reasons]


def test_each_result_says_series_pattern_standard_and_why() -> None:
    assistant, specialist = TITLES.find({"work": "both"}).titles
    standards = CATALOG.standards
    assert (assistant.series.id, assistant.interval) == ("0203", "one-grade interval")
    assert (specialist.series.id, specialist.interval) == ("0201", "two-grade interval")
    assert assistant.standards == (standards["gs-0203"],)
    assert specialist.standards == (standards["gs-0201"],)
    (analyst,) = TITLES.find({"work": "analysis"}).titles
    assert (analyst.series.id, analyst.standards) == ("0343", (standards["aageg"],))
    assert all(reason.source and reason.text for one in (assistant, specialist) for reason in one.reasons)


def test_answers_that_fit_both_series_come_with_what_tells_them_apart() -> None:
    found = TITLES.find({"work": "both"})
    assert len(found.criteria) == 10
    for criterion in found.criteria:
        assert set(criterion.sides) == {"0201", "0203"}
        assert criterion.sides["0201"] != criterion.sides["0203"]
        assert criterion.source
    assert TITLES.find({"work": "support"}).criteria == ()


def test_what_the_tables_do_not_tell_is_said() -> None:
    (officer,) = TITLES.find({"work": "support", "role": "officer"}).titles
    assert officer.title == "Human Resources Assistant"
    assert "Series 0201 has Human Resources Officer." in officer.open[0].text
    assert "no title of series 0203" in officer.open[0].text
    (lead,) = TITLES.find({"work": "support", "role": "lead"}).titles
    assert lead.title == "Lead Human Resources Assistant"
    assert (
        "unknown here" in lead.reasons[-1].text
        and lead.reasons[-1].source == "Series 0203 definition; GS-0201 standard p. 5"
    )
    (pay,) = TITLES.find({"work": "support", "specialties": ["Compensation"]}).titles
    assert "Series 0203 does not list Compensation" in pay.open[0].text
    (several,) = TITLES.find({"work": "support", "specialties": ["Military", "Classification"], "naming": "all"}).titles
    assert several.title == "Human Resources Assistant"
    assert "not at hand" in several.open[0].text


def test_specialties_to_tick_are_those_of_the_series_with_joint_ones_by_function() -> None:
    names = [option.id for option in TITLES.specialties_of(["0201"])]
    assert len(names) == 11  # ten, of which Recruitment & Placement counts as two
    assert {"Recruitment", "Placement", "Employee Relations", "Labor Relations"} <= set(names)
    support = [option.id for option in TITLES.specialties_of(["0203"])]
    assert len(support) == 10  # eight, of which two count as two
    assert "Compensation" not in support
    assert TITLES.titles.covered("0201", ["Recruitment", "Placement"]) == ("Recruitment & Placement",)
    assert TITLES.titles.covered("0201", ["Employee Relations", "Labor Relations"]) == (
        "Employee Relations",
        "Labor Relations",
    )
    assert TITLES.titles.covered("0203", ["Employee Relations", "Labor Relations"]) == ("Employee & Labor Relations",)


def test_every_fault_in_the_answers_is_told() -> None:
    with pytest.raises(TitleError) as caught:
        TITLES.find({"work": "art", "hobby": "chess", "role": "king"})
    assert len(caught.value.faults) == 3
    with pytest.raises(TitleError, match="'Juggling' is not a specialty"):
        TITLES.find({"specialties": ["Juggling"]})
    with pytest.raises(TitleError, match="'0999' is not a series at hand; choose one of 0201, 0203, 0343"):
        TITLES.titles.build("0999")


SPECIALTIES = [option.id for option in TITLES.specialties_of(["0201", "0203"])]
ROLES = [answer.id for answer in TITLES.question("role").answers]


@given(
    work=st.sampled_from(["support", "specialist", "developing", "both"]),
    specialties=st.lists(st.sampled_from(SPECIALTIES), unique=True),
    naming=st.sampled_from(["undecided", "none", "all"]),
    role=st.sampled_from(ROLES),
)
def test_every_answer_leads_to_a_title_that_names_no_specialty_twice_and_no_other(
    work: str, specialties: list[str], naming: str, role: str
) -> None:
    found = TITLES.find({"work": work, "specialties": specialties, "naming": naming, "role": role})
    assert len({(one.series.id, one.title) for one in found.titles}) == len(found.titles)
    assert {one.series.id for one in found.titles} == set(TITLES.series_of({"work": work}))
    for one in found.titles:
        assert one.reasons or one.open
        inside = one.title.partition("(")[2].rstrip(")")
        for name in filter(None, inside.split("/")):
            parts = TITLES.titles.functions[one.series.id].get(name, (name,))
            assert set(parts) <= set(specialties)
    shuffled = TITLES.find({"work": work, "specialties": specialties[::-1], "naming": naming, "role": role})
    assert [one.title for one in shuffled.titles] == [one.title for one in found.titles]


# Other series as rows -----------------------------------------------------------------------------

SERIES = (
    "series,title,definition,interval,kind_of_work,basic_title,source_ref\n"
    "0399,Management and Program Analysis,How programs are run.,two,administrative,Management Analyst,X p. 1\n"
)
MORE_TITLES = (
    "series,role,title,pattern,use_when,source_ref\n"
    "0399,no-specialty,Management Analyst,{basic},Always.,X p. 2\n"
    "0399,supervisory,Supervisory Management Analyst,Supervisory {title},It supervises.,X p. 2\n"
)
MORE_ANSWERS = (
    "question,answer,label,help,leads_to,source_ref\n"
    "work,analyst,Analysis of programs,,0399,X p. 1\n"
    "work,either,Analysis or HR,,0399 0201,X p. 1\n"
)
MORE_CRITERIA = (
    "criterion,support_series,support_side,specialist_series,specialist_side,source_ref\n"
    "Subject,0201,Human resources.,0399,How programs are run.,X p. 3\n"
)


def folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "questions").mkdir()
    for name, text in files.items():
        place = tmp_path / ("questions" if name in ("answers", "functions", "questions") else "") / f"{name}.csv"
        place.write_text(text, encoding="utf-8")
    return tmp_path


def test_work_that_no_title_is_known_for_keeps_the_basic_title_and_says_so() -> None:
    (both,) = TITLES.find({"work": "analysis", "specialties": ["Program evaluation", "Program analysis"]}).titles
    assert both.title == "Management and Program Analyst"
    assert [one.text[:32] for one in both.open] == ["How series 0343 titles such a po"]
    (open_,) = TITLES.find({"work": "analysis", "role": "officer"}).titles
    assert open_.open[0].text.endswith(
        "for these answers. Series 0343 has Management Analysis Officer, Program Analysis Officer or Management and "
        "Program Analysis Officer."
    )
    assert open_.open[0].source == "Flysheet 0343 p. 6"


def test_only_a_series_that_leaves_it_open_is_asked_how_several_specialties_are_named() -> None:
    several = TITLES.titles.names_several
    assert several("0201", ["Classification", "Military"])
    assert not several("0201", ["Recruitment", "Placement"])
    assert not several("0343", ["Management analysis", "Program analysis"])


def test_another_series_is_a_few_rows(tmp_path: Path) -> None:
    mine = load(folder(tmp_path, series=SERIES, titles=MORE_TITLES, answers=MORE_ANSWERS, distinctions=MORE_CRITERIA))
    (analyst,) = mine.find({"work": "analyst", "role": "supervisor"}).titles
    assert (analyst.series.id, analyst.title, analyst.standards) == ("0399", "Supervisory Management Analyst", ())
    found = mine.find({"work": "either"})
    assert [one.title for one in found.titles] == ["Management Analyst", "Human Resources Specialist"]
    assert [criterion.name for criterion in found.criteria] == ["Subject"]
    assert [one.title for one in mine.find({"work": "support"}).titles] == ["Human Resources Assistant"]
    assert load() is TITLES


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("titles", "series,role,title,pattern,use_when,source_ref\n0999,lead,A,{basic},B,C\n", "row 2, column series"),
        ("titles", "series,role,title,pattern,use_when,source_ref\n0201,x,A,{name},B,C\n", "row 2, column pattern"),
        ("titles", "series,role,title,pattern,use_when,source_ref\n0201,lead,A,A,B,C\n", "is a shipped title"),
        ("answers", "question,answer,label,help,leads_to,source_ref\nwork,a,A,,0999,C\n", "row 2, column leads_to"),
        ("answers", "question,answer,label,help,leads_to,source_ref\nwork,a,A,,,C\n", "row 2, column leads_to"),
        ("answers", "question,answer,label,help,leads_to,source_ref\nhobby,a,A,,0201,C\n", "row 2, column question"),
        ("answers", "question,answer,label,help,leads_to,source_ref\nrole,a,A,,king,C\n", "row 2, column leads_to"),
        ("functions", "series,whole,part,source_ref\n0999,A,B,C\n", "row 2, column series"),
    ],
)
def test_a_faulty_folder_is_refused_by_file_row_and_column(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        load(folder(tmp_path, **{name: text}))


def test_not_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a folder"):
        load(tmp_path / "nothing")


def test_every_role_answer_and_every_specialty_of_the_tables_is_used() -> None:
    with (data_dir() / "questions" / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    roles = {row["leads_to"] for row in rows if row["question"] == "role"} - {""}
    forms = {"no-specialty", "one-specialty", "single-function", "combined-specialties", "combined-relations"}
    assert roles == {role for _, role in TITLES.titles.rules} - forms
    assert {row["leads_to"] for row in rows if row["question"] == "naming"} == set(NAMINGS)
