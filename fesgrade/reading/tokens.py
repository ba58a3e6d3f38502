"""From the text of a line to tokens: words, numbers, dashes, signs and the gaps between cells.

Everything that reads a document reads tokens. A token knows where it stands, so that a finding can be shown there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

#: What stands for a dash, also where a program took its bytes for cp1252 (the last three).
DASHES = ("-", "‐", "‑", "‒", "–", "—", "―", "−", "⎯", "\u00ad", "â€“", "â€”", "â€‘")
MANGLED = DASHES[-3:]
_DASHED = frozenset(dash[0] for dash in DASHES)
_APOSTROPHES = ("'", "’", "â€™")
#: Blanks that a thousands mark may be; a plain blank is none.
_THIN = "\u00a0\u2009\u202f"
#: So many blanks within a line part cells, as in a table printed as text.
_GAP = 3


class Kind(Enum):
    """What a token is; ``CELL`` is the gap between two cells of a table."""

    WORD = auto()
    NUMBER = auto()
    DASH = auto()
    SIGN = auto()
    CELL = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line. ``plain`` is a word in small letters, the digits of a number, ``-`` for any dash.

    ``line`` is the index of the line in its document, ``start`` and ``end`` are columns; ``glued`` says that nothing
    stands between it and the token before.
    """

    kind: Kind
    text: str
    plain: str
    line: int
    start: int
    end: int
    glued: bool

    @property
    def value(self) -> int:
        """The value of a number."""
        return int(self.plain)

    def is_word(self, *words: str) -> bool:
        """Say whether it is one of these words."""
        return self.kind is Kind.WORD and self.plain in words

    def is_sign(self, signs: str) -> bool:
        """Say whether it is one of these signs."""
        return self.kind is Kind.SIGN and self.plain in signs


def tokens_of(text: str, line: int = 0) -> list[Token]:
    """Return the tokens of a line."""
    found: list[Token] = []
    at, size = 0, len(text)
    end = -1
    while at < size:
        sign = text[at]
        if sign.isspace() and sign != "\t":
            stop = at
            while stop < size and text[stop].isspace() and text[stop] != "\t":
                stop += 1
            if stop - at >= _GAP and found and stop < size and found[-1].kind is not Kind.CELL:
                found.append(Token(Kind.CELL, " ", "|", line, at, stop, False))
            at = stop
            continue
        kind, stop, plain = _piece(text, at)
        if kind is Kind.NUMBER and sign != "1" and text[at + 1 : at + 2] == "," and _ends_level(found):
            stop, plain = at + 1, sign  # 2-4,450 points
        found.append(Token(kind, text[at:stop], plain, line, at, stop, at == end))
        at = end = stop
    return found


def _ends_level(found: Sequence[Token]) -> bool:
    """Say whether a digit behind these tokens is the number of a level: after one digit and a dash."""
    if len(found) < 2 or found[-1].kind is not Kind.DASH or not found[-1].glued:
        return False
    return found[-2].kind is Kind.NUMBER and len(found[-2].plain) == 1


def _piece(text: str, at: int) -> tuple[Kind, int, str]:
    """Return kind, end and plain text of the token that begins at a column."""
    sign = text[at]
    for dash in DASHES if sign in _DASHED else ():
        if text.startswith(dash, at):
            return Kind.DASH, at + len(dash), "-"
    if sign in "|\t":
        return Kind.CELL, at + 1, "|"
    if sign.isascii() and sign.isdigit():
        return _number(text, at)
    if sign.isalpha():
        return _word(text, at)
    return Kind.SIGN, at + 1, sign


def _number(text: str, at: int) -> tuple[Kind, int, str]:
    """Read digits, with groups of three behind a comma or a thin blank where the first group has at most three."""
    stop = _digits(text, at)
    plain = text[at:stop]
    while len(plain) <= 3 and stop < len(text) and text[stop] in f",{_THIN}" and _digits(text, stop + 1) == stop + 4:
        plain += text[stop + 1 : stop + 4]
        stop += 4
    return Kind.NUMBER, stop, plain[:12]


def _digits(text: str, at: int) -> int:
    while at < len(text) and text[at].isascii() and text[at].isdigit():
        at += 1
    return at


def _word(text: str, at: int) -> tuple[Kind, int, str]:
    """Read letters, with an apostrophe between them; it is always a straight one in the plain word."""
    stop = at
    plain = ""
    while stop < len(text):
        sign = text[stop]
        marks = _APOSTROPHES if sign in "'’â" else ()
        mark = next((mark for mark in marks if text.startswith(mark, stop)), "")
        if mark and plain and text[stop + len(mark) : stop + len(mark) + 1].isalpha():
            plain += "'"
            stop += len(mark)
        elif sign.isalpha() and not (marks and text.startswith(MANGLED, stop)):
            plain += sign.lower()
            stop += 1
        else:
            break
    return Kind.WORD, stop, plain
