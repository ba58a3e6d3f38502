"""The shell every page stands in: served, offline, accessible, and it says when something is wrong."""

from __future__ import annotations

import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from .actions import pick, result
from .conftest import (
    CheckLooks,
    FindViolations,
    OpenPage,
    Server,
    copy_pages,
    start_server,
    stop_server,
    write_notebook,
)

pytestmark = pytest.mark.browser

LOST = "lost its session"


def get(url: str) -> tuple[int, str]:
    """GET an address without a browser and return status and text."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def kernels(server: Server) -> dict[str, psutil.Process]:
    """Return the running kernels of a server by their id."""
    found = {}
    for process in psutil.Process(server.process.pid).children(recursive=True):
        try:
            command = process.cmdline()
        except psutil.NoSuchProcess:
            continue
        if "ipykernel_launcher" in command:
            connection = Path(command[command.index("-f") + 1]).stem
            found[connection.removeprefix("kernel-")] = process
    return found


def kernel_of(page: Page) -> str:
    """Return the id of the kernel behind a page."""
    found: str = page.evaluate(
        """document.documentElement.dataset.kernel
            ?? JSON.parse(document.getElementById("jupyter-config-data").textContent).kernelId"""
    )
    return found


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Wait for something that happens in another process; a minute is far more than it takes."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.2)


# ---- what is served ----


def test_first_answer_can_be_read(server: Server) -> None:
    status, text = get(server.page("index"))
    assert status == 200
    assert '<html lang="en">' in text
    assert "<h1" in text
    assert 'class="fg-page fg-first-paint"' in text
    assert "<svg role=" in text
    assert "<noscript>" in text
    assert "index.show()" not in text  # sources are stripped


def test_nothing_in_the_answer_is_somewhere_else(server: Server) -> None:
    _, text = get(server.page("index"))
    known = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
    for namespace in known:
        text = text.replace(namespace, "")
    assert "http://" not in text
    assert "https://" not in text
    assert 'src="//' not in text


def test_answers_are_compressed_and_kept(server: Server) -> None:
    _, text = get(server.page("index"))
    address = text.split('name="fg-vega" content="')[1].split('"')[0]
    request = urllib.request.Request(server.url + address.lstrip("/"), headers={"Accept-Encoding": "gzip"})
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
    page.wait_for_selector("html[data-fg=ready]")


def test_visitor_may_not_run_code(shared_page: OpenPage, tmp_path: Path) -> None:
    page = shared_page("index")
    written = tmp_path / "visitor"
    # A visitor's own message on the page's own connection: the answer of a kernel_info_request comes, that of an
    # execute_request never does.
    answers = page.evaluate(
        """async (code) => {
            const kernel = (await window.jupyterapp.widgetManagerPromise.promise).kernel;
            const address = `ws://${location.host}/api/kernels/${kernel.id}/channels?session_id=visitor`;
            const socket = new WebSocket(address);
            await new Promise((resolve) => (socket.onopen = resolve));
            const types = [];
            const send = (type, content) => socket.send(JSON.stringify({
                channel: "shell", content, metadata: {}, parent_header: {}, buffers: [],
                header: {msg_id: type, msg_type: type, session: "visitor", username: "", version: "5.3", date: ""},
            }));
            const answered = new Promise((resolve) => (socket.onmessage = ({data}) => {
                const message = JSON.parse(data);
                types.push(message.msg_type);
                if (message.msg_type === "kernel_info_reply" && message.parent_header.msg_id === "kernel_info_request")
                    resolve();
            }));
            send("execute_request", {code, silent: false});
            send("kernel_info_request", {});
            await answered;
            socket.close();
            return types;
        }""",
        f"open({str(written)!r}, 'w')",
    )
    assert "kernel_info_reply" in answers
    assert "execute_reply" not in answers
    assert not written.exists()


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


def test_kernel_that_dies_is_told(server: Server, open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("index", faults=True)
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_have_count(0)
    kernels(server)[kernel_of(page)].kill()
    alert = page.get_by_role("alert").filter(has_text=LOST)
    expect(alert).to_be_visible(timeout=60_000)
    # What ipywidgets marks as cut off has no sign of its own: our sentence is enough.
    sign = "one => (one.classList.add('jupyter-widgets-disconnected'), getComputedStyle(one, '::before').content)"
    assert page.locator(".jupyter-widgets").first.evaluate(sign) == "none"
    assert axe(page) == []
    alert.get_by_role("link", name="Load the page again").click()
    page.wait_for_selector("html[data-fg=ready]")
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_have_count(0)


def test_kernel_that_is_gone_before_the_page_came_is_told(server: Server, open_page: OpenPage) -> None:
    page = open_page("index", faults=True, wait=False)
    page.route("**/api/kernels/*", lambda route: route.fulfill(status=404, body="{}"))
    page.reload()
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_be_visible(timeout=60_000)


def test_server_that_stops_is_told(open_page: OpenPage, tmp_path: Path) -> None:
    server = start_server(notebooks=copy_pages(tmp_path, "index"), pool=1)
    try:
        page = open_page("index", faults=True, at=server)
    finally:
        assert stop_server(server) == 0
    expect(page.get_by_role("alert").filter(has_text="Load the page again")).to_be_visible(timeout=60_000)


def test_library_that_cannot_be_loaded_leaves_the_table(open_page: OpenPage, server: Server) -> None:
    page = open_page("index", faults=True, wait=False)
    page.route("**/vega.js*", lambda route: route.abort())
    page.reload()
    page.wait_for_selector("html[data-fg=ready]")
    expect(page.get_by_text("could not be drawn")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()


def test_scripts_that_cannot_be_loaded_are_told(open_page: OpenPage) -> None:
    page = open_page("index", faults=True, wait=False)
    page.route("**/static/*.voila.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="could not be loaded")).to_be_visible()


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


def test_page_that_fails_says_so_without_a_traceback(tmp_path: Path, open_page: OpenPage) -> None:
    write_notebook(tmp_path / "index.ipynb", "raise RuntimeError('secret')")
    server = start_server(notebooks=str(tmp_path), pool=0)
    try:
        page = open_page("index", faults=True, at=server)
        expect(page.get_by_role("alert").filter(has_text="could not be prepared")).to_be_visible()
        assert "secret" not in page.content()
        assert "Traceback" not in page.content()
    finally:
        stop_server(server)


LATE = """
import time
from functools import partial
from ipywidgets import Widget
from IPython import get_ipython
from fesgrade.apps.parts.html import tag
from fesgrade.apps.parts.page import page
from fesgrade.widgets.region import Region

# What the notebook shows comes late, as from a busy machine: later than Voila would wait by itself.
thread = get_ipython().kernel.iopub_thread
send, loop = thread.send_multipart, thread.io_loop
thread.send_multipart = lambda *args, **options: loop.add_callback(loop.call_later, 5, partial(send, *args, **options))

# The browser asks which widgets there are; the answer comes later than ipywidgets waits for it.
answer = Widget._handle_control_comm_msg
def late(message):
    thread.send_multipart = send
    time.sleep(5)
    answer(message)
Widget._handle_control_comm_msg = late
page(Region(tag("p", "Here")))
"""


def test_what_comes_late_comes_to_every_visitor(tmp_path: Path, open_page: OpenPage) -> None:
    write_notebook(tmp_path / "index.ipynb", LATE)
    server = start_server(notebooks=str(tmp_path), pool=0)
    try:
        with ThreadPoolExecutor() as visitors:
            answers = list(visitors.map(get, [server.page("index")] * 4))
        page = open_page("index", at=server)
        expect(page.get_by_text("Here")).to_be_visible()
        page.close()
    finally:
        stop_server(server)
    assert [(status, 'fg-live"' in html) for status, html in answers] == [(200, True)] * 4


SLOW = """
import anywidget
from fesgrade.apps.parts.page import page
from fesgrade.widgets.base import box
from fesgrade.apps.parts.html import tag
from fesgrade.widgets.region import Region

class Slow(anywidget.AnyWidget):
    _esm = "export default { async render({ el }) { await new Promise((go) => (window.go = go)); el.append('Here'); } }"

page(Region(tag("p", "Soon")), Slow(), box(name="fg-stack"), first=tag("p", "Read this first"))
"""


def test_what_can_be_read_stays_until_every_control_is_there(tmp_path: Path, open_page: OpenPage) -> None:
    write_notebook(tmp_path / "index.ipynb", SLOW)
    server = start_server(notebooks=str(tmp_path), pool=0)
    try:
        page = open_page("index", at=server, wait=False, faults=True)  # the first load is left in the middle
        page.clock.install()
        page.reload()
        page.wait_for_function("window.go !== undefined")
        expect(page.get_by_text("Soon")).to_be_attached()
        page.clock.fast_forward(20_000)  # more than a busy machine takes; the limit is a minute
        first = page.get_by_text("Read this first")
        expect(first).to_be_visible()
        expect(page.get_by_text("Soon")).to_be_hidden()  # nothing is said twice
        expect(page.locator("html[data-fg=ready]")).to_have_count(0)
        page.evaluate("window.go()")
        expect(page.get_by_text("Here")).to_be_visible()
        page.wait_for_selector("html[data-fg=ready]")
        expect(first).to_have_count(0)
    finally:
        stop_server(server)


#: ipywidgets looks for a widget every tenth of a second, for two seconds; a busy browser comes back to it after those.
BUSY = """
const timer = window.setTimeout;
window.setTimeout = (done, after, ...rest) => timer(done, after === 100 ? 3000 : after, ...rest);
"""


def test_widgets_that_a_busy_browser_gave_up_are_shown(open_page: OpenPage) -> None:
    page = open_page("evaluate", query="?case=hr-officer", wait=False, faults=True)  # what was given up is logged
    page.add_init_script(BUSY)
    with page.expect_console_message(lambda told: "widget model not found" in told.text):
        page.reload()
    expect(result(page)).to_contain_text("2,435 points")
    pick(page, "2-5")
    expect(result(page)).to_contain_text("2,635 points")
    expect(page.locator("html[data-fg=ready]")).to_be_attached()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)


# ---- kernels ----


def test_kernels_nobody_looks_at_are_ended(open_page: OpenPage, tmp_path: Path) -> None:
    server = start_server(notebooks=copy_pages(tmp_path, "index"), pool=1, alone=30, interval=1)
    try:
        pooled = 1
        wait_until(lambda: len(kernels(server)) >= pooled, "the pool is not filled")
        page = open_page("index", at=server)
        mine = kernel_of(page)
        for _ in range(4):
            assert get(server.page("index"))[0] == 200
        wait_until(lambda: len(kernels(server)) > pooled + 1, "the visitors got no kernels")
        wait_until(lambda: len(kernels(server)) <= pooled + 1, "the kernels of the visitors are still there")
        assert mine in kernels(server)  # the page that is open keeps its kernel
        page.close(run_before_unload=True)
        wait_until(lambda: mine not in kernels(server), "the kernel of the closed page is still there")
    finally:
        assert stop_server(server) == 0


def test_page_that_is_left_gives_its_kernel_back(server: Server, open_page: OpenPage) -> None:
    page = open_page("index")
    mine = kernel_of(page)
    assert mine in kernels(server)
    page.goto("about:blank")  # long before a kernel without a visitor would be ended
    wait_until(lambda: mine not in kernels(server), "the kernel of the page that was left is still there")


def test_stopping_leaves_no_kernel(tmp_path: Path) -> None:
    server = start_server(notebooks=copy_pages(tmp_path, "index"), pool=1)
    wait_until(lambda: bool(kernels(server)), "no kernel was started")
    left = list(kernels(server).values())
    os.kill(server.process.pid, signal.SIGTERM)
    assert server.process.wait(60) == 0
    assert server.process.stdout is not None
    server.process.stdout.close()
    wait_until(lambda: not any(process.is_running() for process in left), "kernels outlive the server")
