"""What the Casebook says about a case, a step, what follows from an answer and the certificate, as HTML."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from fesgrade.apps.parts.findings import CALM, FINDINGS
from fesgrade.apps.parts.html import esc
from fesgrade.casebook.decision import Decision, Figure, Step
from fesgrade.casebook.replay import Replay, StepNow
from fesgrade.evaluation import Finding

CAUTION = (
    "Decisions are examples, never precedents: a position is classified by comparing it with the standards, not with "
    "other positions (5 U.S.C. 5107)."
)
SIDES = {"agency": "Agency", "appellant": "Appellant", "decided": "OPM"}
KICKERS = {
    "question": "The question",
    "facts": "The facts",
    "series": "Series",
    "title": "Title",
    "method": "The method",
    "share": "What counts",
    "factor": "Factor by factor",
    "total": "Points and grade",
    "coverage": "Supervisory work",
    "base": "Supervisory work",
    "situations": "Supervisory work",
    "mixed": "Several kinds of work",
    "outcome": "The outcome",
    "consequence": "The consequences",
}
#: Units of quantities, which get thousands separators; other figures are names (a year, a series, a paragraph).
QUANTITIES = ("points", "people", "posts")


def figure_words(value: str, unit: str = "") -> str:
    """Return a figure as it is read: ``"2,355 to 2,750 points"``, ``"10 to 15 percent"``, ``"June 24, 2002"``."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        date = datetime.date.fromisoformat(value)
        return f"{date:%B} {date.day}, {date.year}"
    if re.fullmatch(r"[\d.]+(?: [\d.]+)+", value):
        return value.replace(" ", ", ")
    ends = value.split("-") if re.fullmatch(r"\d+-\d+", value) and unit else [value]
    shown = [f"{int(end):,}" if unit in QUANTITIES and end.isdigit() else end for end in ends]
    return " ".join([" to ".join(shown), unit]).strip()


def case_html(decision: Decision) -> str:
    """Return what the case is, and that it is an example."""
    return (
        f"<p>{esc(decision.summary)} "
        f'<span class="fg-source">OPM decision {esc(decision.number)}, {esc(figure_words(decision.date))}</span></p>'
        f'<p class="fg-hint">{CAUTION} Told in our own words, facts and figures only.</p>'
    )


def step_html(now: StepNow, replay: Replay) -> str:
    """Return one step: the reasoning, the arguments, the figures as decided and as they stand now."""
    step = now.step
    parts = [
        f'<p class="fg-kicker">{esc(KICKERS[step.kind])}</p><h2>{step.number}. {esc(step.heading)}</h2>',
        f'<p>{esc(step.text)} <span class="fg-source">{esc(step.source)}</span></p>',
    ]
    if step.kind == "question":
        parts.append(_claims_html(replay.decision))
    if step.against:
        parts.append(f"<h3>{_why_not(step)}</h3><p>{esc(step.against)}</p>")
    if step.arguments:
        parts.append(f"<h3>Arguments and answers</h3>{_arguments_html(step)}")
    if step.figures:
        parts.append(_figures_html(now))
    if step.kind == "outcome":
        parts.append(certificate_html(replay))
    if now.changed and step.kind == "factor" and not now.yours:
        parts.append(
            '<p class="fg-alert fg-alert-warning">The series is another one: judge this factor again by the standard '
            "of that series.</p>"
        )
    if now.changed and step.kind == "consequence":
        parts.append('<p class="fg-alert fg-alert-warning">With your answers this would not apply as it stands.</p>')
    if now.notes:
        parts.append(f"<h3>To check</h3>{_notes_html(now.notes)}")
    return "".join(parts)


def _why_not(step: Step) -> str:
    credited = {code.rpartition("-")[0]: int(code.rpartition("-")[2]) for code in step.levels}
    higher = [c for c in step.compared if int(c.rpartition("-")[2]) > credited.get(c.rpartition("-")[0], 0)]
    if higher:
        return f"Why not {esc(' or '.join(higher))}?"
    if len(step.choices) == 2:
        return f"Why not {esc(step.choices[1].label)}?"
    return "Why not higher?" if step.levels else "Why not otherwise?"


def _claims_html(decision: Decision) -> str:
    rows = "".join(
        f'<tr><th scope="row">{esc(claim.party)}</th><td>{esc(claim.series)}</td><td>{esc(claim.title or "–")}</td>'
        f"<td>{esc(claim.grade)}</td><td>{esc(claim.note)}</td></tr>"
        for claim in decision.claims
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Who", "Series", "Title", "Grade", "Note"))
    return _table("Who held the position to be what", heads, rows)


def _table(caption: str, heads: str, rows: str) -> str:
    return (
        f'<div class="fg-scroll" tabindex="0" role="group" aria-label="{esc(caption)}"><table class="fg-table">'
        f"<caption>{esc(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _arguments_html(step: Step) -> str:
    items = []
    for each in step.arguments:
        source = "" if each.source == step.source else f' <span class="fg-source">{esc(each.source)}</span>'
        items.append(
            f"<li><p><b>{SIDES[each.side]}:</b> {esc(each.said)}</p><p><b>OPM:</b> {esc(each.answer)}{source}</p></li>"
        )
    return f'<ul class="fg-arguments">{"".join(items)}</ul>'


def _figures_html(now: StepNow) -> str:
    differs = any(figure.value != value for figure, value in zip(now.step.figures, now.values, strict=True))
    rows = []
    for figure, value in zip(now.step.figures, now.values, strict=True):
        cells = f'<th scope="row">{esc(figure.name)}</th><td>{esc(figure_words(figure.value, figure.unit))}</td>'
        if differs:
            cells += _now_cell(figure, value)
        rows.append(f"<tr>{cells}</tr>")
    heads = ("Figure", "In the decision", *(["With your answers"] if differs else []))
    return _table("Figures of this step", "".join(f'<th scope="col">{head}</th>' for head in heads), "".join(rows))


def _now_cell(figure: Figure, value: str) -> str:
    if figure.value == value:
        return "<td>unchanged</td>"
    return f'<td class="fg-differs">{esc(figure_words(value, figure.unit) or "none")}</td>'


def _notes_html(notes: Sequence[Finding]) -> str:
    items = "".join(
        f'<li class="fg-finding{"" if note.code in CALM else " fg-finding-warning"}">'
        f"<strong>{esc(FINDINGS.get(note.code, 'To check'))}.</strong> {esc(note.message)} "
        f'<span class="fg-source">{esc(note.source)}</span></li>'
        for note in notes
    )
    return f'<ul class="fg-findings">{items}</ul>'


def certificate_html(replay: Replay) -> str:
    """Return the line a certificate would carry: title, series, grade, and the points behind it."""
    points = _points(replay)
    whose = "As certified" if replay.as_decided else "What your answers would have led to"
    return (
        f'<div class="fg-certificate"><p>{esc(replay.certificate)}</p><p>{esc(points)}; {esc(_by(replay))}</p>'
        f'<p class="fg-source">{whose}. {CAUTION}</p></div>'
    )


def result_html(replay: Replay) -> str:
    """Return the result that stays in view: grade, points, certificate line, and how far it is as decided."""
    points = _points(replay)
    decided = next(claim.grade for claim in replay.decision.claims if claim.side == "decided")
    if replay.as_decided:
        stands = "As decided."
    else:
        own, more = len(replay.changes), len(replay.follows)
        answers = f"{own} answer{'s' if own > 1 else ''} of yours"
        steps = f"{more} more step{'s change' if more != 1 else ' changes'}"
        against = "as decided" if replay.grade == decided else f"decided was {decided}"
        stands = f"{answers}; {steps}. The grade is {against}." if replay.grade == decided else (
            f"{answers}; {steps}; {against}."
        )  # fmt: skip
    return (
        f'<p class="fg-grade">{esc(replay.grade or "–")}</p><p class="fg-total"><b>{esc(points)}</b> '
        f'<span class="fg-range">{esc(_by(replay))}</span></p>'
        f'<p class="fg-certified">{esc(replay.certificate)}</p><p class="fg-count">{esc(stands)}</p>'
    )


def _points(replay: Replay) -> str:
    return "grade assumed, no points" if replay.points is None else f"{replay.points:,} points"


def _by(replay: Replay) -> str:
    """Say which work decides; where there is only one, what its grade runs from and to."""
    if len(replay.mixed.kinds) > 1:
        return f"decided by {replay.values['controlling'].lower()}" if replay.deciding else "no work may decide"
    return "".join(
        f"{replay.grade} runs from {figure_words(replay.values[f'range.{work.id}'], 'points')}"
        for work in replay.deciding
    )


def follows_html(replay: Replay, decided: Replay) -> str:
    """Return the reader's answers and what changes because of them, figure by figure."""
    if replay.as_decided:
        return '<h2>What would follow</h2><p class="fg-hint">Answer a step otherwise, and what changes stands here.</p>'
    yours = "".join(
        f"<li>{_head(now.step)} {esc(_taken(now))} "
        f'<span class="fg-hint">(decided: {esc(_taken(decided.step(now.step.id)))})</span></li>'
        for now in replay.steps
        if now.yours
    )
    again = [now for now in replay.follows if now.step.kind == "factor" and not _moved(now)]
    rest = [now for now in replay.follows if now not in again]
    after = [f"<li>{_head(now.step)} {_moved(now) or 'other findings'}</li>" for now in rest]
    if again:
        steps = f"{again[0].step.number} to {again[-1].step.number}" if len(again) > 1 else str(again[0].step.number)
        after.insert(0, f"<li><b>Steps {steps}:</b> judge the factors again by the standard of the other series</li>")
    more = f'<h3>Changes in other steps</h3><ul class="fg-follows">{"".join(after)}</ul>'
    return f'<h2>What would follow</h2><h3>Your answers</h3><ul class="fg-follows">{yours}</ul>' + (
        more if after else '<p class="fg-hint">No other step changes.</p>'
    )


def _head(step: Step) -> str:
    return f"<b>{esc(step.heading)}{'' if step.heading.endswith('?') else ':'}</b>"


def _taken(now: StepNow) -> str:
    choice = next((each for each in now.step.choices if each.id == now.taken), None)
    return choice.label if choice else now.taken.replace(" ", " and ")


def _moved(now: StepNow) -> str:
    """Return the figures of a step that are others now, with what they were."""
    return "; ".join(
        f"{esc(figure.name)} {esc(figure_words(figure.value, figure.unit))} → "
        f"{esc(figure_words(value, figure.unit) or 'none')}"
        for figure, value in zip(now.step.figures, now.values, strict=True)
        if figure.value != value
    )
