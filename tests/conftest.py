"""Settings for all tests."""

import pytest
from hypothesis import settings

from fesgrade.web import assets

# A law holds however slow the machine is: no test may fail by the clock.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--pictures`` keeps a picture of every look of every page; it is off because it takes as long as a look."""
    parser.addoption("--pictures", action="store_true", help="keep pictures in tests/browser/screenshots")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first: files go to the workers whole, and small ones at the end let them end together."""
    items.sort(key=lambda item: not (item.get_closest_marker("browser") or item.get_closest_marker("packaging")))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Make the pictures before several workers need them at once."""
    if not hasattr(session.config, "workerinput"):
        assets.ensure()
