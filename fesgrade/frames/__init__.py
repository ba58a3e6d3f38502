"""Tables and results as dataframes, and many positions at once.

:mod:`~fesgrade.frames.tables` has levels, grades, contacts, typical levels and cases,
:mod:`~fesgrade.frames.following` what follows from one result. :func:`score` takes a dataframe with one row a position
and one column a factor and grades it as it is.

The rules stand once, in :mod:`~fesgrade.frames.rules`; what they work with differs. In a frame in memory (pandas,
polars, pyarrow; :mod:`~fesgrade.frames.memory`) a column is a numpy array, which makes millions of rows a second. In a
frame that lives elsewhere (DuckDB, PySpark, polars lazy; :mod:`~fesgrade.frames.elsewhere`) it is an expression, and
the frame stays lazy. narwhals makes all frames look alike. The tests hold each against ``fesgrade.evaluate``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from fesgrade.frames.columns import RESULTS, FrameError, by_row, prepare
from fesgrade.frames.elsewhere import score_lazily
from fesgrade.frames.following import credits, moves, sweep, ways
from fesgrade.frames.memory import score_in_memory
from fesgrade.frames.rules import rules_of
from fesgrade.frames.tables import cases, contacts, grades, levels, typical
from fesgrade.levels import find_kind, in_common
from fesgrade.standards import Standard
from fesgrade.tables import Tables, load

__all__ = [
    "RESULTS",
    "FrameError",
    "cases",
    "contacts",
    "credits",
    "grades",
    "levels",
    "moves",
    "score",
    "sweep",
    "typical",
    "ways",
]


def score(
    frame: Any,
    standard: Standard | str = "gs-0201",
    *,
    columns: Mapping[Any, Any] | None = None,
    kind_of_work: str | None = None,
    data: Tables = None,
) -> Any:
    """Grade every row of a dataframe and give the dataframe back, with its own columns first.

    A column of the frame that has the name of an added one (upper or lower case) is kept as ``recorded_total`` and so
    on; the columns of an earlier result are replaced.

    Parameters
    ----------
    frame : dataframe
        Anything narwhals knows: pandas, polars eager and lazy, pyarrow tables, DuckDB relations, PySpark, … The factors
        stand in ``factor_1`` to ``factor_9`` (``factor_4a`` and the like for the supervisory guide, upper or lower
        case), or ``factor_6_7`` for a cell of the contacts chart. A cell is read as :func:`fesgrade.evaluate` reads it:
        ``1-7``, ``FL 1-7``, ``7``, ``7.0``, ``b`` for factor 7, ``2b`` for the chart.
    standard : Standard or str
        As in :func:`fesgrade.evaluate`. Where rows have different standards, ``"column:NAME"``: the column ``NAME``
        holds the id of each row's standard (``aageg``) or its short title (``GS-0201``), in upper or lower case.
        Supervisory guides have other factors and cannot stand in such a column.
    columns : mapping, optional
        From a factor (``1``, ``"4a"``, ``"6/7"``, ``"factor_1"``) to the name of another column.
    kind_of_work : str, optional
        As in :func:`fesgrade.evaluate`; with a column of standards it is for rows whose standard has none.
    data : path or Catalog, optional
        Tables of your own, as in :func:`fesgrade.evaluate`.

    Returns
    -------
    dataframe
        Of the kind of ``frame``, with its columns first. Added are ``points_1`` … (one a factor), ``total``, ``grade``
        (``GS-11``), ``above_floor`` and ``to_next`` (points to the lines of the grade, ``to_next`` null at the top),
        ``one_level`` (``down``, ``up`` or ``down up``: where one level of one factor leads to another grade; null where
        it does not), ``findings`` (codes of :data:`fesgrade.finding_names.OF_LEVELS`, each once, separated by blanks)
        and ``errors`` (null for a good row; for a bad one a sentence for each cell that is missing or no level, and
        then total, grade and findings are null). In pandas, grade and findings are categories, grades in order.

    Raises
    ------
    FrameError
        For a frame without the factors, or with factors 6 and 7 in both forms.
    LevelsError
        For an unknown standard or kind of work.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import pandas as pd, fesgrade as fg
    >>> levels = enumerate((7, 4, 3, 4, 3, 2, 2, 1, 1), start=1)
    >>> positions = pd.DataFrame({f"factor_{factor}": [level] for factor, level in levels})
    >>> fg.frames.score(positions)[["total", "grade"]].values.tolist()
    [[2435, 'GS-11']]
    """
    catalog = load(data)
    by, chosen = by_row(standard, catalog), in_common(standard, catalog)
    kind = find_kind(kind_of_work, chosen)
    rules = [rules_of(each, each.kind_of_work or kind, catalog) for each in by.standards] if by else []
    rules = rules or [rules_of(chosen, kind, catalog)]
    try:
        wrapped: Any = nw.from_native(frame)
    except (TypeError, nw.exceptions.NarwhalsError) as error:
        raise FrameError(
            [f"A {type(frame).__name__} cannot be scored: {error}".rstrip(".") + ". Give a dataframe or a relation."]
        ) from None
    table = prepare(wrapped, columns or {}, chosen, by)
    in_memory = isinstance(table.frame, nw.DataFrame)
    result: Any = score_in_memory(table, rules) if in_memory else score_lazily(table, rules)
    return result if isinstance(frame, nw.DataFrame | nw.LazyFrame) else result.to_native()
