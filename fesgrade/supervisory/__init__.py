"""Supervisory work: is it covered, what is its base grade, what is its grade (General Schedule Supervisory Guide)."""

from fesgrade.supervisory.adjustment import adjust
from fesgrade.supervisory.base import Base, WorkDirected, find_base
from fesgrade.supervisory.checked import Checked, check
from fesgrade.supervisory.checklist_tables import load as load_checklists
from fesgrade.supervisory.coverage import Coverage, coverage
from fesgrade.supervisory.grade import SupervisoryEvaluation, evaluate

__all__ = [
    "Base",
    "Checked",
    "Coverage",
    "SupervisoryEvaluation",
    "WorkDirected",
    "adjust",
    "check",
    "coverage",
    "evaluate",
    "find_base",
    "load_checklists",
]
