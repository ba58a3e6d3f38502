"""A student's results: the name they go under, a file out and in, and what this browser keeps until it is cleared."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

import ipywidgets

from fesgrade.apps.parts.html import alert, items, join, tag
from fesgrade.classroom.practice import Practice
from fesgrade.classroom.results import LONGEST_NAME, MOST_ATTEMPTS, Attempt, Results, open_results, save
from fesgrade.files.schema import map_of, read, record_of, text_of
from fesgrade.sources import FaultsError
from fesgrade.widgets.base import box
from fesgrade.widgets.downloads import download_link
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard
from fesgrade.widgets.store import Store

#: What is kept in this browser: two results files as texts, and the seal of each case that came with one.
_FORM = record_of(results=text_of(), drafts=text_of(), seals=map_of(text_of(pattern="^[0-9a-f]{16}$")))


class Saved:
    """The attempts made so far, with the drafts and the seals of hand-outs; nothing in it comes from a key.

    ``changed`` is called when results were opened or cleared. Show ``widgets``.
    """

    def __init__(self, practice: Practice, changed: Callable[[], None]) -> None:
        self.practice = practice
        self.changed = changed
        self._empty()
        self.name = ipywidgets.Text(value=self.results.rater, continuous_update=False)
        self.name.observe(guard(lambda change: self._rename(str(change["new"]))), "value")
        self.file = Region()
        self.note = Region(role="status", label="File opened")
        self.store = Store("practice", label="Clear what this browser keeps")
        self.store.observe(guard(lambda _: self._recall(), clears=False), "ready")
        self.store.observe(guard(lambda change: self._cleared(change["new"]), clears=False), "value")
        self.widgets = box(
            Region(tag("h2", "Your results as a file")),
            labelled(
                self.name, "Name or alias in the file", "Your instructor tells results apart by it; an alias will do."
            ),
            self.file,
            file_in(
                "Open saved results", ".json", self.open, help="What you have done since is kept and comes after it."
            ),
            self.note,
            self.store,
            name="fg-card fg-stack",
        )
        self._show()

    def _empty(self) -> None:
        self.results = Results(f"student-{secrets.token_hex(3)}")
        self.drafts: dict[str, Attempt] = {}
        self.seals: dict[str, str] = {}

    # What the page asks and tells ------------------------------------------------------------------

    def last(self, case: str) -> Attempt | None:
        """Return the last answer to a case that rates every factor."""
        return next((one for one in reversed(self.results.attempts) if one.case == case and self._whole(one)), None)

    def firsts(self) -> Results:
        """Return the first whole answer to each case: the one that was given without the key."""
        found: dict[str, Attempt] = {}
        for one in self.results.attempts:
            if self._whole(one):
                found.setdefault(one.case, one)
        return Results(self.results.rater, tuple(found.values()))

    def _whole(self, one: Attempt) -> bool:
        return len(one.levels) == len(self.practice.standard(one.case).factors)

    def add(self, one: Attempt) -> None:
        self.results = self.results.with_attempt(one)
        self.drafts.pop(one.case, None)
        self._show()

    def draft(self, one: Attempt) -> None:
        """Keep what was chosen for a case and is not committed yet."""
        self.drafts.pop(one.case, None)
        if one.levels or one.reasons:
            self.drafts[one.case] = one
        self._keep()

    def seal(self, case: str, seal: str) -> None:
        self.seals[case] = seal
        self._keep()

    # Files -----------------------------------------------------------------------------------------

    def open(self, files: Mapping[str, bytes]) -> None:
        """Take over the results of a saved file, before those of this session."""
        for name, content in files.items():
            opened = open_results(content, self.practice, name)
            mine = [one for one in self.results.attempts if one not in opened.results.attempts]
            everything = (*opened.results.attempts, *mine)[-MOST_ATTEMPTS:]
            self.results = Results(opened.results.rater or self.results.rater, everything)
            count = len(opened.results.attempts)
            left_out = tag("p", "Left out:"), items("ul", opened.faults)
            self.note.html = join(
                alert("success", f"{name}: {count} ratings opened."),
                bool(opened.faults) and alert("warning", left_out, element="div"),
            )
        self.name.value = self.results.rater
        self._show()
        self.changed()

    def _rename(self, name: str) -> None:
        self.results = replace(self.results, rater=" ".join(name.split())[:LONGEST_NAME])
        self._show()

    def _show(self) -> None:
        count = len(self.results.attempts)
        words = re.sub(r"[^a-z0-9]+", "-", self.results.rater.casefold()).strip("-") or "results"
        link = download_link(f"fesgrade-{words}.json", "application/json", save(self.results), "Save my results")
        said = f"{count} {'rating' if count == 1 else 'ratings'} committed" if count else "Nothing committed yet"
        about = f" {said}. The file holds your ratings and nothing of a key."
        self.file.html = tag("p", count > 0 and link, about)
        self._keep()

    # The browser -----------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self.store.ready:
            drafts = save(Results("", tuple(self.drafts.values())))
            plain = {"results": save(self.results), "drafts": drafts, "seals": self.seals}
            something = self.results.attempts or self.drafts or self.seals
            self.store.value = json.dumps(plain) if something else ""

    def _recall(self) -> None:
        """Take over what this browser has kept; what is damaged or no longer fits is left behind."""
        try:
            plain = read(self.store.value, "What this browser keeps", _FORM)
            results = open_results(plain["results"], self.practice).results
            drafts = open_results(plain["drafts"], self.practice).results
        except FaultsError:
            self._keep()
            return
        mine = [one for one in self.results.attempts if one not in results.attempts]
        self.results = Results(results.rater or self.results.rater, (*results.attempts, *mine))
        self.drafts = {one.case: one for one in drafts.attempts} | self.drafts
        self.seals = {c: s for c, s in plain["seals"].items() if c in self.practice.cases} | self.seals
        self.name.value = self.results.rater
        self._show()
        self.changed()

    def _cleared(self, kept: str) -> None:
        if not kept and self.store.ready and (self.results.attempts or self.drafts):
            seals = self.seals  # what an instructor has sealed is not the student's to open
            self._empty()
            self.seals = seals
            self.note.html = ""
            self.name.value = self.results.rater
            self._show()
            self.changed()
