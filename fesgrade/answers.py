"""What the server says beside its pages: that there is no such page, that it is alive, a line for each request.

Nothing here needs a kernel, and nothing that a visitor typed is written down.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado import web
from voila.handler import BaseVoilaHandler
from voila.static_file_handler import TemplateStaticFileHandler

#: Kinds of messages of a kernel that no page needs: what it prints, and errors, with the paths of this machine.
UNTOLD = ("stream", "error")


class NoSuchPage(BaseVoilaHandler):  # type: ignore[misc]
    """Says in a sentence that there is no such page."""

    async def prepare(self) -> None:
        """Raise 404 once Jupyter knows what it needs to show a page of errors."""
        await super().prepare()
        raise web.HTTPError(404)


class TemplateFile(TemplateStaticFileHandler):  # type: ignore[misc]
    """A file of the template; Voila's own handler breaks on an address that names none."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send the file, or 404 for whatever cannot be one."""
        try:
            await super().get(path, include_body)
        except web.HTTPError:
            raise
        except Exception:
            raise web.HTTPError(404) from None

    def write_error(self, status_code: int, **_: object) -> None:
        """Send the page that says so."""
        pages = self.settings["voila_jinja2_env"]
        name = "404.html" if status_code == 404 else "error.html"
        self.finish(pages.get_template(name).render(base_url=self.settings["base_url"], status_code=status_code))


class Health(web.RequestHandler):
    """Says that the server is alive, to a monitor."""

    def get(self) -> None:
        """Answer ``ok``."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("ok\n")

    def head(self) -> None:
        """Answer as to GET, without the text."""
        self.get()


class PageConnection(ZMQChannelsWebsocketConnection):
    """The way of messages between a page and its kernel, without those that tell of this machine."""

    def handle_outgoing_message(self, stream: str, outgoing_msg: list[bytes]) -> None:
        """Hand a message on to the page, or drop it."""
        _, parts = self.session.feed_identities(outgoing_msg)
        if self.session.unpack(parts[1])["msg_type"] not in UNTOLD:
            super().handle_outgoing_message(stream, outgoing_msg)


def request_line(method: str, path: str, status: int, milliseconds: float) -> str:
    """Return a line of the log: when, what kind of request, where, and what came of it.

    It holds no query and no address of a visitor; of a path that does not exist only that, because people type all
    sorts of things there; and no id of a kernel, because whoever knows it may use the kernel.
    """
    shown = "/".join("ID" if len(part) == 36 and part.count("-") == 4 else part for part in path.split("/"))
    where = shown if status != 404 else "(no such address)"
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{now} {method} {where} {status} {milliseconds:.0f} ms"


def log_all(handler: web.RequestHandler) -> None:
    """Write the line of a request to standard error."""
    request = handler.request
    line = request_line(request.method or "", request.path, handler.get_status(), 1000 * request.request_time())
    sys.stderr.write(f"{line}\n")  # in one piece, so that lines of one moment do not run into each other
    sys.stderr.flush()


def log_refused(handler: web.RequestHandler) -> None:
    """Write the line of a request that was refused or failed to standard error, and of no other."""
    if handler.get_status() >= 400:
        log_all(handler)
