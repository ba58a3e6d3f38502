"""The file of an evaluation statement: saving, opening, and what contradicts itself or the tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fesgrade.documents.statement import FORMAT, LARGEST, VERSION, Rated, Statement, StatementError, kind_fault
from fesgrade.files.jsonfile import JsonFileError, parse
from fesgrade.files.schema import faults_of
from fesgrade.standards import Catalog
from fesgrade.tables import Tables, load


def save(statement: Statement) -> str:
    """Return a statement as JSON text; :func:`open_statement` gives back the same."""
    return json.dumps(statement.to_json(), ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class OpenedStatement:
    """A statement from a file, with a sentence for everything that its reader should know about it."""

    statement: Statement
    notes: tuple[str, ...]


def open_statement(content: str | bytes, name: str = "The file", *, data: Tables = None) -> OpenedStatement:
    """Read a statement that :func:`save` wrote, and check it against the tables.

    The points must add up to the total. Where the standard is at hand in the same edition, levels, points and grade
    must be its own; an older or unknown edition is noted and nothing is changed, and so is a final grade that is not
    the converted one. Raises :class:`StatementError` with the path of everything that is missing, unknown or wrong,
    and the version of a file that is newer than this program.
    """
    try:
        plain = parse(content, name, LARGEST)
    except JsonFileError as error:
        raise StatementError(error.faults) from None
    version = plain.get("version") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise StatementError([f"{name} is not an evaluation statement; such a file says format {FORMAT!r}."])
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise StatementError(
            [f"{name} is a statement of version {version}; this program reads version {VERSION}. Update fesgrade."]
        )
    plain = _upgraded(plain)
    if faults := faults_of(plain, Statement.FORM):
        raise StatementError(faults)
    statement = Statement.from_json(plain)
    notes: list[str] = []
    faults = list(_contradictions(statement, load(data), notes))
    if faults:
        raise StatementError(faults)
    return OpenedStatement(statement, tuple(notes))


def _upgraded(plain: dict[str, Any]) -> dict[str, Any]:
    """Return a file of version 1 as one of version 2: it had one evaluation, and one text about each level."""
    if plain.get("version") != 1 or "parts" in plain:
        return plain

    def with_more(some: Any, **more: Any) -> Any:
        return {**some, **more} if isinstance(some, dict) else some

    def each(some: Any, **more: Any) -> Any:
        return [with_more(one, **more) for one in some] if isinstance(some, list) else some

    new = {**plain, "version": VERSION, "parts": [], "further": []}
    if isinstance(evaluation := plain.get("evaluation"), dict):
        new["evaluation"] = {**evaluation, "work": ""}
        if "factors" in evaluation:
            new["evaluation"]["factors"] = each(evaluation["factors"], next_level="", not_next="")
    if "findings" in plain:
        new["findings"] = each(plain["findings"], work="")
    return new


def load_statement(path: Path | str, *, data: Tables = None) -> OpenedStatement:
    """Read a statement from a file; see :func:`open_statement`. :class:`StatementError` when there is no such file."""
    try:
        if Path(path).stat().st_size > LARGEST:
            raise StatementError([f"{path} is larger than the {LARGEST:,} bytes that are read of a statement."])
        return open_statement(Path(path).read_bytes(), Path(path).name, data=data)
    except OSError as error:
        raise StatementError([f"{path} cannot be read: {error.strerror or error}."]) from None


def _contradictions(statement: Statement, catalog: Catalog, notes: list[str]) -> Iterator[str]:
    """Say what does not agree with itself or with the tables; ``notes`` takes what is only worth knowing."""
    if statement.grade != statement.converted:
        notes.append(
            f"The final grade, {statement.grade}, is not {statement.converted}, to which the total converts; the "
            "reasoning must say why."
        )
    yield from _unmatched(statement)
    for at, rated in enumerate(statement.rated):
        place = f"further[{at - 1}]" if at else "evaluation"
        used = next((each.edition for each in statement.editions if each.standard == rated.standard), "")
        yield from _contradicted(rated, place, used, catalog=catalog, notes=notes)


def _unmatched(statement: Statement) -> Iterator[str]:
    """Say which evaluation is about no kind of work of the position, and which kind of work stands twice."""
    names = [part.name for part in statement.parts]
    for at, rated in enumerate(statement.rated):
        place = f"further[{at - 1}].work" if at else "evaluation.work"
        if (names or at or rated.work) and names.count(rated.work) != 1:
            yield f"{place} is {rated.work!r}; it must be the name of one of the parts, which has it alone."


def _contradicted(rated: Rated, place: str, used: str, *, catalog: Catalog, notes: list[str]) -> Iterator[str]:
    """Say what of one evaluation does not agree with itself or with the tables; ``used`` is its edition."""
    added = sum(factor.points for factor in rated.factors)
    if added != rated.total:
        yield f"{place}.total is {rated.total:,}, but the points of the factors add up to {added:,}."
    standard = catalog.standards.get(rated.standard)
    if standard is None:
        notes.append(f"The standard {rated.standard} is not at hand, so levels and points were not checked.")
        return
    if used != standard.edition:
        notes.append(
            f"It was made with the edition {used or 'of an unknown date'} of {standard.short_title}; the one here is "
            f"{standard.edition}. Nothing was changed."
        )
        return
    if fault := kind_fault(rated.kind_of_work, standard):
        yield f"{place}.kind_of_work: {fault}"
    given = [factor.factor for factor in rated.factors]
    if given != list(standard.by_factor):
        yield (
            f"{place}.factors are {', '.join(given)}; {standard.short_title} has {', '.join(standard.by_factor)}, "
            "each once, in this order."
        )
        return
    for at, factor in enumerate(rated.factors):
        level = standard.by_code.get(factor.level)
        if level is None or level.factor != factor.factor:
            allowed = standard.by_factor[factor.factor].codes
            yield f"{place}.factors[{at}].level is {factor.level}; the levels of factor {factor.factor} are {allowed}."
        elif level.points != factor.points:
            yield (
                f"{place}.factors[{at}].points is {factor.points:,}; {factor.level} has {level.points:,} "
                f"({level.source})."
            )
    if added == rated.total and rated.total >= standard.grades[0].low:
        grade = standard.grade_of(rated.total)
        if (rated.converted, rated.range) != (grade.name, (grade.low, grade.high)):
            yield (
                f"{place}.converted is {rated.converted}, but {rated.total:,} points are {grade.name}, "
                f"{grade.points} ({grade.source})."
            )
