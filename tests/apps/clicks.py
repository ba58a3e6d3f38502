"""What one click sets off: the browser's side of it, and a count of the calls and messages that follow."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import comm
import ipywidgets
import pytest


def click(widget: ipywidgets.Widget, **state: Any) -> None:
    """Change traits of a widget as the browser does, by a message."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget.comm.handle_msg({"content": {"data": data}, "buffers": []})


class Trace:
    """Counts calls of functions of the package by their names, and traits sent to the browser by widget and trait."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *functions: Callable[..., Any]) -> None:
        self.calls: Counter[str] = Counter()
        self.traits: Counter[tuple[str, str]] = Counter()
        self.messages = 0
        for function in functions:
            self._count(monkeypatch, function)
        monkeypatch.setattr(comm.DummyComm, "publish_msg", lambda told, kind, data=None, **_: self._sent(told, data))

    def _count(self, monkeypatch: pytest.MonkeyPatch, function: Callable[..., Any]) -> None:
        name = function.__name__

        @functools.wraps(function)
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls[name] += 1
            return function(*args, **kwargs)

        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "").startswith("fesgrade") and getattr(module, name, None) is function:
                monkeypatch.setattr(module, name, counted)

    def _sent(self, told: comm.DummyComm, data: Any) -> None:
        if (data or {}).get("method") == "echo_update":  # ipywidgets repeats what the browser said
            return
        self.messages += 1
        for trait in (data or {}).get("state", {}):
            self.traits[told.comm_id, trait] += 1

    def start(self) -> None:
        """Forget what was counted so far."""
        self.calls.clear()
        self.traits.clear()
        self.messages = 0

    def sends_nothing_twice(self) -> bool:
        return max(self.traits.values(), default=0) <= 1
