"""What the part about keeping says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fesgrade.apps.parts.html import esc
from fesgrade.documents.changes import Change

DAMAGED = "What this browser had kept of an earlier visit could not be read; it was left out."


def position_html(values: Mapping[str, str]) -> str:
    """Return title, organization and number in one line."""
    return " · ".join(esc(values[key]) for key in ("title", "organization", "number") if values.get(key))


# What is said -------------------------------------------------------------------------------------


def changes_html(changes: Iterable[Change], before: str, after: str, same: str) -> str:
    """Return what changed as a table; ``same`` is said when nothing did."""
    rows = "".join(
        f'<tr><th scope="row">{esc(one.what)}</th><td>{_cell(one.before)}</td><td>{_cell(one.after)}</td></tr>'
        for one in changes
    )
    if not rows:
        return f'<p class="fg-alert fg-alert-success">{esc(same)}</p>'
    heads = "".join(f'<th scope="col">{esc(text)}</th>' for text in ("What", before, after))
    return (
        '<div class="fg-scroll" role="group" tabindex="0" aria-label="What differs"><table class="fg-table fg-changes">'
        f"<caption>What differs</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    return esc(text).replace("\n", "<br>") if text else '<span class="fg-hint">not there</span>'


def faults_html(faults: Iterable[str]) -> str:
    """Return what was wrong, each fault as a sentence of its own; the first twenty where there are many."""
    every = list(faults)
    more = f"<p>There are {len(every) - 20:,} more.</p>" if len(every) > 20 else ""
    items = "".join(f"<p>{esc(one)}</p>" for one in every[:20])
    return f'<div class="fg-alert fg-alert-error">{items}{more}</div>'
