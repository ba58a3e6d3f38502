"""From the lines of a document to what they say, in their order: rows by the grammar of lines, prose by sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import LEVEL_WORDS, Form, Points, Written, level_at, points_at
from fesgrade.reading.joined import joined
from fesgrade.reading.meaning import Context, Tables, context_of, meant
from fesgrade.reading.names import name_at
from fesgrade.reading.pages import Document, around
from fesgrade.reading.rows import FACTOR_WORDS, Item, Row, row_at
from fesgrade.reading.sentences import is_claim, role_of, sentences_of
from fesgrade.reading.statements import Derived, Event, Named, Place, Statement, Strength, Total
from fesgrade.reading.tokens import Kind, Token, tokens_of
from fesgrade.reading.totals import classifications_in, grade_row, labeled, total_in

_SAME = frozenset(["remaining", "other", "rest"])
#: How far before or after its level the points of a sentence may stand, in tokens.
_NEAR = 12


class Story:
    """Reads a document line by line; :attr:`events` is what it says."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document, self.tables = document, tables
        self.events: list[Event] = []
        self.context = Context()
        self.several: list[Place] = []
        self._paragraph: list[Token] = []
        self._tail = False  # the last line was a factor's name, which may go on
        self._claimed = False  # the last sentence said that a side's levels follow
        self._columns: list[str] = []
        self._heard: list[Statement] = []  # levels of the last sentences, whatever their strength

    def read(self) -> None:
        """Read the whole document."""
        for tokens in joined(tokens_of(line.text, index) for index, line in enumerate(self.document.lines)):
            self._line(tokens)
        self._flush()

    # Lines

    def _line(self, tokens: list[Token]) -> None:
        if not tokens:
            self._flush()
            return
        if all(token.kind in (Kind.CELL, Kind.DASH) or token.is_sign("=:+_*") for token in tokens):
            return  # the rule of a table
        celled = any(token.kind is Kind.CELL and token.text != " " for token in tokens)
        if self._header(tokens) or self._above(tokens, celled):
            return
        if len(tokens) == 1 and not self._paragraph and (points := points_at(tokens, 0)):
            self._points_below(points, self._place(tokens, 0, 1))
            return
        row = row_at(tokens, tail=self._tail, table=celled)
        if self._is_row(row, tokens, celled):
            self._flush()
            self._row(row, tokens)
            return
        self._tail = False
        ending = self._ending(tokens)
        if ending:
            self._flush()
            self._item(ending, tokens, lead=ending.level is not None and ending.level.factor in self.context.factors)
            return
        self._paragraph += tokens

    def _header(self, tokens: list[Token]) -> bool:
        """Remember the columns of a table that shows the levels of several sides."""
        words = {token.plain for token in tokens if token.kind is Kind.WORD}
        if (
            len(tokens) > 24
            or not (words & vocabulary.OURS and words & vocabulary.THEIRS)
            or any(token.kind is Kind.NUMBER or token.is_sign(".:") for token in tokens)
        ):
            return False
        cells = [""]
        for token in tokens:
            if token.kind is Kind.CELL:
                cells.append("")
            elif token.plain in vocabulary.OURS:
                cells[-1] = "ours"
            elif token.plain in vocabulary.THEIRS and not cells[-1]:
                cells[-1] = "theirs"
        if len(cells) < 3:
            return False
        self._flush()
        self._columns = cells
        return True

    def _above(self, tokens: list[Token], celled: bool) -> bool:
        """Read a line that is a total, a grade, a title or a classification by itself."""
        first = next((token for token in tokens if token.kind is Kind.WORD), None)
        label = labeled(tokens)
        if label:
            self._flush()
            title, series = (label[1], "") if label[0] == "title" else ("", label[1])
            self.events.append(Named(title, series, 0, 1, self._place(tokens, 0, len(tokens))))
            self._named(tokens, title)
            return True
        if first is None:
            return False
        opens = first.plain in vocabulary.TOTALS and any(token.is_word("total", "totals") for token in tokens[:6])
        total = total_in(tokens) if opens and len(tokens) <= 30 else None
        if total and not any(token.is_word(*_PROSE) for token in tokens):
            self._flush(keep_claim=True)
            self._total(total.points, total.grade, tokens)
            return True
        grade = grade_row(tokens)
        if grade and not any(token.is_word(*_PROSE) for token in tokens):
            self._flush(keep_claim=True)
            self._total(None, grade, tokens)
            self._named(tokens, "")
            return True
        return False

    def _is_row(self, row: Row, tokens: list[Token], celled: bool) -> bool:
        """Say whether a line is a row or a heading of its own, and no part of a sentence."""
        rest = tokens[row.last :]
        while rest and (rest[0].kind is not Kind.WORD and rest[0].kind is not Kind.NUMBER):
            rest = rest[1:]
        dots = sum(token.is_sign(".") for token in tokens)
        if not row.items:
            return bool(row.factors) and not rest and (row.named or tokens[0].is_word(*FACTOR_WORDS))
        if all(item.level is None for item in row.items):
            leads = row.named or tokens[0].is_word(*FACTOR_WORDS)
            if dots > 4 or (row.factors and not leads) or (not row.factors and rest):
                return False
        if not row.factors and self._goes_on(tokens):
            return False
        if not rest or celled:
            return True
        between = tokens[row.last : len(tokens) - len(rest)]
        parted = any(token.kind in (Kind.CELL, Kind.DASH) or token.is_sign(".:);*") for token in between)
        closed = tokens[row.last - 1].is_sign(".)")
        if rest[0].plain in vocabulary.VERBS or rest[0].is_word(*LEVEL_WORDS):
            return False
        pointed = any(item.points is not None for item in row.items)
        return parted or closed or (pointed and rest[0].text[0].isupper())

    def _ending(self, tokens: list[Token]) -> Item | None:
        """Return the level and points that end a line which is no sentence: "Work Situation B, FL 1-4, 550 points"."""
        if len(tokens) > 30 or any(token.plain in vocabulary.VERBAL for token in tokens) or self._paragraph:
            return None
        for at in range(1, len(tokens)):
            level = level_at(tokens, at)
            if level is None or not level.worded or level.form is not Form.CODE:
                continue
            row = row_at(tokens, at)
            done = all(token.is_sign(".;)*") for token in tokens[row.last :])
            return row.items[0] if done and len(row.items) == 1 and row.items[0].points else None
        return None

    def _goes_on(self, tokens: list[Token]) -> bool:
        """Say whether the line before is a sentence that this line goes on with."""
        if not self._paragraph:
            return False
        last = self._paragraph[-1]
        return not last.is_sign(".:?!)") and last.line + 1 >= tokens[0].line and (
            (last.kind is Kind.WORD and last.text[0].islower()) or last.is_sign(",") or last.plain in vocabulary.VERBS
        )  # fmt: skip

    def _row(self, row: Row, tokens: list[Token]) -> None:
        if row.factors:
            method = row.method or (self.context.method if self.context.factors == row.factors else "")
            self.context = context_of(row.factors, method)
        below = self._tail
        self._tail = bool(row.factors) and not row.items and row.named
        items = row.items
        factors = [item.level.factor for item in items if item.level]
        if len(factors) > 1 and (len(set(factors)) < len(factors)) and (row.factors or len(set(factors)) == 1):
            chosen = self._chosen(items)
            if chosen is None:
                self.several.append(self._place(tokens, 0, len(tokens)))
                return
            items = [chosen]
        lead = bool(row.factors)
        rest = any(token.kind is Kind.WORD for token in tokens[row.last :])
        for item in items:
            self._item(item, tokens, lead=lead, rest=rest, alone=len(items) == 1, below=below)

    def _chosen(self, items: Sequence[Item]) -> Item | None:
        """Return the item of a row that stands in our column, if the table's headings tell."""
        ours = [at for at, side in enumerate(self._columns, start=1) if side == "ours"]
        found = [item for item in items if item.cell in ours]
        return found[0] if len(found) == 1 else None

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
        said = meant(level, points, self.context, strength, place, self.tables)
        if said is not None:
            self.events.append(said)

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

    # Sentences

    def _flush(self, *, keep_claim: bool = False) -> None:
        paragraph, self._paragraph = self._paragraph, []
        if not paragraph:
            return
        if all(token.kind is not Kind.WORD or token.plain in vocabulary.COLUMNS for token in paragraph):
            return  # the headings of a table
        self._claimed = False
        sentences = sentences_of(paragraph)
        for sentence in sentences:
            self._sentence(sentence)
        words = [token.plain for token in sentences[-1] if token.kind is Kind.WORD]
        colon = sentences[-1][-1].is_sign(":")
        announces = colon or {"follows", "following", "below"} & set(words) or len(words) <= 6
        self._claimed = bool(announces) and (
            is_claim(words) or (len(words) <= 6 and bool(vocabulary.THEIRS & set(words)))
        )

    def _sentence(self, sentence: Sequence[Token]) -> None:
        heard: list[Statement] = []
        at = self._leading_points(sentence)
        while at < len(sentence):
            stop = self._heading(sentence, at) or self._inner_row(sentence, at)
            if stop:
                at = stop
                continue
            level = level_at(sentence, at)
            if level is None or not (level.worded or self._plural(sentence, at, heard)):
                at += 1
                continue
            said = self._mention(sentence, level)
            if said:
                heard.append(said)
                self.events.append(said)
            at = level.last
        self._sums(sentence, heard)
        self._named(sentence, "")
        self._heard = [*self._heard[-12:], *heard]

    def _plural(self, sentence: Sequence[Token], at: int, heard: Sequence[Statement]) -> bool:
        """Say whether a code without the word Level is one: "Levels 1-6 and 4-3", "is evaluated at 1-7"."""
        level = level_at(sentence, at)
        if level is None or level.form not in (Form.CODE, Form.CELL):
            return False
        back = at - 1
        while back >= 0 and (sentence[back].is_sign(",/&(") or sentence[back].is_word("and", "or")):
            back -= 1
        if back < 0:
            return False
        return (bool(heard) and back == at - 2) or sentence[back].is_word("at", "as", "levels", "level", "credited")

    def _leading_points(self, sentence: Sequence[Token]) -> int:
        """Give the points at the start of a sentence to the level before: "Level 1-7 is credited. 1250 points"."""
        points = points_at(sentence, 0)
        last = self.events[-1] if self.events else None
        if points is None or not points.worded or not isinstance(last, Statement) or last.points is not None:
            return 0
        if last.strength < Strength.MET or points.broken:
            return 0
        self.events[-1] = replace(last, points=points.value)
        return points.last

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
        if any(token.plain in vocabulary.NOT | vocabulary.MAYBE for token in sentence[row.last : row.last + 5]):
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
        context = self.context
        if level.form is Form.CODE and not (level.factor == "4" and context.factor in ("4A", "4B")):
            context = Context((), context.method)
        said = meant(level, points, context, strength, place, self.tables)
        if said and said.doubt and strength < Strength.CREDITED:
            return None
        return said

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

    # What both share

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


_PROSE = ("falls", "would", "because", "therefore", "if", "does", "should", "than")


def _points_near(sentence: Sequence[Token], level: Written) -> Points | None:
    """Return the points of a level in a sentence: those after it, before the next level; else those just before it."""
    for at in range(level.last, min(len(sentence), level.last + _NEAR)):
        points = points_at(sentence, at)
        if points and points.worded:
            return points
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
