"""What the What-if page keeps in this browser until it is cleared: scenarios to compare, and unsure ratings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fesgrade.apps.keep.words import DAMAGED
from fesgrade.compare import Scenario, compare
from fesgrade.files.schema import Schema, list_of, map_of, number_of, or_null, read, record_of, text_of
from fesgrade.levels import LevelsError
from fesgrade.sources import FaultsError
from fesgrade.standards import Catalog, Standard

#: Scenarios by method, and the text of each unsure factor by method.
Scenarios = Mapping[str, tuple[Scenario, ...]]
Texts = Mapping[str, Mapping[str, str]]
LONGEST_NAME, LONGEST_TEXT = 30, 200


def to_text(scenarios: Scenarios, texts: Texts) -> str:
    """Return scenarios and texts as JSON, nothing when there are none."""
    kept = {
        "scenarios": {
            method: [{"name": each.name, "levels": each.levels, "grade": each.grade} for each in found]
            for method, found in scenarios.items()
            if found
        },
        "unsure": {method: dict(found) for method, found in texts.items() if found},
    }
    return json.dumps(kept, ensure_ascii=False) if any(kept.values()) else ""


def from_text(text: str, tables: Catalog) -> tuple[dict[str, tuple[Scenario, ...]], dict[str, dict[str, str]]]:
    """Return scenarios and texts from JSON; raises :class:`LevelsError` with one sentence when it is not ours."""
    methods: dict[str, Standard] = {}
    for standard in tables.standards.values():
        methods.setdefault(standard.method, standard)
    try:
        kept = read(text, "What this browser keeps", _form(methods))
        scenarios = {method: tuple(map(_scenario, found)) for method, found in kept["scenarios"].items() if found}
        for method, found in scenarios.items():
            compare(found, methods[method])
    except FaultsError:
        raise LevelsError([DAMAGED]) from None
    return scenarios, {method: _texts(found, methods[method]) for method, found in kept["unsure"].items()}


def _form(methods: Iterable[str]) -> Schema:
    scenario = record_of(
        name=text_of(filled=True, longest=LONGEST_NAME),
        levels=or_null(map_of(text_of())),
        grade=or_null(number_of(1, 15)),
    )
    return record_of(
        scenarios=record_of(dict.fromkeys(methods, list_of(scenario)), optional=tuple(methods)),
        unsure=record_of(dict.fromkeys(methods, map_of(text_of())), optional=tuple(methods)),
    )


def _scenario(given: Mapping[str, Any]) -> Scenario:
    return Scenario(given["name"], given["levels"], given["grade"] if given["levels"] is None else None)


def _texts(given: Mapping[str, str], standard: Standard) -> dict[str, str]:
    return {factor: text[:LONGEST_TEXT] for factor, text in given.items() if factor in standard.by_factor}
