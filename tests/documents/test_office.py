"""The evaluation statement as pages of LibreOffice: the form on one, header rows again, whole words in three fonts."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import docx
import pytest

from fesgrade import evaluate
from fesgrade.apps.supervisory.page import Page
from fesgrade.documents.blocks import Document, title_of
from fesgrade.documents.compose import compose
from fesgrade.documents.statement import Statement
from fesgrade.documents.word import to_docx
from fesgrade.tables import load

OFFICE, PAPER = shutil.which("soffice"), shutil.which("pdftoppm")
FONTS = ("Arial", "Carlito", "DejaVu Sans")  # as Arial, as Calibri, and wider than any that an office prints with
WHY = "Applies assignment rules to place people and explains them to units in the field. "
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        OFFICE is None or PAPER is None, reason="LibreOffice or poppler is missing; see make test-office"
    ),
]


@cache
def first() -> Statement:
    """The first decision, with a reason for each factor."""
    return compose(
        evaluate("1-4 2-3 3-2 4-2 5-2 6-2 7-2 8-1 9-1", "gs-0203"),
        title="Human Resources Assistant (Military)",
        series="0203",
        organization="Personnel Command, Career Management Department",
        rationale=dict.fromkeys("123456789", WHY),
        not_next=dict.fromkeys("1234567", "Makes no policy for others."),
        date="2017-03-20",
    )


@cache
def second() -> Statement:
    """The second decision as the Supervisory page records it: own work controls, the guide may not."""
    page = Page(load())
    page.choose_case.value = "hr-officer-supervision"
    page.keep.write({"title": "Human Resources Officer", "organization": "Services Squadron", "date": "2002-06-24"})
    page.keep.write({f"rationale/fes/{factor}/Own work": WHY for factor in range(1, 10)})
    page.keep.write({f"rationale/gssg/{factor}": WHY for factor in ("1", "2", "3", "4A", "4B", "5", "6")})
    return page.keep.statement()


def in_font(content: bytes, font: str) -> bytes:
    document = docx.Document(io.BytesIO(content))
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            style.font.name = font
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("font", FONTS)
def test_libreoffice_shows_form_and_report_whole(font: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    if "office" not in str(pytestconfig.getoption("markexpr")):
        pytest.skip("run by make test-office: it takes seconds")
    made: dict[str, tuple[Statement, Document]] = {
        f"{number}-{kind}": (statement, kind)
        for number, statement in (("first", first()), ("second", second()))
        for kind in ("form", "report")
    }
    for name, (statement, kind) in made.items():
        (tmp_path / f"{name}.docx").write_bytes(in_font(to_docx(statement, kind), font))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.docx") for name in made]
    command = [
        str(OFFICE),
        "--headless",
        "--norestore",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    pictures = tmp_path.parent / f"office-{font.replace(' ', '-')}"  # to be looked at
    pictures.mkdir(exist_ok=True)
    for name, (statement, kind) in made.items():
        paper = tmp_path / f"{name}.pdf"
        subprocess.run([str(PAPER), "-r", "80", "-png", str(paper), str(pictures / name)], check=True, timeout=60)
        shown = subprocess.run(["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True, text=True)
        pages = shown.stdout.rstrip("\f").split("\f")
        assert title_of(statement, kind) in pages[0]
        if kind == "form" and font != "DejaVu Sans":
            assert len(pages) == 1, (name, font)
        # Every word stands whole, headings and cells, in whatever font.
        words = set(re.findall(r"[\w,.]+", shown.stdout))
        document = docx.Document(str(tmp_path / f"{name}.docx"))
        texts = [each.text for each in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        missing = {word for text in texts for word in re.findall(r"[\w,.]+", text)} - words
        assert not missing, (name, font)
        # Where a table goes on, its heading row stands again, and no total stands on a page without its rows.
        for page in pages:
            if "Total points" in page:
                assert "Evaluation factor" in page and "1. " in page, (name, font)
    assert len(list(pictures.glob("*.png"))) >= len(made)
