"""Skills frameworks and their file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from fesgrade.documents.excerpts import LONGEST_LINE, Statement, holding
from fesgrade.files.jsonfile import Fields, parse, shorten
from fesgrade.sources import FaultsError, data_dir

SCHEMA = "1.0"
FRAMEWORK_LEVELS = ("emerging", "developing", "proficient", "advanced")


class SkillsError(FaultsError):
    """A skills-framework file that was refused; each fault begins with the path in the file."""


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


def read_framework(content: str | bytes, name: str = "The file") -> Framework:
    """Read a skills-framework file of schema version 1.0.

    Raises :class:`~fesgrade.files.jsonfile.JsonFileError` for what is not JSON and :class:`SkillsError` for every
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
