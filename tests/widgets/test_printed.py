"""What stays of widgets on paper, and in a notebook that nobody runs: results, pictures, the last choice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import altair
import ipywidgets
import nbformat
import pytest
import traitlets
from ipywidgets import embed
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

import fesgrade as fg
from fesgrade.server import notebooks_dir
from fesgrade.widgets.printed import LastState, html_of

POSITION = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
TEMPLATES = Path(fg.__file__).parent / "web" / "nbconvert" / "templates"
#: The author's page of ten lines, as the kit has it.
TEN = nbformat.read(notebooks_dir() / "learn" / "kit.ipynb", as_version=4).cells[-1].source


def last(widget: Any) -> str:
    """Return what paper shows of a widget."""
    return str(html_of(widget.model_id, embed.dependency_state([widget])))


def bundle_of(widget: Any) -> dict[str, Any]:
    bundle = widget._repr_mimebundle_()
    data: dict[str, Any] = bundle[0] if isinstance(bundle, tuple) else bundle
    return data


def test_every_widget_says_without_a_kernel_what_it_shows_now() -> None:
    sheet = fg.widgets.RatingSheet(levels=POSITION.levels)
    parts = [fg.widgets.Result(), fg.widgets.Ladder(), fg.widgets.Profile(), fg.widgets.PairGrid()]
    for part in parts:
        traitlets.dlink((sheet, "evaluation"), (part, "evaluation"))
    words = {"Ladder": "this position", "Profile": "2-5", "PairGrid": "GS-11 2,635 (now)"}
    sheet.levels = {**sheet.levels, "2": "2-5"}
    for part in (*parts, sheet):
        said = words.get(type(part).__name__, "2,635 points")
        assert said in part.still and said in bundle_of(part)["text/html"] and said in last(part), part
        assert "<script" not in part.still
    assert "GS-11" in bundle_of(parts[0])["text/plain"]
    sheet.levels = {"1": "1-7"}
    assert "<td>1-7</td>" in sheet.still and "<td>–</td>" in bundle_of(sheet)["text/html"]
    assert "The grade follows when every factor has a level." in parts[0].still


def test_on_our_pages_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fesgrade.apps.parts.page", sys)
    monkeypatch.setenv("VOILA_PREHEAT", "1")
    assert fg.widgets.Ladder(POSITION).still == ""


def test_a_picture_is_kept_where_pictures_are(monkeypatch: pytest.MonkeyPatch) -> None:
    ladder = fg.widgets.Ladder(POSITION)
    with monkeypatch.context() as only:
        only.delitem(sys.modules, "vl_convert", raising=False)
        assert "<img" not in bundle_of(ladder)["text/html"]
    fg.charts.offline()
    altair.renderers.enable("default")
    kept = bundle_of(ladder)["text/html"]
    assert kept.startswith("<img") and "The total of 2,435 lies in GS-11" in kept and "2,435" in str(ladder.svg)
    ladder.evaluation = fg.evaluate({**POSITION.levels, "2": "2-5"})
    assert ladder.svg == ""  # of another total
    assert "2,635" in last(ladder)


def test_what_is_chosen_in_stock_controls_is_kept_and_buttons_are_not() -> None:
    controls = [
        ipywidgets.Dropdown(options=["GS-9", "GS-11"], value="GS-11", description="I expect"),
        ipywidgets.SelectMultiple(options=["a", "b", "c"], value=("a", "c"), description="Of"),
        ipywidgets.Text("<b>", description="Why"),
        ipywidgets.Checkbox(True, description="Sure"),
        ipywidgets.Button(description="Press"),
    ]
    assert last(ipywidgets.VBox(controls)) == (
        "<p>I expect: <b>GS-11</b></p><p>Of: <b>a, c</b></p><p>Why: <b>&lt;b&gt;</b></p><p>Sure: <b>yes</b></p>"
    )
    assert last(ipywidgets.VBox([ipywidgets.HTML("<b>Ours</b>"), ipywidgets.HTML()])) == "<b>Ours</b>"
    evidence = fg.widgets.Evidence(POSITION, lines="Advises managers.")
    evidence.list.chosen = [evidence.list.options[0]["value"]]
    evidence.assign.click()
    assert "“Advises managers.”" in last(evidence) and "Statements from" not in last(evidence)
    assert html_of("gone", {}) == ""


def test_a_saved_notebook_becomes_html_that_fetches_nothing() -> None:
    notebook = nbformat.read(notebooks_dir() / "learn" / "kit.ipynb", as_version=4)
    exporter = HTMLExporter(template_name="fesgrade-paper", extra_template_basedirs=[str(TEMPLATES)])
    html, _ = exporter.from_notebook_node(notebook)
    assert "<script" not in html and "widget-view" not in html and 'src="http' not in html
    # the result, its ways, its widget, two sheets; the picture and its widget; the heat map and that of the page
    assert html.count("<b>GS-11</b>2,435 points") == 5
    assert html.count('alt="All grade ranges on the points scale. The total of 2,435') == 2
    assert html.count('alt="The grade for each level of') == 2


@pytest.mark.kernel
def test_the_page_of_ten_lines_is_on_paper_with_the_plain_way_too(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(TEN)])
    ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(notebook, {"metadata": {"path": tmp_path}})
    bare = nbformat.from_dict({**notebook, "metadata": {}})  # as JupyterLab saves it, without the states of widgets
    html, _ = HTMLExporter().from_notebook_node(bare)
    assert "2,435 points" in html
    made, _ = cast(Any, LastState)().preprocess(notebook, {})
    html = "".join(output.data.get("text/html", "") for output in made.cells[0].outputs)
    assert "2,435 points" in html and 'alt="The grade for each level of' in html
