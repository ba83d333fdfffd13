"""The one module that knows the database is SQLCipher's SQLite: engines, pragmas, error numbers, copies.

All else in `store` is portable SQL (a large office may one day share a workspace on a server).
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import EnvironmentProblemError

RAW_KEY_BYTES = 32
PAGE_BYTES = 4096
OWNER_ONLY = 0o600
SIDE_FILES = ("-wal", "-shm", "-journal")
_READERS = 8
_PAGES_KIB_WRITER = 64 * 1024
_PAGES_KIB_READER = 16 * 1024

# What a statement may raise: SQLAlchemy's own, or the driver's where SQLAlchemy is bypassed for a PRAGMA.
DATABASE_ERRORS = (DBAPIError, sqlcipher.Error)

# How long the moving of the log waits for readers: they are short, and the next write does it again.
_PATIENCE_MS = 50

# SQLite's primary result codes, and the one extended code that says more than its primary.
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL = 3, 5, 6, 8, 10, 11, 13
_CANTOPEN, _PROTOCOL, _NOTADB = 14, 15, 26
_READONLY_MOVED = 1032


def writer_engine(
    path: Path, raw_key: bytes, *, busy_ms: int, look: Callable[[], None] = lambda: None
) -> Engine:
    """The engine of the one writer: every transaction starts with BEGIN IMMEDIATE.

    `look` is called before and after a connection opens the file; it raises when another file lies there.
    """
    creator = _creator(path, raw_key, busy_ms, _PAGES_KIB_WRITER, look, read_only=False)
    engine = create_engine("sqlite://", module=sqlcipher, creator=creator, poolclass=QueuePool, pool_size=1,
                           max_overflow=0)  # fmt: skip
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reader_engine(
    path: Path, raw_key: bytes, *, busy_ms: int, look: Callable[[], None] = lambda: None
) -> Engine:
    """The engine of the readers: snapshots that cannot write. `look` as for the writer."""
    creator = _creator(path, raw_key, busy_ms, _PAGES_KIB_READER, look, read_only=True)
    engine = create_engine("sqlite://", module=sqlcipher, creator=creator, poolclass=QueuePool,
                           pool_size=_READERS, max_overflow=_READERS)  # fmt: skip
    event.listen(engine, "begin", _begin)
    return engine


def copy_engine(path: Path, raw_key: bytes, *, is_at_rest: bool = False) -> Engine:
    """An engine to copy and check a workspace file, in use or at rest: opened read-only, changes nothing.

    `is_at_rest`: nobody has it open, and not even a lock or an empty log is put beside it.
    """
    mode = "mode=ro&immutable=1" if is_at_rest else "mode=ro"

    def create() -> Any:
        connection = _connect(path, mode)
        _send_key(connection, raw_key)
        return connection

    return create_engine("sqlite://", module=sqlcipher, creator=create, poolclass=NullPool)


def sole_engine(path: Path, raw_key: bytes, *, busy_ms: int) -> Engine:
    """An engine whose one connection is to have the file to itself (`leave_log_alone`)."""
    creator = _creator(path, raw_key, busy_ms, _PAGES_KIB_WRITER, lambda: None, read_only=False)
    return create_engine("sqlite://", module=sqlcipher, creator=creator, poolclass=NullPool)


def shown_name(path: Path) -> str:
    """The name people know a file by: without what marks it as unfinished."""
    return re.sub(r"(\.[0-9a-f]{8})?\.partial$", "", path.name)


def make_empty_file(path: Path) -> None:
    """An empty file only its owner may read; SQLite gives WAL and shared memory the same rights.

    Raises FileExistsError when something lies there, OSError otherwise.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def use_write_ahead_log(connection: Connection) -> None:
    """Switch a new file to WAL: readers go on while one writer writes. Kept in the file."""
    connection.connection.cursor().execute("PRAGMA journal_mode = WAL").fetchall()


def read_a_little(connection: Connection) -> None:
    """Make SQLite open the log beside the file."""
    connection.connection.cursor().execute("SELECT count(*) FROM sqlite_master").fetchall()


def finish_log(engine: Engine) -> None:
    """Move all of the WAL into the file and empty it, if no reader holds it."""
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def settle(connection: Connection, *, busy_ms: int) -> bool:
    """Move what was committed from the log into the file and empty the log; whether all of it went.

    A reader still on an older state keeps it from being emptied: then the next call does. A disk that
    refuses leaves it where it is, durable in the log. Never raises: what is committed is committed.
    """
    cursor = connection.connection.cursor()
    with suppress(*DATABASE_ERRORS):
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS:d}").fetchall()
        try:
            found = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {busy_ms:d}").fetchall()
        return found is not None and found[0] == 0
    return False


def copy_into(connection: Connection, destination: Path) -> None:
    """A consistent, compacted copy under the same key, made while others read and write (VACUUM INTO)."""
    connection.connection.cursor().execute("VACUUM INTO ?", (str(destination),))


def leave_log_alone(connection: Connection) -> None:
    """Lock everybody else out and move the whole log into the file; raises what SQLite says of a lock.

    The lock holds until the connection is closed. The file goes back to its log when it is next opened.
    """
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    cursor.execute("PRAGMA journal_mode = DELETE").fetchall()
    read_a_little(connection)


def export_under(connection: Connection, destination: Path, new_key: bytes) -> None:
    """Copy everything into an empty file under another key (SQLCipher's `sqlcipher_export`)."""
    cursor = connection.connection.cursor()
    cursor.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(destination), f"x'{new_key.hex()}'"))
    try:
        cursor.execute("BEGIN")
        cursor.execute("SELECT sqlcipher_export('fresh')").fetchall()
        cursor.execute("COMMIT")
    except BaseException:
        with suppress(*DATABASE_ERRORS):
            cursor.execute("ROLLBACK")
        raise
    finally:
        with suppress(*DATABASE_ERRORS):
            cursor.execute("DETACH DATABASE fresh")


def schema_of(connection: Connection) -> list[tuple[object, ...]]:
    """Every table, index and trigger as it was made, in order."""
    cursor = connection.connection.cursor()
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    return [tuple(row) for row in cursor.execute(query).fetchall()]


def damage_in(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the file: pages whose authentication fails, else broken structure. Empty = sound."""
    cursor = connection.connection.cursor()
    found = [str(row[0]) for row in cursor.execute("PRAGMA cipher_integrity_check").fetchall()]
    if found:
        return tuple(found)
    structure = [str(row[0]) for row in cursor.execute("PRAGMA integrity_check(20)").fetchall()]
    keys = [f"foreign key of {row[0]}" for row in cursor.execute("PRAGMA foreign_key_check").fetchall()]
    return (*(line for line in structure if line != "ok"), *keys)


def problem_from(error: BaseException, path: Path) -> EnvironmentProblemError | None:
    """The sentence for what the machine or the file did to us; None = it is a bug of ours."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    if "pattern too complex" in str(getattr(error, "orig", error)):
        return EnvironmentProblemError(
            "words-too-long", "The words that are looked for are too long.", "Look for fewer of them."
        )
    told = _SENTENCES.get(code) or _SENTENCES.get(code & 0xFF)
    return EnvironmentProblemError(told[0], told[1].format(name=shown_name(path)), told[2]) if told else None


_SENTENCES = {
    _BUSY: (
        "locked",
        "The workspace {name} is locked: another window or command is writing to it.",
        "Wait until that is done, or close it, and try again. Nothing was changed.",
    ),
    _READONLY: (
        "read-only",
        "The workspace {name} cannot be written: the file or its folder is read-only.",
        "Copy the workspace and its key file to a folder you may write to.",
    ),
    _IOERR: (
        "disk-error",
        "The disk reported an error while the workspace {name} was read or written.",
        "The last step was kept whole or not at all: look before you repeat it. Check the disk and its room.",
    ),
    _CORRUPT: (
        "damaged",
        "The workspace {name} is damaged.",
        "Restore the last backup; keep the damaged file, it may still help.",
    ),
    _FULL: (
        "disk-full",
        "The disk is full: {name} could not be written.",
        "Free some space and try again. Nothing of the last step was kept.",
    ),
    _CANTOPEN: (
        "cannot-open",
        "The workspace {name} cannot be opened.",
        "Check that its folder exists and that you may read and write there.",
    ),
    _NOTADB: (
        "not-a-workspace",
        "{name} is damaged, is not a workspace, or does not belong to this key file.",
        "Put the workspace and its own key file side by side, or restore the last backup.",
    ),
}
_SENTENCES[_LOCKED] = _SENTENCES[_PROTOCOL] = _SENTENCES[_BUSY]
_SENTENCES[_PERM] = _SENTENCES[_READONLY]
_SENTENCES[_READONLY_MOVED] = (
    "file-replaced",
    "The workspace {name} was moved or replaced while it was open.",
    "Nothing was changed. Close it and open it again where it is now.",
)


class _HeldConnection(sqlcipher.Connection):  # type: ignore[misc]
    """A connection that says for how long it has the file open (`base.held_files`)."""

    identity: held_files.Identity | None = None

    def close(self) -> None:
        super().close()
        identity, self.identity = self.identity, None
        held_files.let_go(identity)


def _connect(path: Path, mode: str) -> Any:
    identity = held_files.hold(path)
    try:
        connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            factory=_HeldConnection,
        )
    except BaseException:
        held_files.let_go(identity)
        raise
    connection.identity = identity
    return connection


def _creator(
    path: Path, raw_key: bytes, busy_ms: int, cache_kib: int, look: Callable[[], None], *, read_only: bool
) -> Callable[[], Any]:
    def create() -> Any:
        look()
        # mode=rw: a file that is not there must be an error, not a new empty workspace.
        connection = _connect(path, "mode=rw")
        try:
            _send_key(connection, raw_key)
            for pragma in (
                f"PRAGMA busy_timeout = {busy_ms:d}",
                f"PRAGMA cache_size = -{cache_kib:d}",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                "PRAGMA temp_store = MEMORY",  # sorting spills into memory, never into a plain file
                "PRAGMA recursive_triggers = ON",  # INSERT OR REPLACE must meet the delete guard too
                "PRAGMA trusted_schema = OFF",
                f"PRAGMA query_only = {'ON' if read_only else 'OFF'}",
            ):
                connection.execute(pragma)
            look()
        except BaseException:
            connection.close()
            raise
        return connection

    return create


def _send_key(connection: Any, raw_key: bytes) -> None:
    if len(raw_key) != RAW_KEY_BYTES:
        raise ValueError("a workspace key has 32 bytes")
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told by us, not on stderr
    connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
