"""The picture of all grades on the points scale, with the place of a total among them."""

from __future__ import annotations

from fesgrade.pictures.rows import ladder_rows
from fesgrade.standards import Standard
from fesgrade.widgets.picture import Picture

#: What a screen reader hears first, and what without a total.
ABOUT, NO_TOTAL = "All grade ranges on the points scale.", "No total yet."


class Ladder(Picture):
    """The grades of a standard; :meth:`show_total` says where a total lies."""

    def __init__(self, title: str) -> None:
        super().__init__("ladder", title=title, heads=("Grade", "From", "To", "Place"), description=ABOUT)

    def show_total(self, standard: Standard, total: int | None, where: str, this: str) -> None:
        """Mark the grade of a total, named ``this`` in the table; ``where`` says in a sentence where the total lies."""
        rows = ladder_rows(standard.grades, standard.highest_total, total)
        places = {"this": this, "neighbor": "next to it"}
        table = [
            (row["name"], row["low"], row["high"] or "and up", places.get(row["role"], ""))
            for row in rows
            if row["role"] != "total"
        ]
        self.put(rows, table, f"{ABOUT} {where}")
