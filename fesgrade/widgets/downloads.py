"""Buttons that save files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

import anywidget
import traitlets

from fesgrade.widgets.base import script
from fesgrade.widgets.region import guard


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

    _esm = script("downloads.js")

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
