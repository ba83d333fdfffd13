"""Background work without Qt: one writer, a small pool of readers, progress, cancel, clean shutdown.

All changes to a workspace go through one single-worker executor (design.md, "One writer"), so two
writes never wait for each other inside the database. Reads run beside it in a small pool. A job that
has been cancelled raises `CancelledError` at its next `check()` and keeps nothing.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from typing import Any, Generic, TypeVar

from expunge_desktop.base.errors import CancelledError

T = TypeVar("T")

REPORT_INTERVAL_S = 0.05


class JobKind(StrEnum):
    """Whether a job changes the workspace."""

    WRITE = "write"
    READ = "read"


class Job(Generic[T]):
    """One piece of work on its way; handed to the work itself as its `Progress`.

    `on_progress` and `on_finished` are called on the worker's thread, the latter exactly once, also
    when the job never started because it was cancelled while waiting.
    """

    def __init__(
        self,
        title: str,
        kind: JobKind,
        on_finished: "Callable[[Job[Any]], None]",
        on_progress: "Callable[[Job[Any], int, int, str], None] | None" = None,
    ) -> None:
        self.title = title
        self.kind = kind
        self.value: T | None = None
        self.error: BaseException | None = None
        self._on_finished = on_finished
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self._reported_at = 0.0
        self.is_finished = False

    @property
    def is_cancelled(self) -> bool:
        """The person has asked it to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._cancelled.set()

    def report(self, done: int, total: int, text: str) -> None:
        """Pass progress on, at most twenty times a second; the last unit always."""
        now = time.monotonic()
        if self._on_progress and (now - self._reported_at >= REPORT_INTERVAL_S or (total and done >= total)):
            self._reported_at = now
            self._on_progress(self, done, total, text)

    def check(self) -> None:
        """Raise `CancelledError` when the person has asked to stop."""
        if self.is_cancelled:
            raise CancelledError(self.title or "The job")

    def run(self, work: "Callable[[Job[T]], T]") -> None:
        """Do the work on this thread and tell the listener how it ended."""
        try:
            self.check()
            self.value = work(self)
        except Exception as error:  # noqa: BLE001 - handed to the listener, which shows or raises it
            self.error = error
        self.is_finished = True
        self._on_finished(self)


class JobRunner:
    """Runs jobs for one open window: `write` one after another, `read` side by side."""

    def __init__(self, readers: int = 2) -> None:
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="expunge-writer")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="expunge-reader")
        self._lock = threading.Lock()
        self._running: dict[Future[None], Job[Any]] = {}
        self._is_closed = False

    @property
    def is_closed(self) -> bool:
        """No more jobs are accepted."""
        return self._is_closed

    def write(
        self,
        title: str,
        work: Callable[[Job[T]], T],
        on_finished: Callable[[Job[Any]], None],
        on_progress: Callable[[Job[Any], int, int, str], None] | None = None,
    ) -> Job[T]:
        """Queue work that changes the workspace; raises RuntimeError after `close`."""
        return self._submit(self._writer, Job(title, JobKind.WRITE, on_finished, on_progress), work)

    def read(
        self,
        work: Callable[[Job[T]], T],
        on_finished: Callable[[Job[Any]], None],
        title: str = "",
        on_progress: Callable[[Job[Any], int, int, str], None] | None = None,
    ) -> Job[T]:
        """Start work that only reads; raises RuntimeError after `close`."""
        return self._submit(self._readers, Job(title, JobKind.READ, on_finished, on_progress), work)

    def active(self, kind: JobKind | None = None) -> list[Job[Any]]:
        """Jobs that wait or run."""
        with self._lock:
            jobs = list(self._running.values())
        return [job for job in jobs if not job.is_finished and (kind is None or job.kind is kind)]

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.active():
            job.cancel()

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Cancel what runs, wait for it, then do `last` (closing the workspace) as the writer's last deed.

        Every waiting job still ends through its listener. Raises what `last` raised.
        """
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
        self.cancel_all()
        self._readers.shutdown(wait=True)
        final = self._writer.submit(last) if last else None
        self._writer.shutdown(wait=True)
        if final is not None:
            final.result()

    def _submit(self, executor: ThreadPoolExecutor, job: Job[T], work: Callable[[Job[T]], T]) -> Job[T]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("jobs are no longer accepted")
            future = executor.submit(job.run, work)
            self._running[future] = job
        future.add_done_callback(self._forget)
        return job

    def _forget(self, future: Future[None]) -> None:
        with self._lock:
            self._running.pop(future, None)
        future.result()  # an error of the listener itself reaches the log instead of vanishing
