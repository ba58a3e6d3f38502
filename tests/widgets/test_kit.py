"""Widgets that an author's notebook uses by themselves: traits on both sides, links, what stays without a kernel."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import ipywidgets
import pytest
import traitlets

import fesgrade as fg
from fesgrade.documents.excerpts import EvidenceError
from fesgrade.levels import LevelsError
from fesgrade.tables import load
from tests.apps.clicks import click

OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
POSITION = fg.evaluate(OFFICER)


@pytest.fixture
def sheet() -> Any:
    return fg.widgets.RatingSheet("gs-0201", levels=OFFICER)


def test_a_choice_in_the_browser_and_one_in_python_come_to_the_same(sheet: Any) -> None:
    seen: list[tuple[str, Any]] = []
    for trait in ("levels", "value", "evaluation"):
        sheet.observe(lambda change: seen.append((change["name"], sheet.evaluation and sheet.evaluation.total)), trait)
    click(sheet, chosen={**sheet.chosen, "2": "2-5"})
    assert sheet.levels == sheet.value == sheet.chosen == {**POSITION.levels, "2": "2-5"}
    assert sheet.evaluation == fg.evaluate(sheet.levels)
    assert sorted(seen) == [("evaluation", 2635), ("levels", 2635), ("value", 2635)]
    assert list(sheet.rules) == ["2"]
    sheet.value = OFFICER
    assert sheet.chosen == POSITION.levels and sheet.evaluation == POSITION
    sheet.levels = {}
    assert sheet.value == {} and sheet.evaluation is None


@pytest.mark.parametrize("wrong", ["1-99", {"1": "x"}, ["1-7", "1-8"], 5])
def test_levels_that_do_not_exist_change_nothing(sheet: Any, wrong: Any) -> None:
    for trait in ("levels", "value"):
        with pytest.raises(LevelsError):
            setattr(sheet, trait, wrong)
    assert sheet.levels == sheet.value == sheet.chosen == POSITION.levels and sheet.evaluation == POSITION
    with pytest.raises(LevelsError, match="'gs-1' is not a known standard"):
        fg.widgets.RatingSheet("gs-1")
    with pytest.raises(LevelsError, match="'other' is not a kind of work"):
        sheet.kind_of_work = "other"
    with pytest.raises(traitlets.TraitError):
        sheet.evaluation = None


def test_another_standard_keeps_the_levels_that_it_has(sheet: Any) -> None:
    sheet.standard = "fes-primary"
    assert sheet.evaluation == fg.evaluate(OFFICER, "fes-primary")
    sheet.kind_of_work = "assistance"
    assert sheet.evaluation == fg.evaluate(OFFICER, "fes-primary", kind_of_work="assistance")
    sheet.standard = "gssg"
    assert [factor["id"] for factor in sheet.factors] == list(load().standards["gssg"].by_factor)
    assert set(sheet.levels) < set(POSITION.levels) and sheet.evaluation is None


def test_a_sheet_takes_a_standard_itself_and_is_an_argument_for_interact(sheet: Any) -> None:
    own = fg.widgets.RatingSheet(load().standards["gs-0203"])
    assert own.standard == "gs-0203" and own.kind_of_work == "assistance"
    heard: list[Any] = []
    output = ipywidgets.interactive_output(lambda levels: heard.append(levels), {"levels": sheet})
    assert isinstance(output, ipywidgets.Output) and heard == [POSITION.levels]
    assert ipywidgets.interactive(lambda levels: None, levels=sheet).children[0] is sheet


@pytest.mark.parametrize("name", ["Result", "Ladder", "Profile"])
def test_what_follows_a_sheet_shows_every_change(sheet: Any, name: str) -> None:
    widget: Any = getattr(fg.widgets, name)()
    traitlets.dlink((sheet, "evaluation"), (widget, "evaluation"))
    shown = widget.get_state(["html"] if name == "Result" else ["rows", "table", "description"])
    sheet.levels = {**sheet.levels, "1": "1-9"}
    after = widget.get_state(list(shown))
    assert after != shown
    sheet.levels = {}
    assert widget.evaluation is None and widget.get_state(list(shown)) != after
    with pytest.raises(LevelsError, match="not a graded position"):
        widget.evaluation = "GS-11"


def test_a_cell_that_is_taken_reaches_the_sheet(sheet: Any) -> None:
    grid = fg.widgets.PairGrid(columns="4", rows=1)
    assert grid.lines == [] and grid.levels == {}
    traitlets.dlink((sheet, "evaluation"), (grid, "evaluation"))
    traitlets.dlink((grid, "levels"), (sheet, "levels"))
    assert grid.levels == POSITION.levels and grid.heads == [f"4-{number}" for number in range(1, 7)]
    grid._handle_custom_msg({"take": "1-8 4-5"}, [])
    after = {**POSITION.levels, "1": "1-8", "4": "4-5"}
    assert sheet.levels == grid.levels == after and sheet.evaluation == grid.evaluation == fg.evaluate(after)
    assert [cell["label"] for line in grid.lines for cell in line["cells"] if cell["current"]] == [
        "1-8 and 4-5: GS-12, 2,835 points, the position now"
    ]
    sheet.levels = {}
    grid._handle_custom_msg({"take": "1-8 4-5"}, [])  # a click that came late
    assert grid.lines == [] and grid.levels == {}


def test_the_factors_of_a_grid_change_places_and_fit_the_standard() -> None:
    grid = fg.widgets.PairGrid(POSITION)
    assert grid.label == "Grade and total over 1 Knowledge by 2 Supervisory controls"
    grid.rows, grid.columns = "1", 4
    grid.columns = "1"
    assert (grid.rows, grid.columns) == ("4", "1")
    assert grid.label == "Grade and total over 4 Complexity by 1 Knowledge"
    with pytest.raises(LevelsError, match="4A"):
        grid.rows = "4A"
    assert grid.rows == "4"
    grid.evaluation = fg.supervisory.evaluate("1-3 2-2 3-3 4A-2 4B-2 5-5 6-3", base_grade=9)
    assert grid.label == "Grade and total over 5 Work directed by 6 Other conditions"
    before = grid.evaluation
    grid._handle_custom_msg({"take": "5-6 6-4"}, [])
    assert grid.levels == {**before.levels, "5": "5-6", "6": "6-4"} and grid.evaluation == before
    for wrong in (("1", "1"), ("1", "x")):
        with pytest.raises(LevelsError):
            fg.widgets.PairGrid(POSITION, *wrong)


def test_evidence_by_itself_follows_a_sheet_and_says_what_is_wrong(sheet: Any) -> None:
    evidence = fg.widgets.Evidence(standard="gs-0201")
    assert {"fg-page", "fg-alone"} <= set(evidence._dom_classes) and evidence.opened
    evidence.lines = "Advises managers.\nPlans the own work."
    traitlets.dlink((sheet, "evaluation"), (evidence, "evaluation"))
    evidence.assign.click()
    assert "tick a statement first" in evidence.children[0].html
    evidence.list.chosen = [evidence.list.options[1]["value"]]
    seen: list[Any] = []
    evidence.observe(lambda change: seen.append(change["new"]), "pieces")
    evidence.assign.click()
    assert evidence.children[0].html == "" and seen == [evidence.pieces]
    assert [(one.level, one.excerpt.text) for one in evidence.pieces] == [("1-7", "Plans the own work.")]
    sheet.levels = {**sheet.levels, "1": "1-8"}
    assert evidence.argued.evaluation == sheet.evaluation
    assert "evidence-below" in [finding.code for finding in evidence.findings]
    sheet.standard = "gssg"
    assert evidence.evaluation is None and evidence.argued is None and len(evidence.pieces) == 1
    evidence.evaluation = fg.supervisory.evaluate("1-3 2-2 3-3 4A-2 4B-2 5-5 6-3", base_grade=9)
    assert not evidence.pieces
    with pytest.raises(EvidenceError, match="factor"):
        evidence.pieces = seen[0] + (replace(seen[0][0], factor="9"),)
    with pytest.raises(LevelsError, match="not a graded position"):
        fg.widgets.Evidence({})


def test_a_ladder_by_itself_shows_the_grades_before_there_is_a_total() -> None:
    assert len(fg.widgets.Ladder().rows) == 15
    assert fg.widgets.Profile(POSITION).params["names"]["this"] == "GS-11 typical"


def test_a_widget_brings_its_style_and_where_there_is_no_kernel_its_result(sheet: Any) -> None:
    for widget in (
        sheet,
        fg.widgets.Ladder(POSITION),
        fg.widgets.Profile(POSITION),
        fg.widgets.PairGrid(POSITION),
        fg.widgets.Evidence(POSITION).list,
    ):
        style = widget.get_state("_css")["_css"]
        assert ".fg-page {color-scheme: light; --fg-font" in " ".join(style.split()).replace("{ ", "{")
    for widget in (sheet, fg.widgets.Result(POSITION)):
        bundle = widget._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        assert "2,435 points" in data["text/html"] and "application/vnd.jupyter.widget-view+json" in data


def test_a_widget_sends_nothing_but_what_json_has(sheet: Any) -> None:
    kinds = {str, int, float, bool, type(None)}

    def odd(value: Any) -> list[Any]:
        if type(value) in (list, tuple):
            return [found for each in value for found in odd(each)]
        if type(value) is dict:
            return odd([*value, *value.values()])
        return [] if type(value) in kinds else [value]

    parts = [getattr(fg.widgets, name)(POSITION) for name in ("Result", "Ladder", "Profile", "PairGrid")]
    for widget in (sheet, *parts):
        assert odd(widget.get_state()) == []


def test_on_our_pages_a_widget_leaves_the_style_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fesgrade.apps.parts.page", sys)  # as on a page, which imports it
    monkeypatch.setenv("VOILA_PREHEAT", "1")
    assert fg.widgets.Ladder(POSITION).get_state("_css") == {"_css": ""}
    assert fg.widgets.RatingSheet().get_state("_css")["_css"].startswith("/* The rating sheet")
    monkeypatch.delitem(sys.modules, "fesgrade.apps.parts.page")  # as in an author's notebook in Voila
    assert "--fg-ink" in fg.widgets.Ladder(POSITION).get_state("_css")["_css"]
