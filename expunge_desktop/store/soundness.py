"""Is every page of the file authentic, and the structure on them sound?"""

from pathlib import Path

from sqlalchemy import Connection

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.store import engine
from expunge_desktop.store.long_statements import stoppable

_LOOKING = "Checking every page"


def damage_in_use(connection: Connection, progress: Progress) -> tuple[str, ...]:
    """What is wrong with an open workspace. Empty = sound.

    Pages are read from the file itself, so another program that just moves its log into it could be seen
    half-way: what is found counts only when a second look finds something again.
    """
    with stoppable(connection, progress, lambda: progress.report(0, 0, _LOOKING)):
        found = engine.damage_in(connection)
        return found and engine.damage_in(connection)


def damage_at_rest(path: Path, raw_key: bytes, progress: Progress | None = None) -> tuple[str, ...]:
    """What is wrong with a workspace that could not be opened, read without changing it.

    Raises CancelledError.
    """
    progress = progress or SilentProgress()
    progress.check()
    reader = engine.copy_engine(path, raw_key)
    try:
        with (
            reader.connect() as connection,
            stoppable(connection, progress, lambda: progress.report(0, 0, _LOOKING)),
        ):
            return engine.damage_in(connection)
    except engine.DATABASE_ERRORS as error:
        problem = engine.problem_from(error, path)
        if problem is None:
            raise
        return (problem.sentence,)
    finally:
        reader.dispose()


def pages(connection: Connection) -> int:
    """How many pages the workspace has."""
    return int(connection.connection.cursor().execute("PRAGMA page_count").fetchone()[0])
