"""What a document says, piece by piece: statements about levels, headings, totals, grades, classifications."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto


class Strength(IntEnum):
    """How sure it is that a statement credits its level."""

    COMPARED = auto()  # compared, described in prose, claimed by a side: no evaluation
    DESCRIBED = auto()  # the heading of a level's description
    MET = auto()  # said to be met, not to be credited
    BARE = auto()  # a code by itself on its line
    HEADED = auto()  # a line with a level, and nothing that says whether it is credited or described
    CREDITED = auto()  # a row of a table, a factor's heading with its level, a sentence that credits it


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: index of its line in the document, columns, page, line on the page, words around it."""

    index: int
    start: int
    end: int
    page: int
    line: int
    text: str

    @property
    def words(self) -> str:
        """Page and line as a sentence names them."""
        return f"page {self.page}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A level that is said of a factor.

    ``number`` is 0 where only points stand, or where the level is damaged; ``pair`` says that factors 6 and 7 stand
    together as one cell, ``letter`` the purpose of it. ``doubt`` is a sentence where the reading is not certain.
    """

    factor: str
    number: int
    strength: Strength
    place: Place
    points: int | None = None
    letter: str = ""
    pair: bool = False
    doubt: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total, a printed grade, or both; a sentence, or a row of a table."""

    points: int | None
    grade: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Derived:
    """A total of levels that differ from an evaluation in some factors: "the remaining factors at the same levels"."""

    levels: tuple[Statement, ...]
    points: int
    grade: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """A title and classification. ``weight``: 2 decided, 1 printed, 0 somebody's claim."""

    title: str
    series: str
    grade: int
    weight: int
    place: Place


Event = Statement | Total | Derived | Named
