"""A page that an author shows can be read, and begins where it is told to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from IPython.core.formatters import format_display_data

import fesgrade as fg
from fesgrade.documents.statement import StatementError
from fesgrade.levels import LevelsError

OFFICER = "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1"


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fesgrade.apps.parts.page.display", lambda *_: None)


@pytest.mark.parametrize("name", ["evaluate", "what_if"])
def test_a_page_is_returned_and_tells_what_stands_on_it(name: str) -> None:
    page: Any = getattr(fg.apps, name).show("gs-0201", OFFICER)
    assert page.evaluation == fg.evaluate(OFFICER) and page.levels == page.evaluation.levels
    page.rating.take("2-5")
    assert page.evaluation.total == 2635
    assert format_display_data(page) == ({}, {})  # show() has shown it already
    assert getattr(fg.apps, name).show().levels == {}


def test_a_page_saves_the_statement(tmp_path: Path) -> None:
    page = fg.apps.evaluate.show("gs-0201", fg.evaluate(OFFICER).levels)
    page.save(tmp_path / "position.docx")
    page.save(tmp_path / "position.md", "form")
    assert "2,435" in (tmp_path / "position.md").read_text(encoding="utf-8")
    with pytest.raises(StatementError, match="The statement can be written when every factor has a level"):
        fg.apps.evaluate.show("gs-0201").statement()


@pytest.mark.parametrize("name", sorted(set(fg.apps.__all__)))
def test_every_page_is_returned_and_shows_itself_once(name: str) -> None:
    page: Any = getattr(fg.apps, name).show()
    assert format_display_data(page) == ({}, {})


def test_a_supervisory_page_and_one_that_reads_have_an_evaluation_to_save(tmp_path: Path) -> None:
    page = fg.apps.supervisory.show()
    assert not page.evaluation
    page.load("hr-officer-supervision")
    assert page.evaluation and page.evaluation.grade == page.statement().grade
    read = fg.apps.read.show()
    read.take_text(str(fg.evaluate(OFFICER)))
    assert read.evaluation == fg.evaluate(OFFICER)
    page.save(tmp_path / "supervisor.docx")
    read.save(tmp_path / "position.docx")
    assert {path.name for path in tmp_path.iterdir()} == {"supervisor.docx", "position.docx"}


def test_what_does_not_exist_is_refused_with_a_sentence() -> None:
    with pytest.raises(LevelsError, match="'gs-1' is not a known standard"):
        fg.apps.evaluate.show("gs-1")
    with pytest.raises(LevelsError, match="'1-99' is not a level"):
        fg.apps.evaluate.show("gs-0201", "1-99")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = fg.apps.nothing
