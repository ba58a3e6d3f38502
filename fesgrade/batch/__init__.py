"""Spreadsheets of positions: which column is what, each row graded, what stands out."""
