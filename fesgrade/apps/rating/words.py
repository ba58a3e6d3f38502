"""What the pages say about a standard, a worked case and a result, as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, alert, folded, hint, items, join, result_head, sourced, tag
from fesgrade.apps.parts.words import caution
from fesgrade.evaluation import Evaluation, Finding
from fesgrade.progress import Progress
from fesgrade.remarks import NOTES
from fesgrade.standards import Case, Catalog, Standard
from fesgrade.supervisory.grade import SupervisoryEvaluation


def result_html(result: Evaluation, standard: Standard, check_at: str = "") -> Markup:
    """Return the result of a complete evaluation: grade, total, range, distances and how much there is to check.

    ``check_at`` is the address of the page that shows the findings; empty for this one.
    """
    names = finding_names(result.findings)
    check = (tag("a", "To check", href=f"{check_at}#fg-to-check"), f": {names}") if names else "Nothing to check"
    return join(meter_html(result, standard), tag("p.fg-count", check))


def meter_html(
    result: Evaluation | SupervisoryEvaluation, standard: Standard, top: str = "the highest grade"
) -> Markup:
    """Return the grade, the total with its range, and how far it is from both ends; ``top`` stands for an open end."""
    here = standard.grade_of(result.total)
    span = (here.high or max(result.total, here.low + 1)) - here.low
    share = min(100, round(100 * result.above_floor / span))
    end = top if result.to_next is None else f"{result.to_next:,} to GS-{here.grade + 1}"
    return join(
        result_head(result.grade, f"{result.total:,} points", f"{here.name} runs from {here.points}"),
        tag("div.fg-meter", tag("div", style=f"width:{share}%"), aria_hidden="true"),
        tag("p.fg-distances", tag("span", f"{result.above_floor:,} above the floor"), " ", tag("span", end)),
    )


def finding_names(findings: Iterable[Finding]) -> str:
    """Return the first words of findings, each once: ``"Even grade, Borderline total"``."""
    return ", ".join(dict.fromkeys(finding.name for finding in findings))


def progress_html(so_far: Progress, standard: Standard) -> Markup:
    """Return what is known before every factor has a level: the points so far, what is missing, what is possible."""
    low, high = so_far.lowest.name, so_far.highest.name
    names = [standard.by_factor[factor].short_name.lower() for factor in so_far.missing]
    missing = "every factor" if len(names) == len(standard.factors) else ", ".join(names)
    points = sum(credit.points for credit in so_far.credits)
    possible = f"still possible: {so_far.low:,} to {so_far.high:,}"
    return join(
        result_head(low if low == high else f"{low} to {high}", f"{points:,} points so far", possible, is_open=True),
        tag("p.fg-missing", f"Missing: {missing}"),
    )


def case_html(case: Case | None, *more: Child, comes_to: bool = True) -> Markup:
    """Return what a worked case is, folded, what it comes to, that it is an example only, and ``more`` below.

    Nothing without a case.
    """
    if case is None:
        return Markup()
    total = f" It comes to {case.total:,} points, {case.grade}." if comes_to else ""
    told = tag("p", sourced(f"{case.note}{total} {caution()}", case.source))
    name = tag("span", tag("b", case.title), ": a worked case, an example only")
    return alert("", folded(name, told, id="fg-worked-case"), *more, element="div")


def example_html(case: Case) -> Markup:
    """Return that a worked case stands on the page as an example, and how to begin with a position of one's own."""
    name = tag("span", "Example, not your rating: "), tag("b", case.title)
    about = (
        " Change a level and see what follows, or press Clear and rate your own position. Until then nothing is kept, "
        "and nothing stands in the address."
    )
    told = tag("p", sourced(f"{case.note} {caution()}", case.source))
    return alert(
        "", tag("p", *name, ".", about), folded("About this worked case", told, id="fg-worked-case"), element="div"
    )


def standard_html(standard: Standard, catalog: Catalog, series: str = "") -> Markup:
    """Return what the user must know about a standard: its limits, what it covers, and the series it is for.

    Of the series that a guide grades, that is the one chosen; while none is, it is each of them.
    """
    note = tag("p", tag("b", standard.title), f", {standard.edition}. {standard.note}")
    note += notes_html(standard)
    for each in catalog.series_of(standard):
        if series in ("", each.id):
            heading = tag("b", f"Series {each.id}, {each.title}:")
            words = f" {each.definition} Basic title: {each.basic_title}."
            note += tag("p", sourced((heading, words), each.source))
    note += items("ul", (sourced(f"Of series {one.series}: {one.work}", one.source) for one in catalog.graded_by
                         if one.standard == standard.id and series in ("", one.series)))  # fmt: skip
    states = {level.status for level in standard.levels()}
    legend: list[Child] = []
    if "outside" in states:
        legend += tag("b", "Dashed"), " levels are not described by it. "
    if "unknown" in states:
        legend += tag("b", "Dotted"), " ones are not confirmed for it. "
    if legend:
        legend.append("You can still choose them; their points are the Primary Standard's (Handbook p. 11).")
    if standard.complete:
        key = legend and hint(f"{standard.short_title}: ", legend)
        # on paper the control that names the standard is left out, and what is folded away too
        name = tag("p.fg-print-only", tag("b", standard.title), f", {standard.edition}")
        return join(name, key, folded("About this standard and its series", note))
    partly = tag("b", f"{standard.short_title} is known in part.")
    return alert("warning", partly, " ", legend, " ", folded("What is known, and its series", note), element="div")


def notes_html(standard: Standard) -> Markup:
    """Return what a standard says of its own use, each kind under its heading; nothing where no table holds it."""
    kinds = {about: [note for note in standard.notes if note.about == about] for about in NOTES}
    return join(
        *(
            tag("p", tag("b", f"{NOTES[about]}:")) + items("ul", (sourced(note.text, note.source) for note in notes))
            for about, notes in kinds.items()
            if notes
        )
    )
