"""Holding an evaluation as printed against the tables: each fault is a sentence with the right value and its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fesgrade.reading.meaning import FES, GSSG, Tables
from fesgrade.reading.runs import Chosen, Run, choose, method_of, parts
from fesgrade.reading.statements import Derived, Named, Place, Strength
from fesgrade.sources import listed
from fesgrade.standards import PURPOSES, Catalog, Level, Standard

PAIR = "6/7"


@dataclass(frozen=True)
class Evaluation:
    """An evaluation that a document contains.

    ``levels`` has the codes that are certain, ``printed`` the points as they stand there (``"6/7"`` where both have one
    number), ``total`` and ``grade`` what the levels come to, ``None`` while one is missing. ``sentences`` has the place
    with the most words of those that speak for each level, as evidence.
    """

    standard: str
    title: str
    series: str
    levels: Mapping[str, str]
    points: Mapping[str, int]
    printed_total: int | None
    printed_grade: str | None
    total: int | None
    grade: str | None
    places: Mapping[str, Place]
    faults: tuple[str, ...]
    sentences: Mapping[str, Place] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """Return plain values in the form of ``fesgrade read --json``."""
        return {
            "standard": self.standard,
            "title": self.title or None,
            "series": self.series or None,
            "levels": dict(self.levels),
            "printed": {"points": self._all_points(), "total": self.printed_total, "grade": self.printed_grade},
            "total": self.total,
            "grade": self.grade,
            "places": {
                factor: {"page": place.page, "line": place.line, "text": place.text}
                for factor, place in self.places.items()
            },
            "faults": list(self.faults),
        }

    def _all_points(self) -> dict[str, int | None]:
        """Return the printed points of every factor, ``None`` where none are printed."""
        factors = ("1", "2", "3", "4A", "4B", "5", "6") if self.standard == GSSG else tuple("123456789")
        found: dict[str, int | None] = {factor: self.points.get(factor) for factor in factors}
        return found | dict(self.points)


def evaluation_of(run: Run, name: Named | None, tables: Tables, catalog: Catalog) -> Evaluation:
    """Return the evaluation of a run, with every fault."""
    method = method_of(run, tables)
    chosen = choose(run)
    series = name.series if name else ""
    standard = standard_for(method, series, tables, catalog)
    total, grade, grade_place = _sums(run)
    chosen = _settled(chosen, standard, total)
    points = _printed_points(chosen, standard)
    faults = [said.doubt for said in run.statements if said.doubt and _asks(said.factor, chosen)]
    levels, read = _levels(chosen, standard, total, faults)
    faults += read
    faults += _points_faults(levels, points, chosen, standard)
    faults += _pair_faults(levels, chosen, standard)
    if grade is None and name and name.grade:
        grade, grade_place = name.grade, name.place
    whole = len(levels) == len(standard.factors)
    sum_of = sum(level.points for level in levels.values()) if whole else None
    sums: dict[int | None, Place] = {each.points: each.place for each in run.totals if each.points}
    faults += _sum_faults(sums, points, sum_of, standard)
    computed = _grade_of(sum_of, standard, faults)
    faults += _grade_faults(grade, grade_place, computed, sum_of, method, standard)
    faults += _missing(levels, standard, run, chosen)
    return Evaluation(
        method, name.title if name else "", series, {factor: level.code for factor, level in levels.items()}, points,
        total, f"GS-{grade}" if grade else None, sum_of, f"GS-{computed}" if computed else None,
        {factor: chosen[factor].said.place for factor in levels}, tuple(dict.fromkeys(faults)), _sentences(run, levels),
    )  # fmt: skip


def _sentences(run: Run, levels: Mapping[str, Level]) -> dict[str, Place]:
    """Return for each level the place with the most words among the statements that speak for it."""
    found: dict[str, Place] = {}
    for said in run.statements:
        for factor, number in parts(said):
            best = found.get(factor)
            if factor in levels and levels[factor].number == number:
                found[factor] = said.place if best is None or len(said.place.text) > len(best.text) else best
    return found


def derived_of(derived: Derived, base: Evaluation, tables: Tables) -> Evaluation:
    """Return an evaluation that has the levels of another one except in some factors, held against its total."""
    standard = tables.of(base.standard)
    codes = dict(base.levels)
    places = dict(base.places)
    for said in derived.levels:
        if f"{said.factor}-{said.number}" in standard.by_code:
            codes[said.factor] = f"{said.factor}-{said.number}"
            places[said.factor] = said.place
    whole = len(codes) == len(standard.factors)
    total = sum(standard.by_code[code].points for code in codes.values()) if whole else None
    faults: list[str] = []
    faults += _sum_faults({derived.points: derived.place}, {}, total, standard)
    grade = _grade_of(total, standard, faults)
    faults += _grade_faults(derived.grade, derived.place, grade, total, base.standard, standard)
    printed = f"GS-{derived.grade}" if derived.grade else None
    return Evaluation(
        base.standard, "", base.series, codes, {}, derived.points, printed, total, f"GS-{grade}" if grade else None,
        places, tuple(faults),
    )  # fmt: skip


def standard_for(method: str, series: str, tables: Tables, catalog: Catalog) -> Standard:
    """Return the standard that grades a series, its own or a guide, where one is at hand; else that of the method."""
    found = catalog.standards_of(series) if method == FES and series else ()
    return found[0] if found else tables.of(method)


def _asks(factor: str, chosen: Mapping[str, Chosen]) -> bool:
    """Say whether a doubt is still open: no other statement of the factor is whole."""
    return factor not in chosen or not chosen[factor].number or bool(chosen[factor].said.doubt)


def _levels(
    chosen: Mapping[str, Chosen], standard: Standard, total: int | None, faults: list[str]
) -> tuple[dict[str, Level], list[str]]:
    """Return the levels that are certain, and sentences about those that are not or were read from points."""
    found: dict[str, Level] = {}
    open_factors: dict[str, Chosen] = {}
    asked: list[str] = []
    for factor, one in chosen.items():
        if factor not in standard.by_factor:
            asked.append(
                f"{one.said.place.text!r} ({one.said.place.words}) is of factor {factor}, which {standard.short_title} "
                "does not have; say where it belongs."
            )
        elif one.others:
            open_factors[factor] = one
        elif one.number:
            level = standard.by_code.get(f"{factor}-{one.number}")
            if level:
                found[factor] = level
            else:
                asked.append(_no_level(factor, one, standard))
        elif one.said.points is not None and not one.said.doubt and not one.said.pair:
            level = next((each for each in standard.by_factor[factor].levels if each.points == one.said.points), None)
            where = f"({one.said.place.words})"
            if level:
                found[factor] = level
                asked.append(
                    f"Factor {factor} has only its points {where}: {level.points:,} are those of {level.code}."
                )
            else:
                asked.append(f"Factor {factor} has only {one.said.points:,} points {where}, which no level of it has.")
    for factor, one in open_factors.items():
        level = _fitting(factor, one, found, open_factors, standard, total)
        asked.append(_conflict(factor, one, level))
        if level:
            found[factor] = level
    return {factor.id: found[factor.id] for factor in standard.factors if factor.id in found}, asked


def _settled(chosen: Mapping[str, Chosen], standard: Standard, total: int | None) -> dict[str, Chosen]:
    """Let the printed total decide where one factor stands with two levels, if it is the sum with one of them."""
    found = dict(chosen)
    open_factors = {factor: one for factor, one in chosen.items() if one.others and factor in standard.by_factor}
    sure = {
        factor: level
        for factor, one in chosen.items()
        if not one.others and (level := standard.by_code.get(f"{factor}-{one.number}"))
    }
    for factor, one in open_factors.items():
        level = _fitting(factor, one, sure, open_factors, standard, total)
        for said in one.others if level else ():
            if level and dict(parts(said)).get(factor) == level.number:
                found[factor] = Chosen(factor, level.number, said, (one.said,))
    return found


def _no_level(factor: str, one: Chosen, standard: Standard) -> str:
    one_factor = standard.by_factor[factor]
    return (
        f"There is no level {factor}-{one.number} ({one.said.place.words}); {one_factor.title}, has {one_factor.codes} "
        f"[{one_factor.levels[-1].source}]."
    )


def _fitting(
    factor: str,
    one: Chosen,
    found: Mapping[str, Level],
    open_factors: Mapping[str, Chosen],
    standard: Standard,
    total: int | None,
) -> Level | None:
    """Return the one of several levels with which the printed total is the sum, if there is one."""
    if total is None or len(open_factors) > 1 or len(found) + 1 != len(standard.factors):
        return None
    rest = sum(level.points for level in found.values())
    numbers = {one.number} | {number for said in one.others for name, number in parts(said) if name == factor}
    levels = [standard.by_code.get(f"{factor}-{number}") for number in numbers]
    fitting = [level for level in levels if level and rest + level.points == total]
    return fitting[0] if len(fitting) == 1 else None


def _conflict(factor: str, one: Chosen, level: Level | None) -> str:
    other = one.others[0]
    number = dict(parts(other))[factor]
    end = f"with {level.code} the printed total is the sum." if level else "say which."
    return (
        f"Factor {factor} stands as {factor}-{number} ({other.place.words}) and as {factor}-{one.number} "
        f"({one.said.place.words}); {end}"
    )


# Points, contacts, total, grade -------------------------------------------------------------------


def _printed_points(chosen: Mapping[str, Chosen], standard: Standard) -> dict[str, int]:
    """Return the points as printed; contacts and purpose under one name where one number stands for both."""
    found: dict[str, int] = {}
    for factor, one in chosen.items():
        if one.said.points is None:
            continue
        if one.said.pair:
            found[PAIR] = one.said.points
        else:
            found[factor] = one.said.points
    if PAIR in found:
        found.pop("6", None)
        found.pop("7", None)
    elif standard.method == FES and _is_joint(found, chosen, standard):
        found = {key: value for key, value in found.items() if key not in ("6", "7")} | {
            PAIR: found.get("6") or found["7"]
        }
    order = [*[factor.id for factor in standard.factors if factor.id < "6"], "6", PAIR, "7", "8", "9"]
    return {key: found[key] for key in dict.fromkeys([*order, *found]) if key in found}


def _is_joint(found: Mapping[str, int], chosen: Mapping[str, Chosen], standard: Standard) -> bool:
    """Say whether the points beside factor 6 or 7 are those of both."""
    if not {"6", "7"} <= chosen.keys() or not ({"6", "7"} & found.keys()):
        return False
    levels = [standard.by_code.get(f"{factor}-{chosen[factor].number}") for factor in ("6", "7")]
    if None in levels:
        return False
    both = sum(level.points for level in levels if level)
    first, second = found.get("6"), found.get("7")
    return (first == both and second in (None, 0, both)) or (second == both and first in (None, 0))


def _points_faults(
    levels: Mapping[str, Level], points: Mapping[str, int], chosen: Mapping[str, Chosen], standard: Standard
) -> Iterator[str]:
    for factor, printed in points.items():
        if factor == PAIR:
            pair = [levels[each] for each in ("6", "7") if each in levels]
            right = sum(level.points for level in pair)
            if len(pair) == 2 and printed != right:
                cell = f"{pair[0].number}{PURPOSES[pair[1].number - 1]}"
                yield (
                    f"Contacts {cell} are printed with {printed:,} points ({chosen['6'].said.place.words}); {cell} has "
                    f"{right:,} [{pair[0].source}; {pair[1].source}]."
                )
        elif factor in levels and printed != levels[factor].points:
            level = levels[factor]
            yield (
                f"{level.code} is printed with {printed:,} points ({chosen[factor].said.place.words}); it has "
                f"{level.points:,} [{level.source}]."
            )


def _pair_faults(levels: Mapping[str, Level], chosen: Mapping[str, Chosen], standard: Standard) -> Iterator[str]:
    if not standard.chart or not {"6", "7"} <= levels.keys():
        return
    pair = levels["6"].number, levels["7"].number
    if pair not in standard.printed:
        cells = [f"{contacts}{PURPOSES[purpose - 1]}" for contacts, purpose in sorted(standard.printed)]
        yield (
            f"Contacts {pair[0]}{PURPOSES[pair[1] - 1]} ({chosen['6'].said.place.words}) are not in the chart of "
            f"{standard.short_title}; it has {listed(cells)} [{standard.source}]."
        )


def _sums(run: Run) -> tuple[int | None, int | None, Place | None]:
    """Return the printed total, and the grade beside a total with its place."""
    points = [each for each in run.totals if each.points]
    grades = [each for each in run.totals if each.grade]
    return (
        points[-1].points if points else None,
        grades[0].grade if grades else None,
        grades[0].place if grades else None,
    )


def _sum_faults(
    sums: Mapping[int | None, Place], points: Mapping[str, int], total: int | None, standard: Standard
) -> Iterator[str]:
    added = sum(points.values())
    whole = len(points) + (PAIR in points) == len(standard.factors)
    for printed, place in sums.items():
        if printed is None:
            continue
        if total is not None and printed != total:
            adding = (
                f" The printed points add up to {added:,}." if whole and added != printed and added != total else ""
            )
            yield f"The printed total is {printed:,} ({place.words}); the levels come to {total:,}.{adding}"
        elif total is None and whole and added != printed:
            yield f"The printed total is {printed:,} ({place.words}); the printed points add up to {added:,}."


def _grade_of(total: int | None, standard: Standard, faults: list[str]) -> int | None:
    if total is None:
        return None
    try:
        return standard.grade_of(total).grade
    except ValueError as error:
        faults.append(str(error))
        return None


def _grade_faults(
    printed: int | None,
    place: Place | None,
    grade: int | None,
    total: int | None,
    method: str,
    standard: Standard,
) -> Iterator[str]:
    if printed is None or grade is None or total is None or printed == grade:
        return
    row = standard.grade_of(total)
    where = f" ({place.words})" if place else ""
    adjusted = " An adjustment for the base grade must be argued by itself [GSSG p. 30]." if method == GSSG else ""
    yield (
        f"The printed grade is GS-{printed}{where}; {total:,} points are {row.name}, which goes from {row.points} "
        f"[{row.source}].{adjusted}"
    )


def _missing(levels: Mapping[str, Level], standard: Standard, run: Run, chosen: Mapping[str, Chosen]) -> Sequence[str]:
    faults = []
    missing = [factor.id for factor in standard.factors if factor.id not in levels]
    if missing:
        word = "Factor" if len(missing) == 1 else "Factors"
        verb = "has" if len(missing) == 1 else "have"
        faults.append(f"{word} {listed(missing)} {verb} no certain level in the text; say which.")
    met = [factor for factor in levels if chosen[factor].said.strength is Strength.MET]
    if met:
        codes = listed([levels[factor].code for factor in met])
        faults.append(
            f"{codes} {'is' if len(met) == 1 else 'are'} only said to be met; nothing says that it is credited."
        )
    if run.strongest() is Strength.DESCRIBED:
        faults.append("The levels stand as headings of descriptions; check that they are this position's.")
    return faults
