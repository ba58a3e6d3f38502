"""Unsure ratings: what each factor may be, and the exact chance of every grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import prod
from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import alert, hint, items, join, table, tag
from fesgrade.apps.parts.keeper import Keeper
from fesgrade.apps.rating.position import Position, factor_words
from fesgrade.apps.rating.state import State
from fesgrade.apps.what_if.tool import Tool
from fesgrade.chances import Distribution, Doubt, GradeChance, distribution, doubts
from fesgrade.levels import LevelsError
from fesgrade.pictures.rows import grade_rows, totals_rows
from fesgrade.shares import percent
from fesgrade.standards import Factor
from fesgrade.unsure import read_ratings
from fesgrade.widgets.base import box
from fesgrade.widgets.doubtful import HELP, Doubtful
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region, guard


class UnsureTool(Tool):
    """Texts for unsure factors, the chance of each grade and total, and which doubt matters most."""

    slug = "unsure"
    title = "If you are unsure"
    about = "Say what a factor may be, such as “2-3, perhaps 2-4”: the exact chance of each grade follows."
    needs_every_factor = False

    def __init__(self, keeper: Keeper[State]) -> None:
        self.keeper = keeper

    def widgets(self) -> list[ipywidgets.Widget]:
        self.texts = Doubtful(label="Unsure ratings", help=HELP)
        self.texts.observe(guard(self._wrote), "texts")
        self.summary = Region(role="status", label="How sure the grade is")
        self.grades = Picture("grades", title="The chance of each grade", heads=("Grade", "Chance"))
        self.totals = Picture("totals", title="The chance of each total", heads=("Total", "Grade", "Chance"))
        self.matters = Region(role="region", label="Which doubt matters most")
        self.pictures = box(name="fg-pair-of")
        return [self.texts, self.summary, self.pictures, self.matters]

    def _wrote(self, change: Mapping[str, Any]) -> None:
        method = self.now.standard.method
        texts = {factor: text for factor, text in change["new"].items() if text and text.strip()}
        self.keeper.amend(lambda state: replace(state, unsure={**state.unsure, method: texts}))

    def show(self) -> None:
        now = self.now
        written = self.keeper.now.unsure.get(now.standard.method, {})
        faults = {factor.id: fault for factor in now.standard.factors if (fault := fault_of(factor, written, now))}
        with self.texts.hold_sync():
            self.texts.fields = [field_of(factor, now, faults.get(factor.id, "")) for factor in now.standard.factors]
            self.texts.texts = dict(written)
        missing = [factor for factor in now.missing if factor not in written]
        ready = bool(written) and not faults and not missing
        if ready:
            self._answer(distribution({**now.codes, **written}, now.standard))
            self.pictures.children = [self.grades, self.totals]
            return
        self.pictures.children = []
        self.matters.html = ""
        self.summary.html = waiting_html(now, faults, missing)

    def _answer(self, found: Distribution) -> None:
        now = self.now
        shares = {chance.grade: chance.chance for chance in found.grades}
        grade = now.grade.name if now.grade else None
        self.summary.html = sure_html(found, now)
        table = [(name, percent(share)) for name, share in shares.items()]
        self.grades.put(grade_rows(shares, grade), table, chances_words(found.grades))
        first, last = found.counts[0][0], found.counts[-1][0]
        several = f"{len(found.counts)} totals can come up, from {first:,} to {last:,} points."
        self.totals.put(
            totals_rows(found.counts, now.standard.grades, grade, now.total),
            [
                (total, now.standard.grade_of(total).name, percent(count / found.denominator))
                for total, count in found.counts
            ],
            several if first < last else f"Only the total {first:,} can come up.",
        )
        self.matters.html = matters_html(doubts(found, now.standard), now)


def fault_of(factor: Factor, written: Mapping[str, str], now: Position) -> str:
    """Return why the text of a factor cannot be read, or nothing."""
    if factor.id not in written:
        return ""
    others = {other.id: other.levels[0].code for other in now.standard.factors if other is not factor}
    try:
        read_ratings({**others, factor.id: written[factor.id]}, now.standard)
    except LevelsError as error:
        return " ".join(error.faults)
    return ""


def field_of(factor: Factor, now: Position, fault: str) -> dict[str, Any]:
    """Return the field of a factor: its name, its level on the sheet, and the levels beside that."""
    codes = [level.code for level in factor.levels]
    rated = now.codes.get(factor.id, "")
    at = codes.index(rated) if rated else 0
    offers = [*codes[max(0, at - 1) : at], *codes[at + 1 : at + 2]] if rated else []
    return {
        "id": factor.id, "label": factor_words(now, factor.id), "rated": rated, "offers": offers, "fault": fault,
    }  # fmt: skip


def waiting_html(now: Position, faults: Mapping[str, str], missing: list[str]) -> Markup:
    """Return why there is no answer yet."""
    if faults:
        count = "One text" if len(faults) == 1 else f"{len(faults)} texts"
        words = tag("p", f"{count} cannot be read; the others are kept as they are.")
        return alert("error", words, items("ul", faults.values()), element="div")
    if missing:
        names = ", ".join(factor_words(now, factor) for factor in missing)
        return hint(f"Rate these factors on the sheet or here first: {names}.")
    return hint("Every factor counts as rated; write what one of them may be, or use its buttons.")


def chances_words(chances: tuple[GradeChance, ...]) -> str:
    """Return the chances of grades in words."""
    return ", ".join(f"{chance.grade} {percent(chance.chance)}" for chance in chances)


def sure_html(found: Distribution, now: Position) -> Markup:
    """Return how sure the grade is, in a sentence or two."""
    best, sets = found.likeliest, prod(map(len, found.ratings))
    if len(found.grades) == 1:
        heading, words = f"{best.grade} is sure:", f" all {sets:,} combinations of these levels come to it."
    else:
        heading = f"{best.grade} with a chance of {percent(best.chance)}."
        words = f" All {sets:,} combinations of these levels: {chances_words(found.grades)}."
    apart = [
        factor_words(now, factor.id)
        for factor, rated in zip(now.standard.factors, found.ratings, strict=True)
        if now.codes.get(factor.id, rated[0].level.code) not in {each.level.code for each in rated}
    ]
    if apart:
        words += f" The level on the sheet is not among those written for {', '.join(apart)}."
    return tag("p", tag("b", heading), words)


def matters_html(found: tuple[Doubt, ...], now: Position) -> Markup:
    """Return the unsure factors, the one to settle first on top."""
    if not found:
        return Markup()
    heading = "Which doubt matters most"
    if not found[0].share:
        return tag("h3", heading) + tag("p", "None: whatever these factors are, the grade is the same.")
    most = found[0].share, found[0].right
    first = [factor_words(now, doubt.factor) for doubt in found if (doubt.share, doubt.right) == most]
    about = (
        "Settle that first. Doubt is how far the grade may spread (its variance); the first column is the part of it "
        "that would go if the factor were known, the second how often the likeliest grade would then be right."
    )
    rows = [
        (factor_words(now, doubt.factor), percent(doubt.share), percent(doubt.right), _levels(doubt)) for doubt in found
    ]
    return join(
        tag("h3", f"{heading}: {' and '.join(first)}{', alike' if len(first) > 1 else ''}"),
        tag("p", about),
        table(("Factor", "Doubt it removes", "Right then", "If it is at"), rows, "", label="Doubts", numbers=(1, 2)),
    )


def _levels(doubt: Doubt) -> Markup:
    """Return the chances of the grades at each level of a factor, line by line."""
    return Markup("<br>").join(f"{code}: {chances_words(chances)}" for code, chances in doubt.levels)
