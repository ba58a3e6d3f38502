"""The style of the pages for a widget that stands alone, in a notebook that has none of it.

Only rules for what is ours come along, and colors and sizes hold within a widget: the notebook around it stays as it
is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fesgrade.web import assets

#: The element around every widget of ours; its front-end gives it this class where no page does.
WITHIN = ".fg-page"
#: The files of ``style/`` that single widgets need.
NEEDED = ("tokens", "page", "layout", "parts", "controls", "reader", "result", "evidence")
#: How other notebooks than JupyterLab say that they are dark: VS Code, Colab, marimo.
DARK = ("body.vscode-dark", 'html[theme="dark"]', ".dark")


@cache
def style() -> str:
    """Return the rules as one text."""
    return "\n".join(_scoped("\n".join(assets.style_file(name) for name in NEEDED)))


def _scoped(css: str) -> Iterator[str]:
    for prelude, body in _blocks(_without_comments(css)):
        if prelude.startswith(("@media", "@supports", "@container")):
            inner = " ".join(_scoped(body))
            if inner:
                yield f"{prelude} {{ {inner} }}"
        elif prelude.startswith("@"):
            yield f"{prelude} {{{body}}}"
        else:
            selectors = [one for each in _parted(prelude) for one in _within(each)]
            if selectors:
                yield f"{', '.join(selectors)} {{{body.rstrip()} }}"


def _within(selector: str) -> list[str]:
    """Return what a selector of the pages is for a widget that stands alone; nothing for what is not ours."""
    if selector == ":root":
        return [WITHIN]
    if selector.startswith("*"):
        return [f"{WITHIN} {selector}"]
    if selector.startswith("body[data-jp-theme-light"):
        return [f"{dark} {WITHIN}" for dark in (selector, *DARK)]
    return [selector] if ".fg-" in selector and not selector.startswith(("body", "html")) else []


def _without_comments(css: str) -> str:
    before, *parts = css.split("/*")
    return before + "".join(part.partition("*/")[2] for part in parts)


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each pair of braces and what is in it; a block may hold others."""
    depth, start, opened = 0, 0, 0
    for at, sign in enumerate(css):
        if sign == "{":
            depth += 1
            if depth == 1:
                opened = at
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(css[start:opened].split()), css[opened + 1 : at]
                start = at + 1


def _parted(prelude: str) -> Iterator[str]:
    """Yield the selectors of a list; a comma in parentheses parts none."""
    depth, start = 0, 0
    for at, sign in enumerate(prelude):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield prelude[start:at].strip()
            start = at + 1
    yield prelude[start:].strip()
