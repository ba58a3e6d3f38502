"""The kernels behind the pages: of this interpreter, and ended when nobody looks at them."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from traitlets.config import Config

from fesgrade import kernels


def test_pages_run_on_this_interpreter_whatever_is_registered() -> None:
    specs = kernels.PageKernelSpecManager()
    assert list(specs.get_all_specs()) == ["python3"]
    assert specs.get_kernel_spec("anything").argv[0] == sys.executable


def run(coroutine: Coroutine[None, None, object]) -> None:
    """Run a coroutine that never really waits; the browser tests may have a loop running already."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


class Clock:
    """Stands for ``datetime`` in the module; time passes when the test says so."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self, zone: tzinfo) -> datetime:
        assert zone is UTC
        return self.time

    def later(self, seconds: int) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(kernels, "datetime", made)
    return made


class Noting(kernels.PageKernelManager):
    """Notes which kernels it was told to end, and which Jupyter was asked about."""

    ended: list[str]
    asked: list[str]


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Noting:
    """A manager of two kernels that only notes which ones it was told to end."""
    config = Config(PageKernelManager={"alone_timeout": 60, "cull_idle_timeout": 3600})
    made = Noting(config=config, connection_dir=str(Path.cwd()))
    made.ended = []

    async def end(kernel_id: str) -> None:
        made.ended.append(kernel_id)
        del made._kernels[kernel_id]

    async def idle(self: Noting, kernel_id: str) -> None:
        made.asked.append(kernel_id)

    made.asked = []
    monkeypatch.setattr(made, "shutdown_kernel", end)
    monkeypatch.setattr("fesgrade.kernels.AsyncMappingKernelManager.cull_kernel_if_idle", idle)
    made._kernels = {"a": object(), "b": object()}
    return made


def test_a_kernel_alone_is_ended_after_its_time(manager: Noting, clock: Clock) -> None:
    manager._kernel_connections = {"a": 1}
    for seconds in (0, 30, 29):
        clock.later(seconds)
        run(manager.cull_kernels())
        assert manager.ended == []
    clock.later(1)
    run(manager.cull_kernels())
    assert manager.ended == ["b"]
    assert set(manager.asked) == {"a"}  # a kernel with a browser is judged by Jupyter's own rule, idleness


def test_a_kernel_that_had_a_browser_starts_to_count_anew(manager: Noting, clock: Clock) -> None:
    manager._kernel_connections = {"a": 1}
    run(manager.cull_kernels())
    clock.later(50)
    manager._kernel_connections = {"a": 0, "b": 1}
    run(manager.cull_kernels())
    clock.later(50)
    manager._kernel_connections = {"a": 0, "b": 0}
    run(manager.cull_kernels())
    assert manager.ended == []
    clock.later(10)
    run(manager.cull_kernels())
    assert manager.ended == ["a"]


def test_time_in_the_pool_does_not_count(manager: Noting, clock: Clock) -> None:
    """Voila does not ask about kernels in its pool, so a round passes them over."""
    run(manager.cull_kernels())
    pooled = dict(manager._kernels)
    manager._kernels = {}
    for _ in range(3):
        clock.later(1000)
        run(manager.cull_kernels())
    manager._kernels = pooled
    clock.later(1000)
    run(manager.cull_kernels())
    assert manager.ended == []
