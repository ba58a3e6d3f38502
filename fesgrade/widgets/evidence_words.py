"""What the evidence widget says, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from fesgrade.documents.evidence import RELATIONS, Evidence
from fesgrade.documents.frameworks import Framework
from fesgrade.evaluation import Finding
from fesgrade.standards import Standard
from fesgrade.widgets.findings import finding_list
from fesgrade.widgets.html import hint, items, join, sourced, tag

INTRODUCTION = Markup(
    "<h2>Evidence</h2><p>Say what in the work shows each level: take statements from a position description, a skills "
    "framework or a practice case, and assign them to a factor. They never change the grade; they show where it stands "
    "on facts.</p>"
)
HEADING = Markup("<h3>Evidence, factor by factor</h3>")


def framework_html(found: Framework) -> Markup:
    """Return whose words a framework holds, and what of its level may be taken from it."""
    job = found.occupation
    about = tag("span.fg-hint", f"({job.soc}, {job.group}; version {found.version})")
    return join(
        tag("p", tag("b", job.title), " ", about),
        tag("p", found.context or found.description),
        tag("p", tag("b", "Attribution and license:"), " ", found.notice),
        hint(
            "A framework says what somebody can do at a level of skill. Its levels are no factor levels: you decide "
            "what a statement says about this work. A file that you open stays in this session, and its words stay "
            "their owner’s."
        ),
    )


def counted_html(found: int, shown: int) -> Markup:
    """Return how many statements were found, and that not all are shown."""
    if not found:
        return hint("No statements. Paste text or change the search.")
    more = f"; the first {shown} are shown, look for words to find others" if shown < found else ""
    return hint(f"{found:,} {'statement' if found == 1 else 'statements'}{more}.")


def short(one: Evidence) -> str:
    """Return a piece of evidence in one line, to choose it from a list."""
    text = one.excerpt.text
    return f"{RELATIONS[one.relation].words.capitalize()} {one.level}: {text if len(text) <= 60 else f'{text[:57]}…'}"


def given_html(
    pieces: Sequence[Evidence], chosen: Mapping[str, str], standard: Standard, findings: Iterable[Finding] | None
) -> Markup:
    """Return the evidence factor by factor; ``findings`` is ``None`` while a factor has no level yet."""
    if not pieces:
        return HEADING + hint("Nothing is assigned yet.")
    parts = []
    for factor in standard.factors:
        given = [piece for piece in pieces if piece.factor == factor.id]
        if given:
            credited = f"credited {chosen[factor.id]}" if factor.id in chosen else "no level yet"
            parts.append(tag("h4", tag("span.fg-badge", factor.id), f"{factor.name}, {credited}"))
            parts.append(items("ul.fg-evidence", map(_piece, given)))
    check = (
        hint("Choose a level for every factor to see what the evidence says against it.")
        if findings is None
        else finding_list(tuple(findings))
    )
    return join(HEADING, parts, tag("h3", "To check in the evidence"), check)


def _piece(one: Evidence) -> Markup:
    excerpt = one.excerpt
    heading = tag("b", f"{RELATIONS[one.relation].words.capitalize()} {one.level}:")
    return sourced((heading, f" “{excerpt.text}”"), "; ".join(filter(None, (excerpt.place, excerpt.credit))))
