"""What the Practice page holds, and what becomes of it when the student does something; no widget here.

Nothing in it comes from a key.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fesgrade.apps.rating.state import KINDS
from fesgrade.classroom import results
from fesgrade.classroom.practice import Case, Practice
from fesgrade.classroom.results import Attempt, Results
from fesgrade.standards import Level

RATE, AUDIT, SUPERVISORY = "rate", "audit", "supervisory"
SETS = {
    "": "All cases",
    **{kind: words.partition(",")[0] for kind, words in KINDS.items()},
    SUPERVISORY: "Supervisory work",
}


@dataclass(frozen=True, slots=True)
class State:
    """What stands on the page, and what was done so far.

    ``case``, ``exercise``, ``set`` and ``round`` are what was chosen; ``levels`` and ``reasons`` stand on the sheet, by
    factor. ``prefilled`` is the place in the list of the profile to audit, -1 before one is chosen. ``answered`` is
    the committed answer that the page speaks about, ``audited`` whether the audit was committed, ``complaint`` why
    nothing was.

    ``results`` are the answers committed, ``drafts`` what was not, by case; ``seals`` came with hand-outs, and
    ``words`` were typed to open keys, both by case.
    """

    case: str
    exercise: str = RATE
    set: str = ""
    round: str = "before"
    levels: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    prefilled: int = -1
    answered: Attempt | None = None
    audited: bool = False
    complaint: str = ""
    results: Results = field(default_factory=Results)
    drafts: Mapping[str, Attempt] = field(default_factory=dict)
    seals: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def auditing(self) -> bool:
        return self.exercise == AUDIT

    def blank(self) -> State:
        """Return the state with nothing on the sheet, and no answer that the page speaks about."""
        return replace(self, levels={}, reasons={}, prefilled=-1, answered=None, audited=False, complaint="")

    def with_draft(self, one: Attempt) -> State:
        """Return the state with what was chosen for a case and is not committed yet; an empty draft is none."""
        others = {case: draft for case, draft in self.drafts.items() if case != one.case}
        return replace(self, drafts=others | ({one.case: one} if one.levels or one.reasons else {}))

    def named(self) -> State:
        """Return the state with an alias where the student has no name yet."""
        if self.results.rater:
            return self
        return replace(self, results=replace(self.results, rater=f"student-{secrets.token_hex(3)}"))


def is_auditable(case: Case) -> bool:
    """Return whether a case can be audited: that needs a key, and typical levels of a kind of work."""
    return bool(case.keyed and case.kind_of_work)


def cases_of(state: State, practice: Practice) -> list[Case]:
    """Return the cases of the set that the exercise is for."""
    every = [case for case in practice.cases.values() if state.set in ("", case.kind_of_work or SUPERVISORY)]
    return list(filter(is_auditable, every)) if state.auditing else every


def is_whole(one: Attempt, practice: Practice) -> bool:
    """Return whether an answer rates every factor."""
    return len(one.levels) == len(practice.standard(one.case).factors)


def last_answer(state: State, case: str, practice: Practice) -> Attempt | None:
    """Return the last answer to a case that rates every factor."""
    answers = reversed(state.results.attempts)
    return next((one for one in answers if one.case == case and is_whole(one, practice)), None)


def first_answers(state: State, practice: Practice) -> Results:
    """Return the first whole answer to each case: the one that was given without the key."""
    found: dict[str, Attempt] = {}
    for one in state.results.attempts:
        if is_whole(one, practice):
            found.setdefault(one.case, one)
    return Results(state.results.rater, tuple(found.values()))


def levels_of(state: State, practice: Practice) -> dict[str, Level]:
    """Return the levels on the sheet."""
    by_code = practice.standard(state.case).by_code
    return {factor: by_code[code] for factor, code in state.levels.items() if code in by_code}


def attempt(state: State, practice: Practice, at: str = "") -> Attempt:
    """Return what stands on the sheet as an answer, given ``at`` a time."""
    levels = levels_of(state, practice)
    return results.attempt(
        practice.case(state.case), levels, practice.catalog, round=state.round, at=at, reasons=state.reasons
    )


def opened(state: State, practice: Practice) -> State:
    """Return the state with its case on the page: the draft, or the last answer and what came of it."""
    state = state.blank()
    if state.auditing:
        return state
    draft, last = state.drafts.get(state.case), last_answer(state, state.case, practice)
    shown = draft or last
    if shown is None:
        return state
    return replace(state, levels=dict(shown.levels), reasons=dict(shown.reasons), answered=None if draft else last)


def chosen(state: State, practice: Practice) -> State:
    """Return the state after another exercise, set or case was chosen: the case at hand, or else the first."""
    if not cases_of(state, practice):  # supervisory work has no typical levels to audit
        state = replace(state, set="")
    names = [case.id for case in cases_of(state, practice)]
    return opened(replace(state, case=state.case if state.case in names else names[0]), practice)


def next_case(state: State, practice: Practice) -> State:
    """Return the state with the next case of the set that is not done yet, or else just the next one."""
    names = [case.id for case in cases_of(state, practice)]
    at = names.index(state.case)
    later = names[at + 1 :] + names[:at]
    case = next((name for name in later if not last_answer(state, name, practice)), (later or names)[0])
    return opened(replace(state, case=case), practice)


def rated(state: State, levels: Mapping[str, str], reasons: Mapping[str, str], practice: Practice) -> State:
    """Return the state with other levels and reasons on the sheet."""
    state = replace(state, levels=dict(levels), reasons=dict(reasons), complaint="")
    return state if state.auditing else state.with_draft(attempt(state, practice))


def cleared(state: State, practice: Practice) -> State:
    """Return the state with the sheet clear for another answer to the same case."""
    state = state.blank()
    return state if state.auditing else state.with_draft(attempt(state, practice))


def committed(state: State, practice: Practice, at: str) -> State:
    """Return the state with what is on the sheet committed at a time, or with a complaint why it was not."""
    missing = [factor for factor in practice.standard(state.case).by_factor if factor not in state.levels]
    if state.auditing and state.prefilled < 0:
        return replace(state, complaint="Nothing was submitted: choose a level of factor 1 first.")
    if missing:
        return replace(state, complaint=f"Nothing was submitted: factor {', '.join(missing)} is still to rate.")
    if state.auditing:
        return replace(state, audited=True, complaint="")
    one = attempt(state, practice, at)
    drafts = {case: draft for case, draft in state.drafts.items() if case != one.case}
    done = state.results.with_attempt(one)
    return replace(state, answered=one, complaint="", results=done, drafts=drafts)
