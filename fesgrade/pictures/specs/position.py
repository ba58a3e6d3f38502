"""The pictures of one position: its grade, its levels, what would change it, its kinds of work."""

from __future__ import annotations

import altair as alt

from fesgrade import chances, compare, whatif
from fesgrade.casebook.replay import replay
from fesgrade.casebook.tables import load as load_cases
from fesgrade.mixed import MAJORITY
from fesgrade.pictures.rows import (
    FAR_GRADES,
    ROLES,
    claims_rows,
    grade_rows,
    heat_rows,
    ladder_rows,
    profile_params,
    profile_rows,
    time_rows,
    totals_rows,
    waterfall_rows,
)
from fesgrade.pictures.specs.look import (
    ACCENT,
    GOLD,
    INK,
    INK_SOFT,
    LINE,
    MARK,
    NEIGHBOR,
    ON_ACCENT,
    PAPER,
    STANDARD,
    THIS,
    haloed,
    picture,
    points_axis,
    shades,
    where,
)  # fmt: skip
from fesgrade.standards import PRIMARY
from fesgrade.supervisory.coverage import QUARTER


def ladder() -> alt.LayerChart:
    """Draw all grade ranges on the points scale, the total, and its neighbors."""
    base = where("datum.role != 'total'")
    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=None)
    color = alt.condition("datum.role == 'this'", alt.value(ON_ACCENT), alt.value(INK))
    bars = base.mark_rect(cornerRadius=2, stroke=PAPER, strokeWidth=1.5).encode(
        x=x,
        x2="end:Q",
        y=alt.value(34),
        y2=alt.value(64),
        color=shades(alt.Color, "role:N", {"this": ACCENT, "neighbor": NEIGHBOR, "other": LINE}),
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
    total = where("datum.role == 'total'")
    arrow = total.mark_point(shape="triangle-down", size=70, filled=True, color=MARK, opacity=1).encode(
        x="low:Q", y=alt.value(27)
    )
    label = total.mark_text(fontSize=13, fontWeight="bold", color=MARK, baseline="bottom").encode(
        x="low:Q", y=alt.value(20), text=alt.Text("low:Q", format=",")
    )
    rows = ladder_rows(STANDARD.grades, STANDARD.highest_total)
    return picture(bars, names, *floors, arrow, label, rows=rows, height=84)


def profile() -> alt.LayerChart:
    """Draw the levels of a position against typical levels of the grades around it."""
    y = alt.Y("factor:N", title=None, axis=alt.Axis(labelLimit=170, domain=False, ticks=False, grid=True))
    x = alt.X(
        "level:Q",
        title="Level",
        scale=alt.Scale(domain=[0.5, 9.5], nice=False),
        axis=alt.Axis(values=list(range(1, 10)), format="d", grid=False),
    )
    shown = {"below": (INK_SOFT, -6), "this": (ACCENT, 0), "above": (GOLD, 6)}
    bars = [
        where(f"datum.role == '{role}'")
        .mark_tick(orient="horizontal", thickness=5, width=26, yOffset=offset, cornerRadius=2)
        .encode(x=x, y=y, color=_grade_color())
        for role, (_, offset) in shown.items()
    ]
    frame = alt.Chart().mark_point(opacity=0).encode(x=x, y=y)
    position = (
        where("datum.role == 'position'")
        .mark_point(shape="circle", size=130, strokeWidth=3, fill=PAPER, fillOpacity=0.6, opacity=1)
        .encode(x=x, y=y, color=_grade_color())
    )
    rows = profile_rows(STANDARD.factors, {}, {}, None)
    legend = [alt.param(name=name, value=value) for name, value in profile_params({}).items()]
    return picture(frame, *bars, position, rows=rows, height=alt.Step(26), params=legend)


def _grade_color() -> alt.Color:
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


def heat(down: str | None = None, across: str | None = None) -> alt.LayerChart:
    """Draw the grade over two factors: lower and higher grades in two colors, the further the stronger.

    ``down`` and ``across`` name the factors at the axes; on a page the controls do.
    """
    place = {
        "x": alt.X("column:O", title=across, axis=alt.Axis(labelAngle=0, domain=False, ticks=False)),
        "y": alt.Y("row:O", title=down, sort="descending", axis=alt.Axis(domain=False, ticks=False, labelPadding=8)),
    }
    cells = (
        alt.Chart()
        .transform_calculate(side="datum.flip < 0 ? 'lower' : datum.flip > 0 ? 'higher' : 'same'")
        .mark_rect(stroke=PAPER, strokeWidth=2, cornerRadius=3)
        .encode(
            **place,
            color=shades(alt.Color, "side:N", {"lower": GOLD, "same": LINE, "higher": ACCENT}),
            # Weak enough at its strongest that the grade written in the cell is legible, light and dark.
            fillOpacity=alt.FillOpacity(
                "far:Q", legend=None, scale=alt.Scale(domain=[0, FAR_GRADES], range=[0.12, 0.42], clamp=True)
            ),
        )
    )
    names = alt.Chart().mark_text(fontSize=12).encode(**place, text="short:N")
    outside = (
        where("!datum.described")
        .mark_rect(fillOpacity=0, stroke=INK_SOFT, strokeWidth=1, strokeDash=[2, 3], cornerRadius=3)
        .encode(**place)
    )
    current = (
        where("datum.current").mark_rect(fillOpacity=0, stroke=MARK, strokeWidth=3, cornerRadius=3).encode(**place)
    )
    lowest = [factor.levels[0].code for factor in STANDARD.factors]
    rows = heat_rows(whatif.grid(lowest, STANDARD, "1", "4"))
    return picture(cells, names, outside, current, rows=rows, height=alt.Step(26))


def grade_bars() -> alt.LayerChart:
    """Draw the share of each grade as a bar, the position's own marked."""
    place = {
        "x": alt.X("number:O", title="Grade, with percent", axis=alt.Axis(labelAngle=0, ticks=False)),
        "y": alt.Y("share:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
    }
    bars = alt.Chart().mark_bar(cornerRadius=2).encode(**place, color=shades(alt.Color, "this:N", THIS))
    names = alt.Chart().mark_text(fontSize=11, dy=-8).encode(**place, text="words:N")
    sets = chances.space(STANDARD)
    rows = grade_rows({each.grade: each.share for each in sets.grades})
    return picture(bars, names, rows=rows, height=140)


def totals() -> alt.LayerChart:
    """Draw how often each total comes up, over the ranges of the grades, and the total at hand."""
    x = points_axis("low:Q", nice=False)
    bands = where("datum.kind == 'grade'")
    frame = bands.mark_rect(opacity=0).encode(x=x, x2="end:Q", y=alt.value(0), y2=alt.value("height"))
    lines = bands.mark_rule(color=LINE).encode(x=x, y=alt.value(-16), y2=alt.value("height"))
    names = (
        bands.transform_calculate(middle="(datum.low + datum.end) / 2")
        .mark_text(fontSize=11, fontWeight="bold")
        .encode(x=alt.X("middle:Q"), y=alt.value(-8), text="short:N")
    )
    bars = (
        where("datum.kind == 'total'")
        # A few totals far apart would be bars too thin to see.
        .mark_rect(strokeWidth=2)
        .encode(
            x=x,
            x2="end:Q",
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format="~%", tickCount=4, domain=False, ticks=False)),
            y2=alt.datum(0),
            fill=shades(alt.Fill, "this:N", THIS),
            stroke=shades(alt.Stroke, "this:N", THIS),
        )
    )
    here = (
        where("datum.kind == 'here'")
        .mark_rule(color=MARK, strokeWidth=2)
        .encode(x=x, y=alt.value(0), y2=alt.value("height"))
    )
    rows = totals_rows(chances.space(STANDARD).totals, STANDARD.grades)
    return picture(frame, lines, names, bars, here, rows=rows, height=160)


def waterfall() -> alt.LayerChart:
    """Draw the way from one scenario's total to another's, factor by factor, and the lines between grades crossed."""
    x = points_axis("before:Q", padding=60)
    order = alt.EncodingSortField("place", op="min")
    y = alt.Y("label:O", title=None, sort=order, axis=alt.Axis(labelLimit=190, domain=False, ticks=False))
    kind = shades(alt.Color, "kind:N", {"up": ACCENT, "down": GOLD, "total": INK})
    lines = where("datum.kind == 'line'")
    shown = where("datum.kind != 'line'")
    steps = where("datum.kind == 'up' || datum.kind == 'down'")
    frame = shown.mark_point(opacity=0).encode(x=x, y=y)
    rule = lines.mark_rule(color=INK_SOFT, strokeDash=[4, 3]).encode(x=x, y=alt.value(-16), y2=alt.value("height"))
    name = lines.mark_text(fontSize=11, align="left", dx=4, color=INK_SOFT).encode(x=x, y=alt.value(-8), text="words:N")
    bars = steps.mark_bar(height=14, cornerRadius=2).encode(x=x, x2="after:Q", y=y, color=kind)
    ends = (
        where("datum.kind == 'total'")
        .mark_point(shape="diamond", size=120, filled=True, opacity=1)
        .encode(x=x, y=y, color=kind)
    )
    written = shown.transform_calculate(right="max(datum.before, datum.after)").encode(
        x=alt.X("right:Q"), y=y, text="words:N"
    )
    words = haloed(written, fontSize=11, align="left", dx=10)
    lowest = [factor.levels[0].code for factor in STANDARD.factors]
    same = compare.waterfall(lowest, lowest, STANDARD)
    rows = waterfall_rows(bars=same, factors=STANDARD.factors, grades=STANDARD.grades, start="First", end="Second")
    return picture(frame, rule, name, bars, ends, *words, rows=rows, height=alt.Step(26))


def time_bars() -> alt.LayerChart:
    """Draw the share of time of each kind of work, and the lines of a quarter and of half of the time."""
    axis = alt.Axis(values=[0, 25, 50, 75, 100], grid=False, domain=False)
    x = alt.X("share:Q", title="Percent of the time", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(padding=0))
    bars = (
        alt.Chart()
        .mark_bar(height=16, yOffset=9, cornerRadius=2, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            fill=shades(alt.Fill, "role:N", {"controls": ACCENT, "other": NEIGHBOR, "barred": LINE, "none": PAPER}),
            stroke=shades(
                alt.Stroke, "role:N", {"controls": ACCENT, "other": INK_SOFT, "barred": INK_SOFT, "none": INK_SOFT}
            ),
            strokeDash=shades(
                alt.StrokeDash, "role:N", {"controls": [1, 0], "other": [1, 0], "barred": [3, 2], "none": [3, 2]}
            ),
        )
    )
    # Above its bar a name has the width of the picture.
    named = alt.Chart().encode(x=alt.value(0), y=y, text="label:N")
    names = haloed(named, align="left", fontSize=12, dy=-11, limit=alt.expr("width"))
    once = where("datum.place == 0")
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
    rows = time_rows((), 100.0)
    return picture(bars, *lines, *names, rows=rows, height=alt.Step(46))


def claims() -> alt.LayerChart:
    """Draw which grade each side held, on the points scale, with the totals there are."""
    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=None)
    y = alt.Y("place:O", title=None, axis=None, scale=alt.Scale(padding=0))
    ranges = where("datum.kind == 'grade'")
    lines = ranges.mark_rule(color=LINE).encode(x=x, y=alt.value(-18), y2=alt.value("height"))
    grades = (
        ranges.transform_calculate(middle="(datum.low + datum.end) / 2", short="slice(datum.label, 3)")
        .mark_text(fontSize=11, fontWeight="bold", color=INK_SOFT)
        .encode(x=alt.X("middle:Q"), y=alt.value(-9), text="short:N")
    )
    held = where("datum.kind == 'claim'")
    bars = held.mark_bar(height=12, yOffset=10, cornerRadius=2).encode(
        x=x,
        x2="end:Q",
        y=y,
        color=shades(alt.Color, "role:N", {"agency": NEIGHBOR, "appellant": GOLD, "decided": ACCENT, "yours": MARK}),
    )
    # Above its bar a name has the width of the picture.
    named = held.encode(x=alt.value(0), y=y, text="label:N")
    names = haloed(named, align="left", fontSize=12, dy=-8, limit=alt.expr("width"))
    totals = where("datum.kind == 'total'")
    marks = totals.mark_point(
        shape="diamond", size=110, filled=True, color=PAPER, stroke=INK, strokeWidth=2, yOffset=10, opacity=1
    ).encode(x="low:Q", y="place:O")
    book = load_cases()
    made = replay(book, next(iter(book.decisions)))
    rows = claims_rows(made, made, book.catalog.standards[PRIMARY])
    return picture(bars, lines, grades, *names, marks, rows=rows, height=alt.Step(44))
