"""The columns of a frame: which of them holds which factor, and what each is called afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fesgrade.levels import by_column
from fesgrade.sources import FaultsError
from fesgrade.standards import Catalog, Factor, Standard

#: What scoring a table adds after the points of each factor (``points_1`` …), in this order.
RESULTS = ("total", "grade", "above_floor", "to_next", "one_level", "findings", "errors")
#: The key of a column that holds a cell of the contacts chart: factors 6 and 7 together.
CHART = "6/7"
#: How much of a refused cell an error repeats.
SHOWN = 40


class FrameError(FaultsError):
    """A frame that cannot be scored at all: each fault says what is wrong with it and what is allowed.

    Attributes
    ----------
    faults : tuple of str
        Every fault, each a sentence.

    Examples
    --------
    >>> import pandas as pd, fesgrade as fg
    >>> try:
    ...     fg.frames.score(pd.DataFrame({"factor_1": ["1-7"]}))
    ... except fg.frames.FrameError as error:
    ...     print(len(error.faults) > 0)
    True
    """


@dataclass(frozen=True, slots=True)
class ByRow:
    """The ``column`` that names the standard of each row, and the ``standards`` that it may name.

    Supervisory guides are not among them: their factors are others, so their rows need columns of their own.
    """

    column: Any
    standards: tuple[Standard, ...]

    @property
    def places(self) -> dict[str, int]:
        """The place of each standard, from 1, by its short title and its id in small letters."""
        numbered = list(enumerate(self.standards, start=1))
        return {one.short_title.lower(): at for at, one in numbered} | {one.id.lower(): at for at, one in numbered}

    @property
    def refusal(self) -> tuple[str, str]:
        """The sentence for a cell that is none of the standards, in two halves as :func:`refusal` has them."""
        ids = ", ".join(one.id for one in self.standards)
        return "The standard of the row is given as ", f"; in a file of several it is one of {ids}."


@dataclass(frozen=True, slots=True)
class Table:
    """A frame that can be scored: ``columns`` names the column of each factor, ``"6/7"`` that of the chart.

    ``by_row`` says the standard of each row, ``None`` where all have ``standard``.
    """

    frame: Any
    columns: Mapping[str, Any]
    standard: Standard
    by_row: ByRow | None = None

    def factors(self, key: str) -> list[Factor]:
        """Return the factors that a column gives: two for the contacts chart."""
        return [self.standard.by_factor[factor] for factor in (("6", "7") if key == CHART else (key,))]


def by_row(standard: Standard | str, catalog: Catalog) -> ByRow | None:
    """Return what says the standard of each row, ``None`` where a standard itself is given."""
    column = by_column(standard)
    mixed = tuple(each for each in catalog.standards.values() if not each.is_supervisory)
    return None if column is None else ByRow(column, mixed)


def prepare(frame: Any, wanted: Mapping[Any, Any], standard: Standard, by: ByRow | None = None) -> Table:
    """Drop the columns of an earlier result, find those of the factors, rename those that a result would replace."""
    names = list(frame.collect_schema().names())
    results = results_of(standard)
    if set(results) <= set(names):
        frame = frame.drop(results)
        names = [name for name in names if name not in results]
    columns, faults = _find_columns(names, standard, wanted)
    renamed, more = _kept_names(names, standard)
    if by and by.column not in names:
        faults.append(f"The frame has no column {by.column!r} to name the standard of each row.")
    if faults or more:
        raise FrameError([*faults, *more])
    columns = {key: renamed.get(name, name) for key, name in columns.items()}
    by = replace(by, column=renamed.get(by.column, by.column)) if by else None
    return Table(frame.rename(renamed) if renamed else frame, columns, standard, by)


def factor_key(name: object, standard: Standard) -> str | None:
    """Return the factor that ``factor_1``, ``1``, ``"4a"`` or ``"6_7"`` names (``"6/7"`` for the chart), if any."""
    bare = re.sub(r"^(?:sub)?factors?[\s_]*", "", str(name).strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"6\s*(?:/|&|and|-|_)\s*7", bare, re.IGNORECASE):
        return CHART if _has_chart(standard) else None
    return bare.upper() if bare.upper() in standard.by_factor else None


def results_of(standard: Standard) -> list[str]:
    """Return the names of all columns that scoring adds: the points of each factor, then :data:`RESULTS`."""
    return [*(f"points_{factor.id}" for factor in standard.factors), *RESULTS]


def kept_name(name: Any, standard: Standard) -> Any:
    """Return the name under which a column is kept beside the results: ``recorded_grade`` for one called ``Grade``."""
    written = {result.lower() for result in results_of(standard)}
    return f"recorded_{name.lower()}" if isinstance(name, str) and name.lower() in written else name


def _kept_names(names: Sequence[Any], standard: Standard) -> tuple[dict[Any, Any], list[str]]:
    """Return the new name of each column that must be renamed, and what stands in the way.

    Some engines take ``Grade`` and ``grade`` for the same column, so neither may stand beside a result.
    """
    renamed = {name: kept_name(name, standard) for name in names if kept_name(name, standard) != name}
    taken = {str(name).lower() for name in names if name not in renamed}
    faults = []
    for name, new in renamed.items():
        if new.lower() in taken:
            faults.append(
                f"The frame has the columns {name} and {new}; rename one of them, because {name.lower()} is written "
                "here."
            )
        taken.add(new.lower())
    return renamed, faults


def _find_columns(
    names: Sequence[Any], standard: Standard, wanted: Mapping[Any, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return the column of each factor (``"6/7"`` for the chart), and every fault.

    ``wanted`` maps factors to the names of their columns (or the other way round, where only that makes sense); a
    factor that it does not name is found where a column is called ``factor_1``. A table needs a column for every
    factor of the standard, and holds factors 6 and 7 in one form.
    """
    found, faults = _wanted_columns(names, standard, wanted)
    mapped, taken = set(found), set(found.values())
    for name in names:
        key = factor_key(name, standard) if re.match(r"(?:sub)?factors?_", str(name), re.IGNORECASE) else None
        if key is None or key in mapped or name in taken:
            continue
        if key in found:
            faults.append(f"The columns {found[key]!r} and {name!r} both hold factor {key}; keep one.")
        else:
            found[key] = name
    apart = [repr(found[factor]) for factor in ("6", "7") if factor in found]
    if CHART in found and apart:
        faults.append(
            f"Factors 6 and 7 are given in both forms, as {found[CHART]!r} and as {' and '.join(apart)}; keep one of "
            "the two forms."
        )
    faults = faults or list(_missing_columns(found, standard))
    order = [*standard.by_factor, CHART]
    return {key: found[key] for key in order if key in found}, faults


def _wanted_columns(
    names: Sequence[Any], standard: Standard, wanted: Mapping[Any, Any]
) -> tuple[dict[str, Any], list[str]]:
    found: dict[str, Any] = {}
    faults: list[str] = []
    for left, right in wanted.items():
        key, name = factor_key(left, standard), right
        if name not in names and left in names and factor_key(right, standard):
            key, name = factor_key(right, standard), left
        if key is None:
            chart = f", and {CHART} for the contacts chart" if _has_chart(standard) else ""
            known = f"its factors are {', '.join(standard.by_factor)}{chart}"
            faults.append(f"{left!r} in columns is not a factor of {standard.short_title}; {known}.")
        elif name not in names:
            faults.append(f"The frame has no column {name!r}, which columns gives for factor {key}.")
        elif key in found:
            faults.append(f"Factor {key} is given twice in columns, as {found[key]!r} and {name!r}; give it once.")
        elif name in found.values():
            faults.append(f"The column {name!r} is given for two factors; a column holds one.")
        else:
            found[key] = name
    return found, faults


def _missing_columns(found: Mapping[str, Any], standard: Standard) -> Iterator[str]:
    if not found:
        names = ", ".join(f"factor_{factor.id}" for factor in standard.factors)
        yield f"The frame has no factor column; name the columns {names}, or map them with columns."
        return
    covered = {*found, *(("6", "7") if CHART in found else ())}
    for factor in standard.factors:
        if factor.id not in covered:
            yield f"The frame has no column for {factor.title}; name it factor_{factor.id} or map it with columns."


def _has_chart(standard: Standard) -> bool:
    return {"6", "7"} <= standard.by_factor.keys()


def missing_sentence(factors: Sequence[Factor]) -> str:
    """Return the sentence for a cell that is blank."""
    if len(factors) > 1:
        return "Factors 6 and 7 are missing; give contacts 1 to 4 and purpose a to d, as 2b."
    return f"{factors[0].title}, is missing; give one of {factors[0].codes}."


#: The sentence for a row that names no standard.
NO_STANDARD = "The standard of the row is missing."


def refusal(factors: Sequence[Factor]) -> tuple[str, str]:
    """Return the sentence for a cell that is no level, in two halves: the cell's own text stands between them."""
    if len(factors) > 1:
        return "Factors 6 and 7 are given as ", "; write contacts 1 to 4 and purpose a to d, as 2b."
    return f"{factors[0].title}, is given as ", f"; its levels are {factors[0].codes}."
