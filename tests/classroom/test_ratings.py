"""Rating together: what is read and refused, and agreement figures against other ways to get them."""

from __future__ import annotations

import datetime
import io
import itertools
import json
import random
import subprocess
import sys
from collections.abc import Mapping
from statistics import median

import krippendorff
import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fesgrade.classroom import practice, ratings
from fesgrade.classroom import results as results_file
from fesgrade.classroom.agreement import summarize
from fesgrade.classroom.alpha import FEWEST_UNITS, Alpha, alpha
from fesgrade.classroom.practice import Practice
from fesgrade.classroom.ratings import Ratings
from fesgrade.classroom.results import Results
from fesgrade.evaluation import evaluate
from fesgrade.levels import LevelsError

SET = practice.load()
FES = [name for name, case in SET.cases.items() if case.standard != "gssg"]
HEAD = "rater,case,factor,level"


def read(files: Mapping[str, str | bytes], practice: Practice = SET, **options: str) -> Ratings:
    return ratings.read({n: c.encode() if isinstance(c, str) else c for n, c in files.items()}, practice, **options)


def read_csv(content: str | bytes, practice: Practice = SET, **options: str) -> Ratings:
    return read({"ratings.csv": content}, practice, **options)


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows])


def whole(rater: str, case: str, levels: str, suffix: str = "") -> list[str]:
    """Rows of one rater for a whole case, from level codes."""
    factors = SET.standard(case).factors
    return [f"{rater},{case},{f.id},{code}{suffix}" for f, code in zip(factors, levels.split(), strict=True)]


# Reading ----------------------------------------------------------------------------------------


def test_rows_are_read_in_any_usual_notation() -> None:
    found = read_csv(
        table("Ana,mail-room,1,1-2", "Ana,mail-room,Factor 2,2", "Ana,mail-room,6/7,2b", "Ana,mail-room,9,FL 9–1"), SET
    )
    assert [(row.factor, row.level.code) for row in found.rows] == [
        ("1", "1-2"), ("2", "2-2"), ("6", "6-2"), ("7", "7-2"), ("9", "9-1")
    ]  # fmt: skip
    assert (found.faults, found.raters, found.cases) == ((), ("Ana",), ("mail-room",))
    assert found.rows[2].place == "ratings.csv, row 4"


def test_faulty_rows_are_refused_by_row_and_everything_else_is_kept() -> None:
    found = read_csv(
        table(
            "Ana,mail-room,1,1-2,",
            "Ana,nowhere,1,1-2,",
            "Ana,mail-room,10,1,",
            "Ana,mail-room,2,2-9,",
            "ana ,mail-room,1,1-3,before",
            "Ana,mail-room,1,1-3,after",
            "Ana,mail-room,3,3-1,later",
            ",mail-room,3,3-1,",
            "Ana,mail-room,4,,",
            "Ana,mail-room,5",
            'Ana,mail-room,"5,5-1,',
            "",
            ",,,,",
            "Ana,mail-room,6,7-Jun,",
            f"{'A' * 81},mail-room,6,6-1,",
            "Ben,mail-room,6,6-1,1",
            head=f"{HEAD},round",
        ),
        SET,
    )
    assert [(r.rater, r.factor, r.level.code, r.round) for r in found.rows] == [
        ("Ana", "1", "1-2", "before"), ("Ana", "1", "1-3", "after"), ("Ben", "6", "6-1", "before")
    ]  # fmt: skip
    expected = [
        "ratings.csv, row 3: 'nowhere' is not a case at hand.",
        "ratings.csv, row 4: '10' is not a factor of Primary Standard; its factors are 1, 2, 3, 4, 5, 6, 7, 8, 9.",
        "ratings.csv, row 5: '2-9' is not a level of Factor 2, Supervisory Controls; the levels are 2-1 to 2-5.",
        "ratings.csv, row 6: Ana has rated factor 1 of mail-room before the discussion already, in ratings.csv, row 2; "
        "the first rating stays.",
        "ratings.csv, row 8: round is 'later'; it must be before or after, or 1 or 2.",
        "ratings.csv, row 9: rater must be filled.",
        "ratings.csv, row 11 has 3 cells, not 5.",
        "ratings.csv, row 12 begins a quoted cell that is never closed; the file may be cut short.",
        "ratings.csv, row 15: Factor 6, Personal Contacts, is given as 7-Jun, a date that names no level of it; a "
        "spreadsheet may have made it of a level such as 1-7; write that as text, or only its number, such as 7.",
        "ratings.csv, row 16: the rater's name has more than 80 characters.",
    ]
    assert list(found.faults) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "ratings.csv is empty; it needs the columns rater, case, factor, level."),
        ("rater,case,factor\n", "ratings.csv, row 1: the column level is missing."),
        ("rater,case,factor,level,Level\n", "ratings.csv, row 1: the column level stands twice."),
        (
            b"rater,case,factor,level\n\xe9\x01,mail-room,1,1\n",
            "ratings.csv is not UTF-8 text: line 2 holds the byte 0xE9; save it as",
        ),
        ('{"format": "x"}', "ratings.csv is not a file of practice results"),
        ('\n {"format": "fesgrade-practice"', "ratings.csv is not JSON at line"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(content: str | bytes, said: str) -> None:
    found = read_csv(content, SET)
    assert found.rows == () and len(found.faults) == 1
    assert found.faults[0].startswith(said)


def test_other_delimiters_encodings_column_orders_and_extra_columns() -> None:
    text = "Round;Level;Case;Rater;Factor;Remark\r\n2;1-2;mail-room;Zoë;1;x\r\n"
    for content in (text, "\ufeff" + text, text.encode("utf-8-sig"), text.encode("utf-16"), text.replace(";", "\t")):
        found = read_csv(content, SET)
        assert found.faults == ()
        assert [(r.rater, r.factor, r.level.code, r.round) for r in found.rows] == [("Zoë", "1", "1-2", "after")]


def test_a_spreadsheet_is_read_as_a_table_of_text_is() -> None:
    rows = ["Ana,mail-room,1,1-2,before", "Ana,mail-room,2,,", "Ana,mail-room,3,3-1,", ",,,,", "Ana,nowhere,1,1,,more"]
    book = openpyxl.Workbook()
    for row in [f"{HEAD},round,", *rows]:
        book.worksheets[0].append([cell or None for cell in row.split(",")])
    book.worksheets[0].append(["Ana", "mail-room", 5, datetime.date(2026, 5, 3)])
    book.worksheets[0].append(["Ana", "mail-room", 4, 4])
    out = io.BytesIO()
    book.save(out)
    found = read({"ratings.xlsx": out.getvalue()})
    assert [(r.factor, r.level.code, r.place) for r in found.rows] == [
        ("1", "1-2", "ratings.xlsx, row 2"), ("3", "3-1", "ratings.xlsx, row 4"), ("5", "5-3", "ratings.xlsx, row 7"),
        ("4", "4-4", "ratings.xlsx, row 8"),
    ]  # fmt: skip
    assert list(found.faults) == ["ratings.xlsx, row 6 has 6 cells, not 5."]
    assert list(found.notes) == [
        "ratings.xlsx: 1 cell that Excel had turned into a date was read as a level (row 7), such as 2026-05-03 as 5-3."
    ]
    assert read({"ratings.xlsx": out.getvalue()[:300]}).faults[0].startswith("ratings.xlsx cannot be read as XLSX; it")


def test_a_case_that_is_no_practice_case_can_be_rated_by_a_standard_named() -> None:
    text = table("Ana,our vacancy,1,1-7", "Ana,mail-room,1,1-2", "Ana,our vacancy,6/7,3c")
    found = read_csv(text, SET, others="gs-0201")
    assert found.faults == ()
    assert {case: standard.id for case, standard in found.standards.items()} == {
        "our vacancy": "gs-0201", "mail-room": "fes-primary"
    }  # fmt: skip
    assert summarize(found, SET).rounds[0].cases[0].title == "our vacancy"
    with pytest.raises(LevelsError, match="not a known standard"):
        read_csv(text, SET, others="gs-9999")


def test_saved_files_of_a_class_are_read_together() -> None:
    case = SET.case("mail-room")
    files: dict[str, str | bytes] = {}
    for name in ("Ana", "Ben", ""):
        results = Results(name, (results_file.attempt(case, "1-2 2-2", SET.catalog),))
        files[f"{name or 'third'}.json"] = results_file.save(results).encode()
    again = Results("ana", (results_file.attempt(case, "1-3 3-1", SET.catalog),))
    files["again.json"] = results_file.save(again)
    files["bad.json"] = json.dumps({"format": "fesgrade-practice", "version": 1, "rater": "X", "attempts": [{}]})
    files["late.csv"] = table("Cleo,mail-room,1,1-2")
    found = read(files, SET)
    assert found.raters == ("Ana", "Ben", "third", "Cleo")
    assert [(r.rater, r.factor) for r in found.rows] == [
        ("Ana", "1"), ("Ana", "2"), ("Ben", "1"), ("Ben", "2"), ("third", "1"), ("third", "2"), ("Ana", "3"),
        ("Cleo", "1"),
    ]  # fmt: skip
    assert found.faults[0] == (
        "again.json, attempts[0]: Ana has rated factor 1 of mail-room before the discussion already, in Ana.json, "
        "attempts[0]; the first rating stays."
    )
    assert [fault.split(".")[0] for fault in found.faults[1:]] == ["bad", "bad"]


def test_reasons_come_along_from_files_and_tables() -> None:
    reasons = {"1": "Sorting only", "1/next": "No rules"}
    attempt = results_file.attempt(SET.case("mail-room"), "1-2 2-2", SET.catalog, reasons=reasons)
    found = read(
        {
            "a.json": results_file.save(Results("Ana", (attempt,))),
            "b.csv": f"{HEAD},reason\nBo,mail-room,1,1-3,Rules\n",
        },
        SET,
    )
    assert found.faults == ()
    assert [(r.rater, r.factor, r.reason) for r in found.rows] == [
        ("Ana", "1", "Sorting only Against the next level: No rules"), ("Ana", "2", ""), ("Bo", "1", "Rules"),
    ]  # fmt: skip


def test_what_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratings, "LARGEST", 100)
    monkeypatch.setattr(ratings, "MOST_RATINGS", 1)
    found = read({"a.csv": "x" * 101, "b.csv": table("A,mail-room,1,1", "A,mail-room,2,1", "A,mail-room,3,1")}, SET)
    assert len(found.rows) == 1
    assert found.faults == (
        "a.csv has 101 bytes; at most 100 are read.", "b.csv, row 3: only the first 1 ratings are read."
    )  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200), st.text("rateclvfo,;\t\n\"'012-9 ", max_size=200)))
def test_nothing_breaks_the_reader(content: str | bytes) -> None:
    for text in (content, HEAD + "\n" + content if isinstance(content, str) else HEAD.encode() + b"\n" + content):
        found = read({"f": text}, SET)
        assert all(fault.startswith("f") and fault.endswith(".") for fault in found.faults)


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(FES[:2]), st.integers(0, 10), st.integers(0, 10))))
def test_every_row_is_kept_or_told(rows: list[tuple[str, str, int, int]]) -> None:
    found = read_csv(table(*(f"{r},{c},{f},{n}" for r, c, f, n in rows)), SET)
    assert len(found.rows) + len(found.faults) == len(rows)
    keys = [(r.rater, r.case, r.factor, r.round) for r in found.rows]
    assert len(keys) == len(set(keys))


# Spread and agreement ---------------------------------------------------------------------------


def test_spread_agreement_totals_outliers_and_the_key_by_hand() -> None:
    """Five people rate the mail room (key: 1-2 2-2 3-1 4-2 5-1 6-1 7-1 8-2 9-1, 505 points, GS-3)."""
    right = "1-2 2-2 3-1 4-2 5-1 6-1 7-1 8-2 9-1"
    rows = [
        *whole("A", "mail-room", right),
        *whole("B", "mail-room", right),
        *whole("C", "mail-room", right.replace("1-2", "1-3", 1)),
        *whole("D", "mail-room", right.replace("1-2", "1-5", 1)),
        "E,mail-room,1,1-2",
    ]
    panel = summarize(read_csv(table(*rows), SET), SET, [SET.key("mail-room")])
    (view,) = panel.rounds
    (case,) = view.cases
    first, second = case.factors[:2]
    assert {level.code: n for level, n in first.counts if n} == {"1-2": 3, "1-3": 1, "1-5": 1}
    assert (first.ratings, first.low.code, first.high.code, first.median) == (5, "1-2", "1-5", 2)
    assert (first.pairs, first.exact, first.within_one) == (10, 3 / 10, 6 / 10)
    assert first.key is not None
    assert (first.key.code, first.at_key, first.near_key) == ("1-2", 3, 4)
    assert (second.ratings, second.pairs, second.exact, second.within_one) == (4, 6, 1, 1)
    assert [(e.rater, e.total, e.grade) for e in case.totals.entries] == [
        ("A", 505, "GS-3"), ("B", 505, "GS-3"), ("C", 655, "GS-4"), ("D", 1055, "GS-5")
    ]  # fmt: skip
    totals = case.totals
    assert (totals.incomplete, totals.low, totals.median, totals.high) == (1, 505, 580, 1055)
    assert totals.grades == (("GS-3", 2), ("GS-4", 1), ("GS-5", 1))
    assert (totals.key_total, totals.key_grade, totals.at_grade) == (505, "GS-3", 2)
    (outlier,) = view.outliers
    assert (outlier.rater, outlier.factor, outlier.level, outlier.others, outlier.levels_off) == ("D", "1", "1-5", 2, 3)
    d = next(rater for rater in view.raters if rater.rater == "D")
    assert (d.ratings, d.off, d.leaning, d.outliers, d.keyed, d.at_key) == (9, 3 / 9, 3 / 9, 1, 9, 8)


def test_without_keys_nothing_of_a_key_is_in_the_result() -> None:
    rows = read_csv(table(*whole("A", "mail-room", "1-9 2-5 3-5 4-6 5-6 6-4 7-4 8-3 9-3")), SET)
    text = repr(summarize(rows, SET))
    assert SET.key("mail-room").source not in text and "GS-3" not in text and "505" not in text
    (case,) = summarize(rows, SET).rounds[0].cases
    assert {spread.key for spread in case.factors} == {None}
    assert (case.totals.key_total, case.totals.key_grade, case.totals.at_grade) == (None, "", None)


def test_one_rater_alone_agrees_with_nobody() -> None:
    (view,) = summarize(read_csv(table("A,mail-room,1,1-2"), SET), SET).rounds
    assert (view.factors[0].exact, view.factors[0].within_one, view.factors[0].pairs) == (None, None, 0)
    assert (view.raters[0].off, view.raters[0].leaning) == (None, None)
    assert view.cases[0].totals.low is None and view.cases[0].totals.incomplete == 1
    assert view.profile.value is None


def test_no_ratings_no_rounds() -> None:
    panel = summarize(read_csv(HEAD, SET), SET)
    assert panel.rounds == () and panel.changes == () and panel.round("before") is None


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(FES[:3]), st.integers(1, 5)), max_size=30))
def test_agreement_against_counting_pairs(rows: list[tuple[int, str, int]]) -> None:
    found = read_csv(table(*(f"R{r},{c},2,{n}" for r, c, n in rows)), SET)
    panel = summarize(found, SET, replicates=10)
    if not found.rows:
        assert panel.rounds == ()
        return
    (row,) = panel.rounds[0].factors
    pairs = [abs(a.level.number - b.level.number) for a, b in itertools.combinations(found.rows, 2) if a.case == b.case]
    assert row.pairs == len(pairs)
    assert row.exact == (sum(d == 0 for d in pairs) / len(pairs) if pairs else None)
    assert row.within_one == (sum(d <= 1 for d in pairs) / len(pairs) if pairs else None)
    for one in panel.rounds[0].outliers:
        others = [r.level.number for r in found.rows if r.case == one.case and r.rater != one.rater]
        assert one.others == median(others) and abs(one.levels_off) >= 2 and len(others) >= 2


@given(st.data())
def test_totals_are_the_engines(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(SET.cases)))
    codes = [data.draw(st.sampled_from(f.levels)).code for f in SET.standard(name).factors]
    (case,) = summarize(read_csv(table(*whole("A", name, " ".join(codes))), SET), SET).rounds[0].cases
    result = evaluate(codes, SET.case(name).standard)
    assert [(e.total, e.grade) for e in case.totals.entries] == [(result.total, result.grade)]


def test_supervisory_work_is_kept_apart() -> None:
    rows = [*whole("A", "records-section", "1-2 2-1 3-2 4A-2 4B-2 5-3 6-1"), "A,mail-room,1,1-2"]
    (view,) = summarize(read_csv(table(*rows), SET), SET).rounds
    assert [(row.method, row.factor) for row in view.factors] == [
        ("fes", "1"), *(("gssg", factor) for factor in ("1", "2", "3", "4A", "4B", "5", "6"))
    ]  # fmt: skip


# Before and after -------------------------------------------------------------------------------


def test_change_is_told_over_the_ratings_that_both_rounds_have() -> None:
    rows = ["A,mail-room,1,1-2,before", "B,mail-room,1,1-4,before", "C,mail-room,1,1-3,before"]
    rows += ["A,mail-room,1,1-2,after", "B,mail-room,1,1-3,after", "D,mail-room,1,1-2,after"]
    panel = summarize(read_csv(table(*rows, head=f"{HEAD},round"), SET), SET, [SET.key("mail-room")])
    assert [view.round for view in panel.rounds] == ["before", "after"]
    everything, first = panel.changes
    assert (everything.factor, everything.name) == ("", "All factors")
    assert (first.method, first.factor, first.ratings, first.moved) == ("fes", "1", 2, 1)
    assert (first.exact_before, first.exact_after) == (0, 0)
    assert (first.within_one_before, first.within_one_after) == (0, 1)
    assert (first.keyed, first.at_key_before, first.at_key_after) == (2, 1, 1)
    after = panel.round("after")
    assert after is not None and after.factors[0].ratings == 3


# Alpha ------------------------------------------------------------------------------------------

COUNTS = st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=2, max_size=8)


def as_units(counts: list[list[int]]) -> list[dict[int, int]]:
    return [{number: n for number, n in enumerate(row, start=1) if n} for row in counts]


def packages(counts: list[list[int]]) -> float:
    """Alpha by the package itself, from the ratings written out one by one."""
    height = max(sum(row) for row in counts)
    columns = [[n for n, count in enumerate(row, start=1) for _ in range(count)] for row in counts]
    data = np.array([column + [np.nan] * (height - len(column)) for column in columns], dtype=float).T
    value: float = krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")
    return value


def test_alpha_of_the_published_example() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), four observers, ordinal: 0.815."""
    nan = 0
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
        [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ]
    units = [{n: column.count(n) for n in range(1, 6)} for column in zip(*observers, strict=True)]
    found = alpha(units)
    assert found.value is not None and found.low is not None and found.high is not None
    assert round(found.value, 3) == 0.815
    assert found.units == 11  # the last one has a single rating
    assert found.low < found.value < found.high <= 1
    assert found.words == "reliable"


@given(COUNTS)
def test_alpha_is_the_packages(counts: list[list[int]]) -> None:
    found = alpha(as_units(counts), replicates=20)
    pairable = [row for row in counts if sum(row) >= 2]
    used = {n for row in pairable for n, count in enumerate(row) if count}
    if len(pairable) < 2 or len(used) < 2:
        assert found.value is None and found.why.endswith(".") and found.words == "cannot be told"
    else:
        assert found.value == pytest.approx(packages(pairable))
        assert found.units == len(pairable)
        assert (found.low is None) == (found.high is None) == bool(found.why)


@given(COUNTS.filter(lambda counts: all(sum(row) >= 2 for row in counts)), st.integers(0, 9))
def test_the_interval_is_that_of_the_packages_alpha_of_units_drawn_again(counts: list[list[int]], seed: int) -> None:
    found = alpha(as_units(counts), replicates=20, seed=seed)
    rng = np.random.default_rng(seed)
    drawn = [[counts[n] for n in rng.integers(len(counts), size=len(counts))] for _ in range(20)]
    varied = [rows for rows in drawn if len({n for row in rows for n, count in enumerate(row) if count}) > 1]
    if found.value is None or len(counts) < FEWEST_UNITS or len(varied) < 19:
        assert found.low is None and found.high is None
    else:
        expected = np.quantile([packages(rows) for rows in varied], (0.025, 0.975))
        assert (found.low, found.high) == pytest.approx(tuple(expected))


def test_the_interval_is_the_same_for_the_same_seed_and_narrows_with_more_cases() -> None:
    rng = random.Random(5)

    def some(n: int) -> list[dict[int, int]]:
        return [dict(zip((1, 2, 3), rng.choice([(4, 1, 0), (1, 4, 0), (0, 1, 4)]), strict=True)) for _ in range(n)]

    few, many = some(6), some(200)
    assert alpha(many) == alpha(many)
    assert alpha(many, seed=1) != alpha(many, seed=2)
    wide, narrow = alpha(few), alpha(many)
    assert wide.low is not None and wide.high is not None
    assert narrow.low is not None and narrow.high is not None
    assert narrow.high - narrow.low < wide.high - wide.low


def test_the_interval_is_withheld_where_it_would_say_nothing() -> None:
    four = [{1: 3}, {2: 3}, {1: 2, 2: 1}, {2: 2, 3: 1}]
    assert alpha(four).value is not None
    assert alpha(four).low is None and "at least 5 cases" in alpha(four).why
    alike = [{1: 3}] * 9 + [{2: 3}]
    assert alpha(alike).value == 1
    assert alpha(alike).low is None and "too much alike" in alpha(alike).why


@pytest.mark.parametrize(("value", "words"), [(0.8, "reliable"), (0.7, "tentative"), (0.66, "not reliable")])
def test_how_alpha_is_read(value: float, words: str) -> None:
    assert Alpha(value, None, None, 2).words == words


def test_alpha_needs_variation_and_two_cases() -> None:
    assert "It takes two cases" in alpha([{1: 5}]).why
    assert "Everybody chose the same level" in alpha([{1: 5}, {1: 4}]).why
    assert "two factors" in alpha([{1: 5}], of="factor").why


def test_without_the_packages_everything_but_alpha_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    rows = read_csv(table("A,mail-room,1,1-2", "B,mail-room,1,1-3", "A,pay-policy,1,1-8", "B,pay-policy,1,1-8"), SET)
    (row,) = summarize(rows, SET).rounds[0].factors
    assert (row.exact, row.within_one) == (0.5, 1)
    assert row.alpha.value is None and "krippendorff is not installed" in row.alpha.why


def test_importing_ratings_pulls_in_neither_numpy_nor_krippendorff() -> None:
    code = (
        "import sys; from fesgrade.classroom import agreement, practice, ratings; s = practice.load();"
        "agreement.summarize(ratings.read({'f': b'rater,case,factor,level\\nA,mail-room,1,1-2'}, s), s);"
        "print('numpy' in sys.modules, 'krippendorff' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_class_of_200_by_all_cases_is_read_whole_and_summed_up() -> None:
    rng = random.Random(3)
    rows = []
    for rater in range(200):
        for name in SET.cases:
            for entry in SET.key(name).entries:
                levels = SET.standard(name).by_factor[entry.factor].levels
                index = min(len(levels) - 1, max(0, levels.index(entry.level) + rng.choice((-1, 0, 0, 1))))
                rows.append(f"R{rater},{name},{entry.factor},{levels[index].code}")
    found = read_csv(table(*rows), SET)
    assert (len(found.rows), found.faults) == (len(rows), ())
    (view,) = summarize(found, SET, map(SET.key, SET.cases)).rounds
    assert len(view.raters) == 200 and len(view.cases) == len(SET.cases)
    for row in view.factors:
        assert row.exact is not None and row.within_one is not None
        assert row.exact < row.within_one <= 1
        if row.method == "fes":
            value, low, high = row.alpha.value, row.alpha.low, row.alpha.high
            assert value is not None and low is not None and high is not None
            assert low <= value <= high
