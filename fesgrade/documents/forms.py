"""The evaluation statement on paper: Markdown, HTML that prints on Letter, and DOCX.

All three show the same blocks (headings, facts, tables, lists, lines to sign) in the same order. Every text that people
wrote is escaped, so that it shows as it was written and nothing in it runs.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fesgrade.documents.statement import (
    Statement,
    StatementError,
    edition_words,
    range_words,
    with_source,
)
from fesgrade.documents.statement_file import save

# What the printed forms show ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """Labels with their values, a line each."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with a caption and column headings; the first cell of each row names it. ``sums`` close it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    sums: int = 0


@dataclass(frozen=True, slots=True)
class _Items:
    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A line to sign, with room for the date."""

    role: str
    name: str


_Block = _Heading | _Facts | _Table | _Items | _Paragraph | _Sign


def _blocks(statement: Statement) -> Iterator[_Block]:
    yield _Heading(1, "Position evaluation statement")
    facts = [
        ("Title, series and grade", statement.heading),
        ("Organization", statement.organization),
        ("Position number", statement.position_number),
        ("Standard", edition_words(statement.editions[0])),
        ("Kind of work", statement.kind_of_work.capitalize()),
        ("Date", statement.date),
    ]
    yield _Facts(tuple((label, value) for label, value in facts if value))
    yield _Heading(2, "Evaluation factors")
    closing = (
        ("Total points", f"{statement.total:,}", "", ""),
        ("Grade conversion", statement.converted, range_words(statement.range), ""),
    )
    yield _Table(
        "Points assigned to each factor, the standard used, and comments",
        ("Evaluation factor", "Points assigned", "Standard used", "Comments"),
        (
            *(
                (f"{one.factor}. {one.name}", f"{one.points:,}", f"{one.level} ({one.source})", one.rationale)
                for one in statement.factors
            ),
            *closing,
        ),
        (24, 14, 24, 38),
        (1,),
        len(closing),
    )
    if statement.grade != statement.converted:
        yield _Paragraph(
            f"Final grade: {statement.grade}. The reasoning below says why it is not {statement.converted}."
        )
    if any(one.evidence for one in statement.factors):
        yield _Heading(2, "Evidence")
        for one in statement.factors:
            if one.evidence:
                yield _Heading(3, f"Factor {one.factor}, {one.name}")
                yield _Items(tuple(map(str, one.evidence)))
    for each in statement.reasoning:
        yield _Heading(2, each.title)
        yield _Items(tuple(with_source(step.text, step.source) for step in each.steps), numbered=True)
    yield _Heading(2, "Findings and how they were resolved")
    if statement.findings:
        yield _Table(
            "Findings of the evaluation, the rule behind each, and its resolution",
            ("Finding", "Rule", "Resolution"),
            tuple((one.message, one.source, one.resolution) for one in statement.findings),
            (45, 20, 35),
        )
    else:
        yield _Paragraph("None.")
    if statement.remarks:
        yield _Heading(2, "Remarks")
        yield _Paragraph(statement.remarks)
    yield _Heading(2, "Tables used")
    yield _Items(tuple(map(edition_words, statement.editions)))
    if statement.signatures:
        yield _Heading(2, "Signatures")
        yield from (_Sign(line.role, line.name) for line in statement.signatures)


#: Characters that no document can hold; they are shown as the sign for an unknown one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


# Markdown -----------------------------------------------------------------------------------------

_MARKS = re.compile(r"([\\`*_\[\]|~#$@])")
_FIRST = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
#: What would become a link by itself.
_LINKS = re.compile(r"\b(https?|ftp|mailto|xmpp|www)(?=[:.])", re.IGNORECASE)
#: A line to write on.
BLANK = "\\_" * 20


def markdown(statement: Statement) -> str:
    """Return a statement as Markdown with tables; every text is escaped, so that it shows as it was written."""
    parts = []
    for block in _blocks(statement):
        match block:
            case _Heading(level, text):
                parts.append(f"{'#' * level} {_md(text, ' ')}")
            case _Facts(items):
                parts.append("\n".join(f"- **{_md(label)}:** {_md(value, ' ')}" for label, value in items))
            case _Table():
                header = [_md(cell, " ") for cell in block.header]
                rule = ["--:" if at in block.numbers else "---" for at in range(len(header))]
                rows = [[_md(cell, "<br>") for cell in row] for row in block.rows]
                lines = [header, rule, *rows]
                parts.append(f"{_md(block.caption)}:")
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
            case _Items(texts, numbered):
                marks = (f"{at}." if numbered else "-" for at in range(1, len(texts) + 1))
                parts.append("\n".join(f"{mark} {_md(text, '<br>')}" for mark, text in zip(marks, texts, strict=True)))
            case _Paragraph(text):
                parts.append(_md(text, "<br>"))
            case _Sign(role, name):
                parts.append(f"{_md(role, ' ')}: {_md(name, ' ') or BLANK}   Date: {BLANK}")
    return "\n\n".join(parts) + "\n"


def _md(text: str, line_end: str = " ") -> str:
    lines = (" ".join(line.split()) for line in _printable(text).strip().split("\n"))
    return line_end.join(_md_line(line) for line in lines)


def _md_line(line: str) -> str:
    escaped = _MARKS.sub(r"\\\1", html.escape(line, quote=False))
    escaped = _LINKS.sub(r"\1\\", escaped)
    # A sign that starts a list, a rule or a heading does so only at the beginning of a line.
    return _FIRST.sub(lambda found: f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}", escaped)


# HTML ---------------------------------------------------------------------------------------------

_STYLE = """
@page { size: Letter; margin: 0.75in; @bottom-right { content: "Page " counter(page) " of " counter(pages);
  font: 9pt Arial, sans-serif; } }
* { box-sizing: border-box; }
body, :host { display: block; margin: 0 auto; max-width: 7in; padding: 1rem; color: #1b1b1b; background: #fff;
  font: 11pt/1.4 "Public Sans", "Source Sans 3", "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
h1 { font-size: 18pt; margin: 0 0 0.75rem; } h2 { font-size: 13pt; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 11pt; margin: 1rem 0 0.25rem; } h1, h2, h3, caption { break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0; }
dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
/* The widths of the columns are wishes: no column is narrower than the longest word of its headings, in whatever font.
   What people write may hold a word that no page has room for, and there it breaks. */
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
caption { text-align: left; padding-bottom: 0.25rem; }
th, td { border: 1px solid #71767a; padding: 0.3rem 0.45rem; text-align: left; vertical-align: top; }
td:not(.number) { overflow-wrap: anywhere; min-width: 6em; }
thead { display: table-header-group; } thead th { background: #dfe1e2; } tr { break-inside: avoid; }
tbody th { font-weight: normal; } .sums th, .sums td { font-weight: bold; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
li { margin-bottom: 0.25rem; overflow-wrap: anywhere; } p { overflow-wrap: anywhere; }
.sign { display: grid; grid-template-columns: 2fr 1fr; gap: 2rem; margin-top: 2.5rem; break-inside: avoid; }
.sign span { border-top: 1px solid #1b1b1b; padding-top: 0.2rem; }
@media screen and (max-width: 46rem) { .scroll { container-type: inline-size; } caption { max-width: 100cqi; }
  table { font-size: 9pt; min-width: 34rem; } }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }
@media print { body, :host { max-width: none; padding: 0; } .scroll { overflow: visible; }
  tbody th { overflow-wrap: anywhere; min-width: 11em; }
  thead th { print-color-adjust: exact; } }
"""


def to_html(statement: Statement) -> str:
    """Return a statement as a whole HTML document that prints on Letter paper and loads nothing from elsewhere."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_html(document_title(statement), ' ')}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{_html_body(statement)}\n</main>\n</body>\n</html>\n"
    )


def to_fragment(statement: Statement) -> str:
    """Return a statement as HTML with its style for the shadow tree of an element of another page."""
    return f"<style>{_STYLE}</style>\n<article>\n{_html_body(statement)}\n</article>"


def document_title(statement: Statement) -> str:
    """Return the title of the printed forms."""
    return f"Evaluation statement: {statement.heading}"


def _html_body(statement: Statement) -> str:
    return "\n".join(_html_block(block) for block in _blocks(statement))


def _html(text: str, line_end: str = "<br>") -> str:
    return html.escape(_printable(text).strip()).replace("\n", line_end)


def _html_block(block: _Block) -> str:
    match block:
        case _Heading(level, text):
            return f"<h{level}>{_html(text)}</h{level}>"
        case _Facts(items):
            return f"<dl>{''.join(f'<dt>{_html(label)}</dt><dd>{_html(value)}</dd>' for label, value in items)}</dl>"
        case _Table():
            return _html_table(block)
        case _Items(texts, numbered):
            kind = "ol" if numbered else "ul"
            return f"<{kind}>{''.join(f'<li>{_html(text)}</li>' for text in texts)}</{kind}>"
        case _Paragraph(text):
            return f"<p>{_html(text)}</p>"
        case _Sign(role, name):
            signed = f"{role}: {name}" if name else role
            return f'<p class="sign"><span>{_html(signed)}</span><span>Date</span></p>'


def _html_table(table: _Table) -> str:
    def number(at: int) -> str:
        return ' class="number"' if at in table.numbers else ""

    head = "".join(f'<th scope="col"{number(at)}>{_html(text)}</th>' for at, text in enumerate(table.header))
    lines = []
    for row_at, row in enumerate(table.rows):
        cells = "".join(
            f'<th scope="row">{_html(text)}</th>' if at == 0 else f"<td{number(at)}>{_html(text)}</td>"
            for at, text in enumerate(row)
        )
        closing = ' class="sums"' if row_at >= len(table.rows) - table.sums else ""
        lines.append(f"<tr{closing}>{cells}</tr>")
    widths = "".join(f'<col style="width: {width}%">' for width in table.widths)
    # What can be scrolled on a narrow screen must be reached by the keyboard, and so it needs a name.
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{_html(table.caption)}"><table>'
        f"<caption>{_html(table.caption)}</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table></div>"
    )


# DOCX ---------------------------------------------------------------------------------------------


def to_docx(statement: Statement) -> bytes:
    """Return a statement as a Word document: Letter, real headings and lists, tables whose header rows repeat."""
    from docx import Document
    from docx.shared import Inches

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Inches(8.5), Inches(11)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(0.75)
    about = document.core_properties
    about.title = _printable(document_title(statement))[:250]
    about.subject, about.author, about.comments, about.keywords = "Position classification", "", "", ""
    about.language = "en-US"
    if statement.date:
        about.created = about.modified = datetime.fromisoformat(statement.date)
    document.styles["Normal"].font.name = "Arial"
    for language in document.styles.element.xpath("//w:rPrDefault/w:rPr/w:lang"):
        language.set(_w("val"), "en-US")
    _page_numbers(page, _printable(document_title(statement)))
    for block in _blocks(statement):
        _docx_block(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(_w(key), value)
    return made


def _page_numbers(page: Any, title: str) -> None:
    paragraph = page.footer.paragraphs[0]
    paragraph.add_run(f"{title}, page ")
    field = _element("fldSimple", instr="PAGE")
    run = _element("r")
    text = _element("t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _docx_block(document: Any, block: _Block) -> None:
    match block:
        case _Heading(level, text):
            document.add_heading(_one_line(text), level)
        case _Facts(items):
            for label, value in items:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.space_after = 0
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(_one_line(value))
        case _Table():
            _docx_table(document, block)
        case _Items(texts, numbered):
            number = _restarted(document) if numbered else None
            for text in texts:
                paragraph = document.add_paragraph(_printable(text), "List Number" if numbered else "List Bullet")
                if number is not None:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val = 0
                    properties.get_or_add_numId().val = number
        case _Paragraph(text):
            document.add_paragraph(_printable(text))
        case _Sign(role, name):
            _docx_signature(document, f"{role}: {name}" if name else role)


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _restarted(document: Any) -> int:
    """Make a numbering that begins at 1; without it Word goes on counting from the list before."""
    style = document.styles["List Number"].element
    numbering = document.part.numbering_part.numbering_definitions._numbering
    number = style.pPr.numPr.numId.val
    (abstract,) = numbering.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    made = numbering.add_num(int(abstract))
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _docx_table(document: Any, table: _Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Inches

    caption = document.add_paragraph(table.caption, "Caption")
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(0, len(table.header), "Table Grid")
    made.autofit = True  # the widths are wishes, as in HTML: Word breaks no word that fits on the page
    properties = made._tbl.tblPr
    properties.append(_element("tblCaption", val=table.caption))
    properties.append(_element("tblDescription", val=f"{table.caption}. Columns: {', '.join(table.header)}."))
    widths = [Inches(7 * width / 100) for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row_at, row in enumerate([table.header, *table.rows]):
        line = made.add_row()
        line._tr.get_or_add_trPr().append(_element("cantSplit"))
        if row_at == 0:
            line._tr.get_or_add_trPr().append(_element("tblHeader"))
        strong = row_at == 0 or row_at > len(table.rows) - table.sums
        for at, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = widths[at]
            paragraph = cell.paragraphs[0]
            paragraph.add_run(_printable(text)).bold = strong
            if at in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph().paragraph_format.space_after = 0


def _docx_signature(document: Any, signed: str) -> None:
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Inches, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(24)
    paragraph.paragraph_format.keep_together = True
    for position in (4.6, 7):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(position), leader=WD_TAB_LEADER.LINES)
    paragraph.add_run(f"{_one_line(signed)} \t Date \t")


# Any of them --------------------------------------------------------------------------------------

#: The endings of the files that a statement is written to.
ENDINGS = (".json", ".md", ".html", ".docx")


def render(statement: Statement, ending: str) -> bytes:
    """Return a statement as the content of a file with one of :data:`ENDINGS`; :class:`StatementError` for another."""
    match ending.lower():
        case ".json":
            return save(statement).encode()
        case ".md":
            return markdown(statement).encode()
        case ".html":
            return to_html(statement).encode()
        case ".docx":
            return to_docx(statement)
    raise StatementError([f"A statement is written as {', '.join(ENDINGS)}, not as {ending!r}."])


def write(statement: Statement, path: Path | str) -> None:
    """Write a statement to a file with one of :data:`ENDINGS`; :class:`StatementError` when that cannot be done."""
    content = render(statement, Path(path).suffix)
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise StatementError([f"{path} cannot be written: {error.strerror or error}."]) from None
