"""The Practice page: read a case, rate it, commit, and learn what decides each level.

The key of a case is asked for only once an answer is committed; until then nothing of it is in any widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlencode

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import join, tag
from fesgrade.apps.parts.page import page
from fesgrade.apps.practice import audit, words
from fesgrade.apps.practice.choice import AUDIT, RATE, SETS, SUPERVISORY, Choice, auditable
from fesgrade.apps.practice.handout import HandOut
from fesgrade.apps.practice.outcome import Answers, Told
from fesgrade.apps.practice.saved import Saved
from fesgrade.classroom import handout, results
from fesgrade.classroom import practice as practice_module
from fesgrade.classroom import score as scores
from fesgrade.classroom.practice import AnswerKey, Case, Practice, PracticeError
from fesgrade.classroom.results import Attempt
from fesgrade.evaluation import progress, rate
from fesgrade.levels import read_levels
from fesgrade.sources import own_data
from fesgrade.standards import Standard
from fesgrade.widgets.address import Address
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.sheet import Sheet, sheet_of

ROUNDS = (("On your own, before any discussion", "before"), ("Again, after the discussion", "after"))


class Page:
    """The widgets of the page and what happens between them; the rules are in :mod:`fesgrade.classroom.practice`."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.words: dict[str, str] = {}
        self._blank()
        self._made()
        self.saved = Saved(practice, self.open_case)
        self.choice = Choice(practice, lambda name: self.saved.last(name) is not None, self.open_case)
        self.handout = HandOut(self.case)
        self.answers = Answers(practice.catalog)
        self.filling = False
        self.sheet.observe(guard(lambda _: self.rate(self.sheet.chosen, self.sheet.reasons)), ["chosen", "reasons"])
        self.again.on_click(guard(lambda _: self.start_again()))
        self.sheet.observe(guard(lambda _: self.submit()), "submitted")
        self.open_key.on_click(guard(lambda _: self.tell_word()))
        self.word.observe(guard(lambda _: self.tell_word()), "value")
        self.address.observe(guard(lambda _: self.open_address()), "ready")
        self.open_case()

    def _blank(self) -> None:
        """Forget what is on the sheet, and which answer the page speaks about."""
        self.chosen: dict[str, str] = {}
        self.reasons: dict[str, str] = {}
        self.told: Attempt | None = None
        self.audited = False
        self.complaint = ""

    def _made(self) -> None:
        self.again = ipywidgets.Button(description="Clear the sheet")
        self.round = ipywidgets.Dropdown(options=ROUNDS)
        self.word = ipywidgets.Text(continuous_update=False)
        self.open_key = ipywidgets.Button(description="Show the key")
        self.text = Region(role="region", label="The case", name="fg-card fg-case-text")
        self.sheet = Sheet()
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.score = Region(role="region", label="Your progress", name="fg-card")
        self.address = Address()
        word = labelled(self.word, "Word from your instructor", "It opens the key of this case.")
        self.withheld = box(word, self.open_key, name="fg-card fg-stack")
        self.always = (self.sheet, self.result)
        self.rating = box(*self.always, name="fg-stack")

    def widgets(self) -> list[ipywidgets.Widget]:
        return [
            self.choice.widgets(labelled(self.round, "When you rate"), self.again),
            box(box(self.text, name="fg-sticky"), self.rating, name="fg-columns fg-practice"),
            self.score,
            box(self.saved.widgets, self.handout.widgets, name="fg-pair"),
            self.address,
        ]

    @cached_property
    def profile(self) -> audit.Profile:
        """The controls of the other exercise, made when it is chosen."""
        return audit.Profile(self.practice.catalog, self.fill_in)

    @property
    def case(self) -> Case:
        return self.choice.case

    @property
    def standard(self) -> Standard:
        return self.practice.catalog.standards[self.case.standard]

    # What the student does -------------------------------------------------------------------------

    def open_address(self) -> None:
        """Take over what the link says: a case, the seal of its key, the exercise."""
        query = self.address.query
        handed = handout.read_handout(urlencode(query), self.practice)
        if query.get("exercise", AUDIT) != AUDIT:
            raise PracticeError(["The link names an exercise that is not here; choose one from the list."])
        if handed is not None:
            case = self.practice.case(handed.case)
            if query.get("exercise") == AUDIT and not auditable(case):
                raise PracticeError(
                    [f"The link asks for an audit of {case.title}, which has no profile to audit; rate it instead."]
                )
            if handed.seal:
                self.saved.seal(handed.case, handed.seal)
            self.choice.go(handed.case, AUDIT if query.get("exercise") == AUDIT else RATE)

    def open_case(self) -> None:
        """Show the case with what was done on it: the draft, or the last answer and what came of it."""
        self._blank()
        draft, last = self.saved.drafts.get(self.case.id), self.saved.last(self.case.id)
        if self.choice.auditing:
            self.profile.offer(self.case.kind_of_work)
        elif shown := draft or last:
            self.told = None if draft else last
            self.chosen, self.reasons = dict(shown.levels), dict(shown.reasons)
        self.show()

    def start_again(self) -> None:
        """Clear the sheet for another answer to the same case."""
        self._blank()
        if self.choice.auditing:
            self.profile.offer(self.case.kind_of_work)
        else:
            self.saved.draft(self._attempt())
        self.show()

    def fill_in(self) -> None:
        """Put the pre-filled profile on the sheet."""
        filled = self.profile.profile
        self._blank()
        self.chosen = {code.partition("-")[0]: code for code in filled.levels} if filled else {}
        self.show()

    def rate(self, chosen: Mapping[str, str], reasons: Mapping[str, str]) -> None:
        if not self.filling and (dict(chosen) != self.chosen or dict(reasons) != self.reasons):
            self.chosen, self.reasons, self.complaint = dict(chosen), dict(reasons), ""
            if not self.choice.auditing:
                self.saved.draft(self._attempt())
            self.show()

    def _attempt(self, at: str = "") -> Attempt:
        tables = self.practice.catalog
        return results.attempt(self.case, self.chosen, tables, round=self.round.value, at=at, reasons=self.reasons)

    def submit(self) -> None:
        """Commit the answer: only now may the key be asked for."""
        self.chosen, self.reasons = dict(self.sheet.chosen), dict(self.sheet.reasons)
        missing = progress(self.chosen, self.standard).missing
        self.complaint = ""
        if self.choice.auditing and self.profile.profile is None:
            self.complaint = "Nothing was committed: choose a level of factor 1 first."
        elif missing:
            self.complaint = f"Nothing was committed: factor {', '.join(missing)} is still to rate."
        elif self.choice.auditing:
            self.audited = True
        else:
            self.told = self._attempt(datetime.now(UTC).isoformat(timespec="seconds"))
            self.saved.add(self.told)
        self.show()

    def tell_word(self) -> None:
        self.words[self.case.id] = self.word.value
        self.show()

    # What is shown ---------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring every widget in line with the state."""
        self._show_sheet()
        auditing = self.choice.auditing
        self.round.disabled = auditing
        told, facts = self._outcome()
        complaint = self.complaint and tag("p.fg-alert.fg-alert-error.fg-missing", self.complaint)
        self.result.html = join(told.result, complaint)
        self.rating.children = (*([self.profile.widgets] if auditing else []), *self.always, *told.parts)
        self.text.html = words.case_html(self.case, self.standard, facts)
        self._show_score()
        seal = self.saved.seals.get(self.case.id)
        extra = {"exercise": AUDIT} if auditing else {}
        self.handout.show(self.case, self.address.url, extra)
        if self.address.ready:
            self.address.query = {"case": self.case.id, **({"seal": seal} if seal else {}), **extra}

    def _show_sheet(self) -> None:
        factors, chart = sheet_of(self.standard)
        self.filling = True
        with self.sheet.hold_sync():
            again = "Commit again" if self.told else "Commit my rating"
            self.sheet.action = "Commit my audit" if self.choice.auditing else again
            self.sheet.ask = "" if self.choice.auditing else "Write down why"
            if factors != self.sheet.factors:
                self.sheet.chart, self.sheet.factors = chart, factors
            self.sheet.chosen, self.sheet.reasons = self.chosen, self.reasons
        self.filling = False

    def _outcome(self) -> tuple[Told, tuple[tuple[str, str], ...]]:
        """Return what to tell of the answer, and the facts to mark in the case: none before it is committed."""
        filled = self.profile.profile if self.choice.auditing else None
        if self.audited or self.told:
            try:
                key = self._key(self.case.id)
            except PracticeError as error:
                return self._committed(" ".join(error.faults)), ()
            facts = tuple((entry.factor, entry.fact) for entry in key.entries)
            if self.told:
                return self.answers.rating(self.case, key, self.told, self.chosen), facts
            assert filled is not None
            return self.answers.audit(self.case, key, filled, self.chosen), facts
        if self.choice.auditing:
            return Told(audit.waiting_html(filled, self.chosen), ()), ()
        left = progress(self.chosen, self.standard).missing
        return Told(words.waiting_html(len(self.chosen), left, len(self.standard.factors)), ()), ()

    def _committed(self, why: str) -> Told:
        """Say what the levels come to where the key is withheld or there is none."""
        levels = read_levels(dict(self.told.levels) if self.told else self.chosen, self.standard)
        found = rate(levels, self.standard, self.case.kind_of_work, self.practice.catalog)
        return Told(words.withheld_html(found, why), (self.withheld,) if self.case.keyed else ())

    def _key(self, case: str) -> AnswerKey:
        return self.practice.key(case, word=self.words.get(case, ""), seal=self.saved.seals.get(case, ""))

    def _withheld(self, case: str) -> bool:
        try:
            self._key(case)
        except PracticeError:
            return True
        return False

    def _show_score(self) -> None:
        kind = self.choice.set.value
        every = self.practice.cases.values()
        listed = [case.id for case in every if case.keyed and kind in ("", case.kind_of_work or SUPERVISORY)]
        withheld = [case for case in self.saved.seals if self._withheld(case)]
        firsts = self.saved.firsts()
        score = scores.score(firsts, self.practice, listed, words=self.words, withheld=withheld)
        self.score.html = words.score_html(score, SETS[kind])


def first_html(practice: Practice) -> Markup:
    """Return what stands on the page before any widget arrives: the first case to read."""
    case = next(iter(practice.cases.values()))
    text = words.case_html(case, practice.standard(case.id))
    return tag("div.fg-columns.fg-practice", tag("div.fg-card.fg-case-text", text))


def show() -> None:
    """Show the page."""
    practice = practice_module.load(own_data())
    page(*Page(practice).widgets(), first=first_html(practice))
