"""Reading evaluations out of documents: position descriptions, evaluation statements, decisions, mail."""
