"""Ways to a grade: all smallest sets of level changes that lead to a target, in words."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import alert, items, join, tag
from fesgrade.apps.rating.position import Position, factor_words
from fesgrade.apps.what_if.moves import needs_html, notes_html, try_html
from fesgrade.apps.what_if.tool import Tool
from fesgrade.levels import LevelsError
from fesgrade.shares import signed
from fesgrade.ways import Way, Ways, ways
from fesgrade.whatif import Change
from fesgrade.widgets.base import box
from fesgrade.widgets.choices import Choices, checks
from fesgrade.widgets.hint import field
from fesgrade.widgets.region import Answer, Region, guard
from fesgrade.widgets.select import Select


class WaysTool(Tool):
    """A target grade, what must stay as it is, and the smallest ways there."""

    slug = "ways"
    title = "Ways to a grade"
    about = "Choose a grade: which smallest set of changes leads there, and what would the work have to demand?"

    def __init__(self, take: Callable[[str], object]) -> None:
        self.take = take

    def widgets(self) -> list[ipywidgets.Widget]:
        self.target = Select()
        self.described = ipywidgets.Checkbox(value=False)
        self.hold: Choices | None = None
        self.holder = box(name="fg-hold")
        self.summary = Region(role="status", label="Ways found")
        self.answer = Answer(role="region", label="Ways to the grade")
        self.answer.on_pick(self.take)
        self.target.on_choice(lambda _: self._search())
        self.described.observe(guard(lambda _: self._search()), "value")
        return [
            box(
                field(self.target, "Grade to reach"),
                field(self.described, "Only levels that the standard describes"),
                name="fg-bar",
            ),
            self.holder,
            self.summary,
            self.answer,
        ]

    def show(self) -> None:
        self.target.offer([(grade.name, grade.name) for grade in self.now.standard.grades], _next(self.now))
        labels = [(factor.id, factor_words(self.now, factor.id), "", "") for factor in self.now.standard.factors]
        if self.hold is None or [each["value"] for each in self.hold.options] != [each[0] for each in labels]:
            self.hold = checks("Keep as it is", labels)
            self.hold.observe(guard(lambda _: self._search()), "chosen")
            self.holder.children = [self.hold]
        self._search()

    def _search(self) -> None:
        now = self.now
        held = self.hold.chosen if self.hold else ()
        if now.total is None:
            return
        try:
            found = ways(now.levels, now.standard, self.target.value, hold=held, described_only=self.described.value)
        except LevelsError as error:
            self.summary.html = alert("warning", " ".join(error.faults))
            self.answer.html = ""
            return
        self.summary.html = summary_html(found)
        self.answer.html = notes_html(now) + ways_html(found, now) if found.ways[0].changes else ""


def _next(now: Position) -> str:
    """Return the grade above the position's, or the one below the top grade."""
    grades = now.standard.grades
    assert now.grade is not None
    at = grades.index(now.grade)
    return grades[at + 1 if at + 1 < len(grades) else at - 1].name


def summary_html(found: Ways) -> Markup:
    """Return in one sentence how many ways there are and how far they go."""
    first = found.ways[0]
    if not first.changes:
        return tag("p", f"The rating is {found.target} already, with {found.total:,} points.")
    count = f"{len(found.ways)} smallest ways lead" if len(found.ways) > 1 else "One smallest way leads"
    factors = f"{len(first.changes)} factors" if len(first.changes) > 1 else "one factor"
    moved = f"{first.levels} levels" if first.levels > 1 else "one level"
    each = "Each changes" if len(found.ways) > 1 else "It changes"
    past = f"{first.overshoot:,} points inside its range" if first.overshoot else "exactly at the edge of its range"
    return tag(
        "p",
        tag("b", f"{count} from {found.grade} to {found.target}."),
        f" {each} {factors} by {moved}{' in all' if len(first.changes) > 1 else ''} and ends {past}. Any other way "
        "changes more factors or levels, or goes further past the line.",
    )


def ways_html(found: Ways, now: Position) -> Markup:
    """Return the ways, each with what it would demand."""
    return items("ol.fg-ways", (_way(way, found, now) for way in found.ways))


def _way(way: Way, found: Ways, now: Position) -> Markup:
    codes = " ".join(change.end for change in way.changes)
    words = ", ".join(f"{change.start} to {change.end}" for change in way.changes)
    where = f": {signed(way.total - found.total)}, {way.total:,} points, {found.target} "
    return join(
        tag("p", tag("b", words), where, try_html(codes, words)),
        items("ul", (_change(change, now) for change in way.changes)),
    )


def _change(change: Change, now: Position) -> Markup:
    return join(f"{factor_words(now, change.factor)} ({signed(change.points)}): ", needs_html(change))
