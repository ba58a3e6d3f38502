"""Pages that are alive before Python: the first state of their widgets is recorded, and a kernel joins later."""
