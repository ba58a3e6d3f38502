"""Recorded grades of a spreadsheet against computed ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fesgrade.batch.columns import ROLES, Columns, heading_words
from fesgrade.classification import Classification, plan_words, read_classification
from fesgrade.files.sheets import Sheet, rows_words

#: The highest grade of the General Schedule.
HIGHEST = 15


@dataclass(frozen=True)
class RecordedGrades:
    """Recorded against computed grades: ``table`` counts each pair, ``differing`` lists the positions apart.

    ``unread`` counts the good rows whose recorded grade is blank or cannot be read; ``others`` has a sentence for each
    pay plan that has no grades of the General Schedule.
    """

    table: list[dict[str, Any]]
    differing: list[dict[str, Any]]
    unread: int
    others: tuple[str, ...] = ()


@lru_cache(maxsize=1_000)
def recorded_grade(text: str) -> Classification | None:
    """Return what a cell such as ``GS-11``, ``GS-0201-11``, ``0501-09/11`` or ``11.0`` records; ``None`` for no grade.

    A grade of the General Schedule is one of 1 to 15.
    """
    found = read_classification(text)
    return None if found is None or (found.is_general and found.grades[-1] > HIGHEST) else found


def grade_number(text: str) -> int | None:
    """Return the grade of the General Schedule that a cell records, ``None`` where it records none, or several."""
    found = recorded_grade(text)
    return found.grades[0] if found and found.is_general and len(found.grades) == 1 else None


def recorded_notes(sheet: Sheet, columns: Columns) -> Iterator[str]:
    """Say which rows record a pay plan whose grades the Factor Evaluation System does not give."""
    named = [heading for heading in sheet.headings if heading_words(heading) in ROLES["grade"]]
    for heading in dict.fromkeys([*filter(None, [columns.roles.get("grade")]), *named]):
        if heading in sheet.columns:
            yield from other_plans([*zip(sheet.lines, sheet.columns[heading], strict=True)])


def other_plans(cells: list[tuple[int, str]]) -> Iterator[str]:
    """Say for each pay plan but the General Schedule in which rows it stands; ``cells`` are row and recorded grade."""
    plans: dict[str, list[tuple[int, str]]] = {}
    for line, cell in cells:
        found = recorded_grade(cell)
        if found and not found.is_general:
            plans.setdefault(found.plan, []).append((line, cell.strip()))
    for plan, places in plans.items():
        yield (
            f"{places[0][1]} is no grade of the General Schedule but of {plan}, {plan_words(plan)}: the Factor "
            f"Evaluation System does not give it, and it is not compared ({rows_words([line for line, _ in places])})."
        )


def compared(rows: list[dict[str, Any]], numbers: dict[str, int]) -> RecordedGrades:
    """Compare rows with ``row``, ``recorded`` and ``computed``; ``numbers`` has the number of each computed grade.

    Where a career ladder is recorded, a grade of it is right; else the nearest of its grades is held against it.
    """
    counts: Counter[tuple[tuple[int, ...], int]] = Counter()
    differing = []
    unread = 0
    for each in rows:
        found, number = recorded_grade(each["recorded"]), numbers[each["computed"]]
        if found is None or not found.is_general:
            unread += found is None
            continue
        counts[found.grades, number] += 1
        if number not in found.grades:
            nearest = min(found.grades, key=lambda grade: abs(grade - number))
            differing.append(each | {"recorded": found.name, "steps": nearest - number})
    table = [
        {
            "recorded": f"GS-{'/'.join(map(str, grades))}",
            "computed": f"GS-{number}",
            "positions": counts[grades, number],
        }
        for grades, number in sorted(counts)
    ]
    others = tuple(other_plans([(each["row"], each["recorded"]) for each in rows]))
    return RecordedGrades(table, sorted(differing, key=lambda each: -abs(each["steps"])), unread, others)
