"""What fesgrade writes, it reads: every worked case as form and report, as Word, web page and Markdown."""

from __future__ import annotations

import pytest

from fesgrade.documents import forms
from fesgrade.documents.blocks import Document
from fesgrade.documents.compose import compose
from fesgrade.evaluation import evaluate
from fesgrade.reading.files import open_bytes
from fesgrade.reading.reader import read
from fesgrade.tables import load

CATALOG = load()


@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
@pytest.mark.parametrize("document", ["form", "report"])
@pytest.mark.parametrize("name", list(CATALOG.cases))
def test_a_statement_is_read_as_it_was_made(name: str, document: Document, ending: str) -> None:
    case = CATALOG.cases[name]
    made = compose(evaluate(case.levels, case.standard), title=case.title.split(",")[0], series=case.series)
    found = read(open_bytes(f"statement{ending}", forms.render(made, ending, document)), CATALOG)
    (one,) = found.evaluations
    assert list(one.levels.values()) == list(case.levels)
    assert (one.printed_total, one.printed_grade, one.total, one.grade) == (
        made.total,
        made.grade,
        case.total,
        case.grade,
    )
    assert one.faults == () and found.notes == ()
    assert one.standard == CATALOG.standards[case.standard].method
