"""What follows from a graded position as dataframes: pandas, or another engine by ``backend``.

Columns and categories are as in :mod:`fesgrade.frames.tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fesgrade.frames.kinds import GRADES, Column, frame_of, level_codes, numbers, ordered, texts
from fesgrade.levels import LevelsError
from fesgrade.results import Result, as_result
from fesgrade.standards import Standard
from fesgrade.ways import ways as find_ways
from fesgrade.whatif import Change, grid, no_factor
from fesgrade.whatif import moves as find_moves


def credits(result: Result, *, backend: str = "pandas") -> Any:
    """Return the factors of a result with the levels credited.

    Parameters
    ----------
    result : Evaluation or SupervisoryEvaluation
        What :func:`fesgrade.evaluate` or :func:`fesgrade.supervisory.evaluate` returned.
    backend : {"pandas", "polars", "pyarrow"}
        The engine of the frame.

    Returns
    -------
    DataFrame
        ``factor``, ``name``, ``level`` (ordered), ``points``, ``status`` and ``synopsis`` of the level, ``source_ref``.

    Raises
    ------
    LevelsError
        For anything else than a result.
    FrameError
        For an unknown backend, or one that is not installed.

    Examples
    --------
    >>> import fesgrade as fg
    >>> frame = fg.frames.credits(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> int(frame.points.sum())
    2435
    """
    rows, standard = as_result(result).credits, as_result(result).graded_by
    return frame_of(
        {
            "factor": texts(credit.factor for credit in rows),
            "name": texts(standard.by_factor[credit.factor].name for credit in rows),
            "level": level_codes([credit.level for credit in rows], standard),
            "points": numbers(credit.points for credit in rows),
            "status": texts(standard.by_code[credit.level].status for credit in rows),
            "synopsis": texts(standard.by_code[credit.level].synopsis for credit in rows),
            "source_ref": texts(credit.source for credit in rows),
        },
        backend,
    )


def moves(result: Result, *, backend: str = "pandas") -> Any:
    """Return every change of one factor, with the total and grade it leads to (:func:`fesgrade.whatif.moves`).

    Parameters
    ----------
    result, backend
        As in :func:`credits`. The grades of supervisory work are those of the points, before any adjustment.

    Returns
    -------
    DataFrame
        ``factor``, ``start`` and ``end`` (levels, ordered), ``points`` and ``levels`` (signed), ``status`` of the new
        level, ``total``, ``grade`` (ordered), ``flip``: how many grades it moves, 0 for none. Changes that move the
        grade come first.

    Raises
    ------
    LevelsError
        For anything else than a result.
    FrameError
        For an unknown backend, or one that is not installed.

    Examples
    --------
    >>> import fesgrade as fg
    >>> frame = fg.frames.moves(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> frame[(frame.flip > 0) & (frame.levels == 1)].end.tolist()
    []
    """
    standard = as_result(result).graded_by
    rows = find_moves(result.levels, standard).moves
    return frame_of(
        {
            **_changed([move.change for move in rows], standard),
            "total": numbers(move.total for move in rows),
            "grade": ordered((move.grade for move in rows), GRADES),
            "flip": numbers(move.flip for move in rows),
        },
        backend,
    )


def ways(result: Result, target: str | int, *, backend: str = "pandas") -> Any:
    """Return the smallest ways to a grade, one row for each change on a way (:func:`fesgrade.ways.ways`).

    Parameters
    ----------
    result, backend
        As in :func:`moves`.
    target : str or int
        The grade, as ``"GS-12"`` or ``12``.

    Returns
    -------
    DataFrame
        ``way``: its number, from 1; the columns of a change as in :func:`moves`; ``total`` of the whole way, and
        ``overshoot``: how many points it lies past the line.

    Raises
    ------
    LevelsError
        For a grade that cannot be reached, or anything else than a result.
    FrameError
        For an unknown backend, or one that is not installed.

    Examples
    --------
    >>> import fesgrade as fg
    >>> frame = fg.frames.ways(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"), "GS-12")
    >>> bool(frame.total.min() >= 2755)
    True
    """
    standard = as_result(result).graded_by
    found = find_ways(result.levels, standard, target).ways
    rows = [(number, way, change) for number, way in enumerate(found, start=1) for change in way.changes]
    return frame_of(
        {
            "way": numbers(number for number, *_ in rows),
            **_changed([change for *_, change in rows], standard),
            "total": numbers(way.total for _, way, _ in rows),
            "overshoot": numbers(way.overshoot for _, way, _ in rows),
        },
        backend,
    )


def sweep(result: Result, factors: int | str | tuple[int | str, int | str], *, backend: str = "pandas") -> Any:
    """Return the total and grade at every level of one factor, or of two, the others held.

    Parameters
    ----------
    result, backend
        As in :func:`moves`.
    factors : int, str, or two of them
        ``1``, ``"4A"``, or ``(1, 4)``.

    Returns
    -------
    DataFrame
        ``level_1`` (and ``level_4``): levels, ordered; ``total``; ``grade`` (ordered).

    Raises
    ------
    LevelsError
        For an unknown factor, the same one twice, or anything else than a result.
    FrameError
        For an unknown backend, or one that is not installed.

    Examples
    --------
    >>> import fesgrade as fg
    >>> frame = fg.frames.sweep(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"), 1)
    >>> frame.grade.tolist()[-3:]
    ['GS-11', 'GS-11', 'GS-12']
    """
    standard = as_result(result).graded_by
    asked = factors if isinstance(factors, tuple | list) else (factors,)
    names = [str(factor).upper() for factor in asked]
    faults = [no_factor(name, standard) for name in names if name not in standard.by_factor]
    if len(names) not in (1, 2):
        faults = [f"{len(names)} factors are given to sweep; give one or two."]
    if faults:
        raise LevelsError(faults)
    rows: list[tuple[tuple[str, ...], int]]
    if len(names) == 2:
        cells = [cell for line in grid(result.levels, standard, *names).cells for cell in line]
        rows = [((cell.row, cell.column), cell.total) for cell in cells]
    else:
        held = result.total - standard.by_code[result.levels[names[0]]].points
        rows = [((level.code,), held + level.points) for level in standard.by_factor[names[0]].levels]
    return frame_of(
        {
            **{
                f"level_{name}": level_codes([codes[at] for codes, _ in rows], standard)
                for at, name in enumerate(names)
            },
            "total": numbers(total for _, total in rows),
            "grade": ordered((standard.grade_of(total).name for _, total in rows), GRADES),
        },
        backend,
    )


def _changed(changes: Sequence[Change], standard: Standard) -> dict[str, Column]:
    return {
        "factor": texts(change.factor for change in changes),
        "start": level_codes([change.start for change in changes], standard),
        "end": level_codes([change.end for change in changes], standard),
        "points": numbers(change.points for change in changes),
        "levels": numbers(change.levels for change in changes),
        "status": texts(change.status for change in changes),
    }
