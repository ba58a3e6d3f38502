"""One server and one browser for the whole run; every page is checked for requests that leave this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

from fesgrade.server import notebooks_dir

# What a page is to show comes soon on a quiet machine; a busy one is no fault of the page.
expect.set_options(timeout=30_000)

SCREENSHOTS = Path(__file__).parent / "screenshots"
#: Without a screen the shell does what the whole browser does; that one makes a window for every page, which takes
#: longer than most pages.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Every other name is unknown to this browser: a page that needs one fails here as it would offline.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
#: Fonts that a page must hold with: this machine's own, a wide one, a narrow one. The spacing stands for fonts that are
#: not here, such as Verdana and Arial Narrow.
FONTS = {
    "own": "",
    "wide": '* { font-family: "DejaVu Sans", Verdana, sans-serif !important; letter-spacing: 0.06em !important; }',
    "narrow": '* { font-family: "DejaVu Sans Condensed", "Arial Narrow", sans-serif !important;'
    " letter-spacing: -0.06em !important; }",
}
#: Every widget is there, and Python has answered what the page told it.
READY = "html[data-fg=ready]:not([data-python=waiting])"
SERVE = "import sys; from fesgrade.server import serve; sys.exit(serve(open_browser=False, **eval(sys.argv[1])))"


@dataclass
class Server:
    """A server of the pages in a process of its own; ``url`` ends with a slash."""

    process: subprocess.Popen[str]
    url: str

    def page(self, slug: str) -> str:
        """Return the address of a page."""
        return f"{self.url}voila/render/{slug}.ipynb"


@contextmanager
def serving(command: Sequence[str], address: str, folder: Path, **env: str) -> Iterator[Server]:
    """Run a server of somebody else in ``folder``; ``address`` is the pattern of what it prints when it is there."""
    log = folder / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=os.environ | env,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        end = time.monotonic() + 60
        while not (found := re.search(address, log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        yield Server(process, found[0])
        process.terminate()
        process.wait(60)


def start_server(**options: Any) -> Server:
    """Start ``fesgrade.server.serve``, on a free port if none is given, and wait until it says where it is."""
    command = [sys.executable, "-c", SERVE, repr({"port": 0, **options})]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(sys.prefix))
    assert process.stdout is not None
    line = process.stdout.readline()
    if "http://127.0.0.1:" not in line:
        process.kill()
        raise AssertionError(f"the server did not start: {line!r}")
    return Server(process, line.split(" is at ")[1].split()[0])


def stop_server(server: Server) -> int:
    """Stop it as Ctrl-C does, and return its exit status."""
    server.process.send_signal(signal.SIGINT)
    status = server.process.wait(60)
    assert server.process.stdout is not None
    server.process.stdout.close()
    return status


def copy_pages(folder: Path, *slugs: str) -> str:
    """Copy pages into a folder, for a server that keeps kernels warm for no others; return the folder."""
    for slug in slugs:
        shutil.copy(notebooks_dir() / f"{slug}.ipynb", folder)
    return str(folder)


def page_taught() -> str:
    """Return the code of the page of ten lines that the last step of the kit teaches."""
    code: str = nbformat.read(notebooks_dir() / "learn" / "kit.ipynb", as_version=4).cells[-1].source
    return code


def write_notebook(path: Path, code: str) -> None:
    """Write a notebook of a heading and one code cell."""
    cells = [
        {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": "# A page"},
        {"cell_type": "code", "id": "app", "metadata": {}, "source": code, "outputs": [], "execution_count": None},
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The pages, served from the installed package."""
    running = start_server()
    yield running
    stop_server(running)


def launch(playwright: Playwright) -> Browser:
    """Start a Chromium of the system, else the one Playwright installed."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    return playwright.chromium.launch(executable_path=found, args=list(FLAGS))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


OpenPage = Callable[..., Page]
FindViolations = Callable[[Page], list[str]]
TakeScreenshot = Callable[[Page, str], None]
CheckLooks = Callable[..., None]
Shared = dict[str, tuple[Page, list[str]]]
#: How a page may be seen: its width in pixels and its theme.
Look = tuple[int, Literal["light", "dark"]]
EVERY_LOOK: tuple[Look, ...] = ((390, "light"), (390, "dark"), (1280, "light"), (1280, "dark"))


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor for all tests, whose browser has the scripts of the pages already; ``open_page`` clears the rest."""
    context = _context(browser)
    yield context
    context.close()


def _context(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(**options)
    context.set_default_timeout(60_000)
    return context


def _forget(context: BrowserContext, page: Page, url: str) -> None:
    """Clear what the browser keeps for the pages at an address, but for their scripts."""
    context.clear_cookies()
    parts = urlsplit(url)
    session = context.new_cdp_session(page)
    origin = {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": "local_storage"}
    session.send("Storage.clearDataForOrigin", origin)
    session.detach()


def _look_at(page: Page, width: int, height: int, theme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme, media="screen")


def _note(page: Page, problems: list[str], faults: bool = False) -> None:
    """Note what a page asks for outside of 127.0.0.1 and, unless it is to have ``faults``, the errors it tells."""

    def request(sent: Request) -> None:
        if not sent.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            problems.append(f"request to {sent.url}")

    def failed(sent: Request) -> None:
        if sent.failure != "net::ERR_ABORTED":  # what a page that is left still waited for
            problems.append(f"failed {sent.url}: {sent.failure}")

    def said(told: ConsoleMessage) -> None:
        # A browser that was busy gives widgets up that come after all; the page shows them then (shell.js).
        if told.type == "error" and "widget model not found" not in told.text:
            problems.append(f"console: {told.text}")

    # Playwright takes file choosers over in its own time; asking early keeps the browser from opening its own.
    page.on("filechooser", lambda _: None)
    page.on("request", request)
    if not faults:
        page.on("requestfailed", failed)
        page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
        page.on("console", said)


@pytest.fixture
def open_page(browser: Browser, visitor: BrowserContext, server: Server) -> Iterator[OpenPage]:
    """Open a page and wait for its widgets: ``open_page("index", width=390, theme="dark")``.

    Each page opens in a browser that keeps nothing yet: the visitor's for the first page of a test, one of its own for
    others and for ``options``. The test fails at its end if the page asked for anything outside 127.0.0.1, logged an
    error or threw one; a test that provokes errors says so with ``faults=True``.
    """
    contexts = []
    problems: list[str] = []

    def opened(
        slug: str = "index",
        *,
        query: str = "",
        width: int = 1280,
        height: int = 900,
        theme: Literal["light", "dark"] = "light",
        faults: bool = False,
        wait: bool = True,
        at: Server | None = None,
        **options: Any,
    ) -> Page:
        context = visitor
        if options or visitor.pages:
            context = _context(browser, **options)
            contexts.append(context)
        page = context.new_page()
        _look_at(page, width, height, theme)
        _forget(context, page, (at or server).url)
        _note(page, problems, faults)
        page.goto((at or server).page(slug) + query)
        if wait:
            page.wait_for_selector(READY)
        return page

    yield opened
    for page in visitor.pages:
        page.close()
    for context in contexts:
        context.close()
    assert not problems


#: Brings a page to its top, with what tests have unfolded folded away.
AT_REST = """() => {
  for (const fold of document.querySelectorAll(":is(.fg-picture, .fg-row) details")) fold.open = false;
  for (const one of document.querySelectorAll("html, .fg-side")) one.scrollTo(0, 0);
}"""


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """One more visitor, whose pages are shared."""
    context = _context(browser)
    yield context
    context.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[Shared]:
    """The pages that the tests of a module share, by address, with what was noted on each."""
    pages: Shared = {}
    yield pages
    for page, _ in pages.values():
        page.close()


@pytest.fixture
def shared_page(server: Server, reader: BrowserContext, shared: Shared) -> Iterator[OpenPage]:
    """Return a page that was opened before in this module, at its top: ``shared_page("evaluate", width=390)``.

    Loading takes longer than most tests. A test that takes this page begins with what it needs, as with *Clear*, and
    does not ask for the focus, the address or what the browser keeps of earlier visits; ``open_page`` is for those.
    """
    used = []

    def shown(
        slug: str = "index",
        *,
        width: int = 1280,
        height: int = 900,
        theme: Literal["light", "dark"] = "light",
        at: Server | None = None,
    ) -> Page:
        address = (at or server).page(slug)
        if address not in shared:
            shared[address] = reader.new_page(), []
            _forget(reader, shared[address][0], address)
            _note(*shared[address])
            shared[address][0].goto(address)
            shared[address][0].wait_for_selector(READY)
        page, problems = shared[address]
        used.append(problems)
        _look_at(page, width, height, theme)
        page.evaluate(AT_REST)
        return page

    yield shown
    found = [problem for problems in used for problem in problems]
    for problems in used:
        problems.clear()
    assert not found


@pytest.fixture(scope="session")
def axe() -> FindViolations:
    """Return the WCAG 2.1 A and AA violations of a page, one line each."""
    tester = Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    # All rules run; only what they find is written out, since a sentence for each element that passes takes longer.
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}

    def violations(page: Page) -> list[str]:
        found = tester.run(page, options=options).response["violations"]
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    return violations


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> TakeScreenshot:
    """With ``--pictures`` keep one of the whole page in ``tests/browser/screenshots`` (not in the repository)."""

    def take(page: Page, name: str) -> None:
        if not request.config.getoption("pictures"):
            return
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def check_looks(axe: FindViolations, screenshot: TakeScreenshot) -> CheckLooks:
    """Show a page in several looks, ``check_looks(page, "index")``; each has no violation and fits, and is kept."""

    def check(page: Page, name: str, looks: tuple[Look, ...] = EVERY_LOOK) -> None:
        for width, theme in looks:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            where = f"{name}, {width} pixels, {theme}"
            expect(page.locator("html"), where).to_have_attribute("data-theme", theme)
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            # Colors that fade from one theme to the other are looked at when they have arrived.
            page.evaluate("() => Promise.allSettled(document.getAnimations().map((each) => each.finished))")
            assert axe(page) == [], where
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
            screenshot(page, f"{name}-{width}-{theme}")

    return check
