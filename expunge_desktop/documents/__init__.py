"""Filings to court papers, and reading them back."""

import logging

# What a library says of a document may hold a name: it goes to no terminal and no log.
for _library in ("pypdf", "pikepdf"):
    logging.getLogger(_library).propagate = False
    logging.getLogger(_library).addHandler(logging.NullHandler())
