"""What pages are made of as HTML, on the builder of :mod:`fesgrade.widgets.html`, whose names are here too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from markupsafe import Markup

from fesgrade.widgets.html import Child, hint, items, join, source, sourced, tag

__all__ = [
    "Cell", "Child", "alert", "button", "folded", "hidden", "hint", "items", "join", "result_card", "result_head",
    "source", "sourced", "table", "tag",
]  # fmt: skip

#: What may stand in a cell of a table, where numbers get thousands separators.
Cell: TypeAlias = "Child | int"
#: A text shorter than this stands on one line of its cell.
SHORT = 9


def alert(kind: str, *children: Child, element: str = "p") -> Markup:
    """Return an alert: ``kind`` is ``"error"``, ``"warning"``, ``"success"``, or empty for one that only tells."""
    return tag(f"{element}.fg-alert{f'.fg-alert-{kind}' if kind else ''}", *children)


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
