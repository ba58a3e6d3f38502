"""Text that a spreadsheet would run as a formula: marked when it is written, and as it was when it is read again."""

from __future__ import annotations

import re

#: How a cell begins that a spreadsheet may run as a formula; the last four are the wide forms of the first.
DANGEROUS = "=+-@\t\r\n＝＋－＠"
#: Where a program set to another separator than the comma begins a new cell, within what is one cell here.
SPLITTING = ";\t\r\n|"
#: Behind such a sign: a place where what follows may run, without and with the mark that keeps it from that.
_RUNS = r"""(?=[ \xa0"']*[-=+@＝＋－＠])"""
_INNER = re.compile(rf"(?<=[{SPLITTING}]){_RUNS}")
_INNER_MARK = re.compile(rf"(?<=[{SPLITTING}])'{_RUNS}")


def defused(text: str) -> str:
    """Return a cell so that no spreadsheet runs it: an apostrophe goes before what may start a formula."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(tuple(DANGEROUS)) else text


def restored(text: str) -> str:
    """Return a cell without the apostrophe that :func:`defused` put before it."""
    return text[1:] if text.startswith("'") and defused(text[1:]) == text else text


def defused_within(text: str) -> str:
    """Return a cell in which nothing runs either where another separator splits it."""
    return _INNER.sub("'", text)


def restored_within(text: str) -> str:
    """Return a cell without the apostrophes that :func:`defused_within` put into it."""
    return _INNER_MARK.sub("", text) if "'" in text else text


def unwrapped(text: str) -> str:
    """Return the text in a cell that somebody wrote as a formula to keep it a text: ``="1-7"`` is ``1-7``.

    Nothing that :func:`defused` wrote begins so.
    """
    if len(text) > 3 and text.startswith('="') and text.endswith('"'):
        inner = text[2:-1].replace('""', "")
        return text if '"' in inner else text[2:-1].replace('""', '"')
    return text
