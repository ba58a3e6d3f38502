"""Files that people hand in: spreadsheets and JSON."""
