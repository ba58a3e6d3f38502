"""The evaluation statement on paper: the same words in every form, everything escaped, fit to be read aloud."""

from __future__ import annotations

import html.parser
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import mistune
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fesgrade import evaluate
from fesgrade.documents.blocks import Document
from fesgrade.documents.compose import Evaluated, argued, compose
from fesgrade.documents.evidence import Evidence
from fesgrade.documents.excerpts import Excerpt
from fesgrade.documents.forms import ENDINGS, markdown, render, to_html, write
from fesgrade.documents.statement import Signature, Statement, StatementError, WorkPart, date_words, finding_key
from fesgrade.documents.word import to_docx
from fesgrade.files.output import OutputError
from fesgrade.finding_names import FILED, FINDINGS
from fesgrade.supervisory import grade as supervisory

UNUSUAL = evaluate("1-7 2-4 3-3 4-1 5-3 2b 8-1 9-1")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def statement(**changed: Any) -> Statement:
    given: dict[str, Any] = {
        "title": "Officer",
        "series": "0201",
        "organization": "Base",
        "rationale": {"1": "Law.\nDaily."},
        "not_next": {"1": "No program."},
        "evidence": [Evidence("1", "1-7", "supports", Excerpt("advises", "", "line 3"))],
        "resolutions": {finding_key(UNUSUAL.findings[0]): "Documented."},
        "reasoning": [argued("Mixed work", ["First.", "Second."]), argued("More", ["Third."])],
        "remarks": "None else.",
        "date": "2026-03-31",
        "signatures": ["Evaluated by", Signature("Reviewed by", "R. Viewer")],
    }
    return compose(UNUSUAL, **given | changed)


class Page(html.parser.HTMLParser):
    """Takes an HTML text apart into its elements and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("br", "td", "th", "p", "li", "tr"):
            self.words += " "

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def words(text: str) -> str:
    return " ".join(text.split())


def shown(text: str) -> str:
    """A text as the forms show it: the same words, with a sign for what cannot be printed."""
    return words(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text))


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip) | st.sampled_from(
    ["<script>alert(1)</script>", "<!-- -->", "&amp; &lt;", "a|b", "1. one\n2. two", "# head", "- item", "+ item",
     "* x *", "**b** __c__ ~~d~~ `e`", "[x](javascript:alert(1))", "![x](http://x/y.png)", "http://x.y www.a.b a@b.c",
     "<a@b.c>", "a\\|b\\", "=====", "-----", "> quote", "```\ncode\n```", "| a | b |\n|---|---|", "$x$ $$y$$",
     "\ufffe\x00\x1b[31m", "'><img src=x onerror=alert(1)>", "12) x", "1.5 of 2", "_x_", "\\", "&#60;b&#62;", "[^1]",
     "[ ] task", "~", "\x0c2"]
)  # fmt: skip
VALUES = ("title", "series", "organization", "position_number", "remarks", "rationale", "evidence")
everywhere = st.fixed_dictionaries(dict.fromkeys(VALUES, texts))


def filled(some: dict[str, str]) -> Statement:
    plain = {name: text for name, text in some.items() if name not in ("rationale", "evidence")}
    text = some["evidence"]
    return statement(
        **plain,
        rationale={"2": some["rationale"]},
        evidence=[Evidence("1", "1-6", "exceeds", Excerpt(text, "", text, text))],
        resolutions={finding_key(UNUSUAL.findings[1]): text},
        reasoning=[argued(text, [text, text])],
        signatures=[Signature(text, text)],
    )


def once(text: str, page: str) -> bool:
    return shown(text) in words(page)


ALLOWED = {
    "html": {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "dl", "dt", "dd", "div",
             "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "p", "span",
             "br"},
    "markdown": {"h1", "h2", "h3", "ul", "ol", "li", "strong", "p", "table", "thead", "tbody", "tr", "th", "td", "br"},
}  # fmt: skip


@given(some=everywhere)
@settings(deadline=None, max_examples=150)
@example(some=dict.fromkeys(VALUES, "</style></title><script>x</script>"))
def test_every_text_shows_as_it_was_written_in_html(some: dict[str, str]) -> None:
    text = to_html(filled(some))
    page = Page(text)
    assert {tag for tag, _ in page.tags} <= ALLOWED["html"]
    assert not page.comments
    assert all(not name.startswith("on") and name not in ("href", "src") for _, names in page.tags for name in names)
    assert all(once(value, page.words) for value in some.values())


@given(some=everywhere)
@settings(deadline=None, max_examples=150)
@example(some=dict.fromkeys(VALUES, "- a\n- b\n\n# c"))
def test_every_text_shows_as_it_was_written_in_markdown(some: dict[str, str]) -> None:
    make = mistune.create_markdown(
        escape=False, plugins=["table", "strikethrough", "url", "task_lists", "footnotes", "math", "def_list"]
    )
    made = make(markdown(filled(some)))
    assert isinstance(made, str)
    page = Page(made)
    assert {tag for tag, _ in page.tags} <= ALLOWED["markdown"]
    assert all(once(value, page.words) for value in some.values())


@given(some=everywhere)
@settings(deadline=None, max_examples=40)
def test_every_text_shows_as_it_was_written_in_word(some: dict[str, str]) -> None:
    document = docx.Document(io.BytesIO(to_docx(filled(some))))
    # Those of the cells too; python-docx takes ten times as long to go through them cell by cell.
    page = " ".join(paragraph.text for paragraph in document.element.body.iter(f"{W}p"))
    assert all(once(value, page) for value in some.values())


def test_all_forms_say_the_same() -> None:
    made = statement()
    document = docx.Document(io.BytesIO(to_docx(made)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    forms = [
        Page(to_html(made)).words,
        Page(str(mistune.create_markdown(escape=False, plugins=["table"])(markdown(made)))).words,
        " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]),
    ]
    for form in map(words, forms):
        for fact in ("Officer, GS-0201-10", "Base", "March 31, 2026", "1,250", "2,235", "2,105 to 2,350 points",
                     "level 4-1", "Meets 1-7: Law. Daily.", "Does not meet 1-8: No program.",
                     "Supports 1-7: advises (line 3)", "Documented.", "First.", "Third.",
                     "None else.", "Primary Standard", "R. Viewer", "Evaluated by"):  # fmt: skip
            assert fact in form, fact
        for finding in made.findings:
            assert FINDINGS[finding.code] in form and FILED[finding.code] in form
            assert finding.message not in form  # what it asked for is answered by the resolution
        assert "Not resolved" in form  # one of them, said as it is
        for one in made.factors:
            assert f"Standard used: {one.source}" in form


def test_html_is_a_page_that_loads_nothing_and_can_be_read_aloud() -> None:
    text = to_html(statement())
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>")
    assert ("html", {"lang": "en"}) in page.tags
    assert "<title>Position evaluation report: Officer, GS-0201-10</title>" in text
    assert "default-src 'none'" in text and "size: Letter" in text
    assert "http" not in text.replace("http-equiv", "")
    assert [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3")] == [
        *("h1", "h2"), *["h3"] * 9, *["h2"] * 7,
    ]  # fmt: skip
    tables = text.split("<table>")[1:]
    assert len(tables) == 2
    for table in tables:
        assert "<caption>" in table
        assert '<thead><tr><th scope="col"' in table
        assert '<th scope="row">' in table
    scopes = [names.get("scope") for tag, names in page.tags if tag == "th"]
    assert set(scopes) == {"col", "row"}
    regions = [names for tag, names in page.tags if names.get("role") == "region"]
    assert all(names["aria-label"] and names["tabindex"] == "0" for names in regions)


def test_markdown_is_one_table_for_the_factors() -> None:
    text = markdown(statement(), "form")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert lines[0] == "| Evaluation factor | Points assigned | Standards used | Comments |"
    assert lines[2].endswith("| Meets 1-7: Law.<br>Daily.<br>Does not meet 1-8: No program. |")
    assert lines[11] == "| Total points | 2,235 |  |  |"
    assert text.endswith("\n") and "\n\n\n" not in text


def test_the_form_is_that_of_the_handbook_and_the_report_argues() -> None:
    """The form has OPM's columns (Handbook p. 13) and no heading but its own; what it leaves out is in the report."""
    made = statement(grade="GS-12")
    form, report = markdown(made, "form"), markdown(made, "report")
    assert [line for line in form.splitlines() if line.startswith("#")] == ["# FES evaluation statement"]
    assert "Final grade: GS-12. The evaluation report says why." in form
    assert "FL 4-1, Introduction p. 49" in form and "First." not in form and "Not resolved" not in form
    assert report.index("## Mixed work") < report.index("## Evaluation factors")  # what decides leads
    assert markdown(statement()).index("## Evaluation factors") < markdown(statement()).index("## Mixed work")


def test_the_form_of_other_guides_is_not_called_fes() -> None:
    supervisor = compose(supervisory.evaluate("1-2 2-2 3-2 4A-2 4B-2 5-5 6-3", base_grade=9))
    assert markdown(supervisor, "form").startswith("# Evaluation statement\n")


def test_findings_are_filed_as_facts() -> None:
    """Every kind has its sentence, and none is an order to the reader."""
    assert FILED.keys() == FINDINGS.keys()
    orders = ("Check ", "Look", "Write", "Say", "Add", "Compare", " look ", "check it")
    assert not [text for text in FILED.values() if any(order in text for order in orders) or not text.endswith(".")]


def test_a_mixed_position_leads_with_the_work_that_controls_in_every_form() -> None:
    parts = [
        WorkPart("Own work", "80%", "GS-10", controls=True, decides="It controls."),
        WorkPart("Projects", "5%", "GS-12", controls=False, decides="Too small.", rationale="By GS-0201."),
        WorkPart("Supervision", "15%", "GS-9", controls=False, decides="Not covered by the guide."),
    ]
    supervision = supervisory.evaluate("1-2 2-2 3-2 4A-2 4B-2 5-5 6-3", base_grade=9)
    further = [Evaluated("Supervision", supervision, {"1": "A field office."}, {"1": "Not complex."})]
    key = finding_key(UNUSUAL.findings[0], "Own work")
    made = statement(work="Own work", parts=parts, further=further, resolutions={key: "Documented."})
    form, report = markdown(made, "form"), markdown(made, "report")
    assert form.index("Knowledge Required") < form.index("Kinds of work in the position")
    assert "Too small." in form and "Program Scope" not in form  # the guide does not fill the form
    heads = [line for line in report.splitlines() if line.startswith("## ")]
    assert heads[:4] == [
        "## Kinds of work",
        "## Own work: GS-10, 80% of the time",
        "## Projects: GS-12, 5% of the time",
        "## Supervision: GS-9, 15% of the time",
    ]
    for text in ("By GS-0201.", "Meets 1-2: A field office.", "Does not meet 1-3: Not complex.",
                 "Summary of points and grade, Own work", "Summary of points and grade, Supervision"):  # fmt: skip
        assert text in report


def test_dates_are_written_as_americans_write_them() -> None:
    assert [date_words(iso) for iso in ("2017-03-20", "2026-12-01", "")] == ["March 20, 2017", "December 1, 2026", ""]


def test_where_only_the_page_of_a_factor_is_known_the_standard_is_cited_first() -> None:
    made = compose(evaluate("1-4 2-3 3-2 4-2 5-2 6-2 7-2 8-1 9-1", "gs-0203"))
    assert made.factors[0].source.startswith("GS-0203 standard p. 11; Decision C-0203-06-05 of 2017, Factor 1")
    assert "FL 1-4, GS-0203 standard p. 11 |" in markdown(made, "form")


def test_word_has_headings_titles_language_and_header_rows() -> None:
    content = to_docx(statement())
    document = docx.Document(io.BytesIO(content))
    headings = [
        (p.style.name, p.text) for p in document.paragraphs if p.style and str(p.style.name).startswith("Heading")
    ]
    assert headings[0] == ("Heading 1", "Position evaluation report")
    assert ("Heading 2", "Evaluation factors") in headings
    assert ("Heading 3", "Factor 1, Knowledge Required by the Position: level 1-7, 1,250 points") in headings
    about = document.core_properties
    assert (about.title, about.language) == ("Position evaluation report: Officer, GS-0201-10", "en-US")
    assert (about.author, about.created.year) == ("", 2026)
    section = document.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)
    assert len(document.tables) == 2
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(f"{W}tblCaption").get(f"{W}val")
        assert "Columns: " in properties.find(f"{W}tblDescription").get(f"{W}val")
        assert properties.find(f"{W}tblLook").get(f"{W}firstRow") == "1"
        first, *others = (row._tr.trPr for row in table.rows)
        assert first.find(f"{W}tblHeader") is not None
        assert all(row.find(f"{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}cantSplit") is not None for row in (first, *others))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert 'w:lang w:val="en-US"' in archive.read("word/styles.xml").decode()
        footer = next(archive.read(name).decode() for name in archive.namelist() if "footer" in name)
        assert 'w:instr="PAGE"' in footer


def test_each_numbered_list_in_word_begins_at_one() -> None:
    document = docx.Document(io.BytesIO(to_docx(statement())))
    numbers = {
        paragraph.text: int(paragraph._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0])
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name == "List Number"
    }
    assert numbers["First."] == numbers["Second."] != numbers["Third."]
    numbering = document.part.numbering_part.element
    for number in set(numbers.values()):
        (start,) = numbering.xpath(f"./w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride/@w:val")
        assert start == "1"


def test_the_supervisory_argument_is_a_section_of_its_own() -> None:
    made = compose(supervisory.evaluate("1-2 2-2 3-2 4A-2 4B-2 5-5 6-3", base_grade=9), title="Chief")
    text = to_html(made)
    assert "<h2>Supervisory work</h2><ol>" in text.replace("\n", "")
    assert text.count("<li>") == len(made.reasoning[0].steps) + 1 + len(made.editions)


def test_a_final_grade_of_its_own_is_pointed_out() -> None:
    for form in (markdown, to_html):
        assert "Final grade: GS-12. The reasoning above says why it is not GS-10." in form(statement(grade="GS-12"))
        assert "why it is not" not in form(statement())


def test_without_findings_or_signatures() -> None:
    plain = evaluate("1-1 2-1 3-1 4-1 5-1 1a 8-1 9-1", "gs-0201")
    text = to_html(compose(plain, signatures=[]))
    assert 'class="sign"' not in text
    assert "<dt>Organization" not in text


@pytest.mark.parametrize("document", ["form", "report"])
def test_nobody_signs_a_page_that_holds_nothing_else(document: Document) -> None:
    paragraphs = docx.Document(io.BytesIO(to_docx(statement(), document))).paragraphs
    signed = next(at for at, each in enumerate(paragraphs) if each.text.startswith("Evaluated by"))
    assert paragraphs[signed - 1].paragraph_format.keep_with_next


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_of_each_kind(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{ending}"
    write(statement(), path)
    assert path.read_bytes()[:2] == {".json": b"{\n", ".md": b"# ", ".html": b"<!", ".docx": b"PK"}[ending]


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match=r"A statement is written as \.json, \.md, \.html, \.docx, not as '\.pdf'"):
        render(statement(), ".pdf")
    with pytest.raises(OutputError, match="cannot be written"):
        write(statement(), tmp_path / "none" / "x.md")
