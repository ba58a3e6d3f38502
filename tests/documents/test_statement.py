"""The evaluation statement: made, saved, opened again exactly, refused in sentences, compared."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade import evaluate
from fesgrade.cli import main
from fesgrade.documents.changes import Change, compare
from fesgrade.documents.compose import SIGNATURES, Evaluated, argued, compose
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.excerpts import Excerpt
from fesgrade.documents.fields import MOST
from fesgrade.documents.statement import (
    FORMAT,
    LARGEST,
    Edition,
    Reason,
    Signature,
    Statement,
    StatementError,
    WorkPart,
    finding_key,
)
from fesgrade.documents.statement_file import load_statement, open_statement, save
from fesgrade.evaluation import Finding
from fesgrade.files.schema import MOST_FAULTS
from fesgrade.lines import ONE_LEVEL, one_level_words
from fesgrade.sources import FaultsError
from fesgrade.supervisory import grade as supervisory
from fesgrade.tables import load

SCHEMA = Statement.FORM
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
OFFICER = evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
NOTED = Finding("evidence-below", "Look again at factors 1, 2 and 3.", "Handbook p. 12", ("1", "2", "3"))
UNUSUAL = evaluate("1-7 2-4 3-3 4-1 5-3 2b 8-1 9-1")
SUPERVISOR = supervisory.evaluate("1-2 2-2 3-2 4A-2 4B-2 5-5 6-3", base_grade=9, special_situations=3)


def officer(**changed: Any) -> Statement:
    given: dict[str, Any] = {
        "title": "Human Resources Officer",
        "series": "0201",
        "organization": "Base",
        "position_number": "12 345",
        "rationale": {"1": "A wide range of HR law.\nUsed daily."},
        "not_next": {"1": "No broad, undefined studies."},
        "evidence": [Evidence("1", "1-7", "supports", Excerpt("advises managers", "", "line 3", "the description"))],
        "findings": [NOTED],
        "resolutions": {finding_key(NOTED): "Looked at again."},
        "date": "2026-03-31",
    }
    return compose(OFFICER, **given | changed)


def plain(**changed: Any) -> dict[str, Any]:
    saved: dict[str, Any] = json.loads(save(officer(**changed)))
    return saved


def faults(content: Any) -> list[str]:
    with pytest.raises(StatementError) as caught:
        open_statement(content if isinstance(content, str | bytes) else json.dumps(content), "s.json")
    return list(caught.value.faults)


# What is in it


def test_a_statement_holds_what_the_handbook_asks_for() -> None:
    statement = officer()
    assert statement.heading == "Human Resources Officer, GS-0201-11"
    assert [one.points for one in statement.factors] == [credit.points for credit in OFFICER.credits]
    assert statement.levels == ("1-7", "2-4", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1")
    assert (statement.total, statement.grade, statement.converted, statement.range) == (
        2435,
        "GS-11",
        "GS-11",
        (2355, 2750),
    )
    assert all(one.source for one in statement.factors)
    assert statement.factors[0].rationale.startswith("A wide range")
    assert statement.findings[0].resolution == "Looked at again."
    assert statement.editions == (
        Edition("gs-0201", "Human Resources Management, GS-0201", "Dec 2000",
                "Administrative Work in the Human Resources Management Group, GS-0200"),
    )  # fmt: skip
    assert [line.role for line in statement.signatures] == list(SIGNATURES)
    with pytest.raises(FrozenInstanceError):
        statement.grade = "GS-12"  # type: ignore[misc]  # what is frozen cannot be set


def test_the_heading_without_title_or_series() -> None:
    assert officer(title="", series="").heading == "GS-11"
    assert officer(title="").heading == "GS-0201-11"
    assert officer(series="").heading == "Human Resources Officer, GS-11"


def test_the_primary_standard_is_named_where_a_level_comes_from_it() -> None:
    assert [edition.standard for edition in compose(UNUSUAL).editions] == ["gs-0201", "fes-primary"]


def test_a_supervisory_result_brings_its_argument() -> None:
    statement = compose(SUPERVISOR, title="Supervisory Human Resources Specialist")
    assert statement.grade == SUPERVISOR.grade
    assert statement.converted == SUPERVISOR.converted
    reasoning, one_level = statement.reasoning
    assert one_level == argued(ONE_LEVEL, [one_level_words(SUPERVISOR.one_level)])
    assert reasoning.title == "Supervisory work"
    assert len(reasoning.steps) == len(SUPERVISOR.steps)
    for line, step in zip(reasoning.steps, SUPERVISOR.steps, strict=True):
        assert step.outcome in line.text and line.source == step.source
    assert open_statement(save(statement)).statement == statement


def test_an_adjusted_grade_is_noted_and_kept() -> None:
    adjusted = supervisory.evaluate("1-1 2-1 3-2 4A-1 4B-1 5-5 6-1", base_grade=9)
    assert adjusted.grade != adjusted.converted
    statement = compose(adjusted)
    assert statement.grade == adjusted.grade
    opened = open_statement(save(statement))
    assert opened.statement == statement
    assert opened.notes == (
        f"The final grade, {adjusted.grade}, is not {adjusted.converted}, to which the total converts; the reasoning "
        "must say why.",
    )


def test_reasoning_of_texts_and_lines() -> None:
    mixed = argued(
        "Mixed-grade position", ["Most of the time is GS-9.", Reason("25 percent is GS-11.", "Handbook p. 40")]
    )
    statement = officer(grade="GS-12", reasoning=[mixed])
    assert statement.reasoning[:-1] == (mixed,)
    assert statement.grade == "GS-12"
    assert mixed.steps[0] == Reason("Most of the time is GS-9.", "")


def test_every_case_makes_a_statement() -> None:
    for case in load().cases.values():
        result = evaluate(case.levels, case.standard, kind_of_work=case.kind_of_work or None)
        statement = compose(result, title=case.title, series=case.series)
        assert (statement.total, statement.grade) == (case.total, case.grade)
        assert open_statement(save(statement)) == type(open_statement(save(statement)))(statement, ())


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rationale": {"4A": "x"}}, "A rationale is given for '4A', which is no factor of GS-0201."),
        ({"not_next": {"4A": "x"}}, "Why not the next level is given for '4A', which is no factor of GS-0201."),
        ({"evidence": [Evidence("x", "1-7", "supports", Excerpt("x"))]},
         "Evidence is given for 'x', which is no factor of GS-0201."),
        ({"resolutions": {"even-grade": "x"}}, "'even-grade' is resolved, but the evaluation has no such finding."),
        ({"date": "31.3.2026"}, "date is '31.3.2026'; it must be a date such as 2026-03-31, or blank."),
        ({"date": "2026-02-30"}, "date is '2026-02-30'; it must be a date such as 2026-03-31, or blank."),
        ({"date": "2026-03-31\n"}, "date is '2026-03-31\\n'; it must be a date such as 2026-03-31, or blank."),
        ({"grade": "12"}, "grade is '12'; it must be a grade such as GS-11."),
        ({"grade": "GS-16"}, "grade is 'GS-16'; it must be a grade such as GS-11."),
        ({"title": "x" * 501}, "position.title has 501 characters; at most 500 are allowed."),
        ({"remarks": "x" * 100_001}, "remarks has 100,001 characters; at most 100,000 are allowed."),
        ({"organization": "\ud800"}, "position.organization holds half a character; write it again."),
        ({"signatures": [" "]}, "signatures[0].role is blank; it must be filled."),
        ({"signatures": ["x"] * 21}, "signatures has 21 entries; 0 to 20 are allowed."),
        ({"reasoning": [argued("x", ["y"] * (MOST + 1))]},
         "reasoning[0].steps has 2,001 entries; 0 to 2,000 are allowed."),
        ({"evidence": [Evidence("1", "1-7", "proves", Excerpt("x"))]},
         "evaluation.factors[0].evidence[0].relation is 'proves'; it must be one of supports, falls short, exceeds."),
        ({"evidence": [Evidence("1", "seven", "supports", Excerpt("x"))]},
         "evaluation.factors[0].evidence[0].level is 'seven'; it must be a level such as 1-7."),
    ],
)  # fmt: skip
def test_what_cannot_be_made(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(StatementError) as caught:
        officer(**changed)
    assert caught.value.faults == (fault,)


# Saved and opened


def test_why_not_the_next_level() -> None:
    one = officer().factors[0]
    assert (one.level, one.next_level) == ("1-7", "1-8")
    assert one.comments == (
        "Meets 1-7: A wide range of HR law.\nUsed daily.\nDoes not meet 1-8: No broad, undefined studies."
    )
    assert compose(evaluate("1-9 2-5 3-5 4-6 5-6 4d 8-1 9-1", "fes-primary")).factors[0].next_level == ""


def mixed_position(**changed: Any) -> Statement:
    """A position of which the officer's work controls, and the supervision is rated beside it."""
    parts = [
        WorkPart("Own work", "80%", "GS-11", controls=True, decides="It controls."),
        WorkPart("Supervision", "15%", SUPERVISOR.grade, controls=False, decides="It takes less than 25 percent."),
        WorkPart("Projects", "5%", "GS-12", controls=False, decides="Too small.", rationale="By GS-0201."),
    ]
    further = [Evaluated("Supervision", SUPERVISOR, {"1": "A field office."}, {"1": "Not complex."})]
    return officer(work="Own work", parts=parts, further=further, **changed)


def test_a_mixed_position_holds_each_kind_of_work() -> None:
    statement = mixed_position()
    assert (statement.total, statement.work) == (2435, "Own work")
    assert [rated.total for rated in statement.rated] == [2435, SUPERVISOR.total]
    assert statement.further[0].factors[0].comments == "Meets 1-2: A field office.\nDoes not meet 1-3: Not complex."
    assert [edition.standard for edition in statement.editions] == ["gs-0201", "gssg"]
    deputy = supervisory.evaluate("1-2 2-2 3-2 4A-2 4B-2 5-5 6-3", base_grade=9, deputy=True)
    noted = compose(OFFICER, work="a", parts=statement.parts, further=[Evaluated("b", deputy, {}, {})]).findings
    assert [(one.work, one.key) for one in noted] == [("b", "deputy@b")]
    assert open_statement(save(statement)).statement == statement
    VALIDATOR.validate(json.loads(save(statement)))


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("further", 0, "work"), "Other", "further[0].work is 'Other'; it must be the name of one of the parts"),
        (("evaluation", "work"), "", "evaluation.work is ''; it must be the name of one of the parts"),
        (("parts", 2, "name"), "Own work", "evaluation.work is 'Own work'; it must be the name of one of the parts"),
        (("further", 0, "total"), 5, "further[0].total is 5, but the points of the factors add up to"),
        (("parts", 0, "grade"), "11", "parts[0].grade is '11'; it must be a grade such as GS-11."),
    ],
)  # fmt: skip
def test_a_mixed_position_that_contradicts_itself_is_refused(path: tuple[Any, ...], value: object, fault: str) -> None:
    content: Any = json.loads(save(mixed_position()))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert any(each.startswith(fault) for each in faults(content))


def test_a_file_of_version_1_opens_as_it_was() -> None:
    content = plain()
    content["version"] = 1
    for name in ("parts", "further"):
        del content[name]
    del content["evaluation"]["work"]
    for factor in content["evaluation"]["factors"]:
        del factor["next_level"], factor["not_next"]
    for finding in content["findings"]:
        del finding["work"]
    opened = open_statement(json.dumps(content)).statement
    assert opened.factors[0].rationale == officer().factors[0].rationale and opened.factors[0].not_next == ""
    assert (opened.total, opened.parts, opened.further) == (2435, (), ())
    del content["evaluation"]["factors"][0]["rationale"]
    assert faults(content) == ["evaluation.factors[0].rationale is missing."]
    content["evaluation"] = []
    assert faults(content) == ["evaluation is a list; it must be an object."]


texts = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["<script>alert(1)</script>", "=1+1", "a\nb\r\nc", "\x00\x07", "é", "\u2028", '"', "\\", "'", "{}", " x "]
)


@given(
    words=st.fixed_dictionaries(
        dict.fromkeys(("title", "series", "organization", "position_number", "remarks"), texts)
    ),
    rationale=st.dictionaries(st.sampled_from("123456789"), texts),
    evidence=st.lists(
        st.builds(
            Evidence,
            st.just("1"),
            st.sampled_from(["1-6", "1-7"]),
            st.sampled_from(["supports", "falls short", "exceeds"]),
            st.builds(
                Excerpt,
                texts.filter(str.strip),
                st.sampled_from(["", "case", "framework"]),
                texts,
                texts,
                st.sampled_from(["", "emerging"]),
            ),
        ),
        max_size=2,
    ),
    signatures=st.lists(st.builds(Signature, texts.filter(str.strip), texts), max_size=3),
    date=st.dates().map(str) | st.just(""),
)
@settings(deadline=None, max_examples=100)
def test_what_is_saved_is_opened_exactly(
    words: dict[str, str], rationale: dict[str, str], evidence: list[Evidence], signatures: list[Signature], date: str
) -> None:
    statement = officer(
        **words,
        rationale=rationale,
        evidence=evidence,
        signatures=signatures,
        date=date,
        address="s=gs-0201&l=1",
    )
    text = save(statement)
    opened = open_statement(text.encode())
    assert opened.statement == statement
    assert save(opened.statement) == text
    VALIDATOR.validate(json.loads(text))


def test_the_schema_is_sound_and_describes_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def leaves(schema: Mapping[str, Any]) -> None:
        for inner in schema.get("properties", {}).values():
            leaves(inner)
        if "items" in schema:
            leaves(schema["items"])
        if schema.get("type") == "object":
            assert schema["required"] == list(schema["properties"])
        if schema.get("type") == "string":
            assert schema["description"] and schema["maxLength"]

    leaves(SCHEMA)


paths = st.sampled_from(
    [
        ("version",), ("position",), ("position", "title"), ("grade",), ("evaluation", "standard"), ("findings",),
        ("evaluation", "factors"), ("evaluation", "factors", 0, "level"), ("evaluation", "factors", 0, "points"),
        ("evaluation", "factors", 0, "evidence"), ("evaluation", "range", "high"), ("evaluation", "total"),
        ("findings", 0, "factors"), ("findings", 0, "code"), ("reasoning",), ("editions", 0), ("date",),
        ("signatures", 0), ("signatures", 0, "role"), ("address",), ("evaluation", "kind_of_work"),
    ]
)  # fmt: skip
values = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 2000), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", " ", "GS-11", "1-7", "x", "gs-0201", "2026-03-31", "technical"]), st.just([]), st.just({}),
    st.lists(st.just("x"), min_size=1, max_size=2), st.just({"x": 1}),
)  # fmt: skip


@given(path=paths, value=values, drop=st.booleans(), more=st.booleans())
@settings(deadline=None, max_examples=300)
def test_a_changed_file_is_refused_just_when_the_schema_refuses_it(
    path: tuple[str | int, ...], value: object, drop: bool, more: bool
) -> None:
    content = plain()
    place: Any = content
    for step in path[:-1]:
        place = place[step]
    if drop and isinstance(path[-1], str):
        del place[path[-1]]
    else:
        place[path[-1]] = value
    if more:
        content["evaluation"]["extra"] = 1
    fits = VALIDATOR.is_valid(content)
    try:
        open_statement(json.dumps(content), "s.json")
    except StatementError as error:
        assert error.faults and all(fault.endswith(".") for fault in error.faults)
        # Whole numbers written as 5.0, and what contradicts itself or the tables, are refused beyond the schema.
        if fits and not isinstance(value, float):
            assert any(
                word in fault
                for fault in error.faults
                for word in ("add up", "has", "points are", "must be a date", "is for")
            )
    else:
        assert fits


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@settings(deadline=None)
def test_any_bytes_are_refused_in_sentences(content: bytes) -> None:
    with pytest.raises(StatementError):
        open_statement(content)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_file_cut_short_is_refused(data: st.DataObject) -> None:
    text = save(officer())
    cut = text[: data.draw(st.integers(0, len(text.rstrip()) - 1))]
    assert len(faults(cut)) == 1


def test_other_files_and_newer_versions() -> None:
    content = plain()
    assert faults("") == ["s.json is empty."]
    assert faults({"format": "fesgrade-practice", "version": 1}) == [
        "s.json is not an evaluation statement; such a file says format 'fesgrade-statement'."
    ]
    assert faults([content])[0].startswith("s.json is not an evaluation statement")
    assert faults(content | {"version": 3}) == [
        "s.json is a statement of version 3; this program reads version 2. Update fesgrade."
    ]
    assert faults(content | {"version": True}) == ["version is true; it must be 2."]
    assert faults(content | {"version": 0}) == ["version is 0; it must be 2."]
    assert faults(content | {"version": 1}) == ["version is 1; it must be 2."]  # it has what only version 2 has
    assert "is not JSON at line" in faults(save(officer())[:-3])[0]
    assert "stands twice" in faults('{"format": "x", "format": "y"}')[0]
    assert faults(b"\xff\xfe")[0] == "s.json is not UTF-8 text at byte 0."


def test_everything_wrong_is_said_at_once() -> None:
    content = plain()
    del content["position"]["series"]
    content["evaluation"]["factors"][2]["points"] = "275"
    content["findings"][0]["code"] = ""
    content["extra"] = 1
    assert faults(content) == [
        "extra is not a field there; the fields are format, version, position, grade, evaluation, parts, "
        "further, findings, reasoning, editions, remarks, date, signatures, address.",
        "position.series is missing.",
        "evaluation.factors[2].points is '275'; it must be a whole number from 0 to 1,000,000.",
        "findings[0].code is ''; it must be an id such as gs-0201.",
    ]


def test_a_hundred_thousand_findings_are_refused_at_once() -> None:
    content = plain()
    content["findings"] *= 100_000
    assert len(json.dumps(content)) > LARGEST or faults(content)
    content["findings"] = content["findings"][:3000]
    assert faults(content) == ["findings has 3,000 entries; 0 to 2,000 are allowed."]


def test_of_very_many_faults_the_first_are_told() -> None:
    """They are not all looked for: a file of many unknown names would take seconds and its memory many times over."""
    content = plain()
    content["position"] |= {f"name {number}": 0 for number in range(10_000)}
    found = faults(content)
    assert len(found) == MOST_FAULTS + 1
    assert found[0] == "There are more than 100 errors; these are the first."
    content["position"] = plain()["position"] | {f"name {number}": 0 for number in range(MOST_FAULTS)}
    assert len(faults(content)) == MOST_FAULTS


def changed(*path: Any, to: Any) -> dict[str, Any]:
    content = copy.deepcopy(plain())
    place: Any = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return content


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (changed("evaluation", "total", to=2440),
         "evaluation.total is 2,440, but the points of the factors add up to 2,435."),
        (changed("evaluation", "factors", 0, "level", to="1-10"),
         "evaluation.factors[0].level is 1-10; the levels of factor 1 are 1-1 to 1-9."),
        (changed("evaluation", "factors", 0, "level", to="2-1"),
         "evaluation.factors[0].level is 2-1; the levels of factor 1 are 1-1 to 1-9."),
        (changed("evaluation", "factors", 0, "level", to="1-6"),
         "evaluation.factors[0].points is 1,250; 1-6 has 950 (GS-0201 standard p. 18)."),
        (changed("evaluation", "factors", 8, "factor", to="8"),
         "evaluation.factors are 1, 2, 3, 4, 5, 6, 7, 8, 8; GS-0201 has 1, 2, 3, 4, 5, 6, 7, 8, 9, each once, in this "
         "order."),
        (changed("evaluation", "converted", to="GS-12"),
         "evaluation.converted is GS-12, but 2,435 points are GS-11, 2,355 to 2,750 (GS-0201 standard p. 40)."),
        (changed("evaluation", "range", "high", to=None),
         "evaluation.converted is GS-11, but 2,435 points are GS-11, 2,355 to 2,750 (GS-0201 standard p. 40)."),
    ],
)  # fmt: skip
def test_contradictions_are_refused(content: dict[str, Any], fault: str) -> None:
    assert fault in faults(content)


def test_a_kind_of_work_that_the_standard_is_not_for_is_refused() -> None:
    content = plain()
    content["evaluation"]["kind_of_work"] = "technical"
    assert faults(content) == ["evaluation.kind_of_work: GS-0201 is for administrative work, not for technical work."]
    supervisor = json.loads(save(compose(SUPERVISOR)))
    supervisor["evaluation"]["kind_of_work"] = "technical"  # the guide is for no kind of work
    assert open_statement(json.dumps(supervisor)).statement.kind_of_work == "technical"


def test_other_editions_are_named_and_left_as_they_are() -> None:
    content = changed("editions", 0, "edition", to="Jan 1990")
    content["evaluation"]["factors"][0]["points"] += 5
    content["evaluation"]["total"] += 5
    opened = open_statement(json.dumps(content))
    assert opened.statement.total == 2440
    assert opened.notes == (
        "It was made with the edition Jan 1990 of GS-0201; the one here is Dec 2000. Nothing was changed.",
    )
    content["evaluation"]["standard"] = "gs-9999"
    assert open_statement(json.dumps(content)).notes == (
        "The standard gs-9999 is not at hand, so levels and points were not checked.",
    )


def test_files_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.json"
    path.write_text(save(officer()), encoding="utf-8")
    assert load_statement(path).statement == officer()
    with pytest.raises(StatementError, match="cannot be read: No such file"):
        load_statement(tmp_path / "none.json")
    monkeypatch.setattr("fesgrade.documents.statement_file.LARGEST", 10)
    with pytest.raises(StatementError, match="is larger than the 10 bytes"):
        load_statement(path)


# Compared


def test_nothing_changed() -> None:
    assert compare(officer(), officer()) == ()
    assert compare(officer(address="a"), officer(address="b")) == ()


def test_what_changed() -> None:
    other = compose(
        evaluate("1-7 2-4 3-3 4-3 5-3 2b 8-1 9-1"), title="Specialist", series="0201", organization="Base",
        position_number="12 345", rationale={"1": "Less.", "2": "New."}, date="2026-04-01",
    )  # fmt: skip
    found = compare(officer(), other)
    words = {change.what: change for change in found}
    assert words["Title"] == Change("Title", "Human Resources Officer", "Specialist")
    assert words["Total points"].text == "Total points: 2,435 → 2,360"
    assert words["Factor 4, Complexity"].text == "Factor 4, Complexity: 4-4, 225 points → 4-3, 150 points"
    assert words["Factor 2, Supervisory Controls, rationale"].text.endswith("(none) → New.")
    assert words["Factor 1, Knowledge Required by the Position, evidence"].after == ""
    assert words["Date"].text == "Date: 2026-03-31 → 2026-04-01"
    assert "Series" not in words
    assert {change.what for change in found} >= {"Finding"}


@given(st.data())
@settings(deadline=None, max_examples=50)
def test_comparing_both_ways_says_the_same(data: st.DataObject) -> None:
    def one() -> Statement:
        levels = [data.draw(st.sampled_from(["1-6", "1-7"])), *OFFICER_LEVELS[1:]]
        return compose(evaluate(levels), title=data.draw(texts), remarks=data.draw(texts))

    first, second = one(), one()
    there, back = compare(first, second), compare(second, first)
    assert {(c.what, c.before, c.after) for c in there} == {(c.what, c.after, c.before) for c in back}
    assert bool(there) == (replace(first, address="") != replace(second, address=""))


OFFICER_LEVELS = [credit.level for credit in OFFICER.credits]


# The command


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "officer.json"
    path.write_text(save(officer()), encoding="utf-8")
    assert main(["statement", str(path)]) == 0
    assert "Human Resources Officer, GS-0201-11" in capsys.readouterr().out
    for ending in ("md", "html", "docx", "json"):
        out = tmp_path / f"out.{ending}"
        assert main(["statement", str(path), "-o", str(out)]) == 0
        assert out.stat().st_size > 1000
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == save(officer())
    other = tmp_path / "other.json"
    other.write_text(save(officer(title="Chief")), encoding="utf-8")
    assert main(["statement", str(path), "--compare", str(other)]) == 0
    assert capsys.readouterr().out == "Title: Human Resources Officer → Chief\n"
    assert main(["statement", str(path), "--compare", str(path)]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"
    assert main(["statement", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
    assert FORMAT == "fesgrade-statement"


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "Name the file of a saved statement, as in fesgrade statement officer.json."),
        (["none.json"], "none.json cannot be read: No such file or directory."),
        (["officer.json", "-o", "x.pdf"], "A statement is written as .json, .md, .html, .docx, not as '.pdf'."),
        (["officer.json", "-o", "none/x.md"], "none/x.md cannot be written: No such file or directory."),
        (["bad.json"], "bad.json is not JSON at line 1, column 2: it may be cut short or damaged."),
    ],
)
def test_the_command_refuses_in_sentences(
    arguments: list[str],
    fault: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "officer.json").write_text(save(officer()), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{")
    assert main(["statement", *arguments]) == 2
    assert capsys.readouterr().err == f"fesgrade: {fault}\n"


def test_every_error_is_of_one_family() -> None:
    assert issubclass(StatementError, FaultsError)
