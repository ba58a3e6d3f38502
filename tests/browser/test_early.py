"""Pages that are alive before their kernel: shown without one, joined by one, and by another when that is lost."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from fesgrade.apps.parts.pages import PAGES

from .conftest import OpenPage, Server, start_server, stop_server
from .served import get, kernel_of, kernels, wait_until

pytestmark = pytest.mark.browser

EVERY = ["index", *(page.slug for page in PAGES)]


@pytest.fixture(scope="module")
def plain() -> Iterator[Server]:
    """The pages, each sent with its kernel as Voila does."""
    running = start_server(early=False, pool=0)
    yield running
    stop_server(running)


def refusal(request: urllib.request.Request) -> int:
    """Return the status of an answer that is no success."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    with refused.value:
        return refused.value.code


def text_of(page: Page) -> str:
    """Return what can be read on a page, without what stands for something that has no text and the server's port."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text()).replace(urlsplit(page.url).netloc, "here")


@pytest.mark.parametrize("slug", EVERY)
def test_a_page_is_the_same_as_with_its_kernel_from_the_start(
    slug: str, plain: Server, open_page: OpenPage, axe: Callable[[Page], list[str]]
) -> None:
    page, other = open_page(slug), open_page(slug, at=plain)
    if page.locator(".fg-drawing").count():
        for each in (page, other):
            each.locator(".fg-drawing[data-drawn]").locator("visible=true").first.wait_for()
    assert text_of(page) == text_of(other)
    controls = page.locator("main").locator("a, button, input, select, summary, textarea, [tabindex]")
    names = """all => all.map((each) => [
        each.localName, each.type, each.ariaLabel, each.textContent.trim().replace(location.host, "here")])"""
    others = other.locator("main").locator("a, button, input, select, summary, textarea, [tabindex]")
    assert controls.evaluate_all(names) == others.evaluate_all(names)
    assert axe(page) == []


def test_a_page_is_sent_without_a_kernel_and_the_same_to_everybody(server: Server) -> None:
    before = set(kernels(server))
    with ThreadPoolExecutor(20) as visitors:
        answers = list(visitors.map(get, [server.page("evaluate")] * 100))
    assert set(answers) == {answers[0]} and answers[0][0] == 200
    request = urllib.request.Request(server.page("evaluate"), method="HEAD")
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200 and answer.read() == b""
        tag = answer.headers["Etag"]
    request = urllib.request.Request(server.page("evaluate"), headers={"If-None-Match": tag})
    assert refusal(request) == 304
    assert len(set(kernels(server)) - before) <= 2  # those that wait for visitors


def hold_claims(page: Page) -> list[Route]:
    """Keep the page's requests for a kernel until the test lets them go."""
    held: list[Route] = []
    page.route("**/fesgrade/claim", lambda route: held.append(route))  # Playwright cannot take a method of a list
    return held


def choose(page: Page, code: str) -> None:
    page.locator(f"label:has(input[value='{code}'])").click()


def total(page: Page, points: str) -> None:
    expect(page.get_by_role("status", name="Result")).to_contain_text(points)


def test_what_is_chosen_before_there_is_a_kernel_counts(server: Server, open_page: OpenPage) -> None:
    page = open_page("index")
    held = hold_claims(page)
    page.goto(server.page("evaluate"))
    page.wait_for_selector("html[data-fg=ready]")
    choose(page, "1-7")
    choose(page, "2-4")
    expect(page.locator("input[value='2-4']")).to_be_checked()
    expect(page.locator("#fg-working")).to_have_text("Working…")
    expect(page.get_by_role("status", name="Result")).not_to_contain_text("1,700")
    for route in held:
        route.continue_()
    page.unroute("**/fesgrade/claim")
    page.wait_for_selector("html[data-python=ready]")
    expect(page.get_by_role("status", name="Result")).to_contain_text("1,700")
    expect(page.locator("#fg-working")).to_have_text("")


# ---- another kernel ----


def rated(open_page: OpenPage, server: Server) -> Page:
    """Return the rating sheet with levels chosen one after the other."""
    page = open_page("evaluate", at=server, faults=True)
    # One after the other, as steps to be undone: what is chosen while Python is at work may come to it together.
    for code, points in (("1-7", "1,250"), ("2-4", "1,700"), ("3-3", "1,975"), ("4-4", "2,200")):
        choose(page, code)
        total(page, points)
    return page


def undone(page: Page, points: list[str]) -> None:
    for words in points:
        page.get_by_role("button", name="Undo").first.click()
        total(page, words)


@pytest.mark.parametrize("way", ["killed", "ended"])
def test_a_lost_kernel_is_replaced_with_every_step(way: str, server: Server, open_page: OpenPage) -> None:
    page = rated(open_page, server)
    before = text_of(page)
    mine = kernel_of(page)
    if way == "killed":
        kernels(server)[mine].kill()
    else:
        page.evaluate("id => fgPost(`voila/api/shutdown/${id}`, {})", mine)
    page.wait_for_function("id => document.documentElement.dataset.kernel !== id", arg=mine)
    page.wait_for_selector("html[data-python=ready]")
    assert text_of(page) == before
    expect(page.locator("#fg-alert")).to_be_empty()
    choose(page, "5-3")
    total(page, "2,350")
    undone(page, ["2,200", "1,975", "1,700"])
    wait_until(lambda: mine not in kernels(server), "the lost kernel is still there")


def test_what_is_chosen_while_the_kernel_is_replaced_counts(server: Server, open_page: OpenPage) -> None:
    page = rated(open_page, server)
    held = hold_claims(page)
    page.evaluate("fgPost(`voila/api/shutdown/${document.documentElement.dataset.kernel}`, {})")
    page.wait_for_selector("html[data-python=waiting]")
    choose(page, "5-3")
    expect(page.locator("input[value='5-3']")).to_be_checked()
    wait_until(lambda: bool(held), "no other kernel was asked for")
    for route in held:
        route.continue_()
    page.unroute("**/fesgrade/claim")
    total(page, "2,350")
    undone(page, ["2,200"])


def test_a_server_that_comes_back_goes_on_where_it_was(open_page: OpenPage) -> None:
    server = start_server(pool=1)
    try:
        page = rated(open_page, server)
    finally:
        assert stop_server(server) == 0
    choose(page, "5-3")
    expect(page.locator("#fg-alert")).to_contain_text("trying to reach it again")
    again = start_server(pool=1, port=int(server.url.split(":")[2].strip("/")))
    try:
        total(page, "2,350")
        expect(page.locator("#fg-alert")).to_be_empty()
        undone(page, ["2,200"])
    finally:
        stop_server(again)


# ---- a full house ----


def test_a_full_house_says_who_is_ahead_and_goes_on_by_itself(open_page: OpenPage) -> None:
    server = start_server(pool=1, most=1)
    try:
        first = open_page("evaluate", at=server)
        first.wait_for_selector("html[data-python=ready]")
        second = open_page("evaluate", at=server, wait=False)
        expect(second.locator("#fg-alert")).to_contain_text("This page is the next")
        third = open_page("check", at=server, wait=False)
        expect(third.locator("#fg-alert")).to_contain_text("1 page is ahead of this one")
        choose(second, "1-7")
        first.goto("about:blank")
        total(second, "1,250")
        expect(second.locator("#fg-alert")).to_be_empty()
        expect(third.locator("#fg-alert")).to_contain_text("This page is the next")
        second.goto("about:blank")
        third.wait_for_selector("html[data-python=ready]")
        third.goto("about:blank")  # or its goodbye meets a server that is gone
    finally:
        stop_server(server)


# ---- whose a kernel is ----


def test_a_kernel_answers_its_own_visitor_only(server: Server, open_page: OpenPage) -> None:
    page = open_page("index")
    page.wait_for_selector("html[data-python=ready]")
    mine = kernel_of(page)
    other = open_page("index", faults=True)
    for asked, status in ((page, 200), (other, 404)):
        answer = asked.evaluate(
            "id => fetch(new URL(`api/kernels/${id}`, fgRoot)).then((answer) => answer.status)", mine
        )
        assert answer == status
    assert get(f"{server.url}api/kernels/{mine}")[0] == 404
    closed = other.evaluate(
        """id => new Promise((closed) => {
            const socket = new WebSocket(`ws://${location.host}/api/kernels/${id}/channels?session_id=other`);
            socket.onopen = () => closed("open");
            socket.onclose = () => closed("closed");
        })""",
        mine,
    )
    assert closed == "closed"
    assert other.evaluate("id => fgPost(`voila/api/shutdown/${id}`, {}).then((answer) => answer.status)", mine) == 404
    assert mine in kernels(server)


@pytest.mark.parametrize("headers", [{}, {"Cookie": "_xsrf=1; fesgrade-visitor-1=1", "X-XSRFToken": "1"}])
def test_who_has_not_opened_a_page_gets_no_kernel(server: Server, headers: dict[str, str]) -> None:
    request = urllib.request.Request(server.url + "fesgrade/claim", data=b"{}", headers=headers)
    assert refusal(request) == 403


@pytest.mark.parametrize("type", ["execute_request", "shutdown_request"])
def test_a_visitor_may_neither_run_code_nor_end_the_kernel_by_a_message(
    type: str, server: Server, open_page: OpenPage
) -> None:
    page = open_page("index")
    page.wait_for_selector("html[data-python=ready]")
    mine = kernel_of(page)
    answers = page.evaluate(
        """async (type) => {
            const { pack, unpack, PROTOCOL } = await import(document.querySelector("link[href$='wire.js']").href);
            const id = document.documentElement.dataset.kernel;
            const socket = new WebSocket(`ws://${location.host}/api/kernels/${id}/channels?session_id=own`, [PROTOCOL]);
            socket.binaryType = "arraybuffer";
            await new Promise((open) => (socket.onopen = open));
            const types = [];
            const answered = new Promise((done) => (socket.onmessage = ({ data }) => {
                const { header, parent } = unpack(data);
                types.push(header.msg_type);
                if (header.msg_type === "kernel_info_reply" && parent.msg_id === "kernel_info_request") done();
            }));
            const send = (type, content) => {
                const header = { msg_id: type, msg_type: type, session: "own", username: "", version: "5.4", date: "" };
                socket.send(pack(["shell", JSON.stringify(header), "{}", "{}", JSON.stringify(content)]));
            };
            send(type, { code: "1", silent: false, restart: false });
            send("kernel_info_request", {});
            await answered;
            socket.close();
            return types;
        }""",
        type,
    )
    assert "kernel_info_reply" in answers
    assert type.replace("request", "reply") not in answers
    assert mine in kernels(server)


def test_a_page_that_is_left_gives_its_kernel_back(server: Server, open_page: OpenPage) -> None:
    page = open_page("index")
    page.wait_for_selector("html[data-python=ready]")
    mine = kernel_of(page)
    page.goto("about:blank")
    wait_until(lambda: mine not in kernels(server), "the kernel of the page that was left is still there")


def test_a_page_of_an_earlier_version_loads_itself_again_once(server: Server, open_page: OpenPage) -> None:
    page = open_page("index")
    loads: list[str] = []
    page.on("domcontentloaded", lambda loaded: loads.append(loaded.url))
    page.add_init_script(
        """new MutationObserver(() => {
            const record = document.getElementById("fg-record");
            if (record) record.dataset.hash = "older";
        }).observe(document, { childList: true, subtree: true })"""
    )
    page.goto(server.page("evaluate"))
    expect(page.locator("#fg-alert")).to_contain_text("another version")
    assert len(loads) == 2
