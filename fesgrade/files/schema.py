"""Checking JSON against a schema, with a sentence that names the place for each thing that does not fit.

A schema is plain JSON Schema, of which this module knows what our own files need: ``type``, ``const``, ``enum``,
``properties``, ``required``, ``additionalProperties``, ``items``, ``minItems``, ``maxItems``, ``maxLength``,
``pattern``, ``format`` (``date`` and ``date-time``), ``minimum`` and ``maximum``. The package jsonschema is not used
at run time, because it takes a second to import and its messages are not for people; the tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from fesgrade.files.jsonfile import LARGEST, JsonFileError, join, kind_of, parse, shorten

Schema = Mapping[str, Any]
#: The most faults that are told of one file.
MOST_FAULTS = 100
#: The pattern of a text that may not be blank.
FILLED = r"\S"
BOOLEAN: Schema = {"type": "boolean"}
_TYPES: dict[str, tuple[type, str]] = {
    "object": (dict, "an object"),
    "array": (list, "a list"),
    "string": (str, "text"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "null": (type(None), "null"),
}


# Writing a schema ---------------------------------------------------------------------------------


def record_of(
    named: Mapping[str, Schema] | None = None, *, optional: Sequence[str] = (), **more: Schema
) -> dict[str, Any]:
    """Return the schema of an object with these fields and no others; those in ``optional`` may be left out."""
    fields = {**(named or {}), **more}
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def map_of(values: Schema) -> dict[str, Any]:
    """Return the schema of an object that maps any name to a value of one schema."""
    return {"type": "object", "additionalProperties": values}


def list_of(items: Schema, *, least: int = 0, most: int | None = None) -> dict[str, Any]:
    """Return the schema of a list with ``least`` to ``most`` entries."""
    ends = {"minItems": least or None, "maxItems": most}
    return {"type": "array", "items": items} | {key: value for key, value in ends.items() if value is not None}


def text_of(
    about: str = "", *, filled: bool = False, longest: int | None = None, pattern: str = "", looks: str = ""
) -> dict[str, Any]:
    """Return the schema of a text: ``about`` says what it is, and ``looks`` what a fault of the ``pattern`` asks for.

    ``looks`` is a noun such as ``"a level such as 1-7"``, or an example after ``"like "``: ``"like 43-4161.00"``.
    """
    keys = {
        "description": about,
        "maxLength": longest,
        "pattern": FILLED if filled else pattern,
        "title": looks,
    }
    return {"type": "string"} | {key: value for key, value in keys.items() if value}


def number_of(low: int, high: int) -> dict[str, Any]:
    """Return the schema of a whole number from ``low`` to ``high``."""
    return {"type": "integer", "minimum": low, "maximum": high}


def or_null(schema: Schema) -> dict[str, Any]:
    """Return the schema of what may be ``null`` instead."""
    return {**schema, "type": [schema["type"], "null"]}


def one_of(*allowed: str) -> dict[str, Any]:
    """Return the schema of a text that is one of ``allowed``; the empty text stands for blank."""
    return {"enum": list(allowed)}


# Checking -----------------------------------------------------------------------------------------


def read(content: str | bytes, name: str, schema: Schema, largest: int = LARGEST) -> Any:
    """Return what a JSON text holds when it fits the schema; :class:`JsonFileError` says what does not."""
    value = parse(content, name, largest)
    if faults := faults_of(value, schema):
        raise JsonFileError(faults)
    return value


def faults_of(value: Any, schema: Schema, path: str = "") -> list[str]:
    """Return a sentence for each thing in ``value`` that does not fit, with its place below ``path``.

    Of very many faults the first are returned, after a sentence that there are more.
    """
    found = list(islice(_misfits(value, schema, path), MOST_FAULTS + 1))
    more = [f"There are more than {MOST_FAULTS} errors; these are the first."]
    return more + found[:MOST_FAULTS] if len(found) > MOST_FAULTS else found


def _misfits(value: Any, schema: Schema, path: str) -> Iterator[str]:
    here = path or "The file"
    if "const" in schema:
        if not _same(value, schema["const"]):
            yield f"{here} is {shorten(value)}; it must be {shorten(schema['const'])}."
        return
    if "enum" in schema:
        if not any(_same(value, each) for each in schema["enum"]):
            allowed = ", ".join(each or "blank" for each in schema["enum"])
            yield f"{here} is {shorten(value)}; it must be one of {allowed}."
        return
    types = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    if types and not any(_is_a(value, each) for each in types):
        if types[0] == "integer":
            yield _no_number(value, schema, here)
        else:
            yield f"{here} is {kind_of(value)}; it must be {_TYPES[types[0]][1]}."
    elif isinstance(value, dict):
        yield from _object_misfits(value, schema, path)
    elif isinstance(value, list):
        yield from _list_misfits(value, schema, path)
    elif isinstance(value, str):
        yield from _text_misfits(value, schema, here)
    elif _is_a(value, "integer") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield _no_number(value, schema, here)


def _same(value: Any, other: Any) -> bool:
    """Return whether two plain values are equal; unlike in Python, true is not 1."""
    return bool(value == other) and isinstance(value, bool) == isinstance(other, bool)


def _is_a(value: Any, type_name: str) -> bool:
    return isinstance(value, _TYPES[type_name][0]) and (type_name == "boolean" or not isinstance(value, bool))


def _no_number(value: Any, schema: Schema, here: str) -> str:
    ends = f" from {schema['minimum']:,} to {schema['maximum']:,}" if "minimum" in schema else ""
    return f"{here} is {shorten(value)}; it must be a whole number{ends}."


def _object_misfits(value: dict[str, Any], schema: Schema, path: str) -> Iterator[str]:
    known: Mapping[str, Schema] = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{join(path, name)} is missing."
    if others is False:
        for name in value:
            if name not in known:
                yield f"{join(path, name)} is not a field there; the fields are {', '.join(known)}."
    for name, inner in known.items():
        if name in value:
            yield from _misfits(value[name], inner, join(path, name))
    if isinstance(others, Mapping):
        for name, each in value.items():
            if name not in known:
                yield from _misfits(each, others, join(path, name))


def _list_misfits(value: list[Any], schema: Schema, path: str) -> Iterator[str]:
    here = path or "The file"
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if most is not None and not least <= len(value) <= most:
        yield f"{here} has {len(value):,} entries; {least} to {most:,} are allowed."
    elif len(value) < least:
        yield f"{here} has {len(value)} entries; it must have at least {least}."
    else:
        for at, item in enumerate(value):
            yield from _misfits(item, schema.get("items", {}), f"{path}[{at}]")


def _text_misfits(value: str, schema: Schema, here: str) -> Iterator[str]:
    pattern, longest = schema.get("pattern", ""), schema.get("maxLength", len(value))
    if len(value) > longest:
        yield f"{here} has {len(value):,} characters; at most {longest:,} are allowed."
    elif any("\ud800" <= letter <= "\udfff" for letter in value):
        yield f"{here} holds half a character; write it again."
    elif pattern == FILLED and not value.strip():
        yield f"{here} is blank; it must be filled."
    elif not _matches(value, pattern) or not _is_format(value, schema.get("format", "")):
        looks = schema.get("title", "written otherwise")
        verb = "look" if looks.startswith("like ") else "be"
        yield f"{here} is {shorten(value)}; it must {verb} {looks}."


def _matches(text: str, pattern: str) -> bool:
    # In a schema ^ and $ mean the ends of the text; in Python $ also allows a line break there.
    if pattern.startswith("^") and pattern.endswith("$"):
        return re.fullmatch(pattern[1:-1], text) is not None
    return re.search(pattern, text) is not None


def _is_format(text: str, name: str) -> bool:
    if not name or not text:  # whether a text may be blank is for its pattern to say
        return True
    try:
        return bool(date.fromisoformat(text) if name == "date" else "T" in text and datetime.fromisoformat(text))
    except ValueError:
        return False
