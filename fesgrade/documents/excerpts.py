"""Excerpts: what is said about the work in a position description, a practice case or a skills framework."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fesgrade.sources import FaultsError

#: Where an excerpt comes from.
ORIGINS = ("description", "framework", "case")
LONGEST_LINE, MOST_LINES = 2_000, 2_000


class EvidenceError(FaultsError):
    """Evidence that does not fit the evaluation or was damaged; each fault says where and what is allowed."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence or line about work and where it was taken from.

    ``origin`` is one of :data:`ORIGINS`, or blank where that is not known. ``reference`` says where it stands
    (``line 3``, ``paragraph 2`` or the path in the file), ``credit`` whose words they are, and ``skill`` is the level
    of skill that a framework states it for.
    """

    text: str
    origin: str = ""
    reference: str = ""
    credit: str = ""
    skill: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in words: the sentences of a framework are counted within their level of skill."""
        if self.origin != "framework":
            return self.reference.capitalize() if self.origin else self.reference
        number = re.search(r"\[([0-9]{1,6})\]$", self.reference)
        return f"{self.skill.capitalize()}, " + (f"statement {int(number[1]) + 1}" if number else self.reference)


def holding(excerpts: Iterable[Excerpt], words: str) -> tuple[Excerpt, ...]:
    """Return the excerpts that hold every one of ``words``, in any case and with or without accents."""
    sought = [_plain(word) for word in words.split()]
    return tuple(one for one in excerpts if all(word in _plain(one.text) for word in sought))


def _plain(text: str) -> str:
    """Return text for comparison: without capitals and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


# Excerpts from text -------------------------------------------------------------------------------

_BULLET = re.compile(r"^(?:[-–—*•·▪◦‣o]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")


def description_excerpts(text: str) -> tuple[Excerpt, ...]:
    """Return the lines of a position description as excerpts, without bullets, numbers and blank lines.

    A line that stands twice is taken once. Raises :class:`EvidenceError` for more than 2,000 lines or a line
    of more than 2,000 characters.
    """
    found: dict[str, Excerpt] = {}
    faults = []
    lines = text.splitlines()
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        visible = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in line)
        words = _BULLET.sub("", " ".join(visible.split()))
        if len(words) > LONGEST_LINE:
            faults.append(f"Line {number} has {len(words):,} characters; at most {LONGEST_LINE:,} are allowed.")
        elif words:
            found.setdefault(words, Excerpt(words, "description", f"line {number}"))
    if len(lines) > MOST_LINES:
        faults.append(f"The text has {len(lines):,} lines; at most {MOST_LINES:,} are allowed.")
    if faults:
        raise EvidenceError(faults)
    return tuple(found.values())


def case_excerpts(case: str, paragraphs: Sequence[str]) -> tuple[Excerpt, ...]:
    """Return the sentences of a case's paragraphs as excerpts; ``case`` is its title."""
    return tuple(
        Excerpt(sentence, "case", f"paragraph {number}", case)
        for number, paragraph in enumerate(paragraphs, start=1)
        for sentence in _SENTENCE.split(paragraph)
        if sentence.strip()
    )
