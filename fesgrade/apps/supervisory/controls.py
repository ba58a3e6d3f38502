"""Every control and region of the Supervisory page, and where each stands."""

from __future__ import annotations

import ipywidgets

from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.supervisory import parts
from fesgrade.apps.supervisory.mixed import MixedSection
from fesgrade.apps.supervisory.state import BLANK_WORK, EXAMPLES
from fesgrade.standards import GUIDE, Catalog
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region
from fesgrade.widgets.rows import Rows
from fesgrade.widgets.sheet import Sheet, sheet_of

LADDER = "Where the points stand among the grades"


class Controls:
    """The controls and regions; what happens between them is the page's, and so is what ``keep`` keeps."""

    keep: KeepPart

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.guide = tables.standards[GUIDE]
        cases = [(self.tables.cases[name].title, name) for name in EXAMPLES if name in self.tables.cases]
        self.choose_case = ipywidgets.Dropdown(options=[("Load a worked case…", ""), *cases])
        self.undo, self.redo, self.reset = (ipywidgets.Button(description=word) for word in ("Undo", "Redo", "Reset"))
        self.case_note = Region(name="fg-case")
        self.older = Region(role="status", label="Edition of the link")
        self.time = ipywidgets.Text(continuous_update=False)
        self.authority = ipywidgets.Dropdown(
            options=[("Not said", ""), ("At least 3-2", "yes"), ("Less than 3-2", "no")]
        )
        self.exclusions = parts.exclusions()
        self.coverage = Region(role="region", label="Coverage", name="fg-outcome")
        factors, _ = sheet_of(self.guide)
        # Factor 5 has no sheet: its level follows from the table of the work directed.
        self.sheets = [
            Sheet(label="Factors 1 to 4", factors=[factor for factor in factors if factor["id"] not in ("5", "6")]),
            Sheet(label="Factor 6", factors=[factor for factor in factors if factor["id"] == "6"]),
        ]
        self.directed = Region()
        self.work = Rows(
            label="Work directed", columns=parts.work_columns(False), blank=dict(BLANK_WORK),
            add="Add a kind of work", more="Trainee work, or work left out",
        )  # fmt: skip
        self.second = parts.second_level()
        self.base = Region(role="region", label="Base grade", name="fg-outcome")
        self.situations = parts.situations(self.guide)
        self.added = Region()
        self.deputy = parts.deputy()
        self.argument = Region(role="region", label="How the grade follows", name="fg-card")
        self.mixed = MixedSection(tables)
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.findings = Region(role="region", label="To check", name="fg-card")
        self.ladder = Picture(
            "ladder", [], title=LADDER, description="", table=[],
            columns=(("name", "Grade"), ("low", "From"), ("high", "To"), ("place", "Place")),
        )  # fmt: skip
        self.address = Address()

    def widgets(self) -> list[ipywidgets.Widget]:
        """Return what stands on the page, from top to bottom."""
        buttons = box(self.undo, self.redo, self.reset, name="fg-bar")
        facts = box(
            labelled(self.time, "Share of time that supervision takes (%)"),
            labelled(self.authority, "Authority over people other than contractors"),
            name="fg-bar",
        )
        left = box(
            box(Region(parts.COVERAGE), facts, self.exclusions, self.coverage, name="fg-card fg-stack"),
            Region(parts.FACTORS),
            self.sheets[0],
            box(self.directed, self.work, self.base, self.second, name="fg-card fg-stack fg-directed"),
            Region(parts.CONDITIONS),
            self.sheets[1],
            box(self.situations, self.added, name="fg-card fg-stack"),
            box(self.deputy, name="fg-card"),
            self.argument,
            self.mixed.widget,
            name="fg-stack",
        )
        side = box(self.result, box(self.findings, self.ladder, name="fg-stack"), name="fg-side fg-sticky")
        return [
            box(labelled(self.choose_case, "Worked case"), buttons, name="fg-bar"),
            self.case_note,
            self.older,
            self.keep.offering,
            Region(parts.contents_html()),
            box(left, side, name="fg-columns fg-rating"),
            *self.keep.widgets,
            self.address,
        ]
