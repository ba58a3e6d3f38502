"""Skills frameworks and their file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fesgrade.documents.excerpts import LONGEST_LINE, Excerpt, holding
from fesgrade.files.jsonfile import parse, shorten
from fesgrade.files.schema import BOOLEAN, faults_of, list_of, number_of, record_of, text_of
from fesgrade.sources import FaultsError, data_dir

VERSION = "1.0"
FRAMEWORK_LEVELS = ("emerging", "developing", "proficient", "advanced")
_LINE = text_of(filled=True, longest=LONGEST_LINE)
#: The form of a file of schema version 1.0.
_FORM = record_of(
    schemaVersion=text_of(),
    exportedAt=text_of(filled=True, looks="a date and time such as 2026-01-31T09:30:00Z") | {"format": "date-time"},
    occupation=record_of(
        soc=text_of(pattern=r"^\d\d-\d{4}\.\d\d$", looks="like 43-4161.00"),
        title=_LINE,
        group=_LINE,
        sector=text_of(pattern=r"^\d\d(-\d\d)?$", looks="like 55"),
        jobZone=number_of(1, 5),
        jobZoneInferred=BOOLEAN,
    ),
    framework=record_of(
        version=text_of(filled=True),
        description=text_of(),
        contextCovered=text_of(filled=True),
        levels=record_of(dict.fromkeys(FRAMEWORK_LEVELS, record_of(label=_LINE, statements=list_of(_LINE, least=1)))),
    ),
    sources=record_of(onet=_LINE, crosswalk=_LINE, generator=_LINE),
    attribution=_LINE,
)


class SkillsError(FaultsError):
    """A skills-framework file that was refused; each fault begins with the path in the file."""


# Frameworks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Occupation:
    """The occupation of a framework, as the file names it."""

    soc: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class FrameworkLevel:
    """One of the four levels of skill with its excerpts, in the file's order."""

    id: str
    label: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A skills framework, whole. ``sources`` are pairs of name and what the file says of it."""

    occupation: Occupation
    version: str
    description: str
    context: str
    levels: tuple[FrameworkLevel, ...]
    sources: tuple[tuple[str, str], ...]
    attribution: str

    @property
    def notice(self) -> str:
        """Whose words these are, and what they were made from: show it wherever an excerpt is shown."""
        made = "; ".join(f"{name}: {text}" for name, text in self.sources)
        return f"{self.attribution} (sources: {made})"

    def excerpts(self, levels: Iterable[str] = (), words: str = "") -> tuple[Excerpt, ...]:
        """Return the excerpts of ``levels`` (all when empty) that hold every one of ``words``, in any case.

        ``ValueError`` for a level that is none of :data:`FRAMEWORK_LEVELS`.
        """
        chosen = tuple(levels) or FRAMEWORK_LEVELS
        for level in chosen:
            if level not in FRAMEWORK_LEVELS:
                raise ValueError(f"{level!r} is not a framework level; choose from {', '.join(FRAMEWORK_LEVELS)}.")
        return holding((one for level in self.levels if level.id in chosen for one in level.excerpts), words)


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
    if version != VERSION:
        newer = isinstance(version, str) and _numbers(version) > _numbers(VERSION)
        kind = "a newer version than this program knows" if newer else "not a version this program knows"
        raise SkillsError([f"schemaVersion is {shorten(version)}, {kind}; it reads {VERSION}."])
    if faults := faults_of(plain, _FORM):
        raise SkillsError(faults)
    job, inner, attribution = plain["occupation"], plain["framework"], plain["attribution"]
    credit = f"{attribution}; {job['title']}"
    return Framework(
        occupation=Occupation(job["soc"], job["title"], job["group"]),
        version=inner["version"],
        description=inner["description"],
        context=inner["contextCovered"],
        levels=tuple(_level(name, inner["levels"][name], credit) for name in FRAMEWORK_LEVELS),
        sources=tuple(plain["sources"].items()),
        attribution=attribution,
    )


def _level(name: str, plain: Mapping[str, Any], credit: str) -> FrameworkLevel:
    excerpts = (
        Excerpt(text, "framework", f"framework.levels.{name}.statements[{number}]", credit=credit, skill=name)
        for number, text in enumerate(plain["statements"])
    )
    return FrameworkLevel(name, plain["label"], tuple(excerpts))


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, none for what is not one."""
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d{1,6}(?:\.\d{1,6}){0,3}", version) else ()


@lru_cache(maxsize=1)
def shipped() -> tuple[Framework, ...]:
    """Return the frameworks of the project's own, in ``data/skills/``."""
    files = sorted((data_dir() / "skills").glob("*.json"))
    return tuple(read_framework(path.read_bytes(), path.name) for path in files)
