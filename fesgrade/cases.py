"""Decided cases as steps that can be replayed: what was asked, how it was reasoned, and what would have followed.

A decision is a set of tables (``data/cases/``): the kinds of work in the position, the steps with their reasoning,
the choices a reader may make instead, and every printed figure. :func:`replay` takes the reader's choices and
computes the rest anew with :mod:`fesgrade.evaluation`, :mod:`~fesgrade.supervisory`, :mod:`~fesgrade.mixed` and
:mod:`~fesgrade.titles`; nothing here knows a point value.

Decisions are examples, never precedents: a position is compared with the standards, not with other positions
(5 U.S.C. 5107).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade import mixed, supervisory, titles
from fesgrade.evaluation import Evaluation, Finding, LevelsError, rate, read_levels
from fesgrade.mixed import KindOfWork, MixedGrade
from fesgrade.sources import FaultsError, Reader, Row, data_dir, own_folder
from fesgrade.standards import PURPOSES, Catalog, GradeRange, Standard
from fesgrade.supervisory import ENOUGH_SITUATIONS, QUARTER, SupervisoryEvaluation, level_for, read_grade, read_percent
from fesgrade.titles import Titled, Titles

#: What a step is about. The reader can answer otherwise where a step has levels or choices.
KINDS = (
    "question", "facts", "series", "title", "method", "share", "factor", "total", "coverage", "base", "situations",
    "mixed", "outcome", "consequence",
)  # fmt: skip
#: What a kind of work is in its case: the position's own work, which takes the rest of the time; a part of it that
#: counts only with its own share; supervision; and work of the employees supervised, whose grade is the base grade.
ROLES = ("own", "part", "supervision", "directed")
SIDES = ("agency", "appellant", "decided")
#: What a page may ask for beside the steps, so no step is called so.
RESERVED = ("case", "step", "tables")

Result = Evaluation | SupervisoryEvaluation

_ID = re.compile(r"[a-z0-9]+(?:-[a-zA-Z0-9]+)*")
_SHARE = re.compile(r"(?:(\d+)-)?(\d+)", re.ASCII)


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
            raise CaseError([f"{step!r} is not a step of {self.id}; its steps are {_listed(self.steps)}."])
        return found

    def work(self, role: str) -> Work | None:
        """Return the kind of work with a role, the first if there are several."""
        return next((work for work in self.works if work.role == role), None)


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


def replay(
    case: str | Decision, changes: Mapping[str, str] | None = None, data: Casebook | Path | str | None = None
) -> Replay:
    """Return what follows when a reader answers some steps otherwise.

    ``changes`` maps step ids to the id of one of the step's choices (``{"coverage": "25"}``) or to levels in any
    usual notation (``{"own-1": "1-8", "own-67": "2c"}``); the decision's own answer is no change. ``data`` is a
    casebook or a folder of the user's own beside the shipped decisions.

    Raises :class:`CaseError` with every fault: an unknown case, step or choice, levels of other factors, shares of
    the time that leave nothing for the own work; :class:`~fesgrade.sources.DataError` for a faulty folder.
    Source: the decision's own, and the rules of the modules that compute (Handbook p. 10-12; GSSG p. 2-3, 21-30;
    Introduction p. 17-18).
    """
    book = data if isinstance(data, Casebook) else load(data)
    decision = book.decision(case) if isinstance(case, str) else case
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
            f"{name!r} is not a step of {decision.id}; its steps are {_listed(decision.steps)}."
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
            faults.append(f"{wanted!r} is not a choice of {step.heading!r}; choose one of {_listed(step.choices)}.")
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
        """Return the standard of a kind of work; the own work's goes with the series."""
        mine = next(each for each in self.decision.works if each.id == work)
        standards = self.book.catalog.standards
        if mine.role == "own":
            fits = (each for each in standards.values() if each.series == self.series.id and each.method == "fes")
            return next(fits, standards[mine.standard])
        return standards[mine.standard]

    def levels(self, work: Work) -> dict[str, str]:
        """Return every level of a kind of work, with those it takes from another."""
        other = next((each for each in self.decision.works if each.id == work.follows), None)
        return {**(self.levels(other) if other else {}), **self.own_levels[work.id]}

    def share(self, work: Work) -> Fraction | None:
        """Return the percent of the time, the upper end of a range; the own work takes the rest."""
        if work.role == "own":
            others = [self.share(each) for each in self.decision.works if each.role in ("part", "supervision")]
            return 100 - sum((share for share in others if share), Fraction())
        return _upper(self.facts.get(f"share.{work.id}", ""))

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
                raise CaseError(["The shares of the time leave nothing for the own work; choose smaller ones."])
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
                enough = covered if work.role == "supervision" else (_upper(share) or 0) >= QUARTER
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


def _upper(share: str) -> Fraction | None:
    match = _SHARE.fullmatch(share)
    return read_percent(int(match[2])) if match else None


def _listed(items: Iterable[Step] | Iterable[Choice]) -> str:
    return ", ".join(item.id for item in items)


# Loading ----------------------------------------------------------------------------------------


def load(data: Path | str | None = None) -> Casebook:
    """Return the shipped decisions, with those of the folder ``data`` beside them when it is given.

    A folder of the user's own has the tables of ``data/cases/`` below ``cases/``. Raises
    :class:`~fesgrade.sources.DataError` with every fault by file, row and column: what is missing or unknown, levels
    that a standard does not have, factors left out, and a printed figure that the engine does not come to.
    """
    if data is None:
        return _shipped()
    root = own_folder(data, "cases/decisions.csv")
    built, shipped = titles.load(root), _shipped()
    if not (root / "cases").is_dir():
        return Casebook(built.catalog, built, shipped.decisions)
    return _read_book(root, built, shipped)


@lru_cache(maxsize=1)
def _shipped() -> Casebook:
    return _read_book(data_dir(), titles.load(), None)


def _read_book(root: Path, built: Titles, base: Casebook | None) -> Casebook:
    reader = Reader(root)
    tables = _Tables(reader, root / "cases", built)
    decisions = dict(base.decisions) if base else {}
    for row in tables.decisions:
        if base and row["case"] in base.decisions:
            reader.faults.append(f"{row.place('case')}: {row['case']} is a shipped case; choose another id.")
        decision = tables.decision(row)
        if decision:
            decisions[decision.id] = decision
    book = Casebook(built.catalog, built, MappingProxyType(decisions))
    if not reader.faults:
        tables.check(book)
    reader.finish()
    return book


class _Tables:
    """The tables of a folder of cases, row by row; what is wrong in them is noted with the reader."""

    def __init__(self, reader: Reader, folder: Path, built: Titles) -> None:
        self.reader, self.titles, self.catalog = reader, built, built.catalog

        def table(name: str, needed: str, may: str, key: str) -> list[Row]:
            path = folder / f"{name}.csv"
            if name in ("arguments", "choices") and not path.is_file():
                return []
            return reader.table(path, (*needed.split(), "source_ref"), may.split(), ("case", *key.split()))

        self.decisions = table("decisions", "case title number date summary", "", "")
        self.claims = table("claims", "case party side series grade", "title note", "party")
        self.works = table("works", "case work name role", "standard follows", "work")
        self.steps = table("steps", "case step kind heading text", "work levels compared against", "step")
        self.choices = table("choices", "case step choice label", "sets note", "step choice")
        self.arguments = table("arguments", "case step side said answer", "", "step said")
        self.figures = table("figures", "case step figure value", "unit computed", "step figure")
        cases = {row["case"] for row in self.decisions}
        steps = {(row["case"], row["step"]) for row in self.steps}
        for rows in (self.claims, self.works, self.steps):
            self._unknown(rows, "case", [row for row in rows if row["case"] not in cases])
        for rows in (self.choices, self.arguments, self.figures):
            self._unknown(rows, "step", [row for row in rows if (row["case"], row["step"]) not in steps])

    def _unknown(self, _: Sequence[Row], column: str, rows: Iterable[Row]) -> None:
        table = "decisions.csv" if column == "case" else "steps.csv"
        for row in rows:
            self.fault(row, column, f"there is no such {column} of {row['case']} in {table}")

    def fault(self, row: Row, column: str, why: str) -> None:
        self.reader.faults.append(f"{row.place(column)} is {row[column]!r}; {why}.")

    def decision(self, row: Row) -> Decision | None:
        """Return one decision, ``None`` when something in its rows is wrong."""
        before = len(self.reader.faults)
        case = row["case"]
        if not _ID.fullmatch(case):
            self.fault(row, "case", "it goes into links, so use small letters, digits and hyphens")
        claims = tuple(self._claim(each) for each in self.claims if each["case"] == case)
        works = {each["work"]: self._work(each) for each in self.works if each["case"] == case}
        if [work.role for work in works.values()].count("own") != 1:
            self.fault(row, "case", "it needs one kind of work in works.csv with the role own")
        for work in works.values():
            if work.follows and work.follows not in works:
                self.fault(row, "case", f"{work.id} follows {work.follows}, which works.csv does not have")
        mine = [each for each in self.steps if each["case"] == case]
        steps = tuple(self._step(each, number, works) for number, each in enumerate(mine, start=1))
        sets = {name for step in steps for choice in step.choices[:1] for name in choice.sets}
        if "series" not in sets:
            self.fault(row, "case", "one of its steps must set the series, as series=0201 in choices.csv")
        if len(self.reader.faults) > before:
            return None
        self._whole(row, steps, works)
        return Decision(
            case, row["title"], row["number"], row["date"], row["summary"], claims, tuple(works.values()), steps,
            row["source_ref"],
        )  # fmt: skip

    def _claim(self, row: Row) -> Claim:
        self.reader.choice(row, "side", SIDES)
        self._series(row, "series", row["series"])
        self._grade(row, "grade", row["grade"])
        return Claim(
            row["party"], row["side"], row["series"], row["title"], row["grade"], row["note"], row["source_ref"]
        )

    def _work(self, row: Row) -> Work:
        role = self.reader.choice(row, "role", ROLES)
        if row["standard"] not in self.catalog.standards and (row["standard"] or role != "part"):
            self.fault(row, "standard", f"choose one of {', '.join(self.catalog.standards)}")
        elif role == "supervision" and not supervisory.is_guide(self.catalog.standards[row["standard"]]):
            self.fault(row, "standard", "supervision needs a supervisory guide, such as gssg")
        return Work(row["work"], row["name"], role, row["standard"], row["follows"], row["source_ref"])

    def _step(self, row: Row, number: int, works: Mapping[str, Work]) -> Step:
        self.reader.choice(row, "kind", KINDS)
        if not _ID.fullmatch(row["step"]) or row["step"] in RESERVED:
            self.fault(row, "step", "it goes into links: use small letters, digits and hyphens, and not case or step")
        work = works.get(row["work"])
        if row["work"] and work is None:
            self.fault(row, "work", f"choose one of {', '.join(works)}")
        levels = {column: self._levels(row, column, work) for column in ("levels", "compared")}
        mine = [each for each in self.choices if (each["case"], each["step"]) == (row["case"], row["step"])]
        if mine and levels["levels"]:
            self.fault(row, "levels", "a step with choices in choices.csv has no levels of its own")
        return Step(
            row["step"], number, row["kind"], row["heading"], row["work"], levels["levels"], levels["compared"],
            row["text"], row["against"], tuple(self._choice(each, works) for each in mine),
            tuple(
                Argument(self.reader.choice(each, "side", SIDES), each["said"], each["answer"], each["source_ref"])
                for each in self.arguments
                if (each["case"], each["step"]) == (row["case"], row["step"])
            ),
            tuple(
                Figure(each["figure"], each["value"], each["unit"], each["computed"], each["source_ref"])
                for each in self._figures(row)
            ),
            row["source_ref"],
        )  # fmt: skip

    def _figures(self, row: Row) -> list[Row]:
        return [each for each in self.figures if (each["case"], each["step"]) == (row["case"], row["step"])]

    def _levels(self, row: Row, column: str, work: Work | None) -> tuple[str, ...]:
        codes = tuple(row[column].split())
        standard = self.catalog.standards.get(work.standard) if work else None
        if codes and standard is None:
            self.fault(row, column, "levels need a kind of work with a standard in column work")
        elif standard and not set(codes) <= standard.by_code.keys():
            self.fault(row, column, f"give levels of {standard.short_title}, such as 1-2, separated by spaces")
        return codes

    def _choice(self, row: Row, works: Mapping[str, Work]) -> Choice:
        sets = {}
        for part in filter(None, (each.strip() for each in row["sets"].split(";"))):
            name, _, value = (each.strip() for each in part.partition("="))
            sets[name] = value
            head, _, work = name.partition(".")
            if head in ("share", "grade") and work in works:
                if head == "grade":
                    self._grade(row, "sets", value)
                elif _upper(value) is None:
                    self.fault(row, "sets", "a share is a percent or a range, such as 25 or 10-15")
            elif name == "series":
                self._series(row, "sets", value)
            elif name == "role":
                if value and value not in {role for _, role in self.titles.rules}:
                    self.fault(row, "sets", "a role is one of titles.csv, such as officer, or blank")
            elif name == "situations":
                if not (value.isascii() and value.isdigit() and int(value) <= 8):
                    self.fault(row, "sets", "the special situations are how many are met, 0 to 8")
            elif name == "base":
                if value:
                    self._grade(row, "sets", value)
            elif name != "specialties":
                self.fault(
                    row, "sets", "it can set series, role, specialties, base, situations, share.WORK and grade.WORK"
                )
        return Choice(row["choice"], row["label"], MappingProxyType(sets), row["note"], row["source_ref"])

    def _series(self, row: Row, column: str, series: str) -> None:
        if series not in self.catalog.series:
            self.fault(row, column, f"the series at hand are {', '.join(self.catalog.series)}")

    def _grade(self, row: Row, column: str, grade: str) -> None:
        if read_grade(grade) is None:
            self.fault(row, column, "give a grade from GS-1 to GS-15")

    def _whole(self, row: Row, steps: Sequence[Step], works: Mapping[str, Work]) -> None:
        """Note the factors that have no step: a kind of work is graded whole or not at all."""
        given: dict[str, set[str]] = {work: set() for work in works}
        for step in steps:
            codes = [code.rpartition("-")[0] for code in step.levels]
            twice = [factor for factor in codes if factor in given.get(step.work, ())]
            if twice:
                self.fault(row, "case", f"factor {', '.join(twice)} of {step.work} has two steps in steps.csv")
            if step.work:
                given[step.work] |= set(codes)
        for work in works.values():
            if work.role == "part" and not given[work.id]:
                continue
            have = given[work.id] | (given[work.follows] if work.follows else set())
            if work.role == "supervision":
                have.add("5")  # it follows from the base grade
            missing = [factor.id for factor in self.catalog.standards[work.standard].factors if factor.id not in have]
            if missing:
                self.fault(row, "case", f"steps.csv has no level of {work.id} for factor {', '.join(missing)}")

    def check(self, book: Casebook) -> None:
        """Note every printed figure that the engine does not come to, and every choice that cannot be replayed."""
        for row in self.decisions:
            decision = book.decisions[row["case"]]
            try:
                values = replay(decision, None, book).values
                for step in decision.steps:
                    for choice in step.choices:
                        replay(decision, {step.id: choice.id}, book)
            except FaultsError as error:
                self.fault(row, "case", f"it cannot be replayed: {' '.join(error.faults)}")
                continue
            for each in self.figures:
                if each["case"] != row["case"] or not each["computed"]:
                    continue
                if each["computed"] not in values:
                    self.fault(each, "computed", f"what can be computed is {', '.join(sorted(values))}")
                elif each["value"] != values[each["computed"]]:
                    self.fault(each, "value", f"the engine comes to {values[each['computed']]!r}")
