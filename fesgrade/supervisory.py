"""Supervisory work graded with the General Schedule Supervisory Guide (GSSG), as steps that argue the grade.

Three questions, each with its own function: may the guide be used (:func:`coverage`, GSSG p. 2-3), which grade
of work is directed (:func:`find_base`, p. 21-23), and which grade follows (:func:`evaluate`, p. 23-24 and 29-30).
Each :class:`Step` says what was asked, whether the condition is met, what follows and where the rule stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from fesgrade.evaluation import (
    NO_ADJUSTMENT,
    Credit,
    Finding,
    Levels,
    LevelsError,
    PointRange,
    as_plain,
    borderline,
    find_kind,
    find_standard,
    grade_findings,
    rate,
    read_levels,
    status_findings,
)
from fesgrade.standards import BaseLevel, Catalog, Level, Standard, load

#: A share in percent, from 0 to 100. Exact fractions are kept exact: ``Fraction(100, 6)``.
Percent = int | float | Fraction | Decimal

#: Percent of time, and of the workload at or above the base, that count as substantial (GSSG p. 2, 21, 30).
QUARTER = 25
#: Percent of the supervisor's own time for the second-level alternative (GSSG p. 22).
HALF = 50
#: How many special situations add a level, and to which levels (GSSG p. 23-24).
ENOUGH_SITUATIONS = 3
RAISED = ("6-1", "6-2", "6-3")
#: Work at this base grade makes the supervisor at least that grade (GSSG p. 30).
FLOOR_BASE, FLOOR_GRADE = 9, 11
#: The factors that the rules of the guide name.
_NAMED = frozenset({"3", "4A", "4B", "5", "6"})

#: What takes a position out of the guide: code -> (what is so, source).
EXCLUSIONS: Mapping[str, tuple[str, str]] = {
    "direction": ("others' work is not directed both technically and administratively", "GSSG p. 2"),
    "trades": ("the job calls above all for a trade or craft, which the Federal Wage System grades", "GSSG p. 3"),
    "projects": ("projects or programs are managed, but no recognizable work force is supervised", "GSSG p. 3"),
    "contractors": ("only the work of contractors is overseen", "GSSG p. 2-3"),
    "temporary": ("supervision is temporary and will not recur, or only stands in for someone absent", "GSSG p. 3"),
    "management": ("management skill is all it takes, without knowing the work or subject directed", "GSSG p. 3"),
}

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

#: Highest factor 6 level whose text fits a base grade (GSSG p. 24-27): up to this grade, at most this number.
_HIGHEST_SIX = ((6, 2), (8, 3), (10, 4), (11, 5))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the argument.

    ``met`` is ``None`` where nothing is decided: not said, or only a result. ``grade`` is the grade that
    stands after the step (``"GS-11"``), empty before there is one.
    """

    code: str
    asked: str
    met: bool | None
    outcome: str
    source: str
    grade: str = ""

    @property
    def text(self) -> str:
        """The step as one line: question, yes or no, outcome and source."""
        answer = "" if self.met is None else "Yes. " if self.met else "No. "
        return f"{self.asked} {answer}{self.outcome} [{self.source}]"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the guide may grade the work: ``covered`` is ``None`` while something is not said.

    ``reasons`` holds a sentence for each condition that is not met.
    """

    covered: bool | None
    steps: tuple[Step, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(step.outcome for step in self.steps if step.met is False)

    @property
    def source(self) -> str:
        """Where the conditions that are not met stand."""
        return "; ".join(dict.fromkeys(step.source for step in self.steps if step.met is False))


@dataclass(frozen=True, slots=True)
class Work:
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
    empty. ``share`` is the percent of the counted workload at or above ``grade``, and ``quarter`` whether that is
    at least 25. ``work`` stands highest grade first, what was left out last. ``left_out`` and ``unaccounted`` are
    percent of the whole workload.
    """

    grade: int | None
    level: str | None
    points: int | None
    rule: str
    share: float
    quarter: bool
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
class SupervisoryEvaluation:
    """Supervisory work, graded. ``given`` are the levels as given, ``credits`` as credited, with the added level.

    ``total``, ``range``, ``above_floor`` and ``to_next`` belong to the ``converted`` grade; ``grade`` is the one after
    the adjustments. ``covered`` is ``None`` when the share of time was not given.
    """

    standard: str
    kind_of_work: str
    given: tuple[Credit, ...]
    credits: tuple[Credit, ...]
    total: int
    converted: str
    range: PointRange
    above_floor: int
    to_next: int | None
    grade: str
    base_grade: str | None
    special_situations: int
    deputy: bool
    time_share: float | None
    covered: bool | None
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings under the same names, ready for JSON."""
        plain: dict[str, Any] = as_plain(self)
        return plain


# Reading what is typed --------------------------------------------------------------------------

_GRADE = re.compile(r"(?:G[SM][\s\-‐‑‒–—−]*)?(\d{1,2})", re.IGNORECASE | re.ASCII)


def read_grade(value: object) -> int | None:
    """Return the number of a grade written as ``9``, ``"9"``, ``"GS-9"`` or ``"gs 09"``; ``None`` unless 1 to 15."""
    match = None if isinstance(value, bool) else _GRADE.fullmatch(str(value).strip())
    return int(match[1]) if match and 1 <= int(match[1]) <= 15 else None


def read_percent(value: object) -> Fraction | None:
    """Return a share from 0 to 100 exactly as it was typed, so that shares add up; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction | Decimal):
        return None
    try:
        share = Fraction(str(value))  # 8.3 means 83/10, not the nearest binary number
    except ValueError:
        return None
    if isinstance(value, float):
        share = share.limit_denominator(1_000_000)  # and 100 / 6 means 50/3, so that six of them are 100
    return share if 0 <= share <= 100 else None


def percent_words(share: Fraction) -> str:
    """Write a share in words, rounded, but never to a whole number that it is not: 24.97 does not read 25."""
    digits = 2 if (share * 100).denominator == 1 else 1
    while (shown := round(share, digits)).denominator == 1 and shown != share:
        digits += 1
    return f"{float(shown):.{digits}f}".rstrip("0").rstrip(".") + " percent"


# Coverage ---------------------------------------------------------------------------------------


def coverage(
    time_share: Percent | None = None,
    authority: bool | None = None,
    exclusions: Collection[str] | None = None,
) -> Coverage:
    """Say whether the guide may grade the work.

    ``time_share`` is the percent of time that supervision takes, which must be at least 25; ``authority`` whether
    factor 3 meets at least 3-2, over people who are not contractors; ``exclusions`` the keys of :data:`EXCLUSIONS`
    that apply. ``None`` is not said; the exclusions do not leave the answer open, only a reminder.
    Raises :class:`~fesgrade.evaluation.LevelsError` for a share outside 0 to 100 or an unknown exclusion.
    Source: GSSG p. 2-3.
    """
    faults = []
    share = None if time_share is None else read_percent(time_share)
    if time_share is not None and share is None:
        faults.append(f"The share of time is given as {time_share!r}; give the percent as a number from 0 to 100.")
    faults += [
        f"{code!r} is not an exclusion; choose from {', '.join(EXCLUSIONS)}."
        for code in exclusions or ()
        if code not in EXCLUSIONS
    ]
    if faults:
        raise LevelsError(faults)
    enough = None if share is None else share >= QUARTER
    steps = [
        Step(
            "time",
            f"Does supervision take at least {QUARTER} percent of the time?",
            enough,
            "The share of time is not given."
            if share is None
            else f"Supervision takes {percent_words(share)} of the time"
            + ("." if enough else f", less than {QUARTER}, so the guide may not decide the grade of the position."),
            "GSSG p. 2",
        ),
        Step(
            "authority",
            "Is the authority over people other than contractors at least that of 3-2?",
            authority,
            "The authority is not given."
            if authority is None
            else "3-2, the lowest level of factor 3, is met."
            if authority
            else "The authority is less than 3-2, so other standards or guides grade the work.",
            "GSSG p. 2-3",
        ),
    ]
    asked = "Is the position clear of the exclusions?"
    if exclusions is None:
        steps.append(Step("exclusions", asked, None, "Check them: none is taken to apply.", "GSSG p. 3"))
    elif not exclusions:
        steps.append(Step("exclusions", asked, True, "None of them applies.", "GSSG p. 3"))
    for code in sorted(exclusions or (), key=list(EXCLUSIONS).index):
        what, source = EXCLUSIONS[code]
        steps.append(Step("exclusions", asked, False, f"The guide does not cover it, because {what}.", source))
    if any(step.met is False for step in steps):
        covered: bool | None = False
    else:
        covered = True if enough and authority else None
    return Coverage(covered, tuple(steps))


# The base grade ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table as read: exact shares, and the grade it counts at."""

    work: Work
    grade: int
    counted_at: int | None
    share: Fraction
    own_time: Fraction | None


def find_base(
    work: Iterable[Work],
    *,
    alternative: bool = False,
    sound_alignment: bool = False,
    standard: str = "gssg",
    data: Catalog | Path | str | None = None,
) -> Base:
    """Return the base grade: the highest grade that, together with all work above it, is at least 25 percent.

    Work that the guide leaves out (:data:`EXCLUDED`) is taken out of the workload too, so the shares are of the
    nonsupervisory work that counts; workload that no row accounts for stays in and counts as lower work.
    ``alternative`` asks for the 50 percent rule of second and higher level supervisors with a heavy workload above
    that base: the highest grade that, with all work above it, takes at least 50 percent of the supervisor's own
    time. It is used only when it gives a higher grade and ``sound_alignment`` with other supervisory positions
    results; the adjustments still ask for 25 percent of the workload.

    Raises :class:`~fesgrade.evaluation.LevelsError` with every fault: grades outside GS-1 to GS-15, shares below 0
    or together above 100 percent, unknown kinds or exclusions, a full performance grade below or an adjusted grade
    above the row's own, the 50 percent rule without the supervisor's time. Source: GSSG p. 21-23, 30.
    """
    guide = find_guide(standard, load(data))
    rows = _read_work(list(work), alternative)
    counting = sorted((row for row in rows if row.counted_at is not None), key=_counted_at, reverse=True)
    whole = sum((row.share for row in rows), Fraction())
    left_out = sum((row.share for row in rows if row.counted_at is None), Fraction())
    workload = 100 - left_out
    above = {
        grade: sum((row.share for row in counting if _counted_at(row) >= grade), Fraction()) / workload * 100
        for grade in map(_counted_at, counting)
        if workload
    }
    by_quarter = max((grade for grade, share in above.items() if share >= QUARTER), default=None)
    steps = [*_count_steps(rows), _quarter_step(above, by_quarter, left_out)]
    grade, rule = by_quarter, "quarter" if by_quarter else ""
    if alternative:
        by_half, step = _half_rule(counting, by_quarter, sound_alignment)
        steps.append(step)
        if by_half:
            grade, rule = by_half, "half"
    level = None if grade is None else level_for(grade, guide)
    if level:
        steps.append(_level_step(grade or 0, level))
    share = above.get(grade or 0, Fraction())
    return Base(
        grade, level.level if level else None, level.points if level else None, rule, float(share), share >= QUARTER,
        float(left_out), float(100 - whole), tuple(_counted(rows, counting, above, workload)), tuple(steps),
        tuple(_base_findings(rows, counting, by_quarter, whole, left_out)),
    )  # fmt: skip


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


def find_guide(name: str, catalog: Catalog) -> Standard:
    """Return the supervisory guide with the id ``name``; :class:`LevelsError` when it is none."""
    standard = find_standard(name, catalog)
    if not is_guide(standard):
        guides = ", ".join(sorted(key for key, each in catalog.standards.items() if is_guide(each)))
        raise LevelsError([f"{name} is not a supervisory guide; choose one of {guides}."])
    return standard


def _counted_at(row: _Row) -> int:
    return row.counted_at or 0


def _read_work(work: Sequence[Work], alternative: bool) -> list[_Row]:
    faults: list[str] = []
    rows = []
    if not work:
        faults.append("The table of work directed has no row; give at least one kind of work.")
    for number, item in enumerate(work, start=1):
        row = _read_row(item, f"Row {number} ({item.name or 'no name'})", faults)
        if row:
            rows.append(row)
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


def _read_row(item: Work, place: str, faults: list[str]) -> _Row | None:
    before = len(faults)

    def grade_in(what: str, value: object, needed: bool = False) -> int | None:
        grade = None if value is None else read_grade(value)
        if grade is None and (needed or value is not None):
            said = "missing" if value in (None, "") else repr(value)
            faults.append(f"{place}: the {what} is {said}; give GS-1 to GS-15 or the equivalent.")
        return grade

    def percent_in(what: str, value: object, needed: bool = False) -> Fraction | None:
        share = None if value is None else read_percent(value)
        if share is None and (needed or value is not None):
            said = "missing" if value in (None, "") else repr(value)
            faults.append(f"{place}: the share of the {what} is {said}; give the percent, from 0 to 100.")
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
    return _Row(item, grade, adjusted if item.excluded else full or grade, share, own)


def _count_steps(rows: Sequence[_Row]) -> Iterator[Step]:
    for row in rows:
        note = _note(row)
        if note and row.counted_at is None:
            yield Step("left-out", f"Does {row.work.name} count?", False, note, "GSSG p. 22")
        elif note:
            yield Step("counted-at", f"At which grade does {row.work.name} count?", None, note, "GSSG p. 22")


def _note(row: _Row) -> str:
    """Say why a row counts at another grade than its own, or not at all."""
    if row.work.excluded and row.counted_at is None:
        return f"It is left out, because {EXCLUDED[row.work.excluded]}."
    if row.work.excluded:
        return (
            f"It counts at GS-{row.counted_at}, its grade under normal supervision, because "
            f"{EXCLUDED[row.work.excluded]}."
        )
    if row.counted_at != row.grade:
        return f"It is trainee work at GS-{row.grade} and counts at GS-{row.counted_at}, the full performance level."
    return ""


def _quarter_step(above: Mapping[int, Fraction], grade: int | None, left_out: Fraction) -> Step:
    shares = "; ".join(f"GS-{each} and up {percent_words(share)}" for each, share in above.items())
    of = f" of the {percent_words(100 - left_out)} that count" if left_out else " of the workload"
    outcome = f"{shares}{of}, so the base grade is GS-{grade}." if grade else "No grade comes to 25 percent."
    return Step(
        "quarter",
        f"Which is the highest grade that makes up at least {QUARTER} percent with all work above it?",
        grade is not None,
        outcome if shares else "No work is left to count.",
        "GSSG p. 21-22",
    )


def _half_rule(counting: Sequence[_Row], by_quarter: int | None, alignment: bool) -> tuple[int | None, Step]:
    own = {
        grade: sum((row.own_time or Fraction() for row in counting if _counted_at(row) >= grade), Fraction())
        for grade in map(_counted_at, counting)
    }
    grade = max((each for each, share in own.items() if share >= HALF), default=None)
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
        "half",
        f"Second or higher level: does higher work take {HALF} percent of the supervisor's time, in sound alignment?",
        used,
        outcome,
        "GSSG p. 22",
    )


def _level_step(grade: int, level: BaseLevel) -> Step:
    return Step(
        "base-level",
        "Which level of factor 5 follows from the base grade?",
        None,
        f"A base of GS-{grade} gives {level.level}, {level.points:,} points ({level.grades}).",
        level.source,
    )


def _counted(
    rows: Sequence[_Row], counting: Sequence[_Row], above: Mapping[int, Fraction], workload: Fraction
) -> Iterator[Counted]:
    for row in [*counting, *(row for row in rows if row.counted_at is None)]:
        counts = row.counted_at is not None and workload > 0
        note = _note(row)
        yield Counted(
            row.work.name, row.work.kind, row.grade, float(row.share), row.counted_at,
            float(row.share / workload * 100) if counts else None,
            float(above[_counted_at(row)]) if counts else None,
            note, "GSSG p. 22" if note else "GSSG p. 21",
        )  # fmt: skip


def _base_findings(
    rows: Sequence[_Row], counting: Sequence[_Row], base: int | None, whole: Fraction, left_out: Fraction
) -> Iterator[Finding]:
    if base is None:
        yield Finding("no-base", "No grade of the work that counts comes to 25 percent.", "GSSG p. 21", ("5",))
    if whole < 100:
        yield Finding(
            "workload-unaccounted",
            f"{percent_words(100 - whole)} of the workload is in no row; it counts as work below the base. If some of "
            "it is higher, add it.",
            "GSSG p. 21",
            ("5",),
        )
    if left_out:
        whole_base = max(
            (
                _counted_at(row)
                for row in counting
                if sum(each.share for each in counting if _counted_at(each) >= _counted_at(row)) >= QUARTER
            ),
            default=None,
        )
        if whole_base != base:
            other = f"GS-{whole_base}" if whole_base else "none"
            yield Finding(
                "left-out-decides",
                f"The base rests on taking the work left out off the workload as well; with shares of the whole "
                f"workload it would be {other}. Say in the record how you counted.",
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
    if sum(row.share for row in rows if row.work.kind == "fws") * 2 > whole:
        yield Finding(
            "mostly-fws",
            "Most of this work is under the Federal Wage System; check that the position does not belong there too.",
            "GSSG p. 3, 22",
            ("5",),
        )


# The grade --------------------------------------------------------------------------------------


def evaluate(
    levels: Levels,
    *,
    base_grade: Base | int | str | None = None,
    special_situations: int | str | Iterable[int] = 0,
    deputy: bool = False,
    time_share: Percent | None = None,
    exclusions: Collection[str] | None = None,
    standard: str = "gssg",
    kind_of_work: str | None = None,
    data: Catalog | Path | str | None = None,
) -> SupervisoryEvaluation:
    """Grade supervisory work: levels, added level, conversion, then the adjustments in their order.

    ``levels`` is a whole set in any usual notation (:func:`fesgrade.evaluate`). ``base_grade`` is the grade of the
    work directed, as determined under factor 5 at 25 percent or more (``9``, ``"GS-9"``), or what :func:`find_base`
    returned; without it no adjustment is made and a finding says so. ``special_situations`` is how many of the
    eight are met, 0 to 8, or their numbers. ``deputy``: the levels describe the chief's duties, and the grade is
    that of a full deputy or full assistant chief. ``time_share`` and ``exclusions`` as in :func:`coverage`; work
    that is not covered is graded all the same, with a finding that it cannot decide the grade of the position.

    The order: three or more situations turn 6-1, 6-2 or 6-3 into the next level (GSSG p. 23-24); the total is
    converted (p. 29); a grade not above the base becomes one above it (p. 30); with a GS-9 base it is at least
    GS-11 (p. 30); a full deputy is one grade lower than the chief so graded (p. 9, 30); GS-15 is the highest
    (p. 2, 9).

    Raises :class:`~fesgrade.evaluation.LevelsError` with every fault at once: those of the levels, a base grade that
    contradicts the level of factor 5, anything out of its range.
    """
    catalog = load(data)
    guide = find_guide(standard, catalog)
    faults: list[str] = []
    kind, covered, chart = "", Coverage(None, ()), None
    chosen: dict[str, Level] = {}
    with _noting(faults):
        kind = find_kind(kind_of_work, guide)
    with _noting(faults):
        chosen = read_levels(levels, guide)
    with _noting(faults):
        covered = coverage(time_share, True, exclusions)
    met, names = _read_situations(special_situations, guide, faults)
    base, quarter = _read_base(base_grade, faults)
    with _noting(faults):
        chart = None if base is None else level_for(base, guide)
    if base and chart and chosen and chosen["5"].code != chart.level:
        faults.append(
            f"Factor 5 is given as {chosen['5'].code}, but a base grade of GS-{base} gives {chart.level} "
            f"({chart.source}); change one of the two."
        )
    if faults:
        raise LevelsError(faults)

    top = guide.grades[-1].grade
    credited = _with_added_level(chosen, guide, met)
    plain = rate(credited, guide, kind, catalog)
    converted = guide.grade_of(plain.total)
    grade, adjustments = adjust(converted.grade, base, quarter=quarter, deputy=deputy, top=top)

    def reach(old: Level, new: Level) -> int:
        """Return the grade with one other level; another level of factor 5 stands for the nearest other base."""
        total = sum(level.points for level in _with_added_level({**chosen, new.factor: new}, guide, met).values())
        near = _nearest_base(base, new, guide) if new.factor == "5" else base
        return adjust(guide.grade_of(total).grade, near, quarter=quarter, deputy=deputy, top=top)[0]

    given = tuple(chosen[factor.id] for factor in guide.factors)
    steps = [
        *covered.steps,
        _contacts_step(chosen),
        *_base_steps(base_grade, base, chart),
        _situations_step(chosen["6"], credited["6"], met, names),
        Step(
            "conversion",
            "Which grade do the points convert to?",
            None,
            f"{plain.total:,} points convert to {converted.name} ({converted.points}).",
            converted.source,
            converted.name,
        ),
        *adjustments,
    ]
    findings = [
        *status_findings(given, guide),
        *grade_findings(replace(converted, grade=grade), guide, kind),
        *_own_findings(base_grade, base, chosen, covered, deputy, top, adjustments),
        *borderline(given, grade, guide, reach),
    ]
    return SupervisoryEvaluation(
        guide.id, kind, tuple(Credit(level.factor, level.code, level.points, level.source) for level in given),
        plain.credits, plain.total, converted.name, plain.range, plain.above_floor, plain.to_next, f"GS-{grade}",
        None if base is None else f"GS-{base}", met, deputy, None if time_share is None else float(time_share),
        covered.covered, tuple(steps), tuple(findings),
    )  # fmt: skip


def adjust(
    converted: int,
    base: int | None,
    *,
    quarter: bool = True,
    authority: bool = True,
    deputy: bool = False,
    top: int = 15,
) -> tuple[int, tuple[Step, ...]]:
    """Return the final grade of supervisory work and the steps that lead to it from the converted grade.

    ``base`` is the base grade, ``None`` when unknown; ``quarter`` whether it is at least 25 percent of the
    workload (condition a) and ``authority`` whether 3-2 is met (condition b). A deputy is graded one below the
    chief, whose duties take the adjustments; they never lift the deputy to the chief's own grade. ``top`` is the
    highest grade of the guide; a chief who would be above it leaves a full deputy at it (GSSG p. 9).
    Source: GSSG p. 30, in its order; p. 9 for deputies and the end of the range.
    """
    grade = converted
    steps: list[Step] = []

    def step(code: str, asked: str, met: bool | None, outcome: str, source: str = "GSSG p. 30") -> None:
        steps.append(Step(code, asked, met, outcome, source, f"GS-{grade}"))

    if base is None:
        step(
            "no-adjustment", "Which base grade was determined under factor 5?", None,
            "None was given, so no adjustment for it is made.",
        )  # fmt: skip
    else:
        both = quarter and authority
        step(
            "condition-a", f"Condition a: is the base grade at least {QUARTER} percent of the workload?", quarter,
            f"The base of GS-{base} {'is' if quarter else 'is not'} that much of the workload directed.",
        )  # fmt: skip
        step(
            "condition-b", "Condition b: does the authority credited meet at least 3-2?", authority,
            "It does." if authority else "It is less than 3-2.",
        )  # fmt: skip
        asked = f"Is GS-{converted} no higher than the base of GS-{base}, with both conditions met?"
        if converted > base:
            step("one-above-base", asked, False, f"GS-{converted} is above the base and stands.")
        elif not both:
            step("one-above-base", asked, False, f"A condition is not met, so GS-{converted} stands.")
        else:
            grade = base + 1
            step("one-above-base", asked, True, f"The grade becomes GS-{grade}, one above the base.")
        asked = f"Is the base GS-{FLOOR_BASE}, with both conditions met?"
        if base != FLOOR_BASE or not both:
            why = f"The base is GS-{base}" if base != FLOOR_BASE else "A condition is not met"
            step("gs-9-base", asked, False, f"{why}, so GS-{grade} stands.")
        else:
            before, grade = grade, max(grade, FLOOR_GRADE)
            step(
                "gs-9-base", asked, True,
                f"GS-{before} is raised to GS-{grade}, the least that a GS-{FLOOR_BASE} base allows."
                if grade > before
                else f"The grade may not be below GS-{FLOOR_GRADE}; GS-{grade} stands.",
            )  # fmt: skip
    if deputy:
        grade -= 1
        step(
            "deputy", "Is it a full deputy or full assistant chief, who shares all of the chief's duties?", True,
            f"The chief's duties come to GS-{grade + 1}; a full deputy is normally one grade lower, GS-{grade}.",
            "GSSG p. 6, 9, 30",
        )  # fmt: skip
    within = grade <= top
    grade = min(grade, top)
    step(
        "range", f"Does the grade stay within GS-{top}, the highest of the guide?", within,
        f"GS-{grade} is within it." if within else f"The guide grades no higher, so the grade is GS-{top}.",
        "GSSG p. 2, 9",
    )  # fmt: skip
    return grade, tuple(steps)


@contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Note the faults of a refused input and go on, so that all of them are told at once."""
    try:
        yield
    except LevelsError as error:
        faults += error.faults


def _read_base(value: Base | int | str | None, faults: list[str]) -> tuple[int | None, bool]:
    """Return the base grade and whether it is at least 25 percent, which a grade given alone asserts."""
    if value is None:
        return None, False
    if isinstance(value, Base):
        if value.grade is None:
            faults.append("The table of work directed gives no base grade; correct it or leave the base grade out.")
        return value.grade, value.quarter
    grade = read_grade(value)
    if grade is None:
        faults.append(f"The base grade is given as {value!r}; give GS-1 to GS-15, as 9 or GS-9.")
    return grade, True


def _read_situations(
    value: int | str | Iterable[int], guide: Standard, faults: list[str]
) -> tuple[int, tuple[str, ...]]:
    """Return how many special situations are met, and their names where their numbers were given."""
    known = {situation.number: situation.name for situation in guide.situations}
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= len(known):
        return value, ()
    if isinstance(value, Iterable) and not isinstance(value, str):
        value = numbers = list(value)
        whole = all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
        if whole and set(numbers) <= known.keys() and len(set(numbers)) == len(numbers):
            return len(numbers), tuple(known[number] for number in sorted(numbers))
    faults.append(
        f"The special situations are given as {value!r}; give how many are met, 0 to {len(known)}, or the number of "
        "each one, once."
    )
    return 0, ()


def _with_added_level(chosen: Mapping[str, Level], guide: Standard, met: int) -> dict[str, Level]:
    six = chosen["6"]
    raised = guide.step(six, 1) if met >= ENOUGH_SITUATIONS and six.code in RAISED else None
    return {**chosen, "6": raised or six}


def _nearest_base(base: int | None, level: Level, guide: Standard) -> int | None:
    row = next((row for row in guide.base_levels if row.level == level.code), None)
    if base is None or row is None:
        return base
    return row.lowest_grade if row.lowest_grade > base else row.highest_grade or row.lowest_grade


def _contacts_step(chosen: Mapping[str, Level]) -> Step:
    return Step(
        "contacts",
        "Do 4A and 4B rest on the same contacts?",
        None,
        f"{chosen['4A'].code} and {chosen['4B'].code} may be credited together only for the same people; check it.",
        "GSSG p. 18",
    )


def _base_steps(given: Base | int | str | None, base: int | None, chart: BaseLevel | None) -> Iterator[Step]:
    if isinstance(given, Base):
        yield from given.steps
    elif base and chart:
        yield Step(
            "base",
            "Which is the base grade of the work directed?",
            None,
            f"GS-{base} was given, as determined at {QUARTER} percent of the workload or more.",
            "GSSG p. 21-22",
        )
        yield _level_step(base, chart)


def _situations_step(given: Level, credited: Level, met: int, names: tuple[str, ...]) -> Step:
    count = f"{met or 'None'} {'is' if met == 1 else 'are'} met" + (f" ({', '.join(names)})" if names else "")
    asked = f"Are {ENOUGH_SITUATIONS} or more special situations met, at {', '.join(RAISED[:-1])} or {RAISED[-1]}?"
    if given.code not in RAISED:
        outcome = f"{given.code} is credited, to which the special situations add nothing."
    elif met < ENOUGH_SITUATIONS:
        outcome = f"{count}, so {given.code} stays."
    else:
        outcome = f"{count}, so one level is added: {given.code} becomes {credited.code}, {credited.points:,} points."
    return Step("situations", asked, given.code in RAISED and met >= ENOUGH_SITUATIONS, outcome, "GSSG p. 23-24")


def _own_findings(
    given: Base | int | str | None,
    base: int | None,
    chosen: Mapping[str, Level],
    covered: Coverage,
    deputy: bool,
    top: int,
    adjustments: tuple[Step, ...],
) -> Iterator[Finding]:
    if covered.covered is False:
        yield Finding(
            "not-covered",
            f"{' '.join(covered.reasons)} It is graded here all the same.",
            covered.source,
        )
    if isinstance(given, Base):
        yield from given.findings
        if not given.quarter:
            yield Finding(
                "base-below-quarter",
                f"The base of GS-{base} rests on the supervisor's time and is less than {QUARTER} percent of the "
                "workload, so it brings no adjustment.",
                "GSSG p. 22, 30",
                ("5",),
            )
    if base is None:
        yield Finding("no-adjustment", NO_ADJUSTMENT, "GSSG p. 30")
    else:
        highest = next((number for grade, number in _HIGHEST_SIX if base <= grade), None)
        if highest and chosen["6"].number > highest:
            yield Finding(
                "factor-6-above-base",
                f"{chosen['6'].code} is written for work above the base of GS-{base}, which fits 6-{highest} at most; "
                "look at factors 5 and 6 again.",
                "GSSG p. 24-27",
                ("5", "6"),
            )
    if base == top and any(step.code == "one-above-base" and step.met for step in adjustments):
        yield Finding(
            "above-range",
            f"The rules would lead above GS-{top}, which this guide does not grade; other policies apply there, and "
            f"a full deputy to a position above GS-{top} is normally not below GS-{top}.",
            "GSSG p. 9",
        )
    if deputy:
        yield Finding(
            "deputy",
            f"One grade below the chief is the normal grade of a full deputy. To a chief in the SES or otherwise above "
            f"GS-{top} the guide does not apply, and the deputy is normally not below GS-{top}.",
            "GSSG p. 9",
        )
