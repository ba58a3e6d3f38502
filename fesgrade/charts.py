"""Pictures as Altair charts: what is drawn and how, never a point value of its own.

Every function in :data:`CHARTS` returns a chart whose one data source is the named dataset ``rows``; the
page replaces those rows and draws nothing anew. The charts become Vega-Lite specs when the package is built
(:mod:`fesgrade.apps.assets`), so a page never imports Altair.

What stands on an axis has an order of its own: rows that are replaced would else stand in the order in which Vega
first met them.

Colors are CSS variables of the pages with a plain value behind them: light, dark, forced colors and paper need
no second drawing, and a picture taken out of the page keeps its colors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from fesgrade import chances, compare, whatif
from fesgrade.cases import Replay, replay
from fesgrade.cases import load as load_cases
from fesgrade.mixed import BARS as KEEPS_OUT
from fesgrade.mixed import MAJORITY, Judged
from fesgrade.standards import GRID, Factor, GradeRange, load
from fesgrade.supervisory import QUARTER, percent_words

if TYPE_CHECKING:
    import altair as alt

    from fesgrade.ratings import RaterTotal, Spread

Rows = list[dict[str, Any]]

INK = "var(--fg-ink, #1b1b1b)"
INK_SOFT = "var(--fg-ink-soft, #565c65)"
LINE = "var(--fg-line, #dfe1e2)"
PAPER = "var(--fg-card, #ffffff)"
ACCENT = "var(--fg-fill, #005ea2)"
ON_ACCENT = "var(--fg-on-fill, #ffffff)"
NEIGHBOR = "var(--fg-neighbor, #97d4ea)"
MARK = "var(--fg-mark, #b50909)"
GOLD = "var(--fg-second, #936f38)"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

#: Room for the top grade, which has no end, where its range begins at the very highest total.
TOP = 100
#: Two numbers below the ladder need this many points between them, or they run into each other.
APART = 650
#: A cell of the heat map this many grades away is as strong as one further away.
FAR_GRADES = 4
#: A histogram of more totals than this gathers them, this many points to a bar.
BARS, GATHERED = 120, 50
#: So many bars have room for a percent sign above each on a phone.
ROOMY = 8
#: Totals of raters that lie no further apart stand one above the other.
STACKED = 40
#: Over more grades than this their names are too long to stand side by side on a phone.
WRITTEN_OUT = 4
#: The size of the words of axes and legends in pictures for a whole room.
PROJECTED = 14


def ladder_rows(grades: Iterable[GradeRange], highest: int, total: int | None = None) -> Rows:
    """Return one row per grade range, and one for ``total`` if there is one; ``highest`` ends the top range.

    ``role`` is ``this`` for the grade that holds the total, ``neighbor`` for the ones beside it, ``other``
    for the rest and ``total`` for the total itself. ``floor`` is the range's lowest total where there is room
    to write it: always at both ends of this grade, elsewhere where no other number stands near; ``after`` marks
    the range next above this grade.
    """
    ranges = sorted(grades, key=lambda grade: grade.low)
    ends = [after.low for after in ranges[1:]] + [max(highest, ranges[-1].low + TOP)]
    held = (g.low <= total and (g.high is None or total <= g.high) for g in ranges) if total is not None else ()
    here = next((i for i, holds in enumerate(held) if holds), None)
    written = [g.low for i, g in enumerate(ranges) if here is not None and i in (here, here + 1)]
    for g in ranges[1:]:
        if all(abs(g.low - other) >= APART for other in written):
            written.append(g.low)
    rows: Rows = []
    for i, (grade, end) in enumerate(zip(ranges, ends, strict=True)):
        role = "other" if here is None else {0: "this", 1: "neighbor"}.get(abs(i - here), "other")
        rows.append(
            {
                "grade": str(grade.grade),
                "name": grade.name,
                "low": grade.low,
                "high": grade.high,
                "end": end,
                "floor": grade.low if grade.low in written else None,
                "after": here is not None and i == here + 1,
                "role": role,
            }
        )
    if total is not None:
        rows.append({"grade": "", "name": "Total", "low": total, "high": total, "end": total, "role": "total"})
    return rows


def ladder() -> alt.LayerChart:
    """Draw all grade ranges on the points scale, the total, and its neighbors."""
    import altair as alt

    base = alt.Chart().transform_filter("datum.role != 'total'")
    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=None)
    color = alt.condition("datum.role == 'this'", alt.value(ON_ACCENT), alt.value(INK))
    bars = base.mark_rect(cornerRadius=2, stroke=PAPER, strokeWidth=1.5).encode(
        x=x,
        x2="end:Q",
        y=alt.value(34),
        y2=alt.value(64),
        color=alt.Color(
            "role:N", scale=alt.Scale(domain=["this", "neighbor", "other"], range=[ACCENT, NEIGHBOR, LINE]), legend=None
        ),
    )
    names = (
        base.transform_calculate(middle="(datum.low + datum.end) / 2")
        .mark_text(fontSize=11, baseline="middle", fontWeight="bold")
        .encode(x=alt.X("middle:Q"), y=alt.value(49), text="grade:N", color=color)
    )
    # The floor of this grade is written to the left of its line and the next one's to the right: ranges are narrow.
    floors = [
        base.transform_filter(f"isValid(datum.floor) && {which}")
        .mark_text(fontSize=10, baseline="top", color=INK_SOFT, align=alt.Align(align), dx=shift)
        .encode(x="low:Q", y=alt.value(70), text=alt.Text("floor:Q", format=","))
        for which, align, shift in (
            ("datum.role == 'this'", "right", 4),
            ("datum.after", "left", -4),
            ("datum.role != 'this' && !datum.after", "center", 0),
        )
    ]
    total = alt.Chart().transform_filter("datum.role == 'total'")
    arrow = total.mark_point(shape="triangle-down", size=70, filled=True, color=MARK, opacity=1).encode(
        x="low:Q", y=alt.value(27)
    )
    label = total.mark_text(fontSize=13, fontWeight="bold", color=MARK, baseline="bottom").encode(
        x="low:Q", y=alt.value(20), text=alt.Text("low:Q", format=",")
    )
    standard = load().standards["fes-primary"]
    rows = alt.Data(name="rows", values=ladder_rows(standard.grades, standard.highest_total))
    return _styled(alt.layer(bars, names, *floors, arrow, label, data=rows).properties(width="container", height=84))


#: What a mark of the profile stands for, in the order of the legend.
ROLES = ("below", "this", "above", "position")


def profile_rows(
    factors: Iterable[Factor],
    chosen: Mapping[str, str],
    typical: Mapping[int, Mapping[str, Sequence[int]]],
    grade: int | None,
) -> Rows:
    """Return one row for each level of the position and for each typical one of the grades in ``typical``.

    ``role`` is ``position``, or ``below``, ``this`` and ``above`` for a typical level of a lower grade than
    ``grade``, of that one, or of a higher one.
    """
    rows: Rows = []
    for factor in factors:
        name = f"{factor.id} {factor.short_name}"
        for other, column in typical.items():
            role = "this" if other == grade else "below" if grade is not None and other < grade else "above"
            rows += [{"factor": name, "level": number, "role": role, "typical": other} for number in column[factor.id]]
        if factor.id in chosen:
            number = int(chosen[factor.id].rpartition("-")[2])
            rows.append({"factor": name, "level": number, "role": "position", "typical": None})
    if not rows:  # an empty axis says nothing; the names of the factors do
        rows = [{"factor": f"{f.id} {f.short_name}", "level": None, "role": "none", "typical": None} for f in factors]
    return rows


def profile_params(grades: Mapping[str, int]) -> dict[str, Any]:
    """Return the legend of the profile; ``grades`` holds the grades of ``below``, ``this`` and ``above`` there are."""
    names = {role: f"GS-{grade} typical" for role, grade in grades.items()} | {"position": "This position"}
    return {"names": names, "roles": [role for role in ROLES if role in names]}


def profile() -> alt.LayerChart:
    """Draw the levels of a position against typical levels of the grades around it."""
    import altair as alt

    y = alt.Y("factor:N", title=None, axis=alt.Axis(labelLimit=170, domain=False, ticks=False, grid=True))
    x = alt.X(
        "level:Q",
        title="Level",
        scale=alt.Scale(domain=[0.5, 9.5], nice=False),
        axis=alt.Axis(values=list(range(1, 10)), format="d", grid=False),
    )
    shown = {"below": (INK_SOFT, -6), "this": (ACCENT, 0), "above": (GOLD, 6)}
    bars = [
        alt.Chart()
        .transform_filter(f"datum.role == '{role}'")
        .mark_tick(orient="horizontal", thickness=5, width=26, yOffset=offset, cornerRadius=2)
        .encode(x=x, y=y, color=_grade_color())
        for role, (_, offset) in shown.items()
    ]
    frame = alt.Chart().mark_point(opacity=0).encode(x=x, y=y)
    position = (
        alt.Chart()
        .transform_filter("datum.role == 'position'")
        .mark_point(shape="circle", size=130, strokeWidth=3, fill=PAPER, fillOpacity=0.6, opacity=1)
        .encode(x=x, y=y, color=_grade_color())
    )
    standard = load().standards["fes-primary"]
    rows = alt.Data(name="rows", values=profile_rows(standard.factors, {}, {}, None))
    legend = [alt.param(name=name, value=value) for name, value in profile_params({}).items()]
    chart = alt.layer(frame, *bars, position, data=rows).add_params(*legend)
    return _styled(chart.properties(width="container", height=alt.Step(26)))


def _grade_color() -> alt.Color:
    import altair as alt

    return alt.Color(
        "role:N",
        scale=alt.Scale(domain=list(ROLES), range=[INK_SOFT, ACCENT, GOLD, MARK]),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelExpr="names[datum.label]",
            values=alt.ExprRef("roles"),
            symbolType="square",
            columns=2,
            offset=4,
        ),
    )


def heat_rows(grid: whatif.Grid) -> Rows:
    """Return one row per cell of a two-factor grid, highest level first.

    ``flip`` is how many grades the cell lies from the position's, ``far`` how strong it is drawn.
    """
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "total": cell.total,
            "grade": cell.grade,
            "short": cell.grade.removeprefix("GS-"),
            "flip": cell.flip,
            "far": min(abs(cell.flip), FAR_GRADES),
            "current": cell.current,
            "described": cell.described,
        }
        for line in reversed(grid.cells)
        for cell in line
    ]


def heat() -> alt.LayerChart:
    """Draw the grade over two factors: lower and higher grades in two colors, the further the stronger."""
    import altair as alt

    place = {
        "x": alt.X("column:O", title=None, axis=alt.Axis(labelAngle=0, domain=False, ticks=False)),
        "y": alt.Y("row:O", title=None, sort="descending", axis=alt.Axis(domain=False, ticks=False, labelPadding=8)),
    }
    cells = (
        alt.Chart()
        .transform_calculate(side="datum.flip < 0 ? 'lower' : datum.flip > 0 ? 'higher' : 'same'")
        .mark_rect(stroke=PAPER, strokeWidth=2, cornerRadius=3)
        .encode(
            **place,
            color=alt.Color(
                "side:N", legend=None, scale=alt.Scale(domain=["lower", "same", "higher"], range=[GOLD, LINE, ACCENT])
            ),
            # Weak enough at its strongest that the grade written in the cell is legible, light and dark.
            fillOpacity=alt.FillOpacity(
                "far:Q", legend=None, scale=alt.Scale(domain=[0, FAR_GRADES], range=[0.12, 0.42], clamp=True)
            ),
        )
    )
    names = alt.Chart().mark_text(fontSize=12).encode(**place, text="short:N")
    outside = (
        alt.Chart()
        .transform_filter("!datum.described")
        .mark_rect(fillOpacity=0, stroke=INK_SOFT, strokeWidth=1, strokeDash=[2, 3], cornerRadius=3)
        .encode(**place)
    )
    current = (
        alt.Chart()
        .transform_filter("datum.current")
        .mark_rect(fillOpacity=0, stroke=MARK, strokeWidth=3, cornerRadius=3)
        .encode(**place)
    )
    standard = load().standards["fes-primary"]
    lowest = [factor.levels[0].code for factor in standard.factors]
    rows = alt.Data(name="rows", values=heat_rows(whatif.grid(lowest, standard, "1", "4")))
    chart = alt.layer(cells, names, outside, current, data=rows)
    return _styled(chart.properties(width="container", height=alt.Step(26)))


def grade_rows(shares: Mapping[str, Fraction], grade: str | None = None) -> Rows:
    """Return one row per grade with its share, from 0 to 1; ``grade`` is the one of the position.

    ``shares`` may be the chances of a distribution or the shares of a whole space, lowest grade first. The percent
    signs are left out of ``words`` where there is no room for them.
    """
    sign = "%" if len(shares) <= ROOMY else ""
    return [
        {
            "grade": name,
            "number": int(name.removeprefix("GS-")),
            "share": float(share),
            "words": _percent(float(share)) + sign,
            "this": name == grade,
        }
        for name, share in shares.items()
    ]


def _percent(share: float) -> str:
    """Return a share in whole percent, and never 0 or 100 for what is only near it."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 < share < 1 else f"{share * 100:.0f}"


def grade_bars() -> alt.LayerChart:
    """Draw the share of each grade as a bar, the position's own marked."""
    import altair as alt

    place = {
        "x": alt.X("number:O", title="Grade, with percent", axis=alt.Axis(labelAngle=0, ticks=False)),
        "y": alt.Y("share:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
    }
    bars = alt.Chart().mark_bar(cornerRadius=2).encode(**place, color=_this())
    names = alt.Chart().mark_text(fontSize=11, dy=-8).encode(**place, text="words:N")
    sets = chances.space(load().standards["fes-primary"])
    rows = alt.Data(name="rows", values=grade_rows({each.grade: each.share for each in sets.grades}))
    return _styled(alt.layer(bars, names, data=rows).properties(width="container", height=140))


def totals_rows(
    counts: Sequence[tuple[int, int]], grades: Iterable[GradeRange], grade: str | None = None, total: int | None = None
) -> Rows:
    """Return a histogram of totals: a band for each grade that comes up, a bar for each total, and the one at hand.

    ``counts`` are those of a distribution or of a whole space. More than :data:`BARS` totals are gathered into
    wider bars, which never reach across the line between two grades. ``grade`` and ``total`` are the position's.
    """
    if not counts:
        return []
    ranges = sorted(grades, key=lambda each: each.low)
    ends = [after.low for after in ranges[1:]] + [max(counts[-1][0] + GRID, ranges[-1].low + TOP)]
    whole = sum(count for _, count in counts)
    width = GRID if len(counts) <= BARS else GATHERED
    rows: Rows = []
    for each, end in zip(ranges, ends, strict=True):
        mine = [(points, count) for points, count in counts if each.low <= points < end]
        if mine:
            about = {"grade": each.name, "short": each.name.removeprefix("GS-"), "this": each.name == grade}
            share = sum(count for _, count in mine) / whole
            rows.append({"kind": "grade", "low": each.low, "end": end, "share": share, **about})
        for step, group in groupby(mine, key=lambda pair, low=each.low: (pair[0] - low) // width):  # type: ignore[misc]
            low = each.low + step * width
            share = sum(count for _, count in group) / whole
            rows.append({"kind": "total", "low": low, "end": min(low + width, end), "share": share, **about})
    if total is not None:
        rows.append({"kind": "here", "low": total, "end": total, "share": 0, "grade": "", "short": "", "this": True})
    return rows


def totals() -> alt.LayerChart:
    """Draw how often each total comes up, over the ranges of the grades, and the total at hand."""
    import altair as alt

    axis = alt.Axis(grid=False, format=",d", tickCount=5)
    x = alt.X("low:Q", title="Points", scale=alt.Scale(zero=False, nice=False), axis=axis)
    bands = alt.Chart().transform_filter("datum.kind == 'grade'")
    frame = bands.mark_rect(opacity=0).encode(x=x, x2="end:Q", y=alt.value(0), y2=alt.value("height"))
    lines = bands.mark_rule(color=LINE).encode(x=x, y=alt.value(-16), y2=alt.value("height"))
    names = (
        bands.transform_calculate(middle="(datum.low + datum.end) / 2")
        .mark_text(fontSize=11, fontWeight="bold")
        .encode(x=alt.X("middle:Q"), y=alt.value(-8), text="short:N")
    )
    bars = (
        alt.Chart()
        .transform_filter("datum.kind == 'total'")
        # A few totals far apart would be bars too thin to see.
        .mark_rect(strokeWidth=2)
        .encode(
            x=x,
            x2="end:Q",
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format="~%", tickCount=4, domain=False, ticks=False)),
            y2=alt.datum(0),
            fill=alt.Fill("this:N", legend=None, scale=_this_scale()),
            stroke=alt.Stroke("this:N", legend=None, scale=_this_scale()),
        )
    )
    here = (
        alt.Chart()
        .transform_filter("datum.kind == 'here'")
        .mark_rule(color=MARK, strokeWidth=2)
        .encode(x=x, y=alt.value(0), y2=alt.value("height"))
    )
    standard = load().standards["fes-primary"]
    rows = alt.Data(name="rows", values=totals_rows(chances.space(standard).totals, standard.grades))
    return _styled(alt.layer(frame, lines, names, bars, here, data=rows).properties(width="container", height=160))


def waterfall_rows(
    bars: Sequence[compare.Bar], factors: Iterable[Factor], grades: Iterable[GradeRange], start: str, end: str
) -> Rows:
    """Return the rows of a waterfall between the scenarios named ``start`` and ``end``, and the lines it crosses."""
    names = {factor.id: factor.short_name for factor in factors}
    rows: Rows = []
    for place, (bar, scenario) in enumerate(zip(bars, [start, *[""] * (len(bars) - 2), end], strict=True)):
        change = bar.change
        rows.append(
            {
                "place": place,
                "kind": "total" if change is None else "up" if change.points > 0 else "down",
                "label": f"{names[change.factor]}, {change.start} to {change.end}" if change else scenario,
                "before": bar.before if change else bar.after,
                "after": bar.after,
                "words": f"{change.points:+,}".replace("-", "−") if change else f"{bar.after:,}, {bar.grade}",
                "grade": bar.grade,
            }
        )
    low, high = min(bar.after for bar in bars), max(bar.after for bar in bars)
    return rows + [
        {
            "place": None,
            "kind": "line",
            "label": None,
            "before": each.low,
            "after": each.low,
            "words": each.name,
            "grade": each.name,
        }
        for each in grades
        if low < each.low <= high
    ]


def waterfall() -> alt.LayerChart:
    """Draw the way from one scenario's total to another's, factor by factor, and the lines between grades crossed."""
    import altair as alt

    axis = alt.Axis(grid=False, format=",d", tickCount=5)
    x = alt.X("before:Q", title="Points", scale=alt.Scale(zero=False, padding=60), axis=axis)
    order = alt.EncodingSortField("place", op="min")
    y = alt.Y("label:O", title=None, sort=order, axis=alt.Axis(labelLimit=190, domain=False, ticks=False))
    kind = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=["up", "down", "total"], range=[ACCENT, GOLD, INK]))
    lines = alt.Chart().transform_filter("datum.kind == 'line'")
    shown = alt.Chart().transform_filter("datum.kind != 'line'")
    steps = alt.Chart().transform_filter("datum.kind == 'up' || datum.kind == 'down'")
    frame = shown.mark_point(opacity=0).encode(x=x, y=y)
    rule = lines.mark_rule(color=INK_SOFT, strokeDash=[4, 3]).encode(x=x, y=alt.value(-16), y2=alt.value("height"))
    name = lines.mark_text(fontSize=11, align="left", dx=4, color=INK_SOFT).encode(x=x, y=alt.value(-8), text="words:N")
    bars = steps.mark_bar(height=14, cornerRadius=2).encode(x=x, x2="after:Q", y=y, color=kind)
    ends = (
        alt.Chart()
        .transform_filter("datum.kind == 'total'")
        .mark_point(shape="diamond", size=120, filled=True, opacity=1)
        .encode(x=x, y=y, color=kind)
    )
    written = shown.transform_calculate(right="max(datum.before, datum.after)").encode(
        x=alt.X("right:Q"), y=y, text="words:N"
    )
    # A text over a wider one in the color of the paper stays legible where it meets a line.
    paper = written.mark_text(fontSize=11, align="left", dx=10, stroke=PAPER, strokeWidth=5)
    words = written.mark_text(fontSize=11, align="left", dx=10)
    standard = load().standards["fes-primary"]
    lowest = [factor.levels[0].code for factor in standard.factors]
    same = compare.waterfall(lowest, lowest, standard)
    rows = alt.Data(name="rows", values=waterfall_rows(same, standard.factors, standard.grades, "First", "Second"))
    chart = alt.layer(frame, rule, name, bars, ends, paper, words, data=rows)
    return _styled(chart.properties(width="container", height=alt.Step(26)))


def time_rows(kinds: Iterable[Judged], unaccounted: float) -> Rows:
    """Return one row per kind of work, highest grade first, and one for the time in none of them.

    ``role`` is ``controls``, ``other`` for work that could control but does not, ``barred`` for work that may not,
    and ``none`` for the time unaccounted for. ``label`` says the same in words.
    """
    out = {"not-regular", "not-covered", *(flag.replace("_", "-") for flag in KEEPS_OUT)}
    words = {"controls": ", controls", "other": "", "barred": ", may not control"}
    rows: Rows = []
    for kind in sorted(kinds, key=lambda each: (-int(each.grade.removeprefix("GS-")), -each.share, each.name)):
        role = "controls" if kind.controls else "other"
        if any(reason.code in out for reason in kind.reasons):
            role = "barred"
        label = f"{kind.grade} {kind.name}: {_time(kind.share)}%{words[role]}"
        rows.append({"label": label, "name": kind.name, "grade": kind.grade, "share": kind.share, "role": role})
    if unaccounted:
        name = "In no kind of work"
        label = f"{name}: {_time(unaccounted)}%"
        rows.append({"label": label, "name": name, "grade": "", "share": unaccounted, "role": "none"})
    return [{"place": place, **row} for place, row in enumerate(rows)]


def _time(share: float) -> str:
    return percent_words(Fraction(share).limit_denominator(1_000_000)).removesuffix(" percent")


def time_bars() -> alt.LayerChart:
    """Draw the share of time of each kind of work, and the lines of a quarter and of half of the time."""
    import altair as alt

    axis = alt.Axis(values=[0, 25, 50, 75, 100], grid=False, domain=False)
    x = alt.X("share:Q", title="Percent of the time", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(padding=0))
    roles = ["controls", "other", "barred", "none"]
    bars = (
        alt.Chart()
        .mark_bar(height=16, yOffset=9, cornerRadius=2, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("role:N", legend=None, scale=alt.Scale(domain=roles, range=[ACCENT, NEIGHBOR, LINE, PAPER])),
            stroke=alt.Stroke("role:N", legend=None, scale=alt.Scale(domain=roles, range=[ACCENT] + [INK_SOFT] * 3)),
            strokeDash=alt.StrokeDash(
                "role:N", legend=None, scale=alt.Scale(domain=roles, range=[[1, 0], [1, 0], [3, 2], [3, 2]])
            ),
        )
    )
    # Above its bar a name has the width of the picture; a halo of paper keeps it legible where a line crosses it.
    named = alt.Chart().encode(x=alt.value(0), y=y, text="label:N")
    width = alt.expr("width")
    halo = named.mark_text(align="left", fontSize=12, dy=-11, stroke=PAPER, strokeWidth=5, limit=width)
    names = named.mark_text(align="left", fontSize=12, dy=-11, limit=width)
    once = alt.Chart().transform_filter("datum.place == 0")
    lines = [
        layer
        for share, color, dash, words in ((QUARTER, MARK, [5, 3], "25%"), (MAJORITY, INK_SOFT, [2, 3], "half"))
        for layer in (
            once.mark_rule(color=color, strokeDash=dash, strokeWidth=1.5).encode(
                x=alt.datum(share), y=alt.value(0), y2=alt.value("height")
            ),
            once.mark_text(fontSize=11, fontWeight="bold", color=color, baseline="bottom", dy=-2).encode(
                x=alt.datum(share), y=alt.value(0), text=alt.value(words)
            ),
        )
    ]
    rows = alt.Data(name="rows", values=time_rows((), 100.0))
    chart = alt.layer(bars, *lines, halo, names, data=rows)
    return _styled(chart.properties(width="container", height=alt.Step(46)))


def claims_rows(now: Replay) -> Rows:
    """Return one row per claim of a decided case, and one for each grade range from below the lowest to above.

    ``role`` is ``agency``, ``appellant`` or ``decided``, and ``yours`` for what follows from the reader's answers.
    The last two also have a row for their total where the work that decides has one.
    """
    made = replay(now.decision)
    held: list[tuple[str, str, str, int | None]] = []
    for claim in now.decision.claims:
        points = made.points if claim.side == "decided" else None
        held.append((claim.side, claim.grade, f"{claim.party}: {claim.grade}, series {claim.series}", points))
    if not now.as_decided:
        held.append(("yours", now.grade, f"Your answers: {now.grade}, series {now.titled.series.id}", now.points))
    standard = load().standards["fes-primary"]
    ends = [after.low for after in standard.grades[1:]] + [standard.highest_total]
    span = {each.name: (each.low, end) for each, end in zip(standard.grades, ends, strict=True)}
    numbers = [int(grade.removeprefix("GS-")) for _, grade, _, _ in held]
    rows: Rows = [
        {"kind": "grade", "place": 0, "label": each.name, "role": "", "low": each.low, "end": span[each.name][1]}
        for each in standard.grades
        if min(numbers) - 1 <= each.grade <= max(numbers) + 1
    ]
    for place, (role, grade, label, points) in enumerate(held):
        low, end = span[grade]
        label = label if points is None else f"{label}, {points:,} points"
        rows.append({"kind": "claim", "place": place, "label": label, "role": role, "low": low, "end": end})
        if points is not None:
            rows.append({"kind": "total", "place": place, "label": "", "role": role, "low": points, "end": points})
    return rows


def claims() -> alt.LayerChart:
    """Draw which grade each side held, on the points scale, with the totals there are."""
    import altair as alt

    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=None)
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(padding=0))
    roles = ["agency", "appellant", "decided", "yours"]
    ranges = alt.Chart().transform_filter("datum.kind == 'grade'")
    lines = ranges.mark_rule(color=LINE).encode(x=x, y=alt.value(-18), y2=alt.value("height"))
    grades = (
        ranges.transform_calculate(middle="(datum.low + datum.end) / 2", short="slice(datum.label, 3)")
        .mark_text(fontSize=11, fontWeight="bold", color=INK_SOFT)
        .encode(x=alt.X("middle:Q"), y=alt.value(-9), text="short:N")
    )
    held = alt.Chart().transform_filter("datum.kind == 'claim'")
    bars = held.mark_bar(height=12, yOffset=10, cornerRadius=2).encode(
        x=x,
        x2="end:Q",
        y=y,
        color=alt.Color("role:N", legend=None, scale=alt.Scale(domain=roles, range=[NEIGHBOR, GOLD, ACCENT, MARK])),
    )
    # Above its bar a name has the width of the picture; a halo of paper keeps it legible where a line crosses it.
    named = held.encode(x=alt.value(0), y=y, text="label:N")
    width = alt.expr("width")
    halo = named.mark_text(align="left", fontSize=12, dy=-8, stroke=PAPER, strokeWidth=5, limit=width)
    names = named.mark_text(align="left", fontSize=12, dy=-8, limit=width)
    totals = alt.Chart().transform_filter("datum.kind == 'total'")
    marks = totals.mark_point(
        shape="diamond", size=110, filled=True, color=PAPER, stroke=INK, strokeWidth=2, yOffset=10, opacity=1
    ).encode(x="low:Q", y="place:O")
    rows = alt.Data(name="rows", values=claims_rows(replay(next(iter(load_cases().decisions)))))
    chart = alt.layer(bars, lines, grades, halo, names, marks, data=rows)
    return _styled(chart.properties(width="container", height=alt.Step(44)))


def spread_rows(spreads: Iterable[Spread], factors: Iterable[Factor]) -> Rows:
    """Return one row for each level of each factor of a case: how many raters chose it, and whether it is the key.

    ``role`` is ``most`` for the level that most chose (each of them, if several), ``some`` for others that anybody
    chose, ``none`` for the rest.
    """
    names = {factor.id: f"{factor.id} {factor.short_name}" for factor in factors}
    rows: Rows = []
    for spread in spreads:
        most = max(count for _, count in spread.counts)
        for level, count in spread.counts:
            role = "none" if not count else "most" if count == most else "some"
            rows.append(
                {
                    "factor": names[spread.factor],
                    "level": level.number,
                    "code": level.code,
                    "count": count,
                    "words": str(count) if count else "",
                    "role": role,
                    "key": spread.key is not None and spread.key.code == level.code,
                }
            )
    return rows


def spread() -> alt.LayerChart:
    """Draw how many raters chose each level of each factor, large enough for a projector."""
    import altair as alt

    place: dict[str, Any] = {
        "x": alt.X("level:O", title="Level", axis=alt.Axis(labelAngle=0, domain=False, ticks=False)),
        "y": alt.Y("factor:N", title=None, sort=None, axis=_factor_axis()),
    }
    roles = ["most", "some", "none"]
    cells = (
        alt.Chart()
        .mark_rect(strokeWidth=1, cornerRadius=3)
        .encode(
            **place,
            fill=alt.Fill("role:N", legend=None, scale=alt.Scale(domain=roles, range=[ACCENT, NEIGHBOR, PAPER])),
            stroke=alt.Stroke("role:N", legend=None, scale=alt.Scale(domain=roles, range=[PAPER, PAPER, LINE])),
        )
    )
    counts = alt.Chart().encode(**place, text="words:N")
    numbers = [
        counts.transform_filter(f"datum.role == '{role}'").mark_text(fontSize=17, fontWeight="bold", color=color)
        for role, color in (("most", ON_ACCENT), ("some", INK))
    ]
    key = (
        alt.Chart()
        .transform_filter("datum.key")
        .mark_rect(fillOpacity=0, stroke=MARK, strokeWidth=4, cornerRadius=3)
        .encode(**place)
    )
    standard = load().standards["fes-primary"]
    empty = [
        {"factor": f"{f.id} {f.short_name}", "level": level.number, "code": level.code, "count": 0, "words": "",
         "role": "none", "key": False}
        for f in standard.factors
        for level in f.levels
    ]  # fmt: skip
    chart = alt.layer(cells, *numbers, key, data=alt.Data(name="rows", values=empty))
    return _styled(chart.properties(width="container", height=alt.Step(36)), PROJECTED)


def rater_rows(entries: Iterable[RaterTotal], grades: Iterable[GradeRange], key: int | None = None) -> Rows:
    """Return the totals of the raters over the grades they fall in; totals near each other are stacked.

    ``key`` is the right total where it may be shown.
    """
    totals = sorted(entry.total for entry in entries)
    ranges = sorted(grades, key=lambda each: each.low)
    ends = [after.low for after in ranges[1:]] + [max([*totals, key or 0, ranges[-1].low]) + TOP]
    shown = [*totals, *([key] if key is not None else [])]
    rows: Rows = [
        {"kind": "grade", "low": each.low, "end": end, "stack": None, "words": each.name}
        for each, end in zip(ranges, ends, strict=True)
        if shown and each.low <= max(shown) and end > min(shown)
    ]
    if len(rows) > WRITTEN_OUT:
        rows = [{**row, "words": row["words"].removeprefix("GS-")} for row in rows]
    first, height = None, 0
    for total in totals:
        first, height = (first, height + 1) if first is not None and total - first <= STACKED else (total, 0)
        rows.append({"kind": "total", "low": total, "end": total, "stack": height, "words": f"{total:,}"})
    if key is not None:
        rows.append({"kind": "key", "low": key, "end": key, "stack": None, "words": f"key {key:,}"})
    # Room above the dots, so that a few lie at the bottom and not in the middle.
    highest = max((row["stack"] for row in rows if row["kind"] == "total"), default=0)
    return rows + [{**row, "kind": "room", "stack": max(6, highest + 2)} for row in rows[:1]]


def rater_totals() -> alt.LayerChart:
    """Draw the total of each rater as a dot over the ranges of the grades, and the key's as a line."""
    import altair as alt

    axis = alt.Axis(grid=False, format=",d", tickCount=5)
    x = alt.X("low:Q", title="Points", scale=alt.Scale(zero=False, nice=False), axis=axis)
    bands = alt.Chart().transform_filter("datum.kind == 'grade'")
    frame = bands.mark_rect(opacity=0).encode(x=x, x2="end:Q", y=alt.value(0), y2=alt.value("height"))
    lines = bands.mark_rule(color=LINE, strokeWidth=2).encode(x=x, y=alt.value(-24), y2=alt.value("height"))
    names = (
        bands.transform_calculate(middle="(datum.low + datum.end) / 2")
        .mark_text(fontSize=15, fontWeight="bold")
        .encode(x=alt.X("middle:Q"), y=alt.value(-13), text="words:N")
    )
    y = alt.Y("stack:Q", title=None, axis=None, scale=alt.Scale(domainMin=-0.6, nice=False))
    room = alt.Chart().transform_filter("datum.kind == 'room'").mark_point(opacity=0).encode(x=x, y=y)
    dots = (
        alt.Chart()
        .transform_filter("datum.kind == 'total'")
        .mark_point(shape="circle", size=190, filled=True, color=ACCENT, stroke=PAPER, strokeWidth=1.5, opacity=1)
        .encode(x=x, y=y)
    )
    right = alt.Chart().transform_filter("datum.kind == 'key'").encode(x=x)
    rule = right.mark_rule(color=MARK, strokeWidth=3).encode(y=alt.value(0), y2=alt.value("height"))
    # Over its line; a halo of paper keeps it legible where a dot is behind it.
    said = right.encode(y=alt.value(10), text="words:N")
    halo = said.mark_text(fontSize=14, align="left", dx=6, stroke=PAPER, strokeWidth=5)
    word = said.mark_text(fontSize=14, align="left", dx=6, color=MARK, fontWeight="bold")
    standard = load().standards["fes-primary"]
    empty = [
        {
            "kind": "grade",
            "low": g.low,
            "end": g.high or g.low + TOP,
            "stack": None,
            "words": g.name.removeprefix("GS-"),
        }
        for g in standard.grades
    ]
    rows = alt.Data(name="rows", values=empty)
    chart = alt.layer(frame, lines, names, room, dots, rule, halo, word, data=rows)
    return _styled(chart.properties(width="container", height=190), PROJECTED)


def agreement_rows(shares: Iterable[tuple[str, float | None, float | None, float | None]]) -> Rows:
    """Return the shares of pairs of raters who agree as bars, factor by factor.

    Each of ``shares`` is a factor's name, the share at the same level, the share at most one level apart, and the
    share at the same level before the discussion; what is ``None`` has no bar.
    """
    return [
        {"factor": name, "kind": kind, "share": share, "words": f"{share * 100:.0f}%" if kind == "exact" else ""}
        for name, exact, near, before in shares
        for kind, share in (("near", near), ("exact", exact), ("before", before))
        if share is not None
    ]


def agreement() -> alt.LayerChart:
    """Draw the shares of pairs of raters at the same level and at most one level apart, and the share before."""
    import altair as alt

    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="~%", domain=False, ticks=False, grid=True)
    room = alt.Scale(domainMin=0, domainMax=alt.expr("width < 300 ? 1.4 : 1.16"), nice=False)
    x = alt.X("share:Q", title="Pairs of raters", scale=room, axis=axis, stack=None)
    y = alt.Y("factor:N", title=None, sort=None, axis=_factor_axis())
    words = "{'near': 'at most one level apart', 'exact': 'same level', 'before': 'same level before'}[datum.label]"
    color = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=["exact", "near", "before"], range=[ACCENT, NEIGHBOR, GOLD]),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelExpr=words,
            labelLimit=0,
            symbolType="square",
            columns=1,
            values=alt.expr("kinds"),
        ),
    )
    layers = [
        alt.Chart()
        .transform_filter(f"datum.kind == '{kind}'")
        .mark_bar(height=20, cornerRadius=2)
        .encode(x=x, y=y, color=color)
        for kind in ("near", "exact")
    ]
    ticks = alt.Chart().transform_filter("datum.kind == 'before'").encode(x=x, y=y)
    # A halo of paper: the tick may lie on a bar as dark as itself.
    halo = ticks.mark_tick(thickness=9, height=34, orient="vertical", color=PAPER, opacity=1)
    before = ticks.mark_tick(thickness=5, height=30, orient="vertical", opacity=1).encode(color=color)
    shares = (
        alt.Chart()
        .transform_filter("datum.kind == 'exact'")
        .mark_text(align="left", fontSize=15, fontWeight="bold")
        .encode(x=alt.datum(1.03), y=y, text="words:N")
    )
    frame = alt.Chart().mark_point(opacity=0).encode(x=x, y=y)
    standard = load().standards["fes-primary"]
    empty = [{"factor": f"{f.id} {f.short_name}", "kind": "exact", "share": 0, "words": ""} for f in standard.factors]
    kinds = alt.param(name="kinds", value=["exact", "near"])
    chart = alt.layer(frame, *layers, halo, before, shares, data=alt.Data(name="rows", values=empty)).add_params(kinds)
    return _styled(chart.properties(width="container", height=alt.Step(36)), PROJECTED)


def counts_rows(counts: Iterable[tuple[str, int, int]], same: Mapping[str, int] | None = None) -> Rows:
    """Return one row per cell of a table of counts: its line, the number of its grade (0: no grade), and how many.

    Lines stand in the order in which they come. ``same`` says at which grade a line agrees with itself: that cell is
    framed. ``strong`` is the count against the largest.
    """
    found = list(counts)
    largest = max((1, *(count for _, _, count in found)))
    places = {line: at for at, line in enumerate(dict.fromkeys(line for line, _, _ in found))}
    return [
        {
            "line": line,
            "place": places[line],
            "grade": grade or 99,
            "count": count,
            "words": f"{count:,}",
            "strong": count / largest,
            "same": (same or {}).get(line) == grade,
        }
        for line, grade, count in found
    ]


def counts() -> alt.LayerChart:
    """Draw how many positions of each line have which grade: the more, the stronger the cell."""
    import altair as alt

    none = "datum.value == 99 ? '–' : datum.value"
    place = {
        "x": alt.X(
            "grade:O",
            title=None,
            axis=alt.Axis(labelAngle=0, domain=False, ticks=False, orient="top", labelExpr=none, labelOverlap=False),
        ),
        "y": alt.Y("line:N", title=None, sort=alt.EncodingSortField("place", op="min"), axis=_factor_axis()),
    }
    base = alt.Chart()
    cells = base.mark_rect(cornerRadius=3, color=ACCENT, stroke=PAPER, strokeWidth=2).encode(
        **place,
        # Weak enough at its strongest that the number in the cell is legible, light and dark.
        fillOpacity=alt.FillOpacity("strong:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.08, 0.42])),
    )
    frames = base.mark_rect(cornerRadius=3, fillOpacity=0, stroke=MARK, strokeWidth=2).encode(
        **place, strokeOpacity=alt.condition("datum.same", alt.value(1), alt.value(0))
    )
    # A number that is wider than its cell is left to the table.
    fits = alt.expr("length(datum.words) * 7 > bandwidth('x') ? 0 : 12")
    names = base.mark_text(fontSize=fits).encode(**place, text="words:N")
    empty = counts_rows([("No file yet", grade.grade, 0) for grade in load().standards["fes-primary"].grades])
    chart = alt.layer(cells, frames, names, data=alt.Data(name="rows", values=empty))
    return _styled(chart.properties(width="container", height=alt.Step(30)))


def _factor_axis() -> alt.Axis:
    """Return an axis of factor names that leaves room for the picture on a phone."""
    import altair as alt

    limit = alt.expr("containerSize()[0] < 420 ? 112 : 200")
    return alt.Axis(domain=False, ticks=False, labelLimit=limit, labelPadding=8)


def _this() -> alt.Color:
    import altair as alt

    return alt.Color("this:N", legend=None, scale=_this_scale())


def _this_scale() -> alt.Scale:
    import altair as alt

    return alt.Scale(domain=[True, False], range=[ACCENT, NEIGHBOR])


def _styled(chart: Any, size: int = 0) -> alt.LayerChart:
    """Give a chart the look of all; ``size`` is that of its words where it is not the usual one."""
    labels = {"labelFontSize": size} if size else {}
    titles = {"titleFontSize": size} if size else {}
    styled: alt.LayerChart = (
        chart.configure(background="transparent", font=FONT, padding=2, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK_SOFT, titleColor=INK, gridColor=LINE, domainColor=LINE, tickColor=LINE, **labels, **titles
        )
        .configure_legend(labelColor=INK, titleColor=INK, **labels)
        .configure_text(color=INK)
    )
    return styled


#: Every picture by its name; the build writes one spec and one drawing for each.
CHARTS: dict[str, Callable[[], alt.LayerChart]] = {
    "ladder": ladder,
    "profile": profile,
    "heat": heat,
    "grades": grade_bars,
    "totals": totals,
    "waterfall": waterfall,
    "time": time_bars,
    "claims": claims,
    "spread": spread,
    "rater-totals": rater_totals,
    "agreement": agreement,
    "counts": counts,
}
