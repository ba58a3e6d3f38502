"""A student's results and their file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from fesgrade.classroom.practice import Case, Practice, PracticeError
from fesgrade.files.jsonfile import Fields, JsonFileError, join, parse
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
    :class:`~fesgrade.files.jsonfile.JsonFileError`. A faulty attempt (an unknown case or level, a field that is
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
