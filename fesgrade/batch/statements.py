"""The evaluation statement of each graded row, for Word: one, or all of them as a ZIP."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from fesgrade.batch.findings import levels_of, standard_of
from fesgrade.batch.recorded import recorded_grade
from fesgrade.batch.scored import Scored, plain_cells
from fesgrade.classification import read_series
from fesgrade.documents.compose import compose
from fesgrade.documents.statement import Statement, StatementError
from fesgrade.documents.word import to_docx
from fesgrade.evaluation import evaluate
from fesgrade.files.tabular import Progress
from fesgrade.tables import Tables, load

#: The longest name of a position, an organization or a title that goes into a statement, in characters.
LONGEST = 200


def statement_of(scored: Scored, row: int, kind_of_work: str | None = None, *, data: Tables = None) -> Statement:
    """Return the statement of a row, by its number in the file, with what its columns say of the position.

    The series is that of the row, of its recorded classification, or of the standard. Raises :class:`StatementError`
    for a row that has no grade or is not there.
    """
    catalog = load(data)
    codes = levels_of(scored, row)
    if not codes:
        raise StatementError([f"Row {row:,} has no grade, so there is no statement of it; choose a graded row."])
    standard = standard_of(scored, row)
    levels = dict(zip(standard.by_factor, codes, strict=True))
    if standard.is_supervisory:
        raise StatementError(
            [f"{standard.short_title} needs the facts of each position; make its statement on Supervisory work."]
        )
    result = evaluate(levels, standard=standard.id, kind_of_work=kind_of_work, data=catalog)
    says = _says(scored, row)
    recorded = recorded_grade(says.get("grade", ""))
    return compose(
        result,
        title=says.get("title", ""),
        series=read_series(says.get("series", "")) or (recorded.series if recorded else "") or standard.series,
        organization=says.get("organization", ""),
        position_number=says.get("position", ""),
        data=catalog,
    )


def _says(scored: Scored, row: int) -> dict[str, str]:
    """Return the cells of a row by what they say of the position."""
    at = list(scored.lines).index(row)
    one = scored.frame.iloc[at : at + 1]
    cells = {role: plain_cells(one[name])[0] or "" for role, name in scored.roles.items()}
    return {role: " ".join(str(cell).split())[:LONGEST] for role, cell in cells.items()}


def write_statements(
    out: BinaryIO,
    scored: Scored,
    name: Callable[[int, Statement], str],
    kind_of_work: str | None = None,
    *,
    data: Tables = None,
    progress: Progress | None = None,
) -> int:
    """Write the statements of all graded rows as a ZIP of Word documents to an open binary file; return how many.

    ``name`` makes the name of a file from the row's number and the statement; ``progress`` is told after each.
    """
    catalog = load(data)
    good = [scored.lines[at] for at in scored.good.index]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # the documents are packed already
        for count, row in enumerate(good, start=1):
            made = statement_of(scored, row, kind_of_work, data=catalog)
            archive.writestr(zipfile.ZipInfo(name(row, made)), to_docx(made))
            if progress:
                progress(count, len(good))
    return len(good)
