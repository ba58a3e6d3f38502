"""What the Supervisory page says about steps, coverage, base grade, result and mixed work, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from markupsafe import Markup

from fesgrade.apps.parts.html import Cell, alert, folded, hint, items, join, result_head, sourced, table, tag
from fesgrade.apps.rating.words import finding_names, meter_html, progress_html
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.evaluation import Finding
from fesgrade.mixed import Judged, MixedGrade
from fesgrade.shares import percent_words
from fesgrade.sources import listed
from fesgrade.standards import Standard
from fesgrade.supervisory.base import KINDS, Base, Counted
from fesgrade.supervisory.checked import findings
from fesgrade.supervisory.coverage import Coverage, Step

ANSWERS: Mapping[bool | None, tuple[str, str]] = {True: ("yes", "Yes"), False: ("no", "No")}


def _share(value: float) -> str:
    """Return a share without its unit, never rounded onto a whole number that it is not."""
    return percent_words(Fraction(value).limit_denominator(1_000_000)).removesuffix(" percent")


def steps_html(steps: Iterable[Step], *, stands: bool = True) -> Markup:
    """Return steps as a list: what was asked, met or not, what follows, the page, and the grade that stands then.

    ``stands`` is false where the grade of a step is the one it asks about, not the one reached so far.
    """
    return tag("ol.fg-argument", (_step(step, stands) for step in steps))


def _step(step: Step, stands: bool) -> Markup:
    name, answer = ANSWERS.get(step.met, ("", ""))
    mark = answer and (tag(f"span.fg-answer.fg-answer-{name}", answer), " ")
    return tag(
        "li.fg-step",
        tag("p.fg-asked", step.asked),
        tag("p", sourced((mark, step.outcome), step.source)),
        stands and step.grade and tag("span.fg-stands", step.grade),
    )


def missing_html(missing: Iterable[str], faults: Iterable[str]) -> Markup:
    """Return what is still to fill in, and what was entered wrong; empty when neither."""
    wrong, todo = [tag("p", fault) for fault in faults], " ".join(missing)
    return join(wrong and alert("error", wrong, element="div"), todo and hint(todo))


def coverage_html(covered: Coverage) -> Markup:
    """Return whether the guide covers the work, with the reason and the page where it does not."""
    if covered.covered is None:
        asked = [step.asked for step in covered.steps if step.met is None and step.code != "exclusions"]
        return alert("", tag("b", "Not decided yet."), f" {' '.join(asked)}")
    if covered.covered:
        open_ones = "" if all(step.met for step in covered.steps) else " No exclusion is assumed to apply; check them."
        return alert("success", tag("b", "Covered."), f" The guide may grade this work.{open_ones}")
    reasons = sourced(" ".join(covered.reasons), covered.source)
    instead = " ", tag("a", "Grade the other work of the position", href="#fg-mixed"), ": it decides the grade."
    return alert("warning", tag("b", "Not covered."), " ", reasons, instead)


def base_html(base: Base) -> Markup:
    """Return the base grade with the level it gives, and how each kind of work was counted."""
    if base.grade is None:
        head = alert("warning", tag("b", "No base grade."), " No grade comes to 25 percent.")
    else:
        rests = "the supervisor's own time" if base.rule == "half" else f"{_share(base.share)} percent of the workload"
        words = f", by {rests}: level {base.level}, {base.points:,} points."
        head = alert("success", sourced((tag("b", f"Base grade {base.name}"), words), "GSSG p. 21-23"))
    heads = ("Work", "Counts at", "Share", "With all above", "Note")
    caption = "Shares in percent; “with all above” is what must come to 25"
    label = "How the work was counted"
    return head + folded(label, table(heads, map(_counted, base.work), caption, label=label, numbers=(2, 3)))


def _counted(row: Counted) -> list[Cell]:
    part, above = ("–" if value is None else _share(value) for value in (row.part, row.at_or_above))
    counts = "left out" if row.counted_at is None else f"GS-{row.counted_at}"
    kind = "" if row.kind == "gs" else f" ({KINDS[row.kind]})"
    return [row.name + kind, counts, part, above, sourced(row.note, row.source) if row.note else ""]


def result_html(follows: Follows, guide: Standard) -> Markup:
    """Return the result: grade, total, what adjusted it, coverage, the whole position, and what there is to check."""
    result = follows.result
    if result is None:
        return _open_html(follows, guide)
    adjusted = "" if result.grade == result.converted else f" The steps make it {result.grade}."
    names = finding_names(all_findings(follows))
    check = tag("a", "To check", href="#fg-to-check"), tag("span.fg-range", f": {names}")
    return join(
        _coverage(result.covered),
        meter_html(result, guide, "the highest range"),
        adjusted and tag("p.fg-turn", f"The points convert to {result.converted}.{adjusted}"),
        _position(follows.mixed),
        tag("p.fg-count", check if names else "Nothing to check"),
    )


def _open_html(follows: Follows, guide: Standard) -> Markup:
    """Return what is known before there is a grade; work below 3-2 gets none here."""
    steps = follows.covered.steps
    if any(step.code == "authority" and step.met is False for step in steps):
        reasons = sourced(" ".join(follows.covered.reasons), follows.covered.source)
        head = tag("p.fg-grade.fg-grade-open", "Not covered") + tag("p.fg-turn", reasons)
    elif not follows.so_far.missing:  # only the share of time keeps the grade open
        points = f"{sum(credit.points for credit in follows.so_far.credits):,} points so far"
        head = result_head("Not yet", points, "the grade follows when the share of time can be read", is_open=True)
    else:
        head = progress_html(follows.so_far, guide) + _coverage(follows.covered.covered)
    wrong = "What was entered cannot all be read; what to correct is shown beside it."
    return join(
        head,
        bool(follows.faults or follows.coverage_faults) and tag("p.fg-turn", wrong),
        _position(follows.mixed),
    )


def _coverage(covered: bool | None) -> Markup:
    if covered is not False:
        return Markup()
    so = tag("span.fg-range", ", so this grade may not decide the position")
    return tag("p.fg-turn", tag("b", "Not covered"), " by the guide", so, ".")


def _position(graded: MixedGrade | None) -> Markup:
    if graded is None:
        return Markup()
    words = f"{graded.grade}, by {listed(graded.controlling)}" if graded.grade else "no work may control"
    return tag("p.fg-turn", tag("b", "Whole position:"), f" {words}")


#: How work controls that takes less than most of the time: on conditions that the page takes to be met until told.
QUARTER = (
    "at least 25 percent of the time, is regular and continuing, and would be asked for in recruiting, as the boxes of "
    "its row say"
)


def mixed_html(graded: MixedGrade) -> Markup:
    """Return the work that controls, why each other kind does not, and the steps that decide it."""
    if graded.grade is None:
        head = alert("warning", tag("b", "No work may control the grade."))
    else:
        verb = "controls" if len(graded.controlling) == 1 else "control"
        how = {"majority": "more than half of the time", "quarter": QUARTER}[graded.rule]
        words = f" {listed(graded.controlling)} {verb} the grade, by work that takes {how}."
        head = alert("success", tag("b", f"{graded.grade}:"), words)
    others = [_other(kind) for kind in graded.kinds if not kind.controls]
    rest = f"{_share(graded.unaccounted)} percent of the time is in no row."
    return join(
        head,
        others and (tag("h3", "Why the rest does not control"), items("ul.fg-reasons", others)),
        graded.unaccounted > 0 and tag("p", rest),
        folded("Step by step", steps_html(graded.steps, stands=False)),
    )


def _other(kind: Judged) -> Markup:
    reasons = Markup(" ").join(sourced(reason.message, reason.source) for reason in kind.reasons)
    return join(tag("b", kind.name), f", {kind.grade}. ", reasons)


def all_findings(follows: Follows) -> tuple[Finding, ...]:
    """Return everything to look at again, of the supervisory and of the mixed evaluation."""
    if follows.result:
        found = list(follows.result.findings)
    else:
        levels = {factor: follows.guide.by_code[code] for factor, code in follows.levels.items()}
        found = [*(follows.base.findings if follows.base else ()), *findings(follows.checked, levels)]
    return (*found, *(follows.mixed.findings if follows.mixed else ()))
