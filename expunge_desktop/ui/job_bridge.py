"""Brings results of background jobs back to the window's thread.

Pages call `read` and `write` and get `then(value)` or `failed(error)` on the window's thread; nothing is
delivered to an owner that has been closed meanwhile. Unexpected errors are raised there, so they reach
the crash dialog (and make a test fail) instead of vanishing in a thread.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from expunge_desktop.base.errors import CancelledError, ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.jobs import Job, JobKind, JobRunner

T = TypeVar("T")


def _program_error() -> ExpungeError:
    """What a page is told when the program itself is at fault; the crash report says the rest."""
    return ExpungeError("program", "Something went wrong in the program; nothing of this was kept.")


class JobBridge(QObject):
    """The one door from the window to background work."""

    job_started = Signal(object)
    job_progressed = Signal(object, object, object, str)  # job, done, total, text; sizes exceed a C int
    job_finished = Signal(object)
    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = JobRunner()
        self._undelivered = 0  # counted on the window's thread only
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    @property
    def running_writes(self) -> list[Job[Any]]:
        """Titled jobs that change the workspace and have not ended."""
        return [job for job in self._runner.active(JobKind.WRITE) if job.title]

    @property
    def is_idle(self) -> bool:
        """Nothing waits or runs, and every result has been delivered."""
        return self._undelivered == 0

    def read(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[ExpungeError], None] | None = None,
        *,
        title: str = "",
    ) -> Job[T] | None:
        """Run `work` beside everything else; deliver to `owner` on the window's thread.

        With a title it shows in the status line and can be cancelled. None when the workspace was closed.
        """
        if self._runner.is_closed:
            return None  # nobody waits for an answer
        self._undelivered += 1
        job = self._runner.read(
            work, lambda job: self._finish(job, owner, then, failed), title, self._on_progress
        )
        if title:
            self.job_started.emit(job)
        return job

    def write(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[ExpungeError], None] | None = None,
    ) -> None:
        """Queue `work` with the one writer. With a title it shows in the status line and can be cancelled."""
        if self._runner.is_closed:
            return
        self._undelivered += 1
        job = self._runner.write(
            title, work, lambda job: self._finish(job, owner, then, failed), self._on_progress
        )
        if title:
            self.job_started.emit(job)

    def _on_progress(self, job: Job[Any], done: int, total: int, text: str) -> None:
        """From a worker's thread."""
        if job.title:
            self._post(lambda: self.job_progressed.emit(job, done, total, text), always=False)

    def shut_down(self, last: Callable[[], None] | None = None) -> None:
        """Cancel, wait, then do `last` as the writer's last deed. Safe to call again."""
        self._runner.close(last)
        QCoreApplication.sendPostedEvents(self)  # what ended meanwhile is still delivered

    def _finish(
        self,
        job: Job[Any],
        owner: QObject,
        then: Callable[[Any], None],
        failed: Callable[[ExpungeError], None] | None,
    ) -> None:
        def deliver() -> None:
            self._undelivered -= 1
            if job.title:
                self.job_finished.emit(job)
            if not shiboken6.isValid(owner):
                return
            if job.error is None:
                then(job.value)
            elif self._runner.is_closed and isinstance(job.error, CancelledError):
                return  # the workspace was closed; nobody waits for it any more
            elif isinstance(job.error, ExpungeError) and failed is not None:
                failed(job.error)
            else:
                if failed is not None:
                    failed(_program_error())  # the page goes on
                raise job.error

        self._post(deliver, always=True)

    def _post(self, call: Callable[[], None], *, always: bool) -> None:
        """From any thread: run `call` on the window's thread. After shutdown nobody is there to be told."""
        if self._runner.is_closed and not always:
            return
        if shiboken6.isValid(self):
            self._delivered.emit(call)

    @Slot(object)
    def _on_delivered(self, call: Callable[[], None]) -> None:
        call()
