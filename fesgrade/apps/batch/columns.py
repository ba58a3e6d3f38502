"""Which column is which: a list for every factor, and for what names a position."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.words import short
from fesgrade.standards import Standard
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard, quietly

if TYPE_CHECKING:
    from fesgrade.batch.columns import Columns
    from fesgrade.files.sheets import Sheet
CHART = "6/7"
#: What may have a column besides the factors (:data:`fesgrade.batch.columns.ROLES`), and its name on the page.
ROLES = {
    "title": "Position title",
    "organization": "Organization",
    "position": "Position number",
    "grade": "Recorded grade",
}
#: What has a column besides where each row names its standard.
BY_ROW = {"standard": "Standard of the row"}
WHICH = Markup(
    "<h2>Which column is which</h2><p>A factor needs the column with its level (such as 1-7 or just 7). Factors 6 and "
    "7 may stand in one column, as a cell of the contacts chart (2b).</p>"
)
NAMES = Markup(
    '<h3>What names a position, if there is a column for it</h3><p class="fg-hint">The recorded grade is compared with '
    "the one that the levels give.</p>"
)


class ColumnChoice:
    """The lists; ``changed`` is called when another column is chosen. Show ``widget`` after :meth:`offer`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.changed = changed
        self.lists: dict[str, ipywidgets.Dropdown] = {}
        self.labels: dict[str, str] = {}
        self.sheet: Sheet | None = None
        #: What people chose for the sheet, by label: factors of the same number and name are the same in two standards.
        self.by_hand: dict[str, str] = {}
        self.standard: Standard | None = None
        self.notes: tuple[str, ...] = ()
        self.factors = box(name="fg-choose")
        self.roles = box(name="fg-choose")
        self.widget = box(
            Region(WHICH),
            self.factors,
            Region(NAMES),
            self.roles,
            name="fg-card fg-stack",
        )

    def offer(self, sheet: Sheet, found: Columns, standard: Standard, *, by_row: bool = False) -> None:
        """Offer the columns of a sheet, with those chosen that were recognized.

        What was chosen by hand for the same sheet stays, where the standard has that factor as well.
        """
        if sheet is not self.sheet:
            self.sheet, self.by_hand = sheet, {}
        self.standard, self.notes = standard, found.notes
        columns = [("No column", "")] + [(short(heading, 60), heading) for heading in sheet.headings]
        chart = {CHART: "6 and 7 in one column"} if {"6", "7"} <= standard.by_factor.keys() else {}
        names = {factor.id: f"{factor.id} {factor.short_name}" for factor in standard.factors} | chart
        roles = BY_ROW | ROLES if by_row else ROLES
        self.labels = names | roles
        by_hand = {key: self.by_hand[label] for key, label in self.labels.items() if label in self.by_hand}
        chosen = {**found.factors, **found.roles, **by_hand}
        self.lists = {key: ipywidgets.Dropdown(options=columns, value=chosen.get(key, "")) for key in self.labels}
        for key, each in self.lists.items():
            each.observe(guard(lambda change, key=key: self._chosen(key, change)), "value")
        self.factors.children = [labelled(self.lists[key], name) for key, name in names.items()]
        self.roles.children = [labelled(self.lists[key], name) for key, name in roles.items()]

    def _chosen(self, key: str, change: Mapping[str, Any]) -> None:
        others = {CHART: ("6", "7"), "6": (CHART,), "7": (CHART,)}.get(key, ())
        self.by_hand[self.labels[key]] = change["new"]
        if change["new"]:
            with quietly():
                for other in others:
                    if other in self.lists:
                        self.lists[other].value = self.by_hand[self.labels[other]] = ""
        self.changed()

    def columns(self) -> Columns:
        """Return what is chosen now."""
        from fesgrade.batch.columns import Columns

        assert self.standard is not None
        chosen = {key: each.value for key, each in self.lists.items() if each.value}
        factors = {key: heading for key, heading in chosen.items() if key not in BY_ROW | ROLES}
        covered = {*factors, *(("6", "7") if CHART in factors else ())}
        return Columns(
            factors,
            {key: heading for key, heading in chosen.items() if key in BY_ROW | ROLES},
            tuple(factor for factor in self.standard.by_factor if factor not in covered),
            self.notes,
        )
