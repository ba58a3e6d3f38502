"""Supervisory work graded with the General Schedule Supervisory Guide (GSSG), as steps that argue the grade.

Three questions, each with its own function: may the guide be used (:func:`coverage`, GSSG p. 2-3), which grade
of work is directed (:func:`find_base`, p. 21-23), and which grade follows (:func:`evaluate`, p. 23-24 and 29-30).
Each :class:`Step` says what was asked, whether the condition is met, what follows and where the rule stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fesgrade.evaluation import (
    NO_ADJUSTMENT,
    Credit,
    Finding,
    PointRange,
    as_plain,
    credit,
    credit_table,
    finding_notes,
    grade_findings,
    head_of,
    level_findings,
    near_line,
    rate,
)
from fesgrade.levels import Levels, LevelsError, find_kind, read_levels
from fesgrade.lines import ONE_LEVEL, OneLevel, near_lines, one_level, one_level_words
from fesgrade.shares import Percent, read_grade
from fesgrade.shown import Note, Shown, View
from fesgrade.standards import GUIDE, Level, Standard
from fesgrade.supervisory.base import Base, find_guide, level_for, level_step
from fesgrade.supervisory.contradictions import contacts, six_and_base
from fesgrade.supervisory.coverage import QUARTER, Coverage, Step, coverage, step_list
from fesgrade.supervisory.facts import ENOUGH_SITUATIONS, RAISED, Facts
from fesgrade.tables import Tables, load

if TYPE_CHECKING:
    from fesgrade.supervisory.checked import Checked, CheckedFactor


@dataclass(frozen=True, slots=True)
class SupervisoryEvaluation(Shown):
    """Supervisory work, graded. ``given`` are the levels as given, ``credits`` as credited, with the added level.

    ``total``, ``range``, ``above_floor`` and ``to_next`` belong to the ``converted`` grade; ``grade`` is the one after
    the adjustments. ``covered`` is ``None`` while the share of time or the authority is not given. ``checked`` says
    where the check lists lead, for each factor with an item checked. ``one_level`` says to which other
    final grades one level of one factor leads. ``graded_by`` is the guide used; it stands in no JSON.
    """

    standard: str
    kind_of_work: str
    given: tuple[Credit, ...]
    credits: tuple[Credit, ...]
    total: int
    converted: str
    range: PointRange
    above_floor: int
    to_next: int | None
    grade: str
    base_grade: str | None
    special_situations: int
    deputy: bool
    time_share: float | None
    covered: bool | None
    checked: tuple[CheckedFactor, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    one_level: tuple[OneLevel, ...]
    graded_by: Standard = field(repr=False, compare=False)

    @property
    def levels(self) -> dict[str, str]:
        """The code of each factor's level as credited, as every function here takes levels: ``{"1": "1-3", …}``."""
        return {credit.factor: credit.level for credit in self.credits}

    def view(self) -> View:
        """Return what it shows of itself: the factors, the steps to the grade, the findings."""
        return View(
            title=f"{self.graded_by.title}, {self.graded_by.edition}",
            head=head_of(self.graded_by, self.total, self.above_floor, self.to_next, final=self.grade),
            tables=(credit_table(self.credits, self.graded_by, self.total),),
            rest=(
                step_list(self.steps),
                Note("Grade", self.grade),
                *finding_notes(self.findings),
                Note(ONE_LEVEL, one_level_words(self.one_level)),
            ),
        )

    @property
    def authority(self) -> bool | None:
        """Whether the authority meets 3-2, as it was said; ``None`` when it was not."""
        return next((step.met for step in self.steps if step.code == "authority"), None)

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and strings under the same names, ready for JSON."""
        plain: dict[str, Any] = as_plain(self)
        return plain


# The grade --------------------------------------------------------------------------------------


def evaluate(
    levels: Levels,
    *,
    base_grade: Base | int | str | None = None,
    special_situations: int | str | Iterable[int] = 0,
    deputy: bool = False,
    time_share: Percent | None = None,
    authority: bool | None = None,
    exclusions: Collection[str] | None = None,
    checked: Checked | None = None,
    same_contacts: bool | None = None,
    standard: Standard | str = GUIDE,
    kind_of_work: str | None = None,
    data: Tables = None,
) -> SupervisoryEvaluation:
    """Grade supervisory work: levels, added level, conversion, then the adjustments in their order.

    ``levels`` are in any usual notation (:func:`fesgrade.evaluate`). ``base_grade`` is the grade of the
    work directed, as determined under factor 5 at 25 percent or more (``9``, ``"GS-9"``), or what :func:`find_base`
    returned; without it no adjustment is made and a finding says so. ``checked`` is what
    :func:`fesgrade.supervisory.check` made of the check lists. A factor without a level takes the one that the lists
    lead to, factor 5 that of the base grade; a level given against the lists stands and draws a finding.
    ``special_situations`` is how many of the eight are met, 0 to 8, or their numbers. ``same_contacts`` says whether
    4A and 4B rest on the same contacts. ``deputy``: the levels describe the chief's duties, and the grade is that of a
    full deputy or full assistant chief. ``time_share``, ``authority`` and ``exclusions`` as in :func:`coverage`; work
    that is not covered is graded all the same, with a finding that it cannot decide the grade of the position.

    The order: three or more situations turn 6-1, 6-2 or 6-3 into the next level (GSSG p. 23-24); the total is
    converted (p. 29); a grade not above the base becomes one above it (p. 30); with a GS-9 base it is at least
    GS-11 (p. 30); a full deputy is one grade lower than the chief so graded (p. 9, 30); GS-15 is the highest
    (p. 2, 9).

    Raises
    ------
    LevelsError
        With every fault at once: those of the levels, a base grade that contradicts the level of factor 5, anything
        out of its range.
    DataError
        For a faulty ``data``.
    """
    from fesgrade.supervisory import checked as lists  # a tenth of what importing fesgrade would take

    catalog = load(data)
    guide = find_guide(standard, catalog)
    faults: list[str] = []
    kind, levels_read, covered = "", dict[str, Level](), Coverage(None, ())
    with _noting(faults):
        kind = find_kind(kind_of_work, guide)
    with _noting(faults):
        levels_read = _read_levels(levels, guide, base_grade, checked)
    with _noting(faults):
        covered = coverage(time_share, authority, exclusions)
    met, names = _read_situations(special_situations, guide, faults)
    base, adjusts = _read_base(base_grade, levels_read.get("5"), guide, faults)
    if faults:
        raise LevelsError(faults)

    facts = Facts(
        guide=guide, levels=levels_read, situations=met, base=base, adjusts=adjusts, deputy=deputy,
        judged="judgment" in lists.ways_of(checked, "6"),
    )  # fmt: skip
    plain = rate(facts.credited, guide, kind, catalog)
    converted = facts.converted
    grade, adjustments = facts.adjusted
    given = tuple(levels_read[factor.id] for factor in guide.factors)
    steps = [
        *covered.steps,
        *(lists.steps(checked) if checked else ()),
        _contacts_step(levels_read, same_contacts),
        *_base_steps(base_grade, base, guide),
        _situations_step(levels_read["6"], facts.credited["6"], met, names),
        Step(
            code="conversion",
            asked="Which grade do the points convert to?",
            met=None,
            outcome=f"{plain.total:,} points convert to {converted.name} ({converted.points}).",
            source=converted.source,
            grade=converted.name,
        ),
        *adjustments,
    ]
    findings = [
        *level_findings(given, guide, kind),
        *grade_findings(replace(converted, grade=grade), guide, kind, catalog),
        *_own_findings(facts, base_grade, covered),
        *contacts(levels_read, same_contacts),
        *(lists.findings(checked, levels_read) if checked else ()),
        *(
            near_line(line, beyond, guide, catalog)
            for line in near_lines(facts.credited, guide, catalog.near_lines.get(guide.id))
            if (beyond := facts.adjust(line.grade)[0]) != grade
        ),
    ]
    return SupervisoryEvaluation(
        standard=guide.id,
        kind_of_work=kind,
        given=tuple(map(credit, given)),
        credits=plain.credits,
        total=plain.total,
        converted=converted.name,
        range=plain.range,
        above_floor=plain.above_floor,
        to_next=plain.to_next,
        grade=f"GS-{grade}",
        base_grade=None if base is None else f"GS-{base}",
        special_situations=met,
        deputy=deputy,
        time_share=None if time_share is None else float(time_share),
        covered=covered.covered,
        checked=checked.factors if checked else (),
        steps=tuple(steps),
        findings=tuple(findings),
        one_level=one_level(levels_read, grade, guide, lambda _, new: facts.with_level(new).adjusted[0]),
        graded_by=guide,
    )


# What is given ------------------------------------------------------------------------------------


@contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Note the faults of a refused input and go on, so that all of them are told at once."""
    try:
        yield
    except LevelsError as error:
        faults += error.faults


def _read_levels(
    levels: Levels, guide: Standard, base: Base | int | str | None, checked: Checked | None
) -> dict[str, Level]:
    """Return the levels, of factors without one those of the check lists and of the base grade."""
    found = dict(checked.levels) if checked else {}
    grade = base.grade if isinstance(base, Base) else read_grade(base)
    with suppress(LevelsError):  # a grade that the chart does not have is told where the base is read
        if grade:
            found["5"] = level_for(grade, guide).level
    return read_levels(levels, guide, otherwise=found)


def _read_base(
    value: Base | int | str | None, five: Level | None, guide: Standard, faults: list[str]
) -> tuple[int | None, int | None]:
    """Return the base grade and the one for the adjustments, which a grade given alone is too.

    ``five`` is the level of factor 5, which must be the one that follows from the base grade.
    """
    if value is None:
        return None, None
    grade = value.grade if isinstance(value, Base) else read_grade(value)
    adjusts = value.adjusts if isinstance(value, Base) else grade
    if isinstance(value, Base) and grade is None:
        faults.append("The table of work directed gives no base grade; correct it or leave the base grade out.")
    elif grade is None:
        faults.append(f"The base grade is given as {value!r}; give GS-1 to GS-15, as 9 or GS-9.")
    else:
        with _noting(faults):
            chart = level_for(grade, guide)
            if five and five.code != chart.level:
                faults.append(
                    f"Factor 5 is given as {five.code}, but a base grade of GS-{grade} gives {chart.level} "
                    f"({chart.source}); change one of the two."
                )
    return grade, adjusts


def _read_situations(
    value: int | str | Iterable[int], guide: Standard, faults: list[str]
) -> tuple[int, tuple[str, ...]]:
    """Return how many special situations are met, and their names where their numbers were given."""
    known = {situation.number: situation.name for situation in guide.situations}
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= len(known):
        return value, ()
    if isinstance(value, Iterable) and not isinstance(value, str):
        value = numbers = list(value)
        whole = all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
        if whole and set(numbers) <= known.keys() and len(set(numbers)) == len(numbers):
            return len(numbers), tuple(known[number] for number in sorted(numbers))
    faults.append(
        f"The special situations are given as {value!r}; give how many are met, 0 to {len(known)}, or the number of "
        "each one, once."
    )
    return 0, ()


def _contacts_step(levels: Mapping[str, Level], same: bool | None) -> Step:
    both = f"{levels['4A'].code} and {levels['4B'].code}"
    outcomes = {
        True: f"{both} rest on the same people.",
        False: f"{both} may not be credited together: they rest on different people.",
        None: f"{both} may be credited together only for the same people; check it.",
    }
    asked = "Do 4A and 4B rest on the same contacts?"
    return Step(code="contacts", asked=asked, met=same, outcome=outcomes[same], source="GSSG p. 18")


def _base_steps(given: Base | int | str | None, base: int | None, guide: Standard) -> Iterator[Step]:
    if isinstance(given, Base):
        yield from given.steps
    elif base:
        yield Step(
            code="base",
            asked="Which is the base grade of the work directed?",
            met=None,
            outcome=f"GS-{base} was given, as determined at {QUARTER} percent of the workload or more.",
            source="GSSG p. 21-22",
        )
        yield level_step(base, level_for(base, guide))


def _situations_step(given: Level, credited: Level, met: int, names: tuple[str, ...]) -> Step:
    count = f"{met or 'None'} {'is' if met == 1 else 'are'} met" + (f" ({', '.join(names)})" if names else "")
    asked = f"Are {ENOUGH_SITUATIONS} or more special situations met, at {', '.join(RAISED[:-1])} or {RAISED[-1]}?"
    if given.code not in RAISED:
        outcome = f"{given.code} is credited, to which the special situations add nothing."
    elif met < ENOUGH_SITUATIONS:
        outcome = f"{count}, so {given.code} stays."
    else:
        outcome = f"{count}, so one level is added: {given.code} becomes {credited.code}, {credited.points:,} points."
    added = given.code in RAISED and met >= ENOUGH_SITUATIONS
    return Step(code="situations", asked=asked, met=added, outcome=outcome, source="GSSG p. 23-24")


def _own_findings(facts: Facts, given: Base | int | str | None, covered: Coverage) -> Iterator[Finding]:
    base, top = facts.base, facts.guide.grades[-1].grade
    if covered.covered is False:
        yield Finding(
            "not-covered",
            f"{' '.join(covered.reasons)} It is graded here all the same.",
            covered.source,
        )
    if isinstance(given, Base):
        yield from given.findings
        if given.adjusts != base:
            adjusts = f"keeps to GS-{given.adjusts}, which is" if given.adjusts else "is not made: no grade is"
            yield Finding(
                "base-below-quarter",
                f"The base of GS-{base} rests on the supervisor's time and is less than {QUARTER} percent of the "
                f"workload. It gives the points; the adjustment {adjusts} that much.",
                "GSSG p. 22, 30",
                ("5",),
            )
    if base is None:
        yield NO_ADJUSTMENT
    else:
        yield from six_and_base(facts.levels["6"], base, of_judgment=facts.judged)
    if base == top and any(step.code == "one-above-base" and step.met for step in facts.adjusted[1]):
        yield Finding(
            "above-range",
            f"The rules would lead above GS-{top}, which this guide does not grade; other policies apply there, and "
            f"a full deputy to a position above GS-{top} is normally not below GS-{top}.",
            "GSSG p. 9",
        )
    if facts.deputy:
        yield Finding(
            "deputy",
            f"One grade below the chief is the normal grade of a full deputy. To a chief in the SES or otherwise above "
            f"GS-{top} the guide does not apply, and the deputy is normally not below GS-{top}.",
            "GSSG p. 9",
        )
