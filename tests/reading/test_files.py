"""Files of every kind are read, or refused with a sentence; nothing that anybody hands in ends in a traceback."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade.reading import files, pdf
from fesgrade.reading.files import open_bytes, open_file
from fesgrade.reading.pages import Document, DocumentError, of_text
from fesgrade.reading.reader import read
from fesgrade.tables import load
from tests.reading.made import LEVELS, docx, evaluation_lines
from tests.reading.made import pdf as made_pdf

TEXT = "\n".join(evaluation_lines())
HTML = f"<html><head><style>p {{}}</style></head><body><p>{'</p><p>'.join(evaluation_lines())}</p></body></html>"


def levels(document: Document) -> list[str]:
    (one,) = read(document, load()).evaluations
    return list(one.levels.values())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.txt", TEXT.encode()),
        ("marked.txt", TEXT.encode("utf-8-sig")),
        ("unicode.txt", TEXT.encode("utf-16")),
        ("page.html", HTML.encode()),
        ("a.eml", f"Subject: Levels\nContent-Type: text/html; charset=utf-8\n\n{HTML}".encode()),
        ("table.docx", docx()),
        ("headings.docx", docx(table=False)),
        ("print.pdf", made_pdf([evaluation_lines()])),
        ("two pages.pdf", made_pdf([evaluation_lines()[:6], evaluation_lines()[6:]])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_file_is_read(name: str, content: bytes) -> None:
    document = open_bytes(name, content)
    assert levels(document) == LEVELS
    (one,) = read(document, load()).evaluations
    assert (one.title, one.series, one.total, one.grade) == ("Program Analyst", "0343", 2435, "GS-11")
    assert one.faults == ()


def test_a_page_of_a_pdf_is_told_with_each_level() -> None:
    (one,) = read(open_bytes("a.pdf", made_pdf([evaluation_lines()[:6], evaluation_lines()[6:]])), load()).evaluations
    assert [place.page for place in one.places.values()] == [1, 1, 1, 2, 2, 2, 2, 2, 2]


def test_a_text_box_of_a_word_document_is_read() -> None:
    document = open_bytes("a.docx", docx(box="Factor 3, Guidelines - FL 3-4, 450 points"))
    assert "Factor 3, Guidelines - FL 3-4, 450 points" in [line.text for line in document.lines]


def test_windows_text_is_read_and_said() -> None:
    document = open_bytes("old.txt", "Factor 1 – FL 1–7, 1250 points".encode("cp1252"))
    assert document.notes == ("old.txt is not UTF-8; it was read as Windows text (cp1252).",)
    assert levels(document) == ["1-7"]


def test_what_hangs_on_a_mail_is_named() -> None:
    mail = (
        "Subject: Levels\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain"
        "\n\nFactor 1 - FL 1-7, 1250 points\n--x\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename=pd.pdf\n\nnothing\n--x--\n"
    )
    document = open_bytes("a.eml", mail.encode())
    assert levels(document) == ["1-7"]
    assert document.notes == ("a.eml: what hangs on the mail is not read; open pd.pdf itself.",)


# What is refused ----------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


BOMB = zipped(word__document=b"", **{"word__document.xml": b"<w>" + b" " * (101 * 2**20)})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\x00", "is empty"),
        (b"\xd0\xcf\x11\xe0rest", "the old kind"),
        (b"{\\rtf1 text}", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is no text"),
        (b"PK\x03\x04rest", "damaged or cut short"),
        (zipped(**{"xl__workbook.xml": b"<a/>"}), "fesgrade score and the Batch page"),
        (zipped(readme=b"hello"), "is a ZIP and no Word document"),
        (zipped(**{"word__document.xml": b"<w><open></w>"}), "damaged"),
        (zipped(**{"word__other.xml": b"<w/>"}), "word/document.xml is missing"),
        (BOMB, "more than the 100 MB that are read"),
        (b"%PDF-1.4\nnothing", "damaged"),
        (made_pdf([[], []]), "has no text, only pictures of pages"),
        (made_pdf([["text"]] * 501), "more than the 500 that are read"),
        (b"x" * (25 * 2**20 + 1), "more than the 25 MB that are read"),
        (b"a page\f" * 501, "more than the 500 pages"),
        (b"word " * 700_000, "more than the 3,000,000 characters"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_read_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as refused:
        open_bytes("a file", content)
    (fault,) = refused.value.faults
    assert fault.startswith("a file ") and said in fault and fault.endswith(".")


def test_a_pdf_that_takes_too_long_is_ended() -> None:
    with pytest.raises(DocumentError, match=r"takes longer than the 0.01 seconds"):
        pdf.read("slow.pdf", made_pdf([["text"]]), seconds=0.01)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read: No such file"):
        open_file(tmp_path / "none.txt")


def test_the_limits_are_told_before_a_file_is_given() -> None:
    assert "25 MB" in files.limits() and "500 pages" in files.limits() and "20 seconds" in files.limits()


# Fuzz ---------------------------------------------------------------------------------------------

PIECES = [
    "Factor ", "Level ", "FL ", "1-7", "4A-2", "2b", "7- 1250", "1-7125, 0", "1250 points", " | ", "\n", "\n\n", "\f",
    ". ", "Total ", "2435", "GS-0201-11", "is credited", "does not meet ", "Purpose of Contacts", "Supervi-\n",
    "sory Controls", "6. & 7. ", "â€“", "–", "(", ")", "The remaining factors at the same levels, total 2060 points",
    "Title: ", "Agency ", "99999999999999999999", "\u2028", "\x1b", "ﬀ", "٣", "4-A", "P2/", "-",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    for one in read(of_text("any", text), load()).evaluations:
        assert all(isinstance(fault, str) and fault for fault in one.faults)
        one.as_dict()


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.eml", "a.html", "a.docx", "a"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    try:
        document = open_bytes(name, content.replace(b"%PDF-", b""))
    except DocumentError:
        return
    read(document, load())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_word_document_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(docx())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DocumentError):
        read(open_bytes("a.docx", bytes(content[: data.draw(st.integers(10, len(content)))])), load())


@pytest.mark.parametrize("at", [20, 120, 300, 500, 900])
def test_a_damaged_pdf_is_read_or_refused(at: int) -> None:
    content = bytearray(made_pdf([evaluation_lines()]))
    content[at : at + 9] = b"\xff<<[(\x00)>>"
    with suppress(DocumentError):
        read(open_bytes("a.pdf", bytes(content)), load())
