"""How long a visitor waits for the Evaluate page, beside a bare Voila page in the same run.

``python tests/benchmarks/alive.py``. The bare page has five drop-downs and a label with their sum, and its kernel is
warm; the Evaluate page is served as ``fesgrade serve`` does, and as plain Voila would. All are opened in turns, so that
a busy machine slows all alike. Cold is a browser that has seen nothing yet, warm the same one when it comes again.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.browser.actions import pick
from tests.browser.conftest import Server, copy_pages, launch, start_server, stop_server, write_notebook
from tests.browser.served import get, kernels

RUNS = 5
CHANGES = 10
REQUESTS = 100
BARE = """
import ipywidgets
fields = [ipywidgets.Dropdown(options=range(10)) for _ in range(5)]
label = ipywidgets.Label("Sum 0")
for field in fields:
    field.observe(lambda _: setattr(label, "value", f"Sum {sum(each.value for each in fields)}"), "value")
ipywidgets.VBox([*fields, label])
"""
#: What is measured, in seconds from the request.
NAMES = ("readable", "control", "total", "change")
#: Makes the change of a number, and returns where its effect is seen.
Change = Callable[[Page, int], str]


def change_bare(page: Page, number: int) -> str:
    """Choose a number, and return what the label says then."""
    page.locator("select").first.select_option(str(number))
    return f"text='Sum {number}'"


def change_evaluate(page: Page, number: int) -> str:
    """Choose a level of factor 1 and return where its points are seen."""
    level, points = ("1-7", "1,250") if number % 2 else ("1-8", "1,550")
    pick(page, level)
    return f"[role=status]:has-text('{points} points')"


def visit(context: BrowserContext, address: str, change: Change) -> list[float]:
    """Open a page, use its first control at once, and then some more; return the seconds of :data:`NAMES`."""
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("h1, select").first.wait_for()
    seconds = [time.perf_counter() - start]
    page.locator("main :is(select, input)").locator("visible=true").first.wait_for()
    seconds.append(time.perf_counter() - start)
    page.locator(change(page, 1)).first.wait_for()
    seconds.append(time.perf_counter() - start)
    changes = []
    for number in range(2, CHANGES + 2):
        asked = time.perf_counter()
        page.locator(change(page, number % 9)).first.wait_for()
        changes.append(time.perf_counter() - asked)
    page.goto("about:blank")
    page.close()
    return [*seconds, statistics.median(changes)]


def measured(browser: Browser, pages: Mapping[str, tuple[str, Change]]) -> dict[str, list[float]]:
    """Return the medians of the pages, cold and then warm, by name."""
    found: dict[str, list[list[float]]] = {name: [] for name in pages}
    for _ in range(RUNS):
        for name, (address, change) in pages.items():
            context = browser.new_context()
            found[name].append(visit(context, address, change) + visit(context, address, change))
            context.close()
            time.sleep(2)  # the kernel that takes the place of this visitor's is there
    return {name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in found.items()}


def flood(server: Server, slug: str) -> tuple[float, int]:
    """Ask for a page a hundred times at once; return the seconds, and the kernels that this took."""
    before = set(kernels(server))
    start = time.perf_counter()
    with ThreadPoolExecutor(20) as visitors:
        assert {status for status, _ in visitors.map(get, [server.page(slug)] * REQUESTS)} == {200}
    return time.perf_counter() - start, len(set(kernels(server)) - before)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_pages(Path(folder), "index", "evaluate")
        write_notebook(Path(folder, "bare.ipynb"), BARE)
        browser = launch(playwright)
        ours, voila = start_server(notebooks=folder), start_server(notebooks=folder, early=False, pool=1)
        try:
            pages = {
                "bare page": (voila.page("bare"), change_bare),
                "by Voila": (voila.page("evaluate"), change_evaluate),
                "fesgrade": (ours.page("evaluate"), change_evaluate),
            }
            found = measured(browser, pages)
            seconds, taken = flood(ours, "evaluate")
        finally:
            stop_server(ours)
            stop_server(voila)
            browser.close()
    print(f"{'seconds':<16}" + "".join(f"{name:>12}" for name in found) + "   fesgrade / bare")
    for at, name in enumerate([f"{when}: {name}" for when in ("cold", "warm") for name in NAMES]):
        row = [medians[at] for medians in found.values()]
        print(f"{name:<16}" + "".join(f"{value:>12.3f}" for value in row) + f"{row[-1] / row[0]:>15.2f}")
    print(f"{REQUESTS} requests at once: {seconds:.2f} s, {taken} kernels more")


if __name__ == "__main__":
    main()
