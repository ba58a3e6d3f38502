"""Supervisory work: is it covered, what is its base grade, what is its grade (General Schedule Supervisory Guide)."""

from typing import TYPE_CHECKING, Any

from fesgrade.supervisory.adjustment import adjust
from fesgrade.supervisory.base import Base, WorkDirected, find_base
from fesgrade.supervisory.coverage import Coverage, coverage
from fesgrade.supervisory.grade import SupervisoryEvaluation, evaluate

if TYPE_CHECKING:
    from fesgrade.supervisory.checked import Checked, check
    from fesgrade.supervisory.checklist_tables import load as load_checklists

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


def __getattr__(name: str) -> Any:
    """Return what check lists need, which is loaded when it is first asked for."""
    if name in ("Checked", "check"):
        from fesgrade.supervisory import checked

        return getattr(checked, name)
    if name == "load_checklists":
        from fesgrade.supervisory import checklist_tables

        return checklist_tables.load
    raise AttributeError(f"module 'fesgrade.supervisory' has no attribute {name!r}")
