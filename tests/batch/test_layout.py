"""Any table is brought into one form, scored or refused in sentences; what is left out is said."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fesgrade.batch.columns import recognize
from fesgrade.batch.layout import arrange, rank_of, read_positions
from fesgrade.batch.reading import read_columns
from fesgrade.batch.scored import score_sheet
from fesgrade.files.tabular import CERTAIN
from fesgrade.sources import FaultsError
from fesgrade.tables import load

CATALOG = load()
STANDARD = CATALOG.standards["gs-0201"]
HEADINGS = ["Position", "Title", "Factor", "Level", "Points", "Levels", "Current GS", "Series", "Contacts", "Office",
            *(f"Factor {number}" for number in range(1, 10)), *(f"F{number}" for number in range(1, 10)),
            "6/7"]  # fmt: skip
CELLS = ["1-7", "7-Jan", "2b", "1250", "5", "", "Total", "Subtotal", "A", "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1", "Factor 1",
         "Level", "46029", "1/7/2026", "1-7 (1,250)", "GS-0201-11", "WS-4701-14", "Source: x", "6/7", "2/b",
         "é"]  # fmt: skip

rows = st.lists(st.lists(st.sampled_from([*HEADINGS, *CELLS]), min_size=1, max_size=12), min_size=1, max_size=8)


@given(rows, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
@settings(deadline=None, max_examples=200)
@example([["Position", "Factor", "Level"], ["A", "1", "1-7"], ["", "Total", ""]], ",", "utf-8")
@example([["Title"], ["F1", "F2", "F3"], ["Total", "", ""]], ",", "utf-8")
def test_any_table_is_scored_or_refused_in_sentences(table: list[list[str]], separator: str, code: str) -> None:
    content = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in table).encode(code)
    try:
        read = read_positions(content, "any.csv")
    except FaultsError as error:
        assert all(fault.endswith(".") for fault in error.faults)
        return
    sheet = arrange(read, STANDARD)
    assert all(len(cells) == len(sheet) == len(sheet.lines) for cells in sheet.columns.values())
    assert all(note.endswith(".") and "\n" not in note for note in sheet.notes)
    found = recognize(sheet.headings)
    read_columns(sheet, found, STANDARD)
    try:
        scored = score_sheet(sheet, found)
    except FaultsError:
        return
    good = scored.frame["total"].notna()
    assert (good == scored.frame["errors"].isna()).all()


def test_only_words_are_headings_for_sure() -> None:
    rank = rank_of(STANDARD, CATALOG)
    assert rank(["Position", "Factor 1", "Factor 2", "Factor 3"]) == CERTAIN
    assert rank([str(number) for number in range(1, 10)]) == CERTAIN  # all of them
    assert rank(["HR-1", "7", "4", "3", "4", "3", "2", "2", "1", "1"]) == 0
    assert rank(["HR-1", "Level 7", "Level 4", "Level 3"]) == 0
    assert 0 < rank(["Position", "Factor", "Level"]) < CERTAIN
    assert 0 < rank(["Factor 4A", "Factor 4B", "Factor 5", "Factor 6", "Factor 1"]) <= CERTAIN
    assert rank(["Office of Human Resources", "", ""]) == 0
