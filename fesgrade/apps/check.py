"""The page that checks a table: somebody else's points or grade ranges against a shipped edition."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import Cell, hint, items, result_head, table, tag
from fesgrade.apps.parts.keeper import Keeper, Query
from fesgrade.apps.parts.link import STANDARD, TABLES, edition, older_html
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.parts.words import plural, short
from fesgrade.apps.parts.working import Working
from fesgrade.apps.rating.state import asked, standard_options
from fesgrade.check import differences as checks
from fesgrade.check.differences import CheckedTable, Difference
from fesgrade.check.examples import examples
from fesgrade.check.shapes import CheckError
from fesgrade.files import sheets
from fesgrade.standards import Catalog
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.downloads import Downloads, File, file_name
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard, quietly

#: So many differences are shown; the saved file has all.
MOST = 100
#: What is wrong with a value, as the page says it.
KINDS = {"wrong": "Wrong", "missing": "Missing", "invented": "Not in the standard", "unreadable": "Not readable"}
HEADINGS = ("kind", "what", "given", "right", "source", "place")
#: What the made examples show, by their file names.
EXAMPLES = {
    "factor-7-level-d.csv": "Factor 7, level d at 200 points",
    "gs-12-from-1605.csv": "GS-12 from 1,605 points",
    "even-grade-pushed-up.csv": "An even grade pushed up",
    "supervisory-level-3-1.csv": "A level 3-1 in the supervisory guide",
}
START = Markup(
    "<h2>What is read</h2><p>A CSV, XLSX or JSON file with the points of levels or the ranges of grades, in one of the "
    "layouts that other tools use:</p><ul>"
    "<li>a row for each level: <code>factor, level, points</code>, or a row for each factor and a column for each "
    "level</li>"
    "<li>the contacts chart: <code>contacts, purpose, points</code>, or a row for each kind of contacts and the "
    "columns <code>a</code> to <code>d</code></li>"
    "<li>a row for each grade: <code>grade, low, high</code>, or <code>grade, range</code></li>"
    '<li>JSON with the same, such as <code>{"1-7": 1250}</code> or <code>{"GS-5": [855, 1100]}</code></li></ul>'
) + hint(
    f"At most {checks.MAX_BYTES // 2**20} MB. No file at hand? Open an example: each is the right table with one error "
    "that other tools have had."
)


@dataclass(frozen=True, slots=True)
class State:
    """The standard that tables are held against; blank where the table says it.

    ``made_with`` is the edition of the tables that a link was made with, blank without one.
    """

    standard: str = ""
    made_with: str = ""


class Page(Handle):
    """The widgets of the page; everything is found by :mod:`fesgrade.check`."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.name, self.content = "", b""
        self.found: CheckedTable | None = None
        self.keeper = Keeper(State(), write=_query, read=self._read, show=self._show)
        self.address = self.keeper.address
        self.standard = ipywidgets.Dropdown(options=[("Recognize it from the table", ""), *standard_options(tables)])
        self.made = examples(tables)
        self.example = ipywidgets.Dropdown(
            options=[("Open an example…", "")] + [(EXAMPLES.get(name, name), name) for name in self.made]
        )
        self.start = Region(START, name="fg-card")
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.differences = Region(role="region", label="Differences", name="fg-card fg-lines")
        self.save = Downloads("Save the differences", {"csv": "Save as CSV"}, lambda _: self.file())
        self.working = Working()
        self.body = box(self.start, name="fg-stack")
        self.older = Region(role="status", label="About the link", name="fg-note")
        self.keeper.watch(self.standard, "value", lambda name: self._held_against(State(name)))
        self.example.observe(guard(lambda change: self.open_example(change["new"])), "value")

    def widgets(self) -> list[ipywidgets.Widget]:
        choose = file_in(
            "Open a table", ".csv,.xlsx,.json", self.take, largest=checks.MAX_BYTES, help="Or drop the file here."
        )
        controls = box(
            labelled(self.standard, "Compare with"),
            labelled(self.example, "Files with an error to try"),
            name="fg-choose fg-choose-wide",
        )
        return [box(choose, controls, name="fg-card fg-stack"), self.older, self.working, self.body, self.address]

    def take(self, files: Mapping[str, bytes]) -> None:
        """Check a file; one that cannot be read leaves what is shown as it is."""
        for name, content in files.items():
            self._check(name, content, self.keeper.now.standard)
            with quietly():
                self.example.value = ""

    def open_example(self, name: str) -> None:
        if name:
            self._check(name, self.made[name], self.keeper.now.standard)

    def _held_against(self, state: State) -> State:
        """Check the table at hand against a standard; one that is refused is not chosen."""
        if self.name:
            self._check(self.name, self.content, state.standard)
        return state

    def _check(self, name: str, content: bytes, standard: str) -> None:
        with self.working.on(f"Checking {short(name)}"):
            found = checks.check(content, name, standard or None, data=self.tables)
        if not found.standards:
            raise CheckError(
                [f"{short(name)} says that it is about another standard; choose that one, or let it be recognized."]
            )
        self.found, self.name, self.content = found, name, content
        self.result.html = result_html(self.found, self.tables) + notes_html(self.found)
        self.differences.html = differences_html(self.found)
        some = bool(self.found.differences)
        for widget in (self.differences, self.save):
            show_only(widget, some)
        self.body.children = [self.result, self.save, self.differences, self.start]

    # The address -----------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        self.standard.value = state.standard
        self.older.html = older_html(state.made_with)

    def _read(self, query: Query, now: State) -> State:
        state = replace(now, made_with=query.get(TABLES, ""))
        if query.get(STANDARD):
            name = asked({STANDARD: query[STANDARD]}, self.tables)[0].id
            return self._held_against(replace(state, standard=name))
        return state if state.made_with else now

    def file(self) -> File:
        """Return the differences as a CSV file."""
        assert self.found is not None
        out = io.BytesIO()
        rows = ([getattr(each, key) for key in HEADINGS] for each in self.found.differences)
        sheets.write(out, "csv", HEADINGS, rows)
        return File(file_name(PurePath(self.name).stem, "differences", ending=".csv"), "text/csv", out.getvalue())


def _query(state: State) -> Query:
    return {STANDARD: state.standard, TABLES: edition()} if state.standard else {}


def result_html(found: CheckedTable, tables: Catalog) -> Markup:
    """Return how many values were read and how many of them differ, as the heading of the result."""
    against = [tables.standards[name] for name in found.standards]
    names = " and ".join(f"{each.title}, {each.edition}" for each in against)
    read = " and ".join(
        filter(None, (
            plural(found.levels, "value of points", "values of points") if found.levels else "",
            plural(found.ranges, "grade range") if found.ranges else "",
        ))
    )  # fmt: skip
    partly = "".join(
        f" {each.short_title} is known in part; points of levels outside it are the Primary Standard's."
        for each in against
        if not each.complete
    )
    held = f"compared with {names}.{partly}"
    name = short(found.name)
    if not found.differences:
        return result_head("0", "Nothing differs.", f"Every value in {name} is as published: {read}, {held}")
    counts = Counter(each.kind for each in found.differences)
    kinds = ", ".join(f"{counts[kind]:,} {words.lower()}" for kind, words in KINDS.items() if counts[kind])
    differ = "value differs" if len(found.differences) == 1 else "values differ"
    return result_head(f"{len(found.differences):,}", f"{differ}: {kinds}", f"{name}: {read}, {held}")


def notes_html(found: CheckedTable) -> Markup:
    """Return how the bands lie to each other, and what was read otherwise than it stands in the file."""
    return items("ul", (short(note, 300) for note in found.notes)) if found.notes else Markup()


def differences_html(found: CheckedTable) -> Markup:
    """Return every difference with the right value and where it stands; the first ones of very many."""
    rows = [_row(each) for each in found.differences[:MOST]]
    caption = f"Differences in {short(found.name)}"
    if len(found.differences) > MOST:
        caption += f": the first {MOST} of {len(found.differences):,}; the saved file has all"
    heads = ("Value", "Difference", "In your table", "Should be", "Source", "In the file")
    return tag("h2", "What differs") + table(heads, rows, f"{caption}.")


def _row(each: Difference) -> list[Cell]:
    right = each.right.removeprefix("it has ").removeprefix("it runs from ")
    return [short(each.what), KINDS[each.kind], short(each.given) or "–", right, each.source, short(each.place)]


def show() -> Page:
    """Show the page, and return it: ``page.take({"mine.csv": content})``, ``page.file()``."""
    made = Page(catalog())
    page(*made.widgets(), first=tag("div.fg-card", START))
    return made
