"""What holds for every page: making it twice gives the same page."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any

import ipywidgets
import pytest

from fesgrade.apps.parts import page as page_module
from fesgrade.apps.parts.pages import PAGES
from fesgrade.server import notebooks_dir
from fesgrade.widgets import region


def states(roots: list[Any]) -> list[tuple[str, str]]:
    """Return class and state of every widget of a page, in the order of first mention; ids are counted anew."""
    found: dict[str, tuple[str, str]] = {}
    waiting = [root for root in roots if isinstance(root, ipywidgets.Widget)]
    while waiting:
        widget = waiting.pop(0)
        if widget.model_id in found:
            continue
        state = widget.get_state()
        found[widget.model_id] = type(widget).__name__, json.dumps(state, default=str, sort_keys=True)
        for value in (getattr(widget, name, None) for name in state):
            values = value if isinstance(value, list | tuple) else [value]
            waiting += [one for one in values if isinstance(one, ipywidgets.Widget)]
    numbers = {model: f"w{number}" for number, model in enumerate(found)}
    return [(name, re.sub("[0-9a-f]{32}", lambda id: numbers.get(id[0], id[0]), text)) for name, text in found.values()]


def made(slug: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[tuple[str, str]]]:
    """Make a page as its notebook does; return the HTML and the widgets that it shows."""
    shown: list[Any] = []
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    monkeypatch.setattr(page_module, "display", shown.append)
    region.alerts.cache_clear()
    importlib.import_module(f"fesgrade.apps.{slug}").show()
    return [each.data for each in shown if hasattr(each, "data")], states(shown)


@pytest.mark.parametrize("slug", ["index", *(page.slug for page in PAGES)])
def test_a_page_is_the_same_whenever_it_is_made(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = made(slug, monkeypatch), made(slug, monkeypatch)
    assert first[0] == again[0]
    assert len(first[1]) == len(again[1])
    for one, other in zip(first[1], again[1], strict=True):
        assert one == other


def test_the_front_page_says_how_to_get_the_notebooks_that_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    # as pages they would show no code, which is what they are for
    html = "".join(made("index", monkeypatch)[0])
    assert "<code>fesgrade notebooks DIR</code>" in html
    for path in (notebooks_dir() / "learn").glob("*.ipynb"):
        assert f"<code>learn/{path.name}</code>" in html
