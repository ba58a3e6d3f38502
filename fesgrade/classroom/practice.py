"""Practice cases: a position told as text, and apart from it the key with the fact that decides each factor.

What a student may see before rating is a :class:`Case`; the answers are an :class:`AnswerKey`, which only
:meth:`Practice.key` hands out and whose ``repr`` shows nothing. Cases are data (``data/practice/``): an
expert adds some with three CSV files and no Python, in a folder of their own too.

Nothing that :func:`save` writes comes from the key, so a saved file gives nothing away.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fesgrade.evaluation import rate
from fesgrade.sources import FaultsError, Reader, Row, data_dir, own_folder
from fesgrade.standards import KINDS_OF_WORK, Catalog, Level, Standard
from fesgrade.tables import load as load_catalog

CASE_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class PracticeError(FaultsError):
    """A case, link or answer that cannot be used; each fault is one plain sentence."""


class KeyWithheldError(PracticeError):
    """The key of a case was asked for and may not be given: the case is sealed and the word is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Case:
    """A practice case as a student may see it: nothing in it tells a level, the total or the grade.

    ``keyed`` says whether there is a key at all (a case for a panel need not have one), ``sealed`` whether
    it takes the instructor's word.
    """

    id: str
    title: str
    standard: str
    kind_of_work: str
    series: str
    short_text: str
    setting: str
    paragraphs: tuple[str, ...]
    keyed: bool
    sealed: bool

    def as_dict(self) -> dict[str, Any]:
        """Return plain values under the same names: what may be sent to a browser before the student commits."""
        return asdict(self) | {"paragraphs": list(self.paragraphs)}


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """The right level of one factor, the words of the case that decide it, and why the next level is not met.

    ``paragraph`` counts from 1. ``why_not_higher`` is empty only at a factor's top level.
    """

    factor: str
    level: Level
    fact: str
    paragraph: int
    why_not_higher: str


@dataclass(frozen=True, slots=True, repr=False)
class AnswerKey:
    """The answers to one case. Its ``repr`` names the case only, so that no log or message tells them."""

    case: str
    total: int
    grade: str
    source: str
    entries: tuple[KeyEntry, ...]

    def __repr__(self) -> str:
        return f"AnswerKey({self.case!r}, withheld)"

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(entry.level.code for entry in self.entries)


@dataclass(frozen=True, slots=True, repr=False)
class _Locked:
    """The key of a case, if it has one, and the word that opens it, blank when none is needed."""

    key: AnswerKey | None
    word: str


@dataclass(frozen=True)
class Practice:
    """The practice cases at hand and, apart from them, their keys."""

    catalog: Catalog = field(repr=False)
    cases: Mapping[str, Case] = field(repr=False)
    _locked: Mapping[str, _Locked] = field(repr=False)

    def case(self, case: str) -> Case:
        """Return a case; :class:`PracticeError` names those there are."""
        if case not in self.cases:
            raise PracticeError([f"{case!r} is not a practice case; choose one of {', '.join(self.cases)}."])
        return self.cases[case]

    def standard(self, case: str) -> Standard:
        return self.catalog.standards[self.case(case).standard]

    def key(self, case: str, *, word: str = "", seal: str = "") -> AnswerKey:
        """Return the key of a case: call it only once the student has committed an answer.

        ``word`` is what the instructor tells the class when the key may be seen: it is asked for by a case
        with a ``release`` word in its row, and by a link with a ``seal`` (see :func:`handout_query`).
        Raises :class:`KeyWithheldError` without the right word, :class:`PracticeError` for a case that is
        unknown or has no key.
        """
        sealed, locked = self.case(case), self._locked.get(case)
        if locked is None or locked.key is None:
            raise PracticeError([f"{sealed.id} has no key; it is there for rating together."])
        given = seal_of(case, word)
        opened = not locked.word or hmac.compare_digest(seal_of(case, locked.word), given)
        if not opened or (seal and not hmac.compare_digest(seal, given)):
            hint = "That is not the password." if word.strip() else "Your instructor has the password."
            raise KeyWithheldError([f"The key of this case is withheld. {hint}"])
        return locked.key


# Loading ----------------------------------------------------------------------------------------


def load(data: Path | str | None = None) -> Practice:
    """Return the shipped practice cases, with those of the folder ``data`` beside them when it is given.

    A folder of the user's own holds ``practice/practice.csv``, ``practice/practice-text.csv`` and, for cases
    with a key, ``practice/practice-keys.csv``; it may hold standards too. Raises
    :class:`~fesgrade.sources.DataError` with every fault by file, row and column: an unknown standard or level,
    text with a gap, a key with a factor missing, a fact that does not stand in the text, a total or grade
    that is not what the levels come to.
    """
    if data is None:
        return _shipped()
    root = own_folder(data, "practice/practice.csv")
    catalog = load_catalog(root)
    shipped = _shipped()
    if not (root / "practice").is_dir():
        return Practice(catalog, shipped.cases, shipped._locked)
    return _read(root, catalog, shipped)


@lru_cache(maxsize=1)
def _shipped() -> Practice:
    return _read(data_dir(), load_catalog(), None)


_CASE = ("case", "title", "standard", "short_text", "setting", "source")
_CASE_MAY = ("kind_of_work", "series", "grade", "total", "release")


def _read(root: Path, catalog: Catalog, base: Practice | None) -> Practice:
    """Read the folder ``root`` on top of ``base``; the reader keeps the faults of each row."""
    reader = Reader(root)
    rows = reader.table(root / "practice" / "practice.csv", _CASE, _CASE_MAY, key=("case",))
    texts = _read_texts(reader, [row["case"] for row in rows])
    entries = _read_entries(reader, {row["case"]: catalog.standards.get(row["standard"]) for row in rows}, texts)
    cases, locked = (dict(base.cases), dict(base._locked)) if base else ({}, {})
    for row in rows:
        name = row["case"]
        if not re.fullmatch(CASE_ID, name):
            reader.refuse(row, "case", "it goes into links, so use small letters, digits and hyphens.")
        if base and name in base.cases:
            reader.faults.append(f"{row.place('case')}: {name} is a shipped case; choose another id.")
        if not texts[name]:
            reader.faults.append(f"{row.place('case')}: {name} has no text; give its paragraphs in practice-text.csv.")
        reader.choice(row, "standard", tuple(catalog.standards))
        reader.choice(row, "kind_of_work", ("", *KINDS_OF_WORK))
        key = _read_key(reader, row, entries[name], catalog) if name in entries else None
        if name not in entries and (row["total"] or row["grade"]):
            reader.faults.append(f"{row.place('total')}: {name} has a total or grade but no row in practice-keys.csv.")
        locked[name] = _Locked(key, row["release"])
        cases[name] = row.record(
            Case, id=name, paragraphs=tuple(texts[name]), keyed=name in entries, sealed=bool(row["release"])
        )
    reader.finish()
    return Practice(catalog, MappingProxyType(cases), MappingProxyType(locked))


def _read_texts(reader: Reader, cases: Iterable[str]) -> dict[str, list[str]]:
    """Read practice-text.csv: the paragraphs of each case, in order."""
    texts: dict[str, list[str]] = {case: [] for case in cases}
    path = reader.root / "practice" / "practice-text.csv"
    for row in reader.table(path, ("case", "paragraph", "text"), key=("case", "paragraph")):
        number = reader.number(row, "paragraph")
        if row["case"] not in texts:
            reader.refuse(row, "case", "there is no such case in practice.csv.")
        elif number is not None:
            texts[row["case"]].append(row["text"])
            due = len(texts[row["case"]])
            if number != due:
                reader.refuse(
                    row, "paragraph", f"the paragraphs of a case are numbered 1, 2, 3 in order, so it must be {due}."
                )
    return texts


def _read_entries(
    reader: Reader, standards: Mapping[str, Standard | None], texts: Mapping[str, list[str]]
) -> dict[str, dict[str, KeyEntry]]:
    """Read practice-keys.csv: the entries of each case that has a row, by factor."""
    found: dict[str, dict[str, KeyEntry]] = {}
    path = reader.root / "practice" / "practice-keys.csv"
    if not path.is_file():  # cases for rating together need no key
        return found
    columns = ("case", "factor", "level", "fact")
    for row in reader.table(path, columns, ("why_not_higher",), key=("case", "factor")):
        name = row["case"]
        if name not in standards:
            reader.refuse(row, "case", "there is no such case in practice.csv.")
            continue
        entries, standard = found.setdefault(name, {}), standards[name]
        entry = _read_entry(reader, row, standard, texts[name]) if standard else None
        if entry:
            entries[entry.factor] = entry
    return found


def _read_entry(reader: Reader, row: Row, standard: Standard, text: Sequence[str]) -> KeyEntry | None:
    factor, level = standard.by_factor.get(row["factor"]), standard.by_code.get(row["level"])
    if factor is None:
        reader.faults.append(
            f"{row.place('factor')} is {row['factor']!r}; the factors of {standard.short_title} are "
            f"{', '.join(standard.by_factor)}."
        )
        return None
    if level is None or level.factor != factor.id:
        reader.refuse(row, "level", f"the levels are {factor.codes}.")
        level = factor.levels[0]
    elif not row["why_not_higher"] and level is not factor.levels[-1]:
        reader.faults.append(
            f"{row.place('why_not_higher')} is blank; say what the case lacks for the level above {level.code}."
        )
    paragraph = next((number for number, each in enumerate(text, start=1) if row["fact"] in each), 0)
    if not paragraph:
        reader.faults.append(
            f"{row.place('fact')}: these words do not stand in the text of {row['case']}; quote it letter for letter."
        )
    return row.record(KeyEntry, level=level, paragraph=paragraph)


def _read_key(reader: Reader, row: Row, entries: Mapping[str, KeyEntry], catalog: Catalog) -> AnswerKey | None:
    """Build a case's key and hold its total and grade against what the levels come to."""
    standard = catalog.standards.get(row["standard"])
    if standard is None:
        return None
    missing = [factor.id for factor in standard.factors if factor.id not in entries]
    if missing:
        reader.faults.append(
            f"{row.place('case')}: the key of {row['case']} has no row for factor {', '.join(missing)}; "
            "give every factor or none."
        )
        return None
    ordered = tuple(entries[factor.id] for factor in standard.factors)
    result = rate({each.factor: each.level for each in ordered}, standard, row["kind_of_work"], catalog)
    if row["total"] != str(result.total):
        reader.faults.append(
            f"{row.place('total')} is {row['total']!r}; the levels of the key add up to {result.total}."
        )
    if row["grade"] != result.grade:
        reader.refuse(row, "grade", f"{result.total:,} points are {result.grade}.")
    return AnswerKey(case=row["case"], total=result.total, grade=result.grade, source=row["source"], entries=ordered)


def seal_of(case: str, word: str) -> str:
    """Return the seal of a word for a case: it tells whether a word is right and not what it is.

    Case and spacing of the word do not matter. Blank words have a seal too, so two blanks agree.
    """
    plain = " ".join(word.split()).casefold()
    return hashlib.sha256(f"fesgrade-handout\n{case}\n{plain}".encode()).hexdigest()[:16]
