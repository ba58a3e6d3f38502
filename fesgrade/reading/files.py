"""From a file to the lines of a document: text, mail, HTML, Word and PDF, each within its limits."""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from fesgrade.files.archive import size_words
from fesgrade.reading import pdf, word
from fesgrade.reading.pages import (
    MAX_BYTES,
    MAX_PAGES,
    MAX_UNPACKED,
    Document,
    DocumentError,
    of_pages,
    of_text,
)

#: The ends of names that a folder is searched for.
ENDINGS = (".txt", ".text", ".md", ".eml", ".htm", ".html", ".docx", ".pdf")
_HOW = "save it as DOCX, PDF or text"
#: Signs of a text that no text has, but a program or a picture.
_CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1b")
#: What a part of a picture's or program's text such signs are, one of so many.
_SHARE = 200


def limits() -> str:
    """Say in a sentence what is read, for people who are about to give a file."""
    return (
        f"DOCX, PDF with text, email (EML), HTML or plain text; at most {size_words(MAX_BYTES)} and {MAX_PAGES} pages, "
        f"a DOCX of at most {size_words(MAX_UNPACKED)} unpacked, a PDF that takes at most {pdf.SECONDS} seconds."
    )


def open_file(path: Path, name: str = "") -> Document:
    """Return the document in a file; ``name`` is what it is called, else its path.

    Raises :class:`~fesgrade.reading.pages.DocumentError` where it cannot be read, as :func:`open_bytes`.
    """
    name = name or str(path)
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise DocumentError([f"{name} cannot be read: {error.strerror or error}."]) from None
    if size > MAX_BYTES:
        raise _too_large(name, size)
    return open_bytes(name, content)


def open_bytes(name: str, content: bytes) -> Document:
    """Return the document with this content, whose kind is told by how it begins, for mail by the end of its name.

    Raises :class:`~fesgrade.reading.pages.DocumentError` for what is empty, damaged, too large, of another kind, a PDF
    without text or with a password.
    """
    if len(content) > MAX_BYTES:
        raise _too_large(name, len(content))
    if not content.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise DocumentError([f"{name} is empty; there is nothing to read."])
    if b"%PDF-" in content[:1024]:
        return pdf.read(name, content)
    if content.startswith(b"PK\x03\x04"):
        return _zipped(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            [f"{name} is a Word or Outlook file of the old kind (.doc, .msg) or has a password; {_HOW}."]
        )
    if content.startswith(b"{\\rtf"):
        raise DocumentError([f"{name} is Rich Text (RTF); {_HOW}."])
    if name.lower().endswith(".eml"):
        return _mail(name, content)
    text, notes = _decoded(name, content)
    if name.lower().endswith((".htm", ".html")) or text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
        text = _without_tags(text)
    return of_text(name, text, notes)


def _too_large(name: str, size: int) -> DocumentError:
    return DocumentError(
        [f"{name} has {size_words(size)}, more than the {size_words(MAX_BYTES)} that are read; split it."]
    )


def _zipped(name: str, content: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            names = {each.lower() for each in file.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DocumentError([f"{name} is damaged or cut short; save it anew, or send it again."]) from None
    if any(each.startswith("xl/") for each in names):
        raise DocumentError([f"{name} is a workbook; fesgrade score and the Batch page read those."])
    if not any(each.startswith("word/") for each in names):
        raise DocumentError([f"{name} is a ZIP and no Word document; {_HOW}, or unpack it."])
    try:
        return of_pages(name, word.pages(name, content))
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        if isinstance(error, DocumentError):
            raise
        faults = getattr(error, "faults", None) or [f"{name} is damaged or has a password; save it anew without one."]
        raise DocumentError(faults) from None
    except Exception as error:  # of zlib and the other packers
        if type(error).__module__ in ("zlib", "_lzma", "lzma", "bz2"):
            raise DocumentError([f"{name} is damaged or cut short; save it anew, or send it again."]) from None
        raise


def _decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return bytes as text: UTF-8, UTF-16 with its mark, or else cp1252, which is said in a note."""
    notes: tuple[str, ...] = ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            return _checked(name, content.decode("utf-8-sig")), ()
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
            notes += (f"{name} is not UTF-8; it was read as Windows text (cp1252).",)
    return _checked(name, text), notes


def _checked(name: str, text: str) -> str:
    if _SHARE * sum(sign in _CONTROLS for sign in text[:100_000]) > len(text[:100_000]):
        raise DocumentError([f"{name} is no text and no document that is read; {_HOW}."])
    return text


# Mail and HTML ------------------------------------------------------------------------------------


def _mail(name: str, content: bytes) -> Document:
    """Read subject and text of a mail; what hangs on it is named in a note."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    try:
        body = message.get_body(("plain", "html"))
        text = str(body.get_content()) if body else ""
        html = body is not None and body.get_content_type() == "text/html"
        attached = [str(part.get_filename()) for part in message.iter_attachments() if part.get_filename()]
        subject = str(message.get("subject", ""))
    except (LookupError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError):
        raise DocumentError([f"{name} is no mail that can be read; save its text as a file."]) from None
    notes = tuple(f"{name}: what hangs on the mail is not read; open {each} itself." for each in attached)
    lines = [subject, "", _without_tags(text) if html else text]
    return of_text(name, _checked(name, "\n".join(lines)), notes)


#: Tags that begin and end a line, and those whose text is not shown.
_LINES = "p div br li tr h1 h2 h3 h4 h5 h6 table ul ol pre section article header footer dt dd"
_UNSEEN = "script style head template"


class _Text(HTMLParser):
    """Gathers the text of a page: a line for each block and row, cells parted by ``|``."""

    _BLOCKS = frozenset(
        [
            "p",
            "div",
            "br",
            "li",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "table",
            "ul",
            "ol",
            "pre",
            "section",
            "article",
            "header",
            "footer",
            "dt",
            "dd",
        ]
    )
    _HIDDEN = frozenset(_UNSEEN.split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line or a cell."""
        if tag in self._HIDDEN:
            self.hidden += 1
        elif tag in ("td", "th"):
            self.cells += 1
            self.pieces.append(" | " if self.cells > 1 else "")
        elif tag in self._BLOCKS and (not self.cells or tag == "tr"):
            self.pieces.append("\n")
            self.cells = 0

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        if tag in self._HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in ("tr", "table"):
            self.pieces.append("\n")
            self.cells = 0
        elif tag in self._BLOCKS and not self.cells:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep text, with single blanks."""
        if not self.hidden:
            blank = " " if data[:1].isspace() else ""
            self.pieces.append(blank + " ".join(data.split()) + (" " if data[-1:].isspace() else ""))


def _without_tags(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)
