"""The text of a Word document, read from its XML within limits: paragraphs, tables, text boxes, page breaks.

The document is never built as a tree, because a few kilobytes can unpack to one that fills the memory.
"""

from __future__ import annotations

from collections.abc import Iterator

from fesgrade.files.archive import open_archive
from fesgrade.reading.pages import MAX_UNPACKED

#: A cell with more text than this, in several paragraphs, is layout and no cell of a table.
_LAYOUT = 300
_DOCUMENT = "word/document.xml"
#: What is shown twice, or was deleted.
_HIDDEN = frozenset(["Fallback", "del", "moveFrom", "instrText", "delText"])


def pages(name: str, content: bytes) -> Iterator[str]:
    """Yield the text of each page, as far as the document says where pages begin.

    Raises what :func:`fesgrade.files.archive.open_archive` and its parser raise for a file that is
    damaged or too large.
    """
    archive = open_archive(name, content, MAX_UNPACKED)
    body = _Body()
    for _ in archive.walk(_DOCUMENT, body.start, body.end, body.text, largest=MAX_UNPACKED):
        while len(body.pages) > 1:
            yield "\n".join(body.pages.pop(0))
    for page in body.pages:
        yield "\n".join(page)


class _Body:
    """Is told the tags of a document and gathers lines; a row of a table is one line, its cells parted by ``|``."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self._tables: list[list[list[str]]] = []  # for each open table the cells of its row, each a list of paragraphs
        self._paragraphs: list[str] = []  # open paragraphs; one in a text box stands inside another
        self._hidden = 0
        self._shows = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a paragraph, a row, a cell or a page."""
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "p":
            self._paragraphs.append("")
        elif tag == "tbl":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1] = []
        elif tag == "tc" and self._tables:
            self._tables[-1].append([])
        elif tag in ("tab", "br", "cr", "noBreakHyphen") and self._paragraphs:
            kind = next((value for key, value in attributes.items() if key.endswith("type")), "")
            if tag == "br" and kind == "page":
                self._page()
            else:
                self._add({"tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n"))
        elif tag == "lastRenderedPageBreak":
            self._page()
        self._shows = tag == "t" and not self._hidden

    def end(self, tag: str) -> None:
        """End what was begun."""
        self._shows = False
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "p" and self._paragraphs:
            self._line(self._paragraphs.pop())
        elif tag == "tr" and self._tables:
            self._row(self._tables[-1])
            self._tables[-1] = []
        elif tag == "tbl" and self._tables:
            self._tables.pop()

    def text(self, text: str) -> None:
        """Keep text that is shown."""
        if self._shows:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._paragraphs and not self._hidden:
            self._paragraphs[-1] += text

    def _page(self) -> None:
        if not self._tables:
            if self._paragraphs and self._paragraphs[-1]:
                self.pages[-1].append(self._paragraphs[-1])
                self._paragraphs[-1] = ""
            self.pages.append([])

    def _line(self, text: str) -> None:
        if self._hidden:
            return
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(text)
        else:
            self.pages[-1].append(text)
            self.pages[-1].append("")  # a paragraph is a paragraph, whatever stands below

    def _row(self, cells: list[list[str]]) -> None:
        filled = [[text for text in cell if text.strip()] for cell in cells]
        long = any(len(cell) > 1 and sum(map(len, cell)) > _LAYOUT for cell in filled)
        lines = [text for cell in filled for text in cell] if long else [
            " | ".join(" ".join(" ".join(cell).split()) for cell in filled)
        ]  # fmt: skip
        if len(self._tables) > 1 and self._tables[-2]:
            self._tables[-2][-1] += lines
        else:
            self.pages[-1] += lines
