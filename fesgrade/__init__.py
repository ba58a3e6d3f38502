"""The Factor Evaluation System: tables, scoring and pages.

``fesgrade.evaluate`` grades one position; ``fesgrade.supervisory.evaluate`` takes supervisory work to its final grade
and ``fesgrade.mixed.evaluate`` finds the work that controls. They need nothing but the standard library.

For notebooks there are, loaded when they are first used: ``fesgrade.frames`` (tables and results as dataframes),
``fesgrade.charts`` (Altair), ``fesgrade.widgets`` and ``fesgrade.apps`` (the pages); and from the standard library
``fesgrade.whatif``, ``fesgrade.ways``, ``fesgrade.chances`` and ``fesgrade.compare``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fesgrade import mixed, supervisory
from fesgrade.evaluation import Credit, Evaluation, Finding, PointRange, evaluate
from fesgrade.levels import LevelsError
from fesgrade.sources import DataError

if TYPE_CHECKING:
    from fesgrade import apps, chances, charts, compare, frames, ways, whatif, widgets

__all__ = [
    "Credit",
    "DataError",
    "Evaluation",
    "Finding",
    "LevelsError",
    "PointRange",
    "apps",
    "chances",
    "charts",
    "compare",
    "evaluate",
    "frames",
    "mixed",
    "supervisory",
    "ways",
    "whatif",
    "widgets",
]

#: What is loaded when it is first asked for.
_LATER = ("apps", "chances", "charts", "compare", "frames", "ways", "whatif", "widgets")


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return import_module(f"fesgrade.{name}")
    raise AttributeError(f"module 'fesgrade' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *_LATER]
