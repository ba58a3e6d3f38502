"""A made-up office as a spreadsheet, for whoever has no file at hand; it shows everything that the page looks for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from fesgrade.files import sheets

NAME, NAME_OF_TWO = "example-positions.csv", "example-two-standards.csv"
#: Levels of factors 1 to 5, the cell of the contacts chart, and factors 8 and 9, by the grade that they come to.
LEVELS = {
    7: "1-6 2-2 3-2 4-3 5-2 2b 8-1 9-1",
    8: "1-6 2-3 3-2 4-3 5-2 2b 8-1 9-1",
    9: "1-6 2-3 3-3 4-3 5-3 2b 8-1 9-1",
    11: "1-7 2-4 3-3 4-4 5-3 2b 8-1 9-1",
    12: "1-7 2-4 3-4 4-4 5-4 3c 8-1 9-1",
    13: "1-8 2-4 3-4 4-5 5-4 3c 8-1 9-1",
    14: "1-8 2-5 3-5 4-5 5-5 3c 8-1 9-1",
}
HEADINGS = (
    "Position number", "Position title", "Organization", "Current grade",
    "Factor 1", "Factor 2", "Factor 3", "Factor 4", "Factor 5", "Factors 6/7", "Factor 8", "Factor 9",
)  # fmt: skip
#: Where positions are, what the specialists there do, and their grades.
OFFICES = (
    ("Staffing", "Recruitment & Placement", (7, 7, 9, 9, 9, 11, 11, 11, 12, 13)),
    ("Classification and Pay", "Classification", (7, 9, 11, 11, 12, 12, 13, 14)),
    ("Benefits", "Employee Benefits", (7, 7, 9, 9, 11, 11, 12)),
    ("Learning", "Human Resource Development", (9, 9, 11, 11, 12, 13)),
    ("Employee and Labor Relations", "Labor Relations", (9, 11, 11, 12, 12, 13, 14)),
    ("Systems", "Information Systems", (8, 9, 11, 12, 13)),
)
#: What is not as it should be, by position: a heading and what stands there instead.
CHANGES = {
    "HR-006": ("Current grade", "GS-12"),  # the same levels as its neighbors, another grade
    "HR-010": ("Factor 4", ""),
    "HR-013": ("Factor 4", "4-3"),  # five points above the line
    "HR-020": ("Factors 6/7", "1c"),
    "HR-025": ("Factor 2", "2-7"),
    "HR-031": ("Current grade", ""),
    "HR-033": ("Current grade", "GS-9"),
    "HR-037": ("Factor 8", "8-2"),
}


#: A file in which each row names its standard: analysts beside specialists, their grades, and what is not as it
#: should be. Standing long is described for analysts (8-2) and not for specialists.
TWO_OFFICES = (
    ("Staffing", "Human Resources Specialist (Recruitment & Placement)", "GS-0201", (9, 11, 11, 12)),
    ("Management Analysis", "Management Analyst", "AAGEG", (9, 9, 11, 12, 12, 13)),
    ("Program Evaluation", "Program Evaluator", "AAGEG", (11, 12, 13, 14)),
)
TWO_CHANGES = {
    "P-003": ("Factor 8", "8-2"),
    "P-005": ("Factor 8", "8-2"),
    "P-006": ("Factor 3", "3-2"),
    "P-008": ("Current grade", "GS-13"),
    "P-011": ("Standard", "GS-0343"),
}


def example() -> bytes:
    """Return the spreadsheet as a CSV file."""
    return _csv(HEADINGS, _rows())


def example_of_two() -> bytes:
    """Return the spreadsheet in which each row names its standard as a CSV file."""
    return _csv(("Standard", *HEADINGS), _rows_of_two())


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    sheets.write(out, "csv", headings, rows)
    return out.getvalue()


def _rows_of_two() -> Iterator[list[str]]:
    several = [(office, title, standard, grade) for office, title, standard, grades in TWO_OFFICES for grade in grades]
    for number, (office, title, standard, grade) in enumerate(several, start=1):
        position = f"P-{number:03d}"
        row = [standard, position, title, office, f"GS-{grade}", *LEVELS[grade].split()]
        if position in TWO_CHANGES:
            heading, cell = TWO_CHANGES[position]
            row[("Standard", *HEADINGS).index(heading)] = cell
        yield row


def _rows() -> Iterator[list[str]]:
    offices = [(office, work, grade) for office, work, grades in OFFICES for grade in grades]
    for number, (office, work, grade) in enumerate(offices, start=1):
        position = f"HR-{number:03d}"
        title = f"Human Resources Specialist ({work})"
        row = [position, title, office, f"GS-{grade}", *LEVELS[grade].split()]
        if position in CHANGES:
            heading, cell = CHANGES[position]
            row[HEADINGS.index(heading)] = cell
        yield row
