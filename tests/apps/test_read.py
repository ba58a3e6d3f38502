"""The page that reads a document, without a browser: what is found, marked, chosen, corrected, and handed on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade.apps.read.page import Page
from fesgrade.tables import load
from fesgrade.widgets import region
from tests.reading.made import LEVELS, docx, pdf

CATALOG = load()
DOCUMENTS = Path(__file__).parent.parent / "reading" / "documents"
SCRIPT = '<script>run=1</script><img src=x onerror="run=1">'


@pytest.fixture
def page() -> Page:
    region.alert("")
    return Page(CATALOG)


def opened(page: Page, name: str) -> Page:
    page.take_file({name: (DOCUMENTS / name).read_bytes()})
    return page


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.replace("</b>", ""))).split())


def said() -> str:
    return plain(region.alerts().html)


def shown(page: Page) -> list[object]:
    return list(page.body.children)


def test_at_first_there_is_no_sheet_and_then_there_is(page: Page) -> None:
    assert shown(page) == [page.about]
    page.take_file({"a.docx": docx()})
    assert page.work in shown(page) and list(page.rating.chosen.values()) == LEVELS
    assert "1 evaluation in a.docx." in plain(page.head.html)
    assert "2,435 points" in plain(page.result.html)
    assert "Everything printed agrees with the tables." in plain(page.faults.html)


def test_every_level_leads_to_its_words_in_the_text(page: Page) -> None:
    opened(page, "decision-own-work.txt")
    links = re.findall(r'href="#(fg-read-[0-9AB]+)">([^<]+)<', page.found.html)
    assert [link for link, _ in links] == [f"fg-read-{factor}" for factor in "123456789"]
    for link, _ in links:
        assert page.text.html.count(f'id="{link}"') == 1
    assert '<mark class="fg-seen">' in page.text.html  # levels that are only compared


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*[!d]")), ids=lambda path: path.name)
def test_any_example_is_shown_whole_with_every_place_marked_once(page: Page, path: Path) -> None:
    if path.suffix == ".expected":
        return
    opened(page, path.name)
    assert page.document is not None and page.reading is not None
    for at in range(len(page.reading.evaluations)):
        page.which.value = at
        ids = re.findall(r'id="(fg-read-[^"]+)"', page.text.html)
        assert len(ids) == len(set(ids)) == len(page.reading.evaluations[at].places)
    words = "".join("".join(line.text for line in page.document.lines).split())
    for hidden in ("Seen,not taken:", "Total or grade:"):
        assert hidden.replace(" ", "") not in words
    bare = re.sub(r'<span class="fg-visually-hidden">[^<]*</span>', "", page.text.html)
    assert "".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"<h[23]>[^<]*</h[23]>", "", bare))).split()) == words


def test_one_of_several_evaluations_is_chosen(page: Page) -> None:
    opened(page, "decision-three-in-one-line.txt")
    assert [label for label, _ in page.which.options] == [
        "1. Budget Officer (nine factors): 2,435 points, GS-11",
        "2. Budget Officer (supervisory work): 2,650 points, GS-11",
        "3. No title (nine factors): 2,060 points, GS-9",
    ]
    page.which.value = 1
    assert page.rating.standard.id == "gssg" and page.rating.chosen["4A"] == "4A-2"
    assert "Supervisory work" in plain(page.onward.html)
    page.which.value = 2
    assert page.rating.chosen["1"] == "1-6" and "2,060 points" in plain(page.result.html)
    page.rating.undo.click()
    assert page.rating.chosen.get("4A") == "4A-2"


def test_what_was_misread_is_changed_and_the_text_stays(page: Page) -> None:
    opened(page, "broken-pdf-text.txt")
    assert "1" not in page.rating.chosen and "say which level of factor 1" in plain(page.faults.html)
    page.rating.take("1-3")
    assert "now 1-3" in plain(page.found.html) and "GS-5" in plain(page.result.html)
    assert page.reading is not None and "fg-read-2" in page.text.html


def test_what_is_printed_wrong_is_told_with_the_right_value(page: Page) -> None:
    opened(page, "wrong-figures.txt")
    text = plain(page.faults.html)
    assert "4-4 is printed with 252 points (page 1, line 6); it has 225" in text
    assert "The printed grade is GS-12" in text


def test_an_example_is_there_for_whoever_has_no_document(page: Page) -> None:
    page.try_it.click()
    assert "2,435 points" in page.result.html
    assert "The printed total is 2,535" in page.faults.html and "the levels come to 2,435" in page.faults.html


def test_the_levels_go_on_to_other_pages_and_no_word_of_the_document_does(page: Page) -> None:
    page.rating.address.ready = True
    opened(page, "pd-supervisor.txt")
    links = [urlsplit(unescape(href)) for href in re.findall(r'href="([^"#]+)"', page.onward.html)]
    assert [link.path for link in links] == ["evaluate.ipynb", "supervisory.ipynb", "what_if.ipynb"]
    assert parse_qs(links[0].query)["levels"] == ["1-3_2-2_3-3_4A-3_4B-3_5-6_6-4"]
    assert set(parse_qs(links[1].query)) == {"levels", "tables"}
    assert set(page.rating.address.query) <= {"standard", "levels", "work", "tables"}


def test_the_statement_has_the_sentences_as_evidence_and_the_title(page: Page) -> None:
    page.take_file({"a.pdf": pdf([["Position title: Program Analyst", "GS-0343-11", *_rows()]])})
    page.keep.begin()
    made = page.keep.statement()
    assert (made.title, made.series, made.total) == ("Program Analyst", "0343", 2435)
    first = made.factors[0].evidence[0]
    assert (first.level, first.excerpt.text, first.excerpt.reference) == (
        "1-7", "Factor 1, Knowledge Required by the Position - FL 1-7, 1250 points", "page 1, line 3",
    )  # fmt: skip
    page.rating.take("1-8")
    assert page.keep.statement().factors[0].evidence == ()  # it speaks of another level
    assert page.keep.record.extra.get("evidence") is None


def test_the_evidence_is_the_sentence_rather_than_the_row_of_the_table(page: Page) -> None:
    opened(page, "decision-own-work.txt")
    texts = {factor.factor: factor.evidence[0].excerpt.text for factor in page.keep.statement().factors}
    assert texts["3"] == "Level 3-2 and given its 125 points."
    assert texts["1"].startswith("1. Knowledge Required") or "meets Level 1-4" in texts["1"]


def _rows() -> list[str]:
    return [
        "Factor 1, Knowledge Required by the Position - FL 1-7, 1250 points",
        "Factor 2, Supervisory Controls - FL 2-4, 450 points", "Factor 3, Guidelines - FL 3-3, 275 points",
        "Factor 4, Complexity - FL 4-4, 225 points", "Factor 5, Scope and Effect - FL 5-3, 150 points",
        "Factor 6, Personal Contacts - FL 6-2, 25 points", "Factor 7, Purpose of Contacts - FL 7-2, 50 points",
        "Factor 8, Physical Demands - FL 8-1, 5 points", "Factor 9, Work Environment - FL 9-1, 5 points",
    ]  # fmt: skip


def test_a_refused_file_changes_nothing(page: Page) -> None:
    opened(page, "pd-headings.txt")
    before = page.text.html, page.rating.chosen
    for name, content, sentence in (
        ("a.pdf", pdf([[]]), "a.pdf has no text, only pictures of pages"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "of the old kind"),
        ("a.txt", b"", "a.txt is empty"),
    ):
        region.guard(page.take_file)({name: content})
        assert sentence in said()
        assert (page.text.html, page.rating.chosen) == before
    page.pasted.value = " "
    page.start.click()
    assert "paste some text first" in said()


def test_a_document_without_an_evaluation_is_shown_and_the_sheet_is_empty(page: Page) -> None:
    opened(page, "other-scheme.txt")
    assert "No evaluation in other-scheme.txt." in plain(page.head.html)
    assert "roman numerals" in plain(page.head.html)
    assert page.rating.chosen == {} and "SCOPE OF OPERATIONS" in page.text.html


def test_pasted_text_is_read(page: Page) -> None:
    page.pasted.value = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
    page.start.click()
    assert list(page.rating.chosen.values()) == LEVELS and said() == ""


def test_an_address_brings_the_levels_and_says_that_the_document_is_gone(page: Page) -> None:
    page.rating.address.query = {"standard": "gs-0201", "levels": "1-7_2-4"}
    page.rating.address.ready = True
    assert page.work in shown(page) and "the document is not kept" in plain(page.head.html)


def test_a_long_document_is_shown_around_what_was_found(page: Page) -> None:
    filler = "\n\n".join(["A sentence about the office that says nothing of levels."] * 3_000)
    page.take_text(f"{filler}\n\nFactor 1, Knowledge Required by the Position - FL 1-7, 1250 points\n\n{filler}")
    assert len(page.text.html) < 10_000 and 'id="fg-read-1"' in page.text.html
    assert "the lines around what was found are shown" in plain(page.text.html)


def test_markup_in_a_document_stays_text(page: Page) -> None:
    page.take_text(f"Title: {SCRIPT}\nFactor 1 - FL 1-7 {SCRIPT}, 1250 points\n{SCRIPT}")
    html = page.text.html + page.found.html + page.faults.html + page.head.html
    assert "<script" not in html and "<img" not in html
    assert SCRIPT in unescape(page.text.html)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_page(text: str) -> None:
    region.alert("")
    page = Page(CATALOG)
    region.guard(page.take_text)(text)
    assert "error in the program" not in said()
