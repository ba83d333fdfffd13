"""Asks for files and folders: looks into none that it lists, and leaves no trace of the answer.

Qt's own dialogs keep the folder last visited in its settings file and the system's keep a list of recent
files; both name what lies in an office's folders. So the dialogs are Qt's own (`ui.application`), and what
Qt wrote down is removed after each.

To tell a file's icon and kind, Qt opens each one that a dialog lists and reads its beginning. Closing it
would drop the locks of an open workspace (`base.held_files`). So what it shows comes from `PlainIcons`, from
before the first folder is listed. The dialog of a printer lists the home folder, for a file to print into.
No other module makes a dialog of either kind (a house rule).
"""

from pathlib import Path

from PySide6.QtCore import QFileInfo, QSettings, QUrl
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFileIconProvider,
    QFileSystemModel,
    QStyle,
    QWidget,
)

WORKSPACE_FILES = "Workspaces (*.expunge)"
SOURCE_FILES = "Source files (*.csv *.dat *.txt *.xlsx);;All files (*)"
OFFICE_FILES = "Office files (*.toml)"
_NOT_ON_DISK = ":/qt-project.org"  # of Qt itself; a dialog lists its first folder while it is being made

_chosen_last: list[Path] = []  # the folder, for as long as the program runs
_icons: list["PlainIcons"] = []  # made once: a folder is still being listed when its dialog has gone


class PlainIcons(QFileIconProvider):
    """A folder, or a file: told by what it is, never by what is in it."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, asked: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        """One of two."""
        if isinstance(asked, QFileInfo):
            return self._folder if asked.isDir() else self._file
        return self._file if asked == QAbstractFileIconProvider.IconType.File else self._folder

    def type(self, asked: QFileInfo) -> str:
        """The end of its name."""
        if asked.isDir():
            return "Folder"
        return f"{asked.suffix()} file" if asked.suffix() else "File"


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
    dialog = QFileDialog(parent, title, _NOT_ON_DISK, kinds)
    _keep_out_of_files(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's may look into files too
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setAccessibleName(title)
    dialog.setFileMode(mode)
    dialog.setHistory([])
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(Path.home()))])
    is_new = mode == QFileDialog.FileMode.AnyFile
    opens, saves = QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave
    dialog.setAcceptMode(saves if is_new else opens)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not is_replaced)
    dialog.setDirectory(str(_first_folder()))
    try:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        if accepted:
            _chosen_last[:] = [Path(dialog.directory().absolutePath())]
        return [Path(one) for one in dialog.selectedFiles()] if accepted else []
    finally:
        dialog.setHistory([])
        dialog.destroyed.connect(forget_choices)  # Qt writes when the dialog goes
        dialog.deleteLater()


def system_print_dialog(printer: QPrinter, parent: QWidget) -> QPrintDialog:
    """The system's own dialog of a printer, not yet shown; printing into a file is not among its choices."""
    dialog = QPrintDialog(printer, parent)
    _keep_out_of_files(dialog)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
    return dialog


def _keep_out_of_files(dialog: QDialog) -> None:
    """Before the event loop runs again: what was listed until then has not been looked into yet."""
    if not _icons:
        _icons.append(PlainIcons())
    for model in dialog.findChildren(QFileSystemModel):
        model.setIconProvider(_icons[0])
    if isinstance(dialog, QFileDialog):
        dialog.setIconProvider(_icons[0])


def _first_folder() -> Path:
    """Where one was chosen last, or where the program was started."""
    found = next((one for one in _chosen_last if one.is_dir()), None)
    try:
        return found or Path.cwd()
    except OSError:  # it was removed
        return Path.home()
