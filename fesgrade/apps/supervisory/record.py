"""What the Supervisory page puts on record: the result, the argument of the whole position, and its final grade."""

from __future__ import annotations

from dataclasses import replace

from fesgrade.apps.keep.fields import Further, Work
from fesgrade.apps.parts.link import PAGE
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.apps.supervisory.link import is_in_link, link_of, write
from fesgrade.apps.supervisory.state import ABOVE, State
from fesgrade.apps.supervisory.words import all_findings
from fesgrade.documents.compose import argued
from fesgrade.documents.statement import Reason, Reasoning, WorkPart
from fesgrade.mixed import MixedGrade
from fesgrade.shares import percent
from fesgrade.standards import Catalog, Standard
from fesgrade.supervisory.checked import Checked


def work_of(state: State, follows: Follows, tables: Catalog) -> Work:
    """Return what the record rests on; without a grade that may decide the position there is no statement.

    The work leads that controls, where it was rated by factors.
    """
    guide, mixed = follows.guide, follows.mixed
    query, facts = link_of(state, tables), write(state, tables)
    beside = {"facts": {} if is_in_link(state, tables) else facts}
    leading, *further = _rated(state, follows, tables)
    missing = _missing(state, follows, guide)
    if not missing and leading.result is None:
        missing = "The statement can be written when one kind of work at least is rated by its factor levels."
    reasoning = [_checked(follows.checked)] if follows.checked.lists and follows.result else []
    if mixed:
        reasoning.append(argued("The whole position: which kind of work controls", mixed.steps))
    found = all_findings(follows) if leading.result is None else mixed.findings if mixed else ()
    return Work(
        leading.standard,
        leading.levels,
        None if missing else leading.result,
        missing=missing,
        findings=found,
        reasoning=tuple(reasoning),
        grade=(mixed.grade or "") if mixed else "",
        query=query,
        beside=beside,
        facts={} if missing else {PAGE: "supervisory", **facts},
        series=leading.standard.series,
        name=leading.name,
        key=leading.key,
        further=tuple(further),
        parts=_parts(mixed) if mixed else (),
    )


def _rated(state: State, follows: Follows, tables: Catalog) -> list[Further]:
    """Return what was rated by factors, what controls first: the supervisory work, and rows with levels of their own.

    The supervisory work stands alone where there is no other work, and has no name then.
    """
    mixed = follows.mixed
    supervision = Further("", "", follows.guide, follows.levels, follows.result)
    if mixed is None:
        return [supervision]
    found: list[tuple[bool, Further]] = []
    for number, (row, judged) in enumerate(zip(state.kinds, mixed.kinds, strict=True), start=1):
        if row["grade"] == ABOVE:
            found.append((judged.controls, replace(supervision, name=judged.name)))
        elif rated := follows.rated.get(number):
            levels = {credit.factor: credit.level for credit in rated.credits}
            standard = tables.standards[rated.standard]
            found.append((judged.controls, Further(judged.name, judged.name, standard, levels, rated)))
    ordered = [one for controls in (True, False) for also, one in found if also is controls]
    return ordered or [replace(supervision, result=None)]


def _parts(mixed: MixedGrade) -> tuple[WorkPart, ...]:
    """Return the kinds of work as the record has them, those first that control."""
    kinds = sorted(mixed.kinds, key=lambda kind: not kind.controls)
    return tuple(
        WorkPart(kind.name, percent(kind.share / 100), kind.grade, controls=kind.controls, decides=kind.words)
        for kind in kinds
    )


def _missing(state: State, follows: Follows, guide: Standard) -> str:
    """Say why there is no statement yet, nothing when there is one."""
    if state.kinds and follows.mixed is None:
        return "The statement can be written when the table of other work is complete."
    if follows.mixed:
        return "" if follows.mixed.grade else "No work may control the grade, so there is no grade to state."
    if follows.result is None:
        names = ", ".join(guide.by_factor[factor].short_name.lower() for factor in follows.so_far.missing)
        return "The statement can be written when every factor has a level" + (f". Missing: {names}." if names else ".")
    if follows.covered.covered is False:
        return (
            "The guide does not cover this work, so its grade may not decide the position. Add the other work of the "
            "position to state its grade."
        )
    return ""


def _checked(checked: Checked) -> Reasoning:
    """Return the items of the check lists that are met, in words."""
    texts = {each: " ".join(f"({item.number}) {item.text}" for item in checked.items(each)) for each in checked.lists}
    reasons = tuple(Reason(f"{each.name}: {text}", each.source) for each, text in texts.items())
    return Reasoning("What was checked for the levels", reasons)
