"""Finding the points and the ranges in somebody else's file: a table, or JSON in one of four shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from fesgrade.files.jsonfile import join
from fesgrade.files.sheets import Sheet
from fesgrade.files.tabular import CERTAIN
from fesgrade.shares import DASHES, read_grade, thousands_joined
from fesgrade.sources import FaultsError
from fesgrade.standards import GUIDE, PRIMARY

_FIELDS = {
    "factor": ("factor", "factor id", "factor no", "factor number", "subfactor", "element"),
    "level": ("level", "factor level", "level code", "code", "fl", "degree", "level id", "level no"),
    "points": ("points", "point", "pts", "point value", "value", "score", "credit"),
    "grade": ("grade", "gs", "gs grade", "gs level", "grade level", "pay grade"),
    "low": ("low", "min", "minimum", "from", "lower", "start", "min points", "points from", "lowest", "low points",
            "minimum points", "floor"),
    "high": ("high", "max", "maximum", "to", "upper", "end", "max points", "points to", "highest", "high points",
             "maximum points", "ceiling"),
    "range": ("range", "point range", "points range"),
    "contacts": ("contacts", "personal contacts"),
    "purpose": ("purpose", "purpose of contacts"),
    "standard": ("standard", "method", "guide"),
}  # fmt: skip
_FIELD = {name: field for field, names in _FIELDS.items() for name in names}
#: Names below which a JSON file keeps its tables: what stands there must be one of the shapes.
_SECTIONS = ("levels", "factors", "factor levels", "factor points", "grades", "ranges", "grade ranges", "conversion",
             "grade conversion", "conversion table", "thresholds")  # fmt: skip
_CHART = re.compile(r"(?:factors? )?6 ?(?:/|&|and|) ?7|contacts(?: chart)?")
_STANDARDS = dict.fromkeys(
    ("fes", "primary", "primary standard", "fes primary standard", "factor evaluation system"), PRIMARY
) | dict.fromkeys(("gssg", "supervisory", "supervisory guide", "general schedule supervisory guide"), GUIDE)
CODE = re.compile(r"(?:(?:factor level|level|fl) ?)?([1-9][ab]?) ?- ?(?:[0-9]{1,2}|[a-z])", re.IGNORECASE)
CELL = re.compile(r"(?:6 ?/ ?7 ?:? ?)?[0-9]-?[a-z]", re.IGNORECASE)
_LEVEL = re.compile(r"(?:(?:factor level|level|fl|purpose)(?: |(?=[0-9])))?([0-9]{1,2}|[a-z])")
_FACTOR = re.compile(r"(?:(?:sub)?factor|fl|f)? ?([1-9][ab]?)(?: .*)?")
_BOTH_ENDS = re.compile(r"([0-9][0-9,]*) ?(?:-|to|thru|through|\.\.) ?([0-9][0-9,]*)", re.IGNORECASE)
_LOW_END = re.compile(
    r"(?:(?:>=?|≥|from) ?)?([0-9][0-9,]*) ?"
    r"(?:\+|-|(?:and|&) (?:up|above|over|higher)|or (?:more|above|higher|over)|up)?",
    re.IGNORECASE,
)
#: How deep a JSON file is looked into; a table of points needs five levels at most.
_DEEP = 12
JSON_SHAPES = (
    'a list of records with factor, level and points or with grade, low and high; {"1-7": 1250}; '
    '{"Factor 1": {"7": 1250}}; {"GS-5": [855, 1100]}'
)


class CheckError(FaultsError):
    """A file that holds no table which could be checked."""


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it stands in a file: the points of a level or chart cell, or the range of a ``grade``.

    ``of`` is the standard that the file names for it, and ``factor`` (``6/7`` for the chart) the factor that it names
    beside the level; both may be blank. ``grade`` is ``None`` for points. ``line`` is the row of a table.
    """

    place: str
    of: str = ""
    factor: str = ""
    level: str = ""
    points: object = None
    grade: str | None = None
    low: object = None
    high: object = ""
    line: int = 0


def _bare(text: object) -> str:
    """Return a name without capitals, underlines and the like, as the synonyms are listed."""
    return " ".join(re.sub(r"[_:.()\[\]#-]+", " ", str(text).translate(DASHES).lower()).split())


def factor_name(text: object) -> str:
    """Return the factor that ``Factor 1``, ``1``, ``f4a`` or ``Factor 4A: Nature of Contacts`` names, else ``""``."""
    bare = _bare(text)
    if _CHART.fullmatch(bare):
        return "6/7"
    found = _FACTOR.fullmatch(bare)
    return found[1].upper() if found else ""


def level_name(text: object) -> str:
    """Return the level that ``3``, ``Level 3``, ``level_c`` or ``c`` names, else ``""``."""
    found = _LEVEL.fullmatch(_bare(text))
    return found[1] if found else ""


def plain_code(text: object) -> str:
    """Return a level as it is written, with one kind of dash and without underlines: ``FL_1–7`` is ``FL 1-7``."""
    return " ".join(str(text).translate(DASHES).replace("_", " ").split())


def _standard_id(name: object) -> str:
    """Return the id of the standard that ``GSSG``, ``Supervisory Guide`` or an id names; any other text as it is."""
    return _STANDARDS.get(_bare(name), str(name).strip().lower())


def _given(fields: Mapping[str, Any], places: Mapping[str, str], place: str) -> Given | None:
    """Make one value of the fields of a row or an object, if they are those of one.

    ``places`` says where each field stands, ``place`` where the whole.
    """
    of = str(fields.get("standard", ""))
    at = places.get("points", place)
    if {"level", "points"} <= fields.keys():
        level = plain_code(fields["level"])
        return Given(at, of, factor=factor_name(fields.get("factor", "")), level=level, points=fields["points"])
    if {"contacts", "purpose", "points"} <= fields.keys():
        cell = f"{_bare(fields['contacts'])}{level_name(fields['purpose'])}"
        return Given(at, of, factor="6/7", level=cell, points=fields["points"])
    ends = [field for field in ("low", "range", "points", "high") if field in fields]
    if "grade" in fields and ends:
        low, high = fields.get("low"), fields.get("high", "")
        if low is None:
            low, high = _ends(fields.get("range", fields.get("points")))
        return Given(places.get(ends[0], place), of, grade=str(fields["grade"]).strip(), low=low, high=high)
    return None


def _ends(value: object) -> tuple[object, object]:
    """Take apart a range that stands in one value; its end is blank when it has none."""
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    text = thousands_joined(plain_code(value).rstrip("*†‡ "))
    both, low = _BOTH_ENDS.fullmatch(text), _LOW_END.fullmatch(text)
    return (both[1], both[2]) if both else (low[1], "") if low else (value, "")


def rank(cells: Sequence[str]) -> int:
    """Return how much a row looks like the headings of such a table."""
    fields = {field for cell in cells if (field := _FIELD.get(_bare(cell)))}
    named = _bare(next((cell for cell in cells if cell.strip()), ""))
    wide = sum(bool(level_name(cell)) for cell in cells[1:]) if named.startswith(("factor", "contacts")) else 0
    is_whole = {"level", "points"} <= fields or {"contacts", "purpose", "points"} <= fields or wide > 1
    is_grades = "grade" in fields and fields & {"low", "range", "points", "high"}
    return CERTAIN if is_whole or is_grades else 0


# Tables -------------------------------------------------------------------------------------------


def of_sheet(sheet: Sheet) -> Iterator[Given]:
    """Yield the values of a table with a row for each, or with a row for each factor and a column for each level."""
    fields: dict[str, str] = {}
    for heading in sheet.headings:
        field = _FIELD.get(_bare(heading))
        if field:
            fields.setdefault(field, heading)
    first, *others = sheet.headings
    leads = _FIELD.get(_bare(first), "factor" if _bare(first).startswith("factor") else "")
    wide = [heading for heading in others if level_name(heading)] if leads in ("factor", "contacts") else []
    across = "purpose" if leads == "contacts" else "level"
    for line, row in zip(sheet.lines, zip(*sheet.columns.values(), strict=True), strict=True):
        cells = dict(zip(sheet.headings, row, strict=True))
        places = {field: f"row {line}, column {heading}" for field, heading in fields.items()}
        named = {field: cells[heading] for field, heading in fields.items()}
        if "standard" in named:
            named["standard"] = _standard_id(named["standard"])
        found = _given(named, places, "")
        if found:
            yield replace(found, line=line)
            continue
        for heading in wide:
            if cells[heading].strip() and (leads == "contacts" or factor_name(cells[first])):
                named = {leads: cells[first], across: level_name(heading), "points": cells[heading]}
                found = _given(named, {}, f"row {line}, column {heading}")
                if found:
                    yield replace(found, line=line)


# JSON ---------------------------------------------------------------------------------------------


def of_json(value: object, known: frozenset[str]) -> Iterator[Given]:
    """Yield the values of a JSON file; ``known`` are the ids of the standards that it may name.

    The names above a value say what it is about, as the fields beside it do: below ``"gssg"`` it is of that standard,
    below ``"Factor 1"`` of that factor, and ``"1-7"`` or ``"GS-5"`` is the level or grade of its own value.
    """
    return _walk(value, _Around({}, "", known, 0))


class _Around(NamedTuple):
    """What the names above a value say of it, its path and depth, and the standards that a file may name."""

    says: Mapping[str, Any]
    path: str
    known: frozenset[str]
    depth: int

    def under(self, name: str | int, more: Mapping[str, Any]) -> _Around:
        path = f"{self.path}[{name}]" if isinstance(name, int) else join(self.path, name)
        return _Around({**self.says, **more}, path, self.known, self.depth + 1)


def _walk(value: object, around: _Around) -> Iterator[Given]:
    if around.depth > _DEEP:
        return
    if isinstance(value, dict):
        yield from _object(value, around)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            if isinstance(item, dict):
                yield from _object(item, around.under(at, {}))


def _object(value: dict[str, Any], around: _Around) -> Iterator[Given]:
    fields: dict[str, Any] = {}
    about: dict[str, str] = {}  # what the object says of all that is in it
    for name, inner in value.items():
        field = _FIELD.get(_bare(name), "")
        if isinstance(inner, dict) or (isinstance(inner, list) and field != "range"):
            continue
        if field == "standard":
            about |= {"standard": _standard_id(inner)} if _standard_id(inner) in around.known else {}
        elif field:
            fields[field] = inner
        if (field == "factor" or _bare(name) in ("id", "number")) and factor_name(inner):
            about["factor"] = factor_name(inner)
    places = {_FIELD[_bare(name)]: join(around.path, name) for name in value if _bare(name) in _FIELD}
    found = _given({**around.says, **about, **fields}, places, around.path)
    if found:
        yield found
        return
    for name, inner in value.items():
        here = around.under(name, about)
        here = here._replace(says={**here.says, **_says(name, inner, here.says)})
        if "grade" in here.says and not isinstance(inner, dict):
            values = [_given({**here.says, "range": inner}, {}, here.path)]
        elif "level" in here.says and not isinstance(inner, dict):
            values = [_given({**here.says, "points": inner}, {}, here.path)]
        else:
            values = list(_walk(inner, here))
        if not values and inner and isinstance(inner, dict | list) and _bare(name) in _SECTIONS:
            raise CheckError([f"{here.path} is in no shape that is known; the shapes are {JSON_SHAPES}."])
        yield from filter(None, values)


def _says(name: str, inner: object, around: Mapping[str, Any]) -> dict[str, str]:
    """Return what a name says of the value below it: its standard, its factor, its level or its grade."""
    bare, code = _bare(name), plain_code(name)
    nested = isinstance(inner, dict | list)
    if nested and bare in _STANDARDS:
        return {"standard": _STANDARDS[bare]}
    if bare.startswith("g") and read_grade(bare, range(100)) is not None:
        return {"grade": name}
    if CODE.fullmatch(code) or (CELL.fullmatch(code) and not nested):
        return {"level": name}
    if "factor" in around and level_name(name):
        contacts = around.get("level", "") if around["factor"] == "6/7" else ""  # {"6/7": {"2": {"b": 75}}}
        return {"level": f"{contacts}{level_name(name)}"}
    factor = factor_name(name) if nested else ""
    return {"factor": factor} if factor else {}
