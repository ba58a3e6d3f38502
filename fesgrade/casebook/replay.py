"""A decision worked through again, from its facts, with what a reader changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from fesgrade import mixed
from fesgrade.casebook.decision import Casebook, CaseError, Decision, Step, Work, ids_of
from fesgrade.evaluation import Evaluation, Finding, rate
from fesgrade.levels import LevelsError, read_levels
from fesgrade.lines import OneLevel
from fesgrade.mixed import KindOfWork, MixedGrade
from fesgrade.shares import read_grade, read_percent
from fesgrade.standards import PURPOSES, GradeRange, Series, Standard
from fesgrade.supervisory import grade as supervisory
from fesgrade.supervisory.base import level_for
from fesgrade.supervisory.coverage import QUARTER
from fesgrade.supervisory.facts import ENOUGH_SITUATIONS
from fesgrade.supervisory.grade import SupervisoryEvaluation
from fesgrade.titles import Titled

Result = Evaluation | SupervisoryEvaluation
_SHARE = re.compile(r"(?:(\d+)-)?(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step as it stands in a replay.

    ``taken`` is the id of the choice or the levels; ``yours`` says that they are not the decision's, ``changed`` that
    something in the step is not as decided. ``values`` go with the figures of the step, as the engine computes them
    now; ``notes`` are the findings that belong here, and ``one_level`` what one level would change where a step
    is about a total.
    """

    step: Step
    taken: str
    yours: bool
    changed: bool
    values: tuple[str, ...]
    notes: tuple[Finding, ...]
    one_level: tuple[OneLevel, ...] = ()


@dataclass(frozen=True)
class Replay:
    """A decision as the reader has it.

    ``deciding`` is the work that decides the grade, largest share first; ``points`` is ``None`` where the first of it
    was not graded by points.
    ``values`` holds everything computed by key (``"total.own"``, ``"level.own.1"``, ``"certificate"``).
    """

    decision: Decision
    changes: Mapping[str, str]
    steps: tuple[StepNow, ...]
    results: Mapping[str, Result]
    mixed: MixedGrade
    deciding: tuple[Work, ...]
    titled: Titled
    grade: str
    points: int | None
    certificate: str
    values: Mapping[str, str] = field(repr=False)

    @property
    def as_decided(self) -> bool:
        return not self.changes

    @property
    def follows(self) -> tuple[StepNow, ...]:
        """The steps that change because of the reader's choices in others."""
        return tuple(step for step in self.steps if step.changed and not step.yours)

    def step(self, step: str) -> StepNow:
        """Return a step by its id; :class:`CaseError` names those there are."""
        number = self.decision.step(step).number
        return self.steps[number - 1]

    def levels(self, work: str) -> tuple[str, ...]:
        """Return the levels given to a kind of work, in the order of its factors; nothing if it has none."""
        result = self.results.get(work)
        if result is None:
            return ()
        given = result.given if isinstance(result, SupervisoryEvaluation) else result.credits
        return tuple(credit.level for credit in given)


def replay(book: Casebook, case: str, changes: Mapping[str, str] | None = None) -> Replay:
    """Return what follows when a reader answers some steps otherwise.

    ``changes`` maps step ids to the id of one of the step's choices (``{"coverage": "25"}``) or to levels in any
    usual notation (``{"own-1": "1-8", "own-67": "2c"}``); the decision's own answer is no change. ``book`` comes from
    :func:`fesgrade.casebook.tables.load`.

    Raises :class:`CaseError` with every fault: an unknown case, step or choice, levels of other factors, shares of
    the time that leave nothing for the position's own work.
    Source: the decision's own, and the rules of the modules that compute (Handbook p. 10-12; GSSG p. 2-3, 21-30;
    Introduction p. 17-18).
    """
    decision = book.decision(case)
    decided = _read(book, decision, {})
    return _read(book, decision, changes or {}).replay(decided)


def _read(book: Casebook, decision: Decision, changes: Mapping[str, str]) -> _Answers:
    """Return the answers to all steps: the reader's where there is one, else the decision's."""
    faults = [
        f"{name!r} is not a step of {decision.id}; its steps are {ids_of(decision.steps)}."
        for name in changes
        if name not in {step.id for step in decision.steps}
    ]
    facts: dict[str, str] = {}
    taken: dict[str, str] = {}
    for step in decision.steps:
        wanted = changes.get(step.id)
        if step.choices:
            choice = next((each for each in step.choices if each.id == (wanted or step.decided)), None)
            if choice is None:
                faults.append(f"{wanted!r} is not a choice of {step.heading!r}; choose one of {ids_of(step.choices)}.")
                choice = step.choices[0]
            facts |= choice.sets
            taken[step.id] = choice.id
        elif wanted and not step.levels:
            faults.append(f"There is nothing to decide otherwise in {step.heading!r}.")
    levels: dict[str, dict[str, str]] = {work.id: {} for work in decision.works}
    for step in decision.steps:
        if step.levels:
            standard = _standard(book, decision.work(step.work), facts["series"])
            found = _read_step_levels(step, changes.get(step.id), standard, faults)
            levels[step.work] |= found
            taken[step.id] = " ".join(found.values())
    if faults:
        raise CaseError(faults)
    return _Answers(book=book, decision=decision, facts=facts, levels=levels, taken=taken)


def _read_step_levels(step: Step, wanted: str | None, standard: Standard, faults: list[str]) -> dict[str, str]:
    """Return the levels of a step by factor, in the order of the decision's."""
    decided = {code.rpartition("-")[0]: code for code in step.levels}
    if not wanted:
        return decided
    try:
        given = read_levels(wanted, standard, partial=True)
    except LevelsError as error:
        faults += [f"{step.heading}: {fault}" for fault in error.faults]
        return decided
    if given.keys() != decided.keys():
        faults.append(f"{step.heading}: {wanted!r} must give a level for each of {', '.join(decided)}, and no other.")
        return decided
    return {factor: given[factor].code for factor in decided}


def _standard(book: Casebook, work: Work, series: str) -> Standard:
    """Return the standard of a kind of work; that of the position's own work goes with the series."""
    fits = book.catalog.standards_of(series) if work.role == "own" else ()
    return fits[0] if fits else book.catalog.standards[work.standard]


@dataclass(frozen=True)
class _Answers:
    """The answers to all steps of a decision, and everything that follows from them.

    ``facts`` are what the choices set (``"series"``, ``"share.projects"``), ``levels`` those of each kind of work by
    factor, ``taken`` the answer to each step: the id of its choice, or its levels.
    """

    book: Casebook
    decision: Decision
    facts: Mapping[str, str]
    levels: Mapping[str, Mapping[str, str]]
    taken: Mapping[str, str]

    @cached_property
    def changes(self) -> dict[str, str]:
        """The answers that are not the decision's, by step."""
        decided = {step.id: step.decided for step in self.decision.steps}
        return {step: answer for step, answer in self.taken.items() if answer != decided[step]}

    @property
    def series(self) -> Series:
        return self.book.catalog.series[self.facts["series"]]

    def standard(self, work: Work) -> Standard:
        return _standard(self.book, work, self.series.id)

    def all_levels(self, work: Work) -> dict[str, str]:
        """Return every level of a kind of work, with those it takes from another."""
        followed = self.all_levels(self.decision.work(work.follows)) if work.follows else {}
        return {**followed, **self.levels[work.id]}

    def share(self, work: Work) -> Fraction | None:
        """Return the percent of the time, the upper end of a range; the position's own work takes the rest."""
        if work.role == "own":
            others = [self.share(each) for each in self.decision.works if each.role in ("part", "supervision")]
            return 100 - sum((share for share in others if share), Fraction())
        return highest_share(self.facts.get(f"share.{work.id}", ""))

    @cached_property
    def rated(self) -> dict[str, Evaluation]:
        """What the levels of each kind of work come to, without supervision."""
        found = {}
        for work in self.decision.works:
            if work.role != "supervision" and self.levels[work.id]:
                standard = self.standard(work)
                kind = self.series.kind_of_work if work.role == "own" else standard.kind_of_work
                found[work.id] = rate(read_levels(self.all_levels(work), standard), standard, kind, self.book.catalog)
        return found

    @property
    def base(self) -> str:
        """The base grade: the one chosen, or that of the work directed; empty if there is neither."""
        directed = self.decision.with_role("directed")
        result = self.rated.get(directed.id) if directed else None
        return self.facts.get("base") or (result.grade if result else "")

    @cached_property
    def results(self) -> dict[str, Result]:
        """The grade of each kind of work that has levels; supervision rests on that of the work directed."""
        found: dict[str, Result] = dict(self.rated)
        for work in self.decision.works:
            if work.role == "supervision":
                guide, levels = self.standard(work), self.all_levels(work)
                if self.base:
                    levels["5"] = level_for(read_grade(self.base) or 0, guide).level
                found[work.id] = supervisory.evaluate(
                    levels,
                    base_grade=self.base or None,
                    special_situations=self.facts.get("situations", "0"),
                    time_share=self.share(work),
                    authority=True,  # a level of factor 3, over people who are no contractors, is what is answered
                    standard=guide,
                    data=self.book.catalog,
                )
        return found

    @cached_property
    def mixed(self) -> MixedGrade:
        """Which of the kinds of work decides the grade of the position."""
        kinds = []
        for work in self.decision.works:
            share = self.share(work) or Fraction()
            if work.role == "own" and share <= 0:
                raise CaseError(["The shares leave no time for the position's own work; choose smaller ones."])
            if work.role != "directed":
                grade = self.results.get(work.id) or self.facts.get(f"grade.{work.id}", "")
                kinds.append(KindOfWork(work.name, share, grade))
        return mixed.evaluate(kinds)

    @cached_property
    def titled(self) -> Titled:
        """The title; who is covered by the supervisory guide is at least a supervisor (GSSG p. 7-8)."""
        covered = any(isinstance(result, SupervisoryEvaluation) and result.covered for result in self.results.values())
        role = self.facts.get("role") or ("supervisory" if covered else "")
        specialties = [name for name in self.facts.get("specialties", "").split("|") if name]
        return self.book.titles.build(self.series.id, specialties, role)[0]

    @cached_property
    def deciding(self) -> tuple[Work, ...]:
        """The work that decides, largest share first."""
        works = {work.name: work for work in self.decision.works}
        return tuple(works[name] for name in self.mixed.controlling)

    @cached_property
    def values(self) -> dict[str, str]:
        """Everything computed, by the keys that figures name."""
        grade, title = self.mixed.grade or "", self.titled.title
        found = {
            "series": self.series.id,
            "interval": self.titled.interval,
            "title": title,
            "grade": grade,
            "controlling": " and ".join(work.name for work in self.deciding),
            "certificate": self._certificate(title, grade.removeprefix("GS-")),
            "against.agency": _against(grade, self.decision),
            "limit.share": str(QUARTER),
            "limit.situations": str(ENOUGH_SITUATIONS),
            "base": self.base,
            "situations": self.facts.get("situations", ""),
        }
        for work in self.decision.works:
            share, result = self.facts.get(f"share.{work.id}", ""), self.results.get(work.id)
            if share:
                covered = isinstance(result, SupervisoryEvaluation) and result.covered
                enough = covered if work.role == "supervision" else (highest_share(share) or 0) >= QUARTER
                found |= {f"share.{work.id}": share, f"counts.{work.id}": "yes" if enough else "no"}
            if result:
                found |= _values_of(work.id, result, self.standard(work))
        return found

    def _certificate(self, title: str, number: str) -> str:
        """Return title, series and grade as certified; levels judged for another series certify nothing."""
        own = next((work for work in self.decision.works if work.role == "own" and work.id in self.results), None)
        code = f"GS-{int(self.series.id)}"
        again = any(step.levels and step.id in self.changes for step in self.decision.steps)
        if own and self.standard(own).id != own.standard and not again:
            judged = self.book.catalog.standards[own.standard].short_title
            return f"{title}, {code}, no grade certified: the levels were judged by {judged}"
        return f"{title}, {code}-{number}" if number else f"{title}, no grade"

    def step(self, step: Step, decided: _Answers) -> StepNow:
        """Return a step as it stands; ``decided`` are the decision's own answers, to tell what changes."""
        changed = self._shown(step) != decided._shown(step)
        if step.kind == "factor" and not changed:  # the same levels of another standard must be judged again
            work = self.decision.work(step.work)
            changed = work.id in self.results and self.standard(work) is not decided.standard(work)
        taken, values, notes = self._shown(step)
        result = self.results.get(step.work) if step.kind == "total" else None
        return StepNow(
            step=step, taken=taken, yours=step.id in self.changes, changed=changed, values=values, notes=notes,
            one_level=result.one_level if result else (),
        )  # fmt: skip

    def _shown(self, step: Step) -> tuple[str, tuple[str, ...], tuple[Finding, ...]]:
        values = tuple(self.values.get(figure.key, "") if figure.key else figure.value for figure in step.figures)
        return self.taken.get(step.id, ""), values, tuple(_notes(step, self.results.get(step.work), self.mixed))

    def replay(self, decided: _Answers) -> Replay:
        result = self.results.get(self.deciding[0].id) if self.deciding else None
        return Replay(
            decision=self.decision,
            changes=MappingProxyType(self.changes),
            steps=tuple(self.step(step, decided) for step in self.decision.steps),
            results=MappingProxyType(self.results),
            mixed=self.mixed,
            deciding=self.deciding,
            titled=self.titled,
            grade=self.values["grade"],
            points=result.total if result else None,
            certificate=self.values["certificate"],
            values=MappingProxyType(self.values),
        )


def _values_of(work: str, result: Result, standard: Standard) -> dict[str, str]:
    """Return what is computed for one kind of work, by key."""
    given = result.given if isinstance(result, SupervisoryEvaluation) else result.credits
    found = {
        f"factors.{work}": str(len(given)),
        f"total.{work}": str(result.total),
        f"range.{work}": _range(standard.grade_of(result.total)),
        f"grade.{work}": result.grade,
    }
    for credit in given:
        found |= {f"level.{work}.{credit.factor}": credit.level, f"points.{work}.{credit.factor}": str(credit.points)}
    if isinstance(result, Evaluation):
        six, seven = (standard.by_code[credit.level] for credit in given if credit.factor in ("6", "7"))
        found[f"contacts.{work}"] = f"{six.number}{PURPOSES[seven.number - 1]}"
        found[f"points.{work}.6/7"] = str(six.points + seven.points)
    return found


#: Findings of a whole evaluation that say nothing of one factor.
_OF_THE_WHOLE = ("near-line", "atypical-factor")


def _notes(step: Step, result: Result | None, position: MixedGrade) -> Iterator[Finding]:
    """Return the findings that belong to a step: those of its factors, or of its whole evaluation."""
    if step.kind == "mixed":
        yield from position.findings
    elif result is None:
        return
    elif step.kind == "factor":
        factors = {code.rpartition("-")[0] for code in step.levels}
        yield from (f for f in result.findings if factors & set(f.factors) and f.code not in _OF_THE_WHOLE)
    elif step.kind == "total":
        yield from (f for f in result.findings if not f.factors or f.code in _OF_THE_WHOLE)


def _against(grade: str, decision: Decision) -> str:
    """Say how the grade compares with the one the agency had assigned."""
    agency = next((read_grade(claim.grade) for claim in decision.claims if claim.side == "agency"), None)
    number = read_grade(grade)
    if agency is None or number is None:
        return ""
    return "lower" if number < agency else "higher" if number > agency else "the same"


def _range(grade: GradeRange) -> str:
    return f"{grade.low} and up" if grade.high is None else f"{grade.low}-{grade.high}"


def highest_share(share: str) -> Fraction | None:
    """Return a share such as ``25``, or the upper end of a range such as ``10-15``; ``None`` for anything else."""
    match = _SHARE.fullmatch(share)
    return read_percent(int(match[2])) if match else None
