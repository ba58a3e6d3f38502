"""What was checked on the lists: levels, steps, findings, and the plain values of a result."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fesgrade.levels import LevelsError
from fesgrade.supervisory.checked import Checked, check, findings
from fesgrade.supervisory.checklist_tables import load
from fesgrade.supervisory.grade import SupervisoryEvaluation, evaluate
from fesgrade.tables import load as load_tables

GSSG = load("gssg")
GUIDE = load_tables().standards["gssg"]
#: The supervisor of the second decision: an installation's service, six people, a first line (factors 1 to 3 and 6).
OFFICER = {
    "1-2-scope": [1, 2], "1-2-effect": [1, 2], "2-boss": [1], "3-2c": range(1, 11), "6-3a-work": [1],
    "6-3a-coordination": [1],
}  # fmt: skip


def checked(met: dict[str, Any], below: list[str] | None = None, yes: tuple[str, ...] = ()) -> Checked:
    return check(GSSG, met, below, yes)


def graded(met: dict[str, Any], levels: str = "4A-2 4B-2", **more: Any) -> SupervisoryEvaluation:
    return evaluate(levels, checked=checked(met), base_grade=9, **more)


def codes(result: SupervisoryEvaluation) -> list[str]:
    return [finding.code for finding in result.findings]


def test_the_second_decision_from_its_check_lists() -> None:
    result = graded(OFFICER)
    assert [credit.level for credit in result.given] == ["1-2", "2-1", "3-2", "4A-2", "4B-2", "5-5", "6-3"]
    assert (result.total, result.grade) == (2650, "GS-11")
    assert "against-checklist" not in codes(result)


def test_a_level_given_stands_against_the_lists_and_draws_a_finding() -> None:
    result = graded(OFFICER, "3-3 4A-2 4B-2")
    assert result.credits[2].level == "3-3"
    (told,) = [finding for finding in result.findings if finding.code == "against-checklist"]
    assert told.message.startswith("3-3 is chosen, but the items checked lead to 3-2.")
    assert told.factors == ("3",)
    assert "against-checklist" not in codes(graded(OFFICER, "3-2 4A-2 4B-2"))


def test_a_factor_that_the_lists_do_not_decide_is_missing() -> None:
    with pytest.raises(LevelsError) as error:
        graded({**OFFICER, "3-2c": range(5, 11)})
    assert error.value.faults == (
        "Factor 3, Supervisory and Managerial Authority Exercised, is missing; give one of 3-2 to 3-4.",
    )


def test_each_factor_with_items_has_a_step_that_says_what_is_missing() -> None:
    steps = {step.asked: step for step in graded(OFFICER).steps if step.code == "checklist"}
    assert len(steps) == 4
    three = steps["Which level of factor 3 do the items checked lead to?"]
    assert three.outcome.startswith(
        "3-2c, first-line authorities: 10 of 10; they lead to 3-2 by way of 3-2c. 3-3a still lacks: 3-3a, "
    )
    assert three.source == "GSSG p. 15-16"
    assert not [step for step in evaluate("1-2 2-1 3-2 4A-2 4B-2 5-5 6-3").steps if step.code == "checklist"]


def test_a_question_answered_with_yes_is_a_step_with_its_rule() -> None:
    result = evaluate("4A-2 4B-2", checked=checked(OFFICER, yes=("2.4", "2.1")), base_grade=9)
    asked = [step for step in result.steps if step.code == "question"]
    assert [step.source for step in asked] == ["GSSG p. 13", "GSSG p. 14"]
    assert "Count as if reporting to the chief." in asked[0].words


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (None, "3-3b 6 takes supervisors under the position; say whether there are any."),
        ([], "3-3b 6 takes supervisors under the position: without, it does not count."),
        (["leaders"], "3-3b 6 takes supervisors under the position: without, it does not count."),
        (["supervisors"], None),
    ],
)
def test_items_that_take_somebody_under_the_position(below: list[str] | None, told: str | None) -> None:
    found = checked({"3-3b": [4, 6]}, below)
    messages = [finding.message for finding in findings(found, {}) if finding.code == "nobody-under"]
    assert messages == [told] * (told is not None)


@pytest.mark.parametrize(
    ("conditions", "told"),
    [({}, 0), ({"installation-complex": [1, 2, 3]}, 1), ({"installation-complex": [1, 2, 3, 6]}, 0),
     ({"installation-large": [1]}, 1), ({"installation-large": [1, 2]}, 0)],
)  # fmt: skip
def test_a_term_whose_conditions_were_looked_at_must_apply(conditions: dict[str, list[int]], told: int) -> None:
    """GSSG p. 5: four activities make a complex multimission installation; p. 11: 1-3 rests on one."""
    found = checked({"1-3-scope": [3], "1-3-effect": [1], **conditions})
    messages = [finding.message for finding in findings(found, {}) if finding.code == "term-not-met"]
    assert len(messages) == told
    assert all(message.startswith("1-3-scope 3 rests on this term: Large or complex mult") for message in messages)


def test_what_was_checked_is_in_the_json_of_the_result() -> None:
    printed = json.loads(json.dumps(graded(OFFICER).as_dict()))
    three = next(factor for factor in printed["checked"] if factor["factor"] == "3")
    assert (three["level"], three["ways"], three["next_level"]) == ("3-2", ["c"], "3-3")
    (first_line,) = three["lists"]
    assert first_line == {
        "list": "3-2c", "name": "3-2c, first-line authorities", "met": list(range(1, 11)), "least": 6, "items": 10,
    }  # fmt: skip
    assert [(way["way"], way["missing"]) for way in three["next_ways"]] == [("a", 6), ("b", 8)]
    assert evaluate("1-2 2-1 3-2 4A-2 4B-2 5-5 6-3").checked == ()


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(LevelsError) as error:
        check(GSSG, {"3-2x": [1], "3-2c": [11]}, ["robots"], ["2.9"])
    said = " ".join(error.value.faults)
    for words in ("2.9 is no question of gssg", "'3-2x' is no check list", "3-2c has no item 11", "robots"):
        assert words in said
