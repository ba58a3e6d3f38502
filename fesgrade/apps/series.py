"""The Series and title page: a few questions, every series and title they lead to, and what tells two series apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urlencode

import ipywidgets
from markupsafe import Markup

from fesgrade.apps.parts.handle import Handle
from fesgrade.apps.parts.html import folded, hint, items, join, result_card, sourced, table, tag
from fesgrade.apps.parts.keeper import Keeper, Query
from fesgrade.apps.parts.link import SERIES, STANDARD, TABLES, edition, older_html
from fesgrade.apps.parts.page import page
from fesgrade.apps.parts.words import caution
from fesgrade.questions import Answer, Found, Question, Questions, load
from fesgrade.sources import own_data
from fesgrade.standards import Standard
from fesgrade.titles import PATTERNS, Titled
from fesgrade.widgets.base import box, show_only
from fesgrade.widgets.choices import checks, radios
from fesgrade.widgets.region import Region


def questions() -> Questions:
    """Return the shipped questions and, beside them, the rows of ``fesgrade serve --data DIR``."""
    return load(own_data())


@dataclass(frozen=True, slots=True)
class State:
    """The answers, by the id of the question. ``made_with`` is the edition of the tables that a link was made with."""

    answers: Mapping[str, str] = field(default_factory=dict)
    made_with: str = ""


class Page(Handle):
    """The questions and what follows from the answers; the rules are in :mod:`fesgrade.questions`."""

    def __init__(self, asked: Questions) -> None:
        self.asked = asked
        self.keeper = Keeper(State(), write=_query, read=self._read, show=self._show)
        self.address = self.keeper.address
        self.radios = {question.id: radios() for question in asked.questions if question.kind != "specialties"}
        self.specialties = checks("")
        # A box without content would look to the page as if it had not arrived yet.
        self.cards = {
            question.id: box(Region(_asked_html(question)), name="fg-card fg-stack fg-question-card")
            for question in asked.questions
        }
        self.result = Region(role="status", label="Result", name="fg-card fg-result fg-titles")
        self.why = Region(role="region", label="Why", name="fg-card")
        self.criteria = Region(role="region", label="What tells the series apart", name="fg-card")
        self.others = Region(role="region", label="Work of another series, or of several", name="fg-card")
        self.note = Region(role="status", label="The link", name="fg-note")
        for question in asked.questions:
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
        return [self.note, box(left, side, name="fg-columns fg-rating"), self.criteria, self.others, self.address]

    # Changes ---------------------------------------------------------------------------------------

    def answer(self, question: str, answer: str = "") -> None:
        """Take an answer; blank takes one away."""
        self.keeper.go(self._answered(question, [answer]))

    def _answered(self, question: str, chosen: Sequence[str]) -> State:
        now = self.keeper.now
        answers = {name: value for name, value in {**now.answers, question: "|".join(chosen)}.items() if value}
        self.asked.find(answers)  # refuses what is no answer
        return replace(now, answers=answers)

    def _read(self, query: Query, now: State) -> State:
        """Return the state of a query: answers by the ids of the questions."""
        answers = {name: value for name, value in query.items() if value and name != TABLES}
        if answers:
            self.asked.find(answers)
        made_with = query.get(TABLES, "")
        return State(answers or now.answers, made_with) if answers or made_with else now

    # What is shown ---------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        """Bring every widget in line with the answers."""
        answers = state.answers
        found, series = self.asked.find(answers), self.asked.series_of(answers)
        listed = self.asked.question("specialties")
        ticked = [name for name in answers.get(listed.id, "").split("|") if name]
        several = any(self.asked.titles.names_several(each, ticked) for each in series)
        for name, choices in self.radios.items():
            choices.chosen = [answers[name]] if name in answers else []
        self._offer(listed, self.asked.specialties_of(series), ticked)
        for question in self.asked.questions:
            shown = question.kind == "series" or (bool(series) and (question.kind != "naming" or several))
            show_only(self.cards[question.id], shown)
        self.result.html = result_html(found)
        self.why.html = why_html(found)
        self.criteria.html = criteria_html(found)
        show_only(self.criteria, bool(found.criteria))
        self.others.html = others_html(self.asked, series)
        show_only(self.others, bool(series))
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


def _asked_html(question: Question) -> Markup:
    return tag("h2", question.text) + hint(sourced(question.help, question.source))


def result_html(found: Found) -> Markup:
    """Return every title with its series and grade pattern, or what to answer first."""
    if not found.titles:
        return join(tag("p.fg-grade.fg-grade-open", "No series yet"), tag("p.fg-count", "Answer the first question."))
    several = len(found.titles) > 1 and tag("p.fg-count", f"{len(found.titles)} titles fit your answers:")
    return join(several, map(_title, found.titles))


def _title(each: Titled) -> Markup:
    about = f"Series {each.series.id}, {each.series.title}; {each.interval}"
    return tag("p.fg-certified", each.title) + tag("p.fg-count", about)


def why_html(found: Found) -> Markup:
    """Return for each title the rules it follows, what is not known, what its pattern means, and the way on."""
    rules = map(_rules, found.titles) if found.titles else hint("The rules behind the title appear here.")
    return join(tag("h2", "Why"), rules)


def _rules(each: Titled) -> Markup:
    pattern, where = PATTERNS[each.series.interval]
    reasons = [sourced(reason.text, reason.source) for reason in each.reasons]
    unknown = [tag("li.fg-finding.fg-finding-warning", sourced(reason.text, reason.source)) for reason in each.open]
    ways = (
        tag("p", tag("a", f"Evaluate it by {standard.short_title}", href=f"evaluate.ipynb?{_asking(standard, each)}"))
        for standard in each.standards
    )
    return join(
        tag("h3", each.title),
        items("ul", [*reasons, sourced(f"{each.interval.capitalize()}: {pattern}", where)]),
        unknown and tag("ul.fg-findings", unknown),
        *ways,
    )


def _asking(standard: Standard, each: Titled) -> str:
    """Return the query that opens a standard for the series of a title; a guide does not name the series itself."""
    return urlencode({STANDARD: standard.id} | ({} if standard.series else {SERIES: each.series.id}))


def criteria_html(found: Found) -> Markup:
    """Return what tells the series apart, side by side; empty where only one fits."""
    if not found.criteria:
        return Markup()
    heading = "What tells the series apart"
    about = (
        "The number of criteria met does not decide. Look at the nature of the work and why management set up the "
        "position."
    )
    series = {title.series.id: title.series for title in found.titles}
    heads = ["Criterion", *(f"{each.id}, {each.title}" for each in series.values()), "Source"]
    rows = [
        [each.name, *(each.sides[name] for name in series), tag("td.fg-source", each.source)] for each in found.criteria
    ]
    see = tag("a", "See how a decision reasoned", href="casebook.ipynb?case=hr-assistant-military&step=series")
    shows = f"{caution()} What one says about support and specialist work shows how to look. "
    return join(
        tag("h2", heading),
        tag("p", sourced(about, "GS-0201 standard p. 10")),
        table(heads, rows, "Criterion by criterion", label=heading),
        hint(shows, see),
    )


def others_html(asked: Questions, series: Sequence[str]) -> Markup:
    """Return what the series leave to others, and how the series is found where work falls into several."""
    left = [
        folded(
            f"What series {each} leaves to others",
            table(
                ("Work", "Goes to", "Source"),
                [[one.work, one.goes_to, tag("td.fg-source", one.source)] for one in asked.excluded[each]],
                f"Work that is not in series {each}",
            ),
            id=f"fg-excluded-{each}",
        )
        for each in series
        if each in asked.excluded
    ]
    points = items("ul", (sourced((tag("b", f"{one.name}:"), f" {one.text}"), one.source) for one in asked.mixed))
    return join(
        tag("h2", "Work of another series, or of several"),
        *left,
        folded("Where the work falls into several series", points, id="fg-mixed-series"),
    )


def first_html(asked: Questions) -> Markup:
    """Return what stands on the page before any widget arrives: the first question with its answers."""
    question = asked.questions[0]
    answers = items("ul", ((tag("b", f"{each.label}."), f" {each.help}") for each in question.answers))
    side = tag("div.fg-side", result_card(result_html(asked.find({}))))
    return tag("div.fg-columns.fg-rating", tag("section.fg-card", _asked_html(question), answers), side)


def show() -> Page:
    """Show the page, and return it: ``page.answers``."""
    asked = questions()
    made = Page(asked)
    page(*made.widgets(), first=first_html(asked))
    return made
