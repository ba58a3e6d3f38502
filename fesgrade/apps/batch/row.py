"""One row of a graded spreadsheet: a cell mended and graded again, its statement, and the statements of all."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import hint, tag
from fesgrade.apps.parts.words import short
from fesgrade.apps.parts.working import Working
from fesgrade.batch.findings import select
from fesgrade.batch.scored import Scored
from fesgrade.batch.statements import statement_of, write_statements
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.documents.word import to_docx
from fesgrade.files.sheets import Sheet
from fesgrade.standards import Catalog
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.downloads import Downloads, File, file_name
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard, quietly

#: The most statements that the page makes at once; each takes about a tenth of a second.
MOST = 500
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ABOUT = Markup("<h2>One row</h2>") + hint(
    "Correct a cell here and the file is graded again; what you save below has the corrected cell. Your own file on "
    "disk stays as it is."
)


class OneRow:
    """The controls; ``mended`` is called with the number of a row, a heading and the new text of its cell."""

    def __init__(self, mended: Callable[[int, str, str], object], tables: Catalog) -> None:
        self.mended, self.tables = mended, tables
        self.sheet: Sheet | None = None
        self.scored: Scored | None = None
        self.name = self.kind = ""
        self.row = ipywidgets.BoundedIntText(min=1, max=1, value=1)
        self.column = ipywidgets.Dropdown()
        self.text = ipywidgets.Text(continuous_update=False)
        self.mend = ipywidgets.Button(description="Change and grade again")
        self.about = Region(role="status", label="The row")
        self.one = Downloads("Statement of the row", {"docx": "Save its statement (Word)"}, lambda _: self.file())
        self.all = Downloads(
            "Statements of all positions", {"zip": "Save all statements (ZIP)"}, lambda _: self.files()
        )
        self.working = Working()
        for control in (self.row, self.column):
            control.observe(guard(lambda _: self._show()), "value")
        self.mend.on_click(guard(lambda _: self._mend()))
        fields = (labelled(self.row, "Row in the file"), labelled(self.column, "Column"), labelled(self.text, "Cell"))
        self.statements = box(self.one, self.all, name="fg-bar")
        self.widget = box(
            Region(ABOUT), box(*fields, name="fg-bar"), box(self.mend, name="fg-bar"), self.about,
            self.statements, self.working, name="fg-card fg-stack",
        )  # fmt: skip

    def offer(self, scored: Scored, sheet: Sheet, factors: Mapping[str, str], name: str, kind: str) -> None:
        """Offer the rows of a scored sheet: first one with errors, and in it the first cell that is no level."""
        self.scored, self.sheet, self.name, self.kind = scored, sheet, name, kind
        bad = select(scored, only="errors")
        with quietly():
            self.row.max = max(sheet.lines)
            if self.row.value not in sheet.lines or bad:
                self.row.value = sheet.lines[bad[0]] if bad else sheet.lines[0]
            chosen = self.column.value
            first = self._faulty(factors) if bad else ""
            self.column.options = [(short(heading, 60), heading) for heading in sheet.headings]
            self.column.value = first or (chosen if chosen in sheet.headings else next(iter(factors.values())))
        show_only(self.statements, not scored.standard.is_supervisory)
        self._show()

    def _faulty(self, factors: Mapping[str, str]) -> str:
        """Return the heading of the first column in which the row has no points."""
        assert self.scored is not None and self.sheet is not None
        at = list(self.sheet.lines).index(self.row.value)
        frame = self.scored.frame
        lacking = {each for each in self.scored.standard.by_factor if frame[f"points_{each}"].isna().iloc[at]}
        return next((heading for key, heading in factors.items() if lacking & set(key.split("/"))), "")

    def _at(self) -> int:
        """Return the place of the row that is chosen; -1 where it is no position."""
        assert self.sheet is not None
        lines = list(self.sheet.lines)
        return lines.index(self.row.value) if self.row.value in lines else -1

    def _show(self) -> None:
        if self.sheet is None or self.scored is None:
            return
        at = self._at()
        is_there = at >= 0
        self.mend.disabled = not is_there
        with quietly():
            self.text.value = self.sheet.columns[self.column.value][at] if is_there and self.column.value else ""
        row = self.scored.frame.iloc[at] if is_there else None
        graded = row is not None and isinstance(row["grade"], str)
        self.one.disabled = not graded
        if row is None:
            words = f"Row {self.row.value:,} is not a position: it is blank, above the headings, or a total."
        elif graded:
            words = f"Row {self.row.value:,}: {int(row['total']):,} points, {row['grade']}."
        else:
            words = f"Row {self.row.value:,}: {row['errors']}"
        self.about.html = tag("p", short(words, 600))

    def _mend(self) -> None:
        if self.sheet is not None and self._at() >= 0:
            self.mended(self.row.value, self.column.value, self.text.value)

    # The statements --------------------------------------------------------------------------------

    def file(self) -> File:
        """Return the statement of the row as a Word document."""
        assert self.scored is not None
        made = statement_of(self.scored, self.row.value, self.kind or None, data=self.tables)
        return File(_name(self.row.value, made), WORD, to_docx(made))

    def files(self) -> File:
        """Return the statements of all graded rows as a ZIP; :class:`StatementError` for more than :data:`MOST`."""
        assert self.scored is not None
        count = len(self.scored.good)
        if not 0 < count <= MOST:
            most = f"statements are made for 1 to {MOST:,} at once"
            raise StatementError([f"{count:,} rows have a grade; {most}. Open a part of the file."])
        out = io.BytesIO()
        name = file_name(PurePath(self.name).stem, "statements", ending=".zip")
        with self.working.on(f"Writing {name}"):
            write_statements(
                out, self.scored, _name, self.kind or None, data=self.tables,
                progress=lambda done, total: self.working.tell(f"Writing {name}: {done:,} of {total:,}", done, total),
            )  # fmt: skip
        return File(name, "application/zip", out.getvalue())


def _name(row: int, made: Statement) -> str:
    words: tuple[Any, ...] = (f"row-{row}", made.position_number, made.title)
    return file_name(*filter(None, words), ending=".docx")
