"""Somebody else's points and ranges, compared with the shipped ones."""
