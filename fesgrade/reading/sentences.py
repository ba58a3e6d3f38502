"""The grammar of a sentence about a level: whether it credits the level, says it is met, compares, or claims.

A sentence is cut into clauses, and each rule looks at the words of the level's own clause. The rules come in order;
the first that fits decides. What fits none is no evaluation.
"""

from __future__ import annotations

from collections.abc import Sequence

from fesgrade.reading import vocabulary
from fesgrade.reading.codes import POINT_WORDS, Written
from fesgrade.reading.statements import Strength
from fesgrade.reading.tokens import Kind, Token

_WE = frozenset(["we", "our", "opm"])
_CLAIMED = frozenset(["claimed", "proposed", "requested", "alleged", "desired"])
#: The most tokens between a verb and its level.
_REACH = 8


def role_of(sentence: Sequence[Token], level: Written) -> Strength:
    """Return how a sentence speaks of a level that stands in it."""
    start, end = _clause(sentence, level)
    before = _words(sentence[max(0, start - 1) : level.first])
    after = _words(sentence[level.last : end])
    before, after = _without_pairs(before), _without_pairs(after)
    whole = _words(sentence)
    agreed = bool(vocabulary.AGREES & set(whole)) and not {"not", "cannot", "disagree"} & set(whole)
    if agreed and ({"we", "opm"} & set(whole)):
        return Strength.CREDITED
    if vocabulary.NOT & set(before[-_REACH:]) or vocabulary.NOT & set(after[:6]):
        return Strength.COMPARED
    if vocabulary.MAYBE & {*before[-_REACH:], *after[:4]} or (before[-2:-1] == ["to"] and before[-1:] == ["credit"]):
        return Strength.COMPARED
    if is_claim(whole) and not _WE & set(before):
        return Strength.COMPARED
    if _is_credited(before, after):
        return Strength.CREDITED
    if _is_met(before, after):
        return Strength.MET
    return Strength.COMPARED


def _words(tokens: Sequence[Token]) -> list[str]:
    """Return the words among tokens; the letter of a level such as 2b is none."""
    return [token.plain for token in tokens if token.kind is Kind.WORD and not (token.glued and len(token.plain) == 1)]


def _is_credited(before: list[str], after: list[str]) -> bool:
    """ "Level 1-7 is credited", "is evaluated at Level 1-7", "Factor 1 is Level 1-7", "75 points are assigned"."""
    follows = after[:1] and after[0] in ("is", "are", "was", "were", "has", "have", "and", "must", *POINT_WORDS)
    if (
        follows
        and {*vocabulary.CREDITS, *vocabulary.PROPER} & set(after[:_REACH])
        and not {"described", "defined", "expected"} & set(after[:4])
    ):
        return True
    if before[-1:] == ["is"] and vocabulary.NAMED & set(before[-8:]):
        return True  # "the proper level is Level 1-7"
    for back, word in enumerate(reversed(before[-_REACH:])):
        if word in vocabulary.CREDITS:
            at = len(before) - 1 - back
            noun = before[at + 1 : at + 2] and before[at + 1] in ("is", "was")
            if word in vocabulary.PLAIN and not noun and not {"we", "to", "i"} & set(before[max(0, at - 2) : at]):
                return False  # a guide that says what to do
            return not (at and before[at - 1] in vocabulary.WORK) and not (at > 1 and before[at - 2] in vocabulary.WORK)
        if word not in vocabulary.AT and word not in POINT_WORDS:
            return False
    return False


def _is_met(before: list[str], after: list[str]) -> bool:
    """ "The position meets Level 1-7", "Level 1-7 is met", "is comparable to Level 1-7"."""
    if (
        after[:1]
        and after[0] in ("is", "are", "was", "were", "has")
        and {"met", "matched", "satisfied", "reached"} & set(after[:4])
    ):
        return True
    for word in reversed(before[-6:]):
        if word in vocabulary.MEETS:
            return True
        if word in ("unlike", "like", "contrast", "described", "typical", "at"):
            return False
    return False


def is_claim(words: Sequence[str]) -> bool:
    """Say whether a side speaks: a side, and soon after it what claims; or "the claimed level", "by the agency"."""
    if _WE & set(words[:4]) or _CLAIMED & set(words):
        return bool(_CLAIMED & set(words)) and not _WE & set(words[:4])
    for at, word in enumerate(words):
        if word in vocabulary.SIDES and vocabulary.CLAIMS & set(words[at + 1 : at + 5]) and not _passive(words, at):
            return True
        if (
            word in ("agency's", "appellant's", "appellants'", "activity's")
            and set(words[at + 1 : at + 3]) & vocabulary.RATINGS
        ):
            return True
        if word == "by" and set(words[at + 1 : at + 3]) & vocabulary.SIDES:
            return True
    return False


def _passive(words: Sequence[str], at: int) -> bool:
    """Say whether the side is what is rated: "the supervisor is credited"."""
    return bool(set(words[at + 1 : at + 3]) & {"is", "are", "was", "were", "be", "been"})


def _without_pairs(words: list[str]) -> list[str]:
    """Return words without "does not exceed", which says that a level is met and no more."""
    kept: list[str] = []
    skip = False
    for at, word in enumerate(words):
        if skip:
            skip = False
            continue
        if word == "not" and words[at + 1 : at + 2] and words[at + 1] in ("exceed", "exceeded", "only"):
            skip = True
            continue
        kept.append(word)
    return kept


def _clause(sentence: Sequence[Token], level: Written) -> tuple[int, int]:
    """Return where the clause of a level begins and ends."""
    start = level.first
    while start and not _parts(sentence, start - 1):
        start -= 1
    end = level.last
    while end < len(sentence) and not _parts(sentence, end):
        end += 1
    return start, end


def _parts(sentence: Sequence[Token], at: int) -> bool:
    """Say whether a token begins another clause: a semicolon, a word such as "because", "not" behind a comma.

    "meets but does not exceed" is one clause.
    """
    token = sentence[at]
    if token.is_sign(";"):
        return True
    if token.is_word("but") and any(each.is_word("exceed") for each in sentence[at : at + 5]):
        return False
    if (
        token.is_sign(",")
        and at + 1 < len(sentence)
        and sentence[at + 1].is_word("level", "fl", "we", "so", "therefore")
    ):
        return True
    if token.is_word("not") and at and sentence[at - 1].is_sign(","):
        return True
    return token.kind is Kind.WORD and token.plain in vocabulary.CLAUSES


# From a paragraph to sentences --------------------------------------------------------------------


#: No sentence has more tokens: a table without lines, or what a program left of one, is cut, at a line where it can.
_LONGEST = 300


def sentences_of(paragraph: Sequence[Token]) -> list[Sequence[Token]]:
    """Cut the tokens of a paragraph into sentences."""
    found = []
    first = 0
    for at in range(len(paragraph)):
        over = at - first >= _LONGEST and (at + 1 == len(paragraph) or paragraph[at + 1].line != paragraph[at].line)
        if over or at - first >= 2 * _LONGEST or _ends(paragraph, at, first):
            found.append(paragraph[first : at + 1])
            first = at + 1
    if first < len(paragraph):
        found.append(paragraph[first:])
    return found


def _ends(paragraph: Sequence[Token], at: int, first: int) -> bool:
    """Say whether a full stop ends a sentence; one behind an initial, a shortened word or a list's number does not."""
    token = paragraph[at]
    if not token.is_sign(".?!"):
        return False
    after = paragraph[at + 1] if at + 1 < len(paragraph) else None
    if after is None:
        return True
    if after.glued or (after.kind is Kind.WORD and not after.text[0].isupper()):
        return False
    before = paragraph[at - 1] if at > first else None
    if before is None or token.is_sign("?!"):
        return True
    if before.kind is Kind.NUMBER:
        return at - first > 1 or len(before.plain) > 2
    leveled = at - 2 >= first and (paragraph[at - 2].plain in ("level", "-") or before.glued)
    return before.plain not in vocabulary.SHORTENED and (
        len(before.plain) > 1 or before.kind is not Kind.WORD or leveled
    )
