"""The shell every page stands in: served, offline, accessible, and it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_is_accessible_and_fits(
    open_page: OpenPage,
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], None],
    width: int,
    theme: str,
) -> None:
    page = open_page("index", width=width, theme=theme)
    page.wait_for_selector(".fg-picture svg.marks")
    screenshot(page, f"index-{width}-{theme}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("data-theme") == theme
