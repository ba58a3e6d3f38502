"""The Panel page without a browser: what is read, shown and left out, and the key only on request."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from fesgrade.apps.panel.page import Page
from fesgrade.apps.panel.words import NO_PACKAGE
from fesgrade.classroom import practice, results
from fesgrade.classroom.alpha import alpha
from fesgrade.classroom.results import Results
from fesgrade.sources import data_dir
from fesgrade.widgets import region

from .test_components import records

SET = practice.load()
KEY = SET.key("lab-budgets")
HEAD = "rater,case,factor,level,round"


@pytest.fixture
def page() -> Page:
    region.alert("")
    return Page(SET)


def saved(rater: str, by: dict[str, int], *rounds: str) -> bytes:
    """A student's file: the key's levels of lab-budgets, moved ``by`` steps in the factors named."""
    ones = []
    for when in rounds or ("before",):
        levels = {}
        for entry in KEY.entries:
            choices = SET.standard("lab-budgets").by_factor[entry.factor].levels
            step = by.get(entry.factor, 0) if when == "before" else 0
            levels[entry.factor] = choices[choices.index(entry.level) + step].code
        ones.append(results.attempt(SET.case("lab-budgets"), levels, SET.catalog, round=when))
    return results.save(Results(rater, tuple(ones))).encode()


CLASS = {
    "a.json": saved("Ann", {}),
    "b.json": saved("Bo", {"1": 1}),
    "c.json": saved("Cy", {"1": 1, "4": -1}),
    "d.json": saved("Di", {"1": 1, "4": 2}),
    "e.json": saved("Ed", {"2": 1}),
}


def shown(page: Page) -> str:
    """Everything the browser knows of the page by now."""
    found: list[str] = [page.result.html, page.refused.html, page.alpha.html, page.apart.html, page.discussion.html]
    for picture in page.pictures.values():
        state = {name: value for name, value in picture.get_state().items() if name not in ("_esm", "spec", "svg")}
        found.append(json.dumps(state, ensure_ascii=False, default=str))
    return unescape(" ".join(found))


def told(page: Page) -> str:
    """What the page says in words below its controls."""
    return " ".join(getattr(part, "html", "") for part in page.body.children)


def test_five_saved_files_of_a_class(page: Page) -> None:
    assert "No files yet." in page.result.html
    assert page.body.children == (page.start,)
    page.take(CLASS)
    assert ">5</p>" in page.result.html and "raters, " in page.result.html and "45 ratings" in page.result.html
    assert "1 case, 5 files" in page.result.html
    assert "2 GS-9, 2 GS-10, 1 GS-11; 1,885 to 2,360 points" in unescape(page.result.html)
    assert page.refused.html == ""
    spread = page.pictures["spread"]
    assert spread.title == "Where the class disagrees: Budget Analyst"
    assert records(spread)[0] == {
        "Factor": "1 Knowledge Required by the Position", "Raters by level": "1-6: 2, 1-7: 3", "Median": "7",
        "Same level": "40%", "At most one apart": "100%",
    }  # fmt: skip
    assert "factor 4 from 4-2 to 4-5" in spread.description
    assert [row["Total"] for row in records(page.pictures["rater-totals"])] == [1885, 2060, 2110, 2185, 2360]
    agreement = page.pictures["agreement"]
    assert [row["Same level"] for row in records(agreement)][:4] == ["40%", "60%", "100%", "30%"]
    assert agreement.params == {"kinds": ["exact", "near"]}
    assert "Di" in page.apart.html and "factor 4: 4-5, 2 levels higher than the others" in page.apart.html
    assert "It takes two" not in page.alpha.html and "Before the discussion: <b>0." in page.alpha.html
    assert page.discussion.html == ""


def test_the_key_is_shown_on_request_only(page: Page) -> None:
    page.take(CLASS)
    tells = re.compile(r'(?<!")key|"key": (?!false)', re.IGNORECASE)
    assert not tells.search(shown(page))
    assert all(not row["key"] for row in page.pictures["spread"].rows)
    page.show_key.value = True
    assert {row["code"] for row in page.pictures["spread"].rows if row["key"]} == set(KEY.codes)
    assert records(page.pictures["spread"])[0]["Key"] == "1-6"
    assert records(page.pictures["spread"])[0]["At the key"] == "2 of 5"
    assert "The line is the key: 1,885 points, GS-9." in page.pictures["rater-totals"].description
    assert "At the key" in page.apart.html
    assert tells.search(shown(page))
    page.show_key.value = False
    assert not tells.search(shown(page))


def test_before_and_after_the_discussion(page: Page) -> None:
    moved = {"a.json": {}, "b.json": {"1": 1}, "c.json": {"1": 1, "4": -1}}
    page.take({name: saved(name[0], by, "before", "after") for name, by in moved.items()})
    assert [value for _, value in page.round.options] == ["before", "after"]
    assert "3 of 27 ratings changed" in page.discussion.html
    assert "<b>85%</b> before, <b>100%</b> after" in page.discussion.html
    agreement = page.pictures["agreement"]
    assert agreement.title == "Agreement, before and after the discussion"
    assert agreement.params == {"kinds": ["exact", "near", "before"]}
    first = records(agreement)[0]
    assert (first["Same level before"], first["Same level"], first["Changed"]) == ("33%", "100%", "2 of 3")
    assert not any("key" in heading for heading in agreement.heads)
    page.show_key.value = True
    assert records(agreement)[0]["At the key, before and after"] == "1 and 3 of 3"
    assert "At the key: 24 before, 27 after, of 27." in page.discussion.html
    page.round.value = "after"
    assert "3 GS-9; all 1,885 points" in page.result.html
    assert "after the discussion" in page.pictures["spread"].caption


def test_refused_lines_are_listed_and_the_rest_is_kept(page: Page) -> None:
    table = [HEAD, "A,lab-budgets,1,1-7,", "A,lab-budgets,1,1-6,", "B,lab-budgets,1,1-9,", "B,nowhere,1,1-2,"]
    table += [f"B,<b>{number},1,1-2," for number in range(60)]
    page.take({"x.csv": "\n".join(table).encode(), "y.json": b"{"})
    assert ">2</p>" in page.result.html and "raters, " in page.result.html and "2 ratings" in page.result.html
    text = unescape(page.refused.html)
    assert "63 errors; everything else is kept." in text
    assert "x.csv, row 3: A has rated factor 1 of lab-budgets before the discussion already, in x.csv, row 2" in text
    assert "x.csv, row 5: 'nowhere' is not a case at hand." in text
    assert "&lt;b&gt;" in page.refused.html and "<b>1" not in page.refused.html
    assert "And 13 more." in text
    assert "Nobody rated every factor" in told(page)
    page.clear.click()
    assert "No files yet." in page.result.html and page.refused.html == "" and page.files == {}


def test_what_cannot_be_read_at_all_is_said(page: Page) -> None:
    page.take({"y.json": b"{"})
    assert "Nothing could be read." in page.result.html
    assert "y.json is not JSON" in page.refused.html
    assert page.body.children == (page.start,)


def test_files_of_one_name_are_told_apart_and_the_same_file_is_taken_once(page: Page) -> None:
    page.take({"results.json": CLASS["a.json"]})
    page.take({"results.json": CLASS["b.json"]})
    page.take({"again.json": CLASS["a.json"]})
    assert list(page.files) == ["results.json", "results (2).json"]
    assert ">2</p>" in page.result.html and "raters, " in page.result.html


def test_several_cases_have_alpha_by_factor_and_can_be_chosen(page: Page) -> None:
    rng = random.Random(5)
    lines = [HEAD]
    names = [*[name for name, case in SET.cases.items() if case.standard != "gssg"][:7], "records-section"]
    for rater in "ABCD":
        for name in names:
            for entry in SET.key(name).entries:
                choices = SET.standard(name).by_factor[entry.factor].levels
                at = min(len(choices) - 1, max(0, choices.index(entry.level) + rng.choice((-1, 0, 0, 1))))
                lines.append(f"{rater},{name},{entry.factor},{choices[at].code},")
    page.take({"all.csv": "\n".join(lines).encode()})
    assert len(page.case.options) == 8
    table = records(page.pictures["agreement"])
    assert "Alpha" in page.pictures["agreement"].heads
    assert re.fullmatch(r"-?0\.\d\d", table[0]["Alpha"]) and re.fullmatch(
        r"-?\d\.\d\d to \d\.\d\d", table[0]["95% interval"]
    )
    assert table[9]["Factor"] == "GSSG 1 Scope and effect" and table[9]["Alpha"] == "–"
    page.case.value = "records-section"
    assert page.pictures["spread"].title.endswith("Supervisor of a medical records section")
    assert len(records(page.pictures["spread"])) == len(SET.key("records-section").entries)
    assert "Supervisor of a medical records section" in page.result.html


def test_cases_that_are_no_practice_cases_can_be_rated_by_a_standard(page: Page) -> None:
    page.take({"x.csv": f"{HEAD}\nA,our vacancy,1,1-7,\nB,our vacancy,1,1-8,".encode()})
    assert "Nothing could be read." in page.result.html
    page.others.value = "gs-0201"
    assert ">2</p>" in page.result.html and "raters, " in page.result.html
    assert page.pictures["spread"].title == "Where the class disagrees: our vacancy"
    page.show_key.value = True  # there is none
    assert "At the key" not in page.apart.html


def test_a_case_that_nobody_rated_in_a_round_says_so(page: Page) -> None:
    page.take({"x.csv": f"{HEAD}\nA,lab-budgets,1,1-7,\nA,mail-room,1,1-2,after\nB,mail-room,1,1-2,after".encode()})
    page.round.value = "after"
    assert page.case.value == "lab-budgets"
    assert "Nobody rated this case after the discussion." in told(page)
    page.case.value = "mail-room"
    assert records(page.pictures["spread"])[0]["Raters by level"] == "1-2: 2"


def test_without_a_whole_rating_there_is_no_picture_of_totals(page: Page) -> None:
    page.take({"x.csv": f"{HEAD}\nA,lab-budgets,1,1-7,\nB,lab-budgets,1,1-6,".encode()})
    assert "Nobody rated every factor, so there is no total." in told(page)
    assert page.pictures.keys() == {"spread", "agreement"}
    page.take(CLASS)
    assert page.pictures["rater-totals"] in page.body.children
    assert "Nobody rated every factor" not in told(page)


def test_one_rater_alone_gets_no_picture_of_agreement(page: Page) -> None:
    page.take({"x.csv": f"{HEAD}\nA,lab-budgets,1,1-7,\nA,lab-budgets,2,2-3,".encode()})
    assert page.pictures.keys() == {"spread"}
    assert "Agreement takes two raters" in told(page)
    assert "It takes two factors that at least two people rated." in page.alpha.html


def test_without_krippendorff_everything_but_alpha_is_there(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    page.take(CLASS)
    assert "the package krippendorff is not installed; everything else is here" in page.alpha.html
    assert "fesgrade[panel]" in page.alpha.html
    assert records(page.pictures["spread"])[0]["Same level"] == "40%"
    assert "Alpha" not in page.pictures["agreement"].heads
    assert NO_PACKAGE in alpha([{1: 2, 2: 1}, {1: 1, 2: 2}]).why


def test_a_sealed_case_asks_for_its_word(tmp_path: Path) -> None:
    own = tmp_path / "practice"
    shutil.copytree(data_dir() / "practice", own)
    for file in own.glob("*.csv"):
        kept = [line for line in file.read_text("utf-8").splitlines() if line.startswith(("case", "lab-budgets,"))]
        text = "\n".join(kept).replace("lab-budgets,", "my-case,")
        if file.name == "practice.csv":
            header, row = text.splitlines()
            text = f"{header},release\n{row},Blue Heron"
        file.write_text(text, "utf-8")
    page = Page(practice.load(tmp_path))
    page.take({name: content.replace(b"lab-budgets", b"my-case") for name, content in CLASS.items()})
    assert len(page.key_bar.children) == 1
    page.show_key.value = True
    assert len(page.key_bar.children) == 2
    assert not any(row["key"] for row in page.pictures["spread"].rows)
    page.word.value = "heron"
    assert not any(row["key"] for row in page.pictures["spread"].rows)
    page.word.value = "blue heron"
    assert {row["code"] for row in page.pictures["spread"].rows if row["key"]} == set(KEY.codes)


def test_numpy_and_krippendorff_come_with_the_first_ratings_only() -> None:
    code = (
        "import sys; from fesgrade.classroom import practice; "
        "from fesgrade.apps.panel.page import Page; page = Page(practice.load());"
        "before = [m in sys.modules for m in ('numpy', 'krippendorff')];"
        "page.take({'x.csv': b'rater,case,factor,level\\nA,mail-room,1,1-2\\nB,mail-room,1,1-3\\n"
        "A,mail-room,2,2-2\\nB,mail-room,2,2-3'});"
        "print(*before, *(m in sys.modules for m in ('numpy', 'krippendorff')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "True"]


def test_a_class_of_200_by_all_cases_is_shown(page: Page) -> None:
    rng = random.Random(3)
    lines = [HEAD]
    for rater in range(200):
        for name in SET.cases:
            for entry in SET.key(name).entries:
                choices = SET.standard(name).by_factor[entry.factor].levels
                at = min(len(choices) - 1, max(0, choices.index(entry.level) + rng.choice((-2, -1, 0, 0, 1))))
                lines.append(f"R{rater},{name},{entry.factor},{choices[at].code},")
    page.take({"all.csv": "\n".join(lines).encode()})
    assert ">200</p>" in page.result.html and "raters, " in page.result.html
    assert re.search(r"And [\d,]+ more\.", page.apart.html)
    assert len(records(page.pictures["rater-totals"])) == 200
