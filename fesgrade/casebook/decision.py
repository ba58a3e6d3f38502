"""Decided cases as steps that can be replayed: what was asked, how it was reasoned, and what would have followed.

A decision is a set of tables (``data/cases/``): the kinds of work in the position, the steps with their reasoning,
the choices a reader may make instead, and every printed figure. :func:`replay` takes the reader's choices and
computes the rest anew with :mod:`fesgrade.evaluation`, :mod:`~fesgrade.supervisory`, :mod:`~fesgrade.mixed` and
:mod:`~fesgrade.titles`; nothing here knows a point value.

Decisions are examples, never precedents: a position is compared with the standards, not with other positions
(5 U.S.C. 5107).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fesgrade.sources import FaultsError
from fesgrade.standards import Catalog
from fesgrade.titles import Titles


class CaseError(FaultsError):
    """A case or a choice that cannot be used; each fault is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one side held the position to be; ``title`` is empty where none was named."""

    party: str
    side: str
    series: str
    title: str
    grade: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work in the case. ``role`` is one of :data:`ROLES`.

    ``standard`` is the id of the standard that grades it, empty if the decision did not grade it; ``follows`` the
    work whose levels it takes for every factor that has no step of its own.
    """

    id: str
    name: str
    role: str
    standard: str
    follows: str
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure; ``key`` names what the engine must come to for it, empty for what only the decision tells."""

    name: str
    value: str
    unit: str
    key: str
    source: str


@dataclass(frozen=True, slots=True)
class Argument:
    """What a side argued and what the decision answered."""

    side: str
    said: str
    answer: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a step and the facts it sets; the first of a step is the decision's."""

    id: str
    label: str
    sets: Mapping[str, str]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning. ``levels`` are those credited, ``compared`` those the decision weighed.

    ``against`` says why the higher level, or the other answer, was not taken.
    """

    id: str
    number: int
    kind: str
    heading: str
    work: str
    levels: tuple[str, ...]
    compared: tuple[str, ...]
    text: str
    against: str
    choices: tuple[Choice, ...]
    arguments: tuple[Argument, ...]
    figures: tuple[Figure, ...]
    source: str

    @property
    def decided(self) -> str:
        """The decision's own answer: the id of its choice, or its levels; empty where there is nothing to decide."""
        return self.choices[0].id if self.choices else " ".join(self.levels)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decided case, whole."""

    id: str
    title: str
    number: str
    date: str
    summary: str
    claims: tuple[Claim, ...]
    works: tuple[Work, ...]
    steps: tuple[Step, ...]
    source: str

    def step(self, step: str) -> Step:
        """Return a step by its id; :class:`CaseError` names those there are."""
        found = next((each for each in self.steps if each.id == step), None)
        if found is None:
            raise CaseError([f"{step!r} is not a step of {self.id}; its steps are {ids_of(self.steps)}."])
        return found

    def work(self, work: str) -> Work:
        """Return a kind of work by its id."""
        return next(each for each in self.works if each.id == work)

    def with_role(self, role: str) -> Work | None:
        """Return the kind of work with a role, the first if there are several."""
        return next((work for work in self.works if work.role == role), None)


@dataclass(frozen=True)
class Casebook:
    """The decisions at hand, with the tables they are replayed on."""

    catalog: Catalog = field(repr=False)
    titles: Titles = field(repr=False)
    decisions: Mapping[str, Decision] = field(repr=False)

    def decision(self, case: str) -> Decision:
        """Return a decision; :class:`CaseError` names those there are."""
        if case not in self.decisions:
            raise CaseError([f"{case!r} is not a decided case; choose one of {', '.join(self.decisions)}."])
        return self.decisions[case]


def ids_of(items: Iterable[Step] | Iterable[Choice]) -> str:
    return ", ".join(item.id for item in items)
