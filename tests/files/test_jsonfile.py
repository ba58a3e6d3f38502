"""Reading JSON that people hand in: refused with a sentence, never with a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.files.jsonfile import JsonFileError, join, parse, shorten

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
def test_whatever_json_writes_is_read_back(value: object) -> None:
    text = json.dumps(value, allow_nan=False)
    assert parse(text, "f") == value
    assert parse(b"\xef\xbb\xbf" + text.encode(), "f") == value


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_anything_else_is_refused_with_one_sentence(content: str | bytes) -> None:
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
def test_what_is_not_json_is_named(content: str | bytes, said: str) -> None:
    with pytest.raises(JsonFileError, match=said):
        parse(content, "f.json")


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(JsonFileError, match=r"has 12 bytes; at most 10 are read"):
        parse('"0123456789"', "f.json", largest=10)


def test_values_in_faults_are_short() -> None:
    assert len(shorten("x" * 1000)) < 70
    assert len(shorten(10**100)) < 70
    assert len(join("a", "x" * 1000)) < 80
    assert shorten({"a": 1}) == "an object"
