"""What a page would fetch from another site."""

from __future__ import annotations

import re

#: An address on another site in an attribute of an element that is not a link; a link is only followed when chosen.
FETCHED = re.compile(r"""<(?!a\b)[^<>]*?\b(?:src|href|action)=["']?(?:https?:)?//[^"'\s<>]*""")


def fetched(html: str) -> list[str]:
    """Return the beginnings of the elements that fetch something from another site."""
    return FETCHED.findall(html)
