"""One module per group of verbs; each has `register(verbs)` and sets `run` on its parsers."""
