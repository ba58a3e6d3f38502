"""From factor levels to points to a grade with its findings, in one file: its public names are told at length.

The points of the levels are added up without interpolation (Handbook p. 10) and the total is
looked up in the grade conversion table. Findings never change the grade (Handbook p. 11-12).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, NamedTuple

from fesgrade.finding_names import CALM, FINDINGS
from fesgrade.levels import Levels, find_kind, find_standard, read_levels
from fesgrade.lines import ONE_LEVEL, NearLine, OneLevel, near_lines, one_level, one_level_words
from fesgrade.shown import Head, Note, Shown, Table, View
from fesgrade.standards import (
    KINDS_OF_WORK,
    PRIMARY,
    PURPOSES,
    TWO_GRADE_KINDS,
    Catalog,
    GradeRange,
    Level,
    Standard,
    Typical,
)
from fesgrade.tables import Tables, load

#: Grades that the two-grade pattern leaves out (Introduction p. 8-9).
EVEN_GRADES = (6, 8, 10)
#: Kinds of work whose series follow the one-grade pattern (Introduction p. 8-10).
ONE_GRADE_KINDS = tuple(kind for kind in KINDS_OF_WORK if kind not in TWO_GRADE_KINDS)
#: The level that is mastery of a professional field (Introduction p. 45-46).
MASTERY = "1-9"


def as_plain(value: Any) -> Any:
    """Return a result as dicts, lists, numbers and strings, under the names of the fields that tell results apart."""
    if is_dataclass(value):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value) if each.compare}
    if isinstance(value, PointRange):
        return value._asdict()
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    return value


class PointRange(NamedTuple):
    """The points of a grade, both ends included.

    Attributes
    ----------
    low : int
        The fewest points of the grade.
    high : int or None
        The most; ``None`` for the top grade, which has no end.

    Examples
    --------
    >>> import fesgrade as fg
    >>> fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1").range
    PointRange(low=2355, high=2750)
    """

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Credit:
    """One factor with the level credited, its points and where they stand.

    Attributes
    ----------
    factor, level : str
        The factor's id and the level's code: ``"6"``, ``"6-2"``.
    points : int
        What the level is worth.
    source : str
        Document and page.

    Examples
    --------
    >>> import fesgrade as fg
    >>> fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1").credits[1]
    Credit(factor='2', level='2-4', points=450, source='GS-0201 standard p. 24')
    """

    factor: str
    level: str
    points: int
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at again; it never changes a grade.

    Attributes
    ----------
    code : str
        Its kind, for programs: ``"near-line"``.
    message : str
        One sentence.
    source : str
        The rule's document and page.
    factors : tuple of str
        The ids of the factors meant.

    Examples
    --------
    >>> import fesgrade as fg
    >>> fg.evaluate("1-7 2-4 3-3 4-3 5-3 2b 8-1 9-1").findings[0].name
    'Near a line'
    """

    code: str
    message: str
    source: str
    factors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its kind in a few words."""
        return FINDINGS.get(self.code, "To check")

    @property
    def is_calm(self) -> bool:
        """Whether it only explains and asks for no decision."""
        return self.code in CALM


@dataclass(frozen=True, slots=True)
class Evaluation(Shown):
    """A whole evaluation, which shows itself: ``print(position)`` is a table, and so it is in a notebook.

    Attributes
    ----------
    standard, kind_of_work : str
        The id of the standard, and the kind of work that typical levels were compared for.
    credits : tuple of Credit
        One for each factor, in order.
    total : int
        The points of all factors.
    grade : str
        ``"GS-11"``.
    range : PointRange
        The points of the grade.
    above_floor, to_next : int, int or None
        Points above the lowest of the grade, and to the next grade; ``None`` at the top grade.
    findings : tuple of Finding
        What to look at again.
    one_level : tuple of fesgrade.lines.OneLevel
        To which other grades one level of one factor leads; a fact and no finding.
    graded_by : fesgrade.standards.Standard
        The standard whose rows were used; it stands in no JSON.

    Examples
    --------
    >>> import fesgrade as fg
    >>> position = fg.evaluate("1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1")
    >>> position.grade, position.above_floor, position.to_next
    ('GS-11', 80, 320)
    """

    standard: str
    kind_of_work: str
    credits: tuple[Credit, ...]
    total: int
    grade: str
    range: PointRange
    above_floor: int
    to_next: int | None
    findings: tuple[Finding, ...]
    one_level: tuple[OneLevel, ...]
    graded_by: Standard = field(repr=False, compare=False)

    @property
    def levels(self) -> dict[str, str]:
        """The code of each factor's level, as every function here takes levels: ``{"1": "1-7", …}``."""
        return {credit.factor: credit.level for credit in self.credits}

    def view(self) -> View:
        """Return what it shows of itself: the factors, the grade, the findings."""
        return View(
            title=f"{self.graded_by.title}, {self.graded_by.edition}",
            head=head_of(self.graded_by, self.total, self.above_floor, self.to_next, final=self.grade),
            tables=(credit_table(self.credits, self.graded_by, self.total),),
            rest=(*finding_notes(self.findings), Note(ONE_LEVEL, one_level_words(self.one_level))),
        )

    @property
    def is_supervisory(self) -> bool:
        """Whether a supervisory guide graded the work: only such a guide has a subfactor 4A (GSSG p. 18)."""
        return any(credit.factor == "4A" for credit in self.credits)

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings under the same names, ready for JSON."""
        plain: dict[str, Any] = as_plain(self)
        return plain


def head_of(standard: Standard, total: int, above_floor: int, to_next: int | None, *, final: str) -> Head:
    """Return the ``final`` grade of a result and where its total lies, in words and as a place on the way up."""
    grade = standard.grade_of(total)
    place = f"{above_floor:,} above its floor"
    if to_next is not None:
        place += f", {to_next:,} to GS-{grade.grade + 1}"
    line = None if to_next is None else (grade.low, total + to_next)
    return Head(final, f"{grade.name}: {grade.points} points ({place}).", total, line)


def credit_table(credits: tuple[Credit, ...], standard: Standard, total: int) -> Table:
    """Return the factors with their levels and points."""
    names = {factor.id: factor.name for factor in standard.factors}
    return Table(
        caption="Levels and points by factor",
        heads=("Factor", "Name", "Level", "Points"),
        rows=tuple((credit.factor, names[credit.factor], credit.level, credit.points) for credit in credits),
        numbers=(3,),
        foot=("", "Total", "", total),
        sources=tuple(credit.source for credit in credits),
        headed=False,
    )


def finding_notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """Return findings as remarks with their names."""
    return tuple(Note(finding.name, finding.message, finding.source) for finding in findings)


def evaluate(
    levels: Levels,
    standard: Standard | str = "gs-0201",
    *,
    kind_of_work: str | None = None,
    data: Tables = None,
) -> Evaluation:
    """Grade one whole set of factor levels.

    The rules stand in the Handbook p. 10-12, the Introduction app. 3, p. 42-56, and the GSSG p. 8 and 29-30.

    Parameters
    ----------
    levels : str or mapping
        A mapping from factor to level (``{1: "1-7", "2": 4, "6/7": "2b"}``) or codes in any usual notation (``1-7``,
        ``1–7``, ``FL 1-7``, ``7-b``, ``2b``, ``2-B``, ``6/7: 3c``).
    standard : Standard or str
        The id of a shipped standard (``aageg``, ``fes-primary``, ``gs-0201``, ``gs-0203``, ``gssg``) or of one in the
        folder ``data``, or the standard itself.
    kind_of_work : str, optional
        ``professional``, ``administrative``, ``technical`` or ``assistance`` in place of the standard's own, for the
        comparison with typical levels and the two-grade pattern.
    data : path or Catalog, optional
        A folder with tables of your own, or tables that were loaded.

    Returns
    -------
    Evaluation
        Total in points, grade and findings.

    Raises
    ------
    LevelsError
        With every fault at once: missing, unknown or repeated levels, factors 6 and 7 in both forms, an unknown
        standard or kind of work.
    DataError
        For a faulty ``data``.

    Examples
    --------
    >>> import fesgrade as fg
    >>> position = fg.evaluate({1: "1-7", 2: 4, 3: 3, 4: 4, 5: 3, "6/7": "2b", 8: 1, 9: 1}, "gs-0201")
    >>> position.total, position.grade
    (2435, 'GS-11')
    """
    catalog = load(data)
    chosen = find_standard(standard, catalog)
    kind = find_kind(kind_of_work, chosen)
    return rate(read_levels(levels, chosen), chosen, kind, catalog)


def rate(levels: Mapping[str, Level], standard: Standard, kind_of_work: str, catalog: Catalog) -> Evaluation:
    """Grade a whole set of levels that has been read already: one :class:`Level` for each factor of ``standard``."""
    chosen = tuple(levels[factor.id] for factor in standard.factors)
    total = sum(level.points for level in chosen)
    grade = standard.grade_of(total)
    findings = tuple(_findings(chosen, total, grade, standard, kind_of_work, catalog))
    to_next = None if grade.high is None else _next_low(standard, grade) - total

    def reach(old: Level, new: Level) -> int:
        return standard.grade_of(total - old.points + new.points).grade

    return Evaluation(
        standard.id, kind_of_work, tuple(credit(level) for level in chosen), total, grade.name,
        PointRange(grade.low, grade.high), total - grade.low, to_next, findings,
        one_level(levels, grade.grade, standard, reach), standard,
    )  # fmt: skip


def credit(level: Level) -> Credit:
    """Return a level as it stands in an evaluation."""
    return Credit(level.factor, level.code, level.points, level.source)


def _next_low(standard: Standard, grade: GradeRange) -> int:
    return standard.grades[standard.grades.index(grade) + 1].low


# Findings ---------------------------------------------------------------------------------------

PRIMARY_ALONE = Finding(
    "primary-alone",
    "The Primary Standard may not classify a whole position by itself; use the standard of the series, and this one "
    "only for a factor that lies below or above all that it describes.",
    "Introduction p. 17; Handbook p. 11",
)
#: What a supervisory grade lacks until its base grade is known.
NO_ADJUSTMENT = Finding(
    "no-adjustment",
    "This is the grade before any adjustment for the base grade of the work supervised, which was not given.",
    "GSSG p. 30",
)


def _findings(
    levels: tuple[Level, ...],
    total: int,
    grade: GradeRange,
    standard: Standard,
    kind: str,
    catalog: Catalog,
) -> Iterator[Finding]:
    if standard.id == PRIMARY:
        yield PRIMARY_ALONE
    yield from level_findings(levels, standard, kind)
    codes = {level.factor: level for level in levels}
    if standard.unlikely:
        pair = codes["6"].number, codes["7"].number
        if pair in standard.unlikely:
            yield Finding(
                "unlikely-contacts",
                f"Contacts {pair[0]}{PURPOSES[pair[1] - 1]} is marked as an unlikely combination; check that both "
                "factors rest on the same contacts.",
                standard.unlikely[pair],
                ("6", "7"),
            )
    yield from grade_findings(grade, standard, kind, catalog)
    if standard.base_levels:
        yield NO_ADJUSTMENT
    for line in near_lines(codes, standard, catalog.near_lines.get(standard.id)):
        yield near_line(line, line.grade, standard, catalog)
    yield from _atypical(levels, grade, standard, kind, catalog)


def level_findings(levels: tuple[Level, ...], standard: Standard, kind: str) -> Iterator[Finding]:
    """Say which levels the standard does not describe or is not known to, and which are not made for such work."""
    for level in levels:
        described = [each.number for each in standard.by_factor[level.factor].levels if each.status == "described"]
        lower = [number for number in described if number < level.number]
        if level.status == "outside" and lower and level.number < max(described):
            yield Finding(
                "between-levels",
                f"{standard.short_title} describes levels below and above {level.code}. From the Primary Standard "
                f"comes only one below or above all that it describes; in between {level.factor}-{max(lower)} counts.",
                "Introduction p. 17; Handbook p. 11",
                (level.factor,),
            )
        elif level.status == "outside":
            # what the standard itself says of levels below those that it describes
            own = f"{standard.below.source}; " if standard.below and not lower else ""
            yield Finding(
                "outside-standard",
                f"{standard.short_title} does not describe {level.code}; its {level.points:,} points are credited "
                "from the Primary Standard, which calls for caution and a written reason.",
                f"{own}Handbook p. 11; {level.source}",
                (level.factor,),
            )
        elif level.status == "unknown":
            yield Finding(
                "unconfirmed-level",
                f"It is not known whether {standard.short_title} describes {level.code}, because its text is not at "
                f"hand; the {level.points:,} points are those of the Primary Standard.",
                f"{standard.source}; {level.source}",
                (level.factor,),
            )
        if level.code == MASTERY and not standard.is_supervisory and kind in ONE_GRADE_KINDS:
            yield Finding(
                "mastery",
                f"{MASTERY} is mastery of a professional field, or knowledge and skill equal to it. For {kind} work, "
                "write down what is equal.",
                "Introduction p. 45-46",
                (level.factor,),
            )


def grade_findings(grade: GradeRange, standard: Standard, kind: str, catalog: Catalog) -> Iterator[Finding]:
    """Say what is unusual about the grade itself: even, outside what the standard covers or such work usually has."""
    # A standard of one series fixes the interval; the kind of work speaks only where it does not.
    interval = standard.interval or ("two" if kind in TWO_GRADE_KINDS else "one" if kind in ONE_GRADE_KINDS else "")
    if interval == "two" and grade.grade in EVEN_GRADES:
        yield Finding(
            "even-grade",
            f"{grade.name} is unusual in a two-grade-interval series; check every factor again, and if the points "
            f"still come to {grade.name}, that is the grade.",
            "Handbook p. 12; Introduction p. 8-9",
        )
    low, high = standard.lowest_grade, standard.highest_grade
    if (low is not None and grade.grade < low) or (high is not None and grade.grade > high):
        covered = f"GS-{low} to GS-{high}" if low and high else f"GS-{low} and up" if low else f"up to GS-{high}"
        below = standard.below if low is not None and grade.grade < low else None
        yield Finding(
            "outside-grades",
            f"The total converts to {grade.name}, but {standard.short_title} covers {covered}; check that it is the "
            f"right standard for this work.{f' {below.text}' if below else ''}",
            f"{standard.source}; {below.source}" if below else standard.source,
        )
    if standard.is_supervisory:
        return
    usual = catalog.usual_for(interval, standard.series)
    if usual and grade.grade > usual.highest_grade:
        yield Finding(
            "unusual-grade",
            f"{grade.name} is above what such work normally has. {usual.text} Check series and levels again; if they "
            "stand, so does the grade.",
            usual.source,
        )
    printed = catalog.typical(kind, standard)
    first, last = min(printed, default=0), max(printed, default=0)
    if printed and not first <= grade.grade <= last:
        yield Finding(
            "no-typical",
            f"The typical levels of {kind} work are printed for GS-{first} to GS-{last}, so there are none to compare "
            f"{grade.name} with.",
            printed[last].source,
        )


def near_line(line: NearLine, grade: int, standard: Standard, catalog: Catalog) -> Finding:
    """Say that a total is just below or above a line; ``grade`` is the one that would follow beyond it."""
    measure = catalog.near_lines.get(standard.id)
    way = f"{line.points:,} more points" if line.points > 0 else f"{-line.points:,} fewer points"
    why = (
        f"up to {line.within:,} count as near by {measure.source}"
        if measure
        else "not more than the smallest step of any factor, which is what counts as near here, because no source "
        "gives a number"
    )
    return Finding(
        "near-line",
        f"{way} would make it GS-{grade}: {why}. Compare the pattern of levels and check each factor again, then take "
        "the grade the points give.",
        "GSSG p. 8; for FES totals Handbook p. 11-12" if standard.is_supervisory else "Handbook p. 11-12",
    )


def typical_levels(grade: int, standard: Standard, kind: str, catalog: Catalog) -> Typical:
    """Return the typical level numbers of each factor for a grade; none for supervisory work, which has no table."""
    if not kind or standard.is_supervisory:
        return Typical({}, "")
    return catalog.typical_for(kind, grade, standard)


def _atypical(
    levels: tuple[Level, ...], grade: GradeRange, standard: Standard, kind: str, catalog: Catalog
) -> Iterator[Finding]:
    typical = typical_levels(grade.grade, standard, kind, catalog)
    printed = [f"GS-{g}" for g in catalog.typical_neighbors(kind, grade.grade, standard)] if typical.levels else []
    of = f"{grade.name} {kind} work"
    if printed and grade.name not in printed:  # a grade between two printed ones, such as GS-10
        of = f"{kind} work at {' and '.join(printed)}, the printed grades around {grade.name}"
    for level in levels:
        if typical.is_far(level):
            expected = " or ".join(f"{level.factor}-{number}" for number in typical.levels[level.factor])
            name = standard.by_factor[level.factor].name
            yield Finding(
                "atypical-factor",
                f"{name} at {level.code} is two or more levels from {expected}, typical of {of}; look at it again, "
                "though the table shows examples only.",
                typical.source,
                (level.factor,),
            )
