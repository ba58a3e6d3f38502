"""The page."""

from fesgrade.apps.casebook.page import show

__all__ = ["show"]
