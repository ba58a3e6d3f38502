"""The trait of widgets that show a graded position."""

from __future__ import annotations

from typing import Any

import traitlets

from fesgrade.results import Result, as_result


class Graded(traitlets.Any):
    """A graded position, ``None`` before there is one; anything else raises ``LevelsError``."""

    def __init__(self) -> None:
        super().__init__(None, allow_none=True)

    def validate(self, obj: Any, value: Any) -> Result | None:
        """Return the value when it is a graded position or ``None``."""
        return None if value is None else as_result(value)
