"""What a kernel of the pool does: it has every page imported, and makes the one that a browser says it shows."""

from __future__ import annotations

import gc
import importlib
import os
from pathlib import Path
from typing import Any

import comm
from traitlets.log import get_logger

from fesgrade.early.comms import Counter, install, make
from fesgrade.early.recording import load

#: The target of the comm that a page opens first, with its name and the hash of its record.
TARGET = "fesgrade.page"
#: Where the server says that the records are.
FOLDER = "FESGRADE_RECORDS"


def prepare(pages: list[str]) -> None:
    """Import the pages and wait for the first word of a browser; make none of them."""
    for page in pages:
        importlib.import_module(f"fesgrade.apps.{page}")
    counter = install()
    comm.get_comm_manager().register_target(TARGET, lambda opened, message: opened.send(_hello(message, counter)))
    gc.collect()
    gc.freeze()  # what is here now stays, and need not be looked at again


def _hello(message: dict[str, Any], counter: Counter) -> dict[str, Any]:
    """Make the page and return what differs from its record, or that there is another record or a fault by now."""
    said = message["content"]["data"]
    try:
        record = load(Path(os.environ[FOLDER]), str(said["page"]))
        if record.hash != said["record"]:
            return {"stale": True}
        return {"differing": record.differing(make(record.page, counter))}
    except Exception:
        get_logger().exception("fesgrade: the page %r could not be made", said.get("page"))
        return {"failed": True}
