"""What authors import: every public name says what it takes and gives, with an example that runs."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from types import ModuleType
from typing import Any

import altair as alt
import pytest

import fesgrade
from fesgrade import charts, frames, widgets

FACES: tuple[ModuleType, ...] = (charts, frames, widgets)
PUBLIC = {
    f"{face.__name__}.{name}": value
    for face in FACES
    for name in face.__all__
    if callable(value := getattr(face, name)) and not (inspect.isclass(value) and issubclass(value, Exception))
} | {"fesgrade.evaluate": fesgrade.evaluate}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_documented_with_an_example_that_runs(name: str) -> None:
    value: Any = PUBLIC[name]
    words = inspect.getdoc(value) or ""
    heads = [
        line for line, under in zip(words.splitlines(), words.splitlines()[1:], strict=False) if under[:3] == "---"
    ]
    for parameter in inspect.signature(value).parameters.values():
        if parameter.kind is not parameter.VAR_KEYWORD and parameter.name != "self":
            assert parameter.name in words, parameter.name
    assert "Examples" in heads
    assert set(heads) <= {"Parameters", "Attributes", "Returns", "Raises", "Examples"}
    before = alt.renderers.active
    (test,) = doctest.DocTestFinder(recurse=False).find(value, name, globs={})
    assert test.examples
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert not said, "".join(said)
    assert alt.renderers.active == before


def test_every_public_name_is_there_and_what_is_heavy_comes_when_it_is_used() -> None:
    code = (
        "import sys, fesgrade;"
        "heavy = {'numpy', 'pandas', 'altair', 'narwhals', 'ipywidgets', 'xml.etree.ElementTree'};"
        "fesgrade.evaluate('1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1'); print(sorted(heavy & set(sys.modules)));"
        "print([name for name in fesgrade.__all__ if getattr(fesgrade, name, None) is None], 'altair' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "[] True"]
    for face in (fesgrade, fesgrade.apps, fesgrade.widgets):
        assert set(face.__all__) <= set(dir(face)) | set(face.__all__)
        with pytest.raises(AttributeError, match="nothing_at_all"):
            _ = face.nothing_at_all
