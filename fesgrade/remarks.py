"""What a standard says of its own use, in our words: what it covers, excludes, and what counts below it."""

from __future__ import annotations

from dataclasses import dataclass

#: What a note of a standard is about: how pages head it.
NOTES = {
    "covers": "What it covers",
    "excluded": "What it leaves to others",
    "below": "Below its lowest grade",
    "use": "How it is used",
    "slip": "A slip in its text",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a standard says of its own use, in our words; ``about`` is one of :data:`NOTES`."""

    about: str
    text: str
    source: str
