"""Evidence on the Evaluate page in a real browser: by keyboard, from lines, a framework file and a case."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from fesgrade.sources import data_dir

from .actions import tab_to
from .conftest import CheckLooks, OpenPage

pytestmark = pytest.mark.browser

FRAMEWORK = data_dir() / "skills" / "human-resources-specialists.json"


def summary(page: Page) -> Locator:
    return page.get_by_role("region", name="Evidence, factor by factor")


def opened(open_page: OpenPage, **options: object) -> Page:
    page = open_page("evaluate", query="?case=hr-officer", **options)
    expect(page.get_by_role("status", name="Result")).to_contain_text("2,435 points")
    return page


def test_a_line_of_the_description_is_assigned_by_keyboard_alone(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.get_by_role("radio", name=re.compile("^9-1,")).focus()
    tab_to(page, "button")
    expect(page.locator(":focus")).to_have_text("Add evidence")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Statements from")).to_be_visible()
    tab_to(page, "textarea")
    page.keyboard.type("Advises managers on discipline.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Advises managers on discipline.")).to_be_visible()
    tab_to(page, "input[type=checkbox]")
    page.keyboard.press("Space")
    tab_to(page, "select")
    page.keyboard.press("2")  # the factor by its first letter
    expect(page.get_by_label("Level", exact=True)).to_have_value("2-4")
    tab_to(page, "button.mod-primary")
    page.keyboard.press("Enter")
    expect(summary(page)).to_contain_text("Supports 2-4: “Advises managers on discipline.” Line 1")
    expect(summary(page)).to_contain_text("Supervisory Controls, credited 2-4")
    tab_to(page, "button:not(.mod-primary)")
    expect(page.locator(":focus")).to_have_text("Remove")
    page.keyboard.press("Enter")
    expect(summary(page)).to_contain_text("Nothing is assigned yet.")


def test_a_framework_file_with_attribution_filters_and_faults(
    open_page: OpenPage, check_looks: CheckLooks, tmp_path: Path
) -> None:
    page = opened(open_page, width=390)
    page.get_by_role("button", name="Add evidence").click()

    def hand_in(plain: object) -> None:
        file = tmp_path / "framework.json"
        file.write_text(json.dumps(plain), "utf-8")
        with page.expect_file_chooser() as choosing:
            page.get_by_role("button", name="Open a skills-framework file").press("Enter")
        choosing.value.set_files(file)

    plain = json.loads(FRAMEWORK.read_text("utf-8"))
    plain["attribution"] = "Somebody else, all rights reserved"
    hand_in({**plain, "framework": {**plain["framework"], "more": 1}})
    expect(page.get_by_role("alert").filter(has_text="framework.more is not a field there")).to_be_visible()
    hand_in(plain)
    expect(page.get_by_text("Attribution and license: Somebody else, all rights reserved")).to_be_visible()
    page.get_by_label("Level of skill").select_option("Advanced")
    first = plain["framework"]["levels"]["advanced"]["statements"][0]
    page.get_by_label("Search").fill(first.partition(" — ")[0])
    page.get_by_label("Search").press("Enter")
    expect(page.get_by_text("1 statement.")).to_be_visible()
    page.get_by_role("checkbox", name=first).check()
    page.get_by_label("What the statement says of the level").select_option("exceeds it: the work goes beyond it")
    page.get_by_role("button", name="Assign checked statements").click()
    expect(summary(page)).to_contain_text("Exceeds 1-7")
    expect(summary(page)).to_contain_text("Advanced, statement 1; Somebody else, all rights reserved")
    expect(summary(page)).to_contain_text("Goes further.")
    page.get_by_role("radio", name=re.compile("^1-6,")).check()
    expect(summary(page)).to_contain_text("credited 1-6")
    check_looks(page, "evidence", ((390, "light"), (1280, "dark")))
