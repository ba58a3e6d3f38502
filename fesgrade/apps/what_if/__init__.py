"""The page."""

from fesgrade.apps.what_if.page import show

__all__ = ["show"]
