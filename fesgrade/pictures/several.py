"""What pictures of several positions draw, as rows."""

from __future__ import annotations

from collections.abc import Mapping

from fesgrade.pictures.rows import Rows, ladder_rows
from fesgrade.results import Result
from fesgrade.standards import Standard


def several_rows(results: Mapping[str, Result], standard: Standard) -> Rows:
    """Return one row per grade range, and one for each position with its name, the first at the top.

    ``role`` is ``this`` for the grade of the first position's points, ``neighbor`` for those of the others.
    """
    rows = ladder_rows(standard.grades, standard.highest_total)
    grades = [standard.grade_of(result.total).name for result in results.values()]
    for row in rows:
        row["role"] = "this" if row["name"] == grades[0] else "neighbor" if row["name"] in grades else "other"
    middle = (rows[0]["low"] + rows[-1]["end"]) / 2
    for place, (name, result) in enumerate(results.items()):
        words = f"{name}: {result.total:,}, {result.grade}"
        rows.append(
            {
                "grade": "", "name": name, "low": result.total, "high": result.total, "end": result.total,
                "role": "total", "place": place, "words": words, "left": result.total > middle,
            }
        )  # fmt: skip
    return rows


def side_by_side_rows(results: Mapping[str, Result], standard: Standard) -> Rows:
    """Return one row for each factor of each position: its level as a number, its code and its points."""
    return [
        {
            "factor": f"{credit.factor} {standard.by_factor[credit.factor].short_name}",
            "position": name,
            "level": standard.by_code[credit.level].number,
            "code": credit.level,
            "points": credit.points,
        }
        for name, result in results.items()
        for credit in result.credits
    ]
