"""Worked cases just below and just above each limit, as rows of ``worked/limits.csv``.

A row is what one types after ``fesgrade grade``, the total and the grade that must come out, findings that must be
there (``found``) and must not (``absent``), why, and where the rule stands. An expert adds a case as a row.
"""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path

import pytest

from fesgrade.cli import main

LIMITS = Path(__file__).parent / "worked" / "limits.csv"
ROWS = list(csv.DictReader(LIMITS.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_a_case_at_a_limit(row: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", *shlex.split(row["options"]), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    codes = {finding["code"] for finding in result["findings"]}
    assert (str(result["total"]), result["grade"]) == (row["total"], row["grade"])
    assert codes >= set(row["found"].split())
    assert not codes & set(row["absent"].split())


def test_every_case_has_its_reason_and_place_and_no_finding_is_only_denied() -> None:
    assert len({row["case"] for row in ROWS}) == len(ROWS)
    assert all(row["note"] and row["source_ref"] for row in ROWS), "why, and where the rule stands"
    found, absent = ({code for row in ROWS for code in row[column].split()} for column in ("found", "absent"))
    assert absent <= found, "a finding that no row has may be misspelt"
