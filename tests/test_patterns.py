"""Every regular expression of the project, run on texts that grow tenfold: none may take longer than they grow."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator

import pytest

from tests.test_layers import MODULES, file_of

#: What texts are made of by repetition: the words and signs of the patterns, and what goes between them.
PIECES = [
    "factor level ", "6 & 7 ", "1: ", "fl", "7-", "a-", "[1", "1", " ", "a", "-", "GS-", "GS 0", "; '", ';"', ". A",
    "\u2013 ", "perhaps ", " or ", "= ", "(", "..", ".1", "1,", "_", "#a", "_x0041", "a1 ", '"', "\n", "1/", "%", "\t ",
    '<svg width="1" ',
]  # fmt: skip


def _written(name: str) -> Iterator[tuple[str, str]]:
    """Yield method and pattern of each call such as ``re.split("[;,]", text)`` of a module."""
    for node in ast.walk(ast.parse(file_of(name).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first = node.args[0]
            by_itself = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if by_itself and node.func.attr != "compile" and isinstance(first, ast.Constant):
                yield node.func.attr, str(first.value)


def _patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Yield module, method and pattern for every use of a pattern on characters."""
    for name in MODULES:
        source = file_of(name).read_text(encoding="utf-8")
        if not re.search(r"^import re$", source, re.MULTILINE):
            continue
        for method, text in _written(name):
            yield name, method, re.compile(text, re.IGNORECASE)
        for variable, value in vars(importlib.import_module(f"fesgrade.{name}")).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                # A pattern that another module or a dictionary uses may be used in any way.
                methods = set(re.findall(rf"\b{variable}\.(\w+)\(", source)) or {"fullmatch", "search"}
                for method in sorted(methods):
                    yield name, method, value


PATTERNS = {f"{name}, {method}: {pattern.pattern}": (method, pattern) for name, method, pattern in _patterns()}


def test_there_are_patterns_of_both_kinds() -> None:
    assert any(name.startswith("levels, fullmatch: ") for name in PATTERNS)
    assert "unsure, split: [;\\n]" in PATTERNS


@pytest.mark.parametrize("name", PATTERNS)
def test_ten_times_the_text_takes_no_more_than_ten_times_as_long(name: str) -> None:
    method, pattern = PATTERNS[name]
    for piece in PIECES:
        before = 0.0
        for length in (30, 300, 3_000):
            text = (piece * length)[:length] + "\x00"
            start = time.process_time()
            if method in ("match", "fullmatch"):
                getattr(pattern, method)(text)
            else:  # search, sub, split and findall begin at every place
                for _ in pattern.finditer(text):
                    pass
            took = time.process_time() - start
            assert took < 0.01 + 30 * before, (piece, length, took)
            before = took
