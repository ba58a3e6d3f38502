"""The pictures of several positions at once, which authors draw in notebooks of their own."""

from __future__ import annotations

import altair as alt

from fesgrade.pictures.rows import Rows
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
    haloed,
    picture,
    shades,
    where,
)

#: Room for one position above the grades, in pixels.
LINE_HEIGHT = 22
#: The colors of positions side by side, the first that of a position everywhere.
COLORS = (MARK, ACCENT, GOLD, INK_SOFT)


def several(rows: Rows, count: int) -> alt.LayerChart:
    """Draw all grade ranges on the points scale and above them ``count`` positions, each with its name."""
    top = LINE_HEIGHT * count + 6
    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=None)
    ranges = where("datum.role != 'total'")
    bars = ranges.mark_rect(cornerRadius=2, stroke=PAPER, strokeWidth=1.5).encode(
        x=x, x2="end:Q", y=alt.value(top), y2=alt.value(top + 30),
        color=shades(alt.Color, "role:N", {"this": ACCENT, "neighbor": NEIGHBOR, "other": LINE}),
    )  # fmt: skip
    names = (
        ranges.transform_calculate(middle="(datum.low + datum.end) / 2")
        .mark_text(fontSize=11, baseline="middle", fontWeight="bold")
        .encode(
            x=alt.X("middle:Q"), y=alt.value(top + 15), text="grade:N",
            color=alt.condition("datum.role == 'this'", alt.value(ON_ACCENT), alt.value(INK)),
        )
    )  # fmt: skip
    stems = [
        _at(place).mark_rule(color=INK_SOFT, strokeDash=[2, 2]).encode(y2=alt.value(top)) for place in range(count)
    ]
    positions = [layer for place in range(count) for layer in _position(place)]
    return picture(bars, names, *stems, *positions, rows=rows, height=top + 30)


def _at(place: int, condition: str = "") -> alt.Chart:
    """Return a layer of one position, on its line above the grades."""
    here = where(f"datum.place === {place}{condition}")
    return here.encode(x="low:Q", y=alt.value(LINE_HEIGHT * place + LINE_HEIGHT / 2))


def _position(place: int) -> list[alt.Chart]:
    """Draw one position: a mark with its name on the side that has room."""
    color = INK if place else MARK
    mark = _at(place).mark_point(shape="diamond", size=80, filled=True, opacity=1, color=color)
    words = [
        layer
        for which, align, shift in (("!", "left", 9), ("", "right", -9))
        for layer in haloed(
            _at(place, f" && {which}datum.left").encode(text="words:N"),
            fontSize=12, align=alt.Align(align), baseline="middle", dx=shift, color=color,
        )
    ]  # fmt: skip
    return [mark, *words]


def side_by_side(rows: Rows, names: list[str]) -> alt.LayerChart:
    """Draw the level of each factor for positions side by side, each in its color."""
    highest = max(row["level"] for row in rows)
    x = alt.X(
        "level:Q", title="Level",
        scale=alt.Scale(domain=[0.5, max(9, highest) + 0.5], nice=False),
        axis=alt.Axis(values=list(range(1, 10)), format="d", grid=False),
    )  # fmt: skip
    factors = list(dict.fromkeys(row["factor"] for row in rows))
    y = alt.Y("factor:N", title=None, sort=factors, axis=alt.Axis(labelLimit=170, domain=False, ticks=False, grid=True))
    marks = (
        alt.Chart()
        .mark_point(size=90, filled=True, opacity=1)
        .encode(
            x=x, y=y, yOffset=alt.YOffset("position:N", sort=names),
            color=alt.Color(
                "position:N", sort=names, scale=alt.Scale(domain=names, range=list(COLORS[: len(names)])),
                legend=alt.Legend(orient="top", title=None),
            ),
            shape=alt.Shape(
                "position:N", sort=names, scale=alt.Scale(domain=names), legend=alt.Legend(orient="top", title=None)
            ),
            tooltip=["position:N", "code:N", "points:Q"],
        )
    )  # fmt: skip
    return picture(marks, rows=rows, height=alt.Step(8))
