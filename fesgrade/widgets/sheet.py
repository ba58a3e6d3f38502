"""The rating sheet as a widget: every factor with its levels, and the contacts chart where the standard has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from fesgrade.combinations import Combination
from fesgrade.standards import PURPOSES, Standard
from fesgrade.widgets.base import Style, script

CONTACTS = (("1", "Own unit"), ("2", "Agency, public"), ("3", "Outside, unstructured"), ("4", "High officials"))
PURPOSE_LABELS = (("a", "Facts"), ("b", "Coordinate"), ("c", "Persuade"), ("d", "Settle"))


class Sheet(anywidget.AnyWidget):
    """The rating sheet: ``chosen`` maps a factor's id to the code of its level and changes on both sides.

    ``rules`` holds by factor what to keep in mind about the level just chosen: ``text`` and ``source`` of each.

    With the words ``ask`` every factor also takes the rater's reasons, folded away until there are some: ``reasons``
    holds why the level is met by factor, and why the next one is not by factor and ``/next`` (``"1"``, ``"1/next"``);
    each has at most ``longest`` characters. With the words ``action`` there is a button below; ``submitted`` counts its
    clicks and never arrives before ``chosen``.
    With the words ``aside`` every factor has a button that opens the page's :class:`~fesgrade.widgets.drawer.Drawer`.
    """

    _esm = script("sheet.js")
    _css = Style("sheet.css")

    factors = traitlets.List(traitlets.Dict()).tag(sync=True)
    chart = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)
    rules = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode("Rating sheet").tag(sync=True)
    ask = traitlets.Unicode().tag(sync=True)
    longest = traitlets.Int(2_000).tag(sync=True)
    action = traitlets.Unicode().tag(sync=True)
    submitted = traitlets.Int().tag(sync=True)
    aside = traitlets.Unicode().tag(sync=True)
    reasons = traitlets.Dict(key_trait=traitlets.Unicode(), value_trait=traitlets.Unicode()).tag(sync=True)


def rules_of(rules: Mapping[str, Sequence[Combination]]) -> dict[str, list[dict[str, str]]]:
    """Return the rules that bear on levels just chosen, by factor, as the sheet takes them."""
    return {factor: [{"text": one.text, "source": one.source} for one in ones] for factor, ones in rules.items()}


def sheet_of(standard: Standard) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the factors of a standard and its contacts chart, if it has one, as the sheet shows them."""
    factors = [
        {
            "id": factor.id,
            "title": factor.title,
            "name": factor.name,
            "asks": factor.asks,
            "source": factor.source,
            "levels": [
                {
                    "code": level.code,
                    "points": level.points,
                    "status": level.status,
                    "synopsis": level.synopsis,
                    "next_needs": level.next_needs,
                    "source": level.source,
                }
                for level in factor.levels
            ],
        }
        for factor in standard.factors
    ]
    return factors, _chart_of(standard) if standard.chart else {}


def _chart_of(standard: Standard) -> dict[str, Any]:
    cells = {}
    for six in standard.by_factor["6"].levels:
        for seven in standard.by_factor["7"].levels:
            states = {six.status, seven.status}
            if not standard.complete and (six.number, seven.number) not in standard.printed:
                states.add("unknown")  # the levels may be known, but not whether the chart pairs them
            cells[f"{six.number}{PURPOSES[seven.number - 1]}"] = {
                "codes": [six.code, seven.code],
                "points": six.points + seven.points,
                "unlikely": (six.number, seven.number) in standard.unlikely,
                "status": "outside" if "outside" in states else "unknown" if "unknown" in states else "described",
            }
    sources = ", ".join(sorted(set(standard.unlikely.values())))
    note = "Both factors rest on the same contacts (Introduction p. 53)."
    if sources:
        note += f" * An unlikely combination ({sources})."
    return {"contacts": CONTACTS, "purposes": PURPOSE_LABELS, "cells": cells, "note": note}
