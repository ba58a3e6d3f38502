"""Where in a file the table is: its worksheet and the row of its headings."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import hint
from fesgrade.apps.parts.words import short
from fesgrade.files.sheets import Sheet
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard, quietly

#: The last row that can be chosen for the headings.
LAST = 200
WHERE = Markup("<h2>Where the table is</h2>") + hint(
    "Choose the worksheet, and the row in which the columns are named; the first row is 1."
)


class Place:
    """The controls; ``moved`` is called with a worksheet and a row where people choose others."""

    def __init__(self, moved: Callable[[str, int], object]) -> None:
        self.moved = moved
        self.page = ipywidgets.Dropdown()
        self.headings = ipywidgets.BoundedIntText(min=1, max=LAST)
        self.page_field = labelled(self.page, "Worksheet")
        fields = box(
            self.page_field,
            labelled(self.headings, "Row of the headings"),
            name="fg-choose",
        )
        self.widget = box(Region(WHERE), fields, name="fg-card fg-stack")
        # Another worksheet has its headings elsewhere.
        self.page.observe(guard(lambda change: self.moved(change["new"], 0)), "value")
        self.headings.observe(guard(lambda change: self.moved(self.page.value or "", change["new"])), "value")

    def offer(self, sheet: Sheet, *, is_clear: bool) -> None:
        """Show where the table of a file was found; nothing where one worksheet has every factor in its first row."""
        with quietly():
            self.page.options = [(short(name, 60), name) for name in sheet.pages]
            self.page.value = sheet.page or None
            self.headings.value = min(sheet.heading_line, LAST)
        show_only(self.page_field, len(sheet.pages) > 1)
        show_only(self.widget, not (is_clear and len(sheet.pages) < 2 and sheet.heading_line == 1))
