"""What stands out in a graded spreadsheet, as plain rows for a table or a chart."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from fesgrade.batch.recorded import RecordedGrades, compared, grade_number
from fesgrade.batch.scored import Scored, plain_cells
from fesgrade.finding_names import OF_LEVELS
from fesgrade.standards import GRID, Standard

#: Findings that make a set of levels unusual, whatever its total.
UNUSUAL = (
    "outside-standard", "between-levels", "mastery", "unlikely-contacts", "even-grade", "outside-grades",
    "unusual-grade", "atypical-factor",
)  # fmt: skip


# What deserves a look -----------------------------------------------------------------------------


def grades_by_organization(scored: Scored) -> list[dict[str, Any]]:
    """Count the positions of each organization and grade: ``organization``, ``grade`` and ``positions``.

    A row with errors has the grade ``""``; without a column for the organization, all are counted under ``""``.
    """
    role = scored.roles.get("organization")
    # An organization with a blank behind its name, or two within it, is the same one.
    organizations = [" ".join(cell.split()) for cell in scored.frame[role]] if role else [""] * len(scored.frame)
    grades = scored.frame["grade"].astype("object").where(scored.frame["grade"].notna(), "")
    counts = Counter(zip(organizations, grades, strict=True))
    order = {grade.name: grade.grade for grade in scored.standard.grades}
    return [
        {"organization": organization, "grade": grade, "positions": counts[organization, grade]}
        for organization, grade in sorted(counts, key=lambda pair: (pair[0], order.get(pair[1], 99)))
    ]


def near_line(scored: Scored) -> list[dict[str, Any]]:
    """List the positions whose total is near a line (:mod:`fesgrade.lines`), the nearest first.

    Each has ``row`` (as in the file), its labels (``position``, ``title``, ``organization``, where there are such
    columns), ``total``, ``grade``, and the nearest line: ``other`` (the grade beyond it), ``points`` (how far it is).
    """
    names = [grade.name for grade in scored.standard.grades]
    found = []
    columns = {"total": "total", "grade": "grade", "above": "above_floor", "up": "to_next"}
    for each in _positions(scored, scored.good[_having(scored.good, ("near-line",))], columns):
        at, down, up = names.index(each["grade"]), each.pop("above") + GRID, each.pop("up")
        is_lower = at > 0 and (up is None or down < up)
        near = {"other": names[at - 1 if is_lower else at + 1], "points": down if is_lower else up}
        found.append(each | near)
    return sorted(found, key=lambda each: each["points"])


def unusual(scored: Scored) -> list[dict[str, Any]]:
    """List the positions whose levels are unusual: ``row``, labels, ``total``, ``grade``, ``findings`` (of UNUSUAL)."""
    columns = {name: name for name in ("total", "grade", "findings")}
    return [
        each | {"findings": [code for code in each["findings"].split() if code in UNUSUAL]}
        for each in _positions(scored, scored.good[_having(scored.good, UNUSUAL)], columns)
    ]


def identical(scored: Scored) -> list[dict[str, Any]]:
    """List the sets of levels that are recorded with different grades: the same work should have one grade.

    Each has ``levels`` (codes), ``total``, ``grade``, ``recorded`` (positions per recorded grade, lowest first) and
    ``rows``. Empty without a column for the recorded grade.
    """
    role = scored.roles.get("grade")
    if role is None:
        return []
    groups: dict[tuple[str, tuple[int, ...]], list[dict[str, Any]]] = defaultdict(list)
    columns = {"total": "total", "grade": "grade", "recorded": role}
    for each, points in zip(_positions(scored, scored.good, columns), _points(scored, scored.good), strict=True):
        if grade_number(each["recorded"]) is not None:
            groups[standard_of(scored, each["row"]).id, points].append(each)
    found = []
    for (_, points), members in groups.items():
        recorded = Counter(grade_number(each["recorded"]) or 0 for each in members)
        if len(recorded) > 1:
            found.append(
                {
                    "levels": list(_codes(scored.standard, points)),
                    "total": members[0]["total"],
                    "grade": members[0]["grade"],
                    "recorded": {f"GS-{number}": recorded[number] for number in sorted(recorded)},
                    "rows": [each["row"] for each in members],
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


def standard_of(scored: Scored, row: int) -> Standard:
    """Return the standard of one good position, by the number of its row in the file."""
    return scored.standard_at(bisect_left(scored.lines, row))


def _points(scored: Scored, some: pd.DataFrame) -> Iterator[tuple[int, ...]]:
    """Yield the points of each of some good rows, factor by factor."""
    return zip(*(some[f"points_{factor.id}"].tolist() for factor in scored.standard.factors), strict=True)


def _codes(standard: Standard, points: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        next(level.code for level in factor.levels if level.points == value)
        for factor, value in zip(standard.factors, points, strict=True)
    )


#: What a selection may be limited to beside one code of :data:`fesgrade.finding_names.OF_LEVELS`.
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
    elif only == "unusual" or only in OF_LEVELS:
        fits &= _having(frame, UNUSUAL if only == "unusual" else (only,))
    elif only:
        raise ValueError(f"There is no selection {only!r}; it is one of {', '.join([*ONLY, *OF_LEVELS])}.")
    if words.strip():
        # Only what is still in question is searched, column by column.
        searched = list(frame)[: list(frame).index(f"points_{scored.standard.factors[0].id}")]
        left = frame.loc[fits, searched].astype("object")
        found = pd.Series(False, index=left.index)
        for name in searched:
            found |= left[name].str.contains(words.strip(), case=False, regex=False)
        fits = fits & found.reindex(frame.index, fill_value=False)
    return [int(at) for at in frame.index[fits]]


def recorded_against_computed(scored: Scored) -> RecordedGrades:
    """Compare the recorded grade of each position with the one that its levels give; empty without such a column.

    ``table`` has ``recorded``, ``computed``, ``positions``; ``differing`` has ``row``, labels, ``total``, ``recorded``,
    ``computed`` and ``steps`` (recorded less computed grade, in grades), the widest apart first.
    """
    role = scored.roles.get("grade")
    if role is None:
        return RecordedGrades([], [], 0)
    columns = {"total": "total", "recorded": role, "computed": "grade"}
    numbers = {grade.name: grade.grade for grade in scored.standard.grades}
    return compared(list(_positions(scored, scored.good, columns)), numbers)


def _having(frame: pd.DataFrame, codes: Iterable[str]) -> pd.Series:
    wanted = set(codes)
    findings = frame["findings"]
    return findings.isin([text for text in findings.dropna().unique() if wanted & set(text.split())])


def _positions(scored: Scored, some: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield for each row its number in the file, what names it, and the cells of some columns by new names."""
    roles = [role for role in ("position", "title", "organization") if role in scored.roles]
    every = {**{role: scored.roles[role] for role in roles}, **columns}
    cells = [plain_cells(some[column]) for column in every.values()]
    for at, *values in zip(some.index, *cells, strict=True):
        yield {"row": scored.lines[at], **dict(zip(every, values, strict=True))}
