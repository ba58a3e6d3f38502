"""Makes the pictures and records when a wheel, an editable install or an sdist is built (hatchling runs this)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What making the pictures takes, and what recording the pages does.
PICTURES = ["altair>=6,<7", "vl-convert-python>=1.8"]
RECORDS = ["anywidget>=0.9.18", "ipykernel>=6.29", "ipywidgets>=8.1.5,<9", "markupsafe>=2.1"]


class BuiltHook(BuildHookInterface[Any]):
    """Makes what stands in ``web/built`` unless it is there and fresh, as it is in an sdist."""

    def dependencies(self) -> list[str]:
        """Return what the build needs: nothing when everything came along."""
        assets, recording = self._makers()
        pictures = [] if assets.fresh() else PICTURES
        return pictures + ([] if recording.fresh(recording.BUILT, self._notebooks) else RECORDS)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing; the ``artifacts`` of pyproject.toml put it into the archive."""
        assets, recording = self._makers()
        assets.write_style()
        if not assets.fresh():
            assets.build()
        if not recording.fresh(recording.BUILT, self._notebooks):
            recording.make(self._notebooks, recording.BUILT)

    @property
    def _notebooks(self) -> Path:
        return Path(self.root, "notebooks")

    def _makers(self) -> tuple[Any, Any]:
        if self.root not in sys.path:
            sys.path.insert(0, self.root)
        from fesgrade.early import recording
        from fesgrade.web import assets

        return assets, recording
