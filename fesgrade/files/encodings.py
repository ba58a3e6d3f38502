"""Text as programs save it: UTF-8, UTF-16, and the old codes of Windows and the Mac."""

from __future__ import annotations

from fesgrade.files.xlsx import SheetError

_HOW = "save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8)"
#: What a text may be that is no UTF-8, as charset-normalizer calls it; in others Excel saves no tables of this country.
_OLD = ("cp1252", "mac_roman")
_WIDE = ("utf_16_le", "utf_16_be")
NAMES = {"cp1252": "Windows text (cp1252)", "mac_roman": "Mac text (Mac Roman)"} | dict.fromkeys(_WIDE, "UTF-16 text")
#: So much of a text is looked at for its code: the lines that tell one from another.
_SAMPLE = 2**16


def as_utf8(name: str, content: bytes) -> tuple[bytes, str]:
    """Return a text in UTF-8, and what it was coded in: a key of :data:`NAMES`, blank for UTF-8.

    Raises :class:`~fesgrade.files.xlsx.SheetError` for what is no text, or in another code.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16").encode(), "utf_16_le"
        except UnicodeError:
            raise SheetError([f"{name} is UTF-16 text that is damaged or cut short; {_HOW}."]) from None
    if b"\x00" in content:
        found = _decoded(content, content[:_SAMPLE], _WIDE)
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        fault = f"{name} is no text file: line {line} holds a zero byte; {_HOW} or as XLSX."
    else:
        try:
            content.decode("utf-8")
            return content, ""
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            byte = f"0x{content[error.start]:02X}"
            fault = f"{name} is not UTF-8 text: line {line} holds the byte {byte}; {_HOW}."
        telling = b"\n".join(each for each in content.splitlines() if not each.isascii())
        found = _decoded(content, telling[:_SAMPLE], _OLD)
    if found is None:
        raise SheetError([fault])
    return found


def _decoded(content: bytes, sample: bytes, codes: tuple[str, ...]) -> tuple[bytes, str] | None:
    """Return the text in UTF-8 and its code, where a sample of it looks like language in one of these."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(codes)).best()
    if best is None:
        return None
    try:
        text = content.decode(best.encoding)
    except UnicodeError:
        return None
    # Whoever reads bytes as text in an old code gets signs that no table has.
    if any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text[:_SAMPLE]):
        return None
    return text.encode("utf-8", "replace"), best.encoding
