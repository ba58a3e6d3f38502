"""One position as it is rated now: made once for each change, and handed to whatever shows something of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from fesgrade.apps.rating.state import State, query_of
from fesgrade.evaluation import Evaluation, rate
from fesgrade.progress import Progress, progress_of
from fesgrade.standards import Catalog, GradeRange, Level, Standard


@dataclass(frozen=True, eq=False)
class Position:
    """A position with the levels chosen so far, by factor, and what follows from them.

    ``series`` is the standard's own, or the one chosen for a guide. ``evaluation`` is ``None`` while a factor has no
    level. ``query`` is what stands in the page's address.
    Two positions are the same only if they are one object, so that a tool may remember what it worked out for one.
    """

    tables: Catalog
    standard: Standard
    kind: str
    series: str
    levels: Mapping[str, Level]
    progress: Progress
    evaluation: Evaluation | None
    query: Mapping[str, str]

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The code of the level chosen for each factor that has one."""
        return {factor: level.code for factor, level in self.levels.items()}

    @property
    def missing(self) -> tuple[str, ...]:
        """The factors without a level."""
        return self.progress.missing

    @property
    def missing_words(self) -> str:
        """The names of the factors without a level, in one text."""
        return ", ".join(self.standard.by_factor[factor].short_name.lower() for factor in self.missing)

    @property
    def total(self) -> int | None:
        """The points, ``None`` while a factor has no level."""
        return self.evaluation.total if self.evaluation else None

    @property
    def grade(self) -> GradeRange | None:
        """The range of points that the total lies in, ``None`` while a factor has no level."""
        return self.progress.lowest if self.evaluation else None


def position_of(state: State, tables: Catalog) -> Position:
    """Return the position that a state describes. The levels are looked up, not read: they were read when chosen."""
    standard = tables.standards[state.standard]
    kind = "" if standard.is_supervisory else state.kind
    levels = {factor: standard.by_code[code] for factor, code in state.of(standard).items()}
    progress = progress_of(levels, standard)
    return Position(
        tables=tables,
        standard=standard,
        kind=kind,
        series=standard.series or state.series,
        levels=levels,
        progress=progress,
        evaluation=None if progress.missing else rate(levels, standard, kind, tables),
        query=query_of(state, standard),
    )


def factor_words(now: Position, factor: str) -> str:
    """Return a factor as tools name it: ``"1 Knowledge"``."""
    return now.standard.by_factor[factor].label


def level_words(status: str) -> str:
    """Return what to say beside a level that the standard does not describe; nothing for one it does."""
    return {"outside": "not described by this standard", "unknown": "not confirmed for this standard"}.get(status, "")
