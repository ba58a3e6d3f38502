"""The pages as Binder and JupyterHub serve them, and as notebooks in JupyterLab: below a path prefix."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import READY, FindViolations, OpenPage, Server, TakeScreenshot, page_taught, serving, write_notebook
from .served import get, kernel_of, kernels, wait_until

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent


#: A notebook of an author: a result, a sheet that others follow, a chart that is drawn anew, a second sheet.
KIT = """
import fesgrade as fg, ipywidgets, traitlets
from IPython.display import display

position = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
sheet = fg.widgets.RatingSheet("gs-0201", levels=position.levels)
parts = [fg.widgets.Result(), fg.widgets.Ladder(), fg.widgets.Profile()]
for part in parts:
    traitlets.dlink((sheet, "evaluation"), (part, "evaluation"))
fg.charts.offline()
chart = lambda levels: display(fg.charts.ladder(fg.evaluate(levels)))
display(position, *parts, ipywidgets.interactive_output(chart, {"levels": sheet}), sheet)
display(fg.widgets.RatingSheet("gs-0201", levels="1-6", label="Another sheet"))
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Jupyter server set up by binder/postBuild, in a home folder of its own."""
    home = tmp_path_factory.mktemp("home")
    env = {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "JUPYTER_PATH": str(ROOT / "fesgrade" / "web"),  # the template as it is now, not as it was installed
    }
    subprocess.run(["bash", ROOT / "binder" / "postBuild"], cwd=ROOT, env=os.environ | env, check=True)
    shutil.copytree(ROOT / "notebooks", home / "notebooks")  # JupyterLab saves what it runs
    write_notebook(home / "notebooks" / "own.ipynb", KIT)
    write_notebook(home / "notebooks" / "mine.ipynb", page_taught())
    settings = home / ".jupyter" / "lab" / "user-settings" / "@jupyter-widgets" / "jupyterlab-manager"
    settings.mkdir(parents=True)
    (settings / "plugin.jupyterlab-settings").write_text('{"saveState": true}')  # Save Widget State Automatically
    command = ["jupyter", "server", "--no-browser", "--allow-root", "--port=0"]
    command += ["--ServerApp.base_url=/user/someone/", "--IdentityProvider.token="]
    with serving(command, r"http://127\.0\.0\.1:\d+/user/someone/", home, **env) as running:
        yield running


class Pages(Server):
    """The same server, asked for a page that is alive before its kernel."""

    def page(self, slug: str) -> str:
        return f"{self.url}fesgrade/pages/{slug}.ipynb"


class Lab(Server):
    """The same server, asked for a notebook in JupyterLab."""

    def page(self, slug: str) -> str:
        return f"{self.url}lab/tree/{slug}.ipynb"


class Classic(Server):
    """The same server, asked for a notebook in Notebook 7."""

    def page(self, slug: str) -> str:
        return f"{self.url}notebooks/{slug}.ipynb"


def run(page: Page) -> None:
    """Run the one cell with code of the notebook in front, as somebody who opened it in JupyterLab does."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator(".jp-NotebookPanel:visible .jp-CodeCell .cm-content").click()
    page.keyboard.press("Shift+Enter")


def test_a_page_works_below_a_prefix_and_asks_nobody_else(hub: Server, open_page: OpenPage) -> None:
    page = open_page("notebooks/evaluate", query="?case=hr-officer", at=hub)
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,435")
    expect(page.get_by_role("link", name="Evaluate", exact=True)).to_have_attribute("aria-current", "page")
    page.wait_for_url("**/user/someone/voila/render/notebooks/evaluate.ipynb?*levels=1-7_2-4*")


def test_pages_are_alive_before_their_kernel_and_leave_none(hub: Server, open_page: OpenPage) -> None:
    at = Pages(hub.process, hub.url)
    before = set(kernels(hub))
    page = open_page("evaluate", query="?case=hr-officer", at=at, faults=True)  # a killed kernel is a fault
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,435")
    page.wait_for_url("**/user/someone/fesgrade/pages/evaluate.ipynb?*levels=1-7_2-4*")
    page.get_by_role("button", name="Write the evaluation statement").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save evaluation (JSON)").click()
    assert "levels=1-7_2-4" in json.loads(Path(download.value.path()).read_text())["address"]
    for link in page.get_by_role("navigation", name="Pages").get_by_role("link").all()[:3]:
        page.goto(link.evaluate("link => link.href"))
        page.wait_for_selector(READY)
    killed = kernel_of(page)
    kernels(hub)[killed].kill()
    page.wait_for_function("id => document.documentElement.dataset.kernel !== id", arg=killed)
    page.wait_for_selector(READY)
    for _ in range(3):
        page.reload()
        page.wait_for_selector(READY)
    mine = kernel_of(page)
    page.goto("about:blank")
    wait_until(lambda: mine not in kernels(hub), "the kernel of the page that was left is still there")
    wait_until(lambda: len(set(kernels(hub)) - before) <= 1, "kernels are left, beside the one that waits")


def test_a_page_that_is_not_there_is_no_page(hub: Server) -> None:
    assert get(f"{hub.url}fesgrade/pages/nowhere.ipynb")[0] == 404


def test_a_link_opens_the_same_page_in_jupyterlab_and_a_reload_keeps_it(hub: Server, open_page: OpenPage) -> None:
    at = Lab(hub.process, hub.url)
    # What JupyterLab says on the console is its own affair; what is asked of other machines is not.
    page = open_page("notebooks/evaluate", query="?case=hr-officer", at=at, wait=False, faults=True)
    run(page)
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,435")
    page.locator("label:has(input[value='2-5'])").click()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,635 points")
    page.wait_for_url("**/user/someone/lab/tree/notebooks/evaluate.ipynb?*levels=1-7_2-5*")
    page.reload()
    run(page)
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,635 points")


@pytest.mark.parametrize("where", [Server, Lab], ids=["voila", "lab"])
def test_files_go_out_and_come_in_below_a_prefix(hub: Server, open_page: OpenPage, where: type[Server | Lab]) -> None:
    at = where(hub.process, hub.url)
    lab = where is Lab
    page = open_page("notebooks/evaluate", query="?case=hr-officer", at=at, wait=not lab, faults=lab)
    if lab:
        run(page)
    page.get_by_role("button", name="Write the evaluation statement").click()
    page.get_by_label("Position title").fill("Officer <b>")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save evaluation").click()
    content = Path(coming.value.path()).read_bytes()
    assert json.loads(content)["position"]["title"] == "Officer <b>"
    page.get_by_label("Position title").fill("Something else")
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Open an evaluation").click()
    choosing.value.set_files({"name": "a.json", "mimeType": "application/json", "buffer": content})
    expect(page.get_by_text("a.json is open.")).to_be_visible()
    expect(page.get_by_label("Position title")).to_have_value("Officer <b>")
    address = re.compile(f"^{re.escape(hub.url)}.*evaluate.ipynb.*levels=1-7_2-4")
    expect(page.locator(".fg-link a")).to_have_text(address)


def test_results_charts_and_widgets_in_an_authors_notebook(
    hub: Server, open_page: OpenPage, axe: FindViolations, screenshot: TakeScreenshot
) -> None:
    # JupyterLab opens what was open in the test before; told to reset, it opens this notebook alone.
    lab = Lab(hub.process, hub.url)
    page = open_page("notebooks/own", query="?reset", at=lab, wait=False, faults=True, height=1600)
    run(page)
    sheets = page.locator(".fg-sheet")
    expect(sheets).to_have_count(2)
    expect(page.locator("[data-drawn=yes]")).to_have_count(2)
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")

    # what is chosen is seen, without a page of ours around it
    chosen = sheets.first.locator("label:has(input[value='2-4'])")
    expect(chosen).to_have_css("background-color", "rgb(0, 94, 162)")
    expect(page.locator(".fg-visually-hidden").first).to_have_css("position", "absolute")
    # a choice reaches all that follow, the chart drawn anew too, and no other sheet
    sheets.first.locator("label:has(input[value='2-5'])").click()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,635 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,635")
    expect(page.get_by_role("img", name=re.compile("The total of 2,635 lies in GS-11"))).to_have_count(2)
    expect(sheets.last.locator("input:checked")).to_have_count(1)

    # with the keyboard alone: the next level of the radio group, with a focus that is seen
    sheets.first.locator("input[value='2-5']").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")
    assert chosen.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"

    ours = [line for line in axe(page) if "fg-" in line]
    assert ours == []
    screenshot(page, "kit-lab-light")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect(chosen).to_have_css("background-color", "rgb(35, 120, 195)")
    screenshot(page, "kit-lab-dark")

    # saved, its kernel ended, opened again and not run: it shows the last choice
    sheets.first.locator("label:has(input[value='2-3'])").click()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,260 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,260")
    save_and_end_kernels(page, hub, "2,260 points")
    page.goto(lab.page("notebooks/own") + "?reset")
    expect(page.locator(".fg-sheet")).to_have_count(2)
    expect(page.locator(".fg-sheet").first.locator("input[value='2-3']")).to_be_checked()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,260 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,260")


def save_and_end_kernels(page: Page, hub: Server, words: str) -> None:
    """Save the notebook in front with the state of its widgets, and end every kernel, as when the server stops."""
    saved = f"{hub.url}api/contents/notebooks/own.ipynb"
    end = time.monotonic() + 60
    # While it is being saved the server may answer that it cannot be read.
    while words not in json.dumps(page.request.get(saved).json().get("content", {}).get("metadata", {}).get("widgets")):
        assert time.monotonic() < end, "the notebook was not saved with the state of its widgets"
        page.keyboard.press("Control+s")
        page.wait_for_timeout(500)
    (token,) = (each["value"] for each in page.context.cookies() if each["name"].endswith("_xsrf"))
    page.goto("about:blank")
    for kernel in page.request.get(f"{hub.url}api/kernels").json():
        page.request.delete(f"{hub.url}api/kernels/{kernel['id']}", headers={"X-XSRFToken": token})
    assert page.request.get(f"{hub.url}api/kernels").json() == []


def test_a_notebook_from_somebody_else_shows_its_tables(hub: Server, open_page: OpenPage) -> None:
    # what is not trusted runs no script in JupyterLab, so the widgets are what was kept beside them
    page = open_page("notebooks/learn/lesson", query="?reset", at=Lab(hub.process, hub.url), wait=False, faults=True)
    panel = page.locator(".jp-NotebookPanel:visible")
    expect(panel.get_by_text("The grade follows when every factor has a level.")).to_be_visible()
    expect(panel.get_by_text("Loading widget")).to_have_count(0)


def test_an_authors_notebook_in_notebook_7(hub: Server, open_page: OpenPage) -> None:
    page = open_page("notebooks/own", at=Classic(hub.process, hub.url), wait=False, faults=True, height=1600)
    end = time.monotonic() + 60  # the page says that a kernel is idle before it is connected to one
    while not any(each["connections"] for each in page.request.get(f"{hub.url}api/kernels").json()):
        assert time.monotonic() < end, "the notebook got no kernel"
        page.wait_for_timeout(300)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.locator(".jp-CodeCell .cm-content").first.click()  # running it for the first time adds a cell
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")
    page.locator(".fg-sheet").first.locator("label:has(input[value='2-5'])").click()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,635 points")
    expect(page.locator(".fg-picture svg").first).to_contain_text("2,635")
    expect(page.locator(".fg-sheet").last.locator("input:checked")).to_have_count(1)


def test_an_authors_notebook_is_a_page_in_voila(hub: Server, open_page: OpenPage) -> None:
    page = open_page("notebooks/own", at=hub)  # it is ready, and says no more that controls are loading
    expect(page.locator("#fg-loading")).to_have_count(0)
    page.locator("label:has(input[value='2-5'])").first.click()
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,635 points")
    expect(page.get_by_role("img", name=re.compile("The total of 2,635 lies in GS-11"))).to_have_count(2)


class Alone(Server):
    """Voila with one notebook, at the root."""

    def page(self, slug: str) -> str:
        return self.url


def follow(page: Page) -> None:
    """Choose on the sheet of the page taught, and see its picture follow; take a level back, and read what is asked."""
    picture = page.get_by_role("img", name=re.compile("^The grade for each level of"))
    expect(picture).to_have_attribute("alt", re.compile("The position is at 1-7 and 4-4: GS-11"), timeout=60_000)
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 100
    page.locator("label:has(input[value='1-8'])").click()
    expect(picture).to_have_attribute("alt", re.compile("The position is at 1-8 and 4-4: GS-11"))
    page.locator("input[value='4-5']").check()
    expect(picture).to_have_attribute("alt", re.compile("The position is at 1-8 and 4-5: GS-12"))


def test_the_page_that_the_kit_teaches_in_jupyterlab(
    hub: Server, open_page: OpenPage, screenshot: TakeScreenshot
) -> None:
    lab = Lab(hub.process, hub.url)
    page = open_page("notebooks/mine", query="?reset", at=lab, wait=False, faults=True, height=1600)
    run(page)
    follow(page)
    screenshot(page, "kit-page-lab")


def test_the_page_that_the_kit_teaches_as_its_author_serves_it(
    tmp_path: Path, open_page: OpenPage, axe: FindViolations, screenshot: TakeScreenshot
) -> None:
    write_notebook(tmp_path / "mine.ipynb", page_taught())
    command = ["voila", "mine.ipynb", "--template=fesgrade", "--no-browser", "--Voila.ip=127.0.0.1"]
    env = {"HOME": str(tmp_path), "JUPYTER_PATH": str(ROOT / "fesgrade" / "web")}
    with serving(command, r"http://127\.0\.0\.1:\d+/", tmp_path, **env) as voila:
        # what other extensions that are installed say on the console of plain Voila is their own affair
        page = open_page(at=Alone(voila.process, voila.url), faults=True)
        follow(page)
        assert axe(page) == []
        screenshot(page, "kit-page-voila")
        page.close()
