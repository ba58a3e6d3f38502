"""Results that show themselves: printed as the command line prints them, displayed as tables that stand alone."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser

import pytest

import fesgrade
from fesgrade import chances, compare, mixed, supervisory, tables, ways, whatif
from fesgrade.cli import main
from fesgrade.shown import Head, Listed, Note, Shown, Table, View, html, text

OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"
POSITION = fesgrade.evaluate(OFFICER)
SHOWN: dict[str, Shown] = {
    "evaluation": POSITION,
    "supervisory": supervisory.evaluate("1-3 2-2 3-3 4A-2 4B-2 5-5 6-3", base_grade=9, time_share=30),
    "mixed": mixed.evaluate([mixed.KindOfWork("Desk", 60, POSITION), mixed.KindOfWork("Counter", 40, 9)]),
    "standard": tables.load().standards["gs-0201"],
    "moves": whatif.moves(OFFICER, "gs-0201"),
    "ways": ways.ways(OFFICER, "gs-0201", "GS-12"),
    "no-way-needed": ways.ways(OFFICER, "gs-0201", "GS-11"),
    "distribution": chances.distribution({**POSITION.levels, "2": "2-3, perhaps 2-4"}, "gs-0201"),
    "space": chances.space("gs-0201"),
    "comparison": compare.compare([compare.Scenario("Ours", OFFICER), compare.Scenario("Theirs", grade=12)], "gs-0201"),
}


class Page(HTMLParser):
    """Takes HTML apart and complains of what is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.said += f"{data} "


@pytest.mark.parametrize("name", SHOWN)
def test_a_notebook_gets_text_and_accessible_tables_without_a_script(name: str) -> None:
    bundle = SHOWN[name]._repr_mimebundle_()
    assert bundle.keys() == {"text/plain", "text/html"}
    assert bundle["text/plain"] == str(SHOWN[name])
    page = Page(bundle["text/html"])
    names = [tag for tag, _ in page.tags]
    assert "table" in names and names[0] == "div"
    assert not {"script", "link", "img", "iframe", "h1", "h2"} & set(names)
    for tag, attributes in page.tags:
        assert tag != "th" or attributes["scope"] in ("row", "col")
        assert not any(key.startswith("on") or key in ("id", "href", "src") for key in attributes)


def test_the_style_of_a_result_stays_within_it() -> None:
    made = html(View("Nothing"))
    style = made.partition("<style>")[2].partition("</style>")[0]
    selectors = [line.partition("{")[0] for line in style.splitlines() if "{" in line]
    assert len(selectors) > 10
    for selector in selectors:
        for one in selector.split(", ."):
            assert one.strip().lstrip(".").startswith(("fg-shown", "@media print")), selector
    assert "var(" not in style and "url(" not in style and ":root" not in style


def test_a_printed_result_is_the_table_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", *OFFICER.split()]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{POSITION}\n")
    assert "1-7  1,250  GS-0201 standard p. 19" in printed


def test_sources_are_folded_and_all_there() -> None:
    made = html(POSITION.view())
    before, _, folded = made.partition("<summary>Sources</summary>")
    for credit in POSITION.credits:
        assert credit.source in folded and credit.source not in before


def test_what_people_write_is_escaped() -> None:
    name = "<b onclick=x>&amp;"
    view = View(
        name,
        head=Head(name, name, total=5, line=(0, 10)),
        tables=(Table(name, (name,), ((name,),), sources=(name,), foot=(name,)),),
        rest=(Note(name, name, name), Listed(name, ((name, name),))),
    )
    page = Page(html(view))
    assert not any("onclick" in attributes for _, attributes in page.tags)
    assert page.said.count(name) >= 8


def test_text_lines_columns_up_and_knows_nothing_from_zero() -> None:
    table = Table("Sums", ("What", "Points"), (("a", 1250), ("bcd", 0), ("", None)), numbers=(1,))
    assert text(View("T", tables=(table,))) == "T\n\nSums:\nWhat  Points\na      1,250\nbcd        0\n"


def test_a_result_keeps_the_standard_and_can_be_copied_and_kept() -> None:
    assert POSITION.graded_by is tables.load().standards["gs-0201"]
    assert "graded_by" not in POSITION.as_dict() and "graded_by" not in repr(POSITION)
    assert copy.deepcopy(POSITION) == POSITION
    again = pickle.loads(pickle.dumps(POSITION))
    assert again == POSITION and str(again) == str(POSITION)
    assert again.graded_by.unlikely == POSITION.graded_by.unlikely


def test_the_levels_of_a_result_give_the_same_result_again() -> None:
    assert fesgrade.evaluate(POSITION.levels) == POSITION
    guide = SHOWN["supervisory"]
    assert isinstance(guide, supervisory.SupervisoryEvaluation)
    assert supervisory.evaluate(guide.levels, base_grade=9, time_share=30) == guide
