"""The statement on paper, on screens of every width: words stay whole and what stands above a table is in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from fesgrade import evaluate
from fesgrade.documents import forms
from fesgrade.documents.compose import compose

pytestmark = pytest.mark.browser

#: Each caption and column heading, with the lines that its words are on and where it ends; a table scrolls in a box.
LOOK = """() => {
  const tree = document.querySelector("#host").attachShadow({ mode: "open" });
  tree.innerHTML = document.querySelector("template").innerHTML;
  const range = document.createRange();
  const lines = (node, word) => {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((each) => Math.round(each.top))).size;
  };
  return [...tree.querySelectorAll("caption, thead th")].map((each) => {
    const broken = [...each.textContent.matchAll(/\\S+/g)].filter((word) => lines(each.firstChild, word) > 1);
    range.selectNodeContents(each);
    return {
      broken: broken.map(String),
      caption: each.localName === "caption",
      right: Math.max(...[...range.getClientRects()].map((box) => box.right)),
    };
  });
}"""


@pytest.mark.parametrize("width", [320, 390, 520, 720, 1280])
def test_words_are_whole_and_captions_in_sight(browser: Browser, width: int, tmp_path):
    result = evaluate("1-7 2-4 3-3 4-1 5-3 2b 8-1 9-1")
    written = compose(result, title="Human Resources Specialist", rationale={"1": "Applies law and regulation. " * 9})
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.set_content(
        '<!DOCTYPE html><meta name="viewport" content="width=device-width">'
        f'<div id="host"></div><template>{forms.to_fragment(written)}</template>'
    )
    found = page.evaluate(LOOK)
    page.screenshot(path=tmp_path / "paper.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert len(found) >= 8
    assert [each["broken"] for each in found if each["broken"]] == []
    assert [each["right"] for each in found if each["caption"] and each["right"] > width] == []
    assert wide <= width
