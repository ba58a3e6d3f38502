"""Documents made by hand for the tests: the smallest PDF, and Word documents with tables and a text box."""

from __future__ import annotations

import io
from collections.abc import Sequence

#: Nine rows of an evaluation, as a table holds them.
ROWS = [
    ("1. Knowledge Required by the Position", "1-7", "1250"),
    ("2. Supervisory Controls", "2-4", "450"),
    ("3. Guidelines", "3-3", "275"),
    ("4. Complexity", "4-4", "225"),
    ("5. Scope and Effect", "5-3", "150"),
    ("6. & 7. Contacts and Their Purpose", "2-b", "75"),
    ("8. Physical Demands", "8-1", "5"),
    ("9. Work Environment", "9-1", "5"),
]
LEVELS = ["1-7", "2-4", "3-3", "4-4", "5-3", "6-2", "7-2", "8-1", "9-1"]


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on each page, in Helvetica and one below the other."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 780 Td\n{shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def evaluation_lines() -> list[str]:
    """Return the rows as lines of text, with a title above and the total below."""
    return [
        "Position title: Program Analyst", "GS-0343-11", "Factor Level Points",
        *(" ".join(row) for row in ROWS), "Total 2435",
    ]  # fmt: skip


def docx(*, box: str = "", table: bool = True) -> bytes:
    """Return a Word document with the rows as a table (or as headings), and a text box with some text."""
    import docx as word
    from docx.oxml import parse_xml

    made = word.Document()
    made.add_heading("Position description", 1)
    made.add_paragraph("Position title: Program Analyst")
    made.add_paragraph("Classification: GS-0343-11")
    if table:
        rows = made.add_table(rows=0, cols=3)
        for row in (("Factor", "Level", "Points"), *ROWS, ("Total", "", "2435")):
            for cell, text in zip(rows.add_row().cells, row, strict=True):
                cell.text = text
    else:
        for name, level, points in ROWS:
            made.add_heading(f"Factor {name} - FL {level}, {points} points", 2)
            made.add_paragraph("What the work takes.")
    if box:
        paragraph = made.add_paragraph()
        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        run = (
            f'<w:r {names}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            f"<w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        paragraph._p.append(parse_xml(run))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
