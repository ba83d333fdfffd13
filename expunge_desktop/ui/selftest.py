"""Does the window work in this build? Called by `expunge-desktop selftest`."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6 import __version__ as binding_version
from PySide6.QtGui import QFontInfo, QImage

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.ui.application import make_application
from expunge_desktop.ui.icons import icon
from expunge_desktop.ui.settings import Settings
from expunge_desktop.ui.theme import FONT_FAMILY, interface_font


def window_self_check() -> str:
    """Make the application without a screen, with our font and icons, and draw the unlock page.

    Raises EnvironmentProblemError when the font or the icons are not what they must be.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application(Settings(), ["selftest"])
    from expunge_desktop.ui.shell import START_HEIGHT, START_WIDTH, Shell

    family = QFontInfo(interface_font()).family()
    if family != FONT_FAMILY:
        raise EnvironmentProblemError(
            "interface-font",
            f"The interface font is {family}, not {FONT_FAMILY}.",
            "Install the program again.",
        )
    if icon("app").pixmap(16).isNull():
        raise EnvironmentProblemError("icons", "The icons cannot be drawn.", "Install the program again.")
    with TemporaryDirectory() as folder:
        window = Shell(Settings(Path(folder)))
        window.resize(START_WIDTH, START_HEIGHT)
        image = QImage(window.grab().toImage())
        window.shut_down()
    colors = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    if len(colors) < 3:
        raise EnvironmentProblemError(
            "window", "The window cannot be drawn.", "Check the Qt packages of this system."
        )
    return f"Qt {binding_version}, font {family}, window drawn"
