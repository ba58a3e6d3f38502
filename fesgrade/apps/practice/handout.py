"""For instructors: a link that hands out a case, with the key withheld until a word is told."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import ipywidgets

from fesgrade.apps.parts.html import hint, tag
from fesgrade.classroom.handout import handout_query
from fesgrade.classroom.practice import Case
from fesgrade.widgets.base import box
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard


class HandOut:
    """The link to the case on the page; show ``widgets`` and call :meth:`show` when the case changes."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.page = "practice.ipynb"
        self.extra: dict[str, str] = {}
        self.word = ipywidgets.Text(continuous_update=False)
        self.word.observe(guard(lambda _: self.show(self.case, self.page, self.extra)), "value")
        self.link = Region(role="status", label="Link to hand out")
        self.widgets = box(
            Region(tag("h2", "For instructors: hand out this case")),
            labelled(
                self.word,
                "Password for the answer key",
                "Leave it blank and students see the key as soon as they submit. With a password, they submit first "
                "and see the key once you have told them the password.",
            ),
            self.link,
            name="fg-card fg-stack",
        )
        self.show(case)

    def show(self, case: Case, page: str = "", extra: Mapping[str, str] | None = None) -> None:
        """Show the link to a case; ``page`` is the address of this page, ``extra`` more of the query."""
        self.case, self.page, self.extra = case, page or self.page, dict(extra or {})
        address = "&".join(filter(None, (f"{self.page}?{handout_query(case, self.word.value)}", urlencode(self.extra))))
        if case.sealed:
            note = "This case asks for the password that its folder names."
        elif self.word.value.strip():
            note = (
                "The link holds neither the key nor the password. A shipped case can also be opened from the list, "
                "without a password: for an examination, put a case with a password in a folder of your own "
                "(fesgrade serve --data DIR)."
            )
        else:
            note = "The link does not hold the answer key."
        self.link.html = tag("p", tag("a.fg-handout", address, href=address)) + hint(note)
