"""Keeping, sharing and printing an evaluation."""
