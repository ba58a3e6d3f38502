"""Evidence: statements about the work, assigned to factors as reasons for a level.

Statements come from three places: pasted lines of a position description, a practice case, and a
skills-framework file (schema version 1.0: an occupation and statements at four levels, with sources and
attribution). A framework's level is no factor level: its statements show what somebody can do, and the user
decides what they say about the work of a position.

The project ships one small framework of its own (``data/skills/``). Files of others are loaded as they are
and stay their owners': every statement carries its attribution along.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from fesgrade.evaluation import Evaluation, Finding
from fesgrade.jsonfile import Fields, parse, shorten
from fesgrade.sources import FaultsError, data_dir
from fesgrade.standards import Standard

SCHEMA = "1.0"
FRAMEWORK_LEVELS = ("emerging", "developing", "proficient", "advanced")
#: Where a statement comes from.
ORIGINS = ("description", "framework", "case")
#: What a statement says about a level of a factor: it is met, it is not fully met, the work goes beyond it.
RELATIONS = ("supports", "falls short", "exceeds")
LONGEST_LINE, MOST_LINES = 2_000, 2_000


class SkillsError(FaultsError):
    """A skills-framework file that was refused; each fault begins with the path in the file."""


class EvidenceError(FaultsError):
    """Evidence that does not fit the evaluation or was damaged; each fault says where and what is allowed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about work.

    ``origin`` is one of :data:`ORIGINS`. ``reference`` says where it stands (``line 3``, ``paragraph 2`` or the
    path in the file), ``credit`` whose words they are, ``level`` the framework level where there is one.
    """

    text: str
    origin: str
    reference: str
    credit: str = ""
    level: str = ""


def place_of(origin: str, reference: str, level: str = "") -> str:
    """Return where a statement stands, in words: those of a framework are counted within their level."""
    if origin != "framework":
        return reference.capitalize()
    number = re.search(r"\[([0-9]{1,6})\]$", reference)
    return f"{level.capitalize()}, " + (f"statement {int(number[1]) + 1}" if number else reference)


# Frameworks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Occupation:
    """The occupation of a framework, as the file names it."""

    soc: str
    title: str
    group: str
    sector: str
    job_zone: int
    job_zone_inferred: bool


@dataclass(frozen=True, slots=True)
class FrameworkLevel:
    """One of the four levels with its statements, in the file's order."""

    id: str
    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A skills framework, whole. ``sources`` are pairs of name and what the file says of it."""

    exported_at: str
    occupation: Occupation
    version: str
    description: str
    context: str
    levels: tuple[FrameworkLevel, ...]
    sources: tuple[tuple[str, str], ...]
    attribution: str

    @property
    def notice(self) -> str:
        """Whose words these are, and what they were made from: show it wherever a statement is shown."""
        made = "; ".join(f"{name}: {text}" for name, text in self.sources)
        return f"{self.attribution} (sources: {made})"

    def statements(self, levels: Iterable[str] = (), words: str = "") -> tuple[Statement, ...]:
        """Return the statements of ``levels`` (all when empty) that hold every one of ``words``, in any case.

        ``ValueError`` for a level that is none of :data:`FRAMEWORK_LEVELS`.
        """
        chosen = tuple(levels) or FRAMEWORK_LEVELS
        for level in chosen:
            if level not in FRAMEWORK_LEVELS:
                raise ValueError(f"{level!r} is not a framework level; choose from {', '.join(FRAMEWORK_LEVELS)}.")
        return holding((s for level in self.levels if level.id in chosen for s in level.statements), words)


def holding(statements: Iterable[Statement], words: str) -> tuple[Statement, ...]:
    """Return the statements that hold every one of ``words``, in any case and with or without accents."""
    sought = [_plain(word) for word in words.split()]
    return tuple(one for one in statements if all(word in _plain(one.text) for word in sought))


def _plain(text: str) -> str:
    """Return text for comparison: without capitals and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def read_framework(content: str | bytes, name: str = "The file") -> Framework:
    """Read a skills-framework file of schema version 1.0.

    Raises :class:`~fesgrade.jsonfile.JsonFileError` for what is not JSON and :class:`SkillsError` for every
    deviation from the schema at once, each with its path (``framework.levels.proficient.statements[3]``): a
    field that is missing, unknown, of another type or blank. A newer version is named and not guessed at.
    """
    plain = parse(content, name)
    if not isinstance(plain, dict) or "schemaVersion" not in plain:
        raise SkillsError([f"{name} is not a skills-framework file: schemaVersion is missing."])
    version = plain["schemaVersion"]
    if version != SCHEMA:
        newer = isinstance(version, str) and _numbers(version) > _numbers(SCHEMA)
        kind = "a newer version than this program knows" if newer else "not a version this program knows"
        raise SkillsError([f"schemaVersion is {shorten(version)}, {kind}; it reads {SCHEMA}."])
    fields = Fields()
    fields.object(plain, "", ("schemaVersion", "exportedAt", "occupation", "framework", "sources", "attribution"))
    exported = fields.text(plain.get("exportedAt", "?"), "exportedAt")
    if exported and "exportedAt" in plain and not _is_time(exported):
        fields.refuse("exportedAt", f"is {shorten(exported)}; it must be a date and time such as 2026-01-31T09:30:00Z.")
    occupation = _occupation(plain.get("occupation"), fields) if "occupation" in plain else None
    attribution = fields.text(plain.get("attribution", "?"), "attribution", longest=LONGEST_LINE)
    sources = _sources(plain["sources"], fields) if "sources" in plain else ()
    credit = f"{attribution}; {occupation.title}" if occupation else attribution
    head, levels = _levels(plain["framework"], fields, credit) if "framework" in plain else ({}, ())
    if fields.faults or occupation is None:
        raise SkillsError(fields.faults)
    return Framework(
        exported, occupation, head["version"], head["description"], head["contextCovered"], levels, sources, attribution
    )


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, none for what is not one."""
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d{1,6}(?:\.\d{1,6}){0,3}", version) else ()


def _is_time(text: str) -> bool:
    try:
        return "T" in text and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _occupation(value: Any, fields: Fields) -> Occupation:
    path = "occupation"
    plain = fields.object(value, path, ("soc", "title", "group", "sector", "jobZone", "jobZoneInferred"))

    def text(name: str, shape: str = "", such_as: str = "") -> str:
        if name not in plain:
            return ""
        return fields.text(plain[name], f"{path}.{name}", longest=LONGEST_LINE, shape=shape, such_as=such_as)

    soc = text("soc", r"\d\d-\d{4}\.\d\d", "43-4161.00")
    title, group = text("title"), text("group")
    sector = text("sector", r"\d\d(?:-\d\d)?", "55")
    zone = fields.number(plain["jobZone"], f"{path}.jobZone", 1, 5) if "jobZone" in plain else 0
    inferred = (
        fields.boolean(plain["jobZoneInferred"], f"{path}.jobZoneInferred") if "jobZoneInferred" in plain else False
    )
    return Occupation(soc, title, group, sector, zone, inferred)


def _sources(value: Any, fields: Fields) -> tuple[tuple[str, str], ...]:
    plain = fields.object(value, "sources", ("onet", "crosswalk", "generator"))
    return tuple(
        (name, fields.text(text, f"sources.{name}", longest=LONGEST_LINE))
        for name, text in plain.items()
        if name in ("onet", "crosswalk", "generator")
    )


def _levels(value: Any, fields: Fields, credit: str) -> tuple[dict[str, str], tuple[FrameworkLevel, ...]]:
    path = "framework"
    plain = fields.object(value, path, ("version", "description", "contextCovered", "levels"))
    head: dict[str, str] = {
        name: fields.text(plain[name], f"{path}.{name}", blank=name == "description")
        for name in ("version", "description", "contextCovered")
        if name in plain
    }
    if "levels" not in plain:
        return head, ()
    levels = fields.object(plain["levels"], f"{path}.levels", FRAMEWORK_LEVELS)
    return head, tuple(
        _level(levels[name], name, f"{path}.levels.{name}", fields, credit)
        for name in FRAMEWORK_LEVELS
        if name in levels
    )


def _level(value: Any, name: str, path: str, fields: Fields, credit: str) -> FrameworkLevel:
    plain = fields.object(value, path, ("label", "statements"))
    label = fields.text(plain["label"], f"{path}.label", longest=LONGEST_LINE) if "label" in plain else ""
    statements = fields.list(plain["statements"], f"{path}.statements", least=1) if "statements" in plain else []
    return FrameworkLevel(
        name,
        label,
        tuple(
            Statement(fields.text(text, where, longest=LONGEST_LINE), "framework", where, credit, name)
            for number, text in enumerate(statements)
            for where in [f"{path}.statements[{number}]"]
        ),
    )


@lru_cache(maxsize=1)
def shipped() -> tuple[Framework, ...]:
    """Return the frameworks of the project's own, in ``data/skills/``."""
    files = sorted((data_dir() / "skills").glob("*.json"))
    return tuple(read_framework(path.read_bytes(), path.name) for path in files)


def load_framework(path: Path | str) -> Framework:
    """Read a skills-framework file from disk; faults as for :func:`read_framework`, and one for a missing file."""
    file = Path(path)
    try:
        return read_framework(file.read_bytes(), file.name)
    except OSError as error:
        raise SkillsError([f"{file.name} cannot be read ({error.strerror or error})."]) from None


# Statements from text ---------------------------------------------------------------------------

_BULLET = re.compile(r"^(?:[-–—*•·▪◦‣o]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")


def description_statements(text: str) -> tuple[Statement, ...]:
    """Return the lines of a position description as statements, without bullets, numbers and blank lines.

    A line that stands twice is taken once. Raises :class:`EvidenceError` for more than 2,000 lines or a line
    of more than 2,000 characters.
    """
    found: dict[str, Statement] = {}
    faults = []
    lines = text.splitlines()
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        visible = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in line)
        words = _BULLET.sub("", " ".join(visible.split()))
        if len(words) > LONGEST_LINE:
            faults.append(f"Line {number} has {len(words):,} characters; at most {LONGEST_LINE:,} are allowed.")
        elif words:
            found.setdefault(words, Statement(words, "description", f"line {number}"))
    if len(lines) > MOST_LINES:
        faults.append(f"The text has {len(lines):,} lines; at most {MOST_LINES:,} are allowed.")
    if faults:
        raise EvidenceError(faults)
    return tuple(found.values())


def case_statements(case: str, paragraphs: Sequence[str]) -> tuple[Statement, ...]:
    """Return the sentences of a case's paragraphs as statements; ``case`` is its title."""
    return tuple(
        Statement(sentence, "case", f"paragraph {number}", case)
        for number, paragraph in enumerate(paragraphs, start=1)
        for sentence in _SENTENCE.split(paragraph)
        if sentence.strip()
    )


# Evidence ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement assigned to a factor: it ``supports`` a level, ``falls short`` of it or ``exceeds`` it."""

    factor: str
    level: str
    relation: str
    statement: Statement

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Argued:
    """An evaluation with its evidence, which is in the order of the factors.

    ``rule`` is where it stands that a level must be met to be credited.
    """

    evaluation: Evaluation
    evidence: tuple[Evidence, ...]
    rule: str

    def of(self, factor: str) -> tuple[Evidence, ...]:
        """Return the evidence of one factor."""
        return tuple(one for one in self.evidence if one.factor == factor)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the evidence says against the levels credited; it never changes them."""
        return tuple(_findings(self))

    def as_dict(self) -> dict[str, Any]:
        """Return plain values ready for JSON: those of the evaluation, and ``evidence`` as a list."""
        return self.evaluation.as_dict() | {"evidence": [one.as_dict() for one in self.evidence]}


def argue(evaluation: Evaluation, evidence: Iterable[Evidence], standard: Standard) -> Argued:
    """Carry evidence with an evaluation, in the order of the factors; a repeated piece is taken once.

    ``standard`` is that of the evaluation. Raises :class:`EvidenceError` for an unknown factor, level,
    relation or origin, and for a blank or too long statement.
    """
    given = list(dict.fromkeys(evidence))
    faults = [fault for number, one in enumerate(given) for fault in _faults(one, f"evidence[{number}]", standard)]
    if evaluation.standard != standard.id:
        faults.append(f"The evaluation is by {evaluation.standard}, not by {standard.id}.")
    if faults:
        raise EvidenceError(faults)
    order = list(standard.by_factor)
    rule = "GSSG p. 8" if standard.method == "gssg" else "Handbook p. 10"
    return Argued(evaluation, tuple(sorted(given, key=lambda one: order.index(one.factor))), rule)


def _faults(one: Evidence, path: str, standard: Standard) -> Iterator[str]:
    factor = standard.by_factor.get(one.factor)
    if factor is None:
        yield f"{path}.factor is {shorten(one.factor)}; it must be one of {', '.join(standard.by_factor)}."
    elif one.level not in (level.code for level in factor.levels):
        yield f"{path}.level is {shorten(one.level)}; the levels are {factor.codes}."
    if one.relation not in RELATIONS:
        yield f"{path}.relation is {shorten(one.relation)}; it must be one of {', '.join(RELATIONS)}."
    if one.statement.origin not in ORIGINS:
        yield f"{path}.statement.origin is {shorten(one.statement.origin)}; it must be one of {', '.join(ORIGINS)}."
    if not one.statement.text.strip():
        yield f"{path}.statement.text is blank; it must be filled."
    elif len(one.statement.text) > LONGEST_LINE:
        yield f"{path}.statement.text has {len(one.statement.text):,} characters; at most {LONGEST_LINE:,} are allowed."


def read_evidence(value: Any, standard: Standard, path: str = "evidence") -> tuple[Evidence, ...]:
    """Read evidence back from plain values, as :meth:`Argued.as_dict` gave them under ``evidence``.

    Raises :class:`EvidenceError` with the path of everything that is missing, unknown or wrong.
    """
    fields = Fields()
    found = []
    for number, entry in enumerate(fields.list(value, path)):
        where = f"{path}[{number}]"
        plain = fields.object(entry, where, ("factor", "level", "relation", "statement"))
        inner = fields.object(
            plain.get("statement", {}), f"{where}.statement", ("text", "origin", "reference"), ("credit", "level")
        )
        texts = {name: _text(plain, name, where, fields) for name in ("factor", "level", "relation")}
        words = {
            name: _text(inner, name, f"{where}.statement", fields, blank=name != "text")
            for name in ("text", "origin", "reference", "credit", "level")
        }
        one = Evidence(texts["factor"], texts["level"], texts["relation"], Statement(**words))
        if not any(fault.startswith(where) for fault in fields.faults):
            fields.faults += _faults(one, where, standard)
        found.append(one)
    if fields.faults:
        raise EvidenceError(fields.faults)
    return tuple(found)


def _text(plain: Mapping[str, Any], name: str, path: str, fields: Fields, *, blank: bool = False) -> str:
    if name not in plain:
        return ""
    return fields.text(plain[name], f"{path}.{name}", blank=blank, longest=LONGEST_LINE)


def _findings(argued: Argued) -> Iterator[Finding]:
    bare = [credit.factor for credit in argued.evaluation.credits if not argued.of(credit.factor)]
    if bare:
        yield Finding(
            "no-evidence",
            f"No statement is assigned to {_names(bare)}; say what in the work shows the level credited.",
            argued.rule,
            tuple(bare),
        )
    for credit in argued.evaluation.credits:
        mine = argued.of(credit.factor)
        level = _number(credit.level)
        higher = [
            one
            for one in mine
            if (one.relation == "supports" and _number(one.level) > level)
            or (one.relation == "exceeds" and _number(one.level) >= level)
        ]
        short = [one for one in mine if one.relation == "falls short" and _number(one.level) <= level]
        shown = any(
            (one.relation == "supports" and _number(one.level) >= level)
            or (one.relation == "exceeds" and _number(one.level) >= level - 1)
            for one in mine
        )
        if short:
            yield Finding(
                "evidence-falls-short",
                f"{credit.level} is credited, but {_count(short)} it falls short of {short[0].level}; a level counts "
                "only when it is fully met.",
                argued.rule,
                (credit.factor,),
            )
        elif mine and not shown:
            yield Finding(
                "evidence-below",
                f"{credit.level} is credited, but nothing assigned to factor {credit.factor} supports it.",
                argued.rule,
                (credit.factor,),
            )
        if higher:
            yield Finding(
                "evidence-higher",
                f"{credit.level} is credited, but {_count(higher)} more than that; look at the next level, which must "
                "be fully met to count.",
                argued.rule,
                (credit.factor,),
            )


def _number(code: str) -> int:
    return int(code.rpartition("-")[2])


def _names(factors: Sequence[str]) -> str:
    return f"factor {factors[0]}" if len(factors) == 1 else f"factors {', '.join(factors[:-1])} and {factors[-1]}"


def _count(found: Sequence[Evidence]) -> str:
    return "one statement says" if len(found) == 1 else f"{len(found)} statements say"
