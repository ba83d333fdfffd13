"""The status line: what runs, how far it is, and the button that stops it."""

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from expunge_desktop.services.jobs import Job
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import button, label, named, text_width
from expunge_desktop.ui.job_bridge import JobBridge

_STEPS = 1000


class JobBar(QFrame):
    """Shows the oldest running job; others wait behind it with the one writer."""

    def __init__(self, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._jobs: list[Job[Any]] = []
        self._text = label("Ready", "muted")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(text_width(self._bar, 34))
        named(self._bar, "Progress")
        self._cancel = button("Cancel", self._on_cancel, role="quiet", name="Cancel the running job")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.L, theme.XS, theme.L, theme.XS)
        line.setSpacing(theme.M)
        line.addWidget(self._text, 1)
        line.addWidget(self._bar)
        line.addWidget(self._cancel)
        self.setFixedHeight(self._cancel.sizeHint().height() + 2 * theme.XS)
        jobs.job_started.connect(self._on_started)
        jobs.job_progressed.connect(self._on_progressed)
        jobs.job_finished.connect(self._on_finished)
        self._show_first()

    @property
    def text(self) -> str:
        """What the line says."""
        return self._text.text()

    def _on_started(self, job: Job[Any]) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._show_first()

    def _on_progressed(self, job: Job[Any], done: int, total: int, text: str) -> None:
        if not self._jobs or job is not self._jobs[0] or job.is_cancelled:
            return
        self._bar.setRange(0, _STEPS if total else 0)
        if total:
            self._bar.setValue(min(_STEPS, int(done * _STEPS / total)))
        waiting = f"  ({len(self._jobs) - 1} waiting)" if len(self._jobs) > 1 else ""
        self._text.setText(f"{job.title}: {text}{waiting}" if text else job.title + waiting)

    def _on_finished(self, job: Job[Any]) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        self._show_first()

    def _on_cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self._cancel.setEnabled(False)
            self._text.setText(f"{self._jobs[0].title}: stopping…")

    def _show_first(self) -> None:
        is_busy = bool(self._jobs)
        self._bar.setVisible(is_busy)
        self._cancel.setVisible(is_busy)
        self._cancel.setEnabled(is_busy)
        self._bar.setRange(0, 0)
        self._text.setText(f"{self._jobs[0].title}…" if is_busy else "Ready")
