"""Where source files are chosen or dropped."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import SOURCE_FILES, choose_files
from expunge_desktop.ui.form import button, label, named, row
from expunge_desktop.ui.wording import plural, size

_LINES = 2


class FileDrop(QFrame):
    """Files in the order given; the same file twice is listed once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.paths: list[Path] = []
        self.list = QListWidget()
        named(self.list, "Chosen files")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight((self.list.fontMetrics().height() + theme.M) * _LINES + theme.XS)
        self.hint = label(
            "Drop CSV, XLSX or DOJ files here, or choose them. Several files are one batch.",
            "muted",
            wraps=True,
        )
        self.choose_button = button("Choose files…", self.choose)
        self.remove_button = button(
            "Remove", self.remove_current, role="quiet", tip="Remove the selected file"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(self.hint)
        layout.addWidget(self.list)
        layout.addLayout(row(self.choose_button, self.remove_button, 0))
        self._show()

    def add(self, paths: list[Path]) -> None:
        """Add files."""
        for path in paths:
            if path not in self.paths:
                self.paths.append(path)
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        """Forget the files."""
        self.paths.clear()
        self._show()
        self.changed.emit()

    def choose(self) -> None:
        """Ask for files."""
        chosen = choose_files(self, "Choose the files of one batch", SOURCE_FILES)
        if chosen:
            self.add(chosen)

    def remove_current(self) -> None:
        """Take the selected file off the list."""
        place = self.list.currentRow()
        if 0 <= place < len(self.paths):
            del self.paths[place]
            self._show()
            self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files are welcome."""
        if event.mimeData().hasUrls() and all(url.isLocalFile() for url in event.mimeData().urls()):
            theme.mark(self, tone="info")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Back to normal."""
        theme.mark(self, tone="")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        theme.mark(self, tone="")
        self.add(
            [Path(url.toLocalFile()) for url in event.mimeData().urls() if Path(url.toLocalFile()).is_file()]
        )
        event.acceptProposedAction()

    def _show(self) -> None:
        self.list.clear()
        total = 0
        for path in self.paths:
            known = path.stat().st_size if path.is_file() else 0
            total += known
            item = QListWidgetItem(f"{path.name}   {size(known)}")
            item.setToolTip(str(path))
            self.list.addItem(item)
        if self.paths:
            self.list.setCurrentRow(0)
            self.hint.setText(f"{plural(len(self.paths), 'file')}, {size(total)}, imported as one batch.")
        else:
            self.hint.setText(
                "Drop CSV, XLSX or DOJ files here, or choose them. Several files are one batch."
            )
        self.remove_button.setEnabled(bool(self.paths))
