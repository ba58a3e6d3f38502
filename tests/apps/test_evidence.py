"""Evidence on the Evaluate page, without a browser: found, assigned, shown, taken back and carried along."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import unescape

import pytest

from fesgrade.apps.evaluate.page import Page
from fesgrade.classroom import practice
from fesgrade.documents import excerpts, frameworks
from fesgrade.documents.evidence import Evidence, plain_evidence
from fesgrade.documents.excerpts import EvidenceError, Excerpt
from fesgrade.sources import data_dir
from fesgrade.tables import load
from fesgrade.widgets import region
from fesgrade.widgets.evidence import MOST
from fesgrade.widgets.evidence import Evidence as Part
from fesgrade.widgets.evidence_words import given_html

CATALOG = load()
TEXT = "1. Advises managers on discipline.\n\n• Plans the own work.\nPlans the own work."
OWN = (data_dir() / "skills" / "human-resources-specialists.json").read_text("utf-8")


@pytest.fixture
def page() -> Page:
    region.alert("")
    made = Page(CATALOG)
    made.rating.load_case("hr-officer")
    return made


@pytest.fixture
def part(page: Page) -> Part:
    page.evidence.start.click()
    return page.evidence


def said() -> str:
    return unescape(region.alerts().html)


def shown(part: Part) -> list[str]:
    return [each["label"] for each in part.list.options]


def assign(part: Part, *ticked: int) -> None:
    """Tick the boxes with these places in the list, and assign them."""
    part.list.chosen = [part.list.options[place]["value"] for place in ticked]
    part.assign.click()


def test_a_tick_that_comes_after_the_list_has_changed_still_means_its_statement(part: Part) -> None:
    part.text.value = TEXT
    late = part.list.options[1]["value"]
    part.words.value = "discipline"
    part.list.chosen = [late]
    part.assign.click()
    assert [one.excerpt.text for one in part.pieces] == ["Plans the own work."]
    assert said() == ""


def hand_in(part: Part, name: str, content: str) -> None:
    upload = part.left.children[1].children[0]
    upload.value = (
        {"name": name, "type": "", "size": 1, "last_modified": datetime.now(UTC), "content": content.encode()},
    )


def test_a_page_that_does_not_use_it_has_one_button(page: Page) -> None:
    assert tuple(page.evidence.children[1:]) == (page.evidence.start,)
    assert not hasattr(page.evidence, "text")
    assert plain_evidence(page.evidence.pieces) == []


def test_lines_are_assigned_and_shown_factor_by_factor(part: Part) -> None:
    part.text.value = TEXT
    assert shown(part) == ["Advises managers on discipline.", "Plans the own work."]
    assert part.level.value == "1-7"  # the level credited
    assign(part, 0, 1)
    part.factor.value = "2"
    assert part.level.value == "2-4"
    part.relation.value = "falls short"
    assign(part, 1)
    html = unescape(part.summary.html)
    assert "Knowledge Required by the Position, credited 1-7" in html
    assert '<b>Supports 1-7:</b> “Plans the own work.” <span class="fg-source">Line 3</span>' in html
    assert "<b>Falls short of 2-4:</b> “Plans the own work.”" in html
    assert "2-4 is credited, but one statement says it falls short of 2-4" in html
    assert "No statement is assigned to factors 3, 4, 5, 6, 7, 8 and 9" in html
    assert "Handbook p. 10" in html
    assert part.list.chosen == []
    assert [one.level for one in part.pieces] == ["1-7", "1-7", "2-4"]


def test_nothing_ticked_nothing_assigned_and_nothing_twice(part: Part) -> None:
    part.text.value = TEXT
    part.assign.click()
    assert "tick a statement first" in said()
    assign(part, 0)
    assign(part, 0)
    assert said() == "" and len(part.pieces) == 1


def test_a_piece_is_taken_back(part: Part) -> None:
    part.text.value = TEXT
    assign(part, 0, 1)
    assert part.removing in part.right.children
    part.one.value = 0
    part.remove.click()
    assert [one.excerpt.text for one in part.pieces] == ["Plans the own work."]
    part.remove.click()
    assert part.pieces == () and part.removing not in part.right.children
    part.remove.click()
    assert said() == ""


def test_the_shipped_framework_is_filtered_by_level_and_words_with_its_attribution(part: Part) -> None:
    part.source.value = "framework 0"
    (framework,) = frameworks.shipped()
    assert len(shown(part)) == len(framework.excerpts())
    assert framework.notice in unescape(part.about.html) and "CC0" in part.about.html
    part.level_of_skill.value = "emerging"
    part.words.value = "HIRING"
    assert shown(part) == [one.text for one in framework.excerpts(["emerging"], "hiring")]
    assert len(shown(part)) == 1
    part.words.value = "zebra"
    assert shown(part) == [] and "No statement" in part.count.html
    part.words.value = ""
    assign(part, 0)
    assert f"Emerging, statement 1; {framework.attribution}" in unescape(part.summary.html)


def test_a_framework_file_is_opened_and_shows_whose_it_is(part: Part) -> None:
    plain = json.loads(OWN)
    plain["attribution"] = "© <b>Somebody</b>"
    plain["occupation"]["title"] = "Other work"
    hand_in(part, "other.json", json.dumps(plain))
    assert part.source.value == "framework 1"
    assert ("Skills framework: Other work", "framework 1") in part.source.options
    assert "© &lt;b&gt;Somebody&lt;/b&gt;" in part.about.html
    assign(part, 0)
    assert part.pieces[0].excerpt.credit == "© <b>Somebody</b>; Other work"
    assert "<b>Somebody" not in part.summary.html


def test_a_faulty_framework_is_refused_with_its_paths(part: Part) -> None:
    plain = json.loads(OWN)
    del plain["attribution"]
    plain["framework"]["levels"]["proficient"]["statements"][3] = 7
    hand_in(part, "other.json", json.dumps(plain))
    assert "attribution is missing." in said()
    assert "framework.levels.proficient.statements[3] is a number; it must be text." in said()
    hand_in(part, "other.json", json.dumps({**plain, "schemaVersion": "2.0"}))
    assert "schemaVersion is '2.0', a newer version than this program knows; it reads 1.0." in said()
    assert part.source.value == "lines" and len(part.frameworks) == 1


def test_a_practice_case_gives_its_sentences_and_nothing_of_its_key(part: Part) -> None:
    part.source.value = "case mail-room"
    case = practice.load().case("mail-room")
    assert shown(part) == [one.text for one in excerpts.case_excerpts(case.title, case.paragraphs)][:MOST]
    key = practice.load().key("mail-room")
    state = json.dumps(part.list.options)
    assert not any(entry.why_not_higher and entry.why_not_higher in state for entry in key.entries)


def test_many_lines_are_shown_in_part_and_found_by_words(part: Part) -> None:
    part.text.value = "\n".join(f"Task {number} of the job" for number in range(500))
    assert len(shown(part)) == MOST and "500 statements; the first 60 are shown" in part.count.html
    part.words.value = "499"
    assert shown(part) == ["Task 499 of the job"]
    part.text.value = "x" * 3000
    assert "Line 1 has 3,000 characters" in said()


def test_evidence_is_carried_along_and_comes_back(part: Part, page: Page) -> None:
    part.text.value = TEXT
    assign(part, 0)
    whole = part.argued
    assert whole is not None
    assert whole.evaluation.total == 2435 and whole.evidence == part.pieces
    other = Page(CATALOG)
    assert other.evidence.argued is None
    plain = json.loads(json.dumps(plain_evidence(part.pieces)))
    other.recall({"evidence": plain})
    assert other.evidence.pieces == part.pieces and other.evidence.opened
    assert "Choose a level for every factor" in other.evidence.summary.html
    with pytest.raises(EvidenceError, match=r"evidence\[0\]\.level"):
        other.recall({"evidence": [{**plain[0], "level": "1-99"}]})
    assert other.evidence.pieces == part.pieces


def test_evidence_follows_the_rating(part: Part, page: Page) -> None:
    part.text.value = TEXT
    assign(part, 0)
    page.rating.sheet.chosen = {**page.rating.sheet.chosen, "1": "1-6"}
    assert "credited 1-6" in part.summary.html
    assert "1-6 is credited, but one statement says more than that" in part.summary.html
    page.rating.choose_standard.value = "gssg"
    assert part.pieces == () and [value for _, value in part.factor.options] == ["1", "2", "3", "4A", "4B", "5", "6"]
    assert part.level.value == "1-1"
    page.rating.choose_standard.value = "gs-0201"
    assert len(part.pieces) == 1


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("framework.levels.emerging.statements[3]", "Emerging, statement 4"),
        ("statements[x]", "Emerging, statements[x]"),
        ("[", "Emerging, ["),
        ("[³]", "Emerging, [³]"),
    ],
)
def test_where_a_statement_stands_whatever_a_saved_file_says(reference: str, shown: str) -> None:
    assert Excerpt("Text", "framework", reference, "", "emerging").place == shown


def test_what_is_typed_never_becomes_html() -> None:
    standard = CATALOG.standards["gs-0201"]
    piece = Evidence("1", "1-7", "supports", Excerpt("<script>", "description", "<i>", "<u>"))
    html = given_html([piece], {}, standard, None)
    assert "&lt;script&gt;" in html and not any(tag in html for tag in ("<script>", "<i>", "<u>"))
