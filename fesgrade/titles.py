"""The official title of a position in a series, built as the sources build it.

Titles, specialties and their functions are tables (``titles.csv``, ``specialties.csv``, ``questions/functions.csv``);
another series is more rows. Where the tables allow two titles both are given: the choice is the classifier's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade.sources import FaultsError, Reader, Row, data_dir, listed, own_folder
from fesgrade.standards import Catalog, Series, Standard
from fesgrade.tables import load as load_catalog

#: How several specialties are named: the basic title, the specialties in parentheses, or blank for either.
NAMINGS = ("", "basic", "named")
INTERVALS = {"one": "one-grade interval", "two": "two-grade interval"}
#: What the two patterns mean for the grades of a series, and where that stands.
PATTERNS = {
    "one": ("Grades rise one at a time, mostly within GS-2 to GS-8.", "Introduction p. 9"),
    "two": ("GS-5, 7, 9 and 11, then one at a time to GS-15.", "Introduction p. 8"),
}


class TitleError(FaultsError):
    """A title that cannot be built, or answers that cannot be used; each fault is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a title is as it is, or what is not known about it, and where that stands."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of titles.csv: how a series titles one role. ``pattern`` may hold {basic}, {specialties} and {title}.

    A row with ``specialties`` is for that set of them only and goes before one without.
    """

    role: str
    specialties: frozenset[str]
    example: str
    pattern: str
    use_when: str
    source: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A series and a title that the answers lead to. ``standards`` are those that grade it, empty if not at hand.

    ``reasons`` are the rules followed, ``open`` what the tables do not tell.
    """

    series: Series
    title: str
    standards: tuple[Standard, ...]
    reasons: tuple[Reason, ...]
    open: tuple[Reason, ...]

    @property
    def interval(self) -> str:
        """The grade pattern in words: ``"two-grade interval"``."""
        return INTERVALS[self.series.interval]


@dataclass(frozen=True)
class Titles:
    """The tables that titles are built from.

    ``rules`` are those of ``titles.csv`` by series and role, ``specialties`` what each specialty of a series is,
    ``functions`` the parts of a specialty that joins two.
    """

    catalog: Catalog = field(repr=False)
    rules: Mapping[tuple[str, str], tuple[Rule, ...]] = field(repr=False)
    specialties: Mapping[str, Mapping[str, Reason]] = field(repr=False)
    functions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(repr=False)

    def options(self, series: str) -> dict[str, str]:
        """Return what can be named for a series: each specialty, or its functions where it joins two.

        The values are the specialties that they belong to.
        """
        return {
            name: specialty
            for specialty in self.specialties.get(series, {})
            for name in self.functions.get(series, {}).get(specialty, (specialty,))
        }

    def covered(self, series: str, specialties: Iterable[str]) -> tuple[str, ...]:
        """Return the specialties of the series that the ticked ones come to; a function counts as its whole."""
        wholes = {
            part: whole
            for whole, pair in self.functions.get(series, {}).items()
            if whole in self.specialties.get(series, {})
            for part in pair
        }
        return tuple(dict.fromkeys(wholes.get(name, name) for name in specialties))

    def build(
        self, series: str, specialties: Iterable[str] = (), role: str = "", naming: str = ""
    ) -> tuple[Titled, ...]:
        """Return the title of a position in ``series``, or both where several specialties allow two.

        ``specialties`` are names as :meth:`options` gives them, ``role`` is that of a row of titles.csv
        (``"officer"``, ``"supervisory"``) or empty, ``naming`` one of :data:`NAMINGS`. Raises :class:`TitleError`
        for an unknown series. Source: GS-0201 standard p. 5; Introduction p. 15.
        """
        if series not in self.catalog.series:
            known = ", ".join(sorted(self.catalog.series))
            raise TitleError([f"{series!r} is not a series at hand; choose one of {known}."])
        chosen = list(dict.fromkeys(specialties))
        built: dict[str, Titled] = {}
        for form in self._forms(series, chosen, naming):
            one = self._title(self.catalog.series[series], chosen, role, form)
            built.setdefault(one.title, one)
        return tuple(built.values())

    def _forms(self, series: str, chosen: Sequence[str], naming: str) -> tuple[str, ...]:
        """Return the rows of titles.csv that the number of specialties leads to; two where either may be used."""
        known = self.specialties.get(series, {})
        covered = self.covered(series, chosen)
        names = self._names(series, chosen)
        if not covered:
            return ("no-specialty",)
        if len(covered) == 1:
            return ("one-specialty" if names[0] in known or covered[0] not in known else "single-function",)
        combined = "combined-relations" if len(names) == 1 else "combined-specialties"
        if not self.names_several(series, chosen):
            return (combined,)
        return {"": ("no-specialty", combined), "basic": ("no-specialty",), "named": (combined,)}[naming]

    def names_several(self, series: str, chosen: Iterable[str]) -> bool:
        """Say whether the specialties are several and the series leaves open how a title treats them.

        It does not where its titles are for certain specialties.
        """
        own = any(rule.specialties for (of, _), rules in self.rules.items() if of == series for rule in rules)
        return len(self.covered(series, chosen)) > 1 and not own

    def _rule(self, series: str, role: str, chosen: Iterable[str]) -> Rule | None:
        """Return the row of titles.csv for a role: that for these very specialties, else the one for any."""
        rules = self.rules.get((series, role), ())
        fitting = (rule for wanted in (frozenset(chosen), frozenset()) for rule in rules if rule.specialties == wanted)
        return next(fitting, None)

    def _names(self, series: str, chosen: Sequence[str]) -> list[str]:
        """Return the specialties as they stand in parentheses: all functions of a whole are named by the whole."""
        order = [*self.options(series), *chosen]
        names = sorted(chosen, key=order.index)
        for whole, pair in self.functions.get(series, {}).items():
            if set(pair) <= set(names):
                names = [whole if name == pair[0] else name for name in names if name not in pair[1:]]
        return names

    def _title(self, series: Series, chosen: Sequence[str], role: str, form: str) -> Titled:
        reasons, unknown = [], []
        rule = self._rule(series.id, form, chosen)
        named = rule is not None and "{specialties}" in rule.pattern
        if rule is None:
            unknown.append(
                Reason(
                    f"How series {series.id} titles such a position is not at hand; its basic title stands.",
                    series.source,
                )
            )
            title = series.basic_title
        else:
            names = "/".join(self._names(series.id, chosen))
            title = rule.pattern.format(basic=series.basic_title, specialties=names, title=series.basic_title)
            reasons.append(Reason(rule.use_when, rule.source))
        extra = [name for name in chosen if named and name not in self.options(series.id)]
        if extra:
            unknown.append(
                Reason(f"Series {series.id} does not list {' or '.join(extra)} as a specialty.", series.source)
            )
        own = self._rule(series.id, role, chosen) if role else None
        if own:
            if "{title}" not in own.pattern:  # such a title stands for itself
                reasons, unknown = [], []
            title = own.pattern.format(basic=series.basic_title, specialties="", title=title)
            reasons.append(Reason(own.use_when, own.source))
        elif role:
            unknown.append(self._no_role(series, role))
        return Titled(
            series=series,
            title=title,
            standards=self.catalog.standards_of(series.id),
            reasons=tuple(reasons),
            open=tuple(unknown),
        )

    def _no_role(self, series: Series, role: str) -> Reason:
        """Say that no row titles a role, and what there is instead: for other specialties, or else in other series."""
        with_role = {of: rules for (of, each), rules in self.rules.items() if each == role}
        there = {series.id: with_role[series.id]} if series.id in with_role else with_role
        has = [f" Series {of} has {listed([rule.example for rule in rules], 'or')}." for of, rules in there.items()]
        return Reason(
            f"The tables hold no title of series {series.id} for these answers.{''.join(has)}",
            "; ".join(dict.fromkeys(rule.source for rules in there.values() for rule in rules)),
        )


# Loading ----------------------------------------------------------------------------------------


def load(data: Path | str | None = None) -> Titles:
    """Return the shipped tables of titles, with those of the folder ``data`` beside them when it is given.

    A folder of the user's own may hold any of ``series.csv``, ``titles.csv``, ``specialties.csv`` and
    ``questions/functions.csv``; its rows are added. Raises :class:`~fesgrade.sources.DataError` with every fault by
    file, row and column.
    """
    if data is None:
        return _shipped()
    root = own_folder(data, "series.csv and titles.csv")
    reader = Reader(root)
    found = read_titles(reader, load_catalog(root), _shipped())
    reader.finish()
    return found


@lru_cache(maxsize=1)
def _shipped() -> Titles:
    reader = Reader(data_dir())
    found = read_titles(reader, load_catalog(), None)
    reader.finish()
    return found


def read_titles(reader: Reader, catalog: Catalog, base: Titles | None) -> Titles:
    """Read the tables of the reader's folder, on top of ``base``; the reader keeps the faults."""
    root, added = reader.root, base is not None
    rules = dict(base.rules) if base else {}
    for key, rule in _rules(reader, catalog, base):
        rules[key] = (*rules.get(key, ()), rule)
    specialties = {series: dict(rows) for series, rows in base.specialties.items()} if base else {}
    columns = ("series", "specialty", "work")
    for row in table(reader, root / "specialties.csv", columns, columns[:2], added=added):
        check_series(reader, row, catalog)
        specialties.setdefault(row["series"], {})[row["specialty"]] = Reason(row["work"], row["source_ref"])
    functions = {series: dict(rows) for series, rows in base.functions.items()} if base else {}
    columns = ("series", "whole", "part")
    for row in table(reader, root / "questions" / "functions.csv", columns, columns, added=added):
        check_series(reader, row, catalog)
        wholes = functions.setdefault(row["series"], {})
        wholes[row["whole"]] = (*wholes.get(row["whole"], ()), row["part"])
    return Titles(catalog, MappingProxyType(rules), MappingProxyType(specialties), MappingProxyType(functions))


def table(
    reader: Reader, path: Path, columns: Sequence[str], key: Sequence[str], *, added: bool, may: Sequence[str] = ()
) -> list[Row]:
    """Read a table that a folder ``added`` to the shipped ones need not have."""
    if added and not path.is_file():
        return []
    return reader.table(path, (*columns, "source_ref"), may, key)


def check_series(reader: Reader, row: Row, catalog: Catalog, column: str = "series") -> None:
    """Note a series that series.csv does not have."""
    if row[column] not in catalog.series:
        reader.faults.append(
            f"{row.place(column)} is {row[column]!r}; there is no such series in series.csv, which has "
            f"{', '.join(sorted(catalog.series))}."
        )


def _rules(reader: Reader, catalog: Catalog, base: Titles | None) -> Iterator[tuple[tuple[str, str], Rule]]:
    columns = ("series", "role", "title", "pattern", "use_when")
    key = ("series", "role", "specialties")
    for row in table(reader, reader.root / "titles.csv", columns, key, added=base is not None, may=("specialties",)):
        check_series(reader, row, catalog)
        try:
            row["pattern"].format(basic="", specialties="", title="")
        except (KeyError, IndexError, ValueError):
            reader.faults.append(
                f"{row.place('pattern')} is {row['pattern']!r}; in braces it may hold basic, specialties and title."
            )
        if base and (row["series"], row["role"]) in base.rules:
            reader.faults.append(f"{row.place('role')}: {row['series']} {row['role']} is a shipped title; add others.")
        specialties = frozenset(filter(None, row["specialties"].split("|")))
        yield (row["series"], row["role"]), row.record(Rule, example=row["title"], specialties=specialties)
