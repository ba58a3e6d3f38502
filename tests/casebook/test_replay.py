"""The two decisions replayed: every printed figure, what follows from each disagreement, and cases of one's own.

The figures below were typed from the decisions a second time, apart from data/cases/.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade import evaluate
from fesgrade.casebook.decision import CaseError, Decision
from fesgrade.casebook.replay import replay
from fesgrade.casebook.tables import KINDS, RESERVED, ROLES, load
from fesgrade.sources import DataError, data_dir
from fesgrade.supervisory import grade as supervisory

BOOK = load()
ASSISTANT, OFFICER = "hr-assistant-military", "hr-officer"

#: Everything the decisions print, by step: figure, value and unit.
PRINTED = {
    ASSISTANT: {
        "question": {
            "Appellants, decided as one group": "4 people",
            "Grade assigned by the agency": "GS-7",
            "Grade first claimed": "GS-10",
            "Grade claimed later": "GS-11",
        },
        "work": {
            "Longest limited duty of an enlisted sailor before the branch itself must approve more": "12 months",
            "Time since the move to the branch": "2 years",
        },
        "description": {
            "Number of the position description": "15918",
            "Measure of adequacy, pages of the Introduction": "10-11",
        },
        "series": {
            "Series": "0203",
            "Grade pattern": "one-grade interval",
            "Level of the 0201 standard that the appellants quoted": "1-7",
            "Time over which a command's share is projected": "3 months",
        },
        "title": {"Title": "Human Resources Assistant (Military)"},
        "method": {"Factors": "9"},
        "own-1": {"Level credited": "1-4", "Points": "550 points"},
        "own-2": {"Level credited": "2-3", "Points": "275 points"},
        "own-3": {
            "Level credited": "3-2",
            "Points": "125 points",
            "Week of pregnancy in the guideline that the appellants named": "20",
        },
        "own-4": {"Level credited": "4-2", "Points": "75 points"},
        "own-5": {
            "Level credited": "5-2",
            "Points": "75 points",
            "Fair share: commands with so many posts": "50-500 posts",
            "Fair share: cap for such a command": "25 percent",
            "Example: posts of a command": "300 posts",
            "Example: limited-duty sailors it may have": "75 people",
        },
        "own-67": {"Cell of the chart": "2b", "Points": "75 points"},
        "own-8": {"Level credited": "8-1", "Points": "5 points"},
        "own-9": {"Level credited": "9-1", "Points": "5 points"},
        "own-total": {"Total": "1185 points", "Range of the grade": "1105-1350 points", "Grade": "GS-6"},
        "outcome": {
            "The position is": "Human Resources Assistant (Military), GS-203-6",
            "Date of the decision": "2017-03-20",
            "Against the agency's grade": "lower",
        },
        "binding": {"Rule on the certificate, 5 CFR": "511.612", "Law on the decision, 5 U.S.C.": "5112"},
        "lower": {
            "Against the agency's grade": "lower",
            "Effective at the latest with the start of pay period": "6",
            "Rule on the effective date, 5 CFR": "511.702",
            "Rules to follow, 5 CFR parts": "351 432 536 752",
            "Grade retention": "2 years",
            "Compliance report due within": "30 days",
            "Form that shows the action, Standard Form": "50",
        },
    },
    OFFICER: {
        "question": {
            "Grade assigned by the agency": "GS-11",
            "Grade claimed": "GS-12",
            "Appeal accepted": "2002-01-17",
            "Report of the agency": "2002-03-18",
            "Telephone audit": "2002-06-03",
            "Interview of the supervisor": "2002-06-13",
        },
        "work": {"Employees served, about": "400 people"},
        "series": {"Series": "0201", "Grade pattern": "two-grade interval"},
        "title": {"Title": "Human Resources Officer"},
        "projects": {
            "Share of the time": "15-20 percent",
            "Least share that can decide a grade": "25 percent",
            "Major commands": "11",
            "Projects at the time": "1",
            "Earlier projects": "2",
            "Earlier projects, since": "1998",
            "Can decide the grade": "no",
        },
        "method": {"Factors": "9"},
        "own-1": {"Level credited": "1-7", "Points": "1250 points"},
        "own-2": {"Level credited": "2-4", "Points": "450 points"},
        "own-3": {"Level credited": "3-3", "Points": "275 points"},
        "own-4": {"Level credited": "4-4", "Points": "225 points"},
        "own-5": {"Level credited": "5-3", "Points": "150 points"},
        "own-67": {"Cell of the chart": "2b", "Points": "75 points"},
        "own-8": {"Level credited": "8-1", "Points": "5 points"},
        "own-9": {"Level credited": "9-1", "Points": "5 points"},
        "own-total": {"Total": "2435 points", "Range of the grade": "2355-2750 points", "Grade": "GS-11"},
        "coverage": {
            "Share of the time": "10-15 percent",
            "Least share for the guide": "25 percent",
            "Covered": "no",
        },
        "supervision-1": {
            "Level credited": "1-2",
            "Points": "350 points",
            "Large installation: serves more than": "4000 people",
            "Large installation: allied activities, at least": "4",
        },
        "supervision-2": {
            "Level credited": "2-1",
            "Points": "100 points",
            "Grade of the second-level supervisor": "GS-14",
        },
        "supervision-3": {"Level credited": "3-2", "Points": "450 points", "Employees supervised": "6 people"},
        "supervision-4A": {"Level credited": "4A-2", "Points": "50 points"},
        "supervision-4B": {"Level credited": "4B-2", "Points": "75 points"},
        "staffing": {
            "Highest level for knowledge": "1-6",
            "Highest level for complexity": "4-3",
            "Highest grade of the processing work": "GS-8",
            "Human Resources Specialist, NF-201-IV": "1 person",
            "Training Technician, GS-1702-9": "1 person",
            "Intern, GS-201-7": "1 person",
            "Human Resources Assistants, NF-203-II/III": "2 people",
            "Staff Sergeant": "1 person",
        },
        "staffing-total": {"Total": "2060 points", "Grade": "GS-9"},
        "base": {
            "Base grade": "GS-9",
            "Level credited": "5-5",
            "Points": "650 points",
            "Least share of the workload": "25 percent",
            "Training program of the intern": "3 years",
            "Grade of the intern": "GS-7",
            "Grade the intern can rise to": "GS-11",
        },
        "supervision-6": {"Level credited": "6-3", "Points": "975 points"},
        "situations": {"Special situations met": "0", "Situations that add a level": "3"},
        "supervision-total": {"Total": "2650 points", "Range of the grade": "2355-2750 points", "Grade": "GS-11"},
        "mixed": {"Grade of the position": "GS-11", "Decided by": "Own work"},
        "outcome": {
            "The position is": "Human Resources Officer, GS-201-11",
            "Date of the decision": "2002-06-24",
            "Against the agency's grade": "the same",
        },
        "binding": {
            "Rule on the certificate, 5 CFR": "511.612",
            "Rules on a discretionary review, 5 CFR": "511.605 511.613 511.614",
            "Law on the decision, 5 U.S.C.": "5112",
        },
    },
}


# The decisions as made ----------------------------------------------------------------------------


@pytest.mark.parametrize("case", PRINTED)
def test_every_printed_figure_is_in_the_data_and_the_engine_comes_to_it(case: str) -> None:
    decision, made = BOOK.decision(case), replay(BOOK, case)
    shown = {
        step.id: {figure.name: f"{figure.value} {figure.unit}".strip() for figure in step.figures}
        for step in decision.steps
        if step.figures
    }
    assert shown == PRINTED[case]
    for now in made.steps:
        for figure, value in zip(now.step.figures, now.values, strict=True):
            assert value == figure.value
            assert not figure.key or made.values[figure.key] == figure.value


def test_the_figures_agree_with_each_other() -> None:
    def value(case: str, step: str, name: str) -> str:
        return next(f.value for f in BOOK.decision(case).step(step).figures if f.name == name)

    def points(case: str, *steps: str) -> int:
        return sum(int(value(case, step, "Points")) for step in steps)

    own = [f"own-{factor}" for factor in ("1", "2", "3", "4", "5", "67", "8", "9")]
    assert points(ASSISTANT, *own) == int(value(ASSISTANT, "own-total", "Total")) == 1185
    assert points(OFFICER, *own) == int(value(OFFICER, "own-total", "Total")) == 2435
    supervision = [f"supervision-{factor}" for factor in ("1", "2", "3", "4A", "4B", "6")]
    assert points(OFFICER, *supervision, "base") == int(value(OFFICER, "supervision-total", "Total")) == 2650
    staff = [f for f in BOOK.decision(OFFICER).step("staffing").figures if f.unit in ("person", "people")]
    assert sum(int(figure.value) for figure in staff) == int(value(OFFICER, "supervision-3", "Employees supervised"))
    cap = int(value(ASSISTANT, "own-5", "Fair share: cap for such a command"))
    posts = int(value(ASSISTANT, "own-5", "Example: posts of a command"))
    assert posts * cap == 100 * int(value(ASSISTANT, "own-5", "Example: limited-duty sailors it may have"))


def test_the_decisions_as_made() -> None:
    made = replay(BOOK, ASSISTANT)
    assert (made.certificate, made.points, made.grade) == (
        "Human Resources Assistant (Military), GS-203-6",
        1185,
        "GS-6",
    )
    assert made.levels("own") == ("1-4", "2-3", "3-2", "4-2", "5-2", "6-2", "7-2", "8-1", "9-1")
    officer = replay(BOOK, OFFICER)
    assert (officer.certificate, officer.points) == ("Human Resources Officer, GS-201-11", 2435)
    assert officer.levels("supervision") == ("1-2", "2-1", "3-2", "4A-2", "4B-2", "5-5", "6-3")
    assert officer.levels("staffing") == ("1-6", "2-4", "3-3", "4-3", "5-3", "6-2", "7-2", "8-1", "9-1")
    assert officer.levels("projects") == ()
    assert officer.mixed.controlling == ("Own work",)
    assert [kind.name for kind in officer.mixed.kinds] == ["Own work", "Command projects", "Supervision"]
    assert [kind.share for kind in officer.mixed.kinds] == [65, 20, 15]
    for case in (made, officer):
        assert case.as_decided
        assert case.follows == ()
        assert not any(step.yours or step.changed for step in case.steps)


@pytest.mark.parametrize("case", BOOK.decisions.values(), ids=lambda case: case.id)
def test_the_worked_cases_of_the_other_pages_are_the_same(case: Decision) -> None:
    made = replay(BOOK, case.id)
    for other in BOOK.catalog.cases.values():
        result = evaluate(other.levels, other.standard)
        same = [made.results[work] for work in made.results if made.levels(work) == other.levels]
        assert not same or {(each.total, each.grade) for each in same} == {(result.total, result.grade)}
    assert any(made.levels("own") == other.levels for other in BOOK.catalog.cases.values())


@pytest.mark.parametrize("case", BOOK.decisions.values(), ids=lambda case: case.id)
def test_every_step_reasons_with_a_source(case: Decision) -> None:
    assert (case.claims[0].side, case.claims[-1].side) == ("agency", "decided")
    for step in case.steps:
        assert step.kind in KINDS
        assert step.id not in RESERVED
        assert step.source.startswith(("Decision C-0203-06-05 of 2017, ", "Decision C-0201-11-04 of 2002, "))
        assert step.text.endswith((".", ".)")), step.id
        if step.levels:
            assert set(step.levels) <= set(step.compared)
        if len(step.compared) > len(step.levels):
            assert step.against.endswith("."), step.id
    assert {work.role for work in case.works} <= set(ROLES)


# What follows when the reader disagrees -------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "changes", "certificate", "points", "follows"),
    [
        # The projects at, and just below, 25 percent.
        (OFFICER, {"projects": "25"}, "Human Resources Officer, GS-201-12", None, {"mixed", "outcome"}),
        (OFFICER, {"projects": "24"}, "Human Resources Officer, GS-201-11", 2435, set()),
        (OFFICER, {"projects": "25-gs-11"}, "Human Resources Officer, GS-201-11", 2435, {"mixed"}),
        # Supervision at, and just below, 25 percent: covered, but no higher than the own work.
        (OFFICER, {"coverage": "24"}, "Human Resources Officer, GS-201-11", 2435, {"supervision-total"}),
        (OFFICER, {"coverage": "25"}, "Human Resources Officer, GS-201-11", 2435, {"supervision-total", "mixed"}),
        # The base grade alone changes the supervisory total, and with 25 percent the grade.
        (OFFICER, {"base": "gs-11"}, "Human Resources Officer, GS-201-11", 2435, {"supervision-total"}),
        (
            OFFICER,
            {"base": "gs-11", "coverage": "25"},
            "Human Resources Officer, GS-201-12",
            2800,
            {"supervision-total", "mixed", "outcome"},
        ),
        # Levels of the own work: total, grade, and through the staffing work the base grade.
        (
            OFFICER,
            {"own-2": "2-5"},
            "Human Resources Officer, GS-201-11",
            2635,
            {"own-total", "staffing-total", "base"},
        ),
        (
            OFFICER,
            {"own-1": "1-8", "own-2": "2-5"},
            "Human Resources Officer, GS-201-12",
            2935,
            {"own-total", "staffing-total", "base", "mixed", "outcome"},
        ),
        (
            OFFICER,
            {"staffing": "1-7 4-3"},
            "Human Resources Officer, GS-201-11",
            2435,
            {"staffing-total", "base", "supervision-total"},
        ),
        # Three special situations raise 6-3 to 6-4, two do not.
        (OFFICER, {"situations": "2"}, "Human Resources Officer, GS-201-11", 2435, set()),
        (OFFICER, {"situations": "3"}, "Human Resources Officer, GS-201-11", 2435, {"supervision-total"}),
        # Title and coverage.
        (OFFICER, {"title": "none"}, "Human Resources Specialist, GS-201-11", 2435, {"outcome"}),
        (
            OFFICER,
            {"title": "none", "coverage": "25"},
            "Supervisory Human Resources Specialist, GS-201-11",
            2435,
            {"supervision-total", "mixed", "outcome"},
        ),
        # The series alone does not move the points.
        (
            ASSISTANT,
            {"series": "0201"},
            "Human Resources Specialist (Military), GS-201, no grade certified: the levels were judged by GS-0203",
            1185,
            {"title", "own-1", "own-2", "own-3", "own-4", "own-5", "own-67", "own-8", "own-9", "own-total", "outcome"},
        ),
        (ASSISTANT, {"title": "basic"}, "Human Resources Assistant, GS-203-6", 1185, {"outcome"}),
        (
            ASSISTANT,
            {"own-1": "1-5"},
            "Human Resources Assistant (Military), GS-203-7",
            1385,
            {"own-total", "outcome", "lower"},
        ),
        (
            ASSISTANT,
            {"own-67": "2c"},
            "Human Resources Assistant (Military), GS-203-6",
            1255,
            {"own-total"},
        ),
        # Appellants' quoted level, in their series.
        (
            ASSISTANT,
            {"series": "0201", "own-1": "1-7"},
            "Human Resources Specialist (Military), GS-201-9",
            1885,
            {"title", "own-2", "own-3", "own-4", "own-5", "own-67", "own-8", "own-9", "own-total", "outcome", "lower"},
        ),
    ],
)
def test_what_would_have_followed(
    case: str, changes: dict[str, str], certificate: str, points: int | None, follows: set[str]
) -> None:
    now = replay(BOOK, case, changes)
    assert now.certificate == certificate
    assert now.points == points
    assert {step.step.id for step in now.follows} == follows
    assert {step.step.id for step in now.steps if step.yours} == set(changes) == set(now.changes)


def test_the_supervisory_figures_that_follow() -> None:
    def total(**changes: str) -> tuple[int, str, bool | None]:
        result = replay(BOOK, OFFICER, changes).results["supervision"]
        assert isinstance(result, supervisory.SupervisoryEvaluation)
        return result.total, result.grade, result.covered

    assert total() == (2650, "GS-11", False)
    assert total(coverage="24") == (2650, "GS-11", False)
    assert total(coverage="25") == (2650, "GS-11", True)
    assert total(base="gs-11") == (2800, "GS-12", False)  # 5-6 is 150 points above 5-5
    assert total(base="gs-8") == (2505, "GS-11", False)  # 5-4 is 145 below
    assert total(situations="3") == (2795, "GS-12", False)  # 6-4 is 145 above 6-3
    now = replay(BOOK, OFFICER, {"base": "gs-11"})
    assert (now.values["base"], now.values["level.supervision.5"]) == ("GS-11", "5-6")
    assert now.step("base").values[:3] == ("GS-11", "5-6", "800")
    six = {finding.code for finding in replay(BOOK, OFFICER, {"supervision-6": "6-5"}).step("supervision-6").notes}
    assert "factor-6-above-base" in six


def test_another_series_brings_its_standard_pattern_and_warnings() -> None:
    now = replay(BOOK, ASSISTANT, {"series": "0201"})
    assert now.results["own"].standard == "gs-0201"
    assert now.values["interval"] == "two-grade interval"
    assert [finding.code for finding in now.step("own-1").notes] == ["outside-standard"]
    assert "even-grade" in {finding.code for finding in now.step("own-total").notes}
    assert "unconfirmed-level" in {
        finding.code for finding in replay(BOOK, OFFICER, {"series": "0203"}).step("own-1").notes
    }


def test_the_decisions_own_answer_is_no_change_in_any_notation() -> None:
    for changes in ({}, {"coverage": "15"}, {"own-1": "FL 1–7"}, {"own-67": "2-B"}, {"own-67": "7-2 6-2"}):
        assert replay(BOOK, OFFICER, changes).as_decided
    assert replay(BOOK, OFFICER, {"own-67": "6/7: 3c"}).changes == {"own-67": "6-3 7-3"}


def _answers(decision: Decision) -> Iterator[tuple[str, str]]:
    """Every single answer a reader can give: each choice, and each level of each factor."""
    for step in decision.steps:
        for choice in step.choices:
            yield step.id, choice.id
        if step.levels and step.work:
            work = next(work for work in decision.works if work.id == step.work)
            for code in step.levels:
                factor = BOOK.catalog.standards[work.standard].by_factor[code.rpartition("-")[0]]
                for level in factor.levels:
                    yield step.id, " ".join(level.code if each == code else each for each in step.levels)


ANSWERS = [(case, *answer) for case, decision in BOOK.decisions.items() for answer in _answers(decision)]


@pytest.mark.parametrize(("case", "step", "answer"), ANSWERS)
def test_one_other_answer_changes_only_what_comes_after_it(case: str, step: str, answer: str) -> None:
    decision = BOOK.decision(case)
    now = replay(BOOK, case, {step: answer})
    if answer == decision.step(step).decided:
        assert now.as_decided
        return
    assert now.step(step).yours
    assert all(other.step.number > decision.step(step).number for other in now.follows)
    assert (now.certificate == replay(BOOK, case).certificate) == ("outcome" not in {s.step.id for s in now.follows})


@settings(max_examples=60, deadline=None)
@given(data=st.data(), case=st.sampled_from(list(BOOK.decisions)))
def test_any_answers_together_agree_with_the_engine(data: st.DataObject, case: str) -> None:
    mine = [(step, answer) for name, step, answer in ANSWERS if name == case]
    picked = dict(data.draw(st.lists(st.sampled_from(mine), max_size=6)))
    now = replay(BOOK, case, picked)
    own = next(work for work in now.decision.works if work.role == "own")
    result = evaluate(now.levels(own.id), now.results[own.id].standard)
    assert (result.total, result.grade) == (now.results[own.id].total, now.results[own.id].grade)
    assert now.grade == now.mixed.grade
    if ", no grade certified: " in now.certificate:  # the levels were judged for another series
        assert "series" in picked
    else:
        assert now.certificate.endswith(f"-{now.grade.removeprefix('GS-')}")
    assert replay(BOOK, case, dict(now.changes)).values == now.values


@pytest.mark.parametrize(
    ("case", "changes", "said"),
    [
        ("nobody", {}, "is not a decided case; choose one of hr-assistant-military, hr-officer"),
        (OFFICER, {"own-99": "1-1"}, "'own-99' is not a step of hr-officer"),
        (OFFICER, {"coverage": "99"}, "'99' is not a choice of 'Does the supervisory guide cover the position\\?'"),
        (OFFICER, {"own-1": "1-99"}, "Factor 1, Knowledge Required by the Position: '1-99' is not a level"),
        (OFFICER, {"own-1": "2-1"}, "must give a level for each of 1, and no other"),
        (OFFICER, {"own-67": "6-2"}, "must give a level for each of 6, 7, and no other"),
        (OFFICER, {"question": "why"}, "There is nothing to decide otherwise in 'What was asked'"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_in_a_sentence(case: str, changes: dict[str, str], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        replay(BOOK, case, changes)


def test_every_fault_of_the_answers_is_told_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        replay(BOOK, OFFICER, {"own-99": "1", "coverage": "x", "own-1": "1-99", "binding": "no"})
    assert len(caught.value.faults) == 4
    with pytest.raises(CaseError, match="is not a step"):
        BOOK.decision(OFFICER).step("nothing")


# Cases of one's own -----------------------------------------------------------------------------

#: A table, the cells by which a row of it is found, and the cells that are changed.
Edit = tuple[str, dict[str, str], dict[str, str]]


def mine(tmp_path: Path, edit: Edit | None = None, drop: tuple[str, ...] = ()) -> Path:
    """A folder with the 2002 decision under another id, and one cell or row changed."""
    folder = tmp_path / "mine" / "cases"
    folder.mkdir(parents=True)
    for path in sorted((data_dir() / "cases").glob("*.csv")):
        if path.stem in drop:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows = [row | {"case": "my-officer"} for row in rows if row["case"] == OFFICER]
        if edit and edit[0] == path.stem:
            _, where, change = edit
            for row in rows:
                if all(row[name] == value for name, value in where.items()):
                    row |= change
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder.parent


def test_a_case_of_ones_own_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    book = load(mine(tmp_path))
    assert list(book.decisions) == [ASSISTANT, OFFICER, "my-officer"]
    assert replay(book, "my-officer", {"projects": "25"}).grade == "GS-12"
    assert replay(book, "my-officer").certificate == replay(BOOK, OFFICER).certificate
    assert load() is BOOK


def test_a_folder_without_cases_keeps_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    assert list(load(tmp_path).decisions) == [ASSISTANT, OFFICER]
    with pytest.raises(DataError, match="is not a folder"):
        load(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("decisions", {}, {"case": OFFICER}), "is a shipped case; choose another id"),
        (("decisions", {}, {"case": "My Case"}), "small letters, digits and hyphens"),
        (("claims", {"party": "Agency"}, {"side": "friend"}), "column side is 'friend'"),
        (("claims", {"party": "Agency"}, {"grade": "GS-99"}), "column grade is 'GS-99'"),
        (("claims", {"party": "Agency"}, {"series": "9999"}), "column series is '9999'"),
        (("works", {"work": "own"}, {"role": "boss"}), "column role is 'boss'"),
        (("works", {"work": "own"}, {"role": "part"}), "one kind of work in works.csv with the role own"),
        (("works", {"work": "own"}, {"standard": "gs-1"}), "column standard is 'gs-1'"),
        (("works", {"work": "supervision"}, {"standard": "gs-0201"}), "supervision needs a supervisory guide"),
        (("works", {"work": "staffing"}, {"follows": "nobody"}), "staffing follows nobody"),
        (("steps", {"step": "own-1"}, {"kind": "riddle"}), "column kind is 'riddle'"),
        (("steps", {"step": "own-1"}, {"step": "case"}), "it goes into links"),
        (("steps", {"step": "own-1"}, {"work": "nobody"}), "column work is 'nobody'"),
        (("steps", {"step": "own-1"}, {"levels": "1-99"}), "give levels of GS-0201"),
        (("steps", {"step": "own-1"}, {"levels": "", "compared": ""}), "has no level of own for factor 1"),
        (("steps", {"step": "own-1"}, {"levels": "2-4", "compared": ""}), "factor 2 of own has two steps"),
        (("steps", {"step": "question"}, {"levels": "1-7"}), "levels need a kind of work with a standard"),
        (("steps", {"step": "coverage"}, {"levels": "1-2"}), "a step with choices in choices.csv has no levels"),
        (("choices", {"choice": "0201"}, {"sets": "series=9999"}), "column sets is 'series=9999'"),
        (("choices", {"choice": "0201"}, {"sets": "mood=good"}), "it can set series, role"),
        (("choices", {"choice": "officer"}, {"sets": "role=king"}), "a role is one of titles.csv"),
        (("choices", {"choice": "15"}, {"sets": "share.supervision=some"}), "a share is a percent or a range"),
        (("choices", {"choice": "gs-11"}, {"sets": "base=GS-99"}), "give a grade from GS-1 to GS-15"),
        (("choices", {"choice": "3"}, {"sets": "situations=9"}), "0 to 8"),
        (("choices", {"choice": "24", "step": "projects"}, {"sets": "share.projects=99"}), "cannot be replayed"),
        (("choices", {"choice": "0201"}, {"sets": ""}), "must set the series"),
        (("choices", {"choice": "0201"}, {"step": "nothing"}), "there is no such step"),
        (("figures", {"step": "own-total", "figure": "Total"}, {"value": "2440"}), "the engine comes to '2435'"),
        (("figures", {"step": "own-total", "figure": "Total"}, {"computed": "sum"}), "what can be computed is"),
        (("arguments", {"side": "appellant"}, {"side": "uncle"}), "column side is 'uncle'"),
        (("steps", {"step": "own-1"}, {"case": "another"}), "there is no such case"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_faulty_case_is_refused_by_file_row_and_column(tmp_path: Path, edit: Edit, said: str) -> None:
    with pytest.raises(DataError, match=said) as caught:
        load(mine(tmp_path, edit))
    assert all(fault.startswith("cases/") for fault in caught.value.faults)


def test_a_case_without_arguments_is_whole(tmp_path: Path) -> None:
    book = load(mine(tmp_path, drop=("arguments",)))
    assert all(not step.arguments for step in book.decision("my-officer").steps)


def test_a_copy_of_the_shipped_cases_is_refused(tmp_path: Path) -> None:
    shutil.copytree(data_dir() / "cases", tmp_path / "cases")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert len(caught.value.faults) == 2
