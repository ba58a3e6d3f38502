"""The Panel page: the blind ratings of a class put together, on a projector.

Nothing of a key is in any widget until it is asked for. numpy and krippendorff are imported when the first
ratings are summed up, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets

from fesgrade.apps.panel import example, words
from fesgrade.apps.panel.screens import screens_html
from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import tag
from fesgrade.apps.parts.page import page
from fesgrade.apps.parts.words import plural
from fesgrade.classroom import agreement, ratings
from fesgrade.classroom import practice as practice_module
from fesgrade.classroom.panel import CaseView, Panel, RoundView
from fesgrade.classroom.practice import AnswerKey, Practice, PracticeError
from fesgrade.classroom.ratings import Ratings
from fesgrade.pictures.rows import agreement_rows, rater_rows, spread_rows
from fesgrade.shares import percent
from fesgrade.sources import own_data
from fesgrade.widgets.base import box
from fesgrade.widgets.downloads import free_name
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.fold import Fold
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.picture import Picture
from fesgrade.widgets.present import Present
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.select import Select

ROUNDS = (("Before the discussion", "before"), ("After the discussion", "after"))


class Page(Handle):
    """The widgets of the page and what happens between them; all counting is in :mod:`fesgrade.classroom.agreement`."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.files: dict[str, bytes] = {}
        self.found = Ratings((), (), {})
        self.panel = Panel((), ())
        self.keys: tuple[AnswerKey, ...] = ()
        self._made()
        self.read()

    def _made(self) -> None:
        standards = self.practice.catalog.standards.values()
        self.others = ipywidgets.Dropdown(
            options=[("Ignore unknown cases", "")]
            + [(f"Other cases are rated by {standard.short_title}", standard.id) for standard in standards]
        )
        self.case, self.round = Select(), Select()
        self.show_key = ipywidgets.Checkbox(indent=False)
        self.word = ipywidgets.Text(continuous_update=False)
        self.clear = ipywidgets.Button(description="Clear")
        self.try_it = ipywidgets.Button(description="Open an example class")
        self.result = Region(role="status", label="Result", name="fg-card fg-result")
        self.refused = Region(role="region", label="Left out")
        self.start = Region(words.START, name="fg-card")
        self.alpha, self.apart, self.discussion = (
            Region(role="region", label=label, name="fg-card")
            for label in ("Alpha", "Outlying ratings", "What the discussion did")
        )
        self.legend = Region()
        self.screens = Region(role="region", label="Factor by factor")
        fold = Fold(slug="factors", title="Factor by factor", teaser="How the class split, and the reasons it gave.")
        self.factors = box(fold, self.screens, name="fg-card fg-tool")
        self.present = Present(screens=".fg-screen")
        self.pictures: dict[str, Picture] = {}
        self.key_bar = box(
            labelled(self.show_key, "Show the key", "Keep it off until the class has discussed."),
            name="fg-bar fg-beside",
        )
        choices = labelled(self.case, "Case"), labelled(self.round, "Round")
        self.view_bar = box(*choices, self.key_bar, self.present, name="fg-bar")
        self.body = box(self.start, name="fg-stack")
        self.clear.on_click(guard(lambda _: self.start_over()))
        self.try_it.on_click(guard(lambda _: self.take({example.NAME: example.example()})))
        self.others.observe(guard(lambda _: self.read()), "value")
        for choice in (self.case, self.round):
            choice.on_choice(lambda _: self.show())
        for control in (self.show_key, self.word):
            control.observe(guard(lambda _: self.sum_up()), "value")

    def widgets(self) -> list[ipywidgets.Widget]:
        files = box(
            file_in(
                "Open files",
                ".json,.csv,.xlsx,.txt",
                self.take,
                multiple=True,
                help="All saved results of a class at once, or one CSV or Excel file; more can follow.",
            ),
            labelled(self.others, "Cases of your own"),
            box(self.try_it, self.clear, name="fg-bar"),
            name="fg-bar fg-card fg-class-files",
        )
        return [files, self.result, self.refused, self.body]

    # What the instructor does ----------------------------------------------------------------------

    def take(self, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            if content not in self.files.values():  # the same file chosen again
                self.files[free_name(name, self.files)] = content
        self.read()

    def start_over(self) -> None:
        self.files.clear()
        self.show_key.value = False
        self.read()

    def read(self) -> None:
        self.found = ratings.read(self.files, self.practice, others=self.others.value)
        self.sum_up()

    def sum_up(self) -> None:
        """Sum up what was read, with the keys that are asked for and may be shown."""
        self.keys = tuple(filter(None, map(self._key, self.found.cases))) if self.show_key.value else ()
        self.panel = agreement.summarize(self.found, self.practice, self.keys)
        rounds = [(label, name) for label, name in ROUNDS if self.panel.round(name)]
        titles = {view.case: view.title for shown in self.panel.rounds for view in shown.cases}
        self.round.offer(rounds, rounds[0][1] if rounds else None)
        self.case.offer([(title, name) for name, title in titles.items()], next(iter(titles), None))
        self.show()

    def _key(self, case: str) -> AnswerKey | None:
        try:
            return self.practice.key(case, word=self.word.value)
        except PracticeError:  # no practice case, no key, or the word is still missing
            return None

    # What is shown ---------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring every widget in line with what was read and chosen."""
        self.refused.html = words.refused_html(self.found.faults, self.found.notes)
        view = self.panel.round(self.round.value) if self.round.value else None
        if view is None:
            self.result.html = words.result_html(self.found, len(self.files), None)
            self.body.children = (self.start,)
            return
        case = next((each for each in view.cases if each.case == self.case.value), None)
        self.result.html = words.result_html(self.found, len(self.files), case)
        self._show_key_bar()
        titles = {each.case: each.title for each in view.cases}
        self.alpha.html = words.alpha_html(self.panel)
        self.apart.html = words.apart_html(view, titles, key=bool(self.keys))
        self.discussion.html = words.discussion_html(self.panel, key=bool(self.keys))
        nobody = f"Nobody rated this case {words.WHEN[view.round]}."
        shown = [self._spread(case, view), self._totals(case, view)] if case else [self._nothing(nobody)]
        rest = [self.discussion] if self.discussion.html else []
        self.legend.html = words.legend_html(key=bool(self.keys))
        if case:
            key = next((each for each in self.keys if each.case == case.case), None)
            rows = [row for row in self.found.rows if (row.case, row.round) == (case.case, view.round)]
            self.screens.html = screens_html(case, rows, key)
            self.present.about = f"{case.title}, {words.WHEN[view.round]}"
            shown.insert(1, self.factors)
        agreed = self._agreement(view)
        self.body.children = (self.view_bar, self.legend, *shown, agreed, *rest, self.alpha, self.apart)

    def _show_key_bar(self) -> None:
        sealed = any(name in self.practice.cases and self.practice.cases[name].sealed for name in self.found.cases)
        asked = [labelled(self.word, "Password for the answer key")] if sealed and self.show_key.value else []
        if len(self.key_bar.children) != 1 + len(asked):
            self.key_bar.children = (self.key_bar.children[0], *asked)

    def _nothing(self, why: str) -> Region:
        """Say why there is nothing to draw."""
        return Region(tag("p.fg-card", why))

    def _picture(self, name: str, **traits: Any) -> Picture:
        """Return a picture brought up to date; it is made the first time."""
        if name not in self.pictures:
            self.pictures[name] = Picture(name, title="", _dom_classes=["fg-scale"] if name == "rater-totals" else [])
        self.pictures[name].put(**traits)
        return self.pictures[name]

    def _spread(self, case: CaseView, view: RoundView) -> Picture:
        standard = self.practice.catalog.standards[case.standard]
        key = any(one.key is not None for one in case.factors)
        heads, table = words.spread_table(case, key=key)
        framed = " The framed level is the key." if key else ""
        return self._picture(
            "spread",
            title=f"Where the class disagrees: {case.title}",
            rows=spread_rows(case.factors, standard.factors),
            heads=heads,
            table=table,
            caption=f"How many raters chose each level, {words.WHEN[view.round]}.{framed}",
            description=f"How many raters chose each level. {words.spread_words(case)}{framed}",
        )

    def _totals(self, case: CaseView, view: RoundView) -> ipywidgets.Widget:
        standard = self.practice.catalog.standards[case.standard]
        totals = case.totals
        if not totals.entries:
            return self._nothing(words.totals_words(case))
        entries = sorted(totals.entries, key=lambda entry: entry.total)
        key = f" The line is the key: {totals.key_total:,} points, {totals.key_grade}." if totals.key_total else ""
        caption = f"{words.totals_words(case)}{key}"
        return self._picture(
            "rater-totals",
            title="Totals and grades",
            rows=rater_rows(totals.entries, standard.grades, totals.key_total),
            heads=["Rater", "Total", "Grade"],
            table=[(one.rater, one.total, one.grade) for one in entries],
            caption=caption,
            description=f"One dot for each rater over the grades, {words.WHEN[view.round]}. {caption}",
        )

    def _agreement(self, view: RoundView) -> ipywidgets.Widget:
        names = words.names_of(self.found)
        shares = words.shares(self.panel.changes or view.factors, names)
        if all(share is None for _, share, _, _ in shares):
            return self._nothing(words.NO_PAIR)
        heads, table = words.agreement_table(self.panel, view, names, key=bool(self.keys))
        both = bool(self.panel.changes)
        over = plural(len(self.found.cases), "case")
        when = "before and after the discussion" if both else words.WHEN[view.round]
        worst = sorted((share, name) for name, share, _, _ in shares if share is not None)[:3]
        least = "; ".join(f"{name} {percent(share, 0)}" for share, name in worst)
        return self._picture(
            "agreement",
            title=f"Agreement, {when}",
            rows=agreement_rows(shares),
            heads=heads,
            table=table,
            params={"kinds": ["exact", "near", *(["before"] if both else [])]},
            caption=f"Pairs of raters who agree, over {over}",
            description=f"Share of pairs of raters at the same level, over {over}. Lowest: {least or 'none'}.",
        )


def show() -> Page:
    """Show the page, and return it: ``page.take({"class.csv": content})``, ``page.panel``."""
    practice = practice_module.load(own_data())
    made = Page(practice)
    page(*made.widgets(), first=tag("div.fg-card", words.START))
    return made
