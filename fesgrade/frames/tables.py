"""The tables as dataframes: pandas, or another engine by ``backend``.

Columns are called as in the data package (``data/README.md``). Levels and grades are ordered categories, so that
``frame[frame.grade >= "GS-11"]`` and a sorted axis work; pyarrow has them as texts.
"""

from __future__ import annotations

from typing import Any

from fesgrade.frames.kinds import GRADES, Column, frame_of, level_codes, numbers, ordered, texts
from fesgrade.levels import find_standard
from fesgrade.standards import PRIMARY, PURPOSES, Standard
from fesgrade.tables import Tables, load


def levels(standard: Standard | str = "gs-0201", *, backend: str = "pandas", data: Tables = None) -> Any:
    """Return every level of a standard, one row each.

    Parameters
    ----------
    standard : Standard or str
        A standard or its id.
    backend : {"pandas", "polars", "pyarrow"}
        The engine of the frame.
    data : path or Catalog, optional
        Tables of your own, as in :func:`fesgrade.evaluate`.

    Returns
    -------
    DataFrame
        ``factor`` and ``name``; ``level`` (ordered); ``points``; ``status``: ``described`` by the standard, ``outside``
        it (then the points are those of the Primary Standard), or ``unknown``; ``synopsis``; ``next_needs``: what the
        next level would also need; ``source_ref``: document and page.

    Raises
    ------
    LevelsError
        For an unknown standard.
    FrameError
        For an unknown backend, or one that is not installed.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> frame = fg.frames.levels("gs-0201")
    >>> int(frame.loc[frame.level == "1-7", "points"].iloc[0])
    1250
    """
    chosen = find_standard(standard, load(data))
    rows = list(chosen.levels())
    return frame_of(
        {
            "factor": texts(level.factor for level in rows),
            "name": texts(chosen.by_factor[level.factor].name for level in rows),
            "level": level_codes([level.code for level in rows], chosen),
            "points": numbers(level.points for level in rows),
            "status": texts(level.status for level in rows),
            "synopsis": texts(level.synopsis for level in rows),
            "next_needs": texts(level.next_needs for level in rows),
            "source_ref": texts(level.source for level in rows),
        },
        backend,
    )


def grades(standard: Standard | str = "gs-0201", *, backend: str = "pandas", data: Tables = None) -> Any:
    """Return the points of every grade, one row each.

    Parameters
    ----------
    standard, backend, data
        As in :func:`levels`.

    Returns
    -------
    DataFrame
        ``grade`` (ordered), ``low`` and ``high``: the points, both ends included, ``high`` missing at the top grade;
        ``confirmed``: whether the standard itself is known to print the range; ``source_ref``.

    Raises
    ------
    LevelsError
        For an unknown standard.
    FrameError
        For an unknown backend, or one that is not installed.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> [str(cell) for cell in fg.frames.grades("gs-0201").iloc[10][:3]]
    ['GS-11', '2355', '2750']
    """
    rows = find_standard(standard, load(data)).grades
    return frame_of(
        {
            "grade": ordered((grade.name for grade in rows), GRADES),
            "low": numbers(grade.low for grade in rows),
            "high": numbers(grade.high for grade in rows),
            "confirmed": Column(tuple(grade.confirmed for grade in rows), bool),
            "source_ref": texts(grade.source for grade in rows),
        },
        backend,
    )


def contacts(standard: Standard | str = "gs-0201", *, backend: str = "pandas", data: Tables = None) -> Any:
    """Return the cells of the contacts chart, which combines factors 6 and 7; no row for a standard without one.

    Parameters
    ----------
    standard, backend, data
        As in :func:`levels`.

    Returns
    -------
    DataFrame
        ``contacts`` (1 to 4) and ``purpose`` (a to d); ``points`` of both factors together; ``unlikely``: whether the
        standard marks the cell; ``source_ref``.

    Raises
    ------
    LevelsError
        For an unknown standard.
    FrameError
        For an unknown backend, or one that is not installed.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> len(fg.frames.contacts("gs-0201")), len(fg.frames.contacts("gssg"))
    (16, 0)
    """
    chosen = find_standard(standard, load(data))
    rows = sorted(chosen.printed)
    six, seven = ({level.number: level for level in chosen.by_factor[f].levels} if rows else {} for f in ("6", "7"))
    return frame_of(
        {
            "contacts": numbers(one for one, _ in rows),
            "purpose": ordered((PURPOSES[other - 1] for _, other in rows), PURPOSES),
            "points": numbers(six[one].points + seven[other].points for one, other in rows),
            "unlikely": Column(tuple(cell in chosen.unlikely for cell in rows), bool),
            "source_ref": texts(chosen.unlikely.get(cell) or six[cell[0]].source for cell in rows),
        },
        backend,
    )


def typical(standard: Standard | str | None = None, *, backend: str = "pandas", data: Tables = None) -> Any:
    """Return the levels that the Handbook shows as typical of a grade; they are examples (Handbook p. 14-17).

    Parameters
    ----------
    standard : str or Standard, optional
        A standard whose own common combinations go before the Handbook's, for the grades that it prints.
    backend, data
        As in :func:`levels`.

    Returns
    -------
    DataFrame
        ``kind_of_work``, ``grade`` (ordered), ``factor``, ``level`` (one row for each, where a factor has two),
        ``source_ref``.

    Raises
    ------
    LevelsError
        For an unknown standard.
    FrameError
        For an unknown backend, or one that is not installed.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> frame = fg.frames.typical()
    >>> sorted(frame.kind_of_work.unique())
    ['administrative', 'assistance', 'professional', 'technical']
    """
    catalog = load(data)
    primary = catalog.standards[PRIMARY]
    chosen = find_standard(standard, catalog) if standard else None
    rows = [
        (kind, f"GS-{grade}", factor, f"{factor}-{number}", column.source)
        for kind in dict.fromkeys(kind for kind, _ in catalog.handbook)
        for grade, column in catalog.typical(kind, chosen).items()
        for factor, found in column.levels.items()
        for number in found
    ]
    return frame_of(
        {
            "kind_of_work": texts(kind for kind, *_ in rows),
            "grade": ordered((grade for _, grade, *_ in rows), GRADES),
            "factor": texts(factor for *_, factor, _, _ in rows),
            "level": level_codes([level for *_, level, _ in rows], primary),
            "source_ref": texts(source for *_, source in rows),
        },
        backend,
    )


def cases(*, backend: str = "pandas", data: Tables = None) -> Any:
    """Return the worked cases: whole sets of levels with the total and grade that they come to.

    Parameters
    ----------
    backend, data
        As in :func:`levels`.

    Returns
    -------
    DataFrame
        ``case``, ``title``, ``standard``, ``series``, ``kind_of_work``, ``levels`` (as one text that
        :func:`fesgrade.evaluate` reads), ``total``, ``grade`` (ordered), ``note``, ``source_ref``.

    Raises
    ------
    FrameError
        For an unknown backend, or one that is not installed.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> case = fg.frames.cases().set_index("case").loc["hr-officer"]
    >>> bool(fg.evaluate(case.levels, case.standard).total == case.total)
    True
    """
    rows = list(load(data).cases.values())
    plain = ("title", "standard", "series", "kind_of_work")
    return frame_of(
        {
            "case": texts(case.id for case in rows),
            **{name: texts(getattr(case, name) for case in rows) for name in plain},
            "levels": texts(" ".join(case.levels) for case in rows),
            "total": numbers(case.total for case in rows),
            "grade": ordered((case.grade for case in rows), GRADES),
            "note": texts(case.note for case in rows),
            "source_ref": texts(case.source for case in rows),
        },
        backend,
    )
