"""HTML in one way: text is ``str`` and is escaped, HTML is ``Markup``, and :func:`tag` makes one of the other.

Nothing here knows widgets or the rest of fesgrade. Fixed words may also be written as HTML, ``Markup("<p>…</p>")``;
whatever holds a value is built with :func:`tag`, never with an f-string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeAlias

from markupsafe import Markup, escape

#: What may stand inside an element: text, HTML, several of these. ``None``, ``True`` and ``False`` give nothing, so
#: that ``condition and tag(…)`` is a child. Numbers are written out, ``f"{points:,}"``: a 0 may be such a condition.
Child: TypeAlias = "str | bool | Iterable[Child] | None"
#: What may stand in a cell of a table, where numbers get thousands separators.
Cell: TypeAlias = "Child | int"
#: An element with its id and its classes, as in a style sheet.
_NAME = re.compile(r"([a-z][a-z0-9]*)(?:#([\w-]+))?((?:\.[\w-]+)*)")
#: Elements that hold nothing and are not closed.
_EMPTY = {"br"}
#: A text shorter than this stands on one line of its cell.
SHORT = 9


# ---- elements ----


def tag(name: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """Return an element: ``tag("p.fg-hint", "Total: ", tag("b", "1,250"))``.

    ``name`` may carry an id and classes as a style sheet writes them: ``"h2#fg-keep.fg-lead"``. Children are as in
    :func:`join`. In the name of an attribute ``_`` stands for ``-``; a last ``_`` is dropped (``class_``). ``None`` and
    ``False`` leave an attribute out, ``True`` gives it no value. ``ValueError`` for a name that is no element.
    """
    element, opening = _opening(name)
    for key, value in attributes.items():
        if value is not None and value is not False:
            opening += f" {key.rstrip('_').replace('_', '-')}"
            opening += "" if value is True else f'="{escape(str(value))}"'
    return Markup(f"<{opening}>" if element in _EMPTY else f"<{opening}>{_written(children)}</{element}>")


@cache
def _opening(name: str) -> tuple[str, str]:
    """Return the element of a name, and what stands between the angle brackets that open it."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"{name!r} is no element; write it as in a style sheet, such as 'p.fg-hint'.")
    element, identity, classes = found.groups()
    opening = element + (f' id="{identity}"' if identity else "")
    return element, opening + (f' class="{classes[1:].replace(".", " ")}"' if classes else "")


def join(*children: Child) -> Markup:
    """Return text (escaped) and HTML (as it is), one behind the other."""
    return Markup(_written(children))


def _written(children: Iterable[Child]) -> str:
    written = ""
    for child in children:
        if isinstance(child, Markup):
            written += str(child)
        elif isinstance(child, str):
            written += str(escape(child))
        elif child is not None and not isinstance(child, bool):
            written += _written(child)
    return written


# ---- what pages are made of ----


def source(text: str) -> Markup:
    """Return where something stands in the sources; nothing for a blank one."""
    return tag("span.fg-source", text) if text else Markup()


def sourced(text: Child, where: str) -> Markup:
    """Return a text and, behind it, where it stands in the sources."""
    return join(text, where and (" ", source(where)))


def hint(*children: Child) -> Markup:
    """Return a paragraph of help in small type."""
    return tag("p.fg-hint", *children)


def alert(kind: str, *children: Child, element: str = "p") -> Markup:
    """Return an alert: ``kind`` is ``"error"``, ``"warning"``, ``"success"``, or empty for one that only tells."""
    return tag(f"{element}.fg-alert{f'.fg-alert-{kind}' if kind else ''}", *children)


def items(name: str, each: Iterable[Child]) -> Markup:
    """Return a list with an item for each child, ``name`` being ``"ul"`` or ``"ol"`` with classes; nothing for none."""
    made = [tag("li", child) for child in each]
    return tag(name, made) if made else Markup()


def folded(summary: Child, *children: Child, **attributes: str | int | None) -> Markup:
    """Return what is out of sight until ``summary`` is pressed."""
    return tag("details", tag("summary", summary), *children, **attributes)


def hidden(*children: Child) -> Markup:
    """Return what only screen readers read."""
    return tag("span.fg-visually-hidden", *children)


def button(pick: str, label: Child, *, small: bool = True) -> Markup:
    """Return a button for an ``Answer``, which hands on ``pick`` when it is pressed."""
    return tag(f"button.fg-button{'.fg-small' if small else ''}", label, type="button", data_pick=pick)


def result_head(grade: Child, total: Child, about: Child = None, *, is_open: bool = False) -> Markup:
    """Return the head of a result: the grade in large type, the total, and in small type what it lies in.

    ``is_open`` is true as long as the grade is not known.
    """
    return join(
        tag(f"p.fg-grade{'.fg-grade-open' if is_open else ''}", grade),
        tag("p.fg-total", tag("b", total), about and (" ", tag("span.fg-range", about))),
    )


def result_card(*children: Child) -> Markup:
    """Return the result as it stands on a page before any widget arrives."""
    return tag("div.fg-card.fg-result", *children, role="group", aria_label="Result")


def table(
    heads: Sequence[Child],
    rows: Iterable[Sequence[Cell]],
    caption: str,
    *,
    label: str = "",
    kind: str = "",
    numbers: Iterable[int] | None = None,
    foot: Iterable[Sequence[Cell]] = (),
    links: Sequence[str] | None = None,
    scrolls: bool = True,
) -> Markup:
    """Return a table that scrolls within itself on a narrow screen; the first cell of a row heads it.

    A cell may also be a whole ``td`` or ``th`` made by :func:`tag`. ``label`` is the accessible name if that is not the
    caption, ``kind`` a further class. ``numbers`` are the columns set as numbers; without it those that hold nothing
    else. ``links`` has an address for each row to which its first cell leads, in a new tab; a blank one leads nowhere.
    """
    body = list(rows)
    columns = range(1, len(heads))
    counted = (at for at in columns if {type(row[at]) for row in body if row[at] != ""} == {int})
    right = set(counted if numbers is None else numbers)
    sums = [_row(row, right) for row in foot]
    made = tag(
        f"table.fg-table{f'.{kind}' if kind else ''}",
        caption and tag("caption", caption),
        tag("thead", tag("tr", (tag(f"th{_side(at, right)}", each, scope="col") for at, each in enumerate(heads)))),
        tag("tbody", (_row(row, right, link) for row, link in zip(body, links or [""] * len(body), strict=True))),
        sums and tag("tfoot", sums),
    )
    return tag("div.fg-scroll", made, tabindex=0, role="group", aria_label=label or caption) if scrolls else made


def _row(cells: Sequence[Cell], right: set[int], link: str = "") -> Markup:
    first = _in_words(cells[0])
    if link:  # in a new tab, because going back to this page would begin it anew
        first = tag("a", first, hidden(" (new tab)"), href=link, target="_blank", rel="noopener")
    head = first if _is_cell(first) else tag("th", first, scope="row")
    return tag("tr", head, (_cell(_in_words(each), _side(at, right)) for at, each in enumerate(cells[1:], start=1)))


def _in_words(content: Cell) -> Child:
    return f"{content:,}" if isinstance(content, int) and not isinstance(content, bool) else content


def _cell(content: Child, side: str) -> Child:
    if _is_cell(content):
        return content
    is_short = isinstance(content, str) and not isinstance(content, Markup) and len(content) < SHORT
    return tag(f"td{side or ('.fg-nowrap' if is_short else '')}", content)  # a grade is not parted at its hyphen


def _is_cell(content: Child) -> bool:
    return isinstance(content, Markup) and content.startswith(("<td", "<th"))


def _side(at: int, right: set[int]) -> str:
    return ".fg-number" if at in right else ""
