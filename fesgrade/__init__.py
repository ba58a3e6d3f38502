"""The Factor Evaluation System: tables, scoring and pages.

``fesgrade.evaluate`` grades one position; ``fesgrade.supervisory.evaluate`` takes supervisory work to its final grade
and ``fesgrade.mixed.evaluate`` finds the work that controls. They need nothing but the standard library.
"""

from fesgrade import mixed, supervisory
from fesgrade.evaluation import Credit, Evaluation, Finding, PointRange, evaluate
from fesgrade.levels import LevelsError
from fesgrade.sources import DataError

__all__ = [
    "Credit",
    "DataError",
    "Evaluation",
    "Finding",
    "LevelsError",
    "PointRange",
    "evaluate",
    "mixed",
    "supervisory",
]
