"""What an author's notebook holds of a page on which a position is rated."""

from __future__ import annotations

from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.rating.rating import Rating
from fesgrade.evaluation import Evaluation


class RatingPage(Handle):
    """A page on which a position is rated: what stands on it now can be read at any time."""

    rating: Rating

    @property
    def levels(self) -> dict[str, str]:
        """The code of the level chosen for each factor that has one; an example has none."""
        return {} if self.rating.state.example else self.rating.chosen

    @property
    def evaluation(self) -> Evaluation | None:
        """What the levels come to; ``None`` while a factor has none, and for an example."""
        return None if self.rating.state.example else self.rating.position.evaluation
