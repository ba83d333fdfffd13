"""Shows the recovery key once, for the paper it belongs on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QSizePolicy, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.places import PlaceNotes, require_file_place
from expunge_desktop.ui.choose_files import choose_new_file, system_print_dialog
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import button, named, row, selectable
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.recovery_sheet import print_sheet, save_sheet

QUESTION = (
    "Make a recovery key?",
    "It opens the workspace for an administrator when every passphrase is lost; without it nobody can. It is "
    "shown once, and belongs on paper in a safe. A key made earlier stops working.",
    "Make the key",
)


class RecoveryDialog(PlainDialog):
    """Done is off until somebody says that the key is on paper; there is no second look."""

    def __init__(self, key: str, workspace: str, made: str, parent: QWidget | None) -> None:
        super().__init__(
            "Recovery key",
            "Print it or copy it by hand now. It is stored nowhere: when this window is closed it cannot be "
            "shown again, only made anew. Whoever has it and the two files can read everything.",
            "Done",
            parent,
        )
        self._key, self._workspace, self._made = key, workspace, made
        self.reject_button.hide()
        self.notice = Notice()
        self.key = _WholeKey(key)
        self.is_on_paper = QCheckBox("The key is on paper, and the paper will be locked away")
        named(self.is_on_paper, self.is_on_paper.text())
        self.is_on_paper.toggled.connect(self.accept_button.setEnabled)
        self.accept_button.setEnabled(False)
        self.print_button = button("Print the sheet…", self.print, icon_name="print")
        self.save_button = button("Save the sheet as PDF…", self.save, icon_name="save")
        self.body.addWidget(self.notice)
        self.body.addWidget(self.key)
        self.body.addLayout(row(self.print_button, self.save_button, 0))
        self.body.addWidget(self.is_on_paper)
        self.print_button.setFocus()

    def print(self) -> None:
        """One Letter page on a printer of the system."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if system_print_dialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            try:
                print_sheet(printer, self._key, self._workspace, self._made)
                self.notice.say(*_sent(printer))
            except ExpungeError as error:
                self.notice.say_error(error)

    def save(self) -> None:
        """A PDF; it holds the key in clear, so it belongs on a stick in a safe, or is printed and deleted."""
        path = choose_new_file(self, "Save the sheet", "PDF (*.pdf)", ".pdf")
        if path is None:
            return
        try:
            require_file_place(PlaceNotes(), path)
        except ExpungeError as error:
            self.notice.say(f"{error.sentence} Print the sheet, or save it on a stick.", "danger")
            return
        try:
            save_sheet(path, self._key, self._workspace, self._made)
        except ExpungeError as error:
            self.notice.say_error(error)
            return
        self.notice.say(
            f"{path.name} holds the key in clear. Print it and delete the file; do not keep it on this "
            "computer.",
            "warning",
        )

    def reject(self) -> None:
        """Escape does not throw the key away by mistake."""
        if self.is_on_paper.isChecked():
            super().reject()
        else:
            self.notice.say("Put the key on paper first, and tick the box below.", "warning")


class _WholeKey(QLabel):
    """All lines of the key, whatever else the window has to show."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "secret")
        selectable(self, "Recovery key")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Nothing of it can be left out."""
        return self.sizeHint()


def _sent(printer: QPrinter) -> tuple[str, str]:
    """What became of the sheet; many systems offer a printer that writes a file."""
    name = f"{printer.printerName()} {printer.outputFileName()}"
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat or "pdf" in name.casefold():
        return (
            "The sheet was written to a PDF file, which holds the key in clear. Print it and delete the "
            "file; do not keep it on this computer.",
            "warning",
        )
    return "The sheet was sent to the printer.", "success"
