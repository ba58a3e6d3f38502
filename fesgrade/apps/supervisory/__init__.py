"""The page."""

from fesgrade.apps.supervisory.page import show

__all__ = ["show"]
