"""A dialog that does its work itself: it stays open with progress and cancel until the work is done."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.jobs import Job
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, PassphraseField
from expunge_desktop.ui.job_bar import JobBar
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.notice import Notice

T = TypeVar("T")


class WorkingDialog(PlainDialog):
    """Closes when the work is done or the person gave up; every passphrase typed in it is then forgotten.

    While it works, Cancel and Escape ask the work to stop; the dialog closes only when it has.
    """

    def __init__(
        self, title: str, sentence: str, accept_text: str, jobs: JobBridge, parent: QWidget | None
    ) -> None:
        super().__init__(title, sentence, accept_text, parent)
        self._jobs = jobs
        self._job: Job[Any] | None = None
        self._held: QWidget | None = None
        self._title = title
        self.is_working = False
        self.notice = Notice()
        self.form = FormGrid()
        self.job_bar = JobBar(jobs, self)
        self.job_bar.hide()
        self.body.addWidget(self.notice)
        self.body.addWidget(self.form)
        self.body.addWidget(self.job_bar)
        jobs.job_started.connect(self._on_started)

    def work(
        self,
        do: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[ExpungeError], None] | None = None,
    ) -> None:
        """Run `do` in a job; `then` gets what it made, just before the dialog closes as accepted."""

        def finish(value: T) -> None:
            self._set_working(False)
            then(value)
            self.done(self.DialogCode.Accepted)

        def refuse(error: ExpungeError) -> None:
            self._set_working(False)
            (failed or self.refuse)(error)

        self.notice.clear()
        self._set_working(True)
        self._jobs.write(self, self._title, do, finish, refuse)

    def refuse(self, error: ExpungeError) -> None:
        """Say what stands in the way; what was typed may be corrected, a passphrase is typed again."""
        self.notice.say_error(error)
        self.forget()
        self.fit()

    def forget(self) -> None:
        """Forget every passphrase that was typed here."""
        for field in self.findChildren(PassphraseField):
            field.clear()

    def warn(self, sentence: str) -> None:
        """Say what is not filled in."""
        self.notice.say(sentence, "warning")
        self.fit()

    def done(self, result: int) -> None:
        """Close, unless something still works: then it is asked to stop first."""
        if self.is_working:
            if self._job is not None:
                self._job.cancel()
            return
        self.forget()
        super().done(result)

    def _set_working(self, is_working: bool) -> None:
        self.is_working = is_working
        if is_working:
            self._held = self.focusWidget()
        self.form.setEnabled(not is_working)
        self.accept_button.setEnabled(not is_working)
        self.job_bar.setVisible(is_working)
        self.fit()
        if not is_working:
            self._job = None
            if self._held is not None:
                self._held.setFocus()  # where the keyboard was before the fields were switched off

    def _on_started(self, job: Job[Any]) -> None:
        if self.is_working:
            self._job = job
