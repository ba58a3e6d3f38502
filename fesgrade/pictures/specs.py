"""Pictures as Altair charts: what is drawn and how, never a point value of its own.

Every function in :data:`CHARTS` returns a chart whose one data source is the named dataset ``rows``; the
page replaces those rows and draws nothing anew. The charts become Vega-Lite specs when the package is built
(:mod:`fesgrade.web.assets`), so a page never imports Altair.

What stands on an axis has an order of its own: rows that are replaced would else stand in the order in which Vega
first met them.

Colors are CSS variables of the pages with a plain value behind them: light, dark, forced colors and paper need
no second drawing, and a picture taken out of the page keeps its colors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fesgrade import chances, compare, whatif
from fesgrade.casebook.replay import replay
from fesgrade.casebook.tables import load as load_cases
from fesgrade.mixed import MAJORITY
from fesgrade.pictures.rows import (
    FAR_GRADES,
    ROLES,
    TOP,
    claims_rows,
    counts_rows,
    grade_rows,
    heat_rows,
    ladder_rows,
    profile_params,
    profile_rows,
    time_rows,
    totals_rows,
    waterfall_rows,
)
from fesgrade.standards import PRIMARY
from fesgrade.supervisory.coverage import QUARTER
from fesgrade.tables import load

if TYPE_CHECKING:
    import altair as alt

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
#: The size of the words of axes and legends in pictures for a whole room.
PROJECTED = 14


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
    book = load_cases()
    made = replay(book, next(iter(book.decisions)))
    rows = alt.Data(name="rows", values=claims_rows(made, made, book.catalog.standards[PRIMARY]))
    chart = alt.layer(bars, lines, grades, halo, names, marks, data=rows)
    return _styled(chart.properties(width="container", height=alt.Step(44)))


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
