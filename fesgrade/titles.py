"""Series and official title from a few answers, built as the sources build them.

Questions, answers, specialties, titles and what tells two series apart are tables (``data/questions/``,
``specialties.csv``, ``titles.csv``, ``distinctions.csv``); another series is more rows. Where the answers fit two
series or allow two titles, both are given: the choice is the classifier's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade.sources import FaultsError, Reader, Row, data_dir, own_folder
from fesgrade.standards import Catalog, Series
from fesgrade.tables import load as load_catalog

#: What a question is about: which series, which specialties, how several are named, what others it directs.
KINDS = ("series", "specialties", "naming", "role")
#: What an answer on naming leads to: the basic title, the specialties in parentheses, or blank for either.
NAMINGS = ("", "basic", "named")
INTERVALS = {"one": "one-grade interval", "two": "two-grade interval"}
#: What the two patterns mean for the grades of a series, and where that stands.
PATTERNS = {
    "one": ("Grades rise one at a time, mostly within GS-2 to GS-8.", "Introduction p. 9"),
    "two": ("GS-5, 7, 9 and 11, then one at a time to GS-15.", "Introduction p. 8"),
}
#: What is given to a question: the answer's id, or the names of all specialties ticked.
Answers = Mapping[str, str | Iterable[str]]


class TitleError(FaultsError):
    """Answers that cannot be used; each fault is one plain sentence."""


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
class Reason:
    """Why a title is as it is, or what is not known about it, and where that stands."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of titles.csv: how a series titles one role. ``pattern`` may hold {basic}, {specialties} and {title}."""

    role: str
    example: str
    pattern: str
    use_when: str
    source: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A series and a title that the answers lead to. ``standard`` is the id of its FES standard, empty if not at hand.

    ``reasons`` are the rules followed, ``open`` what the tables do not tell.
    """

    series: Series
    title: str
    standard: str
    reasons: tuple[Reason, ...]
    open: tuple[Reason, ...]

    @property
    def interval(self) -> str:
        """The grade pattern in words: ``"two-grade interval"``."""
        return INTERVALS[self.series.interval]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the answers lead to; ``criteria`` tell the series apart when there are two."""

    titles: tuple[Titled, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Titles:
    """The questions and the tables that answer them; see :func:`load`."""

    catalog: Catalog = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    rules: Mapping[tuple[str, str], Rule] = field(repr=False)
    specialties: Mapping[str, Mapping[str, Reason]] = field(repr=False)
    functions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(repr=False)
    criteria: tuple[Criterion, ...] = field(repr=False)

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
            parts = {part: whole for whole, pair in self.functions.get(each, {}).items() for part in pair}
            for name, work in self.specialties.get(each, {}).items():
                pair = self.functions.get(each, {}).get(name, ())
                about = work.text.partition(" The title may name")[0]
                for option in pair or (name,):
                    found.setdefault(option, Answer(option, option, about, (parts.get(option, option),), work.source))
        return tuple(found.values())

    def covered(self, series: str, specialties: Iterable[str]) -> tuple[str, ...]:
        """Return the specialties of the series that the ticked ones come to; a function counts as its whole."""
        wholes = {
            part: whole
            for whole, pair in self.functions.get(series, {}).items()
            if whole in self.specialties.get(series, {})
            for part in pair
        }
        return tuple(dict.fromkeys(wholes.get(name, name) for name in specialties))

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
        titles = [title for each in series for title in self.build(each, specialties, role, naming)]
        criteria = [one for one in self.criteria if len(series) > 1 and set(series) <= one.sides.keys()]
        return Found(tuple(titles), tuple(criteria))

    def build(
        self, series: str, specialties: Iterable[str] = (), role: str = "", naming: str = ""
    ) -> tuple[Titled, ...]:
        """Return the title of a position in ``series``, or both where several specialties allow two.

        ``specialties`` are names as :meth:`specialties_of` gives them, ``role`` is that of a row of titles.csv
        (``"officer"``, ``"supervisory"``) or empty, ``naming`` one of :data:`NAMINGS`. Raises :class:`TitleError`
        for an unknown series. Source: GS-0201 standard p. 5; Introduction p. 15.
        """
        if series not in self.catalog.series:
            known = ", ".join(sorted(self.catalog.series))
            raise TitleError([f"{series!r} is not a series at hand; choose one of {known}."])
        chosen = list(dict.fromkeys(specialties))
        built: dict[str, Titled] = {}
        for form in self._forms(series, chosen, naming):
            one = self._title(self.catalog.series[series], chosen, role, form)
            built.setdefault(one.title, one)
        return tuple(built.values())

    def _forms(self, series: str, chosen: Sequence[str], naming: str) -> tuple[str, ...]:
        """Return the rows of titles.csv that the number of specialties leads to; two where either may be used."""
        known = self.specialties.get(series, {})
        covered = self.covered(series, chosen)
        names = self._names(series, chosen)
        if not covered:
            return ("no-specialty",)
        if len(covered) == 1:
            return ("one-specialty" if names[0] in known or covered[0] not in known else "single-function",)
        combined = "combined-relations" if len(names) == 1 else "combined-specialties"
        return {"": ("no-specialty", combined), "basic": ("no-specialty",), "named": (combined,)}[naming]

    def _names(self, series: str, chosen: Sequence[str]) -> list[str]:
        """Return the specialties as they stand in parentheses: all functions of a whole are named by the whole."""
        order = [*(option.id for option in self.specialties_of([series])), *chosen]
        names = sorted(chosen, key=order.index)
        for whole, pair in self.functions.get(series, {}).items():
            if set(pair) <= set(names):
                names = [whole if name == pair[0] else name for name in names if name not in pair[1:]]
        return names

    def _title(self, series: Series, chosen: Sequence[str], role: str, form: str) -> Titled:
        reasons, unknown = [], []
        rule = self.rules.get((series.id, form))
        named = rule is not None and "{specialties}" in rule.pattern
        if rule is None:
            unknown.append(
                Reason(
                    f"How series {series.id} titles such a position is not at hand; its basic title stands.",
                    series.source,
                )
            )
            title = series.basic_title
        else:
            names = "/".join(self._names(series.id, chosen))
            title = rule.pattern.format(basic=series.basic_title, specialties=names, title=series.basic_title)
            reasons.append(Reason(rule.use_when, rule.source))
        extra = [name for name in chosen if named and name not in {o.id for o in self.specialties_of([series.id])}]
        if extra:
            unknown.append(
                Reason(f"Series {series.id} does not list {' or '.join(extra)} as a specialty.", series.source)
            )
        own = self.rules.get((series.id, role)) if role else None
        if own:
            if "{title}" not in own.pattern:  # such a title stands for itself
                reasons, unknown = [], []
            title = own.pattern.format(basic=series.basic_title, specialties="", title=title)
            reasons.append(Reason(own.use_when, own.source))
        elif role:
            elsewhere = [(s, rule) for (s, r), rule in self.rules.items() if r == role and s != series.id]
            also = "".join(f" Series {s} has {rule.example}." for s, rule in elsewhere)
            unknown.append(
                Reason(
                    f"The tables hold no title of series {series.id} for this answer.{also}",
                    "; ".join(dict.fromkeys(rule.source for _, rule in elsewhere)),
                )
            )
        standard = next(
            (s.id for s in self.catalog.standards.values() if s.series == series.id and not s.is_supervisory), ""
        )
        return Titled(series, title, standard, tuple(reasons), tuple(unknown))

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
        known = [option.id for option in self.specialties_of(self.specialties)]
        faults = [
            f"{name!r} is not a specialty; choose from {', '.join(known)}." for name in given if name not in known
        ]
        if faults:
            raise TitleError(faults)
        return given


# Loading ----------------------------------------------------------------------------------------


def load(data: Path | str | None = None) -> Titles:
    """Return the shipped questions and titles, with those of the folder ``data`` beside them when it is given.

    A folder of the user's own may hold any of ``series.csv``, ``titles.csv``, ``specialties.csv``,
    ``distinctions.csv`` and ``questions/answers.csv`` and ``functions.csv``; its rows are added, so an answer that
    leads to a new series is one row. Raises :class:`~fesgrade.sources.DataError` with every fault by file, row and
    column.
    """
    if data is None:
        return _shipped()
    root = own_folder(data, "series.csv and titles.csv")
    return _read(root, load_catalog(root), _shipped())


@lru_cache(maxsize=1)
def _shipped() -> Titles:
    return _read(data_dir(), load_catalog(), None)


def _read(root: Path, catalog: Catalog, base: Titles | None) -> Titles:
    reader = Reader(root)
    rules = dict(base.rules) if base else {}
    rules |= _rules(reader, root, catalog, base)
    specialties = {series: dict(rows) for series, rows in base.specialties.items()} if base else {}
    for row in _table(reader, root / "specialties.csv", base, ("series", "specialty", "work"), ("series", "specialty")):
        _known(reader, row, catalog)
        specialties.setdefault(row["series"], {})[row["specialty"]] = Reason(row["work"], row["source_ref"])
    functions = {series: dict(rows) for series, rows in base.functions.items()} if base else {}
    columns = ("series", "whole", "part")
    for row in _table(reader, root / "questions" / "functions.csv", base, columns, columns):
        _known(reader, row, catalog)
        wholes = functions.setdefault(row["series"], {})
        wholes[row["whole"]] = (*wholes.get(row["whole"], ()), row["part"])
    criteria = [*(base.criteria if base else ()), *_criteria(reader, root, catalog, base)]
    questions = _questions(reader, root, catalog, base, {role for _, role in rules})
    reader.finish()
    return Titles(
        catalog, questions, MappingProxyType(rules), MappingProxyType(specialties), MappingProxyType(functions),
        tuple(criteria),
    )  # fmt: skip


def _table(
    reader: Reader,
    path: Path,
    base: Titles | None,
    columns: Sequence[str],
    key: Sequence[str],
    more: Sequence[str] = (),
) -> list[Row]:
    """Read a table that a folder of the user's own need not have."""
    if base and not path.is_file():
        return []
    return reader.table(path, (*columns, "source_ref"), more, key)


def _known(reader: Reader, row: Row, catalog: Catalog, column: str = "series") -> None:
    if row[column] not in catalog.series:
        reader.faults.append(
            f"{row.place(column)} is {row[column]!r}; there is no such series in series.csv, which has "
            f"{', '.join(sorted(catalog.series))}."
        )


def _rules(reader: Reader, root: Path, catalog: Catalog, base: Titles | None) -> Iterator[tuple[tuple[str, str], Rule]]:
    columns = ("series", "role", "title", "pattern", "use_when")
    for row in _table(reader, root / "titles.csv", base, columns, ("series", "role")):
        _known(reader, row, catalog)
        try:
            row["pattern"].format(basic="", specialties="", title="")
        except (KeyError, IndexError, ValueError):
            reader.faults.append(
                f"{row.place('pattern')} is {row['pattern']!r}; in braces it may hold basic, specialties and title."
            )
        if base and (row["series"], row["role"]) in base.rules:
            reader.faults.append(f"{row.place('role')}: {row['series']} {row['role']} is a shipped title; add others.")
        yield (
            (row["series"], row["role"]),
            Rule(row["role"], row["title"], row["pattern"], row["use_when"], row["source_ref"]),
        )


def _criteria(reader: Reader, root: Path, catalog: Catalog, base: Titles | None) -> Iterator[Criterion]:
    columns = ("criterion", "support_series", "support_side", "specialist_series", "specialist_side")
    for row in _table(reader, root / "distinctions.csv", base, columns, columns[:2]):
        for column in ("support_series", "specialist_series"):
            _known(reader, row, catalog, column)
        sides = {row["support_series"]: row["support_side"], row["specialist_series"]: row["specialist_side"]}
        yield Criterion(row["criterion"], MappingProxyType(sides), row["source_ref"])


def _questions(
    reader: Reader, root: Path, catalog: Catalog, base: Titles | None, roles: set[str]
) -> tuple[Question, ...]:
    """Read the questions (the shipped ones only) and the answers, which a folder of the user's own may add to."""
    folder = root / "questions"
    answers: dict[str, list[Answer]] = {}
    kinds = {question.id: question.kind for question in base.questions} if base else {}
    heads = [] if base else reader.table(
        folder / "questions.csv", ("question", "kind", "text", "help", "source_ref"), key=("question",)
    )  # fmt: skip
    for row in heads:
        kinds[row["question"]] = reader.choice(row, "kind", KINDS)
    allowed = {"series": tuple(catalog.series), "role": tuple(sorted(roles)), "naming": NAMINGS}
    for row in _table(
        reader, folder / "answers.csv", base, ("question", "answer", "label"), ("question", "answer"),
        ("help", "leads_to"),
    ):  # fmt: skip
        kind = kinds.get(row["question"])
        leads_to = tuple(row["leads_to"].split())
        if kind not in allowed:
            asked = ", ".join(name for name, each in kinds.items() if each in allowed)
            reader.faults.append(f"{row.place('question')} is {row['question']!r}; it must be one of {asked}.")
            continue
        wrong = [each for each in leads_to if each not in allowed[kind]]
        if wrong or (kind == "series" and not leads_to):
            what = ", ".join(each for each in allowed[kind] if each)
            reader.faults.append(f"{row.place('leads_to')} is {row['leads_to']!r}; it must be from {what}.")
        answers.setdefault(row["question"], []).append(
            Answer(row["answer"], row["label"], row["help"], leads_to, row["source_ref"])
        )
    if base:
        return tuple(
            Question(q.id, q.kind, q.text, q.help, (*q.answers, *answers.get(q.id, ())), q.source)
            for q in base.questions
        )
    return tuple(
        Question(r["question"], r["kind"], r["text"], r["help"], tuple(answers.get(r["question"], ())), r["source_ref"])
        for r in heads
    )
