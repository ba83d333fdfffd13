"""Start-up of the window: one QApplication with our font, style, scheme and crash report."""

import logging
import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.log import Code
from expunge_desktop.ui import crash
from expunge_desktop.ui.icons import icon
from expunge_desktop.ui.settings import Settings
from expunge_desktop.ui.theme import Theme, register_fonts

TITLE = "Expunge Desktop"
_LOG = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def make_application(settings: Settings, arguments: list[str] | None = None) -> QApplication:
    """The application, set up the same way for people, tests and screenshots; made only once."""
    application = QApplication.instance()
    if application is None:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        application = QApplication(arguments or [TITLE])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is already running")
    application.setApplicationName(TITLE)
    application.setApplicationDisplayName(TITLE)
    application.setDesktopFileName("expunge-desktop")
    if application.findChild(Theme, "theme") is None:
        # Qt's own file dialogs: the lock can hide them, and no system list of recent files is written.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        application.setStyle("Fusion")
        register_fonts()
        Theme(application, settings.scheme)
        application.setWindowIcon(icon("app", "accent"))
    return application


def run(workspace: str | Path | None = None, settings: Settings | None = None) -> int:
    """Open the window, on the unlock page (with the workspace filled in), and return the exit code.

    Raises EnvironmentProblemError (`no-screen`) where Qt would otherwise end the process.
    """
    _require_screen()
    from expunge_desktop.ui.shell import Shell

    settings = settings or Settings()
    qInstallMessageHandler(_on_qt_message)
    application = make_application(settings, [TITLE])
    crash.install()
    window = Shell(settings, Path(workspace) if workspace else None)
    application.aboutToQuit.connect(window.shut_down)
    window.show_restored()
    code = application.exec()
    window.shut_down()
    return code


def _require_screen() -> None:
    """Linux without a display: say so, instead of Qt's abort."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        raise EnvironmentProblemError(
            "no-screen",
            "There is no screen to open the window on.",
            "Use the command line (`expunge-desktop --help`), or start it in a desktop session.",
        )


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own words may quote what it was given to show: only their kind and Qt's class enter the log."""
    named = re.match(r"Q[A-Za-z0-9]+(::[A-Za-z0-9]+)?", text)
    category = context.category or "default"
    _LOG.log(
        _LEVELS.get(kind, logging.INFO),
        "Qt: %s, %s",
        Code(category) if re.fullmatch(r"[a-z][a-z0-9._]{0,50}", category) else None,
        Code(named[0][:60]) if named else None,
    )
    if kind == QtMsgType.QtFatalMsg:  # said when no window can be made, before anything is shown
        sys.stderr.write(f"{TITLE} cannot open its window: {text}\n")
