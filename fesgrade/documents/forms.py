"""The evaluation statement on paper: Markdown, HTML that prints on Letter, and Word.

Every text that people wrote is escaped, so that it shows as it was written and nothing in it runs.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from fesgrade.documents.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Sign,
    Table,
    blocks_of,
    document_title,
    printable,
)
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.documents.statement_file import save
from fesgrade.documents.word import to_docx
from fesgrade.files.output import write_whole

# Markdown -----------------------------------------------------------------------------------------

_MARKS = re.compile(r"([\\`*_\[\]|~#$@])")
_FIRST = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
#: What would become a link by itself.
_LINKS = re.compile(r"\b(https?|ftp|mailto|xmpp|www)(?=[:.])", re.IGNORECASE)
#: A line to write on.
BLANK = "\\_" * 20


def markdown(statement: Statement, document: Document = "report") -> str:
    """Return a statement as Markdown with tables; every text is escaped, so that it shows as it was written."""
    parts = []
    for block in blocks_of(statement, document):
        match block:
            case Heading(level, text):
                parts.append(f"{'#' * level} {_md(text, ' ')}")
            case Facts(items):
                parts.append("\n".join(f"- **{_md(label)}:** {_md(value, ' ')}" for label, value in items))
            case Table():
                header = [_md(cell, " ") for cell in block.header]
                rule = ["--:" if at in block.numbers else "---" for at in range(len(header))]
                rows = [[_md(cell, "<br>") for cell in row] for row in block.rows]
                lines = [header, rule, *rows]
                parts.append(f"{_md(block.caption)}:")
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
            case Items(texts, numbered):
                marks = (f"{at}." if numbered else "-" for at in range(1, len(texts) + 1))
                parts.append("\n".join(f"{mark} {_md(text, '<br>')}" for mark, text in zip(marks, texts, strict=True)))
            case Paragraph(text):
                parts.append(_md(text, "<br>"))
            case Sign(role, name):
                parts.append(f"{_md(role, ' ')}: {_md(name, ' ') or BLANK}   Date: {BLANK}")
    return "\n\n".join(parts) + "\n"


def _md(text: str, line_end: str = " ") -> str:
    lines = (" ".join(line.split()) for line in printable(text).strip().split("\n"))
    return line_end.join(_md_line(line) for line in lines)


def _md_line(line: str) -> str:
    escaped = _MARKS.sub(r"\\\1", html.escape(line, quote=False))
    escaped = _LINKS.sub(r"\1\\", escaped)
    # A sign that starts a list, a rule or a heading does so only at the beginning of a line.
    return _FIRST.sub(lambda found: f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}", escaped)


# HTML ---------------------------------------------------------------------------------------------

_STYLE = """
@page { size: Letter; margin: 0.5in; @bottom-right { content: "Page " counter(page) " of " counter(pages);
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
table:has(.sums) { break-inside: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
li { margin-bottom: 0.25rem; overflow-wrap: anywhere; } p { overflow-wrap: anywhere; }
.sign { display: grid; grid-template-columns: 2fr 1fr; gap: 2rem; margin-top: 2.5rem; break-inside: avoid; }
.sign + .sign { break-before: avoid; } :has(+ .sign) { break-after: avoid; }
.sign span { border-top: 1px solid #1b1b1b; padding-top: 0.2rem; }
/* The form has room for comments on one page. */
.form { font-size: 9pt; line-height: 1.25; } .form h1 { font-size: 13pt; margin-bottom: 0.3rem; }
.form dl { gap: 0 1rem; margin-bottom: 0.4rem; } .form table { font-size: 8.5pt; } .form caption { display: none; }
.form th, .form td { padding: 0.12rem 0.3rem; } .form .sign { margin-top: 1.6rem; }
@media screen and (max-width: 46rem) { .scroll { container-type: inline-size; } caption { max-width: 100cqi; }
  table { font-size: 9pt; min-width: 34rem; } .form table { min-width: 44rem; } }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }
@media print { body, :host { max-width: none; padding: 0; } .scroll { overflow: visible; }
  tbody th { overflow-wrap: anywhere; min-width: 11em; }
  thead th { print-color-adjust: exact; } }
"""


def to_html(statement: Statement, document: Document = "report") -> str:
    """Return a statement as a whole HTML document that prints on Letter paper and loads nothing from elsewhere."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="fesgrade">\n'
        f"<title>{_html(document_title(statement, document), ' ')}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<main class="{document}">\n{_html_body(statement, document)}\n</main>\n</body>\n</html>\n'
    )


def to_fragment(statement: Statement, document: Document = "report") -> str:
    """Return a statement as HTML with its style for the shadow tree of an element of another page."""
    return f'<style>{_STYLE}</style>\n<article class="{document}">\n{_html_body(statement, document)}\n</article>'


def _html_body(statement: Statement, document: Document) -> str:
    return "\n".join(_html_block(block) for block in blocks_of(statement, document))


def _html(text: str, line_end: str = "<br>") -> str:
    return html.escape(printable(text).strip()).replace("\n", line_end)


def _html_block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{_html(text)}</h{level}>"
        case Facts(items):
            return f"<dl>{''.join(f'<dt>{_html(label)}</dt><dd>{_html(value)}</dd>' for label, value in items)}</dl>"
        case Table():
            return _html_table(block)
        case Items(texts, numbered):
            kind = "ol" if numbered else "ul"
            return f"<{kind}>{''.join(f'<li>{_html(text)}</li>' for text in texts)}</{kind}>"
        case Paragraph(text):
            return f"<p>{_html(text)}</p>"
        case Sign():
            return f'<p class="sign"><span>{_html(block.signed)}</span><span>Date</span></p>'


def _html_table(table: Table) -> str:
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


# Any of them --------------------------------------------------------------------------------------

#: The endings of the files that a statement is written to.
ENDINGS = (".json", ".md", ".html", ".docx")


def render(statement: Statement, ending: str, document: Document = "report") -> bytes:
    """Return a statement as the content of a file with one of :data:`ENDINGS`; :class:`StatementError` for another."""
    match ending.lower():
        case ".json":
            return save(statement).encode()
        case ".md":
            return markdown(statement, document).encode()
        case ".html":
            return to_html(statement, document).encode()
        case ".docx":
            return to_docx(statement, document)
    raise StatementError([f"A statement is written as {', '.join(ENDINGS)}, not as {ending!r}."])


def write(statement: Statement, path: Path | str, document: Document = "report") -> None:
    """Write a statement to a file with one of :data:`ENDINGS`, whole or not at all.

    Raises :class:`StatementError` for another ending, :class:`~fesgrade.files.output.OutputError` where it cannot be
    written.
    """
    write_whole(path, render(statement, Path(path).suffix, document))
