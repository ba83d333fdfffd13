"""Copies of a workspace that are checked before they count."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.store import audit, engine, meta
from expunge_desktop.store.workspace import Workspace, remove_files


def write_copy(workspace: Workspace, destination: Path) -> str:
    """Copy an open workspace, in use or not, and check the copy. Returns the copy's audit head.

    `destination` is made anew; after any failure nothing is left of it.
    """
    _make_room(destination)
    try:
        workspace.copy_to(destination)
        head = check_copy(destination, workspace.data_key)
        _make_durable(destination)
    except BaseException:
        remove_files(destination)
        raise
    return head


def copy_of_copy(source: Path, raw_key: bytes, destination: Path) -> str:
    """Copy a workspace at rest (a backup), leaving no trace beside it; it and the copy are checked."""
    check_copy(source, raw_key)  # VACUUM INTO rebuilds indexes and would not notice damage in them
    _make_room(destination)
    try:
        with _reading(source, raw_key) as connection:
            engine.copy_into(connection, destination)
        head = check_copy(destination, raw_key)
        _make_durable(destination)
    except engine.DATABASE_ERRORS as error:
        remove_files(destination)
        raise engine.problem_from(error, source) or error from None
    except BaseException:
        remove_files(destination)
        raise
    return head


def check_copy(path: Path, raw_key: bytes) -> str:
    """Every page authentic, structure sound, keys in place, audit chain intact. Returns the audit head.

    Raises AnswerIsNoError (`copy-damaged`, `chain-broken`), EnvironmentProblemError (`not-a-workspace` …).
    """
    try:
        with _reading(path, raw_key) as connection:
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


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
