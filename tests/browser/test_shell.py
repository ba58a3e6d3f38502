"""The shell every page stands in: served, offline, accessible, and it says when something is wrong."""

from __future__ import annotations

import os
import signal
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.web.addresses import fetched

from .conftest import (
    READY,
    CheckLooks,
    FindViolations,
    OpenPage,
    Server,
    copy_pages,
    start_server,
    stop_server,
    write_notebook,
)
from .served import get, kernels, wait_until

pytestmark = pytest.mark.browser

# ---- what is served ----


def test_first_answer_can_be_read(server: Server) -> None:
    status, text = get(server.page("index"))
    assert status == 200
    assert '<html lang="en" ' in text
    assert "<h1" in text
    assert 'class="fg-page fg-first-paint"' in text
    assert "<svg role=" in text
    assert "<noscript>" in text
    assert "index.show()" not in text  # sources are stripped


def test_nothing_in_the_answer_is_somewhere_else(server: Server) -> None:
    _, text = get(server.page("index"))
    assert not fetched(text)


def test_answers_are_compressed_and_kept(server: Server) -> None:
    _, text = get(server.page("index"))
    address = text.split('name="fg-vega" content="')[1].split('"')[0]
    request = urllib.request.Request(urljoin(server.page("index"), address), headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "max-age" in answer.headers["Cache-Control"]
        assert len(answer.read()) < 350_000


def test_second_page_asks_for_no_script_again(open_page: OpenPage) -> None:
    page = open_page("index")
    page.wait_for_selector(".fg-drawing[data-drawn]")
    page.reload()
    page.wait_for_selector(".fg-drawing[data-drawn]")
    sent = page.evaluate(
        """performance.getEntriesByType("resource")
            .filter((entry) => entry.initiatorType !== "fetch" && entry.transferSize > 0)
            .map((entry) => entry.name)"""
    )
    assert sent == []


def test_front_door_leads_to_the_index(server: Server) -> None:
    for path in ("", "voila/tree", "voila/tree/"):
        with urllib.request.urlopen(server.url + path, timeout=60) as answer:
            assert answer.url == server.page("index")


def test_header_links_the_pages_that_exist(server: Server, shared_page: OpenPage) -> None:
    page = shared_page("index")
    nav = page.get_by_role("navigation", name="Pages")
    expect(nav.get_by_role("link", name="fesgrade")).to_have_attribute("aria-current", "page")
    for link in nav.get_by_role("link").all():
        address = link.evaluate("link => link.href")
        assert get(address)[0] == 200, address


def test_on_a_phone_the_pages_fold_away_into_a_menu(open_page: OpenPage) -> None:
    page = open_page("index", width=390)
    menu = page.get_by_role("button", name="Pages")
    link = page.get_by_role("navigation", name="Pages").get_by_role("link", name="What if", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(link).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    link.click()
    page.wait_for_url("**/what_if.ipynb*")


def test_a_page_that_comes_only_in_part_says_so(server: Server, open_page: OpenPage) -> None:
    page = open_page("index")
    html = get(server.page("index"))[1]
    part = html[: html.index("<main")]
    page.route("**/panel.ipynb", lambda route: route.fulfill(body=part, content_type="text/html"))
    page.goto(server.page("panel"))
    expect(page.locator("#fg-alert")).to_contain_text("Only a part of this page came")
    expect(page.get_by_role("link", name="Load the page again")).to_be_visible()


# ---- refusals ----


@pytest.mark.parametrize(
    "path",
    [
        "api/contents",
        "api/contents/index.ipynb",
        "api/kernels",
        "api/sessions",
        "api/terminals",
        "voila/api/contents",
        "voila/files/index.ipynb",
        "voila/files/../server.py",
        "voila/static/..%2F..%2F..%2Fapp.py",
        "nowhere",
        "voila/render/nowhere.ipynb",
    ],
)
def test_visitor_is_refused(server: Server, path: str) -> None:
    status, text = get(server.url + path)
    assert status in (403, 404)
    assert "Traceback" not in text
    assert "import" not in text


def test_unknown_address_is_told_in_a_sentence(server: Server, open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("nowhere", faults=True, wait=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    assert axe(page) == []
    page.get_by_role("link", name="front page").click()
    page.wait_for_selector(READY)


def test_other_names_are_refused(server: Server) -> None:
    """A page of a site whose name was pointed at this machine reads nothing here."""
    request = urllib.request.Request(server.page("index"), headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    with refused.value:
        assert refused.value.code == 403


# ---- accessible ----


def test_is_accessible_and_fits(shared_page: OpenPage, check_looks: CheckLooks) -> None:
    page = shared_page("index", width=390)
    page.wait_for_selector(".fg-picture svg.marks")
    check_looks(page, "index")


def test_keyboard_skips_to_the_page(open_page: OpenPage) -> None:
    page = open_page("index")
    expect(page.locator(".fg-first-paint")).to_have_count(0)  # what is shown first goes when the widgets are there
    expect(page.get_by_text("Loading the controls")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_theme_is_chosen_and_stays(open_page: OpenPage) -> None:
    page = open_page("index", theme="dark")
    button = page.get_by_role("button", name="Theme:")
    expect(button).to_have_text("Theme: system")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    button.click()
    expect(button).to_have_text("Theme: light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload(wait_until="commit")
    page.wait_for_selector(".fg-header")
    assert page.locator("html").get_attribute("data-theme") == "light"  # before any script file has run
    page.get_by_role("button", name="Theme: light").click()
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()


def test_without_scripts_there_is_a_sentence_and_the_picture(open_page: OpenPage) -> None:
    page = open_page("index", java_script_enabled=False, wait=False, faults=True)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_text("Loading the controls")).to_be_hidden()
    expect(page.get_by_role("img").first).to_be_visible()


# ---- when something goes wrong ----


def test_library_that_cannot_be_loaded_leaves_the_table(open_page: OpenPage, server: Server) -> None:
    page = open_page("index", faults=True, wait=False)
    page.route("**/vega.js*", lambda route: route.abort())
    page.reload()
    page.wait_for_selector(READY)
    expect(page.get_by_text("could not be drawn")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()


def test_a_temporary_folder_with_a_long_path_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("long" * 20)
    long.mkdir()
    write_notebook(tmp_path / "index.ipynb", "from IPython.display import HTML, display\ndisplay(HTML('<p>Here</p>'))")
    monkeypatch.setenv("TMPDIR", str(long))
    server = start_server(notebooks=str(tmp_path), pool=0)
    try:
        status, html = get(server.page("index"))
        assert status == 200 and "<p>Here</p>" in html
    finally:
        stop_server(server)


# ---- kernels ----


def test_stopping_leaves_no_kernel(tmp_path: Path) -> None:
    server = start_server(notebooks=copy_pages(tmp_path, "index"), pool=1)
    wait_until(lambda: bool(kernels(server)), "no kernel was started")
    left = list(kernels(server).values())
    os.kill(server.process.pid, signal.SIGTERM)
    assert server.process.wait(60) == 0
    assert server.process.stdout is not None
    server.process.stdout.close()
    wait_until(lambda: not any(process.is_running() for process in left), "kernels outlive the server")
