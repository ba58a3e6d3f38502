"""Kernels that wait for whoever asks, one kind for all pages; and whose a kernel is that somebody has."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from fesgrade.early.kernel import FOLDER
from fesgrade.early.recording import KERNEL

#: The most kernels that one visitor has at a time: every page there is, and some twice.
MOST_OF_ONE = 16
#: What must be left of the memory of the machine to start another kernel, in bytes.
RESERVE = 400_000_000
#: Who has not asked for so long has left the queue, in seconds.
PATIENCE = 10.0
#: A page that has just got a kernel has its work done before the next one is started, in seconds.
PAUSE = 0.3

_log = logging.getLogger("fesgrade")


def free_memory() -> int:
    """Return how much memory is left, in bytes."""
    return int(psutil.virtual_memory().available)


class Pool:
    """Holds ``size`` kernels ready while there are fewer than ``most`` of them in all, and hands them out.

    ``manager`` is Jupyter's manager of kernels; ``records`` the folder of the records; ``pages`` what a kernel has
    imported before anybody asks.
    """

    def __init__(
        self,
        manager: Any,
        *,
        pages: list[str],
        records: Path,
        size: int,
        most: int,
        memory: Callable[[], int] = free_memory,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.manager, self.pages, self.records, self.size, self.most = manager, pages, records, size, most
        self.memory, self.clock = memory, clock
        self.ready: deque[str] = deque()
        self.starting = 0
        self.owners: dict[str, str] = {}  # kernel -> visitor
        self.asked: dict[str, float] = {}  # ticket -> when it asked last, in the order of coming
        self.filling: asyncio.Task[None] | None = None

    # Handing out -----------------------------------------------------------------------------------

    async def claim(self, visitor: str, ticket: str = "") -> dict[str, Any]:
        """Return ``{"kernel": id}``, or a ``ticket`` to ask again with.

        With a ticket comes how many are ``ahead`` and whether the house is ``full``. A visitor who has many kernels is
        told ``{"many": True}``.
        """
        now = self.clock()
        self.owners = {kernel: owner for kernel, owner in self.owners.items() if kernel in self.manager}
        self.asked = {other: at for other, at in self.asked.items() if now - at <= PATIENCE}
        if sum(owner == visitor for owner in self.owners.values()) >= MOST_OF_ONE:
            return {"many": True}  # and no place in the queue, which would hold up everybody behind
        if self._ahead(ticket) < len(self.ready):
            self.asked.pop(ticket, None)
            kernel = await self._living()
            if kernel:
                self.owners[kernel] = visitor
                self.fill(PAUSE)
                return {"kernel": kernel}
        ticket = ticket if ticket in self.asked else secrets.token_urlsafe(12)
        self.asked[ticket] = now
        self.fill()
        return {"ticket": ticket, "ahead": self._ahead(ticket), "full": self.full}

    def _ahead(self, ticket: str) -> int:
        """Return how many wait before this one; who has no ticket comes last."""
        return list(self.asked).index(ticket) if ticket in self.asked else len(self.asked)

    async def _living(self) -> str | None:
        """Take a kernel that still runs."""
        while self.ready:
            kernel = self.ready.popleft()
            if kernel in self.manager and await self.manager.get_kernel(kernel).is_alive():
                return kernel
            await self.end(kernel)
        return None

    def belongs(self, kernel: str, visitor: str) -> bool:
        """Say whether a visitor may speak to a kernel; those that Voila gave out itself are not watched here."""
        if kernel in self.ready:
            return False
        return self.owners.get(kernel, visitor) == visitor

    def forget(self, kernel: str) -> None:
        """A kernel has ended, for whatever reason."""
        self.owners.pop(kernel, None)
        if kernel in self.ready:
            self.ready.remove(kernel)
        self.fill(PAUSE)

    # Keeping it filled -----------------------------------------------------------------------------

    @property
    def full(self) -> bool:
        """Whether no other kernel may be started."""
        return len(self.owners) + len(self.ready) + self.starting >= self.most or self.memory() < RESERVE

    def fill(self, pause: float = 0) -> None:
        """Start what is missing, one kernel after the other, unless that is going on."""
        if self.filling is None or self.filling.done():
            self.filling = asyncio.ensure_future(self._fill(pause))

    async def _fill(self, pause: float) -> None:
        await asyncio.sleep(pause)
        while len(self.ready) < max(self.size, len(self.asked)) and not self.full:
            self.starting += 1
            try:
                self.ready.append(await self._start())
            except Exception:
                _log.exception("fesgrade: a kernel did not start")
                await asyncio.sleep(5)
            finally:
                self.starting -= 1

    async def _start(self) -> str:
        environment = os.environ | KERNEL | {FOLDER: str(self.records)}
        kernel: str = await self.manager.start_kernel(kernel_name="python3", env=environment)
        running = self.manager.get_kernel(kernel)
        running._restarter.restart_limit = 0  # nobody needs a kernel that has forgotten its page: it is dead
        client = running.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            code = f"from fesgrade.early.kernel import prepare; prepare({self.pages}); del prepare"
            reply = await client.execute(code, silent=True, store_history=False, reply=True, timeout=60)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(reply["content"].get("evalue", "the pages could not be imported"))
        except Exception:
            await self.end(kernel)
            raise
        finally:
            client.stop_channels()
        return kernel

    async def end(self, kernel: str) -> None:
        """End a kernel that nobody has."""
        if kernel in self.manager:
            await self.manager.shutdown_kernel(kernel, now=True)
