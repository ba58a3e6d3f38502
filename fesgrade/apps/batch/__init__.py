"""The page."""

from fesgrade.apps.batch.page import show

__all__ = ["show"]
