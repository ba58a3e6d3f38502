"""Lines that belong together: a level, a number or a word that the end of a line has cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fesgrade.reading.codes import LEVEL_WORDS, POINT_WORDS, level_at
from fesgrade.reading.tokens import Kind, Token


def joined(lines: Iterator[list[Token]]) -> Iterator[list[Token]]:
    """Join lines that break inside a level, a word or a number with its points."""
    held: list[Token] = []
    for tokens in lines:
        if held and tokens and _breaks(held, tokens):
            held = _hyphened(held, tokens)
            continue
        if held:
            yield held
            held = []
        if tokens:
            held = tokens
        else:
            yield tokens
    if held:
        yield held


def cells_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the tokens of each cell of a line; blank cells at its ends are left out."""
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.CELL:
            cells.append([])
        else:
            cells[-1].append(token)
    while cells and not cells[-1]:
        cells.pop()
    return cells[1:] if cells and not cells[0] else cells


def _breaks(above: Sequence[Token], below: Sequence[Token]) -> bool:
    last, first = above[-1], below[0]
    if last.kind is Kind.DASH and len(above) > 1:
        before = above[-2]
        if before.kind is Kind.NUMBER and last.glued and first.kind is Kind.NUMBER:
            return True
        divided = (
            first.kind is Kind.WORD
            and not first.is_word(*LEVEL_WORDS)
            and first.text.isupper() == before.text.isupper()
        )
        return before.kind is Kind.WORD and last.glued and divided and (first.text.isupper() or first.text[0].islower())
    if last.is_word(*LEVEL_WORDS):
        return level_at([last, *below], 0) is not None
    split = last.kind is Kind.NUMBER and first.kind is Kind.NUMBER and len(below) > 1
    return split and below[1].is_word(*POINT_WORDS) and len(above) > 2


def _hyphened(above: list[Token], below: list[Token]) -> list[Token]:
    """Join two lines; a word that was divided becomes whole."""
    if above[-1].kind is Kind.DASH and above[-2].kind is Kind.WORD:
        head, tail = above[-2], below[0]
        whole = replace(head, text=head.text + tail.text, plain=head.plain + tail.plain)
        return [*above[:-2], whole, *below[1:]]
    return [*above, *below]
