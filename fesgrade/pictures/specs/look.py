"""What all pictures have in common: colors, type, and the parts that several of them draw alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from fesgrade.pictures.rows import Rows
from fesgrade.standards import PRIMARY
from fesgrade.tables import load

#: The standard of the rows that a picture is built with.
STANDARD = load().standards[PRIMARY]
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
#: The colors of what is of this position, and of the rest.
THIS = {True: ACCENT, False: NEIGHBOR}
#: The size of the words of axes and legends in pictures for a whole room.
PROJECTED = 14


def picture(
    *layers: Any, rows: Rows, height: Any, size: int = 0, params: Sequence[alt.Parameter] = ()
) -> alt.LayerChart:
    """Return layers as one picture of ``rows`` with the look of all; ``size`` is that of words where it is larger."""
    labels = {"labelFontSize": size} if size else {}
    titles = {"titleFontSize": size} if size else {}
    chart: alt.LayerChart = (
        alt.layer(*layers, data=alt.Data(name="rows", values=rows))
        .add_params(*params)
        .properties(width="container", height=height)
        .configure(background="transparent", font=FONT, padding=2, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK_SOFT, titleColor=INK, gridColor=LINE, domainColor=LINE, tickColor=LINE, **labels, **titles
        )
        .configure_legend(labelColor=INK, titleColor=INK, **labels)
        .configure_text(color=INK)
    )
    return chart


def where(condition: str) -> alt.Chart:
    """Return a layer of the rows for which a condition of Vega holds."""
    return alt.Chart().transform_filter(condition)


def haloed(base: alt.Chart, **text: Any) -> list[alt.Chart]:
    """Return words over a wider copy of themselves in the color of the paper: legible where a line or mark crosses."""
    return [base.mark_text(stroke=PAPER, strokeWidth=5, **text), base.mark_text(**text)]


def shades(channel: Any, field: str, colors: Mapping[Any, Any]) -> Any:
    """Return a channel that gives each value of a field its color (or dash), without a legend."""
    return channel(field, legend=None, scale=alt.Scale(domain=list(colors), range=list(colors.values())))


def points_axis(field: str, **scale: Any) -> alt.X:
    """Return an axis of points."""
    axis = alt.Axis(grid=False, format=",d", tickCount=5)
    return alt.X(field, title="Points", scale=alt.Scale(zero=False, **scale), axis=axis)


def factor_axis() -> alt.Axis:
    """Return an axis of factor names that leaves room for the picture on a phone."""
    limit = alt.expr("containerSize()[0] < 420 ? 112 : 200")
    return alt.Axis(domain=False, ticks=False, labelLimit=limit, labelPadding=8)
