"""Reading the check lists of a guide (``standards/ID/checklists/``), with every fault told by file, row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fesgrade.levels import LevelsError
from fesgrade.sources import Reader, Row, data_dir, own_folder
from fesgrade.standards import Standard
from fesgrade.supervisory.checklists import Checklist, Checklists, Item, LeadQuestion, Need, Term, Way
from fesgrade.tables import load as load_catalog

TABLES = ("lists.csv", "items.csv", "rules.csv", "terms.csv", "lead-questions.csv")
#: Whose a count is: the guide gives it, or leaves it open and the kit counts this many.
COUNTED_BY = ("guide", "kit")
_SPAN = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")


def load(guide: str, data: Path | str | None = None) -> Checklists:
    """Return the check lists of a guide, shipped or of the folder ``data``.

    A guide without a folder ``checklists`` has none.

    Raises
    ------
    LevelsError
        For a guide that there is not.
    DataError
        With every fault of the folder.
    """
    if data is None:
        return _shipped(guide)
    root = own_folder(data, "standards/ID/checklists")
    return _load(guide, root if (root / "standards" / guide).is_dir() else data_dir(), root)


@lru_cache
def _shipped(guide: str) -> Checklists:
    return _load(guide, data_dir(), None)


def _load(guide: str, root: Path, data: Path | None) -> Checklists:
    catalog = load_catalog(data)
    if guide not in catalog.standards:
        raise LevelsError([f"{guide!r} is not a known standard; choose one of {', '.join(catalog.standards)}."])
    folder = root / "standards" / guide / "checklists"
    if not folder.is_dir():
        return Checklists(guide=guide, lists=MappingProxyType({}), ways=(), terms=MappingProxyType({}), questions=())
    reader = Reader(root)
    found = _Folder(reader, folder, catalog.standards[guide]).read()
    reader.finish()
    return found


class _Folder:
    """The tables of one guide's check lists."""

    def __init__(self, reader: Reader, folder: Path, standard: Standard) -> None:
        self.reader, self.folder, self.standard = reader, folder, standard

    def read(self) -> Checklists:
        self.reader.faults += [
            f"{path.relative_to(self.reader.root).as_posix()} is no table of check lists; the tables are "
            f"{', '.join(TABLES)}."
            for path in sorted(self.folder.glob("*.csv"))
            if path.name not in TABLES
        ]
        terms = self._terms() if (self.folder / "terms.csv").is_file() else {}
        lists = self._lists(self._items(terms))
        ways = self._ways(lists, terms)
        questions = self._questions() if (self.folder / "lead-questions.csv").is_file() else ()
        return Checklists(
            guide=self.standard.id,
            lists=MappingProxyType(lists),
            ways=ways,
            terms=MappingProxyType(terms),
            questions=questions,
        )

    def fault(self, row: Row, column: str, why: str) -> None:
        self.reader.faults.append(f"{row.place(column)} is {row[column]!r}; {why}.")

    def _terms(self) -> dict[str, Term]:
        found = {}
        columns = ("term", "name", "text", "source_ref")
        for row in self.reader.table(self.folder / "terms.csv", columns, ("factors",), key=("term",)):
            factors = tuple(row["factors"].split())
            if not set(factors) <= set(self.standard.by_factor):
                self.fault(row, "factors", f"the factors are {', '.join(self.standard.by_factor)}")
            found[row["term"]] = Term(
                id=row["term"], name=row["name"], factors=factors, text=row["text"], source=row["source_ref"]
            )
        return found

    def _items(self, terms: Mapping[str, Term]) -> dict[str, list[Item]]:
        """Return the items by list; their numbers run from 1 in order."""
        found: dict[str, list[Item]] = {}
        columns = ("list", "number", "text", "source_ref")
        may = ("takes", "lowest_grade", "highest_grade", "terms")
        for row in self.reader.table(self.folder / "items.csv", columns, may, key=("list", "number")):
            items = found.setdefault(row["list"], [])
            number = self.reader.number(row, "number")
            if number is not None and number != len(items) + 1:
                self.fault(row, "number", f"it must be {len(items) + 1}, the next of {row['list']}")
            used = tuple(row["terms"].split())
            if not set(used) <= set(terms):
                self.fault(row, "terms", f"the terms of terms.csv are {', '.join(terms) or 'none'}")
            items.append(
                Item(
                    number=len(items) + 1,
                    text=row["text"],
                    takes=tuple(row["takes"].split()),
                    lowest_grade=self.reader.number(row, "lowest_grade", blank=True),
                    highest_grade=self.reader.number(row, "highest_grade", blank=True),
                    terms=used,
                    source=row["source_ref"],
                )
            )
        return found

    def _lists(self, items: Mapping[str, list[Item]]) -> dict[str, Checklist]:
        found = {}
        columns = ("list", "name", "asks", "source_ref")
        may = ("factor", "part", "least", "number_is")
        for row in self.reader.table(self.folder / "lists.csv", columns, may, key=("list",)):
            self.reader.choice(row, "factor", ("", *self.standard.by_factor))
            mine = tuple(items.get(row["list"], ()))
            if not mine:
                self.fault(row, "list", "items.csv has no item of it")
            least = self._least(row, len(mine))
            found[row["list"]] = Checklist(
                id=row["list"],
                factor=row["factor"],
                part=row["part"],
                name=row["name"],
                asks=row["asks"],
                least=len(mine) if least is None else least,
                by_kit=self._by_kit(row),
                items=mine,
                source=row["source_ref"],
            )
        self.reader.faults += [
            f"{(self.folder / 'items.csv').relative_to(self.reader.root).as_posix()} has items of {name}, "
            "which lists.csv does not have."
            for name in items
            if name not in found
        ]
        return found

    def _by_kit(self, row: Row) -> bool:
        return self.reader.choice(row, "number_is", ("", *COUNTED_BY)) == "kit"

    def _least(self, row: Row, items: int) -> int | None:
        """Return the count in a row, ``None`` when it is blank: then the list's own, or all items."""
        least = self.reader.number(row, "least", blank=True)
        if least is not None and not 1 <= least <= items:
            self.fault(row, "least", f"it must be from 1 to {items}, the number of items")
            return None
        return least

    def _ways(self, lists: Mapping[str, Checklist], terms: Mapping[str, Term]) -> tuple[Way, ...]:
        """Return the ways, lowest level first; the rows of one level and way stand together."""
        needs: dict[tuple[str, str], list[Need]] = {}
        columns = ("level", "lists", "source_ref")
        may = ("way", "items", "least", "number_is", "note")
        for row in self.reader.table(self.folder / "rules.csv", columns, may, key=("level", "way", "lists", "items")):
            need = self._need(row, lists)
            if row["level"] not in self.standard.by_code and row["level"] not in terms:
                self.fault(row, "level", f"it must be a level of {self.standard.short_title} or a term of terms.csv")
            elif need:
                needs.setdefault((row["level"], row["way"]), []).append(need)
        used = {each.id for some in needs.values() for need in some for each in need.lists}
        self.reader.faults += [
            f"{(self.folder / 'rules.csv').relative_to(self.reader.root).as_posix()} has no rule for the list {name}."
            for name in lists
            if name not in used
        ]
        order = {code: place for place, code in enumerate((*self.standard.by_code, *terms))}
        return tuple(
            Way(level, way, tuple(some)) for (level, way), some in sorted(needs.items(), key=lambda it: order[it[0][0]])
        )

    def _need(self, row: Row, lists: Mapping[str, Checklist]) -> Need | None:
        names = row["lists"].split()
        unknown = [name for name in names if name not in lists]
        if unknown:
            self.fault(row, "lists", f"lists.csv has no {', '.join(unknown)}")
            return None
        mine = tuple(lists[name] for name in names)
        items = self._numbers(row, mine)
        most = len(items) or min(len(each.items) for each in mine)
        return Need(
            lists=mine,
            items=items,
            least=self._least(row, most),
            by_kit=self._by_kit(row),
            note=row["note"],
            source=row["source_ref"],
        )

    def _numbers(self, row: Row, lists: tuple[Checklist, ...]) -> tuple[int, ...]:
        """Return the item numbers of a cell such as ``1-4`` or ``2 5``; none when it is blank, for all of them."""
        found: list[int] = []
        for part in row["items"].split():
            span = _SPAN.fullmatch(part)
            if not span:
                self.fault(row, "items", "give numbers of items, such as 1-4 or 2 5")
                return ()
            found += range(int(span[1]), int(span[2] or span[1]) + 1)
        known = min(len(each.items) for each in lists)
        if (row["items"] and not found) or any(not 1 <= number <= known for number in found):
            self.fault(row, "items", f"the items are 1 to {known}")
        if row["items"] and not row["least"]:
            self.fault(row, "items", "say in least how many of them it takes")
        return tuple(found)

    def _questions(self) -> tuple[LeadQuestion, ...]:
        found = []
        columns = ("factor", "number", "text", "if_yes", "source_ref")
        for row in self.reader.table(self.folder / "lead-questions.csv", columns, key=("factor", "number")):
            self.reader.choice(row, "factor", tuple(self.standard.by_factor))
            number = self.reader.number(row, "number")
            found.append(
                LeadQuestion(
                    factor=row["factor"],
                    number=number or 0,
                    text=row["text"],
                    if_yes=row["if_yes"],
                    source=row["source_ref"],
                )
            )
        return tuple(found)
