"""Reading factor levels as people write them, and the standard and the kind of work they belong to.

A level is written in one of these ways, and the words Factor, Level and FL may stand before it:

* the factor and the number of the level: ``1-7``, ``4A-2``
* factor 7 and the letter of its level: ``7-b``
* contacts and purpose together, a cell of the chart of factors 6 and 7: ``2b``
* the factor by itself and then any of these, or only the number or letter: ``Factor 1: 7``, ``6/7: 2b``

Reading goes in two steps. What is written becomes marks, each a factor and a number; then each mark is looked up in
the standard. Whatever is wrong in either step is one sentence, and all sentences are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fesgrade.shares import DASHES, read_grade
from fesgrade.sources import FaultsError
from fesgrade.standards import KINDS_OF_WORK, PRIMARY, PURPOSES, Catalog, Level, Standard

T = TypeVar("T")
#: Levels as callers may give them: codes in any usual notation, or a mapping from factor to level.
Levels = Mapping[Any, Any] | Iterable[str] | str


#: What stands before the name of a column that says the standard of each row, where many are scored at once.
BY_COLUMN = "column:"


class LevelsError(FaultsError):
    """A set of levels that cannot be evaluated: each fault says what is wrong and what is allowed.

    Attributes
    ----------
    faults : tuple of str
        Every fault, each a sentence.

    Examples
    --------
    >>> import fesgrade as fg
    >>> try:
    ...     fg.evaluate("1-7 2-9", "gs-0201")
    ... except fg.LevelsError as error:
    ...     print(error.faults[0])
    '2-9' is not a level of Factor 2, Supervisory Controls; the levels are 2-1 to 2-5.
    """


def find_standard(standard: Standard | str, catalog: Catalog) -> Standard:
    """Return a standard, given itself or by its id; :class:`LevelsError` names those there are."""
    if isinstance(standard, Standard):
        return standard
    found = catalog.standards.get(standard) if isinstance(standard, str) else None
    if found is None:
        known = ", ".join(sorted(catalog.standards))
        raise LevelsError([f"{_shown(standard)} is not a known standard; choose one of {known}."])
    return found


def by_column(standard: Standard | str) -> str | None:
    """Return the column that names the standard of each row, ``None`` where a standard itself is given."""
    is_column = isinstance(standard, str) and standard.startswith(BY_COLUMN)
    return standard.removeprefix(BY_COLUMN).strip() if is_column and isinstance(standard, str) else None


def in_common(standard: Standard | str, catalog: Catalog) -> Standard:
    """Return the standard given, or the Primary Standard, whose points all FES standards share, for one by row."""
    return catalog.standards[PRIMARY] if by_column(standard) is not None else find_standard(standard, catalog)


def items_of(given: Iterable[T], kind: type[T], what: str) -> list[T]:
    """Return what was given as a list when all of it is of a ``kind``; :class:`LevelsError` says ``what`` it is for."""
    found: list[Any] = list(given) if isinstance(given, Iterable) and not isinstance(given, str | Mapping) else [given]
    for each in found:
        if not isinstance(each, kind):
            raise LevelsError([f"{_shown(each)} is given for {what}; give a list of {kind.__name__}."])
    return found


def wanted_grade(grade: str | int) -> int:
    """Return the number of a grade written as ``GS-12``, ``gs 12``, ``"12"`` or 12; raises :class:`LevelsError`."""
    number = read_grade(grade, range(100))  # one that there is not is read, so that what can be reached is said
    if number is None:
        raise LevelsError([f"{grade!r} is not a grade; write it as GS-12 or 12."])
    return number


def find_kind(kind_of_work: str | None, standard: Standard) -> str:
    """Return the kind of work asked for, or the standard's own; :class:`LevelsError` names those there are."""
    if kind_of_work not in (None, "", *KINDS_OF_WORK):
        raise LevelsError([f"{kind_of_work!r} is not a kind of work; choose one of {', '.join(KINDS_OF_WORK)}."])
    return standard.kind_of_work if kind_of_work is None else kind_of_work


# Reading levels -----------------------------------------------------------------------------------

#: No set of levels is written longer than this, and no single level; what is longer is not read.
LONGEST, LONGEST_CODE = 2_000, 200
_HOW = "write levels as 1-7, FL 1-7, 7-b, 2b or 6/7: 3c"
#: Words that may stand before a level and say nothing of it. Each pattern here takes time in step with its text.
_WORDS = re.compile(r"(?:(?:(?:sub)?factor|level|fld?)(?![a-z])[ :.]*)+", re.IGNORECASE)
_BOTH = re.compile(r"\b6 ?(?:&|and|/|_) ?7\b", re.IGNORECASE)
_FACTOR = re.compile(r"[1-9][ab]?|6[/-]7", re.IGNORECASE)
_NUMBERED = re.compile(r"([1-9][ab]?)-([0-9]{1,2})", re.IGNORECASE)
_LETTERED = re.compile(r"([1-9])-?([a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A factor and the number of a level, and the text that says so; ``chart`` is true for a cell such as 2b."""

    factor: str
    number: int
    text: str
    chart: bool = False


class _RefusedError(Exception):
    """Something written that is no level: the sentence that says so, and the factors that it is about."""

    def __init__(self, sentence: str, *factors: str, text: str = "") -> None:
        self.sentence, self.factors, self.text = sentence, factors, text


def read_levels(
    levels: Levels, standard: Standard, *, partial: bool = False, otherwise: Mapping[str, str] | None = None
) -> dict[str, Level]:
    """Return the :class:`Level` of each factor from any usual notation; see :func:`evaluate`.

    A mapping may also hold levels that were read before. With ``partial`` factors may be missing; ``otherwise`` has the
    codes of levels for factors that are not given. Raises :class:`LevelsError` with every fault; nothing is guessed.
    """
    chosen: dict[str, Level] = {}
    # The first mark of each factor, refused ones too: a refused factor is not called missing as well.
    first: dict[str, _Mark] = {}
    faults: dict[str, None] = {}
    for given in _entries(levels):
        try:
            marks = _read_pair(*given, standard) if len(given) == 2 else _read_code(given[0], standard)
        except _RefusedError as refused:
            faults[refused.sentence] = None
            for factor in refused.factors:
                first.setdefault(factor, _Mark(factor, 0, refused.text))
            continue
        for mark in marks:
            level = standard.by_code.get(f"{mark.factor}-{mark.number}")
            if level is None:
                faults[_no_level(mark, standard)] = None
            elif mark.factor in chosen:
                faults[_given_twice(first[mark.factor], mark, standard)] = None
            elif mark.factor not in first:
                chosen[mark.factor] = level
            first.setdefault(mark.factor, mark)
    for name, code in (otherwise or {}).items():
        if name not in first:
            chosen[name] = standard.by_code[code]
    if not partial:
        faults |= {
            f"{factor.title}, is missing; give one of {factor.codes}.": None
            for factor in standard.factors
            if factor.id not in first and factor.id not in chosen
        }
    if faults:
        raise LevelsError(faults)
    return chosen


def _entries(levels: Levels) -> Iterator[tuple[Any, ...]]:
    """Yield each code by itself, or each factor with its level; :class:`LevelsError` for what holds neither."""
    if isinstance(levels, str) and len(levels) > LONGEST:
        raise LevelsError([f"The levels are {len(levels):,} characters long; give at most {LONGEST:,}, and {_HOW}."])
    if isinstance(levels, Mapping):
        yield from levels.items()
    elif isinstance(levels, bytes | bytearray) or not isinstance(levels, Iterable):
        raise LevelsError([f"The levels are given as {_shown(levels)}; give a mapping or codes, and {_HOW}."])
    else:
        for code in _codes(levels) if isinstance(levels, str) else levels:
            yield (code,)


def _codes(text: str) -> Iterator[str]:
    """Split text into codes and keep together what belongs together: ``FL 1-7``, ``Factor 1, Level 7``, ``6/7: 3c``."""
    parts: list[str] = []
    for part in re.sub(r" ?([:=]) ?", r"\1 ", _tidy(text)).replace(",", " ").replace(";", " ").split():
        names_factor = bool(parts) and parts[-1].lower().endswith("factor") and _FACTOR.fullmatch(part)
        parts.append(part)
        # After a word, a colon or a factor by itself the level is still to come.
        if not (_WORDS.fullmatch(part) or part.endswith((":", "=")) or part == "6/7" or names_factor):
            yield " ".join(parts)
            parts = []
    if parts:
        yield " ".join(parts)


# From text to marks -------------------------------------------------------------------------------


def _tidy(text: str) -> str:
    """Return text with one kind of dash, single blanks, none around a dash, and 6/7 in one form."""
    plain = " ".join(text.translate(DASHES).split())
    return _BOTH.sub("6/7", re.sub(r" ?- ?", "-", plain))


def _without_words(text: str) -> str:
    """Return text without the words before the level."""
    found = _WORDS.match(text)
    return text[found.end() :] if found else text


def _shown(value: object) -> str:
    """Return input as an error quotes it: short, however long it is."""
    text = repr(value) if not isinstance(value, int) or abs(value) < 10**9 else "a very large number"
    return text if len(text) <= 60 else f"{text[:56]}…{text[0]}"


def _read_code(code: object, standard: Standard) -> list[_Mark]:
    """Read a level whose factor stands in it: without its words it is one part, or a factor and its level."""
    refused = _RefusedError(f"{_shown(code)} is not a factor level; {_HOW}.")
    if not isinstance(code, str) or len(code.strip()) > LONGEST_CODE:
        raise refused
    text = _tidy(code)
    parts = [_without_words(part.rstrip(",")) for part in re.sub(r"[:=]", " ", text).split()]
    if not parts or not parts[-1] or text != text.strip(":=,"):  # the factor or the level itself is not there
        raise refused
    parts = [part for part in parts if part]
    if len(parts) == 2 and _FACTOR.fullmatch(parts[0]):
        return _read_pair(parts[0], parts[1], standard)
    numbered = _NUMBERED.fullmatch(parts[0]) if len(parts) == 1 else None
    lettered = _LETTERED.fullmatch(parts[0]) if len(parts) == 1 else None
    if numbered:
        return [_Mark(numbered[1].upper(), int(numbered[2]), text)]
    if lettered and lettered[1] == "7":
        return _read_purpose(lettered[2], text)
    if lettered and lettered[1] in "1234":
        return _read_cell(lettered[1], lettered[2], text, standard)
    raise refused


def _read_pair(key: object, value: object, standard: Standard) -> list[_Mark]:
    """Read a factor and its level, which may be only a number or a letter; a blank one is not yet chosen."""
    if isinstance(value, Level) and value.factor == key:
        return [_Mark(value.factor, value.number, value.code)]  # it was read before
    name = _BOTH.sub("6/7", _without_words(_tidy(_bounded(str(key)))).lstrip(" _")).upper()
    if value is None or (isinstance(value, str) and not value.strip()):
        return []
    if isinstance(value, bool) or not isinstance(value, int | str) or (isinstance(value, int) and abs(value) > 99):
        short = name[:20]
        raise _RefusedError(f"Factor {short} is given as {_shown(value)}; give a level such as 3 or '{short}-3'.", name)
    text = _without_words(_tidy(_bounded(str(value))))
    numbered, lettered = _NUMBERED.fullmatch(text), _LETTERED.fullmatch(text)
    if name in ("6/7", "6-7"):
        if lettered:
            return _read_cell(lettered[1], lettered[2], text, standard)
        raise _RefusedError(
            f"Factors 6 and 7 are given as {_shown(value)}; write contacts 1 to 4 and purpose a to d, as 2b.",
            *("6", "7"),
            text=text,
        )
    factor = standard.by_factor.get(name)
    if factor is None:
        known = ", ".join(standard.by_factor)
        raise _RefusedError(f"{_shown(key)} is not a factor of {standard.short_title}; its factors are {known}.")
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return [_Mark(name, int(text), f"{name}-{text}")]
    if numbered and numbered[1].upper() == name:
        return [_Mark(name, int(numbered[2]), text)]
    if name == "7" and len(text) == 1 and text.isalpha():
        return _read_purpose(text, f"7-{text}")
    if name == "7" and lettered and lettered[1] == "7":
        return _read_purpose(lettered[2], text)
    raise _RefusedError(f"{factor.title}, is given as {_shown(text)}; its levels are {factor.codes}.", name, text=text)


def _bounded(text: str) -> str:
    """Return text without blanks around it, cut where it is too long for any level: it can then be none."""
    bare = text.strip()
    return bare if len(bare) <= LONGEST_CODE else f"{bare[:LONGEST_CODE]}…"


def _read_purpose(letter: str, text: str) -> list[_Mark]:
    if letter.lower() not in PURPOSES:
        raise _RefusedError(
            f"{_shown(text)} is not a level of factor 7; its levels are a to d, or 7-1 to 7-4.", "7", text=text
        )
    return [_Mark("7", PURPOSES.index(letter.lower()) + 1, text)]


def _read_cell(contacts: str, purpose: str, text: str, standard: Standard) -> list[_Mark]:
    """Read a cell of the contacts chart as the levels of factors 6 and 7 that it stands for."""
    if not {"6", "7"} <= standard.by_factor.keys():
        raise _RefusedError(
            f"{_shown(text)} is a cell of a contacts chart, which {standard.short_title} does not have."
        )
    if contacts not in "1234" or purpose.lower() not in PURPOSES:
        raise _RefusedError(
            f"{_shown(text)} is not a cell of the contacts chart; contacts are 1 to 4 and purposes a to d.",
            *("6", "7"),
            text=text,
        )
    number = PURPOSES.index(purpose.lower()) + 1
    return [_Mark("6", int(contacts), text, chart=True), _Mark("7", number, text, chart=True)]


# From marks to levels -----------------------------------------------------------------------------


def _no_level(mark: _Mark, standard: Standard) -> str:
    factor = standard.by_factor.get(mark.factor)
    if factor is None:
        return (
            f"{_shown(mark.text)} is a level of factor {mark.factor}, which {standard.short_title} does not have; its "
            f"factors are {', '.join(standard.by_factor)}."
        )
    return f"{_shown(mark.text)} is not a level of {factor.title}; the levels are {factor.codes}."


def _given_twice(first: _Mark, again: _Mark, standard: Standard) -> str:
    if first.chart and again.chart:
        return f"Factors 6 and 7 are given twice, as {first.text} and {again.text}; give them once."
    if first.chart or again.chart:
        return (
            f"Factor {again.factor} is given in both forms, as {first.text} and {again.text}; give factors 6 and 7 "
            "once, as 6-2 and 7-2 or as 2b."
        )
    title = standard.by_factor[again.factor].title
    return f"{title}, is given twice, as {first.text} and {again.text}; give it once."
