"""Running a command on a terminal: whatever becomes of its output or stops it, a sentence and the right exit status."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

from fesgrade.sources import FaultsError

#: Exit statuses beside those of the commands: refused; something is wrong with fesgrade itself; Ctrl-C; the reader of
#: a pipe went away. None is 1, which says of ``fesgrade check`` that something differs.
REFUSED, BROKEN, STOPPED, CUT = 2, 70, 128 + 2, 128 + 13


def run(command: Callable[[], int]) -> int:
    """Run a command and return its exit status, or one of those above after a sentence on standard error."""
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # else what it is told would go to standard output
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(_Closed(), write_through=True)
    try:
        status = _in_full(command)
    except BrokenPipeError:
        _drop_output()
        return CUT
    except FaultsError as error:
        return _refuse(*error.faults)
    except KeyboardInterrupt:
        _drop_output()
        _say("Stopped.")
        return STOPPED
    except UnicodeEncodeError as error:
        _drop_output()
        return _refuse(
            f"The output holds {error.object[error.start]!a}, which {error.encoding} has no sign for; set "
            "PYTHONIOENCODING=utf-8, or write to a file where the command has -o."
        )
    except OSError as error:
        _drop_output()
        where = f"{error.filename} cannot be used" if error.filename else "The output cannot be written"
        return _refuse(f"{where}: {error.strerror or error}.")
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        _say(f"Something is wrong with fesgrade itself; please report it: {error!r} at {place.name}:{place.lineno}.")
        return BROKEN
    return status


def _in_full(command: Callable[[], int]) -> int:
    """Run a command, and do not call it done before all of its output is written."""
    try:
        status = command()
    except SystemExit:  # of --help and --version too
        sys.stdout.flush()
        raise
    sys.stdout.flush()
    return status


def _drop_output() -> None:
    """Send what is left of the output nowhere; else Python tries once more at its end, and complains."""
    with suppress(OSError, ValueError):  # no file stands behind it, as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(*sentences: str) -> int:
    for sentence in sentences:
        _say(sentence)
    return REFUSED


def _say(sentence: str) -> None:
    with suppress(OSError):  # standard error may be full as well; the status still tells
        print(f"fesgrade: {sentence}", file=sys.stderr)


class _Closed(io.RawIOBase):
    """Stands for a standard output that was closed; whoever writes to it hears so."""

    def writable(self) -> bool:
        """Return true, so that writing is tried."""
        return True

    def write(self, _: object) -> int:
        """Raise :class:`OSError`."""
        raise OSError(errno.EBADF, "it is closed")
