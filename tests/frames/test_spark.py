"""Scoring a PySpark frame. Skipped unless ``-m spark`` asks for it: it needs PySpark and Java 17."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pyspark = pytest.importorskip("pyspark")

from fesgrade import LevelsError, evaluate  # noqa: E402
from fesgrade.finding_names import OF_LEVELS  # noqa: E402
from fesgrade.frames import RESULTS, FrameError, score  # noqa: E402

pytestmark = pytest.mark.spark

CELLS = {
    "factor_1": ["1-7", "FL 1-7", "7", "1-10", None, "1–9", "1-1", " Level 4 "],
    "factor_2": ["2-4", "factor level 2-4", "4", "2-4", "2-4", "5", "1", "2-03"],
    "factor_3": ["3-3", "3", "03", "3-3", "", "3-5", "3-1", "2"],
    "factor_4": ["4-4", "fl4", "4", "4-4", "4-4", "6", "4-1", "4-2"],
    "factor_5": ["5-3", "3", "3", "5-3", "x", "5-6", "5-1", "5-2"],
    "factor_8": ["8-1", "1", "1", "8-4", "8-1", "8-3", "8-1", "8-1"],
    "factor_9": ["9-1", "9-1", "1", "9-1", "9-1", "3", "9-1", "9-1"],
}
APART = {"factor_6": ["6-2", "2", "2", "6-2", "6-2", "4", "6-1", "6-1"],
         "factor_7": ["7-2", "b", "7-B", "7-2", "7e", "d", "a", "7-3"]}  # fmt: skip
CHART = {"factor_6_7": ["2b", "2-B", " 2b", "2b", "2-2", "4D", "1a", "1-c"]}


@pytest.fixture(scope="module")
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    if "spark" not in request.config.option.markexpr:
        pytest.skip("starting Spark takes long: make test-spark, or pytest -m spark")
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.parametrize("form", [APART, CHART], ids=["apart", "chart"])
@pytest.mark.parametrize(
    ("standard", "kind"), [("gs-0201", None), ("fes-primary", "technical"), ("gs-0203", "assistance")]
)
def test_a_spark_frame_is_scored_as_evaluate_does(
    spark: Any, form: dict[str, list[str]], standard: str, kind: str | None
) -> None:
    columns = CELLS | form
    records = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    frame = spark.createDataFrame([tuple(row.values()) for row in records], ", ".join(f"{c} string" for c in columns))
    result = score(frame, standard, kind_of_work=kind)
    assert type(result) is type(frame)
    assert result.columns[-len(RESULTS) :] == list(RESULTS)
    scored = [row.asDict() for row in result.collect()]
    assert len(scored) == len(records)
    graded = 0
    for given, row in zip(records, scored, strict=True):
        assert {name: row[name] for name in given} == given
        try:
            want = evaluate(given, standard, kind_of_work=kind)
        except LevelsError:
            assert row["errors"]
            assert [row[name] for name in RESULTS[:-1]] == [None] * 5
            continue
        graded += 1
        codes = {finding.code for finding in want.findings}
        assert row["errors"] is None
        assert (row["total"], row["grade"]) == (want.total, want.grade)
        assert (row["above_floor"], row["to_next"]) == (want.above_floor, want.to_next)
        assert row["findings"] == " ".join(code for code in OF_LEVELS if code in codes)
        assert [row[f"points_{credit.factor}"] for credit in want.credits] == [c.points for c in want.credits]
    assert graded == 6


def test_errors_on_spark_are_the_sentences_of_the_other_engines(spark: Any) -> None:
    import polars as pl

    columns = CELLS | APART
    rows = list(zip(*columns.values(), strict=True))
    frame = spark.createDataFrame(rows, ", ".join(f"{name} string" for name in columns))
    here = [row["errors"] for row in score(frame).collect()]
    assert here == score(pl.DataFrame(rows, schema=list(columns), orient="row"))["errors"].to_list()


def test_whole_numbers_and_fractions_on_spark(spark: Any) -> None:
    names = [f"factor_{at}" for at in range(1, 10)]
    rows = [(7.0, 4, 3, 4, 3, 2, 2, 1, 1), (float("nan"), 4, 3, 4, 3, 2, 2, 1, 1), (7.5, 4, 3, 4, 3, 2, 2, 1, 1)]
    frame = spark.createDataFrame(rows, ", ".join([f"{names[0]} double", *(f"{name} int" for name in names[1:])]))
    first, second, third = score(frame).collect()
    assert (first["total"], first["grade"], first["errors"]) == (2435, "GS-11", None)
    assert "is missing" in second["errors"]
    assert "is given as 7.5; its levels are 1-1 to 1-9." in third["errors"]


def test_a_supervisory_spark_frame(spark: Any) -> None:
    names = ["factor_1", "factor_2", "factor_3", "factor_4a", "factor_4b", "factor_5", "factor_6"]
    levels = ["1-2", "2-2", "3-2", "4A-2", "4b-2", "5", "6-3"]
    frame = spark.createDataFrame([tuple(levels)], ", ".join(f"{name} string" for name in names))
    (row,) = score(frame, "gssg").collect()
    want = evaluate(dict(zip(names, levels, strict=True)), "gssg")
    assert (row["total"], row["grade"]) == (want.total, want.grade)


def test_faults_of_a_spark_frame(spark: Any) -> None:
    with pytest.raises(FrameError, match="no factor column"):
        score(spark.createDataFrame([(1,)], "a int"))
