"""Settings for all tests."""

import pytest
from hypothesis import settings

from fesgrade.web import assets

# A law holds however slow the machine is: no test may fail by the clock.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Make the pictures before several workers need them at once."""
    if not hasattr(session.config, "workerinput"):
        assets.ensure()
