"""Makes the pictures when a wheel, an editable install or an sdist is built (hatchling runs this)."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PicturesHook(BuildHookInterface[Any]):
    """Runs :func:`fesgrade.web.assets.build` unless its files are there and fresh, as they are in an sdist."""

    def dependencies(self) -> list[str]:
        """Return what the build needs: nothing when the pictures came along."""
        return [] if self._assets().fresh() else ["altair>=6,<7", "vl-convert-python>=1.8"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing; the ``artifacts`` of pyproject.toml put it into the archive."""
        assets = self._assets()
        assets.write_style()
        if not assets.fresh():
            assets.build()

    def _assets(self) -> Any:
        if self.root not in sys.path:
            sys.path.insert(0, self.root)
        from fesgrade.web import assets

        return assets
