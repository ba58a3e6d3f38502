"""What holds on every page: focus is seen, what stays in view leaves room, paper shows the choice. One visit a page."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fesgrade.apps.parts.glossary import read_glossary, words
from fesgrade.apps.parts.pages import PAGES

from .actions import pick, result
from .conftest import FindViolations, OpenPage

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
SHEETS = {"index": 2, "evaluate": 3, "practice": 3, "series": 1, "panel": 1, "batch": 1, "check": 1}
#: Returns what is wrong on paper, where no fill is printed and nothing can be unfolded: a chosen level that looks like
#: the others, a row without its heading.
PAPER = """() => {
  const faults = [];
  for (const chosen of document.querySelectorAll(".fg-level:has(:checked)")) {
    const { color, borderTopWidth } = getComputedStyle(chosen);
    const sign = getComputedStyle(chosen, "::before").content;
    if (color !== "rgb(0, 0, 0)" || parseFloat(borderTopWidth) < 3 || sign === "none") faults.push(chosen.textContent);
  }
  for (const head of document.querySelectorAll("main tbody th")) {
    if (head.checkVisibility() && !head.innerText.trim()) faults.push("a row without its heading");
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


#: Lets the page draw what has changed.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: Returns the words of the page's own sentences, those that stand in a link to the glossary left out.
OWN_WORDS = """() => {
  const apart = "a, button, label, summary, legend, caption, th, dt, select, textarea, h1, h2, h3, h4, svg, pre, " +
    "code, mark, [role=alert], [role=option], [aria-hidden=true], [data-pick], .fg-source, .fg-visually-hidden, " +
    ".fg-meaning, .fg-case-text, .fg-document";
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const words = [];
  while (texts.nextNode()) {
    const within = texts.currentNode.parentElement;
    if (within.checkVisibility() && !within.closest(apart)) words.push(texts.currentNode.data);
  }
  return words.join(" ¶ ").replace(/\\s+/g, " ");
}"""
#: Returns the terms that are linked in sight, once for each link.
TERMS = """() => [...document.querySelectorAll("main a[href^='sources.ipynb#']")]
  .filter((link) => link.checkVisibility()).map((link) => link.hash.slice(1))"""


def term_faults(page: Page) -> list[str]:
    """Return the terms that a newcomer would read on the page without a way to what they mean, or with too many."""
    for details in page.locator("main details").all():
        details.evaluate("one => { one.open = true }")
    page.evaluate(DRAWN)
    own, linked = page.evaluate(OWN_WORDS), page.evaluate(TERMS)
    faults = []
    for row in read_glossary():
        said = [word for word in words(row) if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", own, re.IGNORECASE)]
        if said and row["id"] not in linked:
            faults.append(f"{said} is not linked")
    faults += [f"{id} is linked {count} times" for id, count in Counter(linked).items() if count > 2]
    return faults


@pytest.mark.parametrize("slug", SLUGS)
def test_page_by_keyboard_zoomed_and_on_paper(open_page: OpenPage, slug: str) -> None:
    page = open_page(slug, query=QUERIES.get(slug, ""))
    assert paper_faults(page, SHEETS.get(slug, 5)) == []
    assert slug == "sources" or term_faults(page) == []
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


@pytest.mark.parametrize(
    ("slug", "button", "sign"),
    [
        ("panel", "Open an example class", "Where the class disagrees"),
        ("read", "Read an example", "What was read"),
        ("batch", "Open an example", "Grade every row"),
    ],
)
def test_terms_are_linked_in_what_an_example_brings(open_page: OpenPage, slug: str, button: str, sign: str) -> None:
    page = open_page(slug)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(sign).first).to_be_visible()
    assert term_faults(page) == []


def test_a_term_opens_a_tab_of_its_own_and_is_linked_again_where_its_text_is_made_anew(
    open_page: OpenPage, axe: FindViolations
) -> None:
    page = open_page("what_if", query="?case=hr-officer")
    term = page.locator("a.fg-term").first
    name = term.inner_text()
    assert axe(page) == []
    term.focus()
    with page.expect_popup() as opening:
        page.keyboard.press("Enter")
    expect(opening.value.locator("dt:target")).to_be_visible()
    opening.value.close()
    # The whole page is shown anew after a change, and the term is linked once as before.
    pick(page, "1-6")
    expect(result(page)).to_contain_text("GS-10")
    expect(page.locator("a.fg-term").get_by_text(name, exact=True)).to_have_count(1)
    assert term_faults(page) == []


#: Returns the citations that are parted although they would stand on one line.
PARTED = """() => [...document.querySelectorAll(".fg-source")].filter((one) => one.checkVisibility()
  && one.textContent.length < 20 && one.offsetHeight > 2 * parseFloat(getComputedStyle(one).fontSize))
  .map((one) => one.textContent)"""


def test_no_citation_is_parted_and_a_button_that_was_pressed_keeps_its_edge(open_page: OpenPage) -> None:
    page = open_page("supervisory", width=390)
    assert page.evaluate(PARTED) == []
    clear = page.get_by_role("button", name="Clear", exact=True)
    clear.click()
    page.mouse.move(0, 0)
    expect(clear).to_have_css("box-shadow", re.compile("inset"))
    # A check list that says nothing yet leaves no room for it.
    card = page.locator(".fg-checklists").first.bounding_box()
    fold = page.locator(".fg-checklists summary").first.bounding_box()
    assert card and fold and card["height"] < fold["height"] + 50
