"""The picture of a position's levels against those typical of the grades around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from fesgrade.pictures.rows import profile_params, profile_rows
from fesgrade.results import Result
from fesgrade.standards import Catalog, Standard
from fesgrade.tables import Tables, load
from fesgrade.widgets.graded import Graded
from fesgrade.widgets.still import StillPicture


class Profile(StillPicture):
    """The levels of a position against those that the Handbook shows as typical (p. 14-17, examples only).

    Parameters
    ----------
    evaluation : Evaluation or SupervisoryEvaluation, optional
        The position to show; also a trait, so that it can follow a sheet.
    title : str
        The heading.
    data : path or Catalog, optional
        Tables of your own, as in :func:`fesgrade.evaluate`.

    Raises
    ------
    LevelsError
        For anything else than an evaluation.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> profile = fg.widgets.Profile(fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"))
    >>> profile.heads
    ['Factor', 'This position', 'GS-9 typical', 'GS-11 typical', 'GS-12 typical']
    """

    evaluation = Graded()

    def __init__(
        self,
        evaluation: Result | None = None,
        *,
        title: str = "Against typical levels around the grade",
        data: Tables = None,
        **kwargs: Any,
    ) -> None:
        super().__init__("profile", title=title, **kwargs)
        self._tables = load(data)
        if evaluation is not None:
            self.evaluation = evaluation

    @traitlets.observe("evaluation")
    def _follow(self, change: Any) -> None:
        result, before = change["new"], change["old"]
        standard = (result or before).graded_by
        grade = standard.grade_of(result.total).grade if result else None
        kind = result.kind_of_work if result and not standard.is_supervisory else ""
        self.show_levels(self._tables, standard, kind, result.levels if result else {}, grade)

    def show_levels(
        self, tables: Catalog, standard: Standard, kind: str, codes: Mapping[str, str], grade: int | None
    ) -> None:
        """Show the levels chosen so far, by factor; ``grade`` is ``None`` while a factor has none."""
        neighbors = tables.typical_neighbors(kind, grade, standard) if grade is not None else ()
        printed = tables.typical(kind, standard)
        typical = {each: printed[each].levels for each in neighbors}
        rows = profile_rows(standard.factors, codes, typical, grade)
        table = [
            (factor.label, codes.get(factor.id, "–"),
             *(" or ".join(f"{factor.id}-{number}" for number in numbers[factor.id]) for numbers in typical.values()))
            for factor in standard.factors
        ]  # fmt: skip
        sources = dict.fromkeys(printed[each].source for each in neighbors)
        source = f" ({'; '.join(sources)}; examples only)" if neighbors else ""
        rated = ", ".join(codes[factor.id] for factor in standard.factors if factor.id in codes) or "no level yet"
        self.put(
            rows,
            table,
            f"This position: {rated}. " + ("The table below also lists the typical levels." if neighbors else ""),
            heads=["Factor", "This position", *(f"GS-{each} typical" for each in neighbors)],
            caption=f"Levels of this position and typical levels{source}",
            params=profile_params({row["role"]: row["typical"] for row in rows if row["typical"]}),
        )
