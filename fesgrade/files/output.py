"""Writing files: whole or not at all, and never over what somebody else wrote.

What is written goes to a new file in the same folder first, which takes the place of the old one when it is whole.
Whatever ends the program before that leaves the old file as it was, and nothing beside it.
"""

from __future__ import annotations

import os
import secrets
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

from fesgrade.files.archive import open_archive
from fesgrade.sources import FaultsError

#: What stands in the first bytes of our JSON, HTML, Markdown and scored CSV, and in the properties of DOCX and XLSX.
_MARKS = (
    b'"fesgrade-statement"',
    b'<meta name="generator" content="fesgrade">',
    b"# Evaluation statement: ",
    b",above_floor,to_next,",
)
_PROPERTY = b">fesgrade<"
_BEGINNING = 4_096
#: Where the properties of an Office file stand.
_PROPERTIES = "docProps/core.xml"


class OutputError(FaultsError):
    """A file that was not written; what stood there before is as it was."""


def check_output(path: Path | str, *, reads: Path | str | None = None, force: bool = False) -> None:
    """Refuse to write where something would be lost; to be asked before the work begins.

    ``reads`` is the file that the work begins with: it is never written over. Another file that is there already
    is replaced only with ``force``, or when fesgrade wrote it or it is empty. Raises :class:`OutputError`.
    """
    out = Path(path)
    try:
        if not out.exists():
            return
        if reads is not None and Path(reads).exists() and out.samefile(reads):
            raise OutputError([f"{path} is the file that is read; give another name with -o."])
        if out.is_dir():
            raise OutputError([f"{path} cannot be written: Is a directory."])
        if not force and out.is_file() and not _is_ours(out):
            raise OutputError([f"{path} is there already; give another name with -o, or replace it with --force."])
    except OSError as error:
        raise OutputError([f"{path} cannot be written: {error.strerror or error}."]) from None


def _is_ours(path: Path) -> bool:
    """Return whether a file is empty or bears a mark of ours."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
        if not beginning.startswith(b"PK"):
            return not beginning or any(mark in beginning for mark in _MARKS)
        content = beginning + file.read()
    try:
        return _PROPERTY in b"".join(open_archive(path.name, content).pieces(_PROPERTIES))
    except Exception:  # of every kind, where a file is damaged; then it is not ours
        return False


@contextmanager
def writing(path: Path | str) -> Iterator[BinaryIO]:
    """Open a file for what shall stand at ``path`` once the block ends; nothing changes there if it fails.

    The mode of a file that is replaced stays, and a symbolic link goes on leading to it. What is no file at all,
    such as ``/dev/null``, is written as it comes. SIGTERM and SIGHUP end the block as an exception does, so that
    nothing is left behind. Raises :class:`OutputError` where the file cannot be written.
    """
    out = Path(os.path.realpath(path))
    try:
        mode = out.stat().st_mode if out.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            with out.open("wb") as file:
                yield file
            return
        # A name of its own: nobody's file is called so, and no name becomes too long by it.
        part = out.with_name(f".fesgrade-{secrets.token_hex(8)}.part")
        with _signals_raise():
            try:
                with part.open("xb") as file:
                    if mode is not None:
                        part.chmod(stat.S_IMODE(mode))
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(out)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError([f"{path} cannot be written: {error.strerror or error}."]) from None


def write_whole(path: Path | str, content: bytes) -> None:
    """Write a file of this content, whole or not at all; see :func:`writing`."""
    with writing(path) as file:
        file.write(content)


def copy_new(source: Path, folder: Path | str, ending: str) -> list[Path]:
    """Copy the files of a folder with an ``ending``, and those of its folders, into one where none of them is yet.

    Raises :class:`OutputError`, and then nothing is copied, when one is there already or the folder cannot be made.
    """
    found = [path.relative_to(source) for path in sorted(source.rglob(f"*{ending}"))]
    copies = [Path(folder, name) for name in found if not any(part.startswith(".") for part in name.parts)]
    taken = [path for path in copies if path.exists()]
    if taken:
        raise OutputError([f"{taken[0]} is there already; give another folder."])
    try:
        for path in copies:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError([f"{folder} cannot be made: {error.strerror or error}."]) from None
    for path in copies:
        write_whole(path, (source / path.relative_to(folder)).read_bytes())
    return copies


@contextmanager
def _signals_raise() -> Iterator[None]:
    """Let signals that would end the program without a word raise ``SystemExit`` instead; only the main thread may."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    mine = [number for number in usual if signal.getsignal(number) is signal.SIG_DFL]
    for number in mine:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
