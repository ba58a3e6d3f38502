"""Tables whose every text is hostile: on no page does any of it become markup, and none is escaped twice.

The texts of the shipped tables are replaced in memory, which reaches more of them than a folder of tables could.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from markupsafe import Markup

from fesgrade import questions
from fesgrade.apps import check, index, series
from fesgrade.apps.batch import example
from fesgrade.apps.batch import page as batch
from fesgrade.apps.casebook import page as casebook_page
from fesgrade.apps.evaluate import page as evaluate
from fesgrade.apps.panel import page as panel
from fesgrade.apps.parts.pages import PAGES
from fesgrade.apps.practice import page as practice_page
from fesgrade.apps.practice.state import AUDIT, RATE, is_auditable
from fesgrade.apps.supervisory import page as supervisory
from fesgrade.apps.what_if import page as what_if
from fesgrade.casebook import tables as cases
from fesgrade.classroom import practice
from fesgrade.files import sheets
from fesgrade.tables import load
from fesgrade.widgets.base import Html

from .test_components import parsed

HOSTILE = """"'><img src=x onerror="alert(1)"><script>'</p>"""
#: The fields that hold words; the others are ids, codes and figures.
WORDS = {
    "title", "short_title", "name", "short_name", "asks", "synopsis", "next_needs", "note", "source", "document",
    "edition", "definition", "basic_title", "text", "label", "help", "heading", "summary", "against", "said", "answer",
    "fact", "why_not_higher", "short_text", "setting", "paragraphs", "number", "party", "specialty", "unit",
}  # fmt: skip


def hostile(value: Any, name: str = "", seen: dict[int, Any] | None = None) -> Any:
    """Return a copy of tables with something hostile behind each of their texts."""
    seen = {} if seen is None else seen
    if isinstance(value, str):
        return f"{value} {HOSTILE}" if name in WORDS and value else value
    if isinstance(value, tuple):
        return tuple(hostile(each, name, seen) for each in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: hostile(each, "", seen) for key, each in value.items()})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if id(value) not in seen:
            fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
            made = {each: hostile(content, each, seen) for each, content in fields.items()}
            seen[id(value)] = value, dataclasses.replace(value, **made)
        return seen[id(value)][1]
    return value


TABLES = hostile(load())
BOOK = hostile(cases.load())
QUESTIONS = hostile(questions.load())
PRACTICE = hostile(practice.load())


@pytest.fixture
def html(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect all HTML that any widget takes, and look at it when the test is done."""
    found: list[str] = []
    validate = Html.validate

    def taken(self: Html, obj: Any, value: Any) -> Markup:
        made = validate(self, obj, value)
        found.append(made)
        return made

    monkeypatch.setattr(Html, "validate", taken)
    yield found
    hostile = 0
    for each in set(found):
        read = parsed(each)
        for name, attributes in read.tags:
            assert name not in ("img", "script"), each
            assert not any(key.startswith("on") for key in attributes), each
        texts = [read.text, *(str(value) for _, attributes in read.tags for value in attributes.values())]
        hostile += sum(text.count(HOSTILE) for text in texts)
        for escaped in ("&lt;", "&gt;", "&#34;", "&#39;", "&amp;"):
            assert not any(escaped in text for text in texts), each
    assert hostile > 100


def test_evaluate_what_if_and_supervisory(html: list[str]) -> None:
    evaluating = evaluate.Page(TABLES)
    asking = what_if.Page(TABLES)
    for page in (evaluating, asking):
        for section in getattr(page, "sections", ()):
            section.fold.expanded = True
        for _, case in page.rating.choose_case.options:
            page.rating.choose_case.value = case
    evaluating.evidence.unfold()
    evaluating.evidence.lines = HOSTILE
    evaluating.evidence.list.chosen = [each["value"] for each in evaluating.evidence.list.options]
    evaluating.evidence.assign.click()
    evaluating.keep.open()
    evaluating.keep.record.values = dict.fromkeys(evaluating.keep.values, HOSTILE)
    html += [evaluate.first_html(TABLES), what_if.first_html(asking)]
    comparing: Any = next(section.tool for section in asking.sections if section.tool.slug == "compare")
    for case in ("subordinate", "assigned"):
        comparing.examples._handle_custom_msg({"pick": case}, [])
    grading = supervisory.Page(TABLES)
    grading.choose_case.value = grading.choose_case.options[1][1]
    grading.directed.work.rows = [{**row, "name": HOSTILE} for row in grading.directed.work.rows]
    grading.mixed.rows.rows = [{**row, "name": f"{HOSTILE} {at}"} for at, row in enumerate(grading.mixed.rows.rows)]
    html.append(supervisory.first_html(TABLES))


def test_casebook_and_series(html: list[str]) -> None:
    reading = casebook_page.Page(BOOK)
    for name, decision in BOOK.decisions.items():
        reading.choose.value = name
        for number, step in enumerate(decision.steps, start=1):
            reading.go(number)
            if len(step.choices) > 1:
                reading.answer(step.choices[1].id)
                reading.answer(step.decided)
    html.append(casebook_page.first_html(BOOK))
    asking = series.Page(QUESTIONS)
    first = QUESTIONS.questions[0]
    for answer in first.answers:
        asking.answer(first.id, answer.id)
    html.append(series.first_html(QUESTIONS))


def test_practice_and_panel(html: list[str]) -> None:
    rating = practice_page.Page(PRACTICE)
    for name, case in PRACTICE.cases.items():
        rating.choice.name.value = name
        rating.sheet.chosen = {factor.id: factor.levels[0].code for factor in PRACTICE.standard(name).factors}
        rating.sheet.reasons = {"1": HOSTILE}
        rating.submit()
        if is_auditable(case):
            rating.choice.exercise.value = AUDIT
            rating.profile.choose.value = 3
            rating.submit()
            rating.choice.exercise.value = RATE
    html.append(practice_page.first_html(PRACTICE))
    room = panel.Page(PRACTICE)
    case = next(iter(PRACTICE.cases))
    lines = [
        f'"{HOSTILE.replace(chr(34), chr(34) * 2)} {rater}",{case},{factor.id},{factor.levels[min(rater, 1)].code}'
        for rater in range(4)
        for factor in PRACTICE.standard(case).factors
    ]
    room.take({f"{HOSTILE}.csv": "\n".join(["rater,case,factor,level", *lines, "x,y,z,1"]).encode()})
    room.show_key.value = True


def test_batch_check_and_the_front_page(html: list[str]) -> None:
    grading = batch.Page(TABLES)
    sheet = sheets.read(example.example(), "example.csv")
    rows = list(zip(*sheet.columns.values(), strict=True))
    out = io.BytesIO()
    heads = [HOSTILE if head == "Position number" else head for head in sheet.headings]
    sheets.write(out, "csv", heads, ([HOSTILE, HOSTILE, *row[2:]] for row in rows))
    grading.take({f"{HOSTILE}.csv": out.getvalue()})
    grading.score()
    checking = check.Page(TABLES)
    for name in checking.made:
        checking.open_example(name)
    checking.take({f"{HOSTILE}.csv": b"factor,level,points\n1,1-7,<b>\n1,1-6,1\n"})
    html.append(index.start_html(PAGES, TABLES))


def test_the_tables_are_hostile() -> None:
    """A test that finds nothing must have had something to find."""
    found = [
        repr(each).count("onerror") for each in (TABLES.series, BOOK.decisions, QUESTIONS.questions, PRACTICE.cases)
    ]
    assert min(found) > 5
