"""Scoring whole frames: the same as ``evaluate`` row by row, on every kind of frame, and what is refused."""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fesgrade import LevelsError, evaluate
from fesgrade.finding_names import OF_LEVELS
from fesgrade.frames import RESULTS, FrameError, score
from fesgrade.standards import KINDS_OF_WORK, PURPOSES
from fesgrade.tables import load

CATALOG = load()
STANDARDS = list(CATALOG.standards)
DECIDED = {"1": "1-7", "2": "2-4", "3": "3-3", "4": "4-4", "5": "5-3", "6": "6-2", "7": "7-2", "8": "8-1", "9": "9-1"}
BAD = ["x", "0", "10", "1-0", "2-b-", "FL", "factor", "7-e", "5b", "b7", "--3", "1-7-2", "=1+1", "<b>2</b>", "é"]
EAGER = ["pandas", "pandas objects", "polars", "pyarrow"]
LAZY = ["polars lazy", "duckdb"]


def make(kind: str, columns: dict[str, list[Any]]) -> Any:
    """Build a frame of text columns."""
    text = {name: pl.Series(name, cells, pl.String) for name, cells in columns.items()}
    if kind == "pandas":
        return pd.DataFrame(columns)
    if kind == "pandas objects":
        return pd.DataFrame({name: pd.Series(cells, dtype="object") for name, cells in columns.items()})
    if kind == "polars":
        return pl.DataFrame(text)
    if kind == "polars lazy":
        return pl.LazyFrame(text)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    return table if kind == "pyarrow" else duckdb.from_arrow(table)


def rows(frame: Any) -> list[dict[str, Any]]:
    """Read any frame back as plain rows, with ``None`` for every kind of null."""
    wrapped = nw.from_native(frame)
    eager = wrapped.collect("pyarrow") if isinstance(wrapped, nw.LazyFrame) else wrapped
    if isinstance(frame, pd.DataFrame):
        return [
            {name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in frame.to_dict("records")
        ]
    return [dict(zip(eager.columns, row, strict=True)) for row in eager.iter_rows()]


def spellings(code: str) -> list[str]:
    """Some of the ways in which people write a level in the column of its factor."""
    factor, number = code.rsplit("-", 1)
    found = [code, code.lower(), number, f"0{number}", f" {code} ", f"FL {code}", f"fl. {code}", code.replace("-", "–")]
    found += [f"Level {number}", f"{factor}-0{number}", f"FACTOR LEVEL {code}", f"\t{code}\n", f"fl{number}"]
    found += [f"{factor} – {number}", f"Factor  level\u00a0{code}", f"Subfactor Level FL {code}", f"FLD {number}"]
    if factor == "7":
        letter = PURPOSES[int(number) - 1]
        found += [letter, letter.upper(), f"7-{letter}", f"7{letter.upper()}"]
    return found


#: Id of a standard, kind of work, columns of cells.
Batch = tuple[str, str | None, dict[str, list[Any]]]


@st.composite
def batches(draw: st.DrawFn, most: int = 6) -> Batch:
    """A standard, a kind of work, and columns of cells of which some are bad."""
    standard = CATALOG.standards[draw(st.sampled_from(STANDARDS))]
    kind = draw(st.sampled_from([None, "", *KINDS_OF_WORK]))
    count = draw(st.integers(0, most))
    good = draw(st.booleans())
    columns: dict[str, list[Any]] = {}
    chart = standard.method == "fes" and draw(st.booleans())
    for factor in standard.factors:
        codes = [level.code for level in factor.levels]
        cells: st.SearchStrategy[Any] = st.sampled_from(codes).flatmap(lambda code: st.sampled_from(spellings(code)))
        if not good:
            cells = st.one_of(cells, cells, cells, st.sampled_from([None, "", "  ", *BAD]))
        if not (chart and factor.id in "67"):
            columns[f"factor_{factor.id.lower()}"] = draw(st.lists(cells, min_size=count, max_size=count))
    if chart:
        cells = st.tuples(st.sampled_from("1234"), st.sampled_from(["", "-"]), st.sampled_from("abcdABCD")).map("".join)
        if not good:
            cells = st.one_of(cells, st.sampled_from([None, "", "2e", "b2", "5a", "2", "6-2", "6/7: 2b"]))
        columns["factor_6_7"] = draw(st.lists(cells, min_size=count, max_size=count))
    return standard.id, kind, columns


def expected(standard: str, kind: str | None, row: dict[str, Any]) -> dict[str, Any]:
    """What ``evaluate`` says about a row, in the shape of a scored one; ``errors`` only as yes or no."""
    try:
        result = evaluate(row, standard, kind_of_work=kind)
    except LevelsError:
        return dict.fromkeys(RESULTS[:-1]) | {"errors": True}
    codes = {finding.code for finding in result.findings}
    points = {f"points_{credit.factor}": credit.points for credit in result.credits}
    return points | {
        "total": result.total,
        "grade": result.grade,
        "above_floor": result.above_floor,
        "to_next": result.to_next,
        "findings": " ".join(code for code in OF_LEVELS if code in codes),
        "errors": False,
    }


def check(kinds: list[str], batch: Batch) -> None:
    standard, kind_of_work, columns = batch
    count = len(next(iter(columns.values())))
    given_rows = [{name: cells[at] for name, cells in columns.items()} for at in range(count)]
    wanted = [expected(standard, kind_of_work, row) for row in given_rows]
    for kind in kinds:
        frame = make(kind, columns)
        result = score(frame, standard, kind_of_work=kind_of_work)
        assert type(result) is type(frame)
        found = rows(result)
        assert len(found) == count
        for row, given_row, want in zip(found, given_rows, wanted, strict=True):
            assert {name: row[name] for name in want if name != "errors"} == {
                name: value for name, value in want.items() if name != "errors"
            }, kind
            assert bool(row["errors"]) is want["errors"], kind
            assert {name: row[name] for name in columns} == given_row, kind


@given(batch=batches())
@settings(deadline=None, max_examples=60)
def test_frames_in_memory_are_scored_as_evaluate_does(batch: Batch) -> None:
    check(EAGER, batch)


@given(batch=batches(24))
@settings(deadline=None, max_examples=8)
def test_frames_elsewhere_are_scored_as_evaluate_does(batch: Batch) -> None:
    check(LAZY, batch)


def decided(**changed: Any) -> dict[str, list[Any]]:
    return {f"factor_{factor}": [changed.get(f"f{factor}", code)] for factor, code in DECIDED.items()}


@pytest.mark.parametrize("kind", [*EAGER, *LAZY])
def test_a_decided_case_on_every_frame(kind: str) -> None:
    (row,) = rows(score(make(kind, {"position": ["HR officer"], **decided()})))
    assert row["position"] == "HR officer"
    assert (row["total"], row["grade"], row["above_floor"], row["to_next"]) == (2435, "GS-11", 80, 320)
    assert row["points_1"] == 1250
    assert (row["one_level"], row["findings"]) == ("down", "")
    assert row["errors"] is None


@pytest.mark.parametrize("kind", [*EAGER, *LAZY])
def test_the_columns_come_in_one_order(kind: str) -> None:
    frame = make(kind, {"b": ["x"], **decided(), "a": ["y"]})
    names = nw.from_native(score(frame)).collect_schema().names()
    assert names == ["b", *(f"factor_{n}" for n in range(1, 10)), "a", *(f"points_{n}" for n in range(1, 10)), *RESULTS]


@pytest.mark.parametrize("kind", [*EAGER, *LAZY])
def test_a_bad_row_says_what_is_wrong_and_keeps_the_good_ones(kind: str) -> None:
    good, bad = decided(), decided(f1=" 1-10 ", f2=None, f8="", f9="<script>alert(1)</script> and some more of it")
    columns = {name: [good[name][0], bad[name][0], good[name][0]] for name in good}
    first, second, third = rows(score(make(kind, columns)))
    assert first["total"] == third["total"] == 2435
    assert [second[name] for name in RESULTS[:-1]] == [None] * 6
    assert (second["points_1"], second["points_2"], second["points_3"]) == (None, None, 275)
    assert second["errors"] == (
        "Factor 1, Knowledge Required by the Position, is given as 1-10; its levels are 1-1 to 1-9. "
        "Factor 2, Supervisory Controls, is missing; give one of 2-1 to 2-5. "
        "Factor 8, Physical Demands, is missing; give one of 8-1 to 8-3. "
        "Factor 9, Work Environment, is given as <script>alert(1)</script> and some more ; its levels are 9-1 to 9-3."
    )


@pytest.mark.parametrize("kind", [*EAGER, *LAZY])
def test_the_contacts_chart(kind: str) -> None:
    columns = {name: cells * 3 for name, cells in decided().items() if name not in ("factor_6", "factor_7")}
    first, second, third = rows(score(make(kind, {**columns, "factor_6_7": ["2-B", "5a", None]})))
    assert (first["points_6"], first["points_7"], first["total"]) == (25, 50, 2435)
    assert second["errors"] == "Factors 6 and 7 are given as 5a; write contacts 1 to 4 and purpose a to d, as 2b."
    assert third["errors"] == "Factors 6 and 7 are missing; give contacts 1 to 4 and purpose a to d, as 2b."


@pytest.mark.parametrize("kind", [*EAGER, *LAZY])
def test_a_supervisory_frame(kind: str) -> None:
    case = next(case for case in CATALOG.cases.values() if case.standard == "gssg")
    columns = {f"factor_{code.rsplit('-', 1)[0].lower()}": [code] for code in case.levels}
    (row,) = rows(score(make(kind, columns), "gssg"))
    assert (row["total"], row["grade"]) == (case.total, case.grade)
    assert "no-adjustment" in row["findings"]


NUMBERS = [1, 9, 0, 10, 7]
FRACTIONS = [1.0, 9.0, None, 7.5, 7.0]


def number_frames() -> dict[str, Any]:
    rest = {name: [code[0].rsplit("-", 1)[1]] * 5 for name, code in decided().items()}
    whole = {name: [int(cell) for cell in cells] for name, cells in rest.items()} | {"factor_1": NUMBERS}
    parts = whole | {"factor_1": FRACTIONS}
    nullable = whole | {"factor_1": [1, 9, None, 10, 7]}
    return {
        "pandas whole": pd.DataFrame(whole),
        "pandas bytes": pd.DataFrame(whole).astype("int8"),
        "pandas unsigned": pd.DataFrame(whole).astype("uint64"),
        "pandas fractions": pd.DataFrame(parts),
        "pandas nullable": pd.DataFrame(nullable).convert_dtypes(),
        "pandas categories": pd.DataFrame(nullable).astype("category"),
        "pandas mixed": pd.DataFrame(whole | {"factor_1": pd.Series([1, "1-9", None, True, 7.0], dtype="object")}),
        "pandas lists": pd.DataFrame(whole | {"factor_1": pd.Series([1, 9, pd.NA, [1], "FL 1-7"], dtype="object")}),
        "polars whole": pl.DataFrame(whole),
        "polars nullable": pl.DataFrame(nullable),
        "polars fractions": pl.DataFrame(parts).with_columns(pl.col("factor_1").fill_null(float("nan"))),
        "polars mixed": pl.DataFrame(whole).with_columns(
            factor_1=pl.Series(["1", "9", None, "10", "7"], dtype=pl.Enum(["1", "7", "9", "10"]))
        ),
        "polars lazy fractions": pl.LazyFrame(parts),
        "polars lazy whole": pl.LazyFrame(nullable),
        "pyarrow nullable": pa.table(nullable),
        "pyarrow fractions": pa.table(parts),
        "duckdb whole": duckdb.from_arrow(pa.table(nullable)),
        "duckdb fractions": duckdb.from_arrow(pa.table(parts)),
    }


@pytest.mark.parametrize("name", list(number_frames()))
def test_numbers_stand_for_levels(name: str) -> None:
    frame = number_frames()[name]
    found = rows(score(frame))
    assert type(score(frame)) is type(frame)
    points = {level.number: level.points for level in CATALOG.standards["gs-0201"].by_factor["1"].levels}
    assert [row["points_1"] for row in found] == [points[1], points[9], None, None, points[7]]
    assert found[4]["total"] == 2435
    assert all(row["errors"].startswith("Factor 1, ") for row in found[2:4])
    assert [row["errors"] for row in (found[0], found[1], found[4])] == [None] * 3


def test_flags_and_dates_are_no_levels() -> None:
    columns = {name: [cells[0], cells[0]] for name, cells in decided().items()}
    frame = pl.DataFrame(columns | {"factor_1": [True, None]})
    for result in (score(frame), score(frame.lazy()).collect(), score(frame.to_arrow()), score(frame.to_pandas())):
        first, second = rows(result)
        assert first["points_1"] is None and first["points_2"] == 450
        assert second["errors"].startswith("Factor 1, Knowledge Required by the Position, is missing")
    dates = frame.with_columns(factor_1=pl.Series(["2020-01-07", None]).str.to_date())
    for result in (score(dates), score(dates.lazy()).collect()):
        assert "is given as 2020-01-07; its levels" in rows(result)[0]["errors"]


def test_a_long_frame_is_the_plain_sum_of_its_points() -> None:
    """Longer than what is taken at a time, with a bad row at every seam."""
    random = np.random.default_rng(3)
    factors = CATALOG.standards["gs-0201"].factors
    count = 70_001
    levels = {f"factor_{f.id}": random.integers(1, len(f.levels) + 1, count) for f in factors}
    total = np.sum([np.array([lv.points for lv in f.levels])[levels[f"factor_{f.id}"] - 1] for f in factors], axis=0)
    seams = [0, 32_767, 32_768, 65_535, 65_536, count - 1]
    frame = pd.DataFrame(levels)
    frame.loc[seams, "factor_5"] = 99
    result = score(frame)
    assert result["total"].isna().to_numpy().nonzero()[0].tolist() == seams
    good = ~result["total"].isna()
    assert (result["total"][good].to_numpy(int) == total[good]).all()
    assert result["errors"].notna().to_numpy().nonzero()[0].tolist() == seams
    assert result["grade"].cat.ordered


def test_a_hundred_thousand_errors_and_findings() -> None:
    count = 100_000
    columns = {name: cells * count for name, cells in decided().items()}
    columns["factor_1"] = [f"=cmd|{at}" for at in range(count)]
    columns["factor_9"] = ["9-3"] * count
    result = score(pl.DataFrame(columns))
    assert result["errors"].n_unique() == count
    columns["factor_1"] = ["1-1"] * count
    assert (score(pl.DataFrame(columns))["findings"].str.contains("outside-standard")).all()


def test_the_index_and_the_input_stay() -> None:
    frame = pd.DataFrame(decided() | {"n": [1]}, index=["same"])
    frame = pd.concat([frame, frame])
    before = frame.copy()
    result = score(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert list(result.index) == ["same", "same"]
    assert result["total"].tolist() == [2435, 2435]


def test_own_columns_with_the_name_of_a_result_are_kept() -> None:
    result = score(pd.DataFrame(decided() | {"grade": ["GS-12"], "total": ["1"]}))
    assert (result.loc[0, "recorded_grade"], result.loc[0, "recorded_total"]) == ("GS-12", "1")
    assert (result.loc[0, "grade"], result.loc[0, "total"]) == ("GS-11", 2435)
    again = score(result)
    pd.testing.assert_frame_equal(again, result)


def test_names_that_differ_only_in_case_do_not_stand_side_by_side() -> None:
    for kind in [*EAGER, *LAZY]:
        (row,) = rows(score(make(kind, decided() | {"Grade": ["GS-12"], "TOTAL": ["1"]})))
        assert (row["recorded_grade"], row["recorded_total"], row["grade"]) == ("GS-12", "1", "GS-11")
        assert "Grade" not in row


def test_narwhals_frames_come_back_as_narwhals_frames() -> None:
    for frame in (pl.DataFrame(decided()), pl.LazyFrame(decided())):
        wrapped = nw.from_native(frame)
        assert type(score(wrapped)) is type(wrapped)


@pytest.mark.parametrize(
    "columns",
    [
        {"1": "What one knows"}, {1: "What one knows"}, {"factor_1": "What one knows"}, {"Factor 1": "What one knows"},
        {"What one knows": "factor_1"}, {"What one knows": 1},
    ],
)  # fmt: skip
def test_columns_by_other_names(columns: dict[str | int, str | int]) -> None:
    frame = pd.DataFrame(decided()).rename(columns={"factor_1": "What one knows"})
    assert score(frame, columns=columns)["total"].tolist() == [2435]
    assert "What one knows" in score(frame, columns=columns)


def test_a_column_may_be_mapped_to_the_chart() -> None:
    frame = pd.DataFrame(decided()).drop(columns=["factor_6", "factor_7"]).assign(contacts="2b")
    assert score(frame, columns={"6/7": "contacts"})["total"].tolist() == [2435]


@pytest.mark.parametrize(
    ("columns", "wanted", "fault"),
    [
        ({"a": ["1"]}, {}, "The frame has no factor column; name the columns factor_1, factor_2,"),
        ({**decided(), "factor_6_7": ["2b"]}, {}, "Factors 6 and 7 are given in both forms, as 'factor_6_7' and as"),
        ({k: v for k, v in decided().items() if k != "factor_9"}, {},
         "The frame has no column for Factor 9, Work Environment; name it factor_9 or map it with columns."),
        ({**decided(), "Factor_1": ["1-7"]}, {}, "The columns 'factor_1' and 'Factor_1' both hold factor 1; keep one."),
        (decided(), {"1": "x"}, "The frame has no column 'x', which columns gives for factor 1."),
        (decided(), {"4A": "factor_4"}, "'4A' in columns is not a factor of GS-0201; its factors are 1, 2, 3, 4, 5,"),
        (decided(), {"1": "factor_2"}, "The frame has no column for Factor 2, Supervisory Controls; name it factor_2"),
        (decided(), {"1": "factor_2", "2": "factor_2"},
         "The column 'factor_2' is given for two factors; a column holds one."),
        (decided(), {"1": "factor_1", 1: "factor_2"}, "Factor 1 is given twice in columns"),
        ({**decided(), "total": ["1"], "recorded_total": ["1"]}, {},
         "The frame has the columns total and recorded_total; rename one of them"),
        ({**decided(), "Total": ["1"], "total": ["1"]}, {},
         "The frame has the columns total and recorded_total; rename one of them"),
    ],
)  # fmt: skip
def test_faults_of_the_frame_itself(columns: dict[str, list[str]], wanted: dict[str | int, str], fault: str) -> None:
    for kind in ("pandas", "polars lazy"):
        with pytest.raises(FrameError) as caught:
            score(make(kind, columns), columns=wanted)
        (sentence,) = caught.value.faults
        assert sentence.startswith(fault)


@pytest.mark.parametrize("thing", [None, 7, "factor_1", [decided()], decided(), np.zeros((2, 9))])
def test_what_is_no_frame(thing: object) -> None:
    with pytest.raises(FrameError, match="cannot be scored"):
        score(thing)


def test_a_column_that_stands_twice() -> None:
    frame = pd.DataFrame([["1-7", "1-7"]], columns=["factor_1", "factor_1"])
    with pytest.raises(FrameError, match="factor_1"):
        score(frame)


def test_unknown_standard_and_kind_of_work() -> None:
    frame = pd.DataFrame(decided())
    with pytest.raises(LevelsError, match="'gs-9999' is not a known standard"):
        score(frame, "gs-9999")
    with pytest.raises(LevelsError, match="'clerical' is not a kind of work"):
        score(frame, kind_of_work="clerical")


def test_a_lazy_frame_stays_lazy() -> None:
    """Nothing may be worked out while the plan is made: this one would fail."""
    frame = pl.LazyFrame(decided()).with_columns(
        pl.col("factor_1").map_batches(lambda _: 1 / 0, return_dtype=pl.String)
    )
    assert isinstance(score(frame), pl.LazyFrame)


def test_no_frame_at_all_has_rows() -> None:
    for kind in [*EAGER, *LAZY]:
        empty = make(kind, {name: [] for name in decided()})
        assert rows(score(empty)) == []
