"""The page."""

from fesgrade.apps.practice.page import show

__all__ = ["show"]
