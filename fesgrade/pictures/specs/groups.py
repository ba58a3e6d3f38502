"""The pictures of many: the raters of a class, large enough for a projector, and the positions of an organization."""

from __future__ import annotations

from typing import Any

import altair as alt

from fesgrade.pictures.rows import TOP, counts_rows
from fesgrade.pictures.specs.look import (
    ACCENT,
    GOLD,
    INK,
    LINE,
    MARK,
    NEIGHBOR,
    ON_ACCENT,
    PAPER,
    PROJECTED,
    STANDARD,
    factor_axis,
    haloed,
    picture,
    points_axis,
    shades,
    where,
)  # fmt: skip


def spread() -> alt.LayerChart:
    """Draw how many raters chose each level of each factor, large enough for a projector."""
    place: dict[str, Any] = {
        "x": alt.X("level:O", title="Level", axis=alt.Axis(labelAngle=0, domain=False, ticks=False)),
        "y": alt.Y("factor:N", title=None, sort=None, axis=factor_axis()),
    }
    cells = (
        alt.Chart()
        .mark_rect(strokeWidth=1, cornerRadius=3)
        .encode(
            **place,
            fill=shades(alt.Fill, "role:N", {"most": ACCENT, "some": NEIGHBOR, "none": PAPER}),
            stroke=shades(alt.Stroke, "role:N", {"most": PAPER, "some": PAPER, "none": LINE}),
        )
    )
    counts = alt.Chart().encode(**place, text="words:N")
    numbers = [
        counts.transform_filter(f"datum.role == '{role}'").mark_text(fontSize=17, fontWeight="bold", color=color)
        for role, color in (("most", ON_ACCENT), ("some", INK))
    ]
    key = where("datum.key").mark_rect(fillOpacity=0, stroke=MARK, strokeWidth=4, cornerRadius=3).encode(**place)
    empty = [
        {"factor": f"{f.id} {f.short_name}", "level": level.number, "code": level.code, "count": 0, "words": "",
         "role": "none", "key": False}
        for f in STANDARD.factors
        for level in f.levels
    ]  # fmt: skip
    return picture(cells, *numbers, key, rows=empty, height=alt.Step(36), size=PROJECTED)


def rater_totals() -> alt.LayerChart:
    """Draw the total of each rater as a dot over the ranges of the grades, and the key's as a line."""
    x = points_axis("low:Q", nice=False)
    bands = where("datum.kind == 'grade'")
    frame = bands.mark_rect(opacity=0).encode(x=x, x2="end:Q", y=alt.value(0), y2=alt.value("height"))
    lines = bands.mark_rule(color=LINE, strokeWidth=2).encode(x=x, y=alt.value(-24), y2=alt.value("height"))
    names = (
        bands.transform_calculate(middle="(datum.low + datum.end) / 2")
        .mark_text(fontSize=15, fontWeight="bold")
        .encode(x=alt.X("middle:Q"), y=alt.value(-13), text="words:N")
    )
    y = alt.Y("stack:Q", title=None, axis=None, scale=alt.Scale(domainMin=-0.6, nice=False))
    room = where("datum.kind == 'room'").mark_point(opacity=0).encode(x=x, y=y)
    dots = (
        where("datum.kind == 'total'")
        .mark_point(shape="circle", size=190, filled=True, color=ACCENT, stroke=PAPER, strokeWidth=1.5, opacity=1)
        .encode(x=x, y=y)
    )
    right = where("datum.kind == 'key'").encode(x=x)
    rule = right.mark_rule(color=MARK, strokeWidth=3).encode(y=alt.value(0), y2=alt.value("height"))
    word = haloed(
        right.encode(y=alt.value(10), text="words:N"), fontSize=14, align="left", dx=6, color=MARK, fontWeight="bold"
    )
    empty = [
        {"kind": "grade", "low": g.low, "end": g.high or g.low + TOP, "stack": None, "words": str(g.grade)}
        for g in STANDARD.grades
    ]
    return picture(frame, lines, names, room, dots, rule, *word, rows=empty, height=190, size=PROJECTED)


def agreement() -> alt.LayerChart:
    """Draw the shares of pairs of raters at the same level and at most one level apart, and the share before."""
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="~%", domain=False, ticks=False, grid=True)
    room = alt.Scale(domainMin=0, domainMax=alt.expr("width < 300 ? 1.4 : 1.16"), nice=False)
    x = alt.X("share:Q", title="Pairs of raters", scale=room, axis=axis, stack=None)
    y = alt.Y("factor:N", title=None, sort=None, axis=factor_axis())
    words = "{'near': 'within one level', 'exact': 'same level', 'before': 'same level before'}[datum.label]"
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
        where(f"datum.kind == '{kind}'").mark_bar(height=20, cornerRadius=2).encode(x=x, y=y, color=color)
        for kind in ("near", "exact")
    ]
    ticks = where("datum.kind == 'before'").encode(x=x, y=y)
    # A halo of paper: the tick may lie on a bar as dark as itself.
    halo = ticks.mark_tick(thickness=9, height=34, orient="vertical", color=PAPER, opacity=1)
    before = ticks.mark_tick(thickness=5, height=30, orient="vertical", opacity=1).encode(color=color)
    shares = (
        where("datum.kind == 'exact'")
        .mark_text(align="left", fontSize=15, fontWeight="bold")
        .encode(x=alt.datum(1.03), y=y, text="words:N")
    )
    frame = alt.Chart().mark_point(opacity=0).encode(x=x, y=y)
    empty = [{"factor": f"{f.id} {f.short_name}", "kind": "exact", "share": 0, "words": ""} for f in STANDARD.factors]
    kinds = alt.param(name="kinds", value=["exact", "near"])
    return picture(
        frame, *layers, halo, before, shares, rows=empty, height=alt.Step(36), size=PROJECTED, params=[kinds]
    )


def counts() -> alt.LayerChart:
    """Draw how many positions of each line have which grade: the more, the stronger the cell."""
    none = "datum.value == 99 ? '–' : datum.value"
    place = {
        "x": alt.X(
            "grade:O",
            title=None,
            axis=alt.Axis(labelAngle=0, domain=False, ticks=False, orient="top", labelExpr=none, labelOverlap=False),
        ),
        "y": alt.Y("line:N", title=None, sort=alt.EncodingSortField("place", op="min"), axis=factor_axis()),
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
    empty = counts_rows([("No file yet", grade.grade, 0) for grade in STANDARD.grades])
    return picture(cells, frames, names, rows=empty, height=alt.Step(30))
