"""Evidence on the Evaluate page: statements about the work, assigned to factors as reasons for a level.

The part is one button until it is opened, so that it costs a page nothing that does not use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.evaluate import evidence_words
from fesgrade.apps.parts.html import hint
from fesgrade.apps.rating.position import Position
from fesgrade.apps.rating.rating import Rating
from fesgrade.classroom import practice
from fesgrade.documents import excerpts, frameworks
from fesgrade.documents.evidence import RELATIONS, Argued, Evidence, argue
from fesgrade.documents.excerpts import EvidenceError, Excerpt
from fesgrade.evaluation import Finding
from fesgrade.sources import own_data
from fesgrade.widgets.base import box
from fesgrade.widgets.choices import checks
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.region import Region, guard, quietly

LINES, FRAMEWORK, CASE = "lines", "framework", "case"
#: So many statements are shown at once; words find the others.
MOST = 60


class EvidencePart:
    """The evidence for one rating; ``pieces`` is what was assigned. Show ``widgets``; call :meth:`show` on a change.

    Evidence and pasted lines are part of the rating's state. ``argued`` is the evaluation with its evidence (``None``
    while a factor has no level), ``findings`` what that says against the levels; both are worked out where they are of
    use. The evidence for the two methods is kept apart, as their levels are.
    """

    def __init__(self, rating: Rating) -> None:
        self.rating = rating
        self.argued: Argued | None = None
        self.findings: tuple[Finding, ...] = ()
        self.opened = False
        self.start = ipywidgets.Button(description="Add evidence")
        self.start.on_click(guard(lambda _: self.open()))
        self.box = box(Region(evidence_words.INTRODUCTION), self.start, name="fg-card fg-stack")
        self.widgets = [self.box]

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        """The evidence assigned so far, in the order it was assigned."""
        return self.rating.state.evidence.get(self.rating.standard.method, ())

    def take(self, pieces: Iterable[Evidence]) -> None:
        """Take over the evidence of a file, or what this browser had kept."""
        self._assign(pieces)
        if self.pieces:
            self.open()

    def paste(self, lines: str) -> None:
        """Put lines where they are pasted."""
        self.rating.keeper.amend(lambda state: replace(state, lines=lines))
        if lines:
            self.open()
        if self.opened:
            self.find()

    # The controls ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Make the controls, the first time."""
        if not self.opened:
            self.opened = True
            self._made()
            self._offer_sources()
            self.find()
            self.box.children = (self.box.children[0], box(self.left, self.right, name="fg-pair"))
        with quietly():
            self.show(self.rating.position)

    def _made(self) -> None:
        self.frameworks = list(frameworks.shipped())
        self.cases = practice.load(own_data()).cases
        # A tick may arrive after the list has changed: its number still means the statement that was ticked.
        self.numbers: dict[Excerpt, str] = {}
        self.source = ipywidgets.Dropdown(options=[("Lines that you paste", LINES)])
        self.lines = ipywidgets.Textarea(rows=6, continuous_update=False, placeholder="One statement on each line")
        self.level_of_skill = ipywidgets.Dropdown(
            options=[("All levels", ""), *((name.capitalize(), name) for name in frameworks.FRAMEWORK_LEVELS)]
        )
        self.words = ipywidgets.Text(continuous_update=False)
        self.about = Region()
        self.count = Region(role="status", label="Statements found")
        self.list = checks("Statements")
        self.factor, self.level = ipywidgets.Dropdown(), ipywidgets.Dropdown()
        self.relation = ipywidgets.Dropdown(
            options=[(f"{one.words} it: {one.meaning}", relation) for relation, one in RELATIONS.items()]
        )
        self.assign = ipywidgets.Button(description="Assign checked statements")
        self.assign.add_class("mod-primary")
        self.summary = Region(role="region", label="Evidence, factor by factor")
        self.one = ipywidgets.Dropdown()
        self.remove = ipywidgets.Button(description="Remove")
        self.note = Region(role="status", label="Evidence")
        self.pasted = labelled(self.lines, "Lines of the position description")
        skill = labelled(self.level_of_skill, "Level of skill")
        look = labelled(self.words, "Search")
        self.filters = {FRAMEWORK: box(skill, look, name="fg-bar"), "": box(look, name="fg-bar")}
        self.origin = box(self.pasted, name="fg-stack")
        file = file_in(
            "Open a skills-framework file", ".json", self.take_framework, help="A JSON file of schema version 1.0."
        )
        where = labelled(self.source, "Statements from")
        self.left = box(where, file, self.origin, self.count, box(self.list, name="fg-statements"), name="fg-stack")
        assigning = box(
            labelled(self.factor, "Factor"), labelled(self.level, "Level"),
            labelled(self.relation, "What the statement says of the level"), self.assign, name="fg-bar",
        )  # fmt: skip
        self.removing = box(labelled(self.one, "Take a piece of evidence back"), self.remove, name="fg-bar")
        self.always = (assigning, self.note, self.summary)
        self.right = box(*self.always, name="fg-stack")
        self.source.observe(guard(lambda _: self.find()), "value")
        for control in (self.level_of_skill, self.words):
            control.observe(guard(lambda _: self.find()), "value")
        self.lines.observe(guard(lambda change: self.paste(change["new"])), "value")
        self.factor.observe(guard(lambda _: self._offer_levels()), "value")
        self.assign.on_click(guard(lambda _: self.add()))
        self.remove.on_click(guard(lambda _: self.take_back()))

    def _offer_sources(self) -> None:
        sources = [
            ("Lines that you paste", LINES),
            *((f"Skills framework: {f.occupation.title}", f"{FRAMEWORK} {at}") for at, f in enumerate(self.frameworks)),
            *((f"Practice case: {case.title}", f"{CASE} {name}") for name, case in self.cases.items()),
        ]
        with quietly():
            self.source.options = sources

    def take_framework(self, files: Mapping[str, bytes]) -> None:
        """Read a skills-framework file and show its statements."""
        for name, content in files.items():
            self.frameworks.append(frameworks.read_framework(content, name))
        self._offer_sources()
        self.source.value = f"{FRAMEWORK} {len(self.frameworks) - 1}"

    def find(self) -> None:
        """Show the statements of the source that hold the words looked for."""
        kind, _, which = self.source.value.partition(" ")
        self.about.html = Markup()
        if kind == FRAMEWORK:
            framework = self.frameworks[int(which)]
            self.about.html = evidence_words.framework_html(framework)
            every: Iterable[Excerpt] = framework.excerpts(filter(None, [self.level_of_skill.value]))
        elif kind == CASE:
            every = excerpts.case_excerpts(self.cases[which].title, self.cases[which].paragraphs)
        else:
            every = excerpts.description_excerpts(self.lines.value)
        found = excerpts.holding(every, self.words.value)
        shown = found[:MOST]
        self.count.html = evidence_words.counted_html(len(found), len(shown))
        numbers = [self.numbers.setdefault(one, str(len(self.numbers))) for one in shown]
        offered = ((at, one.text, "", one.place) for at, one in zip(numbers, shown, strict=True))
        self.list.offer("Statements", offered)
        filters = self.filters.get(kind, self.filters[""])
        self.origin.children = (self.pasted, filters) if kind == LINES else (self.about, filters)

    # Assigning -------------------------------------------------------------------------------------

    def add(self) -> None:
        """Assign the statements that are ticked to the factor and level chosen."""
        ticked = [one for one, number in self.numbers.items() if number in self.list.chosen]
        if not ticked:
            raise EvidenceError(["Nothing was assigned: tick a statement first."])
        new = [Evidence(self.factor.value, self.level.value, self.relation.value, each) for each in ticked]
        self._assign(dict.fromkeys([*self.pieces, *new]))
        self.note.html = hint(f"{len(new)} assigned to {self.level.value}.")
        self.list.chosen = []

    def take_back(self) -> None:
        if self.one.value is not None:
            self._assign(one for at, one in enumerate(self.pieces) if at != self.one.value)
            self.note.html = hint("Removed.")

    def _assign(self, pieces: Iterable[Evidence]) -> None:
        method, assigned = self.rating.standard.method, tuple(pieces)
        self.rating.keeper.amend(lambda state: replace(state, evidence={**state.evidence, method: assigned}))

    def show(self, now: Position) -> None:
        """Bring the part in line with the position and with what is assigned."""
        asked = now.evaluation if self.opened or self.pieces else None
        self.argued = argue(asked, self.pieces, now.standard) if asked else None
        self.findings = self.argued.findings if self.argued else ()
        if not self.opened:
            return
        standard = now.standard
        self.lines.value = self.rating.state.lines
        factors = [(f"{factor.id} {factor.short_name}", factor.id) for factor in standard.factors]
        if list(self.factor.options) != factors:
            self.factor.options = factors
            self.factor.value = factors[0][1]
        self._offer_levels()
        pieces = self.pieces
        self.one.options = [(evidence_words.short(one), at) for at, one in enumerate(pieces)]
        self.one.value = len(pieces) - 1 if pieces else None
        findings = self.findings if self.argued else None
        self.summary.html = evidence_words.given_html(pieces, now.codes, standard, findings)
        self.right.children = (*self.always, self.removing) if pieces else self.always

    def _offer_levels(self) -> None:
        """Offer the levels of the factor, the one credited first in mind."""
        now = self.rating.position
        factor = now.standard.by_factor.get(self.factor.value or "")
        if factor is None:
            return
        codes = [level.code for level in factor.levels]
        kept = self.level.value if self.level.value in codes else now.codes.get(factor.id, codes[0])
        if list(self.level.options) != codes:
            self.level.options = codes
        self.level.value = kept
