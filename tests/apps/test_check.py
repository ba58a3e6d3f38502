"""The page that checks a table, without a browser: what differs, with the right value and its page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade.apps.check import EXAMPLES, KINDS, MOST, Page
from fesgrade.apps.parts.link import edition
from fesgrade.check import differences as checks
from fesgrade.standards import Standard
from fesgrade.tables import load
from fesgrade.widgets import region
from fesgrade.widgets.downloads import Downloads
from fesgrade.widgets.region import guard

from .test_components import parsed, plain, said

CATALOG = load()
PRIMARY = CATALOG.standards["fes-primary"]
SCRIPT = '<script>window.run=1</script><img src=x onerror="window.run=1">'


@pytest.fixture
def page() -> Iterator[Page]:
    region.alert("")
    yield Page(CATALOG)
    region.alert("")


def opened(page: Page, content: bytes, name: str = "table.csv") -> None:
    guard(page.take)({name: content})


def hidden(widget: Downloads | region.Region) -> bool:
    return bool(widget.layout.display == "none")


def levels(standard: Standard = PRIMARY) -> str:
    return "\n".join(["level,points", *(f"{level.code},{level.points}" for level in standard.levels())])


def test_every_kind_of_difference_has_its_word() -> None:
    assert tuple(KINDS) == checks.KINDS


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("factor-7-level-d.csv", ["1 value differs: 1 wrong", "7-4 (factor 7, level d)", "200 points 220", "p. 54"]),
        ("gs-12-from-1605.csv", ["1 value differs", "1,605 to 3,150", "2,755 to 3,150, and 1,605 points are GS-8"]),
        ("even-grade-pushed-up.csv", ["2 values differ: 1 wrong, 1 missing", "1,605 to 1,850", "Handbook p. 12"]),
        (
            "supervisory-level-3-1.csv",
            ["1 not in the standard", "Level 3-1", "the levels of factor 3 are 3-2 to 3-4", "GSSG p."],
        ),
    ],
)
def test_each_made_example_shows_its_fault_with_the_right_value_and_page(
    page: Page, name: str, shown: list[str]
) -> None:
    assert list(EXAMPLES) == list(page.made)
    page.example.value = name
    text = plain(page.result.html) + plain(page.differences.html)
    assert [words for words in shown if words not in text] == []
    assert said() == "" and not hidden(page.save)
    saved = page.file()
    assert saved.name == f"{name.removesuffix('.csv')}-differences.csv"
    rows = list(csv.DictReader(io.StringIO(saved.content.decode("utf-8-sig"))))
    found = checks.check(page.made[name], name, data=CATALOG).differences
    assert [row["what"] for row in rows] == [each.what for each in found]
    assert all(row["source"] and row["right"] for row in rows)


@pytest.mark.parametrize("standard", ["fes-primary", "gssg"])
def test_a_right_table_differs_in_nothing(page: Page, standard: str) -> None:
    opened(page, levels(CATALOG.standards[standard]).encode())
    title = CATALOG.standards[standard].title
    assert "0 Nothing differs. Every value in table.csv is as published" in plain(page.result.html)
    assert f"compared with {title}" in plain(page.result.html)
    assert hidden(page.save) and hidden(page.differences)


def test_the_standard_can_be_chosen_and_the_table_is_checked_anew(page: Page) -> None:
    opened(page, levels().encode())
    page.standard.value = "gs-0203"
    text = plain(page.result.html)
    assert "compared with" in text and CATALOG.standards["gs-0203"].title in text
    assert "GS-0203 is known in part" in text
    page.standard.value = ""
    assert "compared with FES Primary Standard" in plain(page.result.html)


def test_a_file_about_another_standard_is_no_table_without_faults(page: Page) -> None:
    content = b'{"gssg": {"levels": {"1-1": 175}}}'
    opened(page, content, "x.json")
    assert "compared with General Schedule Supervisory Guide" in plain(page.result.html)
    before = page.result.html
    page.address.ready = True
    page.standard.value = "gs-0201"
    assert "x.json says that it is about another standard" in said()
    assert page.result.html == before
    assert page.standard.value == "" and page.address.query == {}  # the list says what the result is about
    page.standard.value = "gssg"
    page.standard.value = "gs-0203"
    assert page.standard.value == "gssg" and page.address.query["standard"] == "gssg"
    assert page.result.html == before


def test_the_address_keeps_the_standard(page: Page) -> None:
    page.address.query = {"standard": "gs-0203"}
    page.address.ready = True
    assert page.standard.value == "gs-0203"
    assert page.address.query == {"standard": "gs-0203", "tables": edition()}
    page.example.value = "gs-12-from-1605.csv"
    assert "GS-0203" in plain(page.result.html)
    page.standard.value = ""
    assert page.address.query == {}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"standard": "gs-<b>"}, "The link names the standard 'gs-<b>', which is not at hand; nothing was loaded."),
        ({"tables": "0.0.1"}, "made with the tables of 0.0.1"),
        ({"standard": "gssg", "tables": "0.0.1"}, "made with the tables of 0.0.1"),
    ],
)
def test_an_address_that_is_damaged_or_of_another_edition_is_told(
    page: Page, query: dict[str, str], words: str
) -> None:
    page.address.query = query
    page.address.ready = True
    assert words in said() + plain(page.older.html)
    assert page.standard.value == ("gssg" if query.get("standard") == "gssg" else "")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.csv", "a.csv is empty"),
        (levels().encode("utf-16")[:-1], "a.csv", "a.csv is UTF-16 text"),
        (levels().encode() + b'\n"1-', "a.csv", "may be cut short"),
        (levels().encode() + b"\n\xff\x01", "a.csv", "is not UTF-8 text"),
        (b'{"1-7": ', "a.json", "a.json is not JSON"),
        (b"name,age\nA,3", "<i>.csv", "<i>.csv holds neither points of levels nor grade ranges"),
        (b"PK\x03\x04" + bytes(90), "a.xlsx", "cannot be read as XLSX"),
        (b"x" * (checks.MAX_BYTES + 1), "a.csv", "10 MB"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence_and_nothing_is_lost(
    page: Page, content: bytes, name: str, sentence: str
) -> None:
    page.example.value = "gs-12-from-1605.csv"
    before = (page.result.html, page.differences.html)
    opened(page, content, name)
    assert sentence in said() and "<i>" not in region.alerts().html
    assert (page.result.html, page.differences.html) == before
    assert page.file().name == "gs-12-from-1605-differences.csv"
    page.example.value = ""
    page.example.value = "factor-7-level-d.csv"
    assert said() == ""


def test_very_many_differences_are_counted_and_the_first_shown(page: Page) -> None:
    rows = "\n".join(f"1-{number},{number}" for number in range(10, 10_010))
    opened(page, f"level,points\n{rows}".encode())
    assert page.found is not None
    count = len(page.found.differences)
    assert count >= 10_000
    assert f"{count:,} values differ" in plain(page.result.html)
    assert f"the first {MOST} of {count:,}; the saved file has all" in plain(page.differences.html)
    assert page.differences.html.count("<tr>") == MOST + 1
    assert page.file().content.count(b"\r\n") == count + 1


def test_markup_in_every_field_stays_text_and_what_is_saved_does_not_run(page: Page) -> None:
    opened(page, f"level,points\n=1+1,{SCRIPT}\n{SCRIPT},=2\n1-7,=cmd()\n".encode(), f"{SCRIPT}.csv")
    html = page.result.html + page.differences.html
    assert not {tag for tag, _ in parsed(html).tags} & {"script", "img", "i"}
    assert SCRIPT[:20] in unescape(html)
    cells = [cell for row in csv.reader(io.StringIO(page.file().content.decode("utf-8-sig"))) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not any(cell.startswith(tuple("=+-@")) for cell in cells)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5))
def test_no_table_breaks_the_page(texts: list[tuple[str, str, str]]) -> None:
    page = Page(CATALOG)
    out = io.StringIO()
    csv.writer(out).writerows([("factor", "level", "points"), *texts])
    opened(page, out.getvalue().encode())
    assert "error in the program" not in said()
    tags = {tag for tag, _ in parsed(page.result.html + page.differences.html).tags}
    assert tags <= {"p", "b", "span", "h2", "div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
