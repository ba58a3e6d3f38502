"""The text of a PDF, page by page, read by a process of its own that ends when its time is up.

A PDF of a few kilobytes can keep any reader busy for hours or fill the memory; so whoever reads one can be ended.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import suppress

from fesgrade.reading.pages import MAX_CHARACTERS, MAX_PAGES, Document, DocumentError, of_pages

#: How long a PDF may take, and the most memory it may use, in bytes.
SECONDS = 20
MEMORY = 2_000 * 2**20
#: A PDF with fewer letters on all of its pages has no text.
_LEAST = 20


def read(name: str, content: bytes, seconds: float = SECONDS) -> Document:
    """Return the document in a PDF.

    Raises :class:`~fesgrade.reading.pages.DocumentError` for one that is damaged, has a password or no text, has too
    many pages or takes too long.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "fesgrade.reading.pdf"],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(
            [f"{name} takes longer than the {seconds:g} seconds that a PDF may take; split it, or save its text."]
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {"fault": "is damaged or too large for the memory; save it anew, or save its text"}
    if "fault" in answer:
        raise DocumentError([f"{name} {answer['fault']}."])
    texts: list[str] = answer["pages"]
    letters = [sum(sign.isalnum() for sign in text) for text in texts]
    if sum(letters) < _LEAST:
        raise DocumentError(
            [f"{name} has no text, only pictures of pages; let a program recognize its text (OCR), or type the levels."]
        )
    blank = [str(page) for page, count in enumerate(letters, start=1) if not count]
    notes = (
        (f"{name}: no text on page {', '.join(blank[:10])}{' and more' if len(blank) > 10 else ''}.",) if blank else ()
    )
    return of_pages(name, texts, notes)


def _texts(content: bytes) -> dict[str, object]:
    """Return ``{"pages": […]}`` or ``{"fault": …}``, a sentence without its subject."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"fault": "has a password; save it without one"}
    count = len(reader.pages)
    if count > MAX_PAGES:
        return {"fault": f"has {count:,} pages, more than the {MAX_PAGES} that are read; split it"}
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > MAX_CHARACTERS:
            return {"fault": f"has more than the {MAX_CHARACTERS:,} characters that are read; split it"}
        pages.append(text)
    return {"pages": pages}


def _bound() -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Read a PDF from standard input and print its pages as JSON."""
    import logging
    import warnings

    logging.disable()
    warnings.simplefilter("ignore")
    _bound()
    try:
        answer = _texts(sys.stdin.buffer.read())
    except (Exception, RecursionError):
        answer = {"fault": "is damaged or cut short; save it anew, or save its text"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
