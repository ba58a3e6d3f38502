"""HTML in one way: text is ``str`` and is escaped, HTML is ``Markup``, and :func:`tag` makes one of the other.

Nothing here knows widgets or the rest of fesgrade. Fixed words may also be written as HTML, ``Markup("<p>…</p>")``;
whatever holds a value is built with :func:`tag`, never with an f-string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

from markupsafe import Markup, escape

#: What may stand inside an element: text, HTML, several of these. ``None``, ``True`` and ``False`` give nothing, so
#: that ``condition and tag(…)`` is a child. Numbers are written out, ``f"{points:,}"``: a 0 may be such a condition.
Child: TypeAlias = "str | bool | Iterable[Child] | None"
#: An element with its id and its classes, as in a style sheet.
_NAME = re.compile(r"([a-z][a-z0-9]*)(?:#([\w-]+))?((?:\.[\w-]+)*)")
#: Elements that hold nothing and are not closed.
_EMPTY = {"br"}


# ---- elements ----


def tag(name: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """Return an element: ``tag("p.fg-hint", "Total: ", tag("b", "1,250"))``.

    ``name`` may carry an id and classes as a style sheet writes them: ``"h2#fg-keep.fg-lead"``. Children are as in
    :func:`join`. In the name of an attribute ``_`` stands for ``-``; a last ``_`` is dropped (``class_``). ``None`` and
    ``False`` leave an attribute out, ``True`` gives it no value. ``ValueError`` for a name that is no element.
    """
    element, opening = _opening(name)
    for key, value in attributes.items():
        if value is not None and value is not False:
            opening += f" {key.rstrip('_').replace('_', '-')}"
            opening += "" if value is True else f'="{escape(str(value))}"'
    return Markup(f"<{opening}>" if element in _EMPTY else f"<{opening}>{_written(children)}</{element}>")


@cache
def _opening(name: str) -> tuple[str, str]:
    """Return the element of a name, and what stands between the angle brackets that open it."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"{name!r} is no element; write it as in a style sheet, such as 'p.fg-hint'.")
    element, identity, classes = found.groups()
    opening = element + (f' id="{identity}"' if identity else "")
    return element, opening + (f' class="{classes[1:].replace(".", " ")}"' if classes else "")


def join(*children: Child) -> Markup:
    """Return text (escaped) and HTML (as it is), one behind the other."""
    return Markup(_written(children))


def _written(children: Iterable[Child]) -> str:
    written = ""
    for child in children:
        if isinstance(child, Markup):
            written += str(child)
        elif isinstance(child, str):
            written += str(escape(child))
        elif child is not None and not isinstance(child, bool):
            written += _written(child)
    return written


# ---- what widgets and pages are made of ----


def source(text: str) -> Markup:
    """Return where something stands in the sources; nothing for a blank one."""
    return tag("span.fg-source", text) if text else Markup()


def sourced(text: Child, where: str) -> Markup:
    """Return a text and, behind it, where it stands in the sources."""
    return join(text, where and (" ", source(where)))


def hint(*children: Child) -> Markup:
    """Return a paragraph of help in small type."""
    return tag("p.fg-hint", *children)


def items(name: str, each: Iterable[Child]) -> Markup:
    """Return a list with an item for each child, ``name`` being ``"ul"`` or ``"ol"`` with classes; nothing for none."""
    made = [tag("li", child) for child in each]
    return tag(name, made) if made else Markup()
