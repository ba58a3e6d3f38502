"""Charts of results as authors use them: plain Altair, with data, colors and words of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pytest

import fesgrade
from fesgrade import chances, charts, supervisory
from fesgrade.charts import ChartError
from fesgrade.levels import LevelsError

OURS = fesgrade.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
THEIRS = fesgrade.evaluate("1-8 2-4 3-4 4-4 5-4 3c 8-1 9-1")
GUIDE = supervisory.evaluate("1-3 2-2 3-3 4A-2 4B-2 5-5 6-3", base_grade=9)
UNSURE = chances.distribution({**OURS.levels, "1": "1-7, perhaps 1-8"}, "gs-0201")
#: A chart that is none of ours.
DOTS = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q")
CHARTS: dict[str, Callable[[], alt.LayerChart]] = {
    "ladder": lambda: charts.ladder(OURS),
    "ladder of a guide": lambda: charts.ladder(GUIDE),
    "ladder of several": lambda: charts.ladder({"Ours": OURS, "Theirs": THEIRS}),
    "profile": lambda: charts.profile(OURS),
    "profile of a guide": lambda: charts.profile(GUIDE),
    "heat": lambda: charts.heat(OURS, 1, "4"),
    "chances": lambda: charts.chances(UNSURE, "GS-11"),
    "space": lambda: charts.chances(chances.space("gs-0201")),
    "waterfall": lambda: charts.waterfall(OURS, THEIRS),
    "waterfall to itself": lambda: charts.waterfall(OURS, OURS),
    "compare": lambda: charts.compare({"Ours": OURS, "Theirs": THEIRS}),
}


@pytest.fixture(autouse=True)
def renderer() -> Iterator[None]:
    """Leave Altair as it was."""
    before = alt.renderers.active
    yield
    alt.renderers.enable(before)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_brings_rows_colors_and_words_and_no_settings(name: str) -> None:
    chart = CHARTS[name]()
    spec = json.dumps(chart.to_dict())
    assert "var(" not in spec and "http" not in spec.replace("https://vega.github.io/schema", "")
    assert charts.rows(chart)
    assert chart.description.endswith(".") and len(chart.description) > 20
    assert chart.config is alt.Undefined


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_styled_set_beside_itself_and_saved(name: str, tmp_path: Path) -> None:
    chart = CHARTS[name]()
    chart.properties(width=600, title="Ours").configure_axis(labelFontSize=14).save(tmp_path / "one.svg")
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert "Ours" in drawn and "#" in drawn and drawn.count("<path") + drawn.count("<text") > 10
    line = alt.Chart(alt.Data(values=[{"x": 2000}])).mark_rule().encode(x="x:Q")
    alt.hconcat(chart, chart + line).save(tmp_path / "two.svg")


def test_a_chart_is_saved_as_a_picture_and_as_a_page(tmp_path: Path) -> None:
    chart = charts.ladder(OURS)
    chart.save(tmp_path / "one.html")
    chart.save(tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


def test_a_ladder_holds_the_total_and_names_several() -> None:
    (total,) = (row for row in charts.rows(charts.ladder(OURS)) if row["role"] == "total")
    assert total["low"] == OURS.total
    named = [row for row in charts.rows(CHARTS["ladder of several"]()) if row["role"] == "total"]
    assert [row["words"] for row in named] == ["Ours: 2,435, GS-11", "Theirs: 3,090, GS-12"]
    words = "Positions among all grades: Ours at 2,435, GS-11; Theirs at 3,090, GS-12."
    assert CHARTS["ladder of several"]().description == words


def test_offline_draws_every_chart_of_the_notebook_as_an_image_with_its_words() -> None:
    charts.offline()
    data: Any = charts.ladder(OURS)._repr_mimebundle_(None, None)
    assert data["text/html"].startswith('<img src="data:image/svg+xml;base64,')
    assert 'alt="All grade ranges on the points scale. The total of 2,435' in data["text/html"]
    other: Any = DOTS._repr_mimebundle_(None, None)
    assert 'alt="A chart"' in str(other)


def test_a_chart_is_html_without_being_shown_and_altair_stays_as_it_is() -> None:
    before = alt.renderers.active
    chart = charts.heat(OURS, 1, 4)
    assert charts.html(chart).startswith('<img src="data:image/svg+xml;base64,')
    assert f'alt="{chart.description}"' in charts.html(chart)
    assert 'alt="A chart"' in charts.html(DOTS)
    assert alt.renderers.active == before
    charts.offline()
    shown: Any = chart._repr_mimebundle_(None, None)
    assert shown["text/html"] == charts.html(chart)


def test_without_the_library_that_draws_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for draw in (charts.offline, lambda: charts.html(DOTS)):
        with pytest.raises(ChartError, match=r'install it with: pip install "fesgrade\[charts\]"'):
            draw()


def test_what_cannot_be_drawn_is_refused_with_a_sentence() -> None:
    with pytest.raises(LevelsError, match="A str is given, not a graded position"):
        charts.ladder("1-7")  # type: ignore[arg-type]
    with pytest.raises(LevelsError, match="An int is given"):
        charts.profile(7)  # type: ignore[arg-type]
    with pytest.raises(ChartError, match="No result is given"):
        charts.ladder({})
    with pytest.raises(ChartError, match="different points scales"):
        charts.ladder({"Ours": OURS, "Guide": GUIDE})
    with pytest.raises(ChartError, match="graded by GS-0201 and "):
        charts.waterfall(OURS, GUIDE)
    with pytest.raises(ChartError, match="5 results are given; compare at most 4"):
        charts.compare({str(at): OURS for at in range(5)})
    with pytest.raises(LevelsError, match="choose two factors"):
        charts.heat(OURS, 1, 1)
    with pytest.raises(ChartError, match=r"give what fesgrade\.chances\.distribution returned"):
        charts.chances(OURS)  # type: ignore[arg-type]
    with pytest.raises(ChartError, match="no rows of its own"):
        charts.rows(alt.LayerChart())
    with pytest.raises(ChartError, match="An Evaluation is given; give a chart of Altair"):
        charts.html(OURS)  # type: ignore[arg-type]
