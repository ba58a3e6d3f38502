"""Totals, grades, titles and classifications: what stands above and below the levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import POINT_WORDS, Classified, classified_at, points_at
from fesgrade.reading.tokens import Kind, Token

#: No FES total is below 190 points (Introduction p. 56).
LEAST = 100
_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed total with its grade, each ``None`` where it is not there; ``first`` and ``last`` are its tokens."""

    points: int | None
    grade: int | None
    first: int
    last: int


def total_in(tokens: Sequence[Token]) -> Sum | None:
    """Return the total that a line or sentence prints, with the grade beside it; ``None`` where there is none."""
    for at, token in enumerate(tokens):
        found: tuple[int, int, int] | None = None
        if token.is_word("total", "totals", "totaling", "totalling", "totalled", "totaled", "sum"):
            found = _total_at(tokens, at)
        elif token.kind is Kind.NUMBER and _converts(tokens, at):
            found = (token.value, at, at + 1)
        if found:
            value, first, last = found
            return Sum(value, grade_in(tokens, last), first, last)
    return None


def _total_at(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    before = tokens[at - 1] if at else None
    counted = at + 1 < len(tokens) and tokens[at + 1].is_word(*POINT_WORDS)
    if counted and before is not None and before.kind is Kind.NUMBER and before.value >= LEAST:
        return before.value, at - 1, at + 2  # 2,435 total points
    for ahead in range(at + 1, min(len(tokens), at + 1 + _AHEAD)):
        token = tokens[ahead]
        if token.kind is Kind.NUMBER:
            ranged = (
                ahead + 2 < len(tokens)
                and tokens[ahead + 1].kind is Kind.DASH
                and (tokens[ahead + 2].kind is Kind.NUMBER)
            )
            if token.value < LEAST or len(token.plain) > 4 or ranged:
                return None
            return token.value, at, ahead + 1
        fills = token.kind in (Kind.DASH, Kind.CELL) or token.is_sign(":=().,*_#&") or token.plain in vocabulary.BETWEEN
        if not fills:
            return None
    return None


def _converts(tokens: Sequence[Token], at: int) -> bool:
    """Say whether points at ``at`` are said to convert to a grade: "2,435 points falls within the GS-11 range"."""
    points = points_at(tokens, at)
    if points is None or not points.worded or points.broken or points.value < LEAST:
        return False
    if (at >= 2 and tokens[at - 1].kind is Kind.DASH) or (at and tokens[at - 1].is_word("to")):
        return False  # the upper end of a range
    rest = tokens[points.last : points.last + 8]
    return any(token.plain in vocabulary.CONVERTS for token in rest[:4]) and grade_in(rest, 0) is not None


def grade_in(tokens: Sequence[Token], at: int) -> int | None:
    """Return the first grade from ``at`` on: ``GS-11``, ``GS-0201-11``, ``grade 11``; ``None`` where there is none."""
    for index in range(at, len(tokens)):
        found = classified_at(tokens, index)
        if found and found.grade:
            return found.grade
        if tokens[index].is_word("grade") and index + 1 < len(tokens):
            after = index + 1
            while after < len(tokens) and (tokens[after].is_sign(":=") or tokens[after].kind in (Kind.CELL, Kind.DASH)):
                after += 1
            if after < len(tokens) and tokens[after].kind is Kind.NUMBER and 0 < tokens[after].value <= 15:
                return tokens[after].value
    return None


def grade_row(tokens: Sequence[Token]) -> int | None:
    """Return the grade of a line such as ``Grade Conversion | GS-11``; ``None`` for any other line."""
    if not 1 < len(tokens) <= 16 or not any(token.is_word("grade") for token in tokens[:6]):
        return None
    first = next((token for token in tokens if token.kind is Kind.WORD), None)
    if first is None or first.plain not in vocabulary.GRADE_LEADS:
        return None
    return grade_in(tokens, 0)


# Titles -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A title and classification as printed, and who says so: 2 decided, 1 printed by itself, 0 somebody's."""

    title: str
    series: str
    grade: int
    weight: int
    first: int
    last: int


def classifications_in(tokens: Sequence[Token], text: str) -> list[Heading]:
    """Return the classifications in a line or sentence with the titles before them; ``text`` is the line's own."""
    found = []
    for at in range(len(tokens)):
        one = classified_at(tokens, at)
        if one and one.series and one.plan in ("GS", "GM", "GL"):
            found.append(_heading(tokens, one))
    return found


def _heading(tokens: Sequence[Token], one: Classified) -> Heading:
    first = _title_start(tokens, one.first)
    title = _text(tokens[first : one.first])
    back = {token.plain for token in tokens[max(0, first - 7) : first] if token.kind is Kind.WORD}
    if "decision" in back and "agency" in back and not {"opm"} & back:
        back -= vocabulary.DECIDED
    short = len(tokens) <= 24
    if vocabulary.DECIDED & back and not {"requested", "believes", "should"} & back:
        weight = 2
    elif vocabulary.OTHERS & back or not short or first > 8:
        weight = 0
    else:
        weight = 1
    if not title and weight == 1 and one.first == 0:
        title = _text(_following(tokens, one.last))
    return Heading(title, one.series, one.grade, weight, first, one.last)


def _title_start(tokens: Sequence[Token], end: int) -> int:
    """Return where the words of a title begin that stand before a classification."""
    at = end
    first = end
    while at and end - at < 16:
        token = tokens[at - 1]
        if tokens[end].line - token.line > 1 or (first < end and token.line != tokens[first].line):
            break  # a title stands on one line, beside or just above the classification
        if token.kind is Kind.WORD and token.text[0].isupper():
            at -= 1
            first = at
        elif token.kind is Kind.WORD and token.plain in vocabulary.JOINS and first < end:
            at -= 1
        elif token.kind is Kind.DASH or token.is_sign(",()/&"):
            at -= 1
            first = at if token.is_sign("(") and first < end else first
        else:
            break
    while first < end and (tokens[first].plain in vocabulary.JOINS or tokens[first].kind is not Kind.WORD):
        first += 1
    return first


def _following(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    line = tokens[at - 1].line
    while at < len(tokens) and tokens[at].kind is not Kind.WORD:
        at += 1
    first = at
    while (
        at < len(tokens)
        and tokens[at].line == line
        and (tokens[at].text[0].isupper() or tokens[at].plain in vocabulary.JOINS or tokens[at].is_sign("()"))
    ):
        at += 1
    return tokens[first:at]


def _text(tokens: Sequence[Token]) -> str:
    """Return tokens as text, blanks where they were, without what only parts them from what follows."""
    parts: list[str] = []
    for token in tokens:
        if token.kind is Kind.CELL:
            continue
        blank = parts and not token.glued
        parts.append(f" {token.text}" if blank else token.text)
    return "".join(parts).strip(" ,-–—:/(").strip()


_LABELS = {"title": "title", "titles": "title", "series": "series"}


def labeled(tokens: Sequence[Token]) -> tuple[str, str] | None:
    """Return ``("title", …)`` or ``("series", "0201")`` for a line such as ``Position title: Budget Analyst``."""
    at = 0
    label = ""
    while at < len(tokens) and (tokens[at].plain in vocabulary.TITLE_WORDS or tokens[at].is_sign(",/#*_.•") or (
        tokens[at].kind in (Kind.NUMBER, Kind.DASH) and at == 0
    )):  # fmt: skip
        label = label or _LABELS.get(tokens[at].plain, "")
        at += 1
    if not label or at >= len(tokens) or not (tokens[at].is_sign(":") or tokens[at].kind is Kind.CELL):
        return None
    while at < len(tokens) and tokens[at].kind not in (Kind.WORD, Kind.NUMBER):
        at += 1
    if label == "series":
        while at < len(tokens) and (tokens[at].is_word("gs", "gm") or tokens[at].kind is Kind.DASH):
            at += 1
        digits = at < len(tokens) and tokens[at].kind is Kind.NUMBER and 3 <= len(tokens[at].plain) <= 4
        return ("series", tokens[at].plain.zfill(4)) if digits else None
    end = at
    while end < len(tokens) and tokens[end].kind is not Kind.CELL and not classified_at(tokens, end):
        if tokens[end].is_word("series", "grade", "organization", "pay") and end > at and not tokens[end].glued:
            break
        end += 1
    title = _text(tokens[at:end])
    return ("title", title) if title and len(title) <= 120 else None


def pay_plan(tokens: Sequence[Token]) -> tuple[str, int] | None:
    """Return series and grade of a line such as ``Pay plan: GS  Series: 0343  Grade: 11``; ``None`` for another."""
    series, grade = _after_label(tokens, "series"), _after_label(tokens, "grade")
    if series is None or grade is None or not 3 <= len(series.plain) <= 4 or not 1 <= grade.value <= 15:
        return None
    return series.plain.zfill(4), grade.value


def _after_label(tokens: Sequence[Token], label: str) -> Token | None:
    """Return the number behind a word with a colon or in the next cell."""
    for at in range(len(tokens) - 2):
        parted = tokens[at + 1].is_sign(":") or tokens[at + 1].kind is Kind.CELL
        if tokens[at].is_word(label) and parted and tokens[at + 2].kind is Kind.NUMBER:
            return tokens[at + 2]
    return None
