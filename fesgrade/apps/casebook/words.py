"""What the Casebook says about a case, a step, what follows from an answer and the certificate, as HTML."""

from __future__ import annotations

import datetime
import re

from markupsafe import Markup

from fesgrade.apps.parts.findings import one_level_html
from fesgrade.apps.parts.html import Cell, Child, alert, hint, items, join, result_head, sourced, table, tag
from fesgrade.apps.parts.words import caution
from fesgrade.casebook.decision import Decision, Figure, Step
from fesgrade.casebook.replay import Replay, StepNow
from fesgrade.widgets.findings import finding_list

CAUTION = caution("Decisions are examples, never precedents")
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


def case_html(decision: Decision) -> Markup:
    """Return what the case is, and that it is an example."""
    where = f"OPM decision {decision.number}, {figure_words(decision.date)}"
    about = hint(f"{CAUTION} Told in our own words, facts and figures only.")
    return tag("p", sourced(decision.summary, where)) + about


def step_html(now: StepNow, replay: Replay) -> Markup:
    """Return one step: the reasoning, the arguments, the figures as decided and as they stand now."""
    step = now.step
    other = "The series is another one: judge this factor again by the standard of that series."
    return join(
        tag("p.fg-kicker", KICKERS[step.kind]),
        tag("h2", f"{step.number}. {step.heading}"),
        tag("p", sourced(step.text, step.source)),
        step.kind == "question" and _claims(replay.decision),
        step.against and (tag("h3", _why_not(step)), tag("p", step.against)),
        bool(step.arguments) and (tag("h3", "Arguments and answers"), _arguments(step)),
        bool(step.figures) and _figures(now),
        step.kind == "outcome" and certificate_html(replay),
        now.changed and step.kind == "factor" and not now.yours and alert("warning", other),
        now.changed
        and step.kind == "consequence"
        and alert("warning", "With your answers this would not apply as it stands."),
        bool(now.notes) and (tag("h3", "To check"), finding_list(now.notes)),
        bool(now.one_level) and one_level_html(now.one_level),
    )


def _why_not(step: Step) -> str:
    credited = {code.rpartition("-")[0]: int(code.rpartition("-")[2]) for code in step.levels}
    higher = [c for c in step.compared if int(c.rpartition("-")[2]) > credited.get(c.rpartition("-")[0], 0)]
    if higher:
        return f"Why not {' or '.join(higher)}?"
    if len(step.choices) == 2:
        return f"Why not {step.choices[1].label}?"
    return "Why not higher?" if step.levels else "Why not otherwise?"


def _claims(decision: Decision) -> Markup:
    rows = ((claim.party, claim.series, claim.title or "–", claim.grade, claim.note) for claim in decision.claims)
    return table(("Who", "Series", "Title", "Grade", "Note"), rows, "Proposed classifications")


def _arguments(step: Step) -> Markup:
    return items("ul.fg-arguments", (
        (
            tag("p", tag("b", f"{SIDES[each.side]}:"), f" {each.said}"),
            tag("p", tag("b", "OPM:"), " ", sourced(each.answer, "" if each.source == step.source else each.source)),
        )
        for each in step.arguments
    ))  # fmt: skip


def _figures(now: StepNow) -> Markup:
    pairs = list(zip(now.step.figures, now.values, strict=True))
    differs = any(figure.value != value for figure, value in pairs)
    heads = ("Figure", "In the decision", *(["With your answers"] if differs else []))
    rows: list[list[Cell]] = [
        [figure.name, figure_words(figure.value, figure.unit), *([_now(figure, value)] if differs else [])]
        for figure, value in pairs
    ]
    return table(heads, rows, "Figures of this step")


def _now(figure: Figure, value: str) -> str:
    if figure.value == value:
        return "unchanged"
    return tag("td.fg-differs", figure_words(value, figure.unit) or "none")


def certificate_html(replay: Replay) -> Markup:
    """Return the line a certificate would carry: title, series, grade, and the points behind it."""
    whose = "As certified" if replay.as_decided else "What your answers would have led to"
    return tag(
        "div.fg-certificate",
        tag("p", replay.certificate),
        tag("p", f"{_points(replay)}; {_by(replay)}"),
        tag("p.fg-source", f"{whose}. {CAUTION}"),
    )


def result_html(replay: Replay) -> Markup:
    """Return the result that stays in view: grade, points, certificate line, and how far it is as decided."""
    decided = next(claim.grade for claim in replay.decision.claims if claim.side == "decided")
    if replay.as_decided:
        stands = "As decided."
    else:
        given, more = len(replay.changes), len(replay.follows)
        answers = f"{given} answer{'s' if given > 1 else ''} of yours"
        steps = f"{more} more step{'s change' if more != 1 else ' changes'}"
        against = "The grade is as decided" if replay.grade == decided else f"decided was {decided}"
        stands = f"{answers}; {steps}{'.' if replay.grade == decided else ';'} {against}."
    return join(
        result_head(replay.grade or "–", _points(replay), _by(replay)),
        tag("p.fg-certified", replay.certificate),
        tag("p.fg-count", stands),
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


def follows_html(replay: Replay, decided: Replay) -> Markup:
    """Return the reader's answers and what changes because of them, figure by figure."""
    heading = tag("h2", "What would follow")
    if replay.as_decided:
        return heading + hint("Answer a step otherwise, and see here what changes.")
    yours = (_answer(now, decided.step(now.step.id)) for now in replay.steps if now.yours)
    again = [now for now in replay.follows if now.step.kind == "factor" and not _moved(now)]
    after: list[Child] = [
        (_head(now.step), f" {_moved(now) or 'other findings'}") for now in replay.follows if now not in again
    ]
    if again:
        steps = f"{again[0].step.number} to {again[-1].step.number}" if len(again) > 1 else str(again[0].step.number)
        judge = " judge the factors again by the standard of the other series"
        after.insert(0, (tag("b", f"Steps {steps}:"), judge))
    more = (tag("h3", "Changes in other steps"), items("ul.fg-follows", after)) if after else None
    return join(
        heading,
        tag("h3", "Your answers"),
        items("ul.fg-follows", yours),
        more or hint("No other step changes."),
    )


def _answer(now: StepNow, decided: StepNow) -> Child:
    return _head(now.step), f" {_taken(now)} ", tag("span.fg-hint", f"(decided: {_taken(decided)})")


def _head(step: Step) -> Markup:
    return tag("b", step.heading + ("" if step.heading.endswith("?") else ":"))


def _taken(now: StepNow) -> str:
    choice = next((each for each in now.step.choices if each.id == now.taken), None)
    return choice.label if choice else now.taken.replace(" ", " and ")


def _moved(now: StepNow) -> str:
    """Return the figures of a step that are others now, with what they were."""
    return "; ".join(
        f"{figure.name} {figure_words(figure.value, figure.unit)} → {figure_words(value, figure.unit) or 'none'}"
        for figure, value in zip(now.step.figures, now.values, strict=True)
        if figure.value != value
    )
