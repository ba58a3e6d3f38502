"""The whole space: how all possible sets of levels spread over the grades, and where the position lies among them."""

from __future__ import annotations

from collections import Counter

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import alert, hint, tag
from fesgrade.apps.rating.position import Position
from fesgrade.apps.what_if.tool import Tool
from fesgrade.chances import Space, space
from fesgrade.pictures.rows import grade_rows, totals_rows
from fesgrade.shares import percent
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.region import Region, guard


class SpreadTool(Tool):
    """All sets of levels by grade and by total, with the position's own place."""

    slug = "spread"
    title = "Among all possible ratings"
    about = "How every possible set of levels spreads over the grades, and where this position lies."
    needs_every_factor = False

    def widgets(self) -> list[ipywidgets.Widget]:
        self.described = ipywidgets.Checkbox(value=False)
        self.described.observe(guard(lambda _: self.show()), "value")
        self.summary = Region(role="status", label="Among all sets")
        heads = ("Grade", "Sets of levels", "Share")
        self.grades = Picture("grades", title="Sets of levels by grade", heads=heads)
        heads_of_totals = ("Grade", "Points", "Sets of levels", "Sets per total")
        self.totals = Picture("totals", title="Sets of levels by total", heads=heads_of_totals)
        self.pictures = box(name="fg-pair-of")
        return [field(self.described, "Only levels that the standard describes"), self.summary, self.pictures]

    def show(self) -> None:
        now = self.now
        found = space(now.standard, described_only=self.described.value)
        self.summary.html = spread_html(found, now)
        if not found.sets:
            self.pictures.children = []
            return
        grade = now.grade.name if now.grade else None
        most = max(found.grades, key=lambda each: each.sets)
        self.grades.put(
            grade_rows({each.grade: each.share for each in found.grades}, grade),
            [(each.grade, each.sets, percent(each.share)) for each in found.grades],
            f"The share of each grade; the largest is {most.grade}, {percent(most.share)}.",
        )
        first, last = found.totals[0][0], found.totals[-1][0]
        here = f"; the position has {now.total:,}" if now.total is not None else ""
        self.totals.put(
            totals_rows(found.totals, now.standard.grades, grade, now.total),
            _by_range(found, now),
            f"How many sets come to each total, from {first:,} to {last:,} points{here}.",
        )
        self.pictures.children = [self.grades, self.totals]


def _by_range(found: Space, now: Position) -> list[tuple[str, str, int, int]]:
    """Return one row for each grade that comes up: its points, its sets, and how many come to one total on average."""
    totals = Counter(now.standard.grade_of(total).name for total, _ in found.totals)
    return [
        (each.grade, grade.points, each.sets, round(each.sets / totals[each.grade]))
        for each, grade in zip(found.grades, now.standard.grades, strict=True)
        if each.sets
    ]


def spread_html(found: Space, now: Position) -> Markup:
    """Return how many sets there are and where the position lies, in sentences."""
    name = now.standard.short_title
    if not found.sets:
        words = f"{name} describes no level of some factor, so there is no set of described levels only."
        return alert("warning", words)
    only = f"with the levels that {name} describes" if found.described_only else f"with the levels of {name}"
    possible = tag("b", f"{found.sets:,} sets of levels"), f" are possible {only}. "
    if now.total is None or now.grade is None:
        return tag("p", possible, "Rate every factor to see where the position lies.")
    place = found.place(now.total)
    alike = next(each for each in found.grades if each.grade == now.grade.name)
    words = (
        f"{alike.sets:,} of them ({percent(alike.share)}) come to {alike.grade}. This position has {now.total:,} "
        f"points: {place.below:,} sets ({percent(place.share_below)}) come to less, {place.same:,} to the same, "
        f"{place.above:,} to more."
    )
    outside = [credit.level for credit in now.progress.credits if now.levels[credit.factor].status != "described"]
    if found.described_only and outside:
        words += f" It is not one of them itself: {', '.join(outside)} is not a level that the standard describes."
    return tag("p", possible, words) + hint("A count of possibilities, not of positions: most sets fit no real work.")
