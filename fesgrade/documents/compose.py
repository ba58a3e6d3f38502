"""From a grade to its evaluation statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fesgrade.documents.evidence import Evidence
from fesgrade.documents.statement import (
    Edition,
    Noted,
    Rated,
    RatedFactor,
    Reason,
    Reasoning,
    Signature,
    Statement,
    StatementError,
    WorkPart,
    finding_key,
)
from fesgrade.evaluation import Credit, Finding, PointRange
from fesgrade.files.schema import faults_of
from fesgrade.lines import ONE_LEVEL, OneLevel, one_level_words
from fesgrade.standards import PRIMARY, Catalog, Standard
from fesgrade.tables import Tables, load

#: The lines to sign when nothing else is asked for.
SIGNATURES = ("Evaluated by", "Reviewed by")


class Graded(Protocol):
    """What a statement needs of a result; ``fesgrade.evaluate`` and ``fesgrade.supervisory.evaluate`` give it."""

    @property
    def standard(self) -> str: ...
    @property
    def kind_of_work(self) -> str: ...
    @property
    def credits(self) -> tuple[Credit, ...]: ...
    @property
    def total(self) -> int: ...
    @property
    def grade(self) -> str: ...
    @property
    def range(self) -> PointRange: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def one_level(self) -> tuple[OneLevel, ...]: ...


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The evaluation of one kind of ``work`` with what was written about it, by factor id."""

    work: str
    result: Graded
    rationale: Mapping[str, str]
    not_next: Mapping[str, str]
    evidence: tuple[Evidence, ...] = ()


def compose(
    result: Graded,
    *,
    title: str = "",
    series: str = "",
    organization: str = "",
    position_number: str = "",
    grade: str = "",
    rationale: Mapping[str, str] | None = None,
    not_next: Mapping[str, str] | None = None,
    evidence: Iterable[Evidence] = (),
    resolutions: Mapping[str, str] | None = None,
    findings: Iterable[Finding] = (),
    reasoning: Iterable[Reasoning] = (),
    remarks: str = "",
    date: str = "",
    signatures: Iterable[Signature | str] = SIGNATURES,
    address: str = "",
    work: str = "",
    parts: Iterable[WorkPart] = (),
    further: Iterable[Evaluated] = (),
    data: Tables = None,
) -> Statement:
    """Make a statement of an evaluation.

    ``result`` comes from :func:`fesgrade.evaluate` or :func:`fesgrade.supervisory.evaluate`; the steps of a supervisory
    one become its first reasoning, and what one level would change its last. ``grade`` (``GS-11``) is the final grade
    where it is not that of the result, as in a mixed position, and ``findings`` are those beside the result's own.
    ``rationale`` (why the level is met) and ``not_next`` (why the next one is not) go by factor id, ``resolutions`` by
    :func:`finding_key`; ``reasoning`` is made by :func:`argued`. Of a mixed position ``parts`` are the kinds of work,
    ``work`` the name of the one that ``result`` is about, and ``further`` evaluates others of them.

    Raises :class:`StatementError` for a text that is too long or holds half a character, a factor or finding that the
    result does not have, a grade or date that is none.
    """
    catalog = load(data)
    resolutions = dict(resolutions or {})
    leading = Evaluated(work, result, rationale or {}, not_next or {}, tuple(evidence))
    rated = (leading, *further)
    faults = [fault for each in rated for fault in _strangers(each, catalog.standards[each.result.standard])]
    every = [(each.work, finding) for each in rated for finding in each.result.findings]
    every += [("", finding) for finding in findings]
    keys = {finding_key(finding, about) for about, finding in every}
    faults += [
        f"{key!r} is resolved, but the evaluation has no such finding." for key in resolutions if key not in keys
    ]
    if faults:
        raise StatementError(faults)
    first, *others = (_rated(each, catalog) for each in rated)
    own = [
        argued("Supervisory work" if each.work in ("", "Supervisory work") else f"Supervisory work: {each.work}", steps)
        for each in rated
        if (steps := getattr(each.result, "steps", ()))
    ]
    made = Statement(
        title=title,
        series=series,
        organization=organization,
        position_number=position_number,
        grade=grade or result.grade,
        standard=first.standard,
        kind_of_work=first.kind_of_work,
        factors=first.factors,
        total=first.total,
        converted=first.converted,
        range=first.range,
        findings=tuple(
            Noted(
                code=each.code,
                message=each.message,
                source=each.source,
                factors=each.factors,
                resolution=resolutions.get(finding_key(each, about), ""),
                work=about,
            )
            for about, each in every
        ),
        reasoning=(*own, *reasoning, argued(ONE_LEVEL, [one_level_words(result.one_level)])),
        editions=tuple(dict.fromkeys(one for each in rated for one in _editions(each.result, catalog))),
        remarks=remarks,
        date=date,
        signatures=tuple(line if isinstance(line, Signature) else Signature(line) for line in signatures),
        address=address,
        work=work,
        parts=tuple(parts),
        further=tuple(others),
    )
    # What is made here can be saved, and what is saved can be opened again.
    faults = faults_of(made.to_json(), Statement.FORM)
    if faults:
        raise StatementError(faults)
    return made


def _strangers(one: Evaluated, standard: Standard) -> Iterator[str]:
    """Say which texts and evidence are given for what is no factor of the standard."""
    given = {
        "A rationale": one.rationale, "Why not the next level": one.not_next,
        "Evidence": [each.factor for each in one.evidence],
    }  # fmt: skip
    for what, some in given.items():
        for key in dict.fromkeys(some):
            if key not in standard.by_factor:
                yield f"{what} is given for {key!r}, which is no factor of {standard.short_title}."


def _rated(one: Evaluated, catalog: Catalog) -> Rated:
    result = one.result
    standard = catalog.standards[result.standard]
    return Rated(
        work=one.work,
        standard=result.standard,
        kind_of_work=result.kind_of_work,
        factors=tuple(
            RatedFactor(
                factor=credit.factor,
                name=standard.by_factor[credit.factor].name,
                level=credit.level,
                points=credit.points,
                source=_standard_used(credit, standard),
                rationale=one.rationale.get(credit.factor, ""),
                next_level=next_level(standard, credit.level),
                not_next=one.not_next.get(credit.factor, ""),
                evidence=tuple(each for each in one.evidence if each.factor == credit.factor),
            )
            for credit in result.credits
        ),
        total=result.total,
        converted=getattr(result, "converted", result.grade),
        range=result.range,
    )


def next_level(standard: Standard, code: str) -> str:
    """Return the code of the next higher level, blank above the highest and for one that the standard lacks."""
    level = standard.by_code.get(code)
    upper = standard.step(level, 1) if level else None
    return upper.code if upper else ""


def _standard_used(credit: Credit, standard: Standard) -> str:
    """Return where a level stands; first where its factor begins in the standard itself, if only that is known."""
    own = f"{standard.short_title} standard"
    begins = next(
        (place for place in standard.by_factor[credit.factor].source.split("; ") if place.startswith(own)), ""
    )
    if not begins or own in credit.source or standard.by_code[credit.level].status != "described":
        return credit.source
    return f"{begins}; {credit.source}"


def argued(title: str, steps: Iterable[Any]) -> Reasoning:
    """Make a reasoning of the steps of a result (``words``, ``source``), of texts, or of reasons."""
    return Reasoning(title, tuple(_reason(step) for step in steps))


def _reason(step: Any) -> Reason:
    if isinstance(step, Reason):
        return step
    if isinstance(step, str):
        return Reason(step)
    return Reason(step.words, step.source)


def _editions(result: Graded, catalog: Catalog) -> tuple[Edition, ...]:
    """The standard, and the Primary Standard where a level was credited from it (Handbook p. 11)."""
    standard = catalog.standards[result.standard]
    borrowed = any(standard.by_code[credit.level].status != "described" for credit in result.credits)
    used = [standard, *([catalog.standards[PRIMARY]] if borrowed and standard.id != PRIMARY else [])]
    return tuple(Edition(each.id, each.title, each.edition, each.document) for each in used)
