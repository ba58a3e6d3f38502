"""The Supervisory page: coverage, the six factors, the work directed, and the steps to the grade; other work below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.keep.statement import statement_of
from fesgrade.apps.parts.findings import findings_html
from fesgrade.apps.parts.history import History
from fesgrade.apps.parts.html import folded, hint, join, result_card, tag
from fesgrade.apps.parts.link import CASE, DAMAGED, TABLES, edition, older_html
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.rating.words import case_html, progress_html
from fesgrade.apps.supervisory import parts
from fesgrade.apps.supervisory.controls import LADDER, Controls
from fesgrade.apps.supervisory.follow import Follows, follow, linked
from fesgrade.apps.supervisory.link import NAMES, from_query, to_query
from fesgrade.apps.supervisory.record import work_of
from fesgrade.apps.supervisory.state import ASSUMED, HALF, State, example, from_text
from fesgrade.apps.supervisory.words import (
    all_findings,
    base_html,
    coverage_html,
    missing_html,
    result_html,
    steps_html,
)
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.evaluation import progress
from fesgrade.levels import LevelsError
from fesgrade.pictures.rows import ladder_rows
from fesgrade.standards import GUIDE, Catalog
from fesgrade.widgets.picture import picture_html
from fesgrade.widgets.region import guard


class Page(Controls):
    """What happens between the controls of the page; the rules are in the package."""

    def __init__(self, tables: Catalog) -> None:
        super().__init__(tables)
        self.history = History(State())
        self.keep = KeepPart("supervisory", tables, take=self.open_statement, recall=self.recall)
        self.settled = False
        self._showing = False
        self._watch()
        self.show()

    def _watch(self) -> None:
        def on(widget: ipywidgets.Widget, trait: str, change: Callable[[Any], dict[str, Any]]) -> None:
            widget.observe(guard(lambda event: self.take(**change(event["new"]))), trait)

        on(self.time, "value", lambda text: {"time": text.strip()})
        on(self.authority, "value", lambda said: {"authority": said})
        on(self.exclusions, "chosen", lambda codes: {"exclusions": tuple(codes)})
        for sheet in self.sheets:
            on(sheet, "chosen", lambda codes: {"levels": {**self.history.now.levels, **codes}})
        on(self.work, "rows", lambda rows: {"work": tuple(rows)})
        on(self.second, "chosen", lambda codes: {"second": tuple(codes)})
        on(self.situations, "chosen", lambda numbers: {"situations": tuple(numbers)})
        on(self.deputy, "chosen", lambda codes: {"deputy": bool(codes)})
        on(self.mixed.rows, "rows", lambda rows: {"kinds": tuple(rows)})
        self.choose_case.observe(guard(lambda event: self.load(event["new"])), "value")
        self.undo.on_click(guard(lambda _: self.move(-1)))
        self.redo.on_click(guard(lambda _: self.move(1)))
        self.reset.on_click(guard(lambda _: self.start_anew()))
        self.address.observe(guard(lambda _: self.open_address()), "ready")
        for ready in (self.address, self.keep.record):
            ready.observe(guard(lambda _: self.settle(), clears=False), "ready")

    # Changes ---------------------------------------------------------------------------------------

    def take(self, **facts: Any) -> None:
        """Take a fact that was changed on the page."""
        if not self._showing:
            self.go(linked(self.history.now, replace(self.history.now, **facts, case="")))

    def go(self, state: State) -> None:
        self.history = self.history.go(state)
        self.show()

    def move(self, by: int) -> None:
        self.history = self.history.move(by)
        self.show()

    def load(self, name: str) -> None:
        """Show a worked case; it stays named until a fact is changed."""
        if name and not self._showing:
            self.older.html = ""
            self.go(example(name, self.tables))

    def start_anew(self) -> None:
        """Take every fact away; nothing of an older link is left then."""
        self.older.html = ""
        self.go(State())

    def open_address(self) -> None:
        """Show what the address asks for: a worked case, facts by their names, or facts that another page hands on."""
        query = self.address.query
        if query.get("state"):
            try:
                self.go(from_text(query["state"], self.guide))
            except LevelsError:
                raise LevelsError([DAMAGED]) from None
        elif query.get(CASE):
            self.load(query[CASE])
        elif any(query.get(name) for name in NAMES):
            self.go(from_query(query, self.tables))
        self.older.html = older_html(query.get(TABLES, edition()))

    # The record ------------------------------------------------------------------------------------

    def open_statement(self, statement: Statement) -> None:
        """Show the facts that a statement was made of; nothing changes when it was not made on this page."""
        facts = parse_qs(statement.address).get("state")
        if statement.standard != GUIDE or not facts:
            raise StatementError(["It was not made on this page; open it on the Evaluate page."])
        try:
            state = from_text(facts[0], self.guide)
        except LevelsError:
            raise StatementError(["What its address says of the supervisory work cannot be read."]) from None
        work = work_of(state, follow(state, self.tables), self.tables)
        if work.result is None:
            raise StatementError(["What its address says of the supervisory work comes to no grade.", work.missing])
        statement_of(work, {}, self.tables)  # nothing that could not be saved again is put on the page
        self.go(state)

    def recall(self, extra: Mapping[str, Any]) -> None:
        """Take back the facts that were kept; without them those stay that are in the address, and no name."""
        query = extra.get("query") or to_query(self.history.now, self.tables)
        if extra.get("facts"):
            self.go(from_text(extra["facts"], self.guide))
        elif query.get(CASE):
            self.load(query[CASE])
        else:
            self.go(from_query(query, self.tables))

    def settle(self) -> None:
        """Bring back what this browser kept, once it has told that and the address."""
        if not self.settled and self.keep.record.ready and self.address.ready:
            self.settled = True
            self.keep.settle()

    # What is shown ---------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring every widget in line with the facts and with what follows from them."""
        self._showing = True
        try:
            follows = follow(self.history.now, self.tables)
            self._show_facts(self.history.now)
            self._show_outcomes(follows)
        finally:
            self._showing = False
        work = work_of(self.history.now, follows, self.tables)
        self.keep.show(work)
        if self.address.ready:
            self.address.query = dict(work.query)

    def _show_facts(self, state: State) -> None:
        self.time.value, self.authority.value = state.time, state.authority
        self.exclusions.chosen = list(state.exclusions)
        for sheet in self.sheets:
            mine = {factor["id"] for factor in sheet.factors}
            sheet.chosen = {factor: code for factor, code in state.levels.items() if factor in mine}
        with self.work.hold_sync():
            self.work.columns, self.work.rows = parts.work_columns(HALF in state.second), list(map(dict, state.work))
        self.second.chosen = list(state.second)
        self.situations.chosen = list(state.situations)
        self.deputy.chosen = ["deputy"] if state.deputy else []
        self.undo.disabled, self.redo.disabled = not self.history.past, not self.history.future
        self.choose_case.value = state.case
        self.case_note.html = self._case_html(state.case)

    def _show_outcomes(self, follows: Follows) -> None:
        state, result, base = self.history.now, follows.result, follows.base
        self.coverage.html = missing_html((), follows.coverage_faults) + coverage_html(follows.covered)
        self.directed.html = parts.directed_html(self.guide, base.points if base else None)
        self.base.html = join(missing_html(follows.missing, follows.faults), base_html(base) if base else None)
        steps = result.steps if result else (*follows.covered.steps, *(base.steps if base else ()))
        added = next((step.outcome for step in steps if step.code == "situations"), "")
        self.added.html = parts.situations_html(added, len(state.situations))
        rest = not result and hint("The rest follows when every factor has a level.")
        self.argument.html = join(parts.ARGUMENT, steps_html(steps), rest)
        self.mixed.show(state, follows)
        self.result.html = result_html(follows, self.guide)
        self.findings.html = findings_html(all_findings(follows))
        self._show_ladder(follows)

    def _show_ladder(self, follows: Follows) -> None:
        total = follows.result.total if follows.result else None
        rows = ladder_rows(self.guide.grades, self.guide.highest_total, total)
        words = {"this": "these points", "neighbor": "next to it"}
        here = "No total yet."
        if follows.result:
            here = (
                f"The total of {total:,} converts to {follows.result.converted}; the grade is {follows.result.grade}."
            )
        with self.ladder.hold_sync():
            self.ladder.rows = rows
            self.ladder.table = [
                {**row, "high": row["high"] or "and up", "place": words.get(row["role"], "")}
                for row in rows
                if row["role"] != "total"
            ]
            self.ladder.description = f"The grades of the guide on the points scale. {here}"

    def _case_html(self, name: str) -> Markup:
        if not name:
            return Markup()
        assumed = folded("What the decision leaves open", tag("p", ASSUMED[name]))
        return case_html(self.tables.cases[name], assumed, comes_to=False)


def first_html(tables: Catalog) -> Markup:
    """Return what stands on the page before any widget arrives: the empty result and the ladder."""
    guide = tables.standards[GUIDE]
    result = result_card(progress_html(progress({}, guide), guide))
    return result + picture_html("ladder", LADDER, "All grade ranges on the points scale.")


def show() -> None:
    """Show the page."""
    tables = catalog()
    page(*Page(tables).widgets(), first=first_html(tables))
