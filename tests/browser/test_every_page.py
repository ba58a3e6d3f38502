"""What holds on every page: focus is seen, what stays in view leaves room, paper shows the choice. One visit a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fesgrade.apps.parts.pages import PAGES

from .conftest import OpenPage

pytestmark = pytest.mark.browser

#: A page in a state that shows most of its controls.
QUERIES = {
    "evaluate": "?case=hr-officer",
    "what_if": "?case=hr-officer",
    "casebook": "?case=hr-officer",
    "practice": "?case=lab-budgets",
}
SLUGS = ["index", *(page.slug for page in PAGES)]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colors": {"color_scheme": "light", "forced_colors": "active"},
}
#: Goes to every tab stop and returns those whose focus cannot be seen, and why.
FOCUS = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const stops = controls.filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  const faults = [];
  for (const stop of stops) {
    stop.blur();
    stop.focus();
    const style = getComputedStyle(stop);
    const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
    const [box] = stop.getClientRects(); // of a link on two lines the first
    const places = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
    const within = [stop, stop.closest("label")];
    const seen = places.some(([x, y]) => {
      const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
      return within.some((one) => one?.contains(top));
    });
    const held = document.activeElement === stop;
    const why = JSON.stringify({ held, shown, seen });
    if (!held || !shown || !seen) faults.push(`${stop.outerHTML.slice(0, 150)} ${why}`);
  }
  if (stops.length < 5) faults.push("there are no tab stops");
  return faults;
}"""
#: Returns how much of the window's height is taken by what stays in view above what is read, from 0 to 1.
STUCK = """() => {
  scrollTo(0, document.documentElement.scrollHeight * 0.6);
  const stuck = [...document.querySelectorAll("body *")].filter((one) => {
    const { position, top } = getComputedStyle(one);
    return position === "sticky" && one.getBoundingClientRect().top <= parseFloat(top) + 1;
  });
  const low = stuck.map((one) => one.getBoundingClientRect().bottom);
  return Math.max(0, ...low) / innerHeight;
}"""


def focus_faults(page: Page) -> list[str]:
    """Return what is wrong with the focus at any tab stop, in three looks and on a phone."""
    page.keyboard.press("Tab")  # from here on the browser takes the focus for one of the keyboard
    faults = []
    for name, look in LOOKS.items():
        page.emulate_media(**look)
        faults += [f"{name}: {fault}" for fault in page.evaluate(FOCUS)]
    page.set_viewport_size({"width": 390, "height": 844})
    return faults + [f"phone: {fault}" for fault in page.evaluate(FOCUS)]


def room_faults(page: Page) -> list[str]:
    """Return the windows more than a third of which is taken by what stays in view: phones, and 200 and 400 percent."""
    faults = []
    for width, height in ((390, 844), (844, 390), (640, 400), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        if (share := page.evaluate(STUCK)) > 1 / 3:
            faults.append(f"{width} by {height}: {share:.0%} stays in view")
    return faults


#: The most sheets of Letter paper that a page takes; the others take five.
SHEETS = {"index": 2, "practice": 3, "series": 1, "panel": 1, "batch": 1, "check": 1}
#: Returns what is wrong on paper, where no fill is printed: a chosen level that looks like the others, an empty start.
PAPER = """() => {
  const faults = [];
  for (const chosen of document.querySelectorAll(".fg-level:has(:checked)")) {
    const { color, borderTopWidth } = getComputedStyle(chosen);
    const sign = getComputedStyle(chosen, "::before").content;
    if (color !== "rgb(0, 0, 0)" || parseFloat(borderTopWidth) < 3 || sign === "none") faults.push(chosen.textContent);
  }
  return faults;
}"""


def paper_faults(page: Page, sheets: int) -> list[str]:
    """Return what is wrong when the page is printed as the browser does it, on Letter and without backgrounds."""
    page.emulate_media(media="print", color_scheme="light")
    faults: list[str] = page.evaluate(PAPER)
    paper = page.pdf(prefer_css_page_size=True, print_background=False)
    count = len(re.findall(rb"/Type\s*/Page\b", paper))
    box = re.search(rb"/MediaBox\s*\[0 0 (\d+)", paper)
    if count > sheets or box is None or box[1] != b"612":
        faults.append(f"{count} sheets, {box and box[0]!r}")
    page.emulate_media(media="screen")
    return faults


@pytest.mark.parametrize("slug", SLUGS)
def test_page_by_keyboard_zoomed_and_on_paper(open_page: OpenPage, slug: str) -> None:
    page = open_page(slug, query=QUERIES.get(slug, ""))
    assert paper_faults(page, SHEETS.get(slug, 5)) == []
    assert focus_faults(page) == []
    assert room_faults(page) == []


def test_a_control_that_can_no_longer_be_used_hands_its_focus_on(open_page: OpenPage) -> None:
    page = open_page("evaluate")
    page.get_by_role("radio", name="1-7, ").check()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_enabled()  # the kernel has heard of the level
    undo.focus()
    page.keyboard.press("Enter")
    expect(undo).to_be_disabled()
    expect(page.get_by_role("button", name="Redo")).to_be_focused()
