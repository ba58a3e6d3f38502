"""What a class made of each factor, one part a factor: how it split, its reasons, and the key where it may be shown.

The parts stand folded on the page, and one a screen on a projector (:mod:`fesgrade.widgets.present`).
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, folded, hidden, hint, items, join, tag
from fesgrade.apps.parts.words import plural
from fesgrade.classroom.panel import CaseView, Spread
from fesgrade.classroom.practice import AnswerKey, KeyEntry
from fesgrade.classroom.ratings import Rating
from fesgrade.shares import percent

#: So many reasons are shown of one factor.
MOST = 60


def screens_html(view: CaseView, rows: Sequence[Rating], key: AnswerKey | None) -> Markup:
    """Return the parts of a case; ``rows`` are the ratings of it in the round shown, with their reasons."""
    entries = {entry.factor: entry for entry in key.entries} if key else {}
    parts = (
        _screen(one, [row for row in rows if row.factor == one.factor and row.reason], entries.get(one.factor))
        for one in view.factors
    )
    return join(*parts)


def _screen(one: Spread, reasons: Sequence[Rating], entry: KeyEntry | None) -> Markup:
    pairs = f" {percent(one.exact, 0)} of pairs chose the same level." if one.exact is not None else ""
    chosen = f"all {one.low.code}" if one.low == one.high else f"from {one.low.code} to {one.high.code}"
    about = f"{plural(one.ratings, 'rater')}, {chosen}.{pairs}"
    key: Child = None
    if entry:
        answer = tag("p", tag("b", f"{entry.level.code}, {entry.level.points:,} points"),
                     f", chosen by {one.at_key} of {one.ratings}.")  # fmt: skip
        fact = tag("p", tag("b", "What decides it:"), f" “{entry.fact}” (paragraph {entry.paragraph}).")
        why = entry.why_not_higher and tag("p", tag("b", "Why not higher:"), f" {entry.why_not_higher}")
        key = folded("Show the key of this factor", answer, fact, why, class_="fg-the-key")
    return tag(
        "section.fg-screen",
        tag("h2", hidden("Factor "), f"{one.factor} {one.name}"),
        tag("p", about),
        _split(one),
        key,
        _reasons(reasons),
    )


def _split(one: Spread) -> Markup:
    """Return a line for each level that somebody chose and those between, as long as many chose it."""
    most = max(count for _, count in one.counts)
    rows = [
        tag("tr", tag("th", level.code, scope="row"), tag("td", _bar(count, most)), tag("td.fg-number", str(count)))
        for level, count in one.counts
        if one.low.number <= level.number <= one.high.number
    ]
    heads = (tag("th", words, scope="col") for words in ("Level", "Share", "Raters"))
    return tag("table.fg-split", tag("thead.fg-visually-hidden", tag("tr", *heads)), tag("tbody", *rows))


def _bar(count: int, most: int) -> Markup:
    return tag("div", style=f"width:{round(100 * count / most)}%", aria_hidden="true")


def _reasons(rows: Sequence[Rating]) -> Markup:
    if not rows:
        return hint("Nobody wrote down a reason.")
    told = sorted(rows, key=lambda row: row.level.number)[:MOST]
    more = len(rows) > MOST and hint(f"And {len(rows) - MOST:,} more.")
    lines = ((tag("b", f"{row.level.code}, {row.rater}:"), f" {row.reason}") for row in told)
    return join(tag("h3", "Reasons"), items("ul", lines), more)
