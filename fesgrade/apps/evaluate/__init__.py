"""The page."""

from fesgrade.apps.evaluate.page import show

__all__ = ["show"]
