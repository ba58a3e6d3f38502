"""What a spreadsheet program does to a CSV that somebody opens and saves."""

from __future__ import annotations

import csv
import io

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def excel_saves(content: bytes, code: str = "cp1252") -> bytes:
    """Return a CSV as Excel saves it in the United States: what may be a date is one, and formulas are their values."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([excel_shows(cell) for cell in row] for row in rows)
    return out.getvalue().encode(code, "replace")


def excel_shows(cell: str) -> str:
    """Return what a cell shows that somebody typed: ``1-7`` becomes ``7-Jan``, ``1-32`` ``Jan-32``, ``007`` ``7``."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    month, dash, day = cell.strip().partition("-" if "-" in cell else "/")
    if dash and month.isascii() and day.isascii() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12:
        name = MONTHS[int(month) - 1]
        if 1 <= int(day) <= 31:
            return f"{int(day)}-{name}"
        if len(day) == 2:
            return f"{name}-{day}"
    return str(int(cell)) if cell.isascii() and cell.isdigit() else cell
