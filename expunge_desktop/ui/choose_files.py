"""Asks for files and folders, and leaves no trace of the answer.

Qt's own dialogs keep the folder last visited in its settings file and the system's keep a list of recent
files; both name what lies in an office's folders. So the dialogs are Qt's own (`ui.application`), and what
Qt wrote down is removed after each.
"""

from pathlib import Path

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

WORKSPACE_FILES = "Workspaces (*.expunge)"
SOURCE_FILES = "Source files (*.csv *.dat *.txt *.xlsx);;All files (*)"
OFFICE_FILES = "Office files (*.toml)"


def choose_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """An existing file, or None."""
    chosen = _ask(parent, title, kinds, QFileDialog.FileMode.ExistingFile)
    return chosen[0] if chosen else None


def choose_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Existing files, perhaps none."""
    return _ask(parent, title, kinds, QFileDialog.FileMode.ExistingFiles)


def choose_new_file(
    parent: QWidget, title: str, kinds: str, suffix: str, *, is_replaced: bool = True
) -> Path | None:
    """A place for a new file, with the suffix it needs, or None.

    Without `is_replaced` nothing is ever written over a file that is there, so nobody is asked whether.
    """
    chosen = _ask(parent, title, kinds, QFileDialog.FileMode.AnyFile, is_replaced=is_replaced)
    if not chosen:
        return None
    path = chosen[0]
    return path if path.suffix == suffix else path.with_name(path.name + suffix)


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """An existing folder, or None."""
    chosen = _ask(parent, title, "", QFileDialog.FileMode.Directory)
    return chosen[0] if chosen else None


def forget_choices() -> None:
    """Remove what Qt wrote down about files and folders that were chosen."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()


def _ask(
    parent: QWidget, title: str, kinds: str, mode: QFileDialog.FileMode, *, is_replaced: bool = True
) -> list[Path]:
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAccessibleName(title)
    dialog.setFileMode(mode)
    dialog.setHistory([])
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(Path.home()))])
    is_new = mode == QFileDialog.FileMode.AnyFile
    opens, saves = QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave
    dialog.setAcceptMode(saves if is_new else opens)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not is_replaced)
    try:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return [Path(one) for one in dialog.selectedFiles()] if accepted else []
    finally:
        dialog.setHistory([])
        dialog.destroyed.connect(forget_choices)  # Qt writes when the dialog goes
        dialog.deleteLater()
