"""Closing the window during a job, and errors that nobody expected."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, OpenWindow, Wait

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services import review
from expunge_desktop.services.import_batch import ImportSummary
from expunge_desktop.services.session import open_session
from expunge_desktop.ui.crash import describe
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages import import_page
from expunge_desktop.ui.pages.import_page import ImportPage
from expunge_desktop.ui.shell import Shell


def press_import(shell: Shell, sample_file: Path) -> ImportPage:
    """Ask for an import: first the headings are read."""
    assert shell.view is not None
    page = shell.view.pages["import"]
    assert isinstance(page, ImportPage)
    page.files.add([sample_file])
    page.start_import()
    return page


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Imports wait for this when all is written and nothing committed, or until they are cancelled."""
    event, real = threading.Event(), import_page.import_batch

    class Held(SilentProgress):
        def __init__(self, progress: Progress) -> None:
            self.check = progress.check  # type: ignore[method-assign]

        def report(self, done: int, total: int, text: str) -> None:
            while text == "Making the indexes" and not event.wait(0.01):
                self.check()

    def held(*given: Any, progress: Progress, **named: Any) -> ImportSummary:
        return real(*given, progress=Held(progress), **named)

    monkeypatch.setattr(import_page, "import_batch", held)
    return event


def start_import(shell: Shell, sample_file: Path, wait: Wait) -> ImportPage:
    """Start an import and leave it running."""
    page = press_import(shell, sample_file)
    wait(lambda: bool(shell.jobs.running_writes))
    return page


def answer(accept: bool) -> None:
    """Answer the question whether to cancel."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PlainDialog)
        assert dialog.reject_button.isDefault()
        (dialog.accept if accept else dialog.reject)()

    QTimer.singleShot(0, press)


def test_closing_while_headings_are_read_asks_nothing_and_imports_nothing(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path
) -> None:
    shell = open_window(empty_workspace)
    press_import(shell, sample_file)
    assert shell.close()
    QApplication.processEvents()
    assert shell.session is None
    with open_session(empty_workspace, "ada", PASSPHRASES["ada"]) as session:
        assert review.overview(session).batches == 0


def test_closing_during_an_import_asks_cancels_and_leaves_nothing_behind(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, wait: Wait, go_on: threading.Event
) -> None:
    shell = open_window(empty_workspace)
    start_import(shell, sample_file, wait)
    answer(accept=True)
    assert shell.close()
    assert shell.session is None
    assert not shell.jobs.running_writes and not go_on.is_set()
    with open_session(empty_workspace, "ada", PASSPHRASES["ada"]) as session:
        assert review.overview(session).batches == 0


def test_closing_while_the_workspace_is_being_unlocked_leaves_it_closed(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot
) -> None:
    shell = open_window(workspace, logged_on=False)
    qtbot.keyClicks(shell.unlock.user, "ada")
    qtbot.keyClicks(shell.unlock.passphrase.line, PASSPHRASES["ada"])
    shell.unlock.open_now()
    assert shell.close()
    QApplication.processEvents()
    assert shell.session is None
    assert shell.view is None
    assert not workspace.with_name(workspace.name + "-wal").exists()


def test_closing_right_when_a_job_ends_raises_nothing(
    open_window: OpenWindow,
    empty_workspace: Path,
    sample_file: Path,
    qtbot: QtBot,
    wait: Wait,
    go_on: threading.Event,
) -> None:
    shell = open_window(empty_workspace)
    with qtbot.captureExceptions() as raised:
        page = start_import(shell, sample_file, wait)
        go_on.set()
        while shell.jobs.running_writes:
            threading.Event().wait(0.01)  # the window's thread does not turn: the result is not delivered yet
        shell.shut_down()
        QApplication.processEvents()
    assert raised == []
    assert page.notice.text.startswith("Imported")


def test_closing_can_be_called_off_and_the_import_goes_on(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, wait: Wait, go_on: threading.Event
) -> None:
    shell = open_window(empty_workspace)
    page = start_import(shell, sample_file, wait)
    answer(accept=False)
    assert not shell.close()
    go_on.set()
    wait(lambda: page.notice.text.startswith("Imported"))


def test_an_unexpected_error_in_a_job_surfaces_in_the_window(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError("SAMPLE,ROBIN in case BA012345")

    told: list[str] = []
    with qtbot.captureExceptions() as raised:
        shell.jobs.read(shell, work, lambda _value: None, lambda error: told.append(str(error)))
        wait(lambda: bool(raised))
    assert len(told) == 1, "the page is told, so that it can go on"
    assert "SAMPLE" not in told[0]
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]


def test_a_crash_report_names_places_and_no_values() -> None:
    try:
        try:
            raise KeyError("SAMPLE,ROBIN")
        except KeyError as error:
            raise ValueError("case BA012345 of SAMPLE,ROBIN") from error
    except ValueError as error:
        report = describe(error)
    assert "ValueError" in report
    assert "KeyError" in report
    assert Path(__file__).name in report
    assert "SAMPLE" not in report
    assert "BA012345" not in report
    assert str(Path(__file__).parent) not in report


def test_without_a_screen_the_program_says_so_in_one_line(tmp_path: Path) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "expunge_desktop"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 3
    assert "no screen" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_error_of_the_program_opens_a_report_and_is_logged_without_values(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from expunge_desktop.base.log import start_log
from expunge_desktop.ui import application
from expunge_desktop.ui.dialogs import CrashDialog
from expunge_desktop.ui.settings import Settings
start_log(Path(sys.argv[1]) / "log", is_on_stderr=True)
real = application.make_application
def fail():
    raise KeyError("SAMPLE,ROBIN")
def look():
    shown = QApplication.activeModalWidget()
    if shown is None:
        QTimer.singleShot(100, look)
        return
    print(type(shown).__name__, isinstance(shown, CrashDialog))
    shown.reject()
def made(*given):
    app = real(*given)
    QTimer.singleShot(200, fail)
    QTimer.singleShot(300, look)  # until it is there
    return app
application.make_application = made
print("exit", application.run(settings=Settings(Path(sys.argv[1]))))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.stdout.split("\n")[:2] == ["CrashDialog True", "exit 0"], done.stderr
    assert "KeyError" in done.stderr
    assert "SAMPLE" not in done.stderr


def test_the_program_starts_without_a_verb_and_ends_with_exit_code_zero(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from expunge_desktop.ui import application\n"
        "from expunge_desktop.ui.settings import Settings\n"
        "from pathlib import Path\n"
        "real = application.make_application\n"
        "def made(*given):\n"
        "    app = real(*given)\n"
        "    QTimer.singleShot(300, app.quit)\n"
        "    return app\n"
        "application.make_application = made\n"
        "sys.exit(application.run(settings=Settings(Path(sys.argv[1]))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "QThread" not in done.stderr
