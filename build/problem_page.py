#!/usr/bin/env python3
"""Prints docs/problems.md from the program's own list of problem kinds; run with the project's Python."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from expunge_desktop.ingest.problem_kinds import EXPLANATIONS
from expunge_desktop.services import may_be_sealed, overdue, problems

INTRODUCTION = """\
# Kinds of problem

What an import can meet. A problem never makes a row or a person vanish: a line that cannot be read is
set aside with its number, everything else is kept. A count whose own facts are missing or in doubt can
only be decided by hand; its finding names the problem.

This page is printed by `build/problem_page.py` from `expunge_desktop/ingest/problem_kinds.py` and
`expunge_desktop/services/overdue.py`.

| kind | meaning |
|---|---|
"""

RETENTION = f"""
Two kinds are of retention (docs/retention.md). The first comes from no import: it is found anew each time
problems are shown, by the date of that day, and changes no finding. A row of the second is hidden.

| kind | meaning |
|---|---|
| `{overdue.KIND}` | {problems.meaning(overdue.KIND)} |
| `{may_be_sealed.KIND}` | {problems.meaning(may_be_sealed.KIND)} |
"""


def page() -> str:
    """The page as it should be."""
    rows = (f"| `{kind}` | {sentence} |" for kind, sentence in EXPLANATIONS.items())
    return INTRODUCTION + "\n".join(rows) + "\n" + RETENTION


if __name__ == "__main__":
    print(page(), end="")
