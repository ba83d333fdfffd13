"""What the tests of the window share: invented users, and how to find every interactive widget."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from expunge_desktop.base.clock import SystemClock
from expunge_desktop.ui.pages.custody import CustodyPage
from expunge_desktop.ui.pages.custody_tabs import AUDIT
from expunge_desktop.ui.pages.papers import PapersPage
from expunge_desktop.ui.shell import Shell
from expunge_desktop.vault.key_slots import KdfCost

BUILD = Path(__file__).resolve().parents[2] / "build"
POLICY, AS_OF = "los-angeles-2020", date(2020, 2, 11)
PASSPHRASES = {"ada": "ada invented passphrase", "ben": "ben invented passphrase"}
QUICK = KdfCost(time_cost=1, memory_kib=8 * 1024, parallelism=1)
TIMEOUT_MS = 100_000  # a bound for what hangs, on a machine however busy
_awaited: list[QTimer] = []

OpenWindow = Callable[..., Shell]
Wait = Callable[[Callable[[], bool]], None]
Answering = EachDialog = Callable[[Callable[[Any], object]], None]

_KINDS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
)


class FastClock:
    """So many minutes after the machine's own clock: the delay between two tries is over at once."""

    def __init__(self, minutes: int) -> None:
        self._ahead = timedelta(minutes=minutes)

    def now(self) -> datetime:
        """The instant."""
        return SystemClock().now() + self._ahead

    def today(self) -> date:
        """The day."""
        return self.now().date()


def once_open(act: Callable[[Any], object], kind: type[QDialog] = QDialog) -> None:
    """Do something with the next dialog of this kind once it is in front, however long that takes.

    A test in which it never comes fails (`never_opened`).
    """
    timer, ends = QTimer(QApplication.instance()), time.monotonic() + TIMEOUT_MS / 1000
    _awaited.append(timer)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        is_late = time.monotonic() > ends
        if not (isinstance(dialog, kind) and dialog.isActiveWindow()) and not is_late:
            return
        timer.stop()
        try:
            assert not is_late, f"no {kind.__name__} came to the front"
            _awaited.remove(timer)
            act(dialog)
        except BaseException:
            while isinstance(still := QApplication.activeModalWidget(), QDialog):
                QDialog.done(still, 0)  # the test goes on and fails
            raise

    timer.timeout.connect(look)
    timer.start(20)


def never_opened() -> int:
    """How many dialogs were awaited in vain (`once_open`); nobody awaits them any more."""
    count = len(_awaited)
    while _awaited:
        _awaited.pop().stop()
    return count


def court_sheet(path: Path, rows: int = 3) -> Path:
    """A court's spreadsheet with headings of its own; everybody is invented."""
    lines = (
        "Defendant,DOB,Docket No,Charge,Dispo Date,County,Zone,SSN",
        '"QUIROZ, ALBA",03/14/1960,5TO01234,11357(B) HS,07/10/1995,LOS ANGELES,SW-2,000-12-3456',
        '"NAND, CLEO",01/15/1993,2BR00877,11359 HS,04/01/2012,LOS ANGELES,NE-1,',
        '"ORO, FELIX",10/01/1981,7HA01020,11358 HS,11/04/2002,LOS ANGELES,SW-2,',
    )
    path.write_text("\n".join(lines[: rows + 1]) + "\n", "utf-8")
    return path


def interactive(root: QWidget) -> list[QWidget]:
    """Every widget below `root` that a person works with; inner parts of Qt's own widgets left out."""
    found = [root, *root.findChildren(QWidget)]
    return [widget for widget in found if isinstance(widget, _KINDS) and not _is_inner(widget)]


def _is_inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QTabBar | QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def open_custody(shell: Shell, wait: Wait, tab: int = AUDIT) -> CustodyPage:
    """The page with one of its tabs in front."""
    assert shell.view is not None
    shell.view.context.custody_wanted.emit(tab)
    page = shell.view.stack.currentWidget()
    assert isinstance(page, CustodyPage)
    wait(lambda: shell.jobs.is_idle)
    return page


def open_papers(shell: Shell, wait: Wait) -> PapersPage:
    """Bring the page of the papers to the front."""
    assert shell.view is not None
    shell.view.open_page("papers")
    page = shell.view.pages["papers"]
    assert isinstance(page, PapersPage)
    wait(lambda: shell.jobs.is_idle)
    return page


def make_papers(page: PapersPage, wait: Wait) -> PapersPage:
    """Make one filing and wait for the first page of its first paper."""
    page.make()
    wait(lambda: page.current is not None and page.preview.is_shown)
    return page


def read_document(page: PapersPage, document: str, wait: Wait) -> PapersPage:
    """Choose a document and wait for its first page."""
    page.papers.choose(document)
    wait(
        lambda: (
            page.preview.is_shown
            and page.preview.paper is not None
            and page.preview.paper.document == document
        )
    )
    return page
