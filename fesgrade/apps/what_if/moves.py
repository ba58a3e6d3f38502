"""What would change the grade: every change of one factor, and the lines to the next grades."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets

from fesgrade.apps.parts.html import esc, signed
from fesgrade.apps.rating.position import Position, factor_words, level_words
from fesgrade.apps.what_if.tool import Tool
from fesgrade.whatif import Line, Move, Moves, moves, notes
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
        self.answer.html = moves_html(moves(self.now.codes, self.now.standard), self.now)

    def teaser(self, now: Position) -> str:
        return "; ".join(far_words(moves(now.codes, now.standard))) + "."


def _lines(found: Moves) -> tuple[tuple[Line | None, str], ...]:
    return (found.up, "up"), (found.down, "down")


def far_words(found: Moves) -> list[str]:
    """Return how far the next grades are: ``["320 points up to GS-12", "85 points down to GS-10"]``."""
    return [f"{abs(line.points):,} points {way} to {line.grade}" for line, way in _lines(found) if line]


def notes_html(now: Position) -> str:
    """Return what must be said wherever a change of level is proposed."""
    return "".join(
        f'<p class="fg-hint">{esc(note.message)} <span class="fg-source">{esc(note.source)}</span></p>'
        for note in notes(now.standard)
    )


# Moves ------------------------------------------------------------------------------------------


def moves_html(found: Moves, now: Position) -> str:
    """Return the lines up and down and the table of moves."""
    lines = "".join(_line_html(line, way, now) for line, way in _lines(found))
    flips = [move for move in found.moves if move.flip]
    same = [move for move in found.moves if not move.flip]
    html = f'{notes_html(now)}<div class="fg-lines">{lines}</div>'
    if flips:
        one = f"The {len(flips)} changes of one factor that change the grade; open one for what it would take"
        html += _table(flips, one, now)
    else:
        html += "<p>No change of one factor alone changes the grade.</p>"
    if any(level_words(move.change.status) for move in found.moves):
        html += '<p class="fg-hint">* A level that this standard does not describe, or not for certain.</p>'
    if same:
        kept = f"The other {len(same)} changes, which leave it {found.grade}"
        html += f'<details id="fg-kept"><summary>{esc(kept)}</summary>{_table(same, kept, now)}</details>'
    return html


def _line_html(line: Line | None, way: str, now: Position) -> str:
    if line is None:
        end = "highest" if way == "up" else "lowest"
        return (
            f"<div><h3>One grade {way}</h3><p>{esc(now.grade.name if now.grade else '')} is the {end} grade.</p></div>"
        )
    more = "more" if way == "up" else "fewer"
    edge = f"from {line.edge:,}" if way == "up" else f"up to {line.edge:,}"
    alone = "".join(
        f"<li>{_name(now, move.change.factor)} to {move.change.end} ({signed(move.change.points)})</li>"
        for move in line.alone
    )
    end = "highest" if way == "up" else "lowest"
    short = "; ".join(
        f"{_name(now, each.factor)} ({f'{signed(each.points)} at most' if each.points else f'at its {end} level'})"
        for each in line.cannot
    )
    html = (
        f"<div><h3>One grade {way}: {esc(line.grade)}</h3><p><b>{esc(abs(line.points))} points {more}</b> ({edge})</p>"
    )
    if alone:
        html += f"<p>One factor alone can cross the line:</p><ul>{alone}</ul>"
    if short:
        html += f"<p>{'These' if alone else 'No factor'} alone can{'not' if alone else ' cross the line'}: {short}.</p>"
    return html + "</div>"


def _name(now: Position, factor: str) -> str:
    """Return a factor's number and name, which stay on one line."""
    return f'<span class="fg-name">{esc(factor_words(now, factor))}</span>'


def _table(found: Sequence[Move], caption: str, now: Position) -> str:
    rows = "".join(_row(move, now) for move in found)
    heads = "".join(
        f'<th scope="col"{dress}>{head}</th>'
        for head, dress in (
            ("Change", ""), ("Points", ' class="fg-number"'), ("Total", ' class="fg-number"'), ("Grade", ""),
            ('<span class="fg-visually-hidden">Try it</span>', ""),
        )
    )  # fmt: skip
    return (
        f'<table class="fg-table fg-moves"><caption>{esc(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(move: Move, now: Position) -> str:
    change = move.change
    grade = f"<b>{esc(move.grade)}</b>" if move.flip else esc(move.grade)
    words = f"{change.start} to {change.end}"
    outside = level_words(change.status)
    needs = esc(" ".join(change.needs)) + (f" <em>{esc(change.end)} is {outside}.</em>" if outside else "")
    name = esc(f"{factor_words(now, change.factor)}, {words}")
    return (
        f'<tr><th scope="row" aria-label="{name}"><details id="fg-move-{esc(change.end)}"><summary><span>'
        f"{_name(now, change.factor)}, {words}{'*' if outside else ''}</span></summary>"
        f'<p class="fg-needs">{needs}</p></details></th>'
        f'<td class="fg-number">{signed(change.points)}</td><td class="fg-number">{esc(move.total)}</td>'
        f"<td>{grade}</td><td>{try_html(change.end, words)}</td></tr>"
    )


def try_html(codes: str, words: str) -> str:
    """Return a button that takes the levels ``codes``; ``words`` says which change that is."""
    return (
        f'<button type="button" class="fg-button fg-small" data-pick="{esc(codes)}">Try'
        f'<span class="fg-visually-hidden"> {esc(words)}</span></button>'
    )
