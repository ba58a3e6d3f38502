"""How a student has done over several cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fesgrade.classroom.feedback import FactorFeedback, Feedback, feedback
from fesgrade.classroom.practice import Practice, PracticeError
from fesgrade.classroom.results import Attempt, Results

# Progress ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactorRecord:
    """How a factor went over the attempts scored; ``leaning`` is the mean of levels too high (below 0: too low)."""

    factor: str
    name: str
    rated: int
    right: int
    one_off: int
    far_off: int
    leaning: float


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """How one case of the set went: marks and grade of the last attempt scored; ``attempts`` counts all."""

    case: str
    title: str
    attempts: int
    marks: int
    most_marks: int
    grade_right: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """Where a student stands in a set of cases.

    ``marks`` of ``most_marks`` add up the attempts scored; an attempt with a factor missing, or at a case whose
    key is withheld or does not exist, is not scored. ``streak`` counts the last attempts in a row that came to
    the right grade, ``best_streak`` the longest such row.
    """

    scored: int
    unscored: int
    marks: int
    most_marks: int
    right_grades: int
    streak: int
    best_streak: int
    done: int
    left: tuple[str, ...]
    cases: tuple[CaseRecord, ...]
    factors: tuple[FactorRecord, ...]

    @property
    def percent(self) -> int | None:
        """Marks in percent, ``None`` before anything is scored."""
        return round(100 * self.marks / self.most_marks) if self.most_marks else None


def score(
    results: Results,
    practice: Practice,
    cases: Sequence[str] | None = None,
    *,
    words: Mapping[str, str] | None = None,
    withheld: Collection[str] = (),
) -> Score:
    """Return score, streak and progress over the set ``cases`` (all cases with a key when it is not given).

    ``words`` maps a sealed case to the instructor's word; ``withheld`` names cases whose key may not be shown for
    another reason, such as the seal of a link. Attempts at cases outside the set do not count.
    """
    chosen = [name for name, case in practice.cases.items() if case.keyed] if cases is None else list(cases)
    words_by_case = words or {}
    answered: list[tuple[str, Feedback | None]] = []
    for one in results.attempts:
        if one.case in chosen:
            open_to = one.case not in withheld
            answered.append((one.case, _scored(one, practice, words_by_case.get(one.case, "")) if open_to else None))
    scored = [(name, result) for name, result in answered if result is not None]
    last = dict(scored)
    rights = [result.grades_off == 0 for _, result in scored]
    runs = _runs(rights)
    records = tuple(
        CaseRecord(
            case=name,
            title=practice.case(name).title,
            attempts=sum(1 for other, _ in answered if other == name),
            marks=last[name].marks if name in last else 0,
            most_marks=last[name].most_marks if name in last else 0,
            grade_right=last[name].grades_off == 0 if name in last else None,
        )
        for name in chosen
    )
    return Score(
        scored=len(scored),
        unscored=len(answered) - len(scored),
        marks=sum(result.marks for _, result in scored),
        most_marks=sum(result.most_marks for _, result in scored),
        right_grades=sum(rights),
        streak=runs[-1] if rights and rights[-1] else 0,
        best_streak=max(runs, default=0),
        done=len(last),
        left=tuple(name for name in chosen if name not in last),
        cases=records,
        factors=_factor_records(result for _, result in scored),
    )


def _scored(one: Attempt, practice: Practice, word: str) -> Feedback | None:
    case = practice.case(one.case)
    if len(one.levels) < len(practice.standard(one.case).factors):
        return None
    try:
        key = practice.key(case.id, word=word)
    except PracticeError:
        return None
    return feedback(case, key, dict(one.levels), practice.catalog)


def _runs(rights: Iterable[bool]) -> list[int]:
    """Return the length of each row of right grades, in order."""
    runs = [0]
    for right in rights:
        if right:
            runs[-1] += 1
        elif runs[-1]:
            runs.append(0)
    return runs if len(runs) == 1 or runs[-1] else runs[:-1]


def _factor_records(results: Iterable[Feedback]) -> tuple[FactorRecord, ...]:
    # The supervisory guide has a factor 1 too, with another name: the name tells them apart.
    by_factor: dict[tuple[str, str], list[FactorFeedback]] = {}
    for result in results:
        for one in result.factors:
            by_factor.setdefault((one.factor, one.name), []).append(one)
    return tuple(_factor_record(factor, name, ones) for (factor, name), ones in by_factor.items())


def _factor_record(factor: str, name: str, ones: Sequence[FactorFeedback]) -> FactorRecord:
    verdicts = [one.verdict for one in ones]
    right, one_off, far_off = (verdicts.count(verdict) for verdict in ("right", "one off", "far off"))
    leaning = sum(one.steps for one in ones) / len(ones)
    return FactorRecord(
        factor=factor, name=name, rated=len(ones), right=right, one_off=one_off, far_off=far_off, leaning=leaning
    )
