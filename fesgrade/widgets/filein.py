"""Files that people hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import ipywidgets
import traitlets

from fesgrade.widgets.base import box, script
from fesgrade.widgets.downloads import free_name
from fesgrade.widgets.region import guard

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
