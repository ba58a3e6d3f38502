"""What would change the grade: every change of one factor, and the lines to the next grades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import Cell, button, folded, hidden, hint, items, join, sourced, table, tag
from fesgrade.apps.rating.position import Position, factor_words, level_words
from fesgrade.apps.what_if.tool import Tool
from fesgrade.shares import signed
from fesgrade.whatif import Change, Line, Move, Moves, moves, notes
from fesgrade.widgets.region import Answer


class MovesTool(Tool):
    """Single level changes as a table, the ones that change the grade first, and how far the lines are."""

    slug = "moves"
    title = "What would change the grade"
    about = "Every change of one level or more of a single factor, and the points to the next grade up and down."

    def __init__(self, take: Callable[[str], object]) -> None:
        self.take = take

    def widgets(self) -> list[ipywidgets.Widget]:
        self.answer = Answer(role="region", label="Changes of one factor")
        self.answer.on_pick(self.take)
        return [self.answer]

    def show(self) -> None:
        self.answer.html = moves_html(moves_of(self.now), self.now)

    def teaser(self, now: Position) -> str:
        return "; ".join(far_words(moves_of(now))) + "."


@lru_cache(maxsize=1)
def moves_of(now: Position) -> Moves:
    """Return the moves of a position, worked out once for the heading and the section, and for other tools."""
    return moves(now.levels, now.standard)


def _lines(found: Moves) -> tuple[tuple[Line | None, str], ...]:
    return (found.up, "up"), (found.down, "down")


def far_words(found: Moves) -> list[str]:
    """Return how far the next grades are: ``["320 points up to GS-12", "85 points down to GS-10"]``."""
    return [f"{abs(line.points):,} points {way} to {line.grade}" for line, way in _lines(found) if line]


def notes_html(now: Position) -> Markup:
    """Return what must be said wherever a change of level is proposed."""
    return join(hint(sourced(note.message, note.source)) for note in notes(now.standard))


# Moves ------------------------------------------------------------------------------------------


def moves_html(found: Moves, now: Position) -> Markup:
    """Return the lines up and down and the table of moves."""
    flips = [move for move in found.moves if move.flip]
    same = [move for move in found.moves if not move.flip]
    changing = f"The {len(flips)} changes of one factor that change the grade; open one for what it would take"
    kept = f"The other {len(same)} changes, which leave it {found.grade}"
    return join(
        notes_html(now),
        tag("div.fg-lines", (_line(line, way, now) for line, way in _lines(found))),
        _table(flips, changing, now) if flips else tag("p", "No change of one factor alone changes the grade."),
        any(level_words(move.change.status) for move in found.moves)
        and hint("* A level that this standard does not describe, or not for certain."),
        bool(same) and folded(kept, _table(same, kept, now), id="fg-kept"),
    )


def _line(line: Line | None, way: str, now: Position) -> Markup:
    end = "highest" if way == "up" else "lowest"
    if line is None:
        last = f"{now.grade.name if now.grade else ''} is the {end} grade."
        return tag("div", tag("h3", f"One grade {way}"), tag("p", last))
    points = f"{abs(line.points):,} points {'more' if way == 'up' else 'fewer'}"
    edge = f" (from {line.edge:,})" if way == "up" else f" (up to {line.edge:,})"
    alone = [(_name(now, move.change.factor), f" to {move.change.end} ({signed(move.change.points)})")
             for move in line.alone]  # fmt: skip
    short = [(_name(now, each.factor), f" ({signed(each.points)} at most)" if each.points else f" (at its {end} level)")
             for each in line.cannot]  # fmt: skip
    cannot = "These alone cannot: " if alone else "No factor alone can cross the line: "
    return tag(
        "div",
        tag("h3", f"One grade {way}: {line.grade}"),
        tag("p", tag("b", points), edge),
        alone and (tag("p", "One factor alone can cross the line:"), items("ul", alone)),
        short and tag("p", cannot, Markup("; ").join(map(join, short)), "."),
    )


def _name(now: Position, factor: str) -> Markup:
    """Return a factor's number and name, which stay on one line."""
    return tag("span.fg-name", factor_words(now, factor))


def _table(found: Sequence[Move], caption: str, now: Position) -> Markup:
    heads = ("Change", "Points", "Total", "Grade", hidden("Try it"))
    rows = (_row(move, now) for move in found)
    return table(heads, rows, caption, kind="fg-moves", numbers=(1, 2), scrolls=False)


def _row(move: Move, now: Position) -> list[Cell]:
    change = move.change
    words = f"{change.start} to {change.end}"
    star = "*" if level_words(change.status) else ""
    name = tag("span", _name(now, change.factor), f", {words}{star}")
    needs = folded(name, tag("p.fg-needs", needs_html(change)), id=f"fg-move-{change.end}")
    return [
        tag("th", needs, scope="row", aria_label=f"{factor_words(now, change.factor)}, {words}"),
        signed(change.points),
        move.total,
        tag("b", move.grade) if move.flip else move.grade,
        try_html(change.end, words),
    ]


def needs_html(change: Change) -> Markup:
    """Return what the work would have to demand for a change of level, and that the level is not a described one."""
    outside = level_words(change.status)
    return join(" ".join(change.needs), outside and (" ", tag("em", f"{change.end} is {outside}.")))


def try_html(codes: str, words: str) -> Markup:
    """Return a button that takes the levels ``codes``; ``words`` says which change that is."""
    return button(codes, ("Try", hidden(f" {words}")))
