"""Copies of a workspace that are checked before they count.

Each copy carries a record of itself: when and by whom it was made, the head of its audit chain and how
many rows every table has. A rehearsal compares what it finds with that record.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.store import audit, audit_clock, engine, meta, row_counts
from expunge_desktop.store.long_statements import stoppable
from expunge_desktop.store.schema import audit as audit_table
from expunge_desktop.store.workspace import Workspace, remove_files

_RECORD = "backup"
_COPYING, _CHECKING = "Copying", "Checking every page of the copy"


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """What a copy says about itself. `seq` and `head` are the last row of its audit chain."""

    made_at: str
    made_by: str
    seq: int
    head: str
    rows: Mapping[str, int]


def write_copy(
    workspace: Workspace, destination: Path, *, at: str, by: str, progress: Progress | None = None
) -> CopyRecord:
    """Copy an open workspace, in use or not, give the copy its record, and check it.

    `destination` is made anew; after any failure nothing is left of it. Raises CancelledError,
    AnswerIsNoError (`copy-damaged`, `chain-broken`), EnvironmentProblemError.
    """
    progress = progress or SilentProgress()
    _make_room(destination)
    try:
        # The workspace's own read sees to it that the log is the right one, and stays it.
        with workspace.read(), _reading(workspace.path, workspace.data_key) as connection:
            _copy(connection, destination, progress)
        record = _write_record(destination, workspace.data_key, at, by)
        check_copy(destination, workspace.data_key, progress)
        _make_durable(destination)
    except engine.DATABASE_ERRORS as error:
        remove_files(destination)
        raise engine.problem_from(error, destination) or error from None
    except BaseException:
        remove_files(destination)
        raise
    return record


def copy_of_copy(source: Path, raw_key: bytes, destination: Path, progress: Progress | None = None) -> str:
    """Copy a workspace at rest (a backup), leaving no trace beside it; it and the copy are checked.

    Returns the head of the audit chain. Raises as `write_copy`.
    """
    progress = progress or SilentProgress()
    # VACUUM INTO rebuilds indexes and would not notice damage in them.
    check_copy(source, raw_key, progress)
    _make_room(destination)
    try:
        with _reading(source, raw_key) as connection:
            _copy(connection, destination, progress)
        head = check_copy(destination, raw_key, progress)
        _make_durable(destination)
    except engine.DATABASE_ERRORS as error:
        remove_files(destination)
        raise engine.problem_from(error, source) or error from None
    except BaseException:
        remove_files(destination)
        raise
    return head


def check_copy(path: Path, raw_key: bytes, progress: Progress | None = None) -> str:
    """Every page authentic, structure sound, keys in place, audit chain intact. Returns the audit head.

    Raises AnswerIsNoError (`copy-damaged`, `chain-broken`), EnvironmentProblemError (`not-a-workspace` …),
    CancelledError.
    """
    progress = progress or SilentProgress()
    progress.check()
    progress.report(0, 0, _CHECKING)
    try:
        with (
            _reading(path, raw_key) as connection,
            stoppable(connection, progress, lambda: progress.report(0, 0, _CHECKING)),
        ):
            meta.check_version(connection, path)
            damage = engine.damage_in(connection)
            report = audit.verify(connection)
    except engine.DATABASE_ERRORS as error:
        raise engine.problem_from(error, path) or error from None
    if damage:
        raise AnswerIsNoError(
            "copy-damaged",
            f"{engine.shown_name(path)} is damaged ({damage[0]}).",
            "Use an earlier backup; keep this file, parts of it may still help.",
        )
    if not report.is_intact:
        raise AnswerIsNoError(
            "chain-broken",
            f"The audit trail in {engine.shown_name(path)} is broken at row {report.first_broken}: "
            f"{report.reason}",
            "Somebody changed it by other means than this program; keep the file as evidence.",
        )
    return report.head


def read_record(path: Path, raw_key: bytes) -> tuple[CopyRecord | None, dict[str, int]]:
    """What a copy says about itself, and how many rows its tables really have.

    None for a file that is no backup, or one of before backups had a record.
    """
    try:
        with _reading(path, raw_key) as connection:
            text = meta.read(connection, _RECORD)
            found = row_counts.rows_of_tables(connection)
    except engine.DATABASE_ERRORS as error:
        raise engine.problem_from(error, path) or error from None
    return (CopyRecord(**json.loads(text)) if text else None), found


def last_row(workspace: Workspace) -> tuple[int, str]:
    """Number and hash of the last row of the audit chain: the witness its key file gets."""
    with workspace.read() as connection:
        newest = audit_clock.newest(connection)
    return (0, "") if newest is None else (newest.seq, newest.hash)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with held_files.reading(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(connection: Connection, destination: Path, progress: Progress) -> None:
    total = _pragma(connection, "PRAGMA page_count") * _pragma(connection, "PRAGMA page_size")

    def tell() -> None:
        done = destination.stat().st_size if destination.exists() else 0
        progress.report(min(done, total), total, _COPYING)

    progress.check()
    with stoppable(connection, progress, tell):
        engine.copy_into(connection, destination)


def _pragma(connection: Connection, pragma: str) -> int:
    return int(connection.connection.cursor().execute(pragma).fetchone()[0])


def _write_record(path: Path, raw_key: bytes, at: str, by: str) -> CopyRecord:
    writer = engine.writer_engine(path, raw_key, busy_ms=0)
    try:
        with writer.begin() as connection:
            last = connection.execute(select(func.max(audit_table.c.seq))).scalar_one()
            meta.write(connection, _RECORD, "")  # it counts itself
            record = CopyRecord(
                at, by, int(last or 0), audit.head(connection), row_counts.rows_of_tables(connection)
            )
            meta.write(connection, _RECORD, json.dumps(asdict(record), sort_keys=True))
    finally:
        writer.dispose()
    return record


@contextmanager
def _reading(path: Path, raw_key: bytes) -> Iterator[Connection]:
    at_rest = engine.copy_engine(path, raw_key)
    try:
        with at_rest.connect() as connection:
            yield connection
    finally:
        at_rest.dispose()


def _make_room(destination: Path) -> None:
    remove_files(destination)
    try:
        engine.make_empty_file(destination)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"{engine.shown_name(destination)} cannot be written in {destination.parent} ({error.strerror}).",
            "Check that the folder exists and that you may write there.",
        ) from None


def _make_durable(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
