"""Reading a document: the evaluations it contains, held against the tables."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from fesgrade.reading import schemes
from fesgrade.reading.held import Evaluation, derived_of, evaluation_of
from fesgrade.reading.meaning import FES, tables_of
from fesgrade.reading.pages import Document
from fesgrade.reading.runs import Run, method_of, runs_of
from fesgrade.reading.statements import Derived, Event, Named, Place
from fesgrade.reading.story import Story
from fesgrade.standards import Catalog


@dataclass(frozen=True)
class Reading:
    """What was read of a document.

    ``notes`` say how it was read, what was left out, and what scheme was refused; ``refused`` why nothing was read.
    """

    name: str
    evaluations: tuple[Evaluation, ...]
    notes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    refused: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return plain values in the form of ``fesgrade read --json``."""
        return {
            "file": self.name,
            "evaluations": [each.as_dict() for each in self.evaluations],
            "notes": [*self.refused, *self.notes],
        }


def read(document: Document, catalog: Catalog) -> Reading:
    """Return the evaluations of a document, in the order in which they begin, one derived from another after all."""
    tables = tables_of(catalog)
    story = Story(document, tables)
    story.read()
    offsets = [0, *accumulate(len(line.text) + 1 for line in document.lines)]
    runs = runs_of(story.events, offsets, tables)
    found: list[Evaluation] = []
    derived: list[tuple[Derived, int]] = []
    decided = [event for event in story.events if isinstance(event, Named) and event.weight == 2]
    graded = len(runs) == 1 or _each_has_a_grade(runs)
    for at, run in enumerate(runs):
        name = _name(run, decided, first=not at, alone=len(runs) == 1, graded=graded)
        found.append(evaluation_of(run, name, tables, catalog))
        derived += [(each, at) for each in run.derived]
    nine = [at for at, run in enumerate(runs) if method_of(run, tables) == FES]
    for each, at in derived:
        base = max((index for index in nine if index <= at), default=None)
        if base is not None:
            found.append(derived_of(each, found[base], tables))
    notes = [*document.notes, *_several(story.several), *_claimed(story.claims), *schemes.notes(document)]
    return Reading(document.name, tuple(found), tuple(notes), tuple(story.events))


def _several(places: list[Place]) -> list[str]:
    if not places:
        return []
    return [
        f"{len(places)} rows (from {places[0].words}) show several levels of a factor side by side; none of them was "
        "taken, because no heading says which column counts."
    ]


def _claimed(places: list[Place]) -> list[str]:
    if not places:
        return []
    return [
        f"The levels from {places[0].words} to {places[-1].words} are introduced as somebody's claim or proposal; they "
        "were not taken for an evaluation."
    ]


def _name(run: Run, decided: list[Named], *, first: bool, alone: bool, graded: bool) -> Named | None:
    """Return title, series and grade of a run: what was decided; else what stands nearest above; else below.

    A printed grade is the run's own where it is ``alone``, or where each of several is ``graded``.
    """
    own = [each for each in run.named if each.weight == 1]
    near = [
        *reversed([each for each in own if _is_above(each, run)]),
        *(each for each in own if not _is_above(each, run)),
    ]
    if not near and not first and not decided:
        return None
    fitting = [*reversed(decided), *near]
    if not fitting:
        return None
    title = next((each.title for each in fitting if each.title), "")
    series = next((each.series for each in fitting if each.series), "")
    grades = [*(decided if alone else []), *(near if graded else [])]
    grade = next((each.grade for each in grades if each.grade), 0)
    return Named(title, series, grade, fitting[0].weight, fitting[0].place)


def _each_has_a_grade(runs: list[Run]) -> bool:
    """Say whether every run has a classification of its own; one of several belongs to the whole position."""
    return all(any(named.weight == 1 and named.grade for named in run.named) for run in runs)


def _is_above(named: Named, run: Run) -> bool:
    first = run.statements[0].place
    return (named.place.index, named.place.start) < (first.index, first.start)
