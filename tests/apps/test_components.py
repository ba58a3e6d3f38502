"""The components without a browser: what they send, and that no text can become markup."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import ipywidgets
import pytest
import traitlets
import traitlets.log
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from fesgrade.apps.parts import page as components
from fesgrade.apps.parts.html import tag
from fesgrade.pictures.rows import ladder_rows
from fesgrade.pictures.specs import CHARTS
from fesgrade.sources import FaultsError
from fesgrade.tables import load
from fesgrade.web import assets
from fesgrade.widgets import picture as picture_module
from fesgrade.widgets import region
from fesgrade.widgets import region as regions
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box
from fesgrade.widgets.downloads import Downloads, File
from fesgrade.widgets.hint import field
from fesgrade.widgets.paper import Paper
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.record import Record
from fesgrade.widgets.region import Region, guard

STANDARD = load().standards["fes-primary"]


class Tags(HTMLParser):
    """Collects what a browser would take for markup, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def records(picture: Picture) -> list[dict[str, Any]]:
    """The table of a picture, each row by its headings."""
    return [dict(zip(picture.heads, row, strict=True)) for row in picture.table]


def said() -> str:
    """What the alert of the page says."""
    return unescape(re.sub(r"<[^>]+>", "", region.alerts().html))


def parsed(html: str) -> Tags:
    parser = Tags()
    parser.feed(str(html))  # adding text to ``Markup`` would escape it
    parser.close()
    return parser


@pytest.fixture(autouse=True)
def no_alert() -> Iterator[None]:
    region.alerts().html = ""
    yield
    region.alerts().html = ""


def ladder(**more: Any) -> Picture:
    return Picture(
        "ladder",
        ladder_rows(STANDARD.grades, STANDARD.highest_total),
        title="Grades",
        description="Fifteen ranges",
        heads=["Grade", "From"],
        table=[(grade.name, grade.low) for grade in STANDARD.grades],
        **more,
    )


# ---- page ----


def test_page_shows_heading_first_paint_and_widgets_in_voila(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(components, "display", shown.append)
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    widget = ipywidgets.Text()
    components.page(widget, title="A <page>", intro="5 > 4", first=tag("p", "Now"))
    heading, first, page = shown
    assert heading.data == '<div class="fg-prose"><h1>A &lt;page&gt;</h1><p>5 &gt; 4</p></div>'
    assert "fg-first-paint" in first.data
    assert "<p>Now</p>" in first.data
    assert "fg-page" in page._dom_classes
    assert page.children == (region.alerts(), widget)


def test_page_brings_its_style_in_jupyterlab_and_shows_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(components, "display", shown.append)
    monkeypatch.delenv("VOILA_PREHEAT", raising=False)
    components.page(ipywidgets.Text(), first=tag("p", "Now"))
    style, page = shown
    assert style.data.startswith("<style>")
    assert ".fg-page" in style.data
    assert "fg-page" in page._dom_classes


def test_box_takes_several_classes() -> None:
    assert box(name="fg-card fg-stack")._dom_classes == ("fg-card", "fg-stack")


def test_catalog_reads_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FESGRADE_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(FaultsError):
        components.catalog()
    monkeypatch.delenv("FESGRADE_DATA")
    assert "gs-0201" in components.catalog().standards


# ---- region, alerts ----


def test_region_sends_role_and_name() -> None:
    state = Region(tag("p", "x"), "status", "Result", name="fg-card").get_state()
    assert {key: state[key] for key in ("html", "role", "label", "name")} == {
        "html": "<p>x</p>",
        "role": "status",
        "label": "Result",
        "name": "fg-card",
    }


def test_a_region_and_a_paper_take_no_text_that_nobody_has_escaped() -> None:
    made: list[Any] = [Region(tag("p", "x")), Paper(html=tag("p", "x"))]
    for widget in made:
        with pytest.raises(traitlets.TraitError, match="Markup"):
            widget.html = "<p>y</p>"
        with pytest.raises(traitlets.TraitError, match="Markup"):
            type(widget)(html="y")
        assert widget.html == "<p>x</p>"
        widget.html = ""
        assert isinstance(widget.html, Markup)


def test_guard_tells_faults_and_hides_faults_of_the_program(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("test-guard")
    monkeypatch.setattr("fesgrade.widgets.region.get_logger", lambda: logger)

    @guard
    def callback(what: str) -> None:
        if what == "refused":
            raise FaultsError(["Level <7> does not exist.", "Factor 2 is missing."])
        if what == "fault":
            raise RuntimeError("secret")

    callback("refused")
    assert "Level &lt;7&gt; does not exist. Factor 2 is missing." in region.alerts().html
    assert not caplog.records
    callback("fault")
    assert "secret" not in region.alerts().html
    assert "error in the program" in region.alerts().html
    assert "secret" in caplog.text  # the traceback is on the server's terminal
    callback("fine")
    assert region.alerts().html == ""


def test_what_a_callback_sets_off_takes_no_sentence_away() -> None:
    @guard
    def refuses() -> None:
        raise FaultsError(["No."])

    inner = guard(lambda: None)
    outer = guard(inner, clears=False)
    refuses()
    outer()
    assert "No." in region.alerts().html
    guard(refuses, clears=False)()
    assert "No." in region.alerts().html
    inner()
    assert region.alerts().html == ""


def test_guard_logs_where_the_kernel_logs() -> None:
    assert vars(regions)["get_logger"] is traitlets.log.get_logger


# ---- pictures ----


def test_picture_sends_spec_rows_and_words() -> None:
    state = ladder().get_state()
    assert state["title"] == state["caption"] == "Grades"
    assert (state["heads"], state["table"][0]) == (["Grade", "From"], ["GS-1", 190])
    assert state["rows"][0]["name"] == "GS-1"
    assert state["spec"]["data"]["name"] == "rows"
    assert state["svg"].startswith('<svg role="img" aria-label="Fifteen ranges"')
    assert state["missing"] == ""


def test_picture_with_other_rows_does_not_show_the_first_drawing() -> None:
    rows = ladder_rows(STANDARD.grades, STANDARD.highest_total, 2435)
    picture = Picture("ladder", rows, title="t", description="d", heads=["Grade"])
    assert picture.svg == ""


def test_picture_without_assets_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: str) -> None:
        raise assets.AssetsError("The pictures are not built.")

    monkeypatch.setattr(assets, "spec", missing)
    picture = ladder()
    assert picture.missing == "The pictures are not built."
    monkeypatch.setattr(assets, "svg", missing)
    assert "Grades" in picture_module.picture_html("ladder", "Grades", "Fifteen")


def test_picture_answers_only_the_request_for_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    picture = ladder()
    monkeypatch.setattr(picture, "send", lambda *message: sent.append(message))
    picture._handle_custom_msg("something", [])
    assert sent == []
    picture._handle_custom_msg("library", [])
    assert sent == [("library", [assets.library().encode()])]


def test_every_chart_has_one_data_source_named_rows() -> None:
    for name in CHARTS:
        spec = assets.spec(name)
        assert spec["data"]["name"] == "rows", name
        assert "url" not in str(spec.get("data")), name
        assert "<svg" in assets.svg(name, "label")


# ---- controls ----


@pytest.mark.parametrize(
    "widget",
    [
        ipywidgets.Dropdown(),
        ipywidgets.Text(),
        ipywidgets.Textarea(),
        ipywidgets.IntSlider(),
        ipywidgets.Checkbox(),
        ipywidgets.Button(),
        ipywidgets.FileUpload(),
        ipywidgets.RadioButtons(),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_field_names_its_control(widget: ipywidgets.DOMWidget) -> None:
    made = field(widget, "Organization", "Where the position is.")
    assert widget.description == "Organization"
    assert made._dom_classes == ("fg-field",)
    control, hint = made.children
    assert control is widget
    assert (hint.name, hint.text) == ("Organization", "Where the position is.")


def test_address_and_record_start_empty_and_not_ready() -> None:
    assert (Address().query, Address().ready) == ({}, False)
    record = Record(key="work")
    assert (record.key, record.extra, record.kept, record.values, record.ready) == ("work", {}, "", {}, False)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_download_holds_the_text_and_the_name(text: str, name: str) -> None:
    sent: list[tuple[object, ...]] = []
    downloads = Downloads("Files", {"csv": name}, lambda _: File(name, "text/csv", text.encode()))
    downloads.send = lambda *message: sent.append(message)
    assert downloads.buttons == [["csv", name]]
    downloads._handle_custom_msg({"ask": "csv"}, [])
    downloads._handle_custom_msg({"make": "csv"}, [])
    assert sent == [({"make": "csv"},), ({"name": name, "mime": "text/csv"}, [text.encode()])]


# ---- what a page's kernel pays for ----


def test_modules_of_the_browser_are_files_beside() -> None:
    for kind in (Region, Picture, Address, Record):
        assert "export default { render }" in str(kind._esm)
        assert "http" not in str(kind._esm).replace("http://www.w3.org", "")
