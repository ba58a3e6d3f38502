"""Finding the points and the ranges in somebody else's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fesgrade.files import jsonfile, sheets
from fesgrade.standards import GUIDE, PRIMARY

_FIELDS = {
    "factor": {"factor", "factor id", "factor no", "factor number", "subfactor", "element"},
    "level": {"level", "factor level", "level code", "code", "fl", "degree", "level id", "level no"},
    "points": {"points", "point", "pts", "point value", "value", "score", "credit"},
    "grade": {"grade", "gs", "gs grade", "gs level", "grade level", "pay grade"},
    "low": {"low", "min", "minimum", "from", "lower", "start", "min points", "points from", "lowest", "low points",
            "minimum points", "floor"},
    "high": {"high", "max", "maximum", "to", "upper", "end", "max points", "points to", "highest", "high points",
             "maximum points", "ceiling"},
    "range": {"range", "point range", "points range"},
    "contacts": {"contacts", "personal contacts"},
    "purpose": {"purpose", "purpose of contacts"},
    "standard": {"standard", "method", "guide"},
}  # fmt: skip
_FIELD = {name: field for field, names in _FIELDS.items() for name in names}
#: Names under which a JSON file keeps its tables.
_SECTIONS = dict.fromkeys(
    ("levels", "factors", "factor levels", "points", "point values", "factor points", "scores", "values"), "level"
) | dict.fromkeys(
    ("grades", "ranges", "grade ranges", "conversion", "grade conversion", "conversion table", "thresholds",
     "grade conversion table", "grade table", "grade thresholds"), "grade"
)  # fmt: skip
_CHARTS = {"6/7", "6 7", "factor 6/7", "factors 6/7", "factor 6 7", "factors 6 7", "factors 6 and 7", "6 and 7",
           "6 & 7", "contacts", "contacts chart"}  # fmt: skip
_STANDARDS = dict.fromkeys(
    ("fes", "primary", "primary standard", "fes primary standard", "factor evaluation system"), PRIMARY
) | dict.fromkeys(("gssg", "supervisory", "supervisory guide", "general schedule supervisory guide"), GUIDE)
_DASHES = "-‐‑‒–—―−"
CODE = re.compile(
    rf"(?:(?:factor\s+level|level|fl)[\s_]*)?([1-9][ab]?)\s*[{_DASHES}_]\s*(\d{{1,2}}|[a-z])", re.IGNORECASE
)
_CELL = re.compile(r"(?:6\s*/\s*7\s*:?\s*)?\d-?[a-z]", re.IGNORECASE)
GRADE = re.compile(r"(?:(?:gs|grade)[\s_-]*)?0?(\d{1,2})", re.IGNORECASE)
_GS = re.compile(r"(?:gs|grade)[\s_-]*0?\d{1,2}", re.IGNORECASE)
_RANGE = re.compile(rf"(\d[\d,]*)\s*(?:[{_DASHES}]|to|\.\.)\s*(\d[\d,]*)", re.IGNORECASE)
_AND_UP = re.compile(
    rf"(?:>=?\s*)?(\d[\d,]*)\s*(?:[+{_DASHES}]|and (?:up|above|over|higher)|or (?:more|above|higher))?", re.IGNORECASE
)
#: How deep a JSON file is looked into; a table of points needs five levels at most.
_DEEP = 12


# Reading the shapes -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it stands in a file: the points of a level or chart cell, or the range of a grade.

    ``of`` is the standard that the file names for it, blank when it names none.
    """

    place: str
    kind: str
    of: str = ""
    factor: str = ""
    level: str = ""
    grade: str = ""
    points: object = None
    low: object = None
    high: object = ""


def _bare(text: object) -> str:
    """A name without case, underlines and the like, as the synonyms are listed."""
    return " ".join(re.sub(r"[_:.()\[\]#-]+", " ", str(text).lower()).split())


def _factor_name(text: object) -> str:
    """Return the factor that ``Factor 1``, ``1``, ``f4a`` or ``Factor 4A: Nature of Contacts`` names, or ``""``."""
    found = re.fullmatch(r"(?:(?:sub)?factor|fl|f)?\s*([1-9][ab]?)(?:\s.*)?", _bare(text))
    return found[1].upper() if found else ""


def level_name(text: object) -> str:
    """Return the level that ``3``, ``Level 3``, ``level_c`` or ``c`` names, or ``""``."""
    found = re.fullmatch(r"(?:factor level|level|fl|purpose)?\s*(\d{1,2}|[a-z])", _bare(text))
    return found[1] if found else ""


def _standard_name(text: object) -> str:
    """Return the id of the standard that ``GSSG``, ``Supervisory Guide`` or an id names; any other text as it is."""
    return _STANDARDS.get(_bare(text), str(text).strip().lower())


def _record(fields: Mapping[str, Any], places: Mapping[str, str], of: str, factor: str = "") -> Given | None:
    """Make one value of the fields of a row or an object, if they are those of one."""
    named = _standard_name(fields.get("standard", "")) or of
    if "level" in fields and "points" in fields:
        factor = _factor_name(fields.get("factor", "")) or factor
        return Given(places["points"], "level", named, factor, str(fields["level"]).strip(), points=fields["points"])
    if {"contacts", "purpose", "points"} <= fields.keys():
        cell = f"{_bare(fields['contacts'])}{_bare(fields['purpose'])}"
        return Given(places["points"], "chart", named, level=cell, points=fields["points"])
    if "grade" in fields and {"low", "high", "range", "points"} & fields.keys():
        low, high = fields.get("low"), fields.get("high", "")
        if low is None:
            low, high = _ends(fields.get("range", fields.get("points")))
        place = next(places[field] for field in ("low", "range", "points", "high") if field in places)
        return Given(place, "grade", named, grade=str(fields["grade"]).strip(), low=low, high=high)
    return None


def _ends(value: object) -> tuple[object, object]:
    """Take apart a range that stands in one value; its end is blank when it has none."""
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    text = str(value).strip()
    both, up = _RANGE.fullmatch(text), _AND_UP.fullmatch(text)
    return (both[1], both[2]) if both else (up[1], "") if up else (value, "")


def of_sheet(sheet: sheets.Sheet) -> Iterator[Given]:
    fields: dict[str, str] = {}
    for heading in sheet.headings:
        field = _FIELD.get(_bare(heading))
        if field:
            fields.setdefault(field, heading)
    first, *others = sheet.headings
    wide = {heading: level_name(heading) for heading in others if level_name(heading)}
    chart = _FIELD.get(_bare(first)) == "contacts"
    if not (chart or _bare(first).startswith("factor") or _FIELD.get(_bare(first)) == "factor"):
        wide = {}
    for line, row in zip(sheet.lines, zip(*sheet.columns.values(), strict=True), strict=True):
        cells = dict(zip(sheet.headings, row, strict=True))
        places = {field: f"row {line}, column {heading}" for field, heading in fields.items()}
        found = _record({field: cells[heading] for field, heading in fields.items()}, places, "")
        if found:
            yield found
            continue
        for heading, level in wide.items():
            place, points = f"row {line}, column {heading}", cells[heading]
            if points.strip() and chart:
                yield Given(place, "chart", level=f"{level_name(cells[first])}{level}", points=points)
            elif points.strip() and _factor_name(cells[first]):
                yield Given(place, "level", factor=_factor_name(cells[first]), level=level, points=points)


@dataclass(frozen=True, slots=True)
class Around:
    """What the names around a value in a JSON file say about it, its path, and the ``known`` standards."""

    path: str = ""
    of: str = ""
    kind: str = ""
    factor: str = ""
    depth: int = 0
    known: frozenset[str] = frozenset()

    def under(self, name: object) -> Around:
        path = f"{self.path}[{name}]" if isinstance(name, int) else jsonfile.join(self.path, str(name))
        return replace(self, path=path, depth=self.depth + 1)


def of_json(value: object, around: Around) -> Iterator[Given]:
    if around.depth > _DEEP:
        return
    if isinstance(value, dict):
        yield from _of_object(value, around)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            here = around.under(at)
            if _is_number(item) and around.factor:
                yield Given(here.path, "level", around.of, around.factor, f"#{at + 1}/{len(value)}", points=item)
            elif isinstance(item, list) and len(item) in (2, 3) and around.kind != "level" and not around.factor:
                yield from _of_triple(item, here)
            else:
                yield from of_json(item, here)


def _of_triple(item: list[Any], around: Around) -> Iterator[Given]:
    """Read ``["GS-5", 855, 1100]``, ``[855, 1100, "GS-5"]`` and ``["GS-5", "855-1100"]``."""
    if any(isinstance(part, list | dict) for part in item):
        yield from (found for at, part in enumerate(item) for found in of_json(part, around.under(at)))
        return
    at = next((at for at, part in enumerate(item) if isinstance(part, str) and GRADE.fullmatch(part.strip())), 0)
    rest = item[:at] + item[at + 1 :]
    low, high = rest if len(rest) == 2 else _ends(rest[0])
    yield Given(around.path, "grade", around.of, grade=str(item[at]), low=low, high=high)


def _of_object(value: dict[str, Any], around: Around) -> Iterator[Given]:
    plain = {
        name: inner for name, inner in value.items() if not isinstance(inner, dict) and not isinstance(inner, list)
    }
    fields = {_FIELD[_bare(name)]: inner for name, inner in plain.items() if _bare(name) in _FIELD}
    fields |= {field: value[name] for name in value if (field := _FIELD.get(_bare(name), "")) == "range"}
    places = {_FIELD[_bare(name)]: jsonfile.join(around.path, name) for name in value if _bare(name) in _FIELD}
    found = _record(fields, places, around.of, around.factor)
    if found:
        yield found
        return
    # {"standard": "gssg", "levels": {...}}: all that is in the object is about that standard.
    named = _standard_name(fields.get("standard", ""))
    if named in around.known:
        around = replace(around, of=named)
    # {"factor": "1", "levels": [...]} and the like: the object is about one factor.
    called = [plain[name] for name in plain if _bare(name) in ("factor", "factor id", "id", "number", "code", "name")]
    factor = next((_factor_name(name) for name in called if _factor_name(name)), around.factor)
    around = replace(around, factor=factor)
    # Numbers alone are factors, unless there are more of them than factors: then they are grades.
    if not around.kind and not factor and any(name.isdigit() and int(name) > 9 for name in value):
        around = replace(around, kind="grade")
    for name, inner in value.items():
        yield from _of_member(name, inner, around.under(name))


def _of_member(name: str, value: Any, around: Around) -> Iterator[Given]:
    """Read one member of an object, whose name may be a section, a standard, a level, a grade or a factor."""
    bare, holds = _bare(name), isinstance(value, dict | list)
    nested: dict[str, Any] = value if isinstance(value, dict) else {}
    ends = {_FIELD[_bare(key)]: inner for key, inner in nested.items() if _bare(key) in _FIELD}
    if holds and bare in _STANDARDS:
        yield from of_json(value, replace(around, of=_STANDARDS[bare]))
    elif isinstance(value, dict) and bare in _CHARTS:
        yield from _of_chart(value, around)
    elif holds and bare in _SECTIONS:
        yield from of_json(value, replace(around, kind=_SECTIONS[bare]))
    elif around.kind == "grade" or _GS.fullmatch(bare):
        if GRADE.fullmatch(bare) and "low" in ends:
            yield Given(around.path, "grade", around.of, grade=name, low=ends["low"], high=ends.get("high", ""))
        elif GRADE.fullmatch(bare) and not isinstance(value, dict):
            low, high = _ends(value)
            yield Given(around.path, "grade", around.of, grade=name, low=low, high=high)
        elif name.isdigit() and not holds:
            yield Given(around.path, "grade", around.of, grade=str(value), low=int(name))
        elif holds:
            yield from of_json(value, around)
    elif CODE.fullmatch(name.strip()):
        points = ends.get("points") if holds else value
        yield Given(around.path, "level", around.of, around.factor, name, points=points)
    elif _CELL.fullmatch(name.strip()) and not around.factor and (not holds or "points" in ends):
        yield Given(around.path, "chart", around.of, level=name, points=ends["points"] if holds else value)
    elif around.factor and level_name(name):
        points = ends.get("points") if holds else value
        yield Given(around.path, "level", around.of, around.factor, level_name(name), points=points)
    elif holds:
        yield from of_json(value, replace(around, factor=_factor_name(name) or around.factor))


def _of_chart(value: dict[str, Any], around: Around) -> Iterator[Given]:
    """Read ``{"2b": 75}`` and ``{"2": {"b": 75}}``, the cells of the contacts chart."""
    for name, inner in value.items():
        here = around.under(name)
        kind = "level" if CODE.fullmatch(name.strip()) and not _CELL.fullmatch(name.strip()) else "chart"
        if isinstance(inner, dict):
            for purpose, points in inner.items():
                if not isinstance(points, dict | list):
                    yield Given(here.under(purpose).path, kind, around.of, level=f"{name}{purpose}", points=points)
        elif not isinstance(inner, list):
            yield Given(here.path, kind, around.of, level=name, points=inner)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
