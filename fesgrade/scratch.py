"""A folder for as long as a server runs; what a killed server left is cleared by the next one."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where a folder that is left is for its owner to clear
    fcntl = None  # type: ignore[assignment]

PREFIX = "fesgrade-"
#: A file that the server holds locked; the system lets go of it whatever ends the server.
LOCK = "lock"
#: A folder is left alone while its server may still be about to lock it, in seconds.
YOUNG = 60


#: The locks that this process holds, for as long as it runs.
_held: list[IO[str]] = []


def new_folder() -> str:
    """Return a new folder below the system's folder for temporary files, locked while this process runs.

    Whoever asked for it removes it; what servers that were killed left is removed here.
    """
    clear()
    made = tempfile.mkdtemp(prefix=PREFIX)
    if fcntl:
        lock = Path(made, LOCK).open("w")  # noqa: SIM115
        fcntl.flock(lock, fcntl.LOCK_EX)
        _held.append(lock)
    return made


def clear() -> None:
    """Remove the folders of this user whose server is no more."""
    if not fcntl:
        return
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            about = path.lstat()
            mine = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid()
            if mine and time.time() - about.st_mtime > YOUNG and _is_left(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_left(path: Path) -> bool:
    with (path / LOCK).open("r+") as lock:  # a folder without one is none of ours: OSError
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
