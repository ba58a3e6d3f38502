"""What the part about keeping says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from fesgrade.apps.parts.html import Child, alert, hint, join, table, tag
from fesgrade.documents.changes import Change

#: So many faults of a file are told.
MOST_FAULTS = 20


def position_html(values: Mapping[str, str]) -> Markup:
    """Return title, organization and number in one line."""
    return join(" · ".join(values[key] for key in ("title", "organization", "number") if values.get(key)))


def changes_html(changes: Iterable[Change], before: str, after: str, same: str) -> Markup:
    """Return what changed as a table; ``same`` is said when nothing did."""
    rows = [(one.what, _cell(one.before), _cell(one.after)) for one in changes]
    if not rows:
        return alert("success", same)
    return table(("What", before, after), rows, "What differs", kind="fg-changes")


def opened_html(name: str, notes: Iterable[str], changes: Sequence[Change]) -> Markup:
    """Return that the file ``name`` is open, what its reader noted, and what this page works out differently."""
    differs = bool(changes) and (
        alert("warning", "This page works out some things differently:"),
        changes_html(changes, name, "This page", ""),
    )
    return join(alert("success", f"{name} is open."), (alert("warning", note) for note in notes), differs)


def unresolved_html(names: Sequence[str]) -> Markup:
    """Return which findings have no resolution yet, before the statement is filed; nothing when all have one."""
    if not names:
        return Markup()
    listed = ", ".join(dict.fromkeys(names))
    return alert(
        "warning", tag("b", "Not resolved yet: "), f"{listed}. Write above how, before you file the statement."
    )


def compared_html(name: str, notes: Iterable[str], changes: Iterable[Change]) -> Markup:
    """Return what changed from the file ``name`` to the evaluation on the page, below what its reader noted."""
    same = f"{name} says the same as this evaluation."
    return join((hint(f"{name}: {note}") for note in notes), changes_html(changes, name, "This evaluation", same))


def _cell(text: str) -> Markup:
    """Return what stood there line by line; it is no text that may be short."""
    if not text:
        return tag("span.fg-hint", "not there")
    first, *rest = text.split("\n")
    return tag("td", first, ((tag("br"), line) for line in rest))


def faults_html(faults: Iterable[str]) -> Markup:
    """Return what was wrong, each fault as a sentence of its own; the first twenty where there are many."""
    every: list[Child] = [tag("p", one) for one in faults]
    more = every[MOST_FAULTS:] and tag("p", f"There are {len(every) - MOST_FAULTS:,} more.")
    return alert("error", every[:MOST_FAULTS], more, element="div")
