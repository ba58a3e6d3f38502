"""HTML is built in one way: no text becomes markup, whatever it is, and what is HTML stays so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from fesgrade.apps.parts.html import (
    alert,
    button,
    folded,
    hint,
    items,
    join,
    result_card,
    result_head,
    sourced,
    table,
    tag,
)
from fesgrade.apps.parts.words import caution, plural, short
from fesgrade.shares import percent, signed
from fesgrade.sources import listed

from .test_components import parsed

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(TEXTS)
def test_escaped_text_stays_text(text: str) -> None:
    found = parsed(tag("p", text, title=text))
    assert found.tags == [("p", {"title": text})]
    assert found.text == text


@given(TEXTS)
def test_no_piece_takes_text_for_markup(text: str) -> None:
    pieces = {
        hint(text): ["p"],
        alert("warning", text): ["p"],
        sourced(text, f"x{text}"): ["span"],
        items("ul", [text, text]): ["ul", "li", "li"],
        folded(text, text): ["details", "summary"],
        button(text, text): ["button"],
        result_head(text, text, f"x{text}"): ["p", "p", "b", "span"],
        result_card(text): ["div"],
        join(text, [text, (text,)]): [],
    }
    for html, tags in pieces.items():
        assert [name for name, _ in parsed(html).tags] == tags
    made = table([text, text], [[text, text]], f"x{text}", label=text, foot=[[text, text]], links=[f"x{text}"])
    names = "div table caption thead tr th th tbody tr th a span td tfoot tr th td"
    assert [name for name, _ in parsed(made).tags] == names.split()


def test_a_name_carries_id_and_classes_as_a_style_sheet_writes_them() -> None:
    assert tag("h2#fg-keep.fg-lead.fg-card", "Keep") == '<h2 id="fg-keep" class="fg-lead fg-card">Keep</h2>'
    assert tag("br") == "<br>"
    for name in ("", "P", "p>", "p.", "p onclick=x", "p.a b", ".fg-hint"):
        with pytest.raises(ValueError, match="is no element"):
            tag(name)


def test_attributes_are_written_as_in_html() -> None:
    made = tag("progress", aria_label='"A" & B', max=2000, value=0, open=True, hidden=False, for_=None, class_="x")
    assert made == '<progress aria-label="&#34;A&#34; &amp; B" max="2000" value="0" open class="x"></progress>'


def test_what_is_nothing_leaves_nothing() -> None:
    assert tag("p", None, False, True, "", [], ("a", [None, "b"])) == "<p>ab</p>"
    assert items("ul", []) == sourced("", "") == join() == ""
    assert sourced("Text", "") == "Text"


def test_html_stays_html_and_is_never_escaped_twice() -> None:
    bold = tag("b", "<")
    assert tag("p", bold, " & ", [bold]) == "<p><b>&lt;</b> &amp; <b>&lt;</b></p>"
    assert bold + "<" == "<b>&lt;</b>&lt;"
    assert isinstance(bold + "<", Markup)


def test_numbers_get_thousands_separators_and_columns_of_them_stand_right() -> None:
    made = table(["Name", "Points", "Grade"], [["a", 2435, "GS-11"], ["b", -1250, "2435"]], "Points")
    assert '<td class="fg-number">2,435</td>' in made
    assert '<td class="fg-number">-1,250</td>' in made
    assert '<td class="fg-nowrap">2435</td>' in made
    assert '<th class="fg-number" scope="col">Points</th>' in made
    assert made.startswith('<div class="fg-scroll" tabindex="0" role="group" aria-label="Points"><table')


def test_a_table_takes_cells_of_its_own_columns_of_numbers_sums_and_links() -> None:
    own = tag("td.fg-source", "p. 1"), tag("th", "a", scope="row", aria_label="A")
    made = table(
        ["Name", "Share", "Source"], [[own[1], "5%", own[0]]], "", label="L", numbers=[1], foot=[["All", "9%", ""]]
    )
    assert "<caption>" not in made
    assert f'<tr>{own[1]}<td class="fg-number">5%</td>{own[0]}</tr>' in made
    assert '<tfoot><tr><th scope="row">All</th><td class="fg-number">9%</td>' in made
    linked = table(["Row"], [["Row 2"], ["Row 3"]], "Rows", links=["evaluate.ipynb?levels=1-7&work=x", ""])
    assert 'href="evaluate.ipynb?levels=1-7&amp;work=x" target="_blank" rel="noopener">Row 2<span' in linked
    assert '<th scope="row">Row 3</th>' in linked


def test_words_for_numbers() -> None:
    assert [plural(1, "row"), plural(1200, "row"), plural(2, "entry", "entries")] == [
        "1 row",
        "1,200 rows",
        "2 entries",
    ]
    assert [signed(300), signed(-1250), signed(0)] == ["+300", "−1,250", "+0"]
    assert [percent(0.5), percent(1 / 3), percent(1), percent(0)] == ["50%", "33.3%", "100%", "0%"]
    assert [percent(0.0001), percent(0.99999), percent(None)] == ["under 0.1%", "over 99.9%", "–"]
    assert [percent(1 / 3, 0), percent(0.001, 0), percent(0.999, 0), percent(1, 0)] == [
        "33%",
        "under 1%",
        "over 99%",
        "100%",
    ]


def test_words_in_a_row() -> None:
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == [
        "A",
        "A and B",
        "A, B and C",
    ]
    assert short(" a \n b ") == "a b"
    assert len(short("x" * 100)) == 60
    assert caution().startswith("A decision is an example, never a precedent (5 U.S.C. 5107): ")
