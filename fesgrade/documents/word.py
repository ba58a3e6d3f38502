"""The evaluation statement for Word: Letter, real headings and lists, tables whose header rows repeat."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

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
from fesgrade.documents.statement import Statement


def to_docx(statement: Statement, document: Document = "report") -> bytes:
    """Return a statement as a Word document; the form is set small, so that it has room for comments on one page."""
    import docx
    from docx.shared import Inches, Pt

    made = docx.Document()
    page = made.sections[0]
    page.page_width, page.page_height = Inches(8.5), Inches(11)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(0.5)
    about = made.core_properties
    about.title = printable(document_title(statement, document))[:250]
    about.subject, about.author, about.comments, about.keywords = "Position classification", "", "", "fesgrade"
    about.language = "en-US"
    if statement.date:
        about.created = about.modified = datetime.fromisoformat(statement.date)
    normal = made.styles["Normal"]
    normal.font.name = "Arial"
    if document == "form":
        normal.font.size = Pt(8.5)
        normal.paragraph_format.space_after = Pt(2)
        made.styles["Heading 1"].font.size = Pt(14)
        made.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    for language in made.styles.element.xpath("//w:rPrDefault/w:rPr/w:lang"):
        language.set(_w("val"), "en-US")
    _page_numbers(page, printable(document_title(statement, document)))
    blocks = list(blocks_of(statement, document))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        before = len(made.paragraphs)
        _docx_block(made, block)
        if isinstance(following, Sign):  # nobody signs a page that holds nothing else
            for paragraph in made.paragraphs[before:]:
                paragraph.paragraph_format.keep_with_next = True
    out = io.BytesIO()
    made.save(out)
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


def _docx_block(document: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(_one_line(text), level)
        case Facts(items):
            for label, value in items:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.space_after = 0
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(_one_line(value))
        case Table():
            _docx_table(document, block)
        case Items(texts, numbered):
            number = _restarted(document) if numbered else None
            for text in texts:
                paragraph = document.add_paragraph(printable(text), "List Number" if numbered else "List Bullet")
                if number is not None:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val = 0
                    properties.get_or_add_numId().val = number
        case Paragraph(text):
            document.add_paragraph(printable(text))
        case Sign():
            _docx_signature(document, block.signed)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _restarted(document: Any) -> int:
    """Make a numbering that begins at 1; without it Word goes on counting from the list before."""
    style = document.styles["List Number"].element
    numbering = document.part.numbering_part.numbering_definitions._numbering
    number = style.pPr.numPr.numId.val
    (abstract,) = numbering.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    made = numbering.add_num(int(abstract))
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _docx_table(document: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Inches

    caption = document.add_paragraph(table.caption, "Caption")
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(0, len(table.header), "Table Grid")
    made.autofit = True  # the widths are wishes, as in HTML: Word breaks no word that fits on the page
    properties = made._tbl.tblPr
    properties.append(_element("tblCaption", val=table.caption))
    properties.append(_element("tblDescription", val=f"{table.caption}. Columns: {', '.join(table.header)}."))
    widths = [Inches(7.5 * width / 100) for width in table.widths]
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
            paragraph.add_run(printable(text)).bold = strong
            # A table that adds up stays with its sums where a page has room for it.
            paragraph.paragraph_format.keep_with_next = bool(table.sums) and row_at < len(table.rows)
            if at in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph().paragraph_format.space_after = 0


def _docx_signature(document: Any, signed: str) -> None:
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Inches, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(18)
    paragraph.paragraph_format.keep_with_next = True  # the lines to sign stay on one page
    paragraph.paragraph_format.keep_together = True
    for position in (4.9, 7.5):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(position), leader=WD_TAB_LEADER.LINES)
    paragraph.add_run(f"{_one_line(signed)} \t Date \t")
