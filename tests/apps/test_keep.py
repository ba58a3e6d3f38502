"""Keep, share, print without a browser: what is written, the statement of it, files in and out, what is kept."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from fesgrade.apps.evaluate.page import Page
from fesgrade.apps.keep.fields import groups_of, resolution_key, values_of, written
from fesgrade.apps.keep.part import FILES, MIMES, KeepPart
from fesgrade.apps.keep.statement import statement_of
from fesgrade.apps.keep.words import changes_html, faults_html
from fesgrade.apps.supervisory.link import read
from fesgrade.apps.supervisory.link import write as facts_of
from fesgrade.apps.supervisory.page import Page as SupervisoryPage
from fesgrade.documents.blocks import document_title
from fesgrade.documents.changes import Change
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.excerpts import Excerpt
from fesgrade.documents.forms import ENDINGS
from fesgrade.documents.statement import StatementError
from fesgrade.documents.statement_file import open_statement, save
from fesgrade.lines import ONE_LEVEL
from fesgrade.sources import FaultsError
from fesgrade.standards import Case
from fesgrade.tables import load
from fesgrade.widgets import region

CATALOG = load()
NASTY = '<script>alert(1)</script>\n"it\'s" & =1+1 | *b*'
SUPERVISION = "hr-officer-supervision"
Shown = TypeVar("Shown", Page, SupervisoryPage)


@pytest.fixture
def page() -> Page:
    region.alert("")
    made = Page(CATALOG)
    made.rating.load_case("hr-officer")
    return made


@pytest.fixture
def keep(page: Page) -> KeepPart:
    page.keep.start.click()
    return page.keep


@pytest.fixture
def supervisory() -> SupervisoryPage:
    region.alert("")
    made = SupervisoryPage(CATALOG)
    made.choose_case.value = SUPERVISION
    made.keep.open()
    return made


def said() -> str:
    return unescape(region.alerts().html)


def fields(keep: KeepPart) -> dict[str, dict[str, Any]]:
    return {field["key"]: field for group in keep.record.groups for field in group["fields"]}


def write(keep: KeepPart, **values: str) -> None:
    keep.record.values = {**keep.values, **values}


def fill(keep: KeepPart, text: str = NASTY) -> None:
    """Write something into every field that takes any text."""
    write(keep, **{key: f"{text} {key}" for key, each in fields(keep).items() if each["type"] == "text"})
    write(keep, **{key: f"<b>{key}</b>" for key, each in fields(keep).items() if each["type"] == "line"})
    write(keep, date="2026-11-22")


def typed(keep: KeepPart, number: int, **values: str) -> None:
    """Let the browser say what was typed (see record.js)."""
    keep.record._handle_custom_msg({"typed": values, "number": number}, [])


def open_file(keep: KeepPart, content: bytes, name: str = "saved.json") -> None:
    keep.take_file(keep.open_file, {name: content}, keep.note)


def visited(page: Shown, kept: str = "", **query: str) -> Shown:
    """Let the browser say what it has kept, and the address."""
    address = page.rating.address if isinstance(page, Page) else page.address
    address.query, address.ready = query, True
    page.keep.record.kept = kept
    page.keep.record.ready = True
    return page


def kept_by(page: Page | SupervisoryPage) -> str:
    """Return what the browser then keeps (see record.js)."""
    return json.dumps({"values": page.keep.values, "extra": page.keep.record.extra})


# The record ---------------------------------------------------------------------------------------


def test_a_page_that_does_not_use_it_has_no_fields(page: Page) -> None:
    assert page.keep.record.groups == [] and page.keep.rest.children == ()
    assert not hasattr(page.keep, "downloads")


def test_the_record_asks_for_everything_the_statement_holds(page: Page, keep: KeepPart) -> None:
    page.rating.take("4-3")  # 5 points above the floor of GS-11
    keys = list(fields(keep))
    assert keys[:4] == ["title", "series", "organization", "number"]
    assert [key for key in keys if key.startswith("rationale/")] == [
        f"rationale/fes/{number}" for number in range(1, 10)
    ]
    nexts = [key for key in keys if key.startswith("next/")]
    assert nexts == [f"next/fes/{number}" for number in range(1, 10)]
    assert fields(keep)["next/fes/1"]["label"] == "Factor 1: does not meet 1-8 because"
    assert [key for key in keys if key.startswith("resolution/")] == ["resolution/near-line"]
    assert keys[-8:] == ["remarks", "date", "role/1", "signed/1", "role/2", "signed/2", "role/3", "signed/3"]
    assert keep.values == {"series": "0201", "role/1": "Evaluated by", "role/2": "Reviewed by"}
    assert fields(keep)["rationale/fes/1"]["label"] == "Factor 1, Knowledge Required by the Position: meets 1-7 because"
    assert "Handbook p. 11" in fields(keep)["resolution/near-line"]["hint"]


def test_the_record_follows_the_rating(page: Page, keep: KeepPart) -> None:
    page.rating.take("4-1")
    assert fields(keep)["rationale/fes/4"]["label"].endswith(": meets 4-1 because")
    assert "resolution/outside-standard/4" in fields(keep)
    write(keep, **{"rationale/fes/1": "Knows the law."})
    page.rating.choose_standard.value = "gssg"
    assert "rationale/gssg/1" in fields(keep) and keep.values["series"] == ""
    assert "Missing: " in keep.incomplete.html
    assert keep.downloads.disabled and keep.views["form"].disabled
    page.rating.choose_standard.value = "gs-0201"
    assert keep.values["series"] == "0201" and keep.values["rationale/fes/1"] == "Knows the law."
    assert not keep.downloads.disabled
    # what nobody has resolved is named before the statement is filed
    assert "Not resolved yet: </b>Level outside the standard, " in keep.incomplete.html
    write(keep, **{resolution_key(one): "Checked." for _, _, one in keep.work.every_finding})
    assert keep.incomplete.html == ""


def test_a_series_that_was_written_stays(page: Page, keep: KeepPart) -> None:
    write(keep, series="0343")
    page.rating.choose_standard.value = "fes-primary"
    assert keep.values["series"] == "0343"


def test_what_is_typed_is_put_to_what_python_says_meanwhile(page: Page, keep: KeepPart) -> None:
    page.rating.choose_standard.value = "gs-0203"
    typed(keep, 1, title="Officer")  # sent before the browser heard of the other series
    assert (keep.values["series"], keep.values["title"], keep.record.seen) == ("0203", "Officer", 1)
    typed(keep, 2, remarks="Kept.", title="")
    assert (keep.values["remarks"], keep.values["title"], keep.record.seen) == ("Kept.", "", 2)


# The statement ------------------------------------------------------------------------------------


def test_everything_written_is_in_the_statement_and_shown_as_text(page: Page, keep: KeepPart) -> None:
    page.rating.take("4-3")
    page.evidence.pieces = (Evidence("1", "1-7", "falls short", Excerpt(NASTY, "description", "line 1")),)
    fill(keep)
    made = keep.statement()
    assert made.factors[0].rationale == f"{NASTY} rationale/fes/1"
    assert {one.code: one.resolution for one in made.findings} == {
        "near-line": f"{NASTY} resolution/near-line",
        "evidence-falls-short": f"{NASTY} resolution/evidence-falls-short/1",
    }
    assert [one.excerpt.text for one in made.factors[0].evidence] == [NASTY]
    assert [(line.role, line.name) for line in made.signatures] == [
        (f"<b>role/{number}</b>", f"<b>signed/{number}</b>") for number in (1, 2, 3)
    ]
    keep.views["form"].click()
    assert "<script>" not in keep.paper.html and "&lt;script&gt;alert(1)" in keep.paper.html
    assert '<article class="form">' in keep.paper.html and "<main>" not in keep.paper.html
    assert keep.paper.title == document_title(made)
    keep.views["form"].click()
    assert keep.paper.html == ""


def test_a_line_without_words_and_name_is_left_out(keep: KeepPart) -> None:
    write(keep, **{"role/1": " ", "role/2": "", "signed/2": "A. Name"})
    assert [(line.role, line.name) for line in keep.statement().signatures] == [("Signature", "A. Name")]


def test_what_cannot_be_saved_is_said_and_nothing_is_lost(keep: KeepPart) -> None:
    write(keep, remarks="x" * 100_001)
    assert "remarks has 100,001 characters; at most 100,000 are allowed." in keep.incomplete.html
    assert keep.downloads.disabled
    write(keep, remarks="x" * 100_000)
    assert keep.incomplete.html == "" and keep.statement().remarks == "x" * 100_000


def test_files_of_every_kind(keep: KeepPart) -> None:
    assert {ending for _, _, ending in FILES.values()} == set(MIMES) == set(ENDINGS)
    write(keep, title="Human Resources Officer")
    file = keep.file("report")
    assert file.name == "evaluation-report-human-resources-officer-gs-11.docx"
    assert docx.Document(io.BytesIO(file.content)).core_properties.title.endswith("GS-0201-11")
    assert open_statement(keep.file("json").content).statement == keep.statement()
    assert keep.file("md").content.startswith(b"# Position evaluation report")
    assert b"<h1>" in keep.file("html").content


# Files in -----------------------------------------------------------------------------------------


def test_a_saved_evaluation_comes_back_exactly(page: Page, keep: KeepPart) -> None:
    page.evidence.pieces = tuple(
        Evidence(factor, f"{factor}-1", "supports", Excerpt(f"{NASTY} {factor}", origin, reference, "Whose", skill))
        for factor, origin, reference, skill in (
            ("1", "description", "line 3", ""),
            ("2", "case", "paragraph 2", ""),
            ("5", "framework", "framework.levels.advanced.statements[4]", "advanced"),
            ("7", "", "page 3", ""),  # a file need not say where an excerpt comes from
        )
    )
    fill(keep)
    content = keep.file("json").content
    other = Page(CATALOG)
    open_file(other.keep, content)
    assert other.rating.chosen == page.rating.chosen
    assert other.evidence.pieces == page.evidence.pieces
    assert {key: text for key, text in other.keep.values.items() if text} == keep.values
    assert other.keep.file("json").content == content
    assert "saved.json is open." in other.keep.note.html and "differently" not in other.keep.note.html


@pytest.mark.parametrize("case", CATALOG.cases.values(), ids=lambda case: case.id)
def test_every_case_comes_back(case: Case) -> None:
    one, other = Page(CATALOG), Page(CATALOG)
    one.rating.load_case(case.id)
    one.keep.open()
    content = one.keep.file("json").content
    open_file(other.keep, content)
    assert other.keep.file("json").content == content


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
FREE = ("title", "series", "organization", "number", "remarks", "rationale/fes/3", "resolution/near-line",
        "signed/1")  # fmt: skip
PAGES: list[Page] = []


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FREE), TEXTS))
def test_whatever_is_written_is_saved_and_opened_exactly(values: dict[str, str]) -> None:
    if not PAGES:
        PAGES.append(Page(CATALOG))
        PAGES[0].rating.load_case("hr-officer")
        PAGES[0].rating.take("4-3")
        PAGES[0].keep.open()
    work = PAGES[0].keep.work
    values = {"role/1": "Evaluated by", **values}
    made = statement_of(work, values, CATALOG)
    opened = open_statement(save(made)).statement
    assert statement_of(work, values_of(opened, work), CATALOG) == made
    assert {key: text for key, text in values_of(opened, work).items() if text} == {
        key: text for key, text in values.items() if text
    }


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"\xff\xfe{", "is not UTF-8 text"),
        (b'{"format": "fesgrade-statement"', "cut short or damaged"),
        (b"[1]", "is not an evaluation statement"),
        (b'{"format": "<b>"}', "is not an evaluation statement"),
        (b"x" * 20_000_001, "at most 20,000,000 are read"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_changes_nothing(
    page: Page, keep: KeepPart, content: bytes, fault: str
) -> None:
    fill(keep)
    before = (page.rating.state, keep.values, keep.file("json").content)
    open_file(keep, content, "<i>bad</i>.json")
    assert fault in keep.note.html and "nothing was changed" in keep.note.html
    assert "<i>" not in keep.note.html
    assert (page.rating.state, keep.values, keep.file("json").content) == before


def changed(keep: KeepPart, change: Callable[[dict[str, Any]], None]) -> bytes:
    plain = json.loads(keep.file("json").content)
    change(plain)
    return json.dumps(plain).encode()


def test_a_file_that_contradicts_itself_or_its_evidence_changes_nothing(page: Page, keep: KeepPart) -> None:
    before = page.rating.state
    open_file(keep, changed(keep, lambda plain: plain["evaluation"].update(total=2440)))
    assert "the points of the factors add up to 2,435" in keep.note.html
    open_file(keep, changed(keep, lambda plain: plain["evaluation"].update(standard="gs-0999")))
    assert "Its standard, gs-0999, is not at hand." in keep.note.html
    evidence = {"relation": "supports", "level": "2-2", "text": "x", "reference": "", "credit": "", "origin": "",
                "skill": ""}  # fmt: skip
    open_file(keep, changed(keep, lambda plain: plain["evaluation"]["factors"][0].update(evidence=[evidence])))
    assert "fg-alert-error" in keep.note.html and "evidence" in keep.note.html
    assert page.rating.state == before


def of_1999(plain: dict[str, Any]) -> None:
    for edition in plain["editions"]:
        edition["edition"] = "1999"


def test_a_file_of_an_older_edition_without_a_factor_changes_nothing(page: Page, keep: KeepPart) -> None:
    """Levels of another edition are not checked, but they must still make an evaluation here."""

    def without_factor_9(plain: dict[str, Any]) -> None:
        of_1999(plain)
        plain["evaluation"]["total"] -= plain["evaluation"]["factors"].pop()["points"]

    write(keep, title="Mine")
    before = (page.rating.state, keep.values)
    open_file(keep, changed(keep, without_factor_9))
    assert "nothing was changed" in keep.note.html and "Factor 9, Work Environment, is missing" in keep.note.html
    assert (page.rating.state, keep.values) == before and keep.offer.kept is None


@pytest.mark.parametrize("older", [False, True])
def test_a_file_with_a_kind_of_work_that_its_standard_is_not_for_changes_nothing(
    page: Page, keep: KeepPart, older: bool
) -> None:
    page.rating.load_case("hr-assistant-military")
    before = page.rating.state

    def technical(plain: dict[str, Any]) -> None:
        plain["evaluation"]["kind_of_work"] = "technical"
        if older:  # then the file is not held against the tables
            of_1999(plain)

    open_file(keep, changed(keep, technical))
    assert "GS-0203 is for assistance work, not for technical work." in keep.note.html
    assert "nothing was changed" in keep.note.html and page.rating.state == before


def test_an_older_edition_and_what_this_page_works_out_differently_are_said(page: Page, keep: KeepPart) -> None:
    def older(plain: dict[str, Any]) -> None:
        plain["editions"][0]["edition"] = "Jan 1999"
        plain["findings"][0]["message"] = "Another <finding>."
        plain["findings"][0]["resolution"] = "Looked at."

    page.rating.take("4-3")
    open_file(keep, changed(keep, older))
    html = unescape(keep.note.html)
    assert "made with the edition Jan 1999" in html
    assert "works out some things differently" in html and "Another <finding>. [Handbook p. 11-12]" in html
    assert "<finding>" not in keep.note.html


def test_what_stood_there_before_a_file_can_be_brought_back(page: Page, keep: KeepPart) -> None:
    content = keep.file("json").content
    page.rating.take("1-6")
    write(keep, title="Mine")
    open_file(keep, content)
    assert keep.values.get("title", "") == "" and page.rating.chosen["1"] == "1-7"
    assert keep.offer.widget.layout.display is None and "<b>Mine; gs-0201 1-6" in keep.offer.words.html
    keep.offer.bring.click()
    assert keep.values["title"] == "Mine" and page.rating.chosen["1"] == "1-6"
    assert keep.offer.widget.layout.display == "none"


def test_two_statements_are_compared(page: Page, keep: KeepPart) -> None:
    content = keep.file("json").content
    keep.take_file(keep.compare_file, {"a.json": content}, keep.compared)
    assert "a.json says the same as this evaluation." in keep.compared.html
    page.rating.take("1-8")
    write(keep, remarks="<b>Since</b> May")
    keep.take_file(keep.compare_file, {"a.json": content}, keep.compared)
    html = keep.compared.html
    assert '<th scope="col">a.json</th><th scope="col">This evaluation</th>' in html
    assert "<td>1-7, 1,250 points</td><td>1-8, 1,550 points</td>" in html
    assert "&lt;b&gt;Since&lt;/b&gt; May" in html
    keep.take_file(keep.compare_file, {"b.json": b"{"}, keep.compared)
    assert "b.json was not opened" in keep.compared.html
    page.rating.reset.click()
    keep.take_file(keep.compare_file, {"a.json": content}, keep.compared)
    assert "every factor has a level" in keep.compared.html


# What the browser keeps ---------------------------------------------------------------------------


def test_a_reload_brings_everything_back(page: Page, keep: KeepPart) -> None:
    visited(page, case="hr-officer")
    fill(keep)
    page.evidence.unfold()
    page.evidence.text.value = "Advises managers."
    page.evidence.list.chosen = [page.evidence.list.options[0]["value"]]
    page.evidence.assign.click()
    other = visited(Page(CATALOG), kept_by(page), **page.rating.position.query)
    assert other.keep.values == keep.values and other.keep.opened
    assert other.evidence.pieces == page.evidence.pieces
    assert other.evidence.text.value == "Advises managers."
    assert other.rating.chosen == page.rating.chosen
    assert other.heading.html == page.heading.html
    assert not said()


def test_what_belongs_to_another_evaluation_is_offered_and_not_mixed_in(page: Page, keep: KeepPart) -> None:
    visited(page, case="hr-officer")
    write(keep, title="<b>Officer</b>")
    text = kept_by(page)
    other = visited(Page(CATALOG), text, levels="1-6")
    assert other.keep.values == {} and other.rating.chosen == {"1": "1-6"}
    assert "&lt;b&gt;Officer&lt;/b&gt;; gs-0201 1-7 2-4" in other.keep.offer.words.html
    other.rating.take("2-3")
    assert other.keep.offer.widget.layout.display is None  # a level alone gives up nothing
    other.keep.offer.bring.click()
    assert other.rating.chosen == page.rating.chosen and other.keep.values == keep.values
    third = visited(Page(CATALOG), text)
    third.keep.open()
    write(third.keep, title="New")
    assert third.keep.offer.kept is None


def test_an_offer_can_be_dropped(page: Page, keep: KeepPart, monkeypatch: pytest.MonkeyPatch) -> None:
    visited(page)
    write(keep, title="Officer")
    sent: list[object] = []
    other = visited(Page(CATALOG), kept_by(page))
    monkeypatch.setattr(other.keep.record, "send", sent.append)
    other.keep.offer.drop.click()
    assert sent == [{"focus": "start"}, {"forget": True}] and other.keep.offer.widget.layout.display == "none"


def test_clearing_takes_away_what_was_written_and_leaves_the_levels(
    page: Page, keep: KeepPart, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited(page, case="hr-officer")
    fill(keep)
    page.evidence.unfold()
    page.evidence.text.value = "Advises managers."
    assert keep.record.extra
    sent: list[object] = []
    monkeypatch.setattr(keep.record, "send", sent.append)
    keep.clearing.click()
    assert sent == [{"forget": True}]
    assert not written(keep.values) and keep.record.extra == {} and page.evidence.text.value == ""
    assert len(page.rating.chosen) == 9


def test_damaged_evidence_leaves_the_text_beside_it(page: Page, keep: KeepPart) -> None:
    visited(page, case="hr-officer")
    fill(keep)
    page.evidence.lines = "Advises managers."
    kept = json.loads(kept_by(page))
    kept["extra"] |= {"evidence": [{"factor": "1"}]}
    other = visited(Page(CATALOG), json.dumps(kept), **page.rating.position.query)
    assert "Part of what this browser had kept" in said()
    assert other.keep.values == keep.values and other.evidence.text.value == "Advises managers."
    assert other.evidence.pieces == ()


def test_text_is_not_mixed_into_another_evaluation_when_its_own_cannot_be_read(page: Page, keep: KeepPart) -> None:
    visited(page, case="hr-officer")
    write(keep, title="Officer")
    kept = json.loads(kept_by(page))
    kept["extra"] = {"query": {"standard": "gs-0201", "levels": "1-99"}}
    other = visited(Page(CATALOG), json.dumps(kept), levels="1-6")
    other.keep.offer.bring.click()
    assert "could not be read; it was left out" in said()
    assert other.keep.values == {} and other.rating.chosen == {"1": "1-6"}
    assert other.keep.offer.widget.layout.display is None  # it is still there, to be cleared


def extra_kept(extra: object) -> str:
    return json.dumps({"values": {"title": "x"}, "extra": extra})


@pytest.mark.parametrize(
    "kept",
    [
        "{", "[]", '{"values": {"title": 5}, "extra": {}}', '{"values": {}, "extra": "x"}',
        '{"values": [], "extra": {}}', '{"values": {}}', "[" * 20_000, extra_kept("[" * 20_000), extra_kept([]),
        extra_kept(5), extra_kept({"query": {"levels": 5}}), extra_kept({"query": {"levels": ["1-7"]}}),
        extra_kept({"query": "x"}), extra_kept({"query": None}),
    ],
)  # fmt: skip
def test_what_was_kept_and_cannot_be_read_is_said(page: Page, kept: str) -> None:
    visited(page, kept)
    assert "could not be read; it was left out" in said()
    page.keep.open()
    assert fields(page.keep)


def test_nothing_written_is_nothing_kept(page: Page, keep: KeepPart) -> None:
    visited(page, case="hr-officer")
    assert keep.record.extra == {}
    other = visited(Page(CATALOG), kept_by(page))
    assert other.keep.offer.kept is None


def test_a_browser_without_room_istake_file(keep: KeepPart) -> None:
    keep.note.html = Markup("saved.json is open.")
    keep.record.failed = True
    assert "save the evaluation as a file" in keep.full.html and keep.note.html == "saved.json is open."
    keep.record.failed = False
    assert keep.full.html == ""


# Supervisory work ---------------------------------------------------------------------------------


def test_the_record_of_a_mixed_position_leads_with_the_work_that_controls(supervisory: SupervisoryPage) -> None:
    fill(supervisory.keep)
    made = supervisory.keep.statement()
    assert (made.grade, made.converted, made.work, made.standard) == ("GS-11", "GS-11", "Own work", "gs-0201")
    titles = [each.title for each in made.reasoning]
    whole = "The whole position: which kind of work controls"
    assert titles == ["Supervisory work: Supervision", whole, ONE_LEVEL]
    parts = [(part.name, part.share, part.grade, part.controls) for part in made.parts]
    assert parts == [
        ("Own work", "65%", "GS-11", True),
        ("Command projects", "20%", "GS-12", False),
        ("Supervision", "15%", "GS-11", False),
    ]
    assert "given/Command projects" in made.parts[1].rationale  # its grade is given, so it is asked how
    (supervision,) = made.further
    assert (supervision.work, supervision.standard, supervision.total) == ("Supervision", "gssg", 2650)
    for rated, keyed in ((made.rated[0], "rationale/fes/1/Own work"), (supervision, "rationale/gssg/1")):
        assert rated.factors[0].rationale.endswith(keyed)
        assert rated.factors[0].not_next.endswith(keyed.replace("rationale", "next"))
    assert [edition.standard for edition in made.editions] == ["gs-0201", "gssg"]
    assert all(line.source for each in made.reasoning[:-1] for line in each.steps)


def test_without_levels_for_the_supervision_the_other_work_is_recorded(supervisory: SupervisoryPage) -> None:
    supervisory.keeper.go(replace(supervisory.state, levels={}))
    assert supervisory.keep.downloads.disabled
    first, second, third = supervisory.mixed.rows.rows
    supervisory.mixed.rows.rows = [first, second, {**third, "grade": "11", "supervisory": True, "authority": "yes"}]
    made = supervisory.keep.statement()
    assert (made.standard, made.further) == ("gs-0201", ())
    assert made.parts[-1].name == "Supervision" and "less than 25" in made.parts[-1].decides


def test_what_is_written_goes_with_the_name_of_the_work_also_back(supervisory: SupervisoryPage) -> None:
    write(supervisory.keep, **{"rationale/fes/1/Own work": "Law.", "resolution/even-grade@Own work": "Seen."})
    first, *rest = supervisory.mixed.rows.rows
    supervisory.mixed.rows.rows = [{**first, "name": ""}, *rest]
    supervisory.mixed.rows.rows = [{**first, "name": "Personnel work"}, *rest]
    assert supervisory.keep.values["rationale/fes/1/Personnel work"] == "Law."
    assert supervisory.keep.values["resolution/even-grade@Personnel work"] == "Seen."
    assert supervisory.keep.statement().factors[0].rationale == "Law."
    for _ in range(2):
        supervisory.keeper.undo.click()
    assert supervisory.keep.values["rationale/fes/1/Own work"] == "Law."


def test_an_evaluation_saved_on_evaluate_comes_over_with_its_reasons(page: Page, keep: KeepPart) -> None:
    write(keep, **{"title": "Officer", "rationale/fes/1": "Law.", "next/fes/1": "No program."})
    page.evidence.pieces = (Evidence("1", "1-7", "supports", Excerpt("advises managers")),)
    other = SupervisoryPage(CATALOG)

    def add(name: str, content: bytes) -> str:
        other.mixed.open.value = ({"name": name, "content": content},)
        return unescape(other.mixed.brought.html)

    content = keep.file("json").content
    assert "Officer is in the table" in add("saved.json", content)
    row = other.mixed.rows.rows[0]
    levels = "1-7 2-4 3-3 4-4 5-3 6-2 7-2 8-1 9-1"
    assert (row["name"], row["grade"], row["levels"], row["share"]) == ("Officer", "gs-0201", levels, "")
    add("saved.json", content)
    assert [row["name"] for row in other.mixed.rows.rows] == ["Officer", "Officer 2"]
    other.mixed.rows.rows = [{**row, "share": "100"}]
    made = other.keep.statement()
    assert made.factors[0].rationale.startswith("Law.") and "advises managers" in made.factors[0].rationale
    assert made.factors[0].not_next == "No program." and made.grade == "GS-11"
    before = other.state
    assert "nothing was changed" in add("bad.json", b"{}")
    assert "supervisory work" in add("other.json", other.keep.file("json").content)
    assert other.state == before


def test_a_link_of_evaluate_is_one_kind_of_work_there(page: Page) -> None:
    link = f"http://127.0.0.1/evaluate.ipynb?{urlencode(page.rating.position.query)}"
    other = SupervisoryPage(CATALOG)
    other.mixed.link.value = link
    row = other.mixed.rows.rows[0]
    assert (row["name"], row["grade"], row["levels"][:7]) == ("Work 1", "gs-0201", "1-7 2-4")
    assert other.mixed.link.value == "" and "Work 1 is in the table" in other.mixed.brought.html
    other.mixed.link.value = "https://example.org/?x=1"
    assert "not a link to levels on the Evaluate page" in other.mixed.brought.html and len(other.mixed.rows.rows) == 1
    # Evaluate leads here with the same address.
    assert "supervisory.ipynb?standard=gs-0201" in page.findings.html
    visited(again := SupervisoryPage(CATALOG), **page.rating.position.query)
    assert again.state.kinds == other.state.kinds


def test_what_is_written_on_the_sheet_is_in_the_record_and_back(page: Page, supervisory: SupervisoryPage) -> None:
    visited(page, **page.rating.position.query)
    page.rating.sheet.reasons = {"1": "Law.", "1/next": "No program."}
    assert page.keep.values == {"rationale/fes/1": "Law.", "next/fes/1": "No program."}
    assert json.loads(kept_by(page))["extra"]  # the browser keeps it, though the record was never opened
    page.keep.start.click()
    made = page.keep.statement()
    assert made.factors[0].comments == "Meets 1-7: Law.\nDoes not meet 1-8: No program."
    write(page.keep, **{"rationale/fes/2": "Plans."})
    assert page.rating.sheet.reasons == {"1": "Law.", "1/next": "No program.", "2": "Plans."}
    page.rating.take("1-9")  # above the highest level there is no next one
    assert page.keep.statement().factors[0].comments == "Meets 1-9: Law."
    page.keep.clear()
    assert page.rating.sheet.reasons == {}
    supervisory.factors.sheets[("4A", "4B")].reasons = {"4B/next": "No commitments."}
    assert supervisory.keep.values["next/gssg/4B"] == "No commitments."
    assert supervisory.factors.sheets[("1",)].reasons == {}


def test_a_supervisory_evaluation_comes_back_exactly(supervisory: SupervisoryPage) -> None:
    fill(supervisory.keep)
    supervisory.coverage.time.value = "12,5 %"
    content = supervisory.keep.file("json").content
    other = SupervisoryPage(CATALOG)
    open_file(other.keep, content)
    assert other.state == supervisory.state
    assert other.keep.file("json").content == content


def test_each_page_opens_its_own_statements_only(page: Page, keep: KeepPart, supervisory: SupervisoryPage) -> None:
    before = supervisory.state
    open_file(supervisory.keep, keep.file("json").content)
    assert "open it on the Evaluate page" in supervisory.keep.note.html and supervisory.state == before
    open_file(keep, supervisory.keep.file("json").content)
    assert "open it on the Supervisory page" in keep.note.html and page.rating.standard.id == "gs-0201"


@pytest.mark.parametrize("grade", ["16", "a*b_c", ""])
@pytest.mark.parametrize("table", ["work", "kinds"])
def test_a_file_whose_facts_come_to_no_grade_changes_nothing(
    supervisory: SupervisoryPage, table: str, grade: str
) -> None:
    def change(plain: dict[str, Any]) -> None:
        state = read(dict(parse_qsl(plain["address"])), CATALOG)
        first, *rest = getattr(state, table)
        changed_rows: Any = {table: ({**first, "grade": grade}, *rest)}
        state = replace(state, **changed_rows)
        plain["address"] = urlencode({"page": "supervisory", **facts_of(state, CATALOG)})

    write(supervisory.keep, title="Mine")
    before = (supervisory.keeper.history, supervisory.keep.values)
    open_file(supervisory.keep, changed(supervisory.keep, change))
    assert "nothing was changed" in supervisory.keep.note.html and "no grade" in supervisory.keep.note.html
    assert (supervisory.keeper.history, supervisory.keep.values) == before and supervisory.keep.offer.kept is None


def test_a_file_whose_facts_could_not_be_saved_again_changes_nothing(supervisory: SupervisoryPage) -> None:
    def change(plain: dict[str, Any]) -> None:
        facts = dict(parse_qsl(plain["address"]))
        facts["work"] += "_9*0" * 12_000
        del facts["work-names"]  # every row is named here
        plain["address"] = urlencode(facts)
        assert len(plain["address"]) < 100_000

    before = supervisory.keeper.history
    open_file(supervisory.keep, changed(supervisory.keep, change))
    assert "nothing was changed" in supervisory.keep.note.html and "address has" in supervisory.keep.note.html
    assert supervisory.keeper.history == before


def test_work_that_may_not_decide_has_no_statement(supervisory: SupervisoryPage) -> None:
    supervisory.mixed.rows.rows = []
    assert "The guide does not cover this work" in supervisory.keep.incomplete.html
    assert supervisory.keep.downloads.disabled
    with pytest.raises(StatementError):
        supervisory.keep.statement()
    supervisory.coverage.time.value = "30"
    assert supervisory.keep.statement().grade == "GS-11"


# Words --------------------------------------------------------------------------------------------


def test_many_faults_are_shown_in_part() -> None:
    html = faults_html([f"Fault <{number}>." for number in range(50)])
    assert html.count("Fault &lt;") == 20 and "There are 30 more." in html


def test_a_change_on_one_side_only() -> None:
    html = changes_html([Change("<What>", "", "a\n<b>")], "<x>", "y", "")
    assert "&lt;What&gt;" in html and "not there" in html and "a<br>&lt;b&gt;" in html and "&lt;x&gt;" in html


def test_more_lines_to_sign_than_are_offered_are_all_there(page: Page, keep: KeepPart) -> None:
    values = {f"role/{number}": "Signed" for number in range(1, 6)}
    keys = [field["key"] for group in groups_of(keep.work, values) for field in group["fields"]]
    assert "signed/5" in keys and "signed/6" not in keys
    with pytest.raises(FaultsError):
        statement_of(keep.work, {"date": "soon"}, CATALOG)
