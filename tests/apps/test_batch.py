"""The Batch page without a browser: what is understood, graded, shown and saved, and that bad files lose nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets import Box
from markupsafe import Markup

from fesgrade import evaluate
from fesgrade.apps.batch import example
from fesgrade.apps.batch import page as batch
from fesgrade.apps.batch.columns import ROLES
from fesgrade.apps.batch.findings import MOST
from fesgrade.apps.batch.page import Page
from fesgrade.apps.batch.pictures import LINES
from fesgrade.apps.parts.link import edition
from fesgrade.apps.rating.state import KINDS
from fesgrade.files import sheets, xlsx
from fesgrade.levels import BY_COLUMN
from fesgrade.tables import load
from fesgrade.widgets import region
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import guard

from .test_components import parsed, plain, records, said

CATALOG = load()
HEADINGS = ["Position", "Title", "Office", "Grade", *(f"Factor {n}" for n in range(1, 10))]
OFFICER = ["1-7", "2-4", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1"]
SCRIPT = '<script>window.run=1</script><img src=x onerror="window.run=1">'


@pytest.fixture
def page() -> Iterator[Page]:
    region.alert("")
    yield Page(CATALOG)
    region.alert("")


def csv_file(*rows: list[str], headings: list[str] = HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()


def opened(page: Page, content: bytes, name: str = "p.csv") -> None:
    guard(page.take)({name: content})


def regions(page: Page) -> list[Markup]:
    """Every piece of HTML on the page."""
    result = page.result
    parts = (
        page.start, page.about, page.understood, page.preview, page.working, result.result, result.errors,
        result.differing, result.identical, result.unusual, result.near_line, result.found, result.positions,
    )  # fmt: skip
    return [part.html for part in parts] + [region.alerts().html]


def hidden(widget: region.Region | Picture | Box) -> bool:
    return bool(widget.layout.display == "none")


# The example


def test_the_example_shows_everything_that_the_page_looks_for(page: Page) -> None:
    page.try_it.click()
    assert "43 rows below the headings, 12 columns" in plain(page.understood.html)
    assert "Every factor of GS-0201 has a column." in page.understood.html
    page.grade.click()
    result = page.result
    assert "41 of 43 positions graded" in plain(result.result.html)
    assert "2 rows with errors , listed below" in plain(result.result.html)
    assert "Factor 2, Supervisory Controls, is given as 2-7" in plain(result.errors.html)
    assert "HR-033" in result.differing.html and "HR-006" in result.differing.html and "HR-001" not in (
        result.differing.html
    )  # fmt: skip
    assert "GS-9: 1, GS-11: 9, GS-12: 1" in result.identical.html and "5 U.S.C. 5107" in result.identical.html
    assert [finding in result.unusual.html for finding in ("Unlikely contacts", "Level outside", "Even grade")] == [
        True
    ] * 3
    assert "HR-013" in result.near_line.html.split("<tbody>")[1].split("</tr>")[0]  # ten points away, the nearest
    assert not any(map(hidden, (result.errors, result.differing, result.identical, result.unusual, result.compared)))
    assert hidden(page.details) and page.turn.description == "Show the columns"
    assert said() == ""


def test_every_grade_and_link_is_that_of_evaluate(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    result = page.result
    heads, *lines = list(csv.reader(io.StringIO(result.file("csv").content.decode("utf-8-sig"))))
    rows = [dict(zip(heads, line, strict=True)) for line in lines]
    links = re.findall(r'href="([^"]+)"', result.positions.html)
    good = [row for row in rows if row["grade"]]
    assert len(links) == len(good) == 41
    for row, link in zip(good, map(unescape, links), strict=True):
        levels = {n: row[f"Factor {n}"] for n in (1, 2, 3, 4, 5, 8, 9)} | {"6/7": row["Factors 6/7"]}
        right = evaluate(levels, standard="gs-0201", kind_of_work="administrative")
        assert (row["total"], row["grade"]) == (str(right.total), right.grade)
        assert row["findings"].split() == list(dict.fromkeys(finding.code for finding in right.findings))
        query = parse_qs(urlsplit(link).query)
        assert urlsplit(link).path == "evaluate.ipynb" and query["standard"] == ["gs-0201"]
        assert query["levels"] == ["_".join(credit.level for credit in right.credits)]


def test_links_open_a_new_tab_and_say_so(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    html = "".join(regions(page))
    assert html.count("in a new tab; this result stays here") == 1
    links = re.findall(r"<a ([^>]*)>(.*?)</a>", html)
    assert links
    for attributes, text in links:
        assert 'target="_blank" rel="noopener"' in attributes
        assert text.endswith('<span class="fg-visually-hidden"> (new tab)</span>')


def test_totals_near_a_line_are_few_and_say_what_near_means(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    text = plain(page.result.near_line.html)
    points = [int(each) for each in re.findall(r"GS-\d+ (\d+) GS-\d+", text)]
    assert points == sorted(points) and 0 < len(points) * 3 < 41
    assert f"{len(points)} of 41 graded positions, the nearest first." in text
    assert "No source gives a number. Unless your own tables give one" in text and f"up to {points[-1]} points" in text


def test_the_example_can_be_saved_and_opened() -> None:
    assert Page(CATALOG)._example_file().content == example.example()
    assert sheets.read(example.example(), "x.csv").headings == example.HEADINGS
    numbers = sheets.read(example.example(), "x.csv").columns["Position number"]
    assert set(example.CHANGES) <= set(numbers) and len(set(numbers)) == len(numbers)


def test_a_column_may_name_the_standard_of_each_row(page: Page) -> None:
    page.choose_standard.value = BY_COLUMN
    page.try_it.click()
    assert "Every factor has a column." in page.understood.html
    assert page.columns.columns().roles["standard"] == "Standard"
    page.grade.click()
    text = plain(page.result.result.html)
    assert "by the standard that each row names" in text and "13" in text
    assert "GS-0343; in a file of several it is one of" in plain(page.result.errors.html)
    links = re.findall(r"standard=([a-z0-9-]+)", page.result.positions.html)
    assert set(links) == {"aageg", "gs-0201"}
    assert page.address.query == {} or page.address.query["standard"] == BY_COLUMN
    page.columns.lists["standard"].value = ""
    assert "No column yet for the standard of each row" in page.understood.html
    guard(page.score)()
    assert "No column is chosen for the standard of each row" in said()
    page.choose_standard.value = "gs-0201"
    assert "standard" not in page.columns.lists


def test_a_link_may_ask_for_the_standard_of_each_row(page: Page) -> None:
    page.keeper.open({"standard": BY_COLUMN, "work": "technical"})
    assert (page.choose_standard.value, page.choose_kind.value) == (BY_COLUMN, "technical")
    guard(page.keeper.open)({"standard": BY_COLUMN, "work": "hobby"})
    assert "'hobby' is not a kind of work" in said() and page.choose_kind.value == "technical"


def test_the_example_of_two_standards_changes_rows_that_it_has() -> None:
    numbers = sheets.read(example.example_of_two(), "x.csv").columns["Position number"]
    assert set(example.TWO_CHANGES) <= set(numbers) and len(set(numbers)) == len(numbers)


# Columns


def test_columns_are_recognized_and_can_be_changed(page: Page) -> None:
    opened(page, csv_file(["1", "Officer", "A", "GS-11", *OFFICER, "2b"], headings=[*HEADINGS, "Both"]))
    lists = page.columns.lists
    assert [lists[str(n)].value for n in range(1, 10)] == [f"Factor {n}" for n in range(1, 10)]
    assert {key: lists[key].value for key in ROLES} == {
        "title": "Title", "organization": "Office", "position": "Position", "grade": "Grade"
    }  # fmt: skip
    lists["6/7"].value = "Both"
    assert (lists["6"].value, lists["7"].value) == ("", "")
    assert page.columns.columns().missing == ()
    page.grade.click()
    assert "1 of 1 position graded" in plain(page.result.result.html)
    lists["7"].value = "Factor 7"
    assert lists["6/7"].value == ""
    assert "No column yet for 6 Contacts: choose it below." in plain(page.understood.html)
    lists["6"].value = "Factor 7"
    assert "Chosen for more than one factor: Factor 7." in plain(page.understood.html)
    page.grade.click()
    assert "The column 'Factor 7' is chosen for 2 factors; a column holds one." in said()
    assert "1 of 1 position graded" in plain(page.result.result.html)  # the earlier result stays


def test_a_column_without_a_heading_of_its_own_is_told(page: Page) -> None:
    opened(page, csv_file(["1", "x", "A", "5", *OFFICER], headings=["Grade", "Grade", "", *HEADINGS[3:]]))
    assert "Column 2 is headed 'Grade' again" in plain(page.understood.html)
    assert "column 3" in page.preview.html


@pytest.mark.parametrize("standard", list(CATALOG.standards))
def test_every_standard_grades_its_own_columns(page: Page, standard: str) -> None:
    page.choose_standard.value = standard
    shown = CATALOG.standards[standard]
    assert page.choose_kind.disabled == (shown.method != "fes" or bool(shown.kind_of_work))
    assert hidden(page.about) == shown.complete
    described = [[level for level in factor.levels if level.status == "described"] for factor in shown.factors]
    row = [(own or factor.levels)[0].code for own, factor in zip(described, shown.factors, strict=True)]
    opened(page, csv_file(row, headings=[f"Factor {factor.id}" for factor in shown.factors]))
    assert ("6/7" in page.columns.lists) == (shown.method == "fes")
    page.grade.click()
    assert said() == ""
    right = shown.grade_of(sum(shown.by_code[code].points for code in row))
    assert page.result.scored is not None
    assert list(page.result.scored.frame["grade"]) == [right.name]
    assert f"by {shown.short_title}, {shown.edition}" in plain(page.result.result.html)
    assert hidden(page.result.differing) and hidden(page.result.compared)  # no recorded grade in this file


def test_another_standard_reads_the_columns_anew(page: Page) -> None:
    opened(page, csv_file(["x"] * 13))
    page.choose_standard.value = "gssg"
    assert "4A" in page.columns.lists and "9" not in page.columns.lists
    assert "No column yet for 4A" in plain(page.understood.html)


def test_columns_chosen_by_hand_stay_with_another_standard_that_has_the_factor(page: Page) -> None:
    opened(page, csv_file(["x"] * 14, headings=["Skill", "6/7", *HEADINGS[:4], *HEADINGS[5:]]))
    page.columns.lists["1"].value = "Skill"
    page.columns.lists["title"].value = "Office"
    page.columns.lists["6/7"].value = "6/7"
    for standard in ("fes-primary", "gssg", "gs-0203"):
        page.choose_standard.value = standard
        chosen = page.columns.columns()
        assert chosen.roles["title"] == "Office"
        if standard == "gssg":  # its factor 1 is another one
            assert "1" not in chosen.factors
        else:
            assert (chosen.factors["1"], chosen.factors["6/7"], chosen.missing) == ("Skill", "6/7", ())
    opened(page, csv_file(["x"] * 14, headings=["Skill", "6/7", *HEADINGS[:4], *HEADINGS[5:]]))
    assert page.columns.columns().missing == ("1",)
    assert page.columns.columns().roles["title"] == "Title"


# Bad input


OFFICE = csv_file(["1", "Officer", "A", "GS-11", *OFFICER])
BAD = {
    "empty.csv": (b"", "empty.csv is empty"),
    "utf16.csv": (OFFICE.decode().encode("utf-16")[:-1], "utf16.csv is UTF-16 text"),
    "latin.csv": (OFFICE.replace(b"Officer", b"Offici\xe8re\x01"), "latin.csv is not UTF-8 text: line 2"),
    "cut.csv": (OFFICE + b'2,"Off', "the file may be cut short"),
    "cut.xlsx": (b"PK\x03\x04" + b"\0" * 200, "cut.xlsx cannot be read as XLSX"),
    "old.xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 200, "an Excel file of the old kind"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0", "picture.csv is"),
    "headings.csv": (",".join(HEADINGS).encode(), "headings.csv has headings but no row below them"),
    "long.csv": (csv_file(*([OFFICER] * (batch.MAX_ROWS + 1)), headings=HEADINGS[4:]), "more than the 100,000 rows"),
    "<b>.csv": (b"", "<b>.csv is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_a_sentence_and_nothing_is_lost(page: Page, name: str) -> None:
    page.try_it.click()
    page.grade.click()
    before = [html for html in regions(page) if html]
    content, sentence = BAD[name]
    opened(page, content, name)
    assert sentence in said()
    assert "<b>" not in region.alerts().html
    assert [html for html in regions(page) if html][:-1] == before
    page.grade.click()  # the page goes on
    assert said() == "" and "41 of 43" in plain(page.result.result.html)


def test_limits_are_stated_and_are_those_of_the_control(page: Page) -> None:
    assert "up to 100,000 rows or XLSX with up to 50,000, at most 25 MB" in plain(page.start.html)
    chooser = page.widgets()[0].children[0].children[0]
    assert chooser.largest == batch.MAX_BYTES == 25 * 2**20


def test_good_rows_are_never_lost_to_bad_ones(page: Page) -> None:
    rows = [[str(n), "T", "A", "", *(["?"] if n % 2 else ["1-7"]), *OFFICER[1:]] for n in range(2 * MOST + 20)]
    opened(page, csv_file(*rows))
    page.grade.click()
    assert "60 of 120 positions graded" in plain(page.result.result.html)
    caption = "60 positions without a grade. The first 50 are shown; the saved file has all."
    assert caption in plain(page.result.errors.html)
    assert page.result.errors.html.count("<tr>") == 1 + MOST
    assert "120 positions in the order of the file. The first 50 are shown" in plain(page.result.positions.html)
    table = list(csv.DictReader(io.StringIO(page.result.file("csv").content.decode("utf-8-sig"))))
    assert [bool(row["grade"]) for row in table] == [n % 2 == 0 for n in range(120)]
    assert all(bool(row["errors"]) == (not row["grade"]) for row in table)


@pytest.mark.parametrize("headings", [HEADINGS, HEADINGS[4:]])
def test_a_file_without_one_good_row_is_graded_all_the_same(page: Page, headings: list[str]) -> None:
    opened(page, csv_file(["?"] * len(headings), ["x"] * len(headings), headings=headings))
    page.grade.click()
    assert said() == ""
    assert "0 of 2 positions graded" in plain(page.result.result.html)
    assert "2 positions without a grade" in plain(page.result.errors.html)
    assert sum(row["No grade"] for row in records(page.result.organizations)) == 2
    assert hidden(page.result.compared)
    assert "No total is just below or above" in page.result.near_line.html
    assert page.result.file("xlsx").content


def test_markup_in_every_field_stays_text(page: Page) -> None:
    headings = [f"{heading} {SCRIPT}" if n < 4 else heading for n, heading in enumerate(HEADINGS)]
    rows = [[SCRIPT] * 4 + OFFICER, [SCRIPT] * 13]
    opened(page, csv_file(*rows, headings=headings), f"{SCRIPT}.csv")
    for key in ROLES:
        page.columns.lists[key].value = headings[list(ROLES).index(key)]
    page.grade.click()
    assert "1 of 2 positions graded" in plain(page.result.result.html)
    tags = {tag for html in regions(page) for tag, _ in parsed(html).tags}
    assert not tags & {"script", "img"}
    assert SCRIPT[:20] in unescape(page.result.positions.html)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=1, max_size=4))
def test_any_text_is_shown_as_text_and_comes_back_from_the_file(texts: list[list[str]]) -> None:
    page = Page(CATALOG)
    headings = ["Position", "Title", "Office", "Note", *HEADINGS[4:]]
    out = io.BytesIO()
    sheets.write(out, "csv", headings, [[*row, *OFFICER] for row in texts])
    opened(page, out.getvalue())
    page.grade.click()
    assert said() == ""
    allowed = {"p", "b", "span", "h2", "h3", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "ul",
               "ol", "li", "code", "details", "summary"}  # fmt: skip
    assert {tag for html in regions(page) for tag, _ in parsed(html).tags} <= allowed
    for kind in ("csv", "xlsx"):
        assert page.sheet is not None
        saved = page.result.file(kind)
        back = sheets.read(saved.content, saved.name)
        assert list(zip(*(back.columns[name] for name in headings[:4]), strict=True)) == [
            tuple(row[:4]) for row in zip(*page.sheet.columns.values(), strict=True)
        ]


# Saving and opening again


@pytest.mark.parametrize("first", ["csv", "xlsx"])
def test_what_was_saved_opens_again_with_the_same_levels_totals_grades_and_texts(page: Page, first: str) -> None:
    rows = [
        ["=1+1", "+Officer", "@A", "GS-12", *OFFICER],
        ["007", "-Clerk", "B \t", "", *OFFICER[:3], "", *OFFICER[4:]],
        ["3", "1-7", "2024-01-02", "GS-11", "7", "2-4", "3", "FL 4-4", "5–3", "6-2", "b", "8-1", "9-1"],
    ]
    opened(page, csv_file(*rows))
    page.grade.click()
    assert page.result.scored is not None
    frame = page.result.scored.frame
    saved = page.result.file(first)
    assert saved.name == f"p-graded.{first}"
    opened(page, saved.content, saved.name)
    assert page.columns.lists["grade"].value == "recorded_grade"
    page.grade.click()
    assert said() == ""
    assert page.result.scored is not None
    again = page.result.scored.frame
    assert again.equals(frame)
    other = page.result.file("csv" if first == "xlsx" else "xlsx")
    assert other.name == f"p-graded-graded.{'csv' if first == 'xlsx' else 'xlsx'}"
    opened(page, other.content, other.name)
    page.grade.click()
    assert page.result.scored.frame.equals(frame)


def test_a_result_of_many_rows_is_saved_as_csv_only(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.try_it.click()
    page.grade.click()
    assert [key for key, _ in page.result.save.buttons] == ["csv", "xlsx"]
    assert "Excel" not in page.result.about_file.html
    monkeypatch.setattr(xlsx, "MAX_ROWS", 40)
    page.grade.click()
    assert [key for key, _ in page.result.save.buttons] == ["csv"]
    assert "Excel files are written with up to 40 rows; this result has more." in page.result.about_file.html


# Looking through the result


def test_positions_are_found_by_words_grade_and_what_is_wrong(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    result = page.result
    assert plain(result.found.html) == "43 of 43 positions"
    result.words.value = "classification"
    assert plain(result.found.html) == "8 of 43 positions"
    result.of_grade.value = "GS-12"
    assert plain(result.found.html) == "2 of 43 positions"
    assert result.positions.html.count("Classification and Pay") == 2
    result.words.value = ""
    result.of_grade.value = ""
    result.only.value = "errors"
    assert plain(result.found.html) == "2 of 43 positions"
    result.only.value = "even-grade"
    assert "HR-039" in result.positions.html and result.positions.html.count("<tr>") == 2
    result.words.value = "nothing of the kind"
    assert "No position matches" in result.positions.html
    labels = [label for label, _ in result.only.options]
    assert labels[:3] == ["All positions", "With errors, not graded", "Recorded grade differs"]
    assert "Unlikely contacts" in labels and "Before adjustment" not in labels
    page.grade.click()
    assert plain(result.found.html) == "43 of 43 positions" and result.words.value == ""


def test_the_largest_organizations_have_a_line_and_the_rest_one_together(page: Page) -> None:
    rows = [[str(n), "T", f"Office {n % 20}", "GS-11", *OFFICER] for n in range(40)]
    rows += [["x", "T", "Large", "GS-11", *OFFICER]] * 9 + [["y", "T", "Large", "GS-11", "", *OFFICER[1:]]]
    opened(page, csv_file(*rows))
    page.grade.click()
    picture = page.result.organizations
    assert len(picture.table) == LINES + 1
    assert records(picture)[0] == {"Organization": "Large", "Positions": 10, "GS-11": 9, "No grade": 1}
    assert picture.table[-1][0] == "9 others"
    assert sum(row["Positions"] for row in records(picture)) == 50 == sum(row["count"] for row in picture.rows)
    assert "No grade" in picture.heads
    assert "GS-11 49" in picture.description


def test_long_names_are_cut_in_their_middle_and_told_apart(page: Page) -> None:
    offices = ["Office of the Regional Director, Branch 1", "Office of the Regional Director, Branch 2"]
    same = [f"Office of the Regional {word} Director, Branch 3" for word in ("Deputy", "Acting")]
    opened(page, csv_file(*(["1", "T", office, "GS-11", *OFFICER] for office in offices + same)))
    page.grade.click()
    picture = page.result.organizations
    assert [row["line"] for row in picture.rows] == [
        "Office of the …ector, Branch 3", "Office of the …ector, Branch 3 (2)",
        "Office of the …ector, Branch 1", "Office of the …ector, Branch 2",
    ]  # fmt: skip
    assert [row[0] for row in picture.table] == sorted(same) + offices


def test_without_an_organization_all_positions_are_one_line(page: Page) -> None:
    opened(page, csv_file(OFFICER, OFFICER, headings=HEADINGS[4:]))
    page.grade.click()
    assert page.result.organizations.table == [["All positions", 2, 2]]


def test_recorded_against_computed_counts_every_pair_once(page: Page) -> None:
    page.try_it.click()
    page.grade.click()
    picture = page.result.compared
    counted = sum(sum(row[1:]) for row in picture.table)
    assert counted == sum(row["count"] for row in picture.rows) == 40
    assert "38 of 40 positions have the same" in picture.description
    assert {row["line"] for row in picture.rows if row["same"]} == {f"GS-{n}" for n in (7, 8, 9, 11, 12, 13, 14)}


# The address


def test_the_address_keeps_standard_and_kind_of_work(page: Page) -> None:
    page.address.query = {"standard": "fes-primary", "work": "technical"}
    page.address.ready = True
    assert (page.standard.id, page.kind) == ("fes-primary", "technical")
    page.choose_kind.value = "professional"
    assert page.address.query == {"standard": "fes-primary", "work": "professional", "tables": edition()}
    page.choose_standard.value = "gssg"
    assert page.address.query == {"standard": "gssg", "tables": edition()}
    assert page.older.html == ""


def test_every_address_of_the_page_opens_what_it_was_written_for(page: Page) -> None:
    page.address.ready = True
    for standard in CATALOG.standards:
        page.choose_standard.value = standard
        for kind in ["", *KINDS] if standard == "fes-primary" else [page.choose_kind.value]:
            page.choose_kind.value = kind
            again = Page(CATALOG)
            again.address.query = page.address.query
            again.address.ready = True
            assert (again.standard, again.kind) == (page.standard, page.kind)
    assert said() == ""


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"standard": "gs-9999"}, "The link names the standard 'gs-9999', which is not at hand; nothing was loaded."),
        ({"work": "nonsense"}, "It names the kind of work 'nonsense'; there are professional, administrative,"),
        ({"standard": "fes-primary", "work": "nonsense"}, "The link is damaged and nothing was loaded."),
        ({"standard": "gs-0201", "work": "technical"}, "The link is damaged and nothing was loaded."),
    ],
)
def test_a_damaged_address_is_told_and_changes_nothing(page: Page, query: dict[str, str], sentence: str) -> None:
    page.address.query = query
    page.address.ready = True
    assert sentence in said()
    assert (page.standard.id, page.kind) == ("gs-0201", "administrative")


def test_an_address_of_another_edition_is_told_until_something_else_is_chosen(page: Page) -> None:
    page.address.query = {"standard": "fes-primary", "work": "technical", "tables": "0.0.1 <b>"}
    page.address.ready = True
    assert (page.standard.id, page.kind) == ("fes-primary", "technical")
    assert "made with the tables of 0.0.1 <b>" in plain(page.older.html) and "<b>" not in page.older.html
    page.choose_kind.value = "assistance"
    assert page.older.html == ""
