"""Who gets a kernel, who waits, and whose a kernel is; the kernels here are names only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from fesgrade.early import pool as module
from fesgrade.early.pool import MOST_OF_ONE, PATIENCE, RESERVE, Pool


class Process:
    """Stands for a kernel's own manager."""

    def __init__(self) -> None:
        self.alive = True

    async def is_alive(self) -> bool:
        return self.alive


class Manager(dict[str, Process]):
    """Stands for Jupyter's manager of kernels."""

    pool: Pool | None = None

    def get_kernel(self, kernel: str) -> Process:
        return self[kernel]

    async def shutdown_kernel(self, kernel: str, now: bool) -> None:
        del self[kernel]
        assert self.pool is not None
        self.pool.forget(kernel)


class Rehearsal(Pool):
    """A pool whose kernels start at once, and whose clock and memory the test sets."""

    def __init__(self, *, size: int = 2, most: int = 4) -> None:
        self.time, self.left, self.started = 0.0, 10 * RESERVE, 0
        manager = Manager()
        super().__init__(
            manager, pages=["index"], records=Path(), size=size, most=most,
            memory=lambda: self.left, clock=lambda: self.time,
        )  # fmt: skip
        manager.pool = self

    async def _start(self) -> str:
        self.started += 1
        kernel = f"k{self.started}"
        self.manager[kernel] = Process()
        return kernel

    async def settled(self) -> None:
        """Let the pool start what it wants to start."""
        self.fill()
        assert self.filling is not None
        await self.filling


def play(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test in a loop of its own; the browser tests may have one running in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(story())).result()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)


async def claimed(pool: Pool, visitor: str) -> str:
    answer = await pool.claim(visitor)
    kernel: str = answer["kernel"]
    return kernel


def test_who_asks_gets_a_kernel_of_their_own_and_another_one_is_started() -> None:
    async def story() -> None:
        pool = Rehearsal(size=2)
        await pool.settled()
        assert list(pool.ready) == ["k1", "k2"]
        assert await claimed(pool, "ann") == "k1"
        await pool.settled()
        assert list(pool.ready) == ["k2", "k3"]
        assert pool.belongs("k1", "ann") and not pool.belongs("k1", "bob") and not pool.belongs("k1", "")
        assert not pool.belongs("k2", "ann")  # nobody has it yet
        assert pool.belongs("one of Voila's", "bob")

    play(story)


def test_a_full_house_says_how_many_are_ahead_and_serves_them_in_order() -> None:
    async def story() -> None:
        pool = Rehearsal(size=1, most=2)
        await pool.settled()
        kernels = [await claimed(pool, "ann")]
        await pool.settled()
        kernels.append(await claimed(pool, "bob"))
        first, second = await pool.claim("cid"), await pool.claim("dan")
        assert [answer["ahead"] for answer in (first, second)] == [0, 1]
        assert first["full"] and second["full"]
        assert pool.started == 2
        await pool.end(kernels[0])
        await pool.settled()
        again = await pool.claim("dan", second["ticket"])
        assert again == second  # the same place, although a kernel is ready: it is for who came first
        assert "kernel" in await pool.claim("cid", first["ticket"])

    play(story)


def test_who_no_longer_asks_has_left_the_queue() -> None:
    async def story() -> None:
        pool = Rehearsal(size=0, most=0)
        await pool.claim("ann")
        bob = await pool.claim("bob")
        pool.time += PATIENCE / 2
        bob = await pool.claim("bob", bob["ticket"])
        assert bob["ahead"] == 1
        pool.time += PATIENCE * 3 / 4
        assert (await pool.claim("bob", bob["ticket"]))["ahead"] == 0

    play(story)


def test_more_wait_than_the_pool_holds_and_all_are_served() -> None:
    async def story() -> None:
        pool = Rehearsal(size=1, most=10)
        tickets = [(await pool.claim(name))["ticket"] for name in ("ann", "bob", "cid")]
        await pool.settled()
        answers = [await pool.claim(name, ticket) for name, ticket in zip(("ann", "bob", "cid"), tickets, strict=True)]
        assert [answer["kernel"] for answer in answers] == ["k1", "k2", "k3"]

    play(story)


def test_one_visitor_cannot_have_all() -> None:
    async def story() -> None:
        pool = Rehearsal(size=1, most=100)
        for _ in range(MOST_OF_ONE):
            await pool.settled()
            await claimed(pool, "ann")
        await pool.settled()
        assert await pool.claim("ann") == {"many": True}
        assert await claimed(pool, "bob")

    play(story)


def test_no_kernel_is_started_when_memory_runs_out() -> None:
    async def story() -> None:
        pool = Rehearsal()
        pool.left = RESERVE - 1
        answer = await pool.claim("ann")
        await pool.settled()
        assert answer["full"] and pool.started == 0
        pool.left = RESERVE
        await pool.settled()
        assert "kernel" in await pool.claim("ann", answer["ticket"])

    play(story)


def test_a_kernel_that_died_waiting_is_not_given_out() -> None:
    async def story() -> None:
        pool = Rehearsal(size=2)
        await pool.settled()
        pool.manager["k1"].alive = False
        assert await claimed(pool, "ann") == "k2"
        assert "k1" not in pool.manager

    play(story)


def test_a_kernel_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def story() -> None:
        pool = Rehearsal(size=1)
        real = pool._start
        tries: list[None] = []

        async def start() -> str:
            tries.append(None)
            if len(tries) == 1:
                raise RuntimeError("no")
            return await real()

        monkeypatch.setattr(pool, "_start", start)
        monkeypatch.setattr(asyncio, "sleep", sleep)
        await pool.settled()
        assert list(pool.ready) == ["k1"] and pool.starting == 0

    play(story)
    assert 5 in slept
    assert "a kernel did not start" in caplog.text


def test_a_kernel_that_ended_without_a_word_makes_room() -> None:
    async def story() -> None:
        pool = Rehearsal(size=1, most=1)
        await pool.settled()
        del pool.manager[await claimed(pool, "ann")]
        ticket = (await pool.claim("bob"))["ticket"]
        await pool.settled()
        assert (await pool.claim("bob", ticket))["kernel"] == "k2"

    play(story)
