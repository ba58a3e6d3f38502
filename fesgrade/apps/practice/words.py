"""What the Practice page says: the case, what came of an answer factor by factor, and how a set goes. As HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fesgrade.apps.parts.html import esc, signed, table
from fesgrade.apps.rating.state import KINDS
from fesgrade.classroom.feedback import FactorFeedback, Feedback
from fesgrade.classroom.practice import Case
from fesgrade.classroom.score import Score
from fesgrade.compare import Bar
from fesgrade.evaluation import Evaluation
from fesgrade.standards import PRIMARY, Level, Standard

#: How a verdict is marked, and the style of its card; the mark is never the only sign.
VERDICTS = {"right": ("✓", "Right", "right"), "one off": ("≈", "One off", "near"), "far off": ("✗", "Far off", "far")}


def case_html(case: Case, standard: Standard, facts: Iterable[tuple[str, str]] = ()) -> str:
    """Return a case as a student may read it; ``facts`` (factor, words) are marked once the answer is committed."""
    marked = list(facts)
    paragraphs = "".join(f"<li>{_marked(text, marked)}</li>" for text in case.paragraphs)
    about = [case.setting, f"rated by {standard.title}, {standard.edition}"]
    if case.kind_of_work:
        about.append(KINDS[case.kind_of_work].lower())
    if case.series:
        about.append(f"series {case.series}")
    legend = (
        '<p class="fg-hint">The marked words decide the factor whose number stands behind them.</p>' if marked else ""
    )
    return (
        f'<h2 id="fg-the-case">{esc(case.title)}</h2><p class="fg-lead">{esc(case.short_text)}</p>'
        f'<p class="fg-hint">{esc("; ".join(about))}.</p>'
        f"<details open><summary>The whole description of the position</summary>{legend}"
        f'<ol class="fg-paragraphs">{paragraphs}</ol></details>'
        f'<p class="fg-hint">{_caution(standard)}</p>'
    )


def _caution(standard: Standard) -> str:
    words = (
        "This is an exercise. A position is compared with the standards, not with other positions: cases and decisions "
        "are examples, never precedents (5 U.S.C. 5107)."
    )
    if standard.id == PRIMARY:
        words += (
            " It is rated by the Primary Standard, which in earnest may not classify a whole position by itself "
            "(Handbook p. 11)."
        )
    return words


def _marked(text: str, facts: Iterable[tuple[str, str]]) -> str:
    """Return a paragraph with the facts marked; those that overlap share a mark."""
    spans: list[tuple[int, int, list[str]]] = []
    for start, end, factor in sorted((text.find(fact), text.find(fact) + len(fact), f) for f, fact in facts):
        if start < 0:
            continue
        if spans and start < spans[-1][1]:
            first, last, factors = spans[-1]
            spans[-1] = first, max(last, end), [*factors, factor]
        else:
            spans.append((start, end, [factor]))
    parts, at = [], 0
    for start, end, factors in spans:
        label = f"factor {' and '.join(factors)}"
        parts += [
            esc(text[at:start]), f"<mark>{esc(text[start:end])}</mark>",
            f'<sup class="fg-badge"><span class="fg-visually-hidden">({esc(label)})</span>'
            f'<span aria-hidden="true">{esc("·".join(factors))}</span></sup>',
        ]  # fmt: skip
        at = end
    return "".join([*parts, esc(text[at:])])


def waiting_html(rated: int, missing: Iterable[str], factors: int) -> str:
    """Return what stands as the result before an answer is committed: how far it has come, and nothing else."""
    left = list(missing)
    words = f"Still to rate: {', '.join(left)}." if left and rated else "Rate every factor, then commit your rating."
    if not left:
        words = "Commit your rating to see what decides each factor."
    return (
        f'<p class="fg-grade fg-grade-open">{rated} of {factors}</p><p class="fg-total"><b>factors rated</b> '
        f'<span class="fg-range">No total and no grade before you commit.</span></p>'
        f'<p class="fg-missing">{esc(words)} <a class="fg-back" href="#fg-the-case">Read the case again</a></p>'
    )


def withheld_html(found: Evaluation, why: str) -> str:
    """Return the result of an answer whose key may not be shown, or does not exist."""
    return (
        f'<p class="fg-grade">{esc(found.grade)}</p><p class="fg-total"><b>{esc(found.total)} points</b> '
        f'<span class="fg-range">what your levels come to</span></p><p class="fg-missing">Your answer is committed. '
        f"{esc(why)}</p>"
    )


def outcome_html(found: Feedback, *, changed: bool = False) -> str:
    """Return the result of a committed answer against the key; ``changed`` since on the sheet."""
    since = " You have changed the sheet since; commit again to see what it comes to." if changed else ""
    counts = [f"{n} {verdict}" for verdict in VERDICTS if (n := sum(f.verdict == verdict for f in found.factors))]
    return (
        f'<p class="fg-grade">{esc(found.grade)}</p>'
        f'<p class="fg-total"><b>{esc(found.total)} points</b> <span class="fg-range">right: '
        f"{esc(found.right_total)} points, {esc(found.right_grade)}</span></p>"
        f'<p class="fg-missing"><b>{_grades(found.grades_off)}</b> {esc(found.marks)} of {esc(found.most_marks)} '
        f"marks: {esc(', '.join(counts))}.{since}</p>"
    )


def _grades(off: int) -> str:
    if not off:
        return "The right grade."
    return f"{'One grade' if abs(off) == 1 else f'{abs(off)} grades'} too {'high' if off > 0 else 'low'}."


def feedback_html(found: Feedback, reasons: Mapping[str, str]) -> str:
    """Return what came of each factor: verdict, the student's reason, the deciding fact, threshold, points, grade."""
    lessons = "".join(_lesson(factor, found, reasons.get(factor.factor, "")) for factor in found.factors)
    return (
        '<h2>Factor by factor</h2><p class="fg-hint">A level counts only when the work fully meets it; otherwise it is '
        "the next lower one (Handbook p. 10). Two marks for the right level, one for the level beside it.</p>"
        f'<div class="fg-lessons">{lessons}</div><p class="fg-hint">{esc(found.source)}</p>'
    )


def _lesson(one: FactorFeedback, found: Feedback, reason: str) -> str:
    sign, words, style = VERDICTS[one.verdict]
    if one.steps:
        how = "level" if abs(one.steps) == 1 else "levels"
        yours = (
            f"<p>You chose {_level(one.given)}; it is {_level(one.right)}: {abs(one.steps)} {how} too "
            f"{'high' if one.steps > 0 else 'low'}. {_consequence(one, found)}</p>"
        )
    else:
        yours = f"<p>{_level(one.right)}</p>"
    if reason:
        yours += f"<p><b>Your reason:</b> {esc(reason)}</p>"
    why = f"<p><b>Why not higher:</b> {esc(one.why_not_higher)}</p>" if one.why_not_higher else ""
    thresholds = "".join(_thresholds(one))
    if not one.steps and thresholds:
        thresholds = f"<details><summary>The threshold to the next level</summary>{thresholds}</details>"
    return (
        f'<section class="fg-lesson fg-lesson-{style}"><h3><span class="fg-badge">{esc(one.factor)}</span>'
        f'<span class="fg-name">{esc(one.name)}</span> <span class="fg-verdict"><span aria-hidden="true">{sign}</span> '
        f"{words}</span></h3>{yours}"
        f"<p><b>What decides it:</b> “{esc(one.fact)}” (paragraph {esc(one.paragraph)}).</p>{why}{thresholds}</section>"
    )


def _level(level: Level) -> str:
    return f'<b class="fg-nowrap">{esc(level.code)}, {esc(level.points)} points</b>'


def _consequence(one: FactorFeedback, found: Feedback) -> str:
    moved = (
        f"{esc(one.grade_alone)} instead of {esc(found.right_grade)}"
        if one.grade_alone != found.right_grade
        else f"still {esc(found.right_grade)}"
    )
    return f"That is {signed(one.points)} points; alone it makes {esc(one.total_alone)} points, {moved}."


def steps(found: Feedback, bars: Sequence[Bar]) -> dict[str, Any]:
    """Return what a picture of the way from the right total to the student's says beside its drawing."""
    names = {factor.factor: f"{factor.factor} {factor.name}" for factor in found.factors}
    table = [
        {
            "name": names[bar.change.factor] if bar.change else where,
            "right": bar.change.start if bar.change else "",
            "yours": bar.change.end if bar.change else "",
            "points": signed(bar.change.points) if bar.change else "",
            "total": bar.after,
            "grade": bar.grade,
        }
        for bar, where in zip(bars, ["Right levels", *[""] * (len(bars) - 2), "Your levels"], strict=True)
    ]
    return {
        "columns": [
            ["name", "Factor"], ["right", "Right"], ["yours", "Yours"], ["points", "Points"],
            ["total", "Total so far"], ["grade", "Grade"],
        ],
        "table": table,
        "caption": "From the right total to yours, one miss after the other",
        "description": (
            f"From the right total of {found.right_total:,} points, {found.right_grade}, to yours of {found.total:,} "
            f"points, {found.grade}, in {len(found.misses)} steps; the table below names them."
        ),
    }  # fmt: skip


def _thresholds(one: FactorFeedback) -> Iterator[str]:
    """Say what lies between the answer and the right level, from the lower one up."""
    for each in one.thresholds:
        met = " The case meets it." if one.steps < 0 else " The case does not show that." if one.steps > 0 else ""
        yield (
            f"<p><b>{esc(each.upper)} would also need</b> {esc(each.needs)}{met} "
            f'<span class="fg-source">{esc(each.source)}</span></p>'
        )


def score_html(score: Score, name: str) -> str:
    """Return score, streak and progress over the set ``name``, and where the student leans."""
    done, all_cases = score.done, len(score.cases)
    percent = "–" if score.percent is None else f"{score.percent}%"
    grades = "grade" if score.streak == 1 else "grades"
    tiles = (
        (percent, "of the marks", f"{score.marks:,} of {score.most_marks:,}"),
        (str(score.streak), f"right {grades} in a row", f"best so far {score.best_streak}"),
        (f"{done} of {all_cases}", "cases done", f"{score.right_grades} with the right grade"),
    )
    shown = "".join(
        f'<li><b class="fg-number-big">{esc(number)}</b> {esc(what)}<br><span class="fg-hint">{esc(more)}</span></li>'
        for number, what, more in tiles
    )
    bar = (
        f'<progress class="fg-progress" max="{max(all_cases, 1)}" value="{done}" aria-label="Cases done">'
        f"{done} of {all_cases}</progress>"
    )
    kept = f" {score.unscored} not scored yet, because the key is withheld." if score.unscored else ""
    return (
        f'<h2>Your progress: {esc(name.lower())}</h2><ul class="fg-tally">{shown}</ul>{bar}<p class="fg-hint">Only '
        f"your first answer to a case counts; after it you have seen the key.{kept}</p>{_factors(score)}{_cases(score)}"
    )


def _factors(score: Score) -> str:
    if not score.factors:
        return ""
    rows = [(f"{f.factor} {f.name}", f.rated, f.right, f.one_off, f.far_off, leaning(f.leaning)) for f in score.factors]
    heads = ("Factor", "Rated", "Right", "One off", "Far off", "On average")
    return f"<details><summary>Factor by factor</summary>{table(heads, rows, 'Your answers by factor')}</details>"


def leaning(levels: float) -> str:
    """Say a mean of levels too high or too low in words."""
    if abs(levels) < 0.05:
        return "neither high nor low"
    return f"{abs(levels):.1f} levels too {'high' if levels > 0 else 'low'}"


def _cases(score: Score) -> str:
    words = {None: "", True: "right grade", False: "wrong grade"}
    rows: list[tuple[str, str, str]] = [
        (c.title, f"{c.marks} of {c.most_marks}" if c.most_marks else "kept" if c.attempts else "to do",
         words[c.grade_right])
        for c in score.cases
    ]  # fmt: skip
    body = table(("Case", "Marks", "Grade"), rows, "Cases of this set")
    return f"<details><summary>Case by case</summary>{body}</details>"
