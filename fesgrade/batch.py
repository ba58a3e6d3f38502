"""A spreadsheet of positions: which column is which, the grades, and what in them deserves a look.

Scoring is :mod:`fesgrade.frames`, reading and writing :mod:`fesgrade.sheets`; this puts them together for the batch
page and for ``fesgrade score``. Summaries are plain rows, ready for a table or a chart.
"""

from __future__ import annotations

import os
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from fesgrade import sheets
from fesgrade.evaluation import find_standard
from fesgrade.frames import FINDINGS, RESULTS, FrameError, factor_key, kept_name, score
from fesgrade.sheets import Progress, Sheet, SheetError
from fesgrade.standards import GRID, Catalog, Standard, load

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
#: Findings that make a set of levels unusual, whatever its total.
UNUSUAL = ("outside-standard", "unlikely-contacts", "even-grade", "outside-grades", "atypical-factor")
#: Rows scored at a time where progress is shown.
STEP = 20_000
#: Rows written at a time; an XLSX file takes far longer for each.
WRITTEN = 1_000

_NO_LEVEL = {"points", "point", "pts", "score", "rationale", "comment", "comments", "evidence", "note", "notes",
             "remark", "remarks", "reason", "justification", "source", "findings", "errors", "weight"}  # fmt: skip
_FILLERS = {"", "of", "by", "the", "and", "for", "to", "a", "factor", "factors", "subfactor", "level", "levels", "lvl",
            "rating", "code", "credited", "assigned", "required", "position", "fes", "gssg"}  # fmt: skip
_NUMBERED = re.compile(
    r"(?:(?:fes|gssg) )?(?:(?:sub)?factor level|(?:sub)?factor|fac|fl|f|level)? ?(\d[ab]?)(?: (.*))?"
)
_CHART = re.compile(r"(?:fes )?(?:(?:factor levels?|factors?|fac|fl|f) ?)?6 ?(?:/|&|and|) ?7(?: .*)?")
_GRADE = re.compile(r"(?:g[slm])?[\s-]*(?:\d{3,4}[\s-]+)?0?(\d{1,2})(?:\.0)?", re.IGNORECASE)


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
    earlier scoring wrote not for what was recorded. Raises :class:`~fesgrade.evaluation.LevelsError` for an
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


# Scoring ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scored:
    """A scored sheet: a row a position, its own columns first.

    ``factors`` and ``roles`` are those of :class:`Columns`, with the names that the columns have here. ``lines`` has
    the number of each row in the file.
    """

    frame: pd.DataFrame
    standard: Standard
    factors: Mapping[str, str]
    roles: Mapping[str, str]
    lines: Sequence[int]

    @property
    def good(self) -> pd.DataFrame:
        """The rows that have a grade."""
        return self.frame[self.frame["total"].notna()]


def score_sheet(
    sheet: Sheet,
    columns: Columns,
    standard: str = "gs-0201",
    *,
    kind_of_work: str | None = None,
    data: Catalog | Path | str | None = None,
    progress: Progress | None = None,
) -> Scored:
    """Score every row of a sheet, with its columns as :func:`recognize` proposed or people chose them.

    The frame is what :func:`fesgrade.frames.score` gives. ``progress`` is told how many rows are done.
    Raises :class:`~fesgrade.frames.FrameError` for a factor without a column or a column chosen twice, and
    :class:`~fesgrade.evaluation.LevelsError` for an unknown standard or kind of work.
    """
    catalog = load(data)
    chosen = find_standard(standard, catalog)
    parts = []
    for part in scored_parts(sheet, columns, standard, kind_of_work=kind_of_work, data=catalog):
        parts.append(part)
        if progress:
            progress(min(len(parts) * STEP, len(sheet)), len(sheet))
    frame = parts[0]
    if len(parts) > 1:
        # The findings of each part are categories of its own.
        frame = pd.concat([part.astype({"findings": "object"}) for part in parts], ignore_index=True)
        frame = frame.astype({"findings": "category"})
    names = own_names(sheet, chosen)
    return Scored(
        frame,
        chosen,
        {key: names[heading] for key, heading in columns.factors.items()},
        {role: names[heading] for role, heading in columns.roles.items() if heading in names},
        sheet.lines,
    )


def scored_parts(
    sheet: Sheet,
    columns: Columns,
    standard: str = "gs-0201",
    *,
    kind_of_work: str | None = None,
    data: Catalog | Path | str | None = None,
) -> Iterator[pd.DataFrame]:
    """Yield the scored rows of a sheet, :data:`STEP` at a time, so that not all of them need be in memory."""
    catalog = load(data)
    chosen = find_standard(standard, catalog)
    _check(sheet, columns, chosen)
    names = own_names(sheet, chosen)
    for start in range(0, max(len(sheet), 1), STEP):
        cells = sheet.part(start, start + STEP)
        own = pd.DataFrame({name: cells[heading] for heading, name in names.items()}, dtype="object")
        levels = pd.DataFrame({f"factor_{key}": cells[heading] for key, heading in columns.factors.items()})
        scored = score(levels, standard, kind_of_work=kind_of_work, data=catalog)
        yield pd.concat([own, scored.drop(columns=list(levels))], axis="columns")


def _check(sheet: Sheet, columns: Columns, standard: Standard) -> None:
    taken = list(columns.factors.values())
    covered = {*columns.factors, *(("6", "7") if "6/7" in columns.factors else ())}
    faults = [f"{sheet.name} has no column {heading!r}." for heading in taken if heading not in sheet.columns]
    faults += [
        f"The column {heading!r} is chosen for {taken.count(heading)} factors; a column holds one."
        for heading in dict.fromkeys(taken)
        if taken.count(heading) > 1
    ]
    faults += [
        f"No column is chosen for {factor.title}; choose one, or give it a heading such as Factor {factor.id}."
        for factor in standard.factors
        if factor.id not in covered
    ]
    if faults:
        raise FrameError(faults)


def own_names(sheet: Sheet, standard: Standard) -> dict[str, str]:
    """Map the headings of a sheet to the columns of the scored frame, without the results of an earlier scoring."""
    results = {*(f"points_{factor.id}" for factor in standard.factors), *RESULTS}
    headings = [heading for heading in sheet.headings if not (results <= set(sheet.headings) and heading in results)]
    names: dict[str, str] = {}
    for heading in headings:
        name, number = kept_name(heading, standard), 2
        while name in names.values() or (name != heading and name in headings):
            name = f"{kept_name(heading, standard)} ({number})"
            number += 1
        names[heading] = name
    return names


def rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a scored frame as plain values: whole numbers, texts, and ``None`` for nothing."""
    columns = [frame[name].astype("object") for name in frame]
    return zip(*(column.where(column.notna(), None).tolist() for column in columns), strict=True)


def write(out: BinaryIO, kind: str, frame: pd.DataFrame, *, progress: Progress | None = None) -> None:
    """Write a scored frame as ``"csv"`` or ``"xlsx"``, so that nothing in it runs (:func:`fesgrade.sheets.write`).

    ``progress`` is told how many rows are written.
    """

    def told() -> Iterator[tuple[object, ...]]:
        for count, row in enumerate(rows(frame), start=1):
            yield row
            if progress and count % WRITTEN == 0:
                progress(count, len(frame))

    sheets.write(out, kind, list(frame), told())


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


def write_parts(out: Path | None, kind: str, parts: Iterable[pd.DataFrame]) -> None:
    """Write scored rows as they come: to a file, which is there only once it is whole, or to standard output."""
    remaining = iter(parts)
    first = next(remaining)
    lines = (row for part in chain([first], remaining) for row in rows(part))
    if out is None:
        try:
            sheets.write(sys.stdout.buffer, kind, list(first), lines, mark=False)
        except BrokenPipeError:  # whoever reads has seen enough, as head does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    unfinished = out.with_name(f"{out.name}.part")
    try:
        with unfinished.open("wb") as file:
            sheets.write(file, kind, list(first), lines)
        unfinished.replace(out)
    except OSError as error:
        raise SheetError([f"{out} cannot be written: {error.strerror or error}."]) from None
    finally:
        unfinished.unlink(missing_ok=True)


class Tally:
    """Counts scored rows while they pass, for the lines that a terminal shows at the end."""

    def __init__(self) -> None:
        self.positions = 0
        self.grades: Counter[str] = Counter()
        self.bad: list[tuple[int, str]] = []
        self.errors = 0

    def counting(
        self, parts: Iterable[pd.DataFrame], lines: Sequence[int], progress: Progress | None = None
    ) -> Iterator[pd.DataFrame]:
        """Pass the parts of a sheet with these ``lines`` on and count them."""
        for part in parts:
            self.grades.update(part["grade"].dropna().tolist())
            wrong = part["errors"].dropna()
            self.errors += len(wrong)
            room = sheets.SHOWN - len(self.bad)
            self.bad += [(lines[self.positions + at], text) for at, text in wrong.head(max(room, 0)).items()]
            self.positions += len(part)
            if progress:
                progress(self.positions, len(lines))
            yield part

    def lines(self) -> list[str]:
        """Say how many positions have which grade, and what is wrong with the first of the others."""
        graded = self.positions - self.errors
        found = [f"{self.positions:,} positions: {graded:,} graded, {self.errors:,} with errors."]
        order = sorted(self.grades, key=lambda name: int(name.rpartition("-")[2]))
        if order:
            found.append(", ".join(f"{name}: {self.grades[name]:,}" for name in order))
        found += [f"Row {at:,}: {text}" for at, text in self.bad]
        if self.errors > len(self.bad):
            found.append(f"and {self.errors - len(self.bad):,} more; the column errors has them all.")
        return found


# What deserves a look -----------------------------------------------------------------------------


def grades_by_organization(scored: Scored) -> list[dict[str, Any]]:
    """Count the positions of each organization and grade: ``organization``, ``grade`` and ``positions``.

    A row with errors has the grade ``""``; without a column for the organization, all are counted under ``""``.
    """
    role = scored.roles.get("organization")
    organizations = scored.frame[role].astype("object") if role else [""] * len(scored.frame)
    grades = scored.frame["grade"].astype("object").where(scored.frame["grade"].notna(), "")
    counts = Counter(zip(organizations, grades, strict=True))
    order = {grade.name: grade.grade for grade in scored.standard.grades}
    return [
        {"organization": organization, "grade": grade, "positions": counts[organization, grade]}
        for organization, grade in sorted(counts, key=lambda pair: (pair[0], order.get(pair[1], 99)))
    ]


def borderline(scored: Scored) -> list[dict[str, Any]]:
    """List the positions that one level in a single factor would move, nearest to a line first.

    Each has ``row`` (as in the file), its labels (``position``, ``title``, ``organization``, where there are such
    columns), ``total``, ``grade``, and the nearest line: ``other`` (the grade beyond it), ``points`` (how far it is).
    """
    some = scored.good[_having(scored.good, ("borderline",))]
    names = [grade.name for grade in scored.standard.grades]
    found = []
    for row, base, total, grade, above, up in zip(
        *_labelled(scored, some),
        some["total"].tolist(), some["grade"].tolist(), some["above_floor"].tolist(),
        some["to_next"].astype("object").where(some["to_next"].notna(), None).tolist(),
        strict=True,
    ):  # fmt: skip
        at = names.index(grade)
        down = above + GRID
        lower = at > 0 and (up is None or down < up)
        near = {"other": names[at - 1 if lower else at + 1], "points": down if lower else up}
        found.append({"row": row, **base, "total": total, "grade": grade, **near})
    return sorted(found, key=lambda each: each["points"])


def unusual(scored: Scored) -> list[dict[str, Any]]:
    """List the positions whose levels are unusual: ``row``, labels, ``total``, ``grade``, ``findings`` (of UNUSUAL)."""
    some = scored.good[_having(scored.good, UNUSUAL)]
    return [
        {"row": row, **base, "total": total, "grade": grade, "findings": [c for c in codes.split() if c in UNUSUAL]}
        for row, base, total, grade, codes in zip(
            *_labelled(scored, some), some["total"].tolist(), some["grade"].tolist(), some["findings"].tolist(),
            strict=True,
        )
    ]  # fmt: skip


def identical(scored: Scored) -> list[dict[str, Any]]:
    """List the sets of levels that are recorded with different grades: the same work should have one grade.

    Each has ``levels`` (codes), ``total``, ``grade``, ``recorded`` (positions per recorded grade, lowest first) and
    ``rows``. Empty without a column for the recorded grade.
    """
    role = scored.roles.get("grade")
    if role is None:
        return []
    good = scored.good
    groups: dict[tuple[int, ...], list[tuple[int, int, str]]] = defaultdict(list)
    for row, profile, text, grade in zip(
        _lines(scored, good), _points(scored, good), good[role].tolist(), good["grade"].tolist(), strict=True
    ):
        number = grade_number(text)
        if number is not None:
            groups[profile].append((row, number, grade))
    found = []
    for profile, members in groups.items():
        recorded = Counter(number for _, number, _ in members)
        if len(recorded) > 1:
            found.append(
                {
                    "levels": list(_codes(scored.standard, profile)),
                    "total": sum(profile),
                    "grade": members[0][2],
                    "recorded": {f"GS-{number}": recorded[number] for number in sorted(recorded)},
                    "rows": [row for row, _, _ in members],
                }
            )
    return sorted(found, key=lambda each: (-len(each["rows"]), each["levels"]))


def levels_of(scored: Scored, row: int) -> tuple[str, ...]:
    """Return the codes of the levels of one position, by the number of its row in the file; empty for a bad row."""
    at = bisect_left(scored.lines, row)
    one = scored.frame.iloc[at : at + 1]
    if at == len(scored.lines) or scored.lines[at] != row or one["total"].isna().any():
        return ()
    return _codes(scored.standard, next(_points(scored, one)))


def _points(scored: Scored, some: pd.DataFrame) -> Iterator[tuple[int, ...]]:
    """Yield the points of each of some good rows, factor by factor."""
    return zip(*(some[f"points_{factor.id}"].tolist() for factor in scored.standard.factors), strict=True)


def _codes(standard: Standard, points: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        next(level.code for level in factor.levels if level.points == value)
        for factor, value in zip(standard.factors, points, strict=True)
    )


#: What a selection may be limited to beside one code of :data:`fesgrade.frames.FINDINGS`.
ONLY = ("errors", "findings", "unusual", "differing")


def select(scored: Scored, words: str = "", grade: str = "", only: str = "") -> list[int]:
    """Return the places (0 is the first) of the rows that fit, in the order of the file.

    ``words`` must stand in a cell of the file, in upper or lower case. ``grade`` is a computed one (``GS-11``).
    ``only`` is one of :data:`ONLY` (``unusual``: with a finding of :data:`UNUSUAL`; ``differing``: the recorded grade
    is another one than the computed) or the code of a finding. Blank means any.

    Raises :class:`ValueError` for any other ``only``.
    """
    frame = scored.frame
    fits = pd.Series(True, index=frame.index)
    if grade:
        fits &= (frame["grade"] == grade).fillna(False).astype(bool)
    if only == "errors":
        fits &= frame["errors"].notna()
    elif only == "findings":
        fits &= frame["findings"].notna() & (frame["findings"] != "")
    elif only == "differing":
        apart = {each["row"] for each in recorded_against_computed(scored).differing}
        fits &= pd.Series([line in apart for line in scored.lines], index=frame.index, dtype="bool")
    elif only == "unusual" or only in FINDINGS:
        fits &= _having(frame, UNUSUAL if only == "unusual" else (only,))
    elif only:
        raise ValueError(f"There is no selection {only!r}; it is one of {', '.join([*ONLY, *FINDINGS])}.")
    if words.strip():
        # Only what is still in question is searched, column by column.
        own = list(frame)[: list(frame).index(f"points_{scored.standard.factors[0].id}")]
        left = frame.loc[fits, own].astype("object")
        found = pd.Series(False, index=left.index)
        for name in own:
            found |= left[name].str.contains(words.strip(), case=False, regex=False)
        fits = fits & found.reindex(frame.index, fill_value=False)
    return [int(at) for at in frame.index[fits]]


@dataclass(frozen=True)
class Comparison:
    """Recorded against computed grades: ``table`` counts each pair, ``differing`` lists the positions apart.

    ``unread`` counts the good rows whose recorded grade is blank or cannot be read as one grade.
    """

    table: list[dict[str, Any]]
    differing: list[dict[str, Any]]
    unread: int


def recorded_against_computed(scored: Scored) -> Comparison:
    """Compare the recorded grade of each position with the one that its levels give; empty without such a column.

    ``table`` has ``recorded``, ``computed``, ``positions``; ``differing`` has ``row``, labels, ``total``, ``recorded``,
    ``computed`` and ``steps`` (recorded less computed grade, in grades), the widest apart first.
    """
    role = scored.roles.get("grade")
    if role is None:
        return Comparison([], [], 0)
    good = scored.good
    numbers = {grade.name: grade.grade for grade in scored.standard.grades}
    read = {text: grade_number(text) for text in set(good[role])}
    counts: Counter[tuple[int, int]] = Counter()
    differing = []
    unread = 0
    for row, base, total, text, grade in zip(
        *_labelled(scored, good), good["total"].tolist(), good[role].tolist(), good["grade"].tolist(), strict=True
    ):
        recorded, computed = read[text], numbers[grade]
        if recorded is None:
            unread += 1
            continue
        counts[recorded, computed] += 1
        if recorded != computed:
            differing.append(
                {"row": row, **base, "total": total, "recorded": f"GS-{recorded}", "computed": grade,
                 "steps": recorded - computed}
            )  # fmt: skip
    table = [
        {"recorded": f"GS-{recorded}", "computed": f"GS-{computed}", "positions": counts[recorded, computed]}
        for recorded, computed in sorted(counts)
    ]
    return Comparison(table, sorted(differing, key=lambda each: -abs(each["steps"])), unread)


def grade_number(text: str) -> int | None:
    """Return the grade that ``GS-11``, ``GS-0201-11``, ``GS 11``, ``11`` or ``11.0`` records, else ``None``."""
    found = _GRADE.fullmatch(text.strip())
    number = int(found[1]) if found else 0
    return number if 1 <= number <= 15 else None


def _having(frame: pd.DataFrame, codes: Iterable[str]) -> pd.Series:
    wanted = set(codes)
    findings = frame["findings"]
    return findings.isin([text for text in findings.dropna().unique() if wanted & set(text.split())])


def _labelled(scored: Scored, some: pd.DataFrame) -> tuple[list[int], list[dict[str, Any]]]:
    """Return the number of each row in the file, and what names it: position, title and organization."""
    kept = [role for role in ("position", "title", "organization") if role in scored.roles]
    columns = [some[scored.roles[role]].tolist() for role in kept]
    labels = [dict(zip(kept, cells, strict=True)) for cells in zip(*columns, strict=True)] if kept else [{}] * len(some)
    return _lines(scored, some), labels


def _lines(scored: Scored, some: pd.DataFrame) -> list[int]:
    return [scored.lines[at] for at in some.index]
