"""Everything a page received, as text: every answer of the server and every frame of its websockets."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from playwright.sync_api import Page, Request, Response

from fesgrade.classroom.practice import AnswerKey

#: What is the same on every page and holds no data: scripts, style sheets, fonts.
STATIC = ("javascript", "text/css", "font", "image")


class Wire:
    """Listens to a page from before its first request; offline it would not have more."""

    def __init__(self, page: Page) -> None:
        self.frames: list[str | bytes] = []
        self.answers: list[Response] = []
        self.outside: list[str] = []
        # Playwright cannot take a method of a list.
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self.frames.append(frame)))
        page.on("request", self._request)

    def _request(self, sent: Request) -> None:
        if not sent.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.outside.append(sent.url)

    def received(self, *, static: bool = True) -> tuple[str, str]:
        """Return what came as data, and, with ``static``, what came as scripts and styles."""
        data, fixed = [_text(frame) for frame in self.frames], []
        for answer in self.answers:
            kind = answer.headers.get("content-type", "")
            if answer.status in (204, 301, 302, 304) or not answer.url.startswith("http"):
                continue
            if any(word in kind for word in STATIC):
                fixed += [_text(answer.body())] if static else []
            else:
                data.append(_text(answer.body()))
        return "\n".join(data), "\n".join(fixed)


def _text(raw: str | bytes) -> str:
    """Return text as a reader would see it, whatever it was wrapped in: JSON, HTML, or one in the other."""
    text = raw.decode("utf-8", "ignore") if isinstance(raw, bytes) else raw
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return html.unescape(text.replace('\\"', '"').replace("\\n", "\n"))


def leaks(key: AnswerKey, paragraphs: Sequence[str], data: str, fixed: str = "") -> list[str]:
    """Return what of a key stands in what was received.

    Its facts are words of the case, so the case itself is taken out first; then they may stand nowhere, nor may
    the reasons, the levels in a row, or (in data) the total.
    """
    for paragraph in sorted(paragraphs, key=len, reverse=True):
        data = data.replace(paragraph, "")
    secrets = [words for entry in key.entries for words in (entry.fact, entry.why_not_higher) if words]
    found = [words for words in secrets if words in data or words in fixed]
    codes = ".{1,30}?".join(map(re.escape, key.codes))
    found += re.findall(codes, data) + re.findall(codes, fixed)
    return found + re.findall(rf"(?<![\d.])(?:{key.total}|{key.total:,})(?![\d.])", data)
