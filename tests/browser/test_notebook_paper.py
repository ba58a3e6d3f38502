"""An author's notebook on paper: the HTML of nbconvert in a browser that runs no script, and as a PDF."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

import fesgrade
from fesgrade.server import notebooks_dir

from .conftest import TakeScreenshot

pytestmark = pytest.mark.browser

TEMPLATES = Path(fesgrade.__file__).parent / "web" / "nbconvert" / "templates"


def test_results_pictures_and_widgets_are_on_paper(
    browser: Browser, screenshot: TakeScreenshot, tmp_path: Path
) -> None:
    notebook = nbformat.read(notebooks_dir() / "learn" / "kit.ipynb", as_version=4)
    exporter = HTMLExporter(template_name="fesgrade-paper", extra_template_basedirs=[str(TEMPLATES)])
    file = tmp_path / "kit.html"
    file.write_text(exporter.from_notebook_node(notebook)[0], encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1024, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(file.as_uri())
    pictures = page.get_by_role("img")
    expect(pictures.filter(visible=True)).to_have_count(9)  # five drawings, and a bar in each of four results
    assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 100)")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    screenshot(page, "kit-paper")
    page.pdf(path=tmp_path / "kit.pdf")
    pages = PdfReader(tmp_path / "kit.pdf").pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    for said in ("1. Grade a position", "2,435 points", "10. A page of ten lines", "Where it stands among the grades"):
        assert said in words, said
    assert words.count("2,435 points") == 5
    context.close()
