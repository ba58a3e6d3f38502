"""Practice cases: a position told as text, and apart from it the key with the fact that decides each factor.

What a student may see before rating is a :class:`Case`; the answers are an :class:`AnswerKey`, which only
:meth:`Practice.key` hands out and whose ``repr`` shows nothing. Cases are data (``data/practice/``): an
expert adds some with three CSV files and no Python, in a folder of the own too.

Nothing that :func:`save` writes comes from the key, so a saved file gives nothing away.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

from fesgrade.evaluation import Evaluation, Levels, LevelsError, rate, read_levels
from fesgrade.jsonfile import Fields, JsonFileError, join, parse
from fesgrade.sources import FaultsError, Reader, data_dir, own_folder
from fesgrade.standards import KINDS_OF_WORK, Catalog, Level, Standard
from fesgrade.standards import load as load_catalog

#: Marks for a factor: the right level, one level off, farther off.
MARKS = (2, 1, 0)
ROUNDS = ("before", "after")
#: What a saved file says it is, and the newest version this program writes and reads.
FORMAT, VERSION = "fesgrade-practice", 1
LONGEST_NAME, LONGEST_REASON, MOST_ATTEMPTS = 80, 2_000, 1_000

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SEAL = r"[0-9a-f]{16}"


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


class Handout(NamedTuple):
    """What the link of a hand-out says: the case, and the seal of the instructor's word if it has one."""

    case: str
    seal: str = ""


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
        if not re.fullmatch(_ID, name):
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


# Hand-outs --------------------------------------------------------------------------------------


def seal_of(case: str, word: str) -> str:
    """Return the seal of a word for a case: it tells whether a word is right and not what it is.

    Case and spacing of the word do not matter. Blank words have a seal too, so two blanks agree.
    """
    plain = " ".join(word.split()).casefold()
    return hashlib.sha256(f"fesgrade-handout\n{case}\n{plain}".encode()).hexdigest()[:16]


def handout_query(case: Case, word: str = "") -> str:
    """Return the query string of a link that opens ``case``: ``"case=mail-room"``.

    With a ``word`` the link carries its seal and the page gives no key until the word is typed in. That keeps
    the key from who follows the link; a shipped case is open to who looks for it without one, so a case for
    an examination belongs in the instructor's own folder, with a ``release`` word that never leaves the server.
    Such a case asks for its own word, and ``word`` is left out of the link.
    """
    sealed = {"seal": seal_of(case.id, word)} if word.strip() and not case.sealed else {}
    return urlencode({"case": case.id, **sealed})


def read_handout(query: str, practice: Practice) -> Handout | None:
    """Return what a query string says of a hand-out, ``None`` when it says nothing of one.

    Other names in it are left alone. Raises :class:`PracticeError` for a case that is unknown or given
    twice and for a damaged seal.
    """
    try:
        given = parse_qs(query.removeprefix("?"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise PracticeError(["The link is damaged; ask for it again."]) from None
    cases, seals = given.get("case", []), given.get("seal", [])
    if not cases and not seals:
        return None
    if len(cases) != 1 or len(seals) > 1 or (seals and not re.fullmatch(_SEAL, seals[0])):
        raise PracticeError(["The link to the case is damaged; ask for it again."])
    if cases[0] not in practice.cases:
        shown = cases[0] if re.fullmatch(_ID, cases[0]) and len(cases[0]) < 60 else "that name"
        raise PracticeError([f"The link asks for a case that is not here ({shown}); choose one from the list."])
    return Handout(cases[0], seals[0] if seals else "")


# Feedback ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Threshold:
    """What lies between two neighboring levels: what ``upper`` needs beyond ``lower``."""

    lower: str
    upper: str
    needs: str
    source: str


@dataclass(frozen=True, slots=True)
class FactorFeedback:
    """What came of one factor.

    ``verdict`` is ``"right"``, ``"one off"`` or ``"far off"``; ``steps`` is how many levels too high the
    answer was (negative: too low). ``thresholds`` are those between the answer and the right level, from the
    lower one up; for a right answer the one to the next level. ``points`` is what the miss adds to the total
    or takes from it, ``total_alone`` and ``grade_alone`` what it alone would have led to.
    """

    factor: str
    name: str
    given: Level
    right: Level
    verdict: str
    steps: int
    marks: int
    thresholds: tuple[Threshold, ...]
    fact: str
    paragraph: int
    why_not_higher: str
    points: int
    total_alone: int
    grade_alone: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a whole case: every factor, and all misses together."""

    case: str
    factors: tuple[FactorFeedback, ...]
    evaluation: Evaluation
    total: int
    grade: str
    right_total: int
    right_grade: str
    grades_off: int
    source: str

    @property
    def marks(self) -> int:
        return sum(factor.marks for factor in self.factors)

    @property
    def most_marks(self) -> int:
        return MARKS[0] * len(self.factors)

    @property
    def misses(self) -> tuple[FactorFeedback, ...]:
        return tuple(factor for factor in self.factors if factor.steps)


def feedback(case: Case, key: AnswerKey, levels: Levels, catalog: Catalog) -> Feedback:
    """Compare a student's whole set of levels with the key.

    ``levels`` is anything :func:`fesgrade.evaluate` takes; :class:`~fesgrade.evaluation.LevelsError` says what
    is missing or wrong in it. :class:`PracticeError` when the key is another case's.
    """
    if key.case != case.id:
        raise PracticeError([f"The key is that of {key.case}, not of {case.id}."])
    standard = catalog.standards[case.standard]
    given = read_levels(levels, standard)
    factors = tuple(factor_feedback(entry, given[entry.factor], key, standard) for entry in key.entries)
    result = rate(given, standard, case.kind_of_work, catalog)
    off = standard.grade_of(result.total).grade - standard.grade_of(key.total).grade
    return Feedback(case.id, factors, result, result.total, result.grade, key.total, key.grade, off, key.source)


def factor_feedback(entry: KeyEntry, given: Level, key: AnswerKey, standard: Standard) -> FactorFeedback:
    """Compare one answer with the key, for feedback factor by factor."""
    factor = standard.by_factor[entry.factor]
    answer, right = factor.levels.index(given), factor.levels.index(entry.level)
    steps = answer - right
    low, high = sorted((answer, right))
    between = factor.levels[low : max(high, low + 1)]
    thresholds = tuple(
        Threshold(level.code, upper.code, level.next_needs, upper.source)
        for level in between
        if (upper := standard.step(level, 1)) is not None
    )
    points = given.points - entry.level.points
    alone = key.total + points
    return FactorFeedback(
        factor.id, factor.name, given, entry.level,
        "right" if not steps else "one off" if abs(steps) == 1 else "far off",
        steps, MARKS[min(abs(steps), 2)], thresholds, entry.fact, entry.paragraph, entry.why_not_higher,
        points, alone, standard.grade_of(alone).name,
    )  # fmt: skip


# Attempts and saved results ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to a case, whole or in part.

    ``levels`` are pairs of factor and level code in the standard's order; ``reasons`` pairs of factor and the
    student's own words. ``round`` is ``"before"`` or ``"after"`` the discussion, ``at`` a date and time in
    ISO 8601 or blank.
    """

    case: str
    levels: tuple[tuple[str, str], ...]
    round: str = "before"
    at: str = ""
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What one student saves: a name or alias, and the attempts in the order they were made."""

    rater: str = ""
    attempts: tuple[Attempt, ...] = ()

    def with_attempt(self, attempt: Attempt) -> Results:
        return Results(self.rater, (*self.attempts, attempt))


class Opened(NamedTuple):
    """A saved file that was opened: what could be used, and a sentence for each thing that was left out."""

    results: Results
    faults: tuple[str, ...]


def attempt(
    case: Case,
    levels: Levels,
    catalog: Catalog,
    *,
    round: str = "before",
    at: str = "",
    reasons: Mapping[str, str] | None = None,
) -> Attempt:
    """Return an attempt from levels in any notation; factors may be missing, other faults raise ``LevelsError``."""
    standard = catalog.standards[case.standard]
    chosen = read_levels(levels, standard, partial=True)
    if round not in ROUNDS:
        raise PracticeError([f"{round!r} is not a round; choose one of {', '.join(ROUNDS)}."])
    given = reasons or {}
    return Attempt(
        case.id,
        tuple((f.id, chosen[f.id].code) for f in standard.factors if f.id in chosen),
        round,
        at,
        tuple((f.id, given[f.id].strip()[:LONGEST_REASON]) for f in standard.factors if given.get(f.id, "").strip()),
    )


def save(results: Results) -> str:
    """Return the text of a results file: JSON with a format name and a version, without anything of a key."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "rater": results.rater,
            "attempts": [
                {
                    "case": a.case,
                    "round": a.round,
                    "at": a.at,
                    "levels": dict(a.levels),
                    "reasons": dict(a.reasons),
                }
                for a in results.attempts
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def open_results(content: str | bytes, practice: Practice, name: str = "The file") -> Opened:
    """Read a results file that :func:`save` wrote.

    A file that is no JSON, of another kind or of a newer version raises
    :class:`~fesgrade.jsonfile.JsonFileError`. A faulty attempt (an unknown case or level, a field that is
    missing or unknown) is left out and told in ``faults`` with its path in the file; the others are kept.
    """
    plain = parse(content, name)
    fields = Fields()
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise JsonFileError([f'{name} is not a file of practice results: it must say "format": "{FORMAT}".'])
    version = plain.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise JsonFileError([f"{name}: version is missing or no whole number; this program writes {VERSION}."])
    if version > VERSION:
        raise JsonFileError(
            [f"{name} has version {version}, which is newer than {VERSION}, the newest this program reads; update it."]
        )
    fields.object(plain, "", ("format", "version", "rater", "attempts"))
    rater = fields.text(plain.get("rater", ""), "rater", blank=True, longest=LONGEST_NAME).strip()
    attempts = []
    entries = fields.list(plain.get("attempts", []), "attempts")
    if len(entries) > MOST_ATTEMPTS:
        fields.refuse("attempts", f"has {len(entries):,} entries; the first {MOST_ATTEMPTS:,} are read.")
    for number, entry in enumerate(entries[:MOST_ATTEMPTS]):
        found = _open_attempt(entry, f"attempts[{number}]", fields, practice)
        if found:
            attempts.append(found)
    return Opened(Results(rater, tuple(attempts)), tuple(fields.faults))


def _open_attempt(entry: Any, path: str, fields: Fields, practice: Practice) -> Attempt | None:
    before = len(fields.faults)
    plain = fields.object(entry, path, ("case", "levels"), ("round", "at", "reasons"))
    name = fields.choice(plain.get("case"), f"{path}.case", practice.cases) if "case" in plain else ""
    round = fields.choice(plain.get("round", ROUNDS[0]), f"{path}.round", ROUNDS)
    at = fields.text(
        plain.get("at", ""), f"{path}.at", blank=True, longest=40,
        shape=r"\d{4}-\d\d-\d\d(?:T[0-9:.]+(?:Z|[+-]\d\d:\d\d)?)?", such_as="2026-01-31T09:30:00Z",
    )  # fmt: skip
    levels = fields.object(plain.get("levels", {}), f"{path}.levels", (), others=True)
    reasons = fields.object(plain.get("reasons", {}), f"{path}.reasons", (), others=True)
    texts = {
        factor: fields.text(text, join(f"{path}.reasons", factor), blank=True, longest=LONGEST_REASON)
        for factor, text in reasons.items()
    }
    if len(fields.faults) > before:
        return None
    standard = practice.standard(name)
    for factor in texts:
        if factor not in standard.by_factor:
            fields.refuse(
                join(f"{path}.reasons", factor), f"is not a factor; the factors are {', '.join(standard.by_factor)}."
            )
    try:
        found = attempt(practice.case(name), levels, practice.catalog, round=round, at=at, reasons=texts)
    except LevelsError as error:
        fields.faults += [f"{path}.levels: {fault}" for fault in error.faults]
    return found if len(fields.faults) == before else None


# Progress ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactorRecord:
    """How a factor went over the attempts scored; ``leaning`` is the mean of levels too high (below 0: too low)."""

    factor: str
    name: str
    rated: int
    right: int
    one_off: int
    far_off: int
    leaning: float


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """How one case of the set went: marks and grade of the last attempt scored; ``attempts`` counts all."""

    case: str
    title: str
    attempts: int
    marks: int
    most_marks: int
    grade_right: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """Where a student stands in a set of cases.

    ``marks`` of ``most_marks`` add up the attempts scored; an attempt with a factor missing, or at a case whose
    key is withheld or does not exist, is not scored. ``streak`` counts the last attempts in a row that came to
    the right grade, ``best_streak`` the longest such row.
    """

    scored: int
    unscored: int
    marks: int
    most_marks: int
    right_grades: int
    streak: int
    best_streak: int
    done: int
    left: tuple[str, ...]
    cases: tuple[CaseRecord, ...]
    factors: tuple[FactorRecord, ...]

    @property
    def percent(self) -> int | None:
        """Marks in percent, ``None`` before anything is scored."""
        return round(100 * self.marks / self.most_marks) if self.most_marks else None


def score(
    results: Results,
    practice: Practice,
    cases: Sequence[str] | None = None,
    *,
    words: Mapping[str, str] | None = None,
    withheld: Collection[str] = (),
) -> Score:
    """Return score, streak and progress over the set ``cases`` (all cases with a key when it is not given).

    ``words`` maps a sealed case to the instructor's word; ``withheld`` names cases whose key may not be shown for
    another reason, such as the seal of a link. Attempts at cases outside the set do not count.
    """
    chosen = [name for name, case in practice.cases.items() if case.keyed] if cases is None else list(cases)
    told = words or {}
    answered: list[tuple[str, Feedback | None]] = []
    for one in results.attempts:
        if one.case in chosen:
            open_to = one.case not in withheld
            answered.append((one.case, _scored(one, practice, told.get(one.case, "")) if open_to else None))
    scored = [(name, result) for name, result in answered if result is not None]
    last = dict(scored)
    rights = [result.grades_off == 0 for _, result in scored]
    runs = _runs(rights)
    records = tuple(
        CaseRecord(
            name, practice.case(name).title, sum(1 for other, _ in answered if other == name),
            last[name].marks if name in last else 0, last[name].most_marks if name in last else 0,
            last[name].grades_off == 0 if name in last else None,
        )
        for name in chosen
    )  # fmt: skip
    return Score(
        len(scored), len(answered) - len(scored),
        sum(result.marks for _, result in scored), sum(result.most_marks for _, result in scored),
        sum(rights), runs[-1] if rights and rights[-1] else 0, max(runs, default=0),
        len(last), tuple(name for name in chosen if name not in last), records,
        _factor_records(result for _, result in scored),
    )  # fmt: skip


def _scored(one: Attempt, practice: Practice, word: str) -> Feedback | None:
    case = practice.case(one.case)
    if len(one.levels) < len(practice.standard(one.case).factors):
        return None
    try:
        key = practice.key(case.id, word=word)
    except PracticeError:
        return None
    return feedback(case, key, dict(one.levels), practice.catalog)


def _runs(rights: Iterable[bool]) -> list[int]:
    """Return the length of each row of right grades, in order."""
    runs = [0]
    for right in rights:
        if right:
            runs[-1] += 1
        elif runs[-1]:
            runs.append(0)
    return runs if len(runs) == 1 or runs[-1] else runs[:-1]


def _factor_records(results: Iterable[Feedback]) -> tuple[FactorRecord, ...]:
    # The supervisory guide has a factor 1 too, with another name: the name tells them apart.
    met: dict[tuple[str, str], list[FactorFeedback]] = {}
    for result in results:
        for one in result.factors:
            met.setdefault((one.factor, one.name), []).append(one)
    return tuple(_factor_record(factor, name, ones) for (factor, name), ones in met.items())


def _factor_record(factor: str, name: str, ones: Sequence[FactorFeedback]) -> FactorRecord:
    verdicts = [one.verdict for one in ones]
    right, one_off, far_off = (verdicts.count(verdict) for verdict in ("right", "one off", "far off"))
    leaning = sum(one.steps for one in ones) / len(ones)
    return FactorRecord(factor, name, len(ones), right, one_off, far_off, leaning)
