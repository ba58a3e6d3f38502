"""A made-up class as a table, for whoever has no files at hand: two rounds, with reasons where the class is split."""

from __future__ import annotations

import io

from fesgrade.files import sheets

NAME, CASE = "example-class.csv", "lab-budgets"
#: The levels of each student before the discussion, and those changed after it.
STUDENTS = {
    "Ana": ("1-6 2-3 3-3 4-4 5-3 6-2 7-2 8-1 9-1", "4-3"),
    "Ben": ("1-7 2-3 3-3 4-2 5-3 6-2 7-2 8-1 9-1", "1-6 4-3"),
    "Cleo": ("1-7 2-4 3-3 4-3 5-3 6-2 7-2 8-1 9-1", "1-6"),
    "Dan": ("1-5 2-3 3-2 4-3 5-3 6-3 7-2 8-1 9-1", "1-6 3-3"),
    "Eve": ("1-7 2-3 3-3 4-4 5-4 6-2 7-3 8-1 9-1", "7-2"),
}
REASONS = {
    ("Ana", "1-6"): "A few years of experience with the yearly round.",
    ("Ben", "1-7"): "Drafting rules for the whole agency takes wide knowledge.",
    ("Cleo", "1-7"): "Four laboratories with different programs.",
    ("Dan", "1-5"): "The handbook tells most of what to do.",
    ("Eve", "1-7"): "Forecasts and funding in midyear are complex.",
    ("Ana", "4-4"): "A shortfall can be met in many ways.",
    ("Ben", "4-2"): "The same steps every year.",
    ("Cleo", "2-4"): "Plans the steps without asking.",
    ("Eve", "5-4"): "The rules are for the whole agency.",
}


def example() -> bytes:
    """Return the class as a CSV file: rater, case, factor, level, round, reason."""
    rows = []
    for name, (before, changed) in STUDENTS.items():
        levels = {code.partition("-")[0]: code for code in before.split()}
        after = levels | {code.partition("-")[0]: code for code in changed.split()}
        for when, codes in (("before", levels), ("after", after)):
            rows += [(name, CASE, factor, code, when, REASONS.get((name, code), "")) for factor, code in codes.items()]
    out = io.BytesIO()
    sheets.write(out, "csv", ("rater", "case", "factor", "level", "round", "reason"), rows)
    return out.getvalue()
