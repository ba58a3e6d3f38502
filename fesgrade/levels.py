"""Reading factor levels as people write them, and the standard and the kind of work they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fesgrade.sources import FaultsError
from fesgrade.standards import KINDS_OF_WORK, PURPOSES, Catalog, Factor, Level, Standard

#: Levels as callers may give them: codes in any usual notation, or a mapping from factor to level.
Levels = Mapping[Any, Any] | Iterable[str] | str


class LevelsError(FaultsError):
    """A set of levels that cannot be evaluated: each fault says what is wrong and what is allowed."""


def find_standard(standard: Standard | str, catalog: Catalog) -> Standard:
    """Return a standard, given itself or by its id; :class:`LevelsError` names those there are."""
    if isinstance(standard, Standard):
        return standard
    found = catalog.standards.get(standard) if isinstance(standard, str) else None
    if found is None:
        known = ", ".join(sorted(catalog.standards))
        raise LevelsError([f"{_shown(standard)} is not a known standard; choose one of {known}."])
    return found


def find_kind(kind_of_work: str | None, standard: Standard) -> str:
    """Return the kind of work asked for, or the standard's own; :class:`LevelsError` names those there are."""
    if kind_of_work not in (None, "", *KINDS_OF_WORK):
        raise LevelsError([f"{kind_of_work!r} is not a kind of work; choose one of {', '.join(KINDS_OF_WORK)}."])
    return standard.kind_of_work if kind_of_work is None else kind_of_work


# Reading levels ---------------------------------------------------------------------------------

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_WORDS = r"(?:(?:sub)?factor(?:\ level)?|level|fld?)(?![a-z])\.?"
_PREFIX = re.compile(rf"^(?:{_WORDS}[\ :.]*)+", re.IGNORECASE)
_BOTH = re.compile(r"\b6 ?(?:&|and|/|_) ?7\b", re.IGNORECASE)
_KEYED = re.compile(rf"^([1-9][ab]?|6[/-]7)(?:[\ :=]+|\ ?,?\ (?={_WORDS}))(.+)$", re.IGNORECASE)
_PLAIN = re.compile(r"^([1-9][ab]?)-(\d{1,2})$", re.IGNORECASE | re.ASCII)
_LETTERED = re.compile(r"^([1-9])-?([a-z])$", re.IGNORECASE)
#: Words that only make sense together with the next one, as in "FL 1-7", "Factor 1, Level 1-7" or "6/7: 3c".
_OPENS = re.compile(
    rf"^(?:{_WORDS}|(?:sub)?factor\ [1-9][ab]?(?:\ {_WORDS})?|6/7|(?:.*[:=])(?:\ {_WORDS})*)$", re.IGNORECASE
)
_HOW = "write levels as 1-7, FL 1-7, 7-b, 2b or 6/7: 3c"
#: No set of levels is written longer than this; more is not read.
LONGEST = 2_000


def _tidy(text: object) -> str:
    """Return text with one kind of dash, single blanks, none around a dash, and 6/7 in one form."""
    plain = " ".join(str(text).translate(_DASHES).split())
    return _BOTH.sub("6/7", re.sub(r" ?- ?", "-", plain))


def _shown(value: object) -> str:
    """Return input as an error quotes it: short, however long it is."""
    text = repr(value) if not isinstance(value, int) or abs(value) < 10**9 else "a very large number"
    return text if len(text) <= 60 else f"{text[:56]}…{text[0]}"


class _Reading:
    """What has been read so far, and every fault met on the way.

    ``given`` holds each factor met with the text it came from and whether that was a cell of the contacts
    chart; a factor whose level was refused is in it too, so that it is not called missing as well.
    """

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.chosen: dict[str, Level] = {}
        self.given: dict[str, tuple[str, bool]] = {}
        self.faults: dict[str, None] = {}

    def refuse(self, message: str, text: str = "", *factors: str) -> None:
        self.faults[message] = None
        for factor in factors:
            self.given.setdefault(factor, (text, False))

    def add(self, factor_id: str, number: str, text: str, *, chart: bool = False) -> None:
        factor = self.standard.by_factor.get(factor_id)
        if factor is None:
            names = ", ".join(self.standard.by_factor)
            self.refuse(
                f"{_shown(text)} is a level of factor {factor_id}, which {self.standard.short_title} does not have; "
                f"its factors are {names}."
            )
            return
        level = self.standard.by_code.get(f"{factor.id}-{int(number)}")
        if level is None:
            self.refuse(f"{_shown(text)} is not a level of {factor.title}; the levels are {factor.codes}.")
        elif factor.id in self.chosen:
            self._refuse_repeat(factor, text, chart)
        elif factor.id not in self.given:  # of a factor refused before, one fault is enough
            self.chosen[factor.id] = level
        self.given.setdefault(factor.id, (text, chart))

    def _refuse_repeat(self, factor: Factor, text: str, chart: bool) -> None:
        first, first_chart = self.given[factor.id]
        if first_chart and chart:
            self.refuse(f"Factors 6 and 7 are given twice, as {first} and {text}; give them once.")
        elif first_chart or chart:
            self.refuse(
                f"Factor {factor.id} is given in both forms, as {first} and {text}; "
                "give factors 6 and 7 once, as 6-2 and 7-2 or as 2b."
            )
        else:
            self.refuse(f"{factor.title}, is given twice, as {first} and {text}; give it once.")

    def add_chart(self, contacts: str, purpose: str, text: str) -> None:
        if not {"6", "7"} <= self.standard.by_factor.keys():
            self.refuse(
                f"{_shown(text)} is a cell of a contacts chart, which {self.standard.short_title} does not have."
            )
        elif contacts not in "1234" or purpose not in PURPOSES:
            self.refuse(
                f"{_shown(text)} is not a cell of the contacts chart; contacts are 1 to 4 and purposes a to d.",
                text,
                "6",
                "7",
            )
        else:
            self.add("6", contacts, text, chart=True)
            self.add("7", str(PURPOSES.index(purpose) + 1), text, chart=True)

    def add_code(self, raw: str) -> None:
        text = _tidy(raw)
        bare = _PREFIX.sub("", text)
        keyed = _KEYED.match(bare)
        if keyed and len(text) <= LONGEST:
            self.add_pair(keyed[1], keyed[2])
            return
        plain, lettered = _PLAIN.match(bare), _LETTERED.match(bare)
        if plain:
            self.add(plain[1].upper(), plain[2], text)
        elif lettered and lettered[1] == "7":
            self.add_letter(lettered[2].lower(), text)
        elif lettered and lettered[1] in "1234":
            self.add_chart(lettered[1], lettered[2].lower(), text)
        else:
            self.refuse(f"{_shown(raw)} is not a factor level; {_HOW}.")

    def add_letter(self, purpose: str, text: str) -> None:
        if purpose in PURPOSES:
            self.add("7", str(PURPOSES.index(purpose) + 1), text)
        else:
            self.refuse(f"{_shown(text)} is not a level of factor 7; its levels are a to d, or 7-1 to 7-4.", text, "7")

    def add_pair(self, key: object, value: object) -> None:
        """Take one item of a mapping, or of the form ``6/7: 3c``; a blank value is a factor not yet chosen."""
        name = re.sub(r"^(?:sub)?factor[\s_]*", "", _tidy(str(key)[:LONGEST]), flags=re.IGNORECASE)
        name = _BOTH.sub("6/7", name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        if isinstance(value, bool) or not isinstance(value, int | str) or (isinstance(value, int) and abs(value) > 99):
            self.refuse(
                f"Factor {name[:20]} is given as {_shown(value)}; give a level such as 3 or '{name[:20]}-3'.",
                "",
                name.upper(),
            )
            return
        text = _PREFIX.sub("", _tidy(str(value)[:LONGEST]))
        if name in ("6/7", "6-7"):
            lettered = _LETTERED.match(text)
            if lettered:
                self.add_chart(lettered[1], lettered[2].lower(), text)
            else:
                self.refuse(
                    f"Factors 6 and 7 are given as {_shown(value)}; write contacts 1 to 4 and purpose a to d, as 2b.",
                    text, "6", "7",
                )  # fmt: skip
            return
        name = name.upper()
        if name not in self.standard.by_factor:
            known = ", ".join(self.standard.by_factor)
            self.refuse(f"{_shown(key)} is not a factor of {self.standard.short_title}; its factors are {known}.")
        elif text.isascii() and text.isdigit() and len(text) <= 2:
            self.add(name, text, f"{name}-{text}")
        elif name == "7" and len(text) == 1 and text.isalpha():
            self.add_letter(text.lower(), f"7-{text}")
        else:
            self._add_matching(name, text)

    def _add_matching(self, name: str, text: str) -> None:
        """Take a value written as a whole code, which must be of the factor that its key names."""
        plain, lettered = _PLAIN.match(text), _LETTERED.match(text)
        if plain and plain[1].upper() == name:
            self.add(name, plain[2], text)
        elif lettered and lettered[1] == "7" == name:
            self.add_letter(lettered[2].lower(), text)
        else:
            factor = self.standard.by_factor[name]
            self.refuse(f"{factor.title}, is given as {_shown(text)}; its levels are {factor.codes}.", text, name)

    def finish(self, partial: bool) -> dict[str, Level]:
        if not partial:
            for factor in self.standard.factors:
                if factor.id not in self.given:
                    self.refuse(f"{factor.title}, is missing; give one of {factor.codes}.")
        if self.faults:
            raise LevelsError(self.faults)
        return self.chosen


def read_levels(levels: Levels, standard: Standard, *, partial: bool = False) -> dict[str, Level]:
    """Return the :class:`Level` of each factor from any usual notation; see :func:`evaluate`.

    With ``partial`` factors may be missing. Raises :class:`LevelsError` with every fault; nothing is guessed.
    """
    reading = _Reading(standard)
    if isinstance(levels, str) and len(levels) > LONGEST:
        raise LevelsError([f"The levels are {len(levels):,} characters long; give at most {LONGEST:,}, and {_HOW}."])
    if isinstance(levels, Mapping):
        for key, value in levels.items():
            reading.add_pair(key, value)
    elif isinstance(levels, bytes | bytearray) or not isinstance(levels, Iterable):
        raise LevelsError([f"The levels are given as {_shown(levels)}; give a mapping or codes, and {_HOW}."])
    else:
        for code in _words(levels) if isinstance(levels, str) else levels:
            if isinstance(code, str):
                reading.add_code(code)
            else:
                reading.refuse(f"{_shown(code)} is not a factor level; {_HOW}.")
    return reading.finish(partial)


def _words(text: str) -> Iterator[str]:
    """Split text into codes, keeping together what belongs together: ``FL 1-7``, ``6/7: 3c``."""
    held = ""
    for word in re.sub(r" ?([:=]) ?", r"\1 ", _tidy(text)).replace(",", " ").replace(";", " ").split():
        held = f"{held} {word}".strip()
        if not _OPENS.match(held):
            yield held
            held = ""
    if held:
        yield held
