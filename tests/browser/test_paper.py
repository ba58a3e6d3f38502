"""The statement on paper, on screens of every width and in every font: words stay whole, captions are in sight."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser

from fesgrade import evaluate
from fesgrade.documents import forms
from fesgrade.documents.compose import compose
from fesgrade.documents.word import to_docx

from .conftest import FONTS

pytestmark = pytest.mark.browser

WRITTEN = compose(
    evaluate("1-7 2-4 3-3 4-1 5-3 2b 8-1 9-1"),
    title="Human Resources Specialist",
    rationale={"1": "Applies law and regulation. " * 9},
)
#: Each caption, column heading and cell, with its words that are on two lines and where it ends; a table scrolls in a
#: box. A word ends at a hyphen, where a line may end as well.
LOOK = """() => {
  const tree = document.querySelector("#host").shadowRoot;
  const range = document.createRange();
  const lines = (node, word) => {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((each) => Math.round(each.top))).size;
  };
  return [...tree.querySelectorAll("caption, th, td")].filter((each) => each.firstChild).map((each) => {
    const broken = [...each.textContent.matchAll(/[^\\s-]+/g)].filter((word) => lines(each.firstChild, word) > 1);
    range.selectNodeContents(each);
    return {
      broken: broken.map(String),
      caption: each.localName === "caption",
      right: Math.max(...[...range.getClientRects()].map((box) => box.right)),
    };
  });
}"""


def test_words_are_whole_and_captions_in_sight(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    page.set_content(
        '<!DOCTYPE html><meta name="viewport" content="width=device-width"><div id="host"></div>'
        f"<template>{forms.to_fragment(WRITTEN, 'form')}<style id=font></style></template>"
    )
    page.evaluate(
        """const tree = document.querySelector("#host").attachShadow({ mode: "open" });
        tree.append(document.querySelector("template").content);"""
    )
    for font, style in FONTS.items():
        page.evaluate(
            "css => document.querySelector('#host').shadowRoot.querySelector('#font').textContent = css", style
        )
        for width in (320, 390, 520, 720, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            found: list[dict[str, Any]] = page.evaluate(LOOK)
            where = f"{font} font, {width} pixels"
            assert len(found) >= 35, where
            assert [each["broken"] for each in found if each["broken"]] == [], where
            assert [each["right"] for each in found if each["caption"] and each["right"] > width] == [], where
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        # On Letter paper, less its margins, nothing scrolls: the tables are as wide as the page.
        page.set_viewport_size({"width": 7 * 96, "height": 9 * 96})
        page.emulate_media(media="print")
        found = page.evaluate(LOOK)
        assert [each["broken"] for each in found if each["broken"]] == [], font
        assert max(each["right"] for each in found) <= 7 * 96, font
        page.emulate_media(media="screen")
    page.close()


#: A record with a rationale of three sentences for each of its nine factors, and two lines to sign.
ORDINARY = compose(
    evaluate("1-4 2-3 3-2 4-2 5-2 6-2 7-2 8-1 9-1", "gs-0203"),
    title="Human Resources Assistant (Military)",
    organization="Personnel Command, Career Management Department",
    rationale=dict.fromkeys("123456789", "Applies assignment rules to place people and explains them to units. " * 3),
    date="2017-03-20",
)


def test_the_form_of_an_ordinary_position_is_one_page_in_every_font(browser: Browser) -> None:
    page = browser.new_page()
    for font, style in FONTS.items():
        page.set_content(forms.to_html(ORDINARY, "form").replace("</style>", f"{style}</style>"))
        paper = page.pdf(prefer_css_page_size=True)
        if font != "wide":  # 9 points in a face wider than any that an office prints with
            assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, font
    page.close()


def test_in_word_every_column_has_room_for_its_longest_word_in_a_wide_font(browser: Browser) -> None:
    """A program that cannot fit columns to their words takes the widths as they are."""
    page = browser.new_page()
    width = page.evaluate_handle("const pen = document.createElement('canvas').getContext('2d'); pen")
    document = docx.Document(io.BytesIO(to_docx(WRITTEN, "form")))
    assert len(document.tables) == 1
    for table in document.tables:
        assert table.autofit
        for row in table.rows:
            for cell in row.cells:
                bold = "bold " if any(run.bold for run in cell.paragraphs[0].runs) else ""
                room = cell.width.inches - 0.16  # less the margins that Word gives a cell
                for word in cell.text.split():
                    font = f"{bold}8.5pt 'DejaVu Sans', Verdana, sans-serif"
                    pixels = width.evaluate(
                        "(pen, [font, word]) => { pen.font = font; return pen.measureText(word).width }", [font, word]
                    )
                    assert pixels / 96 <= room, word
    page.close()
