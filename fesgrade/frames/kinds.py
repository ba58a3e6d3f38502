"""A dataframe from columns of plain values, with the types that each engine has for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from fesgrade.frames.columns import FrameError
from fesgrade.standards import Standard

#: Every grade of the General Schedule, the lowest first.
GRADES = tuple(f"GS-{grade}" for grade in range(1, 16))
#: The engines that tables are made for.
BACKENDS = ("pandas", "polars", "pyarrow")


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one column: ``of`` is their type, or all words there may be, the lowest first."""

    values: tuple[Any, ...]
    of: type[str] | type[int] | type[bool] | tuple[str, ...]


def texts(values: Iterable[str]) -> Column:
    """Return a column of texts."""
    return Column(tuple(values), str)


def numbers(values: Iterable[int | None]) -> Column:
    """Return a column of whole numbers, some of which may be missing."""
    return Column(tuple(values), int)


def ordered(values: Iterable[str], words: Sequence[str]) -> Column:
    """Return a column of words in an order of their own, which is that of ``words``."""
    return Column(tuple(values), tuple(words))


def level_codes(codes: Sequence[str], standard: Standard) -> Column:
    """Return a column of levels in the order of a standard."""
    return ordered(codes, list(standard.by_code))


def frame_of(columns: dict[str, Column], backend: str) -> Any:
    """Return a dataframe of an engine; :class:`FrameError` for one that is not there."""
    if backend not in BACKENDS:
        raise FrameError([f"{backend!r} is not an engine for tables; choose one of {', '.join(BACKENDS)}."])
    try:
        return _pandas(columns) if backend == "pandas" else _other(columns, backend)
    except ImportError:
        raise FrameError([f"{backend} is not installed; install it, or leave backend out for pandas."]) from None


def _pandas(columns: dict[str, Column]) -> Any:
    import pandas as pd

    def series(column: Column) -> Any:
        if isinstance(column.of, tuple):
            return pd.Categorical(column.values, categories=list(column.of), ordered=True)
        whole = "Int64" if None in column.values else "int64"  # only the nullable type keeps whole numbers beside a gap
        return pd.Series(list(column.values), dtype=whole if column.of is int else column.of)

    return pd.DataFrame({name: series(column) for name, column in columns.items()})


def _other(columns: dict[str, Column], backend: str) -> Any:
    plain = {int: nw.Int64(), str: nw.String(), bool: nw.Boolean()}
    schema: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column.of, tuple):
            # pyarrow has no ordered words; there they are texts
            schema[name] = nw.Enum(column.of) if backend == "polars" else nw.String()
        else:
            schema[name] = plain[column.of]
    values = {name: list(column.values) for name, column in columns.items()}
    return nw.from_dict(values, schema, backend=backend).to_native()  # type: ignore[arg-type]
