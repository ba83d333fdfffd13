"""A person at the window, without a screen: every page, a conviction, a copy to the clipboard, a paper read.

    python -B build/campaigns/leaks/window_session.py WORKSPACE

Started by the campaign in its own surroundings. Says `open` when everything has been shown, and closes the
window at the next line on its stdin (or is killed there).
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.dont_write_bytecode = True
BUILD = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(BUILD), str(BUILD.parent)]

LONGEST = 240.0  # seconds for one page


def main() -> int:
    """Open, look at everything, wait, close."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from cli import FIRST
    from PySide6.QtGui import QGuiApplication

    from expunge_desktop.app.main import _protect_process
    from expunge_desktop.base.log import start_log
    from expunge_desktop.base.memory_folder import temporary_files_in_memory
    from expunge_desktop.base.paths import log_folder

    _protect_process()
    start_log(log_folder())
    with temporary_files_in_memory():
        from expunge_desktop.services.session import open_session
        from expunge_desktop.ui.application import make_application
        from expunge_desktop.ui.settings import Settings
        from expunge_desktop.ui.shell import Shell

        settings = Settings()
        application = make_application(settings, ["leaks"])
        window = Shell(settings, Path(sys.argv[1]))
        window.show_restored()
        window.open_workspace(open_session(Path(sys.argv[1]), FIRST.name, FIRST.passphrase))
        _turn(lambda: window.jobs.is_idle)
        if window.view is None:
            return 1
        for name in window.view.pages:
            window.view.open_page(name)
            _turn(lambda: window.jobs.is_idle)
        window.set_scheme("dark")
        window.view.open_page("convictions")
        page = window.view.pages["convictions"]
        _turn(lambda: page.detail.shown is not None)
        shown = page.detail.shown.row
        QGuiApplication.clipboard().setText(f"{shown.person_name} {shown.case_number}")
        window.view.open_page("papers")
        papers = window.view.pages["papers"]
        _turn(lambda: papers.preview.is_shown)
        application.processEvents()
        print("open", flush=True)
        sys.stdin.readline()
        window.shut_down()
        window.close()
    return 0


def _turn(is_done: Callable[[], bool]) -> None:
    """Turn the event loop until something holds, and a little longer."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + LONGEST
    still = 0
    while still < 5 and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
        still = still + 1 if is_done() else 0
    if not is_done():
        raise TimeoutError("a page of the window did not come to rest")


if __name__ == "__main__":
    sys.exit(main())
