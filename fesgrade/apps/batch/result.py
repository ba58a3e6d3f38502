"""The result of a graded spreadsheet: what deserves a look, every position to search in, and the file to save."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import PurePath

import ipywidgets

from fesgrade.apps.batch import findings
from fesgrade.apps.batch.pictures import compared_picture, organizations_picture
from fesgrade.apps.batch.row import OneRow
from fesgrade.apps.parts.html import hint, tag
from fesgrade.apps.parts.words import plural
from fesgrade.apps.parts.working import Working
from fesgrade.apps.rating.state import KINDS
from fesgrade.batch.findings import recorded_against_computed, select
from fesgrade.batch.scored import Scored, write
from fesgrade.files import xlsx
from fesgrade.files.sheets import Sheet
from fesgrade.finding_names import OF_LEVELS
from fesgrade.standards import Catalog
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.downloads import Downloads, File, file_name
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region, guard, quietly

MIMES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
SAVE = {"csv": "Save as CSV", "xlsx": "Save as Excel (XLSX)"}
ABOUT_FILE = (
    "The file has every row and column of yours, then the points of each factor, total, grade, distances to the lines, "
    "what to check, and errors. Cells that a spreadsheet could run are marked as text."
)


class Result:
    """What is shown of a scored sheet. Call :meth:`show` and show ``widgets``; ``mended`` is that of ``OneRow``."""

    def __init__(self, mended: Callable[[int, str, str], object], tables: Catalog) -> None:
        self.row = OneRow(mended, tables)
        self.scored: Scored | None = None
        self.name = self.kind = ""
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.save = Downloads("Save the result", SAVE, self.file, primary=True)
        self.organizations, self.compared = (
            Picture("counts", title=title)
            for title in ("Grades by organization", "Recorded grade (down), computed grade (across)")
        )
        names = ("Rows with errors", "Recorded grades that differ", "Same levels, different recorded grades",
                 "Unusual profiles", "Totals near a line")  # fmt: skip
        self.errors, self.differing, self.identical, self.unusual, self.near_line = (
            Region(role="region", label=name, name="fg-card fg-lines") for name in names
        )
        self.words = ipywidgets.Text(continuous_update=False)
        self.of_grade = ipywidgets.Dropdown()
        self.only = ipywidgets.Dropdown()
        self.found = Region(role="status", label="How many fit")
        self.positions = Region(name="fg-lines")
        for control in (self.words, self.of_grade, self.only):
            control.observe(guard(lambda _: self.show_positions()), "value")
        self.about_file = Region()
        self.working = Working()
        self.widgets = self._widgets()

    def _widgets(self) -> list[ipywidgets.Widget]:
        fields = (
            labelled(self.words, "Words in any column"), labelled(self.of_grade, "Computed grade"),
            labelled(self.only, "Only"),
        )  # fmt: skip
        look = box(
            Region(tag("h2", "All positions")), box(*fields, name="fg-bar"), self.found, self.positions,
            name="fg-card fg-stack",
        )  # fmt: skip
        saved = box(self.save, self.working, self.about_file, name="fg-card fg-stack")
        pictures = box(self.organizations, self.compared, name="fg-pair")
        return [
            self.result, saved, self.errors, self.row.widget, pictures, self.differing, self.identical, self.unusual,
            self.near_line, look,
        ]  # fmt: skip

    def show(self, scored: Scored, sheet: Sheet, factors: Mapping[str, str], kind: str) -> None:
        """Show what there is in a sheet, scored for a ``kind`` of work; ``factors`` has the heading of each."""
        name = sheet.name
        compared = recorded_against_computed(scored)
        parts = (
            (self.errors, findings.errors_html(scored)),
            (self.differing, findings.differing_html(scored, kind, compared)),
            (self.identical, findings.identical_html(scored, kind)),
            (self.unusual, findings.unusual_html(scored, kind)),
            (self.near_line, findings.near_line_html(scored, kind)),
        )
        self.scored, self.name, self.kind = scored, name, kind
        self.result.html = findings.result_html(scored, name, KINDS.get(kind, ""))
        many = len(scored.frame) > xlsx.MAX_ROWS
        self.save.buttons = [[key, label] for key, label in SAVE.items() if key == "csv" or not many]
        limit = f" Excel files are written with up to {xlsx.MAX_ROWS:,} rows; this result has more."
        self.about_file.html = hint(ABOUT_FILE, many and limit)
        self.organizations.put(**organizations_picture(scored))
        self.compared.put(**compared_picture(compared))
        show_only(self.compared, bool(compared.table))
        for region, html in parts:
            region.html = html
            show_only(region, bool(html))
        self.row.offer(scored, sheet, factors, name, kind)
        self._offer_filters(scored)
        self.show_positions()

    def _offer_filters(self, scored: Scored) -> None:
        there = set(scored.good["grade"].unique())
        grades = [grade.name for grade in scored.standard.grades if grade.name in there]
        codes = {code for text in scored.good["findings"].unique() for code in text.split()}
        checks = [(findings.findings_words([code]), code) for code in OF_LEVELS if code in codes]
        plain = [(label, key) for key, label in findings.ONLY.items() if key != "differing" or "grade" in scored.roles]
        with quietly():
            self.of_grade.options = [("Any grade", ""), *((name, name) for name in grades)]
            self.only.options = plain + checks
            self.words.value = self.of_grade.value = self.only.value = ""

    def show_positions(self) -> None:
        """Show the positions that fit what is asked for."""
        if self.scored is None:
            return
        places = select(self.scored, self.words.value, self.of_grade.value, self.only.value)
        self.positions.html = findings.positions_html(self.scored, self.kind, places)
        self.found.html = tag("p", f"{len(places):,} of {plural(len(self.scored.frame), 'position')}")

    def file(self, kind: str) -> File:
        """Return the result as a file, ``"csv"`` or ``"xlsx"``."""
        assert self.scored is not None
        out = io.BytesIO()
        name = file_name(PurePath(self.name).stem, "graded", ending=f".{kind}")
        what = f"Writing {name}"
        with self.working.on(what):
            write(out, kind, self.scored.frame, progress=lambda done, total: self.working.tell(what, done, total))
        return File(name, MIMES[kind], out.getvalue())
