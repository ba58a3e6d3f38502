"""The options of ``fesgrade grade`` for supervisory work, and the check lists on the command line."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from fesgrade.levels import LevelsError
from fesgrade.shares import typed_percent
from fesgrade.sources import listed
from fesgrade.standards import Catalog, Standard
from fesgrade.supervisory import grade as supervisory
from fesgrade.supervisory.base import EXCLUDED, KINDS, Base, WorkDirected, find_base
from fesgrade.supervisory.checked import Checked, check
from fesgrade.supervisory.checklist_tables import load as load_checklists
from fesgrade.supervisory.checklists import Checklist, Checklists
from fesgrade.supervisory.coverage import EXCLUSIONS

NONE = "none"
#: What can be said of a kind of work behind its grade and share: key -> field of :class:`WorkDirected`.
ABOUT_WORK = {
    "who": "kind", "full": "full_performance", "out": "excluded", "adjusted": "adjusted", "own": "supervisor_share",
}  # fmt: skip
_NUMBERS = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that belong to a supervisory guide."""
    group = parser.add_argument_group(
        "supervisory work",
        "These options belong to the supervisory guide, gssg. A factor whose level is not given takes the one that the "
        "items checked lead to; factor 5 follows from the work directed.",
    )
    option = group.add_argument
    option("--time-share", metavar="PERCENT", help="share of the time that supervision takes")
    option("--authority", choices=("yes", "no"), help="whether it meets 3-2, over people other than contractors")
    option("--exclusions", metavar="WORDS", help=f"what takes the position out: none, or {', '.join(EXCLUSIONS)}")
    option(
        "--work", action="append", metavar="'GRADE SHARE NAME'",
        help="a kind of work directed, once for each: 'GS-9 60 Specialists'. More about it: "
        f"who={'|'.join(KINDS)}, full=GRADE (full performance), out={'|'.join(EXCLUDED)} (left out), adjusted=GRADE, "
        "own=PERCENT (of the supervisor's time)",
    )  # fmt: skip
    option("--alternative", action="store_true", help="the 50 percent rule of second and higher levels")
    option("--alignment", action="store_true", help="its result is in line with other supervisory positions")
    option("--base-grade", metavar="N", help="base grade of the work directed, in place of --work: 9 or GS-9")
    option(
        "--met", action="append", metavar="'LIST NUMBERS'",
        help="items of a check list that are met, once for each list: '3-2c 1-4,6,8' (see fesgrade checklists)",
    )  # fmt: skip
    option("--below", metavar="WORDS", help="who is under the position: none, or supervisors,leaders,contractors")
    option("--yes", metavar="NUMBERS", help="questions of the guide answered with yes: 2.1,2.4")
    option("--same-contacts", choices=("yes", "no"), help="whether 4A and 4B rest on the same contacts")
    option("--situations", metavar="NUMBERS", help="which of the eight special situations are met: 1,4,7, or none")
    option("--deputy", action="store_true", help="grade a full deputy; the levels are the chief's")


def refuse_options(arguments: argparse.Namespace) -> None:
    """Raise :class:`LevelsError` for each option that belongs to a supervisory guide."""
    given = (
        (name, getattr(arguments, name))
        for name in (
            "time_share", "authority", "exclusions", "work", "alternative", "alignment", "base_grade", "met", "below",
            "yes", "same_contacts", "situations", "deputy",
        )
    )  # fmt: skip
    faults = [
        f"--{name.replace('_', '-')} belongs to the supervisory guide; use it with --standard gssg, not with "
        f"{arguments.standard}."
        for name, value in given
        if value not in (None, False)
    ]
    if faults:
        raise LevelsError(faults)


def grade(arguments: argparse.Namespace, standard: Standard, catalog: Catalog) -> supervisory.SupervisoryEvaluation:
    """Grade supervisory work as the options say; :class:`LevelsError` with every fault of them at once."""
    faults: list[str] = []
    share = arguments.time_share
    base = _base(arguments, standard, catalog, faults)
    checked = _checked(arguments, standard, faults)
    situations = _some(arguments.situations, "--situations", [str(one.number) for one in standard.situations], faults)
    exclusions = _some(arguments.exclusions, "--exclusions", list(EXCLUSIONS), faults)
    if faults:
        raise LevelsError(faults)
    return supervisory.evaluate(
        " ".join(arguments.levels),
        base_grade=base,
        special_situations=[int(number) for number in situations or ()],
        deputy=arguments.deputy,
        time_share=None if share is None else _percent(share),
        authority=_yes(arguments.authority),
        exclusions=exclusions,
        checked=checked,
        same_contacts=_yes(arguments.same_contacts),
        standard=standard,
        kind_of_work=arguments.kind,
        data=catalog,
    )


def _yes(answer: str | None) -> bool | None:
    return None if answer is None else answer == "yes"


def _percent(text: str) -> Any:
    """Return a share as typed, and anything else as it is, to be refused by the rules."""
    share = typed_percent(text)
    return text if share is None else share


def _some(text: str | None, option: str, known: Collection[str], faults: list[str]) -> list[str] | None:
    """Return the words of a list such as ``1,4,7``; none for ``none``, ``None`` where the option is not given."""
    if text is None:
        return None
    words = [] if text.strip() == NONE else text.replace(",", " ").split()
    wrong = [word for word in words if word not in known]
    if wrong or (not words and text.strip() != NONE):
        faults.append(f"{option} is given as {text!r}; give {NONE}, or some of {', '.join(known)}, with commas.")
    return list(dict.fromkeys(words))


# The work directed --------------------------------------------------------------------------------


def _base(arguments: argparse.Namespace, standard: Standard, catalog: Catalog, faults: list[str]) -> Base | str | None:
    if arguments.work is None:
        if arguments.alternative or arguments.alignment:
            faults.append("--alternative and --alignment are about the work directed; give it with --work.")
        given: str | None = arguments.base_grade
        return given
    if arguments.base_grade is not None:
        faults.append("--base-grade is given beside --work, from which the base grade follows; leave one of them out.")
    work = [_work(text, faults) for text in arguments.work]
    if faults:
        return None
    try:
        return find_base(
            [each for each in work if each],
            alternative=arguments.alternative, sound_alignment=arguments.alignment, standard=standard, data=catalog,
        )  # fmt: skip
    except LevelsError as error:
        faults += error.faults
        return None


def _work(text: str, faults: list[str]) -> WorkDirected | None:
    """Read a kind of work: its grade, its share, then words of its name and ``key=value``."""
    words = text.split()
    about = dict(word.split("=", 1) for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    unknown = sorted(about.keys() - ABOUT_WORK.keys())
    if unknown or len(plain) < 2:
        faults.append(
            f"--work is given as {text!r}; give the grade and the share, as in 'GS-9 60 Specialists', and of "
            f"{listed([f'{key}=' for key in ABOUT_WORK])} what applies."
        )
        return None
    more: dict[str, Any] = {ABOUT_WORK[key]: _percent(value) if key == "own" else value for key, value in about.items()}
    name = " ".join(plain[2:]) or f"{plain[0]} work"
    return WorkDirected(name, plain[0], _percent(plain[1]), **more)


# The check lists ----------------------------------------------------------------------------------


def _checked(arguments: argparse.Namespace, standard: Standard, faults: list[str]) -> Checked | None:
    if (arguments.met, arguments.below, arguments.yes) == (None, None, None):
        return None
    lists = load_checklists(standard.id, arguments.data)
    met: dict[str, list[int]] = {}
    for text in arguments.met or ():
        name, _, numbers = text.strip().partition(" ")
        if name not in lists.lists or not (some := _numbers(numbers)):
            faults.append(
                f"--met is given as {text!r}; give a check list and numbers of its items, as in '3-2c 1-4,6'. "
                f"The lists are {', '.join(lists.lists)}."
            )
        else:
            met.setdefault(name, []).extend(some)
    below = _some(arguments.below, "--below", lists.below, faults)
    yes = _some(arguments.yes, "--yes", [question.id for question in lists.questions], faults)
    if faults:
        return None
    try:
        return check(lists, met, below, yes or ())
    except LevelsError as error:
        faults += error.faults
        return None


def _numbers(text: str) -> list[int]:
    """Read numbers such as ``1-4,6``; none when they cannot be read."""
    found: list[int] = []
    for part in text.replace(",", " ").split():
        span = _NUMBERS.fullmatch(part)
        if span is None or int(span[2] or span[1]) < int(span[1]):
            return []
        found += range(int(span[1]), int(span[2] or span[1]) + 1)
    return found


def add_checklists(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command ``fesgrade checklists``."""
    parser = add(
        "checklists",
        help="the check lists of the supervisory guide, with the numbers of their items",
        description="Print what to check for the levels of the supervisory guide, with the page of each item.",
        epilog="Example: fesgrade checklists --factor 3",
    )
    parser.add_argument("--factor", metavar="N", help="the lists of one factor: 1, 2, 3 or 6 (all)")
    parser.add_argument("--standard", default="gssg", metavar="ID", help="the supervisory guide (gssg)")
    parser.add_argument("--data", metavar="DIR", help="a folder of your own tables, beside the shipped ones")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=print_checklists)


def print_checklists(arguments: argparse.Namespace) -> int:
    """Print the lists, of one factor or of all, with the questions to ask first."""
    lists = load_checklists(arguments.standard, arguments.data)
    if not lists.lists:
        raise LevelsError([f"{arguments.standard} has no check lists; the supervisory guide, gssg, has."])
    chosen = lists.of(arguments.factor) if arguments.factor else tuple(lists.lists.values())
    if arguments.json:
        print(json.dumps([_plain(each) for each in chosen], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(lists, chosen, arguments.factor)))
    return 0


def _plain(checklist: Checklist) -> dict[str, object]:
    items = [{"number": item.number, "text": item.text, "source": item.source} for item in checklist.items]
    return {
        "list": checklist.id, "factor": checklist.factor, "name": checklist.name, "asks": checklist.asks,
        "least": checklist.least, "items": items, "source": checklist.source,
    }  # fmt: skip


def _lines(lists: Checklists, chosen: Sequence[Checklist], factor: str | None) -> Iterator[str]:
    for question in lists.questions:
        if factor in (None, question.factor):
            yield f"{question.id:>4}  {question.text} If yes: {question.if_yes} [{question.source}]"
    for each in chosen:
        yield ""
        yield f"{each.id}: {each.name} ({each.least} of {len(each.items)}) [{each.source}]"
        yield from (f"{item.number:>4}  {item.text} [{item.source}]" for item in each.items)
