"""Pieces of HTML that every page uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

#: The longest text of a cell on the page.
LONG = 60


def short(text: str, most: int = LONG) -> str:
    """Return a text from a file on one line, cut where it is long."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most and len(text) <= 4 * most else f"{line[: most - 1]}…"


def esc(value: object) -> str:
    """Return ``value`` as text that is safe inside HTML, also in an attribute; numbers get thousands separators."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return escape(str(value))


def percent(share: Any) -> str:
    """Return a share of 1 in percent with one digit, and never 0 or 100 for what is only near it."""
    near = float(share)
    if 0 < near < 0.0005:
        return "under 0.1%"
    if 0.9995 < near < 1:
        return "over 99.9%"
    return f"{near * 100:.1f}".removesuffix(".0") + "%"


# Numbers and tables ---------------------------------------------------------------------------


def plural(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``"1 row"``, ``"2 rows"``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def signed(points: int) -> str:
    """Return points with their sign, as text is set: ``+300``, ``−125``."""
    return f"{points:+,}".replace("-", "−")


#: A text shorter than this stands on one line of its cell.
SHORT = 9


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object]], caption: str, addresses: Sequence[str] | None = None
) -> str:
    """Return a table that scrolls within itself on a narrow screen; the first cell of a row heads it.

    ``addresses`` has one for each row to which its first cell leads, in a new tab; a blank one leads nowhere.
    """
    shown = list(rows)
    links = addresses or [""] * len(shown)
    numeric = [at > 0 and {type(row[at]) for row in shown if row[at] != ""} == {int} for at in range(len(heads))]
    dress = [' class="fg-number"' if each else "" for each in numeric]
    head = "".join(f'<th scope="col"{style}>{esc(each)}</th>' for each, style in zip(heads, dress, strict=True))
    body = "".join(
        f"<tr>{_head(row[0], link)}{''.join(map(_cell, row[1:], dress[1:]))}</tr>"
        for row, link in zip(shown, links, strict=True)
    )
    return (
        f'<div class="fg-scroll" tabindex="0" role="group" aria-label="{esc(caption)}"><table class="fg-table">'
        f"<caption>{esc(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object, dress: str) -> str:
    if not dress and len(str(value)) < SHORT:
        dress = ' class="fg-nowrap"'  # a grade is not parted at its hyphen
    return f"<td{dress}>{esc(value)}</td>"


def _head(value: object, link: str) -> str:
    said = esc(value)
    if link:  # in a new tab, because going back to this page would begin it anew
        new = '<span class="fg-visually-hidden"> (new tab)</span>'
        said = f'<a href="{esc(link)}" target="_blank" rel="noopener">{said}{new}</a>'
    return f'<th scope="row">{said}</th>'
