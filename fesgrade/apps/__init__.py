"""The pages, each with ``show()``: ``fesgrade.apps.evaluate.show("gs-0201")``. They are loaded when first used.

``show()`` returns the page, whose facts can be read while people work on it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fesgrade.apps import (
        batch,
        casebook,
        check,
        evaluate,
        index,
        panel,
        practice,
        read,
        series,
        supervisory,
        what_if,
    )

__all__ = [
    "batch", "casebook", "check", "evaluate", "index", "panel", "practice", "read", "series", "supervisory", "what_if",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"fesgrade.apps.{name}")
    raise AttributeError(f"module 'fesgrade.apps' has no attribute {name!r}")
