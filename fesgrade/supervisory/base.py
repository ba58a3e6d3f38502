"""The base grade of the work supervised, in one file: what counts, and each step (GSSG p. 21-23, factor 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fesgrade.evaluation import Finding
from fesgrade.levels import LevelsError, find_standard
from fesgrade.shares import Percent, percent_words, read_grade, read_percent
from fesgrade.standards import GUIDE, BaseLevel, Catalog, Standard
from fesgrade.supervisory.coverage import QUARTER, Step
from fesgrade.tables import Tables, load

#: Percent of the supervisor's own time for the second-level alternative (GSSG p. 22).
HALF = 50
#: The factors that the rules of the guide name.
_NAMED = frozenset({"3", "4A", "4B", "5", "6"})
#: Who does the work directed (GSSG p. 22). Grades of all but ``gs`` are General Schedule equivalents.
KINDS: Mapping[str, str] = {
    "gs": "General Schedule",
    "fws": "Federal Wage System",
    "military": "assigned military",
    "volunteer": "volunteers",
    "student": "student trainees",
    "contractor": "contractor employees",
    "state-local": "State or local employees",
    "other": "other",
}
#: Why work is left out of the base (GSSG p. 22): code -> what is so. The last two may be counted at an adjusted grade.
EXCLUDED: Mapping[str, str] = {
    "support": "it mainly supports the basic work of the unit, at a lower grade",
    "supervisory": "it is supervision, graded with this guide",
    "leader": "it is graded as work leadership",
    "no-authority": "nobody here holds factor 3 responsibilities over it",
    "independence": "its grade rests on extraordinary independence",
    "research": "its grade rests on personal research accomplishments",
}
ADJUSTABLE = ("independence", "research")


@dataclass(frozen=True, slots=True)
class WorkDirected:
    """One kind of work directed.

    ``grade`` (``9`` or ``"GS-9"``) is its grade, or the General Schedule equivalent; ``share`` its percent of the
    workload, counted in hours of duty and not in heads. ``kind`` is a key of :data:`KINDS`.
    ``full_performance`` is the grade of the whole job where it is done at a trainee's grade; give it only where
    the unit really has that work. ``excluded`` is a key of :data:`EXCLUDED`; work excluded for ``independence``
    or ``research`` counts all the same at ``adjusted``, the grade it would have under normal supervision.
    ``supervisor_share`` is the percent of the supervisor's own time that it takes, for the 50 percent rule.
    Source: GSSG p. 21-22.
    """

    name: str
    grade: int | str
    share: Percent
    kind: str = "gs"
    full_performance: int | str | None = None
    excluded: str = ""
    adjusted: int | str | None = None
    supervisor_share: Percent | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How one kind of work was counted. ``counted_at`` is its grade for the base, ``None`` when it was left out.

    ``part`` is its percent of the work that counts, ``at_or_above`` that of all work at its grade or higher.
    """

    name: str
    kind: str
    grade: int
    share: float
    counted_at: int | None
    part: float | None
    at_or_above: float | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Base:
    """The base grade of the work directed, ``grade`` ``None`` when no grade qualifies.

    ``rule`` is ``"quarter"`` (25 percent of the workload), ``"half"`` (50 percent of the supervisor's time) or
    empty. ``share`` is the percent of the counted workload at or above ``grade``. ``adjusts`` is the base grade by the
    25 percent rule, for which alone the adjustments ask (GSSG p. 30); ``None`` when there is none. ``work`` stands
    highest grade first, what was left out last. ``left_out`` and ``unaccounted`` are percent of the whole workload.
    """

    grade: int | None
    level: str | None
    points: int | None
    rule: str
    share: float
    adjusts: int | None
    left_out: float
    unaccounted: float
    work: tuple[Counted, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """``"GS-9"``, empty when no grade qualifies."""
        return "" if self.grade is None else f"GS-{self.grade}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table as read: exact shares, and the grade at which it counts, 0 when it is left out."""

    work: WorkDirected
    grade: int
    counted_at: int
    share: Fraction
    own_time: Fraction | None


def find_base(
    work: Iterable[WorkDirected],
    *,
    alternative: bool = False,
    sound_alignment: bool = False,
    standard: Standard | str = GUIDE,
    data: Tables = None,
) -> Base:
    """Return the base grade: the highest grade that, together with all work above it, is at least 25 percent.

    Work that the guide leaves out (:data:`EXCLUDED`) is taken out of the workload too, so the shares are of the
    nonsupervisory work that counts; workload that no row accounts for stays in and counts as lower work.
    ``alternative`` asks for the 50 percent rule of second and higher level supervisors with a heavy workload above
    that base: the highest grade that, with all work above it, takes at least 50 percent of the supervisor's own
    time. It is used only when it gives a higher grade and ``sound_alignment`` with other supervisory positions
    results; it gives the points of factor 5, and the adjustments keep to the base by the 25 percent rule.
    Source: GSSG p. 21-23, 30.

    Raises
    ------
    LevelsError
        With every fault: grades outside GS-1 to GS-15, shares below 0 or together above 100 percent, unknown kinds or
        exclusions, a full performance grade below or an adjusted grade above the row's own, the 50 percent rule
        without the supervisor's time.
    DataError
        For a faulty ``data``.
    """
    guide = find_guide(standard, load(data))
    rows = _read_work(list(work), alternative)
    counting = sorted((row for row in rows if row.counted_at), key=lambda row: row.counted_at, reverse=True)
    accounted = sum((row.share for row in rows), Fraction())
    left_out = sum((row.share for row in rows if not row.counted_at), Fraction())
    of_all = _at_or_above(counting, [row.share for row in counting])
    of_counted = {grade: share / (100 - left_out) * 100 for grade, share in of_all.items() if left_out < 100}
    by_quarter = _highest(of_counted, QUARTER)
    steps = [*_count_steps(rows), _quarter_step(of_counted, by_quarter, left_out)]
    grade, rule = by_quarter, "quarter" if by_quarter else ""
    if alternative:
        by_half, step = _half_rule(counting, by_quarter, sound_alignment)
        steps.append(step)
        if by_half:
            grade, rule = by_half, "half"
    level = level_for(grade, guide) if grade else None
    if grade and level:
        steps.append(level_step(grade, level))
    share = of_counted.get(grade or 0, Fraction())
    return Base(
        grade=grade,
        level=level.level if level else None,
        points=level.points if level else None,
        rule=rule,
        share=float(share),
        adjusts=by_quarter,
        left_out=float(left_out),
        unaccounted=float(100 - accounted),
        work=tuple(_counted(row, of_counted, 100 - left_out) for row in sorted(rows, key=lambda row: -row.counted_at)),
        steps=tuple(steps),
        findings=tuple(_base_findings(rows, by_quarter, _highest(of_all, QUARTER))),
    )


def _at_or_above(rows: Sequence[_Row], shares: Sequence[Fraction]) -> dict[int, Fraction]:
    """Return for the grade of each row the share of all rows at that grade or above."""
    return {
        grade: sum((share for row, share in zip(rows, shares, strict=True) if row.counted_at >= grade), Fraction())
        for grade in dict.fromkeys(row.counted_at for row in rows)
    }


def _highest(shares: Mapping[int, Fraction], least: int) -> int | None:
    """Return the highest grade with at least so many percent, ``None`` when there is none."""
    return max((grade for grade, share in shares.items() if share >= least), default=None)


def level_for(base_grade: int, guide: Standard) -> BaseLevel:
    """Return the level of factor 5 for a base grade (GSSG p. 23); ``LevelsError`` for a grade not in the chart."""
    for row in guide.base_levels:
        if row.lowest_grade <= base_grade and (row.highest_grade is None or base_grade <= row.highest_grade):
            return row
    first = guide.base_levels[0]
    raise LevelsError([f"GS-{base_grade} is not in the base-grade chart, which starts at GS-{first.lowest_grade}."])


def is_guide(standard: Standard) -> bool:
    """Say whether a standard is a supervisory guide: it has the base-grade chart and the factors the rules name."""
    return bool(standard.base_levels) and standard.by_factor.keys() >= _NAMED


def find_guide(standard: Standard | str, catalog: Catalog) -> Standard:
    """Return a supervisory guide, given itself or by its id; :class:`LevelsError` when it is none."""
    found = find_standard(standard, catalog)
    if not is_guide(found):
        guides = ", ".join(sorted(key for key, each in catalog.standards.items() if is_guide(each)))
        raise LevelsError([f"{found.id} is not a supervisory guide; choose one of {guides}."])
    return found


def _read_work(work: Sequence[WorkDirected], alternative: bool) -> list[_Row]:
    faults: list[str] = []
    if not work:
        faults.append("The table of work directed has no row; give at least one kind of work.")
    places = [f"Row {number} ({item.name or 'no name'})" for number, item in enumerate(work, start=1)]
    rows = [row for item, place in zip(work, places, strict=True) if (row := _read_row(item, place, faults))]
    if sum(row.share for row in rows) > 100:
        total = percent_words(sum((row.share for row in rows), Fraction()))
        faults.append(f"The shares of the workload add up to {total}; together they may be at most 100.")
    own = [row.own_time for row in rows if row.own_time is not None]
    if sum(own) > 100:
        faults.append(
            f"The shares of the supervisor's time add up to {percent_words(sum(own, Fraction()))}; "
            "together they may be at most 100."
        )
    if alternative and rows and not own:
        faults.append("The 50 percent rule needs the share of the supervisor's own time that each kind of work takes.")
    if faults:
        raise LevelsError(faults)
    return rows


def _read_row(item: WorkDirected, place: str, faults: list[str]) -> _Row | None:
    before = len(faults)

    def grade_in(what: str, value: object, needed: bool = False) -> int | None:
        grade = None if value is None else read_grade(value)
        if grade is None and (needed or value is not None):
            faults.append(f"{place}: the {what} is {_given(value)}; give GS-1 to GS-15 or the equivalent.")
        return grade

    def percent_in(what: str, value: object, needed: bool = False) -> Fraction | None:
        share = None if value is None else read_percent(value)
        if share is None and (needed or value is not None):
            faults.append(f"{place}: the share of the {what} is {_given(value)}; give the percent, from 0 to 100.")
        return share

    grade = grade_in("grade", item.grade, needed=True)
    full = grade_in("full performance grade", item.full_performance)
    adjusted = grade_in("adjusted grade", item.adjusted)
    share = percent_in("workload", item.share, needed=True)
    own = percent_in("supervisor's time", item.supervisor_share)
    if item.kind not in KINDS:
        faults.append(f"{place}: {item.kind!r} is not a kind of work force; choose one of {', '.join(KINDS)}.")
    if item.excluded and item.excluded not in EXCLUDED:
        faults.append(f"{place}: {item.excluded!r} is not a reason to leave work out; use {', '.join(EXCLUDED)}.")
    if item.adjusted is not None and item.excluded not in ADJUSTABLE:
        faults.append(f"{place}: an adjusted grade belongs to work graded for {' or '.join(ADJUSTABLE)} only.")
    if grade and full and full < grade:
        faults.append(f"{place}: the full performance grade GS-{full} is below GS-{grade}, the grade of the work.")
    if grade and adjusted and adjusted > grade:
        faults.append(f"{place}: the adjusted grade GS-{adjusted} is above GS-{grade}, the grade of the work.")
    if len(faults) > before or grade is None or share is None:
        return None
    counted_at = adjusted or 0 if item.excluded else full or grade
    return _Row(work=item, grade=grade, counted_at=counted_at, share=share, own_time=own)


def _given(value: object) -> str:
    return "missing" if value in (None, "") else repr(value)


def _count_steps(rows: Sequence[_Row]) -> Iterator[Step]:
    for row in rows:
        note = _note(row)
        if note:
            yield Step(
                code="counted-at" if row.counted_at else "left-out",
                asked=f"At which grade does {row.work.name} count?"
                if row.counted_at
                else f"Does {row.work.name} count?",
                met=None if row.counted_at else False,
                outcome=note,
                source="GSSG p. 22",
            )


def _note(row: _Row) -> str:
    """Say why a row counts at another grade than its own, or not at all."""
    if row.work.excluded:
        at = f"counts at GS-{row.counted_at}, its grade under normal supervision" if row.counted_at else "is left out"
        return f"It {at}, because {EXCLUDED[row.work.excluded]}."
    if row.counted_at != row.grade:
        return f"It is trainee work at GS-{row.grade} and counts at GS-{row.counted_at}, the full performance level."
    return ""


def _quarter_step(above: Mapping[int, Fraction], grade: int | None, left_out: Fraction) -> Step:
    shares = "; ".join(f"GS-{each} and up {percent_words(share)}" for each, share in above.items())
    of = f" of the {percent_words(100 - left_out)} that count" if left_out else " of the workload"
    outcome = f"{shares}{of}, so the base grade is GS-{grade}." if grade else "No grade comes to 25 percent."
    return Step(
        code="quarter",
        asked=f"Which is the highest grade that makes up at least {QUARTER} percent with all work above it?",
        met=grade is not None,
        outcome=outcome if shares else "No work is left to count.",
        source="GSSG p. 21-22",
    )


def _half_rule(counting: Sequence[_Row], by_quarter: int | None, alignment: bool) -> tuple[int | None, Step]:
    own = _at_or_above(counting, [row.own_time or Fraction() for row in counting])
    grade = _highest(own, HALF)
    higher = grade is not None and grade > (by_quarter or 0)
    if grade is None:
        outcome = f"No grade takes {HALF} percent of the supervisor's time."
    elif not higher:
        outcome = f"GS-{grade} is not above the base already found, which stays."
    elif not alignment:
        outcome = f"GS-{grade} would be the base, but sound alignment with other supervisors is not shown."
    else:
        outcome = f"GS-{grade} and up takes {percent_words(own[grade])} of the supervisor's time and becomes the base."
    used = higher and alignment
    return grade if used else None, Step(
        code="half",
        asked=f"Second or higher level: does higher work take {HALF} percent of the supervisor's time, "
        "in sound alignment?",
        met=used,
        outcome=outcome,
        source="GSSG p. 22",
    )


def level_step(grade: int, level: BaseLevel) -> Step:
    return Step(
        code="base-level",
        asked="Which level of factor 5 follows from the base grade?",
        met=None,
        outcome=f"A base of GS-{grade} gives {level.level}, {level.points:,} points ({level.grades}).",
        source=level.source,
    )


def _counted(row: _Row, of_counted: Mapping[int, Fraction], workload: Fraction) -> Counted:
    counts = row.counted_at > 0 and workload > 0
    note = _note(row)
    return Counted(
        name=row.work.name,
        kind=row.work.kind,
        grade=row.grade,
        share=float(row.share),
        counted_at=row.counted_at or None,
        part=float(row.share / workload * 100) if counts else None,
        at_or_above=float(of_counted[row.counted_at]) if counts else None,
        note=note,
        source="GSSG p. 22" if note else "GSSG p. 21",
    )


def _base_findings(rows: Sequence[_Row], base: int | None, base_of_all: int | None) -> Iterator[Finding]:
    """Say what to look at again; ``base_of_all`` is the base with shares of the whole workload."""
    accounted = sum((row.share for row in rows), Fraction())
    if base is None:
        yield Finding("no-base", "No grade of the work that counts comes to 25 percent.", "GSSG p. 21", ("5",))
    if accounted < 100:
        yield Finding(
            "workload-unaccounted",
            f"{percent_words(100 - accounted)} of the workload is in no row; it counts as work below the base. If some "
            "of it is higher, add it.",
            "GSSG p. 21",
            ("5",),
        )
    if base_of_all != base:
        other = f"GS-{base_of_all}" if base_of_all else "none"
        yield Finding(
            "left-out-decides",
            f"The base rests on taking the work left out off the workload as well; with shares of the whole workload "
            f"it would be {other}. Say in the record how you counted.",
            "GSSG p. 21-22",
            ("5",),
        )
    if all(row.work.kind == "contractor" for row in rows):
        yield Finding(
            "contractors-only",
            "All of this work is done by contractors; the guide covers the position only if it also supervises "
            "others, with at least 3-2.",
            "GSSG p. 2-3",
            ("5",),
        )
    if sum(row.share for row in rows if row.work.kind == "fws") * 2 > accounted:
        yield Finding(
            "mostly-fws",
            "Most of this work is under the Federal Wage System; check that the position does not belong there too.",
            "GSSG p. 3, 22",
            ("5",),
        )
