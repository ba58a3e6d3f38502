"""Strict reading of JSON files that people hand in: what is wrong is said with its path in the file.

Python's own reader accepts more than JSON does (NaN, a name given twice); a file that uses it was not
written by the tool it claims to come from, or was damaged, so it is refused here.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from fesgrade.sources import FaultsError

#: Larger files are refused before they are read; a class of 200 saves far less.
LARGEST = 5_000_000
_KINDS = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}


class JsonFileError(FaultsError):
    """A JSON file that was refused; each fault says where in the file and what is allowed."""


def parse(content: str | bytes, name: str, largest: int = LARGEST) -> Any:
    """Return what the JSON text ``content`` holds; ``name`` is what faults call the file.

    Raises :class:`JsonFileError` when it is too large, not UTF-8, empty, cut short or otherwise not JSON,
    nested too deep, or gives a name twice in one object.
    """
    size = len(content)
    if size > largest:
        raise JsonFileError([f"{name} has {size:,} bytes; at most {largest:,} are read."])
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise JsonFileError([f"{name} is not UTF-8 text at byte {error.start}."]) from None
    content = content.removeprefix("\ufeff")
    if not content.strip():
        raise JsonFileError([f"{name} is empty."])
    try:
        return json.loads(content, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise JsonFileError(
            [f"{name} is not JSON at line {error.lineno}, column {error.colno}: it may be cut short or damaged."]
        ) from None
    except RecursionError:
        raise JsonFileError([f"{name} is nested too deep to be a file of this kind."]) from None
    except ValueError as error:  # a name twice, NaN, or a number with thousands of digits
        raise JsonFileError([f"{name} is not sound JSON: {error}."]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the name {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number")


def join(path: str, name: str) -> str:
    """Return the path of the field ``name`` of the object at ``path``; odd names are quoted and shortened."""
    shown = name if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", name) else f"[{shorten(name)}]"
    return f"{path}.{shown}" if path and not shown.startswith("[") else f"{path}{shown}"


def shorten(value: Any, longest: int = 60) -> str:
    """Return a value as faults show it: quoted when it is text, and cut when it is long."""
    if isinstance(value, dict | list):
        return kind_of(value)
    if isinstance(value, str):
        return repr(value if len(value) <= longest else f"{value[:longest]}…")
    text = json.dumps(value)
    return text if len(text) <= longest else f"{text[:longest]}…"


def kind_of(value: Any) -> str:
    """Return what kind of JSON value this is, in words."""
    return "null" if value is None else _KINDS.get(type(value), "something else")
