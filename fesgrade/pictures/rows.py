"""What each picture draws, as rows; no points are computed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from fesgrade import compare, whatif
from fesgrade.casebook.replay import Replay
from fesgrade.mixed import BARS as KEEPS_OUT
from fesgrade.mixed import Judged
from fesgrade.shares import percent_words
from fesgrade.standards import GRID, Factor, GradeRange, Standard

if TYPE_CHECKING:
    from fesgrade.classroom.panel import RaterTotal, Spread

Rows = list[dict[str, Any]]
#: Room for the top grade, which has no end, where its range begins at the very highest total.
TOP = 100
#: Two numbers below the ladder need this many points between them, or they run into each other.
APART = 650
#: A cell of the heat map this many grades away is as strong as one further away.
FAR_GRADES = 4
#: A histogram of more totals than this gathers them, this many points to a bar.
BARS, GATHERED = 120, 50
#: So many bars have room for a percent sign above each on a phone.
ROOMY = 8
#: Totals of raters that lie no further apart stand one above the other.
STACKED = 40
#: Over more grades than this their names are too long to stand side by side on a phone.
WRITTEN_OUT = 4


def ladder_rows(grades: Iterable[GradeRange], highest: int, total: int | None = None) -> Rows:
    """Return one row per grade range, and one for ``total`` if there is one; ``highest`` ends the top range.

    ``role`` is ``this`` for the grade that holds the total, ``neighbor`` for the ones beside it, ``other``
    for the rest and ``total`` for the total itself. ``floor`` is the range's lowest total where there is room
    to write it: always at both ends of this grade, elsewhere where no other number stands near; ``after`` marks
    the range next above this grade.
    """
    ranges = sorted(grades, key=lambda grade: grade.low)
    ends = [after.low for after in ranges[1:]] + [max(highest, ranges[-1].low + TOP)]
    held = (g.low <= total and (g.high is None or total <= g.high) for g in ranges) if total is not None else ()
    here = next((i for i, holds in enumerate(held) if holds), None)
    written = [g.low for i, g in enumerate(ranges) if here is not None and i in (here, here + 1)]
    for g in ranges[1:]:
        if all(abs(g.low - other) >= APART for other in written):
            written.append(g.low)
    rows: Rows = []
    for i, (grade, end) in enumerate(zip(ranges, ends, strict=True)):
        role = "other" if here is None else {0: "this", 1: "neighbor"}.get(abs(i - here), "other")
        rows.append(
            {
                "grade": str(grade.grade),
                "name": grade.name,
                "low": grade.low,
                "high": grade.high,
                "end": end,
                "floor": grade.low if grade.low in written else None,
                "after": here is not None and i == here + 1,
                "role": role,
            }
        )
    if total is not None:
        rows.append({"grade": "", "name": "Total", "low": total, "high": total, "end": total, "role": "total"})
    return rows


#: What a mark of the profile stands for, in the order of the legend.
ROLES = ("below", "this", "above", "position")


def profile_rows(
    factors: Iterable[Factor],
    chosen: Mapping[str, str],
    typical: Mapping[int, Mapping[str, Sequence[int]]],
    grade: int | None,
) -> Rows:
    """Return one row for each level of the position and for each typical one of the grades in ``typical``.

    ``role`` is ``position``, or ``below``, ``this`` and ``above`` for a typical level of a lower grade than
    ``grade``, of that one, or of a higher one.
    """
    rows: Rows = []
    for factor in factors:
        name = f"{factor.id} {factor.short_name}"
        for other, column in typical.items():
            role = "this" if other == grade else "below" if grade is not None and other < grade else "above"
            rows += [{"factor": name, "level": number, "role": role, "typical": other} for number in column[factor.id]]
        if factor.id in chosen:
            number = int(chosen[factor.id].rpartition("-")[2])
            rows.append({"factor": name, "level": number, "role": "position", "typical": None})
    if not rows:  # an empty axis says nothing; the names of the factors do
        rows = [{"factor": f"{f.id} {f.short_name}", "level": None, "role": "none", "typical": None} for f in factors]
    return rows


def profile_params(grades: Mapping[str, int]) -> dict[str, Any]:
    """Return the legend of the profile; ``grades`` holds the grades of ``below``, ``this`` and ``above`` there are."""
    names = {role: f"GS-{grade} typical" for role, grade in grades.items()} | {"position": "This position"}
    return {"names": names, "roles": [role for role in ROLES if role in names]}


def heat_rows(grid: whatif.Grid) -> Rows:
    """Return one row per cell of a two-factor grid, highest level first.

    ``flip`` is how many grades the cell lies from the position's, ``far`` how strong it is drawn.
    """
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "total": cell.total,
            "grade": cell.grade,
            "short": cell.grade.removeprefix("GS-"),
            "flip": cell.flip,
            "far": min(abs(cell.flip), FAR_GRADES),
            "current": cell.current,
            "described": cell.described,
        }
        for line in reversed(grid.cells)
        for cell in line
    ]


def grade_rows(shares: Mapping[str, Fraction], grade: str | None = None) -> Rows:
    """Return one row per grade with its share, from 0 to 1; ``grade`` is the one of the position.

    ``shares`` may be the chances of a distribution or the shares of a whole space, lowest grade first. The percent
    signs are left out of ``words`` where there is no room for them.
    """
    sign = "%" if len(shares) <= ROOMY else ""
    return [
        {
            "grade": name,
            "number": int(name.removeprefix("GS-")),
            "share": float(share),
            "words": _percent(float(share)) + sign,
            "this": name == grade,
        }
        for name, share in shares.items()
    ]


def _percent(share: float) -> str:
    """Return a share in whole percent, and never 0 or 100 for what is only near it."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 < share < 1 else f"{share * 100:.0f}"


def totals_rows(
    counts: Sequence[tuple[int, int]], grades: Iterable[GradeRange], grade: str | None = None, total: int | None = None
) -> Rows:
    """Return a histogram of totals: a band for each grade that comes up, a bar for each total, and the one at hand.

    ``counts`` are those of a distribution or of a whole space. More than :data:`BARS` totals are gathered into
    wider bars, which never reach across the line between two grades. ``grade`` and ``total`` are the position's.
    """
    if not counts:
        return []
    ranges = sorted(grades, key=lambda each: each.low)
    ends = [after.low for after in ranges[1:]] + [max(counts[-1][0] + GRID, ranges[-1].low + TOP)]
    all_counts = sum(count for _, count in counts)
    width = GRID if len(counts) <= BARS else GATHERED
    rows: Rows = []
    for each, end in zip(ranges, ends, strict=True):
        of_grade = [(points, count) for points, count in counts if each.low <= points < end]
        if of_grade:
            about = {"grade": each.name, "short": each.name.removeprefix("GS-"), "this": each.name == grade}
            share = sum(count for _, count in of_grade) / all_counts
            rows.append({"kind": "grade", "low": each.low, "end": end, "share": share, **about})
        for step, group in groupby(of_grade, key=lambda pair, low=each.low: (pair[0] - low) // width):  # type: ignore[misc]
            low = each.low + step * width
            share = sum(count for _, count in group) / all_counts
            rows.append({"kind": "total", "low": low, "end": min(low + width, end), "share": share, **about})
    if total is not None:
        rows.append({"kind": "here", "low": total, "end": total, "share": 0, "grade": "", "short": "", "this": True})
    return rows


def waterfall_rows(
    bars: Sequence[compare.Bar], factors: Iterable[Factor], grades: Iterable[GradeRange], start: str, end: str
) -> Rows:
    """Return the rows of a waterfall between the scenarios named ``start`` and ``end``, and the lines it crosses."""
    names = {factor.id: factor.short_name for factor in factors}
    rows: Rows = []
    for place, (bar, scenario) in enumerate(zip(bars, [start, *[""] * (len(bars) - 2), end], strict=True)):
        change = bar.change
        rows.append(
            {
                "place": place,
                "kind": "total" if change is None else "up" if change.points > 0 else "down",
                "label": f"{names[change.factor]}, {change.start} to {change.end}" if change else scenario,
                "before": bar.before if change else bar.after,
                "after": bar.after,
                "words": f"{change.points:+,}".replace("-", "−") if change else f"{bar.after:,}, {bar.grade}",
                "grade": bar.grade,
            }
        )
    low, high = min(bar.after for bar in bars), max(bar.after for bar in bars)
    return rows + [
        {
            "place": None,
            "kind": "line",
            "label": None,
            "before": each.low,
            "after": each.low,
            "words": each.name,
            "grade": each.name,
        }
        for each in grades
        if low < each.low <= high
    ]


def time_rows(kinds: Iterable[Judged], unaccounted: float) -> Rows:
    """Return one row per kind of work, highest grade first, and one for the time in none of them.

    ``role`` is ``controls``, ``other`` for work that could control but does not, ``barred`` for work that may not,
    and ``none`` for the time unaccounted for. ``label`` says the same in words.
    """
    out = {"not-regular", "not-covered", *(flag.replace("_", "-") for flag in KEEPS_OUT)}
    words = {"controls": ", controls", "other": "", "barred": ", may not control"}
    rows: Rows = []
    for kind in sorted(kinds, key=lambda each: (-int(each.grade.removeprefix("GS-")), -each.share, each.name)):
        role = "controls" if kind.controls else "other"
        if any(reason.code in out for reason in kind.reasons):
            role = "barred"
        label = f"{kind.grade} {kind.name}: {_time(kind.share)}%{words[role]}"
        rows.append({"label": label, "name": kind.name, "grade": kind.grade, "share": kind.share, "role": role})
    if unaccounted:
        name = "In no kind of work"
        label = f"{name}: {_time(unaccounted)}%"
        rows.append({"label": label, "name": name, "grade": "", "share": unaccounted, "role": "none"})
    return [{"place": place, **row} for place, row in enumerate(rows)]


def _time(share: float) -> str:
    return percent_words(Fraction(share).limit_denominator(1_000_000)).removesuffix(" percent")


def claims_rows(now: Replay, made: Replay, standard: Standard) -> Rows:
    """Return one row per claim of a decided case, and one for each grade range from below the lowest to above.

    ``role`` is ``agency``, ``appellant`` or ``decided``, and ``yours`` for what follows from the reader's answers.
    The last two also have a row for their total where the work that decides has one. ``made`` is the case as decided,
    ``standard`` has the grade ranges.
    """
    held: list[tuple[str, str, str, int | None]] = []
    for claim in now.decision.claims:
        points = made.points if claim.side == "decided" else None
        held.append((claim.side, claim.grade, f"{claim.party}: {claim.grade}, series {claim.series}", points))
    if not now.as_decided:
        held.append(("yours", now.grade, f"Your answers: {now.grade}, series {now.titled.series.id}", now.points))
    ends = [after.low for after in standard.grades[1:]] + [standard.highest_total]
    span = {each.name: (each.low, end) for each, end in zip(standard.grades, ends, strict=True)}
    numbers = [int(grade.removeprefix("GS-")) for _, grade, _, _ in held]
    rows: Rows = [
        {"kind": "grade", "place": 0, "label": each.name, "role": "", "low": each.low, "end": span[each.name][1]}
        for each in standard.grades
        if min(numbers) - 1 <= each.grade <= max(numbers) + 1
    ]
    for place, (role, grade, label, points) in enumerate(held):
        low, end = span[grade]
        label = label if points is None else f"{label}, {points:,} points"
        rows.append({"kind": "claim", "place": place, "label": label, "role": role, "low": low, "end": end})
        if points is not None:
            rows.append({"kind": "total", "place": place, "label": "", "role": role, "low": points, "end": points})
    return rows


def spread_rows(spreads: Iterable[Spread], factors: Iterable[Factor]) -> Rows:
    """Return one row for each level of each factor of a case: how many raters chose it, and whether it is the key.

    ``role`` is ``most`` for the level that most chose (each of them, if several), ``some`` for others that anybody
    chose, ``none`` for the rest.
    """
    names = {factor.id: f"{factor.id} {factor.short_name}" for factor in factors}
    rows: Rows = []
    for spread in spreads:
        most = max(count for _, count in spread.counts)
        for level, count in spread.counts:
            role = "none" if not count else "most" if count == most else "some"
            rows.append(
                {
                    "factor": names[spread.factor],
                    "level": level.number,
                    "code": level.code,
                    "count": count,
                    "words": str(count) if count else "",
                    "role": role,
                    "key": spread.key is not None and spread.key.code == level.code,
                }
            )
    return rows


def rater_rows(entries: Iterable[RaterTotal], grades: Iterable[GradeRange], key: int | None = None) -> Rows:
    """Return the totals of the raters over the grades they fall in; totals near each other are stacked.

    ``key`` is the right total where it may be shown.
    """
    totals = sorted(entry.total for entry in entries)
    ranges = sorted(grades, key=lambda each: each.low)
    ends = [after.low for after in ranges[1:]] + [max([*totals, key or 0, ranges[-1].low]) + TOP]
    shown = [*totals, *([key] if key is not None else [])]
    rows: Rows = [
        {"kind": "grade", "low": each.low, "end": end, "stack": None, "words": each.name}
        for each, end in zip(ranges, ends, strict=True)
        if shown and each.low <= max(shown) and end > min(shown)
    ]
    if len(rows) > WRITTEN_OUT:
        rows = [{**row, "words": row["words"].removeprefix("GS-")} for row in rows]
    first, height = None, 0
    for total in totals:
        first, height = (first, height + 1) if first is not None and total - first <= STACKED else (total, 0)
        rows.append({"kind": "total", "low": total, "end": total, "stack": height, "words": f"{total:,}"})
    if key is not None:
        rows.append({"kind": "key", "low": key, "end": key, "stack": None, "words": f"key {key:,}"})
    # Room above the dots, so that a few lie at the bottom and not in the middle.
    highest = max((row["stack"] for row in rows if row["kind"] == "total"), default=0)
    return rows + [{**row, "kind": "room", "stack": max(6, highest + 2)} for row in rows[:1]]


def agreement_rows(shares: Iterable[tuple[str, float | None, float | None, float | None]]) -> Rows:
    """Return the shares of pairs of raters who agree as bars, factor by factor.

    Each of ``shares`` is a factor's name, the share at the same level, the share at most one level apart, and the
    share at the same level before the discussion; what is ``None`` has no bar.
    """
    return [
        {"factor": name, "kind": kind, "share": share, "words": f"{share * 100:.0f}%" if kind == "exact" else ""}
        for name, exact, near, before in shares
        for kind, share in (("near", near), ("exact", exact), ("before", before))
        if share is not None
    ]


def counts_rows(counts: Iterable[tuple[str, int, int]], same: Mapping[str, int] | None = None) -> Rows:
    """Return one row per cell of a table of counts: its line, the number of its grade (0: no grade), and how many.

    Lines stand in the order in which they come. ``same`` says at which grade a line agrees with itself: that cell is
    framed. ``strong`` is the count against the largest.
    """
    found = list(counts)
    largest = max((1, *(count for _, _, count in found)))
    places = {line: at for at, line in enumerate(dict.fromkeys(line for line, _, _ in found))}
    return [
        {
            "line": line,
            "place": places[line],
            "grade": grade or 99,
            "count": count,
            "words": f"{count:,}",
            "strong": count / largest,
            "same": (same or {}).get(line) == grade,
        }
        for line, grade, count in found
    ]
