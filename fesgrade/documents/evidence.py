"""Evidence: excerpts about the work, assigned to factors as reasons for a level.

Excerpts come from three places: pasted lines of a position description, a practice case, and a skills-framework file
(schema version 1.0: an occupation and sentences at four levels of skill, with sources and attribution). A level of
skill is no factor level: its sentences show what somebody can do, and the user decides what they say about the work of
a position.

The project ships one small framework of its own (``data/skills/``). Files of others are loaded as they are
and stay their owners': every excerpt carries its attribution along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from fesgrade.documents import fields
from fesgrade.documents.excerpts import LONGEST_LINE, ORIGINS, EvidenceError, Excerpt
from fesgrade.documents.frameworks import FRAMEWORK_LEVELS
from fesgrade.evaluation import Credit, Evaluation, Finding
from fesgrade.files.jsonfile import shorten
from fesgrade.files.schema import Schema, faults_of, list_of, one_of, record_of
from fesgrade.sources import listed
from fesgrade.standards import Standard


class Relation(NamedTuple):
    """What evidence says of a level: the words before the level, and what they mean."""

    words: str
    meaning: str


RELATIONS = {
    "supports": Relation("supports", "the work fully meets it"),
    "falls short": Relation("falls short of", "the work does not fully meet it"),
    "exceeds": Relation("exceeds", "the work goes beyond it"),
}


# Evidence ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """An excerpt assigned to a factor; ``relation``, one of :data:`RELATIONS`, is what it says of a level."""

    factor: str
    level: str
    relation: str
    excerpt: Excerpt

    #: The form in which it is saved below its factor.
    FORM: ClassVar[Schema] = record_of(
        relation=one_of(*RELATIONS),
        level=fields.level("The level it is about"),
        text=fields.text("The fact", filled=True),
        reference=fields.line("Where it stands"),
        credit=fields.text("Whose words it is"),
        origin=one_of("", *ORIGINS),
        skill=one_of("", *FRAMEWORK_LEVELS),
    )

    def __str__(self) -> str:
        where = "; ".join(part for part in (self.excerpt.place, self.excerpt.credit) if part)
        text = f"{RELATIONS[self.relation].words.capitalize()} {self.level}: {self.excerpt.text}"
        return f"{text} ({where})" if where else text

    def to_json(self) -> dict[str, str]:
        """Return plain values in the form of :data:`FORM`."""
        one = self.excerpt
        return {
            "relation": self.relation, "level": self.level, "text": one.text, "reference": one.reference,
            "credit": one.credit, "origin": one.origin, "skill": one.skill,
        }  # fmt: skip

    @classmethod
    def from_json(cls, factor: str, plain: Mapping[str, str]) -> Evidence:
        """Return evidence for a factor from plain values that fit :data:`FORM`."""
        excerpt = {name: text for name, text in plain.items() if name not in ("factor", "level", "relation")}
        return cls(factor, plain["level"], plain["relation"], Excerpt(**excerpt))


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
        return self.evaluation.as_dict() | {"evidence": plain_evidence(self.evidence)}


def argue(evaluation: Evaluation, evidence: Iterable[Evidence], standard: Standard) -> Argued:
    """Carry evidence with an evaluation, in the order of the factors; a repeated piece is taken once.

    ``standard`` is that of the evaluation. Raises :class:`EvidenceError` for an unknown factor, level,
    relation or origin, and for a blank or too long excerpt.
    """
    given = list(dict.fromkeys(evidence))
    faults: list[str] = []
    for at, one in enumerate(given):
        faults += _misplaced(one, standard, f"evidence[{at}]")
        faults += faults_of(one.to_json(), Evidence.FORM, f"evidence[{at}]")
    if evaluation.standard != standard.id:
        faults.append(f"The evaluation is by {evaluation.standard}, not by {standard.id}.")
    if faults:
        raise EvidenceError(faults)
    order = list(standard.by_factor)
    rule = "GSSG p. 8" if standard.is_supervisory else "Handbook p. 10"
    return Argued(evaluation, tuple(sorted(given, key=lambda one: order.index(one.factor))), rule)


def _misplaced(one: Evidence, standard: Standard, path: str) -> Iterator[str]:
    """Say with the place why a piece of evidence cannot be assigned to its factor of a standard."""
    factor = standard.by_factor.get(one.factor)
    if factor is None:
        yield f"{path}.factor is {shorten(one.factor)}; it must be one of {', '.join(standard.by_factor)}."
    elif one.level not in (level.code for level in factor.levels):
        yield f"{path}.level is {shorten(one.level)}; the levels are {factor.codes}."
    if len(one.excerpt.text) > LONGEST_LINE:
        yield f"{path}.text has {len(one.excerpt.text):,} characters; at most {LONGEST_LINE:,} are allowed."


def plain_evidence(evidence: Iterable[Evidence]) -> list[dict[str, str]]:
    """Return evidence as plain values, each piece with its factor; :func:`read_evidence` reads it back."""
    return [{"factor": one.factor, **one.to_json()} for one in evidence]


_LISTED = list_of(record_of({"factor": fields.factor("The factor"), **Evidence.FORM["properties"]}))


def read_evidence(value: Any, standard: Standard, path: str = "evidence") -> tuple[Evidence, ...]:
    """Read evidence back from plain values, as :func:`plain_evidence` gave them.

    Raises :class:`EvidenceError` with the path of everything that is missing, unknown or wrong.
    """
    if faults := faults_of(value, _LISTED, path):
        raise EvidenceError(faults)
    found = tuple(Evidence.from_json(each["factor"], each) for each in value)
    check_evidence(found, standard, path)
    return found


def check_evidence(evidence: Iterable[Evidence], standard: Standard, path: str = "evidence") -> None:
    """Raise :class:`EvidenceError` when evidence cannot be assigned to the factors of a standard."""
    if faults := [fault for at, one in enumerate(evidence) for fault in _misplaced(one, standard, f"{path}[{at}]")]:
        raise EvidenceError(faults)


def _findings(argued: Argued) -> Iterator[Finding]:
    bare = [credit.factor for credit in argued.evaluation.credits if not argued.of(credit.factor)]
    if bare:
        factors = f"{'factor' if len(bare) == 1 else 'factors'} {listed(bare)}"
        yield Finding(
            "no-evidence",
            f"No statement is assigned to {factors}; say what in the work shows the level credited.",
            argued.rule,
            tuple(bare),
        )
    for credit in argued.evaluation.credits:
        yield from _against(credit, argued.of(credit.factor), argued.rule)


def _against(credit: Credit, pieces: Sequence[Evidence], rule: str) -> Iterator[Finding]:
    """Say what the evidence of one factor has against the level credited."""
    higher: list[Evidence] = []
    short: list[Evidence] = []
    is_met = False
    for piece in pieces:
        above = _number(piece.level) - _number(credit.level)  # how far the level that it speaks of is above
        if piece.relation == "supports":
            is_met |= above >= 0
            higher += [piece] if above > 0 else []
        elif piece.relation == "exceeds":
            is_met |= above >= -1
            higher += [piece] if above >= 0 else []
        elif above <= 0:
            short.append(piece)

    def finding(code: str, message: str) -> Finding:
        return Finding(code, f"{credit.level} is credited, but {message}", rule, (credit.factor,))

    if short:
        against = f"{_count(short)} it falls short of {short[0].level}"
        yield finding("evidence-falls-short", f"{against}; a level counts only when it is fully met.")
    elif pieces and not is_met:
        yield finding("evidence-below", f"nothing assigned to factor {credit.factor} supports it.")
    if higher:
        more = f"{_count(higher)} more than that"
        yield finding("evidence-higher", f"{more}; look at the next level, which must be fully met to count.")


def _number(code: str) -> int:
    return int(code.rpartition("-")[2])


def _count(pieces: Sequence[object]) -> str:
    return "one statement says" if len(pieces) == 1 else f"{len(pieces)} statements say"
