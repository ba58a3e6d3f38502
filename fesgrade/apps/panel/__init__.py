"""The page."""

from fesgrade.apps.panel.page import show

__all__ = ["show"]
