"""What the Panel page says about the ratings of a class, as HTML and as rows of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import Cell, Child, alert, folded, hint, items, join, result_head, table, tag
from fesgrade.apps.parts.words import caution, plural
from fesgrade.classroom.alpha import Alpha
from fesgrade.classroom.panel import CaseView, Change, FactorAgreement, Outlier, Panel, RaterView, RoundView
from fesgrade.classroom.ratings import Ratings
from fesgrade.shares import percent
from fesgrade.standards import Factor

WHEN = {"before": "before the discussion", "after": "after the discussion"}
#: So many are named; a class of 200 by 20 cases has thousands.
MOST = 50
NO_PACKAGE = "not installed"
NO_PAIR = "Agreement takes two raters of one factor, and no factor has two."
START = Markup(
    "<h2>How it works</h2><ol>"
    '<li>On the <a href="practice.ipynb">Practice</a> page choose a case and hand out its link, with a password for '
    "the answer key.</li>"
    "<li>Each student rates it alone, submits, and saves the results as a file.</li>"
    "<li>Open all files here, and show the class where it disagrees.</li>"
    "<li>Discuss. Each student submits once more, “after the discussion”, and saves again. Press Clear and open the "
    "new files: they hold both rounds.</li></ol>"
    "<p>Instead of the files, one table will do: a CSV or Excel file with the columns <code>rater, case, factor, "
    "level</code> and, where there are any, <code>round</code> (before or after) and <code>reason</code>.</p>"
)


def result_html(found: Ratings, files: int, view: CaseView | None) -> Markup:
    """Return how much was read, and how the case shown came out."""
    if not found.rows:
        nothing = "Nothing could be read." if files else "No files yet."
        return tag("p.fg-grade.fg-grade-open", nothing) + tag("p.fg-total", "Open the files of your class.")
    case: Child = None
    if view is not None and view.totals.low is not None:
        grades = ", ".join(f"{count} {name}" for name, count in view.totals.grades)
        low, high = view.totals.low, view.totals.high
        spread = f"{low:,} to {high:,} points" if low != high else f"all {low:,} points"
        case = tag("p.fg-missing", tag("b", f"{view.title}:"), f" {grades}; {spread}.")
    raters = f"{'rater' if len(found.raters) == 1 else 'raters'}, {plural(len(found.rows), 'rating')}"
    about = f"{plural(len(found.cases), 'case')}, {plural(files, 'file')}"
    return join(result_head(f"{len(found.raters):,}", raters, about), case)


def refused_html(faults: Sequence[str], notes: Sequence[str]) -> Markup:
    """Return what was left out, line by line, and what was read otherwise than it stands in a file."""
    otherwise = (
        folded("What was read differently from how it is written", _first(notes), open=True) if notes else Markup()
    )
    if not faults:
        return otherwise
    heading = tag("b", f"{plural(len(faults), 'error')}; everything else is kept.")
    left_out = folded("What was left out, and why", _first(faults), open=len(faults) <= 5)
    return alert("warning", heading, left_out, element="div") + otherwise


def _first(entries: Sequence[Child]) -> Markup:
    """Return the first entries as a list, and how many more there are."""
    more = len(entries) > MOST and tag("p", f"And {len(entries) - MOST:,} more.")
    return join(items("ul", entries[:MOST]), more)


# Tables behind the pictures ---------------------------------------------------------------------


Table = tuple[list[str], list[list[str]]]


def spread_table(view: CaseView, *, key: bool) -> Table:
    """Return headings and rows for the spread of a case; the key's columns only when it may be shown."""
    heads = ["Factor", "Raters by level", "Median", "Same level", "At most one apart"]
    if key:
        heads += ["Key", "At the key", "Within one of it"]
    rows = []
    for one in view.factors:
        chosen = ", ".join(f"{level.code}: {count}" for level, count in one.counts if count)
        shares = percent(one.exact, 0), percent(one.within_one, 0)
        row = [f"{one.factor} {one.name}", chosen, f"{one.median:g}", *shares]
        if key and one.key is not None:
            row += [one.key.code, f"{one.at_key} of {one.ratings}", f"{one.near_key} of {one.ratings}"]
        row += [""] * (len(heads) - len(row))
        rows.append(row)
    return heads, rows


def legend_html(*, key: bool) -> Markup:
    """Say how the picture of the spread is read."""
    framed = f" The red frame is the key of the exercise. {caution('Cases are examples, never precedents')}"
    return hint("Each number counts raters. Dark is the level that most chose.", key and framed)


def spread_words(view: CaseView) -> str:
    """Say in words where the raters of a case are furthest apart."""
    split = sorted((one for one in view.factors if one.exact is not None), key=lambda one: one.exact or 0)[:3]
    if not split:
        return f"{plural(view.raters, 'rater')}; it takes two to compare."
    widest = "; ".join(f"factor {one.factor} from {one.low.code} to {one.high.code}" for one in split)
    return f"{plural(view.raters, 'rater')}. Least agreement: {widest}. The table below has all counts."


def totals_words(view: CaseView) -> str:
    totals = view.totals
    if totals.low is None or totals.high is None or totals.median is None:
        return "Nobody rated every factor, so there is no total."
    left_out = f" {plural(totals.incomplete, 'rater')} left factors out and is not shown." if totals.incomplete else ""
    return f"Totals from {totals.low:,} to {totals.high:,} points, median {totals.median:,.0f}.{left_out}"


Share = tuple[str, float | None, float | None, float | None]


def shares(found: Iterable[FactorAgreement | Change], names: Mapping[tuple[str, str], str]) -> list[Share]:
    """Return name, share at the same level, at most one apart, and the share before, factor by factor."""
    made: list[Share] = []
    for one in found:
        if isinstance(one, Change):
            if one.factor:
                name = names[one.method, one.factor]
                made.append((name, one.exact_after, one.within_one_after, one.exact_before))
        else:
            made.append((names[one.method, one.factor], one.exact, one.within_one, None))
    return made


def names_of(ratings: Ratings) -> dict[tuple[str, str], str]:
    """Return the labels of the factors by method and id; where both methods were used the guide's say so."""
    both = len({standard.method for standard in ratings.standards.values()}) > 1
    found: dict[tuple[str, str], str] = {}
    for standard in ratings.standards.values():
        for factor in standard.factors:
            found.setdefault((standard.method, factor.id), _label(factor, both and standard.is_supervisory))
    return found


def _label(factor: Factor, guide: bool) -> str:
    return f"{'GSSG ' if guide else ''}{factor.id} {factor.short_name}"


def agreement_table(panel: Panel, view: RoundView, names: Mapping[tuple[str, str], str], *, key: bool) -> Table:
    """Return headings and rows for agreement: alpha where there are several cases, both rounds where there are two."""
    alphas = {(one.method, one.factor): one.alpha for one in view.factors}
    has_alpha = any(alpha.value is not None for alpha in alphas.values())
    heads = ["Factor", "Same level", "At most one apart", *(["Alpha", "95% interval"] if has_alpha else [])]
    if panel.changes:
        heads += ["Same level before", "Changed", *(["At the key, before and after"] if key else [])]
    rows = []
    for one in [change for change in panel.changes if change.factor] or view.factors:
        alpha = _alpha_cells(alphas.get((one.method, one.factor), Alpha(None, None, None, 0))) if has_alpha else ()
        name = names[one.method, one.factor]
        if isinstance(one, Change):
            row = [name, percent(one.exact_after, 0), percent(one.within_one_after, 0), *alpha]
            row += [percent(one.exact_before, 0), f"{one.moved} of {one.ratings}"]
            if key:
                row.append(f"{one.at_key_before} and {one.at_key_after} of {one.keyed}" if one.keyed else "")
        else:
            row = [name, percent(one.exact, 0), percent(one.within_one, 0), *alpha]
        rows.append(row)
    return heads, rows


def _alpha_cells(alpha: Alpha) -> tuple[str, str]:
    """Return alpha and its interval as they are written."""
    interval = "–" if alpha.low is None or alpha.high is None else f"{alpha.low:.2f} to {alpha.high:.2f}"
    return "–" if alpha.value is None else f"{alpha.value:.2f}", interval


# Below the pictures -----------------------------------------------------------------------------


def alpha_html(panel: Panel) -> Markup:
    """Return alpha over all factors, round by round, and how it is read."""
    if any(NO_PACKAGE in view.profile.why for view in panel.rounds):
        return NO_ALPHA
    rounds = ((f"{WHEN[view.round].capitalize()}: ", _alpha(view.profile)) for view in panel.rounds)
    return join(tag("h2", "Alpha over all factors"), items("ul", rounds), hint(ABOUT_ALPHA))


def _alpha(alpha: Alpha) -> Child:
    value, interval = _alpha_cells(alpha)
    why = alpha.why and f" {alpha.why}"
    if alpha.value is None:
        return why
    reach = "" if alpha.low is None else f" (95% interval {interval})"
    return tag("b", value), f"{reach}: {alpha.words}.", why


NO_ALPHA = Markup(
    "<h2>Alpha</h2><p>Alpha and its interval are left out, because the package krippendorff is not installed; "
    "everything else is here. Who runs this server can add it: <code>pip install 'fesgrade[panel]'</code>.</p>"
)
ABOUT_ALPHA = (
    "Krippendorff’s alpha for ordered levels corrects for chance: 1 is full agreement, 0 is chance. From "
    "0.800 it is usually called reliable, from 0.667 good for tentative conclusions. Over the factors of one case it "
    "runs high, because every rater knows that factor 1 carries more levels than factor 9: use it to compare rounds or "
    "groups. Per factor it takes two cases or more, and stands in the table of agreement."
)


def apart_html(view: RoundView, titles: Mapping[str, str], *, key: bool) -> Markup:
    """Return who stands apart and on what, and how each rater leans."""
    nobody = tag("p", "No rating is two levels or more from the median, the middle rating, of at least two others.")
    return join(
        tag("h2", f"Outlying ratings, {WHEN[view.round]}"),
        _first([_outlier(one, titles) for one in view.outliers]) or nobody,
        hint("An outlying rating may still be right: ask what this rater saw that the others did not."),
        folded("Rater by rater", _raters(view.raters, key=key)),
    )


def _outlier(one: Outlier, titles: Mapping[str, str]) -> Markup:
    how = "higher" if one.levels_off > 0 else "lower"
    words = (
        f", {titles.get(one.case, one.case)}, factor {one.factor}: {one.level}, {abs(one.levels_off):g} levels {how} "
        f"than the others, whose median is level {one.others:g}."
    )
    return tag("b", one.rater) + words


def _raters(raters: Iterable[RaterView], *, key: bool) -> Markup:
    heads = ["Rater", "Ratings", "Levels from the others", "Leaning", "Outliers", *(["At the key"] if key else [])]
    rows: list[list[Cell]] = [
        [
            one.rater, one.ratings, "–" if one.off is None else f"{one.off:.1f}", _lean(one.leaning), one.outliers,
            *([f"{one.at_key} of {one.keyed}"] if key else []),
        ]
        for one in raters
    ]  # fmt: skip
    return table(heads, rows, "How each rater compares with the others")


def _lean(leaning: float | None) -> str:
    if leaning is None:
        return "–"
    return "neither" if abs(leaning) < 0.05 else f"{abs(leaning):.1f} {'higher' if leaning > 0 else 'lower'}"


def discussion_html(panel: Panel, *, key: bool) -> Markup:
    """Return what the discussion did, over everybody who rated before and after it; empty without a second round."""
    several = len({change.method for change in panel.changes}) > 1
    parts = [_change(one, several, key) for one in panel.changes if not one.factor]
    if not parts:
        return Markup()
    about = hint("Over the ratings that the same rater gave in both rounds.")
    return join(tag("h2", "What the discussion did"), parts, about)


def _change(one: Change, several: bool, key: bool) -> Markup:
    """Return what a discussion did to the ratings by one method, which is named where there are ``several``."""
    kind = "Supervisory work: " if several and one.method == "gssg" else ""
    at = f" At the key: {one.at_key_before:,} before, {one.at_key_after:,} after, of {one.keyed:,}."
    return tag(
        "p",
        f"{kind}{one.moved:,} of {one.ratings:,} ratings changed. Pairs at the same level: ",
        tag("b", percent(one.exact_before, 0)),
        " before, ",
        tag("b", percent(one.exact_after, 0)),
        f" after; at most one level apart: {percent(one.within_one_before, 0)} before, "
        f"{percent(one.within_one_after, 0)} after.",
        key and one.keyed > 0 and at,
    )
