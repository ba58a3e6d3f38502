"""From factor levels to points to a grade, with what a classifier should look at again.

The points of the levels are added up without interpolation (Handbook p. 10) and the total is
looked up in the grade conversion table. Findings never change the grade (Handbook p. 11-12).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

from fesgrade.sources import FaultsError
from fesgrade.standards import (
    KINDS_OF_WORK,
    PRIMARY,
    PURPOSES,
    TWO_GRADE_KINDS,
    Catalog,
    Factor,
    GradeRange,
    Level,
    Standard,
    load,
)

#: Levels as callers may give them: codes in any usual notation, or a mapping from factor to level.
Levels = Mapping[Any, Any] | Iterable[str] | str

#: Grades that the two-grade pattern leaves out (Introduction p. 8-9).
EVEN_GRADES = (6, 8, 10)
#: How many levels away from the nearest typical one a factor counts as far.
FAR = 2
#: What a supervisory grade lacks until its base grade is known.
NO_ADJUSTMENT = (
    "This is the grade before any adjustment for the base grade of the work supervised, which was not given."
)


class LevelsError(FaultsError):
    """A set of levels that cannot be evaluated: each fault says what is wrong and what is allowed."""


def as_plain(value: Any) -> Any:
    """Return a result as dicts, lists, numbers and strings, under the names of its fields."""
    if is_dataclass(value):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, PointRange):
        return value._asdict()
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    return value


class PointRange(NamedTuple):
    """The points of a grade, both ends included; ``high`` is ``None`` for the top grade."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Credit:
    """One factor with the level credited, its points and where they stand."""

    factor: str
    level: str
    points: int
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at again: a fixed code, one sentence, the rule's document and page, the factors meant."""

    code: str
    message: str
    source: str
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A whole evaluation. ``above_floor`` and ``to_next`` are points; ``to_next`` is ``None`` at the top grade."""

    standard: str
    kind_of_work: str
    credits: tuple[Credit, ...]
    total: int
    grade: str
    range: PointRange
    above_floor: int
    to_next: int | None
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings under the same names, ready for JSON."""
        plain: dict[str, Any] = as_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class Progress:
    """An evaluation under way: what is credited, what is missing, and the totals and grades still possible."""

    credits: tuple[Credit, ...]
    missing: tuple[str, ...]
    low: int
    high: int
    lowest: GradeRange
    highest: GradeRange


def evaluate(
    levels: Levels,
    standard: str = "gs-0201",
    *,
    kind_of_work: str | None = None,
    data: Catalog | Path | str | None = None,
) -> Evaluation:
    """Grade one whole set of factor levels.

    ``levels`` is a mapping from factor to level (``{1: "1-7", "2": 4, "6/7": "2b"}``) or codes in any usual
    notation (``1-7``, ``1–7``, ``FL 1-7``, ``7-b``, ``2b``, ``2-B``, ``6/7: 3c``). ``standard`` is the id of a
    shipped standard (``fes-primary``, ``gs-0201``, ``gs-0203``, ``gssg``) or of one in the folder ``data``.
    ``kind_of_work`` (``professional``, ``administrative``, ``technical``, ``assistance``) replaces that of the
    standard for the comparison with typical levels and the two-grade pattern.

    Raises :class:`LevelsError` with every fault at once: missing, unknown or repeated levels, factors 6 and 7
    in both forms, an unknown standard or kind of work; :class:`~fesgrade.sources.DataError` for a faulty ``data``.
    Source: Handbook p. 10-12; Introduction app. 3, p. 42-56; GSSG p. 8 and 29-30.
    """
    catalog = load(data)
    chosen = find_standard(standard, catalog)
    kind = find_kind(kind_of_work, chosen)
    return rate(read_levels(levels, chosen), chosen, kind, catalog)


def find_standard(name: str, catalog: Catalog) -> Standard:
    """Return the standard with the id ``name``; :class:`LevelsError` names those there are."""
    found = catalog.standards.get(name) if isinstance(name, str) else None
    if found is None:
        known = ", ".join(sorted(catalog.standards))
        raise LevelsError([f"{_shown(name)} is not a known standard; choose one of {known}."])
    return found


def find_kind(kind_of_work: str | None, standard: Standard) -> str:
    """Return the kind of work asked for, or the standard's own; :class:`LevelsError` names those there are."""
    if kind_of_work not in (None, "", *KINDS_OF_WORK):
        raise LevelsError([f"{kind_of_work!r} is not a kind of work; choose one of {', '.join(KINDS_OF_WORK)}."])
    return standard.kind_of_work if kind_of_work is None else kind_of_work


def rate(levels: Mapping[str, Level], standard: Standard, kind_of_work: str, catalog: Catalog) -> Evaluation:
    """Grade a whole set of levels that has been read already: one :class:`Level` for each factor of ``standard``."""
    chosen = tuple(levels[factor.id] for factor in standard.factors)
    total = sum(level.points for level in chosen)
    grade = standard.grade_of(total)
    findings = tuple(_findings(chosen, total, grade, standard, kind_of_work, catalog))
    to_next = None if grade.high is None else _next_low(standard, grade) - total
    return Evaluation(
        standard.id, kind_of_work, tuple(_credit(level) for level in chosen), total, grade.name,
        PointRange(grade.low, grade.high), total - grade.low, to_next, findings,
    )  # fmt: skip


def progress(levels: Levels, standard: Standard) -> Progress:
    """Say how far an evaluation has come; missing factors are allowed, any other fault raises :class:`LevelsError`."""
    chosen = read_levels(levels, standard, partial=True)
    open_factors = [factor for factor in standard.factors if factor.id not in chosen]
    sure = sum(level.points for level in chosen.values())
    low = sure + sum(factor.levels[0].points for factor in open_factors)
    high = sure + sum(factor.levels[-1].points for factor in open_factors)
    return Progress(
        tuple(_credit(chosen[factor.id]) for factor in standard.factors if factor.id in chosen),
        tuple(factor.id for factor in open_factors),
        low, high, standard.grade_of(low), standard.grade_of(high),
    )  # fmt: skip


def _credit(level: Level) -> Credit:
    return Credit(level.factor, level.code, level.points, level.source)


def _next_low(standard: Standard, grade: GradeRange) -> int:
    return standard.grades[standard.grades.index(grade) + 1].low


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


# Findings ---------------------------------------------------------------------------------------


def _findings(
    levels: tuple[Level, ...],
    total: int,
    grade: GradeRange,
    standard: Standard,
    kind: str,
    catalog: Catalog,
) -> Iterator[Finding]:
    if standard.id == PRIMARY:
        yield Finding(
            "primary-alone",
            "The Primary Standard may not classify a whole position by itself; use the standard of the series, "
            "and this one only for a factor that falls outside it.",
            "Handbook p. 11",
        )
    yield from status_findings(levels, standard)
    codes = {level.factor: level for level in levels}
    if standard.unlikely:
        pair = codes["6"].number, codes["7"].number
        if pair in standard.unlikely:
            yield Finding(
                "unlikely-contacts",
                f"Contacts {pair[0]}{PURPOSES[pair[1] - 1]} is marked as an unlikely combination; check that both "
                "factors rest on the same contacts.",
                standard.unlikely[pair],
                ("6", "7"),
            )
    yield from grade_findings(grade, standard, kind)
    if standard.base_levels:
        yield Finding("no-adjustment", NO_ADJUSTMENT, "GSSG p. 30")
    yield from borderline(
        levels, grade.grade, standard, lambda old, new: standard.grade_of(total - old.points + new.points).grade
    )
    yield from _atypical(levels, grade, standard, kind, catalog)


def status_findings(levels: tuple[Level, ...], standard: Standard) -> Iterator[Finding]:
    """Say which levels the standard does not describe, or is not known to (Handbook p. 11)."""
    for level in levels:
        if level.status == "outside":
            yield Finding(
                "outside-standard",
                f"{standard.short_title} does not describe {level.code}; its {level.points:,} points are credited "
                "from the Primary Standard, which calls for caution and a written reason.",
                f"Handbook p. 11; {level.source}",
                (level.factor,),
            )
        elif level.status == "unknown":
            yield Finding(
                "unconfirmed-level",
                f"It is not known whether {standard.short_title} describes {level.code}, because its text is not at "
                f"hand; the {level.points:,} points are those of the Primary Standard.",
                f"{standard.source}; {level.source}",
                (level.factor,),
            )


def grade_findings(grade: GradeRange, standard: Standard, kind: str) -> Iterator[Finding]:
    """Say what is unusual about the grade itself: even, outside what the standard covers, its range not at hand."""
    # A standard of one series fixes the interval; the kind of work speaks only where it does not.
    interval = standard.interval or ("two" if kind in TWO_GRADE_KINDS else "")
    if interval == "two" and grade.grade in EVEN_GRADES:
        yield Finding(
            "even-grade",
            f"{grade.name} is unusual in a two-grade-interval series; check every factor again, and if the points "
            f"still come to {grade.name}, that is the grade.",
            "Handbook p. 12; Introduction p. 8-9",
        )
    low, high = standard.lowest_grade, standard.highest_grade
    if (low is not None and grade.grade < low) or (high is not None and grade.grade > high):
        covered = f"GS-{low} to GS-{high}" if low and high else f"GS-{low} and up" if low else f"up to GS-{high}"
        yield Finding(
            "outside-grades",
            f"The total converts to {grade.name}, but {standard.short_title} covers {covered}; check that it is the "
            "right standard for this work.",
            standard.source,
        )
    if not grade.confirmed and not standard.complete:
        yield Finding(
            "unconfirmed-range",
            f"The {grade.name} range of {standard.short_title} is not at hand; the one used is the master conversion "
            "table's.",
            grade.source,
        )


def borderline(
    levels: tuple[Level, ...], grade: int, standard: Standard, reach: Callable[[Level, Level], int]
) -> Iterator[Finding]:
    """Name the single level changes that lead to another grade; ``reach`` says which, from the old and new level."""
    crossing: dict[int, list[Level]] = {}
    for level in levels:
        for by in (-1, 1):
            other = standard.step(level, by)
            if other is None:
                continue
            reached = reach(level, other)
            if reached != grade:
                crossing.setdefault(reached, []).append(other)
    if crossing:
        moves = "; ".join(
            f"{'down' if reached < grade else 'up'} to GS-{reached} with {_either(others)}"
            for reached, others in sorted(crossing.items())
        )
        factors = tuple(dict.fromkeys(level.factor for reached in sorted(crossing) for level in crossing[reached]))
        yield Finding(
            "borderline",
            f"One level in a single factor would change the grade: {moves}. Look at those factors again, then take "
            "the grade the points give.",
            "GSSG p. 8" if standard.base_levels else "Handbook p. 11-12",
            factors,
        )


def _either(levels: list[Level]) -> str:
    codes = [level.code for level in levels]
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} or {codes[-1]}"


def _atypical(
    levels: tuple[Level, ...], grade: GradeRange, standard: Standard, kind: str, catalog: Catalog
) -> Iterator[Finding]:
    typical = catalog.typical_for(kind, grade.grade) if standard.method == "fes" and kind else {}
    printed = [f"GS-{g}" for g in catalog.typical_neighbors(kind, grade.grade)] if typical else []
    of = f"{grade.name} {kind} work"
    if typical and grade.name not in printed:  # a grade between two printed ones, such as GS-10
        of = f"{kind} work at {' and '.join(printed)}, the printed grades around {grade.name}"
    for level in levels:
        usual = typical.get(level.factor, ())
        if usual and min(abs(level.number - number) for number in usual) >= FAR:
            expected = " or ".join(f"{level.factor}-{number}" for number in usual)
            name = standard.by_factor[level.factor].name
            yield Finding(
                "atypical-factor",
                f"{name} at {level.code} is two or more levels from {expected}, typical of {of}; look at it again, "
                "though the table shows examples only.",
                catalog.typical_source[kind],
                (level.factor,),
            )
