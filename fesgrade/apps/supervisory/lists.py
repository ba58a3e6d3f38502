"""The check lists of a factor on the Supervisory page: questions first, items to check, where they lead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, alert, button, folded, items, join, sourced, tag
from fesgrade.apps.supervisory.follow import Follows
from fesgrade.apps.supervisory.state import NONE, State
from fesgrade.sources import listed
from fesgrade.supervisory.checked import path_name
from fesgrade.supervisory.checklists import Checklist, Checklists, Item, Outcome, Path, Term
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.checklist import CheckLists
from fesgrade.widgets.region import Answer, guard, quietly

#: The groups of boxes that are no check list: questions answered with yes, and who is under the position.
YES, BELOW = "yes", "below"
#: Who can be under the position, in words.
UNDER = {
    "supervisors": "Supervisors",
    "leaders": "Leaders, team chiefs, coordinators or the like",
    "contractors": "Contractors whose work is overseen",
}
PARTS = {"scope": "Scope", "effect": "Effect", "": ""}
#: Questions that the page asks elsewhere: whether 4A and 4B rest on the same contacts.
ASKED_ELSEWHERE = {"4B.1"}


class FactorLists:
    """What there is to check for one factor, or for 4A and 4B together; the items come once they are wanted."""

    def __init__(self, *factors: str) -> None:
        self.factors = factors
        self.lists = CheckLists()
        self.says = Answer(role="region", label=f"Check lists of factor {listed(factors)}", name="fg-outcome")
        self.widget = box(self.lists, self.says, name="fg-card fg-stack fg-checklists")
        self.of: Checklists | None = None
        self.lists.observe(guard(lambda _: self._fill(), clears=False), "wanted")

    def show(self, state: State, follows: Follows) -> None:
        """Bring it in line with the facts; a guide without lists and questions for the factor shows none."""
        given = follows.checked.checklists
        if self.of is not given:
            self.of = given
            show_only(self.widget, bool(given.questions or given.lists))
            self._fill()
        names = f"factor{'s' if len(self.factors) > 1 else ''} {listed(self.factors)}"
        counted = any(each.factor in self.factors for each in given.lists.values())
        self.lists.title = f"Decide {names} by check list" if counted else f"Questions on {names}"
        self.lists.chosen = self._chosen(state)
        outcome = follows.checked.outcomes.get(self.factors[0])
        self.lists.status = _status(outcome, follows.levels) if outcome else ""
        self.says.html = join(_questions_html(self.factors, follows), outcome_html(outcome, follows) if outcome else "")

    def facts(self, chosen: Mapping[str, Sequence[str]], state: State) -> dict[str, Any]:
        """Return the facts that the boxes say, with those of the other factors as they are."""
        known, mine = self.of.lists if self.of else {}, self._mine()
        met = {**state.met, **{name: tuple(map(int, chosen.get(name, ()))) for name in mine}}
        yes = [*(one for one in state.yes if not self._is_mine(one)), *chosen.get(YES, ())]
        facts: dict[str, Any] = {
            "met": {name: met[name] for name in known if met.get(name)},
            "yes": tuple(one.id for one in (self.of.questions if self.of else ()) if one.id in yes),
        }
        return facts | ({BELOW: tuple(chosen.get(BELOW, ()))} if "3" in self.factors else {})

    def _mine(self) -> list[str]:
        """Return the lists shown here: those of the factor, beside factor 1 those that define its terms."""
        if self.of is None:
            return []
        mine = {*self.factors, *([""] if "1" in self.factors else [])}
        return [each.id for each in self.of.lists.values() if each.factor in mine]

    def _is_mine(self, question: str) -> bool:
        return question.partition(".")[0] in self.factors

    def _chosen(self, state: State) -> dict[str, list[str]]:
        found = {name: [str(number) for number in state.met[name]] for name in self._mine() if name in state.met}
        found |= {YES: [one for one in state.yes if self._is_mine(one)]}
        found |= {BELOW: list(state.below)} if "3" in self.factors else {}
        return {name: values for name, values in found.items() if values}

    def _fill(self) -> None:
        if self.lists.wanted and self.of:
            with quietly():
                self.lists.groups = list(groups_of(self.of, self.factors, self._mine()))


# The groups of boxes ------------------------------------------------------------------------------


def groups_of(lists: Checklists, factors: Sequence[str], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the questions to ask first, who is under the position, and the check lists, in the order of the guide."""
    questions = [one for one in lists.questions if one.factor in factors and one.id not in ASKED_ELSEWHERE]
    own = [lists.lists[name] for name in names]
    used = {term for each in own for item in each.items for term in item.terms}
    terms = [term for term in lists.terms.values() if set(factors) & set(term.factors) and term.id not in used]
    if questions:
        asked = [(one.id, one.text, f"If so: {one.if_yes}", one.source) for one in questions]
        yield _group(YES, "Questions first", "Check what is so.", asked, terms=terms)
    if "3" in factors and lists.below:
        words = [*(word for word in UNDER if word in lists.below), *(word for word in lists.below if word not in UNDER)]
        under = [(word, UNDER.get(word, word.capitalize()), "", "") for word in words]
        asks = "Some items count only where there are such people."
        yield _group(BELOW, "Who is under this position?", asks, [*under, (NONE, "None of these", "", "")], one=NONE)
    for heading in dict.fromkeys(map(_heading, own)):
        yield from _part(lists, heading, [each for each in own if _heading(each) == heading])


def _part(lists: Checklists, heading: str, own: Sequence[Checklist]) -> Iterator[dict[str, Any]]:
    """Yield lists under one heading; what all of them ask is said once, and a term where it comes first."""
    asks = list(dict.fromkeys(each.asks for each in own))
    told: set[str] = set()
    for at, each in enumerate(own):
        made = _list(lists, each, told)
        told |= set() if made["folded"] else {term for item in each.items for term in item.terms}
        if len(asks) == 1 and heading:
            made |= {"asks": "", "about": "" if at else asks[0]}
        yield made | {"part": "" if at else heading}


def _heading(each: Checklist) -> str:
    """Return the heading that a list stands under: scope and effect are read apart, and so are terms."""
    return PARTS.get(each.part, each.part) if each.factor else "Terms that a count decides"


def _list(lists: Checklists, each: Checklist, told: Collection[str]) -> dict[str, Any]:
    options = [(str(item.number), f"{item.number} {item.text}", _takes(item), item.source) for item in each.items]
    used = dict.fromkeys(term for item in each.items for term in item.terms if term not in told)
    made = _group(each.id, each.name, each.asks, options, terms=[lists.terms[term] for term in used])
    for option, item in zip(made["options"], each.items, strict=True):
        option |= {"takes": item.takes, "not": _takes_not(item)}
    # Scope and effect of all levels are read beside one another; longer lists open one by one.
    return made | {"least": each.least, "folded": each.factor not in ("1", "2"), "kit": each.by_kit}


def _takes(item: Item) -> str:
    return f"Counts only with {listed(item.takes, 'or')} under the position." if item.takes else ""


def _takes_not(item: Item) -> str:
    return f"Does not count: you said that no {listed(item.takes, 'or')} are under the position." if item.takes else ""


def _group(
    name: str, title: str, asks: str, options: Sequence[tuple[str, str, str, str]], *, terms: Sequence[Term] = (),
    one: str = "",
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": name, "part": "", "about": "", "name": title, "asks": asks, "least": 0, "kit": False, "folded": False,
        "one": one,
        "options": [dict(zip(("value", "label", "text", "source"), each, strict=True)) for each in options],
        "terms": [{"name": term.name, "text": term.text, "source": term.source} for term in terms],
    }  # fmt: skip


# Where they lead ----------------------------------------------------------------------------------


def _status(outcome: Outcome, levels: Mapping[str, str]) -> str:
    level = levels.get(outcome.factor, "")
    if level and outcome.against(level):
        return f"{outcome.level or 'no level'} by the lists, {level} chosen"
    return f"{outcome.level or 'no level'} by the lists"


def outcome_html(outcome: Outcome, follows: Follows) -> Markup:
    """Return the level that the items lead to, what is against it, and what each way to the next one still lacks."""
    level = follows.levels.get(outcome.factor, "")
    against = outcome.against(level) if level else ""
    by = listed([path_name(path) for path in outcome.paths] or [""])
    reached = f"The items checked lead to {by}." if outcome.level else "The items checked meet no level yet."
    follow = outcome.level and button(outcome.factor, f"Take {outcome.level} from the list")
    lacking = [tag("p", tag("b", f"For {outcome.next_level}"), " the items checked still lack:")]
    read = items("ul.fg-reasons", (sourced(note, where) for note, where in outcome.notes))
    return join(
        alert("warning", against, " ", follow) if against else alert("success" if outcome.level else "", reached),
        tag("p", _uncounted(outcome)) if outcome.uncounted else None,
        lacking if outcome.next_paths else None,
        items("ul.fg-reasons", map(_way, outcome.next_paths)),
        read and folded("How this is read", read, id=f"fg-read-{outcome.factor}"),
    )


def _way(path: Path) -> Child:
    lacks = [sourced(lack.text, lack.source) for lack in path.lacks]
    return tag("b", f"{path_name(path)}: "), Markup(" ").join(lacks)


def _uncounted(outcome: Outcome) -> str:
    named = listed([f"{each.id} {item.number}" for each, item in outcome.uncounted])
    return f"Not counted, because nobody is under the position for it: {named}."


def _questions_html(factors: Sequence[str], follows: Follows) -> Markup:
    """Return what each question of these factors that was answered with yes means."""
    asked = [one for one in follows.checked.yes if one.factor in factors]
    return items("ul.fg-reasons", (sourced(f"{one.text} {one.if_yes}", one.source) for one in asked))
