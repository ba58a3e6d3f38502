"""Strict reading of JSON files that people hand in: what is wrong is said with its path in the file.

Python's own reader accepts more than JSON does (NaN, a name given twice); a file that uses it was not
written by the tool it claims to come from, or was damaged, so it is refused here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
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


class Fields:
    """Looks at the fields of a file that was parsed and keeps a sentence with the path for each fault.

    Every method returns a usable value of its type (an empty one at a fault), so that one reading
    finds all faults.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []

    def refuse(self, path: str, what: str) -> None:
        self.faults.append(f"{path or 'The file'} {what}")

    def object(
        self, value: Any, path: str, required: Sequence[str], optional: Sequence[str] = (), *, others: bool = False
    ) -> dict[str, Any]:
        """Return an object; missing fields are faults, and so are unknown ones unless ``others`` are allowed."""
        if not isinstance(value, dict):
            self.refuse(path, f"is {_kind(value)}; it must be an object.")
            return {}
        known = [*required, *optional]
        for name in required:
            if name not in value:
                self.refuse(join(path, name), "is missing.")
        if not others:
            for name in value:
                if name not in known:
                    self.refuse(join(path, name), f"is not a field there; the fields are {', '.join(known)}.")
        return value

    def list(self, value: Any, path: str, *, least: int = 0) -> list[Any]:
        if not isinstance(value, list):
            self.refuse(path, f"is {_kind(value)}; it must be a list.")
            return []
        if len(value) < least:
            self.refuse(path, f"has {len(value)} entries; it must have at least {least}.")
        return value

    def text(
        self, value: Any, path: str, *, blank: bool = False, longest: int = 0, shape: str = "", such_as: str = ""
    ) -> str:
        """Return a text; ``shape`` is a pattern that it must match whole and ``such_as`` an example for the fault."""
        if not isinstance(value, str):
            self.refuse(path, f"is {_kind(value)}; it must be text.")
            return ""
        if not value.strip() and not blank:
            self.refuse(path, "is blank; it must be filled.")
        elif longest and len(value) > longest:
            self.refuse(path, f"has {len(value):,} characters; at most {longest:,} are allowed.")
        elif shape and value and not re.fullmatch(shape, value):
            self.refuse(path, f"is {shorten(value)}; it must look like {such_as}.")
        else:
            return value
        return ""

    def choice(self, value: Any, path: str, allowed: Iterable[str]) -> str:
        """Return a text that is one of ``allowed``."""
        known = list(allowed)
        if not isinstance(value, str) or value not in known:
            self.refuse(path, f"is {shorten(value)}; it must be one of {', '.join(known)}.")
            return ""
        return value

    def number(self, value: Any, path: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.refuse(path, f"is {shorten(value)}; it must be a whole number from {low} to {high}.")
            return low
        return value

    def boolean(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            self.refuse(path, f"is {_kind(value)}; it must be true or false.")
        return value is True


def join(path: str, name: str) -> str:
    """Return the path of the field ``name`` of the object at ``path``; odd names are quoted and shortened."""
    shown = name if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", name) else f"[{shorten(name)}]"
    return f"{path}.{shown}" if path and not shown.startswith("[") else f"{path}{shown}"


def shorten(value: Any, longest: int = 60) -> str:
    """Return a value as faults show it: quoted when it is text, and cut when it is long."""
    if isinstance(value, dict | list):
        return _kind(value)
    if isinstance(value, str):
        return repr(value if len(value) <= longest else f"{value[:longest]}…")
    text = json.dumps(value)
    return text if len(text) <= longest else f"{text[:longest]}…"


def _kind(value: Any) -> str:
    return "null" if value is None else _KINDS.get(type(value), "something else")
