"""A page of questions: sections that open, each with a tool that answers for the position as it is rated.

A tool's widgets are made when its section is opened for the first time, and brought up to date while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import anywidget
import ipywidgets
import traitlets

from fesgrade.apps.components import STATIC, Region, box, esc, guard, script, show_only
from fesgrade.evaluation import progress
from fesgrade.standards import Catalog, GradeRange, Standard


@dataclass(frozen=True, slots=True)
class Position:
    """The position on the sheet; ``total`` and ``grade`` are ``None`` while factors are ``missing``."""

    tables: Catalog
    standard: Standard
    kind: str
    chosen: Mapping[str, str]
    missing: tuple[str, ...]
    total: int | None
    grade: GradeRange | None

    def __post_init__(self) -> None:
        assert (self.total is None) == bool(self.missing)


def position_of(tables: Catalog, standard: Standard, kind: str, chosen: Mapping[str, str]) -> Position:
    """Return the position that has the levels ``chosen``, by factor; some may be missing."""
    so_far = progress(chosen, standard)
    whole = not so_far.missing
    return Position(
        tables, standard, kind, dict(chosen), so_far.missing, so_far.low if whole else None,
        so_far.lowest if whole else None,
    )  # fmt: skip


class Answer(Region):
    """A region with buttons: one with ``data-pick="x"`` calls what :meth:`on_pick` was given, with ``"x"``.

    What was open or had the focus still is, or has, when the content changes.
    """

    _esm = STATIC / "answer.js"

    def on_pick(self, callback: Callable[[str], object]) -> None:
        """Call ``callback`` with the ``data-pick`` of a button that was pressed."""
        self.on_msg(guard(lambda _, content, __: callback(str(content.get("pick", "")))))


class Select(ipywidgets.Dropdown):  # type: ignore[misc]  # ipywidgets carries no types
    """A drop-down whose options change with the position; what the user picks is heard, what is offered is not."""

    options: Any
    value: Any
    _offering = False

    def offer(self, options: Sequence[tuple[str, Any]], usual: Any) -> None:
        """Take other options, as pairs of words and value; keep the value if it is among them, else take ``usual``."""
        if tuple(options) == self.options:
            return
        value = self.value if self.value in [value for _, value in options] else usual
        with self._unheard():
            self.options = tuple(options)
            self.value = value

    def put(self, value: Any) -> None:
        """Take a value that is among the options, without being heard."""
        with self._unheard():
            self.value = value

    @contextmanager
    def _unheard(self) -> Iterator[None]:
        self._offering = True
        try:
            with self.hold_sync():
                yield
        finally:
            self._offering = False

    def on_choice(self, callback: Callable[[Any], object]) -> None:
        """Call ``callback`` with the value that was there before when the user picks another one."""
        heard = guard(lambda change: None if self._offering else callback(change["old"]))
        self.observe(heard, "value")


class Tool:
    """One question of the page. ``slug`` is its place in the address (``#ways``), ``about`` one sentence of help."""

    slug = ""
    title = ""
    about = ""
    #: Whether it has nothing to say before every factor has a level.
    whole = True

    now: Position

    def widgets(self) -> list[ipywidgets.Widget]:
        """Make what the section shows; called once."""
        raise NotImplementedError

    def show(self) -> None:
        """Bring the widgets in line with ``now``."""
        raise NotImplementedError

    def teaser(self, now: Position) -> str:
        """Return what is worth knowing before the section is opened, as plain text."""
        return self.about


class _Fold(anywidget.AnyWidget):
    """The heading of a section, a button that shows and hides what follows it."""

    _esm = script("fold.js")
    _css = STATIC / "tools.css"

    slug = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    teaser = traitlets.Unicode().tag(sync=True)
    expanded = traitlets.Bool(False).tag(sync=True)


class Section:
    """A tool with its heading; show ``widget``."""

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self.fold = _Fold(slug=tool.slug, title=tool.title, teaser=tool.about)
        self.missing = Region()
        self.body: ipywidgets.Box | None = None
        self.widget = box(self.fold, name="fg-card fg-tool")
        self.fold.observe(guard(lambda _: self._show()), "expanded")

    def update(self, now: Position) -> None:
        """Take the position as it is rated now."""
        self.tool.now = now
        self.fold.teaser = self.tool.teaser(now) if now.total is not None or not self.tool.whole else self.tool.about
        self._show()

    def _show(self) -> None:
        if not self.fold.expanded:
            return
        waits = self.tool.whole and self.tool.now.total is None
        self.missing.html = _missing_html(self.tool.now) if waits else ""
        if self.body is None and not waits:
            self.body = box(*self.tool.widgets(), name="fg-stack")
        self.widget.children = [self.fold, self.missing, *([self.body] if self.body else [])]
        if self.body:
            show_only(self.body, not waits)
        if not waits:
            self.tool.show()


def _missing_html(now: Position) -> str:
    names = ", ".join(now.standard.by_factor[factor].short_name.lower() for factor in now.missing)
    return f'<p class="fg-hint">Rate every factor first, or load a worked case. Still missing: {esc(names)}.</p>'


def factor_words(now: Position, factor: str) -> str:
    """Return a factor as tools name it: ``"1 Knowledge"``."""
    return f"{factor} {now.standard.by_factor[factor].short_name}"


def level_words(status: str) -> str:
    """Return what to say beside a level that the standard does not describe; nothing for one it does."""
    return {"outside": "not described by this standard", "unknown": "not confirmed for this standard"}.get(status, "")


def percent(share: Any) -> str:
    """Return a share of 1 in percent with one digit, and never 0 or 100 for what is only near it."""
    near = float(share)
    if 0 < near < 0.0005:
        return "under 0.1%"
    if 0.9995 < near < 1:
        return "over 99.9%"
    return f"{near * 100:.1f}".removesuffix(".0") + "%"
