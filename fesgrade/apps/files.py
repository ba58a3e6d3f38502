"""Files that a visitor hands to a page: read in the kernel, never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

import ipywidgets

from fesgrade.apps.components import field, guard


def file_in(
    label: str,
    accept: str,
    take: Callable[[Mapping[str, bytes]], object],
    *,
    multiple: bool = False,
    help: str = "",
) -> ipywidgets.Box:
    """Return a control that hands ``take`` the content of the files chosen, by name and in their order.

    ``accept`` lists the endings offered (``".json,.csv"``). Files of one name are told apart by a number. A
    ``ValueError`` of fesgrade that ``take`` raises becomes a sentence on the page.
    """
    control = ipywidgets.FileUpload(accept=accept, multiple=multiple)

    def read(change: Mapping[str, Any]) -> None:
        if change["new"]:
            files = contents(change["new"])
            control.value = ()  # the same file can be chosen again after it was corrected
            take(files)

    control.observe(guard(read), "value")
    return field(control, label, help)


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
