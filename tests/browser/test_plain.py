"""Notebooks that Voila runs before they are sent: an author's own beside the pages, and the pages on other servers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .actions import pick, result
from .conftest import FindViolations, OpenPage, Server, copy_pages, start_server, stop_server, write_notebook
from .served import get, kernel_of, kernels, wait_until

pytestmark = pytest.mark.browser

LOST = "lost its session"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two pages, each sent with its kernel."""
    folder = copy_pages(tmp_path_factory.mktemp("pages"), "index", "evaluate")
    running = start_server(notebooks=folder, early=False, pool=1)
    yield running
    stop_server(running)


def test_visitor_may_not_run_code(plain: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("index", at=plain)
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


def test_kernel_that_dies_is_told(plain: Server, open_page: OpenPage, axe: FindViolations) -> None:
    page = open_page("index", faults=True, at=plain)
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_have_count(0)
    kernels(plain)[kernel_of(page)].kill()
    alert = page.get_by_role("alert").filter(has_text=LOST)
    expect(alert).to_be_visible(timeout=60_000)
    # What ipywidgets marks as cut off has no sign of its own: our sentence is enough.
    sign = "one => (one.classList.add('jupyter-widgets-disconnected'), getComputedStyle(one, '::before').content)"
    assert page.locator(".jupyter-widgets").first.evaluate(sign) == "none"
    assert axe(page) == []
    alert.get_by_role("link", name="Load the page again").click()
    page.wait_for_selector("html[data-fg=ready]")
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_have_count(0)
    page = open_page("evaluate", query="?case=hr-officer", faults=True, at=plain)
    kernels(plain)[kernel_of(page)].kill()
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_contain_text("comes back", timeout=60_000)


def test_kernel_that_is_gone_before_the_page_came_is_told(plain: Server, open_page: OpenPage) -> None:
    page = open_page("index", faults=True, wait=False, at=plain)
    page.route("**/api/kernels/*", lambda route: route.fulfill(status=404, body="{}"))
    page.reload()
    expect(page.get_by_role("alert").filter(has_text=LOST)).to_be_visible(timeout=60_000)


def test_server_that_stops_is_told(open_page: OpenPage, tmp_path: Path) -> None:
    server = start_server(notebooks=copy_pages(tmp_path, "index"), early=False, pool=1)
    try:
        page = open_page("index", faults=True, at=server)
    finally:
        assert stop_server(server) == 0
    expect(page.get_by_role("alert").filter(has_text="Load the page again")).to_be_visible(timeout=60_000)


def test_scripts_that_cannot_be_loaded_are_told(plain: Server, open_page: OpenPage) -> None:
    page = open_page("index", faults=True, wait=False, at=plain)
    page.route("**/static/*.voila.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="could not be loaded")).to_be_visible()


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


def test_widgets_that_a_busy_browser_gave_up_are_shown(plain: Server, open_page: OpenPage) -> None:
    # What was given up is logged.
    page = open_page("evaluate", query="?case=hr-officer", wait=False, faults=True, at=plain)
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
    server = start_server(notebooks=copy_pages(tmp_path, "index"), early=False, pool=1, alone=30, interval=1)
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


def test_page_that_is_left_gives_its_kernel_back(plain: Server, open_page: OpenPage) -> None:
    page = open_page("index", at=plain)
    mine = kernel_of(page)
    assert mine in kernels(plain)
    page.goto("about:blank")  # long before a kernel without a visitor would be ended
    wait_until(lambda: mine not in kernels(plain), "the kernel of the page that was left is still there")
