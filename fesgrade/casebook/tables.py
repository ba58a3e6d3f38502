"""Reading the decisions from their tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade import titles
from fesgrade.casebook.decision import Argument, Casebook, Choice, Claim, Decision, Figure, Step, Work
from fesgrade.casebook.replay import highest_share, replay
from fesgrade.shares import read_grade
from fesgrade.sources import FaultsError, Reader, Row, data_dir, own_folder
from fesgrade.supervisory import base
from fesgrade.titles import Titles

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
_ID = re.compile(r"[a-z0-9]+(?:-[a-zA-Z0-9]+)*")


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
        for row in (*self.claims, *self.works, *self.steps):
            if row["case"] not in cases:
                self.fault(row, "case", f"there is no such case of {row['case']} in decisions.csv")
        for row in (*self.choices, *self.arguments, *self.figures):
            if (row["case"], row["step"]) not in steps:
                self.fault(row, "step", f"there is no such step of {row['case']} in steps.csv")

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
        rows = [each for each in self.steps if each["case"] == case]
        steps = tuple(self._step(each, number, works) for number, each in enumerate(rows, start=1))
        sets = {name for step in steps for choice in step.choices[:1] for name in choice.sets}
        if "series" not in sets:
            self.fault(row, "case", "one of its steps must set the series, as series=0201 in choices.csv")
        if len(self.reader.faults) > before:
            return None
        self._complete(row, steps, works)
        return row.record(Decision, id=case, claims=claims, works=tuple(works.values()), steps=steps)

    def _claim(self, row: Row) -> Claim:
        self.reader.choice(row, "side", SIDES)
        self._series(row, "series", row["series"])
        self._grade(row, "grade", row["grade"])
        return row.record(Claim)

    def _work(self, row: Row) -> Work:
        role = self.reader.choice(row, "role", ROLES)
        if row["standard"] not in self.catalog.standards and (row["standard"] or role != "part"):
            self.fault(row, "standard", f"choose one of {', '.join(self.catalog.standards)}")
        elif role == "supervision" and not base.is_guide(self.catalog.standards[row["standard"]]):
            self.fault(row, "standard", "supervision needs a supervisory guide, such as gssg")
        return row.record(Work, id=row["work"])

    def _step(self, row: Row, number: int, works: Mapping[str, Work]) -> Step:
        self.reader.choice(row, "kind", KINDS)
        if not _ID.fullmatch(row["step"]) or row["step"] in RESERVED:
            self.fault(row, "step", "it goes into links: use small letters, digits and hyphens, and not case or step")
        work = works.get(row["work"])
        if row["work"] and work is None:
            self.fault(row, "work", f"choose one of {', '.join(works)}")
        levels = self._levels(row, "levels", work)
        choices = tuple(self._choice(each, works) for each in self._of_step(self.choices, row))
        if choices and levels:
            self.fault(row, "levels", "a step with choices in choices.csv has no levels of its own")
        return row.record(
            Step,
            id=row["step"],
            number=number,
            levels=levels,
            compared=self._levels(row, "compared", work),
            choices=choices,
            arguments=tuple(map(self._argument, self._of_step(self.arguments, row))),
            figures=tuple(
                each.record(Figure, name=each["figure"], key=each["computed"])
                for each in self._of_step(self.figures, row)
            ),
        )

    def _argument(self, row: Row) -> Argument:
        self.reader.choice(row, "side", SIDES)
        return row.record(Argument)

    def _of_step(self, rows: Sequence[Row], step: Row) -> list[Row]:
        return [row for row in rows if (row["case"], row["step"]) == (step["case"], step["step"])]

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
            self._check_fact(row, name, value, works)
        return row.record(Choice, id=row["choice"], sets=MappingProxyType(sets))

    def _check_fact(self, row: Row, name: str, value: str, works: Mapping[str, Work]) -> None:
        """Note a fact that no choice can set, or a value that it cannot have."""
        fact, _, work = name.partition(".")
        if fact in ("share", "grade") and work in works:
            if fact == "grade":
                self._grade(row, "sets", value)
            elif highest_share(value) is None:
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
            self.fault(row, "sets", "it can set series, role, specialties, base, situations, share.WORK and grade.WORK")

    def _series(self, row: Row, column: str, series: str) -> None:
        if series not in self.catalog.series:
            self.fault(row, column, f"the series at hand are {', '.join(self.catalog.series)}")

    def _grade(self, row: Row, column: str, grade: str) -> None:
        if read_grade(grade) is None:
            self.fault(row, column, "give a grade from GS-1 to GS-15")

    def _complete(self, row: Row, steps: Sequence[Step], works: Mapping[str, Work]) -> None:
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
                values = replay(book, decision.id).values
                for step in decision.steps:
                    for choice in step.choices:
                        replay(book, decision.id, {step.id: choice.id})
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
