"""The evaluation statement, its file and its forms; evidence for its levels."""
