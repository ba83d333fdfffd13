"""Where the project's things lie, and how its tasks run a program and tell a person about it.

Standard library only: this runs before anything is installed. Nothing here or beside it ever writes into
`build/`: scratch, caches and results go to `.work/`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".work"
VENV = ROOT / ".venv"
LOCKS = ROOT / "build" / "locks"

_FOREIGN = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV"}


class TaskError(Exception):
    """A task cannot go on; the text says why and what to do."""


def venv_program(name: str) -> Path:
    """A program of the project's own environment: `python`, `ruff`, `pytest` …"""
    folder, ending = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")
    return VENV / folder / (name + ending)


def environment(**changes: str) -> dict[str, str]:
    """The environment every child gets: UTF-8, no foreign Python settings, plus `changes`."""
    child = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    child["PYTHONUTF8"] = "1"
    child.update(changes)
    return child


def run(command: Sequence[str | Path], *, changes: Mapping[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a program with its output on this terminal; its exit code."""
    sys.stdout.flush()
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment(**(changes or {}))
    ).returncode


def must(
    command: Sequence[str | Path], *, changes: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run a program that has to succeed. Raises TaskError when it does not."""
    if code := run(command, changes=changes, cwd=cwd):
        shown = " ".join(str(part) for part in command)
        raise TaskError(f"exit {code} from: {shown}")


def output_of(
    command: Sequence[str | Path],
    *,
    changes: Mapping[str, str] | None = None,
    allowed: frozenset[int] = frozenset({0}),
) -> str:
    """What a program writes to its standard output. Raises TaskError for an exit code not in `allowed`."""
    sys.stdout.flush()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment(**(changes or {})),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    if done.returncode not in allowed:
        shown = " ".join(str(part) for part in command)
        raise TaskError(f"exit {done.returncode} from: {shown}\n{done.stdout}".rstrip())
    return done.stdout


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is done now and, when it is done, how long it took."""
    print(f"── {title}", flush=True)
    start = time.monotonic()
    yield
    print(f"   done in {time.monotonic() - start:.1f} s", flush=True)
