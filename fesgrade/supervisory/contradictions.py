"""What in the levels of supervisory work does not go together: contacts, and factor 6 with the base grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fesgrade.evaluation import Finding
from fesgrade.standards import FAR, Level

#: Highest factor 6 level whose text fits a base grade (GSSG p. 24-27): up to this grade, at most this number.
_HIGHEST_SIX = ((6, 2), (8, 3), (10, 4), (11, 5))
#: Level of factor 6 that describes the coordination of work at a base grade (GSSG p. 24-27): from this grade, number.
_OF_BASE = ((13, 5), (12, 5), (11, 4), (9, 3), (7, 2))
#: The level that analytical or creative work of no named grade may meet, too (GSSG p. 25).
_OF_JUDGMENT = 3


def six_and_base(six: Level, base: int, *, of_judgment: bool = False) -> Iterator[Finding]:
    """Say whether a level of factor 6, as given, is written for much higher or lower work than the base grade.

    ``of_judgment`` says that the work is analytical, evaluative or creative, of no named grade, as 6-3 allows.
    """
    highest = next((number for grade, number in _HIGHEST_SIX if base <= grade), None)
    judged = six.number == _OF_JUDGMENT
    if highest and six.number > highest and not (judged and of_judgment):
        unless = ", unless it is work of judgment, for which 6-3 names no grade" if judged else ""
        yield Finding(
            "factor-6-above-base",
            f"{six.code} is written for work above the base of GS-{base}, which fits 6-{highest} at most{unless}; "
            "look at factors 5 and 6 again.",
            "GSSG p. 24-27",
            ("5", "6"),
        )
    usual = next((number for grade, number in _OF_BASE if base >= grade), 1)
    if usual - six.number >= FAR:
        yield Finding(
            "factor-6-below-base",
            f"6-{usual} describes the coordination of work at the base of GS-{base}, and {six.code} that of much lower "
            "work; look at factors 5 and 6 again, or say what keeps the coordination so simple.",
            "GSSG p. 24-27",
            ("5", "6"),
        )


def contacts(levels: Mapping[str, Level], same: bool | None) -> Iterator[Finding]:
    """Say whether 4A and 4B can rest on the same contacts; ``same`` is what was answered, ``None`` without an answer.

    Two levels apart count as far here; the guide gives no number.
    """
    nature, purpose = levels["4A"], levels["4B"]
    if same is False:
        yield Finding(
            "contacts-differ",
            f"{nature.code} and {purpose.code} rest on different contacts, so they may not be credited together; rate "
            "both on the contacts that are credited.",
            "GSSG p. 18",
            ("4A", "4B"),
        )
    elif abs(nature.number - purpose.number) >= FAR:
        yield Finding(
            "contacts-apart",
            f"{nature.code} with {purpose.code} is unusual: whoever is credited in {nature.code} must be met for the "
            f"purpose in {purpose.code}. Check that both rest on the same contacts.",
            "GSSG p. 18-21",
            ("4B",),  # the purpose is rated on the contacts of 4A
        )
