"""Evidence: statements about the work, assigned to factors as reasons for a level.

It is one button until it is opened, so that it costs a page nothing that does not use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ipywidgets
import traitlets
from markupsafe import Markup

from fesgrade.classroom import practice
from fesgrade.documents import excerpts, frameworks
from fesgrade.documents.evidence import RELATIONS, argue, check_evidence
from fesgrade.documents.evidence import Evidence as Piece
from fesgrade.documents.excerpts import EvidenceError, Excerpt
from fesgrade.evaluation import Finding
from fesgrade.levels import find_standard
from fesgrade.results import Result, as_result
from fesgrade.sources import own_data
from fesgrade.standards import Standard
from fesgrade.tables import load
from fesgrade.widgets import evidence_words
from fesgrade.widgets.base import box
from fesgrade.widgets.choices import checks
from fesgrade.widgets.filein import file_in
from fesgrade.widgets.graded import Graded
from fesgrade.widgets.hint import field as labelled
from fesgrade.widgets.html import hint
from fesgrade.widgets.region import Region, alerts, guard, quietly

LINES, FRAMEWORK, CASE = "lines", "framework", "case"
#: So many statements are shown at once; words find the others.
MOST = 60


class Evidence(ipywidgets.Box):  # type: ignore[misc]  # ipywidgets carries no types
    """Statements about the work, assigned to factors as reasons for a level; they never change the grade.

    Parameters
    ----------
    evaluation : Evaluation or SupervisoryEvaluation, optional
        The position; also a trait, so that it can follow a sheet:
        ``traitlets.dlink((sheet, "evaluation"), (evidence, "evaluation"))``.
    standard : Standard or str
        The standard, or its id, as long as there is no position.
    pieces : iterable of fesgrade.documents.evidence.Evidence
        What is assigned already.
    lines : str
        Lines of a position description to choose from, one statement on each.
    on_page : bool
        Whether a page of ours is around it, which has style and alerts; it begins as a button then.

    Attributes
    ----------
    pieces : tuple of fesgrade.documents.evidence.Evidence
        What is assigned, in the order of assigning; what a new standard has no level for goes.
    lines : str
        The lines that are pasted.
    argued : fesgrade.documents.evidence.Argued or None
        The evaluation with its evidence and what that says against the levels; ``None`` without an evaluation.

    Raises
    ------
    LevelsError
        For anything else than an evaluation, and for a standard that does not exist.
    EvidenceError
        For pieces that the standard has no factor or level for.

    Examples
    --------
    >>> import fesgrade as fg
    >>> position = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    >>> evidence = fg.widgets.Evidence(position, lines="Advises managers on discipline.")
    >>> evidence.list.chosen = [evidence.list.options[0]["value"]]
    >>> evidence.assign.click()
    >>> [(piece.factor, piece.level, piece.relation) for piece in evidence.pieces]
    [('1', '1-7', 'supports')]
    """

    evaluation = Graded()
    pieces = traitlets.Tuple()
    lines = traitlets.Unicode()
    argued = traitlets.Any(None, allow_none=True, read_only=True)

    def __init__(
        self,
        evaluation: Result | None = None,
        *,
        standard: Standard | str = "gs-0201",
        pieces: Iterable[Piece] = (),
        lines: str = "",
        on_page: bool = False,
        **kwargs: Any,
    ) -> None:
        self._by = find_standard(standard, load(own_data())) if evaluation is None else as_result(evaluation).graded_by
        self._codes: Mapping[str, str] = {}
        self._held = False
        self.opened = False
        self.start = ipywidgets.Button(description="Add evidence")
        self.introduction = Region(evidence_words.INTRODUCTION)
        self.before = () if on_page else (alerts(),)
        super().__init__([*self.before, self.introduction, self.start], **kwargs)
        for name in ("fg-card", "fg-stack", "fg-to-open", *(() if on_page else ("fg-page", "fg-alone"))):
            self.add_class(name)
        self.start.on_click(guard(lambda _: self.unfold()))
        self.evaluation, self.pieces, self.lines = evaluation, tuple(pieces), lines
        if not on_page:
            self.unfold()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the evidence says against the levels credited."""
        return self.argued.findings if self.argued else ()

    @traitlets.validate("pieces")
    def _fitting(self, proposal: Any) -> tuple[Piece, ...]:
        given = tuple(dict.fromkeys(proposal["value"]))
        if not self._held:
            check_evidence(given, self._by)
        return given

    @traitlets.observe("evaluation", "pieces", "lines")
    def _follow(self, change: Any) -> None:
        if self._held:
            return
        if change["name"] == "evaluation":
            result = change["new"]
            self._by, self._codes = (result.graded_by, result.levels) if result else (self._by, {})
            if result and change["old"] is None and self.opened:
                with quietly():
                    self.level.value = None  # the level credited comes in the place of the first one
            has = self._by.by_code
            self.pieces = tuple(one for one in self.pieces if one.level in has and has[one.level].factor == one.factor)
        self._show()

    def show_rating(
        self, standard: Standard, codes: Mapping[str, str], result: Result | None, pieces: Iterable[Piece], lines: str
    ) -> None:
        """Show the levels chosen so far, by factor, and the evidence for them, all at once."""
        self._held = True
        try:
            self._by, self._codes = standard, codes
            self.evaluation, self.pieces, self.lines = result, tuple(pieces), lines
        finally:
            self._held = False
        self._show()

    # The controls ----------------------------------------------------------------------------------

    def unfold(self) -> None:
        """Make the controls, the first time."""
        if self.opened:
            return
        self.opened = True
        self.remove_class("fg-to-open")
        self._made()
        self._offer_sources()
        with quietly():
            self.text.value = self.lines
        self.find()
        self.children = [*self.before, self.introduction, box(self.left, self.right, name="fg-pair")]
        self._show()

    def _typed(self) -> None:
        self.lines = self.text.value
        self.find()

    def _made(self) -> None:
        self.frameworks = list(frameworks.shipped())
        self.cases = practice.load(own_data()).cases
        # A tick may arrive after the list has changed: its number still means the statement that was ticked.
        self.numbers: dict[Excerpt, str] = {}
        self.source = ipywidgets.Dropdown(options=[("Lines that you paste", LINES)])
        self.text = ipywidgets.Textarea(rows=6, continuous_update=False, placeholder="One statement on each line")
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
        self.pasted = labelled(self.text, "Lines of the position description")
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
        self.text.observe(guard(lambda _: self._typed()), "value")
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
            every = excerpts.description_excerpts(self.text.value)
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
        new = [Piece(self.factor.value, self.level.value, self.relation.value, each) for each in ticked]
        self.pieces = (*self.pieces, *new)
        self.note.html = hint(f"{len(new)} assigned to {self.level.value}.")
        self.list.chosen = []

    def take_back(self) -> None:
        """Remove the piece of evidence that is chosen."""
        if self.one.value is not None:
            self.pieces = tuple(one for at, one in enumerate(self.pieces) if at != self.one.value)
            self.note.html = hint("Removed.")

    def _show(self) -> None:
        """Bring the controls in line with the position and with what is assigned."""
        if (self.pieces or self.lines) and not self.opened:
            self.unfold()
            return
        asked = self.evaluation if self.opened else None
        self.set_trait("argued", argue(asked, self.pieces, self._by) if asked else None)
        if self.opened:
            with quietly():
                self._fill()

    def _fill(self) -> None:
        if self.text.value != self.lines:
            self.text.value = self.lines
            self.find()
        factors = [(factor.label, factor.id) for factor in self._by.factors]
        if list(self.factor.options) != factors:
            self.factor.options = factors
            self.factor.value = factors[0][1]
        self._offer_levels()
        pieces = self.pieces
        self.one.options = [(evidence_words.short(one), at) for at, one in enumerate(pieces)]
        self.one.value = len(pieces) - 1 if pieces else None
        findings = self.argued.findings if self.argued else None
        self.summary.html = evidence_words.given_html(pieces, self._codes, self._by, findings)
        self.right.children = (*self.always, self.removing) if pieces else self.always

    def _offer_levels(self) -> None:
        """Offer the levels of the factor, the one credited first in mind."""
        factor = self._by.by_factor.get(self.factor.value or "")
        if factor is None:
            return
        codes = [level.code for level in factor.levels]
        kept = self.level.value if self.level.value in codes else self._codes.get(factor.id, codes[0])
        if list(self.level.options) != codes:
            self.level.options = codes
        self.level.value = kept
