"""An author's widgets in marimo, whose notebooks are Python files; run by ``make test-marimo``, which installs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from .conftest import TakeScreenshot, serving

pytestmark = [
    pytest.mark.marimo,
    pytest.mark.browser,
    pytest.mark.skipif(find_spec("marimo") is None, reason="marimo is missing; see make test-marimo"),
]

#: A sheet, what is linked to it, and a cell that depends on it as cells of marimo do.
NOTEBOOK = """
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    import traitlets

    import fesgrade as fg

    return fg, mo, traitlets


@app.cell
def _(fg, mo, traitlets):
    sheet = mo.ui.anywidget(fg.widgets.RatingSheet("gs-0201", levels="1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    parts = [fg.widgets.Result(), fg.widgets.Ladder(), fg.widgets.Profile(), fg.widgets.PairGrid()]
    for part in parts:
        traitlets.dlink((sheet.widget, "evaluation"), (part, "evaluation"))
    traitlets.dlink((parts[-1], "levels"), (sheet.widget, "levels"))
    mo.vstack([sheet, *(mo.ui.anywidget(part) for part in parts)])
    return (sheet,)


@app.cell
def _(fg, mo, sheet):
    position = fg.evaluate(sheet.value["chosen"], "gs-0201")
    mo.md(f"The cell says {position.total:,} points, {position.grade}.")
    return (position,)


@app.cell
def _(fg, position):
    fg.charts.ladder(position)
    return


if __name__ == "__main__":
    app.run()
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where marimo serves the notebook."""
    (tmp_path / "sheet.py").write_text(NOTEBOOK)
    command = ["marimo", "run", "sheet.py", "--headless", "--no-token", "--host", "127.0.0.1"]
    # a home of its own: nobody's settings, nothing left behind, and no question for a newer version
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "MARIMO_SKIP_UPDATE_CHECK": "1"}
    with serving(command, r"http://127\.0\.0\.1:\d+", tmp_path, **env) as marimo:
        yield f"{marimo.url}/"


def test_widgets_and_a_cell_follow_a_sheet_and_nobody_else_is_asked(
    address: str, browser: Browser, screenshot: TakeScreenshot
) -> None:
    outside: list[str] = []

    def pass_or_stop(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    context.route("**/*", pass_or_stop)
    page = context.new_page()
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(address)
    result = page.get_by_role("status", name="Result")
    grid = page.get_by_role("grid", name=re.compile("^Grade and total over 1 Knowledge by 2 Supervisory"))
    expect(page.get_by_text("The cell says 2,435 points, GS-11.")).to_be_visible()
    expect(result).to_contain_text("2,435 points")
    expect(page.locator("[data-drawn=yes]")).to_have_count(2)
    expect(page.get_by_role("img", name=re.compile("The total of 2,435 lies in GS-11"))).to_be_visible()
    expect(page.locator("[role=graphics-document][aria-label*='The total of 2,435 lies']")).to_be_visible()  # Altair's
    expect(page.get_by_text("[object Object]")).to_have_count(0)

    chosen = page.locator("label:has(input[value='2-5'])")
    chosen.click()
    expect(page.get_by_text("The cell says 2,635 points, GS-11.")).to_be_visible()
    expect(result).to_contain_text("2,635 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,635")
    expect(chosen).to_have_css("background-color", "rgb(0, 94, 162)")  # the style has come along

    # a cell of the grid sets the sheet and what is linked; a cell of marimo runs for what is done to the sheet itself
    grid.get_by_role("gridcell", name=re.compile("^1-8 and 2-5")).click()
    expect(page.locator("input[value='1-8']")).to_be_checked()
    expect(result).to_contain_text("2,935 points")
    page.locator("label:has(input[value='2-4'])").click()
    expect(page.get_by_text("The cell says 2,735 points, GS-11.")).to_be_visible()

    screenshot(page, "kit-marimo")
    context.close()
    assert not outside
    assert sockets and all(each.startswith("ws://127.0.0.1:") for each in sockets)
