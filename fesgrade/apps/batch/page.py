"""The Batch page: a spreadsheet of positions graded row by row, what in it deserves a look, and the result as a file.

pandas is imported when the first file is opened, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import ipywidgets

from fesgrade.apps.batch import example, words
from fesgrade.apps.batch.columns import ColumnChoice
from fesgrade.apps.batch.place import Place
from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import tag
from fesgrade.apps.parts.keeper import Keeper, Query
from fesgrade.apps.parts.link import DAMAGED, STANDARD, TABLES, edition, older_html
from fesgrade.apps.parts.link import KIND as WORK
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.parts.words import short
from fesgrade.apps.parts.working import Working
from fesgrade.apps.rating.state import asked, kind_options, standard_options
from fesgrade.files import sheets
from fesgrade.levels import BY_COLUMN, LevelsError, find_kind, in_common
from fesgrade.standards import Catalog, Standard
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.downloads import Downloads, File
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard

if TYPE_CHECKING:
    from fesgrade.apps.batch.result import Result
#: The largest file that the page takes: a kernel grades it within half a gigabyte of memory.
MAX_BYTES = 25 * 2**20
MAX_ROWS = 100_000
#: The most that an XLSX file may unpack to here: three times what 50,000 rows of 30 columns and their result need.
MAX_UNPACKED = 350 * 2**20
LIMITS = sheets.limits(MAX_BYTES, MAX_ROWS)


@dataclass(frozen=True, slots=True)
class State:
    """The standard and the kind of work that positions are graded by.

    ``made_with`` is the edition of the tables that a link was made with, blank without one.
    """

    standard: str = "gs-0201"
    kind: str = "administrative"
    made_with: str = ""


class Page(Handle):
    """The widgets of the page and what happens between them; all counting is in :mod:`fesgrade.batch`."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.name, self.content = "", b""
        self.read: sheets.Sheet | None = None  # the file as it stands
        self.sheet: sheets.Sheet | None = None  # the same with a row for each position and a column for each factor
        self.mends: list[tuple[int, str, str]] = []  # cells that were changed here: row, heading and text
        self.recognized_by = ""  # the standard by which the columns of the sheet were recognized
        self.result_part = box(name="fg-stack")
        self.keeper = Keeper(State(), write=self._query, read=self._asked, show=self._show)
        self.address = self.keeper.address
        self._made()
        self._watch()
        self.keeper.refresh()

    @cached_property
    def result(self) -> Result:
        """The result, made when there is the first one: pandas comes with it."""
        from fesgrade.apps.batch.result import Result

        return Result(self._mend, self.tables)

    @property
    def standard(self) -> Standard:
        return in_common(self.keeper.now.standard, self.tables)

    @property
    def by_row(self) -> bool:
        """Whether a column of the file names the standard of each row."""
        return self.keeper.now.standard == BY_COLUMN

    @property
    def kind(self) -> str:
        """The kind of work; supervisory work has none."""
        return "" if self.standard.is_supervisory else self.keeper.now.kind

    def _made(self) -> None:
        by_row = ("Named in a column of the file", BY_COLUMN)
        self.choose_standard = ipywidgets.Dropdown(options=[*standard_options(self.tables), by_row])
        self.choose_kind = ipywidgets.Dropdown(options=kind_options(self.tables))
        self.about = Region(name="fg-about")
        self.older = Region(role="status", label="About the link", name="fg-note")
        self.try_it = ipywidgets.Button(description="Open an example")
        self.example = Downloads("Example file", {"csv": "Save the example file"}, lambda _: self._example_file())
        self.working = Working()
        self.start = Region(words.start_html(LIMITS), name="fg-card")
        self.understood = Region(role="status", label="What was read", name="fg-card")
        self.grade = ipywidgets.Button(description="Grade every row", button_style="primary")
        self.turn = ipywidgets.Button()
        self.place = Place(self._move)
        self.columns = ColumnChoice(self._columns_changed)
        self.preview = Region(name="fg-card fg-lines fg-preview")
        self.details = box(self.place.widget, self.columns.widget, self.preview, name="fg-stack")
        self.file_part = box(self.start, name="fg-stack")

    def _watch(self) -> None:
        self.keeper.watch(self.choose_standard, "value", self._by)
        self.keeper.watch(self.choose_kind, "value", lambda kind: State(self.keeper.now.standard, kind))
        self.try_it.on_click(guard(lambda _: self.take(dict([self._example()]))))
        self.grade.on_click(guard(lambda _: self.score()))
        self.turn.on_click(guard(lambda _: self._show_details(self.details.layout.display == "none")))

    def widgets(self) -> list[ipywidgets.Widget]:
        choose = file_in(
            "Open a spreadsheet",
            ".csv,.xlsx",
            self.take,
            largest=MAX_BYTES,
            help=f"Or drop it here: CSV or XLSX, up to {MAX_BYTES // 2**20} MB and {MAX_ROWS:,} rows.",
        )
        files = box(
            choose,
            box(self.try_it, self.example, name="fg-bar fg-open"),
            box(
                labelled(self.choose_standard, "Standard"),
                labelled(self.choose_kind, "Kind of work"),
                name="fg-choose fg-choose-wide",
            ),
            name="fg-card fg-stack",
        )
        return [files, self.older, self.about, self.file_part, self.working, self.result_part, self.address]

    # The file --------------------------------------------------------------------------------------

    def take(self, files: Mapping[str, bytes]) -> None:
        """Read a file and show what was understood; what was graded before stays until this one is graded."""
        for name, content in files.items():
            self._open(self._read(name, content), name, content)

    def _open(self, read: sheets.Sheet, name: str, content: bytes) -> None:
        self.read, self.name, self.content, self.mends = read, name, content, []
        self._recognize()

    def _move(self, page: str, headings: int) -> None:
        """Read the file again from another worksheet or row; where that cannot be, all stays as it is."""
        assert self.read is not None
        try:
            self._open(self._read(self.name, self.content, page=page, headings=headings), self.name, self.content)
        finally:
            self._offer_place()

    def _offer_place(self) -> None:
        assert self.read is not None
        self.place.offer(self.read, is_clear=not self.columns.columns().missing)

    def _read(self, name: str, content: bytes, **where: Any) -> sheets.Sheet:
        from fesgrade.batch.layout import read_positions

        what = f"Reading {short(name)}"
        with self.working.on(what):
            return read_positions(
                content,
                name,
                self.standard.id,
                data=self.tables,
                **where,
                max_bytes=MAX_BYTES,
                max_rows=MAX_ROWS,
                max_unpacked=MAX_UNPACKED,
                progress=lambda done, total: self.working.tell(what, done, total),
            )

    def _recognize(self) -> None:
        from fesgrade.batch.columns import recognize
        from fesgrade.batch.layout import arrange

        assert self.read is not None
        self.recognized_by = self.keeper.now.standard
        self.sheet = arrange(self.read, self.standard, data=self.tables)
        for line, heading, text in self.mends:
            if heading in self.sheet.columns and line in self.sheet.lines:
                self.sheet = self.sheet.with_cell(line, heading, text)
        found = recognize(self.sheet.headings, self.recognized_by, data=self.tables)
        self.columns.offer(self.sheet, found, self.standard, by_row=self.by_row)
        self._offer_place()
        self.preview.html = words.preview_html(self.sheet)
        self.file_part.children = [self.understood, box(self.grade, self.turn, name="fg-bar"), self.details]
        self._show_details(True)
        self._columns_changed()

    def _show_details(self, shown: bool) -> None:
        """Show or hide the columns and the first rows; once graded they would stand between file and result."""
        show_only(self.details, shown)
        self.turn.description = "Hide the columns" if shown else "Show the columns"

    def _columns_changed(self) -> None:
        from fesgrade.batch.reading import read_columns
        from fesgrade.batch.recorded import recorded_notes

        assert self.sheet is not None
        chosen = self.columns.columns()
        levels = read_columns(self.sheet, chosen, self.standard)
        notes = (*self.sheet.notes, *chosen.notes, *levels.notes, *recorded_notes(self.sheet, chosen))
        self.understood.html = words.understood_html(self.sheet, chosen, self.standard, notes, by_row=self.by_row)

    def _mend(self, line: int, heading: str, text: str) -> None:
        """Change a cell and grade again."""
        assert self.sheet is not None
        self.mends.append((line, heading, text))
        self.sheet = self.sheet.with_cell(line, heading, text)
        self._columns_changed()
        self.score()

    # The grades ------------------------------------------------------------------------------------

    def score(self) -> None:
        """Grade every row, and show what deserves a look."""
        from fesgrade.batch.scored import score_sheet

        assert self.sheet is not None
        columns = self.columns.columns()
        standard = f"{BY_COLUMN}{columns.roles.get('standard', '')}" if self.by_row else self.standard.id
        with self.working.on("Grading"):
            scored = score_sheet(
                self.sheet,
                columns,
                standard,
                kind_of_work=self.kind or None,
                data=self.tables,
                progress=lambda done, total: self.working.tell(f"Grading: {done:,} of {total:,} rows", done, total),
            )
            self.working.tell("Looking for positions that deserve a second look")
            self.result.show(scored, self.sheet, self.columns.columns().factors, self.kind)
            if not self.result_part.children:
                self.result_part.children = self.result.widgets
            self._show_details(False)

    # Standard and kind of work ---------------------------------------------------------------------

    def _by(self, name: str) -> State:
        if name == BY_COLUMN:
            return State(name, self.keeper.now.kind)
        standard = self.tables.standards[name]
        return State(standard.id, standard.kind_of_work or self.keeper.now.kind)

    def _show(self, state: State) -> None:
        self.choose_standard.value, self.choose_kind.value = state.standard, state.kind
        self.choose_kind.disabled = self.standard.is_supervisory or bool(self.standard.kind_of_work)
        self.about.html = words.partly_html(self.standard)
        show_only(self.about, not self.standard.complete)
        self.older.html = older_html(state.made_with)
        if self.sheet is not None and self.recognized_by != state.standard:
            self._recognize()

    def _example(self) -> tuple[str, bytes]:
        """Return name and content of the example: one that names the standard of each row where that is asked for."""
        if self.by_row:
            return example.NAME_OF_TWO, example.example_of_two()
        return example.NAME, example.example()

    def _example_file(self) -> File:
        name, content = self._example()
        return File(name, "text/csv", content)

    def _query(self, state: State) -> Query:
        query = {STANDARD: state.standard, WORK: self.kind, TABLES: edition()}
        return {name: value for name, value in query.items() if value}

    def _asked(self, query: Query, now: State) -> State:
        state = replace(now, made_with=query.get(TABLES, ""))
        if query.get(STANDARD) == BY_COLUMN:
            return replace(state, standard=BY_COLUMN, kind=find_kind(query.get(WORK), self.standard) or now.kind)
        if query.get(STANDARD) or query.get(WORK):
            standard, kind, faults = asked(query, self.tables)
            if faults:
                raise LevelsError([DAMAGED, *faults])
            return replace(state, standard=standard.id, kind=now.kind if standard.is_supervisory else kind)
        return state if state.made_with else now


def show() -> Page:
    """Show the page, and return it: ``page.take({"mine.csv": content})``, ``page.result``."""
    made = Page(catalog())
    page(*made.widgets(), first=tag("div.fg-card", words.start_html(LIMITS)))
    return made
