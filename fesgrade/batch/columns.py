"""Which column of a spreadsheet holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fesgrade.files.sheets import Sheet
from fesgrade.frames.columns import CHART, RESULTS, FrameError, factor_key, kept_name
from fesgrade.levels import in_common
from fesgrade.standards import Standard
from fesgrade.tables import Tables, load

#: What a column may hold besides a factor, and the headings by which it is known.
ROLES = {
    "position": ("position number", "position no", "position id", "position", "pd number", "pd no", "pd id", "pd",
                 "pos no", "pos number", "pos id", "pos", "id"),
    "title": ("title", "position title", "pos title", "job title", "official title", "pd title"),
    "organization": ("organization", "organisation", "organization name", "org name", "org", "office", "department",
                     "division", "branch", "unit", "agency", "bureau", "component", "directorate", "section"),
    "series": ("series", "occupational series", "occ series", "series code", "occ code", "job series"),
    "grade": ("recorded grade", "grade", "current grade", "gs grade", "pay grade", "official grade", "assigned grade",
              "grade level", "gs", "current gs", "current gs grade", "gs level", "present grade", "classified grade",
              "classification", "current classification", "series grade", "gs series grade", "pp series grade",
              "pay plan series grade", "pp ser gr", "gr"),
    "standard": ("standard", "standard used", "grading standard", "classification standard", "guide"),
    "total": ("recorded total", "total", "total points", "points total", "points", "current total"),
}  # fmt: skip
_POINTS = {"points", "point", "pts", "pt"}
_NO_LEVEL = _POINTS | {"score", "rationale", "comment", "comments", "evidence", "note", "notes",
             "remark", "remarks", "reason", "justification", "source", "findings", "errors", "weight"}  # fmt: skip
_FILLERS = {"", "of", "by", "the", "and", "for", "to", "a", "factor", "factors", "subfactor", "level", "levels", "lvl",
            "rating", "code", "credited", "assigned", "required", "req", "reqd", "position", "pos", "fes",
            "gssg"}  # fmt: skip
_NUMBERED = re.compile(
    r"(?:(?:fes|gssg) )?(?:(?:sub)?factor level|(?:sub)?factor|fac|fl|f|level)? ?(\d[ab]?)(?: (.*))?"
)
_CHART = re.compile(r"(?:fes )?(?:(?:factor levels?|factors?|fac|fl|f) ?)?6 ?(?:/|&|and|) ?7(?: .*)?")


@dataclass(frozen=True)
class Columns:
    """Which column is which: a proposal that people may change.

    ``factors`` maps a factor (``"6/7"`` for the contacts chart) and ``roles`` a key of :data:`ROLES` to a heading.
    ``missing`` are the factors without a column; ``notes`` say in sentences what was left out of doubt.
    """

    factors: Mapping[str, str]
    roles: Mapping[str, str]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()


def recognize(headings: Sequence[str], standard: str = "gs-0201", *, data: Tables = None) -> Columns:
    """Propose which column is which, from headings such as ``Factor 1``, ``F1``, ``FL 1``, ``Knowledge``, ``6/7``.

    Columns with the points or the reasons of a factor are not taken for its level, and the columns that an
    earlier scoring wrote not for what was recorded. Raises :class:`~fesgrade.levels.LevelsError` for an
    unknown standard. Where ``standard`` is ``"column:"``, the role ``"standard"`` has the standard of each row.
    """
    chosen = in_common(standard, load(data))
    factors, notes = _factor_columns(headings, chosen)
    is_result = set(RESULTS) <= {heading.lower() for heading in headings}
    open_headings = {
        heading: heading_words(heading)
        for heading in headings
        if heading not in factors.values() and not (is_result and kept_name(heading, chosen) != heading)
    }
    roles: dict[str, str] = {}
    for role, names in ROLES.items():
        # The first of the role's names that heads a column which is not taken yet.
        fitting = [heading for name in names for heading, words in open_headings.items() if words == name]
        if fitting:
            roles[role] = fitting[0]
            del open_headings[fitting[0]]
    return _columns(chosen, factors, roles, notes)


def choose(sheet: Sheet, wanted: Sequence[str], standard: str = "gs-0201", *, data: Tables = None) -> Columns:
    """Recognize the columns of a sheet, with those that ``wanted`` names as ``FACTOR=HEADING`` instead.

    Raises :class:`~fesgrade.frames.columns.FrameError` for one that is written otherwise, or names no factor or
    heading.
    """
    chosen = in_common(standard, load(data))
    found = recognize(sheet.headings, standard, data=data)
    named: dict[str, str] = {}
    faults = []
    for text in wanted:
        name, _, heading = text.partition("=")
        key = factor_key(name, chosen)
        if not key or not heading.strip():
            known = ", ".join([*chosen.by_factor, *([CHART] if factor_key(CHART, chosen) else [])])
            faults.append(f"{text!r} does not choose a column; write FACTOR=HEADING, with a factor of {known}.")
        elif heading.strip() not in sheet.columns:
            faults.append(f"{sheet.name} has no column {heading.strip()!r}; it has {', '.join(sheet.headings)}.")
        else:
            named[key] = heading.strip()
    if faults:
        raise FrameError(faults)
    replaced = {*named, *(("6", "7") if CHART in named else ()), *((CHART,) if {"6", "7"} & named.keys() else ())}
    kept = {key: heading for key, heading in found.factors.items() if key not in replaced}
    factors = {key: heading for key, heading in kept.items() if heading not in named.values()} | named
    roles = {role: heading for role, heading in found.roles.items() if heading not in named.values()}
    return _columns(chosen, factors, roles, found.notes)


def _columns(standard: Standard, factors: Mapping[str, str], roles: Mapping[str, str], notes: Sequence[str]) -> Columns:
    covered = {*factors, *(("6", "7") if CHART in factors else ())}
    ordered = {key: factors[key] for key in [*standard.by_factor, CHART] if key in factors}
    missing = tuple(factor for factor in standard.by_factor if factor not in covered)
    return Columns(ordered, roles, missing, tuple(notes))


def _factor_columns(headings: Sequence[str], standard: Standard) -> tuple[dict[str, str], list[str]]:
    """Return the heading of each factor, and a note for each that is left out of doubt."""
    factors: dict[str, str] = {}
    notes = []
    contacts = ""
    of_points: dict[str, str] = {}
    for heading in headings:
        words = factor_words(heading)
        key = factor_of(words, standard)
        if key is None and _POINTS & set(words.split()):
            bare = " ".join(word for word in words.split() if word not in _POINTS)
            of_points.setdefault(factor_of(bare, standard) or "", heading)
        if words == "contacts":
            contacts = heading
        elif key in factors:
            notes.append(f"{heading!r} may be factor {key} as well; {factors[key]!r} is taken for it.")
        elif key:
            factors[key] = heading
    if contacts and factor_key(CHART, standard) and not {"6", CHART} & factors.keys():
        # A lone "Contacts" is the chart; beside a column for the purpose it is factor 6.
        factors["6" if "7" in factors else CHART] = contacts
    covered = {*factors, *(("6", "7") if CHART in factors else ())}
    for key in sorted(of_points.keys() - covered - {""} - ({CHART} if {"6", "7"} & covered else set())):
        factors[key] = of_points[key]
        notes.append(f"No column has the level of factor {key}; {of_points[key]!r} is taken, whose points tell it.")
    apart = [key for key in ("6", "7") if key in factors]
    if CHART in factors and len(apart) == 2:
        notes.append(f"{factors[CHART]!r} is left out, because factors 6 and 7 have columns of their own.")
        del factors[CHART]
    elif CHART in factors and apart:
        notes.append(f"{factors[apart[0]]!r} is left out, because {factors[CHART]!r} gives factors 6 and 7 together.")
        del factors[apart[0]]
    return factors, notes


def heading_words(heading: str) -> str:
    """Return a heading in small letters as the names of :data:`ROLES` are written, without any other sign."""
    return _words(heading, r"[\W_]+")


def factor_words(heading: str) -> str:
    """Return a heading in small letters as :func:`factor_of` takes it, with ``/`` and ``&`` as its only signs."""
    return _words(heading, r"[^\w/&]|_")


def _words(heading: str, between: str) -> str:
    """Return a heading in small letters with single blanks between its words."""
    return " ".join(re.sub(between, " ", heading.lower()).split())


def factor_of(heading: str, standard: Standard) -> str | None:
    """Return the factor that a heading in small letters names by number or by name, if it is one only.

    Words may be shortened where the number is there, as in ``f2 sup ctrl``, or where two of them are.
    """
    words = set(re.split(r"[ /&]", heading))
    if _NO_LEVEL & words:
        return None
    if _CHART.fullmatch(heading):
        return factor_key(CHART, standard)
    names = {factor.id: set(re.split(r"\W+", factor.name.lower())) - _FILLERS for factor in standard.factors}
    numbered = _NUMBERED.fullmatch(heading)
    if numbered:
        key = factor_key(numbered[1], standard)
        rest = set(re.split(r"[ /&]", numbered[2] or "")) - _FILLERS
        return key if key and (not rest or any(_shortens(word, names[key]) for word in rest)) else None
    telling = words - _FILLERS
    fitting = [key for key, name in names.items() if telling and telling <= name]
    if not fitting and len(telling) > 1:
        fitting = [key for key, name in names.items() if all(len(w) > 2 and _shortens(w, name) for w in telling)]
    exact = [key for key in fitting if telling == names[key]]
    only = exact or fitting
    return only[0] if len(only) == 1 else None


def _shortens(word: str, names: Iterable[str]) -> bool:
    """Return whether a word is one of the names or shortens one: same first letter, the others in their order."""

    def fits(name: str) -> bool:
        letters = iter(name)
        return name.startswith(word[:1]) and all(letter in letters for letter in word)

    return len(word) > 1 and any(map(fits, names))
