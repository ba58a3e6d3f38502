"""The rating sheet for an author's own notebook: it reads levels, and says what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
import traitlets

from fesgrade import combinations
from fesgrade.evaluation import Evaluation, rate
from fesgrade.levels import Levels, find_kind, find_standard, read_levels
from fesgrade.shown import View
from fesgrade.standards import Catalog, Level, Standard
from fesgrade.tables import Tables, load
from fesgrade.widgets.sheet import Sheet, rules_of, sheet_of
from fesgrade.widgets.still import Still, levels_view


class RatingSheet(Still, Sheet, ipywidgets.ValueWidget):  # type: ignore[misc]
    """Every factor of a standard with its levels to choose from.

    Parameters
    ----------
    standard : Standard or str
        A standard or its id; the trait holds the id.
    levels : mapping or str, optional
        The levels to begin with, in any usual notation; factors may be missing.
    kind_of_work : str, optional
        ``professional``, ``administrative``, ``technical`` or ``assistance`` in place of the standard's own.
    data : path or Catalog, optional
        Tables of your own, as in :func:`fesgrade.evaluate`.
    label : str
        What a screen reader calls the sheet; give each its own where there are several.

    Attributes
    ----------
    levels : dict
        The code of each factor's level, by factor; changes with every choice, and may be set in any notation.
    value : dict
        The same as ``levels``, so that ``interact`` and ``interactive_output`` take the sheet as an argument.
    evaluation : Evaluation or None
        What the levels come to; ``None`` while a factor has no level.
    standard, kind_of_work : str
        May be set as well; levels that the new standard has too stay.

    Raises
    ------
    LevelsError
        For levels, a standard or a kind of work that do not exist; nothing is changed then.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> sheet = fg.widgets.RatingSheet("gs-0201", levels="1-7 2-4 3-3 4-4 5-3 2b 8-1")
    >>> sheet.evaluation is None
    True
    >>> sheet.levels = {**sheet.levels, "9": "9-1"}
    >>> sheet.evaluation.grade
    'GS-11'
    """

    _shows = ("levels", "evaluation", "standard")

    standard = traitlets.Unicode()
    kind_of_work = traitlets.Unicode()
    levels = traitlets.Any()
    value = traitlets.Any()
    evaluation = traitlets.Any(None, allow_none=True, read_only=True)

    def __init__(
        self,
        standard: Standard | str = "gs-0201",
        *,
        levels: Levels = (),
        kind_of_work: str | None = None,
        data: Tables = None,
        **kwargs: Any,
    ) -> None:
        self._tables: Catalog = load(data)
        self._by = find_standard(standard, self._tables)
        self._rules = combinations.load(None if isinstance(data, Catalog) else data)
        super().__init__(levels={}, value={}, **kwargs)
        self.standard = self._by.id
        self.kind_of_work = find_kind(kind_of_work, self._by)
        self.levels = levels

    @traitlets.validate("standard")
    def _known(self, proposal: Any) -> str:
        if proposal["value"] != self._by.id:
            self._by = find_standard(proposal["value"], self._tables)
        return self._by.id

    @traitlets.validate("kind_of_work")
    def _kind(self, proposal: Any) -> str:
        return find_kind(proposal["value"], self._by)

    @traitlets.validate("levels", "value")
    def _read(self, proposal: Any) -> dict[str, str]:
        return _codes(read_levels(proposal["value"], self._by, partial=True))

    @traitlets.observe("standard")
    def _other_standard(self, _: Any) -> None:
        kept = {factor: code for factor, code in (self.levels or {}).items() if code in self._by.by_code}
        with self.hold_sync():
            self.factors, self.chart = sheet_of(self._by)
            self.kind_of_work = self._by.kind_of_work
            self.chosen = self.levels = kept
        self._rated(kept)

    @traitlets.observe("chosen", "value", "levels")
    def _chosen(self, change: Any) -> None:
        before, now = change["old"] or {}, change["new"] or {}
        codes = _codes(read_levels(now, self._by, partial=True))
        self._rated(codes)
        changed = tuple(factor for factor in self._by.by_factor if before.get(factor) != codes.get(factor))
        with self.hold_sync():
            if self.chosen != codes:
                self.chosen = codes
            if len(changed) == 1 or changed == ("6", "7"):
                numbers = {factor: self._by.by_code[code].number for factor, code in codes.items()}
                found = combinations.bearing_on_each(
                    self._rules, self._by, numbers, changed, kind_of_work=self.kind_of_work
                )
                self.rules = rules_of(found)
        self.levels = self.value = codes

    @traitlets.observe("kind_of_work")
    def _other_kind(self, _: Any) -> None:
        self._rated(self.levels or {})

    def _rated(self, codes: Mapping[str, str]) -> None:
        levels = {factor: self._by.by_code[code] for factor, code in codes.items() if code in self._by.by_code}
        whole = len(levels) == len(self._by.factors)
        result: Evaluation | None = rate(levels, self._by, self.kind_of_work or "", self._tables) if whole else None
        self.set_trait("evaluation", result)

    def _view(self) -> View:
        result: Evaluation | None = self.evaluation
        if result is not None:
            return result.view()
        return levels_view(self.label, self.levels or {}, self._by)


def _codes(levels: Mapping[str, Level]) -> dict[str, str]:
    return {factor: level.code for factor, level in levels.items()}
