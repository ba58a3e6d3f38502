"""Files that a visitor hands to a page, and files that a page hands back: never stored on the server."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

import anywidget
import ipywidgets
import traitlets

from fesgrade.apps.components import STATIC, box, guard, script

#: The most bytes of one file that a page takes, unless it says something else.
LARGEST = 20_000_000


class FileIn(anywidget.AnyWidget):
    """A button that opens files; ``value`` is what came, as dicts with ``name`` and ``content``.

    Files come in parts, so that their size is not limited by that of a message; one of more than ``largest`` bytes
    is refused in the browser with a sentence. They may also be dropped on the button.
    """

    _esm = script("filein.js")

    label = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    multiple = traitlets.Bool().tag(sync=True)
    largest = traitlets.Int(LARGEST).tag(sync=True)
    value = traitlets.Tuple()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._coming: list[tuple[str, bytearray]] = []
        self.on_msg(self._take)  # whoever observes the value guards itself

    def _take(self, _: object, place: Mapping[str, Any], buffers: list[memoryview]) -> None:
        if place["file"] == 0 and place["part"] == 0:
            self._coming = []
        if place["part"] == 0:
            self._coming.append((str(place["name"]), bytearray()))
        content = self._coming[-1][1]
        if len(content) <= self.largest:
            content += buffers[0]
        if place["part"] + 1 == place["parts"] and place["file"] + 1 == place["files"]:
            coming, self._coming = self._coming, []
            self.value = tuple({"name": name, "content": bytes(content)} for name, content in coming)


def file_in(
    label: str,
    accept: str,
    take: Callable[[Mapping[str, bytes]], object],
    *,
    multiple: bool = False,
    help: str = "",
    largest: int = LARGEST,
) -> ipywidgets.Box:
    """Return a control that hands ``take`` the content of the files chosen, by name and in their order.

    ``accept`` lists the endings offered (``".json,.csv"``). Files of one name are told apart by a number. A
    ``ValueError`` of fesgrade that ``take`` raises becomes a sentence on the page.
    """
    control = FileIn(label=label, accept=accept, multiple=multiple, help=help, largest=largest)

    def read(change: Mapping[str, Any]) -> None:
        if change["new"]:
            files = contents(change["new"])
            control.value = ()  # the same file can be chosen again after it was corrected
            take(files)

    control.observe(guard(read), "value")
    return box(control, name="fg-field")


def contents(uploaded: tuple[Mapping[str, Any], ...]) -> dict[str, bytes]:
    """Return what was uploaded, name -> content; a name that stands already gets a number."""
    found: dict[str, bytes] = {}
    for file in uploaded:
        name = free_name(str(file["name"]), found)
        found[name] = bytes(file["content"])
    return found


def free_name(name: str, taken: Mapping[str, object]) -> str:
    """Return ``name``, or with a number behind it (``results (2).json``) when it is taken."""
    path, number, free = PurePath(name), 1, name
    while free in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


class File(NamedTuple):
    """A file to save: its name, its media type and its content."""

    name: str
    mime: str
    content: bytes


class Downloads(anywidget.AnyWidget):
    """Buttons, words by key, that each save the file which ``make`` returns for the key when it is pressed.

    ``label`` is the accessible name of the group. A ``ValueError`` of fesgrade that ``make`` raises becomes a sentence
    on the page. The file needs no address of the server. ``primary`` makes the first button stand out.
    """

    _esm = STATIC / "downloads.js"

    label = traitlets.Unicode().tag(sync=True)
    buttons = traitlets.List(traitlets.List()).tag(sync=True)
    disabled = traitlets.Bool().tag(sync=True)
    primary = traitlets.Bool().tag(sync=True)

    def __init__(self, label: str, buttons: Mapping[str, str], make: Callable[[str], File], **kwargs: Any) -> None:
        super().__init__(label=label, buttons=[list(pair) for pair in buttons.items()], **kwargs)
        self.make = make
        self.on_msg(guard(self._asked))

    def _asked(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if "ask" in content:
            self.send({"make": content["ask"]})
            return
        try:
            made = self.make(content["make"])
        except Exception:
            self.send({})  # the button waits no longer
            raise
        self.send({"name": made.name, "mime": made.mime}, [made.content])


def file_name(*words: str, ending: str) -> str:
    """Return a name for a file made of words: ``evaluation-human-resources-officer.docx``."""
    slug = re.sub(r"[^a-z0-9]+", "-", " ".join(words).casefold()).strip("-")
    return f"{slug[:80].strip('-')}{ending}"
