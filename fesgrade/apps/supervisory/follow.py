"""What follows from what was entered about supervisory work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fesgrade import mixed
from fesgrade.apps.supervisory.state import ABOVE, ALIGNMENT, HALF, NONE, Row, Rows, State, lists_of
from fesgrade.evaluation import Evaluation
from fesgrade.evaluation import evaluate as rate_levels
from fesgrade.levels import LevelsError
from fesgrade.mixed import BARS, KindOfWork, MixedGrade
from fesgrade.progress import Progress, progress_of
from fesgrade.shares import read_grade, typed_percent
from fesgrade.sources import listed
from fesgrade.standards import Catalog, Level, Standard
from fesgrade.supervisory.base import ADJUSTABLE, Base, WorkDirected, find_base
from fesgrade.supervisory.checked import Checked, check, steps
from fesgrade.supervisory.coverage import Coverage, Step, coverage
from fesgrade.supervisory.grade import SupervisoryEvaluation, evaluate

#: What an answer says.
YES_NO: Mapping[str, bool | None] = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from a :class:`State`.

    ``checked`` says where the check lists lead; ``levels`` are those chosen by hand, else by the lists and the base.
    ``missing`` and ``kinds_missing`` say what the two tables still need before they can be read, ``faults`` and
    ``kinds_faults`` what is wrong in them, ``coverage_faults`` what is wrong in the share of time; then there is no
    ``base``, ``result`` or ``mixed``. ``rated`` is the evaluation of each kind of work that is rated by its own
    factor levels, by the number of its row.
    """

    guide: Standard
    covered: Coverage
    coverage_faults: tuple[str, ...]
    missing: tuple[str, ...]
    faults: tuple[str, ...]
    base: Base | None
    checked: Checked
    levels: Mapping[str, str]
    so_far: Progress
    result: SupervisoryEvaluation | None
    mixed: MixedGrade | None
    rated: Mapping[int, Evaluation]
    kinds_faults: tuple[str, ...]
    kinds_missing: tuple[str, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps so far, in the order in which they are asked."""
        if self.result:
            return self.result.steps
        return (*self.covered.steps, *steps(self.checked), *(self.base.steps if self.base else ()))


def linked(old: State, new: State) -> State:
    """Bring in line what is one fact on two places of the page, taking the place that was changed.

    The share of the row that takes its grade from the evaluation is the share of time that supervision takes.
    """
    above = [row["share"] for row in new.kinds if row["grade"] == ABOVE]
    if not above:
        return new
    time = new.time
    if time == old.time:
        pairs = zip(old.kinds, new.kinds, strict=False)
        typed = [row["share"] for was, row in pairs if was["grade"] == row["grade"] == ABOVE]
        time = next((share for share in (typed if time else above) if share != time), time)
    kinds = tuple({**row, "share": time} if row["grade"] == ABOVE else row for row in new.kinds)
    return replace(new, time=time, kinds=kinds)


def percent(text: str) -> Any:
    """Return a share as typed as an exact number, and anything else as it is, to be refused."""
    share = typed_percent(text)
    return text if share is None else share


def follow(state: State, tables: Catalog) -> Follows:
    """Return all that follows from the facts; what cannot be read is told and leaves out only what rests on it."""
    guide = tables.standards[state.standard]
    exclusions = [code for code in state.exclusions if code != NONE] if state.exclusions else None
    covered, coverage_faults = _covered(state, exclusions)
    base, missing, faults = _base(state, guide, tables)
    below = [word for word in state.below if word != NONE] if state.below else None
    checked = check(lists_of(guide), state.met, below, state.yes)
    codes = checked.levels | dict(state.levels) | ({"5": base.level} if base and base.level else {})
    levels = {factor: guide.by_code[code] for factor, code in codes.items()}
    so_far = progress_of(levels, guide)
    facts: dict[str, Any] = {
        "special_situations": [int(number) for number in state.situations],
        "deputy": state.deputy,
        "authority": YES_NO[state.authority],
        "exclusions": exclusions,
        "checked": checked,
        "same_contacts": YES_NO[state.contacts],
        "standard": guide,
        "data": tables,
    }
    result = None
    if so_far.missing:
        so_far = _adjusted(so_far, levels, base, facts)
    elif not coverage_faults:
        result = evaluate(levels, base_grade=base, time_share=percent(state.time) if state.time else None, **facts)
    rated, unread = _rated(state.kinds, tables)
    kinds_missing = tuple(_kinds_missing(state, result, tables))
    kinds_faults = (*_slips(state.kinds, "share"), *unread)
    graded = None
    if state.kinds and not kinds_missing and not kinds_faults:
        rows = [_kind(row, result, rated.get(number)) for number, row in enumerate(state.kinds, start=1)]
        try:
            graded = mixed.evaluate(rows)
        except LevelsError as error:
            kinds_faults = tuple(error.faults)
    return Follows(
        guide=guide,
        covered=covered,
        coverage_faults=coverage_faults,
        missing=missing,
        faults=faults,
        base=base,
        checked=checked,
        levels=codes,
        so_far=so_far,
        result=result,
        mixed=graded,
        rated=rated,
        kinds_faults=kinds_faults,
        kinds_missing=kinds_missing,
    )


def _adjusted(so_far: Progress, levels: Mapping[str, Level], base: Base | None, facts: dict[str, Any]) -> Progress:
    """Return what is still possible after the special situations and the adjustments, which may lift every grade.

    Without the base grade the highest grade is the one with the highest base, and the lowest is not lifted.
    """
    guide: Standard = facts["standard"]
    known = "5" in levels
    ends = []
    for at, unknown in ((0, None), (-1, guide.grades[-1].grade)):
        whole = {factor.id: levels.get(factor.id, factor.levels[at]) for factor in guide.factors}
        end = evaluate(whole, base_grade=base if known else unknown, **facts)
        ends.append((end.total, replace(guide.grade_of(end.total), grade=read_grade(end.grade) or 0)))
    (low, lowest), (high, highest) = ends
    return replace(so_far, low=low, high=high, lowest=lowest, highest=highest)


def _covered(state: State, exclusions: list[str] | None) -> tuple[Coverage, tuple[str, ...]]:
    """Return whether the guide covers the work, and what is wrong with the share of time."""
    authority = YES_NO[state.authority]
    try:
        return coverage(percent(state.time) if state.time else None, authority, exclusions), ()
    except LevelsError as error:
        return coverage(None, authority, exclusions), tuple(error.faults)


def _base(state: State, guide: Standard, tables: Catalog) -> tuple[Base | None, tuple[str, ...], tuple[str, ...]]:
    """Return the base grade, what the work directed still needs, and what is wrong in it."""
    missing = tuple(_work_missing(state))
    faults = tuple(_slips(state.work, *(("share", "own") if HALF in state.second else ("share",))))
    if missing or faults:
        return None, missing, faults
    try:
        base = find_base(
            [_work(row) for row in state.work],
            alternative=HALF in state.second,
            sound_alignment=ALIGNMENT in state.second,
            standard=guide,
            data=tables,
        )
    except LevelsError as error:
        return None, (), tuple(error.faults)
    return base, (), ()


def _row_missing(rows: Rows, needed: Mapping[str, str]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        blank = [words for key, words in needed.items() if not row[key]]
        if blank:
            yield f"Row {number} still needs {listed(blank)}."


def _place(number: int, row: Row) -> str:
    return f"Row {number} ({row['name']})" if row["name"] else f"Row {number}"


def _slips(rows: Rows, *keys: str) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        for key in keys:
            share = percent(row[key])
            if row[key] and (isinstance(share, str) or share > 100):
                fault = f"{row[key]!r} is not a share; give the percent, from 0 to 100, such as 25 or 12.5."
                yield f"{_place(number, row)}: {fault}"


def _work_missing(state: State) -> Iterator[str]:
    if not state.work:
        yield "Add a row for each kind of work directed."
    yield from _row_missing(state.work, {"name": "a name", "grade": "a grade", "share": "a share"})
    if HALF in state.second and not any(row["own"] for row in state.work):
        yield "The 50 percent alternative needs the supervisor's own time that each kind of work takes."


def by_levels(row: Row, tables: Catalog) -> Standard | None:
    """Return the standard by which a kind of work is rated from its own factor levels, if it is."""
    standard = tables.standards.get(row["grade"])
    return None if standard is None or standard.is_supervisory else standard


def _rated(rows: Rows, tables: Catalog) -> tuple[dict[int, Evaluation], tuple[str, ...]]:
    """Return the evaluation of each row that is rated by its own levels, and what is wrong with the others."""
    rated: dict[int, Evaluation] = {}
    faults: list[str] = []
    for number, row in enumerate(rows, start=1):
        standard = by_levels(row, tables)
        if standard and row["levels"]:
            try:
                rated[number] = rate_levels(row["levels"], standard.id, data=tables)
            except LevelsError as error:
                faults += [f"{_place(number, row)}: {fault}" for fault in error.faults]
    return rated, tuple(faults)


def _kinds_missing(state: State, result: SupervisoryEvaluation | None, tables: Catalog) -> Iterator[str]:
    yield from _row_missing(state.kinds, {"name": "a name", "share": "a share of the time", "grade": "a grade"})
    for number, row in enumerate(state.kinds, start=1):
        if by_levels(row, tables) and not row["levels"]:
            yield f"Row {number} still needs its factor levels, such as 1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1."
    above = [number for number, row in enumerate(state.kinds, start=1) if row["grade"] == ABOVE]
    if above and result is None:
        yield f"Row {above[0]} takes the grade of the supervisory work, which has none yet."
    if len(above) > 1:
        numbers = listed([str(number) for number in above])
        yield f"Rows {numbers} take the grade of the same supervisory work; leave it to one of them."


def _work(row: Row) -> WorkDirected:
    return WorkDirected(
        name=row["name"],
        grade=row["grade"],
        share=percent(row["share"]),
        kind=row["kind"],
        full_performance=row["full"] or None,
        excluded=row["excluded"],
        adjusted=(row["adjusted"] or None) if row["excluded"] in ADJUSTABLE else None,
        supervisor_share=percent(row["own"]) if row["own"] else None,
    )


def _kind(row: Row, result: SupervisoryEvaluation | None, rated: Evaluation | None) -> KindOfWork:
    evaluated = result if row["grade"] == ABOVE else rated
    conditions = {key: row[key] for key in ("regular", "recruiting", *BARS)}
    nature = {} if evaluated else {"supervisory": row["supervisory"], "authority": YES_NO[row["authority"]]}
    return KindOfWork(row["name"], percent(row["share"]), evaluated or row["grade"], **conditions, **nature)
