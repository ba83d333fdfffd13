"""What the program put on the clipboard is taken off again: after a minute, on lock, and at the end.

A name or a case number copied for one use stays out of clipboard histories where the system knows a mark
for that (Windows, KDE, macOS), and does not wait there for the next program (law/privacy.md, media).
"""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from expunge_desktop.ui.delay import delayed

KEPT_FOR_MS = 60_000
_NO = bytes(4)  # a Windows DWORD 0
_WINDOWS: Mapping[str, bytes] = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
}
_MARKS: Mapping[str, Mapping[str, bytes]] = {
    "win32": _WINDOWS,
    "darwin": {"org.nspasteboard.ConcealedType": b"1"},
}
_OTHERS: Mapping[str, bytes] = {"x-kde-passwordManagerHint": b"secret"}
# Their clipboard is a variable of this process: nobody else can have put something there.
_OWN_PLATFORMS = frozenset({"offscreen", "minimal"})


class ClipboardGuard(QObject):
    """Watches the clipboard and, where there is one, the selection for the middle mouse button."""

    def __init__(self, parent: QObject | None = None, *, kept_for_ms: int = KEPT_FOR_MS) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._is_ours_to_judge = QGuiApplication.platformName() in _OWN_PLATFORMS
        self._marks = _MARKS.get(sys.platform, _OTHERS)
        self._timer = delayed(self, "clipboard-guard", kept_for_ms, self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)
        self._clipboard.selectionChanged.connect(self._on_selection_changed)

    @property
    def holds_ours(self) -> bool:
        """Whether what lies on the clipboard came from this program."""
        return self._holds(QClipboard.Mode.Clipboard)

    def clear(self) -> None:
        """Take off what is the program's own; another program's stays."""
        self._timer.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if self._holds(mode):
                self._clipboard.clear(mode)

    def _holds(self, mode: QClipboard.Mode) -> bool:
        if mode == QClipboard.Mode.Selection:
            return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
        if self._is_ours_to_judge:
            given = self._clipboard.mimeData(mode)
            return given is not None and bool(given.formats())
        return self._clipboard.ownsClipboard()

    def _on_changed(self) -> None:
        if not self.holds_ours:
            self._timer.stop()
            return
        self._timer.start()
        given = self._clipboard.mimeData(QClipboard.Mode.Clipboard)
        if given is not None and not given.hasFormat(next(iter(self._marks))):
            self._clipboard.setMimeData(self._marked(given))

    def _on_selection_changed(self) -> None:
        if self._clipboard.ownsSelection():
            self._timer.start()

    def _marked(self, given: QMimeData) -> QMimeData:
        """A copy with the marks; only text goes on, in the forms another program can read."""
        marked = QMimeData()
        if given.hasText():
            marked.setText(given.text())
        if given.hasHtml():
            marked.setHtml(given.html())
        for name, value in self._marks.items():
            marked.setData(name, value)
        return marked
