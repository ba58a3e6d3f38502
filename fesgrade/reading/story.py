"""From the lines of a document to what they say, in their order: rows by the grammar of lines, prose by sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import LEVEL_WORDS, Form, level_at, points_at
from fesgrade.reading.joined import cells_of, joined
from fesgrade.reading.listed import listed_in
from fesgrade.reading.meaning import Context, Tables, context_of, meant
from fesgrade.reading.pages import Document
from fesgrade.reading.prose import Prose
from fesgrade.reading.rows import FACTOR_WORDS, Item, Row, row_at
from fesgrade.reading.sentences import is_claim, sentences_of
from fesgrade.reading.statements import Named, Place, Statement, Strength
from fesgrade.reading.tokens import Kind, Token, tokens_of
from fesgrade.reading.totals import LEAST, grade_in, grade_row, labeled, pay_plan, total_in

#: A longer line is prose.
_LINE = 30
#: A line with more tokens before its level, and a full stop at its end, is a sentence.
_FRAGMENT = 6
#: A table that lies on its side has at least so many columns.
ENOUGH = 5
#: A line with one of these is a sentence.
_SENTENCE = vocabulary.VERBAL | vocabulary.CREDITS | vocabulary.MEETS | vocabulary.CLAIMS | {"agency's", "appellant's"}


class Story(Prose):
    """Reads a document line by line; :attr:`events` is what it says."""

    def __init__(self, document: Document, tables: Tables) -> None:
        super().__init__(document, tables)
        self.several: list[Place] = []
        self._paragraph: list[Token] = []
        self._tail = False  # the last line was a factor's name, which may go on
        self._columns: list[str] = []
        self._factors: list[str] = []

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
        if self._header(tokens) or self._above(tokens, celled) or (celled and self._across(tokens)):
            return
        if len(tokens) == 1 and not self._paragraph and (points := points_at(tokens, 0)):
            self._points_below(points, self._place(tokens, 0, 1))
            return
        if not celled and self._listed(tokens):
            return
        rows = self._rows(tokens, celled)
        if self._is_row(rows[0], rows[-1].last, tokens, celled):
            self._flush()
            for row in rows:
                self._row(row, tokens)
            return
        if self._tail and all(token.plain in vocabulary.TAILS for token in tokens):
            return  # a factor's name on three lines
        self._tail = False
        ending = self._ending(tokens)
        if ending:
            self._flush()
            self._item(ending, tokens, lead=ending.level is not None and ending.level.factor in self.context.factors)
            return
        self._paragraph += tokens

    def _listed(self, tokens: list[Token]) -> bool:
        """Read a line that lists the levels of every factor, one behind the other."""
        found = None if self._claimed else listed_in(tokens)
        if found is None:
            return False
        self._flush()
        for level in found.levels:
            place = self._place(tokens, level.first, level.last)
            said = meant(level, None, Context((), found.method), Strength.CREDITED, place, self.tables)
            if said is not None:
                self.events.append(said)
        self._total(found.total, grade_in(tokens, found.levels[-1].last), tokens)
        return True

    def _rows(self, tokens: list[Token], celled: bool) -> list[Row]:
        """Read a line as a row, and as another one for each further factor that has its level on it."""
        rows = [row_at(tokens, tail=self._tail, table=celled)]
        while rows[-1].items and not celled:
            at = rows[-1].last
            while at < len(tokens) and (tokens[at].kind is not Kind.WORD or tokens[at].plain == "and"):
                at += 1
            row = row_at(tokens, at)
            if not (row.factors and row.items):
                break
            rows.append(row)
        return rows

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

    def _across(self, tokens: list[Token]) -> bool:
        """Read a table that lies on its side: a row of factors, one of levels, one of points."""
        cells = cells_of(tokens)
        kind = next((token.plain for token in cells[0] if token.kind is Kind.WORD), "") if cells else ""
        numbers = [cell[0] for cell in cells[1:] if len(cell) == 1 and cell[0].kind is Kind.NUMBER]
        if len(cells) < ENOUGH or kind.rstrip("s") not in ("factor", "level", "point", "pt"):
            return False
        if kind.startswith("factor"):
            self._factors = [cell[0].plain for cell in cells[1:] if cell and cell[0].kind is Kind.NUMBER]
            return len(self._factors) == len(cells) - 1
        if kind.startswith("level") and len(numbers) == len(self._factors) == len(cells) - 1:
            self._flush()
            for factor, token in zip(self._factors, numbers, strict=True):
                place = self._place([token], 0, 1)
                self.events.append(Statement(factor, token.value, Strength.CREDITED, place))
            return True
        latest = self.events[-len(numbers) :] if numbers else []
        if kind.startswith("p") and len(numbers) == len(cells) - 1 and all(isinstance(e, Statement) for e in latest):
            for at, token in enumerate(numbers, start=len(self.events) - len(numbers)):
                event = self.events[at]
                assert isinstance(event, Statement)
                self.events[at] = replace(event, points=token.value)
            return True
        return False

    def _above(self, tokens: list[Token], celled: bool) -> bool:
        """Read a line that is a total, a grade, a title or a classification by itself."""
        first = next((token for token in tokens if token.kind is Kind.WORD), None)
        label = labeled(tokens)
        if label:
            self._flush()
            title, series = (label[1], "") if label[0] == "title" else ("", label[1])
            plan = pay_plan(tokens)  # on the same line
            series, graded = plan or (series, 0)
            self.events.append(Named(title, series, graded, 1, self._place(tokens, 0, len(tokens))))
            self._named(tokens, title)
            return True
        if first is None:
            return False
        plan = pay_plan(tokens)
        if plan:
            self._flush()
            self.events.append(Named("", plan[0], plan[1], 1, self._place(tokens, 0, len(tokens))))
            return True
        opens = first.plain in vocabulary.TOTALS and any(token.is_word("total", "totals") for token in tokens[:6])
        total = total_in(tokens) if opens and len(tokens) <= 30 else None
        if total and not any(token.is_word(*_PROSE) for token in tokens):
            self._flush(keep_claim=True)
            ours = self._total_of(tokens)
            self._total(ours or total.points, total.grade, tokens)
            return True
        grade = grade_row(tokens)
        if grade and not any(token.is_word(*_PROSE) for token in tokens):
            self._flush(keep_claim=True)
            self._total(None, grade, tokens)
            self._named(tokens, "")
            return True
        return False

    def _total_of(self, tokens: Sequence[Token]) -> int | None:
        """Return the total in our column of a table that shows several sides."""
        ours, cell = self._ours(tokens) if self._columns else [], 1
        for token in tokens:
            if token.kind is Kind.CELL:
                cell += 1
            elif token.kind is Kind.NUMBER and cell in ours and token.value >= LEAST:
                return token.value
        return None

    def _is_row(self, row: Row, last: int, tokens: list[Token], celled: bool) -> bool:
        """Say whether a line is a row or a heading of its own, and no part of a sentence."""
        rest = tokens[last:]
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
        between = tokens[last : len(tokens) - len(rest)]
        parted = any(token.kind in (Kind.CELL, Kind.DASH) or token.is_sign(".:);*") for token in between)
        closed = tokens[last - 1].is_sign(".)")
        if rest[0].plain in vocabulary.VERBS or rest[0].is_word(*LEVEL_WORDS):
            return False
        pointed = any(item.points is not None for item in row.items)
        return parted or closed or (pointed and rest[0].text[0].isupper())

    def _ending(self, tokens: list[Token]) -> Item | None:
        """Return the level and points that end a line which is no sentence: "Work Situation B, FL 1-4, 550 points"."""
        if len(tokens) > _LINE:
            return None
        spoken = bool(self._paragraph) or any(token.plain in _SENTENCE for token in tokens)
        for at in range(1, len(tokens)):
            level = level_at(tokens, at)
            if level is None or not level.worded or level.form is not Form.CODE:
                continue
            row = row_at(tokens, at)
            if len(row.items) != 1 or not all(token.is_sign(".;)*") for token in tokens[row.last :]):
                return None
            if tokens[at - 1].is_sign("(") and level.factor in self.context.factors:
                return row.items[0]  # "The chief sets goals. (Level 2-4)"
            sentence = spoken or (at > _FRAGMENT and tokens[-1].is_sign("."))
            return row.items[0] if row.items[0].points and not sentence else None
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
            chosen = self._chosen(items, tokens)
            if chosen is None:
                self.several.append(self._place(tokens, 0, len(tokens)))
                return
            items = [chosen]
        lead = bool(row.factors)
        rest = any(token.kind is Kind.WORD for token in tokens[row.last :])
        for item in items:
            self._item(item, tokens, lead=lead, rest=rest, alone=len(items) == 1, below=below)

    def _ours(self, tokens: Sequence[Token]) -> list[int]:
        """Return the cells of a row, from 1, that stand in our columns; none where headings and cells do not match.

        The names of the factors often have no heading, so a row may have one cell more.
        """
        more = 1 + sum(token.kind is Kind.CELL for token in tokens) - len(self._columns)
        if more not in (0, 1):
            return []
        return [at + more for at, side in enumerate(self._columns, start=1) if side == "ours"]

    def _chosen(self, items: Sequence[Item], tokens: Sequence[Token]) -> Item | None:
        """Return the item of a row that stands in our column, if the table's headings tell."""
        ours = self._ours(tokens)
        found = [item for item in items if item.cell in ours]
        return found[0] if len(found) == 1 else None

    # Paragraphs

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
        headed = len(words) <= 6 and vocabulary.THEIRS & set(words) and vocabulary.RATED & set(words)
        self._claimed = bool(announces) and (is_claim(words) or bool(headed))


_PROSE = ("falls", "would", "because", "therefore", "if", "does", "should", "than")
