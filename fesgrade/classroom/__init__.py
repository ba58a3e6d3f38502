"""Practice with keys, ratings of a class and how far they agree."""
