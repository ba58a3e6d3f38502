"""The pictures of the Batch page: what is drawn of graded positions, and the tables of the same."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fesgrade.apps.parts.words import short
from fesgrade.batch.findings import grades_by_organization
from fesgrade.batch.recorded import RecordedGrades
from fesgrade.batch.scored import Scored
from fesgrade.pictures.rows import counts_rows

#: So many organizations have a line of their own.
LINES = 12
#: The longest name of a line, in characters.
LINE = 30


def organizations_picture(scored: Scored) -> dict[str, Any]:
    """Return the traits of the picture of grades by organization: the largest have a line of their own."""
    by_name: dict[str, Counter[str]] = {}
    for each in grades_by_organization(scored):
        by_name.setdefault(each["organization"], Counter())[each["grade"]] += each["positions"]
    ranked = sorted(by_name.items(), key=lambda pair: -pair[1].total())
    named = "organization" in scored.roles
    lines = [(short(name, 60) or ("No organization" if named else "All positions"), counts) for name, counts in ranked]
    shown = lines if len(lines) <= LINES + 1 else lines[:LINES]
    if len(lines) > len(shown):
        rest: Counter[str] = Counter()
        for _, counts in lines[len(shown) :]:
            rest.update(counts)
        shown = [*shown, (f"{len(lines) - LINES:,} others", rest)]
    grades = [grade.name for grade in scored.standard.grades if any(grade.name in counts for _, counts in shown)]
    every: Counter[str] = sum((counts for _, counts in shown), Counter())
    wrong = every[""]
    columns = [*grades, *([""] if wrong else [])]
    cells = [
        (line, _number(grade), counts[grade])
        for line, counts in _told_apart(shown)
        for grade in columns
        if counts[grade]
    ]
    most = ", ".join(f"{grade} {count:,}" for grade, count in every.most_common() if grade)
    note = " A column headed – counts the rows with errors." if wrong else ""
    return {
        "rows": counts_rows(cells),
        "heads": ["Organization", "Positions", *(grade or "No grade" for grade in columns)],
        "table": [[name, counts.total(), *(counts[grade] for grade in columns)] for name, counts in shown],
        "caption": f"Positions by organization and computed grade.{note}",
        "description": f"How many positions of each organization have which grade. All together: {most or 'none'}.",
    }


def _told_apart(lines: list[tuple[str, Counter[str]]]) -> list[tuple[str, Counter[str]]]:
    """Cut long names in their middle, since those of offices differ at the end, and number the same ones."""
    seen: Counter[str] = Counter()
    found = []
    for name, counts in lines:
        cut = name if len(name) <= LINE else f"{name[: LINE // 2 - 1]}…{name[-LINE // 2 :]}"
        seen[cut] += 1
        found.append((f"{cut} ({seen[cut]})" if seen[cut] > 1 else cut, counts))
    return found


def compared_picture(compared: RecordedGrades) -> dict[str, Any]:
    """Return the traits of the picture of recorded against computed grades."""
    recorded = sorted({each["recorded"] for each in compared.table}, key=_number)
    computed = sorted({each["computed"] for each in compared.table}, key=_number)
    counts = {(each["recorded"], each["computed"]): each["positions"] for each in compared.table}
    cells = [(line, _number(grade), counts[line, grade]) for line in recorded for grade in computed
             if (line, grade) in counts]  # fmt: skip
    same = sum(count for (line, grade), count in counts.items() if grade[3:] in line[3:].split("/"))
    total = sum(counts.values())
    return {
        "rows": counts_rows(cells, {line: _number(line) for line in recorded}),
        "heads": ["Recorded", *(f"Computed {grade}" for grade in computed)],
        "table": [[line, *(counts.get((line, grade), 0) for grade in computed)] for line in recorded],
        "caption": "Positions by recorded and computed grade; a frame marks where both are the same.",
        "description": f"Recorded grades down, computed grades across. {same:,} of {total:,} positions have the same.",
    }  # fmt: skip


def _number(grade: str) -> int:
    """Return the number of a grade, the highest of a career ladder (``GS-9/11``), 0 for none."""
    return int(grade.removeprefix("GS-").rpartition("/")[2]) if grade else 0
