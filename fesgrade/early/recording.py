"""Makes the records of all pages when the package is built, and again where they are out of date.

Making them takes ipywidgets and every page, so the build and the server start another process for it.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from fesgrade.early.record import Record, read
from fesgrade.sources import data_dir

PACKAGE = Path(__file__).parent.parent
#: Where the build puts the records.
BUILT = PACKAGE / "web" / "built" / "record"
#: What makes the first state of a widget besides this package.
LIBRARIES = ("ipywidgets", "anywidget")
#: What pages are made under: by Voila's variable they know that they stand alone, and Python repeats no choice of the
#: browser's.
KERNEL = {"VOILA_PREHEAT": "True", "JUPYTER_WIDGETS_ECHO": "0"}


class RecordingError(RuntimeError):
    """The records are missing and could not be made; the message is one plain sentence."""


def page_of(notebook: Path) -> str | None:
    """Return the page that a notebook shows, if one import and one call are all its code; else ``None``."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    try:
        body = ast.unparse(ast.parse(code)).split("\n")
    except SyntaxError:
        return None
    page = notebook.stem
    return page if body == [f"from fesgrade.apps import {page}", f"{page}.show()"] else None


def pages_of(notebooks: Path) -> list[str]:
    """Return the pages of a folder that can be recorded."""
    return [page for path in sorted(notebooks.glob("*.ipynb")) if (page := page_of(path))]


def stamp(notebooks: Path) -> str:
    """Return what stands for everything of ours that a record is made from: this package, its tables, notebooks."""
    digest = hashlib.sha256()
    ours = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".css")]
    made = {"built", "static", "notebooks", "data"}
    for files in (
        [path for path in ours if not made & set(path.relative_to(PACKAGE).parts)],
        data_dir().rglob("*.csv"),
        notebooks.glob("*.ipynb"),
    ):
        for path in sorted(files):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def libraries() -> str:
    """Return the versions of the libraries whose widgets the records hold."""
    return " ".join(f"{name} {version(name)}" for name in LIBRARIES)


def fresh(folder: Path, notebooks: Path) -> bool:
    """Say whether the records of ``folder`` are those of the pages as they are now."""
    made = folder / "made-from"
    return made.is_file() and made.read_text(encoding="utf-8") == stamp(notebooks)


def ensure(notebooks: Path, own: Path) -> Path:
    """Return a folder with the records of the pages in ``notebooks``: the built one, or ``own`` where it does not fit.

    Tables of the user's own (``FESGRADE_DATA``) make other pages than those that were built. In a checkout the built
    ones are brought up to date.

    :raises RecordingError: when they cannot be made.
    """
    if not os.environ.get("FESGRADE_DATA"):
        if fresh(BUILT, notebooks) and (BUILT / "made-with").read_text(encoding="utf-8") == libraries():
            return BUILT
        if (PACKAGE.parent / "pyproject.toml").is_file() and notebooks == PACKAGE.parent / "notebooks":
            own = BUILT
    make(notebooks, own)
    return own


def make(notebooks: Path, folder: Path) -> None:
    """Write the records of all pages in ``notebooks`` to ``folder``, in another process.

    :raises RecordingError: when they cannot be made; files that are there stay as they are.
    """
    # The package is found by its place: while it is installed, pip hides every path to an earlier installation of it.
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); from fesgrade.early import recording"
    command = [sys.executable, "-c", f"{code}; recording.write_all(sys.argv[1])", str(folder)]
    with tempfile.TemporaryDirectory() as profile:
        environment = os.environ | KERNEL | {"IPYTHONDIR": profile}
        done = subprocess.run(command, cwd=notebooks, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise RecordingError(f"The first state of the pages could not be recorded ({why}).")


def load(folder: Path, page: str) -> Record:
    """Return the record of a page."""
    return read((folder / f"{page}.json").read_text(encoding="utf-8"))


def write_all(place: str) -> None:
    """Record every page of the current folder in this process, and write the records to the folder ``place``."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    from fesgrade.early import comms

    folder, made_from = Path(place), stamp(Path.cwd())
    InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    folder.mkdir(parents=True, exist_ok=True)
    counter = comms.install()
    for page in pages_of(Path.cwd()):
        _write(folder / f"{page}.json", comms.make(page, counter).text)
        comms.forget(counter)
    _write(folder / "made-with", libraries())
    _write(folder / "made-from", made_from)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
