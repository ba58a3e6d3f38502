"""The pages: one module per notebook, the only place with widgets."""
