"""The Series and title page: a few questions, every series and title they lead to, and what tells two series apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import ipywidgets

from fesgrade.apps.parts.html import esc
from fesgrade.apps.parts.keeper import Keeper, Query
from fesgrade.apps.parts.link import TABLES, edition, older_html
from fesgrade.apps.parts.page import page
from fesgrade.sources import own_data
from fesgrade.titles import PATTERNS, Answer, Found, Question, Reason, Titled, Titles, load
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.choices import checks, radios
from fesgrade.widgets.region import Region


def questions() -> Titles:
    """Return the shipped questions and, beside them, the rows of ``fesgrade serve --data DIR``."""
    return load(own_data())


@dataclass(frozen=True, slots=True)
class State:
    """The answers, by the id of the question. ``made_with`` is the edition of the tables that a link was made with."""

    answers: Mapping[str, str] = field(default_factory=dict)
    made_with: str = ""


class Page:
    """The questions and what follows from the answers; the rules are in :mod:`fesgrade.titles`."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles
        self.keeper = Keeper(State(), write=_query, read=self._read, show=self._show)
        self.address = self.keeper.address
        self.radios = {question.id: radios() for question in titles.questions if question.kind != "specialties"}
        self.specialties = checks("")
        # A box without content would look to the page as if it had not arrived yet.
        self.cards = {
            question.id: box(Region(_asked_html(question)), name="fg-card fg-stack fg-question-card")
            for question in titles.questions
        }
        self.result = Region(role="status", label="Result", name="fg-card fg-result fg-titles")
        self.why = Region(role="region", label="Why", name="fg-card")
        self.criteria = Region(role="region", label="What tells the series apart", name="fg-card")
        self.note = Region(role="status", label="The link", name="fg-note")
        for question in titles.questions:
            if question.kind != "specialties":
                name = question.id
                options = [
                    (each.id, each.label, each.help, "" if each.source in question.source else each.source)
                    for each in question.answers
                ]
                self.radios[name].offer(question.text, options)
                self.keeper.watch(self.radios[name], "chosen", partial(self._answered, name))
                self.cards[name].children = [Region(_asked_html(question)), self.radios[name]]
        self._offered: tuple[Answer, ...] = ()
        self.keeper.refresh()

    @property
    def answers(self) -> Mapping[str, str]:
        return self.keeper.now.answers

    def widgets(self) -> list[ipywidgets.Widget]:
        """Return what stands on the page, from top to bottom."""
        left = box(*self.cards.values(), name="fg-stack")
        side = box(self.result, box(self.why, name="fg-stack"), name="fg-side fg-sticky")
        return [self.note, box(left, side, name="fg-columns fg-rating"), self.criteria, self.address]

    # Changes ---------------------------------------------------------------------------------------

    def answer(self, question: str, answer: str = "") -> None:
        """Take an answer; blank takes one away."""
        self.keeper.go(self._answered(question, [answer]))

    def _answered(self, question: str, chosen: Sequence[str]) -> State:
        now = self.keeper.now
        answers = {name: value for name, value in {**now.answers, question: "|".join(chosen)}.items() if value}
        self.titles.find(answers)  # refuses what is no answer
        return replace(now, answers=answers)

    def _read(self, query: Query, now: State) -> State:
        """Return the state of a query: answers by the ids of the questions."""
        answers = {name: value for name, value in query.items() if value and name != TABLES}
        if answers:
            self.titles.find(answers)
        made_with = query.get(TABLES, "")
        return State(answers or now.answers, made_with) if answers or made_with else now

    # What is shown ---------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """Bring every widget in line with the answers."""
        answers = state.answers
        found, series = self.titles.find(answers), self.titles.series_of(answers)
        asked = self.titles.question("specialties")
        ticked = [name for name in answers.get(asked.id, "").split("|") if name]
        several = any(len(self.titles.covered(each, ticked)) > 1 for each in series)
        for name, choices in self.radios.items():
            choices.chosen = [answers[name]] if name in answers else []
        self._offer(asked, self.titles.specialties_of(series), ticked)
        for question in self.titles.questions:
            shown = question.kind == "series" or (bool(series) and (question.kind != "naming" or several))
            show_only(self.cards[question.id], shown)
        self.result.html = result_html(found)
        self.why.html = why_html(found)
        self.criteria.html = criteria_html(found)
        show_only(self.criteria, bool(found.criteria))
        self.note.html = older_html(state.made_with)

    def _offer(self, question: Question, options: tuple[Answer, ...], ticked: Sequence[str]) -> None:
        """Offer the specialties of the series; what was ticked stays ticked where the series has it."""
        known = [option.id for option in options]
        if options != self._offered:
            self._offered = options
            rows = [(option.id, option.label, option.help, "") for option in options]
            self.specialties = checks(question.text, rows)
            self.keeper.watch(self.specialties, "chosen", partial(self._answered, question.id))
            self.cards[question.id].children = [Region(_asked_html(question)), self.specialties]
        self.specialties.chosen = [name for name in known if name in ticked]


def _query(state: State) -> Query:
    return {**state.answers, TABLES: edition()} if state.answers else {}


def _asked_html(question: Question) -> str:
    return (
        f'<h2>{esc(question.text)}</h2><p class="fg-hint">{esc(question.help)} '
        f'<span class="fg-source">{esc(question.source)}</span></p>'
    )


def result_html(found: Found) -> str:
    """Return every title with its series and grade pattern, or what to answer first."""
    if not found.titles:
        return '<p class="fg-grade fg-grade-open">No series yet</p><p class="fg-count">Answer the first question.</p>'
    head = "" if len(found.titles) == 1 else f'<p class="fg-count">{len(found.titles)} titles fit your answers:</p>'
    return head + "".join(
        f'<p class="fg-certified">{esc(each.title)}</p><p class="fg-count">Series {esc(each.series.id)}, '
        f"{esc(each.series.title)}; {esc(each.interval)}</p>"
        for each in found.titles
    )


def why_html(found: Found) -> str:
    """Return for each title the rules it follows, what is not known, what its pattern means, and the way on."""
    if not found.titles:
        return '<h2>Why</h2><p class="fg-hint">The rules behind the title stand here.</p>'
    return "<h2>Why</h2>" + "".join(map(_one_html, found.titles))


def _one_html(each: Titled) -> str:
    pattern, source = PATTERNS[each.series.interval]
    reasons = "".join(f"<li>{_reason_html(reason)}</li>" for reason in each.reasons)
    unknown = "".join(f'<li class="fg-finding fg-finding-warning">{_reason_html(reason)}</li>' for reason in each.open)
    way = f"Evaluate it by the {each.standard.upper()} standard"
    return (
        f"<h3>{esc(each.title)}</h3><ul>{reasons}<li>{esc(each.interval.capitalize())}: {esc(pattern)} "
        f'<span class="fg-source">{esc(source)}</span></li></ul>'
        + (f'<ul class="fg-findings">{unknown}</ul>' if unknown else "")
        + (f'<p><a href="evaluate.ipynb?standard={esc(each.standard)}">{esc(way)}</a></p>' if each.standard else "")
    )


def _reason_html(reason: Reason) -> str:
    source = f' <span class="fg-source">{esc(reason.source)}</span>' if reason.source else ""
    return f"{esc(reason.text)}{source}"


def criteria_html(found: Found) -> str:
    """Return what tells the series apart, side by side; empty where only one fits."""
    if not found.criteria:
        return ""
    series = {title.series.id: title.series for title in found.titles}
    heads = "".join(f'<th scope="col">{esc(each.id)}, {esc(each.title)}</th>' for each in series.values())
    rows = "".join(
        f'<tr><th scope="row">{esc(each.name)}</th>'
        + "".join(f"<td>{esc(each.sides[name])}</td>" for name in series)
        + f'<td class="fg-source">{esc(each.source)}</td></tr>'
        for each in found.criteria
    )
    return (
        "<h2>What tells the series apart</h2><p>No count decides. Look at what the work is like and why management set "
        'the position up. <span class="fg-source">GS-0201 standard p. 10</span></p>'
        '<div class="fg-scroll" tabindex="0" role="group" aria-label="What tells the series apart"><table '
        f'class="fg-table"><caption>Criterion by criterion</caption><thead><tr><th scope="col">Criterion</th>{heads}'
        f'<th scope="col">Source</th></tr></thead><tbody>{rows}</tbody></table></div><p class="fg-hint">A decision is '
        "an example, never a precedent (5 U.S.C. 5107): what one says about support and specialist work shows how to "
        'look. <a href="casebook.ipynb?case=hr-assistant-military&amp;step=series">See how one was reasoned</a></p>'
    )


def first_html(titles: Titles) -> str:
    """Return what stands on the page before any widget arrives: the first question with its answers."""
    question = titles.questions[0]
    answers = "".join(f"<li><b>{esc(each.label)}.</b> {esc(each.help)}</li>" for each in question.answers)
    return (
        f'<div class="fg-columns fg-rating"><section class="fg-card">{_asked_html(question)}<ul>{answers}</ul>'
        '</section><div class="fg-side"><div class="fg-card fg-result" role="group" aria-label="Result">'
        f"{result_html(titles.find({}))}</div></div></div>"
    )


def show() -> None:
    """Show the page."""
    titles = questions()
    page(*Page(titles).widgets(), first=first_html(titles))
