"""Reading JSON that people hand in: refused with a sentence, never with a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.files.jsonfile import Fields, JsonFileError, join, parse, shorten

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN)
def test_whatever_json_writes_is_read_back(value):
    text = json.dumps(value, allow_nan=False)
    assert parse(text, "f") == value
    assert parse(b"\xef\xbb\xbf" + text.encode(), "f") == value


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_anything_else_is_refused_with_one_sentence(content):
    try:
        parse(content, "f.json")
    except JsonFileError as error:
        (fault,) = error.faults
        assert fault.startswith("f.json ") and fault.endswith(".") and "\n" not in fault


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        (b" \n ", "is empty"),
        (b'{"a": "\xff"}', "not UTF-8"),
        ('{"a": [1, 2', "cut short"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ("[" * 200_000, "nested too deep"),
        ("1" * 10_000, "not sound JSON"),
    ],
)
def test_what_is_not_json_is_named(content, said):
    with pytest.raises(JsonFileError, match=said):
        parse(content, "f.json")


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(JsonFileError, match=r"has 12 bytes; at most 10 are read"):
        parse('"0123456789"', "f.json", largest=10)


def test_every_fault_has_its_path():
    fields = Fields()
    plain = fields.object({"a": 1, "b c": 2, "list": [], "yes": 1, "n": True}, "root", ("a", "gone"), ("list",))
    fields.text(plain["a"], "root.a")
    fields.text("  ", "root.blank")
    fields.text("xxxx", "root.long", longest=3)
    fields.text("x", "root.shape", shape=r"\d+", such_as="12")
    fields.list(plain["list"], "root.list", least=1)
    fields.list({}, "root.other")
    fields.boolean(plain["yes"], "root.yes")
    fields.number(plain["n"], "root.n", 1, 5)
    fields.choice("d", "root.c", ("a", "b"))
    fields.object([], "", ())
    assert fields.faults == [
        "root.gone is missing.",
        "root['b c'] is not a field there; the fields are a, gone, list.",
        "root.yes is not a field there; the fields are a, gone, list.",
        "root.n is not a field there; the fields are a, gone, list.",
        "root.a is a number; it must be text.",
        "root.blank is blank; it must be filled.",
        "root.long has 4 characters; at most 3 are allowed.",
        "root.shape is 'x'; it must look like 12.",
        "root.list has 0 entries; it must have at least 1.",
        "root.other is an object; it must be a list.",
        "root.yes is a number; it must be true or false.",
        "root.n is true; it must be a whole number from 1 to 5.",
        "root.c is 'd'; it must be one of a, b.",
        "The file is a list; it must be an object.",
    ]


def test_values_in_faults_are_short():
    assert len(shorten("x" * 1000)) < 70
    assert len(shorten(10**100)) < 70
    assert len(join("a", "x" * 1000)) < 80
    assert shorten({"a": 1}) == "an object"
