"""Other ways to grade work, recognized by their words and refused by name; and a slip with the supervisory guide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fesgrade.reading.codes import OTHER_PLANS, classified_at
from fesgrade.reading.pages import Document
from fesgrade.reading.tokens import Kind, Token, tokens_of

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
#: Words that stand next to each other -> the scheme that they belong to.
_PHRASES = {
    ("work", "leader", "grade", "evaluation"): "the leader grade evaluation guide",
    ("leader", "grade", "evaluation"): "the leader grade evaluation guide",
    ("research", "grade", "evaluation"): "the research grade evaluation guide",
    ("research", "grade", "-", "evaluation"): "the research grade evaluation guide",
    ("equipment", "development", "grade", "-", "evaluation"): "the equipment development grade evaluation guide",
    ("accountability", "points"): "the Hay guide charts",
    ("know", "-", "how"): "the Hay guide charts",
    ("job", "grading", "system"): "the Federal Wage System",
    ("pay", "band"): "pay bands",
    ("paybanding",): "pay bands",
    ("broadband",): "pay bands",
}
#: One grade above the base is what an adjustment comes to (GSSG p. 30); more is not.
_COUNTS = frozenset(["two", "three", "2", "3"])
#: A line of more tokens is prose, which may speak of other schemes without using them.
_HEADING = 14
_LONGEST = 200


def notes(document: Document) -> list[str]:
    """Return a sentence for each other scheme that a document uses, with its page and what to do."""
    found: dict[str, str] = {}
    for index, line in enumerate(document.lines):
        if len(line.text) > _LONGEST:
            continue
        tokens = tokens_of(line.text, index)
        for scheme, seen in _schemes(tokens) if len(tokens) <= _HEADING else ():
            where = f"page {line.page}, line {line.number}"
            found.setdefault(
                scheme,
                f"“{seen}” ({where}) belongs to {scheme}, which is not graded by FES factors; it was not read.",
            )
        if _plus(tokens):
            found.setdefault(
                "plus",
                f"Page {line.page}, line {line.number}: the grade of supervisory work is not the base grade plus a "
                "number of grades; the guide's points are added up and converted, then adjusted [GSSG p. 29-30].",
            )
    return list(found.values())


def _schemes(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for at, token in enumerate(tokens):
        if token.is_word("factor", "element") and at + 1 < len(tokens) and tokens[at + 1].is_word(*_ROMAN):
            if tokens[at + 1].text.isupper():
                yield "a guide with factors in roman numerals", f"{token.text} {tokens[at + 1].text}"
        elif token.is_word("degree") and at + 1 < len(tokens) and _is_degree(tokens, at + 1):
            yield "a guide with degrees instead of levels", f"{token.text} {tokens[at + 1].text}"
        elif token.kind is Kind.WORD:
            plan = classified_at(tokens, at)
            if plan and plan.plan.lower() in OTHER_PLANS and plan.series:
                seen = " ".join(each.text for each in tokens[plan.first : plan.last])
                yield OTHER_PLANS[plan.plan.lower()], seen.replace(" - ", "-")
            for phrase, scheme in _PHRASES.items():
                if tuple(each.plain for each in tokens[at : at + len(phrase)]) == phrase:
                    yield scheme, " ".join(each.text for each in tokens[at : at + len(phrase)])


def _is_degree(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind is Kind.WORD:
        return len(token.plain) == 1 and token.text.isupper() and token.plain in "abcdefgh"
    return token.kind is Kind.NUMBER and len(token.plain) == 1


def _plus(tokens: Sequence[Token]) -> bool:
    """Say whether a line adds grades to a base grade: "base GS-9 plus two", "two grades above the base"."""
    found = [token.plain for token in tokens]
    if "base" not in found:
        return False
    base = found.index("base")
    for at, word in enumerate(found):
        if word in ("plus", "+") and set(found[at + 1 : at + 3]) & _COUNTS and at > base:
            return True
        if word == "above" and base in range(at, at + 4) and {"grade", "grades"} & set(found[max(0, at - 2) : at]):
            return bool(_COUNTS & set(found[max(0, at - 3) : at]))
    return False
