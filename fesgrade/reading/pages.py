"""The text of a document as lines, each with its page: what every reader of a file makes, and all rules read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fesgrade.sources import FaultsError

#: What is read of one document.
MAX_BYTES = 25 * 2**20
MAX_PAGES = 500
MAX_UNPACKED = 100 * 2**20
MAX_CHARACTERS = 3_000_000
#: How many characters around a finding are kept with it.
AROUND = 200


class DocumentError(FaultsError):
    """A document that was refused: the sentence says what was seen and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document: its page and its number on that page, both from 1. Cells of a table are parted by ``|``."""

    page: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as lines. ``notes`` are sentences about what was read otherwise than it stands in the file."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


#: Letters that a printer joins.
_JOINED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\x00": " "})


def of_pages(name: str, pages: Iterable[str], notes: tuple[str, ...] = ()) -> Document:
    """Return the document with these pages; :class:`DocumentError` where it has too many or too long ones."""
    lines: list[Line] = []
    count = 0
    for page, printed in enumerate(pages, start=1):
        text = printed.translate(_JOINED)
        count += len(text)
        if page > MAX_PAGES:
            raise DocumentError([f"{name} has more than the {MAX_PAGES} pages that are read; split it."])
        if count > MAX_CHARACTERS:
            raise DocumentError([f"{name} has more than the {MAX_CHARACTERS:,} characters that are read; split it."])
        lines += [Line(page, number, line) for number, line in enumerate(text.splitlines(), start=1)]
    return Document(name, tuple(lines), notes)


def of_text(name: str, text: str, notes: tuple[str, ...] = ()) -> Document:
    """Return the document with this text; a form feed begins a page. Raises as :func:`of_pages`."""
    return of_pages(name, text.split("\f"), notes)


def around(text: str, start: int, end: int) -> str:
    """Return the words around a part of a line, the whole line where it is short."""
    if len(text) <= AROUND:
        return " ".join(text.split())
    first = max(0, start - AROUND // 2)
    last = min(len(text), end + AROUND // 2)
    words = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"
