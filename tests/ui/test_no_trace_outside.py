"""No window's title or name speaks of a person, and nothing about files or people is written below HOME."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_accessibility import paper_dialogs
from window_parts import OpenWindow, Wait

from expunge_desktop.services import review
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.ui.dialogs import PlainDialog, TextDialog
from expunge_desktop.ui.override_dialog import OverrideDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.worksheet_dialog import WorksheetDialog


def test_no_title_and_no_name_of_a_window_speaks_of_a_person_or_case(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    assert shell.session is not None
    ids = review.conviction_ids(shell.session, ConvictionFilter())
    rows = review.conviction_rows(shell.session, ids)
    secrets = {text for row in rows.values() for text in (row.person_name, row.case_number) if len(text) > 5}
    assert len(secrets) > 100
    told: list[str] = []

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            told.append(window.windowTitle())
            handle = window.windowHandle()
            if handle is not None:
                told.append(handle.title())

    for name, page in shell.view.pages.items():
        shell.view.open_page(name)
        wait(lambda: shell.jobs.is_idle)
        if isinstance(page, ConvictionsPage):
            wait(lambda page=page: page.detail.shown is not None)
            page.filters.search.setText(rows[ids[0]].person_name)
            wait(lambda page=page: 0 < page.model.rowCount() < len(ids) and shell.jobs.is_idle)
        look()
    dialogs: tuple[PlainDialog, ...] = (
        OverrideDialog(rows[ids[0]], shell),
        TextDialog("Write a note", "It stays.", "Note", "Add note", shell),
        WorksheetDialog(3, shell),
        *paper_dialogs(shell),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        told.append(dialog.accessibleName())
        look()
        dialog.hide()
    assert len(told) > 50
    words = "\n".join(told)
    assert [secret for secret in secrets if secret in words] == []


_SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from expunge_desktop.ui import application
from expunge_desktop.ui.choose_files import choose_file, choose_new_file
from expunge_desktop.ui.settings import Settings
app = application.make_application(Settings())
chosen = Path(sys.argv[1])

def answer():
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        QTimer.singleShot(20, answer)
        return
    assert isinstance(dialog, QFileDialog), dialog
    is_new = dialog.fileMode() == QFileDialog.FileMode.AnyFile
    wanted = chosen.with_name("Secret sheet") if is_new else chosen
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(wanted))
    dialog.accept()

QTimer.singleShot(300, answer)
print(choose_file(None, "Open a workspace", "Workspaces (*.expunge)"))
QTimer.singleShot(300, answer)
print(choose_new_file(None, "Save", "PDF (*.pdf)", ".pdf"))
app.processEvents()
app.sendPostedEvents(None, 52)  # what is to be deleted is deleted
app.processEvents()
"""


def test_choosing_files_leaves_no_trace_below_home(tmp_path: Path) -> None:
    home, places = tmp_path / "home", tmp_path / "SAMPLE ROBIN files"
    home.mkdir()
    places.mkdir()
    chosen = places / "Secret County.expunge"
    chosen.write_bytes(b"x")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "USERPROFILE": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(chosen)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Secret County.expunge" in done.stdout
    for file in home.rglob("*"):
        assert "Secret" not in file.name
        if file.is_file():
            content = file.read_bytes()
            assert b"Secret" not in content, file
            assert b"ROBIN" not in content, file
