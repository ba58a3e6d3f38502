"""The front end: small files with a bundle that is made from its recipe, and nothing that leaves this machine."""

from __future__ import annotations

import pytest

from fesgrade.early.pages import FOLDERS, build
from fesgrade.early.recording import ensure
from fesgrade.server import notebooks_dir
from tests import widgets_bundle
from tests.early.test_recording import EVERY
from tests.web.addresses import fetched

FRONT = FOLDERS[0]


@pytest.mark.skipif(not widgets_bundle.RECIPE.is_dir(), reason="an archive of the sources has no recipe")
def test_what_is_taken_from_jupyter_is_made_from_its_recipe() -> None:
    first = (widgets_bundle.VENDOR / "widgets.js").read_text(encoding="utf-8").splitlines()[0]
    assert first == widgets_bundle.made_from(), "run `make widgets`"


def test_every_file_of_the_front_end_says_what_it_is_for_and_names_no_other_site() -> None:
    for path in FRONT.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("// "), path.name
        assert "://" not in text, path.name


def test_no_file_of_one_folder_hides_one_of_the_other() -> None:
    names = [path.relative_to(folder).as_posix() for folder in FOLDERS for path in folder.rglob("*") if path.is_file()]
    assert len(names) == len(set(names))


def test_no_description_holds_html() -> None:
    """The front end shows descriptions as text, in place of Jupyter's cleaner of HTML."""
    for page in EVERY:
        record = (ensure(notebooks_dir(), FRONT) / f"{page}.json").read_text(encoding="utf-8")
        assert '"description_allow_html":true' not in record


def test_pages_are_whole_and_the_same_each_time() -> None:
    records = ensure(notebooks_dir(), FRONT)
    pages = build(notebooks_dir(), records)
    assert sorted(pages) == [f"{page}.ipynb" for page in EVERY]
    assert build(notebooks_dir(), records) == pages
    for name, page in pages.items():
        html = page.decode()
        assert html.count("<h1") == 1, name
        assert html.count('class="fg-output fg-live"') == (name != "sources.ipynb"), name  # text and links only
        script = html.split('id="fg-record"')[1]
        assert script.count("<") == script.count("</script>") + 3, name  # of the record none; the page's end is HTML
        assert not fetched(html), name


def test_what_a_page_would_fetch_is_seen() -> None:
    assert fetched('<p><img alt="" src="//elsewhere/x.png"><form action=http://elsewhere/>')
    assert fetched('<link rel="stylesheet" href="https://elsewhere/x.css">')
    assert not fetched('<a class="fg-link" href="https://elsewhere/">there</a><img src="x.png">')
    assert not fetched("<" * 20_000 + "src=" * 20_000)
