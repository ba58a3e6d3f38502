"""What authors import: every public name says what it takes and gives, with an example that runs."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import is_dataclass
from types import ModuleType
from typing import Any, cast

import altair as alt
import pytest

import fesgrade
from fesgrade import charts, frames, widgets
from fesgrade.sources import FaultsError

FACES: tuple[ModuleType, ...] = (fesgrade, charts, frames, widgets)
PUBLIC = {
    f"{face.__name__}.{name}": value
    for face in FACES
    for name in face.__all__
    if callable(value := getattr(face, name))
}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_documented_with_an_example_that_runs(name: str) -> None:
    value: Any = PUBLIC[name]
    words = inspect.getdoc(value) or ""
    heads = [
        line for line, under in zip(words.splitlines(), words.splitlines()[1:], strict=False) if under[:3] == "---"
    ]
    if inspect.isclass(value) and issubclass(value, Exception):
        assert {"Attributes", "Examples"} <= set(heads)
    else:
        given = [each for each in inspect.signature(value).parameters.values() if each.kind is not each.VAR_KEYWORD]
        assert all(each.name in words for each in given), given
        said = {"Parameters", "Attributes"} if inspect.isclass(value) else {"Parameters"}
        assert not given or said & set(heads)
        returns = inspect.signature(value).return_annotation not in (None, "None")
        assert inspect.isclass(value) or returns == ("Returns" in heads)
    assert "Examples" in heads
    assert set(heads) <= {"Parameters", "Attributes", "Returns", "Raises", "Examples"}
    before = alt.renderers.active
    (test,) = doctest.DocTestFinder(recurse=False).find(value, name, globs={})
    assert test.examples
    wrong: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=wrong.append)
    assert not wrong, "".join(wrong)
    assert alt.renderers.active == before


#: Modules whose functions are public by their module's name: ``fesgrade.ways.ways``.
MODULES = ("chances", "compare", "mixed", "supervisory", "ways", "whatif")
REFUSING = PUBLIC | {
    f"fesgrade.{module}.{name}": value
    for module in MODULES
    for name in getattr(getattr(fesgrade, module), "__all__", vars(getattr(fesgrade, module)))
    if inspect.isfunction(value := getattr(getattr(fesgrade, module), name))
    and value.__module__.startswith(f"fesgrade.{module}")
    and name[0] != "_"
}
#: Arguments that are read for the user, and the error that tells what cannot be read.
READ = {
    "backend": "FrameError",
    "data": "DataError",
    "frame": "FrameError",
    "kinds": "LevelsError",
    "levels": "LevelsError",
    "ratings": "LevelsError",
    "result": "LevelsError",
    "scenarios": "LevelsError",
    "standard": "LevelsError",
}


def refusals(value: Any) -> set[str]:
    """Return the errors that a callable tells its user: those that it raises, and those of what it reads."""
    if inspect.isclass(value) and (issubclass(value, Exception) or is_dataclass(value)):
        return set()  # what is made by us
    given = [
        each.name
        for each in inspect.signature(value).parameters.values()
        if each.name != "standard" or "str" in str(each.annotation)  # a standard itself needs no reading
    ]
    return set(re.findall(r"raise (\w+Error)\(", inspect.getsource(value))) | {
        READ[name] for name in given if name in READ
    }


@pytest.mark.parametrize("name", REFUSING)
def test_what_a_public_name_refuses_is_told_in_its_section_raises(name: str) -> None:
    words = inspect.getdoc(REFUSING[name]) or ""
    _, _, section = words.partition("\nRaises\n------\n")
    told = re.findall(r"^(\w+)\n    [A-Z]", section.partition("\n\n")[0], re.MULTILINE)
    assert refusals(REFUSING[name]) <= set(told)
    assert "Raises :class:" not in words  # one way to say it


POSITION = fesgrade.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
LEVELS, GUIDED = POSITION.levels, "1-3 2-2 3-3 4A-2 4B-2 5-5 6-3"
#: What an author may give where something else is asked for.
WRONG: tuple[Any, ...] = (5, object(), [None], {"1": None}, POSITION, b"1-7", "nothing there is")
#: Every argument of the public functions that such a thing may be given for.
ARGUMENTS: dict[str, Callable[[Any], object]] = {
    "levels": fesgrade.evaluate,
    "standard": lambda wrong: fesgrade.evaluate(LEVELS, wrong),
    "kind_of_work": lambda wrong: fesgrade.evaluate(LEVELS, kind_of_work=wrong),
    "data": lambda wrong: fesgrade.evaluate(LEVELS, data=wrong),
    "levels of moves": lambda wrong: fesgrade.whatif.moves(wrong, "gs-0201"),
    "standard of moves": lambda wrong: fesgrade.whatif.moves(LEVELS, wrong),
    "target": lambda wrong: fesgrade.ways.ways(LEVELS, "gs-0201", wrong if wrong != 5 else "five"),
    "hold": lambda wrong: fesgrade.ways.ways(LEVELS, "gs-0201", 12, hold=cast(Any, None if wrong == 5 else wrong)),
    "standard of a space": fesgrade.chances.space,
    "ratings": lambda wrong: fesgrade.chances.distribution(wrong, "gs-0201"),
    "scenarios": lambda wrong: fesgrade.compare.compare(wrong, "gs-0201"),
    "scenario": lambda wrong: fesgrade.compare.compare([wrong], "gs-0201"),
    "levels of a guide": fesgrade.supervisory.evaluate,
    "base_grade": lambda wrong: fesgrade.supervisory.evaluate(GUIDED, base_grade=wrong if wrong != 5 else "five"),
    "kinds of work": fesgrade.mixed.evaluate,
    "factors of a sweep": lambda wrong: frames.sweep(POSITION, wrong if wrong != 5 else 55),
    "frame": frames.score,
    "backend": lambda wrong: frames.levels(backend=wrong),
    "result of a ladder": lambda wrong: charts.ladder({"Ours": wrong} if wrong is not POSITION else {}),
    "result of a heat map": lambda wrong: charts.heat(wrong if wrong is not POSITION else None, 1, 4),  # type: ignore[arg-type]
    "standard of a sheet": widgets.RatingSheet,
    "levels of a sheet": lambda wrong: widgets.RatingSheet(levels=wrong if wrong != {"1": None} else {"1": "x"}),
    "evaluation of a result": lambda wrong: widgets.Result(cast(Any, {} if wrong is POSITION else wrong)),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_what_cannot_be_used_is_refused_in_sentences(name: str) -> None:
    for wrong in WRONG:
        with pytest.raises(FaultsError) as told:
            ARGUMENTS[name](wrong)
        assert all(fault.endswith(".") for fault in told.value.faults), told.value.faults


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
