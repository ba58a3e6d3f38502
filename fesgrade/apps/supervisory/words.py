"""What the Supervisory page says about steps, coverage, base grade, result and mixed work, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from fesgrade.apps.parts.findings import FINDINGS
from fesgrade.apps.parts.html import esc
from fesgrade.apps.rating.words import progress_html
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.evaluation import Finding
from fesgrade.mixed import Judged, MixedGrade
from fesgrade.shares import percent_words
from fesgrade.standards import Standard
from fesgrade.supervisory.base import KINDS, Base, Counted
from fesgrade.supervisory.coverage import Coverage, Step

ANSWERS: Mapping[bool | None, tuple[str, str]] = {True: ("yes", "Met"), False: ("no", "Not met")}


def _share(value: float) -> str:
    """Return a share without its unit, never rounded onto a whole number that it is not."""
    return percent_words(Fraction(value).limit_denominator(1_000_000)).removesuffix(" percent")


def source_html(source: str) -> str:
    return f'<span class="fg-source">{esc(source)}</span>'


def steps_html(steps: Iterable[Step], *, stands: bool = True) -> str:
    """Return steps as a list: what was asked, met or not, what follows, the page, and the grade that stands then.

    ``stands`` is false where the grade of a step is the one it asks about, not the one reached so far.
    """
    items = []
    for step in steps:
        name, answer = ANSWERS.get(step.met, ("", ""))
        met = f'<span class="fg-answer fg-answer-{name}">{answer}</span> ' if answer else ""
        grade = f'<span class="fg-stands">{esc(step.grade)}</span>' if stands and step.grade else ""
        items.append(
            f'<li class="fg-step"><p class="fg-asked">{esc(step.asked)}</p>'
            f"<p>{met}{esc(step.outcome)} {source_html(step.source)}</p>{grade}</li>"
        )
    return f'<ol class="fg-argument">{"".join(items)}</ol>'


def missing_html(missing: Iterable[str], faults: Iterable[str]) -> str:
    """Return what is still to fill in, and what was entered wrong; empty when neither."""
    wrong, todo = list(faults), list(missing)
    alert = f'<div class="fg-alert fg-alert-error">{"".join(f"<p>{esc(each)}</p>" for each in wrong)}</div>'
    return (alert if wrong else "") + (f'<p class="fg-hint">{esc(" ".join(todo))}</p>' if todo else "")


def coverage_html(covered: Coverage) -> str:
    """Return whether the guide covers the work, with the reason and the page where it does not."""
    if covered.covered is None:
        asked = [step.asked for step in covered.steps if step.met is None and step.code != "exclusions"]
        return f'<p class="fg-alert"><b>Not decided yet.</b> {esc(" ".join(asked))}</p>'
    if covered.covered:
        open_ones = "" if all(step.met for step in covered.steps) else " No exclusion is taken to apply; check them."
        return f'<p class="fg-alert fg-alert-success"><b>Covered.</b> The guide may grade this work.{open_ones}</p>'
    reasons = " ".join(covered.reasons)
    return f'<p class="fg-alert fg-alert-warning"><b>Not covered.</b> {esc(reasons)} {source_html(covered.source)}</p>'


def base_html(base: Base) -> str:
    """Return the base grade with the level it gives, and how each kind of work was counted."""
    if base.grade is None:
        head = '<p class="fg-alert fg-alert-warning"><b>No base grade.</b> No grade comes to 25 percent.</p>'
    else:
        rests = "the supervisor's own time" if base.rule == "half" else f"{_share(base.share)} percent of the workload"
        head = (
            f'<p class="fg-alert fg-alert-success"><b>Base grade {esc(base.name)}</b>, by {esc(rests)}: '
            f"level {esc(base.level)}, {esc(base.points)} points. {source_html('GSSG p. 21-23')}</p>"
        )
    rows = "".join(map(_counted_row, base.work))
    return (
        f'{head}<details><summary>How the work was counted</summary><div class="fg-scroll" tabindex="0" role="group" '
        'aria-label="How the work was counted"><table class="fg-table"><caption>Shares in percent; “with all above” is '
        "what must come to 25</caption><thead><tr>"
        + "".join(f'<th scope="col">{name}</th>' for name in ("Work", "Counts at", "Share", "With all above", "Note"))
        + f"</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _counted_row(row: Counted) -> str:
    part, above = ("–" if value is None else _share(value) for value in (row.part, row.at_or_above))
    counts = "left out" if row.counted_at is None else f"GS-{row.counted_at}"
    kind = "" if row.kind == "gs" else f" ({KINDS[row.kind]})"
    note = f"{esc(row.note)} {source_html(row.source)}" if row.note else ""
    return (
        f'<tr><th scope="row">{esc(row.name)}{esc(kind)}</th><td>{counts}</td><td class="fg-number">{part}'
        f'</td><td class="fg-number">{above}</td><td>{note}</td></tr>'
    )


def result_html(follows: Follows, guide: Standard) -> str:
    """Return the result: grade, total, what adjusted it, coverage, the whole position, and what there is to check."""
    result = follows.result
    if result is None:
        return _open_html(follows, guide)
    grade = guide.grade_of(result.total)
    span = (grade.high or max(result.total, grade.low + 1)) - grade.low
    share = min(100, round(100 * result.above_floor / span))
    after = "the highest range" if result.to_next is None else f"{esc(result.to_next)} to GS-{grade.grade + 1}"
    turned = "" if result.grade == result.converted else f" The steps make it {esc(result.grade)}."
    findings = [*result.findings, *(follows.mixed.findings if follows.mixed else ())]
    names = dict.fromkeys(FINDINGS.get(finding.code, finding.code) for finding in findings)
    check = f'<a href="#fg-to-check">To check</a><span class="fg-range">: {esc(", ".join(names))}</span>'
    return (
        f'<p class="fg-grade">{esc(result.grade)}</p>'
        f'<p class="fg-total"><b>{esc(result.total)} points</b> '
        f'<span class="fg-range">{esc(result.converted)} runs from {esc(grade.points)}</span></p>'
        f'<div class="fg-meter" aria-hidden="true"><div style="width:{share}%"></div></div>'
        f'<p class="fg-distances"><span>{esc(result.above_floor)} above the floor</span> <span>{after}</span></p>'
        + (f'<p class="fg-turn">The points convert to {esc(result.converted)}.{turned}</p>' if turned else "")
        + _position_html(follows.mixed)
        + _coverage_line(result.covered)
        + f'<p class="fg-count">{check if names else "Nothing to check"}</p>'
    )


def _open_html(follows: Follows, guide: Standard) -> str:
    """Return what is known before there is a grade; work below 3-2 gets none here."""
    steps = follows.covered.steps
    if any(step.code == "authority" and step.met is False for step in steps):
        reasons = f"{esc(' '.join(follows.covered.reasons))} {source_html(follows.covered.source)}"
        head = f'<p class="fg-grade fg-grade-open">Not covered</p><p class="fg-turn">{reasons}</p>'
    elif not follows.so_far.missing:  # only the share of time keeps the grade open
        points = sum(credit.points for credit in follows.so_far.credits)
        head = (
            f'<p class="fg-grade fg-grade-open">Not yet</p><p class="fg-total"><b>{esc(points)} points so far</b> '
            '<span class="fg-range">the grade follows when the share of time can be read</span></p>'
        )
    else:
        head = progress_html(follows.so_far, guide) + _coverage_line(follows.covered.covered)
    wrong = '<p class="fg-turn">What was entered cannot all be read; what to mend stands beside it.</p>'
    return head + (wrong if follows.faults or follows.coverage_faults else "") + _position_html(follows.mixed)


def _coverage_line(covered: bool | None) -> str:
    if covered is False:
        tail = '<span class="fg-range">, so this grade may not decide the position</span>'
        return f'<p class="fg-turn"><b>Not covered</b> by the guide{tail}.</p>'
    return ""


def _position_html(graded: MixedGrade | None) -> str:
    if graded is None:
        return ""
    words = f"{esc(graded.grade)}, by {esc(_listed(graded.controlling))}" if graded.grade else "no work may control"
    return f'<p class="fg-turn"><b>Whole position:</b> {words}</p>'


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def mixed_html(graded: MixedGrade) -> str:
    """Return the work that controls, why each other kind does not, and the steps that decide it."""
    if graded.grade is None:
        head = '<p class="fg-alert fg-alert-warning"><b>No work may control the grade.</b></p>'
    else:
        verb = "controls" if len(graded.controlling) == 1 else "control"
        how = {"majority": "more than half of the time", "quarter": "at least 25 percent of the time"}[graded.rule]
        head = (
            f'<p class="fg-alert fg-alert-success"><b>{esc(graded.grade)}:</b> {esc(_listed(graded.controlling))} '
            f"{verb} the grade, by work that takes {how}.</p>"
        )
    others = "".join(map(_other, (kind for kind in graded.kinds if not kind.controls)))
    rest = f"<p>{_share(graded.unaccounted)} percent of the time is in no row.</p>" if graded.unaccounted else ""
    return (
        head
        + (f'<h3>Why the rest does not control</h3><ul class="fg-reasons">{others}</ul>' if others else "")
        + rest
        + f"<details><summary>Step by step</summary>{steps_html(graded.steps, stands=False)}</details>"
    )


def _other(kind: Judged) -> str:
    reasons = " ".join(f"{esc(reason.message)} {source_html(reason.source)}" for reason in kind.reasons)
    return f"<li><b>{esc(kind.name)}</b>, {esc(kind.grade)}. {reasons}</li>"


def all_findings(follows: Follows) -> tuple[Finding, ...]:
    """Return everything to look at again, of the supervisory and of the mixed evaluation."""
    own = follows.result.findings if follows.result else follows.base.findings if follows.base else ()
    return (*own, *(follows.mixed.findings if follows.mixed else ()))
