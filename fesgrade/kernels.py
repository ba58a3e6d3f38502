"""The kernels behind the pages: of this interpreter, and ended when nobody looks at them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from fesgrade.early import handlers
from fesgrade.early.pool import Pool


class PageKernelSpecManager(KernelSpecManager):
    """Runs every page on this interpreter, whatever kernels the user has registered."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the one kernel there is."""
        quiet = ["--HistoryManager.enabled=False", "--log-level=ERROR"]
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *quiet]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")

    def get_all_specs(self) -> dict[str, Any]:
        """Return the one kernel there is, under the name that notebooks give it."""
        return {"python3": {"resource_dir": "", "spec": self.get_kernel_spec("python3").to_dict()}}


class PageKernelManager(AsyncMappingKernelManager):
    """Ends the kernels that nobody looks at.

    Voila gives a kernel to every GET, and only a page that is closed properly gives it back. Jupyter's own
    rule (no activity for a while) does not fit: a kernel from the pool has been idle long before its visitor
    came. So the time that counts is the time without a browser.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._alone_timeout = timedelta(seconds=self.config.PageKernelManager["alone_timeout"])
        self._alone_since: dict[str, datetime] = {}
        self._alone_before: dict[str, datetime] = {}
        self.pool: Pool | None = None

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **options: Any) -> None:  # type: ignore[override]
        """End a kernel and let its page know: Jupyter leaves the socket open, and nothing would come on it any more."""
        await super().shutdown_kernel(kernel_id, *args, **options)  # type: ignore[no-untyped-call]
        if self.pool:
            self.pool.forget(kernel_id)
            handlers.close_sockets(kernel_id)

    async def cull_kernels(self) -> None:
        """Look at every kernel once; who was not alone in the last round starts to count anew."""
        self._alone_before, self._alone_since = self._alone_since, {}
        await super().cull_kernels()  # type: ignore[no-untyped-call]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel if it has been alone or idle too long; Voila does not ask for a kernel in its pool."""
        if self.pool and kernel_id in self.pool.ready:
            return
        if self._kernel_connections.get(kernel_id, 0):
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
            return
        now = datetime.now(UTC)
        since = self._alone_since[kernel_id] = self._alone_before.get(kernel_id, now)
        if now - since >= self._alone_timeout:
            await self.shutdown_kernel(kernel_id)
