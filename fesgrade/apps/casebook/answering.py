"""Where a reader of the casebook answers a step otherwise: levels on a sheet, or a choice of facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets

from fesgrade.apps.parts.html import hint, tag
from fesgrade.casebook.decision import Step
from fesgrade.casebook.replay import Replay, StepNow
from fesgrade.standards import Catalog
from fesgrade.widgets.base import box
from fesgrade.widgets.choices import radios
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.sheet import Sheet, sheet_of

#: The kinds of steps that only follow from others.
FOLLOWING = ("total", "mixed", "outcome", "consequence")
FOLLOWS = "This step follows from the others: answer one of those otherwise, and see here what changes."
TOLD = "This step tells what was asked and found. Decision steps ask for your answer."


class Answering:
    """The answers to one step; ``answered`` is called with the reader's. Show ``widget``; call :meth:`show` quietly."""

    def __init__(self, tables: Catalog, answered: Callable[[str], None]) -> None:
        self.tables, self.answered = tables, answered
        self.step: Step | None = None
        self.sheet, self.radios = Sheet(label="Levels of this step"), radios()
        self.ask = Region()
        self.as_decided = ipywidgets.Button(description="Answer as decided")
        self.widget = box(self.ask, name="fg-card fg-stack fg-answering")
        self.sheet.observe(guard(lambda change: self._levels(change["new"])), "chosen")
        self.radios.observe(guard(lambda change: self.answered(*change["new"])), "chosen")
        self.as_decided.on_click(guard(lambda _: self.answered(self.step.decided if self.step else "")))

    def _levels(self, chosen: Mapping[str, str]) -> None:
        factors = [code.rpartition("-")[0] for code in self.step.levels] if self.step else []
        if factors and set(factors) <= chosen.keys():
            self.answered(" ".join(chosen[factor] for factor in factors))

    def show(self, here: StepNow, now: Replay) -> None:
        """Show the levels or the choices of a step, or why it leaves nothing to decide."""
        self.step = here.step
        if not (here.step.levels or here.step.choices):
            self.ask.html = hint(FOLLOWS if here.step.kind in FOLLOWING else TOLD)
            self.widget.children = [self.ask]
            return
        if here.step.levels:
            self._show_levels(here, now)
        else:
            options = [(each.id, each.label, each.note, "") for each in here.step.choices]
            self.radios.offer(here.step.heading, options, *filter(None, [here.taken]))
        *first, last = here.step.compared or ("",)
        compared = f"OPM compared {', '.join(first)} and {last}. " if first else ""
        pick = hint(f"{compared}Pick another answer and see what would have followed.")
        self.ask.html = tag("h2", "Would you decide otherwise?") + pick
        self.as_decided.disabled = not here.yours
        answer = self.sheet if here.step.levels else self.radios
        self.widget.children = [self.ask, answer, box(self.as_decided, name="fg-bar")]

    def _show_levels(self, here: StepNow, now: Replay) -> None:
        factors = [code.rpartition("-")[0] for code in here.step.levels]
        every, chart = sheet_of(self.tables.standards[now.results[here.step.work].standard])
        with self.sheet.hold_sync():
            self.sheet.chart = chart if {"6", "7"} <= set(factors) else {}
            self.sheet.factors = [each for each in every if each["id"] in factors]
            self.sheet.chosen = dict(zip(factors, here.taken.split(), strict=True))
