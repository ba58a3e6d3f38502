"""What the Supervisory page puts on record: the result, the argument of the whole position, and its final grade."""

from __future__ import annotations

from collections.abc import Iterator

from fesgrade.apps.keep.fields import Work
from fesgrade.apps.parts.link import PAGE
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.apps.supervisory.link import is_in_link, link_of, write
from fesgrade.apps.supervisory.state import State
from fesgrade.apps.supervisory.words import all_findings
from fesgrade.documents.compose import argued
from fesgrade.documents.statement import Reason, Reasoning
from fesgrade.evaluation import Evaluation
from fesgrade.standards import Catalog, Standard
from fesgrade.supervisory.checked import Checked


def work_of(state: State, follows: Follows, tables: Catalog) -> Work:
    """Return what the record rests on; without a grade that may decide the position there is no statement."""
    guide, result, mixed = follows.guide, follows.result, follows.mixed
    missing = _missing(state, follows, guide)
    query, facts = link_of(state, tables), write(state, tables)
    beside = {"facts": {} if is_in_link(state, tables) else facts}
    if missing or result is None:
        found = all_findings(follows)
        return Work(
            guide, follows.levels, missing=missing, findings=found, query=query, beside=beside, series=guide.series
        )
    reasoning = [_checked(follows.checked)] if follows.checked.lists else []
    reasoning += [
        _rated(state.kinds[number - 1]["name"], rated, tables.standards[rated.standard])
        for number, rated in follows.rated.items()
    ]
    if mixed:
        reasoning.append(argued("The whole position: which kind of work controls", mixed.steps))
    return Work(
        guide,
        follows.levels,
        result,
        findings=mixed.findings if mixed else (),
        reasoning=tuple(reasoning),
        grade=(mixed.grade or "") if mixed else "",
        query=query,
        beside=beside,
        facts={PAGE: "supervisory", **facts},
        series=guide.series,
    )


def _missing(state: State, follows: Follows, guide: Standard) -> str:
    """Say why there is no statement yet, nothing when there is one."""
    if follows.result is None:
        names = ", ".join(guide.by_factor[factor].short_name.lower() for factor in follows.so_far.missing)
        return "The statement follows when every factor has a level" + (f". Missing: {names}." if names else ".")
    if state.kinds and follows.mixed is None:
        return "The statement follows when the table of other work is complete."
    if follows.mixed and follows.mixed.grade is None:
        return "No work may control the grade, so there is no grade to state."
    if follows.covered.covered is False and not follows.mixed:
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


def _rated(name: str, rated: Evaluation, standard: Standard) -> Reasoning:
    """Return how a kind of work was graded by its own factor levels."""

    def lines() -> Iterator[Reason]:
        yield Reason(f"Graded by {standard.title}, {standard.edition}.", standard.source)
        for credit in rated.credits:
            factor = standard.by_factor[credit.factor].name
            yield Reason(f"Factor {credit.factor}, {factor}: {credit.level}, {credit.points:,} points.", credit.source)
        grade = standard.grade_of(rated.total)
        yield Reason(f"The total of {rated.total:,} points converts to {grade.name} ({grade.points}).", grade.source)

    return Reasoning(name, tuple(lines()))
