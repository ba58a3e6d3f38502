"""What the What-if page keeps in this browser until it is cleared: scenarios to compare, and unsure ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fesgrade.apps.parts.keeper import BrowserStore
from fesgrade.apps.rating.state import State
from fesgrade.compare import Scenario, compare
from fesgrade.files.schema import list_of, map_of, number_of, or_null, record_of, text_of
from fesgrade.standards import Catalog, Standard

LONGEST_NAME, LONGEST_TEXT = 30, 200


def browser_store(tables: Catalog) -> BrowserStore[State]:
    """Return what keeps scenarios and unsure ratings."""
    methods: dict[str, Standard] = {}
    for standard in tables.standards.values():
        methods.setdefault(standard.method, standard)
    scenario = record_of(
        name=text_of(filled=True, longest=LONGEST_NAME),
        levels=or_null(map_of(text_of())),
        grade=or_null(number_of(1, 15)),
    )
    form = record_of(
        scenarios=record_of(dict.fromkeys(methods, list_of(scenario)), optional=tuple(methods)),
        unsure=record_of(dict.fromkeys(methods, map_of(text_of())), optional=tuple(methods)),
    )
    return BrowserStore(
        "what-if",
        "Clear scenarios and unsure ratings",
        form=form,
        write=plain,
        read=lambda kept, state: _with(kept, state, methods),
        clear=lambda state: replace(state, scenarios={}, unsure={}),
    )


def plain(state: State) -> dict[str, Any]:
    """Return scenarios and unsure ratings as plain values; nothing where there are none."""
    kept = {
        "scenarios": {
            method: [{"name": each.name, "levels": each.levels, "grade": each.grade} for each in found]
            for method, found in state.scenarios.items()
            if found
        },
        "unsure": {method: dict(found) for method, found in state.unsure.items() if found},
    }
    return kept if any(kept.values()) else {}


def _with(kept: Mapping[str, Any], state: State, methods: Mapping[str, Standard]) -> State:
    """Put what was kept into a state; :class:`LevelsError` where it holds levels or scenarios that there are not."""
    scenarios = {method: tuple(map(_scenario, found)) for method, found in kept["scenarios"].items() if found}
    for method, found in scenarios.items():
        compare(found, methods[method])
    unsure = {method: _texts(found, methods[method]) for method, found in kept["unsure"].items()}
    return replace(state, scenarios=scenarios, unsure=unsure)


def _scenario(given: Mapping[str, Any]) -> Scenario:
    return Scenario(given["name"], given["levels"], given["grade"] if given["levels"] is None else None)


def _texts(given: Mapping[str, str], standard: Standard) -> dict[str, str]:
    return {factor: text[:LONGEST_TEXT] for factor, text in given.items() if factor in standard.by_factor}
