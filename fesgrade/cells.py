"""Reading a cell of a spreadsheet that should hold a level, as spreadsheets and people leave it.

:func:`~fesgrade.levels.read_levels` comes first and reads what is a level as it stands. What it refuses is read here
in other ways, each of which needs the factor that the column or the row gives: a date that was typed as 1-7, points
that only one level of the factor has, a level with its points beside it, a cell of the contacts chart in the column
of factor 6 or 7. A cell is read only where one level can be meant; else the sentence says what was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from fesgrade.dates import typed_as_date, typed_as_serial
from fesgrade.files.sheets import rows_words
from fesgrade.levels import LONGEST_CODE, LevelsError, read_levels
from fesgrade.shares import DASHES, read_whole, thousands_joined
from fesgrade.sources import listed
from fesgrade.standards import Level, Standard

#: The key of a column that holds a cell of the contacts chart: factors 6 and 7 together.
CHART = "6/7"
#: How a cell was read that is no level as it stands: the sentence for one, and the one for several.
HOW = {
    "date": ("cell that Excel had turned into a date was read as a level",
             "cells that Excel had turned into dates were read as levels"),
    "serial": ("number that counts days, as Excel keeps dates since 1900, was read as a level",
               "numbers that count days, as Excel keeps dates since 1900, were read as levels"),
    "points": ("cell with points was read as the only level that has them",
               "cells with points were read as the only levels that have them"),
    "both": ("cell with a level and its points was read as the level; they agree",
             "cells with a level and its points were read as the levels; they agree"),
    "chart": ("cell of the contacts chart in the column of one factor was read for factors 6 and 7",
              "cells of the contacts chart in the column of one factor were read for factors 6 and 7"),
    "signs": ("cell of the contacts chart was read without the signs in it",
              "cells of the contacts chart were read without the signs in them"),
    "text": ("cell marked as text was read without the mark", "cells marked as text were read without the mark"),
    "notation": ("cell in another notation was read as a level", "cells in another notation were read as levels"),
    "damaged": ("cell with a damaged dash was read as if the dash were whole",
                "cells with damaged dashes were read as if the dashes were whole"),
}  # fmt: skip
#: An en dash and an em dash, as text looks that was saved in UTF-8 and opened as cp1252.
_DAMAGED = ("â€“", "â€”", "â€\x93", "â€\x94")
#: Signs that only stand between a level and its points, and words that only say what a number is.
_BETWEEN = str.maketrans(dict.fromkeys("()[]/;:=|,", " "))
#: Quotation marks, and signs without a width that come along when a cell is copied.
_QUOTES = "'‘’`\"“”\u200b\ufeff"
_FOOTNOTES = "*†‡. "
_POINTS = ("points", "point", "pts", "pts.", "pt", "pt.")
_WAS = "a spreadsheet may have made it of a level such as 1-7; write that as text, or only its number, such as 7"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: a level by its factor, two for a cell of the contacts chart; ``how`` is a key of HOW.

    ``how`` is blank where the cell was read as it stands.
    """

    levels: Mapping[str, Level]
    how: str = ""


def read_cell(key: str, text: str, standard: Standard, *, few_points: bool = False) -> Cell:
    """Read a cell of the column of a factor, ``key`` (``"6/7"`` for the contacts chart).

    A number of one figure is a level; with ``few_points`` it may be points as well, as 5 is for level 8-1. Raises
    :class:`~fesgrade.levels.LevelsError` for a blank cell, and for one that names no level or may name several.
    """
    try:
        found = read_levels({key: text}, standard, partial=True)
    except LevelsError as error:
        return _otherwise(key, text, standard, few_points=few_points, refused=error)
    if not found:
        raise LevelsError([f"Factor {key} is blank."])
    return Cell(found)


def _otherwise(key: str, text: str, standard: Standard, *, few_points: bool, refused: LevelsError) -> Cell:
    needed = {"6", "7"} if key == CHART else {key}
    if len(text) > LONGEST_CODE or not needed <= standard.by_factor.keys():
        raise refused
    bare, how = _unmarked(text.strip())
    if how:
        inner = read_cell(key, bare, standard, few_points=few_points)
        return Cell(inner.levels, inner.how or how)
    chart = _chart_cell(key, bare, standard) or _plainer(key, bare, standard)
    if chart:
        return chart
    fault = ""
    level, points, is_said = _with_points(bare)
    if points is not None and (level or len(str(points)) > 1 or is_said or few_points):
        try:
            found = _by_points(key, level, points, standard)
        except LevelsError as error:
            found, fault = None, error.faults[0]
        if found:
            return found
    found_date = _as_date(key, bare, standard)
    if isinstance(found_date, Cell):
        return found_date
    if found_date or fault:
        raise LevelsError([found_date or fault])
    first, slash, second = bare.partition("/")
    if slash and first.isdigit() and second.isdigit():
        several = f"{given_as(key, text, standard)}, which may be a level, a date or two levels"
        raise LevelsError([f"{several}; write one level as text, such as {_example(key)}, or only its number."])
    raise refused


def _unmarked(text: str) -> tuple[str, str]:
    """Return a cell without what people put around it against spreadsheets, with a whole dash, and what was done."""
    bare = text
    if bare.startswith('="') and bare.endswith('"') and len(bare) > 3:
        bare = bare[2:-1]
    bare = bare.strip(_QUOTES).strip()
    if bare and bare != text:
        return bare, "text"
    for damaged in _DAMAGED:
        bare = bare.replace(damaged, "-")
    return bare, "damaged" if bare != text else ""


class Otherwise:
    """Counts the cells that were read otherwise than they stand, for the sentences that say so."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}
        self._examples: dict[str, str] = {}

    def add(self, cell: Cell, text: str, lines: Iterable[int]) -> None:
        """Count a cell that stands in rows with these numbers; one that was read as it stands is not counted."""
        if cell.how:
            codes = " and ".join(level.code for level in cell.levels.values())
            shown = text.strip()
            self._examples.setdefault(cell.how, f"{shown if len(shown) <= 40 else f'{shown[:39]}…'} as {codes}")
            self._lines.setdefault(cell.how, []).extend(lines)

    def sentences(self) -> Iterator[str]:
        """Say how many cells were read in which way, in which rows, and one of them."""
        for how, lines in self._lines.items():
            words = HOW[how][0] if len(lines) == 1 else HOW[how][1]
            yield f"{len(lines):,} {words} ({rows_words(sorted(set(lines)))}), such as {self._examples[how]}."


def _plainer(key: str, text: str, standard: Standard) -> Cell | None:
    """Read ``1.7``, ``Lvl 7``, ``L7`` and a level with the mark of a footnote or a full stop behind it."""
    plain = text.rstrip(_FOOTNOTES)
    word = plain[: len(plain) - len(plain.lstrip("LlEeVv. "))].strip(" .").lower()
    if word in ("l", "lv", "lvl", "lev"):
        plain = plain.lstrip("LlEeVv. ")
    elif word:
        return None
    first, point, second = plain.partition(".")
    if point and len(first) == len(second) == 1 and first == key:
        plain = f"{first}-{second}"
    if plain in ("", text):
        return None
    try:
        return Cell(read_levels({key: plain}, standard, partial=True), "notation")
    except LevelsError:
        return None


def given_as(key: str, text: str, standard: Standard) -> str:
    """Return how a sentence about a cell begins."""
    title = "Factors 6 and 7 are" if key == CHART else f"{standard.by_factor[key].title}, is"
    return f"{title} given as {text if len(text) <= 40 else f'{text[:39]}…'}"


# Cells of the contacts chart ----------------------------------------------------------------------


def _chart_cell(key: str, text: str, standard: Standard) -> Cell | None:
    """Read ``2b``, ``2/b``, ``2 - B`` or ``P2/c`` in the column of the chart, of factor 6 or of factor 7."""
    if key not in (CHART, "6", "7") or not {"6", "7"} <= standard.by_factor.keys():
        return None
    signs = [sign for sign in text.lower().translate(DASHES) if sign not in " -/.,&()"]
    if signs[:1] == ["p"] and len(signs) == 3:
        del signs[0]
    if len(signs) != 2 or signs[0] not in "1234" or signs[1] not in "abcd":
        return None
    return Cell(read_levels({CHART: "".join(signs)}, standard, partial=True), "signs" if key == CHART else "chart")


# Points -------------------------------------------------------------------------------------------


def _with_points(text: str) -> tuple[str, int | None, bool]:
    """Take a cell apart into its level and its points: ``1-7 (1,250)``, ``1-7/1250``, ``1250 points``, ``7- 1250``.

    The level is blank for points alone; without points there are none. Last comes whether they are called points.
    """
    if ":" in text and text.replace(":", "").isdigit():  # a time
        return "", None, False
    words = [
        part for word in thousands_joined(text.translate(DASHES)).translate(_BETWEEN).split() for part in _unglued(word)
    ]
    says_points = any(word.lower() in _POINTS for word in words)
    words = [word for word in words if word.lower() not in _POINTS and word != "-"]
    for at in (-1, 0):
        points = read_whole(words[at]) if words else None
        if points is None:
            continue
        rest = " ".join(words[:-1] if at else words[1:])
        # A single figure is points where it is called so, and beside a level with a dash: "8-1 (5)", "1- 5".
        if len(words[at]) > 1 or not rest or says_points or "-" in rest:
            return rest.rstrip("-"), points, says_points
    whole, dash, last = words[0].rpartition("-") if len(words) == 1 else ("", "", "")
    is_number = bool(dash) and last.isascii() and last.isdigit() and 1 < len(last) < 6 and last[0] != "0"
    return (whole, int(last), says_points) if is_number else ("", None, says_points)


def _unglued(word: str) -> list[str]:
    """Return ``1250pts`` as its number and its unit."""
    digits = len(word) - len(word.lstrip("0123456789"))
    return [word[:digits], word[digits:]] if digits and word[digits:].lower() in _POINTS else [word]


def _level_alone(key: str, text: str, standard: Standard) -> Mapping[str, Level]:
    try:
        return read_cell(key, text, standard).levels
    except LevelsError:
        return {}


def _by_points(key: str, level: str, points: int, standard: Standard) -> Cell | None:
    """Return the only level that has these points, or the one given where it has them; nothing where none is given."""
    factors = [standard.by_factor[each] for each in (("6", "7") if key == CHART else (key,))]
    pairs = [{each.factor: each for each in some} for some in product(*(factor.levels for factor in factors))]
    if level:
        given = _level_alone(key, level, standard)
        right = sum(each.points for each in given.values())
        if given and right != points:
            both = " and ".join(each.code for each in given.values())
            has = f"has {right:,} points" if len(given) == 1 else f"have {right:,} points together"
            raise LevelsError([f"{given_as(key, f'{level} with {points:,} points', standard)}; {both} {has}."])
        return Cell(given, "both") if given else None
    fitting = [pair for pair in pairs if sum(each.points for each in pair.values()) == points]
    if len(fitting) == 1:
        return Cell(fitting[0], "points")
    names = [" and ".join(each.code for each in pair.values()) for pair in fitting]
    why = f"{listed(names, 'or')} {'have' if key == CHART else 'has'} them" if names else "no level has as many points"
    raise LevelsError([f"{given_as(key, f'{points:,}', standard)}; {why}. Write the level, such as {_example(key)}."])


def _example(key: str) -> str:
    return "2b" if key == CHART else f"{key}-2"


# Dates --------------------------------------------------------------------------------------------


def _as_date(key: str, text: str, standard: Standard) -> Cell | str:
    """Return the level that a date was typed as; else why not, blank for what is no date."""
    number = read_whole(text)
    pairs = typed_as_date(text) if number is None or len(text) == 8 else typed_as_serial(number)
    if pairs is None:
        return ""
    how = "date" if number is None or len(text) == 8 else "serial"
    kind = "a date" if how == "date" else "a number that counts days, which is a date"
    about = f"{given_as(key, text, standard)}, {kind}"
    levels = [] if key == CHART else list(dict.fromkeys(_levels_of(key, pairs, standard)))
    if len(levels) == 1:
        return Cell({key: levels[0]}, how)
    if levels:
        codes = listed([level.code for level in levels], "or")
        return f"{about} that may have been {codes}; write the level as text, or only its number, such as 7."
    return f"{about} that names no level of it; {_WAS}."


def _levels_of(key: str, pairs: Iterable[tuple[int, int]], standard: Standard) -> Iterable[Level]:
    for first, second in sorted(pairs):
        for factor, number in ((first, second), (second, first)):
            level = standard.by_code.get(f"{factor}-{number}")
            if level is not None and level.factor == key:
                yield level
