"""What a result shows of itself, said once: as text where it is printed, as HTML where a notebook displays it.

A result says in a :class:`View` what there is to see; nothing here knows factors or grades. The HTML needs no script.
Its rules hold inside one class only, so that they leave the notebook alone, and they take ink and paper from where the
result stands: it is light in a light notebook and dark in a dark one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What may stand in a cell; numbers get thousands separators, ``None`` is nothing.
Cell = str | int | None


class Table(NamedTuple):
    """A table: ``numbers`` are the columns set as numbers, ``foot`` a last row, ``sources`` where each row stands.

    Text has the heads only where ``headed``. What is ``folded`` waits behind its caption in HTML.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    foot: tuple[Cell, ...] = ()
    sources: tuple[str, ...] = ()
    headed: bool = True
    folded: bool = False


class Note(NamedTuple):
    """One remark: a name, a sentence, and where the rule stands."""

    name: str
    text: str
    source: str = ""


class Listed(NamedTuple):
    """Sentences under a heading, each with its source, in an order that counts."""

    heading: str
    each: tuple[tuple[str, str], ...]


class Head(NamedTuple):
    """What a result comes to: the grade in large type, a sentence, and where the total lies between two lines."""

    grade: str
    words: str
    total: int | None = None
    line: tuple[int, int] | None = None


class View(NamedTuple):
    """All that a result shows, in the order of the text; HTML has the head before the tables."""

    title: str
    head: Head | None = None
    tables: tuple[Table, ...] = ()
    rest: tuple[Note | Listed, ...] = ()


class Shown:
    """A result that shows itself: ``print(result)`` is its text, and in a notebook it is a table with its sources."""

    __slots__ = ()

    def view(self) -> View:
        """Return what there is to show."""
        raise NotImplementedError

    def __str__(self) -> str:
        return text(self.view())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return text and HTML, of which a notebook shows what it can."""
        view = self.view()
        return {"text/plain": text(view), "text/html": html(view)}


# Text -------------------------------------------------------------------------------------------


def text(view: View) -> str:
    """Return a view as lines of text for a fixed width."""
    return "\n".join(_lines(view))


def _lines(view: View) -> Iterator[str]:
    yield view.title
    for table in view.tables:
        yield ""
        if table.headed:
            yield f"{table.caption}:"
        yield from _table_lines(table)
    if view.head and view.head.words:
        yield from ("", view.head.words)
    for part in view.rest:
        yield ""
        if isinstance(part, Note):
            yield _sourced(f"{part.name}: {part.text}", part.source)
        else:
            yield f"{part.heading}:"
            yield from (f"- {_sourced(words, source)}" for words, source in part.each)


def _sourced(words: str, source: str) -> str:
    return f"{words} [{source}]" if source else words


def _table_lines(table: Table) -> Iterator[str]:
    sources = table.sources or ("",) * len(table.rows)
    body = [[*map(_written, row), source] for row, source in zip(table.rows, sources, strict=True)]
    heads = [[*table.heads, ""]] if table.headed else []
    foot = [[*map(_written, table.foot), ""]] if table.foot else []
    rows = [*heads, *body, *foot]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (
            f"{cell:>{width}}" if at in table.numbers else f"{cell:<{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _written(cell: Cell) -> str:
    return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell


# HTML -------------------------------------------------------------------------------------------

#: Line, soft ink and tint are shares of the ink that is there already; the blue has contrast on white and on black.
_STYLE = """
.fg-shown.fg-shown { max-width: 46rem; line-height: 1.45; overflow-wrap: break-word; color: inherit; }
.fg-shown p { margin: 0 0 0.4em; }
.fg-shown .fg-shown-grade { margin: 0; line-height: 1.1; font-size: 1.1em; }
.fg-shown .fg-shown-grade b { font-size: 2.2em; margin-right: 0.35em; white-space: nowrap; }
.fg-shown .fg-shown-bar { height: 0.6em; margin: 0.5em 0; border-radius: 4px; border: 1px solid #2378c3;
  overflow: hidden; }
.fg-shown .fg-shown-bar div { height: 100%; background: #2378c3; print-color-adjust: exact; }
.fg-shown .fg-shown-scroll { overflow-x: auto; margin: 0.5em 0; }
.fg-shown.fg-shown table { border-collapse: collapse; margin: 0; width: auto; font-size: inherit; border: 0;
  color: inherit; table-layout: auto; }
.fg-shown.fg-shown caption { text-align: left; font-weight: 700; padding: 0 0 0.3em; color: inherit; }
.fg-shown.fg-shown tr, .fg-shown.fg-shown tr:hover { background: none !important; }
.fg-shown.fg-shown :is(th, td) { padding: 0.25em 0.9em 0.25em 0; text-align: left; vertical-align: top; border: 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent); font-weight: 400; max-width: none;
  white-space: normal; color: inherit; background: none; }
.fg-shown.fg-shown thead th { font-weight: 700; border-bottom-width: 2px; vertical-align: bottom; }
.fg-shown.fg-shown tfoot :is(th, td) { font-weight: 700; border-bottom: 0; }
.fg-shown.fg-shown .fg-shown-number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.fg-shown :is(ul, ol) { margin: 0 0 0.5em; padding-left: 1.4em; }
.fg-shown li { margin: 0.2em 0; }
.fg-shown details { margin: 0.3em 0; }
.fg-shown summary { cursor: pointer; width: fit-content; text-decoration: underline; }
@media print { .fg-shown .fg-shown-scroll { overflow: visible; } }
"""


def html(view: View) -> str:
    """Return a view as HTML that stands anywhere: one element, its style with it, no script."""
    from xml.etree.ElementTree import tostring  # only a notebook needs it

    return tostring(_element(view), encoding="unicode", method="html")


def picture_html(address: str, words: str) -> str:
    """Return an image as HTML, with the ``words`` that stand for it; ``address`` may hold the image itself."""
    from xml.etree.ElementTree import tostring

    return tostring(_tag("img", src=address, alt=words, style="max-width: 100%"), encoding="unicode", method="html")


def _element(view: View) -> Element:
    notes = [part for part in view.rest if isinstance(part, Note)]
    made = [_tag("style", _STYLE), *_head(view), *(_table(table) for table in view.tables)]
    for part in view.rest:
        if isinstance(part, Listed):
            items = [_tag("li", words) for words, _ in part.each]
            made.append(_tag("details", _tag("summary", part.heading), _tag("ol", *items)))
    if notes:
        made.append(_tag("ul", *(_tag("li", _tag("b", f"{note.name}:"), f" {note.text}") for note in notes)))
    sources = list(dict.fromkeys(_sources(view)))
    if sources:
        items = [_tag("li", f"{label}: {source}") for label, source in sources]
        made.append(_tag("details", _tag("summary", "Sources"), _tag("ul", *items)))
    return _tag("div", *made, class_="fg-shown")


def _head(view: View) -> Iterator[Element]:
    head = view.head
    if head is None:
        yield _tag("p", _tag("b", view.title))
        return
    points = None if head.total is None else f"{head.total:,} points"
    yield _tag("p", _tag("b", head.grade), points, class_="fg-shown-grade")
    yield _tag("p", view.title)
    if head.total is not None and head.line:
        low, high = head.line
        share = f"{100 * (head.total - low) / (high - low):.1f}%"
        label = f"{head.total:,} on the way from {low:,} to {high:,} points"
        yield _tag("div", _tag("div", style=f"width: {share}"), class_="fg-shown-bar", role="img", aria_label=label)
    if head.words:
        yield _tag("p", head.words)


def _table(table: Table) -> Element:
    def row(cells: Sequence[Cell]) -> Element:
        return _tag("tr", *(_cell("td" if at else "th", cell, at, table) for at, cell in enumerate(cells)))

    heads = (_cell("th", words, at, table, scope="col") for at, words in enumerate(table.heads))
    made = _tag(
        "table",
        None if table.folded else _tag("caption", table.caption),
        _tag("thead", _tag("tr", *heads)),
        _tag("tbody", *map(row, table.rows)),
        _tag("tfoot", row(table.foot)) if table.foot else None,
    )
    scrolls = _tag("div", made, class_="fg-shown-scroll", tabindex="0", role="group", aria_label=table.caption)
    return _tag("details", _tag("summary", table.caption), scrolls) if table.folded else scrolls


def _cell(name: str, cell: Cell, at: int, table: Table, scope: str = "row") -> Element:
    kind = "fg-shown-number" if at in table.numbers else None
    return _tag(name, _written(cell), class_=kind, scope=scope if name == "th" else None)


def _sources(view: View) -> Iterator[tuple[str, str]]:
    for table in view.tables:
        for row, source in zip(table.rows, table.sources, strict=bool(table.sources)):
            yield " ".join(_written(cell) for cell in row[:1]), source
    for part in view.rest:
        each: Iterable[tuple[str, str]] = (
            [(part.name, part.source)]
            if isinstance(part, Note)
            else ((f"{part.heading}, {at}", source) for at, (_, source) in enumerate(part.each, start=1))
        )
        yield from ((label, source) for label, source in each if source)


def _tag(name: str, *children: Element | str | None, **attributes: str | None) -> Element:
    """Return an element; text is escaped when it is written. In a name of an attribute ``_`` stands for ``-``."""
    from xml.etree.ElementTree import Element

    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    made = Element(name, given)
    last: Element | None = None
    for child in children:
        if isinstance(child, str):
            if last is None:
                made.text = (made.text or "") + child
            else:
                last.tail = (last.tail or "") + child
        elif child is not None:
            made.append(child)
            last = child
    return made
