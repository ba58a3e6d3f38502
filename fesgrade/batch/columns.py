"""Which column of a spreadsheet holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fesgrade.files.sheets import Sheet
from fesgrade.frames.columns import RESULTS, FrameError, factor_key, kept_name
from fesgrade.levels import find_standard
from fesgrade.standards import Catalog, Standard
from fesgrade.tables import load

#: What a column may hold besides a factor, and the headings by which it is known.
ROLES = {
    "position": ("position number", "position no", "position id", "position", "pd number", "pd no", "pd id", "pd",
                 "pos no", "pos", "id"),
    "title": ("title", "position title", "job title", "official title"),
    "organization": ("organization", "organisation", "org", "office", "department", "division", "branch", "unit",
                     "agency", "bureau", "component", "directorate"),
    "series": ("series", "occupational series", "occ series"),
    "grade": ("recorded grade", "grade", "current grade", "gs grade", "pay grade", "official grade", "assigned grade",
              "grade level", "gs"),
    "total": ("recorded total", "total", "total points", "points total", "points", "current total"),
}  # fmt: skip
_NO_LEVEL = {"points", "point", "pts", "score", "rationale", "comment", "comments", "evidence", "note", "notes",
             "remark", "remarks", "reason", "justification", "source", "findings", "errors", "weight"}  # fmt: skip
_FILLERS = {"", "of", "by", "the", "and", "for", "to", "a", "factor", "factors", "subfactor", "level", "levels", "lvl",
            "rating", "code", "credited", "assigned", "required", "position", "fes", "gssg"}  # fmt: skip
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


def recognize(
    headings: Sequence[str], standard: str = "gs-0201", *, data: Catalog | Path | str | None = None
) -> Columns:
    """Propose which column is which, from headings such as ``Factor 1``, ``F1``, ``FL 1``, ``Knowledge``, ``6/7``.

    Columns with the points or the reasons of a factor are not taken for its level, and the columns that an
    earlier scoring wrote not for what was recorded. Raises :class:`~fesgrade.levels.LevelsError` for an
    unknown standard.
    """
    chosen = find_standard(standard, load(data))
    scored = set(RESULTS) <= {heading.lower() for heading in headings}
    factors: dict[str, str] = {}
    roles: dict[str, str] = {}
    notes: list[str] = []
    contacts = ""
    for heading in headings:
        bare = " ".join(re.sub(r"[^\w/&]|_", " ", heading.lower()).split())
        key = _factor_of(bare, chosen)
        if bare == "contacts":
            contacts = heading
        elif key in factors:
            notes.append(f"{heading!r} may be factor {key} as well; {factors[key]!r} is taken for it.")
        elif key:
            factors[key] = heading
    for role, names in ROLES.items():
        for name in names:
            for heading in headings:
                bare = " ".join(re.sub(r"[\W_]+", " ", heading.lower()).split())
                taken = heading in (*factors.values(), *roles.values())
                written = scored and kept_name(heading, chosen) != heading
                if bare == name and not taken and not written:
                    roles.setdefault(role, heading)
    if contacts and {"6", "7"} <= chosen.by_factor.keys():
        # A lone "Contacts" is the chart; beside a column for the purpose it is factor 6.
        wanted = "6" if "7" in factors else "6/7"
        if not {"6", "6/7"} & factors.keys():
            factors[wanted] = contacts
    apart = [key for key in ("6", "7") if key in factors]
    if "6/7" in factors and len(apart) == 2:
        notes.append(f"{factors['6/7']!r} is left out, because factors 6 and 7 have columns of their own.")
        del factors["6/7"]
    elif "6/7" in factors and apart:
        notes.append(f"{factors[apart[0]]!r} is left out, because {factors['6/7']!r} gives factors 6 and 7 together.")
        del factors[apart[0]]
    covered = {*factors, *(("6", "7") if "6/7" in factors else ())}
    order = [*chosen.by_factor, "6/7"]
    return Columns(
        {key: factors[key] for key in order if key in factors},
        roles,
        tuple(factor for factor in chosen.by_factor if factor not in covered),
        tuple(notes),
    )


def _factor_of(bare: str, standard: Standard) -> str | None:
    """Return the factor that a heading in small letters names by number or by name, if it is one only."""
    words = re.split(r"[ /&]", bare)
    if _NO_LEVEL & set(words):
        return None
    if _CHART.fullmatch(bare):
        return factor_key("6/7", standard)
    names = {factor.id: set(re.split(r"\W+", factor.name.lower())) - _FILLERS for factor in standard.factors}
    numbered = _NUMBERED.fullmatch(bare)
    if numbered:
        key = factor_key(numbered[1], standard)
        rest = set((numbered[2] or "").split()) - _FILLERS
        return key if key and (not rest or rest & names[key]) else None
    said = set(words) - _FILLERS
    fitting = [key for key, name in names.items() if said and said <= name]
    exact = [key for key in fitting if said == names[key]]
    only = exact or fitting
    return only[0] if len(only) == 1 else None


def choose(
    sheet: Sheet, wanted: Sequence[str], standard: str = "gs-0201", *, data: Catalog | Path | str | None = None
) -> Columns:
    """Recognize the columns of a sheet, with those that ``wanted`` names as ``FACTOR=HEADING`` instead.

    Raises :class:`~fesgrade.frames.FrameError` for one that is written otherwise, or names no factor or heading.
    """
    chosen = find_standard(standard, load(data))
    found = recognize(sheet.headings, standard, data=data)
    own: dict[str, str] = {}
    faults = []
    for text in wanted:
        name, _, heading = text.partition("=")
        key = factor_key(name, chosen)
        if not key or not heading.strip():
            known = ", ".join([*chosen.by_factor, *(["6/7"] if factor_key("6/7", chosen) else [])])
            faults.append(f"{text!r} does not choose a column; write FACTOR=HEADING, with a factor of {known}.")
        elif heading.strip() not in sheet.columns:
            faults.append(f"{sheet.name} has no column {heading.strip()!r}; it has {', '.join(sheet.headings)}.")
        else:
            own[key] = heading.strip()
    if faults:
        raise FrameError(faults)
    replaced = {*own, *(("6", "7") if "6/7" in own else ()), *(("6/7",) if {"6", "7"} & own.keys() else ())}
    kept = {
        key: heading for key, heading in found.factors.items() if key not in replaced and heading not in own.values()
    }
    roles = {role: heading for role, heading in found.roles.items() if heading not in own.values()}
    factors = {**kept, **own}
    covered = {*factors, *(("6", "7") if "6/7" in factors else ())}
    missing = tuple(factor for factor in chosen.by_factor if factor not in covered)
    return Columns({k: factors[k] for k in [*chosen.by_factor, "6/7"] if k in factors}, roles, missing, found.notes)
