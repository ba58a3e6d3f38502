"""The Factor Evaluation System: tables, scoring and pages.

``fesgrade.evaluate`` grades one position; it needs nothing but the standard library.
"""

from fesgrade.evaluation import Credit, Evaluation, Finding, LevelsError, PointRange, evaluate
from fesgrade.sources import DataError

__all__ = ["Credit", "DataError", "Evaluation", "Finding", "LevelsError", "PointRange", "evaluate"]
