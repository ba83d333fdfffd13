"""What the workspace file still holds of rows that were removed, and how it is cleared (SQLite's own ways).

A removed row's page is only marked free. Overwriting it with zeros while rows are removed, writing the file
anew without free pages, and cutting off the log leave nothing of it in these files. What a disk keeps of
blocks it has written elsewhere since, no program sees (docs/retention.md).
"""

from pathlib import Path

from sqlalchemy import Connection

from expunge_desktop.store import engine

_BUSY_MS = 10_000


def overwrite_freed(connection: Connection) -> None:
    """From here on, what this connection frees is overwritten with zeros."""
    connection.connection.cursor().execute("PRAGMA secure_delete = ON").fetchall()


def clear_freed_pages(path: Path, raw_key: bytes) -> bool:
    """Write the file anew without its free pages and empty the log; False when a reader held on to it.

    Raises EnvironmentProblemError (`locked`, `disk-full` …); the file is then as it was.
    """
    writer = engine.writer_engine(path, raw_key, busy_ms=_BUSY_MS)
    try:
        with writer.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA secure_delete = ON").fetchall()
            cursor.execute("VACUUM")
            busy, left, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0]
            return not busy and not left
    except engine.DATABASE_ERRORS as error:
        problem = engine.problem_from(error, path)
        if problem is None:
            raise
        raise problem from None
    finally:
        writer.dispose()
