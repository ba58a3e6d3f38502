"""Pictures as Altair charts: what is drawn and how, never a point value of its own.

Every function in :data:`CHARTS` returns a chart whose one data source is the named dataset ``rows``; the
page replaces those rows and draws nothing anew. The charts become Vega-Lite specs when the package is built
(:mod:`fesgrade.apps.assets`), so a page never imports Altair.

Colors are CSS variables of the pages with a plain value behind them: light, dark, forced colors and paper need
no second drawing, and a picture taken out of the page keeps its colors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fesgrade.standards import Factor, GradeRange, load

if TYPE_CHECKING:
    import altair as alt

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


def profile_names(grades: Mapping[str, int]) -> dict[str, str]:
    """Return the legend of the profile; ``grades`` holds the grades of ``below``, ``this`` and ``above`` there are."""
    words = {"below": "Grade below", "this": "This grade", "above": "Grade above"}
    typical = {role: f"{f'GS-{grades[role]}' if role in grades else word}, typical" for role, word in words.items()}
    return typical | {"position": "This position"}


def profile() -> alt.LayerChart:
    """Draw the levels of a position against typical levels of the grades around it."""
    import altair as alt

    y = alt.Y("factor:N", title=None, sort=None, axis=alt.Axis(labelLimit=170, domain=False, ticks=False, grid=True))
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
    names = alt.param(name="names", value=profile_names({}))
    chart = alt.layer(frame, *bars, position, data=rows).add_params(names)
    return _styled(chart.properties(width="container", height=alt.Step(30)))


def _grade_color() -> alt.Color:
    import altair as alt

    return alt.Color(
        "role:N",
        scale=alt.Scale(domain=["below", "this", "above", "position"], range=[INK_SOFT, ACCENT, GOLD, MARK]),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelExpr="names[datum.label]",
            symbolType="square",
            columns=2,
        ),
    )


def _styled(chart: Any) -> alt.LayerChart:
    styled: alt.LayerChart = (
        chart.configure(background="transparent", font=FONT, padding=2, aria=False)
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK_SOFT, titleColor=INK, gridColor=LINE, domainColor=LINE, tickColor=LINE)
        .configure_legend(labelColor=INK, titleColor=INK)
        .configure_text(color=INK)
    )
    return styled


#: Every picture by its name; the build writes one spec and one drawing for each.
CHARTS: dict[str, Callable[[], alt.LayerChart]] = {"ladder": ladder, "profile": profile}
