"""What a visitor costs and waits for: the pages beside a bare notebook and beside one that imports the usual stack.

``python tests/benchmarks/pages.py``. All notebooks run on one server in one run, in turns, so that a busy machine
slows all alike; the bare notebook (one slider) is the measure. Memory is that of the kernel behind one open page.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
from fesgrade.apps.parts.pages import PAGES
from fesgrade.server import notebooks_dir
from tests.browser.conftest import READY, Server, launch, start_server, stop_server, write_notebook
from tests.browser.served import kernel_of

RUNS = 5
BARE = "import ipywidgets\nipywidgets.IntSlider()"
USUAL = "import altair, pandas, ipywidgets\nipywidgets.IntSlider()"


def folder_of_pages(folder: Path) -> list[str]:
    """Copy the pages into ``folder`` beside the two notebooks they are measured against; return all names."""
    names = []
    for page in PAGES:
        source = notebooks_dir() / page.notebook
        if source.is_file():
            shutil.copy(source, folder)
            names.append(page.slug)
    write_notebook(folder / "bare.ipynb", BARE)
    write_notebook(folder / "usual.ipynb", USUAL)
    shutil.copy(notebooks_dir() / "index.ipynb", folder)
    return ["bare", "usual", "index", *names]


def seconds_to_ready(browser: Browser, server: Server, name: str) -> tuple[float, float]:
    """Open a page and return the seconds to its first answer and to its controls."""
    page = browser.new_page()
    start = time.perf_counter()
    page.goto(server.page(name), wait_until="commit")
    page.wait_for_selector("h1")
    first = time.perf_counter() - start
    page.wait_for_selector("html[data-fg=ready]", timeout=120_000)
    ready = time.perf_counter() - start
    page.close()
    return first, ready


def kernel_memory(browser: Browser, server: Server, name: str) -> float:
    """Return the megabytes of the kernel behind one open page."""
    page = browser.new_page()
    page.goto(server.page(name))
    page.wait_for_selector(READY, timeout=120_000)
    kernel = kernel_of(page)
    for process in psutil.Process(server.process.pid).children(recursive=True):
        if any(kernel in word for word in process.cmdline()):
            memory: int = process.memory_info().rss
            page.close()
            return memory / 1e6
    raise AssertionError(f"no kernel {kernel}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        names = folder_of_pages(Path(folder))
        browser = launch(playwright)
        server = start_server(notebooks=folder)
        try:
            memory = {name: kernel_memory(browser, server, name) for name in names}
            times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
            for _ in range(RUNS):
                for name in names:
                    times[name].append(seconds_to_ready(browser, server, name))
        finally:
            stop_server(server)
            browser.close()
    middle = {name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in times.items()}
    print("page            kernel MB  / bare   first answer s  / bare   controls s  / bare")
    for name in names:
        first, ready = middle[name]
        print(
            f"{name:<14} {memory[name]:>10.0f} {memory[name] / memory['bare']:>7.2f}"
            f" {first:>16.2f} {first / middle['bare'][0]:>7.2f} {ready:>12.2f} {ready / middle['bare'][1]:>7.2f}"
        )


if __name__ == "__main__":
    main()
