"""The position on the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fesgrade.evaluation import progress
from fesgrade.standards import Catalog, GradeRange, Standard


@dataclass(frozen=True, slots=True)
class Position:
    """The position on the sheet; ``total`` and ``grade`` are ``None`` while factors are ``missing``."""

    tables: Catalog
    standard: Standard
    kind: str
    chosen: Mapping[str, str]
    missing: tuple[str, ...]
    total: int | None
    grade: GradeRange | None

    def __post_init__(self) -> None:
        assert (self.total is None) == bool(self.missing)


def position_of(tables: Catalog, standard: Standard, kind: str, chosen: Mapping[str, str]) -> Position:
    """Return the position that has the levels ``chosen``, by factor; some may be missing."""
    so_far = progress(chosen, standard)
    whole = not so_far.missing
    return Position(
        tables, standard, kind, dict(chosen), so_far.missing, so_far.low if whole else None,
        so_far.lowest if whole else None,
    )  # fmt: skip


def factor_words(now: Position, factor: str) -> str:
    """Return a factor as tools name it: ``"1 Knowledge"``."""
    return f"{factor} {now.standard.by_factor[factor].short_name}"


def level_words(status: str) -> str:
    """Return what to say beside a level that the standard does not describe; nothing for one it does."""
    return {"outside": "not described by this standard", "unknown": "not confirmed for this standard"}.get(status, "")
