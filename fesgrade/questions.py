"""Series and official title from a few answers.

Questions, answers, and what tells two series apart are tables (``data/questions/``, ``distinctions.csv``); another
series is more rows. Where the answers fit two series or allow two titles, both are given: the choice is the
classifier's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade import titles
from fesgrade.sources import Reader, data_dir, own_folder
from fesgrade.standards import Catalog
from fesgrade.tables import load as load_catalog
from fesgrade.titles import NAMINGS, Titled, TitleError, Titles, check_series, table

#: What a question is about: which series, which specialties, how several are named, what others it directs.
KINDS = ("series", "specialties", "naming", "role")
#: What is given to a question: the answer's id, or the names of all specialties ticked.
Answers = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer and what it ``leads_to``: series ids, a role of titles.csv, or how specialties are named."""

    id: str
    label: str
    help: str
    leads_to: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``kind`` is one of :data:`KINDS`. The answers on specialties depend on the series."""

    id: str
    kind: str
    text: str
    help: str
    answers: tuple[Answer, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What tells two series apart: how work of each looks, by series id."""

    name: str
    sides: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """Work that a series leaves to another one, and to which."""

    work: str
    goes_to: str
    source: str


@dataclass(frozen=True, slots=True)
class MixedPoint:
    """One point of how the series is found where work falls into several."""

    name: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the answers lead to; ``criteria`` tell the series apart when there are two."""

    titles: tuple[Titled, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Questions:
    """The questions, and the tables that answer them; see :func:`load`."""

    titles: Titles = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    criteria: tuple[Criterion, ...] = field(repr=False)
    excluded: Mapping[str, tuple[Excluded, ...]] = field(repr=False)
    mixed: tuple[MixedPoint, ...] = field(repr=False)

    def question(self, kind: str) -> Question:
        """Return the question of a kind of :data:`KINDS`."""
        return next(question for question in self.questions if question.kind == kind)

    def series_of(self, answers: Answers) -> tuple[str, ...]:
        """Return the ids of the series that the answers so far lead to."""
        given = self._given(answers).get("series")
        return given.leads_to if given else ()

    def specialties_of(self, series: Iterable[str]) -> tuple[Answer, ...]:
        """Return what can be ticked for these series: each specialty, or its functions where it joins two."""
        found: dict[str, Answer] = {}
        for each in series:
            for name, specialty in self.titles.options(each).items():
                work = self.titles.specialties[each][specialty]
                about = work.text.partition(" The title may name")[0]
                found.setdefault(
                    name, Answer(id=name, label=name, help=about, leads_to=(specialty,), source=work.source)
                )
        return tuple(found.values())

    def find(self, answers: Answers) -> Found:
        """Return every series and title that the answers lead to; none before the question on the series is answered.

        ``answers`` maps the ids of questions to the ids of answers (``{"work": "support", "role": "none"}``), that
        on specialties to their names. What is not answered leaves every possibility open, but no role is taken as
        none. Raises :class:`TitleError` with every fault. Source: GS-0201 standard p. 5-6, 10; Introduction p. 15;
        GSSG p. 7-8; Series 0203 definition.
        """
        given = self._given(answers)
        specialties = self._specialties(answers)
        naming = "".join(given["naming"].leads_to) if "naming" in given else ""
        role = "".join(given["role"].leads_to) if "role" in given else ""
        series = self.series_of(answers)
        titles = [title for each in series for title in self.titles.build(each, specialties, role, naming)]
        criteria = [one for one in self.criteria if len(series) > 1 and set(series) <= one.sides.keys()]
        return Found(tuple(titles), tuple(criteria))

    def _given(self, answers: Answers) -> dict[str, Answer]:
        """Return the answer given to each kind of question but that on specialties."""
        faults: list[str] = []
        found: dict[str, Answer] = {}
        known = {question.id: question for question in self.questions}
        for name, value in answers.items():
            question = known.get(name)
            if question is None:
                faults.append(f"{name!r} is not a question; the questions are {', '.join(known)}.")
            elif question.kind != "specialties" and value:
                chosen = next((answer for answer in question.answers if answer.id == value), None)
                if chosen is None:
                    allowed = ", ".join(answer.id for answer in question.answers)
                    faults.append(f"{value!r} is not an answer to {name!r}; choose one of {allowed}.")
                else:
                    found[question.kind] = chosen
        if faults:
            raise TitleError(faults)
        return found

    def _specialties(self, answers: Answers) -> tuple[str, ...]:
        value = answers.get(self.question("specialties").id, ())
        given = tuple(value.split("|")) if isinstance(value, str) else tuple(value)
        given = tuple(name for name in given if name)
        known = [option.id for option in self.specialties_of(self.titles.specialties)]
        faults = [
            f"{name!r} is not a specialty; choose from {', '.join(known)}." for name in given if name not in known
        ]
        if faults:
            raise TitleError(faults)
        return given


# Loading ----------------------------------------------------------------------------------------


def load(data: Path | str | None = None) -> Questions:
    """Return the shipped questions, with those of the folder ``data`` beside them when it is given.

    Beside the tables of :func:`fesgrade.titles.load` a folder of the user's own may hold ``distinctions.csv``,
    ``exclusions.csv`` and ``questions/answers.csv``; its rows are added, so an answer that leads to a new series is one
    row. Raises :class:`~fesgrade.sources.DataError` with every fault by file, row and column.
    """
    if data is None:
        return _shipped()
    root = own_folder(data, "series.csv and titles.csv")
    return _read(root, load_catalog(root), _shipped())


@lru_cache(maxsize=1)
def _shipped() -> Questions:
    return _read(data_dir(), load_catalog(), None)


def _read(root: Path, catalog: Catalog, base: Questions | None) -> Questions:
    reader = Reader(root)
    built = titles.read_titles(reader, catalog, base.titles if base else None)
    criteria = [*(base.criteria if base else ()), *_criteria(reader, catalog, added=base is not None)]
    questions = _questions(reader, built, base)
    excluded = {**base.excluded} if base else {}
    columns = ("series", "number", "work", "goes_to")
    for row in table(reader, root / "exclusions.csv", columns, columns[:2], added=base is not None):
        check_series(reader, row, catalog)
        excluded[row["series"]] = (*excluded.get(row["series"], ()), row.record(Excluded))
    mixed = base.mixed if base else tuple(_mixed(reader))
    reader.finish()
    return Questions(built, questions, tuple(criteria), excluded=MappingProxyType(excluded), mixed=mixed)


def _mixed(reader: Reader) -> Iterator[MixedPoint]:
    rows = reader.table(reader.root / "mixed-series.csv", ("point", "name", "text", "source_ref"), key=("point",))
    return (row.record(MixedPoint) for row in rows)


def _criteria(reader: Reader, catalog: Catalog, *, added: bool) -> Iterator[Criterion]:
    columns = ("criterion", "support_series", "support_side", "specialist_series", "specialist_side")
    for row in table(reader, reader.root / "distinctions.csv", columns, columns[:2], added=added):
        for column in ("support_series", "specialist_series"):
            check_series(reader, row, catalog, column)
        sides = {row["support_series"]: row["support_side"], row["specialist_series"]: row["specialist_side"]}
        yield Criterion(row["criterion"], MappingProxyType(sides), row["source_ref"])


def _questions(reader: Reader, built: Titles, base: Questions | None) -> tuple[Question, ...]:
    """Read the questions (the shipped ones only) and the answers, which a folder of the user's own may add to."""
    folder = reader.root / "questions"
    if base:
        asked = list(base.questions)
    else:
        rows = reader.table(
            folder / "questions.csv", ("question", "kind", "text", "help", "source_ref"), key=("question",)
        )
        asked = [
            row.record(Question, id=row["question"], kind=reader.choice(row, "kind", KINDS), answers=()) for row in rows
        ]
    roles = {role for _, role in built.rules}
    allowed = {"series": tuple(built.catalog.series), "role": tuple(sorted(roles)), "naming": NAMINGS}
    open_to = {question.id: allowed[question.kind] for question in asked if question.kind in allowed}
    answers: dict[str, list[Answer]] = {}
    columns = ("question", "answer", "label")
    for row in table(
        reader, folder / "answers.csv", columns, columns[:2], added=base is not None, may=("help", "leads_to")
    ):
        leads_to = tuple(row["leads_to"].split())
        if row["question"] not in open_to:
            reader.refuse(row, "question", f"it must be one of {', '.join(open_to)}.")
            continue
        fitting = open_to[row["question"]]
        if not set(leads_to) <= set(fitting) or (fitting is allowed["series"] and not leads_to):
            reader.refuse(row, "leads_to", f"it must be from {', '.join(filter(None, fitting))}.")
        answers.setdefault(row["question"], []).append(row.record(Answer, id=row["answer"], leads_to=leads_to))
    return tuple(replace(each, answers=(*each.answers, *answers.get(each.id, ()))) for each in asked)
