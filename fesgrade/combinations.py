"""What goes together: the one or two rules that bear on a level at the moment it is chosen.

The rules are rows of ``combinations.csv``: levels of some factors, what to keep in mind there, and the page. They never
change a grade. A folder of the user's own may have more of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fesgrade.sources import Reader, Row, data_dir, own_folder
from fesgrade.standards import KINDS_OF_WORK, Standard

#: More advice at once is read by nobody.
MOST = 2
METHODS = ("fes", "gssg")
_TERM = re.compile(r"([1-9][AB]?)(>=|<=|=)([1-9])")


@dataclass(frozen=True, slots=True)
class Bound:
    """What one factor's level must be: ``sign`` is ``">="``, ``"<="`` or ``"="``."""

    factor: str
    sign: str
    number: int

    def holds(self, levels: Mapping[str, int]) -> bool:
        """Say whether the factor has a level and it is within the bound."""
        level = levels.get(self.factor)
        if level is None:
            return False
        if self.sign == "=":
            return level == self.number
        return level >= self.number if self.sign == ">=" else level <= self.number


@dataclass(frozen=True, slots=True)
class Combination:
    """One rule: ``text`` bears on a choice in ``factors`` when every bound of one of the ``cases`` holds.

    ``standard`` and ``kinds_of_work`` limit it where they are not empty.
    """

    id: str
    method: str
    standard: str
    kinds_of_work: tuple[str, ...]
    factors: tuple[str, ...]
    cases: tuple[tuple[Bound, ...], ...]
    text: str
    source: str

    def strength(self, levels: Mapping[str, int]) -> int:
        """Return how many bounds hold together, in the fullest case that holds; 0 when none does."""
        return max((len(case) for case in self.cases if all(bound.holds(levels) for bound in case)), default=0)


def bearing(
    combinations: tuple[Combination, ...],
    standard: Standard,
    levels: Mapping[str, int],
    chosen: str,
    kind_of_work: str = "",
) -> tuple[Combination, ...]:
    """Return the rules that bear on the level just chosen, at most :data:`MOST`, the most specific first.

    ``levels`` are the numbers of the levels chosen so far by factor (``{"1": 7, "2": 1}``) and ``chosen`` is the factor
    of the last choice. A rule about several factors goes before one about this factor alone; among equals the order of
    the table decides.
    """
    if chosen not in levels:
        return ()
    about = tuple(rule for rule in combinations if chosen in rule.factors)
    return _strongest(about, standard, levels, kind_of_work)[:MOST]


def bearing_on_each(
    combinations: tuple[Combination, ...],
    standard: Standard,
    levels: Mapping[str, int],
    chosen: Sequence[str],
    kind_of_work: str = "",
) -> Mapping[str, tuple[Combination, ...]]:
    """Return by factor the rules that bear on the levels just chosen there, in all at most :data:`MOST`, none twice."""
    found: dict[str, tuple[Combination, ...]] = {}
    told: list[Combination] = []
    for factor in chosen:
        new = [rule for rule in bearing(combinations, standard, levels, factor, kind_of_work) if rule not in told]
        found[factor] = tuple(new[: MOST - len(told)])
        told += found[factor]
    return {factor: rules for factor, rules in found.items() if rules}


def bearing_on_all(
    combinations: tuple[Combination, ...], standard: Standard, levels: Mapping[str, int], kind_of_work: str = ""
) -> tuple[Combination, ...]:
    """Return the rules about several factors that bear on a whole set of levels, at most :data:`MOST`."""
    found = _strongest(combinations, standard, levels, kind_of_work)
    return tuple(rule for rule in found if rule.strength(levels) > 1)[:MOST]


def _strongest(
    combinations: tuple[Combination, ...], standard: Standard, levels: Mapping[str, int], kind_of_work: str
) -> tuple[Combination, ...]:
    """Return the rules that hold for these levels, the most specific first."""
    kind = kind_of_work or standard.kind_of_work
    strengths = {
        rule: rule.strength(levels)
        for rule in combinations
        if rule.method == standard.method
        and rule.standard in ("", standard.id)
        and (not rule.kinds_of_work or kind in rule.kinds_of_work)
    }
    found = [rule for rule, strength in strengths.items() if strength]
    return tuple(sorted(found, key=lambda rule: -strengths[rule]))


# Reading ----------------------------------------------------------------------------------------


def load(data: Path | str | None = None) -> tuple[Combination, ...]:
    """Return the shipped rules, with those of the folder ``data`` behind them when it has a ``combinations.csv``.

    Raises :class:`~fesgrade.sources.DataError` with every fault by file, row and column.
    """
    if data is None:
        return _shipped()
    root = own_folder(data, "combinations.csv")
    if not (root / "combinations.csv").is_file():
        return _shipped()
    return (*_shipped(), *_read(root, {rule.id for rule in _shipped()}))


@lru_cache(maxsize=1)
def _shipped() -> tuple[Combination, ...]:
    return _read(data_dir(), set())


def _read(root: Path, shipped: set[str]) -> tuple[Combination, ...]:
    reader = Reader(root)
    columns = ("rule", "method", "factors", "when", "text", "source_ref")
    may = ("standard", "kinds_of_work")
    found = []
    for row in reader.table(root / "combinations.csv", columns, may, key=("rule",)):
        if row["rule"] in shipped:
            reader.faults.append(f"{row.place('rule')}: {row['rule']} is a shipped rule; choose another id.")
        reader.choice(row, "method", METHODS)
        kinds = tuple(row["kinds_of_work"].split())
        if not set(kinds) <= set(KINDS_OF_WORK):
            reader.faults.append(
                f"{row.place('kinds_of_work')} is {row['kinds_of_work']!r}; the kinds are {', '.join(KINDS_OF_WORK)}."
            )
        found.append(
            Combination(
                id=row["rule"],
                method=row["method"],
                standard=row["standard"],
                kinds_of_work=kinds,
                factors=tuple(row["factors"].split()),
                cases=tuple(_bounds(reader, row, case) for case in row["when"].split(";")),
                text=row["text"],
                source=row["source_ref"],
            )
        )
    reader.finish()
    return tuple(found)


def _bounds(reader: Reader, row: Row, case: str) -> tuple[Bound, ...]:
    found = [_TERM.fullmatch(term) for term in case.split()]
    if not found or not all(found):
        reader.faults.append(
            f"{row.place('when')} is {row['when'][:60]!r}; give bounds such as 1>=7 2<=1, a semicolon between cases."
        )
    return tuple(Bound(term[1], term[2], int(term[3])) for term in found if term)
