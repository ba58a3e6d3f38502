"""The names of factors as people print them, whole, short or with a slip of one letter.

The names are those of the Primary Standard (Introduction p. 43-55) and of the supervisory guide (GSSG p. 9-27).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fesgrade.reading.tokens import Kind, Token

#: Name -> factor by method; a blank method is a name that either has. ``/`` and ``&`` count as ``and``.
NAMES: dict[str, tuple[str, str]] = {
    "knowledge required by the position": ("1", "fes"),
    "knowledge required by position": ("1", "fes"),
    "knowledge required of the position": ("1", "fes"),
    "knowledge required for the position": ("1", "fes"),
    "knowledges required by the position": ("1", "fes"),
    "knowledge and skills required by the position": ("1", "fes"),
    "knowledge and skills": ("1", "fes"),
    "knowledge required": ("1", "fes"),
    "knowledge": ("1", "fes"),
    "supervisory controls": ("2", "fes"),
    "supervisory control": ("2", "fes"),
    "supervision and controls": ("2", "fes"),
    "supervision received": ("2", "fes"),
    "guidelines": ("3", "fes"),
    "guideline": ("3", "fes"),
    "guides": ("3", "fes"),
    "complexity of the work": ("4", "fes"),
    "complexity of work": ("4", "fes"),
    "complexity": ("4", "fes"),
    "scope and effect of work": ("5", "fes"),
    "scope and effect": ("5", "fes"),
    "personal contacts": ("6", ""),
    "persons contacted": ("6", "fes"),
    "personal contact": ("6", ""),
    "contacts": ("6", ""),
    "purpose of personal contacts": ("7", ""),
    "purpose of contacts": ("7", ""),
    "purpose of contact": ("7", ""),
    "purpose": ("7", ""),
    "physical demands": ("8", "fes"),
    "physical demand": ("8", "fes"),
    "work environment": ("9", "fes"),
    "working environment": ("9", "fes"),
    "work environments": ("9", "fes"),
    "program scope and effect": ("1", "gssg"),
    "organizational setting": ("2", "gssg"),
    "organization setting": ("2", "gssg"),
    "supervisory and managerial authority exercised": ("3", "gssg"),
    "supervisory and managerial authorities exercised": ("3", "gssg"),
    "supervisory and managerial authorities": ("3", "gssg"),
    "supervisory and managerial authority": ("3", "gssg"),
    "supervisory authority exercised": ("3", "gssg"),
    "nature of personal contacts": ("4A", "gssg"),
    "nature of contacts": ("4A", "gssg"),
    "personal contacts of contacts": ("4A", "gssg"),
    "difficulty of typical work directed": ("5", "gssg"),
    "difficulty of work directed": ("5", "gssg"),
    "other conditions": ("6", "gssg"),
}
#: A name of one word that only counts in a row, with the next cell or a number behind it.
SHORT = {"controls": "2", "supervision": "2", "scope": "5", "effect": "5", "physical": "8", "environment": "9"}
#: The order in which factors come.
ORDER = ("1", "2", "3", "4", "4A", "4B", "5", "6", "7", "8", "9")
_WORDS = sorted(((tuple(name.split()), *what) for name, what in NAMES.items()), key=lambda entry: -len(entry[0]))
#: Words of fewer letters must be right to the letter.
_SHORTEST = 6


def name_at(tokens: Sequence[Token], at: int) -> tuple[str, str, int] | None:
    """Return factor, method and end of a factor's name that stands at ``at``, the longest there is; else ``None``."""
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind is not Kind.WORD:
        return None
    for words, factor, method in _beginning(token.plain):
        end = _matched(tokens, at, words)
        if end is not None:
            return factor, method, end
    return None


def row_name_at(tokens: Sequence[Token], at: int) -> tuple[str, str, int] | None:
    """Return a factor's name as :func:`name_at` does, or a short one of :data:`SHORT` in a row."""
    name = name_at(tokens, at)
    if name or at + 1 >= len(tokens) or tokens[at + 1].kind not in (Kind.CELL, Kind.NUMBER):
        return name
    factor = SHORT.get(tokens[at].plain)
    return (factor, "", at + 1) if factor else None


@lru_cache(maxsize=10_000)
def _beginning(seen: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Return the names that begin with a word, the longest first."""
    return tuple(entry for entry in _WORDS if _is_like(seen, entry[0][0]))


def _matched(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> int | None:
    for word in words:
        if at >= len(tokens):
            return None
        token = tokens[at]
        if word == "and" and token.is_sign("/&"):
            at += 1
            continue
        if token.kind is not Kind.WORD or not _is_like(token.plain, word):
            return None
        at += 1
    return at


def _is_like(seen: str, word: str) -> bool:
    """Say whether a word is another one, or a long one with one letter left out, doubled, changed or swapped."""
    if seen == word:
        return True
    if min(len(seen), len(word)) < _SHORTEST - 1 or len(word) < _SHORTEST or abs(len(seen) - len(word)) > 1:
        return False
    head = 0
    while head < min(len(seen), len(word)) and seen[head] == word[head]:
        head += 1
    a, b = seen[head:], word[head:]
    if a and not b:  # a plural of it is another word
        return a != "s"
    if b and not a:
        return b != "s"
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
