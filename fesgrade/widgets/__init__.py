"""Pieces for the browser, each NAME.py, NAME.js and NAME.css.

For notebooks of your own: :class:`RatingSheet`, :class:`Result`, :class:`Ladder`, :class:`Profile`, :class:`PairGrid`
and :class:`Evidence` stand alone, link to each other and to other widgets by their traits, and bring their style along.
They are loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fesgrade.widgets.evidence import Evidence
    from fesgrade.widgets.grid import PairGrid
    from fesgrade.widgets.ladder import Ladder
    from fesgrade.widgets.profile import Profile
    from fesgrade.widgets.rating import RatingSheet
    from fesgrade.widgets.result import Result

__all__ = ["Evidence", "Ladder", "PairGrid", "Profile", "RatingSheet", "Result"]

_PLACES = {
    "Evidence": "evidence", "Ladder": "ladder", "PairGrid": "grid",
    "Profile": "profile", "RatingSheet": "rating", "Result": "result",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"fesgrade.widgets.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'fesgrade.widgets' has no attribute {name!r}")
