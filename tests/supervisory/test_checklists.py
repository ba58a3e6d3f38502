"""The check lists of the supervisory guide, typed a second time from it, and what items lead to."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.levels import LevelsError
from fesgrade.sources import DataError, data_dir
from fesgrade.supervisory.checklist_tables import load
from fesgrade.supervisory.checklists import Outcome, defines, evaluate

GSSG = load("gssg")
FULL = {name: [item.number for item in each.items] for name, each in GSSG.lists.items()}

#: GSSG p. 10-27: how many items each list has, and how many meet it ("all or nearly all" is read as all but one).
COUNTS = {
    "1-1-scope": (2, 2), "1-1-effect": (3, 1), "1-2-scope": (2, 2), "1-2-effect": (2, 1), "1-3-scope": (3, 1),
    "1-3-effect": (5, 1), "1-4-scope": (2, 1), "1-4-effect": (6, 1), "1-5-what": (2, 1), "1-5-reach": (7, 1),
    "2-boss": (5, 1), "3-2a": (6, 6), "3-2b": (5, 4), "3-2c": (10, 6), "3-3a": (6, 6), "3-3b": (15, 8),
    "3-4a": (6, 6), "3-4b": (2, 2), "6-1": (1, 1), "6-2a-work": (2, 1), "6-2a-coordination": (1, 1), "6-2b": (2, 2),
    "6-3a-work": (2, 1), "6-3a-coordination": (1, 1), "6-3-judgment": (1, 1), "6-3-why": (3, 1), "6-3b": (2, 2),
    "6-4a": (2, 2), "6-4a-examples": (5, 1), "6-4b": (2, 2), "6-5a": (2, 2), "6-5a-areas": (8, 3), "6-5b": (2, 2),
    "6-5c": (2, 2), "6-6a": (3, 3), "6-6b": (2, 2),
    # The definitions, p. 4-5.
    "agency-equivalent": (7, 5), "installation-large": (2, 2), "installation-complex": (9, 4),
}  # fmt: skip
#: Lists whose number is the kit's, because the guide gives none (p. 15).
BY_KIT = {"3-2b"}
#: GSSG p. 15-18 and 24-27: the ways to a level.
WAYS = {
    "1-1": [""], "1-2": [""], "1-3": [""], "1-4": [""], "1-5": [""], "2-1": [""], "2-2": [""], "2-3": [""],
    "3-2": ["a", "b", "c"], "3-3": ["a", "b"], "3-4": ["a", "b"], "6-1": ["a"], "6-2": ["a", "b"],
    "6-3": ["a", "judgment", "b"], "6-4": ["a", "b"], "6-5": ["a", "b", "c"], "6-6": ["a", "b"],
    "agency": ["equivalent"], "multimission-installation": ["large", "complex"],
}  # fmt: skip
#: GSSG p. 15-17: items of 3-2b and 3-3b that take somebody underneath, any one of them.
TAKES = {
    "3-2b": {number: {"contractors"} for number in range(1, 6)},
    "3-3b": {
        1: {"supervisors", "leaders", "contractors"},
        3: {"supervisors", "leaders", "contractors"},
        5: {"supervisors", "leaders", "contractors"},
        6: {"supervisors"},
        8: {"supervisors", "leaders"},
        12: {"contractors"},
    },
}
#: GSSG p. 24-27: the grades of the work that items of factor 6 name.
GRADES = {
    ("6-1", 1): (None, 6), ("6-2a-work", 1): (7, 8), ("6-2a-work", 2): (4, 6), ("6-2b", 1): (None, 6),
    ("6-3a-work", 1): (9, 10), ("6-3a-work", 2): (7, 8), ("6-3b", 1): (7, 8), ("6-4a", 1): (11, 11),
    ("6-4b", 1): (9, 10), ("6-5a", 1): (12, 12), ("6-5b", 1): (13, None), ("6-5c", 1): (11, 11),
    ("6-6a", 1): (13, None), ("6-6b", 1): (12, None),
}  # fmt: skip


# The tables -------------------------------------------------------------------------------------


def test_the_lists_have_the_items_and_counts_of_the_guide() -> None:
    assert {each.id: (len(each.items), each.least) for each in GSSG.lists.values()} == COUNTS
    assert {each.id for each in GSSG.lists.values() if each.by_kit} == BY_KIT
    assert GSSG.factors == ("1", "2", "3", "6")
    assert {each.part for each in GSSG.of("1")} == {"scope", "effect"}


def test_the_ways_to_each_level_are_those_of_the_guide() -> None:
    found = {level: [way.name for way in ways] for level, ways in itertools.groupby(GSSG.ways, lambda way: way.reaches)}
    assert found == WAYS


def test_who_must_be_underneath_and_which_grades_the_items_name() -> None:
    for name, takes in TAKES.items():
        assert {item.number: set(item.takes) for item in GSSG.lists[name].items if item.takes} == takes
    assert set(GSSG.below) == {"supervisors", "leaders", "contractors"}
    named = {
        (each.id, item.number): (item.lowest_grade, item.highest_grade)
        for each in GSSG.lists.values()
        for item in each.items
        if item.lowest_grade or item.highest_grade
    }
    assert named == GRADES


def test_terms_and_questions_are_about_factors_of_the_guide() -> None:
    assert {"agency", "bureau", "major-organization", "multimission-installation", "deputy", "technical-authority",
            "contract-dollars", "ses-equivalent", "program", "program-segment"} <= set(GSSG.terms)  # fmt: skip
    reporting = [question for question in GSSG.questions if question.factor == "2"]
    assert [question.source for question in reporting] == ["GSSG p. 13"] * 3 + ["GSSG p. 14"] * 3
    for question in GSSG.questions:
        assert question.text.endswith("?") and question.if_yes.endswith((".", ".)"))


def test_every_text_is_a_sentence() -> None:
    for each in GSSG.lists.values():
        assert each.asks.endswith(("?", ".")), each.id
        for item in each.items:
            assert item.text.endswith("."), (each.id, item.number)
    for term in GSSG.terms.values():
        assert term.text.endswith("."), term.id


# What leads where -------------------------------------------------------------------------------

TEN = list(range(1, 11))


@pytest.mark.parametrize(
    ("met", "level", "ways"),
    [
        ({}, None, ""),
        # 3-2c: six of the ten, three of the first four (p. 15).
        ({"3-2c": [1, 2, 3, 5, 6]}, None, ""),
        ({"3-2c": [1, 2, 3, 5, 6, 7]}, "3-2", "c"),
        ({"3-2c": [1, 2, 5, 6, 7, 8, 9, 10]}, None, ""),
        ({"3-2c": [2, 3, 4, 8, 9, 10]}, "3-2", "c"),
        # 3-2b: all or nearly all of five.
        ({"3-2b": [1, 2, 3]}, None, ""),
        ({"3-2b": [1, 2, 4, 5]}, "3-2", "b"),
        # 3-2a as a whole.
        ({"3-2a": [1, 2, 3, 4, 5]}, None, ""),
        ({"3-2a": [1, 2, 3, 4, 5, 6]}, "3-2", "a"),
        # 3-3b: nearly all of 3-2c and eight of fifteen (p. 16-17).
        ({"3-2c": TEN, "3-3b": [1, 2, 3, 5, 6, 7, 8]}, "3-2", "c"),
        ({"3-2c": TEN, "3-3b": [1, 2, 3, 5, 6, 7, 8, 9]}, "3-3", "b"),
        ({"3-2c": TEN[:9], "3-3b": [1, 2, 3, 5, 6, 7, 8, 9]}, "3-3", "b"),
        ({"3-2c": TEN[:8], "3-3b": [1, 2, 3, 5, 6, 7, 8, 9]}, "3-2", "c"),
        ({"3-3a": [1, 2, 3, 4, 5, 6]}, "3-3", "a"),
        # 3-4 on top of 3-3a and 3-3b both (p. 17).
        ({"3-3a": FULL["3-3a"], "3-4a": FULL["3-4a"]}, "3-3", "a"),
        ({"3-2c": TEN, "3-3b": FULL["3-3b"], "3-4b": [1, 2]}, "3-3", "b"),
        ({"3-2c": TEN, "3-3b": FULL["3-3b"], "3-3a": FULL["3-3a"], "3-4b": [1, 2]}, "3-4", "b"),
        ({"3-2c": TEN, "3-3b": FULL["3-3b"], "3-3a": FULL["3-3a"], "3-4a": FULL["3-4a"]}, "3-4", "a"),
    ],
)
def test_factor_3(met: dict[str, list[int]], level: str | None, ways: str) -> None:
    outcome = evaluate(GSSG, "3", met)
    assert outcome.level == level
    assert "".join(path.way.name for path in outcome.paths) == ways


@pytest.mark.parametrize(
    ("scope", "effect", "level"),
    [
        ("1-2-scope", "1-2-effect", "1-2"),
        ("1-3-scope", "1-2-effect", "1-2"),  # the lower of the two decides (p. 9)
        ("1-2-scope", "1-4-effect", "1-2"),
        ("1-4-scope", "1-4-effect", "1-4"),
        ("1-4-scope", "1-5-reach", "1-4"),
        ("1-5-what", "1-5-reach", "1-5"),
    ],
)
def test_factor_1_takes_scope_and_effect(scope: str, effect: str, level: str) -> None:
    assert evaluate(GSSG, "1", {scope: FULL[scope], effect: [1]}).level == level
    assert evaluate(GSSG, "1", {scope: FULL[scope]}).level is None
    assert evaluate(GSSG, "1", {effect: FULL[effect]}).level is None


@pytest.mark.parametrize(("item", "level"), [(1, "2-1"), (2, "2-2"), (3, "2-3"), (4, "2-3"), (5, "2-3")])
def test_factor_2(item: int, level: str) -> None:
    assert evaluate(GSSG, "2", {"2-boss": [item]}).level == level


@pytest.mark.parametrize(
    ("met", "level"),
    [
        ({"6-1": [1]}, "6-1"),
        ({"6-1": [1], "6-2a-work": [2]}, "6-1"),
        ({"6-2a-work": [2], "6-2a-coordination": [1]}, "6-2"),
        ({"6-3-judgment": [1]}, None),  # no grade is named, but the reasons must hold (p. 25)
        ({"6-3-judgment": [1], "6-3-why": [2]}, "6-3"),
        ({"6-4b": [1, 2]}, "6-4"),
        ({"6-5a": [1, 2], "6-5a-areas": [1, 2]}, None),
        ({"6-5a": [1, 2], "6-5a-areas": [1, 2, 8]}, "6-5"),
        ({"6-6a": [1, 2, 3], "6-5a-areas": [1, 2, 8]}, None),
        ({"6-6a": [1, 2, 3], "6-5a-areas": [1, 2, 4, 8]}, "6-6"),
        ({"6-6b": [1, 2]}, "6-6"),
    ],
)
def test_factor_6(met: dict[str, list[int]], level: str | None) -> None:
    assert evaluate(GSSG, "6", met).level == level


def test_an_authority_counts_only_with_those_under_the_supervisor_whom_it_takes() -> None:
    met = {"3-2c": TEN, "3-3b": [1, 2, 3, 4, 5, 6, 7, 8]}
    assert evaluate(GSSG, "3", met).level == evaluate(GSSG, "3", met, {"supervisors"}).level == "3-3"
    first_line = evaluate(GSSG, "3", met, set())
    assert first_line.level == "3-2"
    assert [item.number for _, item in first_line.uncounted] == [1, 3, 5, 6, 8]
    assert [item.number for _, item in evaluate(GSSG, "3", met, {"contractors"}).uncounted] == [6, 8]
    assert evaluate(GSSG, "3", {"3-2b": FULL["3-2b"]}, {"leaders"}).level is None


def test_what_the_next_level_lacks_with_the_nearest_way_first() -> None:
    outcome = evaluate(GSSG, "3", {"3-2c": TEN[:8], "3-3b": [2, 4, 7]})
    assert (outcome.level, outcome.next_level) == ("3-2", "3-3")
    assert [(path.way.name, path.missing) for path in outcome.next_paths] == [("a", 6), ("b", 6)]
    (ten, fifteen) = outcome.next_paths[1].lacks
    assert ten.text == (
        "3-2c, first-line authorities: 1 more of 9, 10 "
        "(8 met, 9 needed; the guide gives no number, fesgrade counts this many)."
    )
    assert (fifteen.has, fifteen.least, fifteen.missing) == (3, 8, 5)
    assert any("all or nearly all" in note for note, _ in outcome.notes)
    assert [(path.way.name, path.missing) for path in evaluate(GSSG, "3", {}).next_paths] == [
        ("b", 4),
        ("a", 6),
        ("c", 6),
    ]
    assert evaluate(GSSG, "3", {"3-2c": [5, 6, 7, 8, 9, 10, 1]}).next_paths[0].missing == 2
    one = evaluate(GSSG, "6", {"6-2b": [1]})
    assert one.next_level == "6-1" and one.next_paths[0].lacks[0].text == "6-1, the work: item 1 (0 met, 1 needed)."
    top = evaluate(GSSG, "1", {"1-5-what": [1], "1-5-reach": [2]})
    assert (top.next_level, top.next_paths) == (None, ())


def test_a_level_picked_by_hand_against_the_list_is_said() -> None:
    outcome = evaluate(GSSG, "3", {"3-2c": TEN})
    assert outcome.against("3-2") == ""
    assert outcome.against("3-3") == "3-3 is chosen, but the items checked lead to 3-2."
    nothing = evaluate(GSSG, "3", {})
    assert nothing.against("3-2") == "3-2 is chosen, but the items checked meet no level of factor 3."


def test_terms_defined_by_a_count() -> None:
    """GSSG p. 4-5: five of seven make an agency, four of nine a complex installation, or it is a large one."""
    assert [path.is_met for path in defines(GSSG, "agency", {"agency-equivalent": [1, 2, 3, 4]})] == [False]
    assert [path.is_met for path in defines(GSSG, "agency", {"agency-equivalent": [1, 2, 3, 4, 7]})] == [True]
    large, hard = defines(GSSG, "multimission-installation", {"installation-complex": [1, 2, 6, 9]})
    assert (large.is_met, hard.is_met) == (False, True)
    large, hard = defines(GSSG, "multimission-installation", {"installation-large": [1, 2]})
    assert (large.is_met, hard.is_met) == (True, False)
    with pytest.raises(LevelsError, match="'bureau' is no term with a check list; those with one are agency, multi"):
        defines(GSSG, "bureau", {})


SOME = st.fixed_dictionaries({}, optional={name: st.sets(st.sampled_from(numbers)) for name, numbers in FULL.items()})


@given(SOME, st.sampled_from(GSSG.factors), st.data())
def test_one_more_item_never_lowers_the_level_and_what_is_missing_leads_to_the_next(
    met: dict[str, set[int]], factor: str, data: st.DataObject
) -> None:
    def place(outcome: Outcome) -> int:
        return -1 if outcome.level is None else int(outcome.level.rpartition("-")[2])

    before = evaluate(GSSG, factor, met)
    name = data.draw(st.sampled_from(sorted(FULL)))
    more = met | {name: {*met.get(name, ()), data.draw(st.sampled_from(FULL[name]))}}
    assert place(evaluate(GSSG, factor, more)) >= place(before)
    if before.next_paths:
        path = data.draw(st.sampled_from(before.next_paths))
        filled = {name: set(numbers) for name, numbers in met.items()}
        for lack in path.lacks:
            filled.setdefault(lack.checklist.id, set()).update(item.number for item in lack.open[: lack.missing])
        assert place(evaluate(GSSG, factor, filled)) >= int(str(before.next_level).rpartition("-")[2])


# What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("factor", "met", "below", "said"),
    [
        ("5", {}, None, "Factor 5 of gssg has no check list; those with one are 1, 2, 3, 6."),
        ("3", {"3-9": [1]}, None, "'3-9' is no check list; choose from 1-1-scope, "),
        ("3", {"3-2b": [5, 6]}, None, "3-2b has no item 6; its items are 1 to 5."),
        ("3", {}, {"robots"}, "robots is not known; what can be below is contractors, supervisors, leaders."),
    ],
)
def test_what_is_given_wrongly_is_refused(
    factor: str, met: dict[str, list[int]], below: set[str] | None, said: str
) -> None:
    with pytest.raises(LevelsError) as error:
        evaluate(GSSG, factor, met, below)
    assert str(error.value).startswith(said)


# A guide of one's own ---------------------------------------------------------------------------

LISTS = "list,factor,name,asks,least,source_ref\nbig,1,Size,Which hold?,2,Own p. 1\n"
ITEMS = "list,number,text,source_ref\nbig,1,Many people.,Own p. 1\nbig,2,Much money.,Own p. 1\nbig,3,Far.,Own p. 1\n"
RULES = "level,lists,items,least,source_ref\n1-1,big,,1,Own p. 2\n1-2,big,,,Own p. 2\n"
NAMES = {"lists": "lists.csv", "items": "items.csv", "rules": "rules.csv"}


def own_guide(root: Path, **tables: str) -> Path:
    """Write a guide with the factors of the shipped one and these check lists below ``root``."""
    folder = root / "standards" / "own-guide"
    (folder / "checklists").mkdir(parents=True)
    for path in (data_dir() / "standards" / "gssg").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace("\ngssg,", "\nown-guide,"), encoding="utf-8")
    for name, text in ({"lists": LISTS, "items": ITEMS, "rules": RULES} | tables).items():
        (folder / "checklists" / NAMES.get(name, f"{name}.csv")).write_text(text, encoding="utf-8")
    return root


def test_a_guide_of_ones_own_has_lists_of_its_own(tmp_path: Path) -> None:
    own = load("own-guide", own_guide(tmp_path))
    assert [evaluate(own, "1", {"big": numbers}).level for numbers in ([], [3], [1, 3])] == [None, "1-1", "1-2"]
    assert load("gssg", tmp_path).lists.keys() == GSSG.lists.keys()
    assert load("gs-0201").lists == {}
    with pytest.raises(LevelsError, match="'mine' is not a known standard; choose one of fes-primary, "):
        load("mine", tmp_path)


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("lists", LISTS.replace("big,1,", "big,7,"), "lists.csv, row 2, column factor is '7'; it must be one of"),
        ("lists", LISTS.replace(",2,Own", ",4,Own"), "column least is '4'; it must be from 1 to 3, the number of"),
        ("lists", LISTS + "far,1,F,F?,,Own p. 1\n", "column list is 'far'; items.csv has no item of it"),
        ("items", ITEMS.replace("big,2", "big,4"), "items.csv, row 3, column number is '4'; it must be 2, the next"),
        ("items", ITEMS + "far,1,F.,Own p. 1\n", "items.csv has items of far, which lists.csv does not have"),
        ("rules", RULES.replace("1-1,big", "1-9,big"), "rules.csv, row 2, column level is '1-9'; it must be a level"),
        ("rules", RULES.replace("1-1,big", "1-1,far"), "rules.csv, row 2, column lists is 'far'; lists.csv has no far"),
        ("rules", RULES.replace("big,,1", "big,2-5,1"), "column items is '2-5'; the items are 1 to 3"),
        ("rules", RULES.replace("big,,1", "big,two,1"), "column items is 'two'; give numbers of items, such as 1-4"),
        ("rules", RULES.replace("big,,1", "big,1-2,"), "column items is '1-2'; say in least how many of them it takes"),
        ("rules", RULES.splitlines()[0] + "\n", "rules.csv has no rule for the list big."),
        ("list", LISTS, "list.csv is no table of check lists; the tables are lists.csv, items.csv, "),
        ("terms", "term,name,factors,text,source_ref\nx,X,9,X.,Own p. 1\n", "terms.csv, row 2, column factors is '9'"),
        ("lead-questions", "factor,number,text,if_yes,source_ref\n9,1,A?,B.,Own p. 1\n", "column factor is '9'"),
    ],
)  # fmt: skip
def test_a_fault_in_the_tables_is_told_by_file_row_and_column(tmp_path: Path, table: str, text: str, said: str) -> None:
    with pytest.raises(DataError) as error:
        load("own-guide", own_guide(tmp_path, **{table: text}))
    assert said in str(error.value)
