"""What is drawn (rows) and how (specs); only specs.py imports Altair."""
