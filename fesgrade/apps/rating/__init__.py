"""One position being rated: state, controls, words."""
