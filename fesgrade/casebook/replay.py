"""A decision worked through again, from its facts, with what a reader changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from fesgrade import mixed
from fesgrade.casebook.decision import Casebook, CaseError, Decision, Step, Work, ids_of
from fesgrade.evaluation import Evaluation, Finding, rate
from fesgrade.levels import LevelsError, read_levels
from fesgrade.mixed import KindOfWork, MixedGrade
from fesgrade.shares import read_grade, read_percent
from fesgrade.standards import PURPOSES, GradeRange, Standard
from fesgrade.supervisory import grade as supervisory
from fesgrade.supervisory.base import level_for
from fesgrade.supervisory.coverage import QUARTER
from fesgrade.supervisory.grade import ENOUGH_SITUATIONS, SupervisoryEvaluation
from fesgrade.titles import Titled

Result = Evaluation | SupervisoryEvaluation
_SHARE = re.compile(r"(?:(\d+)-)?(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step as it stands in a replay.

    ``taken`` is the id of the choice or the levels; ``yours`` says that they are not the decision's, ``changed`` that
    something in the step is not as decided. ``values`` go with the figures of the step, as the engine computes them
    now; ``notes`` are the findings that belong here.
    """

    step: Step
    taken: str
    yours: bool
    changed: bool
    values: tuple[str, ...]
    notes: tuple[Finding, ...]


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
    plain = _Facts(book, decision, {}).replay(None)
    facts = _Facts(book, decision, changes or {})
    return facts.replay(plain) if facts.changes else plain


class _Facts:
    """The facts of one replay, and everything computed from them."""

    def __init__(self, book: Casebook, decision: Decision, changes: Mapping[str, str]) -> None:
        self.book, self.decision = book, decision
        self.facts: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        self.changes: dict[str, str] = {}
        faults: list[str] = []
        known = {step.id for step in decision.steps}
        faults += [
            f"{name!r} is not a step of {decision.id}; its steps are {ids_of(decision.steps)}."
            for name in changes
            if name not in known
        ]
        for step in decision.steps:
            if step.choices:
                self._choose(step, changes.get(step.id), faults)
        self.series = book.catalog.series[self.facts["series"]]
        levels = {step.id: self._read(step, changes.get(step.id), faults) for step in decision.steps if step.levels}
        faults += [
            f"There is nothing to decide otherwise in {step.heading!r}."
            for step in decision.steps
            if changes.get(step.id) and not step.choices and not step.levels
        ]
        if faults:
            raise CaseError(faults)
        self.own_levels: dict[str, dict[str, str]] = {work.id: {} for work in decision.works}
        for step in decision.steps:
            if step.levels:
                self.own_levels[step.work] |= levels[step.id]
                self._take(step, " ".join(levels[step.id].values()))

    def _choose(self, step: Step, wanted: str | None, faults: list[str]) -> None:
        choice = next((each for each in step.choices if each.id == (wanted or step.decided)), None)
        if choice is None:
            faults.append(f"{wanted!r} is not a choice of {step.heading!r}; choose one of {ids_of(step.choices)}.")
            choice = step.choices[0]
        self.facts |= choice.sets
        self._take(step, choice.id)

    def _take(self, step: Step, taken: str) -> None:
        self.taken[step.id] = taken
        if taken != step.decided:
            self.changes[step.id] = taken

    def _read(self, step: Step, wanted: str | None, faults: list[str]) -> dict[str, str]:
        """Return the levels of a step by factor, in the order of the decision's."""
        decided = {code.rpartition("-")[0]: code for code in step.levels}
        if not wanted:
            return decided
        try:
            given = read_levels(wanted, self.standard(step.work), partial=True)
        except LevelsError as error:
            faults += [f"{step.heading}: {fault}" for fault in error.faults]
            return decided
        if given.keys() != decided.keys():
            faults.append(
                f"{step.heading}: {wanted!r} must give a level for each of {', '.join(decided)}, and no other."
            )
            return decided
        return {factor: given[factor].code for factor in decided}

    def standard(self, work: str) -> Standard:
        """Return the standard of a kind of work; that of the position's own work goes with the series."""
        mine = next(each for each in self.decision.works if each.id == work)
        standards = self.book.catalog.standards
        if mine.role == "own":
            fits = (each for each in standards.values() if each.series == self.series.id and not each.is_supervisory)
            return next(fits, standards[mine.standard])
        return standards[mine.standard]

    def levels(self, work: Work) -> dict[str, str]:
        """Return every level of a kind of work, with those it takes from another."""
        other = next((each for each in self.decision.works if each.id == work.follows), None)
        return {**(self.levels(other) if other else {}), **self.own_levels[work.id]}

    def share(self, work: Work) -> Fraction | None:
        """Return the percent of the time, the upper end of a range; the position's own work takes the rest."""
        if work.role == "own":
            others = [self.share(each) for each in self.decision.works if each.role in ("part", "supervision")]
            return 100 - sum((share for share in others if share), Fraction())
        return highest_share(self.facts.get(f"share.{work.id}", ""))

    def results(self) -> dict[str, Result]:
        """Grade every kind of work that has levels, the work of the employees before their supervision."""
        found: dict[str, Result] = {}
        for work in sorted(self.decision.works, key=lambda each: each.role == "supervision"):
            if work.role != "supervision" and self.own_levels[work.id]:
                standard = self.standard(work.id)
                kind = self.series.kind_of_work if work.role == "own" else standard.kind_of_work
                found[work.id] = rate(read_levels(self.levels(work), standard), standard, kind, self.book.catalog)
            elif work.role == "supervision":
                found[work.id] = self._supervision(work, found)
        return found

    def base(self, results: Mapping[str, Result]) -> str:
        """Return the base grade: the one chosen, or that of the work directed; empty if there is neither."""
        directed = self.decision.work("directed")
        result = results.get(directed.id) if directed else None
        return self.facts.get("base") or (result.grade if result else "")

    def _supervision(self, work: Work, results: Mapping[str, Result]) -> SupervisoryEvaluation:
        guide = self.standard(work.id)
        levels, base = self.levels(work), self.base(results)
        if base:
            levels["5"] = level_for(read_grade(base) or 0, guide).level
        return supervisory.evaluate(
            levels, base_grade=base or None, special_situations=self.facts.get("situations", "0"),
            time_share=self.share(work), standard=guide.id, data=self.book.catalog,
        )  # fmt: skip

    def kinds(self, results: Mapping[str, Result]) -> Iterator[KindOfWork]:
        """Return the kinds of work that may decide the grade of the position."""
        for work in self.decision.works:
            if work.role == "directed":
                continue
            share = self.share(work)
            if work.role == "own" and share is not None and share <= 0:
                raise CaseError(["The shares leave no time for the position's own work; choose smaller ones."])
            yield KindOfWork(work.name, share or 0, results.get(work.id) or self.facts.get(f"grade.{work.id}", ""))

    def titled(self, results: Mapping[str, Result]) -> Titled:
        """Return the title; who is covered by the supervisory guide is at least a supervisor (GSSG p. 7-8)."""
        role = self.facts.get("role", "")
        covered = any(isinstance(result, SupervisoryEvaluation) and result.covered for result in results.values())
        specialties = [name for name in self.facts.get("specialties", "").split("|") if name]
        return self.book.titles.build(self.series.id, specialties, role or ("supervisory" if covered else ""))[0]

    def replay(self, decided: Replay | None) -> Replay:
        """Compute everything; ``decided`` is the replay without changes, to tell what changes."""
        results = self.results()
        graded = mixed.evaluate(self.kinds(results))
        titled = self.titled(results)
        grade = graded.grade or ""
        number = grade.removeprefix("GS-")
        certificate = f"{titled.title}, GS-{int(self.series.id)}-{number}" if grade else f"{titled.title}, no grade"
        deciding = self._deciding(graded)
        result = results.get(deciding[0].id) if deciding else None
        values = {
            "series": self.series.id,
            "interval": titled.interval,
            "title": titled.title,
            "grade": grade,
            "controlling": " and ".join(work.name for work in deciding),
            "certificate": certificate,
            "against.agency": _against(grade, self.decision),
            "limit.share": str(QUARTER),
            "limit.situations": str(ENOUGH_SITUATIONS),
            **dict(self._values(results)),
        }
        steps = tuple(self._step(step, values, results, graded, decided) for step in self.decision.steps)
        return Replay(
            self.decision, MappingProxyType(self.changes), steps, MappingProxyType(results), graded, deciding, titled,
            grade, result.total if result else None, certificate, MappingProxyType(values),
        )  # fmt: skip

    def _deciding(self, graded: MixedGrade) -> tuple[Work, ...]:
        """Return the work that decides, largest share first; a part too small to count by itself is not named."""
        works = {work.name: work for work in self.decision.works}
        named = [works[name] for name in graded.controlling]
        alone = [work for work in named if work.role != "part" or (self.share(work) or 0) >= QUARTER]
        return tuple(alone or named)

    def _values(self, results: Mapping[str, Result]) -> Iterator[tuple[str, str]]:
        yield "base", self.base(results)
        yield "situations", self.facts.get("situations", "")
        for work in self.decision.works:
            share = self.facts.get(f"share.{work.id}", "")
            result = results.get(work.id)
            if share:
                covered = isinstance(result, SupervisoryEvaluation) and result.covered
                enough = covered if work.role == "supervision" else (highest_share(share) or 0) >= QUARTER
                yield f"share.{work.id}", share
                yield f"counts.{work.id}", "yes" if enough else "no"
            if result is None:
                continue
            given = result.given if isinstance(result, SupervisoryEvaluation) else result.credits
            points = {}
            for credit in given:
                yield f"level.{work.id}.{credit.factor}", credit.level
                yield f"points.{work.id}.{credit.factor}", str(credit.points)
                points[credit.factor] = credit
            if isinstance(result, Evaluation):
                six, seven = points["6"], points["7"]
                cell = f"{six.level.rpartition('-')[2]}{PURPOSES[int(seven.level.rpartition('-')[2]) - 1]}"
                yield f"contacts.{work.id}", cell
                yield f"points.{work.id}.6/7", str(six.points + seven.points)
            yield f"factors.{work.id}", str(len(given))
            yield f"total.{work.id}", str(result.total)
            yield f"range.{work.id}", _range(self.standard(work.id).grade_of(result.total))
            yield f"grade.{work.id}", result.grade

    def _step(
        self,
        step: Step,
        values: Mapping[str, str],
        results: Mapping[str, Result],
        graded: MixedGrade,
        decided: Replay | None,
    ) -> StepNow:
        now = tuple(values.get(figure.key, "") if figure.key else figure.value for figure in step.figures)
        taken = self.taken.get(step.id, "")
        notes = tuple(_notes(step, results, graded))
        before = decided.steps[step.number - 1] if decided else None
        changed = before is not None and (now, taken, notes) != (before.values, before.taken, before.notes)
        if before and step.kind == "factor":  # the same levels of another standard must be judged again
            was = decided.results[step.work] if decided else None
            changed = changed or (was is not None and was.standard != results[step.work].standard)
        return StepNow(step, taken, step.id in self.changes, changed, now, notes)


#: Findings of a whole evaluation that say nothing of one factor.
_OF_THE_WHOLE = ("borderline", "atypical-factor")


def _notes(step: Step, results: Mapping[str, Result], graded: MixedGrade) -> Iterator[Finding]:
    """Return the findings that belong to a step: those of its factors, or of its whole evaluation."""
    result = results.get(step.work)
    if step.kind == "mixed":
        yield from graded.findings
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
    match = _SHARE.fullmatch(share)
    return read_percent(int(match[2])) if match else None
