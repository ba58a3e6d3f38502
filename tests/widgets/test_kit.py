"""Widgets that an author's notebook uses by themselves: traits on both sides, links, what stays without a kernel."""

from __future__ import annotations

import sys
from typing import Any

import ipywidgets
import pytest
import traitlets

import fesgrade as fg
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


def test_a_ladder_by_itself_shows_the_grades_before_there_is_a_total() -> None:
    assert len(fg.widgets.Ladder().rows) == 15
    assert fg.widgets.Profile(POSITION).params["names"]["this"] == "GS-11 typical"


def test_a_widget_brings_its_style_and_where_there_is_no_kernel_its_result(sheet: Any) -> None:
    for widget in (sheet, fg.widgets.Ladder(POSITION), fg.widgets.Profile(POSITION)):
        style = widget.get_state("_css")["_css"]
        assert ".fg-page {color-scheme: light; --fg-font" in " ".join(style.split()).replace("{ ", "{")
    for widget in (sheet, fg.widgets.Result(POSITION)):
        bundle = widget._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        assert "2,435 points" in data["text/html"] and "application/vnd.jupyter.widget-view+json" in data


def test_on_our_pages_a_widget_leaves_the_style_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fesgrade.apps.parts.page", sys)  # as on a page, which imports it
    monkeypatch.setenv("VOILA_PREHEAT", "1")
    assert fg.widgets.Ladder(POSITION).get_state("_css") == {"_css": ""}
    assert fg.widgets.RatingSheet().get_state("_css")["_css"].startswith("/* The rating sheet")
    monkeypatch.delitem(sys.modules, "fesgrade.apps.parts.page")  # as in an author's notebook in Voila
    assert "--fg-ink" in fg.widgets.Ladder(POSITION).get_state("_css")["_css"]
