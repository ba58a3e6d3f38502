"""What goes together: which rule bears on which choice, and never more than two."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.combinations import MOST, Combination, bearing, load
from fesgrade.sources import DataError
from fesgrade.standards import Standard
from fesgrade.tables import load as load_catalog

CATALOG = load_catalog()
RULES = load()
BY_ID = {rule.id: rule for rule in RULES}
PRIMARY, HR, GSSG = (CATALOG.standards[name] for name in ("fes-primary", "gs-0201", "gssg"))

#: Where the rules that a classifier is asked for stand, typed from the documents a second time.
SOURCES = {
    "independence": "Handbook p. 22, 39",
    "applied-knowledge": "Introduction p. 42; Handbook p. 24",
    "how-and-what-for": "Handbook p. 25",
    "volume": "Handbook p. 39",
    "same-contacts": "Introduction p. 53-54; Handbook p. 26",
    "illustrations": "GS-0201 standard p. 15; Handbook p. 10",
    "hazard-pay": "GS-0201 standard p. 39",
    "precautions": "Introduction p. 55",
    "mastery-of-a-profession": "Introduction p. 45-46",
    "gssg-same-contacts": "GSSG p. 18-21",
    "gssg-deputy-boss": "GSSG p. 13",
    "gssg-lowest-authority": "GSSG p. 2-3",
    "gssg-authorities-over-others": "GSSG p. 16-17",
    "gssg-six-three": "GSSG p. 24-25",
    "gssg-base-of-nine": "GSSG p. 30",
}


def ids(standard: Standard, levels: dict[str, int], chosen: str, kind: str = "") -> list[str]:
    return [rule.id for rule in bearing(RULES, standard, levels, chosen, kind)]


def test_where_the_rules_stand() -> None:
    assert {rule: BY_ID[rule].source for rule in SOURCES} == SOURCES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_about_levels_that_there_are_and_shows_somewhere(rule: Combination) -> None:
    standard = CATALOG.standards[rule.standard or ("gssg" if rule.method == "gssg" else "fes-primary")]
    shown = []
    for case in rule.cases:
        for bound in case:
            assert bound.number in {level.number for level in standard.by_factor[bound.factor].levels}, bound
        levels = {bound.factor: bound.number for bound in case}
        kind = rule.kinds_of_work[0] if rule.kinds_of_work else ""
        for chosen in rule.factors:
            found = bearing(RULES, standard, levels, chosen, kind)
            assert len(found) <= MOST
            shown.append(rule in found)
    assert set(rule.factors) <= set(standard.by_factor)
    assert any(shown)
    assert rule.text.endswith(".") and len(rule.text.split()) <= 60


@pytest.mark.parametrize(
    ("standard", "levels", "chosen", "expected"),
    [
        # Wide knowledge under close control: is the knowledge used (Introduction p. 42)?
        (HR, {"1": 7, "2": 1}, "2", ["applied-knowledge", "closer-review"]),
        (HR, {"1": 7, "2": 1}, "1", ["applied-knowledge"]),
        (HR, {"1": 7, "2": 1}, "3", []),
        (HR, {"1": 7, "2": 4}, "2", []),
        # A clerk who works alone (Handbook p. 22).
        (PRIMARY, {"2": 3, "4": 1}, "2", ["independence"]),
        (PRIMARY, {"4": 5, "5": 3}, "5", ["how-and-what-for"]),
        (PRIMARY, {"6": 1, "7": 4}, "7", ["same-contacts"]),
        (PRIMARY, {"6": 3, "7": 1}, "6", ["same-contacts", "essential-contacts"]),
        (PRIMARY, {"9": 2}, "9", ["precautions", "hazard-pay"]),
        # Supervisory work.
        (GSSG, {"4A": 1, "4B": 4}, "4B", ["gssg-same-contacts"]),
        (GSSG, {"5": 5, "6": 1}, "6", ["gssg-six-below-base", "gssg-situations"]),
        (GSSG, {"5": 5, "6": 1}, "5", ["gssg-six-below-base", "gssg-base-of-nine"]),
        (GSSG, {"5": 3, "6": 3}, "6", ["gssg-six-three", "gssg-situations"]),
        (GSSG, {"3": 2}, "3", ["gssg-lowest-authority"]),
        (GSSG, {"2": 1}, "2", ["gssg-deputy-boss", "gssg-two-bosses"]),
    ],
)
def test_what_bears_on_a_choice(standard: Standard, levels: dict[str, int], chosen: str, expected: list[str]) -> None:
    assert ids(standard, levels, chosen) == expected


def test_the_highest_knowledge_is_asked_about_where_the_work_is_not_professional() -> None:
    assert ids(PRIMARY, {"1": 9}, "1", "technical") == ["mastery-of-a-profession"]
    assert ids(PRIMARY, {"1": 8}, "1", "assistance") == ["mastery-of-a-field"]
    assert ids(PRIMARY, {"1": 9}, "1", "professional") == []
    assert ids(CATALOG.standards["gs-0203"], {"1": 9}, "1") == ["mastery-of-a-profession"]
    assert ids(HR, {"1": 9}, "1") == ["illustrations"]


def test_the_typical_patterns_of_the_handbook_draw_no_rule_about_a_combination() -> None:
    """Handbook p. 14-17; only a level that may be a trainee's is asked about."""
    drawn = set()
    for (kind, _), typical in CATALOG.handbook.items():
        column = typical.levels
        for numbers in itertools.product(*column.values()):
            levels = dict(zip(column, numbers, strict=True))
            for chosen in levels:
                found = bearing(RULES, PRIMARY, levels, chosen, kind)
                drawn |= {rule.id for rule in found if rule.strength(levels) > 1}
    assert drawn == {"trainee"}


LEVELS = st.one_of(
    *(
        st.tuples(
            st.just(standard),
            st.fixed_dictionaries(
                {}, optional={f.id: st.sampled_from([lv.number for lv in f.levels]) for f in standard.factors}
            ),
        )
        for standard in (PRIMARY, HR, GSSG)
    )
)


@given(LEVELS, st.sampled_from(["", "technical", "administrative"]))
def test_never_a_wall_of_advice(given_levels: tuple[Standard, dict[str, int]], kind: str) -> None:
    standard, levels = given_levels
    for factor in standard.by_factor:
        found = bearing(RULES, standard, levels, factor, kind)
        assert len(found) <= MOST
        assert not found or factor in levels
        strengths = [rule.strength(levels) for rule in found]
        assert strengths == sorted(strengths, reverse=True) and 0 not in strengths
        assert all(rule.method == standard.method and factor in rule.factors for rule in found)


# Rules of one's own -----------------------------------------------------------------------------

HEAD = "rule,method,factors,when,text,source_ref\n"


def test_an_instructor_adds_a_rule(tmp_path: Path) -> None:
    (tmp_path / "combinations.csv").write_text(HEAD + "mine,fes,8,8>=3 9<=1,Look at both.,Class notes p. 1\n")
    rules = load(tmp_path)
    assert rules[:-1] == RULES
    assert bearing(rules, PRIMARY, {"8": 3, "9": 1}, "8")[0] == rules[-1]
    (tmp_path / "combinations.csv").unlink()
    assert load(tmp_path) == RULES


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("volume,fes,4,4>=3,T.,p. 1", "row 2, column rule: volume is a shipped rule; choose another id."),
        ("mine,other,4,4>=3,T.,p. 1", "column method is 'other'; it must be one of fes, gssg."),
        ("mine,fes,4,4>3,T.,p. 1", "column when is '4>3'; give bounds such as 1>=7 2<=1, a semicolon between"),
        ("mine,fes,4,4>=3; ,T.,p. 1", "column when is '4>=3;'; give bounds such as"),
        ("mine,fes,4,4>=3,,p. 1", "row 2, column text is blank"),
    ],
)
def test_a_fault_in_the_table_is_told(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "combinations.csv").write_text(HEAD + row + "\n")
    with pytest.raises(DataError) as error:
        load(tmp_path)
    assert said in str(error.value)


def test_a_kind_of_work_that_there_is_not_is_refused(tmp_path: Path) -> None:
    (tmp_path / "combinations.csv").write_text(
        "rule,method,kinds_of_work,factors,when,text,source_ref\nmine,fes,manual,4,4>=3,T.,p. 1\n"
    )
    with pytest.raises(DataError, match="column kinds_of_work is 'manual'; the kinds are professional, "):
        load(tmp_path)
