"""What a sentence says of levels and totals, and how a statement is made at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import Form, Points, Written, level_at, points_at
from fesgrade.reading.meaning import Context, Tables, context_of, meant
from fesgrade.reading.names import name_at
from fesgrade.reading.pages import Document, around
from fesgrade.reading.rows import FACTOR_WORDS, Item, row_at
from fesgrade.reading.sentences import is_claim, role_of
from fesgrade.reading.statements import Derived, Event, Named, Place, Statement, Strength, Total
from fesgrade.reading.tokens import Kind, Token
from fesgrade.reading.totals import classifications_in, total_in

_SAME = frozenset(["remaining", "other", "rest"])
#: How far before or after its level the points of a sentence may stand, in tokens.
_NEAR = 12
#: How many statements back the level of points may be that stand in a sentence of their own.
_BACK = 3
#: What takes a row's level back, and what credits the cell behind it.
_DOUBTED = vocabulary.NOT | vocabulary.MAYBE
_GIVES = vocabulary.CREDITS | vocabulary.MEETS
#: No level has more points (Introduction p. 46); more are a total.
MOST_POINTS = 1850


class Prose:
    """Reads sentences; :attr:`events` is what was said so far, ``context`` the factor of the heading above."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document, self.tables = document, tables
        self.events: list[Event] = []
        self.context = Context()
        self.claims: list[Place] = []  # rows of a table that is introduced as a side's
        self._claimed = False  # the last sentence said that a side's levels follow
        self._heard: list[Statement] = []  # levels of the last sentences, whatever their strength

    def _sentence(self, sentence: Sequence[Token]) -> None:
        heard: list[Statement] = []
        at = self._leading_points(sentence)
        last = -1  # where the last level ended
        while at < len(sentence):
            stop = self._heading(sentence, at) or self._inner_row(sentence, at)
            if stop:
                at = stop
                continue
            level = level_at(sentence, at)
            if level is None or not (level.worded or self._plural(sentence, at, last)):
                at += 1
                continue
            stop = _range_end(sentence, level)
            if stop:
                at = stop
                continue
            said = self._mention(sentence, level)
            if said:
                heard.append(said)
                self.events.append(said)
            at = last = level.last
        self._sums(sentence, heard)
        self._named(sentence, "")
        self._heard = [*self._heard[-12:], *heard]

    def _plural(self, sentence: Sequence[Token], at: int, last: int) -> bool:
        """Say whether a code without the word Level is one: "Levels 1-6 and 4-3", "is evaluated at 1-7"."""
        level = level_at(sentence, at)
        if level is None or level.form not in (Form.CODE, Form.CELL):
            return False
        back = at
        while back > 0 and (sentence[back - 1].is_sign(",/&(:") or sentence[back - 1].is_word("and", "or")):
            back -= 1
        if not back:
            return False
        before = sentence[back - 1]
        if (
            level.form is Form.CELL
            and self.context.is_pair
            and (before.is_word("to", "with") or before.plain in _GIVES)
        ):
            return True  # below the heading of both factors: "the contacts equate to 2B", "we credit 2b"
        listing = before.is_word("is", "are", "were") and any(
            token.is_word("levels", "level") for token in sentence[max(0, back - 5) : back]
        )
        return back == last or listing or before.is_word("at", "as", "levels", "level", "credited")

    def _leading_points(self, sentence: Sequence[Token]) -> int:
        """Give the points at the start of a sentence to the level before: "Level 1-7 is credited. 1250 points"."""
        first = 0
        while first < len(sentence) and sentence[first].is_sign("(["):
            first += 1
        points = points_at(sentence, first)
        if points is None or not points.worded or points.broken:
            return 0
        for at in range(len(self.events) - 1, max(-1, len(self.events) - _BACK - 1), -1):
            said = self.events[at]
            if not isinstance(said, Statement):
                return 0
            own = said.pair or points.value in self.tables.points(said.factor, said.number)
            if said.strength >= Strength.MET and said.points is None and (own or at == len(self.events) - 1):
                self.events[at] = replace(said, points=points.value, strength=max(said.strength, Strength.CREDITED))
                return points.last
        return 0

    def _heading(self, sentence: Sequence[Token], at: int) -> int | None:
        """Read a factor's heading within a text that has no lines: "Factor 2, Supervisory Controls"."""
        token = sentence[at]
        named = token.is_word("personal", "purpose", "nature") and token.text[0].isupper() and at == 0
        if not named and not token.is_word(*FACTOR_WORDS):
            return None
        row = row_at(sentence, at)
        if not row.factors or not row.named or row.items:
            return None
        self.context = context_of(row.factors, row.method)
        return row.last

    def _inner_row(self, sentence: Sequence[Token], at: int) -> int | None:
        """Read a row of a table whose lines were lost: a factor's name, its level and points."""
        if name_at(sentence, at) is None and not sentence[at].is_word(*FACTOR_WORDS):
            return None
        row = row_at(sentence, at)
        if any(token.plain in _DOUBTED for token in sentence[row.last : row.last + 5]):
            return None  # "Knowledge at Level 1-8, 1550 points, is not met"
        whole = row.named and row.items and all(item.level and item.points for item in row.items)
        if not whole:
            return None
        self.context = context_of(row.factors, row.method)
        for item in row.items:
            self._item(item, list(sentence), lead=True)
        return row.last

    def _mention(self, sentence: Sequence[Token], level: Written) -> Statement | None:
        strength = role_of(sentence, level)
        points = _points_near(sentence, level)
        last = max(level.last, points.last) if points and points.first >= level.first else level.last
        place = self._place(sentence, level.first, last)
        if strength is Strength.COMPARED:
            points = None
        elif strength is Strength.MET and points:
            strength = Strength.CREDITED  # what is met is credited where its points stand beside it
        context = self._context_before(sentence, level)
        if level.form is Form.CODE and not (level.factor == "4" and context.factor in ("4A", "4B")):
            context = Context((), context.method)
        said = meant(level, points, context, strength, place, self.tables)
        if said and said.doubt and strength < Strength.CREDITED:
            return None
        return said

    def _context_before(self, sentence: Sequence[Token], level: Written) -> Context:
        """Return the factor that the sentence names before a level, as in "Factor 7 is credited at Level c"."""
        for at in range(level.first - 1, -1, -1):
            if sentence[at].is_word(*FACTOR_WORDS):
                row = row_at(sentence[: level.first], at)
                return context_of(row.factors, row.method) if row.factors else self.context
        return self.context

    def _sums(self, sentence: Sequence[Token], heard: Sequence[Statement]) -> None:
        """Read the total and grade of a sentence, or those of levels that differ from an evaluation in some factors."""
        total = total_in(sentence)
        if total is None or total.points is None:
            return
        words = [token.plain for token in sentence if token.kind is Kind.WORD]
        place = self._place(sentence, total.first, total.last)
        if _SAME & set(words) and "same" in words and {"factors", "factor"} & set(words):
            changed = [said for said in (*self._heard, *heard) if said.number][-4:]
            latest = [said for said in changed if said.place.index == changed[-1].place.index] if changed else []
            if latest:
                self.events.append(Derived(tuple(latest), total.points, total.grade, place))
            return
        if any(said.strength >= Strength.MET and total.points == said.points for said in heard):
            return  # a total of the points of one level
        if is_claim(words) or {"would", "could", "if", "exceed", "exceeds", "minimum"} & set(words):
            return
        self.events.append(Total(total.points, total.grade, place))

    # Statements at their place

    def _item(
        self,
        item: Item,
        tokens: list[Token],
        *,
        lead: bool,
        rest: bool = False,
        alone: bool = True,
        below: bool = False,
    ) -> None:
        level, points = item.level, item.points
        first = level.first if level else points.first if points else 0
        last = max(level.last if level else 0, points.last if points else 0)
        place = self._place(tokens, first, last)
        if level is None and points is not None and not lead:
            self._points_below(points, place)
            return
        strength = Strength.CREDITED if lead else Strength.DESCRIBED if rest else Strength.HEADED
        if level and strength is Strength.HEADED and points is None and alone and not (level.worded or below):
            strength = Strength.BARE
        if self._claimed:
            strength = Strength.COMPARED
            self.claims.append(place)
        context = self.context if lead else self._below(level)
        said = meant(level, points, context, strength, place, self.tables)
        if said is not None:
            self.events.append(said)

    def _below(self, level: Written | None) -> Context:
        """Return the context of a line that names no factor: the heading above, unless the line is of another one."""
        context = self.context
        if level is None or level.form is not Form.CODE or not context.factor or level.factor == context.factor:
            return context
        subfactor = level.factor == "4" and context.factor in ("4A", "4B")
        pointed = level.factor.isdigit() and level.number in self.tables.points(context.factor, int(level.factor))
        return context if subfactor or pointed else Context((), context.method)

    def _points_below(self, points: Points, place: Place) -> None:
        """Give points that stand by themselves to the level before them, if they can be its."""
        last = self.events[-1] if self.events else None
        if not isinstance(last, Statement) or last.points is not None or points.broken:
            return
        if last.strength is Strength.COMPARED or not last.number:
            return
        own = last.pair or points.value in self.tables.points(last.factor, last.number) or last.factor in "67"
        if points.worded or own:
            self.events[-1] = replace(last, points=points.value)

    def _total(self, points: int | None, grade: int | None, tokens: Sequence[Token]) -> None:
        if not self._claimed:
            self.events.append(Total(points, grade, self._place(tokens, 0, len(tokens))))

    def _named(self, tokens: Sequence[Token], title: str) -> None:
        for found in classifications_in(tokens, ""):
            place = self._place(tokens, found.first, found.last)
            self.events.append(Named(found.title or title, found.series, found.grade, found.weight, place))

    def _place(self, tokens: Sequence[Token], first: int, last: int) -> Place:
        start, end = tokens[first], tokens[max(first, last - 1)]
        line = self.document.lines[start.line]
        stop = end.end if end.line == start.line else len(line.text)
        return Place(start.line, start.start, stop, line.page, line.number, around(line.text, start.start, stop))


def _range_end(sentence: Sequence[Token], level: Written) -> int | None:
    """Return where "Levels 1-5 through 1-7" ends, which credits neither; ``None`` for one level."""
    at = level.last
    if at >= len(sentence) or not sentence[at].is_word("through", "to", "or"):
        return None
    other = level_at(sentence, at + 1)
    return other.last if other and other.factor and other.factor == level.factor else None


def _points_near(sentence: Sequence[Token], level: Written) -> Points | None:
    """Return the points of a level in a sentence: those after it, before the next level; else those just before it."""
    for at in range(level.last, min(len(sentence), level.last + _NEAR)):
        points = points_at(sentence, at)
        if points and points.worded:
            return points if points.value <= MOST_POINTS else None
        if level_at(sentence, at) or sentence[at].is_sign(";"):
            break
    for at in range(level.first - 1, max(-1, level.first - 8), -1):
        points = points_at(sentence, at)
        if points and points.worded and points.last <= level.first:
            return points
        if sentence[at].is_sign(";.") or (
            sentence[at].kind is Kind.NUMBER and at + 1 < level.first and level_at(sentence, at)
        ):
            break
    return None
