"""Evidence: statements about the work, assigned to factors as reasons for a level.

Statements come from three places: pasted lines of a position description, a practice case, and a
skills-framework file (schema version 1.0: an occupation and statements at four levels, with sources and
attribution). A framework's level is no factor level: its statements show what somebody can do, and the user
decides what they say about the work of a position.

The project ships one small framework of its own (``data/skills/``). Files of others are loaded as they are
and stay their owners': every statement carries its attribution along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fesgrade.documents.excerpts import LONGEST_LINE, ORIGINS, EvidenceError, Statement
from fesgrade.evaluation import Evaluation, Finding
from fesgrade.files.jsonfile import shorten
from fesgrade.files.schema import faults_of, list_of, record_of, text_of
from fesgrade.standards import Standard

#: What a statement says about a level of a factor: it is met, it is not fully met, the work goes beyond it.
RELATIONS = ("supports", "falls short", "exceeds")


_WORD, _TEXT = text_of(longest=LONGEST_LINE), text_of(filled=True, longest=LONGEST_LINE)
#: The form in which evidence is kept.
_FORM = list_of(
    record_of(
        factor=_WORD,
        level=_WORD,
        relation=_WORD,
        statement=record_of(
            text=_TEXT, origin=_WORD, reference=_WORD, credit=_WORD, level=_WORD, optional=("credit", "level")
        ),
    )
)

# Evidence ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement assigned to a factor: it ``supports`` a level, ``falls short`` of it or ``exceeds`` it."""

    factor: str
    level: str
    relation: str
    statement: Statement

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Argued:
    """An evaluation with its evidence, which is in the order of the factors.

    ``rule`` is where it stands that a level must be met to be credited.
    """

    evaluation: Evaluation
    evidence: tuple[Evidence, ...]
    rule: str

    def of(self, factor: str) -> tuple[Evidence, ...]:
        """Return the evidence of one factor."""
        return tuple(one for one in self.evidence if one.factor == factor)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the evidence says against the levels credited; it never changes them."""
        return tuple(_findings(self))

    def as_dict(self) -> dict[str, Any]:
        """Return plain values ready for JSON: those of the evaluation, and ``evidence`` as a list."""
        return self.evaluation.as_dict() | {"evidence": [one.as_dict() for one in self.evidence]}


def argue(evaluation: Evaluation, evidence: Iterable[Evidence], standard: Standard) -> Argued:
    """Carry evidence with an evaluation, in the order of the factors; a repeated piece is taken once.

    ``standard`` is that of the evaluation. Raises :class:`EvidenceError` for an unknown factor, level,
    relation or origin, and for a blank or too long statement.
    """
    given = list(dict.fromkeys(evidence))
    faults = [fault for number, one in enumerate(given) for fault in _faults(one, f"evidence[{number}]", standard)]
    if evaluation.standard != standard.id:
        faults.append(f"The evaluation is by {evaluation.standard}, not by {standard.id}.")
    if faults:
        raise EvidenceError(faults)
    order = list(standard.by_factor)
    rule = "GSSG p. 8" if standard.is_supervisory else "Handbook p. 10"
    return Argued(evaluation, tuple(sorted(given, key=lambda one: order.index(one.factor))), rule)


def _faults(one: Evidence, path: str, standard: Standard) -> Iterator[str]:
    factor = standard.by_factor.get(one.factor)
    if factor is None:
        yield f"{path}.factor is {shorten(one.factor)}; it must be one of {', '.join(standard.by_factor)}."
    elif one.level not in (level.code for level in factor.levels):
        yield f"{path}.level is {shorten(one.level)}; the levels are {factor.codes}."
    if one.relation not in RELATIONS:
        yield f"{path}.relation is {shorten(one.relation)}; it must be one of {', '.join(RELATIONS)}."
    if one.statement.origin not in ORIGINS:
        yield f"{path}.statement.origin is {shorten(one.statement.origin)}; it must be one of {', '.join(ORIGINS)}."
    if not one.statement.text.strip():
        yield f"{path}.statement.text is blank; it must be filled."
    elif len(one.statement.text) > LONGEST_LINE:
        yield f"{path}.statement.text has {len(one.statement.text):,} characters; at most {LONGEST_LINE:,} are allowed."


def read_evidence(value: Any, standard: Standard, path: str = "evidence") -> tuple[Evidence, ...]:
    """Read evidence back from plain values, as :meth:`Argued.as_dict` gave them under ``evidence``.

    Raises :class:`EvidenceError` with the path of everything that is missing, unknown or wrong.
    """
    if faults := faults_of(value, _FORM, path):
        raise EvidenceError(faults)
    found = tuple(
        Evidence(each["factor"], each["level"], each["relation"], Statement(**each["statement"])) for each in value
    )
    faults = [fault for at, one in enumerate(found) for fault in _faults(one, f"{path}[{at}]", standard)]
    if faults:
        raise EvidenceError(faults)
    return found


def _findings(argued: Argued) -> Iterator[Finding]:
    bare = [credit.factor for credit in argued.evaluation.credits if not argued.of(credit.factor)]
    if bare:
        yield Finding(
            "no-evidence",
            f"No statement is assigned to {_names(bare)}; say what in the work shows the level credited.",
            argued.rule,
            tuple(bare),
        )
    for credit in argued.evaluation.credits:
        mine = argued.of(credit.factor)
        level = _number(credit.level)
        higher = [
            one
            for one in mine
            if (one.relation == "supports" and _number(one.level) > level)
            or (one.relation == "exceeds" and _number(one.level) >= level)
        ]
        short = [one for one in mine if one.relation == "falls short" and _number(one.level) <= level]
        shown = any(
            (one.relation == "supports" and _number(one.level) >= level)
            or (one.relation == "exceeds" and _number(one.level) >= level - 1)
            for one in mine
        )
        if short:
            yield Finding(
                "evidence-falls-short",
                f"{credit.level} is credited, but {_count(short)} it falls short of {short[0].level}; a level counts "
                "only when it is fully met.",
                argued.rule,
                (credit.factor,),
            )
        elif mine and not shown:
            yield Finding(
                "evidence-below",
                f"{credit.level} is credited, but nothing assigned to factor {credit.factor} supports it.",
                argued.rule,
                (credit.factor,),
            )
        if higher:
            yield Finding(
                "evidence-higher",
                f"{credit.level} is credited, but {_count(higher)} more than that; look at the next level, which must "
                "be fully met to count.",
                argued.rule,
                (credit.factor,),
            )


def _number(code: str) -> int:
    return int(code.rpartition("-")[2])


def _names(factors: Sequence[str]) -> str:
    return f"factor {factors[0]}" if len(factors) == 1 else f"factors {', '.join(factors[:-1])} and {factors[-1]}"


def _count(found: Sequence[Evidence]) -> str:
    return "one statement says" if len(found) == 1 else f"{len(found)} statements say"
