"""The encrypted workspace file: open, read, write.

Many short readers, one writer. Whatever is written goes through `Workspace.write`, which commits only
when the block ends well and has left at least one audit row.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from expunge_desktop.base import held_files
from expunge_desktop.base.clock import MOVED_BACK, Clock, RecordedInstant, instant_after
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.store import audit, audit_clock, engine, file_state, meta, migrations
from expunge_desktop.store.log_guard import LogGuard, log_lost
from expunge_desktop.store.same_file import SameFile, replaced

BUSY_MS = 10_000
_LOG = logging.getLogger(__name__)
_NEWEST_GONE = (
    "The newest changes went with it. Keep the file as it is, close the workspace, have it checked (`check`) "
    "and look what was done last."
)
_DO_AGAIN = "Nothing was changed. Do it again; the program has opened the log anew by then."


class UnauditedChangeError(RuntimeError):
    """A write block ended without an audit row: a mistake in the program, the block was rolled back."""


class Transaction:
    """One unit of work: a connection to write with and the audit rows that say what was done."""

    def __init__(self, connection: Connection, actor: str, instant: RecordedInstant) -> None:
        self.connection = connection
        self.actor = actor
        self.at = instant.at
        self.audited = 0
        self._instant = instant
        self._undo: list[Callable[[], None]] = []

    def audit(
        self, verb: str, subject: str, payload: Mapping[str, object], behind: tuple[int, str] | None = None
    ) -> None:
        """Say what this transaction did: `verb` (`import`, `decide` …), to which `subject`, with which facts.

        The payload is JSON data; it lies encrypted in the workspace. While the machine's clock is behind
        the newest row, `clock` in it is what the clock says. `behind` is for a salvage alone (`store.audit`).
        """
        if self._instant.stray == MOVED_BACK:
            payload = {"clock": self._instant.reading, **payload}
        audit.append(
            self.connection,
            at=self.at,
            actor=self.actor,
            verb=verb,
            subject=subject,
            payload=payload,
            behind=behind,
        )
        self.audited += 1

    def undo_if_not_committed(self, undo: Callable[[], None]) -> None:
        """Call `undo` should this transaction not commit: for what was changed outside the workspace file."""
        self._undo.append(undo)

    def undo(self) -> None:
        """Undo what was changed outside, the last first."""
        while self._undo:
            self._undo.pop()()


class Workspace:
    """An open workspace. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, raw_key: bytes, *, busy_ms: int = BUSY_MS) -> None:
        self.path = path
        self._raw_key = raw_key
        self._file = SameFile(path)
        self._writer = engine.writer_engine(path, raw_key, busy_ms=busy_ms, look=self._file.check)
        self._readers = engine.reader_engine(path, raw_key, busy_ms=busy_ms, look=self._file.check)
        self._newest: tuple[int, str] | None = None
        self._clock_now = self._clock_told = ""
        self._busy_ms = busy_ms
        self._write_lock = threading.Lock()
        self._writing_thread: int | None = None
        self._is_closed = False
        self._guard: LogGuard | None = None
        self._lost: EnvironmentProblemError | None = None
        self._turn = threading.Condition()
        self._at_work: list[int] = []  # the threads that read or write just now

    @classmethod
    def create(cls, path: Path, raw_key: bytes, workspace_id: str, *, busy_ms: int = BUSY_MS) -> "Workspace":
        """Make a new workspace file, mode 0600, with the whole schema and its guards.

        Raises AnswerIsNoError (`workspace-exists`), EnvironmentProblemError.
        """
        try:
            engine.make_empty_file(path)
        except FileExistsError:
            raise AnswerIsNoError(
                "workspace-exists", f"{path.name} already exists in {path.parent}.", "Choose another name."
            ) from None
        except OSError as error:
            raise EnvironmentProblemError(
                "cannot-write",
                f"The workspace {engine.shown_name(path)} cannot be made in {path.parent} "
                f"({error.strerror}).",
                "Check that the folder exists and that you may write there.",
            ) from None
        workspace = cls(path, raw_key, busy_ms=busy_ms)
        try:
            with workspace._told():
                workspace._open_log()
                with workspace._writer.begin() as connection:
                    migrations.upgrade(connection)
                    meta.write_first(connection, workspace_id)
        except BaseException:
            workspace.close()
            remove_files(path)
            raise
        return workspace

    @classmethod
    def open(
        cls,
        path: Path,
        raw_key: bytes,
        *,
        busy_ms: int = BUSY_MS,
        upgrade: Callable[["Workspace"], None] | None = None,
    ) -> "Workspace":
        """Open an existing workspace; `upgrade` brings one of an older schema up to this version's.

        What cannot be opened is left untouched. Raises EnvironmentProblemError: `workspace-missing`,
        `not-a-workspace`, `newer-version`, `older-version` (without `upgrade`), `cut-off`, `locked` …
        """
        file_state.refuse_odd(path)
        revision = _revision_at_rest(path, raw_key)
        if revision != migrations.HEAD and upgrade is None:
            raise EnvironmentProblemError(
                "older-version",
                f"The workspace {path.name} was written by an older version of Expunge Desktop.",
                "Open it in the window or with any verb as one of its users; a copy is made first.",
            )
        workspace = cls(path, raw_key, busy_ms=busy_ms)
        try:
            path.chmod(engine.OWNER_ONLY)
            with workspace._told():
                workspace._open_log()
            if revision != migrations.HEAD and upgrade is not None:
                upgrade(workspace)
        except OSError as error:
            workspace.close()
            raise EnvironmentProblemError(
                "cannot-open",
                f"The workspace {path.name} cannot be opened ({error.strerror}).",
                "It must be a file of your own that you may read and write.",
            ) from None
        except BaseException:
            workspace.close()
            raise
        return workspace

    @property
    def is_writing(self) -> bool:
        """Some job of this program is writing just now."""
        return self._write_lock.locked()

    @property
    def data_key(self) -> bytes:
        """The key the file is under: for a further user's slot and for checking a backup."""
        return self._raw_key

    @property
    def workspace_id(self) -> str:
        """The random id this workspace, its key file and its audit chain share."""
        with self.read() as connection:
            return meta.read(connection, "workspace_id")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A short read: one consistent snapshot, in which nothing can be written.

        Raises EnvironmentProblemError (`log-lost`) at its end when another program could have changed the
        snapshot meanwhile.
        """
        with self._told(), self._working():
            with self._readers.connect() as connection:
                yield connection
            self._require_log("What was just read may be half old and half new: do it again.")

    @property
    def clock_stray(self) -> str:
        """`clock-moved-back` or `clock-jumped` when a write since the opening found the clock so."""
        return self._clock_told

    @contextmanager
    def write(self, actor: str, clock: Clock) -> Iterator[Transaction]:
        """The one writer's transaction; all of it or nothing.

        When it returns, the change lies in the log and, unless a reader was still on an older state, in
        the file itself. Raises EnvironmentProblemError (`locked`, `disk-full`, `file-replaced`,
        `file-gone` …) and, for a block that leaves no audit row, UnauditedChangeError; whatever the block
        raises rolls everything back.
        """
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a write inside a write")
        if not self._write_lock.acquire(timeout=max(self._busy_ms / 1000, 1) * 60):
            raise EnvironmentProblemError(
                "locked",
                "Another job is still writing to the workspace.",
                "Wait until it is done and try again.",
            )
        self._writing_thread = threading.get_ident()
        try:
            with self._told(), self._working(), self._writer.connect() as connection:
                transaction: Transaction | None = None
                try:
                    with connection.begin():
                        transaction, stray = self._begin(connection, actor, clock)
                        yield transaction
                        if not transaction.audited:
                            raise UnauditedChangeError("a change without an audit row was rolled back")
                        newest = audit_clock.newest(connection)
                        self._file.check()
                        self._require_log(_DO_AGAIN)
                except BaseException:
                    if transaction is not None:
                        transaction.undo()
                    # A commit the disk refused may lie whole in the log: it must not come back one day.
                    if self._has_log():
                        engine.settle(connection, busy_ms=self._busy_ms)
                    raise
                self._newest = None if newest is None else (newest.seq, newest.hash)
                self._clock_now, self._clock_told = stray, stray or self._clock_told
                engine.settle(connection, busy_ms=self._busy_ms)
        finally:
            self._writing_thread = None
            self._write_lock.release()

    def _begin(self, connection: Connection, actor: str, clock: Clock) -> tuple[Transaction, str]:
        """A transaction on the file that was opened, dated behind its newest audit row."""
        self._file.check()
        self._require_log(_DO_AGAIN)  # while nobody else can write
        if self._newest is not None and not audit_clock.holds(connection, *self._newest):
            raise replaced(self.path)  # an older copy was written over the file
        newest = audit_clock.newest(connection)
        instant = instant_after(clock, None if newest is None else newest.at)
        if instant.stray != self._clock_now:
            audit_clock.tell(connection, actor, instant, newest)
        return Transaction(connection, actor, instant), instant.stray

    def close(self) -> None:
        """Move the log into the file and let go of it. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        is_ours = self._guard is None or self._guard.has_names()
        self._readers.dispose()
        try:
            if is_ours:
                engine.finish_log(self._writer)
        except engine.DATABASE_ERRORS:
            pass  # another program has it open, or it cannot be written: SQLite does it at the next opening
        finally:
            if self._guard is not None and is_ours:
                self._guard.unlock()  # else SQLite is kept from moving or removing what is another's now
            self._writer.dispose()
            if self._guard is not None:
                self._guard.let_go()
                self._guard = None

    def _open_log(self) -> None:
        """Let the writer's connection open the log, and stand over it from then on."""
        with self._writer.connect() as connection:
            engine.use_write_ahead_log(connection)  # a copy is written without one
            engine.read_a_little(connection)
            self._guard = LogGuard(self.path)

    def _has_log(self) -> bool:
        return self._guard is None or self._guard.is_whole()

    def _require_log(self, advice: str) -> None:
        """Raise EnvironmentProblemError (`log-lost`) when the log is not ours any more."""
        if not self._has_log():
            raise log_lost(self.path, advice)

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Nobody opens the log anew meanwhile; before that it is made sure to be the one that lies there."""
        thread = threading.get_ident()
        with self._turn:
            if self._lost is not None:
                raise self._lost
            if not self._has_log():
                self._file.check()
                if thread in self._at_work:  # within a read or write that is not valid any more
                    raise log_lost(self.path, _DO_AGAIN)
                if not self._turn.wait_for(lambda: not self._at_work, timeout=self._busy_ms / 1000):
                    raise log_lost(self.path, _DO_AGAIN)
                if not self._has_log():
                    self._open_anew()
            self._at_work.append(thread)
        try:
            yield
        finally:
            with self._turn:
                self._at_work.remove(thread)
                self._turn.notify_all()

    def _open_anew(self) -> None:
        """Close every connection, without a byte into a log that is not ours, and open what lies there now.

        Whoever removed the log by SQLite's ways moved it into the file before. Raises
        EnvironmentProblemError (`log-lost`) when what this program wrote is not there.
        """
        self._readers.dispose()
        self._writer.dispose()  # the guard's lock keeps SQLite from moving or removing anything
        has_names = self._guard is None or self._guard.has_names()
        if held_files.is_held(self.path) and not has_names:
            raise log_lost(self.path, "Another session of this program has it open too: close that one.")
        if self._guard is not None:
            self._guard.let_go()
        self._open_log()
        _LOG.warning("the log of the workspace was opened anew")
        with self._readers.connect() as connection:
            if self._newest is not None and not audit_clock.holds(connection, *self._newest):
                self._lost = replaced(self.path) if has_names else log_lost(self.path, _NEWEST_GONE)
                raise self._lost

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except engine.DATABASE_ERRORS as error:
            problem = engine.problem_from(error, self.path)
            if problem is None:
                raise
            raise problem from None


def _revision_at_rest(path: Path, raw_key: bytes) -> str:
    """The schema's revision, read without changing a byte; raises as `Workspace.open`."""
    has_log = path.with_name(path.name + engine.SIDE_FILES[0]).exists()
    reader = engine.copy_engine(path, raw_key, is_at_rest=not has_log)
    try:
        with reader.connect() as connection:
            return meta.check_version(connection, path)
    except engine.DATABASE_ERRORS as error:
        raise engine.problem_from(error, path) or error from None
    finally:
        reader.dispose()


def remove_files(path: Path) -> None:
    """Remove a workspace file that never came to be, and SQLite's files beside it, as far as possible.

    What cannot be removed (a read-only folder) is told by whoever then writes there.
    """
    for suffix in ("", *engine.SIDE_FILES):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()
