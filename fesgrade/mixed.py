"""Positions with work of several grades: which work controls, and why the rest does not.

The rule, as worked out from the sources (Introduction p. 17-18; Handbook p. 40; GSSG p. 2-3, 8):

1. Work that is not regular, or is temporary, done in another's absence, under closer than normal supervision, or only
   to train someone, never controls (Introduction p. 18). Supervisory work is graded apart, and controls only when the
   supervisory guide covers it, which takes 25 percent of the time by itself (GSSG p. 2, 8).
2. From the highest grade down, the first that passes one of two tests is the grade: work at that grade or above takes
   more than half of the time (Introduction p. 18); or it takes at least 25 percent, and its knowledge and skill would
   be asked for in recruiting (Introduction p. 18; Handbook p. 40).

The sources do not say what holds when only several levels together reach a share. Here work above a grade counts toward
it (as GSSG p. 22; it uses the knowledge of that grade, Handbook p. 40); a finding says where the result rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fesgrade.evaluation import Evaluation, Finding, as_plain, finding_notes
from fesgrade.levels import LevelsError, items_of
from fesgrade.shares import Percent, percent, percent_words, read_grade, read_percent
from fesgrade.shown import Head, Shown, Table, View
from fesgrade.sources import listed
from fesgrade.supervisory.coverage import QUARTER, Coverage, Step, coverage, step_list
from fesgrade.supervisory.grade import SupervisoryEvaluation

MAJORITY = 50  #: Work takes the majority of the time with more than this percent (Introduction p. 18).
RULE = "Introduction p. 18"
SHARE = "Introduction p. 18; Handbook p. 40"
#: What is said of supervisory work while nobody has said whether its authority meets 3-2.
OPEN = "Whether its authority meets 3-2 is not said; it is counted, and with less it would not be."
#: What keeps work from controlling whatever its share, in the order of the source (Introduction p. 18).
BARS = {
    "temporary": "it is temporary or short-term",
    "in_absence": "it is done only while someone else is absent",
    "closer_supervision": "it is done under closer supervision than normal",
    "training": "it is assigned only to train someone for higher work",
}


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """One kind of work of a position, with its percent of the employee's time.

    ``evaluation`` is what :func:`fesgrade.evaluate` or :func:`fesgrade.supervisory.evaluate` returned, or a grade given
    (``9``, ``"GS-9"``). ``regular``: officially assigned, regular and continuing. ``recruiting``: its knowledge and
    skill would be asked for if the position fell vacant. The next four are the :data:`BARS`. ``supervisory`` is
    needed only beside a grade given, and so is ``authority``: whether supervisory work meets at least 3-2, over people
    other than contractors. ``None`` is not said, and the answer stays open (GSSG p. 2-3).
    """

    name: str
    share: Percent
    evaluation: Evaluation | SupervisoryEvaluation | int | str
    regular: bool = True
    recruiting: bool = True
    temporary: bool = False
    in_absence: bool = False
    closer_supervision: bool = False
    training: bool = False
    supervisory: bool = False
    authority: bool | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One kind of work as judged. ``reasons`` say why it does not control and are empty when it ``controls``."""

    name: str
    share: float
    grade: str
    supervisory: bool
    controls: bool
    reasons: tuple[Finding, ...]

    @property
    def words(self) -> str:
        """What it decides, in words: that it controls, or every reason why it does not."""
        return "It controls." if self.controls else " ".join(reason.message for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class MixedGrade(Shown):
    """The grade of a mixed position, ``None`` when no work qualifies.

    ``rule`` is ``"majority"``, ``"quarter"`` or empty; ``controlling`` names the work at the grade that takes at least
    25 percent of the time, or all of it where only together it reaches the share, largest share first; ``kinds`` stand
    as they were given; ``unaccounted`` is the percent of the time in no kind of work.
    """

    grade: str | None
    controlling: tuple[str, ...]
    rule: str
    unaccounted: float
    kinds: tuple[Judged, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]

    def view(self) -> View:
        """Return what it shows of itself: the kinds of work, which of them controls and why the others do not."""
        rows = tuple((kind.name, kind.grade, percent(kind.share / 100), kind.words) for kind in self.kinds)
        words = f"{listed(self.controlling)} controls." if self.controlling else "No kind of work controls."
        return View(
            title="Several kinds of work in one position",
            head=Head(self.grade or "No grade", words),
            tables=(Table("Kinds of work", ("Work", "Grade", "Time", "What it decides"), rows, numbers=(2,)),),
            rest=(step_list(self.steps), *finding_notes(self.findings)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings under the same names, ready for JSON."""
        plain: dict[str, Any] = as_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of work as read, with what keeps it from controlling; ``covered`` is ``None`` while it is not said."""

    work: KindOfWork
    name: str
    share: Fraction
    grade: int
    supervisory: bool
    covered: bool | None
    barred: tuple[Finding, ...]


def evaluate(kinds: Iterable[KindOfWork]) -> MixedGrade:
    """Say which kind of work controls the grade of a position, and for each other one why it does not.

    The order of ``kinds`` makes no difference. Source: the rule at the head of the module.

    Raises
    ------
    LevelsError
        With every fault: no kind, a name blank or used twice, a grade outside GS-1 to GS-15, a share not above 0 or
        together above 100 percent, a share that contradicts the one in its supervisory evaluation.
    """
    read = _read(kinds)
    able = [kind for kind in read if not kind.barred]
    steps = list(_bar_steps(read))
    grade, rule = None, ""
    for candidate in sorted({kind.grade for kind in able}, reverse=True):
        tests = tuple(_tests(candidate, able))
        steps += [step for step, _ in tests]
        passed = next((name for step, name in tests if step.met), "")
        if passed:
            grade, rule = candidate, passed
            break
    if grade is None:
        steps.append(
            Step(
                code="none", asked="Does any work control the grade?", met=False, outcome="None qualifies.", source=RULE
            )
        )
    counting = [kind for kind in able if rule == "majority" or kind.work.recruiting]
    holding = sorted((k for k in counting if k.grade == grade), key=lambda k: (-k.share, k.name))
    # Work at the same grade that takes less than the share does not control; only together with others it may.
    controlling = tuple(kind.name for kind in [k for k in holding if k.share >= QUARTER] or holding)
    judged = tuple(
        Judged(
            name=kind.name,
            share=float(kind.share),
            grade=f"GS-{kind.grade}",
            supervisory=kind.supervisory,
            controls=kind.name in controlling,
            reasons=() if kind.name in controlling else tuple(_reasons(kind, grade, rule)),
        )
        for kind in read
    )
    total_share = sum((kind.share for kind in read), Fraction())
    return MixedGrade(
        grade=None if grade is None else f"GS-{grade}",
        controlling=controlling,
        rule=rule,
        unaccounted=float(100 - total_share),
        kinds=judged,
        steps=tuple(steps),
        findings=tuple(
            _findings(
                read=read, counting=counting, holding=holding, grade=grade, rule=rule, unaccounted=100 - total_share
            )
        ),
    )


def _read(given: Iterable[KindOfWork]) -> list[_Kind]:
    kinds = items_of(given, KindOfWork, "the kinds of work")
    faults: list[str] = []
    read = []
    if not kinds:
        faults.append("There is no kind of work; give at least one.")
    for number, work in enumerate(kinds, start=1):
        kind = _read_kind(work, number, faults)
        if kind:
            read.append(kind)
    names = [str(work.name or "").strip() for work in kinds]
    faults += [
        f"Two kinds of work are called {name!r}; give each its own name."
        for name in sorted(set(names))
        if name and names.count(name) > 1
    ]
    total_share = sum((kind.share for kind in read), Fraction())
    if total_share > 100:
        faults.append(
            f"The shares of the time add up to {percent_words(total_share)}; together they may be at most 100."
        )
    if faults:
        raise LevelsError(faults)
    return read


def _read_kind(work: KindOfWork, number: int, faults: list[str]) -> _Kind | None:
    name = str(work.name or "").strip()
    place = f"Kind of work {number} ({name or 'no name'})"
    given = work.evaluation
    grade = read_grade(given.grade if isinstance(given, Evaluation | SupervisoryEvaluation) else given)
    share = read_percent(work.share)
    if not name:
        faults.append(f"{place}: the name is blank; give one.")
    if grade is None:
        faults.append(f"{place}: the grade is {given!r}; give GS-1 to GS-15 or an evaluation.")
    if share is None or share == 0:
        faults.append(f"{place}: the share of the time is {work.share!r}; give the percent, above 0 and at most 100.")
    evaluated_at = given.time_share if isinstance(given, SupervisoryEvaluation) else None
    if share and evaluated_at is not None and read_percent(evaluated_at) != read_percent(float(share)):
        faults.append(
            f"{place}: it takes {percent_words(share)} of the time here, but {evaluated_at:g} percent in its "
            "evaluation; make them agree."
        )
    if not name or grade is None or not share:
        return None
    supervisory = work.supervisory or isinstance(given, SupervisoryEvaluation)
    if isinstance(given, Evaluation):
        supervisory = supervisory or given.is_supervisory
    said = given.authority if isinstance(given, SupervisoryEvaluation) and work.authority is None else work.authority
    guide = coverage(share, said) if supervisory else None
    covered, barred = guide.covered if guide else None, tuple(_barred(work, guide))
    return _Kind(work, name, share, grade, supervisory, covered=covered, barred=barred)


def _barred(work: KindOfWork, guide: Coverage | None) -> Iterator[Finding]:
    """Say what keeps the work from controlling whatever the other work is."""
    if not work.regular:
        yield Finding("not-regular", "It cannot control: it is not assigned regularly and continuing.", RULE)
    for flag, why in BARS.items():
        if getattr(work, flag):
            yield Finding(flag.replace("_", "-"), f"It cannot control: {why}.", RULE)
    if guide and guide.covered is False:
        yield Finding("not-covered", " ".join(guide.reasons), guide.source)
    elif guide and isinstance(work.evaluation, SupervisoryEvaluation) and work.evaluation.covered is False:
        excluded = next((f for f in work.evaluation.findings if f.code == "not-covered"), None)
        yield Finding("not-covered", "The supervisory guide does not cover it.", excluded.source if excluded else "")


def _bar_steps(kinds: Sequence[_Kind]) -> Iterator[Step]:
    for kind in sorted(kinds, key=lambda kind: (-kind.grade, kind.name)):
        if kind.supervisory:
            against = " ".join(bar.message for bar in kind.barred if bar.code == "not-covered")
            takes = f"It takes {percent_words(kind.share)} of the time"
            yield Step(
                code="coverage",
                asked=f"Does the supervisory guide cover {kind.name}, graded apart from the other work?",
                met=False if against else kind.covered,
                outcome=against or takes + (" and meets 3-2." if kind.covered else f". {OPEN}"),
                source="GSSG p. 2-3, 8",
                grade=f"GS-{kind.grade}",
            )
        for bar in kind.barred:
            if bar.code != "not-covered":
                asked, grade = f"May {kind.name} count?", f"GS-{kind.grade}"
                yield Step("barred", asked, met=False, outcome=bar.message, source=bar.source, grade=grade)


def _tests(grade: int, able: Sequence[_Kind]) -> Iterator[tuple[Step, str]]:
    """The two tests of a grade, each with the rule it stands for; the second only where the first fails."""
    at_or_above = [kind for kind in able if kind.grade >= grade]
    share = sum((kind.share for kind in at_or_above), Fraction())
    most = share > MAJORITY
    name = f"GS-{grade}"
    yield (
        Step(
            code="majority",
            asked=f"Does work at {name} or above take more than half of the time?",
            met=most,
            outcome=f"{_take(at_or_above)} {percent_words(share)}" + (f", so {name} controls." if most else "."),
            source=RULE,
            grade=name,
        ),
        "majority",
    )
    if most:
        return
    wanted = [kind for kind in at_or_above if kind.work.recruiting]
    part = sum((kind.share for kind in wanted), Fraction())
    enough = part >= QUARTER
    left = [kind for kind in at_or_above if not kind.work.recruiting]
    outcome = f"{_take(wanted)} {percent_words(part)}" if wanted else "None of it would be asked for"
    if wanted and left:
        outcome += f"; {_listed(left)} would not be asked for"
    yield (
        Step(
            code="quarter",
            asked=f"Does regular work at {name} or above that recruiting would ask for "
            f"take at least {QUARTER} percent?",
            met=enough,
            outcome=outcome + (f", so {name} controls." if enough else "."),
            source=SHARE,
            grade=name,
        ),
        "quarter",
    )


def _listed(kinds: Iterable[_Kind]) -> str:
    names = [kind.name for kind in sorted(kinds, key=lambda kind: (-kind.grade, kind.name))]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _take(kinds: Sequence[_Kind]) -> str:
    return f"{_listed(kinds)} {'takes' if len(kinds) == 1 else 'together take'}"


def _reasons(kind: _Kind, grade: int | None, rule: str) -> Iterator[Finding]:
    """Say why a kind of work that does not control does not: what bars it, its share, or its lower grade."""
    yield from kind.barred
    if grade is not None and kind.grade < grade:
        yield Finding("lower", f"GS-{kind.grade} is below GS-{grade}, the grade of the work that controls.", RULE)
    elif not kind.barred:
        takes = f"It takes {percent_words(kind.share)} of the time"
        toward = " It counts toward the grade that controls." if grade is not None else ""
        toward = f" It stands at GS-{grade}, the same grade.{toward}" if kind.grade == grade else toward
        if kind.share < QUARTER:
            helped = toward if rule == "majority" or kind.work.recruiting else ""
            yield Finding("small-share", f"{takes}, less than {QUARTER}.{helped}", SHARE)
        if not kind.work.recruiting:
            yield Finding(
                "not-in-recruiting",
                f"{takes}, not the majority, and its knowledge and skill would not be asked for in recruiting.",
                SHARE,
            )


def _findings(
    read: Sequence[_Kind],
    counting: Sequence[_Kind],
    holding: Sequence[_Kind],
    grade: int | None,
    rule: str,
    unaccounted: Fraction,
) -> Iterator[Finding]:
    if unaccounted:
        yield Finding(
            "time-unaccounted",
            f"{percent_words(unaccounted)} of the time is in no kind of work. Add it, because it may change which "
            "work controls.",
            RULE,
        )
    if grade is None:
        yield Finding(
            "none-qualifies",
            "No work may control the grade as described; look at the shares and at what keeps each kind out.",
            RULE,
        )
        return
    alone = [k for k in holding if (k.share > MAJORITY if rule == "majority" else k.share >= QUARTER)]
    if not alone:
        together = [kind for kind in counting if kind.grade >= grade]
        yield Finding(
            "counted-together",
            f"{_listed(together)} together reach the share that no one of them reaches at GS-{grade}. The sources do "
            "not say outright that kinds of work add up, so say in the record that you took it so.",
            "Introduction p. 18; Handbook p. 40; GSSG p. 22",
        )
    if len(holding) > 1:
        yield Finding(
            "tie",
            f"{_listed(holding)} stand at GS-{grade}. The grade is the same; series and title follow the work that is "
            "paramount.",
            RULE,
        )
    if rule == "quarter":
        yield Finding(
            "less-than-majority",
            f"GS-{grade} rests on work that takes no more than half of the time. It is the right grade, but assigning "
            "work this way is generally not efficient.",
            RULE,
        )
    if any(kind.supervisory and not kind.barred for kind in read) and not all(kind.supervisory for kind in holding):
        yield Finding(
            "supervisory-title",
            "The supervisory guide covers part of the work, so the title is a supervisory one, whichever work controls "
            "the grade.",
            "GSSG p. 7-8",
        )
