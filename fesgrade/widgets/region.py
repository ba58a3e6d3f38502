"""Text that changes in place, and the alert that faults are told in."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, ParamSpec

import anywidget
import traitlets
from markupsafe import Markup
from traitlets.log import get_logger

from fesgrade.sources import FaultsError
from fesgrade.widgets.base import STATIC, Html

P = ParamSpec("P")


# ---- text that changes ----


class Region(anywidget.AnyWidget):
    """HTML in one element that stays the same while its content changes, so that screen readers announce it.

    ``role`` is an ARIA role (``status`` and ``alert`` are announced, ``group`` and ``region`` are not) or empty;
    ``label`` is the accessible name; ``name`` holds further CSS classes. :meth:`call` brings it into view.
    """

    _esm = STATIC / "region.js"

    html = Html().tag(sync=True)
    role = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    called = traitlets.Int().tag(sync=True)

    def __init__(
        self, html: Markup | Literal[""] = "", role: str = "", label: str = "", *, name: str = "", **kwargs: Any
    ) -> None:
        super().__init__(html=html, role=role, label=label, name=name, **kwargs)

    def call(self) -> None:
        """Bring it into view with the focus, as it is an answer to what the user just did elsewhere on the page."""
        self.called += 1


@functools.cache
def alerts() -> Region:
    """Return the region of this page that :func:`guard` speaks through; :func:`page` shows it."""
    return Region(role="alert", name="fg-alerts")


def alert(sentence: str) -> None:
    """Say ``sentence`` (plain text) above the page's controls; an empty one takes the alert away."""
    alerts().html = Markup('<p class="fg-alert fg-alert-error">{}</p>').format(sentence) if sentence else ""


#: The guarded callbacks that run by now, one set off by another.
_at_work: list[Callable[..., None]] = []
#: Holds something while the page changes its own controls.
_own_changes: list[object] = []


@contextmanager
def quietly() -> Iterator[None]:
    """Change controls without being heard: meanwhile no callback made by :func:`guard` runs.

    Whatever brings a page in line with its state runs in here, so that only what the user does is taken for that.
    """
    _own_changes.append(None)
    try:
        yield
    finally:
        _own_changes.pop()


def guard(callback: Callable[P, object], *, clears: bool = True) -> Callable[P, None]:
    """Wrap a callback: what goes wrong becomes a sentence on the page and a traceback on the server's terminal.

    A ``ValueError`` of fesgrade is written for the user and shown as it is; any other exception is a fault of
    the program and says only that. The next callback that works takes the sentence away, unless it ``clears``
    nothing because it follows from the same event as another; one that another callback set off never does. What the
    page changes :func:`quietly` is not heard.
    """

    @functools.wraps(callback)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        if _own_changes:
            return
        outermost = not _at_work
        _at_work.append(guarded)
        try:
            callback(*args, **kwargs)
        except FaultsError as error:
            alert(" ".join(error.faults))
        except Exception:
            # A kernel's standard error goes to the browser; the kernel's own log goes to the terminal.
            get_logger().exception("fesgrade: %s failed", getattr(callback, "__qualname__", callback))
            alert("That did not work, because of an error in the program. Nothing was changed; you can go on.")
        else:
            if clears and outermost:
                alert("")
        finally:
            _at_work.pop()

    return guarded


class Answer(Region):
    """A region with buttons: one with ``data-pick="x"`` calls what :meth:`on_pick` was given, with ``"x"``.

    What was open or had the focus still is, or has, when the content changes.
    """

    def on_pick(self, callback: Callable[[str], object]) -> None:
        """Call ``callback`` with the ``data-pick`` of a button that was pressed."""
        self.on_msg(guard(lambda _, content, __: callback(str(content.get("pick", "")))))
