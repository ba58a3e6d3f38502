"""Whether the supervisory guide covers a position (GSSG p. 2-3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fesgrade.levels import LevelsError
from fesgrade.shares import Percent, percent_words, read_percent
from fesgrade.shown import Listed

#: Percent of time, and of the workload at or above the base, that count as substantial (GSSG p. 2, 21, 30).
QUARTER = 25
#: What takes a position out of the guide: code -> (what is so, source).
EXCLUSIONS: Mapping[str, tuple[str, str]] = {
    "direction": ("others' work is not directed both technically and administratively", "GSSG p. 2"),
    "trades": ("the job calls above all for a trade or craft, which the Federal Wage System grades", "GSSG p. 3"),
    "projects": ("projects or programs are managed, but no recognizable work force is supervised", "GSSG p. 3"),
    "contractors": ("only the work of contractors is overseen", "GSSG p. 2-3"),
    "temporary": ("supervision is temporary and will not recur, or only stands in for someone absent", "GSSG p. 3"),
    "management": ("management skill is all it takes, without knowing the work or subject directed", "GSSG p. 3"),
}


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
    def words(self) -> str:
        """The step as words: the question, yes or no where something is decided, the outcome."""
        answer = "" if self.met is None else "Yes." if self.met else "No."
        return " ".join(part for part in (self.asked, answer, self.outcome) if part)

    @property
    def text(self) -> str:
        """The step as one line, with its source."""
        return f"{self.words} [{self.source}]"


def step_list(steps: Iterable[Step]) -> Listed:
    """Return steps as a result shows them."""
    return Listed("Step by step", tuple((step.words, step.source) for step in steps))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the guide may grade the work: ``covered`` is ``None`` while something is not said.

    ``reasons`` holds a sentence for each condition that is not met.
    """

    covered: bool | None
    steps: tuple[Step, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the conditions that are not met say, one sentence each."""
        return tuple(step.outcome for step in self.steps if step.met is False)

    @property
    def source(self) -> str:
        """Where the conditions that are not met stand."""
        return "; ".join(dict.fromkeys(step.source for step in self.steps if step.met is False))


# Coverage ---------------------------------------------------------------------------------------


def coverage(
    time_share: Percent | None = None,
    authority: bool | None = None,
    exclusions: Collection[str] | None = None,
) -> Coverage:
    """Say whether the guide may grade the work.

    ``time_share`` is the percent of the time that supervision takes; it must be at least 25. ``authority`` says whether
    factor 3 meets at least 3-2, over people who are not contractors. ``exclusions`` are the keys of :data:`EXCLUSIONS`
    that apply. What is ``None`` is not known yet and leaves the answer open, except for the exclusions: without them
    there is only a reminder to check them. Source: GSSG p. 2-3.

    Raises
    ------
    LevelsError
        For a share outside 0 to 100, or an unknown exclusion.
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
            code="time",
            asked=f"Does supervision take at least {QUARTER} percent of the time?",
            met=enough,
            outcome="The share of time is not given."
            if share is None
            else f"Supervision takes {percent_words(share)} of the time"
            + ("." if enough else f", less than {QUARTER}, so the guide may not decide the grade of the position."),
            source="GSSG p. 2",
        ),
        Step(
            code="authority",
            asked="Is the authority over people other than contractors at least that of 3-2?",
            met=authority,
            outcome="The authority is not given."
            if authority is None
            else "3-2, the lowest level of factor 3, is met."
            if authority
            else "The authority is less than 3-2, so other standards or guides grade the work.",
            source="GSSG p. 2-3",
        ),
    ]
    asked = "Is the position clear of the exclusions?"
    if exclusions is None:
        steps.append(
            Step(
                code="exclusions",
                asked=asked,
                met=None,
                outcome="None is assumed to apply; check them.",
                source="GSSG p. 3",
            )
        )
    elif not exclusions:
        steps.append(
            Step(code="exclusions", asked=asked, met=True, outcome="None of them applies.", source="GSSG p. 3")
        )
    for code in sorted(exclusions or (), key=list(EXCLUSIONS).index):
        what, source = EXCLUSIONS[code]
        steps.append(
            Step(
                code="exclusions",
                asked=asked,
                met=False,
                outcome=f"The guide does not cover it, because {what}.",
                source=source,
            )
        )
    if any(step.met is False for step in steps):
        covered: bool | None = False
    else:
        covered = True if enough and authority else None
    return Coverage(covered, tuple(steps))
