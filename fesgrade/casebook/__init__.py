"""Two decided cases, step by step, and worked through again with what a reader changed."""
