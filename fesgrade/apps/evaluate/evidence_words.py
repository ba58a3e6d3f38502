"""What the Evaluate page says about evidence, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fesgrade.apps.parts.findings import finding_list
from fesgrade.apps.parts.html import esc
from fesgrade.documents.evidence import RELATIONS, Evidence
from fesgrade.documents.frameworks import Framework
from fesgrade.evaluation import Finding
from fesgrade.standards import Standard

INTRODUCTION = (
    "<h2>Evidence</h2><p>Say what in the work shows each level: take statements from a position description, a skills "
    "framework or a practice case, and assign them to a factor. They never change the grade; they show where it stands "
    "on facts.</p>"
)
HEADING = "<h3>Evidence, factor by factor</h3>"


def framework_html(found: Framework) -> str:
    """Return whose words a framework holds, and what of its level may be taken from it."""
    job = found.occupation
    return (
        f'<p><b>{esc(job.title)}</b> <span class="fg-hint">({esc(job.soc)}, {esc(job.group)}; version '
        f"{esc(found.version)})</span></p><p>{esc(found.context or found.description)}</p>"
        f"<p><b>Attribution and license:</b> {esc(found.notice)}</p>"
        '<p class="fg-hint">A framework says what somebody can do at a level of skill. Its levels are no factor '
        "levels: you decide what a statement says about this work. A file that you open stays in this session, and "
        "its words stay their owner’s.</p>"
    )


def counted_html(found: int, shown: int) -> str:
    if not found:
        return '<p class="fg-hint">No statement. Paste some lines, or look for other words.</p>'
    more = f"; the first {shown} are shown, look for words to find others" if shown < found else ""
    return f'<p class="fg-hint">{found:,} {"statement" if found == 1 else "statements"}{more}.</p>'


def short(one: Evidence) -> str:
    """Return a piece of evidence in one line, to choose it from a list."""
    text = one.excerpt.text
    return f"{RELATIONS[one.relation].words.capitalize()} {one.level}: {text if len(text) <= 60 else f'{text[:57]}…'}"


def given_html(
    pieces: Sequence[Evidence], chosen: Mapping[str, str], standard: Standard, findings: Iterable[Finding] | None
) -> str:
    """Return the evidence factor by factor; ``findings`` is ``None`` while a factor has no level yet."""
    if not pieces:
        return f'{HEADING}<p class="fg-hint">Nothing is assigned yet.</p>'
    parts = []
    for factor in standard.factors:
        mine = [one for one in pieces if one.factor == factor.id]
        credited = f"credited {chosen[factor.id]}" if factor.id in chosen else "no level yet"
        items = "".join(f"<li>{_piece(one)}</li>" for one in mine)
        if mine:
            parts.append(
                f'<h4><span class="fg-badge">{esc(factor.id)}</span>{esc(factor.name)}, {esc(credited)}</h4>'
                f'<ul class="fg-evidence">{items}</ul>'
            )
    check = "<p class='fg-hint'>Choose a level for every factor to see what the evidence says against it.</p>"
    if findings is not None:
        check = finding_list(tuple(findings))
    return f"{HEADING}{''.join(parts)}<h3>To check in the evidence</h3>{check}"


def _piece(one: Evidence) -> str:
    said = one.excerpt
    source = "; ".join(filter(None, (said.place, said.credit)))
    return (
        f"<b>{esc(RELATIONS[one.relation].words.capitalize())} {esc(one.level)}:</b> “{esc(said.text)}” "
        f'<span class="fg-source">{esc(source)}</span>'
    )
