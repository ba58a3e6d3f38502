"""The Casebook page: a decision step by step, another answer at any of them, and what would have followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.casebook.answering import Answering
from fesgrade.apps.casebook.links import links_html
from fesgrade.apps.casebook.words import case_html, follows_html, result_html, step_html
from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import hidden, result_card, tag
from fesgrade.apps.parts.keeper import Keeper
from fesgrade.apps.parts.link import CASE, TABLES, edition, older_html
from fesgrade.apps.parts.page import page
from fesgrade.casebook.decision import Casebook, CaseError, Decision, Step
from fesgrade.casebook.replay import Replay, replay
from fesgrade.casebook.tables import load
from fesgrade.pictures.rows import claims_rows
from fesgrade.sources import own_data
from fesgrade.standards import PRIMARY
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.picture import Picture, picture_html
from fesgrade.widgets.present import Present
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.steps import Steps

STEP = "step"
PICTURE = "Proposed grades, on the points scale"
HEADS = ("Who", "Series", "Title", "Grade", "Points")
ABOUT = "Grade ranges side by side on the points scale."


def book() -> Casebook:
    """Return the shipped decisions and, beside them, those of ``fesgrade serve --data DIR``."""
    return load(own_data())


@dataclass(frozen=True, slots=True)
class State:
    """The decision shown, and for each decision the number of the step shown and the reader's answers by step.

    They are kept apart, so that a look at another decision loses nothing. ``made_with`` is the edition of the tables
    that the link was made with, blank without one.
    """

    case: str
    at: Mapping[str, int]
    answers: Mapping[str, Mapping[str, str]]
    made_with: str = ""


class Page(Handle):
    """The widgets of the page and what happens between them; :mod:`fesgrade.casebook.replay` has what follows."""

    def __init__(self, cases: Casebook) -> None:
        self.cases = cases
        names = tuple(cases.decisions)
        self.keeper = Keeper(
            State(names[0], dict.fromkeys(names, 1), {name: {} for name in names}),
            write=self._query,
            read=self._read,
            show=self._show,
            moved=_moved,
        )
        self.undo, self.redo, self.address = self.keeper.undo, self.keeper.redo, self.keeper.address
        self._made()
        self._watch()
        self.keeper.refresh()

    def _made(self) -> None:
        decisions = self.cases.decisions.values()
        self.choose = ipywidgets.Dropdown(options=[(f"{each.title}, {each.number}", each.id) for each in decisions])
        self.restore = ipywidgets.Button(description="Return to the decision as made")
        self.about = Region(name="fg-about")
        self.back, self.next = (ipywidgets.Button(description=word) for word in ("Previous", "Next"))
        self.onward = ipywidgets.Button()
        self.next.add_class("mod-primary")
        self.place = Region(role="status", label="Step")
        self.passage = Region(role="region", label="This step", name="fg-card fg-told")
        self.answering = Answering(self.cases.catalog, self.answer)
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.steps = Steps(label="Steps", target=".fg-told")
        self.follows = Region(role="region", label="What would follow", name="fg-card")
        self.links = Region(role="region", label="Open this state", name="fg-card")
        self.picture = Picture("claims", title=PICTURE, heads=HEADS, _dom_classes=["fg-scale"])
        self.present = Present(screens=".fg-told, .fg-answering:has(input)", walk=".fg-walk .jupyter-button")

    def _watch(self) -> None:
        self.choose.observe(guard(lambda change: self.open(change["new"])), "value")
        self.restore.on_click(guard(lambda _: self.answer_all({})))
        self.back.on_click(guard(lambda _: self.go(self.step.number - 1)))
        for button in (self.next, self.onward):
            button.on_click(guard(lambda _: self.go(self.step.number + 1)))
        self.steps.observe(guard(lambda change: self.go(self.decision.step(change["new"]).number)), "current")

    def widgets(self) -> list[ipywidgets.Widget]:
        """Return what stands on the page, from top to bottom."""
        left = box(
            box(self.back, self.next, self.place, name="fg-bar fg-walk"),
            self.passage,
            self.answering.widget,
            box(self.onward, name="fg-bar fg-next-step"),
            self.picture,
            self.links,
            name="fg-stack",
        )
        rest = box(self.follows, self.steps, name="fg-stack")
        return [
            box(
                labelled(self.choose, "Decision"),
                box(self.undo, self.redo, self.restore, self.present, name="fg-bar"),
                name="fg-bar",
            ),
            self.about,
            box(left, box(self.result, rest, name="fg-side fg-sticky"), name="fg-columns fg-rating"),
            self.address,
        ]

    @property
    def state(self) -> State:
        return self.keeper.now

    @property
    def decision(self) -> Decision:
        return self.cases.decisions[self.state.case]

    @property
    def step(self) -> Step:
        return self.decision.steps[self.state.at[self.state.case] - 1]

    @property
    def answers(self) -> Mapping[str, str]:
        """The reader's answers to the case shown."""
        return self.state.answers[self.state.case]

    # Changes ---------------------------------------------------------------------------------------

    def open(self, case: str) -> None:
        """Show a decision where the reader left it."""
        self.keeper.amend(lambda state: replace(state, case=self.cases.decision(case).id, made_with=""))

    def go(self, number: int) -> None:
        """Go to a step by its number, as far as there are steps."""
        case, number = self.state.case, min(max(number, 1), len(self.decision.steps))
        self.keeper.amend(lambda state: replace(state, at={**state.at, case: number}))

    def answer(self, answer: str) -> None:
        """Answer the step shown: a choice, or levels; the decision's own answer takes a change away."""
        self.answer_all({**self.answers, self.step.id: answer})

    def answer_all(self, answers: Mapping[str, str]) -> None:
        """Take other answers to the case; they stay as they were if they cannot be replayed."""
        self.keeper.go(self._answered(self.state, self.state.case, answers))

    def _answered(self, state: State, case: str, answers: Mapping[str, str]) -> State:
        taken = replay(self.cases, case, answers).changes
        return replace(state, answers={**state.answers, case: taken})

    # The address -----------------------------------------------------------------------------------

    def _query(self, state: State) -> dict[str, str]:
        return {CASE: state.case, STEP: self.step.id, **self.answers, TABLES: edition()}

    def _read(self, query: Mapping[str, str], now: State) -> State:
        """Return the state of a query: a case, a step, and answers by the ids of their steps."""
        answers = dict(query)
        case, step, tables = answers.pop(CASE, ""), answers.pop(STEP, ""), answers.pop(TABLES, "")
        if not case:
            if step or answers:
                raise CaseError(["The link is damaged and nothing was loaded: it names no decision."])
            return now
        decision = self.cases.decision(case)
        number = decision.step(step).number if step else 1
        return self._answered(replace(now, case=case, at={**now.at, case: number}, made_with=tables), case, answers)

    # What is shown ---------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """Bring every widget in line with the case, the step and the answers."""
        decision, step = self.decision, self.step
        now, made = replay(self.cases, state.case, self.answers), replay(self.cases, state.case)
        count = len(decision.steps)
        self.choose.value = state.case
        self.present.about = f"{decision.title}, step {step.number} of {count}"
        self.restore.disabled = now.as_decided
        self.about.html = case_html(decision) + older_html(state.made_with)
        self.back.disabled, self.next.disabled = step.number == 1, step.number == count
        after = decision.steps[step.number].heading if step.number < count else ""
        self.onward.description = f"Next: {after}"
        show_only(self.onward, bool(after))
        number = tag("b", str(step.number))
        self.place.html = tag("p", "Step ", number, f" of {count}", hidden(f": {step.heading}"))
        self.passage.html = step_html(now.step(step.id), now)
        self.answering.show(now.step(step.id), now)
        self.result.html = result_html(now)
        self.steps.items = [
            {
                "id": each.step.id,
                "heading": each.step.heading,
                "mark": "your answer" if each.yours else "changed" if each.changed else "",
            }
            for each in now.steps
        ]
        self.steps.current = step.id
        self.follows.html = follows_html(now, made)
        self.links.html = links_html(now, self.cases.catalog)
        self._show_picture(now, made)

    def _show_picture(self, now: Replay, made: Replay) -> None:
        claims = [
            (claim.party, claim.series, claim.title, claim.grade, made.points if claim.side == "decided" else None)
            for claim in now.decision.claims
        ]
        if not now.as_decided:
            claims.append(("Your answers", now.titled.series.id, now.titled.title, now.grade, now.points))
        held = "; ".join(f"{party} {grade}" for party, _, _, grade, _ in claims)
        table = [[cell or "–" for cell in claim] for claim in claims]
        rows = claims_rows(now, made, self.cases.catalog.standards[PRIMARY])
        self.picture.put(rows, table, f"{ABOUT} {held}.")


def _moved(before: State, after: State) -> State:
    """Show the case whose answer was undone or redone."""
    changed = [case for case in before.answers if before.answers[case] != after.answers[case]]
    return replace(after, case=changed[0]) if changed else after


def first_html(cases: Casebook) -> Markup:
    """Return what stands on the page before any widget arrives: the first step of the first case and its result."""
    now = replay(cases, next(iter(cases.decisions)))
    picture = picture_html("claims", PICTURE, ABOUT)
    passage = tag("section.fg-card.fg-told", step_html(now.steps[0], now))
    side = tag("div.fg-side", result_card(result_html(now)), picture)
    return case_html(now.decision) + tag("div.fg-columns.fg-rating", passage, side)


def show() -> Page:
    """Show the page, and return it: ``page.decision``, ``page.answers``."""
    cases = book()
    made = Page(cases)
    page(*made.widgets(), first=first_html(cases))
    return made
