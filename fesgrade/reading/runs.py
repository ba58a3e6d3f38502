"""From statements to evaluations: which belong together, which are no evaluation, what each factor's level is.

Statements in the order of the factors are a run. A total ends it, and so does a factor that comes again. A run whose
factors have several headed levels each is a standard's own description. A narrative and its summary table are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from fesgrade.reading.meaning import FES, GSSG, Tables
from fesgrade.reading.names import ORDER
from fesgrade.reading.statements import Derived, Event, Named, Statement, Strength, Total

#: Statements so close to each other, in characters, are rows of a table.
_TABLE_GAP = 200
#: How many factors need a level where no word says that it is credited.
ENOUGH = 5
_ONLY_FES = ("7", "8", "9")


@dataclass(slots=True)
class Run:
    """Statements that follow each other, with the total below them and the titles above."""

    start: int
    statements: list[Statement] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)
    end: int = 0
    solid: set[str] = field(default_factory=set)  # the factors that have a headed level, and those with a bare one
    bare: set[str] = field(default_factory=set)

    def add(self, said: Statement) -> None:
        """Take a statement in."""
        self.statements.append(said)
        if said.strength >= Strength.BARE and said.factor:
            factors = {factor for factor, _ in parts(said)}
            self.bare |= factors
            self.solid |= factors if said.strength >= Strength.HEADED else set()

    def factors(self, least: Strength = Strength.DESCRIBED) -> dict[str, set[int]]:
        """Return the numbers said of each factor with at least this strength."""
        found: dict[str, set[int]] = {}
        for said in self.statements:
            if said.strength >= least and said.factor:
                for factor, number in parts(said):
                    found.setdefault(factor, set()).add(number)
        return found

    def strongest(self) -> Strength:
        """Return the highest strength of a statement."""
        return max((said.strength for said in self.statements), default=Strength.COMPARED)


def parts(said: Statement) -> list[tuple[str, int]]:
    """Return factor and number of a statement, two of each for a pair of contacts and purpose."""
    if said.pair:
        return [("6", said.number), ("7", "abcd".index(said.letter) + 1 if said.letter else 0)]
    return [(said.factor, said.number)]


def runs_of(events: Sequence[Event], offsets: Sequence[int], tables: Tables) -> list[Run]:
    """Return the runs that are evaluations; ``offsets`` says where each line of the document begins."""
    found = [run for run in _cut(events) if run.statements or run.derived or run.named]
    kept: list[Run] = []
    for at, run in enumerate(found):
        _drop_descriptions(run)
        if _is_evaluation(run):
            if kept and _is_one(kept[-1], run, offsets, tables):
                _join(kept[-1], run)
            else:
                kept.append(run)
        elif kept:
            kept[-1].derived += run.derived
            kept[-1].named += run.named
        elif at + 1 < len(found):  # titles above something that is no evaluation belong to what comes after it
            found[at + 1].named = run.named + found[at + 1].named
    return kept


def _cut(events: Iterable[Event]) -> list[Run]:
    runs = [Run(0)]
    last = 0
    for at, event in enumerate(events):
        run = runs[-1]
        if isinstance(event, Statement):
            if event.strength is Strength.COMPARED:
                continue
            order = ORDER.index(event.factor) if event.factor else last
            solid = event.strength >= Strength.HEADED
            again = event.factor in run.solid
            if (
                run.totals
                and any(total.points for total in run.totals)
                and run.statements
                and event.strength > Strength.MET
            ) or (solid and again and order < last):
                runs.append(run := Run(at))
            run.add(event)
            if event.strength >= Strength.BARE:
                last = order
        elif isinstance(event, Total):
            before = runs[-2] if len(runs) > 1 else run
            if run.statements:
                run.totals.append(event)
            elif before.statements and not before.totals:
                before.totals.append(event)  # a title came between
            elif event.grade:
                run.named.append(Named("", "", event.grade, 1, event.place))
        elif isinstance(event, Derived):
            run.derived.append(event)
        elif event.weight == 1 and event.title and (run.totals or len(run.bare) >= ENOUGH):
            runs.append(run := Run(at))
            run.named.append(event)
        else:
            run.named.append(event)
        run.end = at
    return runs


def _drop_descriptions(run: Run) -> None:
    """Drop what only describes levels: several headed levels of a factor, none of them credited."""
    credited = run.factors(Strength.CREDITED)
    headed: dict[str, set[int]] = {}
    for said in run.statements:
        if said.strength in (Strength.DESCRIBED, Strength.HEADED, Strength.BARE):
            for factor, number in parts(said):
                headed.setdefault(factor, set()).add(number)
    several = [factor for factor, numbers in headed.items() if len(numbers - {0}) > 1 and factor not in credited]
    if several and (len(several) > 1 or 2 * len(several) >= len(headed)):
        run.statements = [said for said in run.statements if said.strength in (Strength.MET, Strength.CREDITED)]


def _is_evaluation(run: Run) -> bool:
    """Say whether a run is an evaluation: something credited, or enough factors each with one level."""
    strongest = run.strongest()
    if any(said.doubt and said.strength > Strength.MET for said in run.statements):
        return True
    if strongest >= Strength.HEADED:
        pointless = all(
            said.number == 0 and not said.doubt for said in run.statements if said.strength >= Strength.HEADED
        )
        return not pointless or len(run.factors(Strength.HEADED)) >= ENOUGH
    single = [numbers for numbers in run.factors().values() if len(numbers) == 1]
    return len(single) >= ENOUGH


def _is_one(first: Run, second: Run, offsets: Sequence[int], tables: Tables) -> bool:
    """Say whether two runs are narrative and summary of one evaluation."""
    if method_of(first, tables) != method_of(second, tables):
        return False
    sums = {total.points for run in (first, second) for total in run.totals if total.points}
    summed = [any(total.points for total in run.totals) for run in (first, second)]
    titles = {named.title for named in first.named if named.weight and named.title}
    if any(named.weight == 1 and named.title and named.title not in titles for named in second.named):
        return False
    one, other = first.factors(Strength.MET), second.factors(Strength.MET)
    common = one.keys() & other.keys()
    differ = [
        factor for factor in common if not one[factor] & other[factor] and {0} not in (one[factor], other[factor])
    ]
    if all(summed) and (len(sums) > 1 or differ):
        return False
    if not differ and common:
        return True
    summary = is_table(first, offsets) != is_table(second, offsets) or summed == [False, True]
    return summary and bool(common) and 4 * len(differ) <= len(common)


def is_table(run: Run, offsets: Sequence[int]) -> bool:
    """Say whether the statements of a run stand close to each other, as rows do."""
    starts = [
        offsets[said.place.index] + said.place.start for said in run.statements if said.strength >= Strength.HEADED
    ]
    gaps = [after - before for before, after in pairwise(starts)]
    return bool(gaps) and median(gaps) <= _TABLE_GAP


def _join(first: Run, second: Run) -> None:
    first.statements += second.statements
    first.totals += second.totals
    first.named += second.named
    first.derived += second.derived
    first.end = second.end


def method_of(run: Run, tables: Tables) -> str:
    """Return the method whose factors and points the statements have; the nine factors where both fit."""
    votes = {FES: 0, GSSG: 0}
    for said in run.statements:
        for factor, number in parts(said):
            if factor in ("4A", "4B"):
                votes[GSSG] += 3
            elif factor in _ONLY_FES:
                votes[FES] += 3
            if said.points and number and not said.pair:
                fitting = tables.methods(factor, number, said.points)
                if len(fitting) == 1:
                    votes[fitting.pop()] += 2
        if said.method:
            votes[said.method] += 1
    return GSSG if votes[GSSG] > votes[FES] else FES


# Each factor's level --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """The statement that counts for a factor, its number, and others as strong that say something else."""

    factor: str
    number: int
    said: Statement
    others: tuple[Statement, ...] = ()


def choose(run: Run) -> dict[str, Chosen]:
    """Return what counts for each factor: the strongest statement; of several as strong the last, with the others."""
    by_factor: dict[str, list[tuple[int, Statement]]] = {}
    for said in run.statements:
        if said.factor:
            for factor, number in parts(said):
                by_factor.setdefault(factor, []).append((number, said))
    found = {}
    for factor in ORDER:
        said_of = by_factor.get(factor, [])
        whole = [each for each in said_of if each[0]] or said_of
        if not whole:
            continue
        strength = max(said.strength for _, said in whole)
        strong = [each for each in whole if each[1].strength == strength]
        number, said = strong[-1]
        least = min(strength, Strength.HEADED)
        pointed = [each for each in said_of if each[0] in (number, 0) and each[1].points is not None]
        pointed = [each for each in pointed if each[1].strength >= least]
        if said.points is None and pointed and pointed[-1][1].pair == said.pair:
            said = _with_points(said, pointed[-1][1])
        others = {each.place: each for other, each in strong if other != number}
        found[factor] = Chosen(factor, number, said, tuple(others.values()))
    return found


def _with_points(said: Statement, other: Statement) -> Statement:
    """Return a statement with the points of another one, at whose place the reader should look for them."""
    return Statement(
        said.factor,
        said.number,
        said.strength,
        said.place,
        other.points,
        said.letter,
        said.pair,
        said.doubt,
        said.method,
    )
