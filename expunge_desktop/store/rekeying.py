"""A workspace under a new data key: copied page by page under it, checked, and put in the old one's place.

SQLCipher can also change the key inside the file (`PRAGMA rekey`); a power cut in the middle of that leaves a
file under two keys. A copy leaves the old file whole until the new one is.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from expunge_desktop.base.clock import Clock
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress
from expunge_desktop.store import audit_clock, backup, engine, row_counts
from expunge_desktop.store.audit_clock import NewestRow
from expunge_desktop.store.long_statements import stoppable
from expunge_desktop.store.workspace import Workspace, remove_files


def unfinished_copy(path: Path) -> Path:
    """Where the copy under the new key lies until it takes the workspace's name."""
    return path.with_name(path.name + ".rekey.partial")


@contextmanager
def alone(path: Path, raw_key: bytes, *, busy_ms: int) -> Iterator[Connection]:
    """A connection that has the workspace to itself: nobody else can read or write it meanwhile.

    Raises EnvironmentProblemError (`locked`) when anybody else has it open.
    """
    sole = engine.sole_engine(path, raw_key, busy_ms=busy_ms)
    try:
        with sole.connect() as connection:
            engine.leave_log_alone(connection)
            yield connection
    except engine.DATABASE_ERRORS as error:
        raise engine.problem_from(error, path) or error from None
    finally:
        sole.dispose()


def copy_under(connection: Connection, path: Path, new_key: bytes, progress: Progress) -> None:
    """Copy the workspace a sole connection is open on to `unfinished_copy`, under another key.

    Raises CancelledError, EnvironmentProblemError (`disk-full` …).
    """
    partial, size = unfinished_copy(path), max(path.stat().st_size, 1)
    remove_files(partial)

    def tell() -> None:
        with suppress(OSError):
            progress.report(min(partial.stat().st_size, size), size, "Copying under the new key")

    try:
        engine.make_empty_file(partial)
        with stoppable(connection, progress, tell):
            engine.export_under(connection, partial, new_key)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"The copy of {path.name} under the new key cannot be written in {path.parent} "
            f"({error.strerror}).",
            "Check that the folder exists and that you may write there.",
        ) from None


def check_and_sign(
    connection: Connection,
    path: Path,
    new_key: bytes,
    progress: Progress,
    *,
    actor: str,
    clock: Clock,
    told: Mapping[str, object],
) -> NewestRow | None:
    """Check the copy like a backup, compare it with the original, and write the audit row `rekey` into it.

    Returns the newest audit row of the copy. Raises AnswerIsNoError (`copy-damaged`, `chain-broken`,
    `copy-differs`), EnvironmentProblemError.
    """
    partial = unfinished_copy(path)
    backup.check_copy(partial, new_key, progress)
    with Workspace.open(partial, new_key) as copy:
        with copy.read() as reading:
            is_same = row_counts.rows_of_tables(reading) == row_counts.rows_of_tables(connection)
            is_same &= engine.schema_of(reading) == engine.schema_of(connection)
            is_same &= audit_clock.newest(reading) == audit_clock.newest(connection)
        if not is_same:
            raise AnswerIsNoError(
                "copy-differs",
                f"The copy of {path.name} under the new key is not equal to it.",
                "Nothing was changed. Make a backup and have the workspace checked.",
            )
        with copy.write(actor, clock) as tx:
            tx.audit("rekey", path.name, told)
            newest = audit_clock.newest(tx.connection)
    log = partial.with_name(partial.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise EnvironmentProblemError(
            "locked", f"{partial.name} is held by another program.", "Close it and try again."
        )
    with partial.open("rb+") as stream:
        os.fsync(stream.fileno())
    return newest


def take_place(connection: Connection, path: Path) -> None:
    """Let the copy take the workspace's name: from here on the old file has none.

    Raises EnvironmentProblemError (`cannot-write`).
    """
    if os.name == "nt":  # an open file cannot be replaced there
        connection.close()
    try:
        for suffix in engine.SIDE_FILES:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        os.replace(unfinished_copy(path), path)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"{path.name} could not be replaced by its copy under the new key ({error.strerror}).",
            "Nothing was changed. Close the workspace wherever it is open, and try again.",
        ) from None


def opens(path: Path, raw_key: bytes) -> bool:
    """This data key is the file's. Raises EnvironmentProblemError when that cannot be found out."""
    reader: Any = engine.copy_engine(path, raw_key)
    try:
        with reader.connect() as connection:
            engine.schema_of(connection)
        return True
    except engine.DATABASE_ERRORS as error:
        problem = engine.problem_from(error, path)
        if problem is not None and problem.code == "not-a-workspace":
            return False
        raise problem or error from None
    finally:
        reader.dispose()
