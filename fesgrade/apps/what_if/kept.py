"""What the What-if page keeps in this browser until it is cleared: scenarios to compare, and unsure ratings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fesgrade.apps.keep.words import DAMAGED
from fesgrade.compare import Scenario, compare
from fesgrade.files.jsonfile import JsonFileError, parse
from fesgrade.levels import LevelsError
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
        kept = parse(text, "What this browser keeps")
        scenarios = {
            method: tuple(_scenario(each) for each in found) for method, found in kept["scenarios"].items() if found
        }
        for method, found in scenarios.items():
            compare(found, methods[method])
        unsure = {method: _texts(found, methods[method]) for method, found in kept["unsure"].items()}
    except (JsonFileError, LevelsError, KeyError, TypeError, AttributeError, ValueError):
        raise LevelsError([DAMAGED]) from None
    return scenarios, unsure


def _scenario(given: Any) -> Scenario:
    name, levels, grade = given["name"], given["levels"], given["grade"]
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(name)
    if levels is None:
        return Scenario(name, None, int(grade))
    return Scenario(name, {str(factor): str(code) for factor, code in levels.items()})


def _texts(given: Mapping[str, Any], standard: Standard) -> dict[str, str]:
    return {
        factor: text[:LONGEST_TEXT]
        for factor, text in given.items()
        if factor in standard.by_factor and isinstance(text, str)
    }
