#!/usr/bin/env python3
"""Prints docs/problems.md from the program's own list of problem kinds; run with the project's Python."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from expunge_desktop.ingest.problem_kinds import EXPLANATIONS, STOPPING

INTRODUCTION = """\
# Kinds of problem

What an import can meet. A problem never makes a row or a person vanish: a line that cannot be read is
set aside with its number, everything else is kept. Where *by hand* is marked, a fact of the count itself
is missing or in doubt, and the count can only be decided by a person.

This page is printed by `build/problem_page.py` from `expunge_desktop/ingest/problem_kinds.py`.

| kind | by hand | meaning |
|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    rows = (
        f"| `{kind}` | {'by hand' if kind in STOPPING else ''} | {sentence} |"
        for kind, sentence in EXPLANATIONS.items()
    )
    return INTRODUCTION + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
