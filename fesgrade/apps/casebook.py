"""The Casebook page: a decision step by step, another answer at any of them, and what would have followed."""

from __future__ import annotations

import os
from collections.abc import Mapping

import ipywidgets

from fesgrade.apps.casewords import (
    case_html,
    follows_html,
    links_html,
    result_html,
    step_html,
)
from fesgrade.apps.components import Address, Picture, Region, box, esc, guard, page, picture_html
from fesgrade.apps.components import field as labelled
from fesgrade.apps.radios import Radios
from fesgrade.apps.rating import CASE, TABLES, edition
from fesgrade.apps.sheet import Sheet, sheet_of
from fesgrade.apps.steps import Steps
from fesgrade.cases import Casebook, Replay, Step, load, replay
from fesgrade.charts import claims_rows

STEP = "step"
PICTURE = "Who held what, on the points scale"
COLUMNS = (("party", "Who"), ("series", "Series"), ("title", "Title"), ("grade", "Grade"), ("points", "Points"))


def book() -> Casebook:
    """Return the shipped decisions and, beside them, those of ``fesgrade serve --data DIR``."""
    return load(os.environ.get("FESGRADE_DATA"))


class Page:
    """The widgets of the page and what happens between them; what follows from an answer is in :mod:`fesgrade.cases`.

    The answers to each case are kept apart, so that a look at another loses nothing.
    """

    def __init__(self, cases: Casebook) -> None:
        self.cases = cases
        self.case = next(iter(cases.decisions))
        self.answers: dict[str, dict[str, str]] = {case: {} for case in cases.decisions}
        self.at = dict.fromkeys(cases.decisions, 1)
        self._showing = False
        self._made()
        self._watch()
        self.show()

    def _made(self) -> None:
        decisions = self.cases.decisions.values()
        self.choose = ipywidgets.Dropdown(options=[(f"{each.title}, {each.number}", each.id) for each in decisions])
        self.restore = ipywidgets.Button(description="Return to the decision as made")
        self.about = Region(name="fg-about")
        self.back, self.next = (ipywidgets.Button(description=word) for word in ("Previous", "Next"))
        self.onward = ipywidgets.Button()
        self.next.add_class("mod-primary")
        self.place = Region(role="status", label="Step")
        self.told = Region(role="region", label="This step", name="fg-card fg-told")
        self.sheet, self.radios = Sheet(label="Levels of this step"), Radios()
        self.ask = Region()
        self.as_decided = ipywidgets.Button(description="Answer as decided")
        self.answering = box(self.ask, name="fg-card fg-stack fg-answering")
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.steps = Steps(label="Steps", target=".fg-told")
        self.follows = Region(role="region", label="What would follow", name="fg-card")
        self.links = Region(role="region", label="Open this state", name="fg-card")
        self.picture = Picture("claims", [], title=PICTURE, description="", columns=COLUMNS, table=[])
        self.address = Address()

    def _watch(self) -> None:
        self.choose.observe(guard(lambda change: self.open(change["new"])), "value")
        self.restore.on_click(guard(lambda _: self.answer_all({})))
        self.back.on_click(guard(lambda _: self.go(self.at[self.case] - 1)))
        for button in (self.next, self.onward):
            button.on_click(guard(lambda _: self.go(self.at[self.case] + 1)))
        self.steps.observe(guard(lambda change: self.go_to(change["new"])), "current")
        self.sheet.observe(guard(lambda change: self._sheet_chosen(change["new"])), "chosen")
        self.radios.observe(guard(lambda change: self.answer(change["new"])), "chosen")
        self.as_decided.on_click(guard(lambda _: self.answer(self.step.decided)))
        self.address.observe(guard(lambda _: self.open_address()), "ready")

    def widgets(self) -> list[ipywidgets.Widget]:
        """Return what stands on the page, from top to bottom."""
        left = box(
            box(self.back, self.next, self.place, name="fg-bar fg-walk"),
            self.told,
            self.answering,
            box(self.onward, name="fg-bar fg-next-step"),
            name="fg-stack",
        )
        rest = box(self.follows, self.steps, self.picture, self.links, name="fg-stack")
        return [
            box(labelled(self.choose, "Decision"), self.restore, name="fg-bar"),
            self.about,
            box(left, box(self.result, rest, name="fg-side fg-sticky"), name="fg-columns fg-rating"),
            self.address,
        ]

    @property
    def step(self) -> Step:
        return self.cases.decisions[self.case].steps[self.at[self.case] - 1]

    # Changes ---------------------------------------------------------------------------------------

    def open(self, case: str) -> None:
        """Show a decision where the reader left it."""
        if case != self.case:
            self.case = self.cases.decision(case).id
            self.show()

    def go(self, number: int) -> None:
        """Go to a step by its number, as far as there are steps."""
        self.at[self.case] = min(max(number, 1), len(self.cases.decisions[self.case].steps))
        self.show()

    def go_to(self, step: str) -> None:
        if not self._showing and step != self.step.id:
            self.go(self.cases.decisions[self.case].step(step).number)

    def answer(self, answer: str) -> None:
        """Answer the step shown: a choice, or levels; the decision's own answer takes a change away."""
        if not self._showing:
            self.answer_all({**self.answers[self.case], self.step.id: answer})

    def answer_all(self, answers: Mapping[str, str]) -> None:
        """Take other answers to the case; they stay as they were if they cannot be replayed."""
        self.answers[self.case] = dict(replay(self.case, answers, self.cases).changes)
        self.show()

    def _sheet_chosen(self, chosen: Mapping[str, str]) -> None:
        factors = [code.rpartition("-")[0] for code in self.step.levels]
        if factors and set(factors) <= chosen.keys():
            self.answer(" ".join(chosen[factor] for factor in factors))

    def open_address(self) -> None:
        """Take over what the address holds: a case, a step, and answers by the ids of their steps."""
        query = dict(self.address.query)
        case, step = query.pop(CASE, ""), query.pop(STEP, "")
        query.pop(TABLES, None)
        if not case:
            return
        decision = self.cases.decision(case)
        number = decision.step(step).number if step else 1
        answers = replay(case, query, self.cases).changes
        self.case, self.at[case], self.answers[case] = case, number, dict(answers)
        self.show()

    # What is shown ---------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring every widget in line with the case, the step and the answers."""
        decision, step = self.cases.decisions[self.case], self.step
        made, now = replay(decision, None, self.cases), replay(decision, self.answers[self.case], self.cases)
        count = len(decision.steps)
        self._showing = True
        try:
            self.choose.value = self.case
            self.restore.disabled = now.as_decided
            self.about.html = case_html(decision)
            self.back.disabled, self.next.disabled = step.number == 1, step.number == count
            after = decision.steps[step.number].heading if step.number < count else ""
            self.onward.description = f"Next: {after}"
            self.onward.layout.display = None if after else "none"
            said = f'<span class="fg-visually-hidden">: {esc(step.heading)}</span>'
            self.place.html = f"<p>Step <b>{step.number}</b> of {count}{said}</p>"
            self.told.html = step_html(now.step(step.id), now)
            self._show_answering(now)
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
        finally:
            self._showing = False
        if self.address.ready:
            self.address.query = {CASE: self.case, STEP: step.id, **now.changes, TABLES: edition()}

    def _show_answering(self, now: Replay) -> None:
        """Show the levels or the choices of the step, or nothing where it leaves nothing to decide."""
        step, here = self.step, now.step(self.step.id)
        if step.levels:
            standard = self.cases.catalog.standards[now.results[step.work].standard]
            factors = [code.rpartition("-")[0] for code in step.levels]
            every, chart = sheet_of(standard)
            with self.sheet.hold_sync():
                self.sheet.chart = chart if {"6", "7"} <= set(factors) else {}
                self.sheet.factors = [each for each in every if each["id"] in factors]
                self.sheet.chosen = dict(zip(factors, here.taken.split(), strict=True))
        elif step.choices:
            options = [(each.id, each.label, each.note, "") for each in step.choices]
            self.radios.offer("What would you have decided?", options, here.taken)
        else:
            self.answering.layout.display = "none"
            return
        *first, last = step.compared or ("",)
        compared = f"OPM compared {', '.join(first)} and {last}. " if first else ""
        self.ask.html = (
            "<h2>Would you decide otherwise?</h2>"
            f'<p class="fg-hint">{esc(compared)}Pick another answer and see what would have followed.</p>'
        )
        self.as_decided.disabled = not here.yours
        answers = self.sheet if step.levels else self.radios
        self.answering.children = [self.ask, answers, box(self.as_decided, name="fg-bar")]
        self.answering.layout.display = None

    def _show_picture(self, now: Replay, made: Replay) -> None:
        table = [
            {
                "party": claim.party,
                "series": claim.series,
                "title": claim.title or "–",
                "grade": claim.grade,
                "points": f"{made.points:,}" if claim.side == "decided" and made.points else "–",
            }
            for claim in now.decision.claims
        ]
        if not now.as_decided:
            points = "–" if now.points is None else f"{now.points:,}"
            table.append(
                {
                    "party": "Your answers",
                    "series": now.titled.series.id,
                    "title": now.titled.title,
                    "grade": now.grade,
                    "points": points,
                }
            )
        with self.picture.hold_sync():
            self.picture.rows, self.picture.table = claims_rows(now), table
            held = "; ".join(f"{row['party']} {row['grade']}" for row in table)
            self.picture.description = f"Grade ranges side by side on the points scale. {held}."


def first_html(cases: Casebook) -> str:
    """Return what stands on the page before any widget arrives: the first step of the first case and its result."""
    now = replay(next(iter(cases.decisions)), None, cases)
    return (
        f'{case_html(now.decision)}<div class="fg-columns fg-rating"><section class="fg-card fg-told">'
        f'{step_html(now.steps[0], now)}</section><div class="fg-side"><div class="fg-card fg-result" role="group" '
        f'aria-label="Result">{result_html(now)}</div>'
        + picture_html("claims", PICTURE, "Grade ranges side by side on the points scale.")
        + "</div></div>"
    )


def show() -> None:
    """Show the page."""
    cases = book()
    page(*Page(cases).widgets(), first=first_html(cases))
