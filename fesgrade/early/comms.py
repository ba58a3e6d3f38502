"""The comms of a page's widgets: numbered in the order in which they are made, and silent while the page is made.

Python makes the same widgets in the same order every time, so a browser that has their first state from a record
knows each one by its number before any kernel runs.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import comm
from ipykernel.comm.comm import BaseComm
from ipykernel.jsonutil import json_clean
from ipykernel.kernelbase import Kernel
from IPython.utils.capture import capture_output
from ipywidgets import Widget

from fesgrade.early.record import Record
from fesgrade.widgets.region import alerts

#: The media type under which a notebook shows a widget.
VIEW = "application/vnd.jupyter.widget-view+json"


class Counter:
    """Gives comms their numbers, and gathers what they say while a page is made."""

    def __init__(self) -> None:
        self.made = 0
        self.making = False
        self.states: dict[str, dict[str, Any]] = {}

    def create(self, *args: Any, comm_id: str | None = None, **options: Any) -> PageComm:
        """Return a comm with the next number, as ``comm.create_comm`` does; one that has an id keeps it."""
        if not comm_id:
            self.made += 1
            comm_id = f"w{self.made}"
        return PageComm(self, *args, comm_id=comm_id, **options)

    def hear(self, kind: str, comm_id: str, data: dict[str, Any], buffers: Any) -> None:
        """Fold a message into the first state of its widget; ``ValueError`` for one that is no state."""
        if kind == "comm_close":
            self.states.pop(comm_id, None)
            return
        state = data.get("state")
        if buffers or state is None or (kind == "comm_msg" and data.get("method") != "update"):
            raise ValueError(
                f"A widget said {kind} {sorted(data)} while its page was made; a record holds states only."
            )
        self.states.setdefault(comm_id, {}).update(state)


class PageComm(BaseComm):
    """A comm of Jupyter's that says nothing while its page is made."""

    def __init__(self, counter: Counter, *args: Any, **options: Any) -> None:
        self.counter = counter
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
    ) -> None:
        """Send a message, or keep it while the page is made."""
        if not self.counter.making:
            super().publish_msg(msg_type, data, metadata, buffers, **keys)  # type: ignore[no-untyped-call]
            return
        # ipywidgets says nothing on a comm that has no kernel yet.
        kernel: Any = Kernel.instance() if Kernel.initialized() else object()
        self.kernel = kernel
        self.counter.hear(msg_type, self.comm_id, json_clean(data or {}), buffers)  # type: ignore[no-untyped-call]


def install() -> Counter:
    """Let every comm that is made from now on have a number, from 1."""
    counter = Counter()
    comm.create_comm = counter.create  # ipywidgets and anywidget look it up here each time
    return counter


def make(page: str, counter: Counter) -> Record:
    """Make the widgets of a page in this process and return their first state; ``page`` names a module of the apps."""
    show: Callable[[], None] = importlib.import_module(f"fesgrade.apps.{page}").show
    counter.states, counter.making = {}, True
    try:
        with capture_output() as captured:
            show()
    finally:
        counter.making = False
    shows = []
    for output in captured.outputs:
        data = output.data
        shows.append(["widget", data[VIEW]["model_id"]] if VIEW in data else ["html", data["text/html"]])
    states, counter.states = counter.states, {}
    return Record(page, states, shows)


def forget(counter: Counter) -> None:
    """Close the widgets of a page, so that another one can be made in this process as if it were the first."""
    counter.making = True
    Widget.close_all()
    counter.making, counter.made, counter.states = False, 0, {}
    alerts.cache_clear()
