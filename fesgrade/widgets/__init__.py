"""Pieces for the browser, each a class with its script and its style sheet of the same name."""
