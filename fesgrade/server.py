"""Serves the pages: Voila over the notebooks, on this machine only.

What differs from a bare ``voila notebooks/``: one template without any address outside this
machine, kernels of this interpreter kept warm, kernels nobody looks at ended, compressed answers,
and plain sentences where Voila shows a file list or a traceback.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import FileFindHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import httpserver, ioloop, web
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from fesgrade import answers
from fesgrade.apps.parts.pages import linked
from fesgrade.early import handlers, pages, recording
from fesgrade.early.pool import Pool
from fesgrade.kernels import PageKernelManager, PageKernelSpecManager
from fesgrade.scratch import new_folder
from fesgrade.web import assets

HOST = "127.0.0.1"
#: The longest path of a socket that every system allows, in bytes.
SOCKET_PATH = 103
# The page may talk to this server and to nothing else: a link to a CDN that slipped in would not load.
# Vega compiles its expressions and anywidget imports its modules from blobs, hence eval and blob.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
        "connect-src 'self' data: blob: ws://127.0.0.1:* ws://localhost:*",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


def _kept() -> str:
    """Return the path of the scripts of Voila and its extensions, which a browser may keep for good.

    They are a hundred files without a version in their names: it stands in the path instead. Under Voila's own
    paths every page asks for every one of them again.
    """
    names = ("voila", "anywidget", "jupyterlab_widgets")
    versions = "-".join(version(name) for name in names)
    return f"voila/kept/{hashlib.sha256(versions.encode()).hexdigest()[:12]}"


def notebooks_dir() -> Path:
    """Return the folder of the pages' notebooks: inside the package when installed, else beside the checkout."""
    installed = Path(__file__).parent / "notebooks"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "notebooks"


#: How a notebook is run: what it shows may come late on a busy machine. By default Voila waits 4 seconds and then
#: sends the page without its controls.
EXECUTOR = {"iopub_timeout": 60, "raise_on_iopub_timeout": True, "cell_error_instruction": ""}


def voila_configuration(notebooks: Path | None = None) -> dict[str, Any]:
    """Return the ``VoilaConfiguration`` of the pages, as plain values.

    The server uses it, and so can any other way to start Voila (a ``voila.json``, Binder), with :data:`EXECUTOR` as
    its ``VoilaExecutor``.
    """
    return {
        "template": "fesgrade",
        "theme": "light",
        "strip_sources": True,
        "show_tracebacks": False,
        "allow_template_override": "NO",
        "allow_theme_override": "NO",
        # The other JupyterLab extensions that happen to be installed have no business in these pages.
        "extension_allowlist": [
            "anywidget",
            "@jupyter-widgets/jupyterlab-manager",
            "@voila-dashboards/widgets-manager8",
        ],
        "resources": {"fesgrade": linked(notebooks or notebooks_dir())},
    }


def serve(
    port: int = 8866,
    *,
    open_browser: bool = True,
    data: str | os.PathLike[str] | None = None,
    notebooks: str | os.PathLike[str] | None = None,
    pool: int = 2,
    alone: int = 60,
    idle: int = 4 * 3600,
    interval: int = 15,
    early: bool = True,
    most: int = 60,
    log_requests: bool = False,
    bind: str = HOST,
    names: Sequence[str] = (),
) -> int:
    """Serve the pages on 127.0.0.1 until Ctrl-C and return the exit status: 0 stopped, 2 refused.

    For a container or a proxy there are another address to ``bind``, and ``names`` by which browsers call the server;
    others are refused. With ``log_requests`` every request is a line on standard error, else only those refused.

    ``port`` 0 takes any free port. ``data`` is a folder of the user's own tables, beside the shipped ones.

    A page is sent before there is a kernel for it, the same to every visitor: ``pool`` kernels wait for whoever comes,
    whatever the page, and there are at most ``most`` of them. A notebook that is none of the pages is run by Voila
    before it is sent, and so is every page without ``early``; then ``pool`` kernels are kept warm for the Evaluate page
    and one for each other page. A kernel is ended when no browser has been connected to it for ``alone`` seconds, or
    when nothing happened on its page for ``idle`` seconds; looked at every ``interval`` seconds.
    """
    folder = Path(notebooks) if notebooks is not None else notebooks_dir()
    if not (folder / "index.ipynb").is_file():
        return _refuse(f"There are no pages in {folder}: index.ipynb is missing. Install fesgrade again.")
    if not 0 <= port <= 65535:
        return _refuse(f"{port} is not a port; it must be a number from 0 to 65535.")
    if most < 1:
        return _refuse(f"{most} is not a number of Python processes; it must be at least 1.")
    try:
        bound = socket.create_server((bind, port))
    except OSError as error:
        return _refuse(f"Port {port} cannot be used ({error.strerror or error}). Try another one with --port.")
    try:
        assets.ensure()
    except assets.AssetsError as error:
        print(f"fesgrade: {error}", file=sys.stderr)  # the pages work without pictures and say so
    bound.setblocking(False)  # as Tornado wants it
    scratch = new_folder()
    # Voila finds templates on the Jupyter path; the user's own IPython startup files stay out of the pages.
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(Path(assets.__file__).parent), os.environ.get("JUPYTER_PATH")))
    )
    os.environ["IPYTHONDIR"] = scratch
    if data is not None:
        os.environ["FESGRADE_DATA"] = str(Path(data).resolve())
    _quiet_logs()
    try:
        first, records = _first_answers(folder.resolve(), Path(scratch, "records")) if early else ({}, Path(scratch))
        server = PageServer(
            root_dir=str(folder.resolve()),
            config=_config(folder, scratch, 0 if first else pool, alone, idle, interval),
            config_file_paths=[],
            connection_dir_root=scratch,
            log_level=logging.ERROR,
            ip=HOST,
            kernel_websocket_connection_class=answers.PageConnection,
        )
        server.first, server.records, server.size, server.most = first, records, pool, most
        server.log_requests, server.names = log_requests, names
        server.bound = bound
        server.port = bound.getsockname()[1]
        server.open_browser = open_browser
        server.initialize([])
        server.start()
    except KeyboardInterrupt:
        pass
    finally:
        bound.close()
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


def _first_answers(notebooks: Path, own: Path) -> tuple[dict[str, bytes], Path]:
    """Return the pages that need no kernel to be sent, and the folder of their records; none if they cannot be made."""
    try:
        records = recording.ensure(notebooks, own)
    except recording.RecordingError as error:
        print(f"fesgrade: {error} Each page waits for its kernel instead.", file=sys.stderr)
        return {}, own
    return pages.build(notebooks, records), records


def _refuse(sentence: str) -> int:
    print(f"fesgrade: {sentence}", file=sys.stderr)
    return 2


def _quiet_logs() -> None:
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    logging.getLogger("tornado.general").setLevel(logging.ERROR)


def _fits_sockets(scratch: str) -> bool:
    """Return whether the files by which kernels talk may stand below ``scratch``: systems limit how long a path is."""
    below = len("/voila_12345678/kernel-12345678-1234-1234-1234-123456789012-ipc-5")
    return os.name == "posix" and len(os.fsencode(scratch)) + below <= SOCKET_PATH


def _config(folder: Path, scratch: str, pool: int, alone: int, idle: int, interval: int) -> Config:
    sizes = {path.name: {"pool_size": min(pool, 1)} for path in folder.glob("*.ipynb")}
    sizes["evaluate.ipynb"] = {"pool_size": pool}
    configuration = voila_configuration(folder)
    configuration["resources"]["fesgrade"]["kept"] = _kept()
    return Config(
        # Between the choice of a network port and its use another program may take it; files are ours alone.
        KernelManager={"transport": "ipc"} if _fits_sockets(scratch) else {},
        VoilaConfiguration={
            **configuration,
            "preheat_kernel": pool > 0,
            "default_pool_size": min(pool, 1),
            "kernel_spec_manager_class": PageKernelSpecManager,
            "multi_kernel_manager_class": PageKernelManager,
        },
        VoilaExecutor=EXECUTOR,
        VoilaKernelManager={"kernel_pools_config": sizes, "fill_delay": 0.5},
        # A kernel that has died is told at once; nobody needs one that has forgotten its page.
        KernelRestarter={"restart_limit": 0, "time_to_dead": 1.0},
        PageKernelManager={
            "cull_idle_timeout": idle,
            "cull_interval": interval,
            "cull_connected": True,
            "alone_timeout": alone,
        },
    )


class _ToIndex(JupyterHandler):
    """Leads to the front page."""

    def get(self, *_: str) -> None:
        self.redirect(url_path_join(self.base_url, "voila/render/index.ipynb"))


class _Render(TornadoVoilaHandler):  # type: ignore[misc]
    """Sends a page together with the token that lets it give its kernel back when it is left."""

    async def get(self, path: str | None = None) -> None:
        if handlers.send_page(self, path or ""):
            return
        assert self.xsrf_token  # asking for it sets the cookie
        await super().get(path)

    def head(self, path: str | None = None) -> None:
        """Answer a monitor or a preview, without a kernel."""
        if not handlers.send_page(self, path or ""):
            self.finish()


class PageServer(Voila):  # type: ignore[misc]
    """Voila with the socket, handlers and headers of the pages."""

    bound: socket.socket
    #: Pages by the name of their notebook, the records they were made from, how many kernels wait, the most there are.
    first: Mapping[str, bytes] = {}
    records: Path
    size: int
    most: int
    log_requests = False
    names: Sequence[str] = ()  # what browsers call it, beside the names of this machine

    def init_settings(self) -> dict[str, Any]:
        """Add compression, and answer only to the names of this machine."""
        settings = super().init_settings()
        # A page gives its kernel back by an address of its own; no message has to.
        self.kernel_manager.allowed_message_types.remove("shutdown_request")
        if self.first:
            names = [name.removesuffix(".ipynb") for name in self.first]
            pool = Pool(self.kernel_manager, pages=names, records=self.records, size=self.size, most=self.most)
            self.kernel_manager.pool = pool
            settings |= {handlers.PAGES: self.first, handlers.POOL: pool}
        return {
            **settings,
            "compress_response": True,
            "log_function": answers.log_all if self.log_requests else answers.log_refused,
            "static_immutable_cache": [url_path_join(self.base_url, path) for path in (_kept(), pages.files())],
            "allow_remote_access": False,
            "local_hostnames": ["localhost", *self.names],
            "headers": {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "X-Content-Type-Options": "nosniff"},
        }

    def init_handlers(self) -> list[Any]:
        """Replace Voila's list of files by the front page, and add an answer for addresses that do not exist."""
        replaced = handlers.OWNED | {TornadoVoilaHandler: _Render, TemplateStaticFileHandler: answers.TemplateFile}
        dropped = (TornadoVoilaTreeHandler, VoilaContentsHandler)
        others = [(h[0], replaced.get(h[1], h[1]), *h[2:]) for h in super().init_handlers() if h[1] not in dropped]
        root = self.server_url
        nothing = (answers.NoSuchPage, {"voila_configuration": self.voila_configuration})
        return [
            (url_path_join(root, r"/.*%00.*"), *nothing),  # no path holds a zero byte
            (url_path_join(root, r"/healthz"), answers.Health),
            (root, _ToIndex),
            (url_path_join(root, r"/voila/tree(.*)"), _ToIndex),
            (url_path_join(root, pages.files(), "(.*)"), FileFindHandler, {"path": list(map(str, pages.FOLDERS))}),
            *([(url_path_join(root, "/fesgrade/claim"), handlers.Claim)] if self.first else []),
            (url_path_join(root, _kept(), r"static/(.*)"), FileFindHandler, {"path": self.static_paths}),
            (url_path_join(root, _kept(), r"labextensions/(.*)"), FileFindHandler, {"path": self.labextensions_path}),
            *others,
            (url_path_join(root, r"/.*"), *nothing),
        ]

    def listen(self) -> None:
        """Serve on the socket that was bound before any kernel was started, until Ctrl-C."""
        httpserver.HTTPServer(self.app).add_socket(self.bound)
        address = f"http://{HOST}:{self.port}{self.base_url}"
        print(f"fesgrade is at {address} (stop it with Ctrl-C)", flush=True)
        if self.open_browser and _has_browser():
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        self.ioloop = ioloop.IOLoop.current()
        if self.kernel_manager.pool:
            self.ioloop.add_callback(self.kernel_manager.pool.fill)
        # An exception in the middle of a callback may be logged and forgotten there; Ctrl-C must not be.
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel."""
        for _ in range(3):
            try:
                run_sync(self.kernel_manager.shutdown_all)(now=True)
                return
            except (web.HTTPError, KeyError, RuntimeError):
                continue  # a kernel was still starting, or ended by itself; look again at those that are left


def _has_browser() -> bool:
    # Without a screen Python would open a text browser over this terminal.
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
