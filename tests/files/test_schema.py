"""Checking JSON against a schema: a sentence with its place for each fault, and the same verdict as jsonschema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade.files.jsonfile import JsonFileError
from fesgrade.files.schema import (
    BOOLEAN,
    MOST_FAULTS,
    faults_of,
    list_of,
    map_of,
    number_of,
    one_of,
    or_null,
    read,
    record_of,
    text_of,
)


def test_every_fault_has_its_path() -> None:
    form = record_of(
        a=text_of(),
        gone=text_of(),
        blank=text_of(filled=True),
        long=text_of(longest=3),
        shape=text_of(pattern=r"^\d+$", looks="like 12"),
        code=text_of(pattern="^[a-z]$", looks="a letter such as a"),
        list=list_of({}, least=1),
        many=list_of({}, least=1, most=2),
        other=list_of({}),
        yes=BOOLEAN,
        n=number_of(1, 5),
        m=or_null(number_of(1, 5)),
        c=one_of("", "a", "b"),
        const={"const": 1},
        half=text_of(),
        day=text_of() | {"format": "date"},
        map=map_of(text_of()),
        optional=("list",),
    )
    value = {
        "a": 1, "b c": 2, "blank": "  ", "long": "xxxx", "shape": "x", "code": "1", "list": [], "many": [1, 2, 3],
        "other": {}, "yes": 1, "n": True, "m": 9, "c": "d", "const": True, "half": "\ud800", "day": "2026-02-30",
        "map": {"x": 1, "y z": None},
    }  # fmt: skip
    assert faults_of(value, form, "root") == [
        "root.gone is missing.",
        "root['b c'] is not a field there; the fields are a, gone, blank, long, shape, code, list, many, other, yes, "
        "n, m, c, const, half, day, map.",
        "root.a is a number; it must be text.",
        "root.blank is blank; it must be filled.",
        "root.long has 4 characters; at most 3 are allowed.",
        "root.shape is 'x'; it must look like 12.",
        "root.code is '1'; it must be a letter such as a.",
        "root.list has 0 entries; it must have at least 1.",
        "root.many has 3 entries; 1 to 2 are allowed.",
        "root.other is an object; it must be a list.",
        "root.yes is a number; it must be true or false.",
        "root.n is true; it must be a whole number from 1 to 5.",
        "root.m is 9; it must be a whole number from 1 to 5.",
        "root.c is 'd'; it must be one of blank, a, b.",
        "root.const is true; it must be 1.",
        "root.half holds half a character; write it again.",
        "root.day is '2026-02-30'; it must be written otherwise.",
        "root.map.x is a number; it must be text.",
        "root.map['y z'] is null; it must be text.",
    ]
    assert faults_of([], form) == ["The file is a list; it must be an object."]


def test_a_field_that_may_be_left_out_and_a_number_that_may_be_null() -> None:
    form = record_of(a=or_null(number_of(1, 5)), b=text_of(), optional=("b",))
    assert faults_of({"a": None}, form) == faults_of({"a": 5, "b": ""}, form) == []


def test_of_very_many_faults_the_first_are_told() -> None:
    found = faults_of([1] * 100_000, list_of(text_of()))
    assert len(found) == MOST_FAULTS + 1
    assert found[:2] == ["There are more than 100 errors; these are the first.", "[0] is a number; it must be text."]
    assert len(faults_of([1] * MOST_FAULTS, list_of(text_of()))) == MOST_FAULTS


def test_a_text_is_read_and_checked_in_one_go() -> None:
    assert read('["x"]', "f.json", list_of(text_of())) == ["x"]
    for content, fault in (("[1]", r"\[0\] is a number"), ("[", "f.json is not JSON"), ('["x"]' * 9, "at most 9 are")):
        with pytest.raises(JsonFileError, match=fault):
            read(content, "f.json", list_of(text_of()), 9)


# The same verdict as jsonschema. Whole numbers written as 5.0 and half characters are refused here beyond the schema.

WORDS = st.sampled_from(["", " ", "a", "b", "12", "1-7", "a\nb", "x" * 9])
LEAVES = st.none() | st.booleans() | st.integers(-3, 12) | st.sampled_from([0.5, -2.25]) | WORDS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)
PLAIN_FORMS = st.one_of(
    st.builds(text_of, longest=st.none() | st.integers(1, 5), pattern=st.sampled_from(["", "^[0-9]-?[0-9]$", "a"])),
    st.builds(text_of, filled=st.just(True)),
    st.builds(number_of, st.integers(-2, 3), st.integers(3, 10)),
    st.just(BOOLEAN),
    st.builds(one_of, st.just(""), st.just("a"), st.just("12")),
    st.sampled_from([{"const": 1}, {"const": "a"}, {}]),
)
FORMS = st.recursive(
    PLAIN_FORMS | PLAIN_FORMS.filter(lambda form: "type" in form).map(or_null),
    lambda inner: st.one_of(
        st.builds(list_of, inner, least=st.integers(0, 2), most=st.none() | st.integers(2, 3)),
        st.builds(
            record_of, st.dictionaries(st.sampled_from("abc"), inner, max_size=3), optional=st.just(("b",))
        ),
        st.builds(map_of, inner),
    ),
    max_leaves=6,
)  # fmt: skip


@st.composite
def fitting(draw: st.DrawFn, form: dict[str, Any]) -> Any:
    """Draw a value of the right kind in most places, so that both verdicts come up at every depth."""
    if draw(st.integers(0, 6)) == 0:
        return draw(VALUES)
    kind = form.get("type", "")
    if "properties" in form:
        return {name: draw(fitting(inner)) for name, inner in form["properties"].items() if draw(st.integers(0, 5))}
    if kind == "object":
        return {name: draw(fitting(form["additionalProperties"])) for name in draw(st.sets(st.sampled_from("abc")))}
    if kind == "array":
        return [draw(fitting(form["items"])) for _ in range(draw(st.integers(0, 3)))]
    return draw(LEAVES)


@given(st.data())
@settings(max_examples=170)
def test_the_verdict_is_that_of_jsonschema(data: st.DataObject) -> None:
    form = data.draw(FORMS)
    jsonschema.Draft202012Validator.check_schema(form)
    validator = jsonschema.Draft202012Validator(form)
    for value in (data.draw(fitting(form)) for _ in range(3)):
        faults = faults_of(value, form)
        assert (faults == []) == validator.is_valid(value)
        assert all(fault.endswith(".") and "\n" not in fault for fault in faults)
        assert faults_of(json.loads(json.dumps(value)), form) == faults
