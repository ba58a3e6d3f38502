"""What visitors do on several pages, and where they look."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page


def result(page: Page) -> Locator:
    return page.get_by_role("status", name="Result")


def group(page: Page, code: str) -> Locator:
    """The fieldset of a level's factor, by the name a screen reader hears; "2b" are both contacts at once."""
    factors = "Factors 6 and 7" if code[-1].isalpha() else f"(Factor|Subfactor) {code.split('-')[0]}"
    return page.get_by_role("group", name=re.compile(f"^{factors}, "))


def pick(page: Page, code: str) -> None:
    group(page, code).get_by_role("radio", name=re.compile(rf"^{code},")).check()


def tab_to(page: Page, selector: str, most: int = 150, *, back: bool = False) -> None:
    """Go by the Tab key to what a selector names, once it is there to be gone to."""
    page.locator(selector).locator("visible=true").first.wait_for()
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector} with the Tab key in {most} steps")


def open_file(page: Page, file: Path, button: str = "Open a spreadsheet") -> None:
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name=button).click()
    choosing.value.set_files(file)
