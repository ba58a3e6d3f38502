"""The style of a widget that stands alone keeps to what is ours."""

from __future__ import annotations

import re

from fesgrade.web import alone


def selectors() -> list[str]:
    flat = re.sub(r"\{[^{}]*\}", "{}", alone.style())
    found = [part.strip() for part in re.split(r"\{\}|\{|\}", flat)]
    return [one for one in found if one and not one.startswith("@")]


def test_every_rule_is_of_our_own_elements() -> None:
    assert len(selectors()) > 60
    for prelude in selectors():
        for one in alone._parted(prelude):
            assert ".fg-" in one, one


def test_colors_hold_within_a_widget_and_know_dark_notebooks() -> None:
    style = alone.style()
    assert ":root {" not in style and style.startswith(".fg-page {")
    for dark in (':root[data-theme="dark"]', 'body[data-jp-theme-light="false"]', "body.vscode-dark"):
        assert f"{dark} .fg-page" in style
    assert ".fg-page *" in style and "/*" not in style


def test_parts_are_told_apart_by_braces_and_commas() -> None:
    css = "/* a { */ .fg-a, b { c: d } @media x { .fg-b:is(e, f) { g: h } i { j: k } } :root { --x: 1 }"
    assert list(alone._scoped(css)) == [
        ".fg-a { c: d }",
        "@media x { .fg-b:is(e, f) { g: h } }",
        ".fg-page { --x: 1 }",
    ]
