"""The Supervisory page: coverage, the six factors, the work directed, and the steps to the grade; other work below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.keep.fields import reasons_of, written_on_sheet
from fesgrade.apps.keep.handle import StatementPage
from fesgrade.apps.keep.part import KeepPart
from fesgrade.apps.keep.statement import statement_of
from fesgrade.apps.keep.words import faults_html
from fesgrade.apps.parts.findings import findings_html, one_level_html
from fesgrade.apps.parts.html import alert, folded, hint, join, result_card, tag
from fesgrade.apps.parts.keeper import Keeper, Query
from fesgrade.apps.parts.link import CASE, DAMAGED, PAGE, TABLES, older_html
from fesgrade.apps.parts.page import catalog, page
from fesgrade.apps.rating.words import case_html, progress_html
from fesgrade.apps.supervisory import brought
from fesgrade.apps.supervisory.controls import (
    ConditionsSection,
    CoverageSection,
    DirectedSection,
    FactorsSection,
    contents_html,
)
from fesgrade.apps.supervisory.follow import follow, linked
from fesgrade.apps.supervisory.link import ENTRIES, from_link, read
from fesgrade.apps.supervisory.lists import FactorLists
from fesgrade.apps.supervisory.mixed import MixedSection
from fesgrade.apps.supervisory.record import work_of
from fesgrade.apps.supervisory.state import (
    BLANK_KIND,
    BLANK_WORK,
    NONE,
    State,
    cells,
    example,
    guides,
    lists_of,
    worked_cases,
)
from fesgrade.apps.supervisory.words import all_findings, result_html, steps_html
from fesgrade.combinations import bearing_on_each
from fesgrade.combinations import load as load_combinations
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.documents.statement_file import open_statement
from fesgrade.files.schema import faults_of, map_of, text_of
from fesgrade.levels import LevelsError
from fesgrade.progress import progress
from fesgrade.sources import FaultsError, own_data
from fesgrade.standards import GUIDE, Catalog
from fesgrade.supervisory.checklists import Checklists
from fesgrade.supervisory.grade import SupervisoryEvaluation
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.filein import contents
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.ladder import ABOUT, NO_TOTAL, Ladder
from fesgrade.widgets.picture import picture_html
from fesgrade.widgets.region import Region, guard, quietly

LADDER = "Where the points stand among the grades"
ARGUMENT = tag("h2#fg-argument", "How the grade follows")


class Page(StatementPage):
    """The sections of the page and what happens between them; the rules are in the package."""

    def __init__(self, tables: Catalog) -> None:
        self.tables = tables
        self.cases = worked_cases(tables)
        self.coverage, self.factors = CoverageSection(), FactorsSection()
        self.directed, self.conditions = DirectedSection(), ConditionsSection()
        self.mixed = MixedSection(tables)
        self.sections = (self.coverage, self.factors, self.directed, self.conditions, self.mixed)
        self.link: Query = {}
        self.combinations = load_combinations(own_data())
        self.levels: Mapping[str, str] = {}
        self.last: list[str] = []
        self.keeper = Keeper(State(), write=lambda _: self.link, read=self._read, show=self._show)
        self.address = self.keeper.address
        self.names: tuple[str, ...] = ()  # of the kinds of work
        self.keep = KeepPart(
            "supervisory",
            tables,
            self.address,
            take=self.open_statement,
            recall=self.recall,
            changed=self._show_reasons,
        )
        self._made()
        self._watch()
        self.keeper.refresh()

    def _made(self) -> None:
        cases = [(self.tables.cases[name].title, name) for name in self.cases]
        self.choose_guide = ipywidgets.Dropdown(
            options=[(f"{each.title}, {each.edition}", each.id) for each in guides(self.tables)]
        )
        self.guide_field = labelled(self.choose_guide, "Guide")
        show_only(self.guide_field, len(self.choose_guide.options) > 1)
        self.choose_case = ipywidgets.Dropdown(options=[("Load a worked case…", ""), *cases])
        self.reset = ipywidgets.Button(description="Clear")
        self.case_note = Region(name="fg-case")
        self.older = Region(role="status", label="Edition of the link", name="fg-note")
        self.argument = Region(role="region", label="How the grade follows", name="fg-card")
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.findings = Region(role="region", label="To check", name="fg-card")
        self.ladder = Ladder(title=LADDER)

    def _watch(self) -> None:
        def on(widget: ipywidgets.Widget, trait: str, facts: Callable[[Any], dict[str, Any]]) -> None:
            self.keeper.watch(widget, trait, lambda value: self._with(**facts(value)))

        on(self.choose_guide, "value", lambda name: {"standard": name})
        on(self.coverage.time, "value", lambda text: {"time": text.strip()})
        on(self.coverage.authority, "value", lambda answer: {"authority": answer})
        on(self.coverage.exclusions, "chosen", lambda codes: {"exclusions": tuple(codes)})
        for ids, sheet in self.factors.sheets.items():
            on(sheet, "chosen", lambda codes: {"levels": self._by_hand(codes)})
            sheet.observe(guard(partial(self._wrote, ids), clears=False), "reasons")
        for each in self.factors.lists.values():
            on(each.lists, "chosen", partial(self._checked, each))
            each.says.on_pick(self.take_from_list)
        on(self.factors.contacts, "value", lambda answer: {"contacts": answer})
        on(self.directed.work, "rows", lambda rows: {"work": cells(rows, BLANK_WORK)})
        on(self.directed.second, "chosen", lambda codes: {"second": tuple(codes)})
        on(self.conditions.situations, "chosen", lambda numbers: {"situations": tuple(numbers)})
        on(self.conditions.deputy, "chosen", lambda codes: {"deputy": bool(codes)})
        on(self.mixed.rows, "rows", lambda rows: {"kinds": cells(rows, BLANK_KIND)})
        self.mixed.open.observe(guard(self._bring_file), "value")
        self.mixed.link.observe(guard(self._bring_link), "value")
        self.choose_case.observe(guard(lambda change: self.load(change["new"])), "value")
        self.reset.on_click(guard(lambda _: self.keeper.go(State(standard=self.state.standard))))

    def widgets(self) -> list[ipywidgets.Widget]:
        """Return what stands on the page, from top to bottom."""
        left = box(
            self.coverage.widget,
            self.factors.heading,
            *self.factors.first,
            self.directed.widget,
            self.factors.lists[("5",)].widget,
            self.conditions.heading,
            self.factors.sheets[("6",)],
            self.factors.lists[("6",)].widget,
            *self.conditions.widgets,
            self.argument,
            self.mixed.widget,
            name="fg-stack",
        )
        side = box(self.result, box(self.findings, self.ladder, name="fg-stack"), name="fg-side fg-sticky")
        buttons = box(self.keeper.undo, self.keeper.redo, self.reset, name="fg-bar")
        return [
            box(self.guide_field, labelled(self.choose_case, "Worked case"), buttons, name="fg-bar"),
            self.case_note,
            self.older,
            self.keep.offer.widget,
            Region(contents_html()),
            box(left, side, name="fg-columns fg-rating"),
            *self.keep.widgets,
            self.address,
        ]

    @property
    def state(self) -> State:
        return self.keeper.now

    @property
    def evaluation(self) -> SupervisoryEvaluation | None:
        """The grade of the supervisory work; ``None`` while a factor has no level."""
        return self.follows.result

    # Changes ---------------------------------------------------------------------------------------

    def _checked(self, lists: FactorLists, chosen: Mapping[str, list[str]]) -> dict[str, Any]:
        return lists.facts(chosen, self.state)

    def _by_hand(self, codes: Mapping[str, str]) -> dict[str, str]:
        """Return the levels chosen by hand when those of a sheet are ``codes``.

        Whoever picks the level that the check list leads to has the list decide.
        """
        shown, lists = self.follows.levels, self.follows.checked.levels
        picked = {factor: code for factor, code in codes.items() if shown.get(factor) != code}
        return {factor: code for factor, code in {**self.state.levels, **picked}.items()
                if factor not in picked or lists.get(factor) != code}  # fmt: skip

    def _bring_link(self, change: Mapping[str, Any]) -> None:
        """Add the work of a link that was copied on the Evaluate page."""
        if change["new"].strip():
            self._bring("The link", lambda: self._add(brought.from_link(change["new"], self.names, self.tables)))

    def _bring_file(self, change: Mapping[str, Any]) -> None:
        """Add the work of a file that was saved on the Evaluate page, with the reasons written there."""
        for name, content in contents(change["new"]).items():
            self._bring(name, partial(self._add_file, name, content))
        with quietly():
            self.mixed.open.value = ()  # the same file can be chosen again

    def _bring(self, what: str, add: Callable[[], object]) -> None:
        try:
            add()
        except FaultsError as error:
            self.mixed.brought.html = faults_html([f"{what} was not added, and nothing was changed.", *error.faults])

    def _add_file(self, name: str, content: bytes) -> None:
        opened = open_statement(content, name, data=self.tables)
        self._add(brought.from_statement(opened.statement, self.names, self.tables), opened.notes)

    def _add(self, one: brought.Brought, notes: tuple[str, ...] = ()) -> None:
        self.keeper.go(self._with(kinds=(*self.state.kinds, one.row)))
        self.keep.write(one.texts)
        with quietly():
            self.mixed.link.value = ""
        words = f"{one.row['name']} is in the table, with its levels. Give its share of the time."
        self.mixed.brought.html = join(alert("success", words), (alert("warning", note) for note in notes))

    def take_from_list(self, factor: str) -> None:
        """Let the check list decide a factor again, whose level was chosen by hand."""
        levels = {each: code for each, code in self.state.levels.items() if each != factor}
        self.keeper.go(self._with(levels=levels))

    def _with(self, **facts: Any) -> State:
        """Return the state with a fact that was changed on the page; a worked case is none any more."""
        state = linked(self.state, replace(self.state, **facts, case=""))
        guide = self.tables.standards[state.standard]
        known = {str(one.number) for one in guide.situations}
        lists = lists_of(guide)
        return replace(
            state,
            met={name: numbers for name, numbers in state.met.items() if _has(lists, name, numbers)},
            yes=tuple(one for one in state.yes if one in [question.id for question in lists.questions]),
            below=tuple(word for word in state.below if word in (*lists.below, NONE)),
            levels={factor: code for factor, code in state.levels.items() if code in guide.by_code},
            situations=tuple(number for number in state.situations if number in known),
        )

    def load(self, name: str) -> None:
        """Show a worked case; it stays named until a fact is changed."""
        if name:
            self.keeper.go(example(name, self.tables))

    def _read(self, query: Query, now: State) -> State:
        """Return what the address asks for: a worked case, or facts by their names."""
        if not any(query.get(name) for name in (CASE, "state", *ENTRIES)):
            return now
        if brought.is_rating(query, self.tables):
            row = brought.from_query(query, (), self.tables).row
            return replace(State(), kinds=(row,), made_with=query.get(TABLES, ""))
        return replace(from_link(query, self.tables), made_with=query.get(TABLES, ""))

    # The record ------------------------------------------------------------------------------------

    def open_statement(self, statement: Statement) -> None:
        """Show the facts that a statement was made of; nothing changes when it was not made on this page."""
        facts = dict(parse_qsl(statement.address))
        if facts.get(PAGE) != "supervisory":
            raise StatementError(["It was not made on this page; open it on the Evaluate page."])
        try:
            state = read(facts, self.tables)
        except LevelsError:
            raise StatementError(["What its address says of the supervisory work cannot be read."]) from None
        work = work_of(state, follow(state, self.tables), self.tables)
        if work.result is None:
            raise StatementError(["What its address says of the supervisory work gives no grade.", work.missing])
        statement_of(work, {}, self.tables)  # nothing that could not be saved again is put on the page
        self.keeper.go(state)

    def recall(self, extra: Mapping[str, Any]) -> None:
        """Take back the facts that were kept; without them those stay that are in the address, and no name."""
        facts, query = extra.get("facts"), extra.get("query")
        if facts and faults_of(facts, map_of(text_of())):
            raise LevelsError([DAMAGED])
        if facts:
            self.keeper.go(read(facts, self.tables))
        else:
            self.keeper.go(replace(from_link(query or self.link, self.tables), made_with=self.state.made_with))

    def _wrote(self, ids: tuple[str, ...], change: Mapping[str, Any]) -> None:
        """Put into the record what was written beside the levels: it has the only copy."""
        self.keep.write(written_on_sheet(self.follows.guide, change["new"], ids))

    def _show_reasons(self) -> None:
        with quietly():
            self.factors.show_reasons(reasons_of(self.follows.guide, self.keep.values))

    def _follow_names(self, state: State) -> None:
        """Let what was written about a kind of work go with its name; a name left blank for a while is remembered."""
        before = self.names
        names = [row["name"] for row in state.kinds]
        if len(names) == len(before):
            names = [name or old for name, old in zip(names, before, strict=True)]
            changed = [(old, name) for old, name in zip(before, names, strict=True) if old != name]
            if len(changed) == 1 and changed[0][0] and changed[0][1] not in before:
                self.keep.rename(*changed[0])
        self.names = tuple(names)

    # What is shown ---------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """Bring every widget in line with the facts and with what follows from them."""
        self.follows = follows = follow(state, self.tables)
        self.choose_guide.value, self.choose_case.value = state.standard, state.case
        self.case_note.html = self._case_html(state.case)
        self.older.html = older_html(state.made_with)
        for section in self.sections:
            section.show(state, follows)
        self._show_rules()
        rest = not follows.result and hint("The rest follows when every factor has a level.")
        self.argument.html = join(ARGUMENT, steps_html(follows.steps), rest)
        self.result.html = result_html(follows, follows.guide)
        one_level = one_level_html(follows.result.one_level) if follows.result else Markup()
        self.findings.html = findings_html(all_findings(follows)) + one_level
        total, where = None, NO_TOTAL
        if result := follows.result:
            total = result.total
            where = f"The total of {total:,} converts to {result.converted}; the grade is {result.grade}."
        self.ladder.show_total(follows.guide, total, where, "these points")
        work = work_of(state, follows, self.tables)
        self.link = work.query
        self._follow_names(state)
        self.keep.show(work)
        self._show_reasons()

    def _show_rules(self) -> None:
        """Show what bears on the level that changed last; nothing when several changed at once, as with a case."""
        changed = [factor for factor, code in self.follows.levels.items() if self.levels.get(factor) != code]
        gone = self.levels.keys() - self.follows.levels.keys()
        if changed or gone:
            self.last = changed if len(changed) == 1 and not gone else []
        self.levels = self.follows.levels
        guide = self.follows.guide
        numbers = {factor: guide.by_code[code].number for factor, code in self.levels.items()}
        rules = bearing_on_each(self.combinations, guide, numbers, self.last)
        self.factors.show_rules(rules)
        self.directed.show_rules(rules.get("5", ()))

    def _case_html(self, name: str) -> Markup:
        if not name:
            return Markup()
        assumed = folded("What the decision leaves open", tag("p", self.cases[name].assumed))
        return case_html(self.tables.cases[name], assumed, comes_to=False)


def _has(lists: Checklists, name: str, numbers: tuple[int, ...]) -> bool:
    """Return whether a guide has a list with these items."""
    return name in lists.lists and max(numbers) <= len(lists.lists[name].items)


def first_html(tables: Catalog) -> Markup:
    """Return what stands on the page before any widget arrives: the empty result and the ladder."""
    guide = tables.standards[GUIDE]
    result = result_card(progress_html(progress({}, guide), guide))
    return result + picture_html("ladder", LADDER, ABOUT)


def show() -> Page:
    """Show the page, and return it: ``page.levels``, ``page.evaluation``, ``page.save("position.docx")``."""
    tables = catalog()
    made = Page(tables)
    page(*made.widgets(), first=first_html(tables))
    return made
