"""How each campaign is started from `build/tasks.py campaign`. Standard library only, as all the tasks are.

Those that need the program run as a child, under its own interpreter.
"""

import sys
from collections.abc import Callable, Sequence

from project import ROOT, TaskError, run, venv_program

from campaigns.kill import kill

_HERE = ROOT / "build" / "campaigns"


def law(_times: int) -> int:
    """Every combination the law distinguishes, decided once; exit code 1 at a broken promise."""
    return run([venv_program("python"), "-B", _HERE / "law_combinations.py"])


def mutants(arguments: Sequence[str]) -> int:
    """Mutation testing; `--help` lists what may be chosen."""
    if sys.platform == "win32":
        raise TaskError("the mutants campaign needs a system that can fork")
    return run([venv_program("python"), "-B", _HERE / "mutants", *arguments])


def columns(people: int) -> int:
    """Every column of so many people; writes its figures to docs/unknown-values.md, exit code 1 at a gain."""
    page = ROOT / "docs" / "unknown-values.md"
    return run([venv_program("python"), "-B", _HERE / "columns", "--people", str(people), "--page", page])


CAMPAIGNS: dict[str, Callable[[int], int]] = {"kill": kill, "law": law}
