"""Skills frameworks: read whole or refused with the path; evidence that an evaluation carries along."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade import evaluate
from fesgrade.classroom import practice
from fesgrade.documents import evidence as skills
from fesgrade.documents import excerpts, frameworks
from fesgrade.documents.evidence import Evidence, argue
from fesgrade.documents.excerpts import EvidenceError, Excerpt
from fesgrade.documents.frameworks import SkillsError
from fesgrade.files.jsonfile import JsonFileError
from fesgrade.sources import data_dir
from fesgrade.tables import load

FILE = data_dir() / "skills" / "human-resources-specialists.json"
PLAIN = json.loads(FILE.read_text(encoding="utf-8"))
STANDARD = load().standards["gs-0201"]
LEVELS = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"


def read(plain: dict[str, Any]) -> frameworks.Framework:
    return frameworks.read_framework(json.dumps(plain))


def faults_of(plain: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(SkillsError) as error:
        read(plain)
    return error.value.faults


# Frameworks -------------------------------------------------------------------------------------


def test_the_shipped_framework_is_read_whole_and_says_whose_it_is() -> None:
    (framework,) = frameworks.shipped()
    assert framework.occupation.title == "Human Resources Specialists"
    assert [level.id for level in framework.levels] == list(frameworks.FRAMEWORK_LEVELS)
    assert [[s.text for s in level.excerpts] for level in framework.levels] == [
        PLAIN["framework"]["levels"][name]["statements"] for name in frameworks.FRAMEWORK_LEVELS
    ]
    third = framework.levels[2].excerpts[3]
    assert (third.reference, third.skill) == ("framework.levels.proficient.statements[3]", "proficient")
    assert "CC0" in framework.attribution and framework.attribution in third.credit
    assert framework.attribution in framework.notice and "Written by hand" in framework.notice
    assert frameworks.read_framework(FILE.read_bytes(), FILE.name) == framework
    with pytest.raises(AttributeError):
        framework.version = "2"  # type: ignore[misc]  # what is frozen cannot be set


def test_statements_are_found_by_level_and_words() -> None:
    (framework,) = frameworks.shipped()
    everything = framework.excerpts()
    assert len(everything) == sum(len(level.excerpts) for level in framework.levels)
    assert framework.excerpts(["advanced", "emerging"]) == tuple(
        s for s in everything if s.skill in ("advanced", "emerging")
    )
    found = framework.excerpts(words="MANAGER risks")
    assert found and all("manager" in s.text and "risks" in s.text for s in found)
    assert framework.excerpts(["emerging"], "risks") == ()
    with pytest.raises(ValueError, match="'expert' is not a framework level"):
        framework.excerpts(["expert"])


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.1", "schemaVersion is '1.1', a newer version than this program knows; it reads 1.0."),
        ("2.0", "schemaVersion is '2.0', a newer version"),
        ("10.0", "schemaVersion is '10.0', a newer version"),
        ("0.9", "schemaVersion is '0.9', not a version this program knows"),
        ("new", "schemaVersion is 'new', not a version"),
        (1.0, "schemaVersion is 1.0, not a version"),
        (None, "schemaVersion is null, not a version"),
    ],
)
def test_another_version_is_named_and_not_guessed_at(version: str | float | None, said: str) -> None:
    plain = PLAIN | {"schemaVersion": version, "anything": "else"}
    (fault,) = faults_of(plain)
    assert fault.startswith(said)


def edited(path: Sequence[str | int], value: object) -> dict[str, Any]:
    """Return the shipped file with the field at ``path`` changed; ``KeyError`` takes it out."""
    plain: dict[str, Any] = copy.deepcopy(PLAIN)
    place: Any = plain
    for name in path[:-1]:
        place = place[name]
    if value is KeyError:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["framework", "levels", "proficient", "statements", 3], 7, "framework.levels.proficient.statements[3] is a"),
        (["framework", "levels", "proficient", "statements", 3], " ", "framework.levels.proficient.statements[3] is b"),
        (["framework", "levels", "emerging", "statements"], [], "framework.levels.emerging.statements has 0 entries"),
        (["framework", "levels", "emerging", "statements"], "x", "framework.levels.emerging.statements is text"),
        (["framework", "levels", "expert"], {}, "framework.levels.expert is not a field there"),
        (["framework", "levels", "advanced"], KeyError, "framework.levels.advanced is missing."),
        (["framework", "levels", "advanced", "label"], None, "framework.levels.advanced.label is null"),
        (["framework", "levels", "advanced", "weight"], 1, "framework.levels.advanced.weight is not a field there"),
        (["framework", "levels"], [], "framework.levels is a list; it must be an object."),
        (["framework", "contextCovered"], "", "framework.contextCovered is blank"),
        (["framework"], None, "framework is null; it must be an object."),
        (["occupation", "soc"], "43-4161", "occupation.soc is '43-4161'; it must look like 43-4161.00."),
        (["occupation", "jobZone"], "3", "occupation.jobZone is '3'; it must be a whole number from 1 to 5."),
        (["occupation", "jobZone"], True, "occupation.jobZone is true"),
        (["occupation", "jobZone"], 6, "occupation.jobZone is 6"),
        (["occupation", "jobZoneInferred"], 0, "occupation.jobZoneInferred is a number; it must be true or false."),
        (["occupation", "sector"], 55, "occupation.sector is a number"),
        (["occupation", "title"], KeyError, "occupation.title is missing."),
        (["occupation"], KeyError, "occupation is missing."),
        (["sources", "onet"], 30, "sources.onet is a number"),
        (["sources", "crosswalk"], KeyError, "sources.crosswalk is missing."),
        (["sources"], KeyError, "sources is missing."),
        (["attribution"], KeyError, "attribution is missing."),
        (["attribution"], "", "attribution is blank"),
        (["exportedAt"], "yesterday", "exportedAt is 'yesterday'; it must be a date and time"),
        (["exportedAt"], "2026-05-15", "exportedAt is '2026-05-15'"),
        (["license"], "free", "license is not a field there; the fields are schemaVersion"),
    ],
)
def test_every_deviation_is_refused_with_its_path(path: list[str | int], value: object, said: str) -> None:
    (fault,) = faults_of(edited(path, value))
    assert fault.startswith(said)


def test_the_description_may_be_blank() -> None:
    assert read(edited(["framework", "description"], "")).description == ""


def test_all_deviations_are_told_at_once() -> None:
    plain = edited(["occupation", "jobZone"], 9)
    del plain["attribution"]
    plain["framework"]["levels"]["proficient"]["statements"][3] = None
    assert [fault.split(" ")[0] for fault in faults_of(plain)] == [
        "attribution", "occupation.jobZone", "framework.levels.proficient.statements[3]"
    ]  # fmt: skip


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path in the file, as keys and indices."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield (*path, name)
        yield from paths(inner, (*path, name))


PATHS = [path for path in paths(PLAIN) if path != ("schemaVersion",)]


def written(path: tuple[str | int, ...]) -> str:
    text = "".join(f"[{name}]" if isinstance(name, int) else f".{name}" for name in path)
    return text.lstrip(".")


@given(st.sampled_from(PATHS), st.sampled_from([None, 3.5, [], {}, [1], {"x": "y"}]))
def test_a_value_of_another_type_is_refused_wherever_it_stands(path: tuple[str | int, ...], value: object) -> None:
    assert any(fault.startswith(written(path)) for fault in faults_of(edited(path, value)))


@given(st.sampled_from([path for path in PATHS if isinstance(path[-1], str)]))
def test_a_field_left_out_is_refused_wherever_it_stood(path: tuple[str, ...]) -> None:
    assert f"{written(path)} is missing." in faults_of(edited(path, KeyError))


@given(st.sampled_from([path for path in PATHS if isinstance(path[-1], str)]))
def test_a_field_too_many_is_refused_wherever_it_stands(path: tuple[str, ...]) -> None:
    faults = faults_of(edited([*path[:-1], "extra"], "x"))
    assert any(fault.startswith(f"{written((*path[:-1], 'extra'))} is not a field there") for fault in faults)


@given(st.one_of(st.text(max_size=100), st.binary(max_size=100)))
def test_what_is_no_framework_is_refused_in_sentences(content: str | bytes) -> None:
    with pytest.raises((SkillsError, JsonFileError)) as error:
        frameworks.read_framework(content, "x.json")
    assert all(fault.endswith(".") for fault in error.value.faults)


@pytest.mark.parametrize(("content", "said"), [("[]", "schemaVersion is missing"), ('{"a": 1}', "schemaVersion is m")])
def test_other_json_is_no_framework(content: str, said: str) -> None:
    with pytest.raises(SkillsError, match=said):
        frameworks.read_framework(content, "x.json")


# Statements from text ---------------------------------------------------------------------------


def test_lines_of_a_description_become_statements() -> None:
    text = "\n  • Classifies\tpositions \n\n2. Advises managers\n(b) Writes reports\n"
    text += "Advises managers\n- 10 percent\no Odd\n"
    assert [(s.text, s.reference) for s in excerpts.description_excerpts(text)] == [
        ("Classifies positions", "line 2"),
        ("Advises managers", "line 4"),
        ("Writes reports", "line 5"),
        ("10 percent", "line 7"),
        ("Odd", "line 8"),
    ]


def test_a_description_that_is_too_long_is_refused() -> None:
    with pytest.raises(EvidenceError) as error:
        excerpts.description_excerpts("x" * 2_001 + "\n" * 2_001)
    assert len(error.value.faults) == 2
    assert excerpts.description_excerpts("x" * 2_000 + "\n" * 1_999)[0].text == "x" * 2_000


@given(st.text(max_size=300))
def test_statements_of_any_text_are_clean_and_different(text: str) -> None:
    found = [s.text for s in excerpts.description_excerpts(text)]
    assert all(line == " ".join(line.split()) and line for line in found)
    assert len(found) == len(set(found))


def test_a_case_gives_its_sentences() -> None:
    case = practice.load().case("mail-room")
    found = excerpts.case_excerpts(case.title, case.paragraphs)
    assert " ".join(s.text for s in found) == " ".join(case.paragraphs)
    assert found[2].reference == "paragraph 2" and found[0].credit == case.title
    assert {s.origin for s in found} == {"case"}


# Evidence ---------------------------------------------------------------------------------------


def evidence(factor: str, level: str, relation: str, text: str = "Advises managers") -> Evidence:
    return Evidence(factor, level, relation, Excerpt(text, "description", "line 1"))


def argued(*pieces: Evidence) -> skills.Argued:
    return argue(evaluate(LEVELS), pieces, STANDARD)


def test_an_evaluation_carries_its_evidence_factor_by_factor() -> None:
    pieces = [
        evidence("2", "2-4", "supports"),
        evidence("1", "1-7", "supports", "Knows"),
        evidence("1", "1-8", "exceeds"),
    ]
    found = argued(*pieces, pieces[0])
    assert found.evaluation == evaluate(LEVELS)
    assert found.evidence == (pieces[1], pieces[2], pieces[0])
    assert found.of("1") == (pieces[1], pieces[2]) and found.of("9") == ()
    plain = json.loads(json.dumps(found.as_dict()))
    assert plain["grade"] == "GS-11"
    assert skills.read_evidence(plain["evidence"], STANDARD) == found.evidence


def findings(*pieces: Evidence) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.code, f.factors) for f in argued(*pieces).findings if f.code != "no-evidence"]


@pytest.mark.parametrize(
    ("piece", "codes"),
    [
        (("1-7", "supports"), []),
        (("1-6", "exceeds"), []),
        (("1-8", "falls short"), ["evidence-below"]),
        (("1-6", "supports"), ["evidence-below"]),
        (("1-5", "exceeds"), ["evidence-below"]),
        (("1-7", "falls short"), ["evidence-falls-short"]),
        (("1-6", "falls short"), ["evidence-falls-short"]),
        (("1-8", "supports"), ["evidence-higher"]),
        (("1-7", "exceeds"), ["evidence-higher"]),
    ],
)
def test_what_evidence_says_against_the_level_credited(piece: tuple[str, str], codes: list[str]) -> None:
    """The level credited is 1-7."""
    assert findings(evidence("1", *piece)) == [(code, ("1",)) for code in codes]


def test_evidence_on_both_sides_and_the_usual_case() -> None:
    assert findings(evidence("1", "1-7", "supports"), evidence("1", "1-8", "falls short", "Local only")) == []
    both = evidence("1", "1-7", "falls short"), evidence("1", "1-8", "supports", "More")
    assert [code for code, _ in findings(*both)] == ["evidence-falls-short", "evidence-higher"]


def test_factors_without_evidence_are_named_with_the_rule() -> None:
    (finding, *_) = argued(evidence("1", "1-7", "supports")).findings
    assert finding.factors == tuple("23456789") and finding.source == "Handbook p. 10"
    gssg = load().standards["gssg"]
    result = evaluate("1-2 2-1 3-2 4A-2 4B-2 5-5 6-3", "gssg")
    (finding,) = argue(result, [], gssg).findings
    assert finding.factors == ("1", "2", "3", "4A", "4B", "5", "6") and finding.source == "GSSG p. 8"


def test_evidence_that_does_not_fit_is_refused_with_every_fault() -> None:
    with pytest.raises(EvidenceError) as error:
        argue(
            evaluate(LEVELS),
            [
                evidence("4A", "4A-1", "supports"),
                evidence("1", "2-1", "proves"),
                Evidence("1", "1-7", "supports", Excerpt(" ", "rumor", "")),
                evidence("1", "1-7", "supports", "x" * 2_001),
            ],
            load().standards["gs-0203"],
        )
    assert [fault.split(" ")[0] for fault in error.value.faults] == [
        "evidence[0].factor", "evidence[1].level", "evidence[1].relation", "evidence[2].text", "evidence[2].origin",
        "evidence[3].text", "The",
    ]  # fmt: skip


PIECES = st.builds(
    Evidence,
    st.just("1"),
    st.sampled_from([level.code for level in STANDARD.by_factor["1"].levels]),
    st.sampled_from(list(skills.RELATIONS)),
    st.builds(
        Excerpt,
        st.text(min_size=1, max_size=50).filter(str.strip),
        st.sampled_from(excerpts.ORIGINS),
        st.text(max_size=20),
        st.text(max_size=20),
        st.sampled_from(["", *frameworks.FRAMEWORK_LEVELS]),
    ),
)


@given(st.lists(PIECES, max_size=5))
def test_evidence_comes_back_as_it_was_and_never_changes_the_grade(pieces: list[Evidence]) -> None:
    found = argued(*pieces)
    assert found.evaluation.grade == "GS-11"
    plain = json.loads(json.dumps(found.as_dict()))
    assert skills.read_evidence(plain["evidence"], STANDARD) == found.evidence == tuple(dict.fromkeys(pieces))


PLAIN_PIECE = {"factor": "1", "level": "1-7", "relation": "supports", "text": "x", "origin": "case", "reference": "",
               "credit": "", "skill": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({}, "evidence is an object; it must be a list."),
        (["x"], "evidence[0] is text; it must be an object."),
        ([{"factor": "1", "level": "1-7", "relation": "supports"}], "evidence[0].text is missing."),
        (
            [{"factor": "1", "level": "1-7", "relation": "supports", "text": "x", "origin": "case"}],
            "evidence[0].reference is missing.",
        ),
        ([{"factor": 1, "level": "1-7", "relation": "supports"}], "evidence[0].factor is a number; it must be text."),
        ([PLAIN_PIECE | {"level": "1-12"}], "evidence[0].level is '1-12'; the levels are 1-1 to 1-9."),
        ([PLAIN_PIECE | {"origin": "rumor"}], "evidence[0].origin is 'rumor'; it must be one of blank, description, "
                                              "framework, case."),
    ],
)  # fmt: skip
def test_damaged_evidence_is_refused_with_its_path(plain: object, said: str) -> None:
    with pytest.raises(EvidenceError) as error:
        skills.read_evidence(plain, STANDARD)
    assert said in error.value.faults
