"""What was checked on the lists of a guide: the levels it leads to, as steps of the argument and as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fesgrade.evaluation import Finding
from fesgrade.levels import LevelsError
from fesgrade.sources import listed
from fesgrade.standards import Level
from fesgrade.supervisory.checklists import Checklist, Checklists, Item, LeadQuestion, Met, Outcome, Path, evaluate
from fesgrade.supervisory.checklists import defines as ways_of_term
from fesgrade.supervisory.coverage import Step


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A list with items checked: their numbers, and how many of ``items`` the list takes by itself."""

    list: str
    name: str
    met: tuple[int, ...]
    least: int
    items: int


@dataclass(frozen=True, slots=True)
class NextWay:
    """A way to the next level: how many more items it takes in all, and each lack as a sentence."""

    way: str
    missing: int
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedFactor:
    """Where the items of a factor lead: ``level``, ``None`` when they meet none, by the ``ways`` named.

    ``next_ways`` are those to ``next_level``, the one with the least missing first.
    """

    factor: str
    level: str | None
    ways: tuple[str, ...]
    next_level: str | None
    next_ways: tuple[NextWay, ...]
    lists: tuple[CheckedList, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked on ``checklists``, made by :func:`check`.

    ``met`` holds the numbers of the items by list, ``below`` what the position has under it, ``None`` when not said;
    ``yes`` are the questions answered so. ``outcomes`` has the factors with an item checked.
    """

    checklists: Checklists
    met: Mapping[str, tuple[int, ...]]
    below: tuple[str, ...] | None
    yes: tuple[LeadQuestion, ...]
    outcomes: Mapping[str, Outcome]

    @property
    def levels(self) -> dict[str, str]:
        """The level that each factor comes to, where it comes to one."""
        return {factor: outcome.level for factor, outcome in self.outcomes.items() if outcome.level}

    @property
    def lists(self) -> tuple[Checklist, ...]:
        """The lists with an item checked, in the order of the guide."""
        return tuple(each for each in self.checklists.lists.values() if self.met.get(each.id))

    @property
    def factors(self) -> tuple[CheckedFactor, ...]:
        """Where each factor comes to, as plain values."""
        return tuple(self._factor(outcome) for outcome in self.outcomes.values())

    def items(self, checklist: Checklist) -> tuple[Item, ...]:
        """Return the items of a list that are checked."""
        return tuple(item for item in checklist.items if item.number in self.met.get(checklist.id, ()))

    def _factor(self, outcome: Outcome) -> CheckedFactor:
        return CheckedFactor(
            factor=outcome.factor,
            level=outcome.level,
            ways=tuple(path.way.name for path in outcome.paths if path.way.name),
            next_level=outcome.next_level,
            next_ways=tuple(
                NextWay(path.way.name, path.missing, tuple(lack.text for lack in path.lacks))
                for path in outcome.next_paths
            ),
            lists=tuple(
                CheckedList(each.id, each.name, self.met[each.id], each.least, len(each.items))
                for each in self.lists
                if each.factor == outcome.factor
            ),
        )


def check(checklists: Checklists, met: Met, below: Collection[str] | None = None, yes: Iterable[str] = ()) -> Checked:
    """Return where the items ``met`` lead, factor by factor.

    ``below`` is what the position has under it, of :attr:`Checklists.below`; ``None`` when it is not said. ``yes`` are
    the questions answered so, as ``"2.4"`` (factor and number).

    Raises
    ------
    LevelsError
        With every list, item, word and question that there is not.
    """
    yes = set(yes)
    faults = []
    known = {question.id: question for question in checklists.questions}
    unknown = sorted(yes - known.keys())
    if unknown:
        faults.append(f"{', '.join(unknown)} is no question of {checklists.guide}; they are {', '.join(known)}.")
    try:
        found = {factor: evaluate(checklists, factor, met, below) for factor in checklists.factors}
    except LevelsError as error:
        faults += error.faults
    if faults:
        raise LevelsError(faults)
    used = {each.factor for each in checklists.lists.values() if met.get(each.id)}
    return Checked(
        checklists=checklists,
        met={name: tuple(sorted(set(met[name]))) for name in checklists.lists if met.get(name)},
        below=None if below is None else tuple(word for word in checklists.below if word in below),
        yes=tuple(question for name, question in known.items() if name in yes),
        outcomes={factor: outcome for factor, outcome in found.items() if factor in used},
    )


# What follows -----------------------------------------------------------------------------------


def steps(checked: Checked) -> Iterator[Step]:
    """Say what each question answered with yes means, and where the items of each factor lead."""
    for question in checked.yes:
        yield Step("question", question.text, True, question.if_yes, question.source)
    for outcome in checked.outcomes.values():
        yield Step(
            "checklist",
            f"Which level of factor {outcome.factor} do the items checked lead to?",
            None,
            " ".join([_reached(checked, outcome), *next_words(outcome)]),
            _source(checked, outcome.factor),
        )


def _reached(checked: Checked, outcome: Outcome) -> str:
    lists = [each for each in checked.lists if each.factor == outcome.factor]
    met = "; ".join(f"{each.name}: {len(checked.met[each.id])} of {len(each.items)}" for each in lists)
    ways = [f"{outcome.level}{path.way.name}" for path in outcome.paths if path.way.name in ("a", "b", "c")]
    by = f" by way of {listed(ways)}" if ways else ""
    return f"{met}; they lead to {outcome.level}{by}." if outcome.level else f"{met}; they meet no level yet."


def next_words(outcome: Outcome) -> Iterator[str]:
    """Say what the way to the next level with the least missing still takes."""
    if outcome.next_paths:
        yield f"{path_name(outcome.next_paths[0])} still lacks:"
        yield from (lack.text for lack in outcome.next_paths[0].lacks)


def path_name(path: Path) -> str:
    """Return the name of a way to a level: ``3-3b``, ``6-3 (judgment)``, ``1-2``."""
    name = path.way.name
    return f"{path.way.reaches}{name}" if len(name) < 2 else f"{path.way.reaches} ({name})"


def _source(checked: Checked, factor: str) -> str:
    return "; ".join(dict.fromkeys(each.source for each in checked.lists if each.factor == factor))


def ways_of(checked: Checked | None, factor: str) -> tuple[str, ...]:
    """Return the names of the ways by which the items of a factor meet their level; none where nothing is checked."""
    outcome = checked.outcomes.get(factor) if checked else None
    return tuple(path.way.name for path in outcome.paths) if outcome else ()


def findings(checked: Checked, levels: Mapping[str, Level]) -> Iterator[Finding]:
    """Say which levels are not those of the lists, which items do not count, and which terms are not met."""
    for factor, outcome in checked.outcomes.items():
        against = outcome.against(levels[factor].code) if factor in levels else ""
        if against:
            yield Finding(
                "against-checklist",
                f"{against} Check what was left out, or say in the record why.",
                levels[factor].source,
                (factor,),
            )
        yield from _under(checked, outcome)
    yield from _terms(checked)


def _under(checked: Checked, outcome: Outcome) -> Iterator[Finding]:
    """Say which items take somebody under the position whom it does not have, or of whom nothing is said."""
    asked = checked.below is None
    resting = [(each, item) for each in checked.lists if each.factor == outcome.factor
               for item in checked.items(each) if item.takes]  # fmt: skip
    taking = resting if asked else list(outcome.uncounted)
    if taking:
        yield Finding(
            "nobody-under",
            f"{_named(taking)} {_takes(taking)} under the position"
            + ("; say whether there are any." if asked else f": without, {_it(taking)} not count."),
            "; ".join(dict.fromkeys(item.source for _, item in taking)),
            (outcome.factor,),
        )


def _named(some: Iterable[tuple[Checklist, Item]]) -> str:
    """Return the names of lists with the numbers of items: ``3-2b 1, 4 and 3-3b 6``."""
    numbers: dict[str, list[str]] = {}
    for checklist, item in some:
        numbers.setdefault(checklist.id, []).append(str(item.number))
    return listed([f"{name} {', '.join(each)}" for name, each in numbers.items()])


def _it(some: Collection[object]) -> str:
    return "it does" if len(some) == 1 else "they do"


def _takes(taking: Collection[tuple[Checklist, Item]]) -> str:
    words = dict.fromkeys(word for _, item in taking for word in item.takes)
    return f"{'takes' if len(taking) == 1 else 'take'} {listed(list(words), 'or')}"


def _terms(checked: Checked) -> Iterator[Finding]:
    """Say which terms an item rests on that do not apply, by the conditions checked for them."""
    lists = checked.checklists
    counted = dict.fromkeys(way.reaches for way in lists.ways if way.reaches in lists.terms)
    for term in counted:
        ways = ways_of_term(lists, term, checked.met)
        own = {each.id for path in ways for need in path.way.needs for each in need.lists}
        resting = [(each, item) for each in checked.lists for item in checked.items(each) if term in item.terms]
        if resting and own & checked.met.keys() and not any(path.is_met for path in ways):
            lacks = " ".join(lack.text for path in ways for lack in path.lacks)
            name = lists.terms[term].name
            yield Finding(
                "term-not-met",
                f"{_named(resting)} {'rests' if len(resting) == 1 else 'rest'} on this term: {name}. The conditions "
                f"checked for it are not enough. {lacks}",
                lists.terms[term].source,
                tuple(dict.fromkeys(each.factor for each, _ in resting)),
            )
