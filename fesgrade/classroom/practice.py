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
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fesgrade.evaluation import rate
from fesgrade.sources import FaultsError, Reader, data_dir, own_folder
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


@dataclass(frozen=True)
class Practice:
    """The practice cases at hand and, apart from them, their keys."""

    catalog: Catalog = field(repr=False)
    cases: Mapping[str, Case] = field(repr=False)
    _keys: Mapping[str, AnswerKey] = field(repr=False)
    _words: Mapping[str, str] = field(repr=False)

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
        if not self.case(case).keyed:
            raise PracticeError([f"{case} has no key; it is there for rating together."])
        release = self._words.get(case, "")
        wrong = (release and not hmac.compare_digest(seal_of(case, release), seal_of(case, word))) or (
            seal and not hmac.compare_digest(seal, seal_of(case, word))
        )
        if wrong:
            told = "That is not the word." if word.strip() else "Your instructor has the word that opens it."
            raise KeyWithheldError([f"The key of this case is withheld. {told}"])
        return self._keys[case]


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
        return Practice(catalog, shipped.cases, shipped._keys, shipped._words)
    return _read(root, catalog, shipped)


@lru_cache(maxsize=1)
def _shipped() -> Practice:
    return _read(data_dir(), load_catalog(), None)


_CASE = ("case", "title", "standard", "short_text", "setting", "source")
_CASE_MAY = ("kind_of_work", "series", "grade", "total", "release")


def _read(root: Path, catalog: Catalog, base: Practice | None) -> Practice:
    """Read the folder ``root`` on top of ``base``; the CSV reader keeps the faults of each row."""
    reader = Reader(root)
    folder = root / "practice"
    rows = reader.table(folder / "practice.csv", _CASE, _CASE_MAY, key=("case",))
    texts: dict[str, list[str]] = {row["case"]: [] for row in rows}
    for row in reader.table(folder / "practice-text.csv", ("case", "paragraph", "text"), key=("case", "paragraph")):
        number = reader.number(row, "paragraph")
        if row["case"] not in texts:
            reader.faults.append(f"{row.place('case')} is {row['case']!r}; there is no such case in practice.csv.")
        elif number is not None:
            texts[row["case"]].append(row["text"])
            if number != len(texts[row["case"]]):
                reader.faults.append(
                    f"{row.place('paragraph')} is {number}; the paragraphs of a case are numbered 1, 2, 3 in order, "
                    f"so it must be {len(texts[row['case']])}."
                )
    entries = _entries(reader, folder, {row["case"]: row["standard"] for row in rows}, texts, catalog)
    cases = dict(base.cases) if base else {}
    keys = dict(base._keys) if base else {}
    words = dict(base._words) if base else {}
    for row in rows:
        name = row["case"]
        if not re.fullmatch(CASE_ID, name):
            reader.faults.append(
                f"{row.place('case')} is {name!r}; it goes into links, so use small letters, digits and hyphens."
            )
        if base and name in base.cases:
            reader.faults.append(f"{row.place('case')}: {name} is a shipped case; choose another id.")
        if not texts[name]:
            reader.faults.append(f"{row.place('case')}: {name} has no text; give its paragraphs in practice-text.csv.")
        reader.choice(row, "standard", tuple(catalog.standards))
        kind = reader.choice(row, "kind_of_work", ("", *KINDS_OF_WORK))
        mine = entries[name]
        if mine is not None and row["standard"] in catalog.standards:
            key = _key(reader, row, mine, catalog.standards[row["standard"]], catalog)
            if key:
                keys[name] = key
        elif mine is None and (row["total"] or row["grade"]):
            reader.faults.append(f"{row.place('total')}: {name} has a total or grade but no row in practice-keys.csv.")
        if row["release"]:
            words[name] = row["release"]
        cases[name] = Case(
            name, row["title"], row["standard"], kind, row["series"], row["short_text"], row["setting"],
            tuple(texts[name]), mine is not None, bool(row["release"]),
        )  # fmt: skip
    reader.finish()
    return Practice(catalog, MappingProxyType(cases), MappingProxyType(keys), MappingProxyType(words))


def _entries(
    reader: Reader, folder: Path, used: Mapping[str, str], texts: Mapping[str, list[str]], catalog: Catalog
) -> dict[str, dict[str, KeyEntry] | None]:
    """Read practice-keys.csv into one mapping per case, ``None`` for a case without a row."""
    found: dict[str, dict[str, KeyEntry] | None] = dict.fromkeys(used)
    path = folder / "practice-keys.csv"
    if not path.is_file():  # cases for rating together need no key
        return found
    columns = ("case", "factor", "level", "fact")
    for row in reader.table(path, columns, ("why_not_higher",), key=("case", "factor")):
        name = row["case"]
        if name not in found:
            reader.faults.append(f"{row.place('case')} is {name!r}; there is no such case in practice.csv.")
            continue
        mine = found[name] = found[name] if found[name] is not None else {}
        standard = catalog.standards.get(used[name])
        if standard is None or mine is None:
            continue
        factor = standard.by_factor.get(row["factor"])
        level = standard.by_code.get(row["level"])
        if factor is None:
            reader.faults.append(
                f"{row.place('factor')} is {row['factor']!r}; the factors of {standard.short_title} are "
                f"{', '.join(standard.by_factor)}."
            )
            continue
        if level is None or level.factor != factor.id:
            reader.faults.append(f"{row.place('level')} is {row['level']!r}; the levels are {factor.codes}.")
            level = factor.levels[0]
        elif not row["why_not_higher"] and level is not factor.levels[-1]:
            reader.faults.append(
                f"{row.place('why_not_higher')} is blank; say what the case lacks for the level above {level.code}."
            )
        paragraph = next((n for n, text in enumerate(texts[name], start=1) if row["fact"] in text), 0)
        if not paragraph:
            reader.faults.append(
                f"{row.place('fact')}: these words do not stand in the text of {name}; quote it letter for letter."
            )
        mine[factor.id] = KeyEntry(factor.id, level, row["fact"], paragraph, row["why_not_higher"])
    return found


def _key(
    reader: Reader, row: Any, entries: Mapping[str, KeyEntry], standard: Standard, catalog: Catalog
) -> AnswerKey | None:
    """Build a case's key and hold its total and grade against what the levels come to."""
    missing = [factor.id for factor in standard.factors if factor.id not in entries]
    if missing:
        reader.faults.append(
            f"{row.place('case')}: the key of {row['case']} has no row for factor {', '.join(missing)}; "
            "give every factor or none."
        )
        return None
    ordered = tuple(entries[factor.id] for factor in standard.factors)
    result = rate({e.factor: e.level for e in ordered}, standard, row["kind_of_work"], catalog)
    if row["total"] != str(result.total):
        reader.faults.append(
            f"{row.place('total')} is {row['total']!r}; the levels of the key add up to {result.total}."
        )
    if row["grade"] != result.grade:
        reader.faults.append(f"{row.place('grade')} is {row['grade']!r}; {result.total:,} points are {result.grade}.")
    return AnswerKey(row["case"], result.total, result.grade, row["source"], ordered)


def seal_of(case: str, word: str) -> str:
    """Return the seal of a word for a case: it tells whether a word is right and not what it is.

    Case and spacing of the word do not matter. Blank words have a seal too, so two blanks agree.
    """
    plain = " ".join(word.split()).casefold()
    return hashlib.sha256(f"fesgrade-handout\n{case}\n{plain}".encode()).hexdigest()[:16]
