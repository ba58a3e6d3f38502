"""The Practice page: read a case, rate it, commit, and learn what decides each level.

The key of a case is asked for only once an answer is committed; until then nothing of it is in any widget.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import join, tag
from fesgrade.apps.parts.keeper import Keeper, Query
from fesgrade.apps.parts.page import page
from fesgrade.apps.practice import audit, words
from fesgrade.apps.practice.choice import Choice
from fesgrade.apps.practice.handout import HandOut
from fesgrade.apps.practice.outcome import Answers, Outcome
from fesgrade.apps.practice.saved import Saved
from fesgrade.apps.practice.state import (
    AUDIT,
    RATE,
    SETS,
    SUPERVISORY,
    State,
    chosen,
    cleared,
    committed,
    first_answers,
    is_auditable,
    next_case,
    opened,
    rated,
)
from fesgrade.classroom import handout
from fesgrade.classroom import practice as practice_module
from fesgrade.classroom import score as scores
from fesgrade.classroom.practice import AnswerKey, Case, Practice, PracticeError
from fesgrade.evaluation import rate
from fesgrade.sources import own_data
from fesgrade.standards import Standard
from fesgrade.widgets.base import box
from fesgrade.widgets.drawer import Drawer
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.sheet import Sheet, sheet_of

ROUNDS = (("Before the discussion, on your own", "before"), ("After the discussion", "after"))


class Page(Handle):
    """The widgets of the page and what happens between them; the rules are in :mod:`fesgrade.classroom.practice`."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        first = next(iter(practice.cases))
        self.keeper = Keeper(State(first), write=_query, read=self._read, show=self._show)
        self.address = self.keeper.address
        self.choice = Choice(practice)
        self.saved = Saved(practice, self.keeper)
        self.handout = HandOut(self.case)
        self.answers = Answers(practice.catalog)
        self._made()
        self._watch()
        self.keeper.refresh()

    def _made(self) -> None:
        self.again = ipywidgets.Button(description="Clear")
        self.round = ipywidgets.Dropdown(options=ROUNDS)
        self.word = ipywidgets.Text(continuous_update=False)
        self.open_key = ipywidgets.Button(description="Show the key")
        self.text = Region(role="region", label="The case", name="fg-card fg-case-text")
        self.sheet = Sheet(aside="Read the case")
        self.drawer = Drawer(source=".fg-case-text", label="The case", back="Back to the sheet")
        self.sheet_of = ""  # the standard whose factors are on the sheet
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.score = Region(role="region", label="Your progress", name="fg-card")
        word = labelled(self.word, "Password from your instructor", "It opens the key of this case.")
        self.withheld = box(word, self.open_key, name="fg-card fg-stack")
        self.always = (self.sheet, self.result)
        self.rating = box(*self.always, name="fg-stack")

    def _watch(self) -> None:
        go, choice = self.keeper.go, self.choice

        def on(control: ipywidgets.Widget, change: Callable[[Any], State]) -> None:
            self.keeper.watch(control, "value", change)

        on(choice.exercise, lambda name: chosen(replace(self.state, exercise=name), self.practice))
        on(choice.set, lambda kind: chosen(replace(self.state, set=kind), self.practice))
        on(choice.name, lambda name: opened(replace(self.state, case=name), self.practice))
        on(self.round, lambda name: replace(self.state, round=name))
        on(self.word, self._with_word)
        choice.next.on_click(guard(lambda _: go(next_case(self.state, self.practice))))
        self.again.on_click(guard(lambda _: go(cleared(self.state, self.practice))))
        self.open_key.on_click(guard(lambda _: go(self._with_word(self.word.value))))
        self.sheet.observe(guard(lambda _: go(self._rated())), ["chosen", "reasons"])
        self.sheet.observe(guard(lambda _: self.submit()), "submitted")

    def widgets(self) -> list[ipywidgets.Widget]:
        return [
            *self.choice.widgets(labelled(self.round, "Round"), self.again),
            box(box(self.text, name="fg-sticky"), self.rating, name="fg-columns fg-practice"),
            self.score,
            box(self.saved.widgets, self.handout.widgets, name="fg-pair"),
            self.drawer,
            self.address,
        ]

    @cached_property
    def profile(self) -> audit.Profile:
        """The controls of the other exercise, made when it is chosen."""
        made = audit.Profile(self.practice.catalog)
        self.keeper.watch(made.choose, "value", self._filled_in)
        return made

    @property
    def state(self) -> State:
        return self.keeper.now

    @property
    def case(self) -> Case:
        return self.practice.case(self.state.case)

    @property
    def standard(self) -> Standard:
        return self.practice.catalog.standards[self.case.standard]

    # What the student does -------------------------------------------------------------------------

    def _read(self, query: Query, now: State) -> State:
        """Return what the link asks for: a case, the seal of its key, the exercise."""
        handed = handout.read_handout(urlencode(query), self.practice)
        if query.get("exercise", AUDIT) != AUDIT:
            raise PracticeError(["The link names an exercise that is not here; choose one from the list."])
        if handed is None:
            return now
        case, exercise = self.practice.case(handed.case), query.get("exercise", RATE)
        if exercise == AUDIT and not is_auditable(case):
            raise PracticeError(
                [f"The link asks for an audit of {case.title}, which has no profile to audit; rate it instead."]
            )
        seals = {**now.seals, handed.case: handed.seal} if handed.seal else now.seals
        return opened(replace(now, case=handed.case, exercise=exercise, set="", seals=seals), self.practice)

    def _rated(self) -> State:
        return rated(self.state, self.sheet.chosen, self.sheet.reasons, self.practice)

    def _filled_in(self, at: int) -> State:
        """Return the state with a pre-filled profile on the sheet."""
        codes = self.profile.filled[at].levels if at >= 0 else ()
        return replace(self.state.blank(), prefilled=at, levels={code.partition("-")[0]: code for code in codes})

    def _with_word(self, word: str) -> State:
        return replace(self.state, words={**self.state.words, self.state.case: word})

    def submit(self) -> None:
        """Commit the answer: only now may the key be asked for."""
        state = replace(self.state, levels=dict(self.sheet.chosen), reasons=dict(self.sheet.reasons))
        with self.result.hold_sync():  # the answer and the focus come together
            self.keeper.go(committed(state, self.practice, datetime.now(UTC).isoformat(timespec="seconds")))
            self.result.call()

    # What is shown ---------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """Bring every widget in line with the state."""
        self.choice.show(state)
        self._show_sheet(state)
        if state.auditing:
            self.profile.show(self.case.kind_of_work, state.prefilled)
        self.round.disabled, self.round.value = state.auditing, state.round
        outcome, facts = self._outcome()
        complaint = state.complaint and tag("p.fg-alert.fg-alert-error.fg-missing", state.complaint)
        self.result.html = join(outcome.result, complaint)
        parts = (*([self.profile.widgets] if state.auditing else []), *self.always, *outcome.parts)
        if parts != self.rating.children:
            self.rating.children = parts
        self.text.html = words.case_html(self.case, self.standard, facts)
        self.saved.show(state)
        self._show_score()
        self.handout.show(self.case, self.address.url, {"exercise": AUDIT} if state.auditing else {})

    def _show_sheet(self, state: State) -> None:
        with self.sheet.hold_sync():
            again = "Submit again" if state.answered else "Submit my rating"
            self.sheet.action = "Submit my audit" if state.auditing else again
            self.sheet.ask = "" if state.auditing else "Write down why"
            if self.sheet_of != self.standard.id:
                self.sheet_of = self.standard.id
                self.sheet.factors, self.sheet.chart = sheet_of(self.standard)
            self.sheet.chosen, self.sheet.reasons = dict(state.levels), dict(state.reasons)

    def _outcome(self) -> tuple[Outcome, tuple[tuple[str, str], ...]]:
        """Return what to tell of the answer, and the facts to mark in the case: none before it is committed."""
        state = self.state
        filled = self.profile.profile if state.auditing else None
        if state.audited or state.answered:
            try:
                key = self._key(state.case)
            except PracticeError as error:
                return self._committed(" ".join(error.faults)), ()
            facts = tuple((entry.factor, entry.fact) for entry in key.entries)
            if state.answered:
                return self.answers.rating(self.case, key, state.answered, state.levels), facts
            assert filled is not None
            return self.answers.audit(self.case, key, filled, state.levels), facts
        if state.auditing:
            return Outcome(audit.waiting_html(filled, state.levels), ()), ()
        factors = self.standard.by_factor
        left = [factor for factor in factors if factor not in state.levels]
        return Outcome(words.waiting_html(len(state.levels), left, len(factors)), ()), ()

    def _committed(self, why: str) -> Outcome:
        """Say what the levels come to where the key is withheld or there is none."""
        one = self.state.answered
        codes = dict(one.levels) if one else self.state.levels
        levels = {factor: self.standard.by_code[code] for factor, code in codes.items()}
        found = rate(levels, self.standard, self.case.kind_of_work, self.practice.catalog)
        return Outcome(words.withheld_html(found, why), (self.withheld,) if self.case.keyed else ())

    def _key(self, case: str) -> AnswerKey:
        return self.practice.key(case, word=self.state.words.get(case, ""), seal=self.state.seals.get(case, ""))

    def _withheld(self, case: str) -> bool:
        try:
            self._key(case)
        except PracticeError:
            return True
        return False

    def _show_score(self) -> None:
        state = self.state
        every = self.practice.cases.values()
        listed = [case.id for case in every if case.keyed and state.set in ("", case.kind_of_work or SUPERVISORY)]
        withheld = [case for case in state.seals if self._withheld(case)]
        firsts = first_answers(state, self.practice)
        score = scores.score(firsts, self.practice, listed, words=state.words, withheld=withheld)
        self.score.html = words.score_html(score, SETS[state.set])


def _query(state: State) -> Query:
    seal = state.seals.get(state.case)
    query = {"case": state.case, "seal": seal or "", "exercise": AUDIT if state.auditing else ""}
    return {name: value for name, value in query.items() if value}


def first_html(practice: Practice) -> Markup:
    """Return what stands on the page before any widget arrives: the first case to read."""
    case = next(iter(practice.cases.values()))
    text = words.case_html(case, practice.standard(case.id))
    return tag("div.fg-columns.fg-practice", tag("div.fg-card.fg-case-text", text))


def show() -> Page:
    """Show the page, and return it: ``page.case``, ``page.standard``."""
    practice = practice_module.load(own_data())
    made = Page(practice)
    page(*made.widgets(), first=first_html(practice))
    return made
