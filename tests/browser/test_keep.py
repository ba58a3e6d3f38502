"""Keep, share, print in a real browser: there and back by link, file and storage, on paper, by keyboard, on a phone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from fesgrade.documents.statement_file import open_statement

from .actions import pick, result, tab_to
from .conftest import READY, CheckLooks, OpenPage, Server, copy_pages, start_server, stop_server
from .served import kernel_of, kernels
from .test_evaluate import fresh

pytestmark = pytest.mark.browser

NASTY = """<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2"> "it's" & =1+1"""
LONG = "Ünïcode, 100,000 characters. " * 4_000
CASE = "?case=hr-officer"


def part(page: Page) -> Locator:
    return page.locator(".fg-keep")


def opened(open_page: OpenPage, slug: str = "evaluate", query: str = CASE, **options: object) -> Page:
    """Open a page with a whole evaluation, and its record."""
    page = open_page(slug, query=query, **options)
    expect(result(page)).to_contain_text("runs from")
    part(page).get_by_role("button", name="Write the evaluation statement").click()
    expect(part(page).get_by_label("Position title")).to_be_visible()
    return page


def reopened(shared_page: OpenPage) -> Page:
    """Return the shared page with the second decision and an empty record."""
    page = shared_page("evaluate")
    fresh(page, "hr-officer")
    write = part(page).get_by_role("button", name="Write the evaluation statement")
    if write.is_visible():
        write.click()
    expect(part(page).get_by_label("Position title")).to_be_visible()
    clear = part(page).get_by_role("button", name="Clear what this browser keeps")
    if clear.is_enabled():
        clear.click()
    expect(part(page).get_by_label("Position title")).to_have_value("")
    return page


def written(page: Page) -> dict[str, str]:
    """Return every field of the record by its name."""
    fields = part(page).locator(".fg-record :is(input, textarea)")
    found: dict[str, str] = fields.evaluate_all(
        "all => Object.fromEntries(all.map(e => [e.labels[0].innerText, e.value]))"
    )
    return found


def assign_evidence(page: Page) -> None:
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Lines of the position description").fill(f"{NASTY}\nPlans the own work.")
    page.get_by_label("Search").focus()
    page.get_by_role("checkbox", name=NASTY).check()
    page.get_by_role("button", name="Assign checked statements").click()
    expect(page.get_by_role("region", name="Evidence, factor by factor")).to_contain_text("Supports 1-7")


def save(page: Page) -> bytes:
    """Save the evaluation and return what the file holds."""
    with page.expect_download() as coming:
        part(page).get_by_role("button", name="Save evaluation").click()
    return Path(coming.value.path()).read_bytes()


def save_as(page: Page, name: str, folder: Path) -> Path:
    """Press the button of this name and return the file."""
    with page.expect_download() as coming:
        part(page).get_by_role("button", name=name).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def hand_in(page: Page, button: str, name: str, content: bytes) -> None:
    with page.expect_file_chooser() as choosing:
        part(page).get_by_role("button", name=button).press("Enter")
    choosing.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})


def nothing_ran(page: Page) -> None:
    assert page.evaluate("window.hacked") is None


# There and back -----------------------------------------------------------------------------------


def test_page_to_file_to_page_returns_exactly_what_went_in(open_page: OpenPage) -> None:
    page = opened(open_page)
    assign_evidence(page)
    pick(page, "4-1")  # outside the standard: one finding more
    expect(part(page).get_by_label("Level outside the standard")).to_be_visible()
    part(page).get_by_label("Level outside the standard").fill(NASTY)
    for label in part(page).get_by_label("how it was resolved").all():
        label.fill(f"Resolved {NASTY}")
    write_remaining(page)
    before = written(page)
    content = save(page)
    other = open_page("evaluate")
    hand_in(other, "Open an evaluation", "saved.json", content)
    expect(other.get_by_text("saved.json is open.")).to_be_visible()
    expect(other.get_by_text("works out some things differently")).to_have_count(0)
    expect(result(other)).to_contain_text(result(page).locator(".fg-total b").inner_text())
    assert written(other) == before
    assert len(before["Factor 1, Knowledge Required by the Position: meets 1-7 because"]) == 100_000
    expect(other.get_by_role("region", name="Evidence, factor by factor")).to_contain_text(NASTY)
    assert save(other) == content
    assert urlsplit(other.url).query == urlsplit(page.url).query
    part(other).get_by_role("button", name="Show the form").click()
    expect(part(other).get_by_text(NASTY).first).to_be_visible()
    for each in (page, other):
        nothing_ran(each)


def test_reasons_are_written_beside_the_level_by_keyboard_and_are_the_records(open_page: OpenPage) -> None:
    page = open_page("evaluate", query=CASE)
    expect(result(page)).to_contain_text("runs from")
    fold = page.get_by_text("Write down why, factor 1", exact=True)
    meets = page.get_by_role("textbox", name="Factor 1: Meets 1-7 because")
    expect(meets).to_be_hidden()
    fold.focus()
    page.keyboard.press("Enter")
    expect(meets).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Advises managers on all fields")
    # Python hears it and answers while more is typed: neither the text nor the focus is lost.
    page.wait_for_function("localStorage.getItem('fg:evaluate')?.includes('Advises managers')")
    expect(meets).to_be_focused()
    page.keyboard.type(" of the law.")
    expect(meets).to_have_value("Advises managers on all fields of the law.")
    page.keyboard.press("Tab")
    page.keyboard.type("Local work.")
    expect(page.get_by_role("textbox", name="Factor 1: Does not meet 1-8 because")).to_be_focused()
    part(page).get_by_role("button", name="Write the evaluation statement").click()
    record = part(page).get_by_label("Factor 1, Knowledge Required by the Position: meets 1-7 because")
    expect(record).to_have_value("Advises managers on all fields of the law.")
    expect(part(page).get_by_label("Factor 1: does not meet 1-8 because")).to_have_value("Local work.")
    record.fill("Written in the record.")
    expect(meets).to_have_value("Written in the record.")
    pick(page, "1-8")  # the fields follow the level, and what was written stays
    expect(page.get_by_role("textbox", name="Factor 1: Meets 1-8 because")).to_have_value("Written in the record.")
    page.wait_for_url("**levels=1-8_2-4**")
    page.reload()
    page.wait_for_selector(READY)
    expect(page.get_by_text("Write down why, factor 1 · written")).to_be_visible()
    # One of several kinds of work: the saved evaluation comes over with its reasons.
    expect(part(page).get_by_label("Position title")).to_be_visible()
    part(page).get_by_label("Position title").fill("Personnel work")
    expect(page.locator(".fg-position")).to_contain_text("Personnel work")
    content = save(page)
    other = open_page("supervisory")
    with other.expect_file_chooser() as choosing:
        other.get_by_role("button", name="Add a saved evaluation").press("Enter")
    choosing.value.set_files({"name": "work.json", "mimeType": "application/json", "buffer": content})
    table = other.get_by_role("group", name="Kinds of work")
    expect(table.get_by_label("Work of row 1")).to_have_value("Personnel work")
    expect(other.get_by_text("Personnel work is in the table")).to_be_visible()
    table.get_by_label("Share").fill("100")
    table.get_by_label("Share").press("Tab")
    expect(other.get_by_role("region", name="Work that controls")).to_contain_text("GS-11")
    part(other).get_by_role("button", name="Write the evaluation statement").click()
    label = "Factor 1, Knowledge Required by the Position: meets 1-8 because"
    expect(part(other).get_by_label(label)).to_have_value("Written in the record.")


def write_remaining(page: Page) -> None:
    for name in ("Position title", "Organization", "Position number", "Name on line 1", "Label of signature line 3"):
        part(page).get_by_label(name).fill(f"{name} {NASTY}")
    part(page).get_by_label("Factor 1, ").fill(LONG[:100_000])
    for number in range(2, 10):
        part(page).get_by_label(f"Factor {number}, ").fill(f"{number}\n{NASTY}")
    part(page).get_by_label("Remarks").fill(NASTY)
    part(page).get_by_label("Date").fill("2026-11-22")


@pytest.mark.parametrize(
    ("slug", "query"), [("evaluate", CASE), ("supervisory", "?case=hr-officer-supervision")], ids=["fes", "gssg"]
)
def test_page_to_link_to_page_returns_the_rating_and_nothing_else(open_page: OpenPage, slug: str, query: str) -> None:
    page = opened(open_page, slug, query, permissions=["clipboard-read", "clipboard-write"])
    part(page).get_by_label("Position title").fill("Secret title")
    pick(page, "1-3" if slug == "supervisory" else "1-8")
    page.wait_for_url("**levels=1-3_*" if slug == "supervisory" else "**levels=1-8_*")
    shown = result(page).inner_text()
    part(page).get_by_role("button", name="Copy link").click()
    expect(part(page).get_by_text("The link is in the clipboard.")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.url
    expect(part(page).get_by_role("link", name=address)).to_be_visible()
    assert not re.search("secret|specialist|sergeant", address, re.IGNORECASE)
    other = open_page(slug, query=f"?{urlsplit(address).query}")
    expect(result(other)).to_have_text(re.compile(re.escape(shown.split("\n")[0])))
    assert other.get_by_role("radio", checked=True).evaluate_all("all => all.map(e => e.value)") == page.get_by_role(
        "radio", checked=True
    ).evaluate_all("all => all.map(e => e.value)")
    assert other.url == address
    part(other).get_by_role("button", name="Write the evaluation statement").click()
    expect(part(other).get_by_label("Position title")).to_have_value("")


def test_without_a_clipboard_the_link_is_selected(shared_page: OpenPage) -> None:
    page = reopened(shared_page)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    part(page).get_by_role("button", name="Copy link").press("Enter")
    expect(part(page).get_by_text("copy it with Ctrl+C")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == page.url


@pytest.mark.parametrize(
    ("slug", "query", "sentence"),
    [
        ("evaluate", "?work=bogus", "kind of work 'bogus'"),
        ("evaluate", "?levels=1-7_9-9", "The link is damaged"),
        ("supervisory", "?time=soon", "The link is damaged"),
        ("what_if", "?work=bogus", "kind of work 'bogus'"),
        ("series", "?series=<script>", "is not a question"),
        ("casebook", "?case=nowhere", "is not a decided case"),
        ("practice", "?case=nowhere", "a case that is not here"),
    ],
)
def test_a_damaged_link_is_told_on_every_page(open_page: OpenPage, slug: str, query: str, sentence: str) -> None:
    page = open_page(slug, query=query)
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    expect(page.locator(".fg-page :is(button, input)").first).to_be_visible()


# Nothing is lost ----------------------------------------------------------------------------------


def test_a_dead_kernel_is_replaced_and_everything_comes_back(open_page: OpenPage, server: Server) -> None:
    page = opened(open_page, faults=True)
    assign_evidence(page)
    pick(page, "9-2")
    expect(result(page)).to_contain_text("2,450 points")
    part(page).get_by_label("Position title").fill("Human Resources Officer")
    expect(page.locator(".fg-position")).to_have_text("Human Resources Officer")
    mine = kernel_of(page)
    kernels(server)[mine].kill()
    part(page).get_by_label("Remarks").fill("Typed when the kernel was dead.")
    page.wait_for_function("id => document.documentElement.dataset.kernel !== id", arg=mine)
    page.wait_for_selector(READY)
    expect(page.locator("#fg-alert")).to_be_empty()
    expect(page.locator(".fg-position")).to_have_text("Human Resources Officer")
    page.reload()
    page.wait_for_selector(READY)
    expect(result(page)).to_contain_text("2,450 points")
    expect(part(page).get_by_label("Position title")).to_have_value("Human Resources Officer")
    expect(part(page).get_by_label("Remarks")).to_have_value("Typed when the kernel was dead.")
    expect(page.get_by_role("region", name="Evidence, factor by factor")).to_contain_text(NASTY)
    expect(page.get_by_label("Lines of the position description")).to_have_value(f"{NASTY}\nPlans the own work.")
    nothing_ran(page)


def test_a_server_that_was_restarted_gives_the_work_back(open_page: OpenPage, tmp_path: Path) -> None:
    pages = copy_pages(tmp_path, "index", "supervisory")
    server = start_server(notebooks=pages, pool=1)
    try:
        page = opened(open_page, "supervisory", "?case=hr-officer-supervision", faults=True, at=server)
        page.get_by_label("Work of row 1", exact=True).first.fill("Analysts")
        part(page).get_by_label("Organization", exact=True).fill("Somewhere")
        page.wait_for_url("**work=9*17*other*")
    finally:
        stop_server(server)
    expect(page.locator("#fg-alert")).to_contain_text("trying to reach it again", timeout=60_000)
    again = start_server(notebooks=pages, pool=1, port=urlsplit(server.url).port)
    try:
        page.reload()
        page.wait_for_selector(READY)
        expect(part(page).get_by_label("Organization", exact=True)).to_have_value("Somewhere")
        expect(page.get_by_label("Work of row 1", exact=True).first).to_have_value("Analysts")
        expect(result(page)).to_contain_text("2,650 points")
    finally:
        stop_server(again)


def test_another_visit_is_offered_what_was_kept_until_it_is_cleared(open_page: OpenPage, server: Server) -> None:
    page = opened(open_page)
    part(page).get_by_label("Position title").fill(NASTY)
    expect(page.locator(".fg-position")).to_have_text(NASTY)
    tab = page.context.new_page()
    tab.goto(server.page("evaluate"))
    offer = tab.get_by_role("status", name="Kept in this browser")
    expect(offer).to_contain_text(NASTY)
    expect(part(tab).get_by_label("Position title")).to_have_count(0)
    tab.get_by_role("button", name="Bring it back").click()
    expect(part(tab).get_by_label("Position title")).to_have_value(NASTY)
    expect(result(tab)).to_contain_text("2,435 points")
    part(tab).get_by_role("button", name="Clear what this browser keeps").click()
    expect(part(tab).get_by_label("Position title")).to_have_value("")
    tab.wait_for_function("!('fg:evaluate' in localStorage) && !('fg:evaluate' in sessionStorage)")
    expect(result(tab)).to_contain_text("2,435 points")
    nothing_ran(tab)


STORED = "[localStorage['fg:evaluate'], sessionStorage['fg:evaluate']]"


def test_opening_the_record_erases_nothing_and_the_focus_is_never_lost(open_page: OpenPage, server: Server) -> None:
    page = open_page("evaluate", query=CASE)
    kept = json.dumps({"values": {"title": "Old work"}, "extra": {"query": {"levels": "1-6"}}})
    page.evaluate("kept => { localStorage['fg:evaluate'] = kept }", kept)
    page.reload()
    page.wait_for_selector(READY)
    offer = page.get_by_role("status", name="Kept in this browser")
    expect(offer).to_contain_text("Old work")
    part(page).get_by_role("button", name="Write the evaluation statement").press("Enter")
    title = part(page).get_by_label("Position title")
    expect(title).to_be_focused()
    assert page.evaluate(STORED) == [kept, None]
    part(page).get_by_label("Series").fill("0343")  # what stands there by itself is not yet work of one's own
    pick(page, "9-2")
    expect(result(page)).to_contain_text("2,450 points")
    assert page.evaluate(STORED) == [kept, None]
    page.reload()
    page.wait_for_selector(READY)
    expect(offer).to_contain_text("Old work")
    page.get_by_role("button", name="Bring it back").press("Enter")
    expect(title).to_have_value("Old work")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    page.wait_for_function("sessionStorage['fg:evaluate']?.includes('Old work')")
    tab = page.context.new_page()
    tab.goto(server.page("evaluate") + CASE)
    tab.get_by_role("button", name="Clear it").press("Enter")
    expect(part(tab).get_by_role("button", name="Write the evaluation statement")).to_be_focused()
    tab.wait_for_function("localStorage['fg:evaluate'] === undefined")


def test_what_is_typed_while_the_standard_changes_stays_and_so_does_the_series(open_page: OpenPage) -> None:
    page = opened(open_page)
    title, series = part(page).get_by_label("Position title"), part(page).get_by_label("Series", exact=True)
    expect(series).to_have_value("0201")
    choice = page.get_by_label("Standard", exact=True).element_handle()
    title.evaluate(
        """(field, choice) => {
          choice.selectedIndex = [...choice.options].findIndex((one) => one.text.includes("0203"));
          choice.dispatchEvent(new Event("change", { bubbles: true }));
          field.value = "Assistant";
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        choice,
    )
    page.wait_for_url("**standard=gs-0203*")
    expect(series).to_have_value("0203")
    expect(title).to_have_value("Assistant")
    page.wait_for_function(
        """() => {
          const { values } = JSON.parse(sessionStorage["fg:evaluate"] ?? "{}");
          return values?.series === "0203" && values.title === "Assistant";
        }"""
    )


def test_nothing_moves_under_the_pointer_when_a_title_comes(open_page: OpenPage) -> None:
    page = opened(open_page)
    top = "document.querySelector('.fg-sheet').getBoundingClientRect().top + scrollY"
    before = page.evaluate(top)
    part(page).get_by_label("Position title").fill("Officer")
    expect(page.locator(".fg-position")).to_have_text("Officer")
    assert page.evaluate(top) == before


def test_two_tabs_keep_apart_what_is_written_in_them(open_page: OpenPage, server: Server) -> None:
    page = opened(open_page)
    part(page).get_by_label("Position title").fill("First")
    expect(page.locator(".fg-position")).to_have_text("First")
    tab = page.context.new_page()
    tab.goto(server.page("evaluate") + "?case=hr-assistant-military")
    expect(result(tab)).to_contain_text("runs from")
    part(tab).get_by_role("button", name="Write the evaluation statement").click()
    part(tab).get_by_label("Position title").fill("Second")
    expect(tab.locator(".fg-position")).to_have_text("Second")
    for each, title in ((page, "First"), (tab, "Second")):
        each.reload()
        expect(part(each).get_by_label("Position title")).to_have_value(title)


def test_a_browser_that_keeps_nothing_says_so(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    part(page).get_by_label("Position title").fill("Officer")
    expect(part(page).get_by_text("This browser has no room")).to_be_visible()
    assert json.loads(save(page))["position"]["title"] == "Officer"


# Files --------------------------------------------------------------------------------------------


def test_bad_files_are_told_in_a_sentence_and_change_nothing(shared_page: OpenPage) -> None:
    page = reopened(shared_page)
    part(page).get_by_label("Position title").fill("Officer")
    content = save(page)
    before, url = written(page), page.url
    for name, bad, sentence in (
        ("<img src=x onerror='window.hacked=3'>.json", content[: len(content) // 2], "cut short or damaged"),
        ("empty.json", b"", "is empty"),
        ("other.json", b'{"format": "other"}', "is not an evaluation statement"),
        ("encoding.json", content.decode().encode("utf-16"), "is not UTF-8"),
        ("points.json", content.replace(b'"points": 1250', b'"points": 1300'), "add up to 2,485"),
        ("huge.json", b" " * 20_000_001, "at most 20,000,000 are read"),
    ):
        hand_in(page, "Open an evaluation", name, bad)
        expect(part(page).get_by_text(sentence)).to_be_visible()
    assert (written(page), page.url) == (before, url)
    assert save(page) == content
    nothing_ran(page)


def test_two_statements_are_compared(shared_page: OpenPage) -> None:
    page = reopened(shared_page)
    content = save(page)
    pick(page, "1-8")
    expect(result(page)).to_contain_text("2,735 points")
    hand_in(page, "Compare with another evaluation", "march.json", content)
    table = part(page).get_by_role("table", name="What differs")
    expect(table.get_by_role("columnheader", name="march.json")).to_be_visible()
    expect(
        table.get_by_role("row", name=re.compile("^Factor 1, .* 1-7, 1,250 points 1-8, 1,550 points"))
    ).to_be_visible()
    expect(table.get_by_role("row", name="Total points 2,435 2,735")).to_be_visible()


def test_word_and_the_other_forms_hold_the_statement(open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(open_page, "supervisory", "?case=hr-officer-supervision")
    part(page).get_by_label("Position title").fill("Human Resources Officer")
    document = docx.Document(str(save_as(page, "Report for Word", tmp_path)))
    properties = document.core_properties
    assert properties.title == "Position evaluation report: Human Resources Officer, GS-0201-11"
    assert properties.language == "en-US"
    headings = [each.text for each in document.paragraphs if each.style and str(each.style.name).startswith("Heading")]
    assert headings[0] == "Position evaluation report" and headings[1] == "Kinds of work"
    assert headings[2] == "Own work: GS-11, 65% of the time"  # what controls leads
    others = {"Supervision: GS-11, 15% of the time", "Supervisory work: Supervision", "Conclusion"}
    assert {*others, "Findings and their resolution"} <= set(headings)
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert table._tbl.tblPr.xpath("./w:tblDescription/@w:val")[0]
    markdown = save_as(page, "Report as Markdown", tmp_path)
    assert markdown.read_text("utf-8").startswith("# Position evaluation report")
    web = save_as(page, "Report as web page", tmp_path)
    paper = page.context.new_page()
    paper.goto(web.as_uri())
    expect(paper.get_by_role("heading", level=1)).to_have_text("Position evaluation report")
    assert open_statement(save(page)).statement.grade == "GS-11"


# On paper -----------------------------------------------------------------------------------------


def test_printing_prints_the_statement_alone(shared_page: OpenPage, tmp_path: Path) -> None:
    page = reopened(shared_page)
    part(page).get_by_label("Position title").fill("Human Resources Officer")
    part(page).get_by_role("button", name="Show the form").click()
    paper = part(page).get_by_role("article")
    expect(paper.get_by_role("heading", level=1)).to_have_text("FES evaluation statement")
    expect(paper).to_contain_text("Human Resources Officer, GS-0201-11")
    page.evaluate("window.print = () => { window.printed = true }")
    part(page).get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    page.evaluate("scrollTo(0, 0)")
    seen = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((e) => e.checkVisibility() && !e.querySelector(".fg-paper")).map((e) => e.className)"""
    )
    assert seen == ["fg-paper"]
    assert page.locator(".fg-paper").evaluate("e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y]") == [
        0,
        0,
    ]
    expect(paper).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
    part(page).get_by_role("button", name="Hide the form").click()
    page.emulate_media(media="print")
    expect(result(page)).to_be_visible()


# By keyboard, on a phone, for everyone ------------------------------------------------------------


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("evaluate", query=CASE)
    expect(result(page)).to_contain_text("2,435 points")
    page.get_by_role("radio", name=re.compile("^9-1,")).focus()
    for words in ("Add evidence", "Copy link"):
        tab_to(page, "button")
        expect(page.locator(":focus")).to_have_text(words)
    tab_to(page, "button")
    expect(page.locator(":focus")).to_have_text("Write the evaluation statement")
    page.keyboard.press("Enter")
    expect(part(page).get_by_label("Position title")).to_be_focused()
    page.keyboard.type("Officer")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.type("Knows the law.")
    expect(part(page).get_by_label("Factor 1, ")).to_have_value("Knows the law.")
    tab_to(page, ".fg-button-primary")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    plain = json.loads(Path(coming.value.path()).read_text("utf-8"))
    assert plain["position"]["title"] == "Officer"
    assert plain["evaluation"]["factors"][0]["rationale"] == "Knows the law."


def test_no_accessibility_violation_and_nothing_wider_than_the_screen(
    open_page: OpenPage, check_looks: CheckLooks
) -> None:
    page = opened(open_page, width=390)
    part(page).get_by_label("Factor 1, ").fill("Knows the law of employment. " * 10)
    content = save(page)
    part(page).get_by_label("Remarks").fill("x" * 300)
    part(page).get_by_role("button", name="Show the report").click()
    expect(part(page).get_by_role("article")).to_contain_text("xxx")
    hand_in(page, "Compare with another evaluation", "a.json", content)
    expect(part(page).get_by_role("table", name="What differs")).to_be_visible()
    hand_in(page, "Open an evaluation", "b.json", b"{")
    expect(part(page).get_by_text("b.json was not opened")).to_be_visible()
    check_looks(page, "keep", ((390, "light"), (1280, "light"), (1280, "dark")))
