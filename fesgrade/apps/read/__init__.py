"""The page."""

from fesgrade.apps.read.page import show

__all__ = ["show"]
