"""What the Practice page says: the case, what came of an answer factor by factor, and how a set goes. As HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, folded, hidden, hint, items, join, result_head, sourced, table, tag
from fesgrade.apps.parts.words import caution
from fesgrade.apps.rating.state import KINDS
from fesgrade.classroom.feedback import FactorFeedback, Feedback
from fesgrade.classroom.practice import Case
from fesgrade.classroom.score import Score
from fesgrade.compare import Bar
from fesgrade.evaluation import Evaluation
from fesgrade.shares import signed
from fesgrade.standards import PRIMARY, Level, Standard

#: How a verdict is marked, and the style of its card; the mark is never the only sign.
VERDICTS = {
    "right": ("✓", "Right", "right"),
    "one off": ("≈", "One level off", "near"),
    "far off": ("✗", "Farther off", "far"),
}


def case_html(case: Case, standard: Standard, facts: Iterable[tuple[str, str]] = ()) -> Markup:
    """Return a case as a student may read it; ``facts`` (factor, words) are marked once the answer is committed."""
    marked = list(facts)
    about = [case.setting, f"rated by {standard.title}, {standard.edition}"]
    if case.kind_of_work:
        about.append(KINDS[case.kind_of_work].lower())
    if case.series:
        about.append(f"series {case.series}")
    description = folded(
        "The whole description of the position",
        marked and hint("The marked words decide the factor whose number stands behind them."),
        items("ol.fg-paragraphs", (_marked(text, marked) for text in case.paragraphs)),
        open=True,
    )
    return join(
        tag("h2#fg-the-case", case.title),
        tag("p.fg-lead", case.short_text),
        hint(f"{'; '.join(about)}."),
        description,
        hint(_caution(standard)),
    )


def _caution(standard: Standard) -> str:
    words = f"This is an exercise. {caution('Cases and decisions are examples, never precedents')}"
    if standard.id == PRIMARY:
        words += (
            " It is rated by the Primary Standard, which may not by itself classify an actual position "
            "(Handbook p. 11)."
        )
    return words


def _marked(text: str, facts: Iterable[tuple[str, str]]) -> Markup:
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
    parts: list[Child] = []
    at = 0
    for start, end, factors in spans:
        number = tag("span", "·".join(factors), aria_hidden="true")
        label = hidden(f"(factor {' and '.join(factors)})")
        parts += [text[at:start], tag("mark", text[start:end]), tag("sup.fg-badge", label, number)]
        at = end
    return join(parts, text[at:])


def waiting_html(rated: int, missing: Iterable[str], factors: int) -> Markup:
    """Return what stands as the result before an answer is committed: how far it has come, and nothing else."""
    left = list(missing)
    words = f"Still to rate: {', '.join(left)}." if left and rated else "Rate every factor, then submit your rating."
    if not left:
        words = "Submit your rating to see what decides each factor."
    about = "The total and the grade appear after you submit."
    return join(
        result_head(f"{rated} of {factors}", "factors rated", about, is_open=True),
        tag("p.fg-missing", words),
    )


def withheld_html(found: Evaluation, why: str) -> Markup:
    """Return the result of an answer whose key may not be shown, or does not exist."""
    return join(
        result_head(found.grade, f"{found.total:,} points", "your total"),
        tag("p.fg-missing", f"Your answer is submitted. {why}"),
    )


def outcome_html(found: Feedback, *, changed: bool = False) -> Markup:
    """Return the result of a committed answer against the key; ``changed`` since on the sheet."""
    since = " You have changed the sheet since; submit again to see the new result." if changed else ""
    counts = [
        f"{n} {words.lower()}"
        for verdict, (_, words, _) in VERDICTS.items()
        if (n := sum(f.verdict == verdict for f in found.factors))
    ]
    score = f" Score {found.marks:,} of {found.most_marks:,}: {', '.join(counts)}.{since}"
    right = f"right: {found.right_total:,} points, {found.right_grade}"
    return join(
        result_head(found.grade, f"{found.total:,} points", right),
        tag("p.fg-missing", tag("b", _grades(found.grades_off)), score),
    )


def _grades(off: int) -> str:
    if not off:
        return "The right grade."
    return f"{'One grade' if abs(off) == 1 else f'{abs(off)} grades'} too {'high' if off > 0 else 'low'}."


def feedback_html(found: Feedback, reasons: Mapping[str, str]) -> Markup:
    """Return what came of each factor: verdict, the student's reason, the deciding fact, threshold, points, grade."""
    about = (
        "A level counts only when the work fully meets it; otherwise it is the next lower one (Handbook p. 10). The "
        "right level scores two, the level next to it one."
    )
    lessons = (_lesson(factor, found, reasons) for factor in found.factors)
    return join(tag("h2", "Factor by factor"), hint(about), tag("div.fg-lessons", lessons), hint(found.source))


def _lesson(one: FactorFeedback, found: Feedback, reasons: Mapping[str, str]) -> Markup:
    sign, words, style = VERDICTS[one.verdict]
    yours: Child = tag("p", _level(one.right))
    if one.steps:
        how = "level" if abs(one.steps) == 1 else "levels"
        off = f": {abs(one.steps)} {how} too {'high' if one.steps > 0 else 'low'}. {_consequence(one, found)}"
        yours = tag("p", "You chose ", _level(one.given), "; it is ", _level(one.right), off)
    thresholds: Child = list(_thresholds(one))
    if thresholds and not one.steps:
        thresholds = folded("The threshold to the next level", thresholds)
    given = (("Your reason:", one.factor), ("Your reason against the next level:", f"{one.factor}/next"))
    own = (tag("p", tag("b", words), f" {reasons[key]}") for words, key in given if reasons.get(key))
    return lesson(
        factor=one.factor,
        name=one.name,
        verdict=(tag("span", sign, aria_hidden="true"), f" {words}"),
        answer=(yours, list(own)),
        decides=f"“{one.fact}” (paragraph {one.paragraph}).",
        why_not_higher=one.why_not_higher,
        style=style,
        more=thresholds,
    )


def lesson(
    factor: str,
    name: str,
    verdict: Child,
    answer: Child,
    decides: str,
    why_not_higher: str,
    *,
    style: str,
    more: Child = None,
) -> Markup:
    """Return the card of a factor: its name and verdict, the answer, the fact that decides it, and ``more`` below."""
    heading = tag("span.fg-badge", factor), tag("span.fg-name", name), " ", tag("span.fg-verdict", verdict)
    return tag(
        f"section.fg-lesson.fg-lesson-{style}",
        tag("h3", heading),
        answer,
        tag("p", tag("b", "What decides it:"), f" {decides}"),
        why_not_higher and tag("p", tag("b", "Why not higher:"), f" {why_not_higher}"),
        more,
    )


def _level(level: Level) -> Markup:
    return tag("b.fg-nowrap", f"{level.code}, {level.points:,} points")


def _consequence(one: FactorFeedback, found: Feedback) -> str:
    moved = (
        f"{one.grade_alone} instead of {found.right_grade}"
        if one.grade_alone != found.right_grade
        else f"still {found.right_grade}"
    )
    return f"That is {signed(one.points)} points; alone it makes {one.total_alone:,} points, {moved}."


def steps_table(found: Feedback, bars: Sequence[Bar]) -> list[tuple[str | int, ...]]:
    """Return the way from the right total to the student's, one miss a row."""
    names = {factor.factor: f"{factor.factor} {factor.name}" for factor in found.factors}
    misses = [
        (names[bar.change.factor], bar.change.start, bar.change.end, signed(bar.change.points), bar.after, bar.grade)
        for bar in bars
        if bar.change
    ]
    first, last = bars[0], bars[-1]
    return [
        ("Right levels", "", "", "", first.after, first.grade),
        *misses,
        ("Your levels", "", "", "", last.after, last.grade),
    ]


def steps_words(found: Feedback) -> str:
    """Return what a screen reader hears instead of the picture of that way."""
    return (
        f"From the right total of {found.right_total:,} points, {found.right_grade}, to yours of {found.total:,} "
        f"points, {found.grade}, in {len(found.misses)} steps; the table below names them."
    )


def _thresholds(one: FactorFeedback) -> Iterator[Markup]:
    """Say what lies between the answer and the right level, from the lower one up."""
    meets = " The case meets it." if one.steps < 0 else " The case does not show that." if one.steps > 0 else ""
    for each in one.thresholds:
        yield tag("p", sourced((tag("b", f"{each.upper} would also need"), f" {each.needs}{meets}"), each.source))


def score_html(score: Score, name: str) -> Markup:
    """Return score, streak and progress over the set ``name``, and where the student leans."""
    done, all_cases = score.done, len(score.cases)
    percent = "–" if score.percent is None else f"{score.percent}%"
    grades = "grade" if score.streak == 1 else "grades"
    tiles = (
        (percent, "score", f"{score.marks:,} of {score.most_marks:,}"),
        (str(score.streak), f"right {grades} in a row", f"best so far {score.best_streak}"),
        (f"{done} of {all_cases}", "cases done", f"{score.right_grades} with the right grade"),
    )
    kept = f" {score.unscored} not scored yet, because the key is withheld." if score.unscored else ""
    return join(
        tag("h2", f"Your progress: {name.lower()}"),
        items("ul.fg-tally", (
            (tag("b.fg-number-big", number), f" {what}", tag("br"), tag("span.fg-hint", more))
            for number, what, more in tiles
        )),
        tag("progress.fg-progress", f"{done} of {all_cases}", max=max(all_cases, 1), value=done,
            aria_label="Cases done"),
        hint(f"Only your first answer to a case counts; after it you have seen the key.{kept}"),
        _factors(score),
        _cases(score),
    )  # fmt: skip


def _factors(score: Score) -> Markup:
    if not score.factors:
        return Markup()
    rows = [(f"{f.factor} {f.name}", f.rated, f.right, f.one_off, f.far_off, leaning(f.leaning)) for f in score.factors]
    heads = ("Factor", "Rated", "Right", "One level off", "Farther off", "On average")
    return folded("Factor by factor", table(heads, rows, "Your answers by factor"))


def leaning(levels: float) -> str:
    """Say a mean of levels too high or too low in words."""
    if abs(levels) < 0.05:
        return "neither high nor low"
    return f"{abs(levels):.1f} levels too {'high' if levels > 0 else 'low'}"


def _cases(score: Score) -> Markup:
    words = {None: "", True: "right grade", False: "wrong grade"}
    rows: list[tuple[str, str, str]] = [
        (c.title, f"{c.marks} of {c.most_marks}" if c.most_marks else "kept" if c.attempts else "to do",
         words[c.grade_right])
        for c in score.cases
    ]  # fmt: skip
    return folded("Case by case", table(("Case", "Score", "Grade"), rows, "Cases of this set"))
