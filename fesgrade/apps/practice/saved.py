"""A student's results: the name they go under, a file out and in, and what this browser keeps until it is cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.html import alert, items, join, tag
from fesgrade.apps.parts.keeper import BrowserStore, Keeper
from fesgrade.apps.practice.state import State, opened
from fesgrade.classroom.practice import Practice
from fesgrade.classroom.results import LONGEST_NAME, MOST_ATTEMPTS, OpenedResults, Results, open_results, save
from fesgrade.files.schema import map_of, record_of, text_of
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.downloads import Downloads, File, file_name
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard

#: What is kept in this browser: two results files as texts, and the seal of each case that came with one.
FORM = record_of(results=text_of(), drafts=text_of(), seals=map_of(text_of(pattern="^[0-9a-f]{16}$")))


class Saved:
    """The part of the page about the student's results; show ``widgets``."""

    def __init__(self, practice: Practice, keeper: Keeper[State]) -> None:
        self.practice, self.keeper = practice, keeper
        self.name = ipywidgets.Text(continuous_update=False)
        self.save = Downloads("Your results", {"json": "Save my results"}, lambda _: self.file())
        self.count = Region()
        self.note = Region(role="status", label="File opened")
        self.store = BrowserStore(
            "practice", "Clear what this browser keeps", form=FORM, write=_kept, read=self._with, clear=self._cleared
        )
        keeper.watch(self.name, "value", self._renamed)
        keeper.keep_in(self.store)
        # Before the browser has told what it kept nobody has a name; so every visitor is sent the same page.
        ready = guard(lambda _: keeper.amend(State.named), clears=False)
        self.store.record.observe(ready, "ready")
        self.widgets = box(
            Region(tag("h2", "Your results as a file")),
            labelled(
                self.name, "Name or alias in the file", "Your instructor tells results apart by it; an alias will do."
            ),
            self.save,
            self.count,
            file_in(
                "Open saved results",
                ".json",
                self.open,
                help="What you have submitted here is kept and follows what the file holds.",
            ),
            self.note,
            self.store.widget,
            name="fg-card fg-stack",
        )

    @property
    def results(self) -> Results:
        return self.keeper.now.results

    def open(self, files: Mapping[str, bytes]) -> None:
        """Take over the results of a saved file, before those of this session."""
        for name, content in files.items():
            found = open_results(content, self.practice, name)
            state = self.keeper.now
            both = _behind(found.results, state.results)
            self.keeper.go(opened(replace(state, results=both), self.practice))
            self.note.html = opened_html(name, found)

    def file(self) -> File:
        """Return the results as a file."""
        name = file_name("fesgrade", self.results.rater or "results", ending=".json")
        return File(name, "application/json", save(self.results).encode())

    def show(self, state: State) -> None:
        """Bring the part in line with the state."""
        count = len(state.results.attempts)
        words = f"{count} {'rating' if count == 1 else 'ratings'} submitted" if count else "Nothing submitted yet"
        self.name.value = state.results.rater
        show_only(self.save, bool(count))
        self.count.html = tag("p", f"{words}. The file holds your ratings, not the answer key.")

    def _renamed(self, name: str) -> State:
        state = self.keeper.now
        return replace(state, results=replace(state.results, rater=" ".join(name.split())[:LONGEST_NAME]))

    def _with(self, kept: Mapping[str, Any], state: State) -> State:
        """Return the state with what this browser kept, before what was done since."""
        results = open_results(kept["results"], self.practice).results
        drafts = {one.case: one for one in open_results(kept["drafts"], self.practice).results.attempts}
        seals = {case: seal for case, seal in kept["seals"].items() if case in self.practice.cases}
        both = _behind(results, state.results)
        state = replace(state, results=both, drafts={**drafts, **state.drafts}, seals={**seals, **state.seals})
        return opened(state, self.practice)

    def _cleared(self, state: State) -> State:
        """Return the state without results; what an instructor has sealed is not the student's to open."""
        self.note.html = ""
        return replace(state.blank(), results=Results(), drafts={}).named()


def opened_html(name: str, found: OpenedResults) -> Markup:
    """Return how many ratings a file held, and what of it was left out."""
    left_out = tag("p", "Left out:"), items("ul", found.faults)
    return join(
        alert("success", f"{name}: {len(found.results.attempts)} ratings opened."),
        bool(found.faults) and alert("warning", left_out, element="div"),
    )


def _behind(first: Results, then: Results) -> Results:
    """Return two results as one; of what stands in both the first is kept, and of too many attempts the last."""
    more = tuple(one for one in then.attempts if one not in first.attempts)
    return Results(first.rater or then.rater, (*first.attempts, *more)[-MOST_ATTEMPTS:])


def _kept(state: State) -> dict[str, Any]:
    if not (state.results.attempts or state.drafts or state.seals):
        return {}
    drafts = Results("", tuple(state.drafts.values()))
    return {"results": save(state.results), "drafts": save(drafts), "seals": dict(state.seals)}
