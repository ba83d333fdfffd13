"""Carry a planned destruction out and die at a step of it, as if the power had gone: `PATH STEP`."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sealed_county import WORD, session_at

from expunge_desktop.services import destroying, purge
from expunge_desktop.store import engine


def die(*_: Any, **__: Any) -> Any:
    """End at once, without anything being tidied."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(path: Path, step: str) -> None:
    """Die in the middle of the rows, before the commit, after it, or once the file was written anew."""
    if step == "rows":
        destroying.purging.empty_findings = die
    elif step == "commit":
        purge.meta.write = _die_at_last(purge.meta.write)
    elif step == "committed":
        purge.finish_clearing = die
    elif step == "cleared":
        engine.writer_engine = _with_a_deadly_end(engine.writer_engine)
    with session_at(path, "Ben", WORD + "Ben") as ben:
        purge.purge(ben)


def _die_at_last(write: Any) -> Any:
    def dying(connection: Any, key: str, value: str) -> None:
        write(connection, key, value)
        if value == "due":
            die()

    return dying


def _with_a_deadly_end(make: Any) -> Any:
    def made(*arguments: Any, **options: Any) -> Any:
        built = make(*arguments, **options)
        if "look" not in options:
            built.dispose = die  # the engine that clears: it has done its work by now
        return built

    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
