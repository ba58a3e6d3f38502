"""A guide's check lists: which items a position meets, which level they lead to, what the next level still lacks.

The lists, their counts and the ways to a level are tables of the guide (``standards/ID/checklists/``); nothing here
knows a guide. A level has one or more ways, any of which leads to it; a way has needs, all of which must be met; a need
is a number of items of a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from fesgrade.levels import LevelsError
from fesgrade.sources import listed

#: What a position meets: list id -> numbers of its items.
Met = Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check.

    ``takes`` names what must be under the supervisor for it, any one of them (``"supervisors"``, ``"contractors"``);
    empty when it takes none. ``lowest_grade`` and ``highest_grade`` are those of the work it names, ``terms`` the ids
    of the terms it uses.
    """

    number: int
    text: str
    takes: tuple[str, ...]
    lowest_grade: int | None
    highest_grade: int | None
    terms: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list of items under one question.

    ``factor`` is empty where the list defines a term; ``part`` is what it asks of the factor (``"scope"``). ``least``
    items meet the list; ``by_kit`` says that the guide gives no number and the kit counts this many.
    """

    id: str
    factor: str
    part: str
    name: str
    asks: str
    least: int
    by_kit: bool
    items: tuple[Item, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """What a way takes: ``least`` of the items numbered ``items``, in any one of ``lists``."""

    lists: tuple[Checklist, ...]
    items: tuple[int, ...]
    least: int | None
    by_kit: bool
    note: str
    source: str

    def least_of(self, checklist: Checklist) -> int:
        """Return how many items of a list meet the need: its own count, or that of the list."""
        return checklist.least if self.least is None else self.least

    def items_of(self, checklist: Checklist) -> tuple[Item, ...]:
        """Return the items of a list that count here."""
        return tuple(item for item in checklist.items if not self.items or item.number in self.items)

    def lack(self, checklist: Checklist, counted: Collection[int]) -> Lack | None:
        """Return what ``counted`` items of a list lack, ``None`` when they are enough."""
        items = self.items_of(checklist)
        still = tuple(item for item in items if item.number not in counted)
        has, least = len(items) - len(still), self.least_of(checklist)
        by_kit = checklist.by_kit if self.least is None else self.by_kit
        return None if has >= least else Lack(checklist, has, least, still, by_kit=by_kit, source=self.source)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ``reaches``, a level or the id of a term; ``name`` tells ways apart (``"a"``)."""

    reaches: str
    name: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the guide as the guide means it; ``factors`` are those that turn on it."""

    id: str
    name: str
    factors: tuple[str, ...]
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class LeadQuestion:
    """A question to answer before the lists of a factor, and what a yes means."""

    factor: str
    number: int
    text: str
    if_yes: str
    source: str

    @property
    def id(self) -> str:
        """Its factor and number: ``"2.4"``."""
        return f"{self.factor}.{self.number}"


@dataclass(frozen=True)
class Checklists:
    """The check lists of one guide; ``ways`` are in the order of the levels, lowest first."""

    guide: str
    lists: Mapping[str, Checklist]
    ways: tuple[Way, ...]
    terms: Mapping[str, Term]
    questions: tuple[LeadQuestion, ...]

    @property
    def below(self) -> tuple[str, ...]:
        """What an item may take to be under the supervisor, in the order of the lists."""
        return tuple(dict.fromkeys(word for each in self.lists.values() for item in each.items for word in item.takes))

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors that have check lists."""
        return tuple(dict.fromkeys(each.factor for each in self.lists.values() if each.factor))

    def of(self, factor: str) -> tuple[Checklist, ...]:
        """Return the lists of a factor; :class:`~fesgrade.levels.LevelsError` when it has none."""
        found = tuple(each for each in self.lists.values() if each.factor == factor)
        if not found:
            raise LevelsError(
                [f"Factor {factor} of {self.guide} has no check list; those with one are {', '.join(self.factors)}."]
            )
        return found


@dataclass(frozen=True, slots=True)
class Lack:
    """A need that is not met: ``has`` items of ``checklist`` where ``least`` are needed, and the ``open`` ones.

    ``by_kit`` says that the guide gives no number and the kit counts this many.
    """

    checklist: Checklist
    has: int
    least: int
    open: tuple[Item, ...]
    by_kit: bool
    source: str

    @property
    def missing(self) -> int:
        """How many more items it takes."""
        return self.least - self.has

    @property
    def text(self) -> str:
        """The lack as one sentence: how many more, of which items, and how many there are."""
        numbers = [str(item.number) for item in self.open]
        if len(numbers) > self.missing:
            among = f"{self.missing} more of {', '.join(numbers)}"
        else:
            among = f"item {numbers[0]}" if len(numbers) == 1 else f"items {listed(numbers)}"
        number = "; the guide gives no number, fesgrade counts this many" if self.by_kit else ""
        return f"{self.checklist.name}: {among} ({self.has} met, {self.least} needed{number})."


@dataclass(frozen=True, slots=True)
class Path:
    """One way, held against a position: what it lacks; nothing when it is met."""

    way: Way
    lacks: tuple[Lack, ...]

    @property
    def is_met(self) -> bool:
        return not self.lacks

    @property
    def missing(self) -> int:
        """How many more items it takes in all; an item that serves two needs of a list counts once."""
        taken: set[tuple[str, int]] = set()
        for lack in sorted(self.lacks, key=lambda lack: len(lack.open)):
            still = [(lack.checklist.id, item.number) for item in lack.open]
            short = lack.missing - sum(each in taken for each in still)
            taken.update([each for each in still if each not in taken][: max(short, 0)])
        return len(taken)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the items lead.

    ``level`` is the highest level met, ``None`` when there is none; ``paths`` are the ways that meet it. ``next_level``
    is the one above, ``None`` at the top, and ``next_paths`` its ways, the one with the least missing first.
    ``uncounted`` are items checked that take what the position does not have below it. ``notes`` say which counts are
    the kit's and how a rule is read, for the level met and the next.
    """

    factor: str
    level: str | None
    paths: tuple[Path, ...]
    next_level: str | None
    next_paths: tuple[Path, ...]
    uncounted: tuple[tuple[Checklist, Item], ...]
    notes: tuple[tuple[str, str], ...]

    def against(self, level: str) -> str:
        """Return what a level picked by hand says against the lists, one sentence; empty when it is the same level."""
        if level == self.level:
            return ""
        if self.level is None:
            return f"{level} is chosen, but the items checked meet no level of factor {self.factor}."
        return f"{level} is chosen, but the items checked lead to {self.level}."


def evaluate(checklists: Checklists, factor: str, met: Met, below: Collection[str] | None = None) -> Outcome:
    """Return the level of ``factor`` that the items ``met`` lead to, and what the next level lacks.

    ``below`` says what the position has under it, of :attr:`Checklists.below`; an item that takes something else
    does not count. ``None`` is not said: then every item counts. Raises :class:`~fesgrade.levels.LevelsError` for a
    factor without lists, a list or an item that there is not, and an unknown word in ``below``.
    """
    lists = checklists.of(factor)
    counted = _counted(checklists, met, below)
    levels = list(dict.fromkeys(way.reaches for way in checklists.ways if way.reaches.startswith(f"{factor}-")))
    paths = {level: _paths(checklists, level, counted) for level in levels}
    reached = [level for level in levels if any(path.is_met for path in paths[level])]
    level = reached[-1] if reached else None
    above = levels[levels.index(level) + 1 :] if level else levels
    met_paths = tuple(path for path in paths[level] if path.is_met) if level else ()
    next_paths = tuple(sorted(paths[above[0]], key=lambda path: path.missing)) if above else ()
    uncounted = tuple(
        (each, item)
        for each in lists
        for item in each.items
        if item.number in met.get(each.id, ()) and item.number not in counted.get(each.id, ())
    )
    notes = dict.fromkeys(note for path in (*met_paths, *next_paths) for note in _notes(path.way))
    return Outcome(
        factor=factor,
        level=level,
        paths=met_paths,
        next_level=above[0] if above else None,
        next_paths=next_paths,
        uncounted=uncounted,
        notes=tuple(notes),
    )


def defines(checklists: Checklists, term: str, met: Met) -> tuple[Path, ...]:
    """Return the ways in which a term applies, held against the items ``met``; the term applies when one is met.

    Raises :class:`~fesgrade.levels.LevelsError` for a term without lists and for a list or item that there is not.
    """
    found = _paths(checklists, term, _counted(checklists, met, None))
    if not found:
        counted = ", ".join(dict.fromkeys(way.reaches for way in checklists.ways if way.reaches in checklists.terms))
        raise LevelsError([f"{term!r} is no term with a check list; those with one are {counted or 'none'}."])
    return found


def _counted(checklists: Checklists, met: Met, below: Collection[str] | None) -> dict[str, set[int]]:
    """Return the items that count, by list; every fault in what is given is told at once."""
    faults = []
    counted: dict[str, set[int]] = {}
    unknown = [word for word in below or () if word not in checklists.below]
    if unknown:
        faults.append(f"{', '.join(unknown)} is not known; what can be below is {', '.join(checklists.below)}.")
    for name, numbers in met.items():
        checklist = checklists.lists.get(name)
        if checklist is None:
            faults.append(f"{name!r} is no check list; choose from {', '.join(checklists.lists)}.")
            continue
        items = {item.number: item for item in checklist.items}
        wrong = sorted(set(numbers) - set(items))
        if wrong:
            faults.append(f"{name} has no item {', '.join(map(str, wrong))}; its items are 1 to {len(items)}.")
        counted[name] = {
            number
            for number in set(numbers) & set(items)
            if below is None or not items[number].takes or set(items[number].takes) & set(below)
        }
    if faults:
        raise LevelsError(faults)
    return counted


def _paths(checklists: Checklists, reaches: str, counted: Mapping[str, set[int]]) -> tuple[Path, ...]:
    ways = (way for way in checklists.ways if way.reaches == reaches)
    return tuple(Path(way, tuple(_lacks(way, counted))) for way in ways)


def _lacks(way: Way, counted: Mapping[str, set[int]]) -> Iterator[Lack]:
    for need in way.needs:
        lacks = [need.lack(each, counted.get(each.id, ())) for each in need.lists]
        if lacks[0] and all(lacks):
            yield lacks[0]  # of the first list: the others are those of higher levels


def _notes(way: Way) -> Iterator[tuple[str, str]]:
    for need in way.needs:
        if need.note:
            yield need.note, need.source
