"""A student's results and their file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from fesgrade.classroom.practice import Case, Practice, PracticeError
from fesgrade.files.jsonfile import JsonFileError, join, parse
from fesgrade.files.schema import faults_of, map_of, number_of, one_of, record_of, text_of
from fesgrade.levels import Levels, LevelsError, read_levels
from fesgrade.standards import Catalog

ROUNDS = ("before", "after")
#: What a saved file says it is, and the newest version this program writes and reads.
FORMAT, VERSION = "fesgrade-practice", 1
LONGEST_NAME, LONGEST_REASON, MOST_ATTEMPTS = 80, 2_000, 1_000


# Attempts and saved results ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to a case, whole or in part.

    ``levels`` are pairs of factor and level code in the standard's order; ``reasons`` pairs of factor
    (``"1"`` for why its level is met, ``"1/next"`` for why the next one is not) and the student's own words. ``round``
    is ``"before"`` or ``"after"`` the discussion, ``at`` a date and time in ISO 8601 or blank.
    """

    case: str
    levels: tuple[tuple[str, str], ...]
    round: str = "before"
    at: str = ""
    reasons: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "levels": dict(self.levels), "reasons": dict(self.reasons)}


@dataclass(frozen=True, slots=True)
class Results:
    """What one student saves: a name or alias, and the attempts in the order they were made."""

    rater: str = ""
    attempts: tuple[Attempt, ...] = ()

    def with_attempt(self, attempt: Attempt) -> Results:
        return Results(self.rater, (*self.attempts, attempt))


class OpenedResults(NamedTuple):
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
    factors = [factor.id for factor in standard.factors]
    return Attempt(
        case.id,
        levels=tuple((factor, chosen[factor].code) for factor in factors if factor in chosen),
        round=round,
        at=at,
        reasons=tuple(
            (key, given[key].strip()[:LONGEST_REASON]) for key in reasons_for(factors) if given.get(key, "").strip()
        ),
    )


def reasons_for(factors: Iterable[str]) -> list[str]:
    """Return the names of the reasons of some factors: ``1``, ``1/next``, and so on."""
    return [name for factor in factors for name in (factor, f"{factor}/next")]


def save(results: Results) -> str:
    """Return the text of a results file: JSON with a format name and a version, without anything of a key."""
    attempts = [attempt.to_json() for attempt in results.attempts]
    plain = {"format": FORMAT, "version": VERSION, "rater": results.rater, "attempts": attempts}
    return json.dumps(plain, ensure_ascii=False, indent=1)


def open_results(content: str | bytes, practice: Practice, name: str = "The file") -> OpenedResults:
    """Read a results file that :func:`save` wrote.

    A file that is no JSON, of another kind or of a newer version raises
    :class:`~fesgrade.files.jsonfile.JsonFileError`. A faulty attempt (an unknown case or level, a field that is
    missing or unknown) is left out and told in ``faults`` with its path in the file; the others are kept.
    """
    plain = parse(content, name)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise JsonFileError([f'{name} is not a file of practice results: it must say "format": "{FORMAT}".'])
    version = plain.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise JsonFileError([f"{name}: version is missing or no whole number; this program writes {VERSION}."])
    if version > VERSION:
        raise JsonFileError(
            [f"{name} has version {version}, which is newer than {VERSION}, the newest this program reads; update it."]
        )
    faults = faults_of(plain, _FILE)
    rater = plain.get("rater", "")
    rater = "" if faults_of(rater, _RATER) else rater.strip()
    entries = plain.get("attempts", [])
    entries = entries if isinstance(entries, list) else []
    if len(entries) > MOST_ATTEMPTS:
        faults.append(f"attempts has {len(entries):,} entries; the first {MOST_ATTEMPTS:,} are read.")
    attempts = []
    for number, entry in enumerate(entries[:MOST_ATTEMPTS]):
        try:
            attempts.append(_open_attempt(entry, f"attempts[{number}]", practice))
        except JsonFileError as error:
            faults += error.faults
    return OpenedResults(Results(rater, tuple(attempts)), tuple(faults))


_RATER = text_of(longest=LONGEST_NAME)
#: The form of a file; its attempts are checked one by one, so that a faulty one leaves the others.
_FILE = record_of(format=one_of(FORMAT), version=number_of(1, VERSION), rater=_RATER, attempts={"type": "array"})


def _open_attempt(entry: Any, path: str, practice: Practice) -> Attempt:
    """Return an attempt; :class:`JsonFileError` where its form is wrong, or what it says does not fit the case."""
    form = record_of(
        case=one_of(*practice.cases),
        levels={"type": "object"},
        round=one_of(*ROUNDS),
        at=text_of(
            pattern=r"^(\d{4}-\d\d-\d\d(T[0-9:.]+(Z|[+-]\d\d:\d\d)?)?)?$", longest=40, looks="like 2026-01-31T09:30:00Z"
        ),
        reasons=map_of(text_of(longest=LONGEST_REASON)),
        optional=("round", "at", "reasons"),
    )
    if faults := faults_of(entry, form, path):
        raise JsonFileError(faults)
    rest = {name: entry[name] for name in ("round", "at", "reasons") if name in entry}
    known = practice.standard(entry["case"]).by_factor
    faults = [
        f"{join(f'{path}.reasons', factor)} is not a factor; the factors are {', '.join(known)}."
        for factor in rest.get("reasons", ())
        if factor not in reasons_for(known)
    ]
    try:
        found = attempt(practice.case(entry["case"]), entry["levels"], practice.catalog, **rest)
    except LevelsError as error:
        faults += [f"{path}.levels: {fault}" for fault in error.faults]
    if faults:
        raise JsonFileError(faults)
    return found
