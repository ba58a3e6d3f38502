"""Made tables with a fault each, for whoever has no file at hand."""

from __future__ import annotations

from collections.abc import Mapping

from fesgrade.standards import GUIDE, PRIMARY, Standard
from fesgrade.tables import Tables, load


def examples(data: Tables = None) -> dict[str, bytes]:
    """Return made files, by name, that each carry a fault which tables of this kind have had.

    They are the shipped values with one thing changed: factor 7 level d at 200 points, a GS-12 from 1,605, an even
    grade pushed up to the next odd one, and a level 3-1 in the supervisory guide.
    """
    catalog = load(data)
    primary, guide = catalog.standards[PRIMARY], catalog.standards[GUIDE]

    def levels(standard: Standard, changes: Mapping[str, int]) -> bytes:
        points = {level.code: level.points for level in standard.levels()} | dict(changes)
        rows = [f"{code.rpartition('-')[0]},{code},{points[code]}" for code in sorted(points)]
        return "\n".join(["factor,level,points", *rows, ""]).encode()

    def grades(changes: Mapping[int, tuple[int, int] | None]) -> bytes:
        ranges: dict[int, tuple[object, object]] = {g.grade: (g.low, g.high or "") for g in primary.grades}
        for grade, change in changes.items():
            if change is None:
                del ranges[grade]
            else:
                ranges[grade] = change
        return "\n".join(
            ["grade,low,high", *(f"GS-{g},{low},{high}" for g, (low, high) in ranges.items()), ""]
        ).encode()

    eight, nine, twelve = (primary.grades[grade - 1] for grade in (8, 9, 12))
    return {
        "factor-7-level-d.csv": levels(primary, {"7-4": 200}),
        "gs-12-from-1605.csv": grades({12: (eight.low, twelve.high or 0)}),
        "even-grade-pushed-up.csv": grades({8: None, 9: (eight.low, nine.high or 0)}),
        "supervisory-level-3-1.csv": levels(guide, {"3-1": 250}),
    }
