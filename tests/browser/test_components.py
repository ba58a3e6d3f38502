"""The components on a page of their own: stock controls, a picture, a region, address, browser storage, download."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import CheckLooks, OpenPage, Server, start_server, stop_server, write_notebook

pytestmark = pytest.mark.browser

GALLERY = """
import ipywidgets as w
from fesgrade.apps.parts.html import join, tag
from fesgrade.apps.parts.keeper import BrowserStore, Keeper
from fesgrade.apps.parts.page import catalog, page
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box
from fesgrade.widgets.downloads import Downloads, File
from fesgrade.widgets.hint import field
from fesgrade.widgets.picture import Picture, picture_html
from fesgrade.widgets.region import Region, guard
from fesgrade.pictures.rows import ladder_rows
from fesgrade.files.schema import record_of, text_of
from fesgrade.sources import FaultsError

standard = catalog().standards["fes-primary"]

def rows(total=0):
    return ladder_rows(standard.grades, standard.highest_total, total or None)

def table(total=0):
    return [[row["name"], row["low"], row["high"]] for row in rows(total)]

picture = Picture(
    "ladder", rows(), title="Grades", description="Fifteen grade ranges.",
    heads=["Grade", "From", "To"], table=table(),
)
result = Region(tag("p", "No total"), "status", "Result")
total = w.Dropdown(options=[("None", 0), ("1,185", 1185), ("2,435", 2435), ("Fault", -1), ("Refused", -2)])
address = Address()
seen = Region(label="Address seen", role="group")
store = BrowserStore(
    "gallery", "Forget", form=record_of(text=text_of()), write=lambda text: {"text": text} if text else {},
    read=lambda kept, _: kept["text"], clear=lambda _: "",
)
kept = w.Text()
clicked = Region(label="Clicked", role="group")

@guard
def choose(change):
    value = change["new"]
    if value == -1:
        raise RuntimeError("secret")
    if value == -2:
        raise FaultsError(["Level <7> is not one of 1 to 6."])
    picture.put(rows(value), table(value), f"Fifteen grade ranges and the total {value}.")
    result.html = tag("p", f"Total {value or 0:,}")
    address.query = {"total": str(value)} if value else {}

@guard
def arrived(change):
    seen.html = join(str(dict(sorted(change["new"].items()))))

@guard
def click(change):
    clicked.html = join(change["new"]["click"]["name"])

total.observe(choose, "value")
address.observe(arrived, "query")
picture.observe(click, "signals")
keeper = Keeper("", write=lambda _: {}, read=lambda _, now: now, show=lambda text: setattr(kept, "value", text))
keeper.watch(kept, "value", lambda text: text)
keeper.keep_in(store)

tabs = w.Tab([field(w.Text(), "In the first tab"), w.HTML("<p>Second</p>")], titles=["First", "Second"])
stock = box(
    field(w.Textarea(), "Duties", "One duty on each line."),
    field(w.IntSlider(25, 0, 100), "Share of time"),
    field(w.Checkbox(), "Regular and continuing"),
    field(w.RadioButtons(options=["Chief", "Deputy"]), "Role"),
    field(w.SelectMultiple(options=["0201", "0203"]), "Series"),
    field(w.IntText(), "Number"),
    field(w.FileUpload(), "Open a file"),
    field(w.Button(button_style="primary"), "Save"),
    field(w.Button(disabled=True), "Not now"),
    tabs,
    name="fg-card fg-stack",
)
download = Downloads(
    "Levels", {"csv": "Save the levels"}, lambda _: File("levels.csv", "text/csv", "level\\n1–7\\n".encode())
)
columns = box(
    box(box(field(total, "Total", "Pick one."), field(kept, "Kept"), name="fg-bar"), stock, name="fg-stack"),
    box(result, picture, seen, clicked, download, store.widget, address, name="fg-stack"),
    name="fg-columns",
)
page(columns, first=picture_html("ladder", "Grades", "Fifteen grade ranges."))
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("gallery")
    write_notebook(folder / "index.ipynb", GALLERY)
    server = start_server(notebooks=str(folder), pool=1)
    yield server
    stop_server(server)


@pytest.fixture
def shown(open_page: OpenPage, gallery: Server) -> Callable[..., Page]:
    def show(**options: object) -> Page:
        page = open_page("index", at=gallery, **options)
        page.wait_for_selector(".fg-drawing[data-drawn]")
        return page

    return show


@pytest.fixture
def used(shared_page: OpenPage, gallery: Server) -> Callable[..., Page]:
    """Show the page that the tests of this module share."""

    def show(**options: object) -> Page:
        page = shared_page("index", at=gallery, **options)
        page.wait_for_selector(".fg-drawing[data-drawn]")
        return page

    return show


def test_every_control_is_accessible_and_fits(used: Callable[..., Page], check_looks: CheckLooks) -> None:
    page = used(width=390)
    check_looks(page, "gallery")
    page.get_by_text("As a table").click()
    expect(page.get_by_role("table", name="Grades")).to_be_visible()
    check_looks(page, "gallery-table")
    # Labels are names, and helps are descriptions.
    expect(page.get_by_role("combobox", name="Total")).to_have_accessible_description("Pick one.")
    expect(page.get_by_role("textbox", name="Duties")).to_have_accessible_description("One duty on each line.")
    expect(page.get_by_role("slider", name="Share of time")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Regular and continuing")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Role")).to_be_visible()
    expect(page.get_by_role("listbox", name="Series")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_enabled()
    expect(page.get_by_role("button", name="Not now")).to_be_disabled()


def test_targets_are_big_enough_on_a_phone(shown: Callable[..., Page]) -> None:
    page = shown(width=390, has_touch=True, is_mobile=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, input[type=text], a.fg-button, .fg-header a")]
            .filter((node) => node.checkVisibility())
            .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 44)"""
    )
    assert small == []


def test_picture_follows_its_rows_without_being_drawn_anew(shown: Callable[..., Page]) -> None:
    page = shown()
    page.evaluate("document.querySelector('.fg-picture svg.marks').dataset.same = 'yes'")
    expect(page.get_by_role("img", name="Fifteen grade ranges.")).to_be_visible()
    page.get_by_role("combobox", name="Total").select_option("2,435")
    picture = page.get_by_role("img", name="Fifteen grade ranges and the total 2435.")
    expect(picture).to_be_visible()
    expect(picture.locator("svg text").filter(has_text="2,435")).to_have_count(1)
    assert page.locator(".fg-picture svg.marks").get_attribute("data-same") == "yes"
    page.get_by_text("As a table").click()
    table = page.get_by_role("table", name="Grades")
    expect(table.get_by_role("row", name="Total 2,435")).to_be_visible()
    expect(table.get_by_role("rowheader")).to_have_count(16)
    expect(table.get_by_role("columnheader", name="From")).to_be_visible()


def test_picture_tells_what_was_clicked(used: Callable[..., Page]) -> None:
    page = used()
    page.locator(".fg-picture svg.marks .mark-rect path").nth(10).click(position={"x": 8, "y": 15})
    expect(page.get_by_role("group", name="Clicked")).to_have_text("GS-11")


def test_picture_takes_the_colors_of_the_theme(used: Callable[..., Page]) -> None:
    page = used()
    bar = page.locator(".fg-picture svg.marks .mark-rect path").first
    light = bar.evaluate("node => getComputedStyle(node).fill")
    page.get_by_role("button", name="Theme:").click()
    page.get_by_role("button", name="Theme: light").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert bar.evaluate("node => getComputedStyle(node).fill") != light


def test_picture_gets_its_library_from_the_kernel_where_there_is_no_page_of_ours(shown: Callable[..., Page]) -> None:
    page = shown()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.querySelector('meta[name=fg-vega]').remove())"
    )
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.reload()
    page.wait_for_selector(".fg-drawing[data-drawn]")
    assert not [url for url in asked if "vega.js" in url]


def test_result_is_one_region_that_stays(shown: Callable[..., Page]) -> None:
    page = shown()
    result = page.get_by_role("status", name="Result")
    expect(result).to_have_text("No total")
    result.evaluate("node => (node.dataset.same = 'yes')")
    page.get_by_role("combobox", name="Total").select_option("1,185")
    expect(result).to_have_text("Total 1,185")
    assert result.get_attribute("data-same") == "yes"


def test_faults_become_sentences(used: Callable[..., Page], gallery: Server) -> None:
    page = used()
    total = page.get_by_role("combobox", name="Total")
    total.select_option("Refused")
    expect(page.get_by_role("alert").filter(has_text="Level <7> is not one of 1 to 6.")).to_be_visible()
    total.select_option("Fault")
    expect(page.get_by_role("alert").filter(has_text="an error in the program")).to_be_visible()
    assert "secret" not in page.locator("body").inner_text()
    total.select_option("2,435")
    expect(page.get_by_role("alert").filter(has_text="fault")).to_have_count(0)


def test_address_is_read_and_written(shown: Callable[..., Page]) -> None:
    page = shown(query="?case=hr%26officer&x=1")
    expect(page.get_by_role("group", name="Address seen")).to_have_text("{'case': 'hr&officer', 'x': '1'}")
    page.get_by_role("combobox", name="Total").select_option("2,435")
    page.wait_for_url("**/index.ipynb?total=2435")
    page.reload()
    expect(page.get_by_role("group", name="Address seen")).to_have_text("{'total': '2435'}")


def test_text_is_kept_in_the_browser_until_it_is_cleared(shown: Callable[..., Page]) -> None:
    page = shown()
    page.get_by_role("textbox", name="Kept").fill("My work <b>")
    page.wait_for_function("localStorage.getItem('fg:gallery')?.includes('My work <b>')")
    page.reload()
    expect(page.get_by_role("textbox", name="Kept")).to_have_value("My work <b>")
    page.get_by_role("button", name="Forget").click()
    expect(page.get_by_role("textbox", name="Kept")).to_have_value("")
    expect(page.get_by_role("button", name="Forget")).to_be_disabled()
    page.wait_for_function("!('fg:gallery' in localStorage) && !('fg:gallery' in sessionStorage)")


def test_download_holds_the_text(used: Callable[..., Page], tmp_path: Path) -> None:
    page = used()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the levels").click()
    assert download.value.suggested_filename == "levels.csv"
    download.value.save_as(tmp_path / "levels.csv")
    assert (tmp_path / "levels.csv").read_text(encoding="utf-8") == "level\n1–7\n"


def test_nothing_is_cut_off_and_paper_shows_no_controls(used: Callable[..., Page]) -> None:
    page = used()
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    expect(page.get_by_role("status", name="Result")).to_be_visible()
