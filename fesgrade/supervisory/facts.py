"""What a supervisory grade rests on, and the grade that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fesgrade.standards import GradeRange, Level, Standard
from fesgrade.supervisory.adjustment import adjust
from fesgrade.supervisory.coverage import Step

#: How many special situations add a level, and to which levels (GSSG p. 23-24).
ENOUGH_SITUATIONS = 3
RAISED = ("6-1", "6-2", "6-3")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the grade rests on: the levels as given, how many special situations are met, and the base grade.

    ``base`` is ``None`` when it is not known; ``adjusts`` is the one that is at least 25 percent of the workload, for
    which alone there are adjustments, ``None`` when there is none.
    ``judged`` says that factor 6 rests on work of judgment, of no named grade (GSSG p. 25).
    """

    guide: Standard
    levels: Mapping[str, Level]
    situations: int
    base: int | None
    adjusts: int | None
    deputy: bool
    judged: bool

    @property
    def credited(self) -> dict[str, Level]:
        """The levels with the one that the special situations add to factor 6 (GSSG p. 23-24)."""
        six = self.levels["6"]
        raised = self.guide.step(six, 1) if self.situations >= ENOUGH_SITUATIONS and six.code in RAISED else None
        return {**self.levels, "6": raised or six}

    @property
    def converted(self) -> GradeRange:
        """The grade that the points convert to (GSSG p. 29)."""
        return self.guide.grade_of(sum(level.points for level in self.credited.values()))

    @property
    def adjusted(self) -> tuple[int, tuple[Step, ...]]:
        """The final grade and the steps that lead to it (GSSG p. 30)."""
        return self.adjust(self.converted.grade)

    def adjust(self, converted: int) -> tuple[int, tuple[Step, ...]]:
        """The same from a converted grade."""
        top = self.guide.grades[-1].grade
        base = self.base if self.adjusts is None else self.adjusts
        return adjust(converted, base, quarter=self.adjusts is not None, deputy=self.deputy, top=top)

    def with_level(self, level: Level) -> Facts:
        """Return the facts with another level of one factor; a level of factor 5 stands for the nearest other base."""
        base = self.base
        row = next((row for row in self.guide.base_levels if row.level == level.code), None)
        if base is not None and row:
            base = row.lowest_grade if row.lowest_grade > base else row.highest_grade or row.lowest_grade
        adjusts = base if self.adjusts == self.base else self.adjusts
        return replace(self, levels={**self.levels, level.factor: level}, base=base, adjusts=adjusts)
