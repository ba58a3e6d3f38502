"""How a page that is alive before its kernel is served: itself without one, and then a kernel for who asks.

A kernel belongs to the visitor that got it, known by a cookie; nobody else may look at it, speak to it or end it.
"""

from __future__ import annotations

import secrets
from typing import Any

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado import web
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from fesgrade.early.pool import Pool

#: The pages and the pool stand in Tornado's settings under these names.
PAGES, POOL = "fesgrade_pages", "fesgrade_pool"


def visitor_cookie(handler: Any) -> str:
    """Return the name of the cookie by which a visitor is known; servers on other ports have their own."""
    port: str = handler.request.host.rpartition(":")[2]
    return f"fesgrade-visitor-{port}"


def send_page(handler: JupyterHandler, path: str) -> bool:
    """Send a page that needs no kernel, with the cookies that let it ask for one; ``False`` when there is none."""
    page = handler.settings.get(PAGES, {}).get(path)
    if page is None:
        return False
    assert handler.xsrf_token  # asking for it sets the cookie
    name = visitor_cookie(handler)
    if not handler.get_cookie(name):
        handler.set_cookie(name, secrets.token_urlsafe(24), httponly=True, samesite="Lax", path=handler.base_url)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.set_header("Cache-Control", "no-cache")
    handler.finish(page)
    return True


def close_sockets(kernel: str) -> None:
    """Close the sockets of the pages that a kernel had."""
    for connection in list(ZMQChannelsWebsocketConnection._open_sockets):
        if connection.kernel_id == kernel:
            connection.websocket_handler.close()


class Claim(APIHandler):
    """Gives a page a kernel, or a place in the queue."""

    @web.authenticated
    async def post(self) -> None:
        """Answer what :meth:`Pool.claim` does; 403 for who has not got the page's cookies."""
        visitor = self.get_cookie(visitor_cookie(self))
        if not visitor:
            raise web.HTTPError(403)
        said = self.get_json_body()
        ticket = said.get("ticket") if isinstance(said, dict) else None
        pool: Pool = self.settings[POOL]
        self.set_header("Cache-Control", "no-store")
        self.finish(await pool.claim(visitor, ticket if isinstance(ticket, str) else ""))


class _Owned(JupyterHandler):
    """Refuses, as if there were none, a kernel that belongs to another visitor."""

    async def prepare(self, *args: Any, **options: Any) -> None:
        await super().prepare(*args, **options)
        pool: Pool | None = self.settings.get(POOL)
        kernel = next(iter([*self.path_args, *self.path_kwargs.values()]))
        if pool and not pool.belongs(kernel, self.get_cookie(visitor_cookie(self)) or ""):
            raise web.HTTPError(404)


class OwnedKernel(_Owned, KernelHandler):
    """Tells a page how its kernel is."""


class OwnedSocket(_Owned, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """Connects a page with its kernel."""


class OwnedShutdown(_Owned, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends the kernel of a page that is left."""


#: What stands for Jupyter's and Voila's own handlers.
OWNED = {
    KernelHandler: OwnedKernel,
    VoilaKernelWebsocketHandler: OwnedSocket,
    VoilaShutdownKernelHandler: OwnedShutdown,
}
