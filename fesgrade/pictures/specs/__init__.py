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

import altair as alt

from fesgrade.pictures.specs import groups, position

#: Every picture by its name; the build writes one spec and one drawing for each.
CHARTS: dict[str, Callable[[], alt.LayerChart]] = {
    "ladder": position.ladder,
    "profile": position.profile,
    "heat": position.heat,
    "grades": position.grade_bars,
    "totals": position.totals,
    "waterfall": position.waterfall,
    "time": position.time_bars,
    "claims": position.claims,
    "spread": groups.spread,
    "rater-totals": groups.rater_totals,
    "agreement": groups.agreement,
    "counts": groups.counts,
}
