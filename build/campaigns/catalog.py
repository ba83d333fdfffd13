"""How each campaign is started from `build/tasks.py campaign NAME …`. Standard library only, like tasks.py.

What stands behind the name goes to the campaign itself; `--help` there lists what may be chosen. Those that
need the program run as a child, under its own interpreter.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from project import ROOT, TaskError, run, venv_program

from campaigns.kill import kill

Campaign = Callable[[Sequence[str]], int]
_HERE = ROOT / "build" / "campaigns"


def _child(place: str, *given: object) -> Campaign:
    """A campaign that is a script or package of its own, with some words before those given."""

    def start(words: Sequence[str]) -> int:
        return run([venv_program("python"), "-B", _HERE / place, *map(str, given), *words])

    return start


def _kill(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="campaign kill")
    parser.add_argument("--times", type=int, default=20, help="of each of import, assess, decide")
    return kill(parser.parse_args(words).times)


def _mutants(words: Sequence[str]) -> int:
    if sys.platform == "win32":
        raise TaskError("the mutants campaign needs a system that can fork")
    return _child("mutants")(words)


# Each new campaign is one line here, and one in the README.
CAMPAIGNS: dict[str, Campaign] = {
    "columns": _child("columns", "--page", ROOT / "docs" / "unknown-values.md"),
    "faults": _child("faults"),
    "flips": _child("flips.py"),
    "fuzz": _child("fuzz"),
    "kill": _kill,
    "law": _child("law_combinations.py"),
    "leaks": _child("leaks"),
    "mutants": _mutants,
    "tamper": _child("tamper"),
}
NEED_TOOLS = frozenset({"mutants"})
