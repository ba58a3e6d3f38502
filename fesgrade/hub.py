"""The pages on a Jupyter server of the visitor's own, as JupyterHub and Binder start one: alive before their kernel.

An extension of Jupyter Server that answers below ``fesgrade/pages/``. Nothing is made and no kernel is started before
somebody asks for a page; then one kernel waits for whoever comes next.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import FileFindHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from fesgrade.early import handlers, pages, recording
from fesgrade.early.pool import Pool
from fesgrade.scratch import new_folder
from fesgrade.server import notebooks_dir

#: The most kernels of one visitor; Binder has 2 GB.
MOST = 12
#: What the pages need before the first of them is sent stands in Tornado's settings under this name.
READY = "fesgrade_ready"


class Page(JupyterHandler):
    """Sends a page; the first one that is asked for has all of them made."""

    @web.authenticated
    async def get(self, path: str) -> None:
        """Send the page, or 404; 503 with the reason when the pages cannot be made."""
        try:
            await self.settings[READY]()
        except recording.RecordingError as error:
            raise web.HTTPError(503, str(error)) from None
        if not handlers.send_page(self, path):
            raise web.HTTPError(404)
        self.settings[handlers.POOL].fill()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter Server where the extension is."""
    return [{"module": "fesgrade.hub"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Add the addresses of the pages to a Jupyter server."""
    settings, made = app.web_app.settings, asyncio.Lock()

    async def ready() -> None:
        """Make pages and pool, once."""
        async with made:
            if handlers.PAGES in settings:
                return
            notebooks, own = notebooks_dir().resolve(), Path(new_folder(), "records")
            records = await asyncio.to_thread(recording.ensure, notebooks, own)
            names = recording.pages_of(notebooks)
            settings[handlers.POOL] = Pool(app.kernel_manager, pages=names, records=records, size=1, most=MOST)
            settings[handlers.PAGES] = pages.build(notebooks, records)

    settings[READY] = ready
    root = settings["base_url"]
    app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(root, r"/fesgrade/pages/(.*)"), Page),
            (url_path_join(root, "/fesgrade/claim"), handlers.Claim),
            (url_path_join(root, pages.files(), "(.*)"), FileFindHandler, {"path": list(map(str, pages.FOLDERS))}),
        ],
    )
